//! Values inside a predicate: fields, literals, names of the script, arithmetic.

use crate::python::ast::{ExprId, ExprKind};

use super::super::path::Path;
use super::super::{Refusal, excerpt, operand, resolve};
use super::Predicate;
use super::boolean::Known;
use super::column::Column;

/// What kind of value it is, as far as the predicate tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Unknown,
    Text,
    Number,
    Bool,
}

/// A value.
#[derive(Clone, Debug)]
pub(super) struct Value {
    pub column: Column,
    pub kind: Kind,
    /// Whether it can be `None` where Python does not raise.
    pub nullable: bool,
    /// Whether the column is null wherever Python raises.
    pub strict: bool,
    /// Columns that must not be null, or Python raises.
    pub needs: Vec<Column>,
    /// Whether it does not depend on the row.
    pub constant: bool,
    /// The field, where the value is just that.
    pub field: Option<Path>,
}

impl Value {
    fn constant(column: Column, kind: Kind, nullable: bool) -> Self {
        Self {
            column,
            kind,
            nullable,
            strict: true,
            needs: Vec::new(),
            constant: true,
            field: None,
        }
    }

    /// A value that is computed from this one and raises where this one is `None`.
    pub fn derived(&self, column: Column, kind: Kind) -> Self {
        Self {
            column,
            kind,
            nullable: false,
            strict: self.strict,
            needs: self.needs_itself(),
            constant: self.constant,
            field: None,
        }
    }

    /// This value where `None` makes Python raise.
    pub fn demanded(&self) -> Self {
        Self { needs: self.needs_itself(), nullable: false, ..self.clone() }
    }

    fn needs_itself(&self) -> Vec<Column> {
        let mut needs = self.needs.clone();
        // A name of the script is no column: that it is None cannot be asked of a row.
        if self.nullable && !self.constant {
            needs.push(self.column.clone());
        }
        needs
    }
}

impl Predicate<'_> {
    /// Compiles an expression whose value is asked.
    pub(super) fn value(&self, id: ExprId, known: &Known) -> Result<Value, Refusal> {
        let module = self.cx.module;
        let id = module.unparen(id);
        match &module.expr(id).kind {
            ExprKind::Str(_) if module.str_value(id).is_some() => {
                let text = module.str_value(id).unwrap_or_default();
                let column = Column::primary(self.quoted(text));
                return Ok(Value::constant(column, Kind::Text, false));
            }
            ExprKind::Number(text) if !text.ends_with(['j', 'J']) => {
                return Ok(Value::constant(Column::primary(*text), Kind::Number, false));
            }
            ExprKind::Unary("-", inner) => {
                if let ExprKind::Number(text) = module.expr(*inner).kind {
                    let column = Column::primary(format!("-{text}"));
                    return Ok(Value::constant(column, Kind::Number, false));
                }
            }
            ExprKind::Bool(value) => {
                let text = if *value { "True" } else { "False" };
                return Ok(Value::constant(Column::primary(text), Kind::Bool, false));
            }
            _ => {}
        }
        if !self.reads_record(id) {
            return self.outer(id);
        }
        if let Some(path) = self.field(id)? {
            return Ok(self.field_value(&path, known));
        }
        match &module.expr(id).kind {
            ExprKind::Binary(left, operator, right) => {
                self.arithmetic(id, *left, operator, *right, known)
            }
            ExprKind::BoolOp(left, "or", right) => self.default(id, *left, *right, known),
            ExprKind::Call(..) => self.value_call(id, known),
            ExprKind::Name(_) => self.refuse(id, "the whole record is used"),
            ExprKind::Subscript(..) => self.refuse(id, "it reads a part of a list or string"),
            _ => self.refuse(id, "it has no counterpart that gives the same rows"),
        }
    }

    fn field_value(&self, path: &Path, known: &Known) -> Value {
        // `x["s"]["t"]` raises where `s` is None.
        let mut needs = Vec::new();
        for length in 1..path.segments.len() {
            let parent = Path { segments: path.segments[..length].to_vec() };
            let parent = Column::primary(parent.column(self.cx));
            if !known.has(&parent) {
                needs.push(parent);
            }
        }
        let column = Column::primary(path.column(self.cx));
        Value {
            nullable: !known.has(&column),
            kind: self.evidence.kind(&path.dotted()),
            strict: true,
            needs,
            constant: false,
            field: Some(path.clone()),
            column,
        }
    }

    /// A value that the script computes; it enters the Column as it stands.
    fn outer(&self, id: ExprId) -> Result<Value, Refusal> {
        use ExprKind as K;
        let module = self.cx.module;
        let found = resolve(self.cx, id);
        let (kind, nullable) = match &module.expr(found).kind {
            K::None => return self.refuse(id, "None is compared or passed on"),
            K::Str(_) => (Kind::Text, false),
            K::Number(_) => (Kind::Number, false),
            K::Bool(_) => (Kind::Bool, false),
            K::Lambda(..) | K::Await(_) | K::Yield(_) | K::Walrus(..) => {
                return self.refuse(id, "it has no counterpart that gives the same rows");
            }
            K::List(_) | K::Tuple(_) | K::Set(_) | K::Dict(_) | K::Comprehension(..) => {
                return self.refuse(id, "a list, set or dict is compared");
            }
            _ => (Kind::Unknown, true),
        };
        if self.calls(id) {
            self.note(format!("`{}` gives the same value for each row", excerpt(self.cx, id)));
        }
        let column = Column::primary(operand(self.cx, id));
        Ok(Value::constant(column, kind, nullable))
    }

    fn calls(&self, id: ExprId) -> bool {
        let mut found = matches!(self.cx.module.expr(id).kind, ExprKind::Call(..));
        self.cx.module.each_child(id, |child| found |= self.calls(child));
        found
    }

    fn arithmetic(
        &self,
        id: ExprId,
        left: ExprId,
        operator: &str,
        right: ExprId,
        known: &Known,
    ) -> Result<Value, Refusal> {
        let (l, r) = (self.value(left, known)?, self.value(right, known)?);
        for value in [&l, &r] {
            if matches!(value.kind, Kind::Text | Kind::Bool)
                || (value.constant && value.kind != Kind::Number)
            {
                return self
                    .refuse(id, "arithmetic with something that is not known to be a number");
            }
        }
        let literal: Option<f64> = r.constant.then(|| r.column.text.parse().ok()).flatten();
        let column = match operator {
            "+" if l.kind != Kind::Number && r.kind != Kind::Number => {
                return self.refuse(id, "whether it adds numbers or joins strings is not known");
            }
            "+" | "-" | "*" => l.column.arithmetic(operator, &r.column),
            "/" if literal.is_some_and(|n| n != 0.0) => l.column.arithmetic(operator, &r.column),
            // Python's remainder has the sign of the divisor, as `pmod` has for a positive one.
            "%" if literal.is_some_and(|n| n > 0.0) => {
                let divisor = self.function("lit", &r.column.text);
                self.function("pmod", &format!("{}, {}", l.column.text, divisor.text))
            }
            "/" | "%" => return self.refuse(id, "the divisor is not a literal number"),
            _ => {
                return self.refuse(id, "the operator has no counterpart that gives the same rows");
            }
        };
        let (l, r) = (l.demanded(), r.demanded());
        Ok(Value {
            column,
            kind: Kind::Number,
            nullable: false,
            strict: l.strict && r.strict,
            needs: [l.needs, r.needs].concat(),
            constant: false,
            field: None,
        })
    }

    /// `x["a"] or ""` and `x["n"] or 0`: the default is itself falsy, so only None matters.
    fn default(
        &self,
        id: ExprId,
        left: ExprId,
        right: ExprId,
        known: &Known,
    ) -> Result<Value, Refusal> {
        let (l, r) = (self.value(left, known)?, self.value(right, known)?);
        let falsy = r.column.text == "0" || r.column.text == self.quoted("");
        let fits = l.kind == Kind::Unknown || l.kind == r.kind;
        if l.constant || !falsy || !fits {
            return self.refuse(id, "`or` gives a value that is not known to be the first one");
        }
        let literal = self.function("lit", &r.column.text);
        let args = format!("{}, {}", l.column.text, literal.text);
        Ok(Value {
            column: self.function("coalesce", &args),
            kind: r.kind,
            nullable: false,
            strict: l.needs.is_empty(),
            needs: l.needs,
            constant: false,
            field: None,
        })
    }
}
