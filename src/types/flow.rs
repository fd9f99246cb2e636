//! Statements: what they do to the types of names.

use rustc_hash::FxHashMap;

use super::expr::instance_of;
use super::indirect::{class_test, is_protocol, is_stub};
use super::members::Found;
use super::{DefId, Infer, MethodKind, Ty};
use crate::python::ast::{Alias, Block, ExprId, ExprKind, ParamKind, StmtId, StmtKind};
use crate::python::scope::ScopeKind;
use crate::stubs::Export;

/// Loops in loops whose bodies are run twice.
const REPEATED_LOOPS: usize = 5;

type Env<'a> = FxHashMap<&'a str, Ty>;

/// What a decorator makes of its function, as its name tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Decorator {
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

fn merge<'a>(a: Env<'a>, b: Env<'a>) -> Env<'a> {
    let mut out = a;
    for (name, ty) in b {
        match out.get_mut(&name) {
            Some(slot) => *slot = std::mem::take(slot).join(ty),
            None => {
                out.insert(name, ty);
            }
        }
    }
    out
}

impl<'a, 's: 'a> Infer<'a, 's> {
    /// How often the body of a loop is run: what its end says counts at its start. Loops in loops
    /// would double that each time; the outer ones run the inner ones often enough.
    fn passes(&self) -> usize {
        if self.loops < REPEATED_LOOPS { 2 } else { 1 }
    }

    /// Runs a block; `false` where control never reaches its end.
    pub(super) fn block(&mut self, block: &Block) -> bool {
        let mut falls = true;
        for id in &block.stmts {
            falls &= self.stmt(*id);
        }
        falls
    }

    #[allow(clippy::too_many_lines)] // one arm a statement kind: splitting it would hide the list
    fn stmt(&mut self, id: StmtId) -> bool {
        let module = self.module;
        match &module.stmt(id).kind {
            StmtKind::Import(names) => {
                for alias in names {
                    let ty = self.import(alias);
                    self.assign_name(alias.bound(), ty);
                }
            }
            StmtKind::ImportFrom { module: from, names, star } => {
                self.import_from(from, names.iter().map(|a| (a.path, a.bound())), *star);
            }
            StmtKind::Assign { targets, annotation, value } => {
                self.assignment(targets, *annotation, *value);
            }
            StmtKind::AugAssign(target, value) => {
                let value = self.expr(*value);
                let old = self.expr(*target);
                // `frames += [x]` keeps a list a list; on anything else the result is not known.
                let ty = match (&old, &value) {
                    (Ty::List(_), _) | (Ty::Dict(_), Ty::Dict(_)) => old.join(value),
                    _ => Ty::Unknown,
                };
                self.assign(*target, ty);
            }
            StmtKind::Return(value) => {
                let ty = value.map_or(Ty::None, |v| self.expr(v));
                if let Some(def) = self.def {
                    let ty = self.or_declared(def, ty);
                    self.stale |= self.returns.learn(def, ty);
                }
                return false;
            }
            StmtKind::If(branches) => return self.branches(branches),
            StmtKind::For { target, iter, body, orelse } => {
                let element = self.iterate(*iter);
                let before = self.env.clone();
                for _ in 0..self.passes() {
                    self.assign(*target, element.clone());
                    self.loops += 1;
                    self.block(body);
                    self.loops -= 1;
                    let after = std::mem::take(&mut self.env);
                    self.env = merge(before.clone(), after);
                }
                orelse.iter().for_each(|b| {
                    self.block(b);
                });
            }
            StmtKind::While(test, body, orelse) => {
                let before = self.env.clone();
                for _ in 0..self.passes() {
                    self.expr(*test);
                    self.loops += 1;
                    self.block(body);
                    self.loops -= 1;
                    let after = std::mem::take(&mut self.env);
                    self.env = merge(before.clone(), after);
                }
                orelse.iter().for_each(|b| {
                    self.block(b);
                });
            }
            StmtKind::With(items, body) => {
                for (value, target) in items {
                    let ty = self.expr(*value);
                    let ty = self.entered(&ty);
                    target.iter().for_each(|t| self.assign(*t, ty.clone()));
                }
                return self.block(body);
            }
            StmtKind::Try { body, handlers, orelse, finally } => {
                let before = self.env.clone();
                let mut falls = self.block(body);
                // A handler may start from any point of the body.
                let entry = merge(before, self.env.clone());
                // What is never reached is still read: nothing Glue is met with silence.
                falls &= orelse.iter().all(|b| self.block(b));
                let mut exits =
                    if falls { vec![std::mem::take(&mut self.env)] } else { Vec::new() };
                for handler in handlers {
                    self.env.clone_from(&entry);
                    handler.exception.iter().for_each(|e| {
                        self.expr(*e);
                    });
                    handler.name.iter().for_each(|n| self.assign(*n, Ty::Unknown));
                    if self.block(&handler.body) {
                        exits.push(std::mem::take(&mut self.env));
                    }
                }
                let falls = !exits.is_empty();
                self.env = exits.into_iter().reduce(merge).unwrap_or(entry);
                return finally.iter().all(|b| self.block(b)) && falls;
            }
            StmtKind::Match(subject, cases) => {
                self.expr(*subject);
                let before = self.env.clone();
                let mut after = before.clone();
                for (patterns, body) in cases {
                    self.env.clone_from(&before);
                    patterns.iter().for_each(|p| {
                        self.expr(*p);
                    });
                    if self.block(body) {
                        after = merge(after, std::mem::take(&mut self.env));
                    }
                }
                self.env = after;
            }
            StmtKind::Def(def) => {
                module.each_stmt_expr(id, |e| {
                    self.expr(e);
                });
                let effects = def.decorators.iter().map(|d| self.decorator(*d));
                // One that replaces its function may return anything; the function is still analysed.
                let ty = match effects.max().unwrap_or(Decorator::Transparent) {
                    Decorator::Transparent => Ty::Def(self.here(id), false),
                    Decorator::Wraps => {
                        self.out.used_as_value.insert(id);
                        Ty::Def(self.here(id), false)
                    }
                    Decorator::Replaces => {
                        self.out.used_as_value.insert(id);
                        Ty::Unknown
                    }
                    Decorator::Sets => {
                        self.pending.push(id);
                        return true;
                    }
                };
                self.assign_name(def.name.text, ty);
                self.pending.push(id);
            }
            StmtKind::Class(class) => {
                module.each_stmt_expr(id, |e| {
                    self.expr(e);
                });
                if class.bases.iter().any(|b| is_protocol(module, b.value)) {
                    // Classes that know nothing of it have the same methods.
                    let methods = class.body.stmts.iter().copied();
                    self.out.used_as_value.extend(methods);
                }
                self.class(id, &class.body);
                self.assign_name(class.name.text, Ty::LocalClass(self.here(id)));
            }
            StmtKind::Other(exprs) => {
                exprs.iter().for_each(|e| {
                    self.expr(*e);
                });
                // `raise`, `break` and `continue` do not fall through.
                let source = module.source(module.stmt(id).span);
                return !(source.starts_with("raise") || source == "break" || source == "continue");
            }
            StmtKind::Expr(_) | StmtKind::Delete(_) | StmtKind::Pass | StmtKind::Scope(..) => {
                module.each_stmt_expr(id, |e| {
                    self.expr(e);
                });
            }
        }
        true
    }

    fn branches(&mut self, branches: &[(Option<ExprId>, Block)]) -> bool {
        let mut exits = Vec::new();
        let mut open = true;
        for (test, body) in branches {
            match test {
                Some(test) => {
                    self.expr(*test);
                }
                None => open = false,
            }
            let before = self.env.clone();
            if let Some(test) = test {
                self.narrow(*test);
            }
            if self.block(body) {
                exits.push(std::mem::take(&mut self.env));
            }
            self.env = before;
        }
        if open {
            exits.push(std::mem::take(&mut self.env));
        }
        let falls = !exits.is_empty();
        if let Some(env) = exits.into_iter().reduce(merge) {
            self.env = env;
        }
        falls
    }

    fn decorator(&self, id: ExprId) -> Decorator {
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

    /// Inside of `if isinstance(x, C)` or `if type(x) == C`, `x` is a `C`.
    fn narrow(&mut self, test: ExprId) {
        let module = self.module;
        let test = module.unparen(test);
        if let ExprKind::BoolOp(left, "and", right) = module.expr(test).kind {
            self.narrow(left);
            self.narrow(right);
            return;
        }
        let Some((subject, class)) = class_test(module, test) else { return };
        let Some(name) = module.name(subject) else { return };
        let ty = match module.expr(module.unparen(class)).kind.clone() {
            ExprKind::Tuple(items) => {
                items.iter().fold(Ty::Never, |ty, item| ty.join(instance_of(self.out.of(*item))))
            }
            _ => instance_of(self.out.of(class)),
        };
        // Only where nothing better is known: a value may be of a class and more.
        let known = self.out.of(subject);
        if !ty.is_unknown() && (known.is_unknown() || known.members().contains(&ty)) {
            self.set(subject, ty.clone());
            self.env.insert(name, ty);
        }
    }

    fn import_from(
        &mut self,
        from: &str,
        names: impl Iterator<Item = (&'a str, &'a str)>,
        star: bool,
    ) {
        for (name, bound) in names {
            let ty = match self.stubs.export(from, name) {
                Some(export) => export_type(export),
                None => self.imported(from, name),
            };
            self.assign_name(bound, ty);
        }
        if star {
            for (name, export) in self.stubs.star(from) {
                self.assign_name(name, export_type(export.clone()));
            }
            self.import_star(from);
        }
    }

    /// What `import a.b` or `import a.b as c` binds.
    fn import(&mut self, alias: &Alias<'s>) -> Ty {
        let path = if alias.asname.is_some() { alias.path } else { alias.bound() };
        if self.stubs.has_module(path) {
            return Ty::Module(path.into());
        }
        let Some(module) = self.view.resolve(alias.path) else { return Ty::Unknown };
        let depth = alias.path.matches('.').count();
        match u8::try_from(depth) {
            Ok(depth) if depth > 0 && alias.asname.is_none() => {
                let new = Ty::Path(module, depth);
                // `import a.b` and `import a.c` bind one name to both.
                match self.env.get(path) {
                    Some(old @ (Ty::Path(..) | Ty::Union(_) | Ty::File(_))) => {
                        old.clone().join(new)
                    }
                    _ => new,
                }
            }
            _ => Ty::File(module),
        }
    }

    /// `from m import *` of a module of the run.
    fn import_star(&mut self, from: &str) {
        let view = self.view;
        let Some(module) = view.resolve(from) else { return };
        let Some(offers) = view.world.offers(module) else { return };
        let mut names: Vec<_> = offers.names.iter().filter(|(n, _)| !n.starts_with('_')).collect();
        names.sort_unstable_by_key(|(name, _)| *name);
        for (name, ty) in names {
            if !self.scopes.reads_of(None, name).is_empty() || view.is_package() {
                self.out.asks.reads.insert((module, name.clone()));
            }
            self.assign_name(name, ty.clone());
        }
    }

    fn assignment(
        &mut self,
        targets: &[ExprId],
        annotation: Option<ExprId>,
        value: Option<ExprId>,
    ) {
        let declared = annotation.map(|a| {
            self.expr(a);
            self.annotation(a)
        });
        let Some(value) = value else {
            if let Some(ty) = declared {
                targets.iter().for_each(|t| self.assign(*t, ty.clone()));
            }
            return;
        };
        let mut ty = self.expr(value);
        if let Some(declared) = declared.filter(|d| !d.is_unknown())
            && ty.is_unknown()
        {
            ty = declared;
        }
        for target in targets {
            self.assign(*target, ty.clone());
        }
    }

    /// Binds a type to a target, taking tuples apart.
    pub(super) fn assign(&mut self, target: ExprId, ty: Ty) {
        let module = self.module;
        match &module.expr(target).kind {
            ExprKind::Name(name) => {
                self.set(target, ty.clone());
                self.assign_name(name, ty);
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                self.set(target, ty.clone());
                for (index, item) in items.iter().enumerate() {
                    let part = match &ty {
                        _ if matches!(module.expr(*item).kind, ExprKind::Star(..)) => {
                            Ty::List(Box::new(ty.element()))
                        }
                        Ty::Tuple(parts) if parts.len() == items.len() => parts[index].clone(),
                        other => other.element(),
                    };
                    self.assign(*item, part);
                }
            }
            ExprKind::Paren(inner) | ExprKind::Star(_, inner) => self.assign(*inner, ty),
            ExprKind::Attribute(value, attr) => {
                let owner = self.expr(*value);
                self.set(target, ty.clone());
                for member in owner.members().to_vec() {
                    if let (Ty::Class(class), Ty::Def(def, _)) = (&member, &ty) {
                        let key = (*class, attr.text);
                        self.stale |= self.patches.learn(key, ty.clone());
                        self.receives(*def, Ty::Instance(*class));
                    }
                    if let Ty::File(module) = member
                        && !ty.is_unknown()
                    {
                        let key = (module, attr.text.to_owned());
                        let slot = self.out.asks.names.entry(key).or_insert(Ty::Never);
                        *slot = std::mem::take(slot).join(ty.clone());
                    }
                    if let Ty::LocalInstance(class) | Ty::LocalClass(class) = member {
                        self.learn_attr(class, attr.text, ty.clone());
                    }
                }
            }
            ExprKind::Subscript(value, index) => {
                let container = self.expr(*value);
                index.iter().for_each(|i| {
                    self.expr(*i);
                });
                self.set(target, ty.clone());
                self.widen(*value, &container, ty);
            }
            _ => {
                self.expr(target);
            }
        }
    }

    fn learn_attr(&mut self, class: DefId, name: &'a str, ty: Ty) {
        // What is assigned to a property is what its setter makes of it.
        if let Some(Found::Own(Ty::Def(def, _)) | Found::Far(_, Ty::Def(def, _))) =
            self.find_member(class, name)
            && self.method_kind(def) == MethodKind::Property
        {
            return;
        }
        if self.is_here(class) {
            self.stale |= self.attrs.learn((class.stmt, name), ty);
        } else if !ty.is_unknown() {
            let slot = self.out.asks.attrs.entry((class, name.to_owned())).or_insert(Ty::Never);
            *slot = std::mem::take(slot).join(ty);
        }
    }

    /// `frames["a"] = x` and `frames.append(x)` tell what the container holds.
    pub(super) fn widen(&mut self, container: ExprId, old: &Ty, element: Ty) {
        let new = match old {
            Ty::List(inner) => Ty::List(Box::new((**inner).clone().join(element))),
            Ty::Dict(inner) => Ty::Dict(Box::new((**inner).clone().join(element))),
            _ => return,
        };
        match self.module.expr(container).kind {
            ExprKind::Name(name) => {
                if self.env.contains_key(name) {
                    self.assign_name(name, new);
                } else if let Some(scope) = self.scopes.resolve(self.scope, name) {
                    let key = (scope, name);
                    self.stale |= self.finals.learn(key, new);
                }
            }
            ExprKind::Attribute(..) => self.assign(container, new),
            _ => {}
        }
    }

    pub(super) fn assign_name(&mut self, name: &'a str, ty: Ty) {
        let owner = self.scopes.resolve(self.scope, name).unwrap_or(self.scope);
        self.stale |= self.finals.learn((owner, name), ty.clone());
        if let ScopeKind::Class(class) = self.scopes.scope(owner).kind {
            let key = (class, name);
            self.stale |= self.attrs.learn(key, ty.clone());
        }
        self.env.insert(name, ty);
    }

    fn class(&mut self, id: StmtId, body: &Block) {
        let Some(inner) = self.scopes.body_scope(id) else {
            return;
        };
        let (scope, env) = (self.scope, self.env.clone());
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
        (self.scope, self.env) = (scope, env);
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
        let is = |name: &str| def.decorators.iter().any(|d| module.name(*d) == Some(name));
        let mut env = Env::default();
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
                && !is("staticmethod")
            {
                ty = if is("classmethod") {
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

pub(super) fn export_type(export: Export) -> Ty {
    match export {
        Export::Class(id) => Ty::Class(id),
        Export::Func(id) => Ty::Func(id),
        Export::Module(path) => Ty::Module(path.into()),
        Export::Value(value) => (&value).into(),
    }
}
