//! The canonical form of a function: what it does, without its names.
//!
//! Two functions have the same form when they do the same thing with the same steps. Names of
//! parameters and locals are numbers in order of first use, a local that only names a step is put in
//! its place, what the module defines is taken in, and imported names count by what they name.
//! Docstrings, annotations, comments, parentheses and calls that a spec calls transparent are nothing.

use rustc_hash::FxHashMap;

use crate::python::ast::{Arg, Block, ExprId, ExprKind, Module, StmtId, StmtKind};
use crate::python::scope::{Binding, ScopeId, ScopeKind, Scopes};

/// The form of one function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Equal for equal functions.
    pub text: String,
    /// The indexes of the parameters that the body reads, in order of first use.
    pub params: Vec<usize>,
    /// Whether something transparent was left out.
    pub unwrapped: bool,
}

/// What tells names apart.
pub struct View<'v, 's> {
    /// The tree.
    pub module: &'v Module<'s>,
    /// Its scopes.
    pub scopes: &'v Scopes<'s>,
    /// Whether an expression is known to be a session.
    pub is_session: &'v dyn Fn(ExprId) -> bool,
    /// Calls that change nothing: `Class.method` with the receiver or the first argument as value.
    pub transparent: &'v [String],
}

/// Steps that a form may take; what is longer is no helper.
const LIMIT: usize = 4_000;

/// The form of a function, `None` where it holds what has no form.
pub fn form(view: &View<'_, '_>, def: StmtId) -> Option<Form> {
    let mut canon = Canon {
        view,
        out: String::new(),
        entry: view.scopes.body_scope(def)?,
        inner: Vec::new(),
        numbers: FxHashMap::default(),
        params: Vec::new(),
        unwrapped: false,
        odd: false,
    };
    let StmtKind::Def(stub) = &view.module.stmt(def).kind else { return None };
    if !stub.decorators.is_empty() {
        return None;
    }
    canon.inner.push(def);
    canon.block(&stub.body);
    let ok = !canon.odd && canon.out.len() < LIMIT;
    ok.then_some(Form { text: canon.out, params: canon.params, unwrapped: canon.unwrapped })
}

struct Canon<'c, 'v, 's> {
    view: &'c View<'v, 's>,
    out: String,
    entry: ScopeId,
    /// The definitions that are being written, outermost first.
    inner: Vec<StmtId>,
    numbers: FxHashMap<(ScopeId, &'s str), usize>,
    params: Vec<usize>,
    unwrapped: bool,
    /// Whether something was met that has no form.
    odd: bool,
}

impl<'s> Canon<'_, '_, 's> {
    fn push(&mut self, text: &str) {
        self.out.push_str(text);
        self.odd |= self.out.len() > LIMIT;
    }

    fn block(&mut self, block: &Block) {
        self.push("{");
        for id in &block.stmts {
            if !self.odd {
                self.stmt(*id);
            }
        }
        self.push("}");
    }

    fn stmt(&mut self, id: StmtId) {
        let module = self.view.module;
        match &module.stmt(id).kind {
            StmtKind::Pass | StmtKind::Import(_) | StmtKind::ImportFrom { .. } => {}
            StmtKind::Expr(e) if matches!(module.expr(*e).kind, ExprKind::Str(_)) => {}
            StmtKind::Assign { targets, value: Some(value), .. } => {
                if let [target] = targets[..]
                    && self.only_names_a_step(target)
                {
                    return;
                }
                self.push("(= ");
                self.expr(*value);
                for target in targets {
                    self.push(" ");
                    self.expr(*target);
                }
                self.push(")");
            }
            StmtKind::Def(def) => {
                self.push("(def ");
                self.inner.push(id);
                self.block(&def.body);
                self.inner.pop();
                self.push(")");
            }
            StmtKind::With(items, body) => {
                self.push("(with");
                for (value, target) in items {
                    self.push(" ");
                    self.expr(*value);
                    target.iter().for_each(|t| self.expr(*t));
                }
                self.block(body);
                self.push(")");
            }
            StmtKind::If(branches) => {
                self.push("(if");
                for (test, body) in branches {
                    self.push(" ");
                    test.iter().for_each(|t| self.expr(*t));
                    self.block(body);
                }
                self.push(")");
            }
            StmtKind::For { target, iter, body, orelse: None } => {
                self.push("(for ");
                self.expr(*iter);
                self.push(" ");
                self.expr(*target);
                self.block(body);
                self.push(")");
            }
            StmtKind::AugAssign(target, value) => {
                // The operator stands between the two.
                let (target_span, value_span) =
                    (module.expr(*target).span, module.expr(*value).span);
                let operator = &module.text[target_span.end as usize..value_span.start as usize];
                self.push("(");
                self.push(operator.trim());
                self.expr(*value);
                self.push(" ");
                self.expr(*target);
                self.push(")");
            }
            StmtKind::Return(value) => {
                self.push("(return ");
                value.iter().for_each(|v| self.expr(*v));
                self.push(")");
            }
            StmtKind::Expr(e) => self.expr(*e),
            _ => self.odd = true,
        }
    }

    fn items(&mut self, head: &str, items: &[ExprId]) {
        self.push(head);
        for item in items {
            self.push(" ");
            self.expr(*item);
        }
        self.push(")");
    }

    fn expr(&mut self, id: ExprId) {
        let module = self.view.module;
        if self.odd {
            return;
        }
        if (self.view.is_session)(id) {
            return self.push("session");
        }
        match &module.expr(id).kind {
            ExprKind::Paren(inner) => self.expr(*inner),
            ExprKind::Name(name) => self.name(id, name),
            ExprKind::Attribute(value, attr) => {
                if !self.is_functions(*value) {
                    self.expr(*value);
                    self.push(".");
                }
                self.push(attr.text);
            }
            ExprKind::Call(func, args, _) => match self.transparent(*func, args) {
                Some(inner) => {
                    self.unwrapped = true;
                    self.expr(inner);
                }
                None => self.call(*func, args),
            },
            ExprKind::Subscript(value, index) => {
                self.expr(*value);
                self.items("([]", index);
            }
            ExprKind::Str(lit) => match &lit.value {
                Some(value) if !lit.bytes => self.push(&format!("{value:?}")),
                _ => self.odd = true,
            },
            ExprKind::Number(text) => self.push(text),
            ExprKind::Bool(value) => self.push(&value.to_string()),
            ExprKind::None => self.push("None"),
            ExprKind::List(items) => self.items("(list", items),
            ExprKind::Tuple(items) => self.items("(tuple", items),
            ExprKind::Set(items) => self.items("(set", items),
            ExprKind::Dict(entries) => {
                self.push("(dict");
                for (key, value) in entries {
                    self.push(" ");
                    key.iter().for_each(|k| self.expr(*k));
                    self.push(":");
                    self.expr(*value);
                }
                self.push(")");
            }
            ExprKind::IfElse { test, body, orelse } => self.items("(?", &[*test, *body, *orelse]),
            ExprKind::Binary(l, op, r) | ExprKind::BoolOp(l, op, r) => {
                self.items(&format!("({op}"), &[*l, *r]);
            }
            ExprKind::Not(inner) => self.items("(not", &[*inner]),
            ExprKind::Unary(op, inner) => self.items(&format!("({op}"), &[*inner]),
            ExprKind::Compare(first, rest) => {
                self.push("(");
                self.expr(*first);
                for (op, value) in rest {
                    self.push(&format!(" {op} "));
                    self.expr(*value);
                }
                self.push(")");
            }
            ExprKind::Comprehension(kind, element, value, clauses) => {
                self.push(&format!("({kind:?}"));
                for clause in clauses {
                    self.items("(for", &[clause.iter, clause.target]);
                    self.items("(if", &clause.ifs);
                }
                self.expr(*element);
                self.push(":");
                value.iter().for_each(|v| self.expr(*v));
                self.push(")");
            }
            ExprKind::Star(stars, inner) => {
                self.push(&"*".repeat((*stars).into()));
                self.expr(*inner);
            }
            _ => self.odd = true,
        }
    }

    fn call(&mut self, func: ExprId, args: &[Arg<'s>]) {
        self.push("(call ");
        self.expr(func);
        let mut named: Vec<_> = args.iter().filter_map(|a| Some((a.name?.text, a))).collect();
        named.sort_by_key(|n| n.0);
        for arg in args.iter().filter(|a| a.name.is_none()) {
            self.push(" ");
            self.push(&"*".repeat(arg.stars.into()));
            self.expr(arg.value);
        }
        for (name, arg) in named {
            self.push(&format!(" {name}="));
            self.expr(arg.value);
        }
        self.push(")");
    }

    /// What a transparent call is worth.
    fn transparent(&self, func: ExprId, args: &[Arg<'s>]) -> Option<ExprId> {
        let module = self.view.module;
        let ExprKind::Attribute(value, attr) = module.expr(func).kind else { return None };
        self.view.transparent.iter().find_map(|op| {
            let (class, method) = op.split_once('.')?;
            if attr.text != method {
                return None;
            }
            if module.name(value) == Some(class) {
                return args.first().filter(|a| a.stars == 0).map(|a| a.value);
            }
            args.is_empty().then_some(value)
        })
    }

    /// Whether a name stands for the module of Spark's functions, whose members count by their name.
    fn is_functions(&self, id: ExprId) -> bool {
        self.view.module.name(id).is_some_and(|n| {
            let bindings = self.view.scopes.bindings(self.view.scopes.scope_of(id), n);
            bindings.iter().any(|b| self.imported(b, n) == Some("functions"))
        })
    }

    /// The last part of what an import binds to a name.
    fn imported(&self, binding: &Binding, name: &str) -> Option<&'s str> {
        let Binding::Import(stmt) = binding else { return None };
        let (StmtKind::Import(names) | StmtKind::ImportFrom { names, .. }) =
            &self.view.module.stmt(*stmt).kind
        else {
            return None;
        };
        let alias = names.iter().find(|a| a.bound() == name)?;
        // `import a.b` binds `a`.
        if matches!(self.view.module.stmt(*stmt).kind, StmtKind::Import(_))
            && alias.asname.is_none()
        {
            return Some(alias.bound());
        }
        alias.path.rsplit('.').next()
    }

    fn name(&mut self, id: ExprId, name: &'s str) {
        let scopes = self.view.scopes;
        let owner = scopes.resolve(scopes.scope_of(id), name);
        let Some(owner) = owner else { return self.push(name) };
        if self.is_inside(owner) {
            return self.local(owner, name);
        }
        let module = self.view.module;
        match scopes.scope(owner).names.get(name).map_or(&[][..], Vec::as_slice) {
            [Binding::Definition(stmt)] => {
                if let Some(depth) = self.inner.iter().position(|s| s == stmt) {
                    return self.push(&format!("(again {depth})"));
                }
                match &module.stmt(*stmt).kind {
                    StmtKind::Def(def) if def.decorators.is_empty() => {
                        self.push("(def ");
                        self.inner.push(*stmt);
                        self.block(&def.body);
                        self.inner.pop();
                        self.push(")");
                    }
                    _ => self.odd = true,
                }
            }
            [Binding::Target(stmt, target)] => match &module.stmt(*stmt).kind {
                StmtKind::Assign { targets, value: Some(value), .. }
                    if targets[..] == [*target] && self.inner.len() < 8 =>
                {
                    self.inner.push(*stmt);
                    self.expr(*value);
                    self.inner.pop();
                }
                _ => self.odd = true,
            },
            bindings => match bindings.iter().find_map(|b| self.imported(b, name)) {
                Some(path) => self.push(path),
                None => self.odd = true,
            },
        }
    }

    /// Whether a scope belongs to the function or to a definition that was taken in.
    fn is_inside(&self, scope: ScopeId) -> bool {
        let scopes = self.view.scopes;
        let mut at = Some(scope);
        while let Some(id) = at {
            if id == self.entry
                || matches!(scopes.scope(id).kind,
                    ScopeKind::Function(def) if self.inner.contains(&def))
            {
                return true;
            }
            at = scopes.scope(id).parent;
        }
        false
    }

    fn local(&mut self, owner: ScopeId, name: &'s str) {
        let bindings = self.view.scopes.scope(owner).names.get(name);
        if let Some([Binding::Target(stmt, target)]) = bindings.map(Vec::as_slice)
            && let StmtKind::Assign { value: Some(value), .. } = self.view.module.stmt(*stmt).kind
            && self.only_names_a_step(*target)
        {
            return self.expr(value);
        }
        let next = self.numbers.len();
        let number = *self.numbers.entry((owner, name)).or_insert(next);
        if number == next && owner == self.entry {
            let param = bindings.into_iter().flatten().find_map(|b| match b {
                Binding::Param(_, index) => Some(*index),
                _ => None,
            });
            self.params.extend(param);
        }
        self.push(&format!("${number}"));
    }

    /// Whether a target is bound once and read once, later in the same block.
    fn only_names_a_step(&self, target: ExprId) -> bool {
        let (module, scopes) = (self.view.module, self.view.scopes);
        let Some(name) = module.name(target) else { return false };
        let scope = scopes.scope_of(target);
        let Some(owner) = scopes.resolve(scope, name) else { return false };
        let once = scopes.scope(owner).names.get(name).is_some_and(|b| b.len() == 1);
        let ([read], true) = (scopes.reads_of(Some(owner), name), once && self.is_inside(owner))
        else {
            return false;
        };
        let (here, there) = (scopes.stmt_of(target), scopes.stmt_of(*read));
        scopes.scope_of(*read) == owner
            && scopes.stmt_parent(here) == scopes.stmt_parent(there)
            && module.stmt(here).span.end <= module.stmt(there).span.start
            && matches!(&module.stmt(here).kind, StmtKind::Assign { targets, .. } if targets[..] == [target])
            && !matches!(module.stmt(there).kind, StmtKind::While(..))
    }
}
