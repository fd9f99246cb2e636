//! Names whose value is changed in place, or that are bound again by what they hold.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::python::ast::{Arg, ExprId, ExprKind, Module, Param, ParamKind, StmtId, StmtKind};

/// Methods that change a list, a dict or a set.
const MUTATORS: [&str; 11] = [
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
        if let ExprKind::Call(func, ..) = module.expr(id).kind
            && let ExprKind::Attribute(value, attr) = module.expr(func).kind
            && is_mutator(attr.text)
        {
            found.extend(holder(module, value));
        }
    }
    for id in stmts(module) {
        let targets: &[ExprId] = match &module.stmt(id).kind {
            StmtKind::Assign { targets, .. } | StmtKind::Delete(targets) => targets,
            StmtKind::AugAssign(target, _) => std::slice::from_ref(target),
            _ => continue,
        };
        for target in targets {
            match module.expr(*target).kind {
                ExprKind::Subscript(value, _) => found.extend(holder(module, value)),
                ExprKind::Name(name) if matches!(module.stmt(id).kind, StmtKind::AugAssign(..)) => {
                    added.insert(name);
                }
                _ => {}
            }
        }
    }
    spread(module, &mut found);
    found.extend(added);
    found
}

/// The name of what holds a part: `options` of `options["paths"][0]`.
fn holder<'s>(module: &Module<'s>, mut id: ExprId) -> Option<&'s str> {
    loop {
        match module.expr(id).kind {
            ExprKind::Name(name) => return Some(name),
            ExprKind::Subscript(value, _) | ExprKind::Paren(value) => id = value,
            _ => return None,
        }
    }
}

/// Adds the names that stand for the same object: `other = options`, and what is handed to a function of the
/// module that changes it.
fn spread<'s>(module: &Module<'s>, found: &mut FxHashSet<&'s str>) {
    let mut same: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
    for id in stmts(module) {
        if let StmtKind::Assign { targets, value: Some(value), .. } = &module.stmt(id).kind
            && let Some(value) = module.name(module.unparen(*value))
        {
            for target in targets.iter().filter_map(|target| module.name(*target)) {
                same.entry(target).or_default().push(value);
            }
        }
    }
    for (param, given) in handed(module) {
        same.entry(param).or_default().push(given);
    }
    let mut open: Vec<&str> = found.iter().copied().collect();
    while let Some(name) = open.pop() {
        for other in same.get(name).into_iter().flatten() {
            if found.insert(other) {
                open.push(other);
            }
        }
    }
}

/// The names that calls hand to functions of the module, with the parameters that take them.
fn handed<'s>(module: &Module<'s>) -> Vec<(&'s str, &'s str)> {
    let mut functions: FxHashMap<&str, Vec<&[Param<'s>]>> = FxHashMap::default();
    for id in stmts(module) {
        if let StmtKind::Def(def) = &module.stmt(id).kind {
            functions.entry(def.name.text).or_default().push(&def.params);
        }
    }
    let mut found = Vec::new();
    for id in exprs(module) {
        let ExprKind::Call(func, args, _) = &module.expr(id).kind else { continue };
        let (name, method) = match module.expr(*func).kind {
            ExprKind::Name(name) => (name, false),
            ExprKind::Attribute(_, attr) => (attr.text, true),
            _ => continue,
        };
        for params in functions.get(name).into_iter().flatten() {
            let own = params.first().is_some_and(|p| matches!(p.name.text, "self" | "cls"));
            let params = if method && own { &params[1..] } else { params };
            let pair = |(at, arg): (usize, &Arg<'s>)| {
                let given = module.name(arg.value).filter(|_| arg.stars == 0)?;
                let param = match arg.name {
                    Some(name) => params.iter().find(|p| p.name.text == name.text)?,
                    None => params.get(at).filter(|p| p.kind == ParamKind::Normal)?,
                };
                Some((param.name.text, given))
            };
            found.extend(args.iter().enumerate().filter_map(pair));
        }
    }
    found
}

// Ids are dense and fit in u32 as the text does.
#[allow(clippy::cast_possible_truncation)]
fn exprs(module: &Module<'_>) -> impl Iterator<Item = ExprId> {
    (0..module.expr_count()).map(|i| ExprId(i as u32))
}

#[allow(clippy::cast_possible_truncation)] // as above
fn stmts(module: &Module<'_>) -> impl Iterator<Item = StmtId> {
    (0..module.stmt_count()).map(|i| StmtId(i as u32))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::python::parse;

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
