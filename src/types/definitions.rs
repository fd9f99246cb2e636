//! Classes and functions of the module.

use super::env::Env;
use super::indirect::is_stub;
use super::members::kind_of;
use super::world::MethodKind;
use super::{Infer, Ty};
use crate::python::ast::{Block, ExprId, ExprKind, ParamKind, StmtId, StmtKind};
use crate::python::scope::ScopeKind;

/// What a decorator makes of its function, as its name tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Decorator {
    /// The same function.
    Transparent,
    /// A function around it that gives what it gives (a log, a timer, a retry): what is not known
    /// to do anything else.
    Wraps,
    /// Something else.
    Replaces,
    /// Another half of a property, which keeps its name.
    Sets,
}

impl<'a, 's: 'a> Infer<'a, 's> {
    pub(super) fn decorator(&self, id: ExprId) -> Decorator {
        let module = self.module;
        let callee = match &module.expr(module.unparen(id)).kind {
            ExprKind::Call(func, ..) => *func,
            _ => id,
        };
        let name = match &module.expr(module.unparen(callee)).kind {
            ExprKind::Name(name) => name,
            ExprKind::Attribute(_, attr) => attr.text,
            _ => return Decorator::Replaces,
        };
        match name {
            "staticmethod" | "classmethod" | "property" | "cached_property" | "abstractmethod"
            | "override" | "final" | "lru_cache" | "cache" => Decorator::Transparent,
            "setter" | "deleter" => Decorator::Sets,
            "fixture" | "udf" | "pandas_udf" | "command" | "group" | "task" | "dag" | "getter"
            | "overload" | "singledispatch" | "register" => Decorator::Replaces,
            _ => Decorator::Wraps,
        }
    }

    pub(super) fn class(&mut self, id: StmtId, body: &Block) {
        let Some(inner) = self.scopes.body_scope(id) else {
            return;
        };
        let (scope, before) = (self.scope, self.env.mark());
        self.scope = inner;
        self.classes.push(id);
        let methods = self.pending.len();
        self.block(body);
        self.note_overrides(id);
        // Bodies run last in, first out; what `__init__` sets is best known before the rest.
        let module = self.module;
        let init = (methods..self.pending.len()).find(|i| {
            matches!(&module.stmt(self.pending[*i]).kind,
                StmtKind::Def(def) if def.name.text == "__init__")
        });
        if let Some(init) = init {
            let init = self.pending.remove(init);
            self.pending.push(init);
        }
        self.classes.pop();
        self.scope = scope;
        self.env.undo(before);
    }

    /// Analyses a function's body with what is known of its parameters.
    pub(super) fn function(&mut self, id: StmtId) {
        let module = self.module;
        let StmtKind::Def(def) = &module.stmt(id).kind else {
            return;
        };
        let Some(scope) = self.scopes.body_scope(id) else {
            return;
        };
        let class = match self.scopes.scope(self.scopes.scope_of_stmt(id)).kind {
            ScopeKind::Class(class) => Some(class),
            _ => None,
        };
        let kind = kind_of(module, def);
        let mut env = Env::of(self.scopes.scope(scope).names.len());
        self.entered.insert(id);
        let seen = self.out.params.get(&id).cloned().unwrap_or_default();
        let mut types = Vec::with_capacity(def.params.len());
        for (index, param) in def.params.iter().enumerate() {
            let mut ty = match (seen.get(index), param.kind) {
                // An earlier round has wrapped it.
                (Some(Ty::List(inner)), ParamKind::Star)
                | (Some(Ty::Dict(inner)), ParamKind::DoubleStar) => (**inner).clone(),
                (Some(other), _) => other.clone(),
                (None, _) => Ty::Never,
            };
            if index == 0
                && let Some(class) = class
                && kind != MethodKind::Static
            {
                ty = if kind == MethodKind::Class || def.name.text == "__new__" {
                    Ty::LocalClass(self.here(class))
                } else {
                    Ty::LocalInstance(self.here(class))
                };
            }
            if let Some(annotation) = param.annotation {
                let declared = self.annotation(annotation);
                if !declared.is_unknown() {
                    ty = declared;
                }
            }
            if let Some(default) = param.default {
                let default = self.out.of(default).clone();
                if !default.is_unknown() {
                    ty = ty.join(default);
                }
            }
            // Keyed by position, the same for each round.
            if let Some(used) = self.by_use.get(&(id, index))
                && ty.members().iter().all(|m| m.is_unknown() || *m == Ty::None)
            {
                ty = used.clone();
            }
            ty = match param.kind {
                ParamKind::Star => Ty::List(Box::new(ty)),
                ParamKind::DoubleStar => Ty::Dict(Box::new(ty)),
                _ => ty,
            };
            let key = (scope, param.name.text);
            self.stale |= self.finals.learn(key, ty.clone());
            env.insert(param.name.text, ty.clone());
            types.push(ty);
        }
        self.out.params.insert(id, types);
        let old = (self.scope, self.def, std::mem::replace(&mut self.env, env));
        (self.scope, self.def) = (scope, Some(id));
        if self.block(&def.body) && !self.generators.contains(&id) {
            let ty = if is_stub(module, &def.body) { Ty::Unknown } else { Ty::None };
            let ty = if def.returns.is_some() { self.or_declared(id, ty) } else { Ty::None };
            self.stale |= self.returns.learn(id, ty);
        }
        (self.scope, self.def, self.env) = old;
    }
}
