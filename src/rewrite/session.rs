//! Where the `SparkSession` comes from that takes the place of a `GlueContext`.

use super::render::Renderer;
use super::signature;
use super::uses::ContextName;
use crate::lower::fragments::FragmentCx;
use crate::python::ast::{ExprId, ExprKind, StmtId, StmtKind};
use crate::python::scope::{Binding, ScopeId, ScopeKind};
use crate::script::Script;
use crate::types::{Callee, Ty};

const NEW_SESSION: &str = ".builder.getOrCreate()";

impl Renderer<'_> {
    /// The source of the session at a place; `context` is the `GlueContext` that stood there.
    pub(super) fn session(&self, at: ExprId, context: Option<ExprId>) -> String {
        let context = context.filter(|c| self.script.is_instance(*c, "GlueContext"));
        if let Some(context) = context {
            let known = self.spark_beside(at, context).or_else(|| self.retyped(context));
            if let Some(text) = known {
                return text;
            }
        }
        if let Some(name) = self.session_in_scope(at) {
            return name;
        }
        if let Some(name) = self.given_session(at) {
            return name;
        }
        if let Some(name) = context.and_then(|c| self.session_from_context(c)) {
            return name;
        }
        if let Some(name) = self.any_context_in_scope(at) {
            return name;
        }
        self.own_session(at)
    }

    /// A `GlueContext` that lives on as a session under its own name: a parameter, an attribute, the
    /// result of a local function.
    pub(super) fn retyped(&self, context: ExprId) -> Option<String> {
        let script = self.script;
        match &script.module.expr(context).kind {
            ExprKind::Paren(inner) => self.retyped(*inner),
            ExprKind::Name(name) => {
                let owner = script.scopes.resolve(script.scopes.scope_of(context), name)?;
                let ContextName { param, given, .. } = self.context_name_at(owner, name);
                if let Some((def, index)) = param {
                    self.note(|f| {
                        f.session_reads.insert(def);
                    });
                    if let Some(name) = self.plan.session_params().get(&(def, index)) {
                        return Some(name.clone());
                    }
                }
                if self.plan.verbatim().contains(&(owner, (*name).to_owned())) {
                    return None;
                }
                if !given {
                    return None;
                }
                self.note(|f| {
                    f.inserted_reads.insert((owner, (*name).to_owned()));
                });
                Some((*name).to_owned())
            }
            ExprKind::Attribute(value, attr) => {
                if self.plan.verbatim_attrs().contains(attr.text) {
                    return None;
                }
                let own =
                    matches!(script.typing.of(*value), Ty::LocalInstance(_) | Ty::LocalClass(_));
                own.then(|| {
                    self.note_attribute(context);
                    self.text_quietly(*value) + "." + attr.text
                })
            }
            ExprKind::Call(..)
                if matches!(script.typing.callees.get(&context), Some(Callee::Local { .. })) =>
            {
                let text = self.text(context, super::render::Mode::Normal);
                // A context that stayed one has a session.
                Some(if self.gives_context(context) { text + ".spark_session" } else { text })
            }
            _ => None,
        }
    }

    /// The name `spark` of a function that has a session of this name beside its context: it reads
    /// better than a session under the context's name.
    fn spark_beside(&self, at: ExprId, context: ExprId) -> Option<String> {
        let script = self.script;
        let name = script.module.name(script.module.unparen(context))?;
        let own = script.scopes.frame(script.scopes.scope_of(at));
        let here =
            |name: &str| script.scopes.resolve(script.scopes.scope_of(at), name) == Some(own);
        let function = matches!(script.scopes.scope(own).kind, ScopeKind::Function(_));
        if !function || name == "spark" || !here(name) || !here("spark") {
            return None;
        }
        let sure = |b: &Binding| match b {
            Binding::Param(def, index) => !signature::is_optional(script, *def, *index),
            _ => self.reaches(b, at, true).is_some(),
        };
        let sessions = self.session_names(own);
        let bindings = script.scopes.scope(own).names.get("spark")?;
        let found = sessions.iter().any(|s| s.1 == "spark") && bindings.iter().all(sure);
        found.then(|| {
            self.note(|f| {
                f.inserted_reads.insert((own, "spark".to_owned()));
            });
            "spark".to_owned()
        })
    }

    fn context_name_at(&self, owner: ScopeId, name: &str) -> ContextName {
        let bindings =
            self.script.scopes.scope(owner).names.get(name).map_or(&[][..], Vec::as_slice);
        self.context_name_of(owner, name, || {
            let param = bindings.iter().find_map(|binding| match binding {
                Binding::Param(def, index) => Some((*def, *index)),
                _ => None,
            });
            let given = |b: &Binding| match b {
                Binding::Param(..) => true,
                Binding::Target(stmt, _) => !self.constructs(*stmt),
                _ => false,
            };
            let target = |b: &Binding| matches!(b, Binding::Target(..));
            let made = |b: &Binding| matches!(b, Binding::Target(stmt, _) if self.makes_one(*stmt));
            ContextName {
                param,
                given: bindings.iter().all(|b| given(b) || target(b))
                    && bindings.iter().any(target)
                    && bindings.iter().any(given),
                made: bindings.iter().all(made),
            }
        })
    }

    fn text_quietly(&self, id: ExprId) -> String {
        self.text(id, super::render::Mode::Normal)
    }

    /// Whether a statement assigns a newly made `GlueContext`.
    pub(super) fn constructs(&self, stmt: StmtId) -> bool {
        match &self.script.module.stmt(stmt).kind {
            StmtKind::Assign { value: Some(value), .. } => {
                let value = self.script.module.unparen(*value);
                self.sites.get(&value).is_some_and(|s| s.op == "GlueContext.__init__")
            }
            _ => false,
        }
    }

    /// Whether a statement assigns a newly made `GlueContext` to one target, which can be a session
    /// instead; `self.context = context = GlueContext(sc)` has to keep both.
    fn makes_one(&self, stmt: StmtId) -> bool {
        self.constructs(stmt)
            && matches!(&self.script.module.stmt(stmt).kind,
                StmtKind::Assign { targets, .. } if targets.len() == 1)
    }

    /// A name that surely holds a session at this place.
    fn session_in_scope(&self, at: ExprId) -> Option<String> {
        let script = self.script;
        let mut scope = Some(script.scopes.frame(script.scopes.scope_of(at)));
        let own = scope;
        while let Some(id) = scope {
            if let ScopeKind::Function(def) = script.scopes.scope(id).kind
                && let Some(name) = self.first_session_param(def)
            {
                self.note(|f| {
                    f.session_reads.insert(def);
                });
                return Some(name.clone());
            }
            let mut chosen: Option<(u32, &str)> = None;
            let names = self.session_names(id);
            for (first, name) in names.iter() {
                // Only a name that is bound before the best one could be better.
                if *name != "spark" && chosen.is_some_and(|best| best <= (*first, *name)) {
                    continue;
                }
                let bindings =
                    script.scopes.scope(id).names.get(name).map_or(&[][..], Vec::as_slice);
                let start = bindings.iter().find_map(|b| self.reaches(b, at, own == Some(id)));
                let Some(start) = start else { continue };
                if script.scopes.resolve(script.scopes.scope_of(at), name) == Some(id) {
                    let better = chosen.is_none_or(|best| (start, *name) < best);
                    if *name == "spark" {
                        chosen = Some((start, name));
                        break;
                    }
                    if better {
                        chosen = Some((start, name));
                    }
                }
            }
            if let Some((_, name)) = chosen {
                self.note(|f| {
                    f.inserted_reads.insert((id, (*name).to_owned()));
                });
                return Some((*name).to_owned());
            }
            scope = script.scopes.scope(id).parent.map(|p| script.scopes.frame(p));
        }
        None
    }

    pub(super) fn binds_session(
        &self,
        binding: &Binding,
        name: &str,
        class: crate::stubs::ClassId,
    ) -> bool {
        match binding {
            // From another module of the run, at the top level.
            Binding::Import(stmt) => {
                self.script.scopes.scope_of_stmt(*stmt) == ScopeId(0)
                    && self.script.typing.names.get(name).is_some_and(|t| t.is(class))
            }
            Binding::Target(stmt, target) => {
                self.script.typing.of(*target).is(class)
                    && matches!(self.script.module.stmt(*stmt).kind, StmtKind::Assign { .. })
            }
            Binding::Param(def, index) => self
                .script
                .typing
                .params
                .get(def)
                .is_some_and(|p| p.get(*index).is_some_and(|t| t.is(class))),
            _ => false,
        }
    }

    /// The place of a binding that has run when `at` runs.
    fn reaches(&self, binding: &Binding, at: ExprId, same_scope: bool) -> Option<u32> {
        let script = self.script;
        match binding {
            Binding::Param(..) => Some(0),
            Binding::Target(stmt, _) | Binding::Import(stmt) => {
                if self.plan.deletes(*stmt) {
                    return None;
                }
                let start = script.module.stmt(*stmt).span.start;
                let end = script.module.stmt(*stmt).span.end;
                if !same_scope {
                    // A function runs after the module's own statements, unless it is called among them.
                    let top = script.scopes.stmt_parent(*stmt);
                    let guard =
                        top.is_none_or(|p| matches!(script.module.stmt(p).kind, StmtKind::If(_)));
                    return (guard && !may_run_before(script, at, end)).then_some(start);
                }
                let block = script.scopes.stmt_parent(*stmt);
                let mut around = Some(script.scopes.stmt_of(at));
                let mut encloses = block.is_none();
                while let Some(id) = around {
                    around = script.scopes.stmt_parent(id);
                    encloses |= around == block;
                }
                (encloses && end <= script.module.expr(at).span.start).then_some(start)
            }
            _ => None,
        }
    }

    /// The session that takes the place of a constructed `GlueContext`, made at the same statement.
    fn session_from_context(&self, context: ExprId) -> Option<String> {
        let script = self.script;
        let context = script.module.unparen(context);
        let name = script.module.name(context)?;
        let owner = script.scopes.resolve(script.scopes.scope_of(context), name)?;
        self.request(context, owner, name)
    }

    fn any_context_in_scope(&self, at: ExprId) -> Option<String> {
        let script = self.script;
        let class = script.stubs.class_named("GlueContext")?;
        let mut scope = Some(script.scopes.frame(script.scopes.scope_of(at)));
        while let Some(id) = scope {
            let mut names: Vec<&str> = script
                .scopes
                .scope(id)
                .names
                .iter()
                .filter(|(_, bindings)| {
                    bindings.iter().all(|b| {
                        matches!(b, Binding::Target(stmt, t)
                            if script.typing.of(*t).is(class) && self.constructs(*stmt)
                            && script.module.expr(*t).span.start < script.module.expr(at).span.start)
                    })
                })
                .map(|(name, _)| *name)
                .collect();
            names.sort_unstable();
            if let Some(found) = names.first().and_then(|n| self.request(at, id, n)) {
                return Some(found);
            }
            scope = script.scopes.scope(id).parent.map(|p| script.scopes.frame(p));
        }
        None
    }

    /// The session that is made where a context of this name was made, to be read at a place.
    fn request(&self, at: ExprId, owner: ScopeId, name: &str) -> Option<String> {
        self.script.scopes.scope(owner).names.get(name)?;
        if !self.context_name_at(owner, name).made {
            return None;
        }
        let session = self.free_name(owner);
        if self.is_hidden(at, owner, &session) {
            return None;
        }
        self.note(|f| {
            f.sessions.insert((owner, name.to_owned()), session.clone());
        });
        Some(session)
    }

    /// `spark`, or another name where that one means something else.
    fn free_name(&self, scope: ScopeId) -> String {
        let script = self.script;
        let class = script.stubs.class_named("SparkSession");
        let optional = |name: &str| match script.scopes.scope(scope).kind {
            ScopeKind::Function(def) => {
                self.plan.session_params().iter().any(|((of, index), new)| {
                    *of == def && new == name && signature::is_optional(script, def, *index)
                })
            }
            _ => false,
        };
        let taken = |name: &str| {
            optional(name)
                || script.scopes.scope(scope).names.get(name).is_some_and(|bindings| {
                    !bindings.iter().all(|b| class.is_some_and(|c| self.binds_session(b, name, c)))
                })
        };
        let mut name = "spark".to_owned();
        while taken(&name) {
            name.push_str("_session");
        }
        name
    }

    /// A session made for this function, or for the module.
    fn own_session(&self, at: ExprId) -> String {
        let script = self.script;
        let frame = script.scopes.frame(script.scopes.scope_of(at));
        let name = self.free_name(frame);
        if name != "spark" {
            return self.import("SparkSession") + NEW_SESSION;
        }
        self.import("SparkSession");
        match script.scopes.scope(frame).kind {
            ScopeKind::Function(def) => self.note(|f| {
                f.function_sessions.insert(def);
            }),
            _ => self.note(|f| f.module_session = true),
        }
        name
    }

    /// The value of `glueContext.spark_session` or of `GlueContext(…)` itself.
    pub(super) fn session_value(&self, cx: &FragmentCx<'_>, argument: &str) -> String {
        let context = cx.value(argument).ok().flatten();
        if argument == "self"
            && let Some(context) = context
        {
            if let Some(text) = self.retyped(context) {
                return text;
            }
            if let Some(name) = self.given_session(cx.call) {
                return name;
            }
            if let Some(name) = self.script.module.name(context)
                && let Some(owner) =
                    self.script.scopes.resolve(self.script.scopes.scope_of(context), name)
                && let Some(session) = self.plan.sessions().get(&(owner, name.to_owned()))
            {
                // The session is made where the context was made.
                if self.request(cx.call, owner, name).is_some() {
                    return session.clone();
                }
            }
            if let Some(name) = self.session_in_scope(cx.call) {
                return name;
            }
        }
        let configuration = self.configuration(cx, context);
        if configuration.is_none()
            && let Some(name) = self.given_session(cx.call)
        {
            return name;
        }
        let class = self.import("SparkSession");
        match configuration {
            Some(conf) => format!("{class}.builder.config(conf={conf}).getOrCreate()"),
            None => class + NEW_SESSION,
        }
    }

    /// `spark` where the platform gives it and nothing at the place makes another one of it.
    fn given_session(&self, at: ExprId) -> Option<String> {
        let script = self.script;
        if !script.settings.given_session {
            return None;
        }
        let class = script.stubs.class_named("SparkSession")?;
        let mut scope = Some(script.scopes.frame(script.scopes.scope_of(at)));
        while let Some(id) = scope {
            let bindings = script.scopes.scope(id).names.get("spark");
            let module = matches!(script.scopes.scope(id).kind, ScopeKind::Module);
            // In a function, a name that is assigned later has no value before.
            if bindings.is_some_and(|b| {
                !module || !b.iter().all(|b| self.binds_session(b, "spark", class))
            }) {
                return None;
            }
            scope = script.scopes.scope(id).parent.map(|p| script.scopes.frame(p));
        }
        Some("spark".to_owned())
    }

    /// The `SparkConf` that the context was made with.
    fn configuration(&self, cx: &FragmentCx<'_>, context: Option<ExprId>) -> Option<String> {
        let mut id = self.script.constant(context?)?;
        if self.sites.get(&id).is_some_and(|s| s.op == "GlueContext.__init__") {
            let ExprKind::Call(_, args, _) = &self.script.module.expr(id).kind else {
                return None;
            };
            id = self.script.constant(args.first()?.value)?;
        }
        let ExprKind::Call(func, args, _) = &self.script.module.expr(id).kind else {
            return None;
        };
        let source = self.script.module.expr_source(*func);
        let conf = match source.rsplit('.').next()? {
            "SparkContext" => args.iter().find(|a| a.name.is_some_and(|n| n.text == "conf"))?,
            "getOrCreate" if source.contains("SparkContext") => args.first()?,
            _ => return None,
        };
        let text = (cx.source)(conf.value);
        // `getOrCreate('default')` and the like name no configuration.
        (self.script.module.str_value(conf.value).is_none()).then_some(text)
    }
}

/// Whether the function around a place may be called before the module's own statements come to `end`.
fn may_run_before(script: &Script<'_>, at: ExprId, end: u32) -> bool {
    let mut open: Vec<&str> = defined_around(script, at).into_iter().collect();
    let mut seen = Vec::new();
    while let Some(name) = open.pop() {
        if seen.contains(&name) {
            continue;
        }
        seen.push(name);
        for read in script.scopes.reads_of(Some(ScopeId(0)), name) {
            match defined_around(script, *read) {
                Some(caller) => open.push(caller),
                None if script.module.expr(*read).span.start < end => return true,
                None => {}
            }
        }
    }
    false
}

/// The name of the module's own function or class in which an expression stands.
fn defined_around<'s>(script: &Script<'s>, at: ExprId) -> Option<&'s str> {
    let mut found = None;
    let mut scope = Some(script.scopes.scope_of(at));
    while let Some(id) = scope {
        found = match script.scopes.scope(id).kind {
            ScopeKind::Function(def) | ScopeKind::Class(def) => match &script.module.stmt(def).kind
            {
                StmtKind::Def(def) => Some(def.name.text),
                StmtKind::Class(class) => Some(class.name.text),
                _ => found,
            },
            _ => found,
        };
        scope = script.scopes.scope(id).parent;
    }
    found
}
