//! Option tables: what each Glue option becomes in Spark, and what is set because defaults differ.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{RuleError, template::Template};

/// How an option's value is written.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum OptionKind {
    /// `True`, `"true"` → `"true"`.
    Bool,
    /// As it is.
    #[default]
    String,
    /// A number.
    Int,
}

/// One option.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct OptionRow {
    /// Glue's key, compared without case, all that begin so where it ends with `*`; absent for what
    /// Spark always needs.
    pub glue: Option<String>,
    /// Spark's key.
    pub spark: Option<String>,
    /// How the value is written.
    #[serde(default)]
    pub kind: OptionKind,
    /// Spark value to set when Glue's option is absent.
    pub absent: Option<String>,
    /// The option of Spark whose value, where the script gives it one, is set in its place.
    pub absent_as: Option<String>,
    /// The value of Spark that says as much as no option does, for runs in which the script sets none.
    pub unset: Option<String>,
    /// The values of Glue's option that the row speaks of; all, if empty.
    #[serde(default)]
    pub only: Vec<String>,
    /// Translations of literal values.
    #[serde(default)]
    pub values: BTreeMap<String, String>,
    /// Left out: has no counterpart and changes no rows.
    #[serde(default)]
    pub drop: bool,
    /// Values that need nothing.
    #[serde(default)]
    pub drop_values: Vec<String>,
    /// The rule itself handles the key.
    #[serde(default)]
    pub structural: bool,
    /// Options of Spark that cannot stand beside this one and give way to it.
    #[serde(default)]
    pub instead_of: Vec<String>,
    /// The key of a secret that takes the place of a value that stands in the script.
    pub secret: Option<String>,
    /// Options of Spark that come from the secret scope which the value names, each with its key.
    #[serde(default)]
    pub secrets: Vec<(String, String)>,
    /// What a literal must hold to give way to the secret; anything written out, if absent.
    pub mark: Option<String>,
    /// Whether any value, literal or not, gives way to the secret.
    #[serde(default)]
    pub hidden: bool,
    /// The text between which the value is cut; with `part`.
    pub split: Option<String>,
    /// The index of the piece that is meant, from the end where it is negative.
    #[serde(default)]
    pub part: i32,
    /// The call on the reader or writer in place of `option(…)` where the value is known at run time.
    pub computed: Option<String>,
    /// A condition to review there.
    pub computed_note: Option<String>,
    /// What stands in the way of any other value.
    pub manual: Option<String>,
    /// What a person does about it.
    pub way_out: Option<String>,
    /// A condition to review.
    pub note: Option<String>,
    /// Code behind the `load`.
    pub suffix: Option<String>,
    /// Values that want the suffix; any, if empty.
    #[serde(default)]
    pub suffix_values: Vec<String>,
    /// Code behind the `load` where the value, which decides about the suffix, is known at run time.
    pub suffix_computed: Option<String>,
    /// Whether the absent option wants the suffix.
    #[serde(default)]
    pub suffix_absent: bool,
    /// Why.
    pub why: Option<String>,
    /// Section of the spec.
    pub source: Option<String>,
}

/// The options of one format or connection, for one direction.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct OptionTable {
    /// Spark's data source name.
    pub format: Option<String>,
    /// Tables whose rows hold here too, before its own.
    #[serde(default)]
    pub include: Vec<String>,
    /// Options of Spark without which there is nothing to reach.
    #[serde(default)]
    pub needs: Vec<String>,
    /// Whether an option without a row goes to Spark as it is.
    #[serde(default)]
    pub others: bool,
    /// What a reviewer confirms where an option without a row is left out.
    pub unknown: Option<String>,
    /// The options.
    #[serde(default)]
    pub option: Vec<OptionRow>,
    /// Free text for readers of the file.
    pub why: Option<String>,
    /// Section of the spec.
    pub source: Option<String>,
}

impl OptionRow {
    /// Whether the row speaks of this key of Glue.
    pub fn speaks_of(&self, key: &str) -> bool {
        self.glue.as_deref().is_some_and(|glue| match glue.strip_suffix('*') {
            Some(start) => {
                key.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
            }
            None => glue.eq_ignore_ascii_case(key),
        })
    }

    /// Whether it speaks of all keys that begin alike.
    pub fn is_family(&self) -> bool {
        self.glue.as_deref().is_some_and(|glue| glue.ends_with('*'))
    }
}

/// Reads a file of tables, two levels deep (`[csv.read]`) or one (`[sink]`).
///
/// # Errors
/// Unknown keys and bad templates, with file and line.
pub fn read(file: &str, text: &str) -> Result<BTreeMap<String, OptionTable>, RuleError> {
    let mut out = BTreeMap::new();
    let top: BTreeMap<String, toml::Value> =
        toml::from_str(text).map_err(|e| super::toml_error(file, text, &e))?;
    for (name, value) in top {
        let flat =
            ["option", "include"].iter().any(|k| value.get(k).is_some_and(toml::Value::is_array));
        let tables = match value {
            toml::Value::Table(inner) if !flat => inner
                .into_iter()
                .map(|(sub, value)| (format!("{name}.{sub}"), value))
                .collect::<Vec<_>>(),
            value => vec![(name, value)],
        };
        for (name, value) in tables {
            let table = OptionTable::deserialize(value)
                .map_err(|e| super::at(file, text, &name, format!("[{name}]: {}", e.message())))?;
            for suffix in table.option.iter().filter_map(|o| o.suffix.as_deref()) {
                Template::parse(suffix)
                    .map_err(|e| super::at(file, text, &name, format!("[{name}]: {e}")))?;
            }
            out.insert(name, table);
        }
    }
    Ok(out)
}

/// Puts the rows of included tables before a table's own; a row of its own for a key hides them.
///
/// # Errors
/// A table that is not there, or tables that include each other.
pub fn resolve_includes(tables: &mut BTreeMap<String, OptionTable>) -> Result<(), String> {
    let names: Vec<String> = tables.keys().cloned().collect();
    // A chain of includes is as long as there are tables, at most.
    names.iter().try_for_each(|name| resolve(tables, name, names.len()))
}

fn resolve(
    tables: &mut BTreeMap<String, OptionTable>,
    name: &str,
    depth: usize,
) -> Result<(), String> {
    if depth == 0 {
        return Err(format!("[{name}] includes itself"));
    }
    let Some(table) = tables.get(name) else {
        return Err(format!("`{name}` is included and is no table"));
    };
    let included = table.include.clone();
    for other in included.iter().rev() {
        resolve(tables, other, depth - 1)?;
        let mut rows = tables.get(other).map(|t| t.option.clone()).unwrap_or_default();
        let own = tables.entry(name.to_owned()).or_default();
        own.include.clear();
        let same = |a: &OptionRow, b: &OptionRow| match (&a.glue, &b.glue) {
            (Some(a), Some(b)) => a.eq_ignore_ascii_case(b),
            _ => false,
        };
        rows.retain(|row| !own.option.iter().any(|known| same(known, row)));
        own.option.splice(0..0, rows);
    }
    Ok(())
}
