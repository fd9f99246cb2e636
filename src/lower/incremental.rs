//! Reads that took only new files, and the commit that made them old: Auto Loader for job bookmarks.

use super::fragments::FragmentCx;
use super::{LowerResult, Lowered, Refusal, origin};
use crate::python::ast::{ExprId, ExprKind};
use crate::rules::bind::{Bound, Value};
use crate::script::Script;
use crate::types::Callee;

/// `new_files(options, context)`: the path of a read and where its state is kept, as arguments. The
/// name of the job and the context of the read tell states apart, as they tell bookmarks apart (spec B9).
pub(super) fn new_files(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let path = only_path(cx, &args[0])?;
    let context = cx.required(&args[1])?;
    let name = cx.script.literal(context).filter(|name| !name.is_empty());
    let (Some(name), Some(job)) = (name, job_name(cx.script)) else { return Err(silent(cx)) };
    if calls(cx.script, "Job.commit").is_empty() {
        return Err(Refusal {
            expr: context,
            message: "no Job.commit() follows, so that its bookmark never moves".to_owned(),
        });
    }
    let state = state(cx, job, &name)?;
    plain(format!("{}, {state}", (cx.source)(path)))
}

/// `committed(session)`: what makes the files of all such reads of the script old, a line for each.
pub(super) fn committed(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let Some(job) = job_name(cx.script) else { return Err(silent(cx)) };
    let mut contexts: Vec<String> = Vec::new();
    for (_, bound) in calls(cx.script, &args[0]) {
        let literal = |name: &str| match bound.values.get(name) {
            Some(Value::Expr(id)) => cx.script.literal(*id),
            _ => None,
        };
        let files = literal("connection_type").is_some_and(|t| t.eq_ignore_ascii_case("s3"));
        let context = literal("transformation_ctx").filter(|name| files && !name.is_empty());
        contexts.extend(context.filter(|name| !contexts.contains(name)));
    }
    if contexts.is_empty() {
        return Err(silent(cx));
    }
    let helper = (cx.import)("forget_new_files");
    let lines: Result<Vec<String>, Refusal> =
        contexts.iter().map(|name| Ok(format!("{helper}({})", state(cx, job, name)?))).collect();
    plain(lines?.join("\n"))
}

fn state(cx: &FragmentCx<'_>, job: ExprId, context: &str) -> Result<String, Refusal> {
    let Some(root) = &cx.script.settings.incremental else { return Err(silent(cx)) };
    let root = cx.quote(root.trim_end_matches('/'));
    Ok(format!("{root}, {}, {}", (cx.source)(job), cx.quote(context)))
}

/// The name that the script gives its job, if it does so once.
fn job_name(script: &Script<'_>) -> Option<ExprId> {
    match &calls(script, "Job.init")[..] {
        [(_, bound)] => match bound.values.get("job_name") {
            Some(Value::Expr(id)) => Some(*id),
            _ => None,
        },
        _ => None,
    }
}

/// The calls of an operation in order of place, with their arguments.
fn calls(script: &Script<'_>, op: &str) -> Vec<(ExprId, Bound)> {
    let is = |callee: &Callee| matches!(callee, Callee::Op { func, .. } if script.stubs.func(*func).op == op);
    let found = script.typing.callees.iter().filter(|(_, callee)| is(callee));
    let mut found: Vec<_> =
        found.filter_map(|(id, _)| Some((*id, origin::called(script, *id)?.1))).collect();
    found.sort_by_key(|(id, _)| script.module.expr(*id).span.start);
    found
}

fn only_path(cx: &FragmentCx<'_>, options: &str) -> Result<ExprId, Refusal> {
    let (paths, path) = (format!("{options}.paths"), format!("{options}.path"));
    cx.used.borrow_mut().extend([paths.clone(), path.clone()]);
    let found = match cx.value(&paths)? {
        Some(paths) => match cx.script.items(paths) {
            Some([one]) if !matches!(cx.script.module.expr(*one).kind, ExprKind::Star(..)) => *one,
            _ => return Err(cx.refuse("Auto Loader reads one path, and here are several")),
        },
        None => cx.required(&path)?,
    };
    Ok(found)
}

fn silent(cx: &FragmentCx<'_>) -> Refusal {
    cx.refuse("")
}

fn plain(text: String) -> LowerResult {
    Ok(Lowered { text, notes: Vec::new() })
}
