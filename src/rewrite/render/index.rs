//! What rendering looks up again and again: found once for a script, when it is first asked for.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Renderer;
use crate::python::ast::{ExprId, ExprKind, StmtId, StmtKind};
use crate::python::scope::{Binding, ScopeId, ScopeKind};
use crate::rewrite::signature;

/// Names that a scope binds to sessions only, each with the place of its first binding, in order.
pub type Sessions<'a> = Rc<[(u32, &'a str)]>;

/// The tables of one renderer.
#[derive(Default)]
pub struct Index<'a> {
    contexts: OnceCell<Contexts<'a>>,
    sessions: RefCell<FxHashMap<ScopeId, Sessions<'a>>>,
    session_params: OnceCell<FxHashMap<StmtId, String>>,
    taken_out: OnceCell<FxHashSet<&'a str>>,
    class_contexts: OnceCell<FxHashMap<&'a str, Vec<ScopeId>>>,
}

/// Names that hold a `GlueContext` wherever they are bound.
#[derive(Default)]
struct Contexts<'a> {
    names: Vec<&'a str>,
    /// The first use of each.
    first: FxHashMap<(ScopeId, &'a str), (u32, ExprId)>,
}

impl<'a> Renderer<'a> {
    /// The name of the session that a function takes in place of a context.
    pub(in crate::rewrite) fn first_session_param(&self, def: StmtId) -> Option<&String> {
        let params = self.plan.session_params();
        let table = self.index.session_params.get_or_init(|| {
            // One that a caller may leave out surely holds nothing.
            let sure =
                |(def, index): &(StmtId, usize)| !signature::is_optional(self.script, *def, *index);
            let mut all: Vec<_> = params.iter().filter(|p| sure(p.0)).collect();
            // The first parameter counts.
            all.sort_unstable_by(|a, b| b.0.cmp(a.0));
            all.into_iter().map(|((def, _), name)| (*def, name.clone())).collect()
        });
        table.get(&def)
    }

    /// The names of a scope that hold nothing but sessions.
    pub(in crate::rewrite) fn session_names(&self, scope: ScopeId) -> Sessions<'a> {
        if let Some(known) = self.index.sessions.borrow().get(&scope) {
            return Rc::clone(known);
        }
        let script = self.script;
        let start = |binding: &Binding| match binding {
            Binding::Target(stmt, _) | Binding::Import(stmt) => {
                script.module.stmt(*stmt).span.start
            }
            _ => 0,
        };
        let mut found: Vec<(u32, &'a str)> = Vec::new();
        if let Some(class) = script.stubs.class_named("SparkSession") {
            for (name, bindings) in &script.scopes.scope(scope).names {
                if bindings.iter().all(|b| self.binds_session(b, name, class)) {
                    found.push((bindings.iter().map(start).min().unwrap_or(0), name));
                }
            }
        }
        found.sort_unstable();
        let found: Sessions<'a> = found.into();
        self.index.sessions.borrow_mut().insert(scope, Rc::clone(&found));
        found
    }

    /// Whether a name gets its `GlueContext` out of something else, such as a tuple that a function
    /// gives: what is in there is a session by now.
    pub(super) fn is_taken_out(&self, id: ExprId, name: &str) -> bool {
        let scopes = self.script.scopes;
        let Some(owner) = scopes.resolve(scopes.scope_of(id), name) else { return false };
        scopes.bindings(owner, name).iter().any(|binding| match binding {
            Binding::Target(_, target) => self.takes(*target),
            _ => false,
        })
    }

    /// As [`Self::is_taken_out`], of an attribute.
    pub(super) fn takes_out(&self, attr: &str) -> bool {
        let (module, scopes) = (self.script.module, self.script.scopes);
        let names = self.index.taken_out.get_or_init(|| {
            #[allow(clippy::cast_possible_truncation)] // dense ids
            let all = (0..module.expr_count()).map(|i| ExprId(i as u32));
            let taken = all.filter_map(|id| match module.expr(id).kind {
                ExprKind::Attribute(_, attr) if scopes.is_assigned(id) && self.takes(id) => {
                    Some(attr.text)
                }
                // A field of a class that is given to its constructor.
                ExprKind::Name(name) if scopes.is_store(id) && self.takes(id) => {
                    let scope = scopes.scope(scopes.scope_of(id));
                    matches!(scope.kind, ScopeKind::Class(_)).then_some(name)
                }
                _ => None,
            });
            taken.collect()
        });
        names.contains(attr)
    }

    /// The bodies of classes that give their objects an attribute which holds a `GlueContext`.
    pub(super) fn class_scopes(&self, attr: &str) -> &[ScopeId] {
        let (module, scopes) = (self.script.module, self.script.scopes);
        let held = self.index.class_contexts.get_or_init(|| {
            let mut found: FxHashMap<&str, Vec<ScopeId>> = FxHashMap::default();
            #[allow(clippy::cast_possible_truncation)] // dense ids
            let classes = (0..module.stmt_count()).map(|i| StmtId(i as u32));
            let bodies = classes.filter(|id| matches!(module.stmt(*id).kind, StmtKind::Class(_)));
            for body in bodies.filter_map(|id| scopes.body_scope(id)) {
                for (name, bindings) in &scopes.scope(body).names {
                    let context = |binding: &Binding| {
                        matches!(binding, Binding::Target(_, target)
                        if self.script.is_instance(*target, "GlueContext"))
                    };
                    if bindings.iter().any(context) {
                        found.entry(name).or_default().push(body);
                    }
                }
            }
            found
        });
        held.get(attr).map_or(&[], Vec::as_slice)
    }

    /// Whether what is assigned to a target is a context that nothing makes right there.
    fn takes(&self, target: ExprId) -> bool {
        let (module, scopes) = (self.script.module, self.script.scopes);
        if !self.script.is_instance(target, "GlueContext") {
            return false;
        }
        match &module.stmt(scopes.stmt_of(target)).kind {
            StmtKind::Assign { targets, value: Some(value), .. } => {
                let part = matches!(
                    module.expr(module.unparen(*value)).kind,
                    ExprKind::Subscript(..) | ExprKind::Await(_)
                );
                !targets.contains(&target) || part
            }
            _ => true,
        }
    }

    /// The first use of a name that holds a `GlueContext` and is seen from `at`.
    pub(super) fn context_seen_from(&self, at: ExprId) -> Option<(ExprId, ScopeId, &'a str)> {
        let contexts = self.index.contexts.get_or_init(|| self.contexts());
        let from = self.script.scopes.scope_of(at);
        let seen = contexts.names.iter().filter_map(|name| {
            let owner = self.script.scopes.resolve(from, name)?;
            let (start, id) = contexts.first.get(&(owner, name))?;
            Some((*start, *id, owner, *name))
        });
        seen.min_by_key(|found| found.0).map(|(_, id, owner, name)| (id, owner, name))
    }

    fn contexts(&self) -> Contexts<'a> {
        let script = self.script;
        let mut found = Contexts::default();
        let Some(class) = script.stubs.class_named("GlueContext") else { return found };
        for i in 0..script.module.expr_count() {
            #[allow(clippy::cast_possible_truncation)] // dense ids
            let id = ExprId(i as u32);
            let expr = script.module.expr(id);
            let ExprKind::Name(name) = expr.kind else { continue };
            if !script.typing.of(id).is(class) || self.is_shared_name(id, name) {
                continue;
            }
            let Some(owner) = script.scopes.resolve(script.scopes.scope_of(id), name) else {
                continue;
            };
            let start = expr.span.start;
            if let Some(known) = found.first.get_mut(&(owner, name)) {
                if start < known.0 {
                    *known = (start, id);
                }
                continue;
            }
            // What a function gave is a session by now.
            let mut bindings = script.scopes.bindings(owner, name).iter();
            let made = bindings.all(|b| match b {
                Binding::Param(..) => true,
                Binding::Target(stmt, _) => self.constructs(*stmt),
                _ => false,
            });
            if made {
                found.first.insert((owner, name), (start, id));
                if !found.names.contains(&name) {
                    found.names.push(name);
                }
            }
        }
        found
    }
}
