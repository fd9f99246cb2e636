//! What is said about a site: one type, many emitters.

mod escape;
mod github;
mod json;
mod report;
mod text;

pub use escape::{escape, escaped_lines};
pub use github::github;
pub use json::{SCHEMA, json};
pub use report::{Failure, FileReport, Report, Site, Skip, SkipReason, Summary};
pub use text::{concise, config_error, failures, text};

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// How far a conversion can be trusted; a later grade needs more of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Grade {
    /// The rewritten code gives the same rows.
    Safe,
    /// The rewritten code gives the same rows under the condition that the message states.
    Review,
    /// Nothing was rewritten: a person must act.
    Manual,
}

/// What a finding is about.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Family {
    /// A use of Glue.
    #[default]
    Glue,
    /// Something that is not Glue's and that the platform cannot run.
    Platform,
}

/// A place in a text, both counted from 1; the column counts characters, not bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// A place in a cell of a notebook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct CellPlace {
    /// The number of the cell among all cells of the notebook, from 1.
    pub number: usize,
    /// Where the site starts in the cell's text.
    pub start: Position,
    /// Where it ends there (exclusive).
    pub end: Position,
}

impl Finding {
    /// The path and the place for people: in a notebook those of the cell.
    pub fn place(&self, path: &str) -> (String, Position) {
        match &self.cell {
            Some(cell) => (format!("{path}:cell {}", cell.number), cell.start),
            None => (path.to_owned(), self.start),
        }
    }
}

/// One thing to tell about one place of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The id of the rule that speaks; like the other texts shared with it, as a run has many findings of
    /// each rule.
    pub rule: Arc<str>,
    /// What it is about.
    pub family: Family,
    /// The grade of the conversion, or [`Grade::Manual`] where there is none.
    pub grade: Grade,
    /// Whether `apply` rewrites the site.
    pub converted: bool,
    /// Byte offsets in the text of the report ([`FileReport::text`]).
    #[serde(skip)]
    pub range: Range<usize>,
    /// Where the site starts.
    pub start: Position,
    /// Where the site ends (exclusive).
    pub end: Position,
    /// The cell, in a notebook; `start` and `end` are places in the file also there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<Box<CellPlace>>,
    /// What was found, in one sentence.
    pub message: Arc<str>,
    /// What a person does about it; empty where nothing is to be done.
    pub way_out: Arc<str>,
}
