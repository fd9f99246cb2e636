//! The gate: a strict Python parser, kept behind this one module because it is an unstable crate.

use super::ParseError;

/// Checks that a text is Python 3.
///
/// # Errors
/// The first syntax error with its place.
pub fn check(text: &str) -> Result<(), ParseError> {
    match ruff_python_parser::parse_module(text) {
        Ok(_) => Ok(()),
        Err(error) => Err(ParseError::Syntax {
            offset: error.location.start().to_usize(),
            message: error.error.to_string(),
        }),
    }
}
