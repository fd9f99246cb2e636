//! Calls inside a row function: builtins, methods of strings, functions of the script.

use crate::config::SparkVersion;
use crate::python::ast::{Arg, ExprId, ExprKind};

use super::super::cast::cast;
use super::super::{Refusal, excerpt, resolve};
use super::Row;
use super::boolean::{Boolean, Guards};
use super::column::Column;
use super::need::{Errors, Need};
use super::state::{State, Sym};
use super::value::{Kind, Value};

/// What is called.
pub(super) enum Callee<'m> {
    Function(&'m str),
    Method(ExprId, &'m str),
}

/// Whether an argument is given by position, without stars.
pub(super) fn plain(arg: &Arg<'_>) -> bool {
    arg.name.is_none() && arg.stars == 0
}

impl<'a> Row<'a> {
    pub(super) fn callee(&self, id: ExprId) -> Option<(Callee<'a>, &'a [Arg<'a>])> {
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

    /// Whether a name is the script's own function, so that it is no builtin.
    fn is_own(&self, function: ExprId, s: &State<'a>) -> bool {
        self.named(function, s).is_some() || (self.cx.definition)(function).is_some()
    }

    /// A call that gives a bool or a match object.
    pub(super) fn boolean_call(
        &self,
        id: ExprId,
        s: &State<'a>,
    ) -> Result<Option<Boolean>, Refusal> {
        if let Some(found) = self.regex_call(id, s)? {
            return Ok(Some(found.matched));
        }
        let ExprKind::Call(function, args, _) = &self.cx.module.expr(id).kind else {
            return Ok(None);
        };
        match self.callee(id) {
            Some((Callee::Function("bool"), [only]))
                if plain(only) && !self.is_own(*function, s) =>
            {
                Ok(Some(self.boolean(only.value, s)?))
            }
            Some((Callee::Function(name @ ("any" | "all")), [only]))
                if plain(only) && !self.is_own(*function, s) && self.depends(only.value, s) =>
            {
                self.quantified(only.value, name == "all", s)
            }
            Some((Callee::Function("isinstance"), [of, class])) if self.depends(of.value, s) => {
                self.isinstance(id, of.value, class.value, s).map(Some)
            }
            Some((Callee::Method(object, method), _)) if self.depends(object, s) => {
                self.boolean_method(id, object, method, args, s)
            }
            _ => Ok(None),
        }
    }

    fn boolean_method(
        &self,
        id: ExprId,
        object: ExprId,
        method: &str,
        args: &[Arg<'a>],
        s: &State<'a>,
    ) -> Result<Option<Boolean>, Refusal> {
        let mut ascii = false;
        let pattern = match (method, args) {
            ("startswith" | "endswith", [only]) if plain(only) => {
                return Ok(Some(self.affix(object, method, only.value, s)?));
            }
            ("isdigit" | "isdecimal" | "isnumeric", []) => {
                // Python takes the digits of all scripts.
                ascii = true;
                r"^[0-9]+\z"
            }
            ("isalpha", []) => r"^\p{L}+\z",
            ("isalnum", []) => r"^[\p{L}\p{N}]+\z",
            ("isspace", []) => r"^\s+\z",
            _ => return Ok(None),
        };
        let value = self.text_operand(object, s)?.demanded(Errors::ATTRIBUTE);
        if ascii {
            self.note(format!("`{}` is asked of ASCII text", excerpt(self.cx, id)));
        }
        let matched = value.column.method("rlike", &self.raw(pattern));
        let no = matched.not();
        Ok(Some(Boolean::leaf(matched, no, &[&value], Guards::default())))
    }

    /// A value that must be a string, since a method of strings is called on it.
    pub(super) fn text_operand(&self, id: ExprId, s: &State<'a>) -> Result<Value, Refusal> {
        let value = self.value(id, s)?;
        match value.kind {
            Kind::Unknown | Kind::Text => Ok(value),
            _ => self.refuse(id, "it is not a string"),
        }
    }

    /// `x["a"].startswith("p")`, also with a tuple.
    fn affix(
        &self,
        object: ExprId,
        method: &str,
        affix: ExprId,
        s: &State<'a>,
    ) -> Result<Boolean, Refusal> {
        let value = self.text_operand(object, s)?.demanded(Errors::ATTRIBUTE);
        let found = resolve(self.cx, affix);
        let affixes = match &self.cx.module.expr(found).kind {
            ExprKind::Tuple(items) => items.clone(),
            _ => vec![affix],
        };
        let mut tests = Vec::new();
        for affix in affixes {
            let text = self.value(affix, s)?;
            if !text.constant || !matches!(text.kind, Kind::Text | Kind::Unknown) {
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

    /// `isinstance(value, class)`, where the kind of the value is known.
    fn isinstance(
        &self,
        id: ExprId,
        of: ExprId,
        class: ExprId,
        s: &State<'a>,
    ) -> Result<Boolean, Refusal> {
        let value = self.value(of, s)?;
        let kinds: &[Kind] = match self.cx.module.expr_source(class) {
            "str" => &[Kind::Text],
            "int" => &[Kind::Whole],
            "bool" => &[Kind::Bool],
            "list" => &[Kind::List],
            "dict" => &[Kind::Struct],
            _ => &[],
        };
        if kinds.is_empty() || matches!(value.kind, Kind::Unknown | Kind::Number | Kind::None) {
            return self.refuse(id, "the type of the column is not known");
        }
        if !kinds.contains(&value.kind) {
            return Ok(self.constant_truth(false));
        }
        // None is of no other type.
        let (yes, no) = (value.column.is_not_null(), value.column.is_null());
        let guards = Guards { yes: false, no: true };
        Ok(Boolean::leaf(yes, no, &[&value], guards).yes_knows([&value.column]))
    }

    /// A pattern as a raw string where that spells it.
    pub(super) fn raw(&self, pattern: &str) -> String {
        let quote = self.cx.quote;
        let raw =
            pattern.contains('\\') && !pattern.contains([quote, '\n']) && !pattern.ends_with('\\');
        if raw { format!("r{quote}{pattern}{quote}") } else { self.quoted(pattern) }
    }

    /// A call.
    pub(super) fn call(&self, id: ExprId, s: &State<'a>) -> Result<Sym, Refusal> {
        let ExprKind::Call(function, args, _) = &self.cx.module.expr(id).kind else {
            return self.refuse(id, "the function is not known");
        };
        if let Some(called) = self.own_call(id, *function, args, s)? {
            return Ok(called);
        }
        if let Some(found) = self.boolean_call(id, s)? {
            return Ok(Sym::Truth(found));
        }
        if let Some(found) = self.library_call(id, *function, args, s)? {
            return Ok(Sym::Value(found));
        }
        match self.callee(id) {
            Some((Callee::Function(name), args)) => {
                if !args.iter().all(plain) {
                    return self.refuse(id, "unexpected arguments");
                }
                self.builtin(id, name, args, s).map(Sym::Value)
            }
            Some((Callee::Method(object, method), args)) => {
                self.method(id, object, method, args, s).map(Sym::Value)
            }
            None => self.refuse(id, "the function is not known"),
        }
    }

    fn builtin(
        &self,
        id: ExprId,
        name: &str,
        args: &[Arg<'a>],
        s: &State<'a>,
    ) -> Result<Value, Refusal> {
        match (name, args) {
            ("int", [only]) => self.number(id, only.value, "bigint", s),
            ("float", [only]) => self.number(id, only.value, "double", s),
            ("str", [only]) => {
                let value = self.value(only.value, s)?;
                self.str_of(only.value, &value)
            }
            ("abs", [only]) => {
                let value = self.number_operand(only.value, &self.value(only.value, s)?)?;
                let column = self.function("abs", &value.column.text);
                Ok(value.derived(column, value.kind, Errors::TYPE))
            }
            ("round", [of, rest @ ..]) if rest.len() <= 1 => self.round(id, of.value, rest, s),
            ("min" | "max", args) if args.len() > 1 => self.extreme(id, name, args, s),
            ("len", [only]) => self.length(only.value, s),
            _ => self.refuse(id, "the function has no counterpart that gives the same rows"),
        }
    }

    fn length(&self, of: ExprId, s: &State<'a>) -> Result<Value, Refusal> {
        let value = self.value(of, s)?;
        let function = match value.kind {
            Kind::List => "size",
            Kind::Text => "length",
            Kind::Unknown => {
                self.note(format!(
                    "`{}` is a string (a list would need F.size)",
                    excerpt(self.cx, of)
                ));
                "length"
            }
            _ => return self.refuse(of, "it has no length"),
        };
        let column = self.function(function, &self.as_column(&value).text);
        let derived = value.derived(column, Kind::Whole, Errors::TYPE);
        // The size of null is -1 before Spark 4.
        let strict = derived.strict && !(function == "size" && self.cx.spark == SparkVersion::V3_5);
        Ok(Value { strict, ..derived })
    }

    fn round(
        &self,
        id: ExprId,
        of: ExprId,
        digits: &[Arg<'a>],
        s: &State<'a>,
    ) -> Result<Value, Refusal> {
        let value = self.number_operand(of, &self.value(of, s)?)?;
        self.note(format!(
            "`{}` is asked of numbers that do not lie halfway between two roundings",
            excerpt(self.cx, id)
        ));
        let mut args = value.column.text.clone();
        if let [digits] = digits {
            let digits = self.value(digits.value, s)?;
            if !digits.constant {
                return self.refuse(id, "the digits are not the same for each row");
            }
            args = format!("{args}, {}", digits.column.text);
        }
        let column = self.function("bround", &args);
        let kind = if digits.is_empty() { Kind::Whole } else { Kind::Number };
        Ok(value.derived(column, kind, Errors::TYPE))
    }

    fn extreme(
        &self,
        id: ExprId,
        name: &str,
        args: &[Arg<'a>],
        s: &State<'a>,
    ) -> Result<Value, Refusal> {
        let mut texts = Vec::new();
        let mut needs: Vec<Need> = Vec::new();
        let mut kind = Kind::None;
        for arg in args {
            let value = self.value(arg.value, s)?.demanded(Errors::TYPE);
            match kind.join(value.kind) {
                Some(joined) if !value.is_none() => kind = joined,
                _ => return self.refuse(id, "values of several types are compared"),
            }
            texts.push(self.as_column(&value).text);
            needs.extend(value.needs);
        }
        let function = if name == "min" { "least" } else { "greatest" };
        let column = self.function(function, &texts.join(", "));
        // They skip nulls, where Python raises.
        Ok(Value { strict: needs.is_empty(), ..Value::column(column, kind, needs) })
    }

    /// `int(…)` and `float(…)`: what they raise on becomes null.
    fn number(
        &self,
        id: ExprId,
        of: ExprId,
        spark_type: &str,
        s: &State<'a>,
    ) -> Result<Value, Refusal> {
        let value = self.value(of, s)?;
        let kind = if spark_type == "bigint" { Kind::Whole } else { Kind::Number };
        if value.constant {
            return self.refuse(id, "it does not depend on the row");
        }
        if value.kind == kind {
            let column = value.column.method("cast", &self.quoted(spark_type));
            return Ok(value.derived(column, kind, Errors::TYPE));
        }
        if !matches!(
            value.kind,
            Kind::Unknown | Kind::Text | Kind::Whole | Kind::Number | Kind::Bool
        ) {
            return self.refuse(id, "it has no counterpart that gives the same rows");
        }
        let column = match (&value.field, self.cx.spark) {
            (Some(path), _) => Column::primary(cast(self.cx, path, spark_type)),
            (None, SparkVersion::V4_0) => value.column.method("try_cast", &self.quoted(spark_type)),
            (None, SparkVersion::V3_5) => {
                return self.refuse(id, "Spark 3.5 only casts a column without failing");
            }
        };
        if !value.kind.is_number() && value.kind != Kind::Bool {
            self.note(format!(
                "`{}` reads plain decimal numbers of 64 bits only",
                excerpt(self.cx, id)
            ));
        }
        // What the value itself needs holds where the cast gives something.
        let mut needs: Vec<Need> = if value.strict { Vec::new() } else { value.needs.clone() };
        let errors =
            value.needs.iter().fold(Errors::TYPE.and(Errors::VALUE), |e, n| e.and(n.errors));
        needs.push(Need { split: value.splits(), ..Need::not_null(&column, errors) });
        Ok(Value { strict: value.strict, ..Value::column(column, kind, needs) })
    }
}
