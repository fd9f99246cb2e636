//! Dates and times, hashes: what the standard library computes of a value.

use crate::python::ast::{Arg, ExprId};

use super::super::{Refusal, excerpt};
use super::Row;
use super::calls::{Callee, plain};
use super::need::{Errors, Need};
use super::read::TIME_PARTS;
use super::state::{State, Sym};
use super::value::{Kind, Value};

impl<'a> Row<'a> {
    /// A function of the standard library that is asked of a value of the row.
    pub(super) fn library_call(
        &self,
        id: ExprId,
        function: ExprId,
        args: &'a [Arg<'a>],
        s: &State<'a>,
    ) -> Result<Option<Value>, Refusal> {
        if let Some(found) = self.regex_value(id, s)? {
            return Ok(Some(found));
        }
        if let Some((Callee::Method(digest, "hexdigest"), [])) = self.callee(id) {
            return self.digest(digest, s);
        }
        let Some(name) = self.library_name(function, s) else {
            return Ok(None);
        };
        if let ("math.floor" | "math.ceil", [number]) = (name, args)
            && plain(number)
        {
            let value = self.number_operand(number.value, &self.value(number.value, s)?)?;
            let column = self.function(&name["math.".len()..], &value.column.text);
            return Ok(Some(value.derived(column, Kind::Whole, Errors::TYPE)));
        }
        let last = name.rsplit('.').next().unwrap_or(name);
        let of_datetime = name.contains('.') && !name.starts_with("time.");
        match (last, args) {
            ("strptime", [text, format]) if of_datetime && plain(text) && plain(format) => {
                self.strptime(text.value, format.value, s).map(Some)
            }
            ("fromtimestamp" | "utcfromtimestamp", [seconds]) if of_datetime && plain(seconds) => {
                let value = self.number_operand(seconds.value, &self.value(seconds.value, s)?)?;
                if last == "fromtimestamp" {
                    self.note(format!("`{}` is asked in UTC", excerpt(self.cx, id)));
                }
                let column = self.function("timestamp_seconds", &value.column.text);
                Ok(Some(value.derived(column, Kind::Time, Errors::TYPE)))
            }
            ("fromisoformat", [text]) if of_datetime && plain(text) => {
                self.fromisoformat(name, text.value, s).map(Some)
            }
            _ => Ok(None),
        }
    }

    fn strptime(&self, text: ExprId, format: ExprId, s: &State<'a>) -> Result<Value, Refusal> {
        let Some(python) = self.literal_text(format, s) else {
            return self.refuse(format, "the format is not a literal text");
        };
        let Some(java) = java_format(&python, true) else {
            return self.refuse(format, "the format has no counterpart that reads the same texts");
        };
        let value = self.value(text, s)?;
        if !matches!(value.kind, Kind::Text | Kind::Unknown) || value.constant {
            return self.refuse(text, "it is not a string");
        }
        let lit = self.function("lit", &self.quoted(&java));
        let args = format!("{}, {}", value.column.text, lit.text);
        let column = self.function("try_to_timestamp", &args);
        let mut needs: Vec<Need> = if value.strict { Vec::new() } else { value.needs.clone() };
        let errors =
            value.needs.iter().fold(Errors::TYPE.and(Errors::VALUE), |all, n| all.and(n.errors));
        needs.push(Need { split: value.splits(), ..Need::not_null(&column, errors) });
        Ok(Value { strict: value.strict, ..Value::column(column, Kind::Time, needs) })
    }

    fn fromisoformat(&self, name: &str, text: ExprId, s: &State<'a>) -> Result<Value, Refusal> {
        let value = self.value(text, s)?;
        if !matches!(value.kind, Kind::Text | Kind::Unknown)
            || value.constant
            || value.field.is_none()
        {
            return self.refuse(text, "it is not a string");
        }
        let date = name.trim_end_matches(".fromisoformat").ends_with("date")
            && !name.trim_end_matches(".fromisoformat").ends_with("datetime");
        let (spark, kind) = if date { ("date", Kind::Date) } else { ("timestamp", Kind::Time) };
        self.note(format!("`{}` is a date in ISO form", excerpt(self.cx, text)));
        let path = value.field.clone();
        let column = match path {
            Some(path) => {
                super::column::Column::primary(super::super::cast::cast(self.cx, &path, spark))
            }
            None => value.column.clone(),
        };
        let errors = Errors::TYPE.and(Errors::VALUE);
        Ok(Value::column(column.clone(), kind, vec![Need::not_null(&column, errors)]))
    }

    /// A method of a date or time.
    pub(super) fn time_method(
        &self,
        id: ExprId,
        value: &Value,
        method: &str,
        args: &[Arg<'a>],
        s: &State<'a>,
    ) -> Result<Value, Refusal> {
        let format = |pattern: &str| {
            let args = format!("{}, {}", value.column.text, self.quoted(pattern));
            let column = self.function("date_format", &args);
            Ok(value.derived(column, Kind::Text, Errors::ATTRIBUTE))
        };
        match (method, args) {
            ("strftime", [pattern]) => {
                let python = self.literal_text(pattern.value, s);
                match python.and_then(|p| java_format(&p, false)) {
                    Some(java) => format(&java),
                    None => self.refuse(pattern.value, "the format has no counterpart"),
                }
            }
            ("isoformat", []) if value.kind == Kind::Date => format("yyyy-MM-dd"),
            ("isoformat", []) => {
                self.note(format!(
                    "`{}` is asked of times without fractions of a second",
                    excerpt(self.cx, id)
                ));
                format("yyyy-MM-dd'T'HH:mm:ss")
            }
            ("date", []) if value.kind == Kind::Time => {
                let column = value.column.method("cast", &self.quoted("date"));
                Ok(value.derived(column, Kind::Date, Errors::ATTRIBUTE))
            }
            ("timestamp", []) if value.kind == Kind::Time => {
                let column = value.column.method("cast", &self.quoted("double"));
                Ok(value.derived(column, Kind::Number, Errors::ATTRIBUTE))
            }
            _ => self.refuse(id, "the method has no counterpart that gives the same rows"),
        }
    }

    /// `value.attr`: a part of a date or time.
    pub(super) fn attribute(
        &self,
        id: ExprId,
        object: ExprId,
        name: &str,
        s: &State<'a>,
    ) -> Result<Sym, Refusal> {
        let value = self.value(object, s)?;
        let dated =
            matches!(value.kind, Kind::Time | Kind::Date | Kind::Unknown) && !value.constant;
        let clock = ["hour", "minute", "second"].contains(&name);
        if !TIME_PARTS.contains(&name) || !dated || clock && value.kind == Kind::Date {
            return self.refuse(id, "it is not a field of the record");
        }
        if value.kind == Kind::Unknown {
            self.note(format!("`{}` is a date or a time", excerpt(self.cx, object)));
        }
        let column = self.function(name, &value.column.text);
        Ok(Sym::Value(value.derived(column, Kind::Whole, Errors::ATTRIBUTE)))
    }

    /// `hashlib.sha256(x["a"].encode("utf-8")).hexdigest()`
    fn digest(&self, digest: ExprId, s: &State<'a>) -> Result<Option<Value>, Refusal> {
        let Some((Callee::Method(library, hash), [bytes])) = self.callee(digest) else {
            return Ok(None);
        };
        if self.library_name(library, s) != Some("hashlib") || !plain(bytes) {
            return Ok(None);
        }
        let Some((Callee::Method(text, "encode"), coding)) = self.callee(bytes.value) else {
            return Ok(None);
        };
        let utf8 = |arg: &Arg<'a>| {
            let name = self.literal_text(arg.value, s).unwrap_or_default().to_lowercase();
            matches!(name.as_str(), "utf-8" | "utf8")
        };
        if !coding.iter().all(utf8) || coding.len() > 1 {
            return Ok(None);
        }
        let value = self.text_operand(text, s)?;
        let column = self.as_column(&value).text;
        let column = match hash {
            "md5" => self.function("md5", &column),
            "sha1" => self.function("sha1", &column),
            "sha224" => self.function("sha2", &format!("{column}, 224")),
            "sha256" => self.function("sha2", &format!("{column}, 256")),
            "sha384" => self.function("sha2", &format!("{column}, 384")),
            "sha512" => self.function("sha2", &format!("{column}, 512")),
            _ => return Ok(None),
        };
        Ok(Some(value.derived(column, Kind::Text, Errors::ATTRIBUTE)))
    }
}

/// A format of `strptime` or `strftime` as a pattern of Java.
fn java_format(python: &str, reads: bool) -> Option<String> {
    let mut out = String::new();
    let mut quoted = false;
    let mut chars = python.chars().peekable();
    let quote = |out: &mut String, quoted: &mut bool, wanted: bool| {
        if *quoted != wanted {
            out.push('\'');
            *quoted = wanted;
        }
    };
    // Where digits follow each other the width of a field counts.
    let adjoining = ["%Y%m", "%m%d", "%d%m", "%H%M", "%M%S", "%d%H", "%d%Y", "%m%Y"];
    let wide = !reads || adjoining.iter().any(|pair| python.contains(pair));
    while let Some(c) = chars.next() {
        if c != '%' {
            quote(&mut out, &mut quoted, c.is_alphabetic() || "[]{}#".contains(c));
            if c == '\'' {
                return None;
            }
            out.push(c);
            continue;
        }
        quote(&mut out, &mut quoted, false);
        out.push_str(match chars.next()? {
            'Y' => "yyyy",
            'm' if wide => "MM",
            'm' => "M",
            'd' if wide => "dd",
            'd' => "d",
            'H' if wide => "HH",
            'H' => "H",
            'M' if wide => "mm",
            'M' => "m",
            'S' if wide => "ss",
            'S' => "s",
            'I' if wide => "hh",
            'I' => "h",
            'f' => "SSSSSS",
            'p' => "a",
            'b' => "MMM",
            'B' => "MMMM",
            'a' if !reads => "E",
            'A' if !reads => "EEEE",
            'j' if !reads => "DDD",
            'y' if !reads => "yy",
            _ => return None,
        });
    }
    quote(&mut out, &mut quoted, false);
    Some(out)
}
