//! Tests that put something in the place of Glue: by names in strings, by mocks, by classes of their own.
//! No rule sees them, as nothing of Glue is called.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use crate::diagnostics::Grade;
use crate::python::ast::{ClassDef, ExprId, ExprKind, Span, StmtId, StmtKind};
use crate::script::Script;
use crate::stubs::is_glue_module;
use crate::types::Ty;

use super::shared::is_glue;

/// A finding about a string: its place, the grade, what it says, the way out.
pub type Said = (Span, Grade, String, String);

const INSTEAD: &str = "mock what takes its place (`spark.read`, `df.write`), or hand the code a small DataFrame of a local session";

/// What is said of what stands for Glue in a test.
pub fn mocks(script: &Script<'_>) -> Vec<Said> {
    let module = script.module;
    let mut out = stand_ins(script);
    // Only tests are looked through.
    let has = |word: &[u8]| memchr::memmem::find(module.text.as_bytes(), word).is_some();
    if !has(b"mock") && !has(b"sys.modules") {
        return out;
    }
    let mut modules = BTreeMap::new();
    let mut used = Used::default();
    for index in 0..module.expr_count() {
        #[allow(clippy::cast_possible_truncation)] // dense ids
        let id = ExprId(index as u32);
        match &module.expr(id).kind {
            ExprKind::Call(func, args, _) if is_named(script, *func, "patch") => {
                out.extend(args.first().and_then(|arg| patched(script, arg.value)));
            }
            ExprKind::Call(func, args, _)
                if is_named(script, *func, "object") || is_named(script, *func, "setattr") =>
            {
                if let [owner, name, ..] = &args[..] {
                    out.extend(patched_on(script, owner.value, name.value));
                }
            }
            ExprKind::Attribute(value, attr) => used.add(script, *value, attr.text),
            _ => {
                if let Some(name) = module.str_value(id).filter(|name| is_glue_module(name)) {
                    let span = module.expr(id).span;
                    let first = modules.entry(name).or_insert(span);
                    *first = (*first).min(span);
                }
            }
        }
    }
    out.extend(modules.into_iter().map(|(name, span)| foreign(span, name)));
    out.extend(used.first.into_values());
    out
}

/// Mocks on which a part of Glue is used, by what they are called, with the first place of each.
#[derive(Default)]
struct Used {
    first: BTreeMap<String, Said>,
}

impl Used {
    fn add(&mut self, script: &Script<'_>, value: ExprId, attr: &str) {
        let module = script.module;
        if own_class(script, attr).is_none()
            || !script.typing.mocks.holds(module, script.scopes, value)
        {
            return;
        }
        let span = module.expr(value).span;
        let name = module.expr_source(value);
        if self.first.get(name).is_some_and(|known| known.0 <= span) {
            return;
        }
        let message = format!(
            "this test replaces Glue by a mock: `{name}.{attr}` is not called by rewritten code"
        );
        self.first.insert(name.to_owned(), (span, Grade::Manual, message, INSTEAD.to_owned()));
    }
}

/// The class that an attribute tells, where no other program has it.
fn own_class<'s>(script: &Script<'s>, attr: &str) -> Option<&'s str> {
    let class = script.stubs.distinctive(attr).filter(|_| !script.stubs.only_in_glue(attr))?;
    Some(&script.stubs.class(class).name)
}

/// Classes of the test's own that have what only Glue has.
fn stand_ins(script: &Script<'_>) -> Vec<Said> {
    let module = script.module;
    let mut out = Vec::new();
    for index in 0..module.stmt_count() {
        #[allow(clippy::cast_possible_truncation)] // dense ids
        let id = StmtId(index as u32);
        let StmtKind::Class(class) = &module.stmt(id).kind else { continue };
        if let Some(of) = stands_for(script, class) {
            let name = class.name.text;
            let message = format!(
                "this test replaces Glue by a class of its own: `{name}` stands for {of}, which rewritten code does not use"
            );
            out.push((class.name.span, Grade::Manual, message, INSTEAD.to_owned()));
        }
    }
    out
}

/// The class of Glue that a class of a test stands for.
fn stands_for<'s>(script: &Script<'s>, class: &ClassDef<'_>) -> Option<&'s str> {
    let name = class.name.text.to_ascii_lowercase();
    let said = ["mock", "fake", "stub", "dummy"].iter().any(|word| name.contains(word));
    let derived = class
        .bases
        .iter()
        .any(|b| matches!(script.typing.of(b.value), Ty::Class(c) if script.stubs.class(*c).glue));
    if !said || derived {
        return None;
    }
    let module = script.module;
    let mut found = FxHashSet::default();
    for id in &class.body.stmts {
        match &module.stmt(*id).kind {
            StmtKind::Def(def) => {
                found.extend(own_class(script, def.name.text));
                for inner in &def.body.stmts {
                    found.extend(targets(script, *inner).filter_map(|t| own_class(script, t)));
                }
            }
            _ => found.extend(targets(script, *id).filter_map(|t| own_class(script, t))),
        }
    }
    found.into_iter().min()
}

/// The names and attributes that a statement assigns.
fn targets<'s>(script: &Script<'s>, id: StmtId) -> impl Iterator<Item = &'s str> {
    let targets = match &script.module.stmt(id).kind {
        StmtKind::Assign { targets, .. } => &targets[..],
        _ => &[],
    };
    targets.iter().filter_map(|target| match &script.module.expr(*target).kind {
        ExprKind::Attribute(_, attr) => Some(attr.text),
        ExprKind::Name(name) => Some(name),
        _ => None,
    })
}

/// Whether an attribute is one of a class of the test's own, of which a finding speaks.
pub fn is_stand_in(script: &Script<'_>, owner: ExprId) -> bool {
    let own = |ty: &Ty| match ty {
        Ty::LocalInstance(class) if class.module == script.view.here => {
            match &script.module.stmt(class.stmt).kind {
                StmtKind::Class(class) => stands_for(script, class).is_some(),
                _ => false,
            }
        }
        _ => false,
    };
    own(script.typing.of(owner))
}

fn is_named(script: &Script<'_>, id: ExprId, name: &str) -> bool {
    match &script.module.expr(id).kind {
        ExprKind::Name(found) => *found == name,
        ExprKind::Attribute(_, attr) => attr.text == name,
        _ => false,
    }
}

/// `patch("lib.readers.GlueContext")`, `patch("awsglue.context.GlueContext")`
fn patched(script: &Script<'_>, id: ExprId) -> Option<Said> {
    let target = script.module.str_value(id)?;
    let (path, name) = target.rsplit_once('.')?;
    let span = script.module.expr(id).span;
    if is_glue_module(path) {
        return Some(foreign(span, target));
    }
    let found = script.view.resolve(path)?;
    let offers = script.view.world.offers(found)?;
    gone(script, offers.names.get(name)?, span, (target, path))
}

/// `patch.object(readers, "GlueContext")`, `monkeypatch.setattr(readers, "GlueContext", …)`
fn patched_on(script: &Script<'_>, owner: ExprId, name: ExprId) -> Option<Said> {
    let Ty::File(found) = script.typing.of(owner) else { return None };
    let attr = script.module.str_value(name)?;
    let offers = script.view.world.offers(*found)?;
    let path = script.module.expr_source(owner);
    let span = script.module.expr(name).span;
    gone(script, offers.names.get(attr)?, span, (&format!("{path}.{attr}"), path))
}

/// What is said of a patched name of a module, if it goes from there.
fn gone(script: &Script<'_>, ty: &Ty, span: Span, (target, path): (&str, &str)) -> Option<Said> {
    let context = script.stubs.class_named("SparkContext");
    let what = if is_glue(script.stubs, ty) {
        format!("which is not in the rewritten `{path}`")
    } else if matches!(ty, Ty::Class(class) if Some(*class) == context) {
        format!("which goes from `{path}` where only Glue needed it")
    } else {
        return None;
    };
    let message = format!("this test replaces Glue by a mock: it patches `{target}`, {what}");
    let way_out = "patch what takes its place, or give the function a session".to_owned();
    Some((span, Grade::Manual, message, way_out))
}

fn foreign(span: Span, name: &str) -> Said {
    let message =
        format!("this test replaces Glue by a mock: rewritten code does not use `{name}`");
    (
        span,
        Grade::Review,
        message,
        "take the mock out once no module of the run imports it".to_owned(),
    )
}
