//! What a test around a place says of a value: in `if kind == "csv":` it is that text.

use crate::python::ast::{Block, ExprId, ExprKind, StmtKind};
use crate::script::Script;

impl Script<'_> {
    /// The literal text that a test around the expression compares the same expression with.
    pub(crate) fn tested(&self, id: ExprId) -> Option<ExprId> {
        let id = self.module.unparen(id);
        let root = self.root(id)?;
        let here = self.scopes.stmt_of(id);
        let mut inner = here;
        while let Some(around) = self.scopes.stmt_parent(inner) {
            let stmt = self.module.stmt(around);
            if self.scopes.scope_of_stmt(around) != self.scopes.scope_of(id) {
                return None;
            }
            if let StmtKind::If(branches) = &stmt.kind
                && let Some((Some(test), body)) =
                    branches.iter().find(|(_, body)| self.module.holds(body, inner))
                && let Some(text) = self.compared(*test, id)
            {
                return (!self.may_change(body, root)).then_some(text);
            }
            inner = around;
        }
        None
    }

    /// The name at the root of `name`, `name.attr` or `name["key"]`.
    fn root(&self, id: ExprId) -> Option<&str> {
        match &self.module.expr(id).kind {
            ExprKind::Name(name) => Some(name),
            ExprKind::Attribute(value, _) => self.root(*value),
            ExprKind::Subscript(value, index) => {
                let literal = |i: &ExprId| {
                    matches!(self.module.expr(*i).kind, ExprKind::Str(_) | ExprKind::Number(_))
                };
                index.iter().all(literal).then(|| self.root(*value)).flatten()
            }
            _ => None,
        }
    }

    /// The text in `… == "text"`, alone or as a part of an `and`.
    fn compared(&self, test: ExprId, id: ExprId) -> Option<ExprId> {
        let module = self.module;
        let same = |e: ExprId| module.expr_source(module.unparen(e)) == module.expr_source(id);
        match &module.expr(module.unparen(test)).kind {
            ExprKind::Compare(left, rest) => match rest[..] {
                [("==", right)] if same(*left) => module.str_value(right).map(|_| right),
                [("==", right)] if same(right) => module.str_value(*left).map(|_| *left),
                _ => None,
            },
            ExprKind::BoolOp(left, "and", right) => {
                self.compared(*left, id).or_else(|| self.compared(*right, id))
            }
            _ => None,
        }
    }

    /// Whether anything in a block binds the name, or something of it; a loop may come back to what stands
    /// above it.
    fn may_change(&self, block: &Block, root: &str) -> bool {
        let module = self.module;
        block.stmts.iter().any(|id| {
            let stmt = module.stmt(*id);
            let targets: Vec<ExprId> = match &stmt.kind {
                StmtKind::Assign { targets, .. } | StmtKind::Delete(targets) => targets.clone(),
                StmtKind::AugAssign(target, _) | StmtKind::For { target, .. } => vec![*target],
                StmtKind::With(items, _) => items.iter().filter_map(|item| item.1).collect(),
                _ => Vec::new(),
            };
            let mut changes = targets.iter().any(|target| self.binds(*target, root));
            module.each_block(*id, |inner| changes |= self.may_change(inner, root));
            changes
        })
    }

    fn binds(&self, target: ExprId, root: &str) -> bool {
        if self.root(target) == Some(root) {
            return true;
        }
        let mut found = false;
        self.module.each_child(target, |child| found |= self.binds(child, root));
        found
    }
}
