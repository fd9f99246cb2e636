//! Parameters that carried a `GlueContext` which nothing needs any more: they go, with their arguments.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::edit::Edit;
use super::inline::makes_context;
use super::plan::{Facts, Plan};
use super::render::Renderer;
use crate::python::ast::{ExprId, ExprKind, Span, StmtId, StmtKind};
use crate::python::scope::ScopeId;
use crate::types::DefId;

impl Renderer<'_> {
    /// The parameters of a job's own functions that are read no more.
    pub(super) fn unread_params(&self, facts: &Facts, plan: &Plan) -> FxHashSet<(StmtId, usize)> {
        let mut out: FxHashSet<(StmtId, usize)> = FxHashSet::default();
        if plan.session_params.is_empty() || !makes_context(self.script) {
            return out;
        }
        let mut all: Vec<_> = plan.session_params.keys().copied().collect();
        all.sort_unstable();
        for (def, index) in all {
            let one = !out.iter().any(|(d, _)| *d == def);
            if one && !facts.session_reads.contains(&def) && self.may_go(def, index, facts) {
                out.insert((def, index));
            }
        }
        out
    }

    fn may_go(&self, def: StmtId, index: usize, facts: &Facts) -> bool {
        let (module, scopes, typing) = (self.script.module, self.script.scopes, self.script.typing);
        let StmtKind::Def(stub) = &module.stmt(def).kind else { return false };
        let id = DefId { module: self.script.view.here, stmt: def };
        let elsewhere = self.script.view.asked().is_some_and(|a| a.called.contains(&id));
        let own = scopes.scope_of_stmt(def) == ScopeId(0) && stub.decorators.is_empty();
        if elsewhere || !own {
            return false;
        }
        let name = stub.params[index].name.text;
        let body = scopes.body_scope(def);
        let read = scopes.reads_of(body, name).iter().any(|r| facts.survivors.contains(r))
            || body.is_some_and(|b| facts.inserted_reads.contains(&(b, name.to_owned())));
        let spans: Vec<Span> = stub.params.iter().map(|p| p.span).collect();
        if read || self.item(&spans, index, stub.params_span).is_none() {
            return false;
        }
        typing.call_sites.get(&def).into_iter().flatten().all(|call| {
            let ExprKind::Call(_, args, span) = &module.expr(*call).kind else { return false };
            let spans: Vec<Span> = args.iter().map(|a| a.span).collect();
            args.iter().enumerate().all(|(at, arg)| {
                let taken = self.param_of(*call, arg.value);
                arg.stars == 0
                    && (taken != Some((id, index)) || self.item(&spans, at, *span).is_some())
            })
        })
    }

    /// The edit that takes an argument out of a call, where its parameter goes.
    pub(super) fn dropped_argument(&self, call: ExprId, value: ExprId) -> Option<Edit> {
        if self.plan.dropped.is_empty() {
            return None;
        }
        let (def, index) = self.param_of(call, value)?;
        let own = self.own(def).filter(|d| self.plan.dropped.contains(&(*d, index)));
        own?;
        let ExprKind::Call(_, args, span) = &self.script.module.expr(call).kind else {
            return None;
        };
        let spans: Vec<Span> = args.iter().map(|a| a.span).collect();
        let at = args.iter().position(|a| a.value == value)?;
        let range = self.item(&spans, at, *span)?;
        Some(Edit { range, text: String::new() })
    }

    /// The edit that takes a parameter out of a function.
    pub(super) fn dropped_param(&self, def: StmtId, index: usize) -> Option<Edit> {
        let StmtKind::Def(stub) = &self.script.module.stmt(def).kind else { return None };
        self.plan.dropped.contains(&(def, index)).then_some(())?;
        let spans: Vec<Span> = stub.params.iter().map(|p| p.span).collect();
        let range = self.item(&spans, index, stub.params_span)?;
        Some(Edit { range, text: String::new() })
    }

    /// One item of a list in parentheses with its comma; `None` where more than that would go.
    fn item(&self, items: &[Span], index: usize, parens: Span) -> Option<Range<usize>> {
        let text = self.script.module.text;
        let own = items.get(index)?.range();
        let only_comma = |gap: &str| gap.trim() == ",";
        if let Some(next) = items.get(index + 1) {
            let next = next.start as usize;
            return only_comma(&text[own.end..next]).then_some(own.start..next);
        }
        if index > 0 {
            let before = items[index - 1].end as usize;
            return only_comma(&text[before..own.start]).then_some(before..own.end);
        }
        let (start, end) = (parens.start as usize + 1, (parens.end as usize).checked_sub(1)?);
        let outside = format!("{}{}", &text[start..own.start], &text[own.end..end]);
        matches!(outside.trim(), "" | ",").then_some(start..end)
    }
}
