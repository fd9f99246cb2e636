//! What a statement asked of the plan that it was rendered by. Where the next plan gives the same answers,
//! the statement need not be rendered again.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::BitOr;

use rustc_hash::{FxHashMap, FxHashSet};

use super::plan::{Owned, Plan};
use crate::python::ast::{ExprId, ExprSet, StmtId};
use crate::python::scope::{ScopeId, Scopes};

/// Parts of a plan that are taken as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Parts(u16);

impl Parts {
    const SURVIVORS: Self = Self(1);
    const INSERTED: Self = Self(1 << 1);
    const VERBATIM: Self = Self(1 << 2);
    const SESSIONS: Self = Self(1 << 3);
    const ELSEWHERE: Self = Self(1 << 4);
    const RETURNS: Self = Self(1 << 5);
    const PARAMS: Self = Self(1 << 6);
    const DROPPED: Self = Self(1 << 7);

    fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl BitOr for Parts {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// A plan that remembers what was asked of it.
pub struct Planned<'a> {
    plan: &'a Plan,
    parts: Cell<Parts>,
    stmts: RefCell<Vec<StmtId>>,
    exprs: RefCell<Vec<ExprId>>,
}

/// What was asked of a plan.
#[derive(Default)]
pub struct Asked {
    parts: Parts,
    /// Statements of which it was asked whether they go.
    stmts: Vec<StmtId>,
    /// Names and targets of which it was asked whether they are another name now.
    exprs: Vec<ExprId>,
}

impl<'a> Planned<'a> {
    pub fn new(plan: &'a Plan) -> Self {
        Self { plan, parts: Cell::default(), stmts: RefCell::default(), exprs: RefCell::default() }
    }

    /// The plan, for whoever is not rendering a statement.
    pub fn whole(&self) -> &'a Plan {
        self.plan
    }

    /// What was asked since the last time.
    pub fn take_asked(&self) -> Asked {
        Asked { parts: self.parts.take(), stmts: self.stmts.take(), exprs: self.exprs.take() }
    }

    fn asks(&self, part: Parts) -> &'a Plan {
        self.parts.set(self.parts.get() | part);
        self.plan
    }

    pub fn survivors(&self) -> &'a ExprSet {
        &self.asks(Parts::SURVIVORS).facts.survivors
    }

    pub fn inserted_reads(&self) -> &'a BTreeSet<Owned> {
        &self.asks(Parts::INSERTED).facts.inserted_reads
    }

    pub fn verbatim(&self) -> &'a BTreeSet<Owned> {
        &self.asks(Parts::VERBATIM).facts.verbatim
    }

    pub fn verbatim_attrs(&self) -> &'a BTreeSet<String> {
        &self.asks(Parts::VERBATIM).facts.verbatim_attrs
    }

    pub fn sessions(&self) -> &'a BTreeMap<Owned, String> {
        &self.asks(Parts::SESSIONS).facts.sessions
    }

    pub fn elsewhere(&self) -> &'a BTreeMap<(usize, usize), String> {
        &self.asks(Parts::ELSEWHERE).facts.elsewhere
    }

    pub fn kept_returns(&self) -> &'a BTreeSet<StmtId> {
        &self.asks(Parts::RETURNS).facts.kept_returns
    }

    pub fn session_params(&self) -> &'a FxHashMap<(StmtId, usize), String> {
        &self.asks(Parts::PARAMS).session_params
    }

    pub fn dropped(&self) -> &'a FxHashSet<(StmtId, usize)> {
        &self.asks(Parts::DROPPED).dropped
    }

    pub fn deletes(&self, stmt: StmtId) -> bool {
        self.stmts.borrow_mut().push(stmt);
        self.plan.deleted.contains(&stmt)
    }

    /// Whether the targets of an assignment go while its value stays.
    pub fn bares(&self, stmt: StmtId) -> bool {
        self.stmts.borrow_mut().push(stmt);
        self.plan.bared.contains(&stmt)
    }

    /// The name that a target gets.
    pub fn renamed(&self, target: ExprId) -> Option<&'a String> {
        self.exprs.borrow_mut().push(target);
        self.plan.aliases.renamed.get(&target)
    }

    /// The name that is read in the place of one that goes.
    pub fn read_instead(&self, id: ExprId, owner: ScopeId, name: &str) -> Option<&'a str> {
        self.exprs.borrow_mut().push(id);
        self.plan.aliases.read_instead(id, owner, name)
    }
}

/// In what two plans differ, as far as rendering asks for it.
pub struct News {
    parts: Parts,
    stmts: FxHashSet<StmtId>,
    exprs: FxHashSet<ExprId>,
}

impl News {
    pub fn between(old: &Plan, new: &Plan, scopes: &Scopes<'_>) -> Self {
        let differs = [
            (Parts::SURVIVORS, old.facts.survivors != new.facts.survivors),
            (Parts::INSERTED, old.facts.inserted_reads != new.facts.inserted_reads),
            (Parts::VERBATIM, old.facts.verbatim != new.facts.verbatim),
            (Parts::VERBATIM, old.facts.verbatim_attrs != new.facts.verbatim_attrs),
            (Parts::SESSIONS, old.facts.sessions != new.facts.sessions),
            (Parts::ELSEWHERE, old.facts.elsewhere != new.facts.elsewhere),
            (Parts::RETURNS, old.facts.kept_returns != new.facts.kept_returns),
            (Parts::PARAMS, old.session_params != new.session_params),
            (Parts::DROPPED, old.dropped != new.dropped),
        ];
        let parts = differs.into_iter().filter(|(_, differs)| *differs);
        let mut stmts = &old.deleted ^ &new.deleted;
        stmts.extend(old.bared.symmetric_difference(&new.bared));
        Self {
            parts: parts.fold(Parts::default(), |all, (part, _)| all | part),
            stmts,
            exprs: renamed(old, new, scopes),
        }
    }

    /// Whether anything that was asked may have another answer now.
    pub fn concern(&self, asked: &Asked) -> bool {
        self.parts.meets(asked.parts)
            || asked.stmts.iter().any(|id| self.stmts.contains(id))
            || !self.exprs.is_empty() && asked.exprs.iter().any(|id| self.exprs.contains(id))
    }
}

/// The names and targets that may be another name in one plan than in the other.
fn renamed(old: &Plan, new: &Plan, scopes: &Scopes<'_>) -> FxHashSet<ExprId> {
    let mut out = FxHashSet::default();
    if old.aliases == new.aliases {
        return out;
    }
    for aliases in [&old.aliases, &new.aliases] {
        out.extend(aliases.renamed.keys().chain(aliases.read_at.keys()));
        for (owner, name) in aliases.read.keys() {
            out.extend(scopes.reads_of(Some(*owner), name));
        }
    }
    out
}
