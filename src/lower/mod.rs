//! The computed fragments that a rule's template cannot spell: a mappings list becomes the columns of
//! a `select`, a row lambda becomes a Column expression. Each takes an expression of the script and
//! returns Python source, or says what is in the way.

use std::cell::Cell;

use crate::config::SparkVersion;
use crate::python::ast::{ExprId, Module};

/// What a lowering may ask about the script and its target.
pub struct LowerCx<'a> {
    /// The script.
    pub module: &'a Module<'a>,
    /// The target's Spark line.
    pub spark: SparkVersion,
    /// The quote character that the file prefers.
    pub quote: char,
    /// The file's name for `pyspark.sql.functions`, usually `F`.
    pub functions: &'a str,
    /// Set when the fragment uses [`LowerCx::functions`], so that the import is made.
    pub uses_functions: &'a Cell<bool>,
    /// The rewritten source of an expression of the script.
    pub source: &'a dyn Fn(ExprId) -> String,
    /// Finds the one value of a name at a place, where it has just one: `NAMES = ["a"]`.
    pub constant: &'a dyn Fn(ExprId) -> Option<ExprId>,
}

/// A fragment of Python source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lowered {
    /// The source.
    pub text: String,
    /// Conditions under which it gives the same rows; empty when it always does.
    pub notes: Vec<String>,
}

/// Why an expression has no fragment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The expression that is in the way.
    pub expr: ExprId,
    /// What about it, in one sentence.
    pub message: String,
}

/// A fragment, or what is in the way.
pub type LowerResult = Result<Lowered, Refusal>;
