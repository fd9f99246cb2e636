//! Which columns the result of an operation has.

use serde::Deserialize;

/// How the columns of a result follow from the arguments of its operation (`[[flow]]`).
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct FlowSpec {
    /// The operations.
    pub op: Vec<String>,
    /// The argument with the mappings whose targets are the columns.
    pub mappings: Option<String>,
    /// The argument with the specs that give columns a type: `("a", "cast:int")`.
    pub casts: Option<String>,
    /// The argument with the names that are the columns, or with those that columns are computed of.
    pub names: Option<String>,
    /// The argument whose columns, or of whose columns, the result has.
    pub of: Option<String>,
    /// Whether columns of it may be gone.
    #[serde(default)]
    pub fewer: bool,
    /// Whether columns may have come.
    #[serde(default)]
    pub more: bool,
    /// Whether columns are called after what computes them: `sum(n)`.
    #[serde(default)]
    pub computed: bool,
    /// The arguments whose columns are called so where they have no alias.
    pub unnamed: Option<String>,
    /// The arguments with the names that a join compares: one list for each frame.
    #[serde(default)]
    pub keys: Vec<String>,
    /// The arguments with the old and the new name of a column; one that collects both is named once.
    #[serde(default)]
    pub renames: Vec<String>,
}
