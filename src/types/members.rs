//! Attributes of modules and classes of the run, wherever in it they are.

use super::world::Seen;
use super::{DefId, Infer, MethodKind, ModId, Ty};
use crate::python::ast::{FunctionDef, Module, StmtKind};
use crate::stubs::ClassId;

/// What an attribute of a class of the run is.
pub(super) enum Found {
    /// Something of this module.
    Own(Ty),
    /// Something of another module.
    Far(ModId, Ty),
    /// Something that it has from a declared class.
    Declared(ClassId),
}

impl<'a, 's: 'a> Infer<'a, 's> {
    /// Whether a definition stands in this module.
    pub(super) fn is_here(&self, def: DefId) -> bool {
        def.module == self.view.here
    }

    /// A definition of this module.
    pub(super) fn here(&self, stmt: crate::python::ast::StmtId) -> DefId {
        DefId { module: self.view.here, stmt }
    }

    /// A function that is named outside of a call may be called by anybody.
    pub(super) fn used_as_value(&mut self, def: DefId) {
        if self.is_here(def) {
            self.out.used_as_value.insert(def.stmt);
        } else {
            self.out.asks.as_value.insert(def);
        }
    }

    /// What a module of the run has under a name.
    pub(super) fn exported(&mut self, module: ModId, name: &'a str) -> Ty {
        let view = self.view;
        self.out.asks.reads.insert((module, name.to_owned()));
        let found = view.world.offers(module).and_then(|o| o.names.get(name)).cloned();
        found.unwrap_or_else(|| view.submodule(module, name).map_or(Ty::Unknown, Ty::File))
    }

    /// What `from path import name` gives, where the run has it.
    pub(super) fn imported(&mut self, path: &str, name: &'a str) -> Ty {
        if let Some(module) = self.view.resolve(path) {
            return self.exported(module, name);
        }
        let dot = if path.ends_with('.') { "" } else { "." };
        let inner = self.view.resolve(&format!("{path}{dot}{name}"));
        inner.map_or(Ty::Unknown, Ty::File)
    }

    /// An attribute of a class, its own or a base's.
    pub(super) fn find_member(&self, class: DefId, name: &'a str) -> Option<Found> {
        self.find_within(class, name, &mut Seen::default())
    }

    fn find_within(&self, class: DefId, name: &'a str, seen: &mut Seen) -> Option<Found> {
        if !seen.is_new(class) {
            return None;
        }
        if self.is_here(class) {
            if let Some(ty) = self.attrs.get((class.stmt, name)) {
                return Some(Found::Own(ty.clone()));
            }
            let StmtKind::Class(stub) = &self.module.stmt(class.stmt).kind else {
                return None;
            };
            return stub.bases.iter().find_map(|b| {
                self.out.of(b.value).members().iter().find_map(|b| self.inherited(b, name, seen))
            });
        }
        let far = self.view.world.class(class)?;
        if let Some(ty) = far.attrs.get(name) {
            return Some(Found::Far(class.module, ty.clone()));
        }
        far.bases.iter().flat_map(Ty::members).find_map(|b| self.inherited(b, name, seen))
    }

    fn inherited(&self, base: &Ty, name: &'a str, seen: &mut Seen) -> Option<Found> {
        match base {
            Ty::LocalClass(base) => self.find_within(*base, name, seen),
            Ty::Class(base) => {
                let has = self.stubs.method(*base, name).is_some()
                    || self.stubs.attr(*base, name).is_some()
                    || self.patches.get((*base, name)).is_some();
                has.then_some(Found::Declared(*base))
            }
            _ => None,
        }
    }

    /// How a method of the run is reached.
    pub(super) fn method_kind(&self, def: DefId) -> MethodKind {
        if !self.is_here(def) {
            return self.view.world.function(def).map(|f| f.kind).unwrap_or_default();
        }
        match &self.module.stmt(def.stmt).kind {
            StmtKind::Def(stub) => kind_of(self.module, stub),
            _ => MethodKind::Plain,
        }
    }
}

/// Methods that take the class without a decorator that says so.
const IMPLICIT: [&str; 2] = ["__init_subclass__", "__class_getitem__"];

/// What the decorators of a function say.
pub(super) fn kind_of(module: &Module<'_>, def: &FunctionDef<'_>) -> MethodKind {
    let is = |name: &str| def.decorators.iter().any(|d| module.name(*d) == Some(name));
    if is("property") || is("cached_property") {
        MethodKind::Property
    } else if is("staticmethod") {
        MethodKind::Static
    } else if is("classmethod") || IMPLICIT.contains(&def.name.text) {
        MethodKind::Class
    } else {
        MethodKind::Plain
    }
}
