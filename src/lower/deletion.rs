//! Deletions below a path. Where the run keeps the rows of the path in Delta, its files are not to be
//! touched: the rows go.

use super::fragments::FragmentCx;
use super::place_text::{folder_at_start, path_text};
use super::{LowerResult, Lowered, Refusal};
use crate::python::ast::ExprId;
use crate::rules::bind::Value;
use crate::types::lake::{Kept, MARK, place};

/// How the rows below a path are kept.
enum Below<'a> {
    /// As files: the run keeps nothing there in Delta.
    Files,
    /// In a Delta folder, or nothing is known of the path.
    Folder,
    /// In a table with this name.
    Table(&'a str),
    /// In tables whose names are not known here, or in several.
    Tables,
}

/// `deleted_from(argument)`: what a deletion below a path must know besides: the table in which the rows
/// are kept, if any. Refuses where nothing is kept in Delta there.
pub(super) fn deleted_from(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    match below(cx, path(cx, &args[0])?) {
        Below::Files => Err(cx.refuse("")),
        Below::Folder => Ok(Lowered { text: String::new(), notes: Vec::new() }),
        Below::Table(name) => {
            Ok(Lowered { text: format!(", {}", cx.quote(name)), notes: Vec::new() })
        }
        Below::Tables => Ok(Lowered {
            text: String::new(),
            notes: vec![
                "a job of the run keeps rows of the path in a table by its name: delete them there"
                    .to_owned(),
            ],
        }),
    }
}

/// `files_below(argument)`: the path, where its files are what a job reads from there.
pub(super) fn files_below(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let path = path(cx, &args[0])?;
    match below(cx, path) {
        Below::Files => Ok(Lowered { text: (cx.source)(path), notes: Vec::new() }),
        _ => Err(cx.refuse("")),
    }
}

fn path(cx: &FragmentCx<'_>, argument: &str) -> Result<ExprId, Refusal> {
    cx.account_for(argument);
    match cx.bound.values.get(argument) {
        Some(Value::Expr(path)) => Ok(*path),
        _ => Err(cx.refuse("")),
    }
}

fn below<'a>(cx: &FragmentCx<'a>, path: ExprId) -> Below<'a> {
    let lake = &cx.script.view.world.lake;
    if lake.is_empty() {
        return Below::Files;
    }
    let whole = path_text(cx.script, path).map(|text| place(&text));
    let known = whole.clone().unwrap_or_else(|| place(&folder_at_start(cx.script, path)));
    let kept = lake.near(&known).filter(|kept| whole.is_some() || kept.len() <= known.len());
    let Some(kept) = kept else {
        // It may lead to any place, or nothing is kept where it leads to.
        let any = known.is_empty() || known.starts_with(MARK) || lake.touches(&known);
        return if any { Below::Folder } else { Below::Files };
    };
    let inside = kept.len() > known.len();
    let all = inside || whole.is_some() && kept.len() == known.len();
    match lake.get(kept) {
        // With its folder goes the table as a whole.
        Some(Kept::Folder) if all => Below::Files,
        Some(Kept::Folder) => Below::Folder,
        Some(Kept::Table(name)) if !inside => Below::Table(name),
        _ => Below::Tables,
    }
}
