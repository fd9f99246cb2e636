//! Targets whose rows are found by a key: the columns that make it, and the place that holds them.

use super::fragments::FragmentCx;
use super::target::mapped_table;
use super::{LowerResult, Lowered, operand_text};
use crate::python::ast::ExprId;

/// `key_names(argument)`: a list of the columns that a text names, with commas between them.
pub(super) fn key_names(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let names = cx.required(&args[0])?;
    let text = match columns(cx, names) {
        Some(names) => format!("[{}]", names.join(", ")),
        None => split(cx, names),
    };
    plain(text)
}

/// `partition_names(form, argument, generator)`: the columns that a text names, as a further argument
/// (`argument`) or a call of a writer (`call`); nothing where the generator makes no partitions.
pub(super) fn partition_names(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let generator = cx.value(&args[2])?.and_then(|id| cx.script.literal(id)).unwrap_or_default();
    let Some(names) = cx.value(&args[1])?.filter(|id| !cx.script.is_empty_literal(*id)) else {
        return plain(String::new());
    };
    if generator.to_lowercase().ends_with("nonpartitionedkeygenerator") {
        return plain(String::new());
    }
    let (open, close) = match args[0].as_str() {
        "call" => (".partitionBy(", ")"),
        _ => (", partitions=", ""),
    };
    plain(match (columns(cx, names), args[0].as_str()) {
        (Some(names), "call") => format!("{open}{}{close}", names.join(", ")),
        (Some(names), _) => format!("{open}[{}]{close}", names.join(", ")),
        (None, "call") => format!("{open}*{}{close}", split(cx, names)),
        (None, _) => format!("{open}{}{close}", split(cx, names)),
    })
}

/// `place(path)`: the table that the configuration gives for a path, else the path.
pub(super) fn place(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let path = cx.required(&args[0])?;
    plain(match mapped_table(cx, path) {
        Some(table) => cx.quote(&table),
        None => (cx.source)(path),
    })
}

/// The quoted names of a literal text.
fn columns(cx: &FragmentCx<'_>, names: ExprId) -> Option<Vec<String>> {
    let text = cx.script.literal(names)?;
    Some(text.split(',').map(|name| cx.quote(name.trim())).collect())
}

/// The names of a text that is made at run time.
fn split(cx: &FragmentCx<'_>, names: ExprId) -> String {
    let source = operand_text(cx.script.module, names, &(cx.source)(names));
    format!("[key.strip() for key in {source}.split({})]", cx.quote(","))
}

fn plain(text: String) -> LowerResult {
    Ok(Lowered { text, notes: Vec::new() })
}
