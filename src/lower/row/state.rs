//! What is known at one point of a row function: its variables, the record so far, and the rows that
//! are still there.

use std::collections::BTreeMap;

use crate::python::ast::StmtId;

use super::boolean::{Boolean, Known};
use super::need::Need;
use super::regex::Match;
use super::value::Value;

/// What an expression of a row function gives.
#[derive(Clone, Debug)]
pub(super) enum Sym {
    /// A value that a column can hold.
    Value(Value),
    /// True or false.
    Truth(Boolean),
    /// A match object or None.
    Match(Box<Match>),
    /// The record.
    Record,
    /// The record as it was before a copy of it went on, with what had been set by then. It can be read.
    Original(Vec<(String, Option<Sym>)>),
    /// A dict that the function makes.
    Dict(Vec<(String, Sym)>),
    /// A list or tuple that the function makes, with what stands in the script.
    List(Vec<Sym>),
    /// A function that is defined inside of the function.
    Function(StmtId),
    /// A variable that cannot be followed, and why.
    Gone(&'static str),
}

/// What became of a field of the record.
pub(super) enum Field<'s> {
    /// Nothing yet.
    AsItWas,
    /// It was set.
    Set(&'s Sym),
    /// It was deleted.
    Deleted,
}

/// The state.
#[derive(Clone, Debug, Default)]
pub(super) struct State<'a> {
    /// Columns that are not null here.
    pub known: Known,
    /// The variables.
    pub names: BTreeMap<&'a str, Sym>,
    /// Fields of the record that were set, or deleted (`None`), in the order of the first change.
    pub fields: Vec<(String, Option<Sym>)>,
    /// What must hold for Python to come this far, since the last branch.
    pub sound: Vec<Need>,
    /// How many functions are entered.
    pub depth: u8,
    /// Whether only the truth of what the function returns is asked.
    pub truth: bool,
}

impl<'a> State<'a> {
    /// This state where more is known.
    pub fn knowing(&self, known: &Known) -> Self {
        Self { known: self.known.or(known), ..self.clone() }
    }

    /// What became of a field of the record.
    pub fn field(&self, name: &str) -> Field<'_> {
        match self.fields.iter().find(|f| f.0 == name) {
            Some((_, Some(symbol))) => Field::Set(symbol),
            Some((_, None)) => Field::Deleted,
            None => Field::AsItWas,
        }
    }

    /// Sets a field of the record, or deletes it.
    pub fn set_field(&mut self, name: &str, value: Option<Sym>) {
        match self.fields.iter_mut().find(|f| f.0 == name) {
            Some(field) => field.1 = value,
            None => self.fields.push((name.to_owned(), value)),
        }
    }

    /// From here on, rows without these are gone.
    pub fn demand(&mut self, needs: &[Need]) {
        for need in needs {
            if !self.known.implies(&need.condition) {
                self.sound.push(need.clone());
                self.known.learn(Known::holding(std::slice::from_ref(&need.condition)));
            }
        }
        self.known.learn(Known::from_needs(needs));
    }

    /// Behind branches, what held in them has to be asked, whatever is known.
    pub fn require(&mut self, needs: &[Need]) {
        for need in needs {
            if !self.sound.contains(need) {
                self.sound.push(need.clone());
            }
        }
        self.known.learn(Known::from_needs(needs));
    }

    /// Gives a variable a value; what it raises on is asked here and not again where it is read.
    pub fn bind(&mut self, name: &'a str, value: Sym) {
        let value = self.settle(value);
        self.names.insert(name, value);
    }

    /// A copy goes on as the record: what was its name stands for what it was before.
    pub fn leave_record(&mut self, before: &[(String, Option<Sym>)]) {
        let before = before.to_vec();
        for symbol in self.names.values_mut().filter(|symbol| matches!(symbol, Sym::Record)) {
            *symbol = Sym::Original(before.clone());
        }
    }

    /// Nothing is known of the record any more under the names that it had.
    pub fn lose_record(&mut self) {
        for symbol in self.names.values_mut().filter(|symbol| matches!(symbol, Sym::Record)) {
            *symbol = Sym::Gone("the record is used beside a copy of it");
        }
    }

    /// A symbol whose needs hold from here on.
    pub fn settle(&mut self, symbol: Sym) -> Sym {
        match symbol {
            Sym::Value(value) => {
                self.demand(&value.needs);
                Sym::Value(Value { needs: Vec::new(), ..value })
            }
            Sym::Truth(truth) => {
                self.demand(&truth.sound);
                Sym::Truth(Boolean { sound: Vec::new(), ..truth })
            }
            Sym::Match(found) => {
                self.demand(&found.matched.sound);
                let matched = Boolean { sound: Vec::new(), ..found.matched.clone() };
                Sym::Match(Box::new(Match { matched, ..*found }))
            }
            Sym::Dict(items) => {
                Sym::Dict(items.into_iter().map(|(k, v)| (k, self.settle(v))).collect())
            }
            Sym::List(items) => Sym::List(items.into_iter().map(|i| self.settle(i)).collect()),
            other => other,
        }
    }
}
