//! Operators between values: numbers are added, texts are joined.

use crate::config::SparkVersion;
use crate::python::ast::ExprId;

use super::super::{Refusal, excerpt};
use super::Row;
use super::column::Column;
use super::need::{Errors, Need, errors};
use super::state::State;
use super::value::{Kind, Value};

impl<'a> Row<'a> {
    /// `left operator right`
    pub(super) fn binary(
        &self,
        id: ExprId,
        left: ExprId,
        operator: &str,
        right: ExprId,
        s: &State<'a>,
    ) -> Result<Value, Refusal> {
        if operator == "%" && self.is_text(left, s) {
            return self.percent(id, left, right, s);
        }
        let (l, r) = (self.value(left, s)?, self.value(right, s)?);
        self.operate(id, (left, &l), operator, (right, &r))
    }

    /// Whether an expression is a text that the script spells out.
    fn is_text(&self, id: ExprId, s: &State<'a>) -> bool {
        self.literal_text(id, s).is_some()
    }

    /// An operator between two values that have been compiled.
    pub(super) fn operate(
        &self,
        id: ExprId,
        (left, l): (ExprId, &Value),
        operator: &str,
        (right, r): (ExprId, &Value),
    ) -> Result<Value, Refusal> {
        if operator == "+" && (l.kind == Kind::Text || r.kind == Kind::Text) {
            return self.joined(id, &[(left, l.clone()), (right, r.clone())]);
        }
        let (l, r) = (self.number_operand(left, l)?, self.number_operand(right, r)?);
        if operator == "+" && !l.kind.is_number() && !r.kind.is_number() {
            // Before Spark 4, texts that are added become null without a word.
            if self.cx.spark == SparkVersion::V3_5 {
                return self.refuse(id, "whether it adds numbers or joins texts is not known");
            }
            let source = excerpt(self.cx, id);
            self.note(format!("`{source}` adds numbers (texts would need F.concat)"));
        }
        let literal: Option<f64> = r.constant.then(|| r.column.text.parse().ok()).flatten();
        let whole = l.kind == Kind::Whole && r.kind == Kind::Whole;
        let kind = if whole { Kind::Whole } else { Kind::Number };
        let mut zero = false;
        let (column, kind) = match operator {
            "+" | "-" | "*" => (self.column_first(&l, operator, &r), kind),
            "/" if literal.is_some_and(|n| n != 0.0) => {
                (l.column.arithmetic("/", &r.column), Kind::Number)
            }
            // Python raises where the divisor is zero, and so does Spark; the try form gives null.
            "/" => {
                zero = true;
                let args = format!("{}, {}", self.as_column(&l).text, self.as_column(&r).text);
                (self.function("try_divide", &args), Kind::Number)
            }
            // Python's remainder has the sign of the divisor, as `pmod` has for a positive one.
            "%" if literal.is_some_and(|n| n > 0.0) => {
                let divisor = self.function("lit", &r.column.text);
                (self.function("pmod", &format!("{}, {}", l.column.text, divisor.text)), kind)
            }
            "//" if literal.is_some_and(|n| n > 0.0) && r.kind == Kind::Whole => {
                self.note(format!("`{}` divides whole numbers", excerpt(self.cx, id)));
                let quotient = l.column.arithmetic("/", &r.column);
                (self.function("floor", &quotient.text), Kind::Whole)
            }
            "%" | "//" => return self.refuse(id, "the divisor is not a literal number above zero"),
            _ => {
                return self.refuse(id, "the operator has no counterpart that gives the same rows");
            }
        };
        let (l, r) = (l.demanded(Errors::TYPE), r.demanded(Errors::TYPE));
        let mut needs = [l.needs, r.needs].concat();
        if zero {
            // It is null, too, where one of them is.
            let all = errors(&needs).and(Errors::ZERO);
            if l.strict && r.strict {
                needs.clear();
            }
            needs.push(Need::not_null(&column, all));
        }
        Ok(Value { strict: l.strict && r.strict, ..Value::column(column, kind, needs) })
    }

    /// A Column has to stand on one side; a literal may stand on the left of a symmetric operator.
    fn column_first(&self, l: &Value, operator: &str, r: &Value) -> Column {
        if l.constant && r.constant {
            return self.as_column(l).arithmetic(operator, &r.column);
        }
        l.column.arithmetic(operator, &r.column)
    }

    /// A value that must be a number.
    pub(super) fn number_operand(&self, id: ExprId, value: &Value) -> Result<Value, Refusal> {
        let known = value.kind.is_number() || (value.kind == Kind::Unknown && !value.constant);
        if known {
            return Ok(value.clone());
        }
        if value.kind == Kind::Unknown {
            self.note(format!("`{}` is a number", excerpt(self.cx, id)));
            return Ok(value.clone());
        }
        self.refuse(id, "arithmetic with something that is not known to be a number")
    }

    /// Texts put together; None raises.
    pub(super) fn joined(&self, id: ExprId, parts: &[(ExprId, Value)]) -> Result<Value, Refusal> {
        let mut texts: Vec<String> = Vec::new();
        let mut needs = Vec::new();
        let mut strict = true;
        for (part, value) in parts {
            if !matches!(value.kind, Kind::Text | Kind::Unknown) {
                return self.refuse(id, "a text and something that is no text are added");
            }
            if value.kind == Kind::Unknown {
                self.note(format!("`{}` is a string", excerpt(self.cx, *part)));
            }
            let value = value.demanded(Errors::TYPE);
            // `a + "-" + b` is one concat.
            let column = self.as_column(&value).text;
            let concat = format!("{}.concat(", self.cx.functions);
            match column.strip_prefix(&concat).and_then(|c| c.strip_suffix(')')) {
                Some(inner) if !value.constant && value.text.is_none() && value.is_concat => {
                    texts.push(inner.to_owned());
                }
                _ => texts.push(column),
            }
            needs.extend(value.needs);
            strict &= value.strict;
        }
        let column = self.function("concat", &texts.join(", "));
        Ok(Value { strict, is_concat: true, ..Value::column(column, Kind::Text, needs) })
    }
}
