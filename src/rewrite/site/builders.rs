//! Objects that several statements configure and one call completes (`getSink` … `writeFrame`).

use rustc_hash::FxHashMap;

use super::Site;
use super::named::{Named, child_of};
use crate::python::ast::{ExprId, ExprKind, StmtId, StmtKind};
use crate::python::scope::ScopeId;
use crate::rules::RuleSet;
use crate::script::Script;

/// Gives the call that completes a builder the arguments of its constructor and setters.
pub fn fold(script: &Script<'_>, rules: &RuleSet, found: &mut FxHashMap<ExprId, Site>) {
    let mut known = Known::default();
    for spec in &rules.builders {
        let finals: Vec<ExprId> = found
            .iter()
            .filter(|(id, site)| {
                site.is_of(&spec.class)
                    && !spec.setters.contains(&site.op)
                    && matches!(script.module.expr(**id).kind, ExprKind::Call(..))
            })
            .map(|(id, _)| *id)
            .collect();
        for id in finals {
            let Some(parts) = parts_of(script, spec, id, found, &mut known) else {
                continue;
            };
            let mut extra = Vec::new();
            let mut setters = Vec::new();
            for (at, part) in parts.iter().copied().enumerate() {
                let Some(site) = found.get(&part) else {
                    continue;
                };
                setters.push(script.scopes.stmt_of(part));
                // What is set again is set anew, with all that belongs to it.
                let again = |later: &ExprId| found.get(later).is_some_and(|s| s.op == site.op);
                if parts[at + 1..].iter().any(again) {
                    continue;
                }
                let method = site.op.rsplit('.').next().unwrap_or_default().to_owned();
                for (name, value) in &site.bound.values {
                    if name != "self" {
                        extra.push((format!("{method}.{name}"), value.clone()));
                    } else if site.op == spec.constructor {
                        extra.push(("receiver".to_owned(), value.clone()));
                    }
                }
            }
            if let Some(site) = found.get_mut(&id) {
                site.bound.values.extend(extra);
                site.setters = setters;
                site.parts = parts;
            }
        }
    }
}

/// What was found out of the variables of a script.
#[derive(Default)]
struct Known<'a> {
    names: FxHashMap<(ScopeId, &'a str), Named>,
    groups: FxHashMap<(ScopeId, &'a str, StmtId), Option<Group>>,
}

/// What a builder variable is made of between two of its bindings: the call that makes it, and each
/// call that completes it with the setters before.
struct Group {
    constructor: ExprId,
    finals: Vec<(ExprId, Vec<ExprId>)>,
}

/// The constructor call and the setter calls of a builder variable before a completing call.
fn parts_of<'a>(
    script: &'a Script<'_>,
    spec: &crate::rules::BuilderSpec,
    id: ExprId,
    found: &FxHashMap<ExprId, Site>,
    known: &mut Known<'a>,
) -> Option<Vec<ExprId>> {
    let receiver = receiver_of(script, id)?;
    if found.get(&receiver).is_some_and(|s| s.op == spec.constructor) {
        return Some(vec![receiver]);
    }
    let name = script.module.name(receiver)?;
    let owner = script.scopes.resolve(script.scopes.scope_of(receiver), name)?;
    let named = known.names.entry((owner, name));
    let named = named.or_insert_with(|| Named::of(script, owner, name));
    let at = script.module.expr(id).span.start;
    // Scripts reuse one name for sink after sink: the last binding before the call counts.
    let bound = named.bound.as_ref()?;
    let behind = bound.partition_point(|(start, _)| *start < at);
    let (_, made) = *bound[..behind].last()?;
    let group = known.groups.entry((owner, name, made));
    let group = group.or_insert_with(|| group_of(script, spec, made, named, found)).as_ref()?;
    let (_, setters) = group.finals.iter().find(|(call, _)| *call == id)?;
    Some(std::iter::once(group.constructor).chain(setters.iter().copied()).collect())
}

fn receiver_of(script: &Script<'_>, call: ExprId) -> Option<ExprId> {
    let ExprKind::Call(func, ..) = script.module.expr(call).kind else { return None };
    let ExprKind::Attribute(receiver, _) = script.module.expr(func).kind else { return None };
    Some(script.module.unparen(receiver))
}

/// All calls on a builder that a statement makes, where each of them is a setter beside it or
/// completes it: with one that stays, the variable would have to stay as well.
fn group_of(
    script: &Script<'_>,
    spec: &crate::rules::BuilderSpec,
    made: StmtId,
    named: &Named,
    found: &FxHashMap<ExprId, Site>,
) -> Option<Group> {
    let (module, scopes) = (script.module, script.scopes);
    let StmtKind::Assign { targets, value: Some(constructor), .. } = &module.stmt(made).kind else {
        return None;
    };
    let makes = found.get(constructor).is_some_and(|s| s.op == spec.constructor);
    if targets.len() != 1 || !makes {
        return None;
    }
    let from = module.stmt(made).span.start;
    let bound = named.bound.as_ref()?;
    let next = bound.iter().find(|(start, _)| *start > from).map_or(u32::MAX, |b| b.0);
    if !named.is_met_within(script, made, next) {
        return None;
    }
    let (block, _) = module.place_in_block(scopes.stmt_parent(made), made)?;
    let mut setters = Vec::new();
    let mut finals = Vec::new();
    let first = named.reads.partition_point(|read| read.start < from);
    for read in named.reads[first..].iter().take_while(|read| read.start < next) {
        let call = scopes.parent(read.id).and_then(|p| scopes.parent(p))?;
        let site = found.get(&call)?;
        let stmt = scopes.stmt_of(call);
        if !site.is_of(&spec.class) {
            return None;
        } else if !spec.setters.contains(&site.op) {
            let around = child_of(script, block, stmt)?;
            // The next turn of a loop would meet another one.
            if next < module.stmt(around).span.end {
                return None;
            }
            finals.push((call, setters.clone()));
        } else if module.holds(block, stmt) {
            setters.push(call);
        } else {
            // A setter in another block runs only sometimes.
            return None;
        }
    }
    let own: Vec<_> = setters.iter().copied().chain(finals.iter().map(|(call, _)| *call)).collect();
    // What is set behind the last call that completes it would be left without its object.
    if finals.last().is_some_and(|(_, before)| before.len() < setters.len()) {
        return None;
    }
    // Its arguments move to the call that completes it, to each of them where there are several.
    let moves = |part: &ExprId, to: ExprId| {
        let once = || finals.len() == 1 && module.holds(block, scopes.stmt_of(to));
        let receiver = receiver_of(script, to);
        receiver.is_some_and(|r| {
            arguments(script, *part)
                .all(|v| script.moves_to(v, r, &once) && !script.changes_before(v, to, &own))
        })
    };
    let all_move = finals.iter().all(|(call, setters)| {
        moves(constructor, *call) && setters.iter().all(|part| moves(part, *call))
    });
    all_move.then_some(Group { constructor: *constructor, finals })
}

fn arguments<'a>(script: &'a Script<'_>, call: ExprId) -> impl Iterator<Item = ExprId> + 'a {
    let args = match &script.module.expr(call).kind {
        ExprKind::Call(_, args, _) => &args[..],
        _ => &[],
    };
    args.iter().map(|arg| arg.value)
}
