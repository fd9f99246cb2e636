//! What is left without a purpose when the Glue in it goes: an `if` with nothing to do, a list or a dict
//! that is filled for nobody.

use super::plan::{Facts, Plan, holds};
use super::render::Renderer;
use crate::python::ast::{Block, ExprId, ExprKind, Module, StmtId, StmtKind};

/// Whether an expression only looks at names and constants.
pub fn asks_nothing(module: &Module<'_>, id: ExprId) -> bool {
    let mut plain = match module.expr(id).kind {
        ExprKind::Call(func, ..) => matches!(module.name(func), Some("len" | "isinstance" | "str")),
        ExprKind::Await(_) | ExprKind::Yield(_) | ExprKind::Walrus(..) => false,
        _ => true,
    };
    module.each_child(id, |c| plain &= asks_nothing(module, c));
    plain
}

impl Renderer<'_> {
    /// Adds each `if` of a block whose branches hold only what goes.
    pub(super) fn emptied_ifs(&self, block: &Block, facts: &Facts, plan: &mut Plan) {
        let module = self.script.module;
        for id in &block.stmts {
            module.each_block(*id, |b| self.emptied_ifs(b, facts, plan));
            if let StmtKind::If(branches) = &module.stmt(*id).kind
                && branches.iter().all(|(test, body)| {
                    test.is_none_or(|t| asks_nothing(module, t))
                        && body
                            .stmts
                            .iter()
                            .all(|s| plan.deleted.contains(s) || self.is_unread_import(*s, facts))
                })
            {
                plan.deleted.insert(*id);
            }
        }
    }

    /// Whether a statement adds to a list or a dict that only Glue read.
    pub(super) fn fills_for_nobody(&self, id: StmtId, facts: &Facts) -> bool {
        let (module, scopes) = (self.script.module, self.script.scopes);
        let Some(receiver) = self.filled(id) else { return false };
        let Some(name) = module.name(receiver) else { return false };
        let Some(owner) = scopes.resolve(scopes.scope_of(receiver), name) else { return false };
        self.is_filled_for_nobody(owner, name, || {
            let reads = scopes.reads_of(Some(owner), name);
            let filling = |read: &ExprId| self.filled(scopes.stmt_of(*read)) == Some(*read);
            let others = reads.iter().filter(|r| !filling(r)).collect::<Vec<_>>();
            !others.is_empty()
                && others.iter().all(|r| !facts.survivors.contains(**r))
                && !holds(&facts.inserted_reads, owner, name)
                && scopes.scope(owner).names.get(name).is_some_and(|b| b.len() == 1)
        })
    }

    /// The list of `list.append(value)`, or the dict of `dict["key"] = value` and `dict.update(…)`, where that
    /// stands alone and calls nothing else.
    fn filled(&self, id: StmtId) -> Option<ExprId> {
        let module = self.script.module;
        if let StmtKind::Assign { targets, value: Some(value), .. } = &module.stmt(id).kind {
            let [target] = targets[..] else { return None };
            let ExprKind::Subscript(dict, index) = &module.expr(target).kind else { return None };
            let is_dict = matches!(self.script.typing.of(*dict), crate::types::Ty::Dict(_));
            let mut parts = index.iter().chain([value]);
            return (is_dict && parts.all(|part| asks_nothing(module, *part))).then_some(*dict);
        }
        let StmtKind::Expr(call) = module.stmt(id).kind else { return None };
        let ExprKind::Call(func, args, _) = &module.expr(call).kind else { return None };
        let ExprKind::Attribute(receiver, attr) = module.expr(*func).kind else { return None };
        let fills = match self.script.typing.of(receiver) {
            crate::types::Ty::List(_) => matches!(attr.text, "append" | "extend" | "insert"),
            crate::types::Ty::Dict(_) => attr.text == "update",
            _ => false,
        };
        (fills && args.iter().all(|a| asks_nothing(module, a.value))).then_some(receiver)
    }
}
