//! Tables that the script's own Spark code names in two parts, where the configuration gives the database another name.

use super::fragments::FragmentCx;
use super::target::{identifier, schema_name};
use super::{LowerResult, Lowered, sql};
use crate::config::Settings;
use crate::python::ast::{ExprId, ExprKind};
use crate::script::Script;

/// First parts that are no databases of Glue: file formats, and what Spark or Databricks have of their own.
const OTHERS: [&str; 15] = [
    "avro",
    "csv",
    "delta",
    "global_temp",
    "hive_metastore",
    "iceberg",
    "information_schema",
    "json",
    "orc",
    "parquet",
    "samples",
    "spark_catalog",
    "system",
    "text",
    "xml",
];

/// Whether a table's name or an SQL text speaks of a database that has another name by the configuration.
pub fn speaks_of_mapped(script: &Script<'_>, value: ExprId) -> bool {
    let settings = script.settings;
    if settings.databases.is_empty() && settings.default_catalog.is_none() {
        return false;
    }
    let Some(value) = script.constant(value) else { return false };
    let mut found = false;
    each_text(script, value, &mut |text| {
        let named = |name: &str| is_mapped(settings, name);
        found |= match text.split_once('.') {
            _ if text.contains(char::is_whitespace) => sql::databases(text).into_iter().any(named),
            Some((database, table)) => !table.contains('.') && named(database.trim_matches('`')),
            None => false,
        };
    });
    found
}

/// The written-out parts of a text, without quotes.
fn each_text(script: &Script<'_>, id: ExprId, f: &mut impl FnMut(&str)) {
    let module = script.module;
    if let ExprKind::Str(_) = module.expr(id).kind {
        if let Some(text) = module.str_value(id) {
            f(text);
        } else {
            let source = module.expr_source(id).trim_start_matches(char::is_alphabetic);
            f(source.trim_matches(['"', '\'']));
        }
        return;
    }
    module.each_child(id, |child| each_text(script, child, f));
}

fn is_mapped(settings: &Settings, database: &str) -> bool {
    let lower = database.to_lowercase();
    let known = settings.databases.iter().any(|(name, _)| name.eq_ignore_ascii_case(database));
    let is_target = settings.databases.iter().any(|(_, name)| {
        name.split('.').any(|part| part.trim_matches('`').eq_ignore_ascii_case(database))
    });
    let catalog = settings.default_catalog.as_deref();
    known
        || catalog.is_some_and(|catalog| !catalog.eq_ignore_ascii_case(database))
            && !is_target
            && !lower.is_empty()
            && !OTHERS.contains(&lower.as_str())
}

/// `named_table(name)`: the name of a table that the script writes out in two parts, as the configuration has it.
pub(super) fn named_table(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let name = cx.required(&args[0])?;
    let text = cx.script.literal(name).unwrap_or_default();
    let [database, table] = text.split('.').collect::<Vec<_>>()[..] else {
        return Err(cx.refuse("the name is not written out"));
    };
    let schema = schema_name(cx.script.settings, database.trim_matches('`'));
    // With two parts the next run could not tell it from a name of Glue.
    if !schema.contains('.') {
        return Err(cx.refuse("the configuration names no catalog for it"));
    }
    let text = cx.quote(&format!("{schema}.{}", identifier(table.trim_matches('`'))));
    Ok(Lowered { text, notes: Vec::new() })
}
