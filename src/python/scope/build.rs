//! Finds the scopes of a module and what binds which name.

use super::{Binding, Scope, ScopeId, ScopeKind, Scopes};
use crate::python::ast::{Block, ExprId, ExprKind, FunctionDef, Module, Param, StmtId, StmtKind};

/// Fills the tables of a module.
pub(super) fn build<'s>(module: &Module<'s>, out: Scopes<'s>) -> Scopes<'s> {
    let mut builder = Builder { module, out, scope: ScopeId(0), stmt: StmtId(0), outer: None };
    builder.block(&module.body);
    builder.out.index_reads(module);
    builder.out
}

struct Builder<'m, 's> {
    module: &'m Module<'s>,
    out: Scopes<'s>,
    scope: ScopeId,
    stmt: StmtId,
    outer: Option<StmtId>,
}

impl<'s> Builder<'_, 's> {
    fn open(&mut self, kind: ScopeKind) -> ScopeId {
        self.out.scopes.push(Scope::new(Some(self.scope), kind));
        #[allow(clippy::cast_possible_truncation)] // fewer scopes than bytes of text
        ScopeId(self.out.scopes.len() as u32 - 1)
    }

    fn bind(&mut self, name: &'s str, binding: Binding) {
        let scope = &mut self.out.scopes[self.scope.0 as usize];
        let owner = if scope.globals.contains(name) {
            ScopeId(0)
        } else if scope.nonlocals.contains(name) {
            let parent = scope.parent.unwrap_or_default();
            self.out.resolve(parent, name).unwrap_or_default()
        } else {
            self.scope
        };
        self.out.scopes[owner.0 as usize].names.entry(name).or_default().push(binding);
    }

    fn block(&mut self, block: &Block) {
        for id in &block.stmts {
            self.stmt(*id);
        }
    }

    fn stmt(&mut self, id: StmtId) {
        let outer = self.outer;
        self.stmt = id;
        self.out.stmt_at[id.0 as usize] = self.scope;
        self.out.stmt_parent[id.0 as usize] = outer;
        let module = self.module;
        match &module.stmt(id).kind {
            StmtKind::Import(names) => {
                names.iter().for_each(|a| self.bind(a.bound(), Binding::Import(id)));
            }
            StmtKind::ImportFrom { module: from, names, star } => {
                names.iter().for_each(|a| self.bind(a.bound(), Binding::Import(id)));
                if *star {
                    self.out.scopes[self.scope.0 as usize].stars.push((id, from));
                }
            }
            StmtKind::Scope(names, global) => {
                let scope = &mut self.out.scopes[self.scope.0 as usize];
                let set = if *global { &mut scope.globals } else { &mut scope.nonlocals };
                set.extend(names.iter().map(|n| n.text));
            }
            StmtKind::Assign { targets, annotation, value } => {
                value.iter().for_each(|v| self.expr(*v, None));
                annotation.iter().for_each(|a| self.expr(*a, None));
                targets.iter().for_each(|t| self.target(*t));
            }
            StmtKind::AugAssign(target, value) => {
                self.expr(*value, None);
                self.target(*target);
                // `a += b` reads `a` as well.
                self.out.stores.remove(*target);
                self.out.assigned.remove(*target);
            }
            StmtKind::For { target, iter, .. } => {
                self.expr(*iter, None);
                self.target(*target);
            }
            StmtKind::With(items, _) => {
                for (value, target) in items {
                    self.expr(*value, None);
                    target.iter().for_each(|t| self.target(*t));
                }
            }
            StmtKind::Try { handlers, .. } => {
                for handler in handlers {
                    handler.exception.iter().for_each(|e| self.expr(*e, None));
                    handler.name.iter().for_each(|n| self.target(*n));
                }
            }
            StmtKind::Match(subject, cases) => {
                self.expr(*subject, None);
                for pattern in cases.iter().flat_map(|c| &c.0) {
                    self.pattern(*pattern);
                }
            }
            StmtKind::Def(def) => return self.def(id, def),
            StmtKind::Class(class) => {
                class.decorators.iter().for_each(|d| self.expr(*d, None));
                class.bases.iter().for_each(|b| self.expr(b.value, None));
                self.bind(class.name.text, Binding::Definition(id));
                let inner = self.open(ScopeKind::Class(id));
                return self.body(id, inner, &class.body);
            }
            _ => module.each_stmt_expr(id, |e| self.expr(e, None)),
        }
        self.outer = Some(id);
        module.each_block(id, |b| self.block(b));
        self.outer = outer;
    }

    fn body(&mut self, id: StmtId, inner: ScopeId, body: &Block) {
        self.out.bodies.insert(id, inner);
        let (scope, outer) = (self.scope, self.outer);
        self.scope = inner;
        self.outer = Some(id);
        // `global` may follow the first use in the text but rules the whole function.
        self.hoist(body);
        self.block(body);
        (self.scope, self.outer) = (scope, outer);
    }

    fn hoist(&mut self, block: &Block) {
        let module = self.module;
        for id in &block.stmts {
            match &module.stmt(*id).kind {
                StmtKind::Scope(names, global) => {
                    let scope = &mut self.out.scopes[self.scope.0 as usize];
                    let set = if *global { &mut scope.globals } else { &mut scope.nonlocals };
                    set.extend(names.iter().map(|n| n.text));
                }
                StmtKind::Def(_) | StmtKind::Class(_) => {}
                _ => module.each_block(*id, |b| self.hoist(b)),
            }
        }
    }

    fn def(&mut self, id: StmtId, def: &FunctionDef<'s>) {
        self.module.each_stmt_expr(id, |e| self.expr(e, None));
        self.bind(def.name.text, Binding::Definition(id));
        let inner = self.open(ScopeKind::Function(id));
        let scope = std::mem::replace(&mut self.scope, inner);
        for (index, param) in def.params.iter().enumerate() {
            self.bind(param.name.text, Binding::Param(id, index));
        }
        self.scope = scope;
        self.body(id, inner, &def.body);
    }

    fn pattern(&mut self, id: ExprId) {
        // A capture pattern binds its names; which names are captures and which are values cannot be
        // told apart here, so all bare names are taken as both.
        self.expr(id, None);
        let mut names = Vec::new();
        collect_names(self.module, id, &mut names);
        for (expr, name) in names {
            self.bind(name, Binding::Target(self.stmt, expr));
        }
    }

    fn target(&mut self, id: ExprId) {
        self.expr(id, None);
        self.bind_target(id);
    }

    fn bind_target(&mut self, id: ExprId) {
        match &self.module.expr(id).kind {
            ExprKind::Name(name) => {
                self.out.stores.insert(id);
                self.bind(name, Binding::Target(self.stmt, id));
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                items.iter().for_each(|i| self.bind_target(*i));
            }
            ExprKind::Paren(inner) | ExprKind::Star(_, inner) => self.bind_target(*inner),
            ExprKind::Attribute(..) | ExprKind::Subscript(..) => {
                self.out.assigned.insert(id);
            }
            _ => {}
        }
    }

    fn expr(&mut self, id: ExprId, parent: Option<ExprId>) {
        self.out.at[id.0 as usize] = self.scope;
        self.out.stmt_of[id.0 as usize] = self.stmt;
        self.out.parent[id.0 as usize] = parent;
        let module = self.module;
        match &module.expr(id).kind {
            ExprKind::Lambda(params, body) => self.lambda(id, params, *body),
            ExprKind::Comprehension(_, element, value, clauses) => {
                // The first iterable is evaluated outside.
                if let Some(first) = clauses.first() {
                    self.expr(first.iter, Some(id));
                }
                let inner = self.open(ScopeKind::Expression(id));
                let scope = std::mem::replace(&mut self.scope, inner);
                for (index, clause) in clauses.iter().enumerate() {
                    if index > 0 {
                        self.expr(clause.iter, Some(id));
                    }
                    self.expr(clause.target, Some(id));
                    self.bind_inner(clause.target, id);
                    clause.ifs.iter().for_each(|i| self.expr(*i, Some(id)));
                }
                self.expr(*element, Some(id));
                value.iter().for_each(|v| self.expr(*v, Some(id)));
                self.scope = scope;
            }
            ExprKind::Walrus(name, value) => {
                self.expr(*value, Some(id));
                self.expr(*name, Some(id));
                let scope = self.scope;
                self.scope = self.out.frame(scope);
                self.bind_inner(*name, id);
                self.scope = scope;
            }
            _ => module.each_child(id, |child| self.expr(child, Some(id))),
        }
    }

    fn lambda(&mut self, id: ExprId, params: &[Param<'s>], body: ExprId) {
        for param in params {
            param.default.iter().for_each(|d| self.expr(*d, Some(id)));
        }
        let inner = self.open(ScopeKind::Expression(id));
        let scope = std::mem::replace(&mut self.scope, inner);
        for param in params {
            self.bind(param.name.text, Binding::Expression(id));
        }
        self.expr(body, Some(id));
        self.scope = scope;
    }

    fn bind_inner(&mut self, target: ExprId, owner: ExprId) {
        let mut names = Vec::new();
        collect_names(self.module, target, &mut names);
        for (expr, name) in names {
            self.out.stores.insert(expr);
            self.bind(name, Binding::Expression(owner));
        }
    }
}

fn collect_names<'s>(module: &Module<'s>, id: ExprId, found: &mut Vec<(ExprId, &'s str)>) {
    match &module.expr(id).kind {
        ExprKind::Name(name) => found.push((id, name)),
        ExprKind::Tuple(_)
        | ExprKind::List(_)
        | ExprKind::Paren(_)
        | ExprKind::Star(..)
        | ExprKind::Other(_) => {
            module.each_child(id, |child| collect_names(module, child, found));
        }
        _ => {}
    }
}
