//! Which name belongs to which scope, as Python decides it: a name bound anywhere in a function is
//! local to it, class bodies are seen only by themselves, `global` and `nonlocal` redirect.

use rustc_hash::{FxHashMap, FxHashSet};

use super::ast::{Block, ExprId, ExprKind, FunctionDef, Module, Param, StmtId, StmtKind};

/// Index of a scope; 0 is the module.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScopeId(pub u32);

/// What a scope belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScopeKind {
    /// The whole text.
    Module,
    /// A `def`.
    Function(StmtId),
    /// A `class` body.
    Class(StmtId),
    /// A lambda or a comprehension.
    Expression(ExprId),
}

/// How a name gets its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binding {
    /// Target of an assignment, loop, `with`, `del`…; the statement that holds it.
    Target(StmtId, ExprId),
    /// An import.
    Import(StmtId),
    /// A `def` or `class`.
    Definition(StmtId),
    /// A parameter: the statement of its function and the index in the parameters.
    Param(StmtId, usize),
    /// Bound inside an expression (lambda parameter, comprehension, walrus).
    Expression(ExprId),
}

/// One scope.
#[derive(Clone, Debug)]
pub struct Scope<'s> {
    /// The scope around it.
    pub parent: Option<ScopeId>,
    /// What it belongs to.
    pub kind: ScopeKind,
    /// Its own names with everything that binds them, in order of place.
    pub names: FxHashMap<&'s str, Vec<Binding>>,
    globals: FxHashSet<&'s str>,
    nonlocals: FxHashSet<&'s str>,
    /// Modules of `from m import *` that stand in it.
    pub stars: Vec<(StmtId, &'s str)>,
}

/// The places where a scope's name is read.
type ReadsOf = (Option<ScopeId>, Vec<ExprId>);

/// The scopes of one module and what each name expression refers to.
#[derive(Clone, Debug)]
pub struct Scopes<'s> {
    scopes: Vec<Scope<'s>>,
    /// Name expressions that bind rather than read.
    stores: FxHashSet<ExprId>,
    /// Attributes and items that are assigned to, or deleted.
    assigned: FxHashSet<ExprId>,
    /// Scope in which an expression stands.
    at: Vec<ScopeId>,
    stmt_at: Vec<ScopeId>,
    /// Scope of the body of a `def` or `class`.
    bodies: FxHashMap<StmtId, ScopeId>,
    /// The statement that holds an expression.
    stmt_of: Vec<StmtId>,
    parent: Vec<Option<ExprId>>,
    /// The block (by its first statement's position in `blocks`) that holds a statement.
    stmt_parent: Vec<Option<StmtId>>,
    /// Where each name of each scope is read; without a scope, names that nothing binds.
    reads: FxHashMap<&'s str, Vec<ReadsOf>>,
}

impl<'s> Scopes<'s> {
    /// Analyses one module.
    pub fn of(module: &Module<'s>) -> Self {
        let mut builder = Builder {
            module,
            out: Self {
                scopes: vec![Scope::new(None, ScopeKind::Module)],
                stores: FxHashSet::default(),
                assigned: FxHashSet::default(),
                at: vec![ScopeId(0); module.expr_count()],
                stmt_at: vec![ScopeId(0); module.stmt_count()],
                bodies: FxHashMap::default(),
                stmt_of: vec![StmtId(0); module.expr_count()],
                parent: vec![None; module.expr_count()],
                stmt_parent: vec![None; module.stmt_count()],
                reads: FxHashMap::default(),
            },
            scope: ScopeId(0),
            stmt: StmtId(0),
            outer: None,
        };
        builder.block(&module.body);
        builder.out.index_reads(module);
        builder.out
    }

    fn index_reads(&mut self, module: &Module<'s>) {
        for i in 0..module.expr_count() {
            #[allow(clippy::cast_possible_truncation)] // dense ids
            let id = ExprId(i as u32);
            if let ExprKind::Name(name) = module.expr(id).kind
                && !self.is_store(id)
            {
                let owner = self.resolve(self.scope_of(id), name);
                let owners = self.reads.entry(name).or_default();
                match owners.iter_mut().find(|(o, _)| *o == owner) {
                    Some((_, places)) => places.push(id),
                    None => owners.push((owner, vec![id])),
                }
            }
        }
    }

    /// Where the name of a scope (or a name that nothing binds) is read.
    pub fn reads_of(&self, owner: Option<ScopeId>, name: &str) -> &[ExprId] {
        let owners = self.reads.get(name).map_or(&[][..], Vec::as_slice);
        owners.iter().find(|(o, _)| *o == owner).map_or(&[], |(_, places)| places)
    }

    /// Every name that is read, with its owner and the places.
    pub fn reads(&self) -> impl Iterator<Item = (Option<ScopeId>, &'s str, &[ExprId])> {
        self.reads.iter().flat_map(|(name, owners)| {
            owners.iter().map(|(owner, places)| (*owner, *name, places.as_slice()))
        })
    }

    /// The scope behind an id.
    pub fn scope(&self, id: ScopeId) -> &Scope<'s> {
        &self.scopes[id.0 as usize]
    }

    /// All scopes.
    pub fn ids(&self) -> impl Iterator<Item = ScopeId> + use<> {
        // There are fewer scopes than bytes of text, which fits in u32.
        #[allow(clippy::cast_possible_truncation)]
        (0..self.scopes.len() as u32).map(ScopeId)
    }

    /// The scope in which an expression stands.
    pub fn scope_of(&self, id: ExprId) -> ScopeId {
        self.at[id.0 as usize]
    }

    /// The scope in which a statement stands.
    pub fn scope_of_stmt(&self, id: StmtId) -> ScopeId {
        self.stmt_at[id.0 as usize]
    }

    /// The scope that a `def` or `class` opens.
    pub fn body_scope(&self, id: StmtId) -> Option<ScopeId> {
        self.bodies.get(&id).copied()
    }

    /// The statement in which an expression stands.
    pub fn stmt_of(&self, id: ExprId) -> StmtId {
        self.stmt_of[id.0 as usize]
    }

    /// The expression around an expression.
    pub fn parent(&self, id: ExprId) -> Option<ExprId> {
        self.parent[id.0 as usize]
    }

    /// The statement around a statement.
    pub fn stmt_parent(&self, id: StmtId) -> Option<StmtId> {
        self.stmt_parent[id.0 as usize]
    }

    /// Whether a name expression binds the name.
    pub fn is_store(&self, id: ExprId) -> bool {
        self.stores.contains(&id)
    }

    /// Whether an attribute or item is assigned to, on its own or as part of a tuple, or deleted.
    pub fn is_assigned(&self, id: ExprId) -> bool {
        self.assigned.contains(&id)
    }

    /// The scope that owns `name` when it is used in `from`; `None` for builtins and unknown names.
    pub fn resolve(&self, from: ScopeId, name: &str) -> Option<ScopeId> {
        let mut at = from;
        let mut first = true;
        loop {
            let scope = self.scope(at);
            if scope.globals.contains(name) {
                at = ScopeId(0);
                return self.scope(at).names.contains_key(name).then_some(at);
            }
            let visible = first || !matches!(scope.kind, ScopeKind::Class(_));
            if visible && !scope.nonlocals.contains(name) && scope.names.contains_key(name) {
                return Some(at);
            }
            first = first && matches!(scope.kind, ScopeKind::Expression(_));
            at = scope.parent?;
        }
    }

    /// The bindings of `name` as seen from `from`.
    pub fn bindings(&self, from: ScopeId, name: &str) -> &[Binding] {
        self.resolve(from, name)
            .and_then(|s| self.scope(s).names.get(name))
            .map_or(&[], Vec::as_slice)
    }

    /// Whether any scope binds `name`.
    pub fn bound_anywhere(&self, name: &str) -> bool {
        self.scopes.iter().any(|s| s.names.contains_key(name))
    }

    /// The function or module around a scope, itself included (class and expression scopes skipped).
    pub fn frame(&self, mut id: ScopeId) -> ScopeId {
        loop {
            let scope = self.scope(id);
            match (scope.kind, scope.parent) {
                (ScopeKind::Expression(_) | ScopeKind::Class(_), Some(parent)) => id = parent,
                _ => return id,
            }
        }
    }
}

impl Scope<'_> {
    fn new(parent: Option<ScopeId>, kind: ScopeKind) -> Self {
        Self {
            parent,
            kind,
            names: FxHashMap::default(),
            globals: FxHashSet::default(),
            nonlocals: FxHashSet::default(),
            stars: Vec::new(),
        }
    }
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
                self.out.stores.remove(target);
                self.out.assigned.remove(target);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::python::parse;

    #[test]
    fn functions_classes_and_globals() {
        let text = "x = 1\ndef f(a):\n    global x\n    x = a\n    y = [z for z in a]\n    def g():\n        return y\nclass C:\n    x = 2\n    def m(self):\n        return x\n";
        let module = parse(text).unwrap();
        let scopes = Scopes::of(&module);
        let def = module.body.stmts[1];
        let f = scopes.body_scope(def).unwrap();
        assert_eq!(scopes.resolve(f, "x"), Some(ScopeId(0)));
        assert_eq!(scopes.resolve(f, "y"), Some(f));
        assert_eq!(scopes.resolve(f, "z"), None);
        assert_eq!(scopes.bindings(f, "x").len(), 2);
        let class = scopes.body_scope(module.body.stmts[2]).unwrap();
        let method = scopes.ids().last().unwrap();
        assert_eq!(scopes.scope(method).parent, Some(class));
        assert_eq!(scopes.resolve(method, "x"), Some(ScopeId(0)));
    }
}
