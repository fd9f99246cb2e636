//! Names that a text reads and nothing in it binds: after a rewrite there must be no new ones.

use std::collections::BTreeSet;

use crate::python::ast::{ExprId, ExprKind, Module};
use crate::python::builtins::is_builtin;
use crate::python::parse;
use crate::python::scope::Scopes;

/// The names that are read without being bound, builtins aside; `None` where the text does not parse.
pub fn free_names(text: &str) -> Option<BTreeSet<String>> {
    let module = parse(text).ok()?;
    Some(unbound(&module, &Scopes::of(&module)))
}

/// As [`free_names`], of a text that was parsed.
pub fn unbound(module: &Module<'_>, scopes: &Scopes<'_>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for i in 0..module.expr_count() {
        #[allow(clippy::cast_possible_truncation)] // dense ids
        let id = ExprId(i as u32);
        if let ExprKind::Name(name) = module.expr(id).kind
            && !scopes.is_store(id)
            && !is_builtin(name)
            && scopes.resolve(scopes.scope_of(id), name).is_none()
        {
            found.insert(name.to_owned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bound_names_and_builtins_are_not_free() {
        let text = "import a\nb = [c for c in range(3)]\ndef d(e, *f):\n    return e, f, g, h\n\
                    g = 1\nprint(a, b, [i for i in j], lambda k: k)\n";
        let found: Vec<_> = free_names(text).unwrap().into_iter().collect();
        assert_eq!(found, ["h", "j"]);
    }
}
