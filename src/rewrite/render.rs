//! The text of an expression after the rewrite: templates filled, the rest as it was.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::decide::{Decision, optional_present};
use super::edit::{Edit, apply_within};
use super::plan::{Facts, Plan};
use super::site::{Site, SiteKind};
use super::statements::StatementEdit;
use crate::lower::fragments::{self, FragmentCx};
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
}

/// Renders one script under a plan.
pub struct Renderer<'a> {
    pub(super) script: &'a Script<'a>,
    pub(super) rules: &'a RuleSet,
    pub(super) sites: &'a FxHashMap<ExprId, Site>,
    pub(super) decisions: &'a FxHashMap<ExprId, Decision<'a>>,
    pub(super) plan: &'a Plan,
    pub(super) names: &'a super::imports::Names<'a>,
    pub(super) facts: RefCell<Facts>,
    pub(super) blocks: RefCell<Vec<String>>,
    pub(super) remarks: RefCell<BTreeSet<Remark>>,
    /// Set while a text is rendered only to be looked at.
    pub(super) quiet: Cell<bool>,
}

/// What one round of rendering gives.
pub struct Rendered {
    /// The edits of each statement that stays.
    pub edits: Vec<(StmtId, StatementEdit)>,
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
        match decision {
            Some(decision) if decision.converts() && !self.stays(id, mode) => {
                self.converted(id, decision, edits);
            }
            Some(_) => {
                match self.script.module.expr(id).kind {
                    ExprKind::Call(..) => self.children(id, Mode::Verbatim, edits),
                    _ => self.plain(id, Mode::Verbatim, edits),
                }
                if mode == Mode::Normal
                    && self.gives_frame(id)
                    && !self.is_statement(id)
                    && !self.is_unread(id)
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
                matches!(op, Some("GlueContext.__init__" | "DynamicFrame.fromDF" | "DynamicFrame"))
            }
            // A context that something still needs is made as it was.
            Mode::Normal => match op {
                Some("GlueContext.__init__") => self.context_is_verbatim(id),
                Some("GlueContext") => self.annotates_verbatim(id),
                _ => false,
            },
        }
    }

    /// Whether a class is named as the type of a parameter that must stay a `GlueContext`.
    fn annotates_verbatim(&self, id: ExprId) -> bool {
        let def = self.script.scopes.stmt_of(id);
        let crate::python::ast::StmtKind::Def(stub) = &self.script.module.stmt(def).kind else {
            return false;
        };
        let Some(scope) = self.script.scopes.body_scope(def) else { return false };
        let at = self.script.module.expr(id).span;
        stub.params.iter().any(|p| {
            p.annotation.is_some_and(|a| self.script.module.expr(a).span.contains(at))
                && self.plan.facts.verbatim.contains(&(scope, p.name.text.to_owned()))
        })
    }

    fn context_is_verbatim(&self, id: ExprId) -> bool {
        use crate::python::ast::StmtKind;
        let stmt = self.script.scopes.stmt_of(id);
        let StmtKind::Assign { targets, value: Some(value), .. } =
            &self.script.module.stmt(stmt).kind
        else {
            return false;
        };
        *value == id
            && targets.iter().any(|t| match self.script.module.expr(*t).kind {
                ExprKind::Name(name) => self
                    .script
                    .scopes
                    .resolve(self.script.scopes.scope_of(*t), name)
                    .is_some_and(|s| self.plan.facts.verbatim.contains(&(s, name.to_owned()))),
                ExprKind::Attribute(_, attr) => self.plan.facts.verbatim_attrs.contains(attr.text),
                _ => false,
            })
    }

    fn converted(&self, id: ExprId, decision: &Decision<'_>, edits: &mut Vec<Edit>) {
        let (Some(rule), Some(site)) = (decision.rule, self.sites.get(&id)) else {
            return;
        };
        let span = self.script.module.expr(id).span;
        match &rule.action {
            Action::Unchanged => self.children(id, Mode::Normal, edits),
            // Where a value is asked for, nothing is what Glue's result was worth.
            Action::Delete => edits.push(Edit::replace(span, "None".to_owned())),
            Action::Replace(template) => {
                if let Some(text) = self.fill(id, site, &template.parts) {
                    edits.push(Edit::replace(span, text));
                }
            }
            Action::Block(block, template) => {
                if let (Some(lines), Some(text)) =
                    (self.fill(id, site, &block.parts), self.fill(id, site, &template.parts))
                {
                    if !self.quiet.get() {
                        self.blocks.borrow_mut().push(lines);
                    }
                    edits.push(Edit::replace(span, text));
                }
            }
            Action::Manual => {}
        }
    }

    /// Fills a template; `None` cannot happen for a rule that was found to hold.
    fn fill(&self, id: ExprId, site: &Site, parts: &[Part]) -> Option<String> {
        let used = RefCell::new(BTreeSet::new());
        let source = |e: ExprId| self.text(e, Mode::Normal);
        let import = |name: &str| self.import(name);
        let cx = FragmentCx {
            script: self.script,
            rules: self.rules,
            call: id,
            bound: &site.bound,
            source: &source,
            import: &import,
            survivors: &self.plan.facts.survivors,
            used: &used,
        };
        let mut out = String::new();
        self.fill_parts(&cx, parts, &mut out)?;
        Some(out)
    }

    fn fill_parts(&self, cx: &FragmentCx<'_>, parts: &[Part], out: &mut String) -> Option<()> {
        for (index, part) in parts.iter().enumerate() {
            match part {
                Part::Text(text) => {
                    out.push_str(&crate::lower::in_style(text, self.script.style.quote));
                }
                Part::Import(name) => out.push_str(&self.import(name)),
                Part::Value(path) if path == "spark" => {
                    out.push_str(&self.session(cx.call, self.context_of(cx)));
                }
                Part::Value(path) => {
                    let value = cx.required(path).ok()?;
                    let text = self.text(value, Mode::Normal);
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
                }
                Part::Fragment(name, args) if name == "session" => {
                    out.push_str(&self.session_value(cx, &args[0]));
                }
                Part::Fragment(name, args) => {
                    out.push_str(&fragments::run(cx, name, args).ok()?.text);
                }
                Part::Optional(inner) => {
                    if optional_present(cx, inner).unwrap_or(false) {
                        self.fill_parts(cx, inner, out)?;
                    }
                }
            }
        }
        Some(())
    }

    /// The `GlueContext` that a call works on, also through a reader or writer object.
    fn context_of(&self, cx: &FragmentCx<'_>) -> Option<ExprId> {
        ["receiver", "self", "glue_ctx"].iter().find_map(|name| {
            let Some(Value::Expr(id)) = cx.bound.values.get(*name) else { return None };
            if self.script.is_instance(*id, "GlueContext") {
                return Some(*id);
            }
            match self.script.module.expr(self.script.module.unparen(*id)).kind {
                ExprKind::Attribute(value, _) if self.script.is_instance(value, "GlueContext") => {
                    Some(value)
                }
                _ => None,
            }
        })
    }

    /// The file's name for an import, which is now needed.
    pub(super) fn import(&self, name: &str) -> String {
        self.note(|f| {
            f.imports.insert(name.to_owned());
        });
        self.names.local(name)
    }

    pub(super) fn note(&self, f: impl FnOnce(&mut Facts)) {
        if !self.quiet.get() {
            f(&mut self.facts.borrow_mut());
        }
    }

    pub(super) fn remark(&self, remark: Remark) {
        if !self.quiet.get() {
            self.remarks.borrow_mut().insert(remark);
        }
    }

    fn plain(&self, id: ExprId, mode: Mode, edits: &mut Vec<Edit>) {
        let module = self.script.module;
        match &module.expr(id).kind {
            ExprKind::Name(name) if !self.script.scopes.is_store(id) => {
                self.name(id, name, mode, edits);
            }
            ExprKind::Attribute(value, attr) => {
                if !self.script.scopes.is_store(id) && !self.is_target(id) {
                    self.note(|f| {
                        f.attr_reads.insert(attr.text.to_owned());
                    });
                }
                if self.script.is_instance(id, "GlueContext") && !self.is_target(id) {
                    self.context_attribute(id, *value, attr.text, mode, edits);
                } else {
                    self.receiver(id, *value, mode, edits);
                }
            }
            ExprKind::Call(_, args, _) => {
                self.renamed_keywords(id, edits);
                self.escapes(id, args.iter().map(|a| a.value));
                self.call_children(id, mode, edits);
            }
            _ => self.children(id, mode, edits),
        }
    }

    fn is_target(&self, id: ExprId) -> bool {
        use crate::python::ast::StmtKind;
        let stmt = self.script.scopes.stmt_of(id);
        matches!(&self.script.module.stmt(stmt).kind, StmtKind::Assign { targets, .. } if targets.contains(&id))
    }

    pub(super) fn children(&self, id: ExprId, mode: Mode, edits: &mut Vec<Edit>) {
        self.script.module.each_child(id, |child| self.expr(child, mode, edits));
    }

    /// The value before an attribute that is not Glue's own: a context becomes the session.
    fn receiver(&self, id: ExprId, value: ExprId, mode: Mode, edits: &mut Vec<Edit>) {
        let unknown = self.script.typing.of(id).is_unknown();
        let context = self.script.is_instance(value, "GlueContext");
        if context && unknown && mode == Mode::Normal {
            self.expr(value, Mode::Verbatim, edits);
        } else {
            self.expr(value, mode, edits);
        }
    }

    /// Arguments of a call that is no site: known functions take what is rewritten, unknown ones keep
    /// their `GlueContext`.
    fn call_children(&self, id: ExprId, mode: Mode, edits: &mut Vec<Edit>) {
        let ExprKind::Call(func, args, _) = &self.script.module.expr(id).kind else {
            return;
        };
        self.expr(*func, mode, edits);
        let local = matches!(self.script.typing.callees.get(&id), Some(Callee::Local { .. }));
        let known = local
            || matches!(self.script.typing.of(*func), Ty::LocalClass(_))
            || self.is_builtin(*func)
            || self.is_container_method(*func);
        for arg in args {
            let context = self.script.is_instance(arg.value, "GlueContext");
            let verbatim = self.keeps_context(id, arg.value);
            if context && !known && mode == Mode::Normal {
                self.remark(Remark::ContextEscapes(arg.value));
            }
            self.expr(arg.value, if verbatim { Mode::Verbatim } else { mode }, edits);
        }
    }

    fn is_container_method(&self, func: ExprId) -> bool {
        matches!(self.script.module.expr(func).kind, ExprKind::Attribute(value, _)
            if matches!(self.script.typing.of(value), Ty::List(_) | Ty::Dict(_)))
    }

    fn is_builtin(&self, func: ExprId) -> bool {
        self.script.module.name(func).is_some_and(|n| {
            self.script.scopes.resolve(self.script.scopes.scope_of(func), n).is_none()
                && matches!(
                    n,
                    "print"
                        | "list"
                        | "dict"
                        | "tuple"
                        | "set"
                        | "len"
                        | "isinstance"
                        | "type"
                        | "id"
                        | "str"
                        | "repr"
                        | "zip"
                        | "enumerate"
                        | "super"
                        | "getattr"
                        | "hasattr"
                        | "iter"
                        | "next"
                        | "sorted"
                        | "reversed"
                        | "bool"
                        | "vars"
                        | "dir"
                        | "any"
                        | "all"
                )
        })
    }

    /// Whether the parameter that takes this argument must stay a `GlueContext`.
    fn keeps_context(&self, call: ExprId, value: ExprId) -> bool {
        if !self.script.is_instance(value, "GlueContext") {
            return false;
        }
        let Some((def, index)) = self.param_of(call, value) else {
            return false;
        };
        let Some(scope) = self.script.scopes.body_scope(def) else {
            return false;
        };
        let crate::python::ast::StmtKind::Def(stub) = &self.script.module.stmt(def).kind else {
            return false;
        };
        let name = stub.params[index].name.text.to_owned();
        self.plan.facts.verbatim.contains(&(scope, name))
    }

    fn param_of(&self, call: ExprId, value: ExprId) -> Option<(StmtId, usize)> {
        let Some(Callee::Local { def, bound }) = self.script.typing.callees.get(&call) else {
            return None;
        };
        let crate::python::ast::StmtKind::Def(stub) = &self.script.module.stmt(*def).kind else {
            return None;
        };
        let ExprKind::Call(_, args, _) = &self.script.module.expr(call).kind else {
            return None;
        };
        let at = args.iter().position(|a| a.value == value)?;
        let index = crate::types::bind_local(stub, *bound, args)[at]?;
        Some((*def, index))
    }

    /// `f(glueContext=…)` follows the renamed parameter.
    fn renamed_keywords(&self, id: ExprId, edits: &mut Vec<Edit>) {
        let ExprKind::Call(_, args, _) = &self.script.module.expr(id).kind else {
            return;
        };
        for arg in args {
            let Some(name) = arg.name else { continue };
            let Some(key) = self.param_of(id, arg.value) else {
                continue;
            };
            if let Some(new) = self.plan.session_params.get(&key)
                && new != name.text
            {
                edits.push(Edit::replace(name.span, new.clone()));
            }
        }
    }

    /// Frames that go to a function that is not known.
    fn escapes(&self, id: ExprId, args: impl Iterator<Item = ExprId>) {
        let ExprKind::Call(func, ..) = self.script.module.expr(id).kind else {
            return;
        };
        let unknown = self.script.typing.of(func).is_unknown()
            && !self.is_builtin(func)
            && !self.is_container_method(func);
        if !unknown {
            return;
        }
        for arg in args {
            if self.script.is_instance(arg, "DynamicFrame") {
                self.remark(Remark::FrameEscapes(arg));
            }
        }
    }

    fn name(&self, id: ExprId, name: &str, mode: Mode, edits: &mut Vec<Edit>) {
        if self.script.is_instance(id, "GlueContext") {
            if mode == Mode::Verbatim {
                self.keep_name(id, name);
                return;
            }
            let text = self.session(id, Some(id));
            if text == name {
                self.note(|f| {
                    f.survivors.insert(id);
                });
            } else {
                edits.push(Edit::replace(self.script.module.expr(id).span, text));
            }
            return;
        }
        self.note(|f| {
            f.survivors.insert(id);
        });
    }

    pub(super) fn keep_name(&self, id: ExprId, name: &str) {
        let owner = self.script.scopes.resolve(self.script.scopes.scope_of(id), name);
        self.note(|f| {
            f.survivors.insert(id);
            if let Some(owner) = owner {
                f.verbatim.insert((owner, name.to_owned()));
            }
        });
    }

    fn context_attribute(
        &self,
        id: ExprId,
        value: ExprId,
        attr: &str,
        mode: Mode,
        edits: &mut Vec<Edit>,
    ) {
        if mode == Mode::Verbatim {
            self.note(|f| {
                f.verbatim_attrs.insert(attr.to_owned());
            });
            self.expr(value, mode, edits);
        } else {
            let text = self.session(id, Some(id));
            if text == self.script.module.expr_source(id) {
                self.expr(value, mode, edits);
            } else {
                edits.push(Edit::replace(self.script.module.expr(id).span, text));
            }
        }
    }

    /// Whether a call that stays Glue gives a `DynamicFrame`.
    fn gives_frame(&self, id: ExprId) -> bool {
        let Some(site) = self.sites.get(&id) else {
            return false;
        };
        let frame = self.script.stubs.class_named("DynamicFrame");
        site.kind != SiteKind::Reference && frame.is_some_and(|f| self.script.typing.of(id).is(f))
    }

    fn is_statement(&self, id: ExprId) -> bool {
        use crate::python::ast::StmtKind;
        let stmt = self.script.scopes.stmt_of(id);
        matches!(self.script.module.stmt(stmt).kind, StmtKind::Expr(e) if e == id)
    }

    /// Whether an expression goes into a call: as an argument, in a literal that is one, or as the
    /// receiver. `frame.name` is no call.
    fn feeds_a_call(&self, id: ExprId) -> bool {
        let Some(parent) = self.script.scopes.parent(id) else { return false };
        match self.script.module.expr(parent).kind {
            ExprKind::Attribute(..) => self.script.scopes.parent(parent).is_some_and(|call| {
                matches!(self.script.module.expr(call).kind, ExprKind::Call(func, ..) if func == parent)
            }),
            _ => true,
        }
    }

    /// Whether a call is the value of an assignment that nothing reads.
    fn is_unread(&self, id: ExprId) -> bool {
        use crate::python::ast::StmtKind;
        let (module, scopes) = (self.script.module, self.script.scopes);
        let StmtKind::Assign { targets, value: Some(value), .. } =
            &module.stmt(scopes.stmt_of(id)).kind
        else {
            return false;
        };
        *value == id
            && targets.iter().all(|t| {
                let Some(name) = module.name(*t) else { return false };
                let owner = scopes.resolve(scopes.scope_of(*t), name);
                let survivors = &self.plan.facts.survivors;
                !scopes.reads_of(owner, name).iter().any(|e| survivors.contains(e))
            })
    }

    /// Inside a call that stays Glue, a frame is a `DataFrame` by now and is wrapped again.
    fn wrap(&self, id: ExprId, decision: Option<&Decision<'_>>, edits: &mut Vec<Edit>) -> bool {
        let Some(frame) = self.script.stubs.class_named("DynamicFrame") else {
            return false;
        };
        if !self.script.typing.of(id).is(frame) || self.stays(id, Mode::Verbatim) {
            return false;
        }
        if decision.is_some_and(|d| !d.converts()) || !self.feeds_a_call(id) {
            return false;
        }
        let context = self.context_name(id).unwrap_or_else(|| {
            format!("{}({}.getOrCreate())", self.import("GlueContext"), self.import("SparkContext"))
        });
        let text = self.text(id, Mode::Normal);
        let class = self.import("DynamicFrame");
        let label = match self.script.module.expr(id).kind {
            ExprKind::Name(name) => name,
            _ => "frame",
        };
        let quote = self.script.style.quote;
        let span = self.script.module.expr(id).span;
        edits.push(Edit::replace(
            span,
            format!("{class}.fromDF({text}, {context}, {quote}{label}{quote})"),
        ));
        true
    }

    /// A name that holds a `GlueContext` here, which must then stay.
    fn context_name(&self, at: ExprId) -> Option<String> {
        let class = self.script.stubs.class_named("GlueContext")?;
        let mut best: Option<(u32, ExprId)> = None;
        for i in 0..self.script.module.expr_count() {
            #[allow(clippy::cast_possible_truncation)] // dense ids
            let id = ExprId(i as u32);
            let ExprKind::Name(name) = self.script.module.expr(id).kind else {
                continue;
            };
            if !self.script.scopes.is_store(id) && !self.script.typing.of(id).is(class) {
                continue;
            }
            if !self.script.typing.of(id).is(class) {
                continue;
            }
            let here = self.script.scopes.resolve(self.script.scopes.scope_of(at), name);
            let there = self.script.scopes.resolve(self.script.scopes.scope_of(id), name);
            if here.is_some() && here == there {
                let start = self.script.module.expr(id).span.start;
                if best.is_none_or(|b| start < b.0) {
                    best = Some((start, id));
                }
            }
        }
        let (_, id) = best?;
        let name = self.script.module.name(id)?;
        let owner = self.script.scopes.resolve(self.script.scopes.scope_of(id), name)?;
        self.note(|f| {
            f.verbatim.insert((owner, name.to_owned()));
        });
        Some(name.to_owned())
    }
}
