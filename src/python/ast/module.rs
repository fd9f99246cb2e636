//! A parsed text and what is asked of it.

use super::{Block, Expr, ExprId, ExprKind, Span, Stmt, StmtId};

/// A parsed text.
#[derive(Clone, Debug, PartialEq)]
pub struct Module<'s> {
    /// The text that all spans index.
    pub text: &'s str,
    /// The top-level statements.
    pub body: Block,
    /// Comments in order of place.
    pub comments: Vec<Span>,
    pub(in crate::python) exprs: Vec<Expr<'s>>,
    pub(in crate::python) stmts: Vec<Stmt<'s>>,
}

impl<'s> Module<'s> {
    /// The expression behind an id.
    pub fn expr(&self, id: ExprId) -> &Expr<'s> {
        &self.exprs[id.0 as usize]
    }

    /// The statement behind an id.
    pub fn stmt(&self, id: StmtId) -> &Stmt<'s> {
        &self.stmts[id.0 as usize]
    }

    /// The source of a span.
    pub fn source(&self, span: Span) -> &'s str {
        &self.text[span.range()]
    }

    /// The source of an expression.
    pub fn expr_source(&self, id: ExprId) -> &'s str {
        self.source(self.expr(id).span)
    }

    /// The number of expressions; ids run from 0 to this.
    pub fn expr_count(&self) -> usize {
        self.exprs.len()
    }

    /// The number of statements; ids run from 0 to this.
    pub fn stmt_count(&self) -> usize {
        self.stmts.len()
    }

    /// All string literals with whether they are f-strings.
    pub fn strings(&self) -> impl Iterator<Item = (Span, bool)> + Clone {
        self.exprs.iter().filter_map(|e| match &e.kind {
            ExprKind::Str(lit) => Some((e.span, lit.formatted)),
            _ => None,
        })
    }

    /// The expression inside any parentheses.
    pub fn unparen(&self, mut id: ExprId) -> ExprId {
        while let ExprKind::Paren(inner) = self.expr(id).kind {
            id = inner;
        }
        id
    }

    /// The value of a plain string literal.
    pub fn str_value(&self, id: ExprId) -> Option<&str> {
        match &self.expr(self.unparen(id)).kind {
            ExprKind::Str(lit) if !lit.bytes => lit.value.as_deref(),
            _ => None,
        }
    }

    /// The name, if the expression is a bare one.
    pub fn name(&self, id: ExprId) -> Option<&'s str> {
        match self.expr(self.unparen(id)).kind {
            ExprKind::Name(name) => Some(name),
            _ => None,
        }
    }
}
