//! RDDs that only pass through: what they hold is a list or a frame, which needs no RDD.

use super::fragments::FragmentCx;
use super::origin::goal;
use super::{LowerResult, Lowered, Refusal, operand_text};
use crate::python::ast::{ComprehensionKind, ExprId, ExprKind, ParamKind, StmtKind};
use crate::python::scope::Binding;
use crate::types::Callee;

/// `row_list(c)`: the rows that an RDD is made of, as a list.
pub(super) fn row_list(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let rows = cx.required(&args[0])?;
    plain(as_list(cx, rows))
}

/// `rows_of_rdd(self)`: the rows of an RDD that is made of a list and only becomes a frame: what makes
/// it gives the list itself then.
pub(super) fn rows_of_rdd(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let rdd = cx.required(&args[0])?;
    let made = cx.script.constant(rdd).ok_or_else(|| made_elsewhere(rdd))?;
    let of_list =
        matches!(operation(cx, made), Some("SparkContext.emptyRDD" | "SparkContext.parallelize"));
    if !of_list || goal(cx.script, made).as_deref() != Some("rdd.todf.self") {
        return Err(made_elsewhere(rdd));
    }
    plain((cx.source)(rdd))
}

/// `frame_behind(self)`: the frame whose rows the RDD holds, as the receiver of a call.
pub(super) fn frame_behind(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let rdd = cx.required(&args[0])?;
    let frame = frame_of(cx, rdd).ok_or_else(|| made_elsewhere(rdd))?;
    plain(operand(cx, frame))
}

/// `collected(self)`: what `collect` gives of a frame's RDD, or of one function over its rows.
pub(super) fn collected(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let rdd = cx.script.module.unparen(cx.required(&args[0])?);
    if let Some(frame) = frame_of(cx, rdd) {
        return plain(format!("{}.collect()", operand(cx, frame)));
    }
    let ExprKind::Call(callee, given, _) = &cx.script.module.expr(rdd).kind else {
        return Err(made_elsewhere(rdd));
    };
    let (ExprKind::Attribute(receiver, _), [function]) =
        (&cx.script.module.expr(*callee).kind, &given[..])
    else {
        return Err(made_elsewhere(rdd));
    };
    let frame = frame_of(cx, *receiver).ok_or_else(|| made_elsewhere(rdd))?;
    if function.stars > 0 || function.name.is_some_and(|name| name.text != "f") {
        return Err(made_elsewhere(rdd));
    }
    let rows = format!("{}.collect()", operand(cx, frame));
    let Applied { row, value, iterable } = applied(cx, function.value)?;
    match operation(cx, rdd) {
        Some("RDD.map") => plain(format!("[{value} for {row} in {rows}]")),
        Some("RDD.flatMap") => {
            let item = free_name(cx, "item");
            plain(format!("[{item} for {row} in {rows} for {item} in {iterable}]"))
        }
        _ => Err(made_elsewhere(rdd)),
    }
}

/// A function on a row.
struct Applied {
    /// The name of the row.
    row: String,
    /// What the function gives.
    value: String,
    /// The same where a `for` takes it apart.
    iterable: String,
}

fn applied(cx: &FragmentCx<'_>, function: ExprId) -> Result<Applied, Refusal> {
    let module = cx.script.module;
    match &module.expr(module.unparen(function)).kind {
        ExprKind::Lambda(params, body) => {
            let [param] = &params[..] else { return Err(made_elsewhere(function)) };
            let simple = param.default.is_none() && param.kind == ParamKind::Normal;
            if !simple || binds_names(cx, *body) {
                return Err(made_elsewhere(function));
            }
            Ok(Applied {
                row: param.name.text.to_owned(),
                value: (cx.source)(*body),
                iterable: operand(cx, *body),
            })
        }
        ExprKind::Name(_) => {
            let row = free_name(cx, "row");
            let value = format!("{}({row})", (cx.source)(function));
            Ok(Applied { row, iterable: value.clone(), value })
        }
        _ => Err(made_elsewhere(function)),
    }
}

/// Whether an expression says something else inside of a comprehension than in a function.
fn binds_names(cx: &FragmentCx<'_>, id: ExprId) -> bool {
    let kind = &cx.script.module.expr(id).kind;
    let mut binds = matches!(kind, ExprKind::Walrus(..) | ExprKind::Yield(_) | ExprKind::Await(_));
    cx.script.module.each_child(id, |child| binds |= binds_names(cx, child));
    binds
}

fn free_name(cx: &FragmentCx<'_>, name: &str) -> String {
    let mut name = name.to_owned();
    while cx.script.scopes.bound_anywhere(&name) {
        name.push('_');
    }
    name
}

fn frame_of(cx: &FragmentCx<'_>, rdd: ExprId) -> Option<ExprId> {
    match cx.script.module.expr(cx.script.module.unparen(rdd)).kind {
        ExprKind::Attribute(frame, attr)
            if attr.text == "rdd" && cx.script.is_instance(frame, "DataFrame")
                || attr.text == "_rdd" && cx.script.is_instance(frame, "DynamicFrame") =>
        {
            Some(frame)
        }
        _ => None,
    }
}

fn operation<'s>(cx: &'s FragmentCx<'_>, call: ExprId) -> Option<&'s str> {
    match cx.script.typing.callees.get(&call) {
        Some(Callee::Op { func, .. }) => Some(&cx.script.stubs.func(*func).op),
        _ => None,
    }
}

fn as_list(cx: &FragmentCx<'_>, rows: ExprId) -> String {
    let text = (cx.source)(rows);
    if is_list(cx, rows, 3) { text } else { format!("list({text})") }
}

/// Whether an expression is a list for certain: Spark makes no frame of a set or a generator.
fn is_list(cx: &FragmentCx<'_>, rows: ExprId, depth: u8) -> bool {
    let (module, scopes) = (cx.script.module, cx.script.scopes);
    match &module.expr(module.unparen(rows)).kind {
        ExprKind::List(_) | ExprKind::Comprehension(ComprehensionKind::List, ..) => true,
        ExprKind::Name(name) if depth > 0 => {
            let bindings = scopes.bindings(scopes.scope_of(rows), name);
            !bindings.is_empty()
                && bindings.iter().all(|binding| match binding {
                    Binding::Target(stmt, _) => match &module.stmt(*stmt).kind {
                        StmtKind::Assign { targets, value: Some(value), .. } => {
                            module.name(targets[0]).is_some() && is_list(cx, *value, depth - 1)
                        }
                        _ => false,
                    },
                    _ => false,
                })
        }
        _ => false,
    }
}

/// An expression as the receiver of a call, on one line where no comment stands in it.
fn operand(cx: &FragmentCx<'_>, id: ExprId) -> String {
    let text = operand_text(cx.script.module, id, &(cx.source)(id));
    let whole = ['#', '\\'].iter().all(|c| !text.contains(*c))
        && ["\"\"\"", "'''"].iter().all(|quotes| !text.contains(quotes));
    if !whole {
        return text;
    }
    text.lines().map(str::trim).fold(String::new(), |line, next| {
        let tight = next.starts_with(['.', ')', ']', '}']) || line.ends_with(['(', '[', '{']);
        let gap = if tight || line.is_empty() { "" } else { " " };
        line + gap + next
    })
}

fn made_elsewhere(at: ExprId) -> Refusal {
    Refusal::new(at, "what the RDD holds is not seen here")
}

fn plain(text: String) -> LowerResult {
    Ok(Lowered { text, notes: Vec::new() })
}
