//! Whether what a list or dict was made of is still the same where it is used: its parts are written there anew.

use super::Script;
use super::mutated::{exprs, is_mutator};
use crate::filled::is_of_texts;
use crate::python::ast::{ExprId, ExprKind, StmtId, StmtKind};
use crate::python::scope::Binding;

impl<'s> Script<'s> {
    /// Whether a part of what a name was given says the same where the name is used: no name in it was
    /// bound again or means another one there, and what it calls is called once.
    pub(crate) fn is_steady(&self, part: ExprId, used: ExprId) -> bool {
        if self.module.str_value(part).is_some() {
            return true;
        }
        let key = (part, used);
        if let Some(known) = self.steady.borrow().get(&key) {
            return *known;
        }
        let once = || self.is_used_once(self.scopes.stmt_of(part), used);
        let steady = self.moves_to(part, used, &once);
        self.steady.borrow_mut().insert(key, steady);
        steady
    }

    /// As [`Script::is_steady`], where something else tells whether what is called in it is called once.
    pub(crate) fn moves_to(&self, part: ExprId, used: ExprId, once: &dyn Fn() -> bool) -> bool {
        let (made, here) = (self.scopes.stmt_of(part), self.scopes.stmt_of(used));
        made == here || self.says_the_same(part, made, used, once)
    }

    /// Whether a list or dict of which a part speaks is changed between it and its use. What a builder is
    /// given it takes at once; `own` are its calls, which change nothing.
    pub(crate) fn changes_before(&self, part: ExprId, used: ExprId, own: &[ExprId]) -> bool {
        let module = self.module;
        let mut names = Vec::new();
        self.mutated_names(part, &mut names);
        if names.is_empty() {
            return false;
        }
        let (from, to) = (module.expr(part).span.end, module.expr(used).span.end);
        exprs(module).any(|id| {
            let at = module.expr(id).span.start;
            from < at
                && at < to
                && module.name(id).is_some_and(|n| names.contains(&n))
                && self.is_change(id, own)
        })
    }

    fn mutated_names(&self, part: ExprId, names: &mut Vec<&'s str>) {
        if let Some(name) = self.module.name(part).filter(|name| self.mutated.contains(name)) {
            names.push(name);
        }
        self.module.each_child(part, |child| self.mutated_names(child, names));
    }

    /// Whether what a name holds is changed where the name stands, or given to who may do so.
    fn is_change(&self, id: ExprId, own: &[ExprId]) -> bool {
        let Some(around) = self.scopes.parent(id) else { return false };
        match &self.module.expr(around).kind {
            ExprKind::Attribute(_, method) => is_mutator(method.text),
            ExprKind::Subscript(value, _) => {
                let stmt = self.module.stmt(self.scopes.stmt_of(id));
                *value == id
                    && match &stmt.kind {
                        StmtKind::Assign { targets, .. } | StmtKind::Delete(targets) => {
                            targets.contains(&around)
                        }
                        StmtKind::AugAssign(target, _) => *target == around,
                        _ => false,
                    }
            }
            ExprKind::Call(..) => !own.contains(&around),
            _ => false,
        }
    }

    fn says_the_same(
        &self,
        part: ExprId,
        made: StmtId,
        used: ExprId,
        once: &dyn Fn() -> bool,
    ) -> bool {
        let mut same = match &self.module.expr(part).kind {
            ExprKind::Name(name) => self.means_the_same(part, name, made, used),
            ExprKind::Call(callee, ..) => is_of_texts(self.module, *callee) || once(),
            ExprKind::Await(_) | ExprKind::Yield(_) | ExprKind::Walrus(..) => false,
            _ => true,
        };
        self.module
            .each_child(part, |child| same = same && self.says_the_same(child, made, used, once));
        same
    }

    fn means_the_same(&self, part: ExprId, name: &str, made: StmtId, used: ExprId) -> bool {
        let (module, scopes) = (self.module, self.scopes);
        let around = scopes.scope_of_stmt(made);
        let owner = scopes.resolve(scopes.scope_of(part), name);
        if owner != scopes.resolve(around, name) {
            // A variable of a comprehension or a lambda in it.
            return true;
        }
        if owner != scopes.resolve(scopes.scope_of(used), name) {
            return false;
        }
        let start = module.stmt(made).span.start;
        let same_frame = scopes.frame(around) == scopes.frame(scopes.scope_of(used));
        let end = self.end_of_turns(made, used);
        scopes.bindings(around, name).iter().all(|binding| match binding {
            Binding::Target(stmt, _) => {
                let at = module.stmt(*stmt).span.start;
                at <= start || same_frame && at >= end
            }
            _ => true,
        })
    }

    /// Where the use ends: with the loops that run it again and do not make it anew.
    fn end_of_turns(&self, made: StmtId, used: ExprId) -> u32 {
        let here = self.scopes.stmt_of(used);
        self.loops_between(made, here).last().map_or_else(
            || self.module.stmt(here).span.start,
            |outermost| self.module.stmt(outermost).span.end,
        )
    }

    /// The loops around one statement that are not around another one, from the inside out.
    fn loops_between(&self, made: StmtId, here: StmtId) -> impl Iterator<Item = StmtId> {
        let first = self.module.stmt(made).span;
        let mut around = Some(here);
        std::iter::from_fn(move || {
            let at = around?;
            around = self.scopes.stmt_parent(at);
            Some(at)
        })
        .filter(move |at| {
            let stmt = self.module.stmt(*at);
            let is_loop = matches!(stmt.kind, StmtKind::For { .. } | StmtKind::While(..));
            is_loop && !stmt.span.contains(first)
        })
    }

    /// Whether the name is read once, and in no loop.
    fn is_used_once(&self, made: StmtId, used: ExprId) -> bool {
        let scopes = self.scopes;
        let (from, here) = (scopes.scope_of(used), scopes.stmt_of(used));
        let Some(name) = self.module.name(self.module.unparen(used)) else { return false };
        let reads = scopes.reads_of(scopes.resolve(from, name), name);
        let other = |read: &&ExprId| **read != used && !self.sets_keys(**read);
        let same_frame = scopes.frame(from) == scopes.frame(scopes.scope_of_stmt(made));
        !reads.iter().any(|read| other(&read))
            && same_frame
            && self.loops_between(made, here).next().is_none()
    }
}
