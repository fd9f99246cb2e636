//! Whether a rule accounts for all that a call says.

use std::collections::BTreeSet;

use super::guards::holds;
use super::site::Site;
use crate::filled::Entry;
use crate::python::ast::ExprId;
use crate::rules::RuleSet;
use crate::rules::bind::Value;
use crate::script::Script;

/// The first argument that a rewrite would silently lose.
pub(super) fn unaccounted(
    script: &Script<'_>,
    rules: &RuleSet,
    site: &Site,
    used: &BTreeSet<String>,
) -> Option<String> {
    let ignored = |name: &str, value: Option<ExprId>| {
        let short = name.rsplit('.').next().unwrap_or(name);
        rules.ignores.iter().any(|i| {
            (i.param == short || i.param == name)
                && i.when.as_ref().is_none_or(|c| holds(script, c, value))
        })
    };
    if used.contains("*") {
        return None;
    }
    for (name, value) in &site.bound.values {
        if name == "self" || name == "receiver" {
            continue;
        }
        match value {
            Value::Expr(id) => {
                if ignored(name, Some(*id)) || script.is_empty_literal(*id) {
                    continue;
                }
                let prefix = format!("{name}.");
                let by_key = used.iter().any(|u| u.starts_with(&prefix));
                if !by_key && !used.contains(name) {
                    return Some(name.clone());
                }
                if by_key && !used.contains(name) {
                    for Entry { key, value, .. } in script.entries(*id).unwrap_or_default() {
                        let full = format!("{name}.{key}");
                        let known = used.iter().any(|u| u.eq_ignore_ascii_case(&full));
                        if !known && !ignored(&full, Some(value)) {
                            return Some(full);
                        }
                    }
                }
            }
            Value::Positions(_) => {
                if !used.contains(name) {
                    return Some(name.clone());
                }
            }
            Value::Keywords(pairs) => {
                for (key, value) in pairs {
                    let full = format!("{name}.{key}");
                    let known = used.iter().any(|u| u.eq_ignore_ascii_case(&full));
                    if !known && !ignored(&full, Some(*value)) {
                        return Some(key.clone());
                    }
                }
            }
        }
    }
    None
}
