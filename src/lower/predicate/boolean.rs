//! Truth, falsity and raising of the parts of a predicate, and how `and`, `or` and `not` join them.

use std::collections::BTreeSet;

use crate::python::ast::{ExprId, ExprKind};

use super::super::Refusal;
use super::Predicate;
use super::column::Column;
use super::value::{Kind, Value};

/// Columns that a condition proves not to be null, kept as the text of the test for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Known(BTreeSet<String>);

impl Known {
    /// Whether a column is proven not to be null.
    pub fn has(&self, column: &Column) -> bool {
        self.implies(&column.is_not_null())
    }

    fn of<'c>(columns: impl IntoIterator<Item = &'c Column>) -> Self {
        Self(columns.into_iter().map(|c| c.is_not_null().text).collect())
    }

    fn implies(&self, guard: &Column) -> bool {
        self.0.contains(&guard.text)
    }

    /// What either of them proves.
    pub fn or(&self, other: &Self) -> Self {
        Self(self.0.union(&other.0).cloned().collect())
    }

    fn and(&self, other: &Self) -> Self {
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
    pub sound: Vec<Column>,
    /// What `yes` proves, whatever was known before.
    pub yes_known: Known,
    /// What `no` proves, whatever was known before.
    pub no_known: Known,
}

/// The conjunction; conditions that are always there are never empty.
fn all(parts: &[Column]) -> Column {
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

    /// A leaf that reads `values`. `yes` and `no` are null where Python raises on a null, unless the
    /// leaf says that they need `guards`.
    pub fn leaf(yes: Column, no: Column, values: &[&Value], guards: Guards) -> Self {
        let needs: Vec<_> = values.iter().flat_map(|v| v.needs.clone()).collect();
        let strict = values.iter().all(|v| v.strict);
        let sound: Vec<_> = needs.iter().map(Column::is_not_null).collect();
        let guarded = |condition, wanted| {
            let mut parts = if wanted || !strict { sound.clone() } else { Vec::new() };
            parts.push(condition);
            parts
        };
        let known = Known::of(&needs);
        Self {
            yes: guarded(yes, guards.yes),
            no: guarded(no, guards.no),
            sound: sound.clone(),
            yes_known: known.clone(),
            no_known: known,
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
        let mut no: Vec<_> = self.sound.clone();
        no.retain(|guard| !both.implies(guard));
        let no_known = both.or(&Known(no.iter().map(|guard| guard.text.clone()).collect()));
        no.push(any(&self.no, &right.no));
        let mut sound = self.sound.clone();
        if !right.sound.is_empty() {
            sound.push(any(&self.no, &right.sound));
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

impl Predicate<'_> {
    /// Compiles an expression whose truth is asked.
    pub(super) fn boolean(&self, id: ExprId, known: &Known) -> Result<Boolean, Refusal> {
        let id = self.cx.module.unparen(id);
        if let Some(found) = self.boolean_shaped(id, known)? {
            return Ok(found);
        }
        let value = self.value(id, known)?;
        self.truth(id, &value)
    }

    /// Compiles an expression that gives a bool (or a match object) whatever its parts are.
    pub(super) fn boolean_shaped(
        &self,
        id: ExprId,
        known: &Known,
    ) -> Result<Option<Boolean>, Refusal> {
        let id = self.cx.module.unparen(id);
        let found = match &self.cx.module.expr(id).kind {
            ExprKind::Not(inner) => self.boolean(*inner, known)?.not(),
            ExprKind::BoolOp(left, operator, right) => {
                let left = self.boolean(*left, known)?;
                // `a or b` is `not (not a and not b)`.
                let conjunction = *operator == "and";
                let left = left.is(conjunction);
                let right = self.boolean(*right, &known.or(&left.yes_known))?;
                left.and(right.is(conjunction)).is(conjunction)
            }
            ExprKind::Compare(first, rest) => self.comparison(*first, rest, known)?,
            ExprKind::IfElse { test, body, orelse } => {
                let test = self.boolean(*test, known)?;
                let body = self.boolean(*body, &known.or(&test.yes_known))?;
                let orelse = self.boolean(*orelse, &known.or(&test.no_known))?;
                if_else(&test, &body, &orelse)
            }
            ExprKind::Bool(value) => {
                let literal =
                    |value: bool| vec![self.function("lit", if value { "True" } else { "False" })];
                Boolean {
                    yes: literal(*value),
                    no: literal(!*value),
                    sound: Vec::new(),
                    yes_known: Known::default(),
                    no_known: Known::default(),
                }
            }
            ExprKind::Call(..) => return self.boolean_call(id, known),
            _ => return Ok(None),
        };
        Ok(Some(found))
    }

    /// The truth of a value, where its kind is known.
    fn truth(&self, id: ExprId, value: &Value) -> Result<Boolean, Refusal> {
        if value.constant {
            return self.refuse(id, "it does not depend on the row");
        }
        let column = &value.column;
        let zero = match value.kind {
            Kind::Text => Column::primary(self.quoted("")),
            Kind::Number => Column::primary("0"),
            Kind::Bool => {
                let no = if value.nullable {
                    let no = self.function("lit", "False");
                    let args = format!("{}, {}", column.text, no.text);
                    self.function("coalesce", &args).not()
                } else {
                    column.not()
                };
                let guards = Guards { yes: false, no: value.nullable };
                return Ok(Boolean::leaf(column.clone(), no, &[value], guards).yes_knows([column]));
            }
            Kind::Unknown => {
                return self.refuse(id, "whether it is a string, number or list is not known");
            }
        };
        let empty = column.compare("==", &zero);
        let no = if value.nullable { any(&[column.is_null()], &[empty]) } else { empty };
        let guards = Guards { yes: false, no: value.nullable };
        let yes = column.compare("!=", &zero);
        Ok(Boolean::leaf(yes, no, &[value], guards).yes_knows([column]))
    }
}

fn if_else(test: &Boolean, body: &Boolean, orelse: &Boolean) -> Boolean {
    let choose = |when_true: &[Column], when_false: &[Column]| {
        let left: Vec<_> = test.yes.iter().chain(when_true).cloned().collect();
        let right: Vec<_> = test.no.iter().chain(when_false).cloned().collect();
        any(&left, &right)
    };
    let mut sound = test.sound.clone();
    if !body.sound.is_empty() || !orelse.sound.is_empty() {
        sound.push(choose(&body.sound, &orelse.sound));
    }
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
