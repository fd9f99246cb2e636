//! Python as a syntax tree: tree-sitter finds and locates, a strict parser decides what is Python.

pub mod ast;
mod flat;
pub mod literal;
mod lower;
pub mod scope;
mod strict;

use std::cell::RefCell;

use tree_sitter::{Parser, Tree};

use ast::Module;
use flat::Flat;
pub use strict::check as check_strictly;

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
}

thread_local! {
    static PARSER: RefCell<Option<Parser>> = const { RefCell::new(None) };
}

/// Parses with tree-sitter only: fast, and accepts much that is not Python.
pub fn parse_tree(text: &str) -> Option<Tree> {
    PARSER.with_borrow_mut(|slot| {
        if slot.is_none() {
            let mut parser = Parser::new();
            parser.set_language(&tree_sitter_python::LANGUAGE.into()).ok()?;
            *slot = Some(parser);
        }
        slot.as_mut()?.parse(text, None)
    })
}

/// Parses one text, checked by the strict parser first.
///
/// # Errors
/// Where the text is not Python 3 or nests too deep.
pub fn parse(text: &str) -> Result<Module<'_>, ParseError> {
    let tree = parse_tree(text).ok_or_else(|| ParseError::Syntax {
        offset: 0,
        message: "the parser gave up".to_owned(),
    })?;
    let flat = Flat::of(&tree);
    if flat.depth > MAX_DEPTH {
        return Err(ParseError::TooDeep);
    }
    check_strictly(text)?;
    Ok(lower::lower(text, flat))
}

/// Parses a text that is known to be good, such as our own stubs and templates.
pub fn parse_unchecked(text: &str) -> Option<Module<'_>> {
    let tree = parse_tree(text)?;
    (!tree.root_node().has_error()).then(|| lower::lower(text, Flat::of(&tree)))
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
