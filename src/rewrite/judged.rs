//! Which statements go for good, and which keep their value but lose its name.

use super::decide::Decision;
use super::plan::{Facts, Plan, holds};
use super::render::Renderer;
use crate::python::ast::{ExprId, ExprKind, StmtId, StmtKind};
use crate::python::scope::{Binding, ScopeKind};
use crate::rules::Action;

impl Renderer<'_> {
    /// Whether a value reads a name that only its own statement binds: without that, it would be the name
    /// of another scope.
    pub(super) fn binds_what_it_reads(&self, value: ExprId) -> bool {
        let (module, scopes) = (self.script.module, self.script.scopes);
        let mut found = module.name(value).is_some_and(|name| {
            let of_this = |b: &Binding| {
                matches!(b, Binding::Target(stmt, _) if *stmt == scopes.stmt_of(value))
            };
            let bindings = scopes.bindings(scopes.scope_of(value), name);
            !bindings.is_empty() && bindings.iter().all(of_this)
        });
        module.each_child(value, |part| found = found || self.binds_what_it_reads(part));
        found
    }

    /// Plans that a statement goes for good, or loses its targets, where nothing needs them any more.
    pub(super) fn judge(&self, id: StmtId, facts: &Facts, plan: &mut Plan) {
        let module = self.script.module;
        match &module.stmt(id).kind {
            StmtKind::Expr(_) | StmtKind::Assign { .. } if self.fills_for_nobody(id, facts) => {
                plan.deleted.insert(id);
            }
            StmtKind::Expr(e) => {
                let e = module.unparen(*e);
                if self.action(e) == Some(&Action::Delete) || self.all_fold(id) {
                    plan.deleted.insert(id);
                }
                // A frame that was converted and stands alone does nothing (`x.toDF()`).
                if self.sites.get(&e).is_some_and(|s| {
                    matches!(s.op.as_str(), "DynamicFrame.toDF" | "DynamicFrame.fromDF")
                }) && self.action(e).is_some_and(|a| *a != Action::Manual)
                    && self.calls_nothing_else(e)
                {
                    plan.deleted.insert(id);
                }
            }
            StmtKind::Assign { targets, value: Some(value), .. } => {
                self.judge_assignment(id, targets, *value, facts, plan);
            }
            StmtKind::Try { .. } if self.is_idle_import(id, facts) => {
                plan.deleted.insert(id);
            }
            _ => {}
        }
    }

    /// Whether nothing in the arguments and the receiver of a call may do something itself.
    fn calls_nothing_else(&self, id: ExprId) -> bool {
        let module = self.script.module;
        let mut free = true;
        module.each_child(id, |part| match module.expr(part).kind {
            ExprKind::Attribute(value, _) => free &= self.calls_free(value),
            _ => free &= self.calls_free(part),
        });
        free
    }

    /// Whether a statement sets up a builder and each call that completes it is rewritten.
    fn all_fold(&self, setter: StmtId) -> bool {
        self.setters.get(&setter).is_some_and(|calls| {
            calls.iter().all(|id| self.decisions.get(id).is_some_and(Decision::converts))
        })
    }

    fn action(&self, id: ExprId) -> Option<&Action> {
        let decision = self.decisions.get(&id)?;
        if decision.converts() { decision.rule.map(|r| &r.action) } else { None }
    }

    /// Whether nothing else in the module binds the name: what reads it would have none.
    fn is_only_binding(&self, target: ExprId) -> bool {
        let scopes = self.script.scopes;
        let name = self.script.module.name(target);
        name.is_some_and(|name| scopes.bindings(scopes.scope_of(target), name).len() == 1)
    }

    fn judge_assignment(
        &self,
        id: StmtId,
        targets: &[ExprId],
        value: ExprId,
        facts: &Facts,
        plan: &mut Plan,
    ) {
        let module = self.script.module;
        let value = module.unparen(value);
        let decision = self.decisions.get(&value).filter(|d| d.converts());
        let rule = decision.and_then(|d| d.rule);
        let idle = rule.is_some_and(|r| r.disposable);
        let live = targets.iter().any(|t| self.is_live(*t, id, facts))
            && !(idle && targets.iter().all(|t| self.is_overwritten(*t, id, facts, &plan.selves)));
        if self.all_fold(id) {
            plan.deleted.insert(id);
            return;
        }
        if live {
            let bare = rule.is_some_and(|r| r.bare);
            let needed = |t: &ExprId| self.is_read_later(*t, id, facts) || self.is_only_binding(*t);
            if bare && targets.iter().any(needed) {
                if !self.only_given_on(targets, facts) {
                    plan.used_results.insert(value);
                }
                return;
            }
            if bare && !self.binds_what_it_reads(value) {
                plan.bared.insert(id);
            }
            return;
        }
        // What a module that has no Glue of its own makes for others is not there for Glue.
        let for_others = !self.script.typing.names_glue
            && self.sites.get(&value).is_some_and(|site| site.op.starts_with("SparkContext."));
        let disposable = rule
            .is_some_and(|r| r.disposable && !for_others || r.action == Action::Delete)
            || self.was_only_for_glue(targets);
        let attribute =
            targets.iter().any(|t| matches!(module.expr(*t).kind, ExprKind::Attribute(..)));
        let delete = rule.is_some_and(|r| r.action == Action::Delete);
        if disposable && (!attribute || delete) {
            plan.deleted.insert(id);
        } else if rule.is_some_and(|r| r.bare) && !attribute && !self.binds_what_it_reads(value) {
            plan.bared.insert(id);
        }
    }

    /// Whether the targets are only returned, printed or logged: the caller of a writer gets `None` then,
    /// where it got the error records that nobody looks at.
    fn only_given_on(&self, targets: &[ExprId], facts: &Facts) -> bool {
        let (module, scopes) = (self.script.module, self.script.scopes);
        targets.iter().all(|t| {
            let Some(name) = module.name(*t) else { return false };
            let owner = scopes.resolve(scopes.scope_of(*t), name);
            scopes
                .reads_of(owner, name)
                .iter()
                .filter(|id| facts.survivors.contains(**id))
                .all(|id| {
                    matches!(module.stmt(scopes.stmt_of(*id)).kind, StmtKind::Return(Some(e)) if e == *id)
                        || self.script.is_shown(*id)
                })
        })
    }

    /// A constant that only fed calls which are rewritten: its values went into their text.
    fn was_only_for_glue(&self, targets: &[ExprId]) -> bool {
        let module = self.script.module;
        let [target] = targets else { return false };
        let Some(name) = module.name(*target) else {
            return false;
        };
        let scopes = self.script.scopes;
        let scope = scopes.scope_of(*target);
        let constant = |binding: &Binding| match binding {
            Binding::Target(stmt, _) if self.plan.whole().deleted.contains(stmt) => true,
            Binding::Target(stmt, _) => match &module.stmt(*stmt).kind {
                StmtKind::Assign { targets, value: Some(value), .. } => {
                    targets.len() == 1 && self.is_constant(*value)
                }
                _ => false,
            },
            _ => false,
        };
        // All that the name is ever given, or none of it.
        scopes.resolve(scope, name).is_none_or(|owner| {
            let all = || scopes.bindings(scope, name).iter().all(constant);
            self.binds_only_constants(owner, name, all)
        }) && self.was_read(*target, name)
    }

    fn is_constant(&self, value: ExprId) -> bool {
        let value = self.script.module.unparen(value);
        let pure = matches!(
            self.script.module.expr(value).kind,
            ExprKind::Dict(_)
                | ExprKind::List(_)
                | ExprKind::Tuple(_)
                | ExprKind::Str(_)
                | ExprKind::Name(_)
                | ExprKind::Attribute(..)
                | ExprKind::Subscript(..)
        );
        // What made Glue's objects goes by its own rules.
        pure && self.calls_free(value)
            || self.is_dict_call(value)
            || self.action(value) == Some(&Action::Delete)
    }

    /// `dict(a=1)`, whose values call nothing.
    fn is_dict_call(&self, value: ExprId) -> bool {
        let call = matches!(self.script.module.expr(value).kind, ExprKind::Call(..));
        call && self
            .script
            .dict(value)
            .is_some_and(|entries| entries.iter().all(|(_, value)| self.calls_free(*value)))
    }

    pub(super) fn calls_free(&self, id: ExprId) -> bool {
        let mut free = !matches!(
            self.script.module.expr(id).kind,
            ExprKind::Call(..) | ExprKind::Await(_) | ExprKind::Yield(_) | ExprKind::Walrus(..)
        );
        self.script.module.each_child(id, |c| free &= self.calls_free(c));
        free
    }

    fn was_read(&self, target: ExprId, name: &str) -> bool {
        let scopes = self.script.scopes;
        let owner = scopes.resolve(scopes.scope_of(target), name);
        // What a class binds is an attribute, which others read without its name.
        let attribute =
            owner.is_some_and(|owner| matches!(scopes.scope(owner).kind, ScopeKind::Class(_)));
        let own = scopes.stmt_of(target);
        !attribute && scopes.reads_of(owner, name).iter().any(|r| scopes.stmt_of(*r) != own)
    }

    /// Whether what a target holds is read anywhere in the rewritten text.
    fn is_live(&self, target: ExprId, stmt: StmtId, facts: &Facts) -> bool {
        let module = self.script.module;
        match &module.expr(target).kind {
            ExprKind::Name(_) if self.plan.renamed(target).is_some() => true,
            ExprKind::Name(name) => {
                let scopes = self.script.scopes;
                let Some(owner) = scopes.resolve(scopes.scope_of(target), name) else {
                    return true;
                };
                let class = matches!(scopes.scope(owner).kind, ScopeKind::Class(_));
                class && facts.attr_reads.contains(*name)
                    || holds(&facts.inserted_reads, owner, name)
                    || holds(&facts.verbatim, owner, name)
                    || facts.sessions.keys().any(|(scope, made)| *scope == owner && made == name)
                    || self.survives(facts, owner, name, stmt)
            }
            ExprKind::Attribute(_, attr) => facts.attr_reads.contains(attr.text),
            ExprKind::Subscript(dict, index) => {
                !self.is_only_filled(*dict) || !index.iter().all(|part| self.calls_free(*part))
            }
            _ => true,
        }
    }

    /// Whether nothing but `name[…] = value` ever happens to a name.
    fn is_only_filled(&self, dict: ExprId) -> bool {
        let (module, scopes) = (self.script.module, self.script.scopes);
        let Some(name) = module.name(dict) else { return false };
        let Some(owner) = scopes.resolve(scopes.scope_of(dict), name) else { return false };
        let elsewhere = self
            .script
            .view
            .asked()
            .is_some_and(|asks| asks.reads.contains(&(self.script.view.here, name.to_owned())));
        let made = |binding: &Binding| match binding {
            Binding::Target(stmt, _) => matches!(&module.stmt(*stmt).kind,
                StmtKind::Assign { value: Some(value), .. }
                    if matches!(&module.expr(*value).kind, ExprKind::Dict(items) if items.is_empty())),
            _ => false,
        };
        let filling = |read: &ExprId| {
            scopes.parent(*read).is_some_and(|parent| {
                matches!(module.expr(parent).kind, ExprKind::Subscript(base, _) if base == *read)
                    && self.script.is_target(parent)
            })
        };
        self.is_known_only_filled(owner, name, || {
            let bindings = scopes.scope(owner).names.get(name);
            bindings.is_some_and(|all| all.iter().all(made))
                && !elsewhere
                && scopes.reads_of(Some(owner), name).iter().all(filling)
        })
    }

    /// Whether a read of a name may run after a statement that binds it: further below, in a function, or
    /// in the next turn of a loop.
    fn is_read_later(&self, target: ExprId, stmt: StmtId, facts: &Facts) -> bool {
        let (module, scopes) = (self.script.module, self.script.scopes);
        let Some(name) = module.name(target) else { return true };
        let Some(owner) = scopes.resolve(scopes.scope_of(target), name) else { return true };
        let frame = |id| scopes.frame(scopes.scope_of(id));
        let loops = |id: StmtId| {
            let mut around = scopes.stmt_parent(id);
            std::iter::from_fn(move || {
                let at = around?;
                around = scopes.stmt_parent(at);
                Some(at)
            })
            .any(|s| matches!(module.stmt(s).kind, StmtKind::For { .. } | StmtKind::While(..)))
        };
        let end = module.stmt(stmt).span.end;
        scopes.reads_of(Some(owner), name).iter().any(|read| {
            facts.survivors.contains(*read)
                && scopes.stmt_of(*read) != stmt
                && (frame(*read) != frame(target)
                    || module.expr(*read).span.start >= end
                    || loops(stmt))
        })
    }
}
