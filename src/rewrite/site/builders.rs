//! Objects that several statements configure and one call completes (`getSink` … `writeFrame`).

use rustc_hash::FxHashMap;

use super::Site;
use crate::python::ast::{ExprId, ExprKind, StmtId, StmtKind};
use crate::python::scope::{Binding, ScopeId};
use crate::rules::RuleSet;
use crate::script::Script;

/// Gives the call that completes a builder the arguments of its constructor and setters.
pub fn fold(script: &Script<'_>, rules: &RuleSet, found: &mut FxHashMap<ExprId, Site>) {
    let mut names = FxHashMap::default();
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
            let Some(parts) = parts_of(script, spec, id, found, &mut names) else {
                continue;
            };
            let mut extra = Vec::new();
            let mut setters = Vec::new();
            for part in parts.iter().copied() {
                let Some(site) = found.get(&part) else {
                    continue;
                };
                let method = site.op.rsplit('.').next().unwrap_or_default().to_owned();
                for (name, value) in &site.bound.values {
                    if name != "self" {
                        extra.push((format!("{method}.{name}"), value.clone()));
                    } else if site.op == spec.constructor {
                        extra.push(("receiver".to_owned(), value.clone()));
                    }
                }
                setters.push(script.scopes.stmt_of(part));
            }
            if let Some(site) = found.get_mut(&id) {
                site.bound.values.extend(extra);
                site.setters = setters;
                site.parts = parts;
            }
        }
    }
}

/// Where a name is bound and read, each in order of place.
struct Named {
    /// `None` where anything but targets binds it.
    bound: Option<Vec<(u32, StmtId)>>,
    reads: Vec<(u32, ExprId)>,
}

impl Named {
    fn of(script: &Script<'_>, owner: ScopeId, name: &str) -> Self {
        let module = script.module;
        let bindings = script.scopes.bindings(owner, name).iter();
        let bound = bindings.map(|binding| match binding {
            Binding::Target(stmt, _) => Some((module.stmt(*stmt).span.start, *stmt)),
            _ => None,
        });
        let mut bound: Option<Vec<_>> = bound.collect();
        bound.iter_mut().for_each(|all| all.sort_by_key(|(start, _)| *start));
        let reads = script.scopes.reads_of(Some(owner), name).iter();
        let mut reads: Vec<_> = reads.map(|id| (module.expr(*id).span.start, *id)).collect();
        reads.sort_unstable();
        Self { bound, reads }
    }
}

/// The constructor call and the setter calls of a builder variable, where the variable is made once
/// and each of its uses is one of them or a completing call.
fn parts_of<'a>(
    script: &'a Script<'_>,
    spec: &crate::rules::BuilderSpec,
    id: ExprId,
    found: &FxHashMap<ExprId, Site>,
    names: &mut FxHashMap<(ScopeId, &'a str), Named>,
) -> Option<Vec<ExprId>> {
    let ExprKind::Call(func, ..) = script.module.expr(id).kind else {
        return None;
    };
    let ExprKind::Attribute(receiver, _) = script.module.expr(func).kind else {
        return None;
    };
    let receiver = script.module.unparen(receiver);
    let is = |e: ExprId, op: &str| found.get(&e).is_some_and(|s| s.op == op);
    if is(receiver, &spec.constructor) {
        return Some(vec![receiver]);
    }
    let name = script.module.name(receiver)?;
    let owner = script.scopes.resolve(script.scopes.scope_of(receiver), name)?;
    let named = names.entry((owner, name)).or_insert_with(|| Named::of(script, owner, name));
    let at = script.module.expr(id).span.start;
    // Scripts reuse one name for sink after sink: the last binding before the call counts.
    let bound = named.bound.as_ref()?;
    let behind = bound.partition_point(|(start, _)| *start < at);
    let (from, stmt) = *bound[..behind].last()?;
    let next = bound[behind..].iter().find(|(start, _)| *start > at).map_or(u32::MAX, |b| b.0);
    let StmtKind::Assign { targets, value: Some(value), .. } = &script.module.stmt(stmt).kind
    else {
        return None;
    };
    if targets.len() != 1 || !is(*value, &spec.constructor) {
        return None;
    }
    // A setter in another block runs only sometimes.
    let block = script.scopes.stmt_parent(stmt);
    if script.scopes.stmt_parent(script.scopes.stmt_of(id)) != block {
        return None;
    }
    let mut parts = vec![*value];
    let mut finals = 0;
    let first = named.reads.partition_point(|(start, _)| *start < from);
    for (start, use_id) in
        named.reads[first..].iter().copied().take_while(|(start, _)| *start < next)
    {
        let call = script.scopes.parent(use_id).and_then(|p| script.scopes.parent(p))?;
        let site = found.get(&call)?;
        if spec.setters.contains(&site.op) {
            if start > at || script.scopes.stmt_parent(script.scopes.stmt_of(call)) != block {
                return None;
            }
            parts.push(call);
        } else if !site.is_of(&spec.class) {
            return None;
        } else {
            finals += 1;
        }
    }
    // Its arguments move to the call that completes it, to each of them where there are several.
    let moves = |value: &ExprId| script.moves_to(*value, receiver, &|| finals == 1);
    parts.iter().all(|part| arguments(script, *part).all(|value| moves(&value))).then_some(parts)
}

fn arguments<'a>(script: &'a Script<'_>, call: ExprId) -> impl Iterator<Item = ExprId> + 'a {
    let args = match &script.module.expr(call).kind {
        ExprKind::Call(_, args, _) => &args[..],
        _ => &[],
    };
    args.iter().map(|arg| arg.value)
}
