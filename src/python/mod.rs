//! Python as a syntax tree with exact places, behind a strict parser.
//!
//! One parser reads and judges: a text is either Python 3 or refused, so that the lenient trees of
//! tree-sitter (which cost half the time of a run) would add nothing. The crate has no stable
//! interface yet, so that it is pinned and seen by this module only.

pub mod ast;
pub mod builtins;
pub mod ipython;
mod limits;
pub mod literal;
mod lower;
pub mod scope;

use ruff_python_ast::ModModule;
use ruff_python_parser::{Parsed, parse_module};

use ast::Module;

/// The deepest nesting that is read; deeper files are left alone with a message.
pub const MAX_DEPTH: usize = 1_000;

/// Why a text has no syntax tree.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ParseError {
    /// It is not Python 3.
    #[error("not Python 3: {message}")]
    Syntax {
        /// Byte offset of the place.
        offset: usize,
        /// What is wrong there.
        message: String,
    },
    /// It nests deeper than [`MAX_DEPTH`].
    #[error("nested deeper than {MAX_DEPTH} levels")]
    TooDeep,
    /// It has very many statements in one line.
    #[error("more than 5,000 statements in one line")]
    TooLong,
}

/// Parses one text.
///
/// # Errors
/// Where the text is not Python 3 or nests too deep.
pub fn parse(text: &str) -> Result<Module<'_>, ParseError> {
    let parsed = parse_strictly(text)?;
    lower::lower(text, &parsed).ok_or(ParseError::TooDeep)
}

/// Checks that a text is Python 3.
///
/// # Errors
/// The first syntax error with its place.
pub fn check_strictly(text: &str) -> Result<(), ParseError> {
    parse_strictly(text).map(drop)
}

fn parse_strictly(text: &str) -> Result<Parsed<ModModule>, ParseError> {
    if let Some(limit) = limits::exceeded(text) {
        return Err(limit);
    }
    parse_module(text).map_err(|error| syntax_error(&error))
}

fn syntax_error(error: &ruff_python_parser::ParseError) -> ParseError {
    ParseError::Syntax {
        offset: error.location.start().to_usize(),
        message: error.error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ast::{ExprKind, StmtKind};

    #[test]
    fn lowers_calls_with_their_arguments() {
        let module = parse("x = f(a, *b, k = 'v', **d).g[0]\n").unwrap();
        let StmtKind::Assign { value: Some(value), .. } = module.stmt(module.body.stmts[0]).kind
        else {
            panic!("not an assignment");
        };
        assert_eq!(module.expr_source(value), "f(a, *b, k = 'v', **d).g[0]");
        let ExprKind::Subscript(attr, _) = module.expr(value).kind else { panic!() };
        let ExprKind::Attribute(call, name) = module.expr(attr).kind else { panic!() };
        assert_eq!(name.text, "g");
        let ExprKind::Call(_, args, _) = &module.expr(call).kind else { panic!() };
        let stars: Vec<_> = args.iter().map(|a| a.stars).collect();
        assert_eq!(stars, [0, 1, 0, 2]);
        assert_eq!(args[2].name.unwrap().text, "k");
        assert_eq!(module.str_value(args[2].value), Some("v"));
    }

    #[test]
    fn refuses_what_is_not_python_3() {
        assert!(matches!(parse("print 'x'\n"), Err(ParseError::Syntax { .. })));
        assert!(matches!(parse("def f(:\n"), Err(ParseError::Syntax { .. })));
        let deep = format!("x = {}1{}\n", "(".repeat(5000), ")".repeat(5000));
        assert_eq!(parse(&deep), Err(ParseError::TooDeep));
    }

    #[test]
    fn concatenated_strings_have_one_value() {
        let module = parse("x = ('a' \"b\"\n  r'\\c')\n").unwrap();
        let StmtKind::Assign { value: Some(value), .. } = module.stmt(module.body.stmts[0]).kind
        else {
            panic!();
        };
        assert_eq!(module.str_value(value), Some("ab\\c"));
    }
}
