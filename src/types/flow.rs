//! Statements: what they do to the types of names.

use super::definitions::Decorator;
use super::env::Changes;
use super::expr::instance_of;
use super::indirect::{class_test, is_protocol};
use super::members::Found;
use super::{DefId, Infer, MethodKind, Ty};
use crate::python::ast::{Block, ExprId, ExprKind, Handler, StmtId, StmtKind};
use crate::python::scope::ScopeKind;

/// Loops in loops whose bodies are run twice.
const REPEATED_LOOPS: usize = 5;

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
                self.repeated(body, |infer| infer.assign(*target, element.clone()));
                orelse.iter().for_each(|b| {
                    self.block(b);
                });
            }
            StmtKind::While(test, body, orelse) => {
                self.repeated(body, |infer| {
                    infer.expr(*test);
                });
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
                let falls = self.attempt(body, handlers, orelse.as_ref());
                return finally.iter().all(|b| self.block(b)) && falls;
            }
            StmtKind::Match(subject, cases) => {
                self.expr(*subject);
                let mut ways = vec![Changes::default()];
                for (patterns, body) in cases {
                    let start = self.env.mark();
                    patterns.iter().for_each(|p| {
                        self.expr(*p);
                    });
                    if self.block(body) {
                        ways.push(self.env.since(&start));
                    }
                    self.env.undo(start);
                }
                self.env.meet(ways);
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

    /// Runs the body of a loop, which may run any number of times, each one after `first`.
    fn repeated(&mut self, body: &Block, first: impl Fn(&mut Self)) {
        let before = self.env.mark();
        for _ in 0..self.passes() {
            first(self);
            self.loops += 1;
            self.block(body);
            self.loops -= 1;
            let perhaps = self.env.perhaps_since(&before);
            self.env.apply(perhaps);
        }
        self.env.keep(before);
    }

    /// Runs a `try` up to its `finally`; `false` where control never gets there.
    fn attempt(&mut self, body: &Block, handlers: &[Handler], orelse: Option<&Block>) -> bool {
        let before = self.env.mark();
        let mut falls = self.block(body);
        // A handler may start from any point of the body.
        let entry = self.env.perhaps_since(&before);
        // What is never reached is still read: nothing Glue is met with silence.
        falls &= orelse.is_none_or(|b| self.block(b));
        let mut ways = Vec::new();
        if falls {
            ways.push(self.env.since(&before));
        }
        self.env.undo(before);
        let before = self.env.mark();
        self.env.apply(entry);
        let handled = self.handlers(handlers);
        if ways.is_empty() || !handled {
            // There is one way, or none: then the code below starts from what a handler would.
            let only = ways.pop().filter(|_| !handled);
            only.into_iter().for_each(|way| self.env.apply(way));
            self.env.keep(before);
            return falls || handled;
        }
        ways.push(self.env.since(&before));
        self.env.undo(before);
        self.env.meet(ways);
        true
    }

    /// Runs the handlers of a `try`; `false` where control leaves none of them.
    fn handlers(&mut self, handlers: &[Handler]) -> bool {
        let mut ways = Vec::new();
        for handler in handlers {
            let start = self.env.mark();
            handler.exception.iter().for_each(|e| {
                self.expr(*e);
            });
            handler.name.iter().for_each(|n| self.assign(*n, Ty::Unknown));
            if self.block(&handler.body) {
                ways.push(self.env.since(&start));
            }
            self.env.undo(start);
        }
        let falls = !ways.is_empty();
        self.env.meet(ways);
        falls
    }

    fn branches(&mut self, branches: &[(Option<ExprId>, Block)]) -> bool {
        let before = self.env.mark();
        let mut ways = Vec::new();
        let mut open = true;
        for (test, body) in branches {
            match test {
                Some(test) => {
                    self.expr(*test);
                }
                None => open = false,
            }
            let start = self.env.mark();
            if let Some(test) = test {
                self.narrow(*test);
            }
            if self.block(body) {
                ways.push(self.env.since(&before));
            }
            self.env.undo(start);
        }
        if open {
            ways.push(self.env.since(&before));
        }
        if ways.is_empty() {
            self.env.keep(before);
            return false;
        }
        self.env.undo(before);
        self.env.meet(ways);
        true
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
                if self.env.get(name).is_some() {
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
}
