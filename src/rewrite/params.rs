//! Parameters that carried a `GlueContext` which nothing needs any more: they go, with their arguments.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::edit::Edit;
use super::inline::makes_context;
use super::looked_up::asks_for_names;
use super::plan::{Facts, Plan};
use super::render::Renderer;
use crate::python::ast::{ExprId, ExprKind, Span, StmtId, StmtKind};
use crate::python::scope::ScopeId;
use crate::types::{Callee, DefId, Ty};

/// Parameters that nothing reads any more.
#[derive(Default)]
pub struct Unread {
    /// They go.
    pub dropped: FxHashSet<(StmtId, usize)>,
    /// They could go if the run is the whole estate: other modules call the function.
    pub shared: FxHashSet<(StmtId, usize)>,
}

impl Renderer<'_> {
    /// The parameters of a job's own functions that are read no more.
    pub(super) fn unread_params(&self, facts: &Facts, plan: &Plan) -> Unread {
        let mut out = Unread::default();
        let whole = self.script.settings.whole_estate;
        // Who calls the functions of a library is not known, unless the run is all there is.
        let all_known = whole || makes_context(self.script);
        let mut all: Vec<_> = plan.session_params.keys().copied().collect();
        all.extend(self.given_sessions(plan));
        all.sort_unstable();
        for (def, index) in all {
            // Two edits side by side would meet in the comma.
            let one = !out.dropped.iter().chain(&out.shared).any(|(d, _)| *d == def);
            let carried = plan.session_params.contains_key(&(def, index));
            let read = carried && facts.session_reads.contains(&def);
            if !one || read || !self.may_go(def, index, facts) {
                continue;
            }
            let id = DefId { module: self.script.view.here, stmt: def };
            if self.script.view.asked().is_some_and(|a| a.called.contains(&id)) {
                out.shared.insert((def, index));
                if self.script.view.world.dropped.contains(&(id, index)) {
                    out.dropped.insert((def, index));
                }
            } else if all_known {
                out.dropped.insert((def, index));
            }
        }
        out
    }

    /// Parameters that took a session or a `SparkContext` before; they go where all that read them went.
    fn given_sessions(&self, plan: &Plan) -> Vec<(StmtId, usize)> {
        let (module, scopes, typing) = (self.script.module, self.script.scopes, self.script.typing);
        let named = |name| self.script.stubs.class_named(name);
        let classes = [named("SparkSession"), named("SparkContext")];
        let mut out = Vec::new();
        for (def, types) in &typing.params {
            let StmtKind::Def(stub) = &module.stmt(*def).kind else { continue };
            let id = DefId { module: self.script.view.here, stmt: *def };
            let value = typing.used_as_value.contains(def)
                || self.script.view.asked().is_some_and(|a| a.as_value.contains(&id));
            if value {
                continue;
            }
            let carries = |ty: &Ty| classes.iter().flatten().any(|class| ty.is(*class));
            for (index, param) in stub.params.iter().enumerate() {
                let was_read =
                    || !scopes.reads_of(scopes.body_scope(*def), param.name.text).is_empty();
                if types.get(index).is_some_and(carries)
                    && !plan.session_params.contains_key(&(*def, index))
                    && was_read()
                {
                    out.push((*def, index));
                }
            }
        }
        out
    }

    fn may_go(&self, def: StmtId, index: usize, facts: &Facts) -> bool {
        let (module, scopes, typing) = (self.script.module, self.script.scopes, self.script.typing);
        let StmtKind::Def(stub) = &module.stmt(def).kind else { return false };
        let id = DefId { module: self.script.view.here, stmt: def };
        let own = scopes.scope_of_stmt(def) == ScopeId(0) && stub.decorators.is_empty();
        let calls = typing.call_sites.get(&def).map_or(&[][..], Vec::as_slice);
        let called =
            !calls.is_empty() || self.script.view.asked().is_some_and(|a| a.called.contains(&id));
        if !own || !called || asks_for_names(self.script, def) {
            return false;
        }
        let name = stub.params[index].name.text;
        let body = scopes.body_scope(def);
        let read = scopes.reads_of(body, name).iter().any(|r| facts.survivors.contains(*r))
            || body.is_some_and(|b| facts.inserted_reads.contains(&(b, name.to_owned())));
        let spans: Vec<Span> = stub.params.iter().map(|p| p.span).collect();
        if read || self.item(&spans, index, stub.params_span).is_none() {
            return false;
        }
        calls.iter().all(|call| !self.refuses(*call, (id, index)))
    }

    /// Whether the argument of a call for a parameter cannot be taken out of it.
    fn refuses(&self, call: ExprId, param: (DefId, usize)) -> bool {
        let ExprKind::Call(_, args, span) = &self.script.module.expr(call).kind else {
            return true;
        };
        let spans: Vec<Span> = args.iter().map(|a| a.span).collect();
        args.iter().enumerate().any(|(at, arg)| {
            let taken = self.param_of(call, arg.value);
            // What makes a context or a session does nothing else.
            let goes =
                || self.script.is_instance(arg.value, "GlueContext") || self.calls_free(arg.value);
            arg.stars > 0
                || taken == Some(param) && (self.item(&spans, at, *span).is_none() || !goes())
        })
    }

    /// Parameters of functions of other modules whose arguments here must stay.
    pub(super) fn refused(&self) -> Vec<(DefId, usize)> {
        let (view, mut out) = (self.script.view, Vec::new());
        if !self.script.settings.whole_estate {
            return out;
        }
        for (call, callee) in &self.script.typing.callees {
            let Callee::Local { def, .. } = callee else { continue };
            if def.module == view.here {
                continue;
            }
            let count = view.world.function(*def).map_or(0, |f| f.params.len());
            out.extend((0..count).map(|i| (*def, i)).filter(|param| self.refuses(*call, *param)));
        }
        out
    }

    fn goes(&self, def: DefId, index: usize) -> bool {
        match self.own(def) {
            Some(own) => self.plan.dropped().contains(&(own, index)),
            None => self.script.view.world.dropped.contains(&(def, index)),
        }
    }

    /// Whether the argument for a parameter goes with it.
    pub(super) fn goes_with_param(&self, call: ExprId, value: ExprId) -> bool {
        self.param_of(call, value).is_some_and(|(def, index)| self.goes(def, index))
    }

    /// The edit that takes an argument out of a call, where its parameter goes.
    pub(super) fn dropped_argument(&self, call: ExprId, value: ExprId) -> Option<Edit> {
        let none = self.plan.dropped().is_empty() && self.script.view.world.dropped.is_empty();
        if none || !self.goes_with_param(call, value) {
            return None;
        }
        let ExprKind::Call(_, args, span) = &self.script.module.expr(call).kind else {
            return None;
        };
        let spans: Vec<Span> = args.iter().map(|a| a.span).collect();
        let at = args.iter().position(|a| a.value == value)?;
        let range = self.item(&spans, at, *span)?;
        Some(Edit { range, text: String::new() })
    }

    /// The parameters of a function that go.
    pub(super) fn dropped_spans(&self, def: StmtId) -> Vec<Span> {
        let StmtKind::Def(stub) = &self.script.module.stmt(def).kind else { return Vec::new() };
        let gone = |index: &usize| self.plan.dropped().contains(&(def, *index));
        (0..stub.params.len()).filter(gone).map(|index| stub.params[index].span).collect()
    }

    /// The edit that takes a parameter out of a function.
    pub(super) fn dropped_param(&self, def: StmtId, index: usize) -> Option<Edit> {
        let StmtKind::Def(stub) = &self.script.module.stmt(def).kind else { return None };
        self.plan.dropped().contains(&(def, index)).then_some(())?;
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
