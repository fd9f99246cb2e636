//! Names that a text reads and nothing in it binds: after a rewrite there must be no new ones.

use std::collections::BTreeSet;

use crate::python::builtins::is_builtin;
use crate::python::parse;
use crate::python::scope::Scopes;

/// The names that are read without being bound, builtins aside; `None` where the text does not parse.
pub fn free_names(text: &str) -> Option<BTreeSet<String>> {
    let module = parse(text).ok()?;
    let scopes = Scopes::of(&module);
    Some(unbound(&scopes).map(str::to_owned).collect())
}

/// As [`free_names`], of a text that was parsed.
pub fn unbound<'s>(scopes: &Scopes<'s>) -> impl Iterator<Item = &'s str> {
    scopes
        .reads()
        .filter(|(owner, name, _)| owner.is_none() && !is_builtin(name))
        .map(|(_, name, _)| name)
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
