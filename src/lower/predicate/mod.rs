//! A row predicate of `Filter` as a Column that keeps exactly the rows that Glue keeps.
//!
//! Glue drops a row when the function gives something falsy and also when it raises, so each part of
//! the predicate is followed through three outcomes: true, false, raises. SQL has a third value too,
//! null, but `null | true` is true where Python has long raised; [`boolean`] adds the guards that
//! make up for it, and only where they are needed.

mod boolean;
mod calls;
mod column;
mod compare;
mod evidence;
mod regex;
#[cfg(test)]
mod tests;
mod value;

use std::cell::RefCell;

use crate::python::ast::{ExprId, ExprKind, ParamKind};

use super::path::Path;
use super::{LowerCx, LowerResult, Lowered, Refusal, excerpt, quoted, resolve, text_of};

use boolean::Known;
use evidence::Evidence;

/// The parameter and the returned expression of a function that only returns.
pub type ResolvedDef = (String, ExprId);

/// The Column for a row predicate: a lambda, or a name for which `resolve_def` finds the parameter
/// and the expression that the function returns.
///
/// # Errors
/// Names the part of the predicate that has no exact counterpart.
pub fn predicate(
    cx: &LowerCx<'_>,
    f: ExprId,
    resolve_def: &dyn Fn(ExprId) -> Option<ResolvedDef>,
) -> LowerResult {
    let (param, body) = function(cx, f, resolve_def)?;
    let mut p = Predicate { cx, param, evidence: Evidence::default(), notes: RefCell::default() };
    p.evidence = Evidence::of(&p, body);
    let compiled = p.boolean(body, &Known::default())?;
    Ok(Lowered { text: compiled.when_true().text, notes: p.notes.into_inner() })
}

fn function(
    cx: &LowerCx<'_>,
    f: ExprId,
    resolve_def: &dyn Fn(ExprId) -> Option<ResolvedDef>,
) -> Result<ResolvedDef, Refusal> {
    let found = resolve(cx, f);
    if let ExprKind::Lambda(params, body) = &cx.module.expr(found).kind {
        return match &params[..] {
            [only] if only.kind == ParamKind::Normal => Ok((only.name.text.to_owned(), *body)),
            _ => Err(Refusal::new(f, "the predicate has not exactly one parameter")),
        };
    }
    resolve_def(f).ok_or_else(|| {
        Refusal::new(
            f,
            format!(
                "`{}` is not a lambda or a function that only returns an expression",
                excerpt(cx, f)
            ),
        )
    })
}

/// A predicate that is being compiled.
struct Predicate<'a> {
    cx: &'a LowerCx<'a>,
    /// The name of the record.
    param: String,
    evidence: Evidence,
    notes: RefCell<Vec<String>>,
}

impl Predicate<'_> {
    fn note(&self, note: impl Into<String>) {
        let note = note.into();
        let mut notes = self.notes.borrow_mut();
        if !notes.contains(&note) {
            notes.push(note);
        }
    }

    fn refuse<T>(&self, expr: ExprId, why: &str) -> Result<T, Refusal> {
        Err(Refusal::new(expr, format!("`{}`: {why}", excerpt(self.cx, expr))))
    }

    /// `F.name(…)`
    fn function(&self, name: &str, args: &str) -> column::Column {
        self.cx.uses_functions.set(true);
        column::Column::primary(format!("{}.{name}({args})", self.cx.functions))
    }

    fn quoted(&self, text: &str) -> String {
        quoted(self.cx, text)
    }

    fn is_record(&self, id: ExprId) -> bool {
        self.cx.module.name(id) == Some(self.param.as_str())
    }

    /// Whether an expression reads the record.
    fn reads_record(&self, id: ExprId) -> bool {
        let mut found = self.is_record(id);
        self.cx.module.each_child(id, |child| found |= self.reads_record(child));
        found
    }

    /// The field that `x["a"]`, `x["a"]["b"]`, `x.a` or `x.get("a")` reads; `None` where it is
    /// something else, an error where it is a field that cannot be named.
    fn field(&self, id: ExprId) -> Result<Option<Path>, Refusal> {
        let id = self.cx.module.unparen(id);
        let (object, name) = match &self.cx.module.expr(id).kind {
            ExprKind::Subscript(object, index) => {
                let [key] = index[..] else { return Ok(None) };
                if matches!(self.cx.module.expr(key).kind, ExprKind::Number(_)) {
                    return Ok(None);
                }
                (*object, self.key(key))
            }
            ExprKind::Call(function, args, _) => {
                let ExprKind::Attribute(object, method) = self.cx.module.expr(*function).kind
                else {
                    return Ok(None);
                };
                match &args[..] {
                    [key] if method.text == "get" && key.name.is_none() && key.stars == 0 => {
                        (object, self.key(key.value))
                    }
                    _ => return Ok(None),
                }
            }
            ExprKind::Attribute(object, name) => {
                let Some(depth) = self.depth(*object)? else {
                    return Ok(None);
                };
                // The methods of a dict hide fields of their names, and only the record and the
                // structs directly in it have attributes at all.
                if depth > 1 || DICT_NAMES.contains(&name.text) || name.text.starts_with('_') {
                    return self.refuse(id, "it is not a field of the record");
                }
                (*object, Some(name.text.to_owned()))
            }
            _ => return Ok(None),
        };
        let parent = if self.is_record(object) {
            None
        } else {
            match self.field(object)? {
                Some(path) => Some(path),
                None => return Ok(None),
            }
        };
        let Some(name) = name else {
            return self.refuse(id, "the field's name is not a literal text");
        };
        if name.is_empty() {
            return self.refuse(id, "a field without a name");
        }
        Ok(Some(match parent {
            Some(parent) => parent.child(&name),
            None => Path::top(&name),
        }))
    }

    fn key(&self, key: ExprId) -> Option<String> {
        text_of(self.cx, key)
    }

    /// How many steps an expression is away from the record; `None` where it is no field.
    fn depth(&self, id: ExprId) -> Result<Option<usize>, Refusal> {
        if self.is_record(id) {
            return Ok(Some(0));
        }
        Ok(self.field(id)?.map(|path| path.segments.len()))
    }
}

const DICT_NAMES: [&str; 11] = [
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
