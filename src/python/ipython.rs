//! `IPython`'s own syntax, which Python does not have: `%magic`, `!command`, `name?`, `x = !command`.

use std::ops::Range;

use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{Expr, Mod, Stmt};
use ruff_python_parser::{Mode, ParseOptions};
use ruff_text_size::{Ranged as _, TextRange};

use super::{ParseError, limits, parse_strictly, syntax_error};
use crate::panics::catch;

/// One piece of `IPython`'s syntax.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Escape {
    /// Its bytes, to the end of its line.
    pub range: Range<usize>,
    /// Whether it is a statement of its own; else it is the value of an assignment.
    pub statement: bool,
}

/// Finds `IPython`'s syntax in a text that is Python otherwise, in order of place.
///
/// # Errors
/// Where the text is not Python with `IPython`'s additions, or nests too deep.
pub fn escapes(text: &str) -> Result<Vec<Escape>, ParseError> {
    if let Some(limit) = limits::exceeded(text) {
        return Err(limit);
    }
    // The parser panics over some texts that are no Python: it takes a line that begins with `,` or `;`
    // behind an error for a command of IPython's.
    let parse = || ruff_python_parser::parse(text, ParseOptions::from(Mode::Ipython));
    let parsed = match catch(parse) {
        Ok(parsed) => parsed.map_err(|error| syntax_error(&error))?,
        Err(message) => {
            parse_strictly(text)?;
            return Err(ParseError::Syntax { offset: 0, message });
        }
    };
    let mut found = Found(Vec::new());
    if let Mod::Module(module) = parsed.syntax() {
        found.visit_body(&module.body);
    }
    Ok(found.0)
}

struct Found(Vec<Escape>);

impl Found {
    fn push(&mut self, range: TextRange, statement: bool) {
        self.0.push(Escape { range: range.to_std_range(), statement });
    }
}

impl<'a> Visitor<'a> for Found {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::IpyEscapeCommand(_) => self.push(stmt.range(), true),
            _ => walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::IpyEscapeCommand(_) => self.push(expr.range(), false),
            _ => walk_expr(self, expr),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, bool)> {
        escapes(text).unwrap().iter().map(|e| (&text[e.range.clone()], e.statement)).collect()
    }

    #[test]
    fn a_text_over_which_the_parser_panics_is_refused() {
        for broken in ["f(\"\"}\n,", "%\nf(\"\"}\n,"] {
            assert!(matches!(escapes(broken), Err(ParseError::Syntax { .. })), "{broken}");
        }
    }

    #[test]
    fn magics_commands_and_help_are_found() {
        assert_eq!(
            found(
                "%glue_version 4.0\nx = !ls -l\nif x:\n    !pwd\nx?\n?x\ny = %env HOME\ns = '''\n%no\n'''\nz = 5 % 3\nawait z\n"
            ),
            [
                ("%glue_version 4.0", true),
                ("!ls -l", false),
                ("!pwd", true),
                ("x?", true),
                ("?x", true),
                ("%env HOME", false),
            ]
        );
    }

    #[test]
    fn what_is_not_python_either_is_refused() {
        assert!(matches!(escapes("select * from x\n"), Err(ParseError::Syntax { .. })));
    }
}
