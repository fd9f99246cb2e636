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
    /// Glue's key, compared without case; absent for what Spark always needs.
    pub glue: Option<String>,
    /// Spark's key.
    pub spark: Option<String>,
    /// How the value is written.
    #[serde(default)]
    pub kind: OptionKind,
    /// Spark value to set when Glue's option is absent.
    pub absent: Option<String>,
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
    /// What stands in the way of a literal: a password in the script is never copied.
    pub literal_manual: Option<String>,
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
    /// The options.
    #[serde(default)]
    pub option: Vec<OptionRow>,
    /// Free text for readers of the file.
    pub why: Option<String>,
    /// Section of the spec.
    pub source: Option<String>,
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
        let flat = value.get("option").is_some_and(toml::Value::is_array);
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
