//! Fragments for the helper functions that Glue Studio writes into a job.

use super::fragments::FragmentCx;
use super::rows::predicate_of;
use super::sql::rename_table;
use super::views::used_views;
use super::{LowerResult, Lowered, Refusal, operand_text};
use crate::python::ast::{ExprId, ExprKind, FunctionDef, StmtId, StmtKind};
use crate::python::scope::Binding;
use crate::script::Script;
use crate::types::{Callee, bind_local};

fn plain(text: impl Into<String>) -> LowerResult {
    Ok(Lowered { text: text.into(), notes: Vec::new() })
}

/// `views(mapping, query)`: registers each frame of a literal dict as a view of its own. A name that
/// an earlier query of the file has used gets a number, and the query is told (spec E 33).
pub(super) fn views(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    stands_alone(cx)?;
    let query = cx.required(&args[1])?;
    let mapping = cx.required(&args[0])?;
    let Some(frames) = cx.script.dict(mapping) else {
        return Err(Refusal {
            expr: mapping,
            message: format!("`{}` is not a literal dict", args[0]),
        });
    };
    let used = used_views(cx.script, &args[0]);
    let mut out = Lowered::default();
    let mut lines = Vec::new();
    for (name, frame) in &frames {
        let earlier = used.before(cx, name);
        let mut view = name.clone();
        let own = constant_name(cx.script, *frame);
        if earlier.count > 0 && (own.is_none() || earlier.frame != own) {
            view = used.unused(cx.script, name, earlier.count + 1);
            rename(cx, query, name, &view)?;
        } else if earlier.in_block {
            continue;
        }
        let text = operand_text(cx.script.module, *frame, &(cx.source)(*frame));
        lines.push(format!("{text}.createOrReplaceTempView({})", cx.quote(&view)));
    }
    out.text = lines.join("\n");
    if let Some(note) = repeated(cx) {
        out.notes.push(note);
    }
    Ok(out)
}

/// Statements can be put before the call's own only where the call runs just once with it.
fn stands_alone(cx: &FragmentCx<'_>) -> Result<(), Refusal> {
    let (module, scopes) = (cx.script.module, cx.script.scopes);
    let mut at = scopes.parent(cx.call);
    while let Some(id) = at {
        if matches!(
            module.expr(id).kind,
            ExprKind::Lambda(..)
                | ExprKind::Comprehension(..)
                | ExprKind::IfElse { .. }
                | ExprKind::BoolOp(..)
        ) {
            return Err(cx.refuse("it stands in an expression that may run it not at all"));
        }
        at = scopes.parent(id);
    }
    match module.stmt(scopes.stmt_of(cx.call)).kind {
        StmtKind::Expr(_) | StmtKind::Assign { .. } | StmtKind::Return(_) => Ok(()),
        _ => Err(cx.refuse("it is part of a statement that may run it not at all")),
    }
}

/// The name of a frame that is bound once, so that it always stands for the same one.
pub(super) fn constant_name<'a>(script: &'a Script<'_>, frame: ExprId) -> Option<&'a str> {
    let name = script.module.name(frame)?;
    (script.scopes.bindings(script.scopes.scope_of(frame), name).len() == 1).then_some(name)
}

/// Renames a table in the text of a query.
fn rename(cx: &FragmentCx<'_>, query: ExprId, old: &str, new: &str) -> Result<(), Refusal> {
    let shared = |why: &str| Refusal {
        expr: query,
        message: format!(
            "the view `{old}` is used by an earlier query, and {why}, so it cannot be given a name of its own"
        ),
    };
    let literal = text_of(cx, query).ok_or_else(|| shared("the SQL is not a literal"))?;
    let module = cx.script.module;
    let span = module.expr(literal).span.range();
    let source = &module.text[span.clone()];
    let body = body(source).ok_or_else(|| shared("the SQL is written in several pieces"))?;
    let edits = rename_table(&source[body.clone()], old, new)
        .filter(|edits| !edits.is_empty())
        .ok_or_else(|| shared("the SQL does not read it as a table"))?;
    for (range, text) in edits {
        let start = span.start + body.start;
        (cx.elsewhere)(start + range.start..start + range.end, text);
    }
    Ok(())
}

/// The string that a query is: itself, or what its name was last given before the call, where only
/// this call reads that.
fn text_of(cx: &FragmentCx<'_>, query: ExprId) -> Option<ExprId> {
    let (module, scopes) = (cx.script.module, cx.script.scopes);
    let query = module.unparen(query);
    if matches!(module.expr(query).kind, ExprKind::Str(_)) {
        return Some(query);
    }
    let name = module.name(query)?;
    let scope = scopes.scope_of(query);
    let at = module.expr(query).span.start;
    let mut bound: Vec<(u32, StmtId)> = Vec::new();
    for binding in scopes.bindings(scope, name) {
        let Binding::Target(stmt, _) = binding else { return None };
        bound.push((module.stmt(*stmt).span.start, *stmt));
    }
    let (from, stmt) = bound.iter().copied().filter(|b| b.0 < at).max()?;
    let until = bound.iter().map(|b| b.0).filter(|s| *s > at).min().unwrap_or(u32::MAX);
    let StmtKind::Assign { targets, value: Some(value), .. } = &module.stmt(stmt).kind else {
        return None;
    };
    let readers = scopes.reads_of(scopes.resolve(scope, name), name).iter();
    let here = readers.filter(|r| (from..until).contains(&module.expr(**r).span.start)).count();
    let same_block = scopes.stmt_parent(stmt) == scopes.stmt_parent(scopes.stmt_of(query));
    let value = module.unparen(*value);
    (targets.len() == 1
        && here == 1
        && same_block
        && matches!(module.expr(value).kind, ExprKind::Str(_)))
    .then_some(value)
}

/// The text between the quotes of a string that is one piece.
fn body(source: &str) -> Option<std::ops::Range<usize>> {
    let prefix = source.find(['"', '\''])?;
    let rest = &source[prefix..];
    let sign = &rest[..1];
    let quotes = if rest.starts_with(&sign.repeat(3)) { sign.repeat(3) } else { sign.to_owned() };
    let start = prefix + quotes.len();
    let end = source.len().checked_sub(quotes.len()).filter(|e| *e >= start)?;
    let inner = &source[start..end];
    let whole =
        source.ends_with(&quotes) && !inner.replace(&format!("\\{sign}"), "").contains(&quotes);
    whole.then_some(start..end)
}

/// Where a view is registered again while frames that read it may still be used.
fn repeated(cx: &FragmentCx<'_>) -> Option<String> {
    let (module, scopes) = (cx.script.module, cx.script.scopes);
    let mut at = Some(scopes.stmt_of(cx.call));
    let mut again = false;
    while let Some(id) = at {
        again |= match &module.stmt(id).kind {
            StmtKind::For { .. } | StmtKind::While(..) => true,
            StmtKind::Def(_) => {
                cx.script.typing.call_sites.get(&id).is_some_and(|calls| calls.len() > 1)
            }
            _ => false,
        };
        at = scopes.stmt_parent(id);
    }
    again.then(|| {
        "the views are registered anew in each pass: on Spark Connect a frame of an earlier pass that is \
         not yet written reads the later view"
            .to_owned()
    })
}

/// `spread(groups)`: the items of a list as arguments.
pub(super) fn spread(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let list = cx.required(&args[0])?;
    match cx.script.items(list) {
        Some(items) => plain(items.iter().map(|i| (cx.source)(*i)).collect::<Vec<_>>().join(", ")),
        None => plain(format!("*{}", (cx.source)(list))),
    }
}

/// `aggregates(aggs)`: `[["amount", "sum"]]` as `F.sum("amount")`.
pub(super) fn aggregates(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let list = cx.required(&args[0])?;
    let refuse = |expr| Refusal {
        expr,
        message: "an aggregate is a literal pair of a column and a function".to_owned(),
    };
    let items = cx.script.items(list).ok_or_else(|| refuse(list))?;
    let mut parts = Vec::new();
    for item in items {
        let [column, function] = cx.script.items(*item).ok_or_else(|| refuse(*item))? else {
            return Err(refuse(*item));
        };
        let name = cx.script.literal(*function).ok_or_else(|| refuse(*function))?;
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
            return Err(refuse(*function));
        }
        parts.push(format!("{}.{name}({})", (cx.import)("F"), (cx.source)(*column)));
    }
    plain(parts.join(", "))
}

/// `routes(frame, groups)`: a list of named conditions as a dict of filtered frames.
pub(super) fn routes(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let frame = super::frames::variable(cx, &args[..1])?.text;
    let list = cx.required(&args[1])?;
    let items = cx.script.items(list).ok_or_else(|| Refusal {
        expr: list,
        message: format!("`{}` is not a literal list", args[1]),
    })?;
    let mut out = Lowered::default();
    let mut parts = Vec::new();
    for item in items {
        let (name, condition) = (field(cx, *item, "name")?, field(cx, *item, "filters")?);
        let condition = predicate_of(cx, condition)?;
        for note in condition.notes {
            if !out.notes.contains(&note) {
                out.notes.push(note);
            }
        }
        parts.push(format!("{}: {frame}.filter({})", (cx.source)(name), condition.text));
    }
    out.text = format!("{{{}}}", parts.join(", "));
    Ok(out)
}

/// What the constructor of a local class puts into a field.
fn field(cx: &FragmentCx<'_>, object: ExprId, field: &str) -> Result<ExprId, Refusal> {
    let module = cx.script.module;
    let object = module.unparen(object);
    let found = match (cx.script.typing.callees.get(&object), &module.expr(object).kind) {
        (Some(Callee::Local { def, bound }), ExprKind::Call(_, args, _))
            if def.module == cx.script.view.here =>
        {
            match &module.stmt(def.stmt).kind {
                StmtKind::Def(stub) => param_of(cx, stub, field).and_then(|param| {
                    let params = stub.params.iter().map(|p| (p.name.text, p.kind));
                    let taken = bind_local(&params, *bound, args);
                    let at = taken.iter().position(|t| *t == Some(param))?;
                    Some(args[at].value)
                }),
                _ => None,
            }
        }
        _ => None,
    };
    found.ok_or_else(|| Refusal {
        expr: object,
        message: format!("what its `{field}` is cannot be seen"),
    })
}

/// The parameter that `self.field = parameter` keeps.
fn param_of(cx: &FragmentCx<'_>, init: &FunctionDef<'_>, field: &str) -> Option<usize> {
    let module = cx.script.module;
    init.body.stmts.iter().find_map(|id| {
        let StmtKind::Assign { targets, value: Some(value), .. } = &module.stmt(*id).kind else {
            return None;
        };
        let ExprKind::Attribute(_, attr) = module.expr(*targets.first()?).kind else { return None };
        let name = module.name(*value).filter(|_| attr.text == field)?;
        init.params.iter().position(|p| p.name.text == name)
    })
}

/// `first(dfc, key)`: `dfc[list(dfc.keys())[0]]` is the first of its values.
pub(super) fn first(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let (frames, key) = (cx.required(&args[0])?, cx.required(&args[1])?);
    let module = cx.script.module;
    let name = module.name(frames);
    let of_keys = |id: ExprId| -> Option<&str> {
        let ExprKind::Subscript(list, index) = &module.expr(module.unparen(id)).kind else {
            return None;
        };
        let zero = index.len() == 1 && module.expr_source(index[0]) == "0";
        let ExprKind::Call(func, items, _) = &module.expr(*list).kind else { return None };
        let [item] = &items[..] else { return None };
        let ExprKind::Call(method, none, _) = &module.expr(item.value).kind else { return None };
        let ExprKind::Attribute(object, attr) = module.expr(*method).kind else { return None };
        (zero && none.is_empty() && attr.text == "keys" && module.name(*func) == Some("list"))
            .then(|| module.name(object))?
    };
    match name {
        Some(name) if of_keys(key) == Some(name) => {
            plain(format!("list({}.values())[0]", (cx.source)(frames)))
        }
        _ => Err(cx.refuse("the key is not the first of the collection")),
    }
}
