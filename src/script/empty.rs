//! Values that may be missing for all that a script says.

use super::Script;
use super::mutated::stmts;
use crate::python::ast::{ExprId, ExprKind, StmtId, StmtKind};
use crate::python::scope::Binding;

impl Script<'_> {
    /// Whether an expression is `None` in some way that the script says: written out, given to its name,
    /// or what `get` gives for a missing key.
    pub fn may_be_none(&self, id: ExprId) -> bool {
        self.may_be(id, &|id| matches!(self.module.expr(id).kind, ExprKind::None), 4)
    }

    /// Whether an expression is `None` or `""` in some way that the script says, and no `if` around it
    /// asks for it.
    pub fn may_be_empty(&self, id: ExprId) -> bool {
        let empty = |id: ExprId| {
            matches!(self.module.expr(id).kind, ExprKind::None)
                || self.module.str_value(id) == Some("")
        };
        self.may_be(id, &empty, 4) && !self.is_asked_for(id)
    }

    /// Whether an `if` around an expression makes sure of it: `if x: f(x)`.
    fn is_asked_for(&self, id: ExprId) -> bool {
        let module = self.module;
        let source = module.expr_source(module.unparen(id));
        let same = |test: ExprId| module.expr_source(module.unparen(test)) == source;
        let mut inner = Some(self.scopes.stmt_of(id));
        while let Some(stmt) = inner {
            inner = self.scopes.stmt_parent(stmt);
            let Some(StmtKind::If(branches)) = inner.map(|around| &module.stmt(around).kind) else {
                continue;
            };
            let here = branches.iter().find(|(_, body)| module.holds(body, stmt));
            if here.and_then(|(test, _)| *test).is_some_and(same) {
                return true;
            }
        }
        false
    }

    fn may_be(&self, id: ExprId, is: &dyn Fn(ExprId) -> bool, depth: usize) -> bool {
        let module = self.module;
        let id = module.unparen(id);
        let Some(depth) = depth.checked_sub(1) else { return false };
        if is(id) {
            return true;
        }
        match &module.expr(id).kind {
            ExprKind::IfElse { body, orelse, .. } => {
                self.may_be(*body, is, depth) || self.may_be(*orelse, is, depth)
            }
            ExprKind::BoolOp(_, "or", last) => self.may_be(*last, is, depth),
            ExprKind::BoolOp(first, "and", last) => {
                self.may_be(*first, is, depth) || self.may_be(*last, is, depth)
            }
            // What `get` gives for a missing key.
            ExprKind::Call(callee, args, _) => {
                let get = matches!(&module.expr(*callee).kind, ExprKind::Attribute(_, name) if name.text == "get");
                match &args[..] {
                    [_] => get,
                    [_, default] => get && self.may_be(default.value, is, depth),
                    _ => false,
                }
            }
            ExprKind::Name(name) => {
                let bindings = self.scopes.bindings(self.scopes.scope_of(id), name);
                bindings.iter().any(|binding| match binding {
                    Binding::Target(stmt, target) => match &module.stmt(*stmt).kind {
                        StmtKind::Assign { targets, value: Some(value), .. } => {
                            targets.contains(target) && self.may_be(*value, is, depth)
                        }
                        _ => false,
                    },
                    Binding::Param(def, index) => match &module.stmt(*def).kind {
                        StmtKind::Def(def) => {
                            let default = def.params.get(*index).and_then(|p| p.default);
                            default.is_some_and(|value| self.may_be(value, is, depth))
                        }
                        _ => false,
                    },
                    _ => false,
                })
            }
            ExprKind::Attribute(_, attr) => {
                self.fields(attr.text).any(|value| self.may_be(value, is, depth))
            }
            _ => false,
        }
    }

    /// What fields and attributes of a name are given, in classes and by whom it may be.
    fn fields<'a>(&'a self, name: &'a str) -> impl Iterator<Item = ExprId> + 'a {
        let module = self.module;
        let named = move |stmt: StmtId, target: ExprId| match module.expr(target).kind {
            ExprKind::Attribute(_, attr) => attr.text == name,
            ExprKind::Name(field) => {
                let class = |around| matches!(module.stmt(around).kind, StmtKind::Class(_));
                field == name && self.scopes.stmt_parent(stmt).is_some_and(class)
            }
            _ => false,
        };
        stmts(module).filter_map(move |stmt| match &module.stmt(stmt).kind {
            StmtKind::Assign { targets, value: Some(value), .. } => {
                targets.iter().any(|target| named(stmt, *target)).then_some(*value)
            }
            _ => None,
        })
    }
}
