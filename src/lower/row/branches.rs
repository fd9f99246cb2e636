//! What is there behind the branches of an `if` that all go on.

use crate::python::ast::{Block, ExprId};

use super::super::Refusal;
use super::super::path::Path;
use super::Row;
use super::boolean::{Boolean, either_need};
use super::flow::split;
use super::need::Need;
use super::state::{Field, State, Sym};

impl<'a> Row<'a> {
    /// An `if` of which no branch leaves the function.
    pub(super) fn join_branches(
        &self,
        branches: &'a [(Option<ExprId>, Block)],
        s: &mut State<'a>,
    ) -> Result<(), Refusal> {
        let Some(((test, block), rest)) = branches.split_first() else {
            return Ok(());
        };
        let Some(test) = test else {
            return block.stmts.iter().try_for_each(|id| self.step(*id, s));
        };
        self.too_many(*test)?;
        let condition = self.boolean(*test, s)?;
        match condition.constant() {
            Some(true) => return block.stmts.iter().try_for_each(|id| self.step(*id, s)),
            Some(false) => return self.join_branches(rest, s),
            None => {}
        }
        let (before, mut yes, mut no) = split(&condition, std::mem::take(s));
        block.stmts.iter().try_for_each(|id| self.step(*id, &mut yes))?;
        self.join_branches(rest, &mut no)?;
        *s = self.joined_states(*test, &condition, before, &yes, &no)?;
        Ok(())
    }

    /// The state behind two branches.
    pub(super) fn joined_states(
        &self,
        at: ExprId,
        test: &Boolean,
        before: Vec<Need>,
        yes: &State<'a>,
        no: &State<'a>,
    ) -> Result<State<'a>, Refusal> {
        let known = yes.known.and(&no.known);
        let mut out = State { known, depth: yes.depth, truth: yes.truth, ..State::default() };
        out.sound = before;
        out.require(&test.sound);
        let needs = either_need(test, &yes.sound, &no.sound);
        out.require(&needs.into_iter().collect::<Vec<_>>());
        self.bounded_needs(at, &out.sound)?;
        let names: std::collections::BTreeSet<_> =
            yes.names.keys().chain(no.names.keys()).copied().collect();
        for name in names {
            let chosen = match (yes.names.get(name), no.names.get(name)) {
                (Some(a), Some(b)) => match self.choose(at, test, a.clone(), b.clone()) {
                    Ok(symbol) => out.settle(symbol),
                    Err(_) if matches!((a, b), (Sym::Function(_), Sym::Function(_))) => a.clone(),
                    Err(_) => Sym::Gone(
                        "the variable depends on a branch in a way that has no counterpart",
                    ),
                },
                _ => Sym::Gone("the variable is set in one branch only"),
            };
            out.names.insert(name, chosen);
        }
        for (name, value) in self.joined_fields(at, test, yes, no)? {
            // What it raises on is asked here: kept with the field, it would double with each branch.
            let value = value.map(|symbol| out.settle(symbol));
            out.fields.push((name, value));
        }
        Ok(out)
    }

    /// The fields of the record behind two branches.
    pub(super) fn joined_fields(
        &self,
        at: ExprId,
        test: &Boolean,
        yes: &State<'a>,
        no: &State<'a>,
    ) -> Result<Vec<(String, Option<Sym>)>, Refusal> {
        let mut out: Vec<(String, Option<Sym>)> = Vec::new();
        for (name, _) in yes.fields.iter().chain(&no.fields) {
            if out.iter().any(|f| f.0 == *name) {
                continue;
            }
            let side = |s: &State<'a>| match s.field(name) {
                Field::Set(symbol) => Some(symbol.clone()),
                Field::Deleted => None,
                Field::AsItWas => {
                    let path = Path::top(name);
                    Some(Sym::Value(self.field_value(&path, s)))
                }
            };
            let touched = |s: &State<'a>| !matches!(s.field(name), Field::AsItWas);
            let value = match (side(yes), side(no)) {
                (None, None) => None,
                (a, b) => {
                    if a.is_none() || b.is_none() {
                        self.note(format!("`{name}` is null where the function deletes it"));
                    }
                    let set = touched(yes) && touched(no);
                    if !set && !self.evidence.reads(name) {
                        self.note(format!("`{name}` is a column of the frame already"));
                    }
                    let none = || Sym::Value(self.none());
                    let (a, b) = (a.unwrap_or_else(none), b.unwrap_or_else(none));
                    Some(self.choose(at, test, a, b)?)
                }
            };
            out.push((name.clone(), value));
        }
        Ok(out)
    }
}
