//! A builder that each branch of an `if` makes in its own way, and that is configured and completed
//! behind it: the branches get the whole writer.

use rustc_hash::FxHashMap;

use super::named::Named;
use super::{Site, SiteKind};
use crate::python::ast::{Block, ExprId, ExprKind, StmtId, StmtKind};
use crate::rules::bind::{Bound, Value};
use crate::rules::{BuilderSpec, RuleSet};
use crate::script::Script;

/// Turns each constructor of such a builder into the call that completes it.
pub fn fold(script: &Script<'_>, rules: &RuleSet, found: &mut FxHashMap<ExprId, Site>) {
    for spec in &rules.builders {
        let Some(part) = spec.setters.first() else { continue };
        let open: Vec<ExprId> = found
            .iter()
            .filter(|(_, site)| {
                site.parts.is_empty()
                    && site.kind == SiteKind::Call
                    && site.is_of(&spec.class)
                    && !spec.setters.contains(&site.op)
            })
            .map(|(id, _)| *id)
            .collect();
        for id in open {
            let Some(Branches { made, setters, frame }) = branches(script, spec, id, found) else {
                continue;
            };
            let Some(mut last) = found.get(&id).cloned() else { continue };
            if let Some((argument, value)) = frame {
                let given = last.bound.values.values_mut();
                given
                    .filter(|v| **v == Value::Expr(argument))
                    .for_each(|v| *v = Value::Expr(value));
            }
            for constructor in made {
                let mut bound = last.bound.clone();
                take_over(&mut bound, found, constructor, spec);
                setters.iter().for_each(|setter| take_over(&mut bound, found, *setter, spec));
                let parts: Vec<ExprId> = setters.iter().copied().chain([id]).collect();
                let gone = parts.iter().copied().chain(frame.map(|(_, value)| value));
                let stmts = gone.map(|part| script.scopes.stmt_of(part)).collect();
                let site = Site { bound, setters: stmts, parts, ..last.clone() };
                found.insert(constructor, site);
            }
            if let Some(site) = found.get_mut(&id) {
                site.op.clone_from(part);
            }
        }
    }
}

/// Takes the arguments of a part under the name of its call.
fn take_over(bound: &mut Bound, found: &FxHashMap<ExprId, Site>, part: ExprId, spec: &BuilderSpec) {
    let Some(site) = found.get(&part) else { return };
    let method = site.op.rsplit('.').next().unwrap_or_default();
    for (name, value) in &site.bound.values {
        if name != "self" {
            bound.values.insert(format!("{method}.{name}"), value.clone());
        } else if site.op == spec.constructor {
            bound.values.insert("receiver".to_owned(), value.clone());
        }
    }
}

/// A builder that branches make.
struct Branches {
    /// The constructors in the branches.
    made: Vec<ExprId>,
    /// The setters behind them.
    setters: Vec<ExprId>,
    /// The argument of the completing call that is made for it alone behind the branches, and its value.
    frame: Option<(ExprId, ExprId)>,
}

/// What makes and completes a builder, where nothing else happens to the variable or between the
/// branches and the completing call.
fn branches(
    script: &Script<'_>,
    spec: &BuilderSpec,
    id: ExprId,
    found: &FxHashMap<ExprId, Site>,
) -> Option<Branches> {
    let module = script.module;
    let name = receiver(script, id)?;
    let last = script.scopes.stmt_of(id);
    let (mut setters, mut frame) = (Vec::new(), None);
    let mut before = siblings_before(script, last).iter().rev();
    let choice = loop {
        let stmt = *before.next()?;
        match call_of(script, stmt) {
            Some(call)
                if receiver(script, call) == Some(name)
                    && found.get(&call).is_some_and(|s| spec.setters.contains(&s.op)) =>
            {
                setters.push(call);
            }
            _ if frame.is_none() => {
                frame = made_for(script, id, stmt, found);
                if frame.is_none() {
                    break stmt;
                }
            }
            _ => break stmt,
        }
    };
    setters.reverse();
    let StmtKind::If(branches) = &module.stmt(choice).kind else { return None };
    if !branches.iter().any(|(test, _)| test.is_none()) {
        return None;
    }
    let made = |block: &Block| {
        let StmtKind::Assign { targets, value: Some(value), .. } =
            &module.stmt(*block.stmts.last()?).kind
        else {
            return None;
        };
        let constructs = found.get(value).is_some_and(|s| s.op == spec.constructor);
        (constructs && targets.len() == 1 && module.name(targets[0]) == Some(name))
            .then_some(*value)
    };
    let made: Vec<ExprId> = branches.iter().map(|(_, block)| made(block)).collect::<Option<_>>()?;
    let from = module.stmt(choice).span.start;
    let named = Named::of(script, script.scopes.resolve(script.scopes.scope_of(id), name)?, name);
    let at = module.expr(id).span.start;
    let next = named.bound.as_ref()?.iter().find(|(start, _)| *start > at);
    let next = next.map_or(u32::MAX, |(start, _)| *start);
    let used = named.reads.iter().filter(|read| (from..next).contains(&read.start)).count();
    (used == setters.len() + 1 && named.is_met_within(script, choice, next)).then_some(Branches {
        made,
        setters,
        frame,
    })
}

/// The argument of a call that a statement makes a `DynamicFrame` for and nothing else reads, and its value.
fn made_for(
    script: &Script<'_>,
    call: ExprId,
    stmt: StmtId,
    found: &FxHashMap<ExprId, Site>,
) -> Option<(ExprId, ExprId)> {
    let module = script.module;
    let StmtKind::Assign { targets, value: Some(value), .. } = &module.stmt(stmt).kind else {
        return None;
    };
    let [target] = targets[..] else { return None };
    let (name, value) = (module.name(target)?, module.unparen(*value));
    let ExprKind::Call(_, args, _) = &module.expr(call).kind else { return None };
    let argument = args.iter().map(|a| a.value).find(|a| module.name(*a) == Some(name))?;
    let owner = script.scopes.resolve(script.scopes.scope_of(target), name);
    let alone = script.scopes.reads_of(owner, name).len() == 1;
    let wraps = found.get(&value).is_some_and(|site| site.op == "DynamicFrame.fromDF");
    (alone && wraps).then_some((argument, value))
}

fn receiver<'s>(script: &Script<'s>, call: ExprId) -> Option<&'s str> {
    let ExprKind::Call(callee, ..) = script.module.expr(call).kind else { return None };
    let ExprKind::Attribute(value, _) = script.module.expr(callee).kind else { return None };
    script.module.name(value)
}

fn call_of(script: &Script<'_>, stmt: StmtId) -> Option<ExprId> {
    match script.module.stmt(stmt).kind {
        StmtKind::Expr(e) => Some(script.module.unparen(e)),
        _ => None,
    }
}

fn siblings_before<'a>(script: &'a Script<'_>, stmt: StmtId) -> &'a [StmtId] {
    let found = script.module.place_in_block(script.scopes.stmt_parent(stmt), stmt);
    found.map_or(&[], |(block, at)| &block.stmts[..at])
}
