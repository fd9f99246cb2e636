//! Readers of places that the run keeps in Delta. Where it does not, they refuse without a word.

use super::chain::{
    before, completing, end_of, ends_with, first_literal, may_have_schema, path_argument,
};
use super::fragments::{FragmentCx, entries};
use super::place_text::path_text;
use super::sql_files::named_files;
use super::{LowerResult, Lowered, Refusal};
use crate::python::ast::ExprId;
use crate::rules::bind::{Bound, Value};
use crate::script::Script;
use crate::types::lake::{Kept, Lake, folder, is_computed, place};

/// `lake_path(argument)`: the one path of a read or a write, where it is kept as Delta.
pub(super) fn path(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let id = only(cx, &args[0])?;
    let path = known(cx, id).filter(|path| follows(&cx.script.view.world.lake, path));
    match path.ok_or_else(|| cx.refuse(""))? {
        // Delta knows which files are its own.
        path if !path.contains('*') => plain((cx.source)(id)),
        path if !is_computed(&path) => plain(cx.quote(folder(&path))),
        _ => Err(cx.refuse("")),
    }
}

/// `lake_hidden(argument)`: without the columns that a reader of `path/*` does not see. Those that it sees
/// are not read off the names of folders any more.
pub(super) fn hidden(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let lake = &cx.script.view.world.lake;
    let path = known(cx, only(cx, &args[0])?).ok_or_else(|| cx.refuse(""))?;
    let hidden = lake.hidden(&path).ok_or_else(|| cx.refuse(""))?;
    let hidden: Vec<_> = hidden.iter().map(|name| cx.quote(name)).collect();
    if hidden.is_empty() || has_base_path(cx) {
        let typed = "its partition columns have the types that were written; folders gave numbers and dates for what looks like them";
        let notes = lake.has_folders(&place(&path)).then(|| typed.to_owned());
        return Ok(Lowered { text: String::new(), notes: notes.into_iter().collect() });
    }
    plain(format!(".drop({})", hidden.join(", ")))
}

/// Whether a reader is told where the folders begin that name columns, so that it sees them all.
fn has_base_path(cx: &FragmentCx<'_>) -> bool {
    let (calls, _) = before(cx.script, cx.call);
    calls.iter().any(|(name, call)| match *name {
        "option" => {
            first_literal(cx.script, *call).is_some_and(|o| o.eq_ignore_ascii_case("basePath"))
        }
        _ => false,
    })
}

/// Whether what reads a path may read the Delta table there instead: it is the folder itself, or all of
/// it where the script says which columns that hides.
fn follows(lake: &Lake, path: &str) -> bool {
    lake.get(&place(path)) == Some(&Kept::Folder) && lake.hidden(path).is_some()
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
    if has_base_path(cx) {
        return plain(format!(".where({condition})"));
    }
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
    let path = known(cx, only(cx, &args[0])?).ok_or_else(|| cx.refuse(""))?;
    match cx.script.view.world.lake.get(&place(&path)) {
        Some(Kept::Table(name)) => plain(cx.quote(name)),
        _ => Err(cx.refuse("")),
    }
}

/// `lake_format(argument)`: `"delta"` in place of the format of a reader or a writer whose `load` or `save`
/// names such a path.
pub(super) fn format(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let format = columnar(cx, &args[0])?;
    let stays = || Refusal { expr: format, message: "its path stays as it is".to_owned() };
    let (_, end) = end_of(cx.script, cx.call).ok_or_else(stays)?;
    let path = completing(cx.script, cx.call, &["load", "save"]).and_then(|path| known(cx, path));
    match path {
        Some(path) if keeps_its_path(cx.script, &path, end) => plain(cx.quote("delta")),
        _ => Err(stays()),
    }
}

/// Whether a chain that ends with this call becomes one of Delta when its format does.
fn keeps_its_path(script: &Script<'_>, path: &str, end: ExprId) -> bool {
    !path.contains('*') && follows(&script.view.world.lake, path) && !may_have_schema(script, end)
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
    let kept = |id: ExprId| {
        let place = lake.near(&place(&path_text(cx.script, id)?))?;
        let name = if is_computed(place) { cx.script.module.expr_source(id) } else { place };
        Some(match lake.get(place)? {
            Kept::Folder => format!(
                "a job of this run keeps `{name}` as Delta from now on: read it with format(\"delta\")"
            ),
            Kept::Table(table) => format!(
                "a job of this run keeps the rows of `{name}` in the table `{table}` from now on: read that table"
            ),
            Kept::Unclear => format!(
                "a job of this run keeps the rows of `{name}` in a table from now on: read the table that it writes"
            ),
        })
    };
    items(cx.script, paths).into_iter().filter_map(kept).collect()
}

/// Whether a reader or a writer of files, at the call that names its paths, meets a place that is kept in
/// Delta. One that is of Delta already does not.
pub fn meets_kept(script: &Script<'_>, bound: &Bound, call: ExprId, argument: &str) -> bool {
    let lake = &script.view.world.lake;
    if lake.is_empty() {
        return false;
    }
    let named = named_places(script, bound, call, argument);
    if !named.iter().any(|place| lake.touches(place)) {
        return false;
    }
    match named_format(script, bound, call) {
        Some((format, _)) if format == "delta" => false,
        // The format becomes Delta where `lake_format` finds this call behind it.
        Some((format, Some(by))) if ["parquet", "orc"].contains(&format.as_str()) => {
            let ends_here = end_of(script, by).is_some_and(|(_, end)| end == call);
            let path = path_argument(script, call).and_then(|path| path_text(script, path));
            !path.is_some_and(|path| ends_here && keeps_its_path(script, &path, call))
        }
        _ => true,
    }
}

/// The format that an argument of a call names, or a call in front of it, with that call.
fn named_format(
    script: &Script<'_>,
    bound: &Bound,
    call: ExprId,
) -> Option<(String, Option<ExprId>)> {
    if let Some(Value::Keywords(pairs)) = bound.values.get("kwargs")
        && let Some((_, format)) = pairs.iter().find(|(name, _)| name == "format")
    {
        return Some((script.literal(*format)?.to_lowercase(), None));
    }
    let (calls, _) = before(script, call);
    let (_, by) = calls.into_iter().find(|(name, _)| *name == "format")?;
    Some((first_literal(script, by)?.to_lowercase(), Some(by)))
}

/// The places that an argument names, as far as the script tells.
pub fn named_places(
    script: &Script<'_>,
    bound: &Bound,
    call: ExprId,
    argument: &str,
) -> Vec<String> {
    if let Some(query) = argument.strip_prefix("sql.") {
        let given = bound.values.iter().find(|(name, _)| name.eq_ignore_ascii_case(query));
        let Some((_, Value::Expr(query))) = given else { return Vec::new() };
        let text = path_text(script, *query).unwrap_or_default();
        return named_files(&text).into_iter().map(place).collect();
    }
    let paths = paths(script, bound, call, argument).into_iter();
    paths.filter_map(|path| path_text(script, path)).map(|path| place(&path)).collect()
}

/// The paths that an argument names: the `paths` or the `path` of options, else the argument itself, or
/// what a call behind it is given (`place.load`).
pub fn paths(script: &Script<'_>, bound: &Bound, call: ExprId, argument: &str) -> Vec<ExprId> {
    if let Some(end) = argument.strip_prefix("place.") {
        return completing(script, call, &[end]).into_iter().collect();
    }
    let given = bound.values.get(argument);
    match given.or_else(|| bound.values.get("kwargs").filter(|_| argument == "args")) {
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
    cx.account_for(argument);
    ["paths", "path"].iter().for_each(|key| cx.account_for(&format!("{argument}.{key}")));
    match paths(cx.script, cx.bound, cx.call, argument)[..] {
        [one] if argument != "args" || !may_have_schema(cx.script, cx.call) => Ok(one),
        _ => Err(cx.refuse("")),
    }
}

fn known(cx: &FragmentCx<'_>, path: ExprId) -> Option<String> {
    if cx.script.view.world.lake.is_empty() {
        return None;
    }
    path_text(cx.script, path)
}

fn plain(text: String) -> LowerResult {
    Ok(Lowered { text, notes: Vec::new() })
}

fn columnar(cx: &FragmentCx<'_>, argument: &str) -> Result<ExprId, Refusal> {
    let format = match cx.bound.values.get(argument) {
        Some(Value::Positions(given)) if given.len() == 1 => given[0],
        _ => return Err(cx.refuse("the format is no single argument")),
    };
    cx.account_for(argument);
    match cx.script.literal(format).as_deref() {
        Some("parquet" | "orc") => Ok(format),
        _ => Err(Refusal { expr: format, message: "the format is not a columnar one".to_owned() }),
    }
}
