//! Which places a script writes as Delta under the rules that hold in it, and which it meets besides.

use rustc_hash::FxHashMap;

use super::decide::Decision;
use super::site::Site;
use crate::lower::fragments::lookup;
use crate::lower::lake::{named_places, paths};
use crate::lower::place_text::path_text;
use crate::lower::table_name;
use crate::python::ast::ExprId;
use crate::rules::{LakeRead, LakeWrite, RuleSet};
use crate::script::Script;
use crate::types::lake::{Kept, Keys, Lake, MARK, Places, Written, place};

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
            let named = named_places(script, &site.bound, *id, &read.path);
            // A path of which nothing is known may lead to any place.
            if read.unknown && named.iter().all(|place| place.starts_with(MARK)) {
                found.read.push("*".to_owned());
            }
            found.read.extend(named);
        }
    }
    for (id, decision) in decisions.iter().filter(|(_, d)| d.converts()) {
        let (Some(rule), Some(site)) = (decision.rule, sites.get(id)) else { continue };
        let writes =
            rules.lake_writes.iter().filter(|write| write.rules.iter().any(|id| **id == *rule.id));
        found.written.extend(writes.filter_map(|write| written(script, write, *id, site)));
    }
    let mapped = mapped(script, &found);
    found.written.extend(mapped);
    found
}

/// The paths for which the configuration has tables, where the script meets them.
fn mapped(script: &Script<'_>, found: &Places) -> Vec<Written> {
    // What may lead to any place says nothing of this one.
    let read: Vec<&String> = found.read.iter().filter(|read| *read != "*").collect();
    if read.is_empty() {
        return Vec::new();
    }
    let meets = |written: &Written| {
        let place = &written.place;
        let may = |read: &&&String| {
            read.starts_with(place.as_str()) || place.starts_with(**read) || read.contains('*')
        };
        let mut lake = Lake::default();
        lake.add(written);
        read.iter().filter(may).any(|read| lake.touches(read))
    };
    let all = script.settings.paths.iter().map(|(path, table)| Written {
        place: place(path),
        kept: Kept::Table(table.clone()),
        keys: None,
    });
    all.filter(meets).collect()
}

fn written(script: &Script<'_>, write: &LakeWrite, id: ExprId, site: &Site) -> Option<Written> {
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
    let place = place(&path_text(script, path)?);
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
    let keys = match write.keys.as_deref().map(|path| lookup(script, &site.bound, path)) {
        Some(Ok(Some(keys))) => literals(script, keys),
        Some(Err(_)) => None,
        _ if write.keys.as_deref() == Some("?") => None,
        _ => Some(Vec::new()),
    };
    Some(Written { place, kept, keys })
}

fn literals(script: &Script<'_>, keys: ExprId) -> Keys {
    if script.is_empty_literal(keys) {
        return Some(Vec::new());
    }
    script.items(keys)?.iter().map(|key| script.literal(*key)).collect()
}
