//! What statements change: variables, fields of the record, dicts that the function makes.

use crate::python::ast::{Arg, ExprId, ExprKind};

use super::super::Refusal;
use super::super::path::Path;
use super::Row;
use super::calls::{Callee, plain};
use super::column::Column;
use super::kind::Kind;
use super::need::{Errors, Need};
use super::state::{Field, State, Sym};
use super::value::Value;

impl<'a> Row<'a> {
    /// `{**rec, "a": 1}`, `dict(rec, a=1)`, `rec.copy()`.
    pub(super) fn copy_of_record(
        &self,
        id: ExprId,
        s: &mut State<'a>,
    ) -> Result<Option<Sym>, Refusal> {
        let module = self.cx.module;
        let no_name = "a dict that takes in another one";
        let mut set = Vec::new();
        match &module.expr(module.unparen(id)).kind {
            ExprKind::Dict(items) => {
                let Some(((None, first), rest)) = items.split_first() else {
                    return Ok(None);
                };
                if !self.is_record(*first, s) {
                    return Ok(None);
                }
                for (key, value) in rest {
                    let Some(key) = key.and_then(|k| self.literal_text(k, s)) else {
                        return self.refuse(id, no_name);
                    };
                    set.push((*value, key));
                }
            }
            ExprKind::Call(..) => match self.callee(module.unparen(id)) {
                Some((Callee::Function("dict"), [only, rest @ ..]))
                    if plain(only) && self.is_record(only.value, s) =>
                {
                    for arg in rest {
                        let Some(name) = arg.name else { return self.refuse(id, no_name) };
                        set.push((arg.value, name.text.to_owned()));
                    }
                }
                Some((Callee::Method(object, "copy"), [])) if self.is_record(object, s) => {}
                _ => return Ok(None),
            },
            _ => return Ok(None),
        }
        self.set_all(set, s)?;
        self.copies.set(self.copies.get() + 1);
        Ok(Some(Sym::Record))
    }

    /// Sets fields of the record; all values are taken before the first one is set.
    fn set_all(&self, set: Vec<(ExprId, String)>, s: &mut State<'a>) -> Result<(), Refusal> {
        let value = |(at, key): (ExprId, String)| Ok((at, key, self.eval(at, s)?));
        let values: Result<Vec<_>, Refusal> = set.into_iter().map(value).collect();
        values?.into_iter().try_for_each(|(at, key, symbol)| self.set_symbol(at, &key, symbol, s))
    }

    /// `new = dict(rec)`: the record goes on under the new name, and under no other one.
    pub(super) fn copied(&self, value: ExprId, s: &mut State<'a>) -> Result<Option<Sym>, Refusal> {
        let before = s.fields.clone();
        let copy = self.copy_of_record(value, s)?;
        if copy.is_some() {
            s.leave_record(&before);
        }
        Ok(copy)
    }

    pub(super) fn set_symbol(
        &self,
        at: ExprId,
        name: &str,
        symbol: Sym,
        s: &mut State<'a>,
    ) -> Result<(), Refusal> {
        let other_case = |f: &(String, Option<Sym>)| f.0 != name && f.0.eq_ignore_ascii_case(name);
        if s.fields.iter().any(other_case) {
            return self.refuse(at, "two fields differ in case only, which are one in Spark");
        }
        if matches!(symbol, Sym::Record) {
            return self.refuse(at, "the whole record is used");
        }
        let symbol = s.settle(symbol);
        s.set_field(name, Some(symbol));
        Ok(())
    }

    /// The value of an assignment; a new dict or list stays one that can be filled.
    pub(super) fn assigned(&self, value: ExprId, s: &mut State<'a>) -> Result<Sym, Refusal> {
        let module = self.cx.module;
        match &module.expr(module.unparen(value)).kind {
            ExprKind::Dict(items) if items.is_empty() => Ok(Sym::Dict(Vec::new())),
            ExprKind::Call(..)
                if matches!(
                    self.callee(module.unparen(value)),
                    Some((Callee::Function("dict"), []))
                ) =>
            {
                Ok(Sym::Dict(Vec::new()))
            }
            ExprKind::Name(_) => match self.named(value, s) {
                Some(Sym::Dict(_)) => self.refuse(value, "two names for one dict"),
                _ => self.eval(value, s),
            },
            _ => self.eval(value, s),
        }
    }

    /// An expression that stands on its own.
    pub(super) fn effect(&self, id: ExprId, s: &mut State<'a>) -> Result<(), Refusal> {
        let module = self.cx.module;
        if matches!(module.expr(id).kind, ExprKind::Str(_)) {
            return Ok(());
        }
        if self.changing_call(id, s)?.is_some() {
            return Ok(());
        }
        match self.callee(module.unparen(id)) {
            Some((Callee::Function("print"), _)) => {
                self.note("what the function prints is not printed");
                Ok(())
            }
            Some((
                Callee::Method(
                    object,
                    "info" | "debug" | "warning" | "warn" | "error" | "exception",
                ),
                _,
            )) if module.name(object).is_some_and(|n| n.to_lowercase().contains("log")) => {
                self.note("what the function logs is not logged");
                Ok(())
            }
            Some((Callee::Method(object, "pop"), args @ ([_] | [_, _]))) => {
                self.pop(id, object, args, s).map(|_| ())
            }
            Some((Callee::Method(object, "update"), [only])) => self.update(id, object, only, s),
            _ => self.refuse(id, "its effect has no counterpart as a Column"),
        }
    }

    /// `rec.pop("a")`
    fn pop(
        &self,
        id: ExprId,
        object: ExprId,
        args: &[Arg<'a>],
        s: &mut State<'a>,
    ) -> Result<Sym, Refusal> {
        let key = args.first().and_then(|key| self.literal_text(key.value, s));
        let (Some(key), true) = (key, self.is_record(object, s)) else {
            return self.refuse(id, "what is popped is not known");
        };
        let path = Path::top(&key);
        let value = match s.field(&key) {
            Field::Set(symbol) => symbol.clone(),
            Field::Deleted if args.len() == 2 => self.eval(args[1].value, s)?,
            Field::Deleted => return self.refuse(id, "the field was deleted before"),
            Field::AsItWas => Sym::Value(self.field_value(&path, s)),
        };
        s.set_field(&key, None);
        Ok(value)
    }

    /// `rec.update({"a": 1})`
    fn update(
        &self,
        id: ExprId,
        object: ExprId,
        with: &Arg<'a>,
        s: &mut State<'a>,
    ) -> Result<(), Refusal> {
        let module = self.cx.module;
        let items = match &module.expr(module.unparen(with.value)).kind {
            ExprKind::Dict(items) if self.is_record(object, s) && plain(with) => items,
            _ => return self.refuse(id, "what the record is updated with is not known"),
        };
        let mut set = Vec::new();
        for (key, value) in items {
            let Some(key) = key.and_then(|k| self.literal_text(k, s)) else {
                return self.refuse(id, "the field's name is not a literal text");
            };
            set.push((*value, key));
        }
        self.set_all(set, s)
    }

    /// A call that changes the record: `x = rec.pop("a")`, `rec = clean(rec)`.
    pub(super) fn changing_call(
        &self,
        id: ExprId,
        s: &mut State<'a>,
    ) -> Result<Option<Sym>, Refusal> {
        let module = self.cx.module;
        let id = module.unparen(id);
        let ExprKind::Call(function, args, _) = &module.expr(id).kind else {
            return Ok(None);
        };
        if let Some((Callee::Method(object, "pop"), [_] | [_, _])) = self.callee(id)
            && self.is_record(object, s)
        {
            return self.pop(id, object, args, s).map(Some);
        }
        if !args.iter().any(|a| self.is_record(a.value, s)) {
            return Ok(None);
        }
        self.own_changing_call(id, *function, args, s)
    }

    pub(super) fn assign(
        &self,
        target: ExprId,
        value: ExprId,
        symbol: Sym,
        s: &mut State<'a>,
    ) -> Result<(), Refusal> {
        let module = self.cx.module;
        let target = module.unparen(target);
        match &module.expr(target).kind {
            ExprKind::Name(name) => {
                s.bind(name, symbol);
                Ok(())
            }
            ExprKind::Tuple(targets) | ExprKind::List(targets) => match symbol {
                Sym::List(items) if items.len() == targets.len() => {
                    let mut pairs = targets.iter().zip(items);
                    pairs.try_for_each(|(target, item)| self.assign(*target, value, item, s))
                }
                Sym::Value(list) if list.filled => self.unpack(targets, value, &list, s),
                _ => self.refuse(value, "what is unpacked is not known"),
            },
            ExprKind::Subscript(object, index) => {
                let key = match index[..] {
                    [key] => self.literal_text(key, s),
                    _ => None,
                };
                let Some(key) = key else {
                    return self.refuse(target, "the field's name is not a literal text");
                };
                self.put(*object, &key, value, Some(symbol), s)
            }
            _ => self.refuse(target, "the assignment has no counterpart as a Column"),
        }
    }

    /// `a, b = x.split(",")`
    fn unpack(
        &self,
        targets: &[ExprId],
        value: ExprId,
        list: &Value,
        s: &mut State<'a>,
    ) -> Result<(), Refusal> {
        let size = self.function("size", &list.column.text);
        let count = Column::primary(targets.len().to_string());
        let mut needs = list.demanded(Errors::TYPE).needs;
        needs.push(Need::holds(size.compare("==", &count), Errors::VALUE));
        s.demand(&needs);
        for (index, target) in targets.iter().enumerate() {
            let item = format!("{}[{index}]", list.column.text);
            let column = Column::primary(item);
            let item = Value::column(column, Kind::Text, Vec::new());
            self.assign(*target, value, Sym::Value(item), s)?;
        }
        Ok(())
    }

    /// Sets or deletes a key of the record or of a dict.
    fn put(
        &self,
        object: ExprId,
        key: &str,
        at: ExprId,
        symbol: Option<Sym>,
        s: &mut State<'a>,
    ) -> Result<(), Refusal> {
        let module = self.cx.module;
        let object = module.unparen(object);
        if self.is_record(object, s) {
            match symbol {
                Some(symbol) => return self.set_symbol(at, key, symbol, s),
                None if matches!(s.field(key), Field::Deleted) => {
                    return self.refuse(at, "the field was deleted before");
                }
                None => s.set_field(key, None),
            }
            return Ok(());
        }
        let symbol = symbol.map(|symbol| s.settle(symbol));
        let inside = symbol.clone();
        let change = |items: &mut Vec<(String, Sym)>| match (
            items.iter_mut().find(|i| i.0 == key),
            symbol,
        ) {
            (Some(item), Some(symbol)) => item.1 = symbol,
            (None, Some(symbol)) => items.push((key.to_owned(), symbol)),
            (_, None) => items.retain(|i| i.0 != key),
        };
        // `new["a"] = …` for a dict that the function made, or `rec["a"]["b"] = …` for one in the record.
        if let Some(name) = module.name(object)
            && let Some(Sym::Dict(items)) = s.names.get_mut(name)
        {
            change(items);
            return Ok(());
        }
        if let ExprKind::Subscript(record, index) = &module.expr(object).kind
            && self.is_record(*record, s)
            && let [index] = index[..]
            && let Some(field) = self.literal_text(index, s)
            && let Some(Some(Sym::Dict(items))) =
                s.fields.iter_mut().find(|f| f.0 == field).map(|f| f.1.as_mut())
        {
            change(items);
            return Ok(());
        }
        if self.put_inside(object, key, at, inside.as_ref(), s)? {
            return Ok(());
        }
        self.refuse(at, "a field inside of a field is changed")
    }

    pub(super) fn delete(&self, target: ExprId, s: &mut State<'a>) -> Result<(), Refusal> {
        let module = self.cx.module;
        let target = module.unparen(target);
        match &module.expr(target).kind {
            ExprKind::Name(name) => {
                s.names.insert(name, Sym::Gone("the variable was deleted"));
                Ok(())
            }
            ExprKind::Subscript(object, index) => {
                let key = match index[..] {
                    [key] => self.literal_text(key, s),
                    _ => None,
                };
                match key {
                    Some(key) => self.put(*object, &key, target, None, s),
                    None => self.refuse(target, "the field's name is not a literal text"),
                }
            }
            _ => self.refuse(target, "the statement has no counterpart as a Column"),
        }
    }
}
