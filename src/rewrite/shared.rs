//! What a script shares with the rest of its run: names that others import, and the places where a
//! `GlueContext` is handed over that must stay one.

use super::render::{Mode, Renderer};
use crate::python::ast::{ExprId, ExprKind, StmtId, StmtKind};
use crate::python::scope::{Binding, ScopeId, ScopeKind};
use crate::types::{Callee, DefId, Slot, Ty};

impl Renderer<'_> {
    /// Notes what the rest of the run reads of this module, and what it needs as it was.
    pub(super) fn note_run(&self) {
        let view = self.script.view;
        let Some(asked) = view.asked() else { return };
        for (module, name) in &asked.reads {
            let slot = Slot::Name(*module, name.clone());
            let needed = view.world.kept.contains(&slot);
            let ty = self.script.typing.names.get(name);
            // Whoever reads what is Glue's is rewritten too.
            if ty.is_some_and(|ty| self.is_glue(ty)) && !needed {
                continue;
            }
            self.note(|f| {
                f.inserted_reads.insert((ScopeId(0), name.clone()));
                f.attr_reads.insert(name.clone());
                if needed && ty.is_some_and(|ty| self.is_context(ty)) {
                    f.verbatim.insert((ScopeId(0), name.clone()));
                }
            });
        }
        for slot in &view.world.kept {
            if let Slot::Attr(class, name) = slot
                && (class.module == view.here
                    || self.script.typing.asks.reads.contains(&(class.module, name.clone())))
            {
                self.note(|f| {
                    f.verbatim_attrs.insert(name.clone());
                });
            }
        }
    }

    /// Notes the names of other modules that are Glue's and still read.
    pub(super) fn note_foreign_reads(&self) {
        if self.script.view.world.offers.is_empty() {
            return;
        }
        let facts = self.facts.borrow();
        let alive = facts.survivors.iter().copied();
        let found: Vec<Slot> = alive
            .filter(|id| self.is_glue(self.script.typing.of(*id)))
            .filter_map(|id| self.origin(id))
            .collect();
        drop(facts);
        self.note(|f| f.kept.extend(found));
    }

    fn is_glue(&self, ty: &Ty) -> bool {
        let stubs = self.script.stubs;
        ty.members().iter().all(|m| match m {
            Ty::Instance(class) | Ty::Kept(class) | Ty::Class(class) => stubs.class(*class).glue,
            Ty::Func(func) | Ty::Bound(func, _) => stubs.func(*func).glue,
            _ => false,
        })
    }

    fn is_context(&self, ty: &Ty) -> bool {
        self.script.stubs.class_named("GlueContext").is_some_and(|class| ty.may_be(class))
    }

    /// The module and name that a name was imported from.
    fn origin(&self, id: ExprId) -> Option<Slot> {
        let script = self.script;
        let name = script.module.name(id)?;
        let Some(owner) = script.scopes.resolve(script.scopes.scope_of(id), name) else {
            let stars = &script.scopes.scope(ScopeId(0)).stars;
            let found = stars.iter().rev().find_map(|(_, path)| {
                let module = script.view.resolve(path)?;
                script.view.world.offers(module)?.names.contains_key(name).then_some(module)
            });
            return Some(Slot::Name(found?, name.to_owned()));
        };
        script.scopes.scope(owner).names.get(name)?.iter().find_map(|b| {
            let Binding::Import(stmt) = b else { return None };
            let StmtKind::ImportFrom { module, names, .. } = &script.module.stmt(*stmt).kind else {
                return None;
            };
            let alias = names.iter().find(|a| a.bound() == name)?;
            Some(Slot::Name(script.view.resolve(module)?, alias.path.to_owned()))
        })
    }

    /// Notes that an attribute must stay a `GlueContext`, wherever it is set.
    pub(super) fn keep_attribute(&self, value: ExprId, attr: &str) {
        let world = self.script.view.world;
        for member in self.script.typing.of(value).members() {
            let slot = match member {
                Ty::LocalInstance(class) | Ty::LocalClass(class) => {
                    let owner = world.owner(*class, attr).unwrap_or(*class);
                    Slot::Attr(owner, attr.to_owned())
                }
                Ty::File(module) => Slot::Name(*module, attr.to_owned()),
                _ => continue,
            };
            self.note(|f| {
                f.kept.insert(slot);
            });
        }
    }

    /// Whether a value that is handed over must stay a `GlueContext`.
    pub(super) fn keeps(&self, slot: &Slot) -> bool {
        self.plan.facts.kept.contains(slot) || self.script.view.world.kept.contains(slot)
    }

    /// Notes that what a call gives must stay a `GlueContext`.
    pub(super) fn keep_result(&self, call: ExprId) {
        if let Some(Callee::Local { def, .. }) = self.script.typing.callees.get(&call)
            && self.script.is_instance(call, "GlueContext")
        {
            self.note(|f| {
                f.kept.insert(Slot::Returns(*def));
            });
        }
    }

    /// Whether a call gives a `GlueContext` that stayed one.
    pub(super) fn gives_context(&self, call: ExprId) -> bool {
        matches!(self.script.typing.callees.get(&call),
            Some(Callee::Local { def, .. }) if self.keeps(&Slot::Returns(*def)))
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
                    ScopeKind::Function(def) => self.keeps(&Slot::Returns(self.here(def))),
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
                .is_some_and(|s| self.plan.facts.verbatim.contains(&(s, name.to_owned()))),
            ExprKind::Attribute(_, attr) => self.plan.facts.verbatim_attrs.contains(attr.text),
            _ => false,
        }
    }

    pub(super) fn here(&self, stmt: StmtId) -> DefId {
        DefId { module: self.script.view.here, stmt }
    }
}
