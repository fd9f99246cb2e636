//! Fragments over whole frames: keys of joins and merges, the conditions of a split.

use super::columns::maker;
use super::fragments::FragmentCx;
use super::path::Path;
use super::{LowerCx, LowerResult, Lowered, Refusal, excerpt, operand};
use crate::python::ast::{ExprId, ExprKind};
use crate::python::scope::Binding;
use crate::rules::bind::Value;
use crate::types::Callee;

fn plain(text: impl Into<String>) -> LowerResult {
    Ok(Lowered { text: text.into(), notes: Vec::new() })
}

/// `other_columns(paths)`: the `.drop(…)` that leaves the second frame of a `SplitFields`.
pub(super) fn other_columns(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    super::fragments::run(cx, "drop", args)
}

/// `variable(frame)`: a frame that a template names twice, so it must not be computed twice.
pub(super) fn variable(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let frame = cx.required(&args[0])?;
    let module = cx.script.module;
    match module.expr(module.unparen(frame)).kind {
        ExprKind::Name(_) => plain((cx.source)(frame)),
        _ => Err(cx.refuse("the frame that is used twice has no name")),
    }
}

/// `again(frame)`: a frame that is written a second time, where writing it calls no function twice that may do
/// more than make a frame.
pub(super) fn again(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let frame = cx.required(&args[0])?;
    match does_more(cx, frame) {
        Some(call) => {
            Err(Refusal::new(call, "a function would be called twice: give its frame a name first"))
        }
        None => plain((cx.source)(frame)),
    }
}

/// A call of a function of the script in an expression.
fn does_more(cx: &FragmentCx<'_>, id: ExprId) -> Option<ExprId> {
    let module = cx.script.module;
    let more = match module.expr(id).kind {
        ExprKind::Call(func, ..) => match cx.script.typing.callees.get(&id) {
            Some(callee) => matches!(callee, Callee::Local { .. }),
            None => module.name(func).is_some_and(|name| {
                let bindings = cx.script.scopes.bindings(cx.script.scopes.scope_of(id), name);
                !bindings.is_empty() && !bindings.iter().any(|b| matches!(b, Binding::Import(_)))
            }),
        },
        ExprKind::Await(_) | ExprKind::Yield(_) | ExprKind::Walrus(..) => true,
        ExprKind::Lambda(..) => return None,
        _ => false,
    };
    let mut found = more.then_some(id);
    module.each_child(id, |child| found = found.or_else(|| does_more(cx, child)));
    found
}

/// The argument `param` of the call of `op` that made a frame, where one call did.
fn made_with(cx: &FragmentCx<'_>, frame: ExprId, op: &str, param: &str) -> Option<ExprId> {
    let (_, bound) = maker(cx, frame).filter(|m| m.0 == op)?;
    match bound.values.get(param) {
        Some(Value::Expr(value)) if cx.script.literal(*value).is_some() => Some(*value),
        Some(Value::Expr(value)) if is_the_same_here(cx, *value) => Some(*value),
        _ => None,
    }
}

/// Whether a value is a parameter of the function around the site, which keeps its value.
fn is_the_same_here(cx: &FragmentCx<'_>, value: ExprId) -> bool {
    let scopes = cx.script.scopes;
    let scope = scopes.scope_of(value);
    let ExprKind::Name(name) = cx.script.module.expr(value).kind else { return false };
    let bindings = scopes.bindings(scope, name);
    scope == scopes.scope_of(cx.call) && matches!(bindings, [Binding::Param(..)])
}

/// `made_with(frame, operation, parameter)`: a literal argument of the call that made the frame.
pub(super) fn made_with_argument(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let frame = cx.required(&args[0])?;
    match made_with(cx, frame, &args[1], &args[2]) {
        Some(value) => plain((cx.source)(value)),
        None => Err(cx.refuse("what made the frame is not one call in this file")),
    }
}

/// `keyed(frames, operation, parameter)`: a literal list of frames as a dict, keyed by a literal
/// argument of the calls that made them.
pub(super) fn keyed(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let list = cx.required(&args[0])?;
    let items = cx.script.items(list).ok_or_else(|| cx.refuse("the list is not literal"))?;
    let mut keys: Vec<String> = Vec::new();
    let mut entries = Vec::new();
    for item in items {
        let key = made_with(cx, *item, &args[1], &args[2])
            .ok_or_else(|| Refusal::new(*item, "the name of this frame is not in the script"))?;
        let name = cx.script.literal(key).unwrap_or_default();
        if is_border(cx, *item, &name) {
            return Err(Refusal::new(
                *item,
                "the name of this frame is one that a conversion gave it",
            ));
        }
        if keys.contains(&name) {
            return Err(Refusal::new(*item, format!("two frames are called `{name}`")));
        }
        keys.push(name);
        entries.push(format!("{}: {}", (cx.source)(key), (cx.source)(*item)));
    }
    plain(format!("{{{}}}", entries.join(", ")))
}

/// Whether an item is a frame that goes into a call that stayed Glue: it is wrapped where it stands,
/// under the name of its variable.
fn is_border(cx: &FragmentCx<'_>, item: ExprId, name: &str) -> bool {
    let module = cx.script.module;
    let ExprKind::Call(_, args, _) = &module.expr(module.unparen(item)).kind else { return false };
    let variable = args.first().and_then(|frame| module.name(frame.value));
    variable.map_or(name == "frame", |variable| variable == name)
}

/// `frame_of_rdd(data)`: the frame whose rows `frame.rdd` are.
pub(super) fn frame_of_rdd(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let data = cx.required(&args[0])?;
    match cx.script.module.expr(cx.script.module.unparen(data)).kind {
        ExprKind::Attribute(frame, attr)
            if attr.text == "rdd" && cx.script.is_instance(frame, "DataFrame") =>
        {
            plain((cx.source)(frame))
        }
        _ => Err(cx.refuse("the RDD is not that of a frame")),
    }
}

/// `keys(primary_keys)`: top-level columns as a list.
pub(super) fn keys(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let keys = cx.required(&args[0])?;
    cx.lower(|l| key_list(l, keys)).map(|k| k.lowered)
}

/// The keys of a join, `join(paths1, paths2)`: two lists.
pub(super) fn join(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let (keys1, keys2) = (cx.required(&args[0])?, cx.required(&args[1])?);
    let (left, right) =
        cx.lower(|l| Ok::<_, Refusal>((key_list(l, keys1)?, key_list(l, keys2)?)))?;
    if let (Some(left), Some(right)) = (left.count, right.count)
        && (left != right || left == 0)
    {
        return Err(cx.refuse("the two key lists differ in length"));
    }
    let literal = |keys| cx.lower(|l| super::names::names(l, keys)).unwrap_or_default();
    let twins = super::columns::twin_keys(&literal(keys1), &literal(keys2));
    let mut out = left.lowered;
    for name in twins {
        out.note(format!(
            "Spark takes the two columns `{name}` for one name: drop one of them before it is used"
        ));
    }
    out.text = format!("{}, {}", out.text, right.lowered.text);
    for note in right.lowered.notes {
        out.note(note);
    }
    Ok(out)
}

/// The keys of a join as paths, `join_paths(paths1, paths2)`: two lists of lists of names.
pub(super) fn join_paths(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let mut sides = Vec::new();
    for argument in &args[..2] {
        let keys = cx.required(argument)?;
        let names = cx.lower(|l| super::names::names(l, keys))?;
        let mut paths = Vec::new();
        for name in names {
            let path = super::mappings::path(keys, &name)?;
            if path.through_array() {
                return Err(Refusal::new(keys, format!("the key `{name}` is in an array")));
            }
            let steps: Vec<_> = path.segments.iter().map(|s| cx.quote(&s.name)).collect();
            paths.push(format!("[{}]", steps.join(", ")));
        }
        sides.push(paths);
    }
    if sides[0].len() != sides[1].len() || sides[0].is_empty() {
        return Err(cx.refuse("the two key lists differ in length"));
    }
    plain(format!("[{}], [{}]", sides[0].join(", "), sides[1].join(", ")))
}

struct Keys {
    lowered: Lowered,
    /// How many there are, where that is known.
    count: Option<usize>,
}

fn key_list(cx: &LowerCx<'_>, keys: ExprId) -> Result<Keys, Refusal> {
    let found = super::resolve(cx, keys);
    let computed = match &cx.module.expr(found).kind {
        ExprKind::List(items) => items.iter().any(|item| super::text_of(cx, *item).is_none()),
        ExprKind::Tuple(_) | ExprKind::Str(_) => false,
        _ => true,
    };
    let mut lowered = Lowered::default();
    if computed {
        lowered.text = (cx.source)(keys);
        lowered.note(format!(
            "`{}` is a list of top-level names without back-ticks",
            excerpt(cx, keys)
        ));
        return Ok(Keys { lowered, count: None });
    }
    let mut names = Vec::new();
    for name in super::names::names(cx, keys)? {
        let path = super::mappings::path(keys, &name)?;
        if path.nested() || path.through_array() {
            return Err(Refusal::new(keys, format!("the key `{name}` is not a top-level column")));
        }
        names.push(super::quoted(cx, path.root()));
    }
    lowered.text = format!("[{}]", names.join(", "));
    Ok(Keys { lowered, count: Some(names.len()) })
}

/// `split_condition(comparison_dict)`: all comparisons of a `SplitRows` as one Column.
pub(super) fn split_condition(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let dict = cx.required(&args[0])?;
    let not_literal = |id: ExprId| {
        cx.lower(|l| {
            Refusal::new(id, format!("`{}` is not a literal dict of comparisons", excerpt(l, id)))
        })
    };
    let mut tests = Vec::new();
    for (column, comparisons) in cx.script.dict(dict).ok_or_else(|| not_literal(dict))? {
        let path = Path::parse(&column)
            .filter(|p| !p.through_array())
            .ok_or_else(|| cx.refuse(format!("`{column}` is not a field of the row")))?;
        let comparisons = cx.script.dict(comparisons).ok_or_else(|| not_literal(comparisons))?;
        for (operator, value) in comparisons {
            let operator = match operator.trim() {
                "=" | "==" => "==",
                known @ (">" | "<" | ">=" | "<=" | "!=") => known,
                _ => {
                    return Err(Refusal::new(
                        value,
                        format!("`{operator}` is not a comparison of SplitRows"),
                    ));
                }
            };
            let value = comparand(cx, value)?;
            let column = cx.lower(|l| path.column(l));
            tests.push(format!("{column} {operator} {value}"));
        }
    }
    let text = match &tests[..] {
        [] => return Err(cx.refuse("there are no comparisons")),
        [one] => one.clone(),
        many => many.iter().map(|t| format!("({t})")).collect::<Vec<_>>().join(" & "),
    };
    plain(text).map(|t| cx.with_functions(t))
}

fn comparand(cx: &FragmentCx<'_>, value: ExprId) -> Result<String, Refusal> {
    let module = cx.script.module;
    match module.expr(value).kind {
        ExprKind::None => Err(Refusal::new(value, "a column is compared with None")),
        ExprKind::Unary("-", _) => Ok((cx.source)(value)),
        _ => Ok(cx.lower(|l| operand(l, value))),
    }
}
