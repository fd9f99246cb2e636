//! Tests that told a `DynamicFrame` from a `DataFrame`. Both are one class now, so that one takes the way of
//! the other, too.

use crate::python::ast::{ExprId, ExprKind, StmtId, StmtKind};
use crate::python::scope::Binding;
use crate::script::Script;
use crate::types::Ty;
use crate::types::class_test;

/// What a guard compares as `place.tested`: `apart` where a class stands in a test of what may be a `DataFrame` as
/// well, and what comes of the test differs for the two; `none` elsewhere.
pub fn tested(script: &Script<'_>, class: ExprId) -> &'static str {
    let apart = test_around(script, class).is_some_and(|test| {
        let stmt = stmt_source(script, script.scopes.stmt_of(test.id));
        if stmt.starts_with("assert") {
            return false;
        }
        let dynamic = Ways::of(script, test);
        may_be_data_frame(script, test.subject, dynamic.as_ref())
            && dynamic.is_none_or(|ways| ways.differ(script))
    });
    if apart { "apart" } else { "none" }
}

/// A test of a class.
#[derive(Clone, Copy)]
struct Test {
    id: ExprId,
    subject: ExprId,
    negated: bool,
}

fn test_around(script: &Script<'_>, class: ExprId) -> Option<Test> {
    let module = script.module;
    let mut id = class;
    let subject = loop {
        id = script.scopes.parent(id)?;
        match class_test(module, id) {
            Some((subject, named)) if module.unparen(named) == class => break subject,
            _ if matches!(module.expr(id).kind, ExprKind::Paren(_)) => {}
            _ => return None,
        }
    };
    let mut negated = false;
    let mut outer = id;
    while let Some(around) = script.scopes.parent(outer) {
        match module.expr(around).kind {
            ExprKind::Not(_) => negated = !negated,
            ExprKind::BoolOp(..) | ExprKind::Paren(_) => {}
            _ => break,
        }
        outer = around;
    }
    Some(Test { id: outer, subject: module.unparen(subject), negated })
}

/// What is done with a `DynamicFrame`, and with a `DataFrame`.
enum Ways<'s> {
    Values(ExprId, ExprId),
    Blocks(&'s [StmtId], &'s [StmtId]),
}

impl<'s> Ways<'s> {
    fn of(script: &'s Script<'_>, test: Test) -> Option<Self> {
        let module = script.module;
        if let Some(around) = script.scopes.parent(test.id) {
            let ExprKind::IfElse { test: asked, body, orelse } = module.expr(around).kind else {
                return None;
            };
            return (module.unparen(asked) == test.id || asked == test.id).then_some(
                if test.negated { Self::Values(orelse, body) } else { Self::Values(body, orelse) },
            );
        }
        let stmt = script.scopes.stmt_of(test.id);
        let StmtKind::If(branches) = &module.stmt(stmt).kind else { return None };
        let at = branches.iter().position(|(asked, _)| *asked == Some(test.id))?;
        let behind = behind(script, stmt);
        let here = &branches[at].1.stmts[..];
        let asks_data_frame = |asked: ExprId| {
            class_test(module, module.unparen(asked)).is_some_and(|(subject, class)| {
                module.expr_source(subject) == module.expr_source(test.subject)
                    && module.expr_source(class).ends_with("DataFrame")
            })
        };
        let named = branches.iter().find(|(asked, _)| asked.is_some_and(asks_data_frame));
        let orelse = branches[at + 1..].iter().find(|(asked, _)| asked.is_none());
        let other = match named.or(orelse) {
            Some((_, block)) => &block.stmts[..],
            None if leaves(script, here) => behind,
            None => &[],
        };
        Some(if test.negated { Self::Blocks(other, here) } else { Self::Blocks(here, other) })
    }

    fn differ(&self, script: &Script<'_>) -> bool {
        match self {
            Self::Values(dynamic, data) => {
                frame_text(script, *dynamic) != frame_text(script, *data)
            }
            // Where a DataFrame was refused, no run that went well had one.
            Self::Blocks(_, data) if refuses(script, data) => false,
            Self::Blocks(dynamic, data) => steps(script, dynamic) != steps(script, data),
        }
    }

    /// Whether a method of frames of Spark is called in the way of what is no `DynamicFrame`.
    fn shows_data_frame(&self, script: &Script<'_>, subject: ExprId) -> bool {
        let text = match self {
            Self::Values(_, data) => script.module.expr_source(*data).to_owned(),
            Self::Blocks(_, data) => sources(script, data).join("\n"),
        };
        let start = format!("{}.", script.module.expr_source(subject));
        let Some(class) = script.stubs.class_named("DataFrame") else { return false };
        text.match_indices(&start).any(|(at, _)| {
            let name = text[at + start.len()..].split(|c: char| !c.is_alphanumeric() && c != '_');
            let name = name.into_iter().next().unwrap_or_default();
            name != "toDF" && script.stubs.method(class, name).is_some()
        })
    }
}

/// Whether a `DataFrame` may be asked: its type says so, or nothing is known and the script treats it as one.
fn may_be_data_frame(script: &Script<'_>, subject: ExprId, ways: Option<&Ways<'_>>) -> bool {
    let known = param_type(script, subject).unwrap_or_else(|| script.typing.of(subject));
    let Some(class) = script.stubs.class_named("DataFrame") else { return false };
    known.may_be(class)
        || known.is_unknown() && ways.is_some_and(|w| w.shows_data_frame(script, subject))
}

/// The type with which a parameter comes: inside of the test it has a narrower one.
fn param_type<'s>(script: &'s Script<'_>, subject: ExprId) -> Option<&'s Ty> {
    let name = script.module.name(subject)?;
    let bindings = script.scopes.bindings(script.scopes.scope_of(subject), name);
    let param = bindings.iter().find_map(|binding| match binding {
        Binding::Param(def, index) => Some((*def, *index)),
        _ => None,
    });
    let (def, index) = param?;
    script.typing.params.get(&def)?.get(index)
}

/// The statements behind one in its block.
fn behind<'s>(script: &'s Script<'_>, stmt: StmtId) -> &'s [StmtId] {
    let found = script.module.place_in_block(script.scopes.stmt_parent(stmt), stmt);
    found.map_or(&[], |(block, at)| &block.stmts[at + 1..])
}

fn stmt_source<'s>(script: &Script<'s>, stmt: StmtId) -> &'s str {
    script.module.source(script.module.stmt(stmt).span)
}

fn leaves(script: &Script<'_>, block: &[StmtId]) -> bool {
    let last = block.last().map(|last| stmt_source(script, *last));
    last.is_some_and(|l| ["return", "raise", "continue", "break"].iter().any(|w| l.starts_with(w)))
}

fn refuses(script: &Script<'_>, block: &[StmtId]) -> bool {
    block.last().is_some_and(|last| stmt_source(script, *last).starts_with("raise"))
}

fn sources<'s>(script: &'s Script<'_>, block: &[StmtId]) -> Vec<&'s str> {
    block.iter().map(|stmt| stmt_source(script, *stmt)).collect()
}

/// What a block does with frames, where both classes are one: without what makes one of the other, and
/// without what is only printed.
fn steps(script: &Script<'_>, block: &[StmtId]) -> Vec<String> {
    let module = script.module;
    let step = |stmt: &StmtId| match &module.stmt(*stmt).kind {
        StmtKind::Pass => None,
        StmtKind::Expr(value) => {
            let ExprKind::Call(function, ..) = module.expr(*value).kind else { return None };
            let name = module.expr_source(function).to_lowercase();
            let tells = name == "print" || name.contains("log");
            (!tells).then(|| module.expr_source(*value).to_owned())
        }
        StmtKind::Assign { targets, value: Some(value), .. } if targets.len() == 1 => {
            let (target, value) = (module.expr_source(targets[0]), frame_text(script, *value));
            (target != value).then(|| format!("{target} = {value}"))
        }
        StmtKind::Return(Some(value)) => Some(format!("return {}", frame_text(script, *value))),
        _ => Some(stmt_source(script, *stmt).to_owned()),
    };
    block.iter().filter_map(step).collect()
}

/// The source of a value without what makes a frame one of the other class.
fn frame_text(script: &Script<'_>, id: ExprId) -> String {
    let module = script.module;
    let id = module.unparen(id);
    if let ExprKind::Call(function, args, _) = &module.expr(id).kind
        && let ExprKind::Attribute(object, name) = module.expr(*function).kind
    {
        match (name.text, &args[..]) {
            ("toDF", []) => return frame_text(script, object),
            ("fromDF", [frame, ..]) => return frame_text(script, frame.value),
            _ => {}
        }
    }
    module.expr_source(id).to_owned()
}
