//! What each expression is at its point of the program: flow through assignments, branches, loops,
//! functions, attributes and containers of one module. What is not known is `Unknown`.

mod by_use;
mod calls;
mod definitions;
mod env;
mod expr;
mod flow;
mod imports;
mod indirect;
pub mod lake;
mod members;
mod names;
mod overrides;
mod summary;
mod table;
mod ty;
mod world;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::mocked::Mocks;
use crate::python::ast::{ExprId, ExprKind, Module, StmtId, StmtKind};
use crate::python::scope::{ScopeId, Scopes};
use crate::stubs::{ClassId, FuncId, Stubs, is_glue_module};
pub(crate) use calls::{bind_argument, bind_local};
use env::Env;
pub use indirect::class_test;
pub use names::ModuleNames;
pub use summary::summarise;
use table::Table;
pub use ty::Ty;
pub use world::{
    Asks, Class, DefId, Function, MethodKind, ModId, Offers, Summary, View, World, alone, apart,
};

/// What a call (or a property access, or a subscription) reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Callee {
    /// A declared function or method; `kept` where its receiver stays Glue.
    Op {
        /// The function.
        func: FuncId,
        /// Whether the receiver is the result of a call that stays Glue.
        kept: bool,
    },
    /// The constructor of a declared class.
    Construct(ClassId),
    /// A function of the run; `bound` where the first parameter is the receiver.
    Local {
        /// The `def`.
        def: DefId,
        /// Whether a receiver takes the first parameter.
        bound: bool,
    },
}

/// The result of the analysis.
#[derive(Clone, Debug, Default)]
pub struct Typing {
    types: Vec<Ty>,
    /// What each call, property access or subscription reaches.
    pub callees: FxHashMap<ExprId, Callee>,
    /// The calls of each local function.
    pub call_sites: FxHashMap<StmtId, Vec<ExprId>>,
    /// Local functions that are also used as values, so that not all their calls are known.
    pub used_as_value: FxHashSet<StmtId>,
    /// The types of each local function's parameters.
    pub params: FxHashMap<StmtId, Vec<Ty>>,
    /// Whether the text names Glue beyond doubt.
    pub names_glue: bool,
    /// The names that hold mocks.
    pub mocks: Mocks,
    /// What each local function returns.
    pub returns: FxHashMap<StmtId, Ty>,
    /// What is known in the end of the names of the module's top level and of its classes.
    pub attrs: FxHashMap<StmtId, FxHashMap<String, Ty>>,
    /// The names of the module's top level.
    pub names: FxHashMap<String, Ty>,
    /// The calls that give something else where they stay Glue; of all others it makes no difference.
    pub kept_matters: FxHashSet<ExprId>,
    /// What is asked of other modules.
    pub asks: Asks,
    /// Methods with those of this module that override them.
    pub overrides: Vec<(DefId, DefId)>,
}

impl Typing {
    /// Whether the same was found out of each expression.
    pub fn agrees(&self, other: &Self) -> bool {
        self.types == other.types && self.callees == other.callees
    }

    /// The type of an expression.
    pub fn of(&self, id: ExprId) -> &Ty {
        &self.types[id.0 as usize]
    }
}

/// Types that hold before the first statement: the names of a rule's example.
pub type Prelude<'a> = [(&'a str, Ty)];

/// Analyses one module. `kept` are the calls whose result stays Glue.
pub fn infer(
    module: &Module<'_>,
    scopes: &Scopes<'_>,
    stubs: &Stubs,
    prelude: &Prelude<'_>,
    kept: &FxHashSet<ExprId>,
    view: View<'_>,
) -> Typing {
    let mocks = Mocks::of(module, scopes);
    let glue = names_glue(module, scopes, stubs, &mocks);
    let mut infer = Infer {
        module,
        scopes,
        stubs,
        kept,
        view,
        out: Typing { types: vec![Ty::Unknown; module.expr_count()], mocks, ..Typing::default() },
        env: Env::default(),
        finals: Table::of(scopes.ids().map(|id| scopes.scope(id).names.len()).sum()),
        attrs: Table::default(),
        returns: Table::default(),
        pending: Vec::new(),
        scope: ScopeId(0),
        def: None,
        loops: 0,
        classes: Vec::new(),
        stale: false,
        glue,
        by_use: FxHashMap::default(),
        patches: Table::default(),
        entered: FxHashSet::default(),
        generators: FxHashSet::default(),
        lambdas: Vec::new(),
        shared: shared_names(module),
    };
    for (name, ty) in prelude {
        infer.finals.learn((ScopeId(0), *name), ty.clone());
    }
    infer.seed();
    // What was not known yet in one of the rounds is no fact.
    if infer.rounds(prelude) && infer.settle() {
        infer.rounds(prelude);
    }
    infer.out.names_glue = infer.glue;
    infer.into_typing()
}

/// The names of all `global` and `nonlocal` statements.
fn shared_names<'s>(module: &Module<'s>) -> FxHashSet<&'s str> {
    let mut out = FxHashSet::default();
    for i in 0..module.stmt_count() {
        #[allow(clippy::cast_possible_truncation)] // dense ids
        if let StmtKind::Scope(names, _) = &module.stmt(StmtId(i as u32)).kind {
            out.extend(names.iter().map(|name| name.text));
        }
    }
    out
}

/// Whether a module imports awsglue or uses a name that only a `GlueContext` has.
pub fn names_glue(module: &Module<'_>, scopes: &Scopes<'_>, stubs: &Stubs, mocks: &Mocks) -> bool {
    let context = stubs.class_named("GlueContext");
    let glue = |path: &str| is_glue_module(path) || stubs.is_own(path);
    let imports = (0..module.stmt_count()).any(|i| {
        #[allow(clippy::cast_possible_truncation)] // dense ids
        match &module.stmt(StmtId(i as u32)).kind {
            StmtKind::Import(names) => names.iter().any(|a| glue(a.path)),
            StmtKind::ImportFrom { module, .. } => glue(module),
            _ => false,
        }
    });
    imports
        || (0..module.expr_count()).any(|i| {
            #[allow(clippy::cast_possible_truncation)] // dense ids
            match &module.expr(ExprId(i as u32)).kind {
                ExprKind::Attribute(value, attr) => {
                    !stubs.only_in_glue(attr.text)
                        && context.is_some()
                        && stubs.distinctive(attr.text) == context
                        && !mocks.holds(module, scopes, *value)
                }
                ExprKind::Name(name) => {
                    FORGOTTEN.contains(name)
                        && scopes.resolve(scopes.scope_of(ExprId(i as u32)), name).is_none()
                }
                _ => false,
            }
        })
}

/// Names of Glue that scripts use without importing them: what runs them imports them.
pub const FORGOTTEN: [&str; 4] =
    ["DynamicFrame", "DynamicFrameCollection", "GlueContext", "getResolvedOptions"];

/// More of them, whose names others have as well.
const OFTEN_FORGOTTEN: [&str; 19] = [
    "ApplyMapping",
    "DropFields",
    "DropNullFields",
    "EvaluateDataQuality",
    "Filter",
    "FlatMap",
    "Job",
    "Join",
    "Map",
    "Relationalize",
    "RenameField",
    "ResolveChoice",
    "SelectFields",
    "SelectFromCollection",
    "SplitFields",
    "SplitRows",
    "Unbox",
    "Union",
    "UnnestFrame",
];

struct Infer<'a, 's> {
    module: &'a Module<'s>,
    scopes: &'a Scopes<'s>,
    stubs: &'a Stubs,
    kept: &'a FxHashSet<ExprId>,
    /// The other modules of the run.
    view: View<'a>,
    out: Typing,
    /// Types of the current function's names at this point.
    env: Env<'a>,
    /// Join of everything assigned to a name of a scope.
    finals: Table<(ScopeId, &'a str)>,
    /// Attributes of local classes.
    attrs: Table<(StmtId, &'a str)>,
    /// What each local function returns.
    returns: Table<StmtId>,
    /// Function bodies that wait for the end of the module.
    pending: Vec<StmtId>,
    scope: ScopeId,
    def: Option<StmtId>,
    /// How many loops are around this point.
    loops: usize,
    /// The classes around this point.
    classes: Vec<StmtId>,
    /// Whether something was learnt after this round had read it.
    stale: bool,
    /// Functions whose bodies this round has begun.
    entered: FxHashSet<StmtId>,
    /// Whether the text names Glue beyond doubt, so that less telling names count as well.
    glue: bool,
    /// Functions that scripts hang on declared classes: `DynamicFrame.my_transform = f`.
    patches: Table<(ClassId, &'a str)>,
    /// Functions that yield.
    generators: FxHashSet<StmtId>,
    /// Lambdas whose calls are looked at.
    lambdas: Vec<ExprId>,
    /// Names that a function assigns for the scopes around it.
    shared: FxHashSet<&'a str>,
    /// Parameters whose type follows from an attribute that only one class has.
    by_use: FxHashMap<(StmtId, usize), Ty>,
}

impl<'a, 's: 'a> Infer<'a, 's> {
    /// Begins with what the rest of the run says about this module.
    fn seed(&mut self) {
        let view = self.view;
        let Some(asked) = view.asked() else { return };
        for ((def, index), ty) in &asked.args {
            let StmtKind::Def(stub) = &self.module.stmt(def.stmt).kind else { continue };
            let params = self.out.params.entry(def.stmt).or_default();
            params.resize(stub.params.len(), Ty::Never);
            if let Some(slot) = params.get_mut(*index) {
                *slot = std::mem::take(slot).join(ty.clone());
            }
        }
        for ((class, name), ty) in &asked.attrs {
            self.attrs.learn((class.stmt, name.as_str()), ty.clone());
        }
        for ((_, name), ty) in &asked.names {
            if let Some(own) = self.scopes.scope(ScopeId(0)).names.get_key_value(name.as_str()) {
                self.finals.learn((ScopeId(0), *own.0), ty.clone());
                self.shared.insert(own.0);
            }
        }
        for (def, ty) in &asked.returns {
            self.returns.learn(def.stmt, ty.clone());
        }
        self.out.used_as_value.extend(asked.as_value.iter().map(|d| d.stmt));
    }

    fn into_typing(mut self) -> Typing {
        self.out.returns = self.returns.into_facts().collect();
        // Nobody asks for the names of a script that is alone.
        if self.view.world.linked {
            for ((scope, name), ty) in self.finals.into_facts() {
                if scope == ScopeId(0) {
                    self.out.names.insert(name.to_owned(), ty);
                }
            }
            for ((class, name), ty) in self.attrs.into_facts() {
                self.out.attrs.entry(class).or_default().insert(name.to_owned(), ty);
            }
        }
        self.out
    }

    fn set(&mut self, id: ExprId, ty: Ty) -> Ty {
        self.out.types[id.0 as usize] = ty.clone();
        ty
    }

    /// Facts only grow, so a few rounds settle a script; a limit guards against a slow ascent.
    fn rounds(&mut self, prelude: &Prelude<'a>) -> bool {
        (0..6).any(|_| {
            self.round(prelude);
            !self.stale
        })
    }

    /// Forgets what early rounds did not know yet; `true` where that is anything.
    fn settle(&mut self) -> bool {
        let settled = [self.finals.settle(), self.attrs.settle(), self.returns.settle()];
        settled.contains(&true)
    }

    fn round(&mut self, prelude: &Prelude<'a>) {
        self.stale = false;
        self.finals.begin();
        self.attrs.begin();
        self.returns.begin();
        self.patches.begin();
        self.entered.clear();
        self.out.call_sites.clear();
        self.out.callees.clear();
        self.out.asks = Asks::default();
        self.env = Env::of(self.scopes.scope(ScopeId(0)).names.len());
        prelude.iter().for_each(|(name, ty)| self.env.insert(name, ty.clone()));
        self.scope = ScopeId(0);
        self.def = None;
        let module = self.module;
        self.block(&module.body);
        while let Some(def) = self.pending.pop() {
            self.function(def);
        }
        self.share_overrides();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::python::parse;

    /// The type of each name that stands alone on a line of the script.
    fn shown(text: &str) -> Vec<String> {
        let module = parse(text).unwrap();
        let scopes = Scopes::of(&module);
        let stubs = Stubs::embedded();
        let typing = infer(&module, &scopes, stubs, &[], &FxHashSet::default(), alone());
        let mut out = Vec::new();
        for i in 0..module.stmt_count() {
            if let StmtKind::Expr(e) = module.stmt(StmtId(u32::try_from(i).unwrap())).kind
                && let ExprKind::Name(name) = module.expr(e).kind
            {
                out.push(format!("{name}: {}", show(stubs, typing.of(e))));
            }
        }
        out
    }

    fn show(stubs: &Stubs, ty: &Ty) -> String {
        match ty {
            Ty::Instance(c) => stubs.class(*c).name.clone(),
            Ty::List(t) => format!("list[{}]", show(stubs, t)),
            Ty::Dict(t) => format!("dict[{}]", show(stubs, t)),
            Ty::Union(m) => m.iter().map(|m| show(stubs, m)).collect::<Vec<_>>().join(" | "),
            other => format!("{other:?}"),
        }
    }

    const HEAD: &str = "from awsglue.context import GlueContext\nfrom awsglue.transforms import *\ng = GlueContext(sc)\n";

    #[test]
    fn frames_flow_and_change_type() {
        let text = format!(
            "{HEAD}x = g.create_dynamic_frame.from_catalog(database='d', table_name='t')\nx\nx = DropFields.apply(frame=x, paths=['a'])\nx\nx = x.toDF()\nx\nif x:\n    x = x.filter('a')\nelse:\n    x = DropNullFields.apply(x)\nx\n"
        );
        assert_eq!(
            shown(&text),
            ["x: DynamicFrame", "x: DynamicFrame", "x: DataFrame", "x: DynamicFrame | DataFrame"]
        );
    }

    #[test]
    fn functions_classes_and_containers_carry_types() {
        let text = "from awsglue.context import GlueContext\ndef read(ctx, t):\n    ctx\n    return ctx.create_dynamic_frame.from_catalog('d', t)\ndef load(c):\n    f = read(c, 'a')\n    f\nclass Job:\n    def __init__(self):\n        self.ctx = GlueContext(sc)\n        self.frames = {}\n    def run(self):\n        load(self.ctx)\n        self.frames['a'] = read(self.ctx, 'a')\n        for k, f in self.frames.items():\n            f\n";
        assert_eq!(shown(text), ["ctx: GlueContext", "f: DynamicFrame", "f: DynamicFrame"]);
    }

    #[test]
    fn what_an_early_round_did_not_know_is_no_fact() {
        let text = "from awsglue.context import GlueContext\nclass Env:\n    def __init__(self):\n        self.ctx = GlueContext(sc)\nctx = Env().ctx\nboth = Env().ctx\nif flag:\n    both = given()\ndef main():\n    ctx\n    both\n";
        assert_eq!(shown(text), ["ctx: GlueContext", "both: Unknown | GlueContext"]);
    }

    #[test]
    fn use_tells_the_type_of_a_parameter() {
        let text = "def read(ctx):\n    ctx.create_dynamic_frame\n    ctx\ndef other(df):\n    df.toDF()\n    df\n";
        assert_eq!(shown(text), ["ctx: GlueContext", "df: Never"]);
    }
}
