//! Arguments bound to the canonical parameter names of an operation, once, in one place: rules never
//! see the difference between keywords, positions and spellings.

use std::collections::BTreeMap;

use crate::python::ast::{Arg, ExprId, ParamKind};
use crate::stubs::FuncStub;

/// What a parameter holds at a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// One expression.
    Expr(ExprId),
    /// Keywords collected by `**options`.
    Keywords(Vec<(String, ExprId)>),
    /// Arguments collected by `*cols`.
    Positions(Vec<ExprId>),
}

/// A call's arguments by canonical parameter name; the receiver is `self`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bound {
    /// The arguments that were given.
    pub values: BTreeMap<String, Value>,
    /// Why the binding is not complete, for people.
    pub problem: Option<String>,
    /// Whether nothing else is in the way than one `**x`, which is the value of `**`.
    pub spread: bool,
}

/// One argument of a call: its keyword, where it has one, and its value.
pub type Given = (Option<String>, ExprId);

/// Binds a call. `unpacked` gives what stands behind the stars of an argument, where the script says it.
pub fn bind(
    func: &FuncStub,
    receiver: Option<ExprId>,
    args: &[Arg<'_>],
    unpacked: impl Fn(&Arg<'_>) -> Option<Vec<Given>>,
) -> Bound {
    let mut out = Bound::default();
    if let Some(receiver) = receiver {
        out.values.insert("self".to_owned(), Value::Expr(receiver));
    }
    let mut next = 0;
    for arg in args {
        let mut give = |name: Option<&str>, value| {
            if let Some(name) = name {
                by_name(func, name, value, &mut out);
            } else {
                by_position(func, next, value, &mut out);
                next += 1;
            }
        };
        if arg.stars == 0 {
            give(arg.name.map(|name| name.text), arg.value);
            continue;
        }
        let Some(given) = unpacked(arg) else {
            let stars = "*".repeat(arg.stars.into());
            out.spread = arg.stars == 2 && out.problem.is_none();
            if out.spread {
                out.values.insert("**".to_owned(), Value::Expr(arg.value));
            }
            out.problem = Some(format!("its arguments come from `{stars}…`"));
            continue;
        };
        given.iter().for_each(|(name, value)| give(name.as_deref(), *value));
    }
    out.spread &= out.problem.as_ref().is_some_and(|p| p.ends_with("`**…`"));
    let missing = func.params.iter().find(|p| {
        p.default.is_none()
            && matches!(p.kind, ParamKind::Normal | ParamKind::KeywordOnly)
            && !out.values.contains_key(&p.canonical)
    });
    if let (Some(missing), None) = (missing, &out.problem) {
        out.problem = Some(format!("the argument `{}` is missing", missing.name));
    }
    out
}

fn by_position(func: &FuncStub, index: usize, value: ExprId, out: &mut Bound) {
    if let Some(param) = func.params.get(index).filter(|p| p.kind == ParamKind::Normal) {
        out.values.insert(param.canonical.clone(), Value::Expr(value));
        return;
    }
    match func.params.iter().find(|p| p.kind == ParamKind::Star) {
        Some(rest) => {
            let slot = out.values.entry(rest.canonical.clone());
            if let Value::Positions(items) = slot.or_insert_with(|| Value::Positions(Vec::new())) {
                items.push(value);
            }
        }
        None => {
            out.problem = Some("it has more positional arguments than awsglue takes".to_owned());
        }
    }
}

fn by_name(func: &FuncStub, name: &str, value: ExprId, out: &mut Bound) {
    let param = func
        .params
        .iter()
        .find(|p| p.name == name && matches!(p.kind, ParamKind::Normal | ParamKind::KeywordOnly));
    if let Some(param) = param {
        out.values.insert(param.canonical.clone(), Value::Expr(value));
        return;
    }
    match func.params.iter().find(|p| p.kind == ParamKind::DoubleStar) {
        Some(rest) => {
            let slot = out
                .values
                .entry(rest.canonical.clone())
                .or_insert_with(|| Value::Keywords(Vec::new()));
            if let Value::Keywords(pairs) = slot {
                pairs.push((name.to_owned(), value));
            }
        }
        None => out.problem = Some(format!("awsglue has no argument `{name}` here")),
    }
}
