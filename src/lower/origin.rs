//! What stands at the two ends of a value: the call that made a frame, and the call that it goes to.

use crate::python::ast::{ExprId, ExprKind, StmtKind};
use crate::rules::bind::{Bound, Value, bind};
use crate::script::Script;
use crate::types::Callee;

/// The arguments of the call that a value always comes from, behind names with one value.
pub fn maker(script: &Script<'_>, id: ExprId) -> Option<Bound> {
    called(script, script.constant(id)?).map(|(_, bound)| bound)
}

/// The operation of a call and its arguments.
pub(super) fn called<'s>(script: &'s Script<'_>, call: ExprId) -> Option<(&'s str, Bound)> {
    let ExprKind::Call(_, args, _) = &script.module.expr(call).kind else { return None };
    let Some(Callee::Op { func, .. }) = script.typing.callees.get(&call) else { return None };
    let stub = script.stubs.func(*func);
    let bound = bind(stub, None, args, |_| None);
    bound.problem.is_none().then_some((&stub.op, bound))
}

/// Where a value goes, as `operation.argument` in lower case: the one place that every read of the name
/// which it is assigned to stands in.
pub fn goal(script: &Script<'_>, value: ExprId) -> Option<String> {
    if let Some(taken) = taken(script, value) {
        return Some(taken);
    }
    let stmt = script.scopes.stmt_of(value);
    let StmtKind::Assign { targets, value: Some(assigned), .. } = &script.module.stmt(stmt).kind
    else {
        return None;
    };
    let [target] = targets[..] else { return None };
    let name = script.module.name(target).filter(|_| script.module.unparen(*assigned) == value)?;
    let owner = script.scopes.resolve(script.scopes.scope_of(target), name);
    let mut goals = script.scopes.reads_of(owner, name).iter().map(|read| taken(script, *read));
    let first = goals.next()??;
    goals.all(|other| other.as_ref() == Some(&first)).then_some(first)
}

/// The argument that an expression is, as `operation.argument` in lower case; `operation.self` where the
/// operation is called on it.
fn taken(script: &Script<'_>, value: ExprId) -> Option<String> {
    let parent = script.scopes.parent(value)?;
    if let ExprKind::Attribute(..) = script.module.expr(parent).kind {
        let call = script.scopes.parent(parent)?;
        let ExprKind::Call(callee, ..) = script.module.expr(call).kind else { return None };
        let (op, _) = called(script, call).filter(|_| callee == parent)?;
        return Some(format!("{op}.self").to_lowercase());
    }
    let (op, bound) = called(script, parent)?;
    let mut given = bound.values.iter();
    let (param, _) = given.find(|(_, v)| matches!(v, Value::Expr(e) if *e == value))?;
    Some(format!("{op}.{param}").to_lowercase())
}
