//! Statements: which edits each one takes, and which go for good.

use std::collections::BTreeSet;

use super::decide::Decision;
use super::edit::{Edit, apply_within, length_within};
use super::piece::{Known, Piece};
use super::plan::{Facts, Plan, holds};
use super::render::{Mode, Rendered, Renderer};
use crate::python::ast::{Block, ExprSet, Span, StmtId, StmtKind};
use crate::python::scope::{ScopeId, Scopes};

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
                let context =
                    self.script.is_instance(e, "GlueContext") && !self.script.is_target(e);
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
        if edit.edits.is_empty() || targets.len() != 1 {
            return false;
        }
        let edits = |span: Span| {
            let span = span.range();
            let inside = move |x: &&Edit| span.start <= x.range.start && x.range.end <= span.end;
            edit.edits.iter().filter(inside)
        };
        let length = |span| length_within(module.text, span, edits(span));
        let text = |span| apply_within(module.text, span, edits(span).cloned().collect());
        let (target, own) = (module.expr(targets[0]).span, module.expr(*value).span);
        // Texts of different lengths, as most are, need not be written out.
        length(target) == length(own)
            && text(target) == text(own)
            && !self.binds_what_it_reads(*value)
    }
}
