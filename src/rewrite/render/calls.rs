//! Calls that are no Glue, but are given Glue's objects.

use super::{Callee, Edit, Mode, Remark, Renderer, Ty};
use crate::python::ast::{ExprId, ExprKind, StmtId, StmtKind};
use crate::types::{DefId, bind_argument};

impl Renderer<'_> {
    /// Arguments of a call that is no site: known functions take what is rewritten, unknown ones keep
    /// their `GlueContext`.
    pub(super) fn call_children(&self, id: ExprId, mode: Mode, edits: &mut Vec<Edit>) {
        let ExprKind::Call(func, args, _) = &self.script.module.expr(id).kind else {
            return;
        };
        self.expr(*func, mode, edits);
        let local = matches!(self.script.typing.callees.get(&id), Some(Callee::Local { .. }));
        let known = local
            || matches!(self.script.typing.of(*func), Ty::LocalClass(_))
            || self.is_builtin(*func)
            || self.is_container_method(*func);
        for arg in args {
            if let Some(edit) = self.dropped_argument(id, arg.value) {
                edits.push(edit);
                continue;
            }
            let context = self.script.is_instance(arg.value, "GlueContext");
            let verbatim = self.keeps_context(id, arg.value);
            if context && !known && mode == Mode::Normal {
                self.remark(Remark::ContextEscapes(arg.value));
            }
            self.expr(arg.value, if verbatim { Mode::Verbatim } else { mode }, edits);
        }
    }

    fn is_container_method(&self, func: ExprId) -> bool {
        matches!(self.script.module.expr(func).kind, ExprKind::Attribute(value, _)
            if matches!(self.script.typing.of(value), Ty::List(_) | Ty::Dict(_)))
    }

    fn is_builtin(&self, func: ExprId) -> bool {
        self.script.module.name(func).is_some_and(|n| {
            self.script.scopes.resolve(self.script.scopes.scope_of(func), n).is_none()
                && matches!(
                    n,
                    "print"
                        | "list"
                        | "dict"
                        | "tuple"
                        | "set"
                        | "len"
                        | "isinstance"
                        | "type"
                        | "id"
                        | "str"
                        | "repr"
                        | "zip"
                        | "enumerate"
                        | "super"
                        | "getattr"
                        | "hasattr"
                        | "iter"
                        | "next"
                        | "sorted"
                        | "reversed"
                        | "bool"
                        | "vars"
                        | "dir"
                        | "any"
                        | "all"
                )
        })
    }

    /// Whether the parameter that takes this argument must stay a `GlueContext`.
    fn keeps_context(&self, call: ExprId, value: ExprId) -> bool {
        if !self.script.is_instance(value, "GlueContext") {
            return false;
        }
        let Some((def, index)) = self.param_of(call, value) else {
            return false;
        };
        let Some(def) = self.own(def) else { return false };
        let Some(scope) = self.script.scopes.body_scope(def) else {
            return false;
        };
        let StmtKind::Def(stub) = &self.script.module.stmt(def).kind else {
            return false;
        };
        let name = stub.params[index].name.text.to_owned();
        self.plan.verbatim().contains(&(scope, name))
    }

    /// The parameter of a function of the run that takes an argument.
    pub(in crate::rewrite) fn param_of(
        &self,
        call: ExprId,
        value: ExprId,
    ) -> Option<(DefId, usize)> {
        let Some(Callee::Local { def, bound }) = self.script.typing.callees.get(&call) else {
            return None;
        };
        let ExprKind::Call(_, args, _) = &self.script.module.expr(call).kind else {
            return None;
        };
        let at = args.iter().position(|a| a.value == value)?;
        let before = args[..at].iter().filter(|a| a.stars == 0 && a.name.is_none()).count();
        let index = if let Some(own) = self.own(*def) {
            let StmtKind::Def(stub) = &self.script.module.stmt(own).kind else { return None };
            let params = stub.params.iter().map(|p| (p.name.text, p.kind));
            bind_argument(&params, *bound, &args[at], before)?
        } else {
            let function = self.script.view.world.function(*def)?;
            let params = function.params.iter().map(|(name, kind)| (name.as_str(), *kind));
            bind_argument(&params, *bound, &args[at], before)?
        };
        Some((*def, index))
    }

    /// The statement of a definition of this module.
    pub(in crate::rewrite) fn own(&self, def: DefId) -> Option<StmtId> {
        (def.module == self.script.view.here).then_some(def.stmt)
    }

    /// The new name of a parameter that carries a session.
    fn session_param(&self, def: DefId, index: usize) -> Option<String> {
        if let Some(own) = self.own(def) {
            return self.plan.session_params().get(&(own, index)).cloned();
        }
        let world = self.script.view.world;
        // Who calls it as a value knows nothing of a new name.
        if world.asks.get(&def.module)?.as_value.contains(&def) {
            return None;
        }
        let function = world.function(def)?;
        function.sessions.iter().find(|(i, _)| *i == index).map(|(_, name)| name.clone())
    }

    /// `f(glueContext=…)` follows the renamed parameter.
    pub(super) fn renamed_keywords(&self, id: ExprId, edits: &mut Vec<Edit>) {
        let ExprKind::Call(_, args, _) = &self.script.module.expr(id).kind else {
            return;
        };
        for arg in args {
            let Some(name) = arg.name else { continue };
            let Some((def, index)) = self.param_of(id, arg.value) else {
                continue;
            };
            if self.goes_with_param(id, arg.value) {
                continue;
            }
            if let Some(new) = self.session_param(def, index)
                && new != name.text
            {
                edits.push(Edit::replace(name.span, new));
            }
        }
    }

    /// Frames that go to a function that is not known.
    pub(super) fn escapes(&self, id: ExprId, args: impl Iterator<Item = ExprId>) {
        let ExprKind::Call(func, ..) = self.script.module.expr(id).kind else {
            return;
        };
        let unknown = self.script.typing.of(func).is_unknown()
            && !self.is_builtin(func)
            && !self.is_container_method(func);
        if !unknown {
            return;
        }
        for arg in args {
            if self.script.is_instance(arg, "DynamicFrame") {
                self.remark(Remark::FrameEscapes(arg));
            }
        }
    }
}
