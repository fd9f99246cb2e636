//! Methods that override others: a call of the one may reach the other, so that they share the types
//! of their parameters, and a call of the first one gives what any of them gives.

use super::members::Found;
use super::{DefId, Infer, Ty};
use crate::python::ast::{StmtId, StmtKind};

impl<'a, 's: 'a> Infer<'a, 's> {
    /// Notes which methods of a class override one of a base.
    pub(super) fn note_overrides(&mut self, class: StmtId) {
        let module = self.module;
        let StmtKind::Class(stub) = &module.stmt(class).kind else { return };
        for stmt in &stub.body.stmts {
            let StmtKind::Def(def) = &module.stmt(*stmt).kind else { continue };
            // Constructors are called by the name of their class.
            if def.name.text == "__init__" {
                continue;
            }
            let bases = stub.bases.iter().flat_map(|b| self.out.of(b.value).members());
            let found = bases.filter_map(|b| match b {
                Ty::LocalClass(base) => self.find_member(*base, def.name.text),
                _ => None,
            });
            for found in found.collect::<Vec<_>>() {
                if let Found::Own(Ty::Def(base, _)) | Found::Far(_, Ty::Def(base, _)) = found {
                    let pair = (base, self.here(*stmt));
                    if !self.out.overrides.contains(&pair) {
                        self.out.overrides.push(pair);
                    }
                }
            }
        }
    }

    /// Hands types between methods and those that override them.
    pub(super) fn share_overrides(&mut self) {
        for (base, own) in self.out.overrides.clone() {
            let theirs = self.known_params(base);
            let ours = self.known_params(own);
            // The receiver is each class's own.
            for (index, ty) in theirs.into_iter().enumerate().skip(1) {
                self.tell(own, index, ty);
            }
            for (index, ty) in ours.into_iter().enumerate().skip(1) {
                self.tell(base, index, ty);
            }
            let called = self.out.call_sites.contains_key(&own.stmt)
                || self.view.asked().is_some_and(|a| a.called.contains(&own));
            if called && !self.is_here(base) {
                self.out.asks.called.insert(base);
            }
            let gives = self.returned(own);
            if gives.is_unknown() {
                continue;
            }
            if self.is_here(base) {
                self.stale |= self.returns.learn(base.stmt, gives);
            } else {
                let slot = self.out.asks.returns.entry(base).or_insert(Ty::Never);
                *slot = std::mem::take(slot).join(gives);
            }
        }
    }

    fn known_params(&self, def: DefId) -> Vec<Ty> {
        if self.is_here(def) {
            return self.out.params.get(&def.stmt).cloned().unwrap_or_default();
        }
        self.view.world.function(def).map(|f| f.types.clone()).unwrap_or_default()
    }

    /// Joins a type into a parameter.
    fn tell(&mut self, def: DefId, index: usize, ty: Ty) {
        if ty.is_unknown() || ty == Ty::None {
            return;
        }
        if !self.is_here(def) {
            let slot = self.out.asks.args.entry((def, index)).or_insert(Ty::Never);
            *slot = std::mem::take(slot).join(ty);
            return;
        }
        let Some(slot) = self.out.params.get_mut(&def.stmt).and_then(|p| p.get_mut(index)) else {
            return;
        };
        let old = if *slot == Ty::Unknown { Ty::Never } else { slot.clone() };
        let joined = old.join(ty);
        if joined != *slot {
            *slot = joined;
            self.stale = true;
        }
    }
}
