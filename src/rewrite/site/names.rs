//! Glue that is named but not called.

use rustc_hash::FxHashSet;

use super::super::mocks::is_stand_in;
use super::{Site, SiteKind, asked};
use crate::python::ast::{ExprId, ExprKind, StmtId, StmtKind};
use crate::python::scope::Binding;
use crate::rules::RuleSet;
use crate::rules::bind::{Bound, Value};
use crate::script::Script;
use crate::stubs::{ClassId, is_glue_module};
use crate::types::Ty;

/// A name that comes from Glue, from where the stubs do not have it or from elsewhere as well.
fn unknown_import(script: &Script<'_>, id: ExprId, name: &str) -> Option<Site> {
    let from = script.scopes.scope_of(id);
    let of_glue = |b: &Binding| {
        matches!(b, Binding::Import(stmt) if match &script.module.stmt(*stmt).kind {
            StmtKind::ImportFrom { module, .. } => is_glue_module(module),
            StmtKind::Import(names) => {
                names.iter().any(|a| a.bound() == name && is_glue_module(a.path))
            }
            _ => false,
        })
    };
    let mut only = true;
    let glue = match script.scopes.resolve(from, name) {
        Some(owner) => {
            let bindings = script.scopes.scope(owner).names.get(name)?;
            only = bindings.iter().all(of_glue);
            bindings.iter().any(of_glue)
        }
        None => script.from_unknown_star(name),
    };
    if !glue {
        return None;
    }
    let mut site = Site::new("unknown".to_owned(), SiteKind::Unknown, Bound::default());
    site.bound.problem = Some(if only {
        format!("`{name}` comes from a part of awsglue that is not known")
    } else {
        format!("`{name}` comes from awsglue, and from elsewhere too")
    });
    Some(site)
}

/// The type of what is `None` where an import failed.
fn or_none(ty: &Ty) -> &Ty {
    match ty {
        Ty::Union(members) => match &members[..] {
            [Ty::None, other] => other,
            _ => ty,
        },
        other => other,
    }
}

/// Whether a class derives from what stands there.
fn is_base(script: &Script<'_>, id: ExprId) -> bool {
    let stmt = script.module.stmt(script.scopes.stmt_of(id));
    matches!(&stmt.kind, StmtKind::Class(class) if class.bases.iter().any(|b| b.value == id))
}

/// A class or function of Glue that is named but not called, or an attribute that Glue lacks.
pub(super) fn reference(
    script: &Script<'_>,
    rules: &RuleSet,
    patched: &FxHashSet<ClassId>,
    id: ExprId,
) -> Option<Site> {
    let expr = script.module.expr(id);
    if !matches!(expr.kind, ExprKind::Name(_) | ExprKind::Attribute(..))
        || script.scopes.is_store(id)
    {
        return None;
    }
    let parent = script.scopes.parent(id);
    if let ExprKind::Attribute(value, attr) = expr.kind
        && script.is_target(id)
        && script.typing.names_glue
        && script.stubs.distinctive(attr.text).is_some()
    {
        // A method of Glue that is replaced on an object, as tests do. Of mocks one finding speaks.
        let spoken = script.typing.mocks.holds(script.module, script.scopes, value)
            || is_stand_in(script, value)
            || matches!(script.typing.of(value), Ty::Class(class) if replaced(script, patched, value, *class));
        return (!spoken)
            .then(|| Site::new(REPLACED.to_owned(), SiteKind::Unknown, Bound::default()));
    }
    let op = match or_none(script.typing.of(id)) {
        Ty::Class(class) if script.stubs.class(*class).glue => {
            if parent.is_some_and(|p| asked(script, rules, p).is_some()) {
                return None;
            }
            if replaced(script, patched, id, *class) {
                return Some(Site::new(REPLACED.to_owned(), SiteKind::Reference, Bound::default()));
            }
            let part_of_call = parent.is_some_and(|p| match &script.module.expr(p).kind {
                ExprKind::Call(func, ..) => *func == id,
                ExprKind::Attribute(value, attr) => {
                    *value == id
                        && (!matches!(script.typing.of(p), Ty::Unknown)
                            || declared(script, rules, *class, attr.text).is_some())
                        && !script.is_target(p)
                }
                _ => false,
            });
            if part_of_call {
                return None;
            }
            let name = &script.stubs.class(*class).name;
            if is_base(script, id) { format!("{name} as a base") } else { name.clone() }
        }
        Ty::Func(func) | Ty::Bound(func, _) if script.stubs.func(*func).glue => {
            let called = parent.is_some_and(
                |p| matches!(script.module.expr(p).kind, ExprKind::Call(f, ..) if f == id),
            );
            if called {
                return None;
            }
            if let ExprKind::Attribute(value, _) = expr.kind
                && let Ty::Class(class) = script.typing.of(value)
                && replaced(script, patched, value, *class)
            {
                return None; // the class in front of it is the site
            }
            format!("{} as a value", script.stubs.func(*func).op)
        }
        Ty::Unknown | Ty::Never => {
            if let ExprKind::Name(name) = expr.kind {
                return unknown_import(script, id, name);
            }
            let ExprKind::Attribute(value, attr) = &expr.kind else {
                return None;
            };
            if let Ty::Class(class) = script.typing.of(*value) {
                // A constant of a class, which has no instance to insert.
                let op = declared(script, rules, *class, attr.text)?;
                return Some(Site::new(op, SiteKind::Access, Bound::default()));
            }
            let owner = script.typing.of(*value).members().iter().find_map(|m| match m {
                Ty::Instance(class) if script.stubs.class(*class).glue => Some(*class),
                _ => None,
            })?;
            if script.typing.of(*value).members().len() > 1 {
                return None;
            }
            // What awsglue declares means the same on Spark's class, unless a rule speaks of it.
            if let Some(class) = script.stubs.attr_owner(owner, attr.text) {
                let op = format!("{}.{}", script.stubs.class(class).name, attr.text);
                return rules.knows(&op).then(|| {
                    let mut bound = Bound::default();
                    bound.values.insert("self".to_owned(), Value::Expr(*value));
                    Site::new(op, SiteKind::Access, bound)
                });
            }
            let mut site = Site::new(
                format!("{}.?", script.stubs.class(owner).name),
                SiteKind::Unknown,
                Bound::default(),
            );
            site.bound.problem = Some(if attr.text == "__class__" {
                "it asks for the class, which is another one now".to_owned()
            } else {
                format!("awsglue's {} has no `{}`", script.stubs.class(owner).name, attr.text)
            });
            return Some(site);
        }
        _ => return None,
    };
    Some(Site::new(op, SiteKind::Reference, Bound::default()))
}

/// What tests do with parts of Glue: they put something else there.
const REPLACED: &str = "replaced";

/// Whether a class is named where a part of it is replaced, or where what was replaced is read.
fn replaced(script: &Script<'_>, patched: &FxHashSet<ClassId>, id: ExprId, class: ClassId) -> bool {
    if !patched.contains(&class) {
        return false;
    }
    let Some(part) = script.scopes.parent(id) else { return false };
    if !matches!(script.module.expr(part).kind, ExprKind::Attribute(value, _) if value == id) {
        return false;
    }
    let called = script.scopes.parent(part).is_some_and(|call| {
        matches!(script.module.expr(call).kind, ExprKind::Call(func, ..) if func == part)
            && script.typing.callees.contains_key(&call)
    });
    !called
}

/// The classes of Glue in which the script puts something of its own in the place of a method.
pub(super) fn patched_classes(script: &Script<'_>) -> FxHashSet<ClassId> {
    let mut out = FxHashSet::default();
    for index in 0..script.module.stmt_count() {
        #[allow(clippy::cast_possible_truncation)] // dense ids
        let StmtKind::Assign { targets, .. } = &script.module.stmt(StmtId(index as u32)).kind
        else {
            continue;
        };
        for target in targets {
            if let ExprKind::Attribute(value, attr) = script.module.expr(*target).kind
                && let Ty::Class(class) = script.typing.of(value)
                && script.stubs.method(*class, attr.text).is_some()
            {
                out.insert(*class);
            }
        }
    }
    out
}

/// The operation that an attribute in awsglue's declaration of a class is, where rules speak of it.
fn declared(script: &Script<'_>, rules: &RuleSet, class: ClassId, name: &str) -> Option<String> {
    let owner = script.stubs.attr_owner(class, name)?;
    let op = format!("{}.{name}", script.stubs.class(owner).name);
    rules.knows(&op).then_some(op)
}
