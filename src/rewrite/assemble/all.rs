//! `__all__` must not list names that the rewritten module does not have.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::edit::Edit;
use super::super::imports::ImportChange;
use super::super::plan::Facts;
use super::Assembly;
use crate::python::ast::{ExprId, ExprKind, StmtId, StmtKind};
use crate::python::scope::{Binding, ScopeId};

impl Assembly<'_, '_> {
    pub(super) fn listed_names(&mut self, imports: &BTreeMap<StmtId, ImportChange>, facts: &Facts) {
        let module = self.renderer.script.module;
        for id in &module.body.stmts {
            let StmtKind::Assign { targets, value: Some(value), .. } = &module.stmt(*id).kind
            else {
                continue;
            };
            let listed = targets.iter().any(|t| module.name(*t) == Some("__all__"));
            let (ExprKind::List(items) | ExprKind::Tuple(items), true) =
                (&module.expr(module.unparen(*value)).kind, listed)
            else {
                continue;
            };
            let gone: Vec<bool> = items
                .iter()
                .map(|item| {
                    module.str_value(*item).is_some_and(|name| self.is_gone(name, imports, facts))
                })
                .collect();
            self.drop_items(items, &gone);
        }
    }

    /// Takes items out of a list, each with the comma behind it; the last ones with the comma before.
    fn drop_items(&mut self, items: &[ExprId], gone: &[bool]) {
        let module = self.renderer.script.module;
        let span = |i: usize| module.expr(items[i]).span.range();
        let behind = gone.iter().rposition(|gone| !gone).map_or(0, |last| last + 1);
        let mut ranges: Vec<Range<usize>> =
            (0..behind).filter(|i| gone[*i]).map(|i| span(i).start..span(i + 1).start).collect();
        if behind < items.len() {
            let start = behind.checked_sub(1).map_or(span(0).start, |last| span(last).end);
            ranges.push(start..span(items.len() - 1).end);
        }
        self.edits.extend(ranges.into_iter().map(|range| Edit { range, text: String::new() }));
    }

    /// Whether nothing in the new text binds a name of the top level that the old one bound.
    fn is_gone(&self, name: &str, imports: &BTreeMap<StmtId, ImportChange>, facts: &Facts) -> bool {
        let script = self.renderer.script;
        let key = (ScopeId(0), name.to_owned());
        let renamed = facts.sessions.get(&key).is_some_and(|session| session != name)
            && !facts.verbatim.contains(&key);
        let Some(bindings) = script.scopes.scope(ScopeId(0)).names.get(name) else { return false };
        bindings.iter().all(|binding| match binding {
            Binding::Target(stmt, _) => renamed || self.gone.contains(stmt),
            Binding::Import(stmt) => match (imports.get(stmt), &script.module.stmt(*stmt).kind) {
                (Some(ImportChange::Delete), _) => true,
                (
                    Some(ImportChange::Keep(kept)),
                    StmtKind::Import(names) | StmtKind::ImportFrom { names, .. },
                ) => !kept.iter().any(|i| names[*i].bound() == name),
                _ => self.gone.contains(stmt),
            },
            _ => false,
        })
    }
}
