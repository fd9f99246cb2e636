//! Calls of `re`: matches, their groups, substitutions.

use crate::python::ast::{Arg, ExprId, ExprKind};

use super::super::{Refusal, excerpt, resolve};
use super::Row;
use super::boolean::{Boolean, Guards};
use super::calls::{Callee, plain};
use super::need::{Errors, Need};
use super::regex::{Anchor, Java, Match, java, java_replacement};
use super::state::State;
use super::value::{Kind, Value};

/// A call of `re.name(pattern, …)` or `pattern.name(…)`.
struct Call<'m> {
    pattern: ExprId,
    flags: Option<ExprId>,
    args: &'m [Arg<'m>],
}

impl<'a> Row<'a> {
    /// A call of a function of `re`, or of a method of a compiled pattern.
    fn regex(&self, id: ExprId) -> Option<Call<'a>> {
        let (Callee::Method(object, _), args) = self.callee(id)? else {
            return None;
        };
        let module = self.cx.module;
        if module.name(object) == Some("re") {
            let [pattern, args @ ..] = args else {
                return None;
            };
            return plain(pattern).then_some(Call { pattern: pattern.value, flags: None, args });
        }
        // A compiled pattern behind a name, or compiled in place.
        let (Callee::Method(object, "compile"), compiled) =
            self.callee(resolve(self.cx, object))?
        else {
            return None;
        };
        if module.name(object) != Some("re") {
            return None;
        }
        match compiled {
            [pattern] => Some(Call { pattern: pattern.value, flags: None, args }),
            [pattern, flags] => {
                Some(Call { pattern: pattern.value, flags: Some(flags.value), args })
            }
            _ => None,
        }
    }

    fn java(
        &self,
        call: &Call<'a>,
        anchor: Anchor,
        flags: Option<ExprId>,
        s: &State<'a>,
    ) -> Result<Java, Refusal> {
        let ignore_case = match flags {
            None => false,
            Some(flags) => match self.cx.module.expr_source(flags) {
                "re.I" | "re.IGNORECASE" => true,
                _ => return self.refuse(flags, "only the flag re.IGNORECASE is known"),
            },
        };
        let Some(source) = self.literal_text(call.pattern, s) else {
            return self.refuse(call.pattern, "the pattern is not a literal text");
        };
        let pattern = java(&source, anchor, ignore_case).or_else(|part| {
            self.refuse(
                call.pattern,
                &format!("Spark's regular expressions read `{part}` in another way"),
            )
        })?;
        if pattern.ascii_only {
            self.note(format!("the values that `{source}` is matched with are ASCII"));
        }
        Ok(pattern)
    }

    /// `re.match("p", x["a"])` and `PATTERN.match(x["a"])`.
    pub(super) fn regex_call(&self, id: ExprId, s: &State<'a>) -> Result<Option<Match>, Refusal> {
        let id = self.cx.module.unparen(id);
        let anchor = match self.callee(id) {
            Some((Callee::Method(_, "match"), _)) => Anchor::Start,
            Some((Callee::Method(_, "search"), _)) => Anchor::None,
            Some((Callee::Method(_, "fullmatch"), _)) => Anchor::Both,
            _ => return Ok(None),
        };
        let Some(call) = self.regex(id) else {
            return self.refuse(id, "the pattern is not known");
        };
        let (text, flags) = match call.args {
            [text] => (text, call.flags),
            [text, flags] if call.flags.is_none() => (text, Some(flags.value)),
            _ => return self.refuse(id, "unexpected arguments"),
        };
        if !plain(text) {
            return self.refuse(id, "unexpected arguments");
        }
        let pattern = self.java(&call, anchor, flags, s)?;
        let value = self.matched_text(text.value, s)?;
        let matched = value.column.method("rlike", &self.raw(&pattern.pattern));
        let no = matched.not();
        let matched = Boolean::leaf(matched, no, &[&value], Guards::default());
        Ok(Some(Match { matched, text: value.column, pattern }))
    }

    fn matched_text(&self, text: ExprId, s: &State<'a>) -> Result<Value, Refusal> {
        let value = self.value(text, s)?.demanded(Errors::TYPE);
        match value.kind {
            Kind::Text | Kind::Unknown => Ok(value),
            _ => self.refuse(text, "it is not a string"),
        }
    }

    /// `re.sub`, `re.split` and `re.findall`.
    pub(super) fn regex_value(&self, id: ExprId, s: &State<'a>) -> Result<Option<Value>, Refusal> {
        let Some((Callee::Method(_, name @ ("sub" | "split" | "findall")), _)) = self.callee(id)
        else {
            return Ok(None);
        };
        let Some(call) = self.regex(id) else {
            return Ok(None);
        };
        if !call.args.iter().all(|a| a.stars == 0) {
            return self.refuse(id, "unexpected arguments");
        }
        let (positional, flags): (Vec<&Arg<'_>>, Vec<&Arg<'_>>) =
            call.args.iter().partition(|a| a.name.is_none());
        let flags = match flags[..] {
            [] => call.flags,
            [only] if only.name.is_some_and(|n| n.text == "flags") => Some(only.value),
            _ => return self.refuse(id, "unexpected arguments"),
        };
        let pattern = self.java(&call, Anchor::None, flags, s)?;
        let spelled = self.raw(&pattern.pattern);
        match (name, &positional[..]) {
            ("sub", [new, text]) => {
                let Some(new_text) = self.literal_text(new.value, s) else {
                    return self.refuse(new.value, "the replacement is not a literal text");
                };
                let new = java_replacement(&new_text).or_else(|part| {
                    self.refuse(new.value, &format!("`{part}` has no counterpart in Java"))
                })?;
                let value = self.matched_text(text.value, s)?;
                let args = format!("{}, {spelled}, {}", value.column.text, self.raw(&new));
                let column = self.function("regexp_replace", &args);
                Ok(Some(value.derived(column, Kind::Text, Errors::TYPE)))
            }
            ("split", [text]) if pattern.groups.is_empty() => {
                let value = self.matched_text(text.value, s)?;
                let column = self.function("split", &format!("{}, {spelled}", value.column.text));
                let mut found = value.derived(column, Kind::List, Errors::TYPE);
                found.filled = true;
                Ok(Some(found))
            }
            ("findall", [text]) if pattern.groups.len() <= 1 => {
                let value = self.matched_text(text.value, s)?;
                let group = pattern.groups.len();
                let lit = self.function("lit", &spelled);
                let args = format!("{}, {}, {group}", value.column.text, lit.text);
                let column = self.function("regexp_extract_all", &args);
                Ok(Some(value.derived(column, Kind::List, Errors::TYPE)))
            }
            _ => self.refuse(id, "unexpected arguments"),
        }
    }

    /// `match.group(1)`
    pub(super) fn group(
        &self,
        id: ExprId,
        found: &Match,
        method: &str,
        args: &[Arg<'a>],
        s: &State<'a>,
    ) -> Result<Value, Refusal> {
        match (method, args) {
            ("group", []) => self.group_value(id, found, 0),
            ("group", [group]) => {
                let named = self.literal_text(group.value, s).and_then(|name| {
                    let of = |g: &Option<String>| g.as_deref() == Some(name.as_str());
                    let at = found.pattern.groups.iter().position(of)?;
                    i32::try_from(at + 1).ok()
                });
                match named.or_else(|| self.whole(group.value, s)) {
                    Some(number) => self.group_value(id, found, number),
                    None => self.refuse(id, "the group is not known"),
                }
            }
            _ => self.refuse(id, "the method of the match has no counterpart"),
        }
    }

    pub(super) fn group_value(
        &self,
        id: ExprId,
        found: &Match,
        number: i32,
    ) -> Result<Value, Refusal> {
        if !usize::try_from(number).is_ok_and(|n| n <= found.pattern.groups.len()) {
            return self.refuse(id, "the pattern has no such group");
        }
        let pattern = &found.pattern.pattern;
        if number > 0 && (pattern.contains('|') || pattern.contains(")?") || pattern.contains(")*"))
        {
            self.note(format!("the group of `{}` takes part in each match", excerpt(self.cx, id)));
        }
        let args = format!("{}, {}, {number}", found.text.text, self.raw(pattern));
        let column = self.function("regexp_extract", &args);
        // Without a match there is no match object, but None.
        let mut needs = found.matched.sound.clone();
        for condition in &found.matched.yes {
            needs.push(Need::holds(condition.clone(), Errors::ATTRIBUTE.and(Errors::TYPE)));
        }
        Ok(Value { strict: false, ..Value::column(column, Kind::Text, needs) })
    }

    /// Whether an expression is the name of a module or function of a library, as it is written.
    pub(super) fn library_name(&self, id: ExprId, s: &State<'a>) -> Option<&'a str> {
        let module = self.cx.module;
        let mut root = id;
        while let ExprKind::Attribute(object, _) = module.expr(root).kind {
            root = object;
        }
        module.name(root)?;
        self.named(root, s).is_none().then(|| module.expr_source(id))
    }
}
