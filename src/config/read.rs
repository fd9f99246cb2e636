//! The text of a configuration file → settings, with the place of everything that is wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::Fault;
use super::{ArgumentStyle, Settings, SparkVersion};
use crate::diagnostics::Grade;

const KEYS: [&str; 15] = [
    "spark",
    "arguments",
    "grade",
    "exclude",
    "delta_formats",
    "plain_writes",
    "incremental",
    "state",
    "catalog",
    "paths",
    "secrets",
    "stubs",
    "rules",
    "whole_estate",
    "platform",
];
const CATALOG_KEYS: [&str; 2] = ["default", "databases"];
const FORMATS: [&str; 8] = ["parquet", "glueparquet", "orc", "avro", "json", "csv", "xml", "delta"];

/// What a file says: the settings, and the patterns to leave out with their places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Read {
    pub settings: Settings,
    pub exclude: Vec<(String, Range<usize>)>,
    pub stubs: Vec<(String, Range<usize>)>,
    pub rules: Vec<(String, Range<usize>)>,
}

type Value<'a> = Spanned<DeValue<'a>>;

/// Reads an `unglue.toml`.
pub(super) fn unglue_toml(text: &str) -> Result<Read, Fault> {
    table(parse(text)?.get_ref())
}

/// Reads `[tool.unglue]` of a `pyproject.toml`; `None` where there is no such table.
pub(super) fn pyproject_toml(text: &str) -> Result<Option<Read>, Fault> {
    let document = match parse(text) {
        Ok(document) => document,
        // Whoever never wrote our table should not hear from us about the file.
        Err(_) if !text.contains("tool.unglue") => return Ok(None),
        Err(fault) => return Err(fault),
    };
    let Some(tool) = document.get_ref().get("tool").and_then(|tool| tool.get_ref().as_table())
    else {
        return Ok(None);
    };
    match tool.get("unglue") {
        None => Ok(None),
        Some(value) => as_table(value, "`tool.unglue`").and_then(table).map(Some),
    }
}

fn parse(text: &str) -> Result<Spanned<DeTable<'_>>, Fault> {
    DeTable::parse(text)
        .map_err(|error| Fault::new(error.span().unwrap_or(0..0), error.message(), ""))
}

fn table(table: &DeTable<'_>) -> Result<Read, Fault> {
    let mut read = Read::default();
    let (mut incremental, mut state) = (None, None);
    for (key, value) in table {
        let settings = &mut read.settings;
        match key.get_ref().as_ref() {
            "spark" => {
                settings.spark =
                    choice(value, &[("3.5", SparkVersion::V3_5), ("4.0", SparkVersion::V4_0)])?;
            }
            "arguments" => {
                let styles =
                    [("argparse", ArgumentStyle::Argparse), ("widgets", ArgumentStyle::Widgets)];
                settings.arguments = choice(value, &styles)?;
            }
            "grade" => {
                settings.grade =
                    choice(value, &[("safe", Grade::Safe), ("review", Grade::Review)])?;
            }
            "exclude" => read.exclude = strings(value)?,
            "stubs" => read.stubs = strings(value)?,
            "rules" => read.rules = strings(value)?,
            "platform" => settings.platform = boolean(value)?,
            "whole_estate" => settings.whole_estate = boolean(value)?,
            "delta_formats" => settings.delta_formats = formats(value)?,
            "incremental" => {
                choice(value, &[("autoloader", ())])?;
                incremental = Some(key.span());
            }
            "state" => state = Some(folder(value)?),
            "plain_writes" => settings.plain_writes = boolean(value)?,
            "catalog" => catalog(as_table(value, "`catalog`")?, settings)?,
            "paths" => settings.paths = paths(as_table(value, "`paths`")?)?,
            "secrets" => settings.secrets = scopes(as_table(value, "`secrets`")?)?,
            other => return Err(unknown_key(other, key.span(), &KEYS)),
        }
    }
    read.settings.incremental = match (incremental, state) {
        (Some(_), Some(state)) => Some(state),
        (Some(at), None) => {
            let message = "`incremental` needs `state`, the folder for the state of its reads";
            return Err(Fault::new(
                at,
                message,
                "state = \"/Volumes/catalog/schema/volume/state\"",
            ));
        }
        (None, _) => None,
    };
    Ok(read)
}

fn folder(value: &Value<'_>) -> Result<String, Fault> {
    match value.get_ref() {
        DeValue::String(text) if !text.trim_matches('/').is_empty() => Ok(text.to_string()),
        _ => Err(Fault::new(
            value.span(),
            "`state` is no folder",
            "\"/Volumes/catalog/schema/volume/state\"",
        )),
    }
}

fn catalog(table: &DeTable<'_>, settings: &mut Settings) -> Result<(), Fault> {
    for (key, value) in table {
        match key.get_ref().as_ref() {
            "default" => settings.default_catalog = Some(dotted(value, 1, "a catalog name")?),
            "databases" => {
                let map = as_table(value, "`catalog.databases`")?;
                settings.databases = map
                    .iter()
                    .map(|(name, to)| {
                        let to = dotted(to, 2, "`schema` or `catalog.schema`")?;
                        Ok((name.get_ref().to_string(), to))
                    })
                    .collect::<Result<_, Fault>>()?;
            }
            other => return Err(unknown_key(other, key.span(), &CATALOG_KEYS)),
        }
    }
    Ok(())
}

fn paths(table: &DeTable<'_>) -> Result<BTreeMap<String, String>, Fault> {
    let mut map = BTreeMap::new();
    for (path, name) in table {
        let bare = path.get_ref().trim_end_matches('/');
        if bare.is_empty() {
            let allowed =
                "a storage path as the script writes it, for example \"s3://bucket/folder/\"";
            return Err(Fault::new(path.span(), "an empty path", allowed));
        }
        let name = dotted(name, 3, "`table`, `schema.table` or `catalog.schema.table`")?;
        if map.insert(bare.to_owned(), name).is_some() {
            return Err(Fault::new(
                path.span(),
                format!("the path `{bare}` is there twice"),
                "a path once, with or without the slash at its end",
            ));
        }
    }
    Ok(map)
}

/// Glue connection → secret scope.
fn scopes(table: &DeTable<'_>) -> Result<BTreeMap<String, String>, Fault> {
    let valid = |c: char| c.is_alphanumeric() || "-_@.".contains(c);
    table
        .iter()
        .map(|(connection, value)| {
            let scope = string(value)?;
            if scope.is_empty() || scope.len() > 128 || !scope.chars().all(valid) {
                let message = format!("`{scope}` is not the name of a secret scope");
                let allowed = "up to 128 letters, digits, `-`, `_`, `@` and `.`";
                return Err(Fault::new(value.span(), message, allowed));
            }
            Ok((connection.get_ref().to_string(), scope.to_owned()))
        })
        .collect()
}

fn formats(value: &Value<'_>) -> Result<BTreeSet<String>, Fault> {
    strings(value)?
        .into_iter()
        .map(|(name, span)| {
            if FORMATS.contains(&name.as_str()) {
                return Ok(name);
            }
            Err(Fault::new(span, format!("unknown format `{name}`"), one_of(&name, &FORMATS)))
        })
        .collect()
}

/// A name of at most `most` parts with dots between them.
fn dotted(value: &Value<'_>, most: usize, what: &str) -> Result<String, Fault> {
    let text = string(value)?;
    let parts: Vec<&str> = text.split('.').collect();
    let is_name = |part: &&str| {
        !part.is_empty() && !part.contains(|c: char| c.is_control() || " /\\`'\"".contains(c))
    };
    if parts.len() <= most && parts.iter().all(is_name) {
        return Ok(text.to_owned());
    }
    Err(Fault::new(value.span(), format!("`{text}` is not {what}"), format!("expected {what}")))
}

fn choice<T: Copy>(value: &Value<'_>, choices: &[(&str, T)]) -> Result<T, Fault> {
    let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
    if let DeValue::Float(number) = value.get_ref() {
        let message = format!("{} is a number, a string was expected", number.as_str());
        return Err(Fault::new(
            value.span(),
            message,
            format!("put it in quotes: {}", list(&names)),
        ));
    }
    let text = string(value)
        .map_err(|fault| Fault { allowed: format!("expected {}", list(&names)), ..fault })?;
    choices.iter().find(|(name, _)| *name == text).map(|(_, choice)| *choice).ok_or_else(|| {
        Fault::new(value.span(), format!("unknown value `{text}`"), one_of(text, &names))
    })
}

fn strings(value: &Value<'_>) -> Result<Vec<(String, Range<usize>)>, Fault> {
    let Some(array) = value.get_ref().as_array() else {
        return Err(wrong_type(value, "an array of strings", "for example [\"a\", \"b\"]"));
    };
    array.iter().map(|item| Ok((string(item)?.to_owned(), item.span()))).collect()
}

fn boolean(value: &Value<'_>) -> Result<bool, Fault> {
    let found = value.get_ref().as_bool();
    found.ok_or_else(|| wrong_type(value, "`true` or `false`", "without quotes"))
}

fn string<'a>(value: &'a Value<'_>) -> Result<&'a str, Fault> {
    value.get_ref().as_str().ok_or_else(|| wrong_type(value, "a string", "put it in quotes"))
}

fn as_table<'a, 'b>(value: &'a Value<'b>, what: &str) -> Result<&'a DeTable<'b>, Fault> {
    value
        .get_ref()
        .as_table()
        .ok_or_else(|| wrong_type(value, "a table", &format!("{what} is a table of keys")))
}

fn wrong_type(value: &Value<'_>, expected: &str, allowed: &str) -> Fault {
    let found = value.get_ref().type_str();
    Fault::new(value.span(), format!("found {found}, expected {expected}"), allowed)
}

fn unknown_key(key: &str, span: Range<usize>, known: &[&str]) -> Fault {
    Fault::new(span, format!("unknown key `{key}`"), one_of(key, known))
}

/// What is allowed, the nearest to what was written first.
fn one_of(written: &str, known: &[&str]) -> String {
    let near = known
        .iter()
        .map(|name| (distance(&written.to_lowercase().replace('-', "_"), name), name))
        .filter(|(distance, name)| *distance <= name.len().div_ceil(3))
        .min();
    let meant = near.map(|(_, name)| format!("did you mean `{name}`? ")).unwrap_or_default();
    format!("{meant}expected {}", list(known))
}

fn list(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

/// Levenshtein distance in characters.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let cost = diagonal + usize::from(ca != *cb);
            diagonal = row[j + 1];
            row[j + 1] = cost.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_at_once() {
        let read = unglue_toml(
            r#"
spark = "3.5"
arguments = "widgets"
grade = "safe"
platform = false
exclude = ["legacy/"]
delta_formats = ["parquet", "json"]
[catalog]
default = "main"
[catalog.databases]
source_db = "source_catalog.source_db"
[paths]
"s3://output-path/" = "target_catalog.target_db.purchase_events"
[secrets]
shop-mysql = "prod-shop"
"#,
        )
        .unwrap();
        let settings = read.settings;
        assert_eq!(settings.spark, SparkVersion::V3_5);
        assert!(!settings.platform);
        assert_eq!(settings.arguments, ArgumentStyle::Widgets);
        assert_eq!(settings.grade, Grade::Safe);
        assert_eq!(settings.default_catalog.as_deref(), Some("main"));
        assert_eq!(settings.databases["source_db"], "source_catalog.source_db");
        assert_eq!(settings.paths["s3://output-path"], "target_catalog.target_db.purchase_events");
        assert_eq!(settings.secrets["shop-mysql"], "prod-shop");
        assert_eq!(settings.delta_formats.len(), 2);
        assert_eq!(read.exclude[0].0, "legacy/");
    }

    #[test]
    fn wrong_parts_are_named_with_their_place() {
        let fault = |text: &str| {
            let fault = unglue_toml(text).unwrap_err();
            format!("{}: {} ({})", &text[fault.range], fault.message, fault.allowed)
        };
        assert_eq!(
            fault("sparc = \"4.0\""),
            "sparc: unknown key `sparc` (did you mean `spark`? expected `spark`, `arguments`, \
             `grade`, `exclude`, `delta_formats`, `plain_writes`, `incremental`, `state`, `catalog`, `paths`, `secrets`, `stubs`, `rules`, \
             `whole_estate` or `platform`)"
        );
        assert_eq!(
            fault("spark = \"2.4\""),
            "\"2.4\": unknown value `2.4` (did you mean `3.5`? expected `3.5` or `4.0`)"
                .replace("did you mean `3.5`? ", "")
        );
        assert!(fault("spark = 4.0").starts_with("4.0: 4.0 is a number"));
        let incremental = "incremental = \"autoloader\"";
        assert!(fault(incremental).contains("needs `state`"));
        assert!(fault(&format!("{incremental}\nstate = \"/\"")).contains("`state` is no folder"));
        let read = unglue_toml(&format!("{incremental}\nstate = \"/Volumes/a\"")).unwrap();
        assert_eq!(read.settings.incremental.as_deref(), Some("/Volumes/a"));
        assert_eq!(unglue_toml("state = \"/Volumes/a\"").unwrap().settings.incremental, None);
        assert!(fault("delta_formats = [\"parqet\"]").contains("did you mean `parquet`?"));
        assert!(fault("[catalog.databases]\nx = \"a.b.c\"").contains("`catalog.schema`"));
        assert!(fault("[paths]\n\"s3://a\" = \"t\"\n\"s3://a/\" = \"t\"").contains("twice"));
        assert!(fault("[secrets]\na = \"a b\"").contains("not the name of a secret scope"));
        assert!(fault("exclude = \"x\"").contains("expected an array of strings"));
        assert!(fault("catalog = 1").contains("expected a table"));
    }

    #[test]
    fn a_pyproject_without_our_table_says_nothing() {
        assert_eq!(pyproject_toml("[tool.black]\nx = 1"), Ok(None));
        assert_eq!(pyproject_toml("{{ broken"), Ok(None));
        assert!(pyproject_toml("[tool.unglue\n").is_err());
        assert!(pyproject_toml("[tool.unglue]\nx = 1").is_err());
        assert!(pyproject_toml("[tool.unglue]\nspark = \"3.5\"").unwrap().is_some());
    }
}
