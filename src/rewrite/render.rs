//! The text of an expression after the rewrite: templates filled, the rest as it was.

mod border;
mod calls;
pub(super) mod index;

use std::cell::RefCell;
use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use super::alias::Around;
use super::asked::Planned;
use super::decide::{Decision, optional_present};
use super::edit::{Edit, apply_within};
use super::fixed::{Fixed, Trace};
use super::piece::{Notes, Piece};
use super::plan::Facts;
use super::site::{Site, SiteKind};
use crate::layout::newlines::is_open;
use crate::lower::fragments::FragmentCx;
use crate::lower::operand_text;
use crate::python::ast::{ExprId, ExprKind, StmtId};
use crate::rules::bind::Value;
use crate::rules::template::Part;
use crate::rules::{Action, RuleSet};
use crate::script::Script;
use crate::types::{Callee, Ty};

/// Whether Glue objects turn into Spark's, or stay because the call around them stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Rewrite.
    Normal,
    /// Inside a call that stays Glue.
    Verbatim,
}

/// Something that is said about a place that is no site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Remark {
    /// A `GlueContext` goes to a function that is not known.
    ContextEscapes(ExprId),
    /// A frame goes to a function that is not known.
    FrameEscapes(ExprId),
    /// An object of Glue is nothing any more, and something still reads it.
    NothingLeft(ExprId),
}

/// Renders one script under a plan.
pub struct Renderer<'a> {
    pub(super) script: &'a Script<'a>,
    pub(super) rules: &'a RuleSet,
    pub(super) sites: &'a FxHashMap<ExprId, Site>,
    pub(super) decisions: &'a FxHashMap<ExprId, Decision<'a>>,
    /// Functions whose calls are all rewritten, so that they go.
    pub(super) inlined: &'a FxHashSet<StmtId>,
    /// Statements that set up a builder, with the calls that complete it.
    pub(super) setters: &'a FxHashMap<StmtId, Vec<ExprId>>,
    pub(super) plan: Planned<'a>,
    pub(super) names: &'a super::imports::Names<'a>,
    /// What is learnt of the statement that is being rendered.
    pub(super) notes: RefCell<Notes>,
    pub(super) blocks: RefCell<Vec<String>>,
    pub(super) index: index::Index<'a>,
    pub(super) uses: super::uses::Table<'a>,
    /// The text around what was looked at last.
    pub(super) around: Around,
    /// Parts of templates that are the same in every round.
    pub(super) fixed: &'a Fixed,
}

/// What one round of rendering gives.
pub struct Rendered {
    /// What became of each statement that stays.
    pub pieces: Vec<(StmtId, Piece)>,
    /// What was learnt.
    pub facts: Facts,
    /// What is to be said.
    pub remarks: BTreeSet<Remark>,
}

impl Renderer<'_> {
    /// The rewritten text of an expression.
    pub fn text(&self, id: ExprId, mode: Mode) -> String {
        let mut edits = Vec::new();
        self.expr(id, mode, &mut edits);
        apply_within(self.script.module.text, self.script.module.expr(id).span, edits)
    }

    /// The edits that rewrite an expression.
    pub fn expr(&self, id: ExprId, mode: Mode, edits: &mut Vec<Edit>) {
        let span = self.script.module.expr(id).span;
        let decision = self.decisions.get(&id);
        if mode == Mode::Verbatim && self.wrap(id, decision, edits) {
            return;
        }
        if mode == Mode::Verbatim && self.is_held_context(id) {
            edits.push(Edit::replace(span, self.new_context()));
            return;
        }
        match decision {
            Some(decision) if decision.converts() && !self.stays(id, mode) => {
                self.converted(id, decision, edits);
            }
            Some(decision) if decision.is_platform() => {
                self.note(|f| {
                    f.left.insert(id);
                });
                self.plain(id, mode, edits);
            }
            Some(_) => {
                self.note(|f| {
                    f.left.insert(id);
                });
                // Its receiver is a DataFrame by now, and so are what it takes and what it gives.
                let open = |s: &Site| s.is_of_either_frame() || s.is_of_the_unknown();
                if self.sites.get(&id).is_some_and(open) {
                    self.children(id, mode, edits);
                    return;
                }
                match self.script.module.expr(id).kind {
                    ExprKind::Call(..) => self.children(id, Mode::Verbatim, edits),
                    _ => self.plain(id, Mode::Verbatim, edits),
                }
                if mode == Mode::Normal
                    && self.gives_frame(id)
                    && !self.is_statement(id)
                    && !self.is_unread(id)
                    && !self.script.is_target(id)
                {
                    edits.push(Edit::insert(span.end, ".toDF()".to_owned()));
                }
            }
            None => self.plain(id, mode, edits),
        }
    }

    /// Whether a convertible site stays as it is because the call around it stays.
    fn stays(&self, id: ExprId, mode: Mode) -> bool {
        let op = self.sites.get(&id).map(|s| s.op.as_str());
        match mode {
            Mode::Verbatim => {
                matches!(
                    op,
                    Some(
                        "GlueContext.__init__"
                            | "DynamicFrame.fromDF"
                            | "DynamicFrame"
                            | "DynamicFrameCollection.__init__"
                            | "DynamicFrameCollection"
                    )
                )
            }
            // A context that something still needs is made as it was.
            Mode::Normal => match op {
                Some("GlueContext.__init__") => self.context_is_verbatim(id),
                Some("GlueContext") => self.annotates_verbatim(id),
                _ => false,
            },
        }
    }

    fn converted(&self, id: ExprId, decision: &Decision<'_>, edits: &mut Vec<Edit>) {
        let (Some(rule), Some(site)) = (decision.rule, self.sites.get(&id)) else {
            return;
        };
        let span = self.script.module.expr(id).span;
        if let Some(kept) = self.kept_before(id) {
            // It has what a call that stays is given behind it, laid out as somebody wanted it.
            let end = self.script.module.expr(kept).span.end as usize;
            let mut inner = Vec::new();
            self.expr(kept, Mode::Normal, &mut inner);
            inner.retain(|edit| edit.range != (end..end));
            edits.extend(inner);
            return;
        }
        match &rule.action {
            // A helper that stays is called like any other local function.
            Action::Unchanged if self.script.helper_call(id).is_some() => {
                self.plain(id, Mode::Normal, edits);
            }
            Action::Unchanged => self.children(id, Mode::Normal, edits),
            // Where a value is asked for, nothing is what Glue's result was worth.
            Action::Delete => {
                let stubs = self.script.stubs;
                let glue = |ty: &Ty| matches!(ty, Ty::Instance(class) if stubs.class(*class).glue);
                if self.script.typing.of(id).members().iter().all(glue) {
                    self.remark(Remark::NothingLeft(id));
                }
                edits.push(Edit::replace(span, "None".to_owned()));
            }
            Action::Replace(template) => {
                if let Some(text) = self.fill(id, site, &template.parts, false) {
                    edits.push(Edit::replace(span, text));
                }
            }
            Action::Block(block, template) => {
                if let (Some(lines), Some(text)) = (
                    self.fill(id, site, &block.parts, true),
                    self.fill(id, site, &template.parts, false),
                ) {
                    self.blocks.borrow_mut().push(lines);
                    edits.push(Edit::replace(span, text));
                }
            }
            Action::Manual => {}
        }
    }

    /// The call that stays Glue in `call(…) .toDF()`, where something stands between the two.
    fn kept_before(&self, id: ExprId) -> Option<ExprId> {
        let module = self.script.module;
        let ExprKind::Call(func, args, _) = &module.expr(id).kind else { return None };
        let ExprKind::Attribute(value, attr) = module.expr(*func).kind else { return None };
        let kept = self.decisions.get(&value).is_some_and(Decision::keeps_glue);
        let either = self.sites.get(&value).is_some_and(Site::is_of_either_frame);
        let behind = module.expr(value).span.end as usize..module.expr(id).span.end as usize;
        let apart = attr.text == "toDF" && &module.text[behind] != ".toDF()";
        (apart && args.is_empty() && kept && !either && self.gives_frame(value)).then_some(value)
    }

    /// Fills a template; `None` cannot happen for a rule that was found to hold.
    ///
    /// Statements of a block are lines, so that what spans some in them stands in brackets.
    fn fill(&self, id: ExprId, site: &Site, parts: &[Part], block: bool) -> Option<String> {
        let trace = Trace::default();
        let source = |e: ExprId| {
            trace.varies();
            let text = self.text(e, Mode::Normal);
            if block && is_open(&text) { format!("({text})") } else { text }
        };
        let import = |name: &str| {
            trace.imports(name);
            self.import(name)
        };
        let cx = FragmentCx {
            script: self.script,
            rules: self.rules,
            call: id,
            bound: &site.bound,
            source: &source,
            import: &import,
            survives: &|e| {
                trace.varies();
                self.plan.survivors().contains(e)
            },
            used: None,
            elsewhere: &|range, text| {
                trace.varies();
                self.note(|f| {
                    f.elsewhere.insert((range.start, range.end), text);
                });
            },
        };
        let mut out = String::new();
        self.fill_parts(&cx, &trace, parts, &mut out)?;
        Some(out)
    }

    fn fill_parts(
        &self,
        cx: &FragmentCx<'_>,
        trace: &Trace,
        parts: &[Part],
        out: &mut String,
    ) -> Option<()> {
        // Where the next link of a chain begins, and how the script breaks the line there.
        let mut link: Option<(usize, [&str; 2])> = None;
        for (index, part) in parts.iter().enumerate() {
            match part {
                Part::Text(text) => {
                    out.push_str(&crate::lower::in_style(text, self.script.style.quote));
                }
                Part::Import(name) if name == "class" => {
                    let op = self.sites.get(&cx.call).map_or("", |site| site.op.as_str());
                    out.push_str(&self.import(op.split('.').next().unwrap_or(op)));
                }
                Part::Import(name) => out.push_str(&self.import(name)),
                Part::Value(path) if path == "spark" => {
                    out.push_str(&self.session(cx.call, self.context_of(cx)));
                }
                Part::Value(path) => {
                    let value = cx.required(path).ok()?;
                    let text = (cx.source)(value);
                    let follows = parts.get(index + 1).is_some_and(|next| match next {
                        Part::Text(t) => t.starts_with(['.', '[', '(']),
                        Part::Fragment(..) => true,
                        _ => false,
                    });
                    let alone = parts.len() == 1;
                    if follows || alone && self.script.scopes.parent(cx.call).is_some() {
                        out.push_str(&operand_text(self.script.module, value, &text));
                    } else {
                        out.push_str(&text);
                    }
                    link = self.line_break(cx.call, value).map(|around| (out.len(), around));
                    continue;
                }
                Part::Fragment(name, args) if name == "session" => {
                    out.push_str(&self.session_value(cx, &args[0]));
                }
                Part::Fragment(name, args) => {
                    let text = match self.fixed.made(cx, part, (name, args)) {
                        Some(text) => text,
                        None => self.fixed.make(cx, trace, part, (name, args)).ok()?.text,
                    };
                    out.push_str(&text);
                }
                Part::Optional(inner) => {
                    if optional_present(cx, inner).unwrap_or(false) {
                        self.fill_parts(cx, trace, inner, out)?;
                    }
                }
            }
            if let Some((at, [before, after])) = link.take_if(|(at, _)| out.len() > *at)
                && out[at..].starts_with('.')
            {
                out.replace_range(at..=at, &format!("{before}.{after}"));
            }
        }
        Some(())
    }

    /// What stands before and behind the dot of `frame . method(…)`, where the script breaks the line there.
    fn line_break(&self, call: ExprId, receiver: ExprId) -> Option<[&str; 2]> {
        let module = self.script.module;
        let ExprKind::Call(callee, ..) = module.expr(call).kind else { return None };
        let ExprKind::Attribute(value, name) = module.expr(callee).kind else { return None };
        let between = module.expr(value).span.end as usize..name.span.start as usize;
        let (before, after) = module.text[between].rsplit_once('.')?;
        let broken = value == receiver && (before.contains('\n') || after.contains('\n'));
        (broken && !after.contains('#')).then_some([before, after])
    }

    /// The file's name for an import, which is now needed.
    pub(super) fn import(&self, name: &str) -> String {
        self.note(|f| {
            f.imports.insert(name.to_owned());
        });
        self.names.local(name)
    }

    pub(super) fn note(&self, f: impl FnOnce(&mut Facts)) {
        f(self.notes.borrow_mut().facts.get_or_insert_default());
    }

    /// A name that is still read.
    pub(super) fn note_survivor(&self, id: ExprId) {
        self.notes.borrow_mut().survivors.push(id);
    }

    /// An attribute that is still read.
    pub(super) fn note_attribute(&self, id: ExprId) {
        self.notes.borrow_mut().attributes.push(id);
    }

    pub(super) fn remark(&self, remark: Remark) {
        self.notes.borrow_mut().remarks.push(remark);
    }

    fn plain(&self, id: ExprId, mode: Mode, edits: &mut Vec<Edit>) {
        let module = self.script.module;
        match &module.expr(id).kind {
            ExprKind::Name(name) if !self.script.scopes.is_store(id) => {
                self.name(id, name, mode, edits);
            }
            ExprKind::Attribute(value, attr) => {
                if !self.script.scopes.is_store(id) && !self.script.is_target(id) {
                    self.note_attribute(id);
                }
                if self.script.is_instance(id, "GlueContext") && !self.script.is_target(id) {
                    self.context_attribute(id, *value, attr.text, mode, edits);
                } else {
                    self.receiver(id, *value, mode, edits);
                }
            }
            ExprKind::Call(_, args, _) => {
                if mode == Mode::Verbatim
                    && let Some(context) = self.context_of_call(id)
                {
                    edits.push(Edit::replace(module.expr(id).span, context));
                    return;
                }
                self.renamed_keywords(id, edits);
                self.escapes(id, args.iter().map(|a| a.value));
                self.call_children(id, mode, edits);
            }
            ExprKind::Str(_) => {
                let range = self.script.module.expr(id).span.range();
                let inside = self.plan.elsewhere().range((range.start, 0)..(range.end, 0));
                edits.extend(
                    inside.map(|((start, end), text)| Edit {
                        range: *start..*end,
                        text: text.clone(),
                    }),
                );
                self.children(id, mode, edits);
            }
            _ => self.children(id, mode, edits),
        }
    }

    pub(super) fn children(&self, id: ExprId, mode: Mode, edits: &mut Vec<Edit>) {
        self.script.module.each_child(id, |child| self.expr(child, mode, edits));
    }

    /// Whether neither a context nor the session that takes its place has an attribute, so that both raise
    /// the same error.
    fn lacked_by_both(&self, id: ExprId) -> bool {
        let ExprKind::Attribute(_, attr) = &self.script.module.expr(id).kind else { return false };
        let stubs = self.script.stubs;
        ["GlueContext", "SparkSession"].iter().all(|class| {
            stubs.class_named(class).is_some_and(|class| {
                stubs.method(class, attr.text).is_none() && stubs.attr(class, attr.text).is_none()
            })
        })
    }

    /// The value before an attribute that is not Glue's own: a context becomes the session.
    fn receiver(&self, id: ExprId, value: ExprId, mode: Mode, edits: &mut Vec<Edit>) {
        let unknown = self.script.typing.of(id).is_unknown();
        let context = self.script.is_instance(value, "GlueContext");
        if context && unknown && mode == Mode::Normal && !self.lacked_by_both(id) {
            self.expr(value, Mode::Verbatim, edits);
        } else {
            self.expr(value, mode, edits);
        }
    }
}
