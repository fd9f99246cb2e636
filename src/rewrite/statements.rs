//! Statements: which edits each one takes, and which go for good.

use std::collections::BTreeSet;

use super::decide::Decision;
use super::edit::{Edit, apply_within, length_within};
use super::piece::{Known, Piece};
use super::plan::{Facts, Plan, holds};
use super::render::{Mode, Rendered, Renderer};
use crate::python::ast::{Block, ExprId, ExprKind, ExprSet, Span, StmtId, StmtKind};
use crate::python::scope::{Binding, ScopeId, ScopeKind, Scopes};
use crate::rules::Action;

/// What becomes of one statement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatementEdit {
    /// Edits inside of it.
    pub edits: Vec<Edit>,
    /// Statements that go before it, without indentation.
    pub before: Vec<String>,
    /// Statements that go behind it.
    pub after: Vec<String>,
}

/// Whether a statement that makes a context, here or around this place, makes a session of this name
/// instead.
fn makes(scopes: &Scopes<'_>, facts: &Facts, here: ScopeId, name: &str) -> bool {
    let around = |scope: ScopeId| {
        std::iter::successors(Some(here), |at| scopes.scope(*at).parent).any(|at| at == scope)
    };
    facts.sessions.iter().any(|((scope, _), session)| session == name && around(*scope))
}

impl Renderer<'_> {
    /// Renders every statement that stays; those that are known are not looked at.
    pub fn render(&self, mut known: Known) -> Rendered {
        let survivors = ExprSet::of(self.script.module.expr_count());
        let mut rendered = Rendered {
            pieces: Vec::with_capacity(self.script.module.stmt_count()),
            facts: Facts { survivors, ..Facts::default() },
            remarks: BTreeSet::default(),
        };
        self.note_run();
        self.notes.take().add_to(&mut rendered, self.script.module);
        self.statements(&self.script.module.body, &mut known, &mut rendered);
        rendered
    }

    /// In order of place.
    fn statements(&self, block: &Block, known: &mut Known, rendered: &mut Rendered) {
        for id in &block.stmts {
            if self.plan.whole().deleted.contains(id) {
                continue;
            }
            let piece = known.take(*id).unwrap_or_else(|| {
                let edit = self.statement(*id);
                Piece { edit, notes: self.notes.take(), asked: self.plan.take_asked() }
            });
            piece.notes.add_to(rendered, self.script.module);
            rendered.pieces.push((*id, piece));
            self.script.module.each_block(*id, |b| self.statements(b, known, rendered));
        }
    }

    fn statement(&self, id: StmtId) -> StatementEdit {
        let module = self.script.module;
        let mut out = StatementEdit::default();
        self.blocks.borrow_mut().clear();
        if let Some(session) = self.session_statement(id, &mut out) {
            out.edits = session;
        } else {
            let value = self.value_mode(id);
            let gone = self.dropped_spans(id);
            module.each_stmt_expr(id, |e| {
                // The annotation of a parameter that goes needs no import.
                if gone.iter().any(|span| span.contains(module.expr(e).span)) {
                    return;
                }
                let context = self.script.is_instance(e, "GlueContext") && !self.is_target(e);
                let mode = if context { value } else { Mode::Normal };
                self.expr(e, mode, &mut out.edits);
            });
            self.wording(id, &mut out.edits);
            if let StmtKind::Def(def) = &module.stmt(id).kind {
                for (index, param) in def.params.iter().enumerate() {
                    if let Some(edit) = self.dropped_param(id, index) {
                        out.edits.push(edit);
                    } else if let Some(new) = self.plan.session_params().get(&(id, index))
                        && new != param.name.text
                    {
                        out.edits.push(Edit::replace(param.name.span, new.clone()));
                    }
                }
            }
            if let StmtKind::Assign { targets, .. } = &module.stmt(id).kind {
                for target in targets {
                    if let Some(name) = self.plan.renamed(*target) {
                        out.edits.push(Edit::replace(module.expr(*target).span, name.clone()));
                    }
                }
            }
            if self.plan.bares(id)
                && let StmtKind::Assign { value: Some(value), .. } = &module.stmt(id).kind
            {
                let start = module.stmt(id).span.start as usize;
                let value = module.expr(*value).span.start as usize;
                out.edits.retain(|e| e.range.start >= value);
                out.edits.push(Edit { range: start..value, text: String::new() });
            }
        }
        out.before = std::mem::take(&mut *self.blocks.borrow_mut());
        out
    }

    /// `glueContext = GlueContext(sc)` where the session takes its place.
    fn session_statement(&self, id: StmtId, out: &mut StatementEdit) -> Option<Vec<Edit>> {
        let module = self.script.module;
        let StmtKind::Assign { targets, value: Some(value), .. } = &module.stmt(id).kind else {
            return None;
        };
        let inner = module.unparen(*value);
        let site = self.sites.get(&inner)?;
        if site.op != "GlueContext.__init__" || targets.len() != 1 {
            return None;
        }
        let name = module.name(targets[0])?;
        let owner = self.script.scopes.resolve(self.script.scopes.scope_of(targets[0]), name)?;
        let key = (owner, name.to_owned());
        let session = self.plan.sessions().get(&key)?.clone();
        let mut edits = Vec::new();
        // What stays a context keeps its name, and the session stands beside it.
        let stays = self.decisions.get(&inner).is_some_and(Decision::keeps_glue);
        if stays || self.plan.verbatim().contains(&key) {
            self.expr(*value, Mode::Verbatim, &mut edits);
            let class = self.import("SparkSession");
            out.after.push(format!("{session} = {class}.builder.getOrCreate()"));
            return Some(edits);
        }
        self.expr(*value, Mode::Normal, &mut edits);
        edits.push(Edit::replace(module.expr(targets[0]).span, session));
        Some(edits)
    }

    /// One round: renders everything and derives the next plan, which takes what was learnt with it.
    pub fn next_plan(&self, known: Known) -> (Plan, Rendered) {
        let mut rendered = self.render(known);
        let facts = std::mem::take(&mut rendered.facts);
        let old = self.plan.whole();
        // A statement that goes is not rendered again, so what was found of it is kept.
        let mut selves = old.selves.clone();
        let itself = rendered.pieces.iter().filter(|(id, p)| self.assigns_itself(*id, &p.edit));
        selves.extend(itself.map(|(id, _)| *id));
        let aliases = self.aliases(&rendered.pieces);
        // A session that is assigned to itself stays gone only as long as another statement makes it.
        let scopes = self.script.scopes;
        let unmade = |(here, name): (ScopeId, &str)| {
            makes(scopes, &old.facts, here, name) && !makes(scopes, &facts, here, name)
        };
        // A context that something needs by now is made after all.
        let needed = |id: StmtId| {
            let StmtKind::Assign { targets, .. } = &self.script.module.stmt(id).kind else {
                return false;
            };
            targets.iter().any(|target| {
                let name = self.script.module.name(*target).unwrap_or_default();
                let owner = scopes.resolve(scopes.scope_of(*target), name);
                owner.is_some_and(|owner| holds(&facts.verbatim, owner, name))
            })
        };
        selves.retain(|id| !self.session_of(*id).is_some_and(unmade) && !needed(*id));
        let mut plan = Plan {
            deleted: &(&selves | &self.served_only_helpers(&facts)) | &aliases.lines,
            selves,
            aliases,
            session_params: old.session_params.clone(),
            used_results: old.used_results.clone(),
            ..Plan::default()
        };
        plan.session_params.retain(|(def, index), _| {
            let StmtKind::Def(stub) = &self.script.module.stmt(*def).kind else {
                return false;
            };
            let name = stub.params[*index].name.text.to_owned();
            self.script.scopes.body_scope(*def).is_none_or(|s| !facts.verbatim.contains(&(s, name)))
        });
        let unread = self.unread_params(&facts, &plan);
        (plan.dropped, plan.unread) = (unread.dropped, unread.shared);
        for i in 0..self.script.module.stmt_count() {
            #[allow(clippy::cast_possible_truncation)] // dense ids
            let id = StmtId(i as u32);
            if !plan.selves.contains(&id) {
                self.judge(id, &facts, &mut plan);
            }
        }
        self.emptied_ifs(&self.script.module.body, &facts, &mut plan);
        plan.facts = facts;
        (plan, rendered)
    }

    /// The scope and the name of the session that a statement assigns.
    fn session_of(&self, id: StmtId) -> Option<(ScopeId, &str)> {
        let StmtKind::Assign { targets, .. } = &self.script.module.stmt(id).kind else {
            return None;
        };
        let [target] = targets[..] else { return None };
        let session = self.script.is_instance(target, "SparkSession");
        let name = self.script.module.name(target).filter(|_| session)?;
        let scope = self.script.scopes.scope_of_stmt(id);
        Some((self.script.scopes.resolve(scope, name)?, name))
    }

    /// `spark = spark` says nothing.
    fn assigns_itself(&self, id: StmtId, edit: &StatementEdit) -> bool {
        let module = self.script.module;
        let StmtKind::Assign { targets, value: Some(value), .. } = &module.stmt(id).kind else {
            return false;
        };
        if edit.edits.is_empty() || targets.len() != 1 || self.binds_what_it_reads(*value) {
            return false;
        }
        let edits = |span: Span| {
            let span = span.range();
            let inside = move |x: &&Edit| span.start <= x.range.start && x.range.end <= span.end;
            edit.edits.iter().filter(inside)
        };
        let length = |span| length_within(module.text, span, edits(span));
        let text = |span| apply_within(module.text, span, edits(span).cloned().collect());
        let (target, value) = (module.expr(targets[0]).span, module.expr(*value).span);
        // Texts of different lengths, as most are, need not be written out.
        length(target) == length(value) && text(target) == text(value)
    }

    /// Whether a value reads a name that only its own statement binds: without that, it would be the name
    /// of another scope.
    fn binds_what_it_reads(&self, value: ExprId) -> bool {
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

    fn judge(&self, id: StmtId, facts: &Facts, plan: &mut Plan) {
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
                    && self.is_target(parent)
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
