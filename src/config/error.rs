//! What is wrong with a configuration, and where.

use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::diagnostics::Position;
use crate::source::position_at;

/// A configuration that cannot be used.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{}: cannot read the configuration: {message}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        message: String,
    },
    /// The file has something that is not allowed.
    #[error("{}:{}:{}: {}", .0.path.display(), .0.at.line, .0.at.column, .0.message)]
    Invalid(Box<Invalid>),
    /// A pattern of the command line.
    #[error("--exclude `{pattern}`: {message}")]
    Pattern {
        /// The pattern as given.
        pattern: String,
        /// What is wrong with it.
        message: String,
    },
}

/// A part of a configuration file that is not allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    /// The file.
    pub path: PathBuf,
    /// Its text, for a snippet.
    pub text: String,
    /// The wrong part of the text, in bytes.
    pub range: Range<usize>,
    /// Where the part starts.
    pub at: Position,
    /// What was found.
    pub message: String,
    /// What is allowed; may be empty.
    pub allowed: String,
}

impl ConfigError {
    pub(super) fn unreadable(path: PathBuf, error: &io::Error) -> Self {
        Self::Unreadable { path, message: error.to_string() }
    }

    pub(super) fn invalid(path: PathBuf, text: &str, fault: Fault) -> Self {
        Self::Invalid(Box::new(Invalid {
            path,
            at: position_at(text, fault.range.start),
            text: text.to_owned(),
            range: fault.range,
            message: fault.message,
            allowed: fault.allowed,
        }))
    }

    /// The file that the error is about; `None` for the command line.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Unreadable { path, .. } => Some(path),
            Self::Invalid(invalid) => Some(&invalid.path),
            Self::Pattern { .. } => None,
        }
    }
}

/// Something that is not allowed, at a place of a text whose path is not known here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// The wrong part, in bytes.
    pub range: Range<usize>,
    /// What was found.
    pub message: String,
    /// What is allowed; may be empty.
    pub allowed: String,
}

impl Fault {
    pub(super) fn new(
        range: Range<usize>,
        message: impl Into<String>,
        allowed: impl Into<String>,
    ) -> Self {
        Self { range, message: message.into(), allowed: allowed.into() }
    }
}
