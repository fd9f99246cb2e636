//! Names whose value is changed in place, or that are bound again by what they hold.

use std::cell::LazyCell;

use rustc_hash::{FxHashMap, FxHashSet};

use super::same::{Place, aliases, places};
use crate::python::ast::{Alias, ExprId, ExprKind, Module, StmtId, StmtKind};
use crate::python::builtins::is_builtin;

/// Methods that change a list, a dict or a set.
const MUTATORS: [&str; 16] = [
    "update",
    "append",
    "extend",
    "add",
    "setdefault",
    "pop",
    "insert",
    "clear",
    "remove",
    "popitem",
    "sort",
    "reverse",
    "discard",
    "__setitem__",
    "__delitem__",
    "difference_update",
];

/// Whether a method changes the list, dict or set that it is called on.
pub(crate) fn is_mutator(name: &str) -> bool {
    MUTATORS.contains(&name)
}

/// The names of a module that do not always hold what they are given where they are assigned.
pub(super) fn mutated<'s>(module: &Module<'s>) -> FxHashSet<&'s str> {
    let mut found = FxHashSet::default();
    let mut added = FxHashSet::default();
    for id in exprs(module) {
        if let ExprKind::Attribute(value, attr) = module.expr(id).kind
            && is_mutator(attr.text)
        {
            found.extend(places(module, value));
        }
    }
    let strange = strange_names(module);
    let bound = LazyCell::new(|| bound_names(module));
    for id in stmts(module) {
        let targets: &[ExprId] = match &module.stmt(id).kind {
            StmtKind::Assign { targets, .. } | StmtKind::Delete(targets) => targets,
            StmtKind::AugAssign(target, _) => std::slice::from_ref(target),
            StmtKind::Expr(call) => {
                found.extend(given_away(module, *call, &strange, &bound));
                continue;
            }
            _ => continue,
        };
        for target in targets {
            match module.expr(*target).kind {
                ExprKind::Subscript(value, _) => found.extend(places(module, value)),
                ExprKind::Name(name) if matches!(module.stmt(id).kind, StmtKind::AugAssign(..)) => {
                    added.insert(name);
                }
                _ => {}
            }
        }
    }
    spread(&aliases(module), &mut found);
    let names = found.into_iter().filter_map(|place| match place {
        Place::Name(name) => Some(name),
        _ => None,
    });
    names.chain(added).collect()
}

/// Modules whose functions leave alone what they are given.
const HARMLESS: [&str; 18] = [
    "awsglue",
    "awsgluedq",
    "awsglueml",
    "boto3",
    "botocore",
    "builtins",
    "datetime",
    "delta",
    "json",
    "logging",
    "os",
    "pprint",
    "pyspark",
    "pytest",
    "re",
    "sys",
    "time",
    "unittest",
];

/// The names that are imported from modules of which nothing is known here.
fn strange_names<'s>(module: &Module<'s>) -> FxHashSet<&'s str> {
    let strange = |path: &str| {
        let root = path.split('.').next().unwrap_or_default();
        !HARMLESS.contains(&root)
    };
    let mut found = FxHashSet::default();
    for id in stmts(module) {
        match &module.stmt(id).kind {
            StmtKind::Import(names) => {
                found.extend(names.iter().filter(|a| strange(a.path)).map(Alias::bound));
            }
            StmtKind::ImportFrom { module: path, names, .. } if strange(path) => {
                found.extend(names.iter().map(Alias::bound));
            }
            _ => {}
        }
    }
    found
}

/// What notebooks have without an import, and leaves alone what it is given.
const GIVEN: [&str; 2] = ["display", "displayHTML"];

/// The names that statements of the module bind, in whatever scope.
fn bound_names<'s>(module: &Module<'s>) -> FxHashSet<&'s str> {
    let mut found = FxHashSet::default();
    let mut targets: Vec<ExprId> = Vec::new();
    for id in stmts(module) {
        match &module.stmt(id).kind {
            StmtKind::Import(names) | StmtKind::ImportFrom { names, .. } => {
                found.extend(names.iter().map(Alias::bound));
            }
            StmtKind::Def(def) => {
                found.insert(def.name.text);
                found.extend(def.params.iter().map(|param| param.name.text));
            }
            StmtKind::Class(class) => {
                found.insert(class.name.text);
            }
            StmtKind::Assign { targets: all, .. } => targets.extend(all),
            StmtKind::For { target, .. } => targets.push(*target),
            StmtKind::With(items, _) => targets.extend(items.iter().filter_map(|(_, t)| *t)),
            _ => {}
        }
    }
    while let Some(target) = targets.pop() {
        found.extend(module.name(target));
        module.each_child(target, |part| targets.push(part));
    }
    found
}

/// What a statement hands to a function from elsewhere that gives nothing back: it may be called to change it.
fn given_away<'s>(
    module: &Module<'s>,
    call: ExprId,
    strange: &FxHashSet<&'s str>,
    bound: &LazyCell<FxHashSet<&'s str>, impl FnOnce() -> FxHashSet<&'s str>>,
) -> Vec<Place<'s>> {
    let ExprKind::Call(func, args, _) = &module.expr(module.unparen(call)).kind else {
        return Vec::new();
    };
    let mut root = *func;
    while let ExprKind::Attribute(value, _) = module.expr(root).kind {
        root = value;
    }
    // Classes come out of star imports, too.
    let class = |name: &str| name.starts_with(char::is_uppercase);
    let given = |name: &str| GIVEN.contains(&name) || is_builtin(name) || class(name);
    let unbound = |name: &str| root == *func && !given(name) && !bound.contains(name);
    let unknown = |name: &str| strange.contains(name) || unbound(name);
    if args.iter().all(|arg| module.name(arg.value).is_none())
        || module.name(root).is_none_or(|name| !unknown(name))
    {
        return Vec::new();
    }
    args.iter().filter_map(|arg| module.name(arg.value)).map(Place::Name).collect()
}

/// Adds the places of the same objects.
fn spread<'s>(same: &FxHashMap<Place<'s>, Vec<Place<'s>>>, found: &mut FxHashSet<Place<'s>>) {
    let mut open: Vec<Place<'s>> = found.iter().copied().collect();
    while let Some(place) = open.pop() {
        let whole = match place {
            Place::Inside(name) => Some(Place::Name(name)),
            _ => None,
        };
        for other in same.get(&place).into_iter().flatten().copied().chain(whole) {
            if found.insert(other) {
                open.push(other);
            }
        }
    }
}

// Ids are dense and fit in u32 as the text does.
#[allow(clippy::cast_possible_truncation)]
pub(super) fn exprs(module: &Module<'_>) -> impl Iterator<Item = ExprId> {
    (0..module.expr_count()).map(|i| ExprId(i as u32))
}

#[allow(clippy::cast_possible_truncation)] // as above
pub(super) fn stmts(module: &Module<'_>) -> impl Iterator<Item = StmtId> {
    (0..module.stmt_count()).map(|i| StmtId(i as u32))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::python::parse;

    fn found_in(text: &str) -> Vec<&str> {
        let module = parse(text).unwrap();
        let mut found: Vec<&str> = mutated(&module).into_iter().collect();
        found.sort_unstable();
        found
    }

    #[test]
    fn an_object_has_many_places() {
        for (text, names) in [
            ("for o in (a, b):\n    o['k'] = 1\n", &["a", "b", "o"][..]),
            ("for n, o in {'x': a}.items():\n    o.clear()\n", &["a", "o"]),
            ("all = [a, b]\nfor o in all:\n    o['k'] = 1\n", &["a", "all", "b", "o"]),
            ("all = {'x': a}\nall['x']['k'] = 1\n", &["a", "all"]),
            ("all = {'x': a}\nall['x'] = 1\n", &["all"]),
            ("all = {}\nall['x'] = a\nall['x']['k'] = 1\n", &["a", "all"]),
            ("o, n = a, 1\no['k'] = 1\n", &["a", "o"]),
            ("o = a if c else b\no['k'] = 1\n", &["a", "b", "o"]),
            ("o = all['x']\no['k'] = 1\n", &["all", "o"]),
            ("def get():\n    return a\nget()['k'] = 1\n", &["a"]),
            ("def get():\n    return a\no = get()\no['k'] = 1\n", &["a", "o"]),
            ("f = lambda o: o.update(k=1)\nf(a)\n", &["a", "o"]),
            ("def f(*all):\n    for o in all:\n        o['k'] = 1\nf(a)\n", &["a", "all", "o"]),
            (
                "class H:\n    def __init__(self, given):\n        self.kept = given\n    \
                 def set(self):\n        self.kept['k'] = 1\nH(a).set()\n",
                &["a", "given"],
            ),
            ("x = [o.clear() for o in [a]]\n", &["a", "o"]),
            ("from helper import fill\nfill(a)\nb = fill(c)\nprint(d)\n", &["a"]),
            ("import helper\nhelper.fill(a, k=b)\n", &["a", "b"]),
            ("fill(a)\nprint(b)\nlog = make()\nlog.info(c)\n", &["a"]),
            ("def f(log, o):\n    log.info(o)\nfor log in logs:\n    log.info(b)\n", &[]),
            ("import json\njson.dump(a, f)\n", &[]),
            ("clear = a.clear\nclear()\n", &["a"]),
        ] {
            assert_eq!(found_in(text), names, "{text}");
        }
    }

    #[test]
    fn changes_reach_the_names_of_the_same_object() {
        let text = "\
def fill(options, other=None):
    options['a'] = 1
class Job:
    def fill_more(self, more):
        more.update(b=2)
one = {}
alias = one
alias['k'] = 1
two = {'paths': []}
two['paths'].append('p')
three = {}
fill(three)
four = {}
Job().fill_more(more=four)
five = {}
fill({}, five)
text = base
text += '/'
";
        let module = parse(text).unwrap();
        let found = mutated(&module);
        for name in ["options", "more", "one", "alias", "two", "three", "four", "text"] {
            assert!(found.contains(name), "{name}");
        }
        for name in ["five", "base", "other"] {
            assert!(!found.contains(name), "{name}");
        }
    }
}
