//! Fields of the record: `x["a"]["b"]`, `x.a`, `x.get("a")`.

use crate::python::ast::{Arg, ExprId, ExprKind};

use super::super::path::Path;
use super::super::{Refusal, excerpt, text_of};
use super::Row;
use super::state::{Field, State, Sym};
use super::value::{Kind, Value};

/// The methods of a dict hide fields of their names.
pub(super) const DICT_NAMES: [&str; 11] = [
    "clear",
    "copy",
    "fromkeys",
    "get",
    "items",
    "keys",
    "pop",
    "popitem",
    "setdefault",
    "update",
    "values",
];

/// Attributes of dates and times.
pub(super) const TIME_PARTS: [&str; 6] = ["year", "month", "day", "hour", "minute", "second"];

/// What a field is read of, by which name, and what is given where it is missing.
struct Access<'m> {
    object: ExprId,
    key: Key<'m>,
    default: Option<ExprId>,
    /// Whether a missing field gives None.
    lenient: bool,
}

enum Key<'m> {
    Expr(ExprId),
    Attribute(&'m str),
}

impl<'a> Row<'a> {
    /// Whether an expression is the record.
    pub(super) fn is_record(&self, id: ExprId, s: &State<'a>) -> bool {
        matches!(self.named(self.cx.module.unparen(id), s), Some(Sym::Record))
    }

    /// Whether an expression depends on the row or on a variable of the function, or is made anew for
    /// each row.
    pub(super) fn depends(&self, id: ExprId, s: &State<'a>) -> bool {
        let module = self.cx.module;
        let mut found = match self.named(id, s) {
            Some(Sym::Value(value)) => !value.constant,
            other => other.is_some(),
        };
        module.each_child(id, |child| found = found || self.depends(child, s));
        found || self.is_fresh(id, s)
    }

    /// The text of a literal, of a name for one, or of a variable that holds one.
    pub(super) fn literal_text(&self, id: ExprId, s: &State<'a>) -> Option<String> {
        let id = self.cx.module.unparen(id);
        match self.named(id, s) {
            Some(Sym::Value(value)) => value.text,
            Some(_) => None,
            None => text_of(self.cx, id),
        }
    }

    fn access(&self, id: ExprId) -> Option<Access<'a>> {
        match &self.cx.module.expr(id).kind {
            ExprKind::Subscript(object, index) => match index[..] {
                [key] => {
                    let key = Key::Expr(key);
                    Some(Access { object: *object, key, default: None, lenient: false })
                }
                _ => None,
            },
            ExprKind::Call(function, args, _) => {
                let ExprKind::Attribute(object, method) = self.cx.module.expr(*function).kind
                else {
                    return None;
                };
                let plain = |a: &Arg<'_>| a.name.is_none() && a.stars == 0;
                if method.text != "get" || !args.iter().all(plain) {
                    return None;
                }
                let (key, default) = match &args[..] {
                    [key] => (key.value, None),
                    [key, default] => (key.value, Some(default.value)),
                    _ => return None,
                };
                Some(Access { object, key: Key::Expr(key), default, lenient: true })
            }
            ExprKind::Attribute(object, name) => {
                let key = Key::Attribute(name.text);
                Some(Access { object: *object, key, default: None, lenient: false })
            }
            _ => None,
        }
    }

    /// What an expression reads of the record or of a dict; `None` where it does something else.
    pub(super) fn read(&self, id: ExprId, s: &State<'a>) -> Result<Option<Sym>, Refusal> {
        let id = self.cx.module.unparen(id);
        let Some(access) = self.access(id) else {
            return Ok(None);
        };
        let object = self.cx.module.unparen(access.object);
        let owner = match self.named(object, s) {
            Some(owner) => owner,
            // `(x["a"] or {}).get("b")`
            None if self.defaults_to_dict(object) => self.eval(object, s)?,
            None => match self.read(object, s)? {
                Some(owner) => owner,
                None => return Ok(None),
            },
        };
        let attribute = matches!(access.key, Key::Attribute(_));
        if let Sym::Value(value) = &owner
            && !value.inside.is_empty()
        {
            if attribute || self.key(&access, s).is_none() {
                return Ok(None);
            }
        } else if let Sym::Value(value) = &owner {
            // A string or a list is indexed by number, and everything but a record has no fields.
            let (Some(path), Some(_)) = (&value.field, self.key(&access, s)) else {
                return Ok(None);
            };
            let part = matches!(access.key, Key::Attribute(name) if TIME_PARTS.contains(&name));
            if attribute && (path.segments.len() > 1 || part && value.kind != Kind::Struct) {
                return Ok(None);
            }
        }
        if let Key::Attribute(name) = access.key
            && (DICT_NAMES.contains(&name) || name.starts_with('_'))
            && matches!(owner, Sym::Record | Sym::Original(_) | Sym::Dict(_) | Sym::Value(_))
        {
            return self.refuse(id, "it is not a field of the record");
        }
        if !matches!(owner, Sym::Record | Sym::Original(_) | Sym::Dict(_) | Sym::Value(_)) {
            return Ok(None);
        }
        let Some(name) = self.key(&access, s) else {
            return self.refuse(id, "the field's name is not a literal text");
        };
        if name.is_empty() {
            return self.refuse(id, "a field without a name");
        }
        let found = self.member_of(id, &owner, &name, access.lenient, s)?;
        match access.default {
            Some(default) => self.with_default(id, found, default, s).map(Some),
            None => Ok(Some(found)),
        }
    }

    fn defaults_to_dict(&self, id: ExprId) -> bool {
        match self.cx.module.expr(id).kind {
            ExprKind::BoolOp(_, "or", right) => self.is_empty_dict(right),
            _ => false,
        }
    }

    fn key(&self, access: &Access<'a>, s: &State<'a>) -> Option<String> {
        match access.key {
            Key::Expr(key) => self.literal_text(key, s),
            Key::Attribute(name) => Some(name.to_owned()),
        }
    }

    /// The field of a record, struct or dict.
    fn member_of(
        &self,
        id: ExprId,
        owner: &Sym,
        name: &str,
        lenient: bool,
        s: &State<'a>,
    ) -> Result<Sym, Refusal> {
        let none = || Sym::Value(self.none());
        match owner {
            Sym::Record => match s.field(name) {
                Field::Set(set) => Ok(refreshed(set.clone(), s)),
                Field::Deleted if lenient => Ok(none()),
                Field::Deleted => self.refuse(id, "the field was deleted before"),
                Field::AsItWas => Ok(Sym::Value(self.field_value(&Path::top(name), s))),
            },
            Sym::Original(fields) => {
                let before = self.before_copy(id, fields, name, s)?;
                self.member_of(id, &Sym::Record, name, lenient, &before)
            }
            Sym::Dict(items) => match items.iter().find(|(key, _)| key == name) {
                Some((_, item)) => Ok(refreshed(item.clone(), s)),
                None if lenient => Ok(none()),
                None => self.refuse(id, "the dict has no such key"),
            },
            Sym::Value(Value { inside, .. }) if !inside.is_empty() => {
                self.still_inside(id, inside, name, s)
            }
            Sym::Value(Value { field: Some(path), needs, lenient: soft, .. }) => {
                let mut value = self.field_value(&path.child(name), s);
                if *soft && lenient {
                    value.needs.clear();
                }
                for need in needs {
                    if !value.needs.contains(need) {
                        value.needs.push(need.clone());
                    }
                }
                Ok(Sym::Value(value))
            }
            _ => self.refuse(id, "it is not a field of the record"),
        }
    }

    /// The state in which a field of the record is read as it was before the copy. A copy shares what is
    /// inside of its fields.
    fn before_copy(
        &self,
        id: ExprId,
        fields: &[(String, Option<Sym>)],
        name: &str,
        s: &State<'a>,
    ) -> Result<State<'a>, Refusal> {
        let shared = match s.field(name) {
            Field::Set(Sym::Value(value)) => !value.inside.is_empty(),
            Field::Set(symbol) => !matches!(symbol, Sym::Truth(_)),
            Field::AsItWas | Field::Deleted => false,
        };
        if shared {
            return self.refuse(id, "the record is used beside a copy of it");
        }
        Ok(State { fields: fields.to_vec(), ..s.clone() })
    }

    /// None as a value.
    #[allow(clippy::unused_self)] // it belongs to the other values
    pub(super) fn none(&self) -> Value {
        let none = super::column::Column::primary("None");
        Value::constant(none, Kind::None, true)
    }

    /// `x.get("a", default)`
    fn with_default(
        &self,
        id: ExprId,
        found: Sym,
        default: ExprId,
        s: &State<'a>,
    ) -> Result<Sym, Refusal> {
        let Sym::Value(mut value) = found else {
            return Ok(found);
        };
        if self.is_empty_dict(default) && value.field.is_some() {
            return Ok(Sym::Value(Value { lenient: true, ..value }));
        }
        let default = self.value(default, s)?;
        if value.is_none() {
            return Ok(Sym::Value(default));
        }
        if !value.nullable || default.is_none() {
            return Ok(Sym::Value(value));
        }
        if value.kind == Kind::Unknown {
            value.kind = default.kind;
        }
        let source = excerpt(self.cx, id);
        self.note(format!("`{source}` gives the default where the field is null, too"));
        Ok(Sym::Value(self.coalesced(&value, &default)))
    }

    /// `"a" in x`: whether the record has a field.
    pub(super) fn has_field(
        &self,
        id: ExprId,
        owner: &Sym,
        name: &str,
        s: &State<'a>,
    ) -> Result<Sym, Refusal> {
        match owner {
            Sym::Record if !matches!(s.field(name), Field::AsItWas) => {
                let there = matches!(s.field(name), Field::Set(_));
                Ok(Sym::Truth(self.constant_truth(there)))
            }
            Sym::Original(fields) => {
                let before = self.before_copy(id, fields, name, s)?;
                self.has_field(id, &Sym::Record, name, &before)
            }
            Sym::Dict(items) => {
                Ok(Sym::Truth(self.constant_truth(items.iter().any(|i| i.0 == name))))
            }
            _ => self.member_of(id, owner, name, true, s),
        }
    }
}

/// A symbol with what is known by now.
fn refreshed(symbol: Sym, s: &State<'_>) -> Sym {
    match symbol {
        Sym::Value(value) if value.nullable && s.known.has(&value.column) => {
            Sym::Value(Value { nullable: false, ..value })
        }
        other => other,
    }
}
