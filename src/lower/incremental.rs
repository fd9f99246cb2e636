//! Reads that took only new files, and the commit that made them old: Auto Loader for job bookmarks.

use super::fragments::FragmentCx;
use super::{LowerResult, Lowered, Refusal, origin};
use crate::python::ast::{ExprId, ExprKind, StmtKind};
use crate::rules::bind::{Bound, Value};
use crate::script::Script;
use crate::types::Callee;

/// `new_files(options, context, operation)`: the path of a read and where its state is kept, as arguments. The
/// name of the job and the context of the read tell states apart, as they tell bookmarks apart (spec B9).
pub(super) fn new_files(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let path = only_path(cx, &args[0])?;
    let context = cx.required(&args[1])?;
    let name = cx.script.literal(context).filter(|name| !name.is_empty());
    let (Some(name), Some(job)) = (name, job_name(cx.script)) else { return Err(silent(cx)) };
    let refuse = |message: &str| Err(Refusal { expr: context, message: message.to_owned() });
    if calls(cx.script, "Job.commit").is_empty() {
        return refuse("no Job.commit() follows, so that its bookmark never moves");
    }
    if !contexts(cx.script, &args[2]).contains(&name) {
        return refuse(
            "not one read alone has this context and runs once, so that one state cannot tell its files",
        );
    }
    let state = state(cx, job, &name)?;
    plain(format!("{}, {state}", (cx.source)(path)))
}

/// `committed(operation)`: what makes the files of all such reads of the script old, a line for each.
pub(super) fn committed(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let Some(job) = job_name(cx.script) else { return Err(silent(cx)) };
    let contexts = contexts(cx.script, &args[0]);
    if contexts.is_empty() {
        return Err(silent(cx));
    }
    let helper = (cx.import)("forget_new_files");
    let lines: Result<Vec<String>, Refusal> =
        contexts.iter().map(|name| Ok(format!("{helper}({})", state(cx, job, name)?))).collect();
    plain(lines?.join("\n"))
}

/// The contexts of the calls of an operation that read files and can have a state of their own, in order of place: nothing
/// else in the script reads with the same one, and each runs once, or rows of one path would come with
/// those of another.
fn contexts(script: &Script<'_>, op: &str) -> Vec<String> {
    let mut found: Vec<(String, bool)> = Vec::new();
    for (id, bound) in calls(script, op) {
        let literal = |name: &str| match bound.values.get(name) {
            Some(Value::Expr(id)) => script.literal(*id),
            _ => None,
        };
        let files = literal("connection_type").is_some_and(|t| t.eq_ignore_ascii_case("s3"));
        let context = literal("transformation_ctx").filter(|name| files && !name.is_empty());
        let Some(context) = context else { continue };
        if let Some((_, alone)) = found.iter_mut().find(|(name, _)| *name == context) {
            *alone = false;
        } else {
            let alone = !keeps_delta(script, &bound, id) && runs_once(script, id, NESTED);
            found.push((context, alone));
        }
    }
    found.into_iter().filter(|(_, alone)| *alone).map(|(name, _)| name).collect()
}

/// How many functions deep a call is followed to where the script begins.
const NESTED: usize = 8;

/// Whether the path of a read is kept as Delta by the run: its rows are read, not its files.
fn keeps_delta(script: &Script<'_>, bound: &Bound, id: ExprId) -> bool {
    let lake = &script.view.world.lake;
    let named = super::lake::named_places(script, bound, id, "connection_options");
    named.iter().any(|place| lake.touches(place))
}

/// Whether an expression is evaluated at most once in a run of the script: no loop is around it, and
/// a function around it is called from one place that runs once.
fn runs_once(script: &Script<'_>, id: ExprId, depth: usize) -> bool {
    let mut around = script.scopes.parent(id);
    while let Some(at) = around {
        if matches!(
            script.module.expr(at).kind,
            ExprKind::Lambda(..) | ExprKind::Comprehension { .. }
        ) {
            return false;
        }
        around = script.scopes.parent(at);
    }
    let mut stmt = Some(script.scopes.stmt_of(id));
    while let Some(at) = stmt {
        match &script.module.stmt(at).kind {
            StmtKind::For { .. } | StmtKind::While(..) => return false,
            StmtKind::Def(_) => {
                let called = script.typing.call_sites.get(&at).map(Vec::as_slice);
                let (Some([call]), false) = (called, script.typing.used_as_value.contains(&at))
                else {
                    return false;
                };
                return depth > 0 && runs_once(script, *call, depth - 1);
            }
            _ => {}
        }
        stmt = script.scopes.stmt_parent(at);
    }
    true
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
    [&paths, &path].into_iter().for_each(|used| cx.account_for(used));
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
