//! Chains of calls on Spark's readers and writers.

use crate::python::ast::{Arg, ExprId, ExprKind};
use crate::script::Script;

/// The calls of a chain in front of one of them, nearest first, and whether all of them are known: the
/// chain begins at a session or a frame.
pub(super) fn before<'s>(script: &Script<'s>, call: ExprId) -> (Vec<(&'s str, ExprId)>, bool) {
    let module = script.module;
    let mut found = Vec::new();
    let mut at = call;
    while let ExprKind::Call(callee, ..) = &module.expr(at).kind
        && let ExprKind::Attribute(receiver, _) = &module.expr(*callee).kind
    {
        let Some(value) = script.constant(*receiver) else { return (found, false) };
        at = value;
        match &module.expr(at).kind {
            ExprKind::Call(callee, ..) => {
                if let ExprKind::Attribute(_, attr) = &module.expr(*callee).kind {
                    found.push((attr.text, at));
                }
            }
            ExprKind::Attribute(_, attr) => {
                let starts = ["read", "readStream", "write", "writeStream"].contains(&attr.text);
                return (found, starts);
            }
            _ => break,
        }
    }
    (found, false)
}

/// Whether a reader is told its schema, which Delta refuses, or may be.
pub(super) fn may_have_schema(script: &Script<'_>, call: ExprId) -> bool {
    let (calls, known) = before(script, call);
    !known || calls.iter().any(|(name, _)| *name == "schema")
}

/// The first argument of a call of a chain, where it is written out.
pub(super) fn first_literal(script: &Script<'_>, call: ExprId) -> Option<String> {
    let ExprKind::Call(_, args, _) = &script.module.expr(call).kind else { return None };
    script.literal(args.first()?.value)
}

/// The first argument of the call that completes a chain of options.
pub(super) fn completing(script: &Script<'_>, call: ExprId, ends: &[&str]) -> Option<ExprId> {
    let (name, end) = end_of(script, call)?;
    if !ends.contains(&name) {
        return None;
    }
    path_argument(script, end)
}

/// The path that a `load` or a `save` is given first.
pub(super) fn path_argument(script: &Script<'_>, call: ExprId) -> Option<ExprId> {
    let ExprKind::Call(_, args, _) = &script.module.expr(call).kind else { return None };
    let named = |arg: &Arg<'_>| arg.name.is_none_or(|n| n.text == "path");
    args.first().filter(|arg| arg.stars == 0 && named(arg)).map(|arg| arg.value)
}

pub(super) fn ends_with(script: &Script<'_>, call: ExprId, ends: &[&str]) -> bool {
    end_of(script, call).is_some_and(|(name, _)| ends.contains(&name))
}

/// The last call of the chain that goes on behind a call, with its name.
pub(super) fn end_of<'s>(script: &Script<'s>, call: ExprId) -> Option<(&'s str, ExprId)> {
    let module = script.module;
    let mut last = None;
    let mut at = call;
    while let Some(parent) = script.scopes.parent(at) {
        match &module.expr(parent).kind {
            ExprKind::Paren(_) => at = parent,
            ExprKind::Attribute(value, attr) if *value == at => {
                let outer = script.scopes.parent(parent)?;
                match &module.expr(outer).kind {
                    ExprKind::Call(callee, ..) if *callee == parent => {
                        last = Some((attr.text, outer));
                        at = outer;
                        if ["load", "save", "saveAsTable", "table"].contains(&attr.text) {
                            break;
                        }
                    }
                    _ => break,
                }
            }
            _ => break,
        }
    }
    last
}
