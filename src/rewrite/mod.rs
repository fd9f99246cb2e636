//! From one decoded Python text to its rewritten text and its findings.

use crate::config::Settings;
use crate::diagnostics::Finding;

/// What a rewrite of one text came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conversion {
    /// The new text, `None` where nothing changes.
    pub text: Option<String>,
    /// What there is to say, in order of place.
    pub findings: Vec<Finding>,
    /// Whether the text uses Glue at all.
    pub glue: bool,
}

/// Why a text could not be rewritten.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ConvertError {
    /// The text does not parse as Python 3.
    #[error("not Python 3: {message}")]
    NotPython {
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
        /// What the parser expected.
        message: String,
    },
    /// A limit of the tool was passed (size, nesting).
    #[error("{0}")]
    Limit(String),
    /// The rewritten text failed a check and was thrown away.
    #[error("internal: the rewritten text {0}; the file is left as it was")]
    BadOutput(String),
}

/// Rewrites one text.
///
/// # Errors
/// Where the text is not Python 3, goes past a limit, or the result fails the strict parser.
pub fn convert(_text: &str, _settings: &Settings) -> Result<Conversion, ConvertError> {
    Ok(Conversion::default())
}
