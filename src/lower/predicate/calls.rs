//! Calls inside a predicate: methods of strings, `re`, conversions.

use crate::config::SparkVersion;
use crate::python::ast::{Arg, ExprId, ExprKind};

use super::super::cast::cast;
use super::super::{Refusal, excerpt, resolve, text_of};
use super::Predicate;
use super::boolean::{Boolean, Guards, Known};
use super::column::Column;
use super::regex::{Anchor, java};
use super::value::{Kind, Value};

/// What is called, with plain positional arguments.
enum Callee<'m> {
    Function(&'m str),
    Method(ExprId, &'m str),
}

impl<'a> Predicate<'a> {
    fn callee(&self, id: ExprId) -> Option<(Callee<'a>, &'a [Arg<'a>])> {
        let module = self.cx.module;
        let ExprKind::Call(function, args, _) = &module.expr(id).kind else {
            return None;
        };
        match module.expr(*function).kind {
            ExprKind::Name(name) => Some((Callee::Function(name), args)),
            ExprKind::Attribute(object, method) => {
                Some((Callee::Method(object, method.text), args))
            }
            _ => None,
        }
    }

    /// A call that gives a bool or a match object.
    pub(super) fn boolean_call(
        &self,
        id: ExprId,
        known: &Known,
    ) -> Result<Option<Boolean>, Refusal> {
        if let Some(found) = self.regex_call(id, known)? {
            return Ok(Some(found));
        }
        match self.callee(id) {
            Some((Callee::Function("bool"), [only])) if plain(only) => {
                Ok(Some(self.boolean(only.value, known)?))
            }
            Some((Callee::Method(object, method @ ("startswith" | "endswith")), [only]))
                if plain(only) && self.reads_record(object) =>
            {
                let spark = if method == "startswith" { "startswith" } else { "endswith" };
                Ok(Some(self.affix(object, spark, only.value, known)?))
            }
            _ => Ok(None),
        }
    }

    /// `x["a"].startswith("p")`, also with a tuple.
    fn affix(
        &self,
        object: ExprId,
        method: &str,
        affix: ExprId,
        known: &Known,
    ) -> Result<Boolean, Refusal> {
        let value = self.value(object, known)?.demanded();
        let found = resolve(self.cx, affix);
        let affixes = match &self.cx.module.expr(found).kind {
            ExprKind::Tuple(items) => items.clone(),
            _ => vec![affix],
        };
        let mut tests = Vec::new();
        for affix in affixes {
            let text = self.value(affix, known)?;
            if !text.constant || matches!(text.kind, Kind::Number | Kind::Bool) {
                return self.refuse(affix, "it is not a text that is the same for each row");
            }
            if text.kind == Kind::Unknown {
                self.note(format!("`{}` is a string", excerpt(self.cx, affix)));
            }
            tests.push(value.column.method(method, &text.column.text));
        }
        match Column::any(&tests) {
            Some(yes) => {
                let no = yes.not();
                Ok(Boolean::leaf(yes, no, &[&value], Guards::default()))
            }
            None => self.refuse(affix, "an empty tuple"),
        }
    }

    /// `re.match("p", x["a"])` and `PATTERN.match(x["a"])`.
    pub(super) fn regex_call(&self, id: ExprId, known: &Known) -> Result<Option<Boolean>, Refusal> {
        let id = self.cx.module.unparen(id);
        let Some((Callee::Method(object, method), args)) = self.callee(id) else {
            return Ok(None);
        };
        let anchor = match method {
            "match" => Anchor::Start,
            "search" => Anchor::None,
            "fullmatch" => Anchor::Both,
            _ => return Ok(None),
        };
        let (pattern, text, flags) = if self.cx.module.name(object) == Some("re") {
            match args {
                [pattern, text] => (pattern.value, text, None),
                [pattern, text, flags] => (pattern.value, text, Some(flags)),
                _ => return self.refuse(id, "unexpected arguments"),
            }
        } else {
            // A compiled pattern behind a name.
            match (self.callee(resolve(self.cx, object)), args) {
                (Some((Callee::Method(module, "compile"), compiled)), [text])
                    if self.cx.module.name(module) == Some("re") =>
                {
                    match compiled {
                        [pattern] => (pattern.value, text, None),
                        [pattern, flags] => (pattern.value, text, Some(flags)),
                        _ => return self.refuse(id, "unexpected arguments"),
                    }
                }
                _ => return self.refuse(id, "the pattern is not known"),
            }
        };
        if !plain(text) {
            return self.refuse(id, "unexpected arguments");
        }
        let ignore_case = match flags {
            None => false,
            Some(flags) => match self.cx.module.expr_source(flags.value) {
                "re.I" | "re.IGNORECASE" => true,
                _ => return self.refuse(flags.value, "only the flag re.IGNORECASE is known"),
            },
        };
        let Some(source) = text_of(self.cx, pattern) else {
            return self.refuse(pattern, "the pattern is not a literal text");
        };
        let pattern = java(&source, anchor, ignore_case).or_else(|part| {
            self.refuse(
                pattern,
                &format!("Spark's regular expressions read `{part}` in another way"),
            )
        })?;
        if pattern.ascii_only {
            self.note(format!("the values that `{source}` is matched with are ASCII"));
        }
        let value = self.value(text.value, known)?.demanded();
        if matches!(value.kind, Kind::Number | Kind::Bool) {
            return self.refuse(text.value, "it is not a string");
        }
        let matched = value.column.method("rlike", &self.raw(&pattern.pattern));
        let no = matched.not();
        Ok(Some(Boolean::leaf(matched, no, &[&value], Guards::default())))
    }

    /// A pattern as a raw string where that spells it.
    fn raw(&self, pattern: &str) -> String {
        let quote = self.cx.quote;
        let raw =
            pattern.contains('\\') && !pattern.contains([quote, '\n']) && !pattern.ends_with('\\');
        if raw { format!("r{quote}{pattern}{quote}") } else { self.quoted(pattern) }
    }

    /// A call that gives a value.
    pub(super) fn value_call(&self, id: ExprId, known: &Known) -> Result<Value, Refusal> {
        let Some((callee, args)) = self.callee(id) else {
            return self.refuse(id, "the function is not known");
        };
        if !args.iter().all(plain) {
            return self.refuse(id, "unexpected arguments");
        }
        match (callee, args) {
            (Callee::Function("int"), [only]) => self.number(id, only.value, "bigint", known),
            (Callee::Function("float"), [only]) => self.number(id, only.value, "double", known),
            (Callee::Function("str"), [only]) => self.text(only.value, known),
            (Callee::Function("abs"), [only]) => {
                let value = self.value(only.value, known)?;
                let column = self.function("abs", &value.column.text);
                Ok(value.derived(column, Kind::Number))
            }
            (Callee::Function("len"), [only]) => {
                let value = self.value(only.value, known)?;
                if value.kind != Kind::Text {
                    return self.refuse(
                        id,
                        "whether it is the length of a string or of a list is not known",
                    );
                }
                let column = self.function("length", &value.column.text);
                Ok(value.derived(column, Kind::Number))
            }
            (Callee::Method(object, method), args) => {
                self.string_method(id, object, method, args, known)
            }
            _ => self.refuse(id, "the function has no counterpart that gives the same rows"),
        }
    }

    fn string_method(
        &self,
        id: ExprId,
        object: ExprId,
        method: &str,
        args: &[Arg<'_>],
        known: &Known,
    ) -> Result<Value, Refusal> {
        if self.is_record(object) {
            return self.refuse(id, "the method of the record has no counterpart");
        }
        let value = self.value(object, known)?;
        let column = &value.column.text;
        let pattern = match (method, args) {
            ("lower" | "upper", []) => {
                let column = self.function(method, column);
                return Ok(value.derived(column, Kind::Text));
            }
            ("replace", [old, new]) => {
                let (Some(old), Some(new)) =
                    (text_of(self.cx, old.value), text_of(self.cx, new.value))
                else {
                    return self.refuse(id, "the texts are not literal");
                };
                if old.is_empty() {
                    return self.refuse(id, "an empty text is replaced");
                }
                let lit = |text: &str| self.function("lit", &self.quoted(text)).text;
                let args = format!("{column}, {}, {}", lit(&old), lit(&new));
                let column = self.function("replace", &args);
                return Ok(value.derived(column, Kind::Text));
            }
            // `trim` only takes blanks off; Python takes all white space.
            ("strip", []) => r"^\s+|\s+$",
            ("lstrip", []) => r"^\s+",
            ("rstrip", []) => r"\s+$",
            _ => return self.refuse(id, "the method has no counterpart that gives the same rows"),
        };
        let args = format!("{column}, {}, {}", self.raw(pattern), self.quoted(""));
        let column = self.function("regexp_replace", &args);
        Ok(value.derived(column, Kind::Text))
    }

    /// `int(…)` and `float(…)`: what they raise on becomes null.
    fn number(
        &self,
        id: ExprId,
        of: ExprId,
        spark_type: &str,
        known: &Known,
    ) -> Result<Value, Refusal> {
        let value = self.value(of, known)?;
        let column = match (&value.field, self.cx.spark) {
            (Some(path), _) => Column::primary(cast(self.cx, path, spark_type)),
            (None, SparkVersion::V4_0) => value.column.method("try_cast", &self.quoted(spark_type)),
            (None, SparkVersion::V3_5) => {
                return self.refuse(id, "Spark 3.5 only casts a column without failing");
            }
        };
        if !value.strict {
            return self.refuse(id, "it has no counterpart that gives the same rows");
        }
        self.note(format!(
            "`{}` reads plain decimal numbers of 64 bits only",
            excerpt(self.cx, id)
        ));
        Ok(Value {
            needs: vec![column.clone()],
            column,
            kind: Kind::Number,
            nullable: false,
            strict: true,
            constant: false,
            field: None,
        })
    }

    /// `str(…)`, which makes `"None"` of None.
    fn text(&self, of: ExprId, known: &Known) -> Result<Value, Refusal> {
        let value = self.value(of, known)?;
        let column = if value.kind == Kind::Text {
            value.column.clone()
        } else {
            self.note(format!("`{}` is a string or a whole number", excerpt(self.cx, of)));
            value.column.method("cast", &self.quoted("string"))
        };
        let (column, strict) = if value.nullable {
            let none = self.function("lit", &self.quoted("None"));
            let column = self.function("coalesce", &format!("{}, {}", column.text, none.text));
            (column, value.needs.is_empty())
        } else {
            (column, value.strict)
        };
        Ok(Value {
            column,
            kind: Kind::Text,
            nullable: false,
            strict,
            needs: value.needs,
            constant: false,
            field: None,
        })
    }
}

fn plain(arg: &Arg<'_>) -> bool {
    arg.name.is_none() && arg.stars == 0
}
