//! Functions that are handed to other functions: `map(f, …)`, `reduce(f, …)`, `pool.map(f, …)`,
//! `pool.submit(f, …)`. What is to come is held like a list of one.

use super::{Infer, Ty};
use crate::python::ast::{Arg, ExprId, ExprKind};

impl<'a, 's: 'a> Infer<'a, 's> {
    /// What a call gives that hands its first argument the items of the others.
    pub(super) fn handed(&mut self, func: ExprId, args: &[Arg<'s>], types: &[Ty]) -> Option<Ty> {
        let plain = args.iter().all(|arg| arg.stars == 0);
        let ([f, ..], [ty, given @ ..], true) = (args, types, plain) else { return None };
        let builtin = |name: &str| self.scopes.resolve(self.scope, name).is_none();
        let name = match &self.module.expr(func).kind {
            ExprKind::Name(name) if ["reduce", "as_completed"].contains(name) || builtin(name) => {
                name
            }
            // An executor's `map` takes a function and what it is called with.
            ExprKind::Attribute(_, attr) if attr.text != "filter" => attr.text,
            _ => return None,
        };
        let each: Vec<Ty> = given.iter().map(Ty::element).collect();
        match (name, given) {
            ("map" | "imap", [_, ..]) => {
                let result = self.apply(f.value, ty, &each)?;
                Some(Ty::List(Box::new(result)))
            }
            ("submit", _) => {
                let given = args[1..].iter().zip(given).filter(|(arg, _)| arg.name.is_none());
                let given: Vec<Ty> = given.map(|(_, ty)| ty.clone()).collect();
                let result = self.apply(f.value, ty, &given)?;
                Some(Ty::List(Box::new(result)))
            }
            ("as_completed", _) => matches!(ty, Ty::List(_)).then(|| ty.clone()),
            ("filter", [items]) => {
                self.apply(f.value, ty, &each);
                Some(Ty::List(Box::new(items.element())))
            }
            ("reduce", [items, first @ ..]) => {
                let element = items.element();
                let first = first.iter().cloned().fold(Ty::Never, Ty::join);
                let mut result = if first == Ty::Never { element.clone() } else { first };
                // What comes out goes in again.
                for _ in 0..2 {
                    let next = self.apply(f.value, ty, &[result.clone(), element.clone()])?;
                    result = result.join(next);
                }
                Some(result)
            }
            _ => None,
        }
    }

    /// What a function gives for arguments of these types; `None` where it is not known.
    fn apply(&mut self, f: ExprId, ty: &Ty, given: &[Ty]) -> Option<Ty> {
        match (&self.module.expr(self.module.unparen(f)).kind, ty) {
            (ExprKind::Lambda(params, body), _) => {
                let (env, scope) = (self.env.clone(), self.scope);
                for (at, param) in params.iter().enumerate() {
                    let ty = given.get(at).cloned().unwrap_or_default();
                    self.env.insert(param.name.text, ty);
                }
                self.scope = self.scopes.scope_of(*body);
                let result = self.expr(*body);
                (self.env, self.scope) = (env, scope);
                Some(result)
            }
            (_, Ty::Def(def, bound)) => {
                if def.module == self.view.here {
                    self.gets(
                        def.stmt,
                        given.iter().enumerate().map(|(at, ty)| (at + usize::from(*bound), ty)),
                    );
                }
                Some(self.returned(*def))
            }
            (_, Ty::Func(func)) => Some((&self.stubs.func(*func).returns).into()),
            _ => None,
        }
    }
}
