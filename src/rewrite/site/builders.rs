//! Objects that several statements configure and one call completes (`getSink` … `writeFrame`).

use rustc_hash::FxHashMap;

use super::Site;
use crate::python::ast::{ExprId, ExprKind, StmtKind};
use crate::python::scope::Binding;
use crate::rules::RuleSet;
use crate::script::Script;

/// Gives the call that completes a builder the arguments of its constructor and setters.
pub fn fold(script: &Script<'_>, rules: &RuleSet, found: &mut FxHashMap<ExprId, Site>) {
    for spec in &rules.builders {
        let finals: Vec<ExprId> = found
            .iter()
            .filter(|(id, site)| {
                site.op.starts_with(&format!("{}.", spec.class))
                    && !spec.setters.contains(&site.op)
                    && matches!(script.module.expr(**id).kind, ExprKind::Call(..))
            })
            .map(|(id, _)| *id)
            .collect();
        for id in finals {
            let Some(parts) = parts_of(script, spec, id, found) else {
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

/// The constructor call and the setter calls of a builder variable, where the variable is made once
/// and each of its uses is one of them or a completing call.
fn parts_of(
    script: &Script<'_>,
    spec: &crate::rules::BuilderSpec,
    id: ExprId,
    found: &FxHashMap<ExprId, Site>,
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
    let scope = script.scopes.scope_of(receiver);
    let bindings = script.scopes.bindings(scope, name);
    let at = script.module.expr(id).span.start;
    // Scripts reuse one name for sink after sink: the last binding before the call counts.
    let (stmt, _) = bindings
        .iter()
        .filter_map(|b| match b {
            Binding::Target(stmt, target) => Some((*stmt, *target)),
            _ => None,
        })
        .rfind(|(stmt, _)| script.module.stmt(*stmt).span.start < at)?;
    if bindings.len() != bindings.iter().filter(|b| matches!(b, Binding::Target(..))).count() {
        return None;
    }
    let next = bindings
        .iter()
        .filter_map(|b| match b {
            Binding::Target(other, _) => Some(script.module.stmt(*other).span.start),
            _ => None,
        })
        .filter(|start| *start > at)
        .min()
        .unwrap_or(u32::MAX);
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
    let owner = script.scopes.resolve(scope, name);
    let from = script.module.stmt(stmt).span.start;
    let mut parts = vec![*value];
    for use_id in script.scopes.reads_of(owner, name).iter().copied() {
        let span = script.module.expr(use_id).span;
        if span.start < from || span.start >= next {
            continue;
        }
        let call = script.scopes.parent(use_id).and_then(|p| script.scopes.parent(p))?;
        let site = found.get(&call)?;
        if spec.setters.contains(&site.op) {
            if span.start > at || script.scopes.stmt_parent(script.scopes.stmt_of(call)) != block {
                return None;
            }
            parts.push(call);
        } else if !site.op.starts_with(&format!("{}.", spec.class)) {
            return None;
        }
    }
    Some(parts)
}
