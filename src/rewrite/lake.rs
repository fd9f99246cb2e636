//! Which places a script writes as Delta under the rules that hold in it, and which it reads.

use rustc_hash::FxHashMap;

use super::decide::Decision;
use super::site::Site;
use crate::lower::fragments::lookup;
use crate::lower::lake::paths;
use crate::lower::table_name;
use crate::python::ast::ExprId;
use crate::rules::{LakeRead, LakeWrite, RuleSet};
use crate::script::Script;
use crate::types::lake::{Kept, Places, place};

/// The places of a script, as far as their paths are written out in it.
pub fn places(
    script: &Script<'_>,
    rules: &RuleSet,
    sites: &FxHashMap<ExprId, Site>,
    decisions: &FxHashMap<ExprId, Decision<'_>>,
) -> Places {
    let mut found = Places::default();
    for (id, site) in sites {
        let rule = decisions.get(id).and_then(|d| d.rule).map_or("", |rule| &*rule.id);
        let reads =
            |read: &&LakeRead| read.op.contains(&site.op) || read.rules.iter().any(|r| r == rule);
        for read in rules.lake_reads.iter().filter(reads) {
            let paths = paths(script, &site.bound, *id, &read.path);
            found
                .read
                .extend(paths.into_iter().filter_map(|p| script.literal(p)).map(|p| place(&p)));
        }
    }
    for (id, decision) in decisions.iter().filter(|(_, d)| d.converts()) {
        let (Some(rule), Some(site)) = (decision.rule, sites.get(id)) else { continue };
        let writes =
            rules.lake_writes.iter().filter(|write| write.rules.iter().any(|id| **id == *rule.id));
        found.written.extend(writes.filter_map(|write| written(script, write, *id, site)));
    }
    found
}

fn written(
    script: &Script<'_>,
    write: &LakeWrite,
    id: ExprId,
    site: &Site,
) -> Option<(String, Kept)> {
    let value = |path: &str| lookup(script, &site.bound, path).ok().flatten();
    let settings = script.settings;
    if let Some(format) = &write.format {
        let format = script.literal(value(format)?)?.to_lowercase();
        if !settings.delta_formats.contains(&format) {
            return None;
        }
    }
    let path = if write.path.starts_with("place.") {
        paths(script, &site.bound, id, &write.path).first().copied()?
    } else {
        value(&write.path)?
    };
    let place = place(&script.literal(path)?);
    // A path that the configuration maps is a table for readers, too.
    if settings.paths.keys().any(|known| crate::types::lake::place(known) == place) {
        return None;
    }
    let kept = match &write.table[..] {
        [] => Kept::Folder,
        [database, table] => match table_name(script, value(database)?, value(table)?) {
            Some(name) => Kept::Table(name),
            None => Kept::Unclear,
        },
        _ => Kept::Unclear,
    };
    Some((place, kept))
}
