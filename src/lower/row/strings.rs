//! Methods of strings.

use crate::config::SparkVersion;
use crate::python::ast::{Arg, ExprId};

use super::super::{Refusal, excerpt};
use super::Row;
use super::calls::plain;
use super::column::{Binding, Column};
use super::need::{Errors, Need};
use super::state::{State, Sym};
use super::value::{Kind, Value};

const NO_METHOD: &str = "the method has no counterpart that gives the same rows";

impl<'a> Row<'a> {
    /// A method that gives a value.
    pub(super) fn method(
        &self,
        id: ExprId,
        object: ExprId,
        method: &str,
        args: &[Arg<'a>],
        s: &State<'a>,
    ) -> Result<Value, Refusal> {
        if self.is_record(object, s) {
            return self.refuse(id, "the method of the record has no counterpart");
        }
        if method == "format" {
            return match self.literal_text(object, s) {
                Some(template) => self.format_call(id, &template, args, s),
                None => self.refuse(id, "its format is not a literal text"),
            };
        }
        if !args.iter().all(plain) {
            return self.refuse(id, "unexpected arguments");
        }
        if let ("join", [of], Some(separator)) = (method, args, self.literal_text(object, s)) {
            return self.join_call(id, &separator, of.value, s);
        }
        let symbol = self.eval(object, s)?;
        if let Sym::Match(found) = &symbol {
            return self.group(id, found, method, args, s);
        }
        let value = self.as_value(object, symbol)?;
        let dated = value.kind == Kind::Unknown && ["strftime", "isoformat"].contains(&method);
        if dated && !value.constant {
            self.note(format!("`{}` is a date or a time", excerpt(self.cx, object)));
        }
        if matches!(value.kind, Kind::Date | Kind::Time) || dated && !value.constant {
            return self.time_method(id, &value, method, args, s);
        }
        if !matches!(value.kind, Kind::Text | Kind::Unknown) {
            return self.refuse(id, NO_METHOD);
        }
        if value.constant {
            return self.refuse(id, "the function has no counterpart that gives the same rows");
        }
        self.string_method(id, &value, method, args, s)
    }

    fn string_method(
        &self,
        id: ExprId,
        value: &Value,
        method: &str,
        args: &[Arg<'a>],
        s: &State<'a>,
    ) -> Result<Value, Refusal> {
        let text = |column: Column| value.derived(column, Kind::Text, Errors::ATTRIBUTE);
        let column = &value.column;
        let literals: Option<Vec<String>> =
            args.iter().map(|a| self.literal_text(a.value, s)).collect();
        let literals = literals.unwrap_or_default();
        let literals: Vec<&str> = literals.iter().map(String::as_str).collect();
        Ok(match (method, &literals[..], args.len()) {
            ("lower" | "upper", _, 0) => text(self.function(method, &column.text)),
            ("casefold", _, 0) => text(self.function("lower", &column.text)),
            // `trim` only takes blanks off; Python takes all white space.
            ("strip", _, 0) => text(self.replaced(column, r"^\s+|\s+$")),
            ("lstrip", _, 0) => text(self.replaced(column, r"^\s+")),
            ("rstrip", _, 0) => text(self.replaced(column, r"\s+$")),
            ("strip", [chars], 1) if !chars.is_empty() => {
                text(self.with_literals("btrim", column, &[chars]))
            }
            ("lstrip" | "rstrip", [chars], 1)
                if !chars.is_empty() && self.cx.spark == SparkVersion::V4_0 =>
            {
                let function = if method == "lstrip" { "ltrim" } else { "rtrim" };
                text(self.with_literals(function, column, &[chars]))
            }
            ("replace", [old, new], 2) if !old.is_empty() => {
                text(self.with_literals("replace", column, &[old, new]))
            }
            ("replace", _, 2) if literals.is_empty() => {
                return self.refuse(id, "the texts are not literal");
            }
            ("removeprefix" | "removesuffix", [affix], 1) => {
                let affix = java_literal(affix);
                let pattern = if method == "removeprefix" {
                    format!("^{affix}")
                } else {
                    format!("{affix}\\z")
                };
                text(self.replaced(column, &pattern))
            }
            ("capitalize", _, 0) => {
                let first = self.function("upper", &column.method("substr", "1, 1").text);
                let rest = self.substring(column, 1, None);
                let rest = self.function("lower", &rest.text);
                text(self.function("concat", &format!("{}, {}", first.text, rest.text)))
            }
            ("title", _, 0) => {
                self.note(format!(
                    "`{}` is asked of words with blanks between them",
                    excerpt(self.cx, id)
                ));
                text(self.function("initcap", &column.text))
            }
            ("find", [part], 1) if !part.is_empty() => {
                let at = self.function("instr", &format!("{}, {}", column.text, self.quoted(part)));
                let at = at.arithmetic("-", &Column::primary("1"));
                value.derived(at, Kind::Whole, Errors::ATTRIBUTE)
            }
            ("count", [part], 1) if !part.is_empty() => {
                let pattern = self.function("lit", &self.raw(&java_literal(part)));
                let args = format!("{}, {}", column.text, pattern.text);
                value.derived(self.function("regexp_count", &args), Kind::Whole, Errors::ATTRIBUTE)
            }
            ("zfill" | "rjust" | "ljust", _, 1 | 2) => {
                return self.padded(id, value, method, args, s);
            }
            ("split", ..) => return self.split(id, value, args, s),
            _ => return self.refuse(id, NO_METHOD),
        })
    }

    /// `F.name(column, F.lit("…"), …)`
    fn with_literals(&self, name: &str, column: &Column, literals: &[&str]) -> Column {
        let mut args = column.text.clone();
        for literal in literals {
            args.push_str(", ");
            args.push_str(&self.function("lit", &self.quoted(literal)).text);
        }
        self.function(name, &args)
    }

    fn replaced(&self, column: &Column, pattern: &str) -> Column {
        let args = format!("{}, {}, {}", column.text, self.raw(pattern), self.quoted(""));
        self.function("regexp_replace", &args)
    }

    /// `zfill`, `rjust` and `ljust`, which never cut.
    fn padded(
        &self,
        id: ExprId,
        value: &Value,
        method: &str,
        args: &[Arg<'a>],
        s: &State<'a>,
    ) -> Result<Value, Refusal> {
        let width = self.value(args[0].value, s)?;
        let fill = match (method, args.get(1)) {
            ("zfill", None) => Some("0".to_owned()),
            ("zfill", Some(_)) => None,
            (_, None) => Some(" ".to_owned()),
            (_, Some(fill)) => self.literal_text(fill.value, s),
        };
        let Some(fill) = fill.filter(|f| f.chars().count() == 1 && width.constant) else {
            return self.refuse(id, NO_METHOD);
        };
        if method == "zfill" {
            self.note(format!("`{}` is asked of texts without a sign", excerpt(self.cx, id)));
        }
        let pad = if method == "ljust" { "rpad" } else { "lpad" };
        let column = &value.column;
        let args = format!("{}, {}, {}", column.text, width.column.text, self.quoted(&fill));
        let padded = self.function(pad, &args);
        let short = self.function("length", &column.text).compare("<", &width.column);
        let when = self.function("when", &format!("{}, {}", short.text, padded.text));
        let chosen = when.method("otherwise", &column.text);
        Ok(value.derived(chosen, Kind::Text, Errors::ATTRIBUTE))
    }

    /// `x.split(",")`
    fn split(
        &self,
        id: ExprId,
        value: &Value,
        args: &[Arg<'a>],
        s: &State<'a>,
    ) -> Result<Value, Refusal> {
        let column = &value.column;
        let Some(separator) = args.first() else {
            // Without a separator there is no empty part; a text without words gives no part at all.
            let trimmed = self.replaced(column, r"^\s+|\s+$");
            let parts = self.function("split", &format!("{}, {}", trimmed.text, self.raw(r"\s+")));
            let words = trimmed.compare("!=", &Column::primary(self.quoted("")));
            let mut found = value.derived(parts, Kind::List, Errors::ATTRIBUTE);
            found.words = Some(Box::new(words));
            return Ok(found);
        };
        let Some(separator) = self.literal_text(separator.value, s).filter(|t| !t.is_empty())
        else {
            return self.refuse(id, "the separator is not a literal text");
        };
        let mut call = format!("{}, {}", column.text, self.raw(&java_literal(&separator)));
        if let Some(limit) = args.get(1) {
            let limit = self.value(limit.value, s)?;
            match limit.column.text.parse::<u32>() {
                Ok(limit) if args.len() == 2 => call = format!("{call}, {}", limit + 1),
                _ => return self.refuse(id, "the number of parts is not a literal"),
            }
        }
        let parts = self.function("split", &call);
        let mut found = value.derived(parts, Kind::List, Errors::ATTRIBUTE);
        found.filled = true;
        Ok(found)
    }

    /// From a character (counted from 0) on, so many characters or all.
    pub(super) fn substring(&self, column: &Column, from: u32, length: Option<u32>) -> Column {
        match length {
            Some(length) => column.method("substr", &format!("{}, {length}", from + 1)),
            None => self.with_lit("substr", column, &(from + 1).to_string()),
        }
    }

    fn with_lit(&self, name: &str, column: &Column, literal: &str) -> Column {
        let literal = self.function("lit", literal);
        self.function(name, &format!("{}, {}", column.text, literal.text))
    }

    /// `x["a"][…]`: a character, a part of a text, or an item of a list.
    pub(super) fn subscript(
        &self,
        id: ExprId,
        object: ExprId,
        index: &[ExprId],
        s: &State<'a>,
    ) -> Result<Value, Refusal> {
        const PART: &str = "it reads a part of a list or string";
        let [index] = index else {
            return self.refuse(id, PART);
        };
        if self.is_record(object, s) {
            return self.refuse(id, "the field's name is not a literal text");
        }
        let symbol = self.eval(object, s)?;
        if let (Sym::List(items), Some(at)) = (&symbol, self.whole(*index, s)) {
            let found = usize::try_from(at).ok().and_then(|at| items.get(at));
            return match found {
                Some(item) => self.as_value(id, item.clone()),
                None => self.refuse(id, PART),
            };
        }
        if let Sym::Match(found) = &symbol {
            return match self.whole(*index, s) {
                Some(at) => self.group_value(id, found, at),
                None => self.refuse(id, PART),
            };
        }
        let value = self.as_value(object, symbol)?;
        if value.constant {
            return self.refuse(id, PART);
        }
        if let Some([from, to, step]) = self.slice(*index) {
            if step.is_some() || !matches!(value.kind, Kind::Text | Kind::Unknown) {
                return self.refuse(id, PART);
            }
            if value.kind == Kind::Unknown {
                self.note(format!("`{}` is a string, not a list", excerpt(self.cx, object)));
            }
            return self.sliced(id, &value, (from, to), s);
        }
        let Some(at) = self.whole(*index, s) else {
            return self.refuse(id, "the index is not a literal number");
        };
        if value.kind == Kind::Text {
            return Ok(self.character(&value, at));
        }
        if !matches!(value.kind, Kind::List | Kind::Unknown) {
            return self.refuse(id, PART);
        }
        if value.kind == Kind::Unknown {
            self.note(format!("`{}` is a list, not a string", excerpt(self.cx, object)));
        }
        Ok(self.item(&value, at))
    }

    /// A whole number that the script spells out.
    pub(super) fn whole(&self, id: ExprId, s: &State<'a>) -> Option<i32> {
        let value = self.value(id, s).ok()?;
        if value.constant { value.column.text.parse().ok() } else { None }
    }

    /// The parts of `a:b:c`; `None` where it is no slice.
    fn slice(&self, id: ExprId) -> Option<[Option<ExprId>; 3]> {
        let module = self.cx.module;
        let crate::python::ast::ExprKind::Other(parts) = &module.expr(id).kind else {
            return None;
        };
        let span = module.expr(id).span;
        let mut found = [None; 3];
        let mut slot = 0;
        let mut at = span.start as usize;
        let colons = |text: &str, slot: &mut usize| *slot += text.matches(':').count();
        for part in parts {
            let place = module.expr(*part).span.range();
            colons(&module.text[at..place.start], &mut slot);
            *found.get_mut(slot)? = Some(*part);
            at = place.end;
        }
        colons(&module.text[at..span.end as usize], &mut slot);
        (slot > 0).then_some(found)
    }

    fn sliced(
        &self,
        id: ExprId,
        value: &Value,
        (from, to): (Option<ExprId>, Option<ExprId>),
        s: &State<'a>,
    ) -> Result<Value, Refusal> {
        let number = |id: Option<ExprId>| match id {
            None => Some(None),
            Some(id) => self.whole(id, s).map(Some),
        };
        let (Some(from), Some(to)) = (number(from), number(to)) else {
            return self.refuse(id, "the index is not a literal number");
        };
        let column = &value.column;
        let length = || self.function("length", &column.text);
        let start = from.unwrap_or(0);
        let sliced = match to {
            None if start >= 0 => self.substring(column, start.unsigned_abs(), None),
            None => column.method("substr", &format!("{start}, {}", -start)),
            Some(to) if to >= 0 && start >= 0 => {
                let count = (to - start).max(0).unsigned_abs();
                self.substring(column, start.unsigned_abs(), Some(count))
            }
            // A negative length gives an empty text, as in Python.
            Some(to) if to < 0 && start >= 0 => {
                let count = length().arithmetic("-", &Column::primary((start - to).to_string()));
                let start = self.function("lit", &(start + 1).to_string());
                self.function("substr", &format!("{}, {}, {}", column.text, start.text, count.text))
            }
            _ => return self.refuse(id, "it counts from the end of the text"),
        };
        Ok(value.derived(sliced, Kind::Text, Errors::TYPE))
    }

    fn character(&self, value: &Value, at: i32) -> Value {
        let start = if at < 0 { at } else { at + 1 };
        let column = value.column.method("substr", &format!("{start}, 1"));
        let mut found = value.derived(column.clone(), Kind::Text, Errors::TYPE);
        let long = if at == 0 || at == -1 {
            column.compare("!=", &Column::primary(self.quoted("")))
        } else {
            let least = if at < 0 { -at } else { at + 1 };
            let least = Column::primary(least.to_string());
            self.function("length", &value.column.text).compare(">=", &least)
        };
        found.needs.push(Need::holds(long, Errors::INDEX));
        found.strict = false;
        found
    }

    fn item(&self, value: &Value, at: i32) -> Value {
        let list = value.demanded(Errors::TYPE);
        let column = &value.column;
        let end = at == 0 || at == -1;
        if end && value.filled {
            // There is always a first and a last part.
            let item = if at == 0 {
                Column::primary(format!("{}[0]", column.at(Binding::Primary)))
            } else {
                self.function("element_at", &format!("{}, -1", column.text))
            };
            return Value { strict: value.strict, ..Value::column(item, Kind::Text, list.needs) };
        }
        let item = if at >= 0 {
            self.function("get", &format!("{}, {at}", column.text))
        } else {
            self.with_lit("try_element_at", column, &at.to_string())
        };
        if value.filled || value.words.is_some() {
            // Parts of a text are never null, so null says that there is none.
            let mut needs = if value.strict { Vec::new() } else { list.needs.clone() };
            let errors = list.needs.iter().fold(Errors::INDEX, |all, n| all.and(n.errors));
            needs.push(Need::not_null(&item, errors));
            if let Some(words) = &value.words {
                needs.push(Need::holds((**words).clone(), Errors::INDEX));
            }
            let strict = value.strict && value.words.is_none();
            return Value { strict, ..Value::column(item, Kind::Text, needs) };
        }
        let least = if at < 0 { -at } else { at + 1 };
        let least = Column::primary((least - 1).to_string());
        let size = self.function("size", &column.text).compare(">", &least);
        let mut needs = list.needs;
        needs.push(Need::holds(size, Errors::INDEX));
        Value { strict: false, nullable: true, ..Value::column(item, Kind::Unknown, needs) }
    }
}

/// A text as a Java pattern that matches just it.
pub(super) fn java_literal(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if r"\.[]{}()*+?^$|&-".contains(c) && !matches!(c, '-' | '&') {
            out.push('\\');
        }
        match c {
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c => out.push(c),
        }
    }
    out
}
