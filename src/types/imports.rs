//! What imports bind.

use super::{Infer, Ty};
use crate::python::ast::Alias;
use crate::stubs::Export;

impl<'a, 's: 'a> Infer<'a, 's> {
    pub(super) fn import_from(
        &mut self,
        from: &str,
        names: impl Iterator<Item = (&'a str, &'a str)>,
        star: bool,
    ) {
        for (name, bound) in names {
            let ty = match self.stubs.export(from, name) {
                Some(export) => export_type(export),
                None => self.imported(from, name),
            };
            self.assign_name(bound, ty);
        }
        if star {
            for (name, export) in self.stubs.star(from) {
                self.assign_name(name, export_type(export.clone()));
            }
            self.import_star(from);
        }
    }

    /// What `import a.b` or `import a.b as c` binds.
    pub(super) fn import(&mut self, alias: &Alias<'s>) -> Ty {
        let path = if alias.asname.is_some() { alias.path } else { alias.bound() };
        if self.stubs.has_module(path) {
            return Ty::Module(path.into());
        }
        let Some(module) = self.view.resolve(alias.path) else { return Ty::Unknown };
        let depth = alias.path.matches('.').count();
        match u8::try_from(depth) {
            Ok(depth) if depth > 0 && alias.asname.is_none() => {
                let new = Ty::Path(module, depth);
                // `import a.b` and `import a.c` bind one name to both.
                match self.env.get(path) {
                    Some(old @ (Ty::Path(..) | Ty::Union(_) | Ty::File(_))) => {
                        old.clone().join(new)
                    }
                    _ => new,
                }
            }
            _ => Ty::File(module),
        }
    }

    /// `from m import *` of a module of the run.
    pub(super) fn import_star(&mut self, from: &str) {
        let view = self.view;
        let Some(module) = view.resolve(from) else { return };
        let Some(offers) = view.world.offers(module) else { return };
        let mut names: Vec<_> = offers.names.iter().filter(|(n, _)| !n.starts_with('_')).collect();
        names.sort_unstable_by_key(|(name, _)| *name);
        for (name, ty) in names {
            if !self.scopes.reads_of(None, name).is_empty() || view.is_package() {
                self.out.asks.reads.insert((module, name.clone()));
            }
            self.assign_name(name, ty.clone());
        }
    }
}

pub(super) fn export_type(export: Export) -> Ty {
    match export {
        Export::Class(id) => Ty::Class(id),
        Export::Func(id) => Ty::Func(id),
        Export::Module(path) => Ty::Module(path.into()),
        Export::Value(value) => (&value).into(),
    }
}
