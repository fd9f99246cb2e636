//! What is said of functions whose callers may be outside of the run.

use super::hidden;
use super::inline::makes_context;
use super::looked_up::{asks_for_names, collects_a_session};
use super::plan::Plan;
use super::shared::is_glue;
use crate::python::ast::{FunctionDef, Span, StmtId, StmtKind};
use crate::python::scope::{Binding, ScopeId, ScopeKind};
use crate::script::Script;
use crate::types::{DefId, Ty};

/// A finding about a function: its place, the name of the finding, what it says, the way out.
pub type Said = (Span, &'static str, String, String);

const WHOLE: &str = "if the run holds all of them, say `whole_estate = true` in unglue.toml";

/// What a person must know of functions that others may call.
pub fn signatures(script: &Script<'_>, plan: &Plan) -> Vec<Said> {
    if script.settings.whole_estate {
        return Vec::new();
    }
    let mut out = gone(script, plan);
    for (id, types) in &script.typing.params {
        let StmtKind::Def(def) = &script.module.stmt(*id).kind else { continue };
        let name = def.name.text;
        if name.starts_with('_') && name != "__init__" || types.len() != def.params.len() {
            continue;
        }
        let here = DefId { module: script.view.here, stmt: *id };
        let shared = script.view.asked().is_some_and(|a| a.called.contains(&here));
        if shared || is_offered(script, *id) {
            out.extend(changed(script, plan, *id, def, types));
        } else {
            out.extend(kept(script, plan, *id, def, types));
        }
    }
    out
}

/// Names of a module that others of the run have from it, and that go.
fn gone(script: &Script<'_>, plan: &Plan) -> Vec<Said> {
    let here = script.view.here;
    let reads = script.view.asked().into_iter().flat_map(|asked| &asked.reads);
    let own = reads.filter(|(module, _)| *module == here).map(|(_, name)| name.as_str());
    let glue =
        |name: &&str| script.typing.names.get(*name).is_some_and(|ty| is_glue(script.stubs, ty));
    let mut out = Vec::new();
    for name in own.filter(glue) {
        let renamed =
            plan.facts.sessions.get(&(ScopeId(0), name.to_owned())).is_some_and(|new| new != name);
        let bindings = script.scopes.scope(ScopeId(0)).names.get(name).into_iter().flatten();
        let goes = bindings.filter_map(|binding| match binding {
            Binding::Target(stmt, target) if renamed || plan.deleted.contains(stmt) => {
                Some(*target)
            }
            _ => None,
        });
        if let Some(target) = goes.into_iter().next() {
            let message = format!(
                "`{name}` is gone from this module; the modules of this run that had it from here do without"
            );
            let way_out =
                format!("let modules outside of the run that import it make a session; {WHOLE}");
            out.push((script.module.expr(target).span, "name-gone", message, way_out));
        }
    }
    out
}

/// Whether a library has a function for others although only its own module calls it in this run.
fn is_offered(script: &Script<'_>, id: StmtId) -> bool {
    let scopes = script.scopes;
    let nested = matches!(scopes.scope(scopes.scope_of_stmt(id)).kind, ScopeKind::Function(_));
    let called = script.typing.call_sites.get(&id).is_some_and(|calls| !calls.is_empty());
    // Nobody imports a job.
    let job = || {
        makes_context(script)
            || script.module.text.contains("\"__main__\"")
            || script.module.text.contains("'__main__'")
    };
    called && !nested && !job()
}

/// A function of a module that others of the run import takes or gives other types now.
fn changed(
    script: &Script<'_>,
    plan: &Plan,
    id: StmtId,
    def: &FunctionDef<'_>,
    types: &[Ty],
) -> Option<Said> {
    let mut parts = Vec::new();
    for (index, param) in def.params.iter().enumerate() {
        let old = param.name.text;
        let unread = plan.unread.contains(&(id, index));
        let read = if unread { " and does not read it" } else { "" };
        match plan.session_params.get(&(id, index)) {
            Some(new) if new == old => {
                parts.push(format!("takes a SparkSession as `{old}`{read}"));
            }
            Some(new) => {
                parts.push(format!("takes a SparkSession as `{new}` (it was `{old}`){read}"));
            }
            None if is(script, &types[index], "DynamicFrame") => {
                parts.push(format!("takes a DataFrame as `{old}`"));
            }
            None if unread => parts.push(format!("does not read its `{old}` any more")),
            None => {}
        }
    }
    let returns = script.typing.returns.get(&id);
    for (was, now) in [("DynamicFrame", "DataFrame"), ("GlueContext", "SparkSession")] {
        if returns.is_some_and(|ty| is(script, ty, was)) {
            parts.push(format!("gives a {now}"));
        }
    }
    (!parts.is_empty()).then(|| {
        let what = parts.join(", ");
        let message = format!("`{}` {what}; its callers in this run go with it", def.name.text);
        let way_out = format!("change callers outside of the run too; {WHOLE}");
        (def.name.span, "signature-changed", message, way_out)
    })
}

/// A public function that nothing in the run calls keeps its parameters.
fn kept(
    script: &Script<'_>,
    plan: &Plan,
    id: StmtId,
    def: &FunctionDef<'_>,
    types: &[Ty],
) -> Option<Said> {
    let index = (0..types.len()).find(|i| is(script, &types[*i], "GlueContext"))?;
    // What is called through a decorator or as a callback keeps its parameters for another reason.
    let value = script.typing.used_as_value.contains(&id);
    if value || plan.session_params.contains_key(&(id, index)) {
        return None;
    }
    let old = def.params[index].name.text;
    let message = format!(
        "`{}` keeps its parameter `{old}` and takes the active session itself: who calls it is not in this run",
        def.name.text
    );
    let way_out = format!("take the parameter out together with the callers; {WHOLE}");
    Some((def.name.span, "signature-kept", message, way_out))
}

pub(super) fn is(script: &Script<'_>, ty: &Ty, class: &str) -> bool {
    script.stubs.class_named(class).is_some_and(|class| ty.may_be(class))
}

/// Whether a caller may leave a parameter out, so that it is `None`.
pub(super) fn is_optional(script: &Script<'_>, def: StmtId, index: usize) -> bool {
    let StmtKind::Def(stub) = &script.module.stmt(def).kind else { return false };
    let default = stub.params.get(index).and_then(|param| param.default);
    default.is_some_and(|value| script.may_be_none(value))
}

/// Whether a function fills a parameter in that is left out: `if context is None: context = …`. Such a
/// parameter keeps its name, and what is assigned to it stays.
pub(super) fn fills_in(script: &Script<'_>, def: StmtId, index: usize) -> bool {
    is_assigned(script, def, index) && is_optional(script, def, index)
}

/// The name of a parameter.
pub(super) fn param_name<'s>(script: &Script<'s>, def: StmtId, index: usize) -> Option<&'s str> {
    let StmtKind::Def(stub) = &script.module.stmt(def).kind else { return None };
    stub.params.get(index).map(|param| param.name.text)
}

/// Whether a parameter that carried a context keeps its name in a method, for its own sake or for that of
/// methods of other modules that it overrides or that override it.
pub(super) fn must_keep(script: &Script<'_>, def: StmtId, index: usize, old: &str) -> bool {
    let id = DefId { module: script.view.here, stmt: def };
    let world = script.view.world;
    let elsewhere = script.typing.overrides.iter().filter(|(_, own)| *own == id);
    let mut bases = elsewhere.filter_map(|(base, _)| world.function(*base));
    fills_in(script, def, index)
        || keeps_name(script, def, index, old)
        || script.view.asked().is_some_and(|asked| asked.keeps.contains(&(id, index)))
        || bases.any(|base| base.sessions.iter().any(|(at, name)| *at == index && name == old))
}

/// The parameters of methods of other modules that keep their names because one that overrides them does.
pub(super) fn kept_elsewhere(script: &Script<'_>) -> Vec<(DefId, usize)> {
    let mut kept = Vec::new();
    let pairs = script.typing.overrides.iter().filter(|(base, own)| base.module != own.module);
    for (base, own) in pairs {
        let Some(theirs) = script.view.world.function(*base) else { continue };
        for (index, (name, _)) in theirs.params.iter().enumerate().skip(1) {
            let same = param_name(script, own.stmt, index) == Some(name);
            if same && must_keep(script, own.stmt, index, name) {
                kept.push((*base, index));
            }
        }
    }
    kept
}

/// Whether a parameter that carried a context cannot be called `spark`: the function has such a name, or its own
/// means something else as well.
pub(super) fn keeps_name(script: &Script<'_>, def: StmtId, index: usize, old: &str) -> bool {
    let Some(scope) = script.scopes.body_scope(def) else { return true };
    let session = script.stubs.class_named("SparkSession");
    let bindings = script.scopes.scope(scope).names.get("spark");
    let is_session = |b: &Binding| matches!(b, Binding::Target(_, t) if session.is_some_and(|s| script.typing.of(*t).is(s)));
    bindings.is_some_and(|all| !all.iter().all(is_session))
        || is_assigned(script, def, index)
        || asks_for_names(script, def)
        || collects_a_session(script, def)
        || hidden::hides_a_session(script, def, index)
        || hidden::is_hidden_inside(script, scope, old)
}

/// Whether a function gives a parameter something else: `ctx = step(ctx)`.
pub(super) fn is_assigned(script: &Script<'_>, def: StmtId, index: usize) -> bool {
    let StmtKind::Def(stub) = &script.module.stmt(def).kind else { return false };
    let Some(param) = stub.params.get(index) else { return false };
    let scope = script.scopes.body_scope(def).map(|scope| script.scopes.scope(scope));
    let bindings = scope.and_then(|scope| scope.names.get(param.name.text));
    bindings.is_some_and(|all| all.iter().any(|b| !matches!(b, Binding::Param(..))))
}
