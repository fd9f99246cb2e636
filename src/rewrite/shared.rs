//! What a script shares with the rest of its run.
//!
//! Between modules a `GlueContext` is always a session: parameters, attributes, names and results that
//! another module sees. A call that stays Glue makes itself a context there, so that what is left in
//! one file never holds up another one.

use super::plan::Facts;
use super::render::{Mode, Renderer};
use crate::python::ast::{ExprId, ExprKind, StmtId, StmtKind};
use crate::python::scope::{Binding, ScopeId, ScopeKind};
use crate::script::Script;
use crate::stubs::Stubs;
use crate::types::{Asks, Callee, DefId, ModId, Ty};

impl Renderer<'_> {
    /// Notes what the rest of the run reads of this module.
    pub(super) fn note_run(&self) {
        let view = self.script.view;
        let read = self.asked().map(|a| &a.reads).into_iter().flatten().map(|(_, name)| name);
        let other = read.filter(|name| {
            let ty = self.script.typing.names.get(*name);
            // Whoever reads what is Glue's is rewritten too, and mostly reads it no more.
            !ty.is_some_and(|ty| {
                is_glue(self.script.stubs, ty) || is_made_for_glue(self.script.stubs, ty)
            })
        });
        // Who still has it may have it through modules that do not read it themselves.
        for name in other.chain(view.world.needed_of(view.here)) {
            self.note(|f| {
                f.inserted_reads.insert((ScopeId(0), name.clone()));
                f.attr_reads.insert(name.clone());
            });
        }
    }

    fn asked(&self) -> Option<&Asks> {
        self.script.view.asked()
    }

    /// Whether a name holds a value that comes from another module, or goes to one.
    pub(super) fn is_shared_name(&self, id: ExprId, name: &str) -> bool {
        let (script, view) = (self.script, self.script.view);
        let Some(asked) = self.asked() else { return false };
        let read = |name: &str| asked.reads.contains(&(view.here, name.to_owned()));
        let Some(owner) = script.scopes.resolve(script.scopes.scope_of(id), name) else {
            let stars = &script.scopes.scope(ScopeId(0)).stars;
            return stars.iter().any(|(_, path)| view.resolve(path).is_some());
        };
        let bindings = script.scopes.scope(owner).names.get(name);
        owner == ScopeId(0) && read(name)
            || bindings.into_iter().flatten().any(|b| match b {
                Binding::Param(def, _) => asked.called.contains(&self.here(*def)),
                Binding::Import(stmt) => match &script.module.stmt(*stmt).kind {
                    StmtKind::ImportFrom { module, .. } => view.resolve(module).is_some(),
                    _ => false,
                },
                _ => false,
            })
    }

    /// Whether an attribute is set or read by another module.
    pub(super) fn is_shared_attribute(&self, value: ExprId, attr: &str) -> bool {
        let view = self.script.view;
        let Some(asked) = self.asked() else { return false };
        self.script.typing.of(value).members().iter().any(|member| match member {
            Ty::LocalInstance(class) | Ty::LocalClass(class) => {
                let owner = view.world.owner(*class, attr).unwrap_or(*class);
                owner.module != view.here
                    || asked.reads.contains(&(view.here, attr.to_owned()))
                    || asked.attrs.contains_key(&(owner, attr.to_owned()))
            }
            Ty::File(_) => true,
            _ => false,
        })
    }

    /// Whether a call reaches a function that other modules call too, or have.
    fn is_shared_call(&self, call: ExprId) -> bool {
        let Some(Callee::Local { def, .. }) = self.script.typing.callees.get(&call) else {
            return false;
        };
        def.module != self.script.view.here || self.asked().is_some_and(|a| a.called.contains(def))
    }

    /// A context made on the spot.
    pub(super) fn new_context(&self) -> String {
        format!("{}({}.getOrCreate())", self.import("GlueContext"), self.import("SparkContext"))
    }

    /// What takes the place of a call of the run whose `GlueContext` is needed as one; `None` where
    /// the call gives it.
    pub(super) fn context_of_call(&self, call: ExprId) -> Option<String> {
        if !self.script.is_instance(call, "GlueContext") {
            return None;
        }
        let Some(Callee::Local { def, .. }) = self.script.typing.callees.get(&call) else {
            return None;
        };
        if self.is_shared_call(call) {
            return Some(self.new_context());
        }
        self.note(|f| {
            f.kept_returns.insert(def.stmt);
        });
        None
    }

    /// Whether a call gives a `GlueContext` that stayed one.
    pub(super) fn gives_context(&self, call: ExprId) -> bool {
        matches!(self.script.typing.callees.get(&call), Some(Callee::Local { def, .. })
            if def.module == self.script.view.here
                && self.plan.kept_returns().contains(&def.stmt))
    }

    /// How the value of a statement is rendered: as it was, where what takes it must stay Glue's.
    pub(super) fn value_mode(&self, stmt: StmtId) -> Mode {
        let module = self.script.module;
        let context = |id: ExprId| self.script.is_instance(id, "GlueContext");
        let stays = match &module.stmt(stmt).kind {
            StmtKind::Assign { targets, value: Some(value), .. } if context(*value) => {
                targets.iter().any(|t| self.is_verbatim_target(*t))
            }
            StmtKind::Return(Some(value)) if context(*value) => {
                let scopes = self.script.scopes;
                match scopes.scope(scopes.frame(scopes.scope_of_stmt(stmt))).kind {
                    ScopeKind::Function(def) => self.plan.kept_returns().contains(&def),
                    _ => false,
                }
            }
            _ => false,
        };
        if stays { Mode::Verbatim } else { Mode::Normal }
    }

    fn is_verbatim_target(&self, target: ExprId) -> bool {
        let script = self.script;
        match script.module.expr(target).kind {
            ExprKind::Name(name) => script
                .scopes
                .resolve(script.scopes.scope_of(target), name)
                .is_some_and(|s| self.plan.verbatim().contains(&(s, name.to_owned()))),
            ExprKind::Attribute(_, attr) => self.plan.verbatim_attrs().contains(attr.text),
            _ => false,
        }
    }

    pub(super) fn here(&self, stmt: StmtId) -> DefId {
        DefId { module: self.script.view.here, stmt }
    }
}

/// Whether a type is nothing but Glue's.
pub(super) fn is_glue(stubs: &Stubs, ty: &Ty) -> bool {
    ty.members().iter().all(|m| match m {
        Ty::Instance(class) | Ty::Kept(class) | Ty::Class(class) => stubs.class(*class).glue,
        Ty::Func(func) | Ty::Bound(func, _) => stubs.func(*func).glue,
        _ => false,
    })
}

/// Whether it is what a `GlueContext` is made of, which mostly goes with it.
fn is_made_for_glue(stubs: &Stubs, ty: &Ty) -> bool {
    stubs.class_named("SparkContext").is_some_and(|class| ty.is(class))
}

/// The names of Glue's classes and functions, and of what was made for them, that a rewritten script still
/// has from other modules.
pub(super) fn needed(script: &Script<'_>, facts: &Facts) -> Vec<(ModId, String)> {
    if !script.view.world.linked {
        return Vec::new();
    }
    let declared = |ty: &Ty| {
        matches!(ty, Ty::Class(_) | Ty::Func(_)) && is_glue(script.stubs, ty)
            || is_made_for_glue(script.stubs, ty)
    };
    let alive = facts.survivors.iter().filter(|id| declared(script.typing.of(*id)));
    let mut found: Vec<_> = alive.filter_map(|id| origin(script, id)).collect();
    // A package hands on what others need of it.
    for (scope, name) in &facts.inserted_reads {
        if *scope == ScopeId(0) && script.typing.names.get(name).is_some_and(declared) {
            found.extend(origin_of(script, ScopeId(0), name));
        }
    }
    found.extend(made_elsewhere(script, facts));
    found.extend(imported_unread(script));
    found.sort_unstable();
    found.dedup();
    found
}

/// What was made for Glue and is still read as an attribute of another module: `helpers.sc`.
fn made_elsewhere<'a>(
    script: &'a Script<'_>,
    facts: &'a Facts,
) -> impl Iterator<Item = (ModId, String)> + 'a {
    #[allow(clippy::cast_possible_truncation)] // dense ids
    let all = (0..script.module.expr_count()).map(|i| ExprId(i as u32));
    all.filter_map(|id| {
        let ExprKind::Attribute(value, attr) = script.module.expr(id).kind else { return None };
        let Ty::File(module) = script.typing.of(value) else { return None };
        let read = facts.attr_reads.contains(attr.text)
            && is_made_for_glue(script.stubs, script.typing.of(id));
        read.then(|| (*module, attr.text.to_owned()))
    })
}

/// What was made for Glue and is imported without being read: such an import stays as it is.
fn imported_unread(script: &Script<'_>) -> Vec<(ModId, String)> {
    let mut found = Vec::new();
    #[allow(clippy::cast_possible_truncation)] // dense ids
    for id in (0..script.module.stmt_count()).map(|i| StmtId(i as u32)) {
        let StmtKind::ImportFrom { module, names, .. } = &script.module.stmt(id).kind else {
            continue;
        };
        let Some(module) = script.view.resolve(module) else { continue };
        let Some(offers) = script.view.world.offers(module) else { continue };
        let scope = script.scopes.scope_of_stmt(id);
        for alias in names {
            let owner = script.scopes.resolve(scope, alias.bound());
            let made = offers.names.get(alias.path);
            if made.is_some_and(|ty| is_made_for_glue(script.stubs, ty))
                && script.scopes.reads_of(owner, alias.bound()).is_empty()
            {
                found.push((module, alias.path.to_owned()));
            }
        }
    }
    found
}

/// The module and name that a name was imported from.
fn origin(script: &Script<'_>, id: ExprId) -> Option<(ModId, String)> {
    let name = script.module.name(id)?;
    let owner = script.scopes.resolve(script.scopes.scope_of(id), name);
    origin_of(script, owner.unwrap_or(ScopeId(0)), name)
}

fn origin_of(script: &Script<'_>, owner: ScopeId, name: &str) -> Option<(ModId, String)> {
    let scope = script.scopes.scope(owner);
    let Some(bindings) = scope.names.get(name) else {
        // Modules that star-import each other all seem to have it from another one; one that has a star
        // import of Glue itself needs none of them.
        let gives = |path: &str| script.stubs.star(path).iter().any(|(given, _)| *given == name);
        if scope.stars.iter().any(|(_, path)| gives(path)) {
            return None;
        }
        return scope.stars.iter().rev().find_map(|(_, path)| {
            let module = script.view.resolve(path)?;
            let there = script.view.world.offers(module)?.names.contains_key(name);
            there.then(|| (module, name.to_owned()))
        });
    };
    bindings.iter().find_map(|b| {
        let Binding::Import(stmt) = b else { return None };
        let StmtKind::ImportFrom { module, names, .. } = &script.module.stmt(*stmt).kind else {
            return None;
        };
        let alias = names.iter().find(|a| a.bound() == name)?;
        Some((script.view.resolve(module)?, alias.path.to_owned()))
    })
}
