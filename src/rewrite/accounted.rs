//! Whether a rule accounts for all that a call says.

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
    used: &[&str],
) -> Option<String> {
    let ignored = |name: &str, value: Option<ExprId>| {
        let short = name.rsplit('.').next().unwrap_or(name);
        rules.ignores.iter().any(|i| {
            (i.param == short || i.param == name)
                && i.when.as_ref().is_none_or(|c| holds(script, c, value))
        })
    };
    if used.contains(&"*") {
        return None;
    }
    for (name, value) in &site.bound.values {
        if name == "self" || name == "receiver" {
            continue;
        }
        let whole = used.contains(&name.as_str());
        match value {
            Value::Expr(_) | Value::Positions(_) if whole => {}
            Value::Expr(id) => {
                if ignored(name, Some(*id)) || script.is_empty_literal(*id) {
                    continue;
                }
                let prefix = format!("{name}.");
                if !used.iter().any(|u| u.starts_with(&prefix)) {
                    return Some(name.clone());
                }
                for Entry { key, value, .. } in script.entries(*id).unwrap_or_default() {
                    let full = format!("{name}.{key}");
                    let known = used.iter().any(|u| u.eq_ignore_ascii_case(&full));
                    if !known && !ignored(&full, Some(value)) {
                        return Some(full);
                    }
                }
            }
            Value::Positions(_) => return Some(name.clone()),
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
