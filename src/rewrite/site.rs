//! The places of a script where Glue is used.

mod branches;
mod builders;
mod named;
mod names;
mod overwrites;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::python::ast::{Arg, ExprId, ExprKind, StmtId};
use crate::python::scope::Binding;
use crate::rules::RuleSet;
use crate::rules::bind::{Bound, Given, Value, bind};
use crate::script::Script;
use crate::stubs::{ClassId, FuncKind};
use crate::types::{Callee, Ty};

use names::{patched_classes, reference};

/// What stands at a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SiteKind {
    /// A call.
    Call,
    /// A property or a subscription.
    Access,
    /// A class that is named without being called.
    Reference,
    /// An attribute that awsglue does not have.
    Unknown,
}

/// One use of Glue.
#[derive(Clone, Debug)]
pub struct Site {
    /// The operation.
    pub op: String,
    /// What stands there.
    pub kind: SiteKind,
    /// Its arguments.
    pub bound: Bound,
    /// Whether it works on the result of a call that stays Glue.
    pub kept: bool,
    /// Whether the receiver may also be of a class that is not Glue's.
    pub ambiguous: bool,
    /// Whether the operation is Glue's own.
    pub glue: bool,
    /// Statements that only configure the builder which this call completes.
    pub setters: Vec<StmtId>,
    /// The calls that make and configure that builder.
    pub parts: Vec<ExprId>,
}

/// All sites of a script, by the expression that is replaced.
pub fn sites(script: &Script<'_>, rules: &RuleSet) -> FxHashMap<ExprId, Site> {
    let patched = patched_classes(script);
    let mut found = FxHashMap::default();
    for id in (0..script.module.expr_count()).map(expr_id) {
        if let Some(site) = site(script, rules, &patched, id) {
            found.insert(id, site);
        }
    }
    if script.typing.names_glue || found.values().any(|site| site.glue) {
        for id in (0..script.module.expr_count()).map(expr_id) {
            if let Some(site) = doubtful(script, id)
                && !script.typing.callees.contains_key(&id)
            {
                found.entry(id).or_insert(site);
            }
        }
    }
    for (id, (op, bound)) in script.helpers.into_iter().flat_map(|h| &h.calls) {
        let mut site = Site::new(op.clone(), SiteKind::Call, bound.clone());
        // Where no rule holds, it is the call of a local function like any other.
        site.glue = false;
        found.insert(*id, site);
    }
    builders::fold(script, rules, &mut found);
    branches::fold(script, rules, &mut found);
    overwrites::fold(script, rules, &mut found);
    found
}

/// Ids are dense and fit in u32 as the text does.
#[allow(clippy::cast_possible_truncation)]
fn expr_id(index: usize) -> ExprId {
    ExprId(index as u32)
}

fn site(
    script: &Script<'_>,
    rules: &RuleSet,
    patched: &FxHashSet<ClassId>,
    id: ExprId,
) -> Option<Site> {
    use ExprKind::{Attribute, Call, Name, Subscript};
    if !matches!(script.module.expr(id).kind, Call(..) | Attribute(..) | Subscript(..) | Name(_)) {
        return None;
    }
    match script.typing.callees.get(&id) {
        Some(Callee::Op { func, kept }) => operation(script, rules, id, *func, *kept),
        Some(Callee::Construct(class)) => {
            let stub = script.stubs.class(*class);
            let init = script.stubs.method(*class, "__init__").map(|f| script.stubs.func(f));
            let own = format!("{}.__init__", stub.name);
            let op = init.filter(|f| f.own == own).map_or(own.clone(), |f| f.op.clone());
            // Spark has classes of the same names as Glue (`StructType`); the rules speak of Glue's.
            let twin = script.stubs.class_named(&stub.name) != Some(*class);
            if !stub.glue && (twin || !rules.knows(&op)) {
                return None;
            }
            let ExprKind::Call(_, args, _) = &script.module.expr(id).kind else {
                return None;
            };
            // `X()` of a transform is only the first half of `X()(…)`.
            if stub.glue && script.stubs.derives(*class, "GlueTransform") && args.is_empty() {
                return None;
            }
            let bound = match script.stubs.method(*class, "__init__") {
                Some(init) => bind(script.stubs.func(init), None, args, |a| unpacked(script, a)),
                None => Bound::default(),
            };
            let mut site = Site::new(op, SiteKind::Call, bound);
            site.glue = stub.glue;
            site.of_one_callee(script, id);
            Some(site)
        }
        Some(Callee::Local { .. }) => None,
        None => asked(script, rules, id)
            .map(|op| access(script, id, op))
            .or_else(|| reference(script, rules, patched, id))
            .or_else(|| by_name(script, id)),
    }
}

/// What is asked of a class of Glue, where rules speak of it: `isinstance(x, ChoiceType)`, `ChoiceType.__name__`.
fn asked(script: &Script<'_>, rules: &RuleSet, id: ExprId) -> Option<String> {
    let named = |class: ExprId| match script.typing.of(class) {
        Ty::Class(class) if script.stubs.class(*class).glue => {
            Some(&script.stubs.class(*class).name)
        }
        _ => None,
    };
    let op = match &script.module.expr(id).kind {
        ExprKind::Call(func, args, _) if script.module.name(*func) == Some("isinstance") => {
            let [_, class] = &args[..] else { return None };
            format!("isinstance of {}", named(class.value)?)
        }
        ExprKind::Attribute(class, attr) if attr.text == "__name__" => {
            format!("{}.__name__", named(*class)?)
        }
        ExprKind::Attribute(object, attr) if attr.text == "__class__" => {
            let Ty::Instance(class) = script.typing.of(*object) else { return None };
            return class_of(script, rules, *class);
        }
        _ => return None,
    };
    rules.knows(&op).then_some(op)
}

/// `x.__class__` of a class, or one that it derives from, of which rules speak.
fn class_of(script: &Script<'_>, rules: &RuleSet, class: ClassId) -> Option<String> {
    let stub = script.stubs.class(class);
    let op = format!("{}.__class__", stub.name);
    if stub.glue && rules.knows(&op) {
        return Some(op);
    }
    stub.bases.iter().find_map(|base| class_of(script, rules, *base))
}

/// A site at an expression that is no call of its own.
fn access(script: &Script<'_>, id: ExprId, op: String) -> Site {
    let mut bound = Bound::default();
    if let ExprKind::Attribute(value, _) = script.module.expr(id).kind {
        bound.values.insert("self".to_owned(), Value::Expr(value));
    }
    Site::new(op, SiteKind::Access, bound)
}

/// `getattr(frame, "drop_fields")`: a part of Glue that is asked for by its name.
fn by_name(script: &Script<'_>, id: ExprId) -> Option<Site> {
    let ExprKind::Call(func, args, _) = &script.module.expr(id).kind else { return None };
    let [object, name, ..] = &args[..] else { return None };
    let builtin = matches!(script.module.name(*func)?, "getattr" | "setattr");
    let Ty::Instance(class) = script.typing.of(object.value) else { return None };
    let stub = script.stubs.class(*class);
    let problem = match script.module.str_value(name.value) {
        Some(attr) => {
            script.stubs.method(*class, attr)?;
            format!("`{attr}` is asked for by its name")
        }
        None => "the name of what is asked for is known at run time".to_owned(),
    };
    if !builtin || !stub.glue {
        return None;
    }
    let mut site = Site::new(format!("{}.?", stub.name), SiteKind::Unknown, Bound::default());
    site.bound.problem = Some(problem);
    Some(site)
}

const UNKNOWN: &str = " of what is not known";

/// A call on what is not known that may be one of Glue's. Where one kind of frame has become another one it
/// means something else, so it must be said.
fn doubtful(script: &Script<'_>, id: ExprId) -> Option<Site> {
    let ExprKind::Call(callee, args, _) = &script.module.expr(id).kind else { return None };
    let ExprKind::Attribute(value, name) = script.module.expr(*callee).kind else { return None };
    let op = script.stubs.doubtful(name.text, args.len())?;
    let unknown = matches!(script.typing.of(*callee), Ty::Unknown | Ty::Never)
        && script.typing.of(value).members().iter().all(|member| {
            matches!(member, Ty::Unknown | Ty::Never | Ty::None | Ty::LocalInstance(_))
        });
    // Where what it is called with is known, that tells what it is called on.
    let given = args.iter().all(|arg| {
        let ty = script.typing.of(arg.value);
        ty.is_unknown() || script.is_instance(arg.value, "DynamicFrame")
    });
    if !unknown || !given {
        return None;
    }
    let mut site = Site::new(format!("{op}{UNKNOWN}"), SiteKind::Unknown, Bound::default());
    site.glue = false;
    Some(site)
}

impl Site {
    fn new(op: String, kind: SiteKind, bound: Bound) -> Self {
        Self {
            op,
            kind,
            bound,
            kept: false,
            ambiguous: false,
            glue: true,
            setters: Vec::new(),
            parts: Vec::new(),
        }
    }

    /// Notes where the call may reach something else: `step = A.apply if x else B.apply`.
    fn of_one_callee(&mut self, script: &Script<'_>, id: ExprId) {
        let ExprKind::Call(callee, ..) = &script.module.expr(id).kind else { return };
        let members = script.typing.of(*callee).members();
        let reached = members.iter().filter(|member| !matches!(member, Ty::None | Ty::Never));
        if reached.count() > 1 && !is_imported(script, *callee) {
            self.bound.problem = Some("what is called is not the same each time".to_owned());
        }
    }

    /// Whether it is something of a class.
    fn is_of(&self, class: &str) -> bool {
        self.op.strip_prefix(class).is_some_and(|rest| rest.starts_with('.'))
    }

    /// Whether it may be Glue's or not: what it takes and gives is what other calls take and give.
    pub fn is_of_the_unknown(&self) -> bool {
        !self.glue && self.op.ends_with(UNKNOWN)
    }

    /// Whether it is a method of a frame of Glue or of one of Spark, both of which have it.
    pub fn is_of_either_frame(&self) -> bool {
        self.ambiguous && self.op.starts_with("DynamicFrame.")
    }
}

fn operation(
    script: &Script<'_>,
    rules: &RuleSet,
    id: ExprId,
    func: crate::stubs::FuncId,
    kept: bool,
) -> Option<Site> {
    let stub = script.stubs.func(func);
    let context_method = stub.own.starts_with("SQLContext.");
    if !stub.glue && !rules.knows(&stub.op) {
        return None;
    }
    let (receiver, bound, kind) = match &script.module.expr(id).kind {
        ExprKind::Call(callee, args, _) => {
            let receiver = match script.module.expr(*callee).kind {
                ExprKind::Attribute(value, _)
                    if stub.kind == FuncKind::Method
                        && matches!(script.typing.of(*callee), Ty::Bound(..) | Ty::Union(_)) =>
                {
                    Some(value)
                }
                _ => None,
            };
            (receiver, bind(stub, receiver, args, |a| unpacked(script, a)), SiteKind::Call)
        }
        ExprKind::Attribute(value, _) => {
            // A reader or writer object is no site where a call on it is one.
            if consumed(script, id) {
                return None;
            }
            let mut bound = Bound::default();
            bound.values.insert("self".to_owned(), Value::Expr(*value));
            (Some(*value), bound, SiteKind::Access)
        }
        ExprKind::Subscript(value, index) => {
            let mut bound = Bound::default();
            bound.values.insert("self".to_owned(), Value::Expr(*value));
            if let Some(key) = index.first() {
                bound.values.insert("key".to_owned(), Value::Expr(*key));
            }
            (Some(*value), bound, SiteKind::Access)
        }
        _ => return None,
    };
    // Methods of SQLContext are Glue's only where a GlueContext has them.
    if context_method && !receiver.is_some_and(|r| script.is_instance(r, "GlueContext")) {
        return None;
    }
    let mut site = Site::new(stub.op.clone(), kind, bound);
    site.kept = kept
        || site.bound.values.values().any(|v| {
            matches!(v, Value::Expr(e)
                if script.typing.of(*e).members().iter().any(|m| matches!(m, Ty::Kept(_))))
        });
    site.glue = stub.glue || context_method;
    let of_class = |r: ExprId| {
        script.typing.of(r).members().iter().any(|member| matches!(member, Ty::Class(_)))
    };
    if kind == SiteKind::Call && receiver.is_none_or(of_class) {
        site.of_one_callee(script, id);
    }
    site.ambiguous = receiver.is_some_and(|r| {
        let members = script.typing.of(r).members();
        members.len() > 1
            && members.iter().any(|m| match m {
                Ty::Instance(class) | Ty::Kept(class) => {
                    let name = stub.own.rsplit('.').next().unwrap_or_default();
                    script
                        .stubs
                        .method(*class, name)
                        .is_some_and(|f| script.stubs.func(f).op != stub.op)
                }
                Ty::Unknown => true,
                _ => false,
            })
    });
    Some(site)
}

/// Whether a name is imported in one way or another: what takes its place where that fails does the same.
fn is_imported(script: &Script<'_>, id: ExprId) -> bool {
    let root = std::iter::successors(Some(id), |id| match script.module.expr(*id).kind {
        ExprKind::Attribute(value, _) | ExprKind::Paren(value) => Some(value),
        _ => None,
    });
    let name = root.last().and_then(|root| Some((root, script.module.name(root)?)));
    name.is_some_and(|(root, name)| {
        let scope = script.scopes.scope_of(root);
        let bindings = script.scopes.bindings(scope, name);
        bindings.is_empty() || bindings.iter().any(|b| matches!(b, Binding::Import(_)))
    })
}

/// What stands behind the stars of an argument, where it is a literal that nothing changes.
fn unpacked(script: &Script<'_>, arg: &Arg<'_>) -> Option<Vec<Given>> {
    if arg.stars == 2 {
        let entries = script.dict(arg.value)?;
        return Some(entries.into_iter().map(|(key, value)| (Some(key), value)).collect());
    }
    let items = script.items(arg.value)?;
    let plain = |item: &&ExprId| !matches!(script.module.expr(**item).kind, ExprKind::Star(..));
    (items.iter().filter(plain).count() == items.len())
        .then(|| items.iter().map(|item| (None, *item)).collect())
}

/// Whether `g.create_dynamic_frame` is followed by the call that is the real site.
fn consumed(script: &Script<'_>, id: ExprId) -> bool {
    let Some(parent) = script.scopes.parent(id) else {
        return false;
    };
    let ExprKind::Attribute(..) = script.module.expr(parent).kind else {
        return false;
    };
    let Some(call) = script.scopes.parent(parent) else {
        return false;
    };
    matches!(script.typing.callees.get(&call), Some(Callee::Op { func, .. })
        if script.stubs.func(*func).glue)
        && matches!(script.module.expr(call).kind, ExprKind::Call(func, ..) if func == parent)
}

/// Statements that set up a builder, with the calls that complete it.
pub fn setters(sites: &FxHashMap<ExprId, Site>) -> FxHashMap<StmtId, Vec<ExprId>> {
    let mut out: FxHashMap<StmtId, Vec<ExprId>> = FxHashMap::default();
    for (id, site) in sites {
        for setter in &site.setters {
            out.entry(*setter).or_default().push(*id);
        }
    }
    out
}
