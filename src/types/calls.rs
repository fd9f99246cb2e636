//! Calls: what they reach, what goes into local functions, what comes out.

use super::members::Found;
use super::{Callee, DefId, Infer, Ty};
use crate::python::ast::{Arg, ExprId, ExprKind, ParamKind, StmtId, StmtKind};
use crate::python::scope::ScopeKind;

impl<'a, 's: 'a> Infer<'a, 's> {
    pub(super) fn call(&mut self, id: ExprId, func: ExprId, args: &[Arg<'s>]) -> Ty {
        let callee = self.expr(func);
        let types: Vec<Ty> = args.iter().map(|a| self.expr(a.value)).collect();
        let mut result = Ty::Never;
        for member in callee.members() {
            let before = self.out.callees.get(&id).copied();
            if let Some(ty) = self.reach(id, member, args, &types) {
                result = result.join(ty);
            }
            // Where the value may be Glue's, the call is Glue's: it needs a rule or a finding.
            if let Some(Callee::Op { func, .. }) = before
                && callee.members().len() > 1
                && self.stubs.func(func).glue
                && !self.reaches_glue(id)
                && let Some(before) = before
            {
                self.out.callees.insert(id, before);
            }
        }
        let settled = matches!(callee, Ty::Never | Ty::Def(..) | Ty::LocalClass(_));
        if result == Ty::Never && !settled {
            result = self.builtin(func, args, &types);
        }
        self.kept_or_not(id, result)
    }

    /// What a call gives, which is noted where it hangs on whether the call stays.
    fn kept_or_not(&mut self, id: ExprId, result: Ty) -> Ty {
        if !self.may_keep(&result) {
            return result;
        }
        self.out.kept_matters.insert(id);
        if self.kept.contains(&id) { self.keep(result) } else { result }
    }

    /// Whether a type is another one where the call that gives it stays.
    fn may_keep(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Instance(class) => {
                let class = self.stubs.class(*class);
                class.glue && class.name != "DynamicFrame"
            }
            Ty::Union(members) => members.iter().any(|member| self.may_keep(member)),
            _ => false,
        }
    }

    fn reaches_glue(&self, id: ExprId) -> bool {
        matches!(self.out.callees.get(&id), Some(Callee::Op { func, .. }) if self.stubs.func(*func).glue)
    }

    /// What a kept call gives stays Glue, except for frames, which the rewriter adapts at the border.
    fn keep(&self, ty: Ty) -> Ty {
        match ty {
            Ty::Instance(class) if self.may_keep(&ty) => Ty::Kept(class),
            Ty::Union(members) => {
                members.into_iter().map(|m| self.keep(m)).fold(Ty::Never, Ty::join)
            }
            other => other,
        }
    }

    fn reach(&mut self, id: ExprId, callee: &Ty, args: &[Arg<'s>], types: &[Ty]) -> Option<Ty> {
        match *callee {
            Ty::Class(class) => {
                self.out.callees.insert(id, Callee::Construct(class));
                Some(Ty::Instance(class))
            }
            Ty::Func(func) => {
                self.by_argument(func, args, types);
                self.out.callees.insert(id, Callee::Op { func, kept: false });
                Some((&self.stubs.func(func).returns).into())
            }
            Ty::Bound(func, kept) => {
                self.by_argument(func, args, types);
                self.out.callees.insert(id, Callee::Op { func, kept });
                let ty = (&self.stubs.func(func).returns).into();
                Some(if kept { self.keep(ty) } else { ty })
            }
            Ty::Instance(class) => {
                let func = self.stubs.method(class, "__call__")?;
                self.out.callees.insert(id, Callee::Op { func, kept: false });
                Some((&self.stubs.func(func).returns).into())
            }
            Ty::Def(def, bound) => {
                self.out.callees.insert(id, Callee::Local { def, bound });
                self.enter(id, def, bound, args, types);
                Some(self.returned(def))
            }
            Ty::LocalClass(class) => {
                if let Some(init) = self.init_of(class) {
                    let callee = Callee::Local { def: init, bound: true };
                    self.out.callees.insert(id, callee);
                    self.enter(id, init, true, args, types);
                }
                Some(Ty::LocalInstance(class))
            }
            Ty::LocalInstance(class) => {
                let found = self.find_member(class, "__call__")?;
                let (Found::Own(Ty::Def(def, _)) | Found::Far(_, Ty::Def(def, _))) = found else {
                    return None;
                };
                self.out.callees.insert(id, Callee::Local { def, bound: true });
                self.enter(id, def, true, args, types);
                Some(self.returned(def))
            }
            _ => None,
        }
    }

    /// The constructor of a class of the run, its own or a base's.
    fn init_of(&self, class: DefId) -> Option<DefId> {
        match self.find_member(class, "__init__")? {
            Found::Own(Ty::Def(def, _)) | Found::Far(_, Ty::Def(def, _)) => Some(def),
            _ => None,
        }
    }

    /// What a function of the run gives.
    pub(super) fn returned(&self, def: DefId) -> Ty {
        if def.module == self.view.here {
            return self.returns.get(def.stmt).cloned().unwrap_or(Ty::Never);
        }
        self.view.world.function(def).map_or(Ty::Unknown, |f| f.returns.clone())
    }

    /// Joins the arguments into the parameters of a local function.
    fn enter(&mut self, id: ExprId, def: DefId, bound: bool, args: &[Arg<'s>], types: &[Ty]) {
        if def.module != self.view.here {
            return self.ask(def, bound, args, types);
        }
        let def = def.stmt;
        let sites = self.out.call_sites.entry(def).or_default();
        if !sites.contains(&id) {
            sites.push(id);
        }
        let module = self.module;
        let StmtKind::Def(stub) = &module.stmt(def).kind else {
            return;
        };
        let params = stub.params.iter().map(|p| (p.name.text, p.kind));
        let given = bind_local(&params, bound, args).into_iter().zip(types);
        self.gets(def, given.filter_map(|(index, ty)| Some((index?, ty))));
    }

    /// Joins types into the parameters of a function of this module.
    pub(super) fn gets<'t>(&mut self, def: StmtId, given: impl Iterator<Item = (usize, &'t Ty)>) {
        let module = self.module;
        let StmtKind::Def(stub) = &module.stmt(def).kind else {
            return;
        };
        let mut seen = self.out.params.get(&def).cloned().unwrap_or_default();
        seen.resize(stub.params.len(), Ty::Never);
        for (index, ty) in given {
            if ty.is_unknown() || index >= seen.len() {
                continue;
            }
            let kind = stub.params[index].kind;
            let old = match (&seen[index], kind) {
                (Ty::List(inner), ParamKind::Star) | (Ty::Dict(inner), ParamKind::DoubleStar) => {
                    (**inner).clone()
                }
                (Ty::Unknown, _) => Ty::Never,
                (other, _) => other.clone(),
            };
            // One caller that is not known says nothing against the others.
            let joined = old.clone().join(ty.known());
            if joined == old {
                seen[index] = old;
            } else {
                self.stale |= self.entered.contains(&def);
                seen[index] = joined;
            }
        }
        self.out.params.insert(def, seen);
    }

    /// Notes the types that a function of another module is given.
    fn ask(&mut self, def: DefId, bound: bool, args: &[Arg<'s>], types: &[Ty]) {
        self.out.asks.called.insert(def);
        let world = self.view.world;
        let Some(function) = world.function(def) else { return };
        let params = function.params.iter().map(|(name, kind)| (name.as_str(), *kind));
        for (index, ty) in bind_local(&params, bound, args).into_iter().zip(types) {
            if let Some(index) = index.filter(|_| !ty.is_unknown()) {
                let slot = self.out.asks.args.entry((def, index)).or_insert(Ty::Never);
                *slot = std::mem::take(slot).join(ty.known());
            }
        }
    }

    /// Joins a type into the first parameter of a function that becomes a method.
    pub(super) fn receives(&mut self, def: DefId, ty: Ty) {
        if def.module != self.view.here {
            let slot = self.out.asks.args.entry((def, 0)).or_insert(Ty::Never);
            *slot = std::mem::take(slot).join(ty);
            return;
        }
        let def = def.stmt;
        let module = self.module;
        let StmtKind::Def(stub) = &module.stmt(def).kind else {
            return;
        };
        let mut seen = self.out.params.get(&def).cloned().unwrap_or_default();
        seen.resize(stub.params.len(), Ty::Never);
        if let Some(first) = seen.first_mut() {
            let joined = first.clone().join(ty);
            self.stale |= joined != *first && self.entered.contains(&def);
            *first = joined;
        }
        self.out.params.insert(def, seen);
    }

    /// Containers and a few builtins whose result matters for what flows on.
    fn builtin(&mut self, func: ExprId, args: &[Arg<'s>], types: &[Ty]) -> Ty {
        let first = types.first().cloned().unwrap_or_default();
        let indirect = self.over_a_list(func, args, types);
        if let Some(ty) = indirect.or_else(|| self.held_function(func, types)) {
            return ty;
        }
        match &self.module.expr(func).kind {
            ExprKind::Name(name) if self.scopes.resolve(self.scope, name).is_none() => {
                match *name {
                    "list" | "tuple" | "set" | "sorted" | "reversed" | "iter" => {
                        if types.is_empty() {
                            Ty::List(Box::new(Ty::Never))
                        } else {
                            Ty::List(Box::new(first.element()))
                        }
                    }
                    "dict" => {
                        let named = args.iter().zip(types).filter(|(a, _)| a.name.is_some());
                        match first {
                            Ty::Dict(_) => first,
                            _ => Ty::Dict(Box::new(
                                named.fold(Ty::Never, |t, (_, n)| t.join(n.clone())),
                            )),
                        }
                    }
                    // `setattr(DynamicFrame, name, f)` makes a method of a function.
                    "setattr" => {
                        if let [Ty::Class(class), _, Ty::Def(def, _)] = types {
                            self.receives(*def, Ty::Instance(*class));
                        }
                        Ty::None
                    }
                    "next" => first.element(),
                    "max" | "min" => {
                        let positional = args.iter().zip(types).filter(|(a, _)| a.name.is_none());
                        let given: Vec<&Ty> = positional.map(|(_, ty)| ty).collect();
                        match given[..] {
                            [one] => one.element(),
                            _ => given.into_iter().cloned().fold(Ty::Never, Ty::join),
                        }
                    }
                    "super" if args.is_empty() => self.base_instance(),
                    "enumerate" => {
                        Ty::List(Box::new(Ty::Tuple(vec![Ty::Unknown, first.element()])))
                    }
                    "zip" => Ty::List(Box::new(Ty::Tuple(types.iter().map(Ty::element).collect()))),
                    _ => Ty::Unknown,
                }
            }
            ExprKind::Attribute(value, attr) => {
                let owner = self.out.of(*value).clone();
                self.container_method(*value, &owner, attr.text, types)
            }
            _ => Ty::Unknown,
        }
    }

    /// What `super()` gives in a method of a class that has one base, a class of the run.
    fn base_instance(&self) -> Ty {
        let mut scopes = std::iter::successors(Some(self.scope), |s| self.scopes.scope(*s).parent);
        let class = scopes.find_map(|scope| match self.scopes.scope(scope).kind {
            ScopeKind::Class(class) => Some(class),
            _ => None,
        });
        let Some(StmtKind::Class(stub)) = class.map(|class| &self.module.stmt(class).kind) else {
            return Ty::Unknown;
        };
        match &stub.bases[..] {
            [base] => match self.out.of(base.value) {
                Ty::LocalClass(base) => Ty::LocalInstance(*base),
                _ => Ty::Unknown,
            },
            _ => Ty::Unknown,
        }
    }

    fn container_method(&mut self, value: ExprId, owner: &Ty, name: &str, types: &[Ty]) -> Ty {
        let last = types.last().cloned().unwrap_or_default();
        match (owner, name) {
            (Ty::List(_), "append" | "insert" | "add") => {
                self.widen(value, owner, last);
                Ty::None
            }
            (Ty::List(_), "extend") => {
                self.widen(value, owner, last.element());
                Ty::None
            }
            (Ty::List(inner), "pop" | "result")
            | (Ty::Dict(inner), "get" | "pop" | "setdefault") => (**inner).clone(),
            (Ty::Dict(inner), "values") => Ty::List(inner.clone()),
            (Ty::Dict(inner), "items") => {
                Ty::List(Box::new(Ty::Tuple(vec![Ty::Unknown, (**inner).clone()])))
            }
            (Ty::Dict(inner), "popitem") => Ty::Tuple(vec![Ty::Unknown, (**inner).clone()]),
            (Ty::List(_) | Ty::Dict(_), "copy") => owner.clone(),
            (Ty::Dict(_), "update") => {
                match last {
                    Ty::Dict(inner) => self.widen(value, owner, *inner),
                    // `frames.update(a=frame)`
                    other => self.widen(value, owner, other),
                }
                Ty::None
            }
            _ => Ty::Unknown,
        }
    }
}

/// For each argument the index of the parameter, by name and kind, that takes it.
pub(crate) fn bind_local<'p>(
    params: &(impl Iterator<Item = (&'p str, ParamKind)> + Clone),
    bound: bool,
    args: &[Arg<'_>],
) -> Vec<Option<usize>> {
    let mut before = 0;
    let places = args.iter().map(|arg| {
        let place = bind_argument(params, bound, arg, before);
        before += usize::from(arg.stars == 0 && arg.name.is_none());
        place
    });
    places.collect()
}

/// The index of the parameter that takes an argument with so many positional ones before it.
pub(crate) fn bind_argument<'p>(
    params: &(impl Iterator<Item = (&'p str, ParamKind)> + Clone),
    bound: bool,
    arg: &Arg<'_>,
    before: usize,
) -> Option<usize> {
    let rest = |kind: ParamKind| params.clone().position(|p| p.1 == kind);
    match (arg.stars, arg.name) {
        (0, Some(name)) => {
            params.clone().position(|p| p.0 == name.text).or_else(|| rest(ParamKind::DoubleStar))
        }
        (0, None) => {
            let first = usize::from(bound);
            let index = first + before;
            let mut until = params.clone().enumerate().skip(first).take(before + 1);
            // What is left over goes to `*args`, if there is one.
            match until.find(|(at, (_, kind))| *kind != ParamKind::Normal || *at == index)? {
                (_, (_, ParamKind::Normal)) => Some(index),
                _ => rest(ParamKind::Star),
            }
        }
        _ => None,
    }
}
