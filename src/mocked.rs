//! Which names of a test hold mocks: what is done with a mock is no use of Glue, whatever it is called.

use rustc_hash::FxHashSet;

use crate::python::ast::{Block, ExprId, ExprKind, FunctionDef, Module, StmtId, StmtKind};
use crate::python::scope::{Binding, ScopeId, Scopes};

/// What makes a mock.
const MAKERS: [&str; 7] = [
    "AsyncMock",
    "MagicMock",
    "Mock",
    "NonCallableMagicMock",
    "NonCallableMock",
    "PropertyMock",
    "create_autospec",
];

/// Attributes that only mocks have.
const OWN: [&str; 14] = [
    "assert_any_call",
    "assert_called",
    "assert_called_once",
    "assert_called_once_with",
    "assert_called_with",
    "assert_has_calls",
    "assert_not_called",
    "call_args",
    "call_args_list",
    "call_count",
    "mock_calls",
    "method_calls",
    "return_value",
    "side_effect",
];

/// The names of a module that hold mocks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mocks {
    names: FxHashSet<(ScopeId, String)>,
    /// Parameters of tests, which a fixture of the name gives in the whole module.
    fixtures: FxHashSet<String>,
    /// Attributes of `self`.
    attrs: FxHashSet<String>,
}

/// What an expression starts from.
enum Base<'s> {
    Name(ExprId, &'s str),
    Own(&'s str),
}

impl Mocks {
    /// Finds the mocks of a module.
    pub fn of(module: &Module<'_>, scopes: &Scopes<'_>) -> Self {
        let mut out = Self::default();
        // Only tests are looked through.
        if memchr::memmem::find(module.text.as_bytes(), b"mock").is_none() {
            return out;
        }
        for index in 0..module.expr_count() {
            #[allow(clippy::cast_possible_truncation)] // dense ids
            let id = ExprId(index as u32);
            if let ExprKind::Attribute(value, attr) = &module.expr(id).kind
                && OWN.contains(&attr.text)
            {
                out.mark(module, scopes, *value);
            }
        }
        // A mock that a mock is given is one too, in whatever order they stand.
        for _ in 0..2 {
            for index in 0..module.stmt_count() {
                #[allow(clippy::cast_possible_truncation)] // dense ids
                out.statement(module, scopes, StmtId(index as u32));
            }
        }
        out
    }

    /// Whether an expression is a mock or a part of one.
    pub fn holds(&self, module: &Module<'_>, scopes: &Scopes<'_>, id: ExprId) -> bool {
        match base(module, id) {
            None => false,
            Some(Base::Own(attr)) => self.attrs.contains(attr),
            Some(Base::Name(id, name)) => {
                let Some(owner) = scopes.resolve(scopes.scope_of(id), name) else { return false };
                self.names.contains(&(owner, name.to_owned()))
                    || self.fixtures.contains(name) && is_param(scopes, owner, name)
            }
        }
    }

    fn statement(&mut self, module: &Module<'_>, scopes: &Scopes<'_>, id: StmtId) {
        match &module.stmt(id).kind {
            StmtKind::Assign { targets, value: Some(value), .. }
                if makes(module, *value) || self.holds(module, scopes, *value) =>
            {
                targets.iter().for_each(|target| self.mark(module, scopes, *target));
            }
            StmtKind::With(items, _) => {
                for (context, target) in items {
                    if let Some(target) = target
                        && is_patch(module, *context)
                    {
                        self.mark(module, scopes, *target);
                    }
                }
            }
            StmtKind::Def(def) => {
                let patches = def.decorators.iter().filter(|d| is_patch(module, **d)).count();
                let given = def.params.iter().filter(|p| !matches!(p.name.text, "self" | "cls"));
                if let Some(scope) = scopes.body_scope(id) {
                    let given = given.take(patches).map(|p| (scope, p.name.text.to_owned()));
                    self.names.extend(given);
                }
                if is_fixture(module, def) && self.is_given(module, scopes, &def.body) {
                    self.fixtures.insert(def.name.text.to_owned());
                }
            }
            _ => {}
        }
    }

    /// Whether a fixture hands out a mock.
    fn is_given(&self, module: &Module<'_>, scopes: &Scopes<'_>, block: &Block) -> bool {
        block.stmts.iter().any(|id| {
            let value = match &module.stmt(*id).kind {
                StmtKind::Return(value) => *value,
                StmtKind::Expr(value) => match &module.expr(*value).kind {
                    ExprKind::Yield(value) => *value,
                    _ => None,
                },
                _ => None,
            };
            let mut given =
                value.is_some_and(|v| makes(module, v) || self.holds(module, scopes, v));
            module.each_block(*id, |inner| given |= self.is_given(module, scopes, inner));
            given
        })
    }

    /// What an expression starts from is a mock.
    fn mark(&mut self, module: &Module<'_>, scopes: &Scopes<'_>, id: ExprId) {
        match base(module, id) {
            None => {}
            Some(Base::Own(attr)) => {
                self.attrs.insert(attr.to_owned());
            }
            Some(Base::Name(id, name)) => {
                let Some(owner) = scopes.resolve(scopes.scope_of(id), name) else { return };
                let bindings = scopes.scope(owner).names.get(name).map_or(&[][..], Vec::as_slice);
                // A function of a module that is patched does not make a mock of the module.
                let named = |b: &Binding| matches!(b, Binding::Import(_) | Binding::Definition(_));
                if bindings.iter().any(named) {
                    return;
                }
                if let [Binding::Param(def, _)] = bindings
                    && let StmtKind::Def(def) = &module.stmt(*def).kind
                    && (def.name.text.starts_with("test") || is_fixture(module, def))
                {
                    self.fixtures.insert(name.to_owned());
                }
                self.names.insert((owner, name.to_owned()));
            }
        }
    }
}

fn is_param(scopes: &Scopes<'_>, owner: ScopeId, name: &str) -> bool {
    let bindings = scopes.scope(owner).names.get(name);
    bindings.is_some_and(|all| matches!(all[..], [Binding::Param(..)]))
}

/// The name or attribute of `self` that a chain of attributes, calls and subscriptions starts from.
fn base<'s>(module: &Module<'s>, mut id: ExprId) -> Option<Base<'s>> {
    loop {
        match &module.expr(id).kind {
            ExprKind::Name(name) => return Some(Base::Name(id, name)),
            ExprKind::Attribute(value, attr) => {
                if matches!(module.name(*value), Some("self" | "cls")) {
                    return Some(Base::Own(attr.text));
                }
                id = *value;
            }
            ExprKind::Call(func, ..) => id = *func,
            ExprKind::Subscript(value, _) => id = *value,
            ExprKind::Paren(inner) => id = *inner,
            _ => return None,
        }
    }
}

/// The last name of what is called.
fn called<'s>(module: &Module<'s>, id: ExprId) -> Option<&'s str> {
    let ExprKind::Call(func, ..) = &module.expr(id).kind else { return None };
    match &module.expr(*func).kind {
        ExprKind::Name(name) => Some(name),
        ExprKind::Attribute(_, attr) => Some(attr.text),
        _ => None,
    }
}

/// Whether an expression makes a mock: `MagicMock()`, `mocker.patch(…)`, `patch(…).start()`.
fn makes(module: &Module<'_>, id: ExprId) -> bool {
    if called(module, id).is_some_and(|name| MAKERS.contains(&name)) {
        return true;
    }
    let ExprKind::Call(func, ..) = &module.expr(id).kind else { return false };
    match &module.expr(*func).kind {
        ExprKind::Attribute(patch, attr) if attr.text == "start" => is_patch(module, *patch),
        ExprKind::Attribute(..) => {
            matches!(base(module, *func), Some(Base::Name(_, "mocker"))) && is_patch(module, id)
        }
        _ => false,
    }
}

/// `patch(…)`, `patch.object(…)`, `mock.patch(…)`
fn is_patch(module: &Module<'_>, id: ExprId) -> bool {
    let ExprKind::Call(func, ..) = &module.expr(id).kind else { return false };
    let named = |id: ExprId| match &module.expr(id).kind {
        ExprKind::Name(name) => *name == "patch",
        ExprKind::Attribute(_, attr) => attr.text == "patch",
        _ => false,
    };
    named(*func)
        || matches!(&module.expr(*func).kind,
            ExprKind::Attribute(value, attr) if attr.text == "object" && named(*value))
}

fn is_fixture(module: &Module<'_>, def: &FunctionDef<'_>) -> bool {
    def.decorators.iter().any(|id| {
        let name = match module.expr(*id).kind {
            ExprKind::Call(..) => called(module, *id),
            ExprKind::Attribute(_, attr) => Some(attr.text),
            ExprKind::Name(name) => Some(name),
            _ => None,
        };
        name == Some("fixture")
    })
}
