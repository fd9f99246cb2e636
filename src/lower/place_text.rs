//! Paths that are put together: what is literal of them, and what only a run knows.

use crate::python::ast::{ExprId, ExprKind, StrLit};
use crate::python::scope::Binding;
use crate::script::Script;
use crate::types::lake::MARK;

/// How many names and operators deep a path is followed.
const NESTED: usize = 5;

/// The text of a path. A name or an entry of a dict whose value only a run knows stands in it as a mark
/// that is the same wherever the same value is meant, and in no other module.
pub fn path_text(script: &Script<'_>, id: ExprId) -> Option<String> {
    let mut text = String::new();
    push(script, id, &mut text, NESTED)?;
    Some(text)
}

/// The folder with which a path begins, as far as it is known: empty where nothing is.
pub fn folder_at_start(script: &Script<'_>, id: ExprId) -> String {
    let mut text = String::new();
    push_start(script, id, &mut text, NESTED);
    text.truncate(text.rfind('/').unwrap_or_default());
    text
}

/// The columns that the last folders of a path name: `day` of `f"{base}/day={day}/"`.
pub fn partitions(script: &Script<'_>, id: ExprId) -> Vec<String> {
    let mut text = String::new();
    push_shape(script, id, &mut text, NESTED);
    let named = |folder: &str| {
        let (name, _) = folder.split_once('=')?;
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
        (!name.is_empty() && name.chars().all(plain)).then(|| name.to_owned())
    };
    let folders = text.trim_end_matches('/').rsplit('/');
    let mut names: Vec<_> = folders.map_while(named).collect();
    names.reverse();
    names
}

/// Adds all that is written out of a path, with a mark for each part that is not.
fn push_shape(script: &Script<'_>, id: ExprId, text: &mut String, depth: usize) {
    let (Some(depth), Some(mut first)) = (depth.checked_sub(1), script.constant(id)) else {
        return text.push(MARK);
    };
    let mut rest = Vec::new();
    while let ExprKind::Binary(left, "+", right) = script.module.expr(first).kind {
        rest.push(right);
        first = script.module.unparen(left);
    }
    push_pattern(script, first, text, depth);
    rest.into_iter().rev().for_each(|part| push_shape(script, part, text, depth));
}

/// A text with holes, or a name for one.
fn push_pattern(script: &Script<'_>, id: ExprId, text: &mut String, depth: usize) {
    match &script.module.expr(id).kind {
        ExprKind::Call(function, ..) => match script.module.expr(*function).kind {
            ExprKind::Attribute(pattern, name) if name.text == "format" => {
                push_shape(script, pattern, text, depth);
            }
            _ => text.push(MARK),
        },
        ExprKind::Str(_) => {
            let mut open = 0;
            for part in
                script.module.expr_source(id).trim_start_matches(['f', 'F', 'r', 'R']).chars()
            {
                match part {
                    '{' => open += 1,
                    '}' => open -= i32::from(open > 0),
                    '"' | '\'' => {}
                    _ if open == 0 => text.push(part),
                    _ => {}
                }
            }
        }
        ExprKind::Name(_) => push_shape(script, id, text, depth),
        _ => text.push(MARK),
    }
}

/// Adds what is known from the start on; whether that is all.
fn push_start(script: &Script<'_>, id: ExprId, text: &mut String, depth: usize) -> bool {
    if push(script, id, text, depth).is_some() {
        return true;
    }
    let (Some(depth), Some(id)) = (depth.checked_sub(1), script.constant(id)) else {
        return false;
    };
    let upto = |text: &mut String, pattern: ExprId, mark: char| {
        let pattern = script.module.str_value(pattern).unwrap_or_default();
        text.push_str(pattern.split(mark).next().unwrap_or_default());
    };
    match &script.module.expr(id).kind {
        ExprKind::Binary(left, "+", right) => {
            return push_start(script, *left, text, depth)
                && push_start(script, *right, text, depth);
        }
        ExprKind::Binary(pattern, "%", _) => upto(text, *pattern, '%'),
        ExprKind::Call(function, ..) => {
            if let ExprKind::Attribute(pattern, name) = script.module.expr(*function).kind
                && name.text == "format"
            {
                upto(text, pattern, '{');
            }
        }
        ExprKind::Str(literal) => {
            let _ = push_formatted(script, id, literal, text, depth);
        }
        _ => {}
    }
    false
}

fn push(script: &Script<'_>, id: ExprId, text: &mut String, depth: usize) -> Option<()> {
    if let Some(literal) = script.literal(id) {
        text.push_str(&literal);
        return Some(());
    }
    let depth = depth.checked_sub(1)?;
    let before = text.len();
    let known = script.constant(id).and_then(|id| match &script.module.expr(id).kind {
        ExprKind::Binary(left, "+", right) => {
            push(script, *left, text, depth)?;
            push(script, *right, text, depth)
        }
        ExprKind::Str(literal) => push_formatted(script, id, literal, text, depth),
        ExprKind::Subscript(..) => push_mark(script, id, text),
        _ => None,
    });
    known.or_else(|| {
        text.truncate(before);
        push_mark(script, script.module.unparen(id), text)
    })
}

/// An f-string of one piece, whose holes have no format of their own.
fn push_formatted(
    script: &Script<'_>,
    id: ExprId,
    literal: &StrLit,
    text: &mut String,
    depth: usize,
) -> Option<()> {
    let body = script.module.expr_source(id).strip_prefix(['f', 'F'])?;
    let quote = body.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let body = body.strip_prefix(quote)?.strip_suffix(quote)?;
    if body.contains(['\\', '\n']) || body.contains("{{") || body.contains("}}") {
        return None;
    }
    let start = script.module.expr(id).span.start as usize + 2;
    let mut at = 0;
    for hole in &literal.interpolations {
        let span = script.module.expr(*hole).span;
        let from = (span.start as usize).checked_sub(start)?;
        let to = (span.end as usize).checked_sub(start)?;
        text.push_str(body.get(at..from)?.strip_suffix('{')?);
        push(script, *hole, text, depth)?;
        body.get(to..)?.strip_prefix('}')?;
        at = to + 1;
    }
    let rest = body.get(at..)?;
    // What is left of an implicit concatenation has quotes in it.
    (!rest.contains([quote, '{', '}'])).then(|| text.push_str(rest))
}

/// A name that is bound once, or an entry of a dict that has one.
fn push_mark(script: &Script<'_>, id: ExprId, text: &mut String) -> Option<()> {
    let (holder, key) = match &script.module.expr(id).kind {
        ExprKind::Name(_) => (id, ""),
        ExprKind::Subscript(dict, index) => {
            let [key] = index[..] else { return None };
            // A dict that is filled later may hold something else by then.
            script.constant(*dict)?;
            (*dict, script.module.str_value(key)?)
        }
        _ => return None,
    };
    let name = script.module.name(holder)?;
    let from = script.scopes.scope_of(id);
    let owner = script.scopes.resolve(from, name)?;
    let one_value = matches!(
        script.scopes.bindings(from, name),
        [Binding::Target(..) | Binding::Param(..) | Binding::Import(_)]
    );
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    if !one_value || !key.chars().all(plain) {
        return None;
    }
    let module = script.view.here.0;
    text.push_str(&format!("{MARK}{module} {} {name} {key}{MARK}", owner.0));
    Some(())
}
