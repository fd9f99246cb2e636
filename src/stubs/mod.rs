//! What awsglue and pyspark declare: classes, their members, parameters and return types.
//!
//! The facts are Python stub files in `rules/stubs/`, one a module, read by our own parser. Two
//! decorators are ours: `@same_as("Class.method", theirs="ours")` says that a call is another spelling
//! of that operation, `@distinctive` that the attribute name is found nowhere but on this class,
//! `@distinctive_in_glue` the same of modules that use Glue, `@doubtful` that a call of this name with
//! its required arguments alone may be meant where a module uses Glue and what it is called on is not known,
//! `@by_own_keys` that a call with one of the keys of what it is called on tells that this is of the class.

mod load;

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

/// Index of a class in [`Stubs`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClassId(pub u32);

/// Index of a function in [`Stubs`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FuncId(pub u32);

/// A type as a stub writes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum TypeExpr {
    /// `Any` or nothing.
    #[default]
    Any,
    /// `None`.
    None,
    /// An instance of a class.
    Class(ClassId),
    /// `list[X]`.
    List(Box<TypeExpr>),
    /// `dict[str, X]`.
    Dict(Box<TypeExpr>),
    /// `tuple[X, Y]`.
    Tuple(Vec<TypeExpr>),
    /// `X | Y`.
    Union(Vec<TypeExpr>),
}

impl TypeExpr {
    /// How many types are in it.
    fn size(&self) -> usize {
        match self {
            Self::Any | Self::None | Self::Class(_) => 1,
            Self::List(inner) | Self::Dict(inner) => 1 + inner.size(),
            Self::Tuple(items) | Self::Union(items) => {
                1 + items.iter().map(Self::size).sum::<usize>()
            }
        }
    }
}

/// How a parameter takes its argument.
pub use crate::python::ast::ParamKind;

/// One parameter of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParamStub {
    /// The name in the call.
    pub name: String,
    /// The name in the canonical operation; rules use this one.
    pub canonical: String,
    /// How it is passed.
    pub kind: ParamKind,
    /// Its default as source; `None` where it is required.
    pub default: Option<String>,
}

/// How a function is reached from its class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FuncKind {
    /// A module-level function.
    Function,
    /// A method with a receiver.
    Method,
    /// A static or class method: no receiver is bound.
    Static,
    /// A property: reading it is the operation.
    Property,
}

/// A function, method or property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FuncStub {
    /// The operation it is a spelling of, `Class.method` or `function`.
    pub op: String,
    /// Its own name, in the same form.
    pub own: String,
    /// Parameters without the receiver.
    pub params: Vec<ParamStub>,
    /// What a call gives.
    pub returns: TypeExpr,
    /// How it is reached.
    pub kind: FuncKind,
    /// Whether it belongs to Glue rather than to Spark.
    pub glue: bool,
}

/// A class.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClassStub {
    /// Its name.
    pub name: String,
    /// Its module.
    pub module: String,
    /// Its bases that are known.
    pub bases: Vec<ClassId>,
    /// Methods and properties.
    pub methods: FxHashMap<String, FuncId>,
    /// Plain attributes.
    pub attrs: FxHashMap<String, TypeExpr>,
    /// Whether it belongs to Glue.
    pub glue: bool,
}

/// What a module exports under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Export {
    /// A class.
    Class(ClassId),
    /// A function.
    Func(FuncId),
    /// A submodule, by its full path.
    Module(String),
    /// A value of some type.
    Value(TypeExpr),
}

/// All that the stub files declare.
#[derive(Clone, Debug, Default)]
pub struct Stubs {
    classes: Vec<ClassStub>,
    /// Name → the class of that name, in Glue first.
    named: FxHashMap<String, ClassId>,
    funcs: Vec<FuncStub>,
    modules: FxHashMap<String, ModuleStub>,
    /// Attribute name → the one class that has it.
    distinctive: FxHashMap<String, ClassId>,
    /// Those of them that ordinary Python has as well.
    in_glue: FxHashSet<String>,
    /// Method name → the operation that a call may be, and how many arguments it takes then.
    doubtful: FxHashMap<String, (String, usize)>,
    /// Method name → the class that has it and `keys`, with one of which it is called.
    own_keys: FxHashMap<String, ClassId>,
    /// Modules that a team's own stubs declare.
    own: FxHashSet<String>,
}

/// A team's own stub file.
#[derive(Clone, Debug)]
pub struct OwnStub<'a> {
    /// The module that it declares.
    pub module: String,
    /// Its text.
    pub text: &'a str,
}

/// What is wrong with one of several stub files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StubError {
    /// Which one.
    pub index: usize,
    /// The wrong part, in bytes.
    pub range: Range<usize>,
    /// What was found, and what was expected.
    pub message: String,
}

/// One module's names.
#[derive(Clone, Debug, Default)]
pub struct ModuleStub {
    names: FxHashMap<String, Export>,
    /// `__all__`, where the stub gives one.
    all: Option<Vec<String>>,
}

static EMBEDDED: LazyLock<Stubs> = LazyLock::new(load::embedded);

/// Whether a module path belongs to Glue.
pub fn is_glue_module(path: &str) -> bool {
    let root = path.split('.').next().unwrap_or(path);
    matches!(root, "awsglue" | "awsgluedq" | "awsglueml") || root.starts_with("gs_")
}

impl Stubs {
    /// The stubs that come with the program.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// These stubs and a team's own.
    ///
    /// # Errors
    /// The first file that is not Python, or declares what is declared already.
    pub fn with_own(&self, files: &[OwnStub<'_>]) -> Result<Self, StubError> {
        load::own(self, files)
    }

    /// The modules that a team's own stubs declare, sorted.
    pub fn own_modules(&self) -> Vec<&str> {
        let mut modules: Vec<_> = self.own.iter().map(String::as_str).collect();
        modules.sort_unstable();
        modules
    }

    /// Whether a team's own stubs declare a module.
    pub fn is_own(&self, module: &str) -> bool {
        self.own.contains(module)
    }

    /// The class behind an id.
    pub fn class(&self, id: ClassId) -> &ClassStub {
        &self.classes[id.0 as usize]
    }

    /// The function behind an id.
    pub fn func(&self, id: FuncId) -> &FuncStub {
        &self.funcs[id.0 as usize]
    }

    /// All classes.
    pub fn classes(&self) -> impl Iterator<Item = &ClassStub> {
        self.classes.iter()
    }

    /// The declared modules.
    pub fn modules(&self) -> impl Iterator<Item = &str> {
        self.modules.keys().map(String::as_str)
    }

    /// All functions.
    pub fn funcs(&self) -> impl Iterator<Item = &FuncStub> {
        self.funcs.iter()
    }

    /// Whether a module is declared.
    pub fn has_module(&self, path: &str) -> bool {
        self.modules.contains_key(path)
    }

    /// What `from module import name` gives.
    pub fn export(&self, module: &str, name: &str) -> Option<Export> {
        let found = self.modules.get(module).and_then(|m| m.names.get(name)).cloned();
        found.or_else(|| {
            let sub = format!("{module}.{name}");
            self.has_module(&sub).then_some(Export::Module(sub))
        })
    }

    /// The names that `from module import *` gives.
    pub fn star(&self, module: &str) -> Vec<(&str, &Export)> {
        let Some(stub) = self.modules.get(module) else {
            return Vec::new();
        };
        stub.names
            .iter()
            .filter(|(name, _)| match &stub.all {
                Some(all) => all.contains(name),
                None => !name.starts_with('_'),
            })
            .map(|(name, export)| (name.as_str(), export))
            .collect()
    }

    /// The class of that name, in Glue first.
    pub fn class_named(&self, name: &str) -> Option<ClassId> {
        self.named.get(name).copied()
    }

    /// The class that alone has this attribute.
    pub fn distinctive(&self, attr: &str) -> Option<ClassId> {
        self.distinctive.get(attr).copied()
    }

    /// Whether an attribute tells its class only where something else shows that a module uses Glue:
    /// other programs have it too.
    pub fn only_in_glue(&self, attr: &str) -> bool {
        self.in_glue.contains(attr)
    }

    /// The operation that a call with so many arguments may be where nothing tells what it is called on.
    pub fn doubtful(&self, method: &str, arguments: usize) -> Option<&str> {
        let (op, takes) = self.doubtful.get(method)?;
        (*takes == arguments).then_some(op.as_str())
    }

    /// The class that has this method and `keys`: `x.select(list(x.keys())[0])` tells what `x` is.
    pub fn by_own_keys(&self, method: &str) -> Option<ClassId> {
        self.own_keys.get(method).copied()
    }

    /// Attribute names that say Glue by themselves; the prefilter searches for them.
    pub fn distinctive_names(&self) -> impl Iterator<Item = &str> {
        self.distinctive.keys().map(String::as_str)
    }

    /// A class and all its bases, in the order in which names are looked up, each once.
    fn lineage(&self, class: ClassId) -> Lineage<'_> {
        Lineage { stubs: self, open: Vec::new(), seen: FxHashSet::default(), next: Some(class) }
    }

    /// Whether `class` is `ancestor` or derives from it.
    pub fn derives(&self, class: ClassId, ancestor: &str) -> bool {
        self.lineage(class).any(|id| self.class(id).name == ancestor)
    }

    /// A method or property of a class or its bases.
    pub fn method(&self, class: ClassId, name: &str) -> Option<FuncId> {
        self.lineage(class).find_map(|id| {
            let stub = self.class(id);
            if let Some(found) = stub.methods.get(name) {
                return Some(*found);
            }
            // `X.apply(…)` is `X()(…)` for every Glue transform (spec A3).
            let call = stub.methods.get("__call__")?;
            (name == "apply" && self.derives(id, "GlueTransform")).then_some(*call)
        })
    }

    /// The class, `class` itself or one of its bases, that declares a plain attribute.
    pub fn attr_owner(&self, class: ClassId, name: &str) -> Option<ClassId> {
        self.lineage(class).find(|id| self.class(*id).attrs.contains_key(name))
    }

    /// A plain attribute of a class or its bases.
    pub fn attr(&self, class: ClassId, name: &str) -> Option<&TypeExpr> {
        self.lineage(class).find_map(|id| self.class(id).attrs.get(name))
    }
}

/// Goes through a class and its bases; a team's stubs may have classes that derive from themselves.
struct Lineage<'s> {
    stubs: &'s Stubs,
    /// Bases that are still to be looked at, the next one last.
    open: Vec<ClassId>,
    seen: FxHashSet<ClassId>,
    next: Option<ClassId>,
}

impl Iterator for Lineage<'_> {
    type Item = ClassId;

    fn next(&mut self) -> Option<ClassId> {
        let class = self.next.take()?;
        let bases = &self.stubs.class(class).bases;
        // Most classes have none: they need not be remembered.
        if !bases.is_empty() {
            self.seen.insert(class);
            self.open.extend(bases.iter().rev());
        }
        while let Some(base) = self.open.pop() {
            if !self.seen.contains(&base) {
                self.next = Some(base);
                break;
            }
        }
        Some(class)
    }
}
