//! The border between what is rewritten and calls that stay Glue.

use super::{Decision, Edit, FragmentCx, Mode, Renderer, Site, SiteKind, Value};
use crate::python::ast::{ExprId, ExprKind, StmtKind};
use crate::python::scope::Binding;
use crate::types::Ty;

/// What a dict has and a collection of awsglue lacks.
const PARTS_OF_DICTS: [&str; 9] =
    ["clear", "copy", "fromkeys", "get", "items", "pop", "popitem", "setdefault", "update"];

impl Renderer<'_> {
    /// Whether a class is named as the type of a parameter that must stay a `GlueContext`.
    pub(super) fn annotates_verbatim(&self, id: ExprId) -> bool {
        let def = self.script.scopes.stmt_of(id);
        let StmtKind::Def(stub) = &self.script.module.stmt(def).kind else {
            return false;
        };
        let Some(scope) = self.script.scopes.body_scope(def) else { return false };
        let at = self.script.module.expr(id).span;
        stub.params.iter().any(|p| {
            p.annotation.is_some_and(|a| self.script.module.expr(a).span.contains(at))
                && self.plan.verbatim().contains(&(scope, p.name.text.to_owned()))
        })
    }

    pub(super) fn context_is_verbatim(&self, id: ExprId) -> bool {
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
                    .is_some_and(|s| self.plan.verbatim().contains(&(s, name.to_owned()))),
                ExprKind::Attribute(_, attr) => self.plan.verbatim_attrs().contains(attr.text),
                _ => false,
            })
    }

    /// The `GlueContext` that a call works on, also through a reader or writer object.
    pub(super) fn context_of(&self, cx: &FragmentCx<'_>) -> Option<ExprId> {
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

    pub(super) fn name(&self, id: ExprId, name: &str, mode: Mode, edits: &mut Vec<Edit>) {
        if self.script.is_instance(id, "GlueContext") {
            if mode == Mode::Verbatim {
                if self.is_shared_name(id, name) || self.is_taken_out(id, name) {
                    let span = self.script.module.expr(id).span;
                    edits.push(Edit::replace(span, self.new_context()));
                } else {
                    self.keep_name(id, name);
                }
                return;
            }
            // What stays a context is asked whether it is there; what is deleted is the name itself.
            let stmt = self.script.module.stmt(self.script.scopes.stmt_of(id));
            let deleted = || matches!(stmt.kind, StmtKind::Delete(_)) && self.retyped(id).is_none();
            if self.stays_context(id, name) && self.is_tested(id) || deleted() {
                self.keep_name(id, name);
                return;
            }
            // Whether a caller gave one is still up to the caller.
            if self.is_kept_param(id, name) && self.is_tested(id) {
                self.note_survivor(id);
                return;
            }
            let text = self.session(id, Some(id));
            if text == name {
                self.note_survivor(id);
            } else {
                edits.push(Edit::replace(self.script.module.expr(id).span, text));
            }
            return;
        }
        if mode == Mode::Verbatim && self.may_become_context(id, name) {
            self.keep_name(id, name);
            return;
        }
        let owner = self.script.scopes.resolve(self.script.scopes.scope_of(id), name);
        if let Some(owner) = owner
            && let Some(instead) = self.plan.read_instead(id, owner, name)
        {
            edits.push(Edit::replace(self.script.module.expr(id).span, instead.to_owned()));
            self.note(|f| {
                f.inserted_reads.insert((owner, instead.to_owned()));
            });
            return;
        }
        self.note_survivor(id);
    }

    /// Whether an expression takes a `GlueContext` out of a list or dict, where a session is by now.
    pub(super) fn is_held_context(&self, id: ExprId) -> bool {
        let held = match &self.script.module.expr(id).kind {
            ExprKind::Subscript(..) => true,
            ExprKind::Call(..) => {
                !self.sites.contains_key(&id) && !self.script.typing.callees.contains_key(&id)
            }
            _ => false,
        };
        held && self.script.is_instance(id, "GlueContext")
    }

    /// Whether a name keeps what Glue made.
    fn stays_context(&self, id: ExprId, name: &str) -> bool {
        let owner = self.script.scopes.resolve(self.script.scopes.scope_of(id), name);
        owner.is_some_and(|owner| self.plan.verbatim().contains(&(owner, name.to_owned())))
    }

    /// Whether a name of which nothing is known here is given a `GlueContext` at another place.
    fn may_become_context(&self, id: ExprId, name: &str) -> bool {
        let script = self.script;
        let made = |b: &Binding| matches!(b, Binding::Target(_, target) if script.is_instance(*target, "GlueContext"));
        script.typing.of(id).is_unknown()
            && script.scopes.bindings(script.scopes.scope_of(id), name).iter().any(made)
    }

    /// Whether a name is a parameter that stays as it is because nobody in the run calls its function.
    fn is_kept_param(&self, id: ExprId, name: &str) -> bool {
        let scopes = self.script.scopes;
        let bindings = scopes.bindings(scopes.scope_of(id), name);
        let kept = |b: &Binding| match b {
            Binding::Param(def, index) => !self.plan.session_params().contains_key(&(*def, *index)),
            _ => false,
        };
        !bindings.is_empty() && bindings.iter().all(kept)
    }

    /// Whether it is asked of an expression whether it is there: `x is None`, `if x`, `not x`.
    fn is_tested(&self, id: ExprId) -> bool {
        let (module, scopes) = (self.script.module, self.script.scopes);
        let Some(parent) = scopes.parent(id) else {
            let stmt = scopes.stmt_of(id);
            return match &module.stmt(stmt).kind {
                StmtKind::If(branches) => branches.iter().any(|(test, _)| *test == Some(id)),
                StmtKind::While(test, ..) => *test == id,
                StmtKind::Other(parts) => {
                    parts.first() == Some(&id)
                        && module.text[module.stmt(stmt).span.range()].starts_with("assert")
                }
                _ => false,
            };
        };
        match &module.expr(parent).kind {
            ExprKind::Compare(_, rest) => {
                rest.iter().any(|(operator, _)| operator.starts_with("is"))
            }
            ExprKind::Unary("not", _) => true,
            ExprKind::BoolOp(left, operator, _) => {
                *operator == "and" && *left == id || self.is_tested(parent)
            }
            ExprKind::Paren(_) => self.is_tested(parent),
            ExprKind::IfElse { test, .. } => *test == id,
            _ => false,
        }
    }

    pub(super) fn keep_name(&self, id: ExprId, name: &str) {
        let owner = self.script.scopes.resolve(self.script.scopes.scope_of(id), name);
        self.note_survivor(id);
        if let Some(owner) = owner {
            self.note(|f| {
                f.verbatim.insert((owner, name.to_owned()));
            });
        }
    }

    pub(super) fn context_attribute(
        &self,
        id: ExprId,
        value: ExprId,
        attr: &str,
        mode: Mode,
        edits: &mut Vec<Edit>,
    ) {
        let elsewhere = || self.is_shared_attribute(value, attr) || self.takes_out(attr);
        if mode == Mode::Verbatim && elsewhere() {
            let span = self.script.module.expr(id).span;
            edits.push(Edit::replace(span, self.new_context()));
        } else if mode == Mode::Verbatim {
            let of_classes = self.class_scopes(attr).iter();
            self.note(|f| {
                f.verbatim_attrs.insert(attr.to_owned());
                f.verbatim.extend(of_classes.map(|scope| (*scope, attr.to_owned())));
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
    pub(super) fn gives_frame(&self, id: ExprId) -> bool {
        let Some(site) = self.sites.get(&id) else {
            return false;
        };
        let frame = self.script.stubs.class_named("DynamicFrame");
        site.kind != SiteKind::Reference && frame.is_some_and(|f| self.script.typing.of(id).is(f))
    }

    pub(super) fn is_statement(&self, id: ExprId) -> bool {
        let stmt = self.script.scopes.stmt_of(id);
        matches!(self.script.module.stmt(stmt).kind, StmtKind::Expr(e) if self.script.module.unparen(e) == id)
    }

    /// Whether an expression goes into a call: as an argument, in a literal that is one, or as the
    /// receiver. `frame.name` is no call, but a private part is there on a frame of its own class alone.
    pub(super) fn feeds_a_call(&self, id: ExprId) -> bool {
        let Some(parent) = self.script.scopes.parent(id) else { return false };
        // A method that is handed on is called later, on what it was taken from.
        let method = |site: &Site| site.kind == SiteKind::Reference;
        match self.script.module.expr(parent).kind {
            ExprKind::Attribute(_, attr) => {
                attr.text.starts_with('_') || self.sites.get(&parent).is_some_and(method) || self.script.scopes.parent(parent).is_some_and(|call| {
                    matches!(self.script.module.expr(call).kind, ExprKind::Call(func, ..) if func == parent)
                })
            }
            _ => true,
        }
    }

    /// Whether a call is the value of an assignment that nothing reads.
    pub(super) fn is_unread(&self, id: ExprId) -> bool {
        let (module, scopes) = (self.script.module, self.script.scopes);
        let StmtKind::Assign { targets, value: Some(value), .. } =
            &module.stmt(scopes.stmt_of(id)).kind
        else {
            return false;
        };
        module.unparen(*value) == id
            && targets.iter().all(|t| {
                let Some(name) = module.name(*t) else { return false };
                let owner = scopes.resolve(scopes.scope_of(*t), name);
                // Names that stand for this one, or for which this one stands, are reads too.
                let other = self.plan.renamed(*t).is_some()
                    || owner.is_some_and(|o| {
                        self.plan.inserted_reads().contains(&(o, name.to_owned()))
                    });
                !other
                    && !scopes
                        .reads_of(owner, name)
                        .iter()
                        .any(|e| self.plan.survivors().contains(*e))
            })
    }

    /// Inside a call that stays Glue, a frame is a `DataFrame` by now and a collection a dict of them:
    /// they are wrapped again.
    pub(super) fn wrap(
        &self,
        id: ExprId,
        decision: Option<&Decision<'_>>,
        edits: &mut Vec<Edit>,
    ) -> bool {
        let ty = self.script.typing.of(id);
        // Most values are nothing that is known, and the classes need not be looked up.
        if ty.is_unknown() {
            return false;
        }
        let named = |class| self.script.stubs.class_named(class).is_some_and(|c| ty.is(c));
        let collection = named("DynamicFrameCollection");
        // On what may be a DataFrame a method may be that of a DataFrame.
        let frame = if self.is_receiver(id) { named("DynamicFrame") } else { self.is_frame(ty) };
        if !collection && !frame || self.stays(id, Mode::Verbatim) {
            return self.wrap_each(id, edits);
        }
        if collection && self.lacks_part(id) {
            self.expr(id, Mode::Normal, edits);
            return true;
        }
        if decision.is_some_and(|d| !d.converts()) || !self.feeds_a_call(id) {
            return false;
        }
        let context = self.context_name(id).unwrap_or_else(|| self.new_context());
        let text = self.text(id, Mode::Normal);
        let class = self.import("DynamicFrame");
        let span = self.script.module.expr(id).span;
        if collection {
            let whole = self.import("DynamicFrameCollection");
            let frames =
                format!("{{k: {class}.fromDF(v, {context}, k) for k, v in {text}.items()}}");
            edits.push(Edit::replace(span, format!("{whole}({frames}, {context})")));
            return true;
        }
        let label = match self.script.module.expr(id).kind {
            ExprKind::Name(name) => name,
            _ => "frame",
        };
        let quote = self.script.style.quote;
        edits.push(Edit::replace(
            span,
            format!("{class}.fromDF({text}, {context}, {quote}{label}{quote})"),
        ));
        true
    }

    /// Whether a part of a collection is asked for that neither awsglue's has nor a dict: it raises
    /// either way.
    fn lacks_part(&self, id: ExprId) -> bool {
        let Some(parent) = self.script.scopes.parent(id) else { return false };
        let ExprKind::Attribute(_, part) = self.script.module.expr(parent).kind else {
            return false;
        };
        let unknown = |site: &Site| site.kind == SiteKind::Unknown && site.op.ends_with(".?");
        self.sites.get(&parent).is_some_and(unknown) && !PARTS_OF_DICTS.contains(&part.text)
    }

    fn is_receiver(&self, id: ExprId) -> bool {
        let parent = self.script.scopes.parent(id);
        parent.is_some_and(|p| matches!(self.script.module.expr(p).kind, ExprKind::Attribute(..)))
    }

    /// Whether a value is a frame of Glue, or one of Spark where another path gave it: both are the same
    /// by now.
    fn is_frame(&self, ty: &Ty) -> bool {
        let class = |name| self.script.stubs.class_named(name);
        let (Some(ours), theirs) = (class("DynamicFrame"), class("DataFrame")) else {
            return false;
        };
        let known = |m: &Ty| match m {
            Ty::None => true,
            Ty::Instance(class) => *class == ours || Some(*class) == theirs,
            _ => false,
        };
        ty.may_be(ours) && ty.members().iter().all(known)
    }

    /// A name of a dict or list of frames, whose values are wrapped one by one.
    fn wrap_each(&self, id: ExprId, edits: &mut Vec<Edit>) -> bool {
        let frame =
            |ty: &Ty| self.script.stubs.class_named("DynamicFrame").is_some_and(|c| ty.is(c));
        let ty = self.script.typing.of(id);
        let held = matches!(ty, Ty::Dict(item) | Ty::List(item) if frame(item));
        let name = self.script.module.name(id);
        let Some(name) = name.filter(|_| held && self.feeds_a_call(id)) else { return false };
        let context = self.context_name(id).unwrap_or_else(|| self.new_context());
        let class = self.import("DynamicFrame");
        let quote = self.script.style.quote;
        let text = self.text(id, Mode::Normal);
        edits.push(Edit::replace(
            self.script.module.expr(id).span,
            if matches!(ty, Ty::Dict(_)) {
                format!("{{k: {class}.fromDF(v, {context}, k) for k, v in {text}.items()}}")
            } else {
                format!("[{class}.fromDF(v, {context}, {quote}{name}{quote}) for v in {text}]")
            },
        ));
        true
    }

    /// A name that holds a `GlueContext` here, which must then stay.
    pub(super) fn context_name(&self, at: ExprId) -> Option<String> {
        let (_, owner, name) = self.context_seen_from(at)?;
        self.note(|f| {
            f.verbatim.insert((owner, name.to_owned()));
        });
        Some(name.to_owned())
    }
}
