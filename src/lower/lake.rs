//! Readers of places that the run keeps in Delta. Where it does not, they refuse without a word.

use super::fragments::{FragmentCx, entries};
use super::{LowerResult, Lowered, Refusal};
use crate::python::ast::{ExprId, ExprKind};
use crate::rules::bind::{Bound, Value};
use crate::script::Script;
use crate::types::lake::{Kept, folder, place};

/// `lake_path(argument)`: the one path of a read, where it is kept as Delta.
pub(super) fn path(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let path = only(cx, &args[0])?;
    match kept(cx, path) {
        Some(Kept::Folder) => match cx.script.literal(path) {
            // Delta knows which files are its own.
            Some(text) if text.contains('*') => plain(cx.quote(folder(&text))),
            _ => plain((cx.source)(path)),
        },
        _ => Err(cx.refuse("")),
    }
}

/// `lake_around(argument)`: the Delta folder around the partition that a read names.
pub(super) fn around(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let (folder, _) = partition(cx, &args[0])?;
    plain(cx.quote(&folder))
}

/// `lake_partition(argument)`: the rows of that partition. A reader of its files alone does not see the
/// columns that the folders name.
pub(super) fn rows_of_partition(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let (_, keys) = partition(cx, &args[0])?;
    let tests: Vec<_> = keys.iter().map(|(key, value)| format!("`{key}` = '{value}'")).collect();
    let columns: Vec<_> = keys.iter().map(|(key, _)| cx.quote(key)).collect();
    let condition = format!("\"{}\"", tests.join(" AND "));
    plain(format!(".where({condition}).drop({})", columns.join(", ")))
}

type Keys = Vec<(String, String)>;

/// A partition of a place that is kept in Delta: the place, and what its folders say.
fn partition(cx: &FragmentCx<'_>, argument: &str) -> Result<(String, Keys), Refusal> {
    let lake = &cx.script.view.world.lake;
    let nothing = || Refusal { expr: cx.call, message: String::new() };
    if lake.is_empty() {
        return Err(nothing());
    }
    let text = cx.script.literal(only(cx, argument)?).ok_or_else(nothing)?;
    let path = place(&text);
    let around = lake.around(&path).filter(|a| lake.get(a) == Some(&Kept::Folder));
    let folders = around.and_then(|a| path.strip_prefix(a)).ok_or_else(nothing)?;
    let keys: Option<Keys> = folders
        .trim_matches('/')
        .split('/')
        .map(|folder| {
            let (key, value) = folder.split_once('=')?;
            let plain = |text: &str| {
                text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
            };
            (plain(key) && plain(value) && !value.starts_with("__"))
                .then(|| (key.to_owned(), value.to_owned()))
        })
        .collect();
    let end = text.find(folders).ok_or_else(nothing)?;
    Ok((text[..end].to_owned(), keys.ok_or_else(nothing)?))
}

/// `lake_table(argument)`: the table in which the rows of a read's path are kept.
pub(super) fn table(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    match kept(cx, only(cx, &args[0])?) {
        Some(Kept::Table(name)) => plain(cx.quote(name)),
        _ => Err(cx.refuse("")),
    }
}

/// `lake_format(argument)`: `"delta"` in place of the format of a reader whose `load` names such a path.
pub(super) fn format(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let format = columnar(cx, &args[0])?;
    let load = end_of(cx.script, cx.call).filter(|(_, end)| !has_schema(cx.script, *end));
    let path = load.and_then(|_| completing(cx.script, cx.call, &["load"]));
    match path.and_then(|path| kept(cx, path)) {
        Some(Kept::Folder) => plain(cx.quote("delta")),
        _ => Err(Refusal { expr: format, message: "its path stays as it is".to_owned() }),
    }
}

/// `plain_format(argument)`: `"delta"` in place of the format of a writer of files or of a table.
pub(super) fn plain_format(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let format = columnar(cx, &args[0])?;
    let ends = ["save", "saveAsTable"];
    let name = cx.script.literal(format).unwrap_or_default().to_lowercase();
    if ends_with(cx.script, cx.call, &ends) && cx.script.settings.delta_formats.contains(&name) {
        return plain(cx.quote("delta"));
    }
    Err(Refusal { expr: format, message: "it is no writer that is completed here".to_owned() })
}

/// What a reviewer must know where a read of files meets a place that is kept in Delta: its files do
/// not tell its rows any more.
pub(super) fn note_kept(cx: &FragmentCx<'_>, paths: ExprId) -> Vec<String> {
    let lake = &cx.script.view.world.lake;
    if lake.is_empty() {
        return Vec::new();
    }
    let kept = |path: ExprId| {
        lake.near(&place(&cx.script.literal(path)?)).map(|place| {
            format!("a job of this run keeps `{place}` as Delta from now on: read it with format(\"delta\")")
        })
    };
    items(cx.script, paths).into_iter().filter_map(kept).collect()
}

/// Whether a reader of files, at the call that names its paths, meets a place that is kept in Delta.
/// One that reads Delta already does not.
pub fn meets_kept(script: &Script<'_>, bound: &Bound, call: ExprId) -> bool {
    let lake = &script.view.world.lake;
    if lake.is_empty() {
        return false;
    }
    let named = paths(script, bound, call, "args");
    let literals: Vec<_> = named.iter().filter_map(|path| script.literal(*path)).collect();
    if !literals.iter().any(|path| lake.touches(&place(path))) {
        return false;
    }
    let format = before(script, call).find(|(name, _)| *name == "format").map(|(_, call)| {
        let ExprKind::Call(_, args, _) = &script.module.expr(call).kind else { return None };
        script.literal(args.first()?.value).map(|format| format.to_lowercase())
    });
    let written = match bound.values.get("args") {
        Some(Value::Positions(given)) => &given[..],
        _ => &[],
    };
    match (format.flatten().as_deref(), written) {
        (Some("delta"), _) => false,
        // Its format becomes Delta.
        (Some("parquet" | "orc"), [path]) => {
            let place = script.literal(*path).map(|path| place(&path));
            let folder = place.is_some_and(|place| lake.get(&place) == Some(&Kept::Folder));
            !folder || has_schema(script, call)
        }
        _ => true,
    }
}

/// Whether a reader is told its schema, which Delta refuses.
fn has_schema(script: &Script<'_>, call: ExprId) -> bool {
    before(script, call).any(|(name, _)| name == "schema")
}

/// The calls of a chain in front of one of them, nearest first.
fn before<'s>(script: &Script<'s>, call: ExprId) -> impl Iterator<Item = (&'s str, ExprId)> {
    let module = script.module;
    let mut at = call;
    std::iter::from_fn(move || {
        let ExprKind::Call(callee, ..) = &module.expr(at).kind else { return None };
        let ExprKind::Attribute(receiver, _) = &module.expr(*callee).kind else { return None };
        at = module.unparen(*receiver);
        let ExprKind::Call(callee, ..) = &module.expr(at).kind else { return None };
        let ExprKind::Attribute(_, attr) = &module.expr(*callee).kind else { return None };
        Some((attr.text, at))
    })
}

/// The paths that an argument names: the `paths` or the `path` of options, else the argument itself, or
/// what a call behind it is given (`place.load`).
pub fn paths(script: &Script<'_>, bound: &Bound, call: ExprId, argument: &str) -> Vec<ExprId> {
    if let Some(end) = argument.strip_prefix("place.") {
        return completing(script, call, &[end]).into_iter().collect();
    }
    match bound.values.get(argument) {
        Some(Value::Positions(given)) => given.iter().flat_map(|id| items(script, *id)).collect(),
        Some(Value::Keywords(pairs)) => path_of(script, pairs),
        Some(Value::Expr(id)) => match entries(script, bound, argument) {
            Ok(pairs) if !pairs.is_empty() => path_of(script, &pairs),
            _ => items(script, *id),
        },
        None => Vec::new(),
    }
}

fn path_of(script: &Script<'_>, pairs: &[(String, ExprId)]) -> Vec<ExprId> {
    let named = |name: &str| pairs.iter().find(|p| p.0.eq_ignore_ascii_case(name)).map(|p| p.1);
    named("paths").or_else(|| named("path")).map(|id| items(script, id)).unwrap_or_default()
}

fn items(script: &Script<'_>, id: ExprId) -> Vec<ExprId> {
    script.items(id).map_or_else(|| vec![id], <[ExprId]>::to_vec)
}

fn only(cx: &FragmentCx<'_>, argument: &str) -> Result<ExprId, Refusal> {
    cx.used.borrow_mut().extend([
        argument.to_owned(),
        format!("{argument}.paths"),
        format!("{argument}.path"),
    ]);
    match paths(cx.script, cx.bound, cx.call, argument)[..] {
        [one] if !has_schema(cx.script, cx.call) => Ok(one),
        _ => Err(cx.refuse("")),
    }
}

fn kept<'a>(cx: &FragmentCx<'a>, path: ExprId) -> Option<&'a Kept> {
    let lake = &cx.script.view.world.lake;
    if lake.is_empty() {
        return None;
    }
    lake.get(&place(&cx.script.literal(path)?))
}

fn plain(text: String) -> LowerResult {
    Ok(Lowered { text, notes: Vec::new() })
}

fn columnar(cx: &FragmentCx<'_>, argument: &str) -> Result<ExprId, Refusal> {
    let format = match cx.bound.values.get(argument) {
        Some(Value::Positions(given)) if given.len() == 1 => given[0],
        _ => return Err(cx.refuse("the format is no single argument")),
    };
    cx.used.borrow_mut().insert(argument.to_owned());
    match cx.script.literal(format).as_deref() {
        Some("parquet" | "orc") => Ok(format),
        _ => Err(Refusal { expr: format, message: "the format is not a columnar one".to_owned() }),
    }
}

/// The first argument of the call that completes a chain of options.
fn completing(script: &Script<'_>, call: ExprId, ends: &[&str]) -> Option<ExprId> {
    let (name, end) = end_of(script, call)?;
    if !ends.contains(&name) {
        return None;
    }
    let ExprKind::Call(_, args, _) = &script.module.expr(end).kind else { return None };
    let named = |arg: &crate::python::ast::Arg<'_>| arg.name.is_none_or(|n| n.text == "path");
    args.first().filter(|arg| arg.stars == 0 && named(arg)).map(|arg| arg.value)
}

fn ends_with(script: &Script<'_>, call: ExprId, ends: &[&str]) -> bool {
    end_of(script, call).is_some_and(|(name, _)| ends.contains(&name))
}

/// The last call of the chain that goes on behind a call, with its name.
fn end_of<'s>(script: &Script<'s>, call: ExprId) -> Option<(&'s str, ExprId)> {
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
