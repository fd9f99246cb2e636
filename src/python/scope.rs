//! Which name belongs to which scope, as Python decides it: a name bound anywhere in a function is
//! local to it, class bodies are seen only by themselves, `global` and `nonlocal` redirect.

mod build;

use rustc_hash::{FxHashMap, FxHashSet};

use super::ast::{ExprId, ExprKind, ExprSet, Module, StmtId};
use build::build;

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
    stores: ExprSet,
    /// Attributes and items that are assigned to, or deleted.
    assigned: ExprSet,
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
    /// Where each name of each scope is read, the scopes in order; without one, names that nothing binds.
    reads: FxHashMap<&'s str, Vec<ReadsOf>>,
}

impl<'s> Scopes<'s> {
    /// Analyses one module.
    pub fn of(module: &Module<'s>) -> Self {
        build(
            module,
            Self {
                scopes: vec![Scope::new(None, ScopeKind::Module)],
                stores: ExprSet::of(module.expr_count()),
                assigned: ExprSet::of(module.expr_count()),
                at: vec![ScopeId(0); module.expr_count()],
                stmt_at: vec![ScopeId(0); module.stmt_count()],
                bodies: FxHashMap::default(),
                stmt_of: vec![StmtId(0); module.expr_count()],
                parent: vec![None; module.expr_count()],
                stmt_parent: vec![None; module.stmt_count()],
                reads: FxHashMap::default(),
            },
        )
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
                match owners.binary_search_by_key(&owner, |(o, _)| *o) {
                    Ok(at) => owners[at].1.push(id),
                    Err(at) => owners.insert(at, (owner, vec![id])),
                }
            }
        }
    }

    /// Where the name of a scope (or a name that nothing binds) is read.
    pub fn reads_of(&self, owner: Option<ScopeId>, name: &str) -> &[ExprId] {
        let owners = self.reads.get(name).map_or(&[][..], Vec::as_slice);
        let found = owners.binary_search_by_key(&owner, |(o, _)| *o);
        found.map_or(&[], |at| &owners[at].1)
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
        self.stores.contains(id)
    }

    /// Whether an attribute or item is assigned to, on its own or as part of a tuple, or deleted.
    pub fn is_assigned(&self, id: ExprId) -> bool {
        self.assigned.contains(id)
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
