//! The form of rule files, and what is wrong with one.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::guard::Condition;
use super::template::Template;
use super::{
    Action, BuilderSpec, CommentSpec, Example, FlowSpec, LakeRead, LakeWrite, OverwriteSpec, Rule,
};
use crate::diagnostics::{Family, Grade};
use crate::source::position_at;

/// Why a rule file cannot be used.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{file}{}{}: {message}", place(*line), place(*column))]
pub struct RuleError {
    /// The rule file.
    pub file: String,
    /// Line, from 1, where it is known.
    pub line: Option<usize>,
    /// Column in characters, from 1, where it is known.
    pub column: Option<usize>,
    /// What is wrong and what was expected.
    pub message: String,
}

fn place(number: Option<usize>) -> String {
    number.map(|n| format!(":{n}")).unwrap_or_default()
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl OneOrMany {
    pub fn into_vec(self) -> Vec<String> {
        match self {
            Self::One(one) => vec![one],
            Self::Many(many) => many,
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRule {
    pub id: String,
    pub op: OneOrMany,
    #[serde(default)]
    pub when: BTreeMap<String, OneOrMany>,
    pub replace: Option<String>,
    pub block: Option<String>,
    #[serde(default)]
    pub unchanged: bool,
    #[serde(default)]
    pub delete: bool,
    #[serde(default)]
    pub disposable: bool,
    #[serde(default)]
    pub bare: bool,
    #[serde(default)]
    pub folded: bool,
    #[serde(default)]
    pub unused: bool,
    #[serde(default)]
    pub once: bool,
    pub follows: Option<String>,
    pub grade: Grade,
    pub why: String,
    pub note: Option<String>,
    pub message: Option<String>,
    pub way_out: Option<String>,
    #[serde(default)]
    pub consumes: Vec<String>,
    pub source: Option<String>,
    #[serde(default)]
    pub example: Vec<Example>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawIgnore {
    pub param: String,
    pub when: Option<OneOrMany>,
    pub why: String,
}

/// A function that scripts hold themselves, known by what it does.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawHelper {
    pub op: String,
    pub shape: OneOrMany,
    #[allow(dead_code)] // for the reader of the file
    pub why: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawFile {
    /// What all rules of the file are about.
    #[serde(default)]
    pub family: Family,
    #[serde(default)]
    pub overwrite: Vec<OverwriteSpec>,
    #[serde(default)]
    pub lake_write: Vec<LakeWrite>,
    #[serde(default)]
    pub lake_read: Vec<LakeRead>,
    #[serde(default)]
    pub rule: Vec<RawRule>,
    #[serde(default)]
    pub ignore: Vec<RawIgnore>,
    #[serde(default)]
    pub builder: Vec<BuilderSpec>,
    #[serde(default)]
    pub comment: Vec<CommentSpec>,
    #[serde(default)]
    pub flow: Vec<FlowSpec>,
    #[serde(default)]
    pub transparent: Vec<String>,
    #[serde(default)]
    pub helper: Vec<RawHelper>,
    #[serde(default)]
    pub imports: BTreeMap<String, String>,
}

impl RawRule {
    pub fn compile(self, file: &str, text: &str, family: Family) -> Result<Rule, RuleError> {
        let id = self.id;
        let template = |source: &str| {
            Template::parse(source).map_err(|e| at(file, text, &id, format!("rule `{id}`: {e}")))
        };
        let action = match (self.replace, self.block, self.delete, self.unchanged) {
            (Some(source), None, false, false) => Action::Replace(template(&source)?),
            (Some(source), Some(block), false, false) => {
                Action::Block(template(block.trim_end())?, template(&source)?)
            }
            (None, None, true, false) => Action::Delete,
            (None, None, false, true) => Action::Unchanged,
            (None, None, false, false) => Action::Manual,
            _ => {
                let message = format!(
                    "rule `{id}` needs one of `replace`, `block` with `replace`, `delete`, `unchanged`, or none of them for `manual`"
                );
                return Err(at(file, text, &id, message));
            }
        };
        if (action == Action::Manual) != (self.grade == Grade::Manual) {
            let message =
                format!("rule `{id}`: grade `manual` goes with no replacement, and only then");
            return Err(at(file, text, &id, message));
        }
        if self.grade == Grade::Manual && (self.message.is_none() || self.way_out.is_none()) {
            let message = format!("rule `{id}`: a manual rule needs `message` and `way_out`");
            return Err(at(file, text, &id, message));
        }
        if self.grade == Grade::Review && self.note.is_none() {
            let message =
                format!("rule `{id}`: a review rule needs `note`, the condition to confirm");
            return Err(at(file, text, &id, message));
        }
        let mut when = Vec::new();
        for (param, values) in self.when {
            when.push((param, condition(file, text, &id, values)?));
        }
        Ok(Rule {
            id: id.into(),
            family,
            ops: self.op.into_vec(),
            when,
            asks: Box::default(),
            action,
            grade: self.grade,
            disposable: self.disposable,
            bare: self.bare,
            folded: self.folded,
            unused: self.unused,
            once: self.once,
            follows: self.follows.map(Into::into),
            why: self.why.into(),
            note: self.note.map(Into::into),
            message: self.message.map(Into::into),
            way_out: self.way_out.map(Into::into),
            consumes: self.consumes,
            source: self.source,
            examples: self.example,
            file: file.to_owned(),
        })
    }
}

pub(super) fn condition(
    file: &str,
    text: &str,
    near: &str,
    values: OneOrMany,
) -> Result<Condition, RuleError> {
    Condition::parse(&values.into_vec()).map_err(|e| at(file, text, near, e))
}

/// An error at the first line that mentions `near`.
pub(super) fn at(file: &str, text: &str, near: &str, message: String) -> RuleError {
    error_at(file, text, text.find(&format!("\"{near}\"")), message)
}

pub(super) fn toml_error(file: &str, text: &str, error: &toml::de::Error) -> RuleError {
    error_at(file, text, error.span().map(|s| s.start), error.message().to_owned())
}

fn error_at(file: &str, text: &str, offset: Option<usize>, message: String) -> RuleError {
    let place = offset.map(|at| position_at(text, at));
    RuleError {
        file: file.to_owned(),
        line: place.map(|p| p.line),
        column: place.map(|p| p.column),
        message,
    }
}
