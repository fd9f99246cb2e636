//! Tests that put something in the place of Glue: by names in strings, which no rule sees.

use crate::diagnostics::Grade;
use crate::python::ast::{ExprId, ExprKind, Span};
use crate::script::Script;
use crate::stubs::is_glue_module;

use super::shared::is_glue;

/// A finding about a string: its place, the grade, what it says, the way out.
pub type Said = (Span, Grade, String, String);

/// What is said of strings that name Glue for a mock.
pub fn mocks(script: &Script<'_>) -> Vec<Said> {
    let module = script.module;
    // Only tests are looked through.
    if memchr::memmem::find(module.text.as_bytes(), b"mock").is_none() {
        return Vec::new();
    }
    let mut out = Vec::new();
    for index in 0..module.expr_count() {
        #[allow(clippy::cast_possible_truncation)] // dense ids
        let id = ExprId(index as u32);
        match &module.expr(id).kind {
            ExprKind::Call(func, args, _) if is_named(script, *func, "patch") => {
                out.extend(args.first().and_then(|arg| patched(script, arg.value)));
            }
            ExprKind::Subscript(value, key) if is_named(script, *value, "modules") => {
                out.extend(key.first().and_then(|key| replaced(script, *key)));
            }
            _ => {}
        }
    }
    out
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
    is_glue(script.stubs, offers.names.get(name)?).then(|| {
        let message = format!("`{target}` is patched, which is not in the rewritten `{path}`");
        let way_out = "patch what takes its place, or give the function a session".to_owned();
        (span, Grade::Manual, message, way_out)
    })
}

/// `sys.modules["awsglue.context"] = …`
fn replaced(script: &Script<'_>, id: ExprId) -> Option<Said> {
    let name = script.module.str_value(id)?;
    is_glue_module(name).then(|| foreign(script.module.expr(id).span, name))
}

fn foreign(span: Span, name: &str) -> Said {
    let message = format!("the test mocks `{name}`, which rewritten code does not import");
    (span, Grade::Review, message, "take the mock out with the Glue that is left".to_owned())
}
