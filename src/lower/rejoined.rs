//! Frames that a join meets twice. In Glue each `toDF()` gives a `DataFrame` with columns of its own, so that
//! `a = d.toDF(); b = d.toDF()` can be joined and told apart by `a["id"]` and `b["id"]`. A frame that is a
//! `DataFrame` already has one set of columns: Spark refuses most such joins and `.drop(b["id"])` drops
//! the left column.

use std::cell::LazyCell;

use rustc_hash::FxHashSet;

use crate::python::ast::{Block, ExprId, ExprKind, StmtId, StmtKind};
use crate::python::scope::{Binding, ScopeId};
use crate::script::Script;
use crate::types::Callee;

/// How many steps back from a join are looked at.
const MOST_STEPS: usize = 200;

/// A name that is bound more often is taken for one that holds something of its own.
const MOST_VALUES: usize = 50;

/// Classes whose methods hand on the columns of the frame they are called on.
const HAND_ON: [&str; 3] = ["DynamicFrame", "DataFrame", "GroupedData"];

/// Whether the `DataFrame` of this `toDF()` needs columns of its own: it is joined with another one that comes
/// from the same rows.
pub fn is_rejoined(script: &Script<'_>, to_df: ExprId) -> bool {
    script.rejoined.get_or_init(|| find(script)).contains(&to_df)
}

fn find(script: &Script<'_>) -> FxHashSet<ExprId> {
    let mut out = FxHashSet::default();
    let joins = ["DataFrame.join", "DataFrame.crossJoin"];
    let is_join = |call: &ExprId| op_of(script, *call).is_some_and(|op| joins.contains(&op));
    let columns = LazyCell::new(|| names_columns_of_frames(script));
    for call in script.typing.callees.keys().copied().filter(is_join) {
        let ExprKind::Call(function, args, _) = &script.module.expr(call).kind else { continue };
        let ExprKind::Attribute(left, _) = script.module.expr(*function).kind else { continue };
        let named = |name| args.iter().find(|a| a.name.is_some_and(|n| n.text == name));
        let first = args.first().filter(|a| a.name.is_none());
        let Some(right) = first.or_else(|| named("other")) else { continue };
        let by_name = args.iter().skip(1).all(|arg| is_text(script, arg.value));
        if by_name && !*columns {
            continue;
        }
        let (left, right) = (origins(script, left), origins(script, right.value));
        for (root, at) in &right {
            for (_, other) in left.iter().filter(|(same, other)| same == root && other != at) {
                out.extend(at.or(*other));
            }
        }
    }
    out
}

/// Whether an argument of a join is a text, or texts.
fn is_text(script: &Script<'_>, id: ExprId) -> bool {
    let module = script.module;
    match &module.expr(module.unparen(id)).kind {
        ExprKind::List(items) | ExprKind::Tuple(items) => {
            items.iter().all(|item| module.str_value(*item).is_some())
        }
        _ => module.str_value(id).is_some(),
    }
}

/// Whether something in the script names a column by its frame: `frame["id"]`, `frame.id`.
fn names_columns_of_frames(script: &Script<'_>) -> bool {
    let ids = 0..u32::try_from(script.module.expr_count()).unwrap_or(u32::MAX);
    ids.map(ExprId).any(|id| match script.module.expr(id).kind {
        ExprKind::Subscript(of, _) | ExprKind::Attribute(of, _) => {
            script.is_instance(of, "DataFrame") && script.is_instance(id, "Column")
        }
        _ => false,
    })
}

fn op_of<'s>(script: &'s Script<'_>, call: ExprId) -> Option<&'s str> {
    match script.typing.callees.get(&call)? {
        Callee::Op { func, .. } => Some(&script.stubs.func(*func).op),
        _ => None,
    }
}

/// Where rows come from.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Root<'s> {
    /// What an expression makes.
    Made(ExprId),
    /// What a name or a part of something holds there.
    Held(ScopeId, &'s str),
}

/// What a frame may come from, each with the last `toDF()` on the way.
type Origins<'s> = Vec<(Root<'s>, Option<ExprId>)>;

fn origins<'s>(script: &'s Script<'_>, frame: ExprId) -> Origins<'s> {
    let mut out = Origins::new();
    let mut seen = FxHashSet::default();
    let mut todo = vec![(script.module.unparen(frame), None)];
    while let Some((id, last)) = todo.pop() {
        if seen.len() > MOST_STEPS || !seen.insert((id, last)) {
            continue;
        }
        let made = op_of(script, id) == Some("DynamicFrame.toDF");
        let last = last.or_else(|| made.then_some(id));
        let before = step_back(script, id);
        if before.is_empty() {
            out.push((root(script, id), last));
        }
        todo.extend(before.into_iter().map(|value| (script.module.unparen(value), last)));
    }
    out
}

fn root<'s>(script: &'s Script<'_>, id: ExprId) -> Root<'s> {
    let scopes = script.scopes;
    match script.module.expr(id).kind {
        ExprKind::Name(name) => {
            let from = scopes.scope_of(id);
            Root::Held(scopes.resolve(from, name).unwrap_or(from), name)
        }
        ExprKind::Attribute(..) | ExprKind::Subscript(..) => {
            Root::Held(scopes.frame(scopes.scope_of(id)), script.module.expr_source(id))
        }
        _ => Root::Made(id),
    }
}

/// The values of a name, or the frames that go into a call which hands their columns on.
fn step_back(script: &Script<'_>, id: ExprId) -> Vec<ExprId> {
    match &script.module.expr(id).kind {
        ExprKind::Name(name) => values(script, id, name),
        ExprKind::Call(function, args, _) => {
            let class = op_of(script, id).and_then(|op| op.split_once('.')).map(|(class, _)| class);
            if !class.is_some_and(|class| HAND_ON.contains(&class)) {
                return Vec::new();
            }
            let receiver = match script.module.expr(*function).kind {
                ExprKind::Attribute(receiver, _) => Some(receiver),
                _ => None,
            };
            let given = receiver.into_iter().chain(args.iter().map(|arg| arg.value));
            given.filter(|g| HAND_ON.iter().any(|class| script.is_instance(*g, class))).collect()
        }
        _ => Vec::new(),
    }
}

/// What plain assignments above a place may have left in a name.
fn values(script: &Script<'_>, read: ExprId, name: &str) -> Vec<ExprId> {
    let bindings = script.scopes.bindings(script.scopes.scope_of(read), name);
    if bindings.len() > MOST_VALUES {
        return Vec::new();
    }
    let at = script.module.expr(read).span.start;
    let around: Vec<_> =
        std::iter::successors(Some(script.scopes.stmt_of(read)), |s| script.scopes.stmt_parent(*s))
            .collect();
    let mut out = Vec::new();
    for binding in bindings {
        let Binding::Target(id, target) = *binding else { continue };
        let stmt = script.module.stmt(id);
        let StmtKind::Assign { targets, value: Some(value), .. } = &stmt.kind else { continue };
        if stmt.span.end > at || !targets.contains(&target) {
            continue;
        }
        // What always runs before the place leaves nothing of what was there.
        if is_beside(script, id, &around) {
            out.clear();
        }
        out.push(*value);
    }
    out
}

/// Whether a statement stands in the same block as one of these.
fn is_beside(script: &Script<'_>, stmt: StmtId, others: &[StmtId]) -> bool {
    let (module, scopes) = (script.module, script.scopes);
    let parent = scopes.stmt_parent(stmt);
    let Some(other) = others.iter().find(|other| scopes.stmt_parent(**other) == parent) else {
        return false;
    };
    let Some(parent) = parent else { return true };
    let holds = |block: &Block, stmt: StmtId| {
        let (Some(first), Some(last)) = (block.stmts.first(), block.stmts.last()) else {
            return false;
        };
        let starts = module.stmt(*first).span.start..=module.stmt(*last).span.start;
        starts.contains(&module.stmt(stmt).span.start)
    };
    let mut beside = false;
    module.each_block(parent, |block| beside |= holds(block, stmt) && holds(block, *other));
    beside
}
