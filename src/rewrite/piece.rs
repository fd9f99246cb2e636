//! What one round of rendering makes of a statement, kept for the next round where that asks for nothing
//! that is another by then.

use super::asked::{Asked, News};
use super::plan::Facts;
use super::render::{Remark, Rendered};
use super::statements::StatementEdit;
use crate::python::ast::{ExprId, ExprKind, Module, StmtId};

/// What was learnt of a statement while it was rendered.
#[derive(Default)]
pub struct Notes {
    /// Name expressions that are still read.
    pub survivors: Vec<ExprId>,
    /// Attributes that are still read.
    pub attributes: Vec<ExprId>,
    /// What is learnt of few statements.
    pub facts: Option<Box<Facts>>,
    /// What is to be said.
    pub remarks: Vec<Remark>,
}

impl Notes {
    /// Adds it to what is known of the whole script.
    pub fn add_to(&self, all: &mut Rendered, module: &Module<'_>) {
        all.facts.survivors.extend(self.survivors.iter().copied());
        for id in &self.attributes {
            let ExprKind::Attribute(_, attr) = module.expr(*id).kind else { continue };
            if !all.facts.attr_reads.contains(attr.text) {
                all.facts.attr_reads.insert(attr.text.to_owned());
            }
        }
        if let Some(facts) = &self.facts {
            all.facts.add(facts);
        }
        all.remarks.extend(self.remarks.iter().cloned());
    }
}

/// A rendered statement.
pub struct Piece {
    /// What becomes of it.
    pub edit: StatementEdit,
    /// What was learnt of it.
    pub notes: Notes,
    /// What that depends on.
    pub asked: Asked,
}

impl Piece {
    /// The statement and what becomes of it.
    pub fn result(piece: &(StmtId, Self)) -> (StmtId, &StatementEdit) {
        (piece.0, &piece.1.edit)
    }
}

/// The pieces that are as they were.
#[derive(Default)]
pub struct Known(Vec<Option<Piece>>);

impl Known {
    /// Those that the news do not concern.
    pub fn of(pieces: Vec<(StmtId, Piece)>, news: &News) -> Self {
        let count = pieces.iter().map(|(id, _)| id.0 as usize + 1).max();
        let mut known: Vec<Option<Piece>> = Vec::new();
        known.resize_with(count.unwrap_or(0), || None);
        for (id, piece) in pieces {
            if !news.concern(&piece.asked) {
                known[id.0 as usize] = Some(piece);
            }
        }
        Self(known)
    }

    /// Takes the piece of a statement out.
    pub fn take(&mut self, id: StmtId) -> Option<Piece> {
        self.0.get_mut(id.0 as usize)?.take()
    }
}
