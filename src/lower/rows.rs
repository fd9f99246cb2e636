//! The fragments for row functions: what a [`RowCx`] asks is read off the script.

use super::fragments::FragmentCx;
use super::row::{Kind, RowCx};
use super::{LowerResult, Lowered, row};
use crate::python::ast::ExprId;
use crate::python::scope::ScopeKind;
use crate::python::{ParseError, parse};
use crate::rules::bind::Value;
use crate::types::Ty;

/// `predicate(f)`: a row function as a condition that keeps the same rows.
pub(super) fn predicate(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    predicate_of(cx, cx.required(&args[0])?)
}

/// A row function as a condition.
pub(super) fn predicate_of(cx: &FragmentCx<'_>, f: ExprId) -> LowerResult {
    with_row(cx, |r| row::predicate(r, f))
}

/// `row_mapping(f)`: a row function as calls that go behind the frame.
pub(super) fn mapping(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let f = cx.required(&args[0])?;
    with_row(cx, |r| row::mapping(r, f))
}

/// `row_function(f)`: a row function of `Filter` as it stands, to be asked of one row after the other. It
/// is noted what of it is in the way of a Column.
pub(super) fn function(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let f = cx.required(&args[0])?;
    Ok(as_it_stands(cx, f, predicate_of(cx, f)))
}

/// `row_change(f)`: a row function of `Map` as it stands. It is noted what of it is in the way of Columns.
pub(super) fn change(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let f = cx.required(&args[0])?;
    Ok(as_it_stands(cx, f, with_row(cx, |r| row::mapping(r, f))))
}

fn as_it_stands(cx: &FragmentCx<'_>, f: ExprId, columns: LowerResult) -> Lowered {
    let mut out = Lowered { text: (cx.source)(f), notes: Vec::new() };
    if let Err(refusal) = columns {
        let start = cx.script.module.expr(refusal.expr).span.start as usize;
        out.note(format!("{} (line {})", refusal.message, cx.script.line(start)));
    }
    out
}

fn with_row(cx: &FragmentCx<'_>, f: impl FnOnce(&RowCx<'_>) -> LowerResult) -> LowerResult {
    let script = cx.script;
    let definition = |id: ExprId| match script.typing.of(id) {
        Ty::Def(def, false) if def.module == script.view.here => Some(def.stmt),
        _ => None,
    };
    let here = script.scopes.scope_of(cx.call);
    let in_sight = |name: ExprId, around: ExprId| {
        let Some(text) = script.module.name(name) else {
            return true;
        };
        let owner = script.scopes.resolve(script.scopes.scope_of(name), text);
        let inner = owner.is_some_and(|o| match script.scopes.scope(o).kind {
            ScopeKind::Expression(e) => {
                script.module.expr(around).span.contains(script.module.expr(e).span)
            }
            _ => false,
        });
        inner || script.scopes.resolve(here, text) == owner
    };
    let frame = match cx.bound.values.get("self") {
        Some(Value::Expr(frame)) => Some(*frame),
        _ => None,
    };
    let column = |name: &str| frame.map_or(Kind::Unknown, |f| super::columns::kind_of(cx, f, name));
    let steady = |default: ExprId| script.moves_to(default, cx.call, &|| false);
    cx.lower(|lower| {
        f(&RowCx {
            lower,
            definition: &definition,
            in_sight: &in_sight,
            steady: &steady,
            column: &column,
        })
    })
    .and_then(|t| if is_too_deep(&t.text) { Err(cx.refuse(TOO_DEEP)) } else { Ok(t) })
    .map(|t| cx.with_functions(t))
}

const TOO_DEEP: &str = "it asks for so much that one expression of it would be nested too deeply";

/// Whether an expression may not be written: the file would be refused for it.
fn is_too_deep(text: &str) -> bool {
    // What is shorter cannot be, and most is; the brackets stand for what is written around it.
    const SHORT: usize = 4096;
    const AROUND: usize = 20;
    // What goes behind a frame begins with a dot.
    let frame = if text.starts_with('.') { "frame" } else { "" };
    let around = || format!("{}{frame}{text}{}", "(".repeat(AROUND), ")".repeat(AROUND));
    text.len() > SHORT && matches!(parse(&around()), Err(ParseError::TooDeep))
}
