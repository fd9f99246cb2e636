//! Names of sessions that something else of the same name hides.

use super::render::Renderer;
use super::signature::{is, is_optional};
use crate::python::ast::{ExprId, StmtId};
use crate::python::scope::{Binding, ScopeId, ScopeKind};
use crate::script::Script;
use crate::types::Ty;

impl Renderer<'_> {
    /// Whether the name of a session of another scope is something else at a place. A parameter called so
    /// that is not known is the session that its callers give.
    pub(super) fn is_hidden(&self, at: ExprId, owner: ScopeId, session: &str) -> bool {
        let script = self.script;
        let Some(found) = script.scopes.resolve(script.scopes.scope_of(at), session) else {
            return false;
        };
        let mut around = std::iter::successors(script.scopes.scope(found).parent, |scope| {
            script.scopes.scope(*scope).parent
        });
        let given = |binding: &Binding| match binding {
            Binding::Param(def, index) => {
                let params = script.typing.params.get(def);
                let ty = params.and_then(|params| params.get(*index));
                !is_optional(script, *def, *index)
                    && ty.is_none_or(|ty| matches!(ty, Ty::Unknown | Ty::Never))
            }
            _ => false,
        };
        let bindings = script.scopes.scope(found).names.get(session);
        around.any(|scope| scope == owner) && !bindings.is_some_and(|all| all.iter().all(given))
    }
}

/// Whether a parameter that may be left out would hide a session from its function if it had that one's
/// name: `context = context if context else glueContext`.
pub(super) fn hides_a_session(script: &Script<'_>, def: StmtId, index: usize) -> bool {
    let (module, scopes) = (script.module, script.scopes);
    let inside = module.stmt(def).span;
    let outer = |owner: Option<ScopeId>| {
        owner.is_some_and(|owner| match scopes.scope(owner).kind {
            ScopeKind::Function(of) => !inside.contains(module.stmt(of).span),
            _ => true,
        })
    };
    let session = |name: &str, read: ExprId| {
        name == "spark" || is(script, script.typing.of(read), "GlueContext")
    };
    is_optional(script, def, index)
        && scopes.reads().filter(|(owner, ..)| outer(*owner)).any(|(_, name, places)| {
            let within = |read: &&ExprId| inside.contains(module.expr(**read).span);
            places.iter().filter(within).any(|read| session(name, *read))
        })
}

/// Whether a name of a function is read in one inside of it that has a `spark` of its own.
pub(super) fn is_hidden_inside(script: &Script<'_>, own: ScopeId, name: &str) -> bool {
    let scopes = script.scopes;
    scopes.reads_of(Some(own), name).iter().any(|read| {
        let around =
            std::iter::successors(Some(scopes.scope_of(*read)), |s| scopes.scope(*s).parent);
        around.take_while(|s| *s != own).any(|s| scopes.scope(s).names.contains_key("spark"))
    })
}
