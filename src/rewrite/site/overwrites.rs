//! A deletion right before an append to the same place: together they are an overwrite (spec B7).

use rustc_hash::{FxHashMap, FxHashSet};

use super::Site;
use crate::lower::fragments::{entries, lookup};
use crate::python::ast::{ExprId, StmtId, StmtKind};
use crate::python::scope::Binding;
use crate::rules::bind::{Bound, Value};
use crate::rules::{OverwriteSpec, RuleSet};
use crate::script::Script;

/// Gives each write the deletion before it as the argument `purge`, and takes it for a part of it. Other
/// deletions get the table to which a write of the same function moves the rows of the place, as the
/// arguments `table.0`, `table.1`, ….
pub fn fold(script: &Script<'_>, rules: &RuleSet, found: &mut FxHashMap<ExprId, Site>) {
    if !rules.overwrites.iter().any(|spec| found.values().any(|site| site.op == spec.op)) {
        return;
    }
    let mut pairs = Vec::new();
    for (write, site) in found.iter() {
        let before = statement_before(script, script.scopes.stmt_of(*write), &site.setters);
        let Some(purge) = before.and_then(|stmt| call_of(script, stmt)) else { continue };
        let Some(deletion) = found.get(&purge) else { continue };
        let overwrites = |spec: &OverwriteSpec| {
            spec.op == deletion.op
                && !spec.unless.iter().any(|word| script.module.text.contains(word))
                && nothing_else(script, spec, &deletion.bound)
                && spec.same.iter().any(|same| {
                    same.op.contains(&site.op)
                        && spec.keys.iter().zip(&same.keys).all(|(a, b)| {
                            same_value(script, (&deletion.bound, a), (&site.bound, b))
                        })
                })
        };
        if rules.overwrites.iter().any(overwrites) {
            pairs.push((*write, purge));
        }
    }
    let folded: FxHashSet<ExprId> = pairs.iter().map(|pair| pair.1).collect();
    for (deletion, table) in moved(script, rules, found, &folded) {
        let Some(site) = found.get_mut(&deletion) else { continue };
        for (index, value) in table.into_iter().enumerate() {
            site.bound.values.insert(format!("table.{index}"), Value::Expr(value));
        }
    }
    for (write, purge) in pairs {
        if let Some(site) = found.get_mut(&write) {
            site.bound.values.insert("purge".to_owned(), Value::Expr(purge));
            site.setters.push(script.scopes.stmt_of(purge));
            site.parts.push(purge);
        }
    }
}

/// The deletions at a place whose rows a write of the same function keeps in a table, and its names.
fn moved(
    script: &Script<'_>,
    rules: &RuleSet,
    found: &FxHashMap<ExprId, Site>,
    folded: &FxHashSet<ExprId>,
) -> Vec<(ExprId, Vec<ExprId>)> {
    let frame = |id: ExprId| script.scopes.frame(script.scopes.scope_of(id));
    let of_spec = |spec: &OverwriteSpec, site: &Site| {
        spec.same.iter().any(|same| same.op.contains(&site.op) && !same.table.is_empty())
    };
    // Few sites write to a table.
    let writes: Vec<_> = found
        .iter()
        .filter(|(_, site)| rules.overwrites.iter().any(|spec| of_spec(spec, site)))
        .collect();
    let mut out = Vec::new();
    for (at, deletion) in found.iter().filter(|(at, _)| !folded.contains(at)) {
        for spec in rules.overwrites.iter().filter(|spec| spec.op == deletion.op) {
            let tables = writes.iter().filter(|(write, _)| frame(**write) == frame(*at));
            let mut tables = tables.filter_map(|(_, write)| {
                let same = spec.same.iter().find(|same| same.op.contains(&write.op))?;
                let mut keys = spec.keys.iter().zip(&same.keys);
                let there = !same.table.is_empty()
                    && keys
                        .all(|(a, b)| same_value(script, (&deletion.bound, a), (&write.bound, b)));
                let names = same.table.iter();
                let table: Option<Vec<ExprId>> = names
                    .map(|key| lookup(script, &write.bound, key).ok().flatten())
                    .collect::<Option<_>>();
                table.filter(|table| there && table.iter().all(|e| known_at(script, *e, *at)))
            });
            if let Some(table) = tables.next() {
                out.push((*at, table));
            }
        }
    }
    out
}

/// Whether all names of an expression have their value where another one stands.
fn known_at(script: &Script<'_>, value: ExprId, at: ExprId) -> bool {
    let module = script.module;
    let place = module.expr(at).span.start;
    let mut known = module.name(value).is_none_or(|name| {
        let bindings = script.scopes.bindings(script.scopes.scope_of(at), name);
        bindings.iter().all(|binding| match binding {
            Binding::Target(stmt, _) => module.stmt(*stmt).span.end <= place,
            _ => true,
        })
    });
    module.each_child(value, |child| known &= known_at(script, child, at));
    known
}

/// Whether the deletion leaves nothing behind: each of its options is one that the spec asks for.
fn nothing_else(script: &Script<'_>, spec: &OverwriteSpec, bound: &Bound) -> bool {
    let Ok(given) = entries(script, bound, "options") else { return false };
    spec.options.iter().all(|(key, value)| {
        let of = given.iter().find(|g| g.0.eq_ignore_ascii_case(key));
        of.is_some_and(|g| script.literal(g.1).as_deref() == Some(value))
    }) && given.iter().all(|g| spec.options.keys().any(|key| key.eq_ignore_ascii_case(&g.0)))
}

fn same_value(script: &Script<'_>, a: (&Bound, &str), b: (&Bound, &str)) -> bool {
    let value = |(bound, path)| lookup(script, bound, path).ok().flatten();
    let (Some(a), Some(b)) = (value(a), value(b)) else { return false };
    match (script.literal(a), script.literal(b)) {
        (Some(a), Some(b)) => a.trim_end_matches('/') == b.trim_end_matches('/'),
        (None, None) => script.module.expr_source(a) == script.module.expr_source(b),
        _ => false,
    }
}

/// The statement that comes before, the ones that configure the same writer aside.
fn statement_before(script: &Script<'_>, stmt: StmtId, setters: &[StmtId]) -> Option<StmtId> {
    let found = script.module.place_in_block(script.scopes.stmt_parent(stmt), stmt);
    let (block, at) = found?;
    block.stmts[..at].iter().rev().find(|s| !setters.contains(s)).copied()
}

fn call_of(script: &Script<'_>, stmt: StmtId) -> Option<ExprId> {
    match &script.module.stmt(stmt).kind {
        StmtKind::Expr(e) => Some(script.module.unparen(*e)),
        StmtKind::Assign { value: Some(value), .. } => Some(script.module.unparen(*value)),
        _ => None,
    }
}
