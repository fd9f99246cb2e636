//! What rules say of the places that rows go to and come from.

use std::collections::BTreeMap;

use serde::Deserialize;

/// A deletion that makes an overwrite of the append right behind it.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct OverwriteSpec {
    /// The operation that deletes.
    pub op: String,
    /// All the options that it has, with their values.
    pub options: BTreeMap<String, String>,
    /// Its arguments that name the place.
    pub keys: Vec<String>,
    /// Words of a script by which an overwrite leaves something behind that the deletion does not.
    #[serde(default)]
    pub unless: Vec<String>,
    /// The writes that append there.
    pub same: Vec<SamePlace>,
}

/// Writes and their arguments that name a place.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct SamePlace {
    /// The operations.
    pub op: Vec<String>,
    /// Their arguments, in the order of the deletion's.
    pub keys: Vec<String>,
    /// Their arguments that say in which table the rows are kept from now on, and in which format.
    #[serde(default)]
    pub table: Vec<String>,
}

/// Rules under which rows go to Delta, and where: readers of that place follow.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct LakeWrite {
    /// The rules.
    pub rules: Vec<String>,
    /// The argument with the path; `place.save` is what the call behind it is given.
    pub path: String,
    /// The argument with the format, where the configuration says which formats become Delta.
    pub format: Option<String>,
    /// The arguments that name database and table, where the rows go to a table that chooses its folder.
    #[serde(default)]
    pub table: Vec<String>,
    /// The argument with the columns by which the files had folders; `?` where other calls may say so.
    pub keys: Option<String>,
}

/// Rules under which files of a place are read, or operations of Spark that read them.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct LakeRead {
    /// The rules.
    #[serde(default)]
    pub rules: Vec<String>,
    /// The operations.
    #[serde(default)]
    pub op: Vec<String>,
    /// The argument with the path or paths, or with the options that hold them; `sql.query` is the text of a
    /// query that may name them.
    pub path: String,
    /// Whether a path that nobody can tell may be one of a place that is kept in Delta.
    #[serde(default)]
    pub unknown: bool,
}
