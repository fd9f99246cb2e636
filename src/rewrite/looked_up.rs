//! Names that a function is asked for by their text, so that they cannot become others.

use crate::python::ast::{ExprId, ExprKind, ParamKind, StmtId, StmtKind};
use crate::script::Script;

/// Whether code in a function asks for its names by their text: `locals()`, `eval(…)`.
pub(super) fn asks_for_names(script: &Script<'_>, def: StmtId) -> bool {
    let (module, scopes) = (script.module, script.scopes);
    let inside = module.stmt(def).span;
    let asks = |name: &str, read: &ExprId| {
        let call = scopes.parent(*read).map(|around| &module.expr(around).kind);
        let Some(ExprKind::Call(function, args, _)) = call else { return false };
        *function == *read && (args.is_empty() || matches!(name, "eval" | "exec"))
    };
    ["locals", "vars", "eval", "exec"].into_iter().any(|name| {
        let mut reads = scopes.reads_of(None, name).iter();
        reads.any(|read| inside.contains(module.expr(*read).span) && asks(name, read))
    })
}

/// Whether a function collects a keyword `spark` beside its parameters: `def f(glueContext, **options)`, called
/// with `spark=…` or with a dict of which nothing is known, or asking for it.
pub(super) fn collects_a_session(script: &Script<'_>, def: StmtId) -> bool {
    let module = script.module;
    let StmtKind::Def(function) = &module.stmt(def).kind else { return false };
    if !function.params.iter().any(|param| param.kind == ParamKind::DoubleStar) {
        return false;
    }
    let source = module.source(module.stmt(def).span);
    let calls = script.typing.call_sites.get(&def).map_or(&[][..], Vec::as_slice);
    source.contains("\"spark\"")
        || source.contains("'spark'")
        || calls.iter().any(|call| match &module.expr(*call).kind {
            ExprKind::Call(_, args, _) => {
                args.iter().any(|arg| arg.stars == 2 || arg.name.is_some_and(|n| n.text == "spark"))
            }
            _ => false,
        })
}
