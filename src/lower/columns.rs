//! What is known of the columns of a frame from the calls that made it, and joins of frames whose
//! columns are known.

use super::fragments::FragmentCx;
use super::mappings::{all_scalar, target_roots, target_type};
use super::path::Path;
use super::row::Kind;
use super::specs::cast_type;
use super::{LowerResult, Lowered, Refusal};
use crate::python::ast::{ExprId, ExprKind};
use crate::rules::FlowSpec;
use crate::rules::bind::{Bound, Value, bind};
use crate::stubs::FuncKind;
use crate::types::{Callee, Ty};

/// Scripts chain a handful of steps; the bound guards against a frame made of itself.
const DEPTH: usize = 16;

/// The columns of a frame.
struct Known {
    names: Vec<String>,
    /// Whether the frame has all of them.
    exact: bool,
}

/// The call that made a frame, where it is one call: its operation and its arguments.
pub(super) fn maker<'c>(cx: &FragmentCx<'c>, frame: ExprId) -> Option<(&'c str, Bound)> {
    let script = cx.script;
    let made = script.constant(frame)?;
    if let Some((op, bound)) = script.helper_call(made) {
        return Some((op, bound.clone()));
    }
    let (Some(Callee::Op { func, .. }), ExprKind::Call(callee, args, _)) =
        (script.typing.callees.get(&made), &script.module.expr(made).kind)
    else {
        return None;
    };
    let stub = script.stubs.func(*func);
    let receiver = match script.module.expr(*callee).kind {
        ExprKind::Attribute(value, _) if stub.kind == FuncKind::Method => Some(value),
        _ => None,
    };
    let receiver = receiver.filter(|_| matches!(script.typing.of(*callee), Ty::Bound(..)));
    Some((&stub.op, bind(stub, receiver, args, |_| None)))
}

fn argument(bound: &Bound, name: Option<&String>) -> Option<ExprId> {
    match bound.values.get(name?) {
        Some(Value::Expr(id)) => Some(*id),
        _ => None,
    }
}

fn known(cx: &FragmentCx<'_>, frame: ExprId, depth: usize) -> Option<Known> {
    let (op, bound) = maker(cx, frame).filter(|_| depth < DEPTH)?;
    let flow = cx.rules.flows.iter().find(|flow| flow.op.iter().any(|o| o == op))?;
    if let Some(mappings) = argument(&bound, flow.mappings.as_ref()) {
        let names = cx.lower(|l| target_roots(l, mappings))?;
        return Some(Known { names, exact: true });
    }
    if flow.computed {
        return None;
    }
    if let Some(list) = argument(&bound, flow.names.as_ref()) {
        let names = cx.lower(|l| super::names::names(l, list)).ok()?;
        let roots = names.iter().map(|n| Path::parse(n).map(|p| p.root().to_owned()));
        return Some(Known { names: roots.collect::<Option<_>>()?, exact: true });
    }
    if flow.more || flow.unnamed.is_some() {
        return None;
    }
    let before = known(cx, argument(&bound, flow.of.as_ref())?, depth + 1)?;
    Some(Known { exact: before.exact && !flow.fewer, ..before })
}

/// The kind of a top-level column, where a mapping or a cast of the script gave it a type.
pub(super) fn kind_of(cx: &FragmentCx<'_>, frame: ExprId, name: &str) -> Kind {
    let mut at = frame;
    for _ in 0..DEPTH {
        let Some((op, bound)) = maker(cx, at) else { break };
        let Some(flow) = cx.rules.flows.iter().find(|flow| flow.op.iter().any(|o| o == op)) else {
            break;
        };
        let spark =
            match (argument(&bound, flow.mappings.as_ref()), argument(&bound, flow.casts.as_ref()))
            {
                (Some(mappings), _) => {
                    let spark = cx.lower(|l| target_type(l, mappings, name));
                    return spark.map(|s| Kind::of_spark(&s)).unwrap_or_default();
                }
                (None, Some(specs)) => cx.lower(|l| cast_type(l, specs, name)),
                (None, None) => None,
            };
        if let Some(spark) = spark {
            return Kind::of_spark(&spark);
        }
        let Some(before) = argument(&bound, flow.of.as_ref()).filter(|_| !flow.more) else { break };
        at = before;
    }
    Kind::Unknown
}

/// `mapped(frame)`: a frame whose columns all have one known type, because a mapping with a scalar type
/// for each of them made it.
pub(super) fn mapped(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let frame = cx.required(&args[0])?;
    let mut at = frame;
    for _ in 0..DEPTH {
        let Some((op, bound)) = maker(cx, at) else { break };
        let Some(flow) = cx.rules.flows.iter().find(|flow| flow.op.iter().any(|o| o == op)) else {
            break;
        };
        if let Some(mappings) = argument(&bound, flow.mappings.as_ref()) {
            if cx.lower(|l| all_scalar(l, mappings)) {
                let text = super::operand_text(cx.script.module, frame, &(cx.source)(frame));
                return Ok(Lowered { text, notes: Vec::new() });
            }
            break;
        }
        let Some(before) = argument(&bound, flow.of.as_ref()) else { break };
        at = before;
    }
    Err(cx.refuse("the types of the columns are not known"))
}

/// The names of columns that a frame has from a join of keys that differ in case alone: Glue has two columns
/// of them, and Spark takes both for one name.
fn twins(cx: &FragmentCx<'_>, frame: ExprId, depth: usize) -> Vec<String> {
    let Some((op, bound)) = maker(cx, frame).filter(|_| depth < DEPTH) else { return Vec::new() };
    let Some(flow) = cx.rules.flows.iter().find(|flow| flow.op.iter().any(|o| o == op)) else {
        return Vec::new();
    };
    let keys = |name| cx.lower(|l| super::names::names(l, argument(&bound, Some(name))?).ok());
    if let [ours, theirs] = &flow.keys[..] {
        return twin_keys(&keys(ours).unwrap_or_default(), &keys(theirs).unwrap_or_default());
    }
    let same = flow.mappings.is_none() && flow.names.is_none();
    match argument(&bound, flow.of.as_ref()).filter(|_| same) {
        Some(before) => twins(cx, before, depth + 1),
        None => Vec::new(),
    }
}

/// The keys of one side of a join that one of the other side is but for its case.
pub(super) fn twin_keys(ours: &[String], theirs: &[String]) -> Vec<String> {
    let twin = |name: &&String| {
        let name = name.as_str();
        theirs.iter().any(|other| other != name && other.eq_ignore_ascii_case(name))
    };
    ours.iter().filter(twin).cloned().collect()
}

/// `exact_names(frame, names)`: names of columns that are dropped, where Spark's own drop would take one that
/// differs in case with them.
pub(super) fn exact_names(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let (frame, paths) = (cx.required(&args[0])?, cx.required(&args[1])?);
    let twins = twins(cx, frame, 0);
    if twins.is_empty() {
        return Err(cx.refuse(""));
    }
    let names = cx.lower(|l| super::names::names(l, paths))?;
    let top = |name: &String| {
        let path = Path::parse(name).filter(|p| !p.nested() && !p.through_array())?;
        Some(path.root().to_owned())
    };
    let Some(names) = names.iter().map(top).collect::<Option<Vec<_>>>() else {
        return Err(Refusal::new(paths, "Spark takes two columns of the frame for one name"));
    };
    if !names.iter().any(|name| twins.iter().any(|twin| twin.eq_ignore_ascii_case(name))) {
        return Err(cx.refuse(""));
    }
    let text = names.iter().map(|name| cx.quote(name)).collect::<Vec<_>>().join(", ");
    Ok(Lowered { text, notes: Vec::new() })
}

/// `known_names(frame, names)`: those of the named columns that a frame has, where the script says which it has;
/// Glue leaves out the others.
pub(super) fn known_names(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let (frame, paths) = (cx.required(&args[0])?, cx.required(&args[1])?);
    let Some(Known { names: has, exact: true }) = known(cx, frame, 0) else {
        return Err(cx.refuse(""));
    };
    let names = cx.lower(|l| super::names::names(l, paths)).map_err(|_| cx.refuse(""))?;
    let mut out = Lowered::default();
    let mut kept = Vec::new();
    for name in &names {
        let top = Path::parse(name).filter(|p| !p.nested() && !p.through_array());
        let path = top.ok_or_else(|| cx.refuse(""))?;
        if has.iter().any(|column| column.eq_ignore_ascii_case(path.root())) {
            kept.push(cx.quote(&path.dotted()));
        } else {
            out.note(format!("Glue leaves out `{}`, which the frame does not have", path.root()));
        }
    }
    if kept.is_empty() {
        return Err(cx.refuse(""));
    }
    out.text = kept.join(", ");
    Ok(out)
}

/// What Delta takes in no name of a column, unless it maps them (spec B0.3).
const NOT_FOR_DELTA: [char; 10] = [' ', ',', ';', '{', '}', '(', ')', '\n', '\t', '='];

/// How many columns a frame has whose name Delta does not take, as far as the script says.
fn odd_names(cx: &FragmentCx<'_>, frame: ExprId, depth: usize) -> usize {
    let Some((op, bound)) = maker(cx, frame).filter(|_| depth < DEPTH) else { return 0 };
    let Some(flow) = cx.rules.flows.iter().find(|flow| flow.op.iter().any(|o| o == op)) else {
        return 0;
    };
    if flow.computed {
        return match flow.names.as_ref().and_then(|name| bound.values.get(name)) {
            Some(Value::Positions(columns)) => columns.len(),
            Some(Value::Expr(list)) => cx.script.items(*list).map_or(usize::MAX, <[ExprId]>::len),
            // All columns that are numbers.
            _ => usize::MAX,
        };
    }
    if let Some(unnamed) = &flow.unnamed
        && let Some(Value::Positions(items)) = bound.values.get(unnamed)
    {
        let named = |id: &ExprId| match cx.script.module.expr(*id).kind {
            ExprKind::Call(func, ..) => matches!(cx.script.module.expr(func).kind,
                ExprKind::Attribute(_, attr) if matches!(attr.text, "alias" | "name")),
            ExprKind::Dict(_) => false,
            _ => true,
        };
        return items.iter().filter(|item| !named(item)).count();
    }
    if flow.mappings.is_some() || flow.names.is_some() {
        let names = known(cx, frame, depth).map(|k| k.names).unwrap_or_default();
        return names.iter().filter(|n| n.contains(NOT_FOR_DELTA)).count();
    }
    let Some(before) = argument(&bound, flow.of.as_ref()) else { return 0 };
    let before = odd_names(cx, before, depth + 1);
    match renamed(cx, flow, &bound) {
        Some([old, new]) => before.saturating_sub(usize::from(old)).saturating_add(new.into()),
        None => before,
    }
}

/// Whether the old and the new name of a column are names that Delta does not take.
fn renamed(cx: &FragmentCx<'_>, flow: &FlowSpec, bound: &Bound) -> Option<[bool; 2]> {
    let given: Vec<ExprId> = flow
        .renames
        .iter()
        .flat_map(|name| match bound.values.get(name) {
            Some(Value::Expr(id)) => std::slice::from_ref(id),
            Some(Value::Positions(ids)) => &ids[..],
            _ => &[],
        })
        .copied()
        .collect();
    let [old, new] = given[..] else { return None };
    let odd = |id| cx.script.literal(id).is_some_and(|name| name.contains(NOT_FOR_DELTA));
    Some([odd(old), odd(new)])
}

/// `column_mapping(format, frames…)`: the option that lets Delta take any name, where the frame that is
/// written has one that it does not take. A table (`-` for the format) is Delta anyway.
pub(super) fn column_mapping(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let delta = args[0] == "-"
        || cx.value(&args[0])?.and_then(|f| cx.script.literal(f)).is_some_and(|format| {
            cx.script.settings.delta_formats.iter().any(|f| f.eq_ignore_ascii_case(&format))
        });
    let frames = args[1..].iter().filter_map(|arg| argument(cx.bound, Some(arg)));
    if !delta || frames.into_iter().all(|frame| odd_names(cx, frame, 0) == 0) {
        return Ok(Lowered::default());
    }
    let mut out = Lowered {
        text: format!(".option({}, {})", cx.quote("delta.columnMapping.mode"), cx.quote("name")),
        notes: Vec::new(),
    };
    out.note("the names of columns with blanks or brackets need Delta's column mapping, which older readers lack");
    Ok(out)
}

/// `joined(frame, other, keys, other keys)`: the inner join of two frames whose columns are known, as
/// calls that start with a dot. Where both have a name, that of the left one gets a dot in front.
pub(super) fn joined(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let (frame, other) = (cx.required(&args[0])?, cx.required(&args[1])?);
    let keys = |at: usize| -> Result<Vec<String>, Refusal> {
        let list = cx.required(&args[at])?;
        let names = cx.lower(|l| super::names::names(l, list))?;
        let top = |name: &String| Path::parse(name).filter(|p| !p.nested() && !p.through_array());
        let found: Option<Vec<_>> =
            names.iter().map(|n| top(n).map(|p| p.root().to_owned())).collect();
        found.ok_or_else(|| Refusal::new(list, "a key is not a top-level column"))
    };
    let (ours, theirs) = (keys(2)?, keys(3)?);
    let unknown = || cx.refuse("the columns of the frames are not known");
    let left = known(cx, frame, 0).ok_or_else(unknown)?;
    let right = known(cx, other, 0).ok_or_else(unknown)?;
    let both: Vec<&String> = left.names.iter().filter(|n| right.names.contains(n)).collect();
    // Spark does not tell `ID` from `id`.
    let unclear = left.names.iter().any(|ours| {
        right.names.iter().any(|theirs| ours != theirs && ours.eq_ignore_ascii_case(theirs))
    });
    let there = |known: &Known, keys: &[String]| keys.iter().all(|k| known.names.contains(k));
    let found = there(&left, &ours) && there(&right, &theirs);
    let exact = left.exact && right.exact || both.is_empty();
    if ours.len() != theirs.len() || ours.is_empty() || unclear || !found || !exact {
        return Err(unknown());
    }
    let f = (cx.import)("F");
    let column = |name: &str| format!("{f}.col({})", cx.quote(&Path::top(name).dotted()));
    let conditions: Vec<String> = ours
        .iter()
        .zip(&theirs)
        .map(|(ours, theirs)| {
            let ours = if both.contains(&ours) { format!(".{ours}") } else { ours.clone() };
            format!("{} == {}", column(&ours), column(theirs))
        })
        .collect();
    let condition = match &conditions[..] {
        [one] => one.clone(),
        many => format!("[{}]", many.join(", ")),
    };
    let renamed = match &both[..] {
        [] => String::new(),
        [one] => {
            format!(".withColumnRenamed({}, {})", cx.quote(one), cx.quote(&format!(".{one}")))
        }
        many => {
            let pair = |n: &&String| format!("{}: {}", cx.quote(n), cx.quote(&format!(".{n}")));
            format!(
                ".withColumnsRenamed({{{}}})",
                many.iter().map(pair).collect::<Vec<_>>().join(", ")
            )
        }
    };
    let text =
        format!("{renamed}.join({}, {condition}, {})", (cx.source)(other), cx.quote("inner"));
    Ok(Lowered { text, notes: Vec::new() })
}
