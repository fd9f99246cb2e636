//! What rendering learns about a script and needs to know of itself: which names are still read, which
//! statements go, where a session comes from. A few rounds make it stable.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::alias::Aliases;
use crate::python::ast::{ExprId, ExprSet, StmtId};
use crate::python::scope::ScopeId;

/// A name of a scope.
pub type Owned = (ScopeId, String);

/// Whether a name of a scope is one of them; it is asked too often to copy the name for it.
pub fn holds(names: &BTreeSet<Owned>, owner: ScopeId, name: &str) -> bool {
    if names.is_empty() {
        return false;
    }
    let of_scope = names.range((owner, String::new())..).take_while(|(scope, _)| *scope == owner);
    of_scope.map(|(_, known)| known).any(|known| known == name)
}

/// The facts of one round.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Name expressions that are still read.
    pub survivors: ExprSet,
    /// Names that inserted code reads.
    pub inserted_reads: BTreeSet<Owned>,
    /// Names that must stay a `GlueContext` because a call that stays Glue reads them.
    pub verbatim: BTreeSet<Owned>,
    /// Attributes that must stay a `GlueContext`.
    pub verbatim_attrs: BTreeSet<String>,
    /// Attribute names that are still read.
    pub attr_reads: BTreeSet<String>,
    /// `GlueContext` names whose construction becomes the construction of a session of that name.
    pub sessions: BTreeMap<Owned, String>,
    /// Functions whose parameter gives a session to what is in them.
    pub session_reads: FxHashSet<StmtId>,
    /// Functions that need a session of their own.
    pub function_sessions: BTreeSet<StmtId>,
    /// Whether the module needs a session that no statement makes.
    pub module_session: bool,
    /// Edits of strings that a rewritten call reads from elsewhere.
    pub elsewhere: BTreeMap<(usize, usize), String>,
    /// Functions whose result must stay a `GlueContext`.
    pub kept_returns: BTreeSet<StmtId>,
    /// Names of `rules/imports.toml` that are used.
    pub imports: BTreeSet<String>,
    /// Sites that stay Glue and are in the new text; those in an argument that goes are not.
    pub left: FxHashSet<ExprId>,
}

impl Facts {
    /// Adds those of a part of the script.
    pub fn add(&mut self, part: &Self) {
        let Self {
            survivors,
            inserted_reads,
            verbatim,
            verbatim_attrs,
            attr_reads,
            sessions,
            session_reads,
            function_sessions,
            module_session,
            elsewhere,
            kept_returns,
            imports,
            left,
        } = part;
        self.survivors.add(survivors);
        self.inserted_reads.extend(inserted_reads.iter().cloned());
        self.verbatim.extend(verbatim.iter().cloned());
        self.verbatim_attrs.extend(verbatim_attrs.iter().cloned());
        self.attr_reads.extend(attr_reads.iter().cloned());
        self.sessions.extend(sessions.iter().map(|(k, v)| (k.clone(), v.clone())));
        self.session_reads.extend(session_reads);
        self.function_sessions.extend(function_sessions);
        self.module_session |= module_session;
        self.elsewhere.extend(elsewhere.iter().map(|(k, v)| (*k, v.clone())));
        self.kept_returns.extend(kept_returns);
        self.imports.extend(imports.iter().cloned());
        self.left.extend(left);
    }
}

/// What the next round starts from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// What the last round learnt.
    pub facts: Facts,
    /// Statements that go.
    pub deleted: FxHashSet<StmtId>,
    /// Those of them that would assign a name to itself.
    pub selves: FxHashSet<StmtId>,
    /// Names that a removed wrapper left and that go.
    pub aliases: Aliases,
    /// Assignments whose target goes while the value stays as a statement.
    pub bared: FxHashSet<StmtId>,
    /// Parameters that carried a `GlueContext` and carry a session now, with their new name.
    pub session_params: FxHashMap<(StmtId, usize), String>,
    /// Those of them that nothing reads, so that they go.
    pub dropped: FxHashSet<(StmtId, usize)>,
    /// Those that could go with the arguments that other modules give, if the run is the whole estate.
    pub unread: FxHashSet<(StmtId, usize)>,
    /// Writes whose result is read, so that they cannot be rewritten.
    pub used_results: BTreeSet<ExprId>,
}
