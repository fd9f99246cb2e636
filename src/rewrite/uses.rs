//! What all uses of a name have in common. Each statement that binds or reads the name asks for it, so
//! that it is found once: a name of a long script may have thousands of uses.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::imports::quoted;
use super::plan::{Facts, Owned};
use super::render::Renderer;
use crate::python::ast::{ExprId, StmtId, StmtKind};
use crate::python::scope::{Binding, ScopeId};

type Known<'a, T> = RefCell<FxHashMap<(ScopeId, &'a str), T>>;

/// What one renderer has found of names.
#[derive(Default)]
pub struct Table<'a> {
    uses: Known<'a, Rc<Uses>>,
    /// Two of the statements that still read a name.
    alive: Known<'a, [Option<StmtId>; 2]>,
    filled_for_nobody: Known<'a, bool>,
    only_filled: Known<'a, bool>,
    only_constants: Known<'a, bool>,
    contexts: Known<'a, ContextName>,
    quoted: OnceCell<BTreeSet<Owned>>,
}

/// How a name comes to hold a `GlueContext`.
#[derive(Clone, Copy)]
pub(super) struct ContextName {
    /// The parameter that it is.
    pub param: Option<(StmtId, usize)>,
    /// Whether one place fills it in where another gave nothing, or a function gives it.
    pub given: bool,
    /// Whether each statement that binds it makes one for it alone.
    pub made: bool,
}

/// The uses of a name of a scope, whatever becomes of them.
pub(super) struct Uses {
    /// Where it is read, in order of place.
    reads: Vec<(u32, ExprId)>,
    /// Whether it is read only right in the scope.
    pub within: bool,
    /// Whether a `del` reads it.
    pub deleted: bool,
    /// The places of its targets, in order; `None` where anything else binds it.
    targets: Option<Vec<u32>>,
    /// The statements that assign it and nothing else, in order of place.
    assigned: Vec<(u32, StmtId)>,
    /// The last place where an assignment binds it; `None` where anything but those and a parameter does.
    pub assigned_until: Option<u32>,
}

impl Uses {
    /// The places inside of a range of the text that read the name.
    pub fn read_in(&self, range: Range<u32>) -> impl Iterator<Item = ExprId> {
        let from = self.reads.partition_point(|(start, _)| *start < range.start);
        self.reads[from..].iter().take_while(move |read| read.0 < range.end).map(|read| read.1)
    }

    /// The statements behind a place that assign the name and nothing else.
    pub fn assigned_behind(&self, place: u32) -> impl Iterator<Item = StmtId> {
        let from = self.assigned.partition_point(|(start, _)| *start < place);
        self.assigned[from..].iter().map(|(_, stmt)| *stmt)
    }

    /// Whether targets alone bind the name, none of them inside of a range of the text.
    pub fn is_bound_outside(&self, range: &Range<u32>) -> bool {
        self.targets.as_ref().is_some_and(|starts| {
            let from = starts.partition_point(|start| *start < range.start);
            starts.get(from).is_none_or(|start| *start >= range.end)
        })
    }

    /// Whether the name is read or bound before a place.
    pub fn is_used_before(&self, place: u32) -> bool {
        let bound = self.targets.as_ref().and_then(|starts| starts.first());
        [self.reads.first().map(|read| &read.0), bound].iter().flatten().any(|at| **at < place)
    }
}

impl<'a> Renderer<'a> {
    pub(super) fn uses(&self, owner: ScopeId, name: &str) -> Rc<Uses> {
        self.known(&self.uses.uses, owner, name, || Rc::new(self.uses_of(owner, name)))
    }

    /// A fact about a name, found when it is first asked for.
    fn known<T: Clone>(
        &self,
        table: &Known<'a, T>,
        owner: ScopeId,
        name: &str,
        find: impl FnOnce() -> T,
    ) -> T {
        if let Some(known) = table.borrow().get(&(owner, name)) {
            return known.clone();
        }
        let found = find();
        if let Some((name, _)) = self.script.scopes.scope(owner).names.get_key_value(name) {
            table.borrow_mut().insert((owner, name), found.clone());
        }
        found
    }

    fn uses_of(&self, owner: ScopeId, name: &str) -> Uses {
        let (module, scopes) = (self.script.module, self.script.scopes);
        let reads = scopes.reads_of(Some(owner), name);
        let bindings = scopes.scope(owner).names.get(name).map_or(&[][..], Vec::as_slice);
        let mut placed: Vec<_> = reads.iter().map(|r| (module.expr(*r).span.start, *r)).collect();
        placed.sort_unstable();
        let target = |binding: &Binding| match binding {
            Binding::Target(_, target) => Some(module.expr(*target).span.start),
            _ => None,
        };
        let mut targets: Option<Vec<u32>> = bindings.iter().map(target).collect();
        targets.iter_mut().for_each(|starts| starts.sort_unstable());
        let alone = |binding: &Binding| match binding {
            Binding::Target(stmt, target) => match &module.stmt(*stmt).kind {
                StmtKind::Assign { targets, value: Some(_), .. } if targets[..] == [*target] => {
                    Some((module.stmt(*stmt).span.start, *stmt))
                }
                _ => None,
            },
            _ => None,
        };
        let mut alone: Vec<_> = bindings.iter().filter_map(alone).collect();
        alone.sort_unstable();
        let assigned = bindings.iter().map(|binding| match binding {
            Binding::Param(..) => Some(0),
            Binding::Target(stmt, _) => {
                let plain = matches!(module.stmt(*stmt).kind, StmtKind::Assign { .. });
                target(binding).filter(|_| plain)
            }
            _ => None,
        });
        Uses {
            within: reads.iter().all(|r| scopes.frame(scopes.scope_of(*r)) == owner),
            deleted: reads
                .iter()
                .any(|r| matches!(module.stmt(scopes.stmt_of(*r)).kind, StmtKind::Delete(_))),
            assigned_until: assigned
                .collect::<Option<Vec<_>>>()
                .map(|all| all.into_iter().max().unwrap_or(0)),
            reads: placed,
            targets,
            assigned: alone,
        }
    }

    /// Whether a statement other than this one still reads a name.
    pub(super) fn survives(&self, facts: &Facts, owner: ScopeId, name: &str, stmt: StmtId) -> bool {
        let scopes = self.script.scopes;
        let alive = self.known(&self.uses.alive, owner, name, || {
            let reads = scopes.reads_of(Some(owner), name).iter();
            let mut alive =
                reads.filter(|r| facts.survivors.contains(**r)).map(|r| scopes.stmt_of(*r));
            let one = alive.next();
            [one, alive.find(|other| Some(*other) != one)]
        });
        alive.iter().flatten().any(|reader| *reader != stmt)
    }

    pub(super) fn context_name_of(
        &self,
        owner: ScopeId,
        name: &str,
        find: impl FnOnce() -> ContextName,
    ) -> ContextName {
        self.known(&self.uses.contexts, owner, name, find)
    }

    /// The names that quoted annotations still read.
    pub(super) fn names_in_quotes(&self) -> &BTreeSet<Owned> {
        self.uses.quoted.get_or_init(|| quoted(self.script, self.rules))
    }

    pub(super) fn is_filled_for_nobody(
        &self,
        owner: ScopeId,
        name: &str,
        find: impl FnOnce() -> bool,
    ) -> bool {
        self.known(&self.uses.filled_for_nobody, owner, name, find)
    }

    pub(super) fn is_known_only_filled(
        &self,
        owner: ScopeId,
        name: &str,
        find: impl FnOnce() -> bool,
    ) -> bool {
        self.known(&self.uses.only_filled, owner, name, find)
    }

    pub(super) fn binds_only_constants(
        &self,
        owner: ScopeId,
        name: &str,
        find: impl FnOnce() -> bool,
    ) -> bool {
        self.known(&self.uses.only_constants, owner, name, find)
    }
}
