//! Texts that are put together: f-strings, `"…" % …` and `"…".format(…)`.

use crate::python::ast::{Arg, ExprId, ExprKind};
use crate::python::literal::Piece as Literal;

use super::super::{Refusal, excerpt};
use super::Row;
use super::need::Errors;
use super::state::{State, Sym};
use super::value::{Kind, Value};

/// A piece of a text.
enum Piece {
    Text(String),
    /// A value and how it is written: `""` as `str` does, `"d"`, `"02d"`, `".2f"`…
    Value(ExprId, String),
}

impl<'a> Row<'a> {
    /// An f-string.
    pub(super) fn formatted(&self, id: ExprId, s: &State<'a>) -> Result<Value, Refusal> {
        match self.f_string(id) {
            Some(pieces) => self.put_together(id, pieces, s),
            None => self.refuse(id, "the text is put together in a way that is not known"),
        }
    }

    fn f_string(&self, id: ExprId) -> Option<Vec<Piece>> {
        let module = self.cx.module;
        let ExprKind::Str(lit) = &module.expr(id).kind else {
            return None;
        };
        let source = module.expr_source(id);
        let literal = Literal::split(source)?;
        let quote = source.as_bytes()[literal.prefix.len()] as char;
        // Escapes and pieces that are written side by side are left to people.
        let plain = |text: &str| {
            (!text.contains(['\\', quote]) && !literal.bytes()).then(|| unbraced(text)).flatten()
        };
        let start = module.expr(id).span.start as usize;
        let body = start + (literal.body.as_ptr() as usize - source.as_ptr() as usize);
        let end = body + literal.body.len();
        let mut pieces = Vec::new();
        let mut at = body;
        for value in &lit.interpolations {
            let span = module.expr(*value).span.range();
            if span.start < at {
                return None;
            }
            let before = module.text[at..span.start].trim_end();
            let text = before.strip_suffix('{')?;
            let behind = &module.text[span.end..end];
            let close = behind.find('}')?;
            let spec = behind[..close].trim();
            let spec = match (spec, spec.strip_prefix(':')) {
                ("" | "!s", _) => String::new(),
                (_, Some(spec)) => spec.to_owned(),
                _ => return None,
            };
            pieces.push(Piece::Text(plain(text)?));
            pieces.push(Piece::Value(*value, spec));
            at = span.end + close + 1;
        }
        pieces.push(Piece::Text(plain(&module.text[at..end])?));
        Some(pieces)
    }

    /// `"…%s…" % values`
    pub(super) fn percent(
        &self,
        id: ExprId,
        text: ExprId,
        values: ExprId,
        s: &State<'a>,
    ) -> Result<Value, Refusal> {
        let module = self.cx.module;
        let values = match &module.expr(module.unparen(values)).kind {
            ExprKind::Tuple(items) => items.clone(),
            _ => vec![values],
        };
        let template = self.literal_text(text, s).unwrap_or_default();
        match percent_pieces(&template, &values) {
            Some(pieces) => self.put_together(id, pieces, s),
            None => self.refuse(id, "its format has no counterpart that gives the same rows"),
        }
    }

    /// `"…{}…".format(values)`
    pub(super) fn format_call(
        &self,
        id: ExprId,
        template: &str,
        args: &[Arg<'a>],
        s: &State<'a>,
    ) -> Result<Value, Refusal> {
        match format_pieces(template, args) {
            Some(pieces) => self.put_together(id, pieces, s),
            None => self.refuse(id, "its format has no counterpart that gives the same rows"),
        }
    }

    fn put_together(
        &self,
        id: ExprId,
        pieces: Vec<Piece>,
        s: &State<'a>,
    ) -> Result<Value, Refusal> {
        let mut parts = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Text(text) if text.is_empty() => {}
                Piece::Text(text) => parts.push((id, self.text_literal(&text))),
                Piece::Value(value, spec) => parts.push((value, self.written(value, &spec, s)?)),
            }
        }
        match &parts[..] {
            [(_, only)] => Ok(only.clone()),
            _ => self.joined(id, &parts),
        }
    }

    /// A value as a format writes it.
    fn written(&self, id: ExprId, spec: &str, s: &State<'a>) -> Result<Value, Refusal> {
        if spec.is_empty() || spec == "s" {
            if let Some(uuid) = self.uuid(id, s) {
                return Ok(Value::column(uuid, Kind::Text, Vec::new()));
            }
            let symbol = self.eval(id, s)?;
            let value = self.as_value(id, symbol)?;
            return self.str_of(id, &value);
        }
        let value = self.value(id, s)?;
        let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
        let whole = spec.strip_suffix('d').unwrap_or(spec);
        let pattern = if digits(whole) && (spec.ends_with('d') || whole.starts_with('0')) {
            self.note(format!("`{}` is a whole number", excerpt(self.cx, id)));
            format!("%{whole}d")
        } else if spec.ends_with('f') && digits(&spec[..spec.len() - 1].replace('.', "")) {
            let source = excerpt(self.cx, id);
            self.note(format!(
                "`{source}` is a number that does not lie halfway between two roundings"
            ));
            format!("%{spec}")
        } else {
            return self.refuse(id, "its format has no counterpart that gives the same rows");
        };
        let value = self.number_operand(id, &value)?.demanded(Errors::TYPE);
        let args = format!("{}, {}", self.quoted(&pattern), self.as_column(&value).text);
        let column = self.function("format_string", &args);
        // `format_string` writes "null" where Python raises.
        Ok(Value {
            strict: value.needs.is_empty(),
            ..Value::column(column, Kind::Text, value.needs)
        })
    }

    /// `str(value)`, which makes `"None"` of None.
    pub(super) fn str_of(&self, id: ExprId, value: &Value) -> Result<Value, Refusal> {
        if value.constant {
            if let Some(text) = &value.text {
                return Ok(self.text_literal(text));
            }
            let text = match value.kind {
                Kind::Text => value.column.clone(),
                _ => super::column::Column::primary(format!("str({})", value.column.text)),
            };
            return Ok(Value::constant(text, Kind::Text, false));
        }
        let column = match value.kind {
            Kind::Text => value.column.clone(),
            Kind::Whole | Kind::Date => value.column.method("cast", &self.quoted("string")),
            Kind::Bool => {
                let words = format!("{}, {}", value.column.text, self.quoted("True"));
                let when = self.function("when", &words);
                when.method("otherwise", &self.quoted("False"))
            }
            Kind::Unknown | Kind::Number => {
                self.note(format!("`{}` is a string or a whole number", excerpt(self.cx, id)));
                value.column.method("cast", &self.quoted("string"))
            }
            _ => return self.refuse(id, "Spark writes it in another way than Python"),
        };
        if value.nullable && value.kind == Kind::Bool {
            return self.refuse(id, "Spark writes it in another way than Python");
        }
        if !value.nullable {
            return Ok(Value { field: None, kind: Kind::Text, column, ..value.clone() });
        }
        let none = self.function("lit", &self.quoted("None"));
        let column = self.function("coalesce", &format!("{}, {}", column.text, none.text));
        let strict = value.needs.is_empty();
        Ok(Value { strict, ..Value::column(column, Kind::Text, value.needs.clone()) })
    }

    /// `"sep".join([a, b])`
    pub(super) fn join_call(
        &self,
        id: ExprId,
        separator: &str,
        of: ExprId,
        s: &State<'a>,
    ) -> Result<Value, Refusal> {
        match self.eval(of, s)? {
            Sym::List(items) => {
                let mut parts = Vec::new();
                for item in items {
                    if !parts.is_empty() && !separator.is_empty() {
                        parts.push((id, self.text_literal(separator)));
                    }
                    parts.push((of, self.as_value(of, item)?));
                }
                match &parts[..] {
                    [] => Ok(self.text_literal("")),
                    _ => self.joined(id, &parts),
                }
            }
            Sym::Value(list)
                if matches!(list.kind, Kind::List | Kind::Unknown) && !list.constant =>
            {
                self.note(format!("`{}` is a list of strings without None", excerpt(self.cx, of)));
                let args = format!("{}, {}", list.column.text, self.quoted(separator));
                let column = self.function("array_join", &args);
                Ok(list.derived(column, Kind::Text, Errors::TYPE))
            }
            _ => self.refuse(of, "it is not a list of texts"),
        }
    }
}

/// A part of a format string without its doubled braces.
fn unbraced(text: &str) -> Option<String> {
    let plain = text.replace("{{", "\u{1}").replace("}}", "\u{2}");
    if plain.contains(['{', '}']) {
        return None;
    }
    Some(plain.replace('\u{1}', "{").replace('\u{2}', "}"))
}

fn percent_pieces(template: &str, values: &[ExprId]) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut text = String::new();
    let mut values = values.iter();
    let mut rest = template;
    while let Some(at) = rest.find('%') {
        text.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if let Some(behind) = rest.strip_prefix('%') {
            text.push('%');
            rest = behind;
            continue;
        }
        let end = rest.find(|c: char| c.is_ascii_alphabetic())?;
        let spec = &rest[..=end];
        let spec = match spec {
            "s" => "",
            _ if spec.ends_with(['d', 'i']) => &spec.replace('i', "d"),
            _ if spec.ends_with('f') => spec,
            _ => return None,
        };
        pieces.push(Piece::Text(std::mem::take(&mut text)));
        pieces.push(Piece::Value(*values.next()?, spec.to_owned()));
        rest = &rest[end + 1..];
    }
    text.push_str(rest);
    pieces.push(Piece::Text(text));
    values.next().is_none().then_some(pieces)
}

fn format_pieces(template: &str, args: &[Arg<'_>]) -> Option<Vec<Piece>> {
    if args.iter().any(|a| a.stars > 0) {
        return None;
    }
    let positional: Vec<_> = args.iter().filter(|a| a.name.is_none()).map(|a| a.value).collect();
    let mut pieces = Vec::new();
    let mut next = 0;
    let plain = template.replace("{{", "\u{1}").replace("}}", "\u{2}");
    let back = |text: &str| text.replace('\u{1}', "{").replace('\u{2}', "}");
    let mut rest = plain.as_str();
    while let Some((text, behind)) = rest.split_once('{') {
        if text.contains('}') {
            return None;
        }
        let (hole, behind) = behind.split_once('}')?;
        let (name, spec) = hole.split_once(':').unwrap_or((hole, ""));
        let value = if name.is_empty() {
            next += 1;
            *positional.get(next - 1)?
        } else if let Ok(index) = name.parse::<usize>() {
            *positional.get(index)?
        } else {
            args.iter().find(|a| a.name.is_some_and(|n| n.text == name))?.value
        };
        pieces.push(Piece::Text(back(text)));
        pieces.push(Piece::Value(value, spec.to_owned()));
        rest = behind;
    }
    if rest.contains('}') {
        return None;
    }
    pieces.push(Piece::Text(back(rest)));
    Some(pieces)
}
