//! Values that are one of two: `a if test else b`, `a or b`.

use crate::python::ast::{ExprId, ExprKind};

use super::super::Refusal;
use super::Row;
use super::boolean::{Boolean, all, either_need, if_else};
use super::column::Column;
use super::kind::Kind;
use super::state::{State, Sym};
use super::value::Value;

impl<'a> Row<'a> {
    /// `a and b`, `a or b` as a value: one of the two.
    pub(super) fn junction(
        &self,
        id: ExprId,
        left: ExprId,
        conjunction: bool,
        right: ExprId,
        s: &State<'a>,
    ) -> Result<Sym, Refusal> {
        let mut l = self.value(left, s)?;
        let falsy = |text: &str| text == "0" || text == self.quoted("");
        // Without better knowledge `x["a"] or ""` says that it is a string.
        if l.kind == Kind::Unknown && !l.constant && !self.is_empty_dict(right) {
            let known = s.clone();
            l.kind = self.value(right, &known)?.kind;
            if l.kind != Kind::Unknown {
                self.assume(left, l.kind);
            }
        }
        if !conjunction && l.field.is_some() && self.is_empty_dict(right) {
            return Ok(Sym::Value(Value { lenient: true, ..l }));
        }
        let test = self.truth(left, &l)?;
        let known = if conjunction { &test.yes_known } else { &test.no_known };
        let r = self.value(right, &s.knowing(known))?;
        if !conjunction && r.constant && falsy(&r.column.text) && l.kind.join(r.kind).is_some() {
            // The default is itself falsy, so only None matters.
            return Ok(Sym::Value(self.coalesced(&l, &r)));
        }
        let (yes, no) = if conjunction { (r, l) } else { (l, r) };
        self.choose(id, &test, Sym::Value(yes), Sym::Value(no))
    }

    pub(super) fn is_empty_dict(&self, id: ExprId) -> bool {
        let id = self.cx.module.unparen(id);
        matches!(&self.cx.module.expr(id).kind, ExprKind::Dict(items) if items.is_empty())
    }

    /// `left` or, where it is None, `right`.
    pub(super) fn coalesced(&self, left: &Value, right: &Value) -> Value {
        let args = format!("{}, {}", left.column.text, self.as_column(right).text);
        Value {
            kind: left.kind.join(right.kind).unwrap_or_default(),
            nullable: right.nullable,
            strict: left.needs.is_empty(),
            ..Value::column(self.function("coalesce", &args), Kind::Unknown, left.needs.clone())
        }
    }

    /// True or false as a value.
    pub(super) fn truth_value(&self, truth: &Boolean) -> Value {
        let column = match (&truth.yes[..], &truth.no[..]) {
            // What a falsy value negates is never null where Python does not raise.
            (_, [no]) if no.negated().is_some() => no.negated().unwrap_or_else(|| no.clone()),
            ([yes], [_]) => yes.clone(),
            (yes, _) => {
                let args = format!("{}, {}", all(yes).text, self.lit_truth(false).text);
                self.function("coalesce", &args)
            }
        };
        let strict = truth.sound.is_empty();
        Value { strict, ..Value::column(column, Kind::Bool, truth.sound.clone()) }
    }

    /// `yes if test else no`
    pub(super) fn choose(
        &self,
        id: ExprId,
        test: &Boolean,
        yes: Sym,
        no: Sym,
    ) -> Result<Sym, Refusal> {
        let chosen = self.chosen(id, test, yes, no)?;
        self.bounded(id, chosen)
    }

    fn chosen(&self, id: ExprId, test: &Boolean, yes: Sym, no: Sym) -> Result<Sym, Refusal> {
        match (&yes, &no) {
            (Sym::Truth(yes), Sym::Truth(no)) => return Ok(Sym::Truth(if_else(test, yes, no))),
            (Sym::Record, Sym::Record) => return Ok(Sym::Record),
            _ => {}
        }
        if let Some(same) = test.constant() {
            return Ok(if same { yes } else { no });
        }
        let (yes, no) = (self.as_value(id, yes)?, self.as_value(id, no)?);
        let Some(kind) = yes.kind.join(no.kind) else {
            return self.refuse(id, "it is of one type or another, which one column cannot be");
        };
        let mut needs = test.sound.clone();
        needs.extend(either_need(test, &yes.needs, &no.needs));
        if yes.column == no.column {
            return Ok(Sym::Value(Value { needs, ..yes }));
        }
        let nullable = yes.nullable || no.nullable;
        let column = self.case(test, &yes, &no);
        let strict = needs.is_empty();
        Ok(Sym::Value(Value { nullable, strict, ..Value::column(column, kind, needs) }))
    }

    /// The Column of a choice.
    fn case(&self, test: &Boolean, yes: &Value, no: &Value) -> Column {
        let (when_true, when_false) = (all(&test.yes), all(&test.no));
        // `a if a is not None else b`
        for (condition, first, second) in [(&when_true, yes, no), (&when_false, no, yes)] {
            if !null_with(condition, first) {
                continue;
            }
            if second.is_none() {
                return first.column.clone();
            }
            let args = format!("{}, {}", first.column.text, self.as_column(second).text);
            return self.function("coalesce", &args);
        }
        if yes.is_none() {
            let args = format!("{}, {}", when_false.text, no.column.text);
            return Column { cases: true, ..self.function("when", &args) };
        }
        let first = self.function("when", &format!("{}, {}", when_true.text, yes.column.text));
        let text = if no.is_none() {
            first.text
        } else if no.column.cases {
            let rest = no.column.text.strip_prefix(self.cx.functions).unwrap_or_default();
            format!("{}{rest}", first.text)
        } else {
            format!("{}.otherwise({})", first.text, no.column.text)
        };
        Column { cases: true, ..Column::primary(text) }
    }
}

/// Whether a value is null exactly where a condition does not hold, because the condition asks whether
/// the value, or what it is computed from, is there.
fn null_with(condition: &Column, value: &Value) -> bool {
    if value.constant {
        return false;
    }
    if *condition == value.column.is_not_null() {
        return true;
    }
    let Some(source) = condition.text.strip_suffix(".isNotNull()") else {
        return false;
    };
    let text = &value.column.text;
    let lenient = ["coalesce(", "when(", "concat_ws(", "struct(", "array("];
    value.strict
        && !value.nullable
        && !condition.text.contains(" & ")
        && text.contains(source)
        && !lenient.iter().any(|l| text.contains(l))
}
