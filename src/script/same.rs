//! Places in a script that may hold the same list, dict or set: names, what is inside of them, attributes, results.

use rustc_hash::FxHashMap;

use super::mutated::{exprs, stmts};
use crate::python::ast::{
    Arg, Block, ExprId, ExprKind, FunctionDef, Module, Param, ParamKind, StmtKind,
};

/// Where an object is kept, in whatever scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Place<'s> {
    /// `name`
    Name(&'s str),
    /// `name[…]`
    Inside(&'s str),
    /// `….name`
    Attribute(&'s str),
    /// `name(…)`, a function of the module.
    Result(&'s str),
}

/// For each place those whose object it may have been given.
pub(super) type Aliases<'s> = FxHashMap<Place<'s>, Vec<Place<'s>>>;

/// Where the object that an expression gives is kept.
pub(super) fn places<'s>(module: &Module<'s>, id: ExprId) -> Vec<Place<'s>> {
    match &module.expr(id).kind {
        ExprKind::Name(name) => vec![Place::Name(name)],
        ExprKind::Paren(inner) | ExprKind::Await(inner) | ExprKind::Star(_, inner) => {
            places(module, *inner)
        }
        ExprKind::IfElse { body, orelse, .. } => both(module, *body, *orelse),
        ExprKind::BoolOp(left, _, right) | ExprKind::Walrus(left, right) => {
            both(module, *left, *right)
        }
        ExprKind::Attribute(_, attr) => vec![Place::Attribute(attr.text)],
        ExprKind::Subscript(value, _) => inside(module, *value),
        ExprKind::Call(func, ..) => match module.expr(*func).kind {
            ExprKind::Name(name) => vec![Place::Result(name)],
            ExprKind::Attribute(value, attr) => {
                let part = matches!(attr.text, "get" | "pop" | "popitem" | "setdefault");
                let mut found = if part { inside(module, value) } else { Vec::new() };
                found.push(Place::Result(attr.text));
                found
            }
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn both<'s>(module: &Module<'s>, one: ExprId, other: ExprId) -> Vec<Place<'s>> {
    let mut found = places(module, one);
    found.extend(places(module, other));
    found
}

/// Where what is inside of an expression's object is kept: `options` of `options["paths"][0]`.
fn inside<'s>(module: &Module<'s>, mut id: ExprId) -> Vec<Place<'s>> {
    loop {
        match module.expr(id).kind {
            ExprKind::Name(name) => return vec![Place::Inside(name)],
            ExprKind::Subscript(value, _) | ExprKind::Paren(value) => id = value,
            _ => return elements(module, id),
        }
    }
}

/// Functions of Python that give the elements of what they are given.
const GATHER: [&str; 9] =
    ["dict", "enumerate", "iter", "list", "reversed", "set", "sorted", "tuple", "zip"];

/// Where the elements of a list, dict or set are kept.
fn elements<'s>(module: &Module<'s>, id: ExprId) -> Vec<Place<'s>> {
    match &module.expr(id).kind {
        ExprKind::Name(name) => vec![Place::Inside(name)],
        ExprKind::List(all) | ExprKind::Tuple(all) | ExprKind::Set(all) => {
            all.iter().flat_map(|one| places(module, *one)).collect()
        }
        ExprKind::Dict(all) => all.iter().flat_map(|(_, one)| places(module, *one)).collect(),
        ExprKind::Paren(inner) => elements(module, *inner),
        ExprKind::Subscript(value, _) => inside(module, *value),
        ExprKind::Call(func, args, _) => match module.expr(*func).kind {
            ExprKind::Attribute(value, attr)
                if matches!(attr.text, "values" | "items" | "copy") =>
            {
                elements(module, value)
            }
            ExprKind::Name(name) if GATHER.contains(&name) => {
                args.iter().flat_map(|arg| elements(module, arg.value)).collect()
            }
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// What the statements and calls of a module make the same.
pub(super) fn aliases<'s>(module: &Module<'s>) -> Aliases<'s> {
    let mut same = Aliases::default();
    let mut callables = Callables::default();
    for id in stmts(module) {
        match &module.stmt(id).kind {
            StmtKind::Assign { targets, value: Some(value), .. } => {
                for target in targets {
                    assigned(module, *target, *value, &mut same);
                }
                if let (Some(name), ExprKind::Lambda(params, _)) =
                    (targets.first().and_then(|t| module.name(*t)), &module.expr(*value).kind)
                {
                    callables.entry(name).or_default().push(params);
                }
            }
            StmtKind::For { target, iter, .. } => looped(module, *target, *iter, &mut same),
            StmtKind::Def(def) => {
                callables.entry(def.name.text).or_default().push(&def.params);
                returned(module, def, &def.body, &mut same);
            }
            StmtKind::Class(class) => {
                for inner in &class.body.stmts {
                    if let StmtKind::Def(def) = &module.stmt(*inner).kind
                        && def.name.text == "__init__"
                    {
                        let params = def.params.get(1..).unwrap_or_default();
                        callables.entry(class.name.text).or_default().push(params);
                    }
                }
            }
            _ => {}
        }
    }
    for id in exprs(module) {
        match &module.expr(id).kind {
            ExprKind::Walrus(target, value) => assigned(module, *target, *value, &mut same),
            ExprKind::Comprehension(_, _, _, clauses) => {
                for clause in clauses {
                    looped(module, clause.target, clause.iter, &mut same);
                }
            }
            ExprKind::Call(func, args, _) => handed(module, *func, args, &callables, &mut same),
            _ => {}
        }
    }
    same
}

fn assigned<'s>(module: &Module<'s>, target: ExprId, value: ExprId, same: &mut Aliases<'s>) {
    match (&module.expr(target).kind, &module.expr(module.unparen(value)).kind) {
        (ExprKind::Name(name), _) => {
            same.entry(Place::Name(name)).or_default().extend(places(module, value));
            same.entry(Place::Inside(name)).or_default().extend(elements(module, value));
        }
        (ExprKind::Attribute(_, attr), _) => {
            same.entry(Place::Attribute(attr.text)).or_default().extend(places(module, value));
        }
        (ExprKind::Subscript(holder, _), _) => {
            for place in inside(module, *holder) {
                same.entry(place).or_default().extend(places(module, value));
            }
        }
        (ExprKind::Tuple(targets) | ExprKind::List(targets), ExprKind::Tuple(values))
            if targets.len() == values.len() =>
        {
            for (target, value) in targets.iter().zip(values) {
                assigned(module, *target, *value, same);
            }
        }
        _ => looped(module, target, value, same),
    }
}

/// Each name of a target is an element of what is iterated or taken apart.
fn looped<'s>(module: &Module<'s>, target: ExprId, iter: ExprId, same: &mut Aliases<'s>) {
    match &module.expr(target).kind {
        ExprKind::Name(name) => {
            same.entry(Place::Name(name)).or_default().extend(elements(module, iter));
        }
        ExprKind::Tuple(all) | ExprKind::List(all) => {
            all.iter().for_each(|one| looped(module, *one, iter, same));
        }
        ExprKind::Paren(inner) | ExprKind::Star(_, inner) => looped(module, *inner, iter, same),
        _ => {}
    }
}

/// What a function gives back, that of functions inside of it aside.
fn returned<'s>(module: &Module<'s>, def: &FunctionDef<'s>, block: &Block, same: &mut Aliases<'s>) {
    for id in &block.stmts {
        match &module.stmt(*id).kind {
            StmtKind::Return(Some(value)) => {
                same.entry(Place::Result(def.name.text))
                    .or_default()
                    .extend(places(module, *value));
            }
            StmtKind::Def(_) | StmtKind::Class(_) => {}
            _ => module.each_block(*id, |inner| returned(module, def, inner, same)),
        }
    }
}

/// The parameters of the functions, lambdas and classes of a module by their names.
type Callables<'m, 's> = FxHashMap<&'s str, Vec<&'m [Param<'s>]>>;

/// The parameters that take what a call hands to a function of the module.
fn handed<'s>(
    module: &Module<'s>,
    func: ExprId,
    args: &[Arg<'s>],
    callables: &Callables<'_, 's>,
    same: &mut Aliases<'s>,
) {
    let (name, method) = match module.expr(func).kind {
        ExprKind::Name(name) => (name, false),
        ExprKind::Attribute(_, attr) => (attr.text, true),
        _ => return,
    };
    for params in callables.get(name).into_iter().flatten() {
        let own = params.first().is_some_and(|p| matches!(p.name.text, "self" | "cls"));
        let params = if own && method { &params[1..] } else { params };
        for (at, arg) in args.iter().enumerate().filter(|(_, arg)| arg.stars == 0) {
            let normal = match arg.name {
                Some(name) => params.iter().find(|p| p.name.text == name.text),
                None => params.get(at).filter(|p| p.kind == ParamKind::Normal),
            };
            let rest = if arg.name.is_some() { ParamKind::DoubleStar } else { ParamKind::Star };
            let place = match normal {
                Some(param) => Some(Place::Name(param.name.text)),
                None => params.iter().find(|p| p.kind == rest).map(|p| Place::Inside(p.name.text)),
            };
            if let Some(place) = place {
                same.entry(place).or_default().extend(places(module, arg.value));
            }
        }
    }
}
