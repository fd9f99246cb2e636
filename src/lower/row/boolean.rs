//! Truth, falsity and raising of the parts of a predicate, and how `and`, `or` and `not` join them.

use std::collections::BTreeSet;

use crate::python::ast::{ExprId, ExprKind};

use super::super::Refusal;
use super::Row;
use super::column::Column;
use super::need::{Need, conditions, errors};
use super::state::{State, Sym};
use super::value::{Kind, Value};

/// Conditions that are known to hold, by their text; most of them say that a column is not null.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Known(BTreeSet<String>);

impl Known {
    /// Whether a column is proven not to be null.
    pub fn has(&self, column: &Column) -> bool {
        self.implies(&column.is_not_null())
    }

    /// What columns that are not null prove.
    pub fn of<'c>(columns: impl IntoIterator<Item = &'c Column>) -> Self {
        Self(columns.into_iter().map(|c| c.is_not_null().text).collect())
    }

    /// What needs prove where they hold.
    pub fn from_needs(needs: &[Need]) -> Self {
        Self::of(needs.iter().filter_map(|n| n.proves.as_ref()))
    }

    /// That conditions hold.
    pub fn holding(conditions: &[Column]) -> Self {
        Self(conditions.iter().map(|c| c.text.clone()).collect())
    }

    /// Whether a condition is known to hold.
    pub fn implies(&self, guard: &Column) -> bool {
        self.0.contains(&guard.text)
    }

    /// Knows also what another one proves.
    pub fn learn(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// What either of them proves.
    pub fn or(&self, other: &Self) -> Self {
        Self(self.0.union(&other.0).cloned().collect())
    }

    /// What both of them prove.
    pub fn and(&self, other: &Self) -> Self {
        Self(self.0.intersection(&other.0).cloned().collect())
    }
}

/// A part of a predicate that gives true or false, or raises.
///
/// All conditions are read as SQL reads a filter: null is as good as false. None of them is ever
/// negated, so that stays right however they are joined.
#[derive(Clone, Debug)]
pub(super) struct Boolean {
    /// All hold exactly when Python gives something truthy.
    pub yes: Vec<Column>,
    /// All hold exactly when Python gives something falsy.
    pub no: Vec<Column>,
    /// All hold exactly when Python does not raise.
    pub sound: Vec<Need>,
    /// What `yes` proves, whatever was known before.
    pub yes_known: Known,
    /// What `no` proves, whatever was known before.
    pub no_known: Known,
}

/// The conjunction; conditions that are always there are never empty.
pub(super) fn all(parts: &[Column]) -> Column {
    Column::all(parts).unwrap_or_else(|| Column::primary("True"))
}

fn any(left: &[Column], right: &[Column]) -> Column {
    let parts = [all(left), all(right)];
    Column::any(&parts).unwrap_or_else(|| all(left))
}

impl Boolean {
    /// The condition for a filter.
    pub fn when_true(&self) -> Column {
        all(&self.yes)
    }

    /// Its value, where it is the same for each row.
    pub fn constant(&self) -> Option<bool> {
        match &self.yes[..] {
            [only] if self.sound.is_empty() => only.truth,
            _ => None,
        }
    }

    /// A leaf that reads `values`. `yes` and `no` are null where Python raises on a null, unless the
    /// leaf says that they need `guards`.
    pub fn leaf(yes: Column, no: Column, values: &[&Value], guards: Guards) -> Self {
        let mut needs: Vec<Need> = Vec::new();
        for need in values.iter().flat_map(|v| &v.needs) {
            if !needs.contains(need) {
                needs.push(need.clone());
            }
        }
        let strict = values.iter().all(|v| v.strict);
        let guarded = |condition, wanted| {
            let mut parts = if wanted || !strict { conditions(&needs) } else { Vec::new() };
            parts.push(condition);
            parts
        };
        let known = Known::from_needs(&needs);
        Self {
            yes_known: known.or(&Known::holding(std::slice::from_ref(&yes))),
            no_known: known.or(&Known::holding(std::slice::from_ref(&no))),
            yes: guarded(yes, guards.yes),
            no: guarded(no, guards.no),
            sound: needs,
        }
    }

    /// True: the columns are not null then.
    pub fn yes_knows<'c>(mut self, columns: impl IntoIterator<Item = &'c Column>) -> Self {
        self.yes_known = self.yes_known.or(&Known::of(columns));
        self
    }

    /// False: the columns are not null then.
    pub fn no_knows<'c>(mut self, columns: impl IntoIterator<Item = &'c Column>) -> Self {
        self.no_known = self.no_known.or(&Known::of(columns));
        self
    }

    /// `not self`
    pub fn not(self) -> Self {
        Self {
            yes: self.no,
            no: self.yes,
            sound: self.sound,
            yes_known: self.no_known,
            no_known: self.yes_known,
        }
    }

    /// `self` or `not self`.
    pub fn is(self, wanted: bool) -> Self {
        if wanted { self } else { self.not() }
    }

    /// `self and right`, where `right` was compiled with what `self` knows when it is true.
    pub fn and(self, right: Self) -> Self {
        let mut yes = self.yes.clone();
        yes.extend(right.yes);
        // Where the left side raises, the right one is never asked: that takes a guard, unless both
        // sides are null then anyway.
        let both = self.no_known.and(&right.no_known);
        let mut no = conditions(&self.sound);
        no.retain(|guard| !both.implies(guard));
        let no_known = both.or(&Known(no.iter().map(|guard| guard.text.clone()).collect()));
        no.push(any(&self.no, &right.no));
        let mut sound = self.sound.clone();
        if !right.sound.is_empty() {
            let either = any(&self.no, &conditions(&right.sound));
            sound.push(Need::holds(either, errors(&right.sound)));
        }
        Self { yes, no, sound, yes_known: self.yes_known.or(&right.yes_known), no_known }
    }
}

/// Which conditions of a leaf hold on rows where Python raises, and so need guards.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Guards {
    pub yes: bool,
    pub no: bool,
}

impl<'a> Row<'a> {
    /// Compiles an expression whose truth is asked.
    pub(super) fn boolean(&self, id: ExprId, s: &State<'a>) -> Result<Boolean, Refusal> {
        let id = self.cx.module.unparen(id);
        if let Some(found) = self.boolean_shaped(id, s)? {
            return Ok(self.bounded_truth(found));
        }
        if let Some(found) = self.own_truth(id, s)? {
            return Ok(found);
        }
        let symbol = self.eval(id, s)?;
        self.symbol_truth(id, symbol)
    }

    /// The truth of what an expression gives.
    pub(super) fn symbol_truth(&self, id: ExprId, symbol: Sym) -> Result<Boolean, Refusal> {
        match symbol {
            Sym::Truth(found) => Ok(found),
            Sym::Value(value) => self.truth(id, &value),
            Sym::Match(found) => Ok(found.matched),
            Sym::Record | Sym::Original(_) | Sym::Function(_) => Ok(self.constant_truth(true)),
            Sym::Dict(items) => Ok(self.constant_truth(!items.is_empty())),
            Sym::List(items) => Ok(self.constant_truth(!items.is_empty())),
            Sym::Gone(why) => self.refuse(id, why),
        }
    }

    /// A condition that does not depend on the row.
    pub(super) fn constant_truth(&self, value: bool) -> Boolean {
        let literal = |value| vec![self.lit_truth(value)];
        Boolean {
            yes: literal(value),
            no: literal(!value),
            sound: Vec::new(),
            yes_known: Known::default(),
            no_known: Known::default(),
        }
    }

    /// Compiles an expression that gives a bool (or a match object) whatever its parts are.
    pub(super) fn boolean_shaped(
        &self,
        id: ExprId,
        s: &State<'a>,
    ) -> Result<Option<Boolean>, Refusal> {
        let id = self.cx.module.unparen(id);
        let found = match &self.cx.module.expr(id).kind {
            ExprKind::Not(inner) => self.boolean(*inner, s)?.not(),
            ExprKind::BoolOp(left, operator, right) => {
                let left = self.boolean(*left, s)?;
                // `a or b` is `not (not a and not b)`.
                let conjunction = *operator == "and";
                let left = left.is(conjunction);
                let right = self.boolean(*right, &s.knowing(&left.yes_known))?;
                left.and(right.is(conjunction)).is(conjunction)
            }
            ExprKind::Compare(first, rest) => self.comparison(*first, rest, s)?,
            ExprKind::IfElse { test, body, orelse } => {
                let test = self.boolean(*test, s)?;
                let body = self.boolean(*body, &s.knowing(&test.yes_known))?;
                let orelse = self.boolean(*orelse, &s.knowing(&test.no_known))?;
                if_else(&test, &body, &orelse)
            }
            ExprKind::Bool(value) => self.constant_truth(*value),
            ExprKind::Call(..) => return self.boolean_call(id, s),
            _ => return Ok(None),
        };
        Ok(Some(found))
    }

    /// Whether a list has items.
    fn filled(&self, value: &Value) -> Boolean {
        let column = &value.column;
        if value.filled {
            let (yes, no) = (column.is_not_null(), column.is_null());
            return Boolean::leaf(yes, no, &[value], Guards { yes: false, no: true });
        }
        if let Some(words) = &value.words {
            let no = words.not();
            return Boolean::leaf((**words).clone(), no, &[value], Guards::default());
        }
        let size = self.function("size", &column.text);
        let zero = Column::primary("0");
        let (yes, empty) = (size.compare(">", &zero), size.compare("==", &zero));
        let no = if value.nullable { any(&[column.is_null()], &[empty]) } else { empty };
        let guards = Guards { yes: false, no: value.nullable };
        Boolean::leaf(yes, no, &[value], guards).yes_knows([column])
    }

    /// The truth of a value.
    pub(super) fn truth(&self, id: ExprId, value: &Value) -> Result<Boolean, Refusal> {
        if let Some(text) = &value.text {
            return Ok(self.constant_truth(!text.is_empty()));
        }
        match value.column.text.as_str() {
            "None" | "False" | "0" if value.constant => return Ok(self.constant_truth(false)),
            "True" | "1" if value.constant => return Ok(self.constant_truth(true)),
            _ => {}
        }
        if value.constant {
            return self.refuse(id, "it does not depend on the row");
        }
        let column = &value.column;
        let zero = match value.kind {
            Kind::Text => Column::primary(self.quoted("")),
            Kind::Number | Kind::Whole => Column::primary("0"),
            Kind::Bool => {
                let no = if value.nullable {
                    let no = self.lit_truth(false);
                    let args = format!("{}, {}", column.text, no.text);
                    self.function("coalesce", &args).not()
                } else {
                    column.not()
                };
                let guards = Guards { yes: false, no: value.nullable };
                return Ok(Boolean::leaf(column.clone(), no, &[value], guards).yes_knows([column]));
            }
            Kind::List => return Ok(self.filled(value)),
            Kind::Struct | Kind::Date | Kind::Time => {
                // Never falsy but for None.
                let (yes, no) = (column.is_not_null(), column.is_null());
                let guards = Guards { yes: false, no: true };
                return Ok(Boolean::leaf(yes, no, &[value], guards).yes_knows([column]));
            }
            Kind::None => return Ok(self.constant_truth(false)),
            Kind::Unknown => {
                // What is false depends on the type of the column, which is seen when it runs.
                let yes = Column::primary(format!("\u{1}is_truthy\u{1}({})", column.text));
                let no = yes.not();
                let guards = Guards { yes: false, no: true };
                return Ok(Boolean::leaf(yes, no, &[value], guards).yes_knows([column]));
            }
        };
        let empty = column.compare("==", &zero);
        let no = if value.nullable { any(&[column.is_null()], &[empty]) } else { empty };
        let guards = Guards { yes: false, no: value.nullable };
        let yes = column.compare("!=", &zero);
        Ok(Boolean::leaf(yes, no, &[value], guards).yes_knows([column]))
    }
}

/// `body if test else orelse`
pub(super) fn if_else(test: &Boolean, body: &Boolean, orelse: &Boolean) -> Boolean {
    // Python's `and` and `or` know more of each other than a choice does.
    match (body.constant(), orelse.constant()) {
        (Some(yes), Some(no)) if yes != no => return test.clone().is(yes),
        (Some(true), None) => return test.clone().not().and(orelse.clone().not()).not(),
        (Some(false), None) => return test.clone().not().and(orelse.clone()),
        (None, Some(false)) => return test.clone().and(body.clone()),
        (None, Some(true)) => return test.clone().and(body.clone().not()).not(),
        _ => {}
    }
    let choose = |when_true: &[Column], when_false: &[Column]| {
        let left: Vec<_> = test.yes.iter().chain(when_true).cloned().collect();
        let right: Vec<_> = test.no.iter().chain(when_false).cloned().collect();
        any(&left, &right)
    };
    let mut sound = test.sound.clone();
    sound.extend(either_need(test, &body.sound, &orelse.sound));
    let yes = vec![choose(&body.yes, &orelse.yes)];
    let no = vec![choose(&body.no, &orelse.no)];
    let known = |body: &Known, orelse: &Known| {
        let (body, orelse) = (test.yes_known.or(body), test.no_known.or(orelse));
        body.and(&orelse)
    };
    Boolean {
        yes,
        no,
        sound,
        yes_known: known(&body.yes_known, &orelse.yes_known),
        no_known: known(&body.no_known, &orelse.no_known),
    }
}

/// What must hold where one of two branches is taken, of which each has its needs.
pub(super) fn either_need(test: &Boolean, body: &[Need], orelse: &[Need]) -> Option<Need> {
    // What the test has asked already holds.
    let asked = |needs: &[Need], by: &[Column]| needs.iter().all(|n| by.contains(&n.condition));
    if asked(body, &test.yes) && asked(orelse, &test.no) {
        return None;
    }
    // Where one branch needs nothing, leaving the other one is enough.
    let left = [&test.yes[..], &conditions(body)].concat();
    let right = [&test.no[..], &conditions(orelse)].concat();
    Some(Need::holds(any(&left, &right), errors(body).and(errors(orelse))))
}
