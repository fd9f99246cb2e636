//! Dicts of the script that a value of the row is looked up in: `{"M": "male"}.get(x["sex"], "other")`.

use crate::python::ast::{ExprId, ExprKind};

use super::super::{Refusal, excerpt, resolve};
use super::Row;
use super::calls::{Callee, plain};
use super::column::Column;
use super::kind::Kind;
use super::need::{Errors, Need};
use super::state::{State, Sym};
use super::value::Value;

/// More entries than this are not spelled out as a chain of `when`.
const MOST: usize = 12;

/// A dict of literals.
struct Dict<'a> {
    /// The source of the keys and values.
    entries: Vec<(String, String)>,
    values: Kind,
    /// The constant of the script that it is.
    name: Option<&'a str>,
}

impl<'a> Row<'a> {
    /// `LOOKUP[x["a"]]`, `LOOKUP.get(x["a"])` and `LOOKUP.get(x["a"], default)`.
    pub(super) fn lookup(&self, id: ExprId, s: &State<'a>) -> Result<Option<Value>, Refusal> {
        let (object, key, default) = match &self.cx.module.expr(id).kind {
            ExprKind::Subscript(object, index) => match index[..] {
                [key] => (*object, key, None),
                _ => return Ok(None),
            },
            _ => match self.callee(id) {
                Some((Callee::Method(object, "get"), [key])) if plain(key) => {
                    (object, key.value, Some(None))
                }
                Some((Callee::Method(object, "get"), [key, default]))
                    if plain(key) && plain(default) =>
                {
                    (object, key.value, Some(Some(default.value)))
                }
                _ => return Ok(None),
            },
        };
        if self.depends(object, s) || !self.depends(key, s) {
            return Ok(None);
        }
        let Some(dict) = self.dict_of_literals(object, s) else {
            return Ok(None);
        };
        let key = self.text_key(key, s)?;
        let found = self.looked_up(&dict, &key);
        let Some(default) = default else {
            let keys: Vec<_> = dict.entries.iter().map(|(key, _)| key.as_str()).collect();
            let keys = dict.name.map_or_else(|| keys.join(", "), |name| format!("*{name}"));
            let mut needs = key.needs.clone();
            needs.push(Need::holds(key.column.method("isin", &keys), Errors::KEY));
            return Ok(Some(Value::column(found, dict.values, needs)));
        };
        self.or_default(id, &dict, found, &key, default, s).map(Some)
    }

    fn or_default(
        &self,
        id: ExprId,
        dict: &Dict<'_>,
        found: Column,
        key: &Value,
        default: Option<ExprId>,
        s: &State<'a>,
    ) -> Result<Value, Refusal> {
        let default = match default {
            Some(default) => self.value(default, s)?,
            None => self.none(),
        };
        let Some(kind) = dict.values.join(default.kind) else {
            return self.refuse(id, "it is of one type or another, which one column cannot be");
        };
        let column = match dict.name {
            _ if default.is_none() => found,
            Some(_) => {
                let default = self.as_column(&default).text;
                self.function("coalesce", &format!("{}, {default}", found.text))
            }
            None => found.method("otherwise", &default.column.text),
        };
        let needs = [key.needs.clone(), default.needs.clone()].concat();
        let (nullable, strict) = (default.nullable, needs.is_empty());
        Ok(Value { nullable, strict, ..Value::column(column, kind, needs) })
    }

    /// The value that a key has in a dict, else null.
    fn looked_up(&self, dict: &Dict<'_>, key: &Value) -> Column {
        if let Some(name) = dict.name {
            let parts = format!(
                "*[{}(part) for item in {name}.items() for part in item]",
                self.function("lit", "").text.trim_end_matches("()")
            );
            let map = self.function("create_map", &parts).text;
            return self.function("try_element_at", &format!("{map}, {}", key.column.text));
        }
        let mut entries = dict.entries.iter();
        let when = |(literal, value): &(String, String)| {
            let test = key.column.compare("==", &Column::primary(literal));
            format!("{}, {value}", test.text)
        };
        let first = entries.next().map(when).unwrap_or_default();
        entries
            .fold(self.function("when", &first), |chain, entry| chain.method("when", &when(entry)))
    }

    /// Keys are texts: `1`, `1.0` and `True` are one key for Python.
    fn text_key(&self, key: ExprId, s: &State<'a>) -> Result<Value, Refusal> {
        let value = self.value(key, s)?;
        match value.kind {
            Kind::Text => {}
            Kind::Unknown => self.note(format!("`{}` is a string", excerpt(self.cx, key))),
            _ => return self.refuse(key, "it is not a string"),
        }
        Ok(value)
    }

    fn dict_of_literals(&self, object: ExprId, s: &State<'a>) -> Option<Dict<'a>> {
        let module = self.cx.module;
        let object = module.unparen(object);
        let id = resolve(self.cx, object);
        let ExprKind::Dict(items) = &module.expr(id).kind else {
            return None;
        };
        let name = module.name(object);
        if items.is_empty() || name.is_none() && items.len() > MOST {
            return None;
        }
        if name.is_some() {
            self.in_sight(object, s).ok()?;
        }
        let mut entries = Vec::new();
        let mut kinds = Kind::None;
        for (key, value) in items {
            let key = self.quoted(module.str_value((*key)?)?);
            let Ok(Sym::Value(value)) = self.eval(*value, s) else {
                return None;
            };
            let literal = value.constant && !matches!(value.kind, Kind::None | Kind::Unknown);
            // A key that is there twice has its last value.
            if !literal || entries.iter().any(|(other, _)| *other == key) {
                return None;
            }
            kinds = kinds.join(value.kind)?;
            entries.push((key, value.column.text));
        }
        Some(Dict { entries, values: kinds, name })
    }
}
