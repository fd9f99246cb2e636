//! How long a Column may grow: a variable that is read twice is there twice, and so on with each step.

use crate::python::ast::ExprId;

use super::super::Refusal;
use super::Row;
use super::boolean::Boolean;
use super::column::Column;
use super::need::{Need, errors};
use super::state::Sym;

/// A longer Column is nobody's to read, and a few lines could make one of any length.
const MOST: usize = 20_000;

/// Stands for what is too long: the truth of a long condition can be short where its falsity is not, and
/// only what is written counts.
const TOO_LONG: &str = "\u{1}too_long\u{1}";

impl Row<'_> {
    /// Refuses what has grown too long to be put into another expression.
    pub(super) fn bounded(&self, at: ExprId, symbol: Sym) -> Result<Sym, Refusal> {
        if let Sym::Truth(truth) = symbol {
            return Ok(Sym::Truth(self.bounded_truth(truth)));
        }
        self.at_most(at, size(&symbol))?;
        Ok(symbol)
    }

    /// A condition without the parts of it that have grown too long.
    pub(super) fn bounded_truth(&self, mut truth: Boolean) -> Boolean {
        for part in [&mut truth.yes, &mut truth.no] {
            if columns(part) > MOST {
                *part = vec![self.too_long()];
            }
        }
        if needs(&truth.sound) > MOST {
            truth.sound = vec![Need::holds(self.too_long(), errors(&truth.sound))];
        }
        truth
    }

    /// As [`Row::bounded`], for what must hold of a row.
    pub(super) fn bounded_needs(&self, at: ExprId, list: &[Need]) -> Result<(), Refusal> {
        self.at_most(at, needs(list))
    }

    /// Refuses a text in which a part was too long.
    pub(super) fn complete(&self, at: ExprId, text: String) -> Result<String, Refusal> {
        let text = self.once(at, text)?;
        if text.contains(TOO_LONG) { self.grown(at) } else { Ok(text) }
    }

    /// Each one differs from all others, so that none is taken for what another one says.
    fn too_long(&self) -> Column {
        self.long.set(self.long.get() + 1);
        Column::primary(format!("{TOO_LONG}{}", self.long.get()))
    }

    fn at_most(&self, at: ExprId, size: usize) -> Result<(), Refusal> {
        if size > MOST { self.grown(at) } else { Ok(()) }
    }

    fn grown<T>(&self, at: ExprId) -> Result<T, Refusal> {
        self.refuse(at, "the expression grows too long for a Column")
    }
}

fn size(symbol: &Sym) -> usize {
    match symbol {
        Sym::Value(value) => value.column.text.len() + needs(&value.needs),
        Sym::Truth(truth) => boolean(truth),
        Sym::Match(found) => boolean(&found.matched) + found.text.text.len(),
        Sym::Dict(items) => items.iter().map(|(_, item)| size(item)).sum(),
        Sym::List(items) => items.iter().map(size).sum(),
        Sym::Record | Sym::Original(_) | Sym::Function(_) | Sym::Gone(_) => 0,
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
