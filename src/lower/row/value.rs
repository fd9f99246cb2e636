//! Values inside a row function: fields, literals, names of the script, choices.

use crate::python::ast::{ExprId, ExprKind, Span};

use super::super::path::Path;
use super::super::{Refusal, excerpt, operand, resolve};
use super::Row;
use super::boolean::Boolean;
use super::column::{Binding, Column};
pub(super) use super::kind::Kind;
use super::need::{Errors, Need};
use super::state::{State, Sym};

/// A value.
#[derive(Clone, Debug)]
pub(super) struct Value {
    /// The Column, or a Python literal or name where it is constant.
    pub column: Column,
    pub kind: Kind,
    /// Whether it can be `None` where Python does not raise.
    pub nullable: bool,
    /// Whether the column is null wherever Python raises.
    pub strict: bool,
    /// What must hold, or Python raises.
    pub needs: Vec<Need>,
    /// Whether it does not depend on the row.
    pub constant: bool,
    /// The field, where the value is just that.
    pub field: Option<Path>,
    /// The value of a literal text.
    pub text: Option<String>,
    /// Whether it is one `F.concat(…)`, to which more can be added.
    pub is_concat: bool,
    /// Whether it is a list that is never empty and holds no None.
    pub filled: bool,
    /// Whether it is taken for an empty dict where it is None.
    pub lenient: bool,
    /// What holds where the words of a text are not an empty list.
    pub words: Option<Box<Column>>,
    /// What was set or deleted (`None`) inside of it, where it is a struct of the record.
    pub inside: Vec<(Path, Option<Sym>)>,
}

impl Value {
    pub fn constant(column: Column, kind: Kind, nullable: bool) -> Self {
        Self {
            column,
            kind,
            nullable,
            strict: true,
            needs: Vec::new(),
            constant: true,
            field: None,
            text: None,
            is_concat: false,
            filled: false,
            lenient: false,
            words: None,
            inside: Vec::new(),
        }
    }

    /// A value that is never None and null only where Python raises.
    pub fn column(column: Column, kind: Kind, needs: Vec<Need>) -> Self {
        Self {
            column,
            kind,
            nullable: false,
            strict: true,
            needs,
            constant: false,
            field: None,
            text: None,
            is_concat: false,
            filled: false,
            lenient: false,
            words: None,
            inside: Vec::new(),
        }
    }

    /// A value that is computed from this one and raises `errors` where this one is `None`.
    pub fn derived(&self, column: Column, kind: Kind, errors: Errors) -> Self {
        Self { strict: self.strict, ..Self::column(column, kind, self.needs_itself(errors)) }
    }

    /// This value where `None` makes Python raise.
    pub fn demanded(&self, errors: Errors) -> Self {
        Self { needs: self.needs_itself(errors), nullable: false, ..self.clone() }
    }

    /// What tells a `TypeError` from a `ValueError` where it is read as a number or a date: None raises
    /// the first one.
    pub fn splits(&self) -> Option<Column> {
        (self.needs.is_empty() && self.nullable).then(|| self.column.clone())
    }

    /// Whether it is the literal None.
    pub fn is_none(&self) -> bool {
        self.constant && self.kind == Kind::None
    }

    fn needs_itself(&self, errors: Errors) -> Vec<Need> {
        let mut needs = self.needs.clone();
        // A name of the script is no column: that it is None cannot be asked of a row.
        if self.nullable && !self.constant {
            needs.push(Need::not_null(&self.column, errors));
        }
        needs
    }
}

impl<'a> Row<'a> {
    /// Compiles an expression whose value is asked.
    pub(super) fn value(&self, id: ExprId, s: &State<'a>) -> Result<Value, Refusal> {
        let symbol = self.eval(id, s)?;
        self.as_value(id, symbol)
    }

    /// A symbol as the value of a column.
    pub(super) fn as_value(&self, id: ExprId, symbol: Sym) -> Result<Value, Refusal> {
        match symbol {
            Sym::Value(value) => Ok(value),
            Sym::Truth(truth) => Ok(self.truth_value(&truth)),
            Sym::Dict(items) if !items.is_empty() => self.structure(id, items),
            Sym::List(items) if !items.is_empty() => self.array(id, items),
            Sym::Dict(_) => self.refuse(id, "an empty dict has no type as a column"),
            Sym::List(_) => self.refuse(id, "an empty list has no type as a column"),
            Sym::Match(_) => self.refuse(id, "a match object is no value of a column"),
            Sym::Record | Sym::Original(_) => self.refuse(id, "the whole record is used"),
            Sym::Function(_) => self.refuse(id, "a function is no value of a column"),
            Sym::Gone(why) => self.refuse(id, why),
        }
    }

    /// Compiles an expression.
    pub(super) fn eval(&self, id: ExprId, s: &State<'a>) -> Result<Sym, Refusal> {
        let module = self.cx.module;
        let id = module.unparen(id);
        if let Some(symbol) = self.named(id, s) {
            return Ok(symbol);
        }
        if let Some(literal) = self.literal(id) {
            return Ok(Sym::Value(literal));
        }
        match &module.expr(id).kind {
            ExprKind::Dict(items) => return self.dict(id, items, s),
            ExprKind::List(items) | ExprKind::Tuple(items) if self.depends(id, s) => {
                let items: Result<_, _> = items.iter().map(|i| self.eval(*i, s)).collect();
                return items.map(Sym::List);
            }
            _ => {}
        }
        if !self.depends(id, s) {
            return self.outer(id, s).map(Sym::Value);
        }
        if let Some(found) = self.fresh(id, s)? {
            return Ok(Sym::Value(found));
        }
        if let Some(found) = self.read(id, s)? {
            return Ok(found);
        }
        if let Some(found) = self.lookup(id, s)? {
            return Ok(Sym::Value(found));
        }
        if let Some(found) = self.regex_call(id, s)? {
            return Ok(Sym::Match(Box::new(found)));
        }
        match &module.expr(id).kind {
            ExprKind::Binary(left, operator, right) => {
                self.binary(id, *left, operator, *right, s).map(Sym::Value)
            }
            ExprKind::Unary("-", inner) => {
                let value = self.number_operand(*inner, &self.value(*inner, s)?)?;
                let column = value.column.negative();
                Ok(Sym::Value(value.derived(column, value.kind, Errors::TYPE)))
            }
            ExprKind::BoolOp(left, operator, right) => {
                if let (Some(_), Some(_)) = (self.shaped(*left, s)?, self.shaped(*right, s)?) {
                    return self.boolean(id, s).map(Sym::Truth);
                }
                self.junction(id, *left, *operator == "and", *right, s)
            }
            ExprKind::IfElse { test, body, orelse } => {
                let test = self.boolean(*test, s)?;
                let yes = self.eval(*body, &s.knowing(&test.yes_known))?;
                let no = self.eval(*orelse, &s.knowing(&test.no_known))?;
                self.choose(id, &test, yes, no)
            }
            ExprKind::Str(_) => self.formatted(id, s).map(Sym::Value),
            ExprKind::Not(_) | ExprKind::Compare(..) => self.boolean(id, s).map(Sym::Truth),
            ExprKind::Call(..) => self.call(id, s),
            ExprKind::Attribute(object, name) => self.attribute(id, *object, name.text, s),
            ExprKind::Subscript(object, index) => {
                self.subscript(id, *object, index, s).map(Sym::Value)
            }
            _ => self.refuse(id, "it has no counterpart that gives the same rows"),
        }
    }

    /// Whether an expression gives true or false whatever its parts are.
    pub(super) fn shaped(&self, id: ExprId, s: &State<'a>) -> Result<Option<Boolean>, Refusal> {
        match self.named(self.cx.module.unparen(id), s) {
            Some(Sym::Truth(found)) => Ok(Some(found)),
            Some(_) => Ok(None),
            None => self.boolean_shaped(id, s),
        }
    }

    /// A variable of the function.
    pub(super) fn named(&self, id: ExprId, s: &State<'a>) -> Option<Sym> {
        let symbol = s.names.get(self.cx.module.name(id)?)?;
        Some(match symbol {
            Sym::Value(value) if value.nullable && s.known.has(&value.column) => {
                Sym::Value(Value { nullable: false, ..value.clone() })
            }
            other => other.clone(),
        })
    }

    fn literal(&self, id: ExprId) -> Option<Value> {
        let module = self.cx.module;
        let constant = |text: String, kind| Value::constant(Column::primary(text), kind, false);
        Some(match &module.expr(id).kind {
            ExprKind::Str(_) => self.text_literal(module.str_value(id)?),
            ExprKind::Number(text) if !text.ends_with(['j', 'J']) => {
                constant((*text).to_owned(), number_kind(text))
            }
            ExprKind::Unary("-", inner) => match module.expr(*inner).kind {
                ExprKind::Number(text) => constant(format!("-{text}"), number_kind(text)),
                _ => return None,
            },
            ExprKind::Bool(true) => constant("True".to_owned(), Kind::Bool),
            ExprKind::Bool(false) => constant("False".to_owned(), Kind::Bool),
            ExprKind::None => Value::constant(Column::primary("None"), Kind::None, true),
            _ => return None,
        })
    }

    /// A literal text.
    pub(super) fn text_literal(&self, text: &str) -> Value {
        let column = Column::primary(self.quoted(text));
        Value { text: Some(text.to_owned()), ..Value::constant(column, Kind::Text, false) }
    }

    /// The value of a field of the frame.
    pub(super) fn field_value(&self, path: &Path, s: &State<'a>) -> Value {
        // `x["s"]["t"]` raises where `s` is None.
        let mut needs = Vec::new();
        for length in 1..path.segments.len() {
            let parent = Path { segments: path.segments[..length].to_vec() };
            let parent = Column::primary(parent.column(self.cx));
            if !s.known.has(&parent) {
                needs.push(Need::not_null(&parent, Errors::TYPE));
            }
        }
        let column = Column::primary(path.column(self.cx));
        Value {
            nullable: !s.known.has(&column),
            kind: self.kind_of(path),
            strict: true,
            needs,
            constant: false,
            field: Some(path.clone()),
            text: None,
            is_concat: false,
            filled: false,
            lenient: false,
            words: None,
            inside: Vec::new(),
            column,
        }
    }

    /// A value that the script computes; it enters the Column as it stands.
    fn outer(&self, id: ExprId, s: &State<'a>) -> Result<Value, Refusal> {
        use ExprKind as K;
        let module = self.cx.module;
        let found = resolve(self.cx, id);
        let (kind, nullable) = match &module.expr(found).kind {
            K::None => (Kind::None, true),
            K::Str(_) => (Kind::Text, false),
            K::Number(text) => (number_kind(text), false),
            K::Bool(_) => (Kind::Bool, false),
            K::Lambda(..) | K::Await(_) | K::Yield(_) | K::Walrus(..) => {
                return self.refuse(id, "it has no counterpart that gives the same rows");
            }
            K::List(_) | K::Tuple(_) | K::Set(_) | K::Dict(_) | K::Comprehension(..) => {
                return self.refuse(id, "a list, set or dict is compared");
            }
            _ => (Kind::Unknown, true),
        };
        self.in_sight(id, s)?;
        if self.calls(id) {
            self.note(format!("`{}` gives the same value for each row", excerpt(self.cx, id)));
        }
        let column = Column::primary(self.script_source(id, s));
        let text = module.str_value(found).map(str::to_owned);
        Ok(Value { text, ..Value::constant(column, kind, nullable) })
    }

    /// The source of an expression of the script, with the constant variables of the function in
    /// place.
    fn script_source(&self, id: ExprId, s: &State<'a>) -> String {
        let mut places = Vec::new();
        self.constants_in(id, s, &mut places);
        if places.is_empty() {
            return operand(self.cx, id);
        }
        let span = self.cx.module.expr(id).span;
        let mut text = self.cx.module.expr_source(id).to_owned();
        for (place, value) in places.into_iter().rev() {
            let start = place.start as usize - span.start as usize;
            let end = place.end as usize - span.start as usize;
            text.replace_range(start..end, &value);
        }
        super::super::operand_text(self.cx.module, id, &text)
    }

    /// Where constant variables of the function are read, in order of place.
    fn constants_in(&self, id: ExprId, s: &State<'a>, found: &mut Vec<(Span, String)>) {
        if let Some(Sym::Value(value)) = self.named(id, s) {
            found.push((self.cx.module.expr(id).span, value.column.at(Binding::Primary)));
        }
        self.cx.module.each_child(id, |child| self.constants_in(child, s, found));
    }

    fn calls(&self, id: ExprId) -> bool {
        let mut found = matches!(self.cx.module.expr(id).kind, ExprKind::Call(..));
        self.cx.module.each_child(id, |child| found |= self.calls(child));
        found
    }

    /// A value as a Column.
    pub(super) fn as_column(&self, value: &Value) -> Column {
        if value.constant { self.function("lit", &value.column.text) } else { value.column.clone() }
    }

    /// `{"a": 1, "b": x["b"]}`
    fn dict(
        &self,
        id: ExprId,
        items: &[(Option<ExprId>, ExprId)],
        s: &State<'a>,
    ) -> Result<Sym, Refusal> {
        let mut out: Vec<(String, Sym)> = Vec::new();
        for (key, value) in items {
            let Some(key) = key else {
                return self.refuse(id, "a dict that takes in another one");
            };
            let Some(name) = self.literal_text(*key, s) else {
                return self.refuse(*key, "the field's name is not a literal text");
            };
            let value = self.eval(*value, s)?;
            out.retain(|(k, _)| *k != name);
            out.push((name, value));
        }
        Ok(Sym::Dict(out))
    }

    fn structure(&self, id: ExprId, items: Vec<(String, Sym)>) -> Result<Value, Refusal> {
        let mut needs = Vec::new();
        let mut parts = Vec::new();
        for (name, item) in items {
            let value = self.as_value(id, item)?;
            needs.extend(value.needs.clone());
            parts.push(self.aliased(&value, &name));
        }
        let column = self.function("struct", &parts.join(", "));
        Ok(Value { strict: needs.is_empty(), ..Value::column(column, Kind::Struct, needs) })
    }

    /// A value under a name.
    pub(super) fn aliased(&self, value: &Value, name: &str) -> String {
        match &value.field {
            // `select` and `struct` take names as they are.
            Some(path) if path.leaf() == name => self.quoted(&path.dotted()),
            _ => self.as_column(value).method("alias", &self.quoted(name)).text,
        }
    }

    fn array(&self, id: ExprId, items: Vec<Sym>) -> Result<Value, Refusal> {
        let mut needs = Vec::new();
        let mut parts = Vec::new();
        let mut kind = Kind::None;
        for item in items {
            let value = self.as_value(id, item)?;
            match kind.join(value.kind) {
                Some(joined) => kind = joined,
                None => return self.refuse(id, "a list of values of several types"),
            }
            needs.extend(value.needs.clone());
            parts.push(self.as_column(&value).text);
        }
        let column = self.function("array", &parts.join(", "));
        Ok(Value { strict: needs.is_empty(), ..Value::column(column, Kind::List, needs) })
    }
}

fn number_kind(text: &str) -> Kind {
    let hex = text.starts_with("0x") || text.starts_with("0X");
    if !hex && text.contains(['.', 'e', 'E']) { Kind::Number } else { Kind::Whole }
}
