//! What is run without a call of its own: functions that are handed over, context managers, and what only an
//! annotation tells of a function.

use super::members::Found;
use super::{DefId, Infer, Ty};
use crate::python::ast::{Arg, Block, ExprId, ExprKind, Module, StmtId, StmtKind};
use crate::python::scope::Binding;

/// How many lambdas are run within each other.
const DEEPEST: usize = 2;

impl<'a, 's: 'a> Infer<'a, 's> {
    /// Where it is not known what a function gives, its annotation tells.
    pub(super) fn or_declared(&mut self, def: StmtId, ty: Ty) -> Ty {
        if !ty.members().contains(&Ty::Unknown) {
            return ty;
        }
        let StmtKind::Def(stub) = &self.module.stmt(def).kind else { return ty };
        let declared = stub.returns.map(|returns| self.annotation(returns)).unwrap_or_default();
        if declared.is_unknown() {
            return ty;
        }
        let known = ty.members().iter().filter(|m| **m != Ty::Unknown).cloned();
        known.fold(declared, Ty::join)
    }

    /// A function that yields gives an iterator.
    pub(super) fn yielded(&mut self, id: ExprId, value: Option<ExprId>) -> Ty {
        let ty = value.map_or(Ty::None, |v| self.expr(v));
        // `yield from` hands on the values of what it names.
        let source = self.module.expr_source(id).trim_start_matches('(');
        let ty = if source.starts_with("yield from") { ty.element() } else { ty };
        if let Some(def) = self.def {
            self.generators.insert(def);
            self.stale |= self.returns.learn(def, Ty::List(Box::new(ty)));
        }
        Ty::Unknown
    }

    /// What a method gives that Python calls by itself.
    pub(super) fn given_by(&self, class: DefId, method: &'a str) -> Ty {
        match self.find_member(class, method) {
            Some(Found::Own(Ty::Def(def, _)) | Found::Far(_, Ty::Def(def, _))) => {
                self.returned(def)
            }
            _ => Ty::Unknown,
        }
    }

    /// What `with` binds: what `__enter__` gives, or what the function of a context manager yields.
    pub(super) fn entered(&mut self, ty: &Ty) -> Ty {
        match ty {
            Ty::LocalInstance(class) => match self.given_by(*class, "__enter__") {
                // `return self`, perhaps in a base.
                Ty::LocalInstance(_) => ty.clone(),
                other => other,
            },
            Ty::List(yielded) => (**yielded).clone(),
            other => other.clone(),
        }
    }

    /// What a lambda gives for arguments of these types; other parameters are not known, and hide outer
    /// names of the same spelling.
    pub(super) fn apply(&mut self, lambda: ExprId, given: &[Ty]) -> Ty {
        let module = self.module;
        let ExprKind::Lambda(params, body) = &module.expr(lambda).kind else { return Ty::Unknown };
        let (scope, before) = (self.scope, self.env.mark());
        for (index, param) in params.iter().enumerate() {
            param.default.iter().for_each(|d| {
                self.expr(*d);
            });
            let ty = given.get(index).cloned().unwrap_or_default();
            self.env.insert(param.name.text, ty);
        }
        self.scope = self.scopes.scope_of(*body);
        let ty = self.expr(*body);
        self.scope = scope;
        self.env.undo(before);
        ty
    }

    /// `map(f, frames)`, `filter(f, frames)`, `reduce(f, frames)`; `pool.map(f, frames)` and
    /// `pool.submit(f, frame)`, whose result is held like a list of one.
    pub(super) fn over_a_list(
        &mut self,
        func: ExprId,
        args: &[Arg<'s>],
        types: &[Ty],
    ) -> Option<Ty> {
        let module = self.module;
        let name = match &module.expr(func).kind {
            ExprKind::Name(name) => *name,
            ExprKind::Attribute(value, attr) if module.name(*value) == Some("functools") => {
                attr.text
            }
            ExprKind::Attribute(_, attr) => return self.over_a_pool(attr.text, args, types),
            _ => return None,
        };
        if let ("as_completed", [list @ Ty::List(_), ..]) = (name, types) {
            return Some(list.clone());
        }
        let own = self.scopes.resolve(self.scope, name);
        let imported = || {
            let bindings = self.scopes.bindings(self.scope, name);
            bindings.iter().all(|b| matches!(b, Binding::Import(_)))
        };
        let [f, list, ..] = args else { return None };
        let element = types[1].element();
        match name {
            "map" if own.is_none() => {
                Some(Ty::List(Box::new(self.applied(f.value, &types[0], &[element]))))
            }
            "filter" if own.is_none() => {
                self.applied(f.value, &types[0], std::slice::from_ref(&element));
                Some(Ty::List(Box::new(element)))
            }
            "reduce" if imported() && list.stars == 0 => {
                let start = types.get(2).cloned().unwrap_or(Ty::Never).join(element.clone());
                let given = self.applied(f.value, &types[0], &[start.clone(), element.clone()]);
                if given.is_unknown() {
                    return Some(Ty::Unknown);
                }
                let both = start.join(given);
                Some(self.applied(f.value, &types[0], &[both.clone(), element]).join(both))
            }
            _ => None,
        }
    }

    fn over_a_pool(&mut self, name: &str, args: &[Arg<'s>], types: &[Ty]) -> Option<Ty> {
        let ([f, given @ ..], [ty, ..]) = (args, types) else { return None };
        let known = matches!(ty, Ty::Def(..) | Ty::Func(_))
            || matches!(self.module.expr(self.module.unparen(f.value)).kind, ExprKind::Lambda(..));
        let plain = args.iter().all(|arg| arg.stars == 0);
        if !known || !plain || given.is_empty() {
            return None;
        }
        let given = given.iter().zip(&types[1..]).filter(|(arg, _)| arg.name.is_none());
        let given: Vec<Ty> = match name {
            "map" | "imap" => given.map(|(_, ty)| ty.element()).collect(),
            "submit" => given.map(|(_, ty)| ty.clone()).collect(),
            _ => return None,
        };
        Some(Ty::List(Box::new(self.applied(f.value, ty, &given))))
    }

    /// The result of calling a name that always holds one lambda, or one function with some arguments given.
    pub(super) fn held_function(&mut self, func: ExprId, types: &[Ty]) -> Option<Ty> {
        let module = self.module;
        let name = module.name(func)?;
        let [Binding::Target(stmt, _)] = self.scopes.bindings(self.scope, name) else {
            return None;
        };
        let StmtKind::Assign { value: Some(value), .. } = module.stmt(*stmt).kind else {
            return None;
        };
        match &module.expr(module.unparen(value)).kind {
            ExprKind::Lambda(..) => Some(self.again(value, types)),
            ExprKind::Call(partial, args, _) => {
                let named = match &module.expr(*partial).kind {
                    ExprKind::Name(name) => *name == "partial",
                    ExprKind::Attribute(_, attr) => attr.text == "partial",
                    _ => false,
                };
                match *self.out.of(args.first()?.value) {
                    Ty::Def(def, _) if named => Some(self.returned(def)),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// What a function that is handed over gives for arguments of these types.
    fn applied(&mut self, f: ExprId, ty: &Ty, given: &[Ty]) -> Ty {
        match *ty {
            Ty::Def(def, bound) => {
                if self.is_here(def) {
                    let given = given.iter().enumerate();
                    self.gets(def.stmt, given.map(|(at, ty)| (at + usize::from(bound), ty)));
                } else if !bound && let [first, ..] = given {
                    self.receives(def, first.clone());
                }
                self.returned(def)
            }
            Ty::Func(func) => (&self.stubs.func(func).returns).into(),
            _ => self.again(self.module.unparen(f), given),
        }
    }

    /// Runs a lambda once more than where it stands. Lambdas in lambdas would double that each time.
    fn again(&mut self, lambda: ExprId, given: &[Ty]) -> Ty {
        if self.lambdas.len() >= DEEPEST || self.lambdas.contains(&lambda) {
            return Ty::Unknown;
        }
        self.lambdas.push(lambda);
        let ty = self.apply(lambda, given);
        self.lambdas.pop();
        ty
    }
}

/// Whether a body does nothing: an abstract method, a protocol.
pub(super) fn is_stub(module: &Module<'_>, body: &Block) -> bool {
    body.stmts.iter().all(|id| match &module.stmt(*id).kind {
        StmtKind::Pass => true,
        StmtKind::Expr(value) => {
            module.str_value(*value).is_some() || module.expr_source(*value) == "..."
        }
        _ => false,
    })
}

/// `Protocol`, `typing.Protocol[T]`
pub(super) fn is_protocol(module: &Module<'_>, id: ExprId) -> bool {
    match &module.expr(id).kind {
        ExprKind::Name(name) => *name == "Protocol",
        ExprKind::Attribute(_, attr) => attr.text == "Protocol",
        ExprKind::Subscript(value, _) => is_protocol(module, *value),
        _ => false,
    }
}

/// What is tested for its class, and the class: `isinstance(x, C)`, `type(x) == C`, `type(x) is C`.
pub fn class_test(module: &Module<'_>, test: ExprId) -> Option<(ExprId, ExprId)> {
    match &module.expr(test).kind {
        ExprKind::Call(func, args, _) if module.name(*func) == Some("isinstance") => {
            let [subject, class] = &args[..] else { return None };
            Some((subject.value, class.value))
        }
        ExprKind::Compare(left, rest) => {
            let [("==" | "is", class)] = &rest[..] else { return None };
            let ExprKind::Call(func, args, _) = &module.expr(module.unparen(*left)).kind else {
                return None;
            };
            let [subject] = &args[..] else { return None };
            (module.name(*func) == Some("type")).then_some((subject.value, *class))
        }
        _ => None,
    }
}
