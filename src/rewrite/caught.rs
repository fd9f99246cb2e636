//! Whether an exception that is raised at a place is caught there.

use crate::python::ast::{ExprId, ExprKind, Handler, StmtId, StmtKind};
use crate::python::scope::ScopeKind;
use crate::script::Script;

/// What a guard compares as `place.caught`: `exception` where a handler of `Exception` is around the
/// place, in its function or in one that calls it, and no handler that ends of the program reach too.
pub fn caught(script: &Script<'_>, at: ExprId) -> &'static str {
    if catches(script, at, 2) { "exception" } else { "none" }
}

fn catches(script: &Script<'_>, at: ExprId, depth: u8) -> bool {
    let mut inner = script.scopes.stmt_of(at);
    while let Some(around) = script.scopes.stmt_parent(inner) {
        if let StmtKind::Try { body, handlers, .. } = &script.module.stmt(around).kind
            && script.module.holds(body, inner)
            && !handlers.is_empty()
        {
            return handlers.iter().any(|h| names(script, h).contains(&"Exception"))
                && !handlers.iter().any(|h| reaches_exit(script, h));
        }
        inner = around;
    }
    let scope = script.scopes.frame(script.scopes.scope_of(at));
    let ScopeKind::Function(def) = script.scopes.scope(scope).kind else { return false };
    depth > 0 && calls(script, def).iter().any(|call| catches(script, *call, depth - 1))
}

fn calls<'a>(script: &'a Script<'_>, def: StmtId) -> &'a [ExprId] {
    script.typing.call_sites.get(&def).map_or(&[], Vec::as_slice)
}

/// Whether a handler also catches `SystemExit`, by that name or one that becomes it.
fn reaches_exit(script: &Script<'_>, handler: &Handler) -> bool {
    let names = names(script, handler);
    let telling = ["BaseException", "SystemExit", "GlueArgumentError"];
    handler.exception.is_none() || names.iter().any(|name| telling.contains(name))
}

fn names<'a>(script: &Script<'a>, handler: &Handler) -> Vec<&'a str> {
    let Some(exception) = handler.exception else { return Vec::new() };
    let module = script.module;
    let name = |id: ExprId| match &module.expr(module.unparen(id)).kind {
        ExprKind::Name(name) => Some(*name),
        ExprKind::Attribute(_, attr) => Some(attr.text),
        _ => None,
    };
    match &module.expr(module.unparen(exception)).kind {
        ExprKind::Tuple(items) => items.iter().filter_map(|i| name(*i)).collect(),
        _ => name(exception).into_iter().collect(),
    }
}
