//! How long a Column may grow: a variable that is read twice is there twice, and so on with each step.

use crate::python::ast::ExprId;

use super::super::Refusal;
use super::Row;
use super::boolean::Boolean;
use super::column::Column;
use super::need::Need;
use super::state::Sym;

/// A longer Column is nobody's to read, and a few lines could make one of any length.
const MOST: usize = 20_000;

impl Row<'_> {
    /// Refuses what has grown too long to be put into another expression.
    pub(super) fn bounded(&self, at: ExprId, symbol: &Sym) -> Result<(), Refusal> {
        if size(symbol) > MOST {
            return self.refuse(at, "the expression grows too long for a Column");
        }
        Ok(())
    }
}

fn size(symbol: &Sym) -> usize {
    match symbol {
        Sym::Value(value) => value.column.text.len() + needs(&value.needs),
        Sym::Truth(truth) => boolean(truth),
        Sym::Match(found) => boolean(&found.matched) + found.text.text.len(),
        Sym::Dict(items) => items.iter().map(|(_, item)| size(item)).sum(),
        Sym::List(items) => items.iter().map(size).sum(),
        Sym::Record | Sym::Function(_) | Sym::Gone(_) => 0,
    }
}

fn boolean(truth: &Boolean) -> usize {
    columns(&truth.yes) + columns(&truth.no) + needs(&truth.sound)
}

fn columns(columns: &[Column]) -> usize {
    columns.iter().map(|column| column.text.len()).sum()
}

fn needs(needs: &[Need]) -> usize {
    needs.iter().map(|need| need.condition.text.len()).sum()
}
