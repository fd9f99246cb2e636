//! What the modules of a run tell each other: types of what they export, and of what they hand over.
//!
//! A [`Summary`] is all that leaves a module; other modules never look at its tree. It has two halves:
//! what it *offers* (exports, functions, classes) and what it *asks* (the types of arguments that it
//! gives to functions of other modules). Both are facts about definitions, named by [`DefId`].

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Ty;
use super::lake::Lake;
use super::names::ModuleNames;
use crate::python::ast::{ParamKind, StmtId};

/// Index of a module in its run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModId(pub u32);

impl ModId {
    /// The index as a number that can index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A `def` or `class` of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DefId {
    /// The module that it stands in.
    pub module: ModId,
    /// The statement.
    pub stmt: StmtId,
}

/// What one module tells the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// What importers get.
    pub offers: Offers,
    /// What it says about other modules.
    pub asks: Asks,
}

/// The half of a summary that importers read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offers {
    /// The names of the module's top level.
    pub names: FxHashMap<String, Ty>,
    /// Its functions and methods.
    pub functions: FxHashMap<StmtId, Function>,
    /// Its classes.
    pub classes: FxHashMap<StmtId, Class>,
}

/// A function as its callers see it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// Names and kinds of its parameters, the receiver included.
    pub params: Vec<(String, ParamKind)>,
    /// What is known of the parameters inside.
    pub types: Vec<Ty>,
    /// What a call gives.
    pub returns: Ty,
    /// `@property`, `@staticmethod`, `@classmethod`.
    pub kind: MethodKind,
    /// Whether it is called in its own module, or a method that it overrides is.
    pub called: bool,
    /// The names that parameters get which carry a session instead of a context, by index.
    pub sessions: Vec<(usize, String)>,
}

/// How a method is reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MethodKind {
    /// Through an instance, which is the first argument; a plain function too.
    #[default]
    Plain,
    /// Reading it calls it.
    Property,
    /// There is no receiver.
    Static,
    /// The receiver is the class.
    Class,
}

/// A class as other modules see it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Class {
    /// Its name.
    pub name: String,
    /// Methods, class attributes and what is set on instances.
    pub attrs: FxHashMap<String, Ty>,
    /// Its bases.
    pub bases: Vec<Ty>,
}

/// The half of a summary that is about other modules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asks {
    /// The types of arguments that functions of other modules are given, by parameter.
    pub args: FxHashMap<(DefId, usize), Ty>,
    /// What methods give that override functions of other modules.
    pub returns: FxHashMap<DefId, Ty>,
    /// What is assigned to attributes of classes of other modules.
    pub attrs: FxHashMap<(DefId, String), Ty>,
    /// What is put into names of other modules: `session.frames["a"] = frame`.
    pub names: FxHashMap<(ModId, String), Ty>,
    /// Functions of other modules that are called.
    pub called: FxHashSet<DefId>,
    /// Functions of other modules that are used as values, so that not all their calls are known.
    pub as_value: FxHashSet<DefId>,
    /// Parameters of methods of other modules that one of this module overrides, and that keep their names there.
    pub keeps: FxHashSet<(DefId, usize)>,
    /// Names of other modules' top levels that are imported or read.
    pub reads: FxHashSet<(ModId, String)>,
}

impl Asks {
    /// Gives each module what is asked of it.
    pub fn hand_over(&self, modules: &mut FxHashMap<ModId, Self>) {
        for (key, ty) in &self.args {
            let module = modules.entry(key.0.module).or_default();
            let slot = module.args.entry(*key).or_insert(Ty::Never);
            *slot = std::mem::take(slot).join(ty.clone());
        }
        for (key, ty) in &self.attrs {
            let module = modules.entry(key.0.module).or_default();
            let slot = module.attrs.entry(key.clone()).or_insert(Ty::Never);
            *slot = std::mem::take(slot).join(ty.clone());
        }
        for (key, ty) in &self.names {
            let module = modules.entry(key.0).or_default();
            let slot = module.names.entry(key.clone()).or_insert(Ty::Never);
            *slot = std::mem::take(slot).join(ty.clone());
        }
        for (def, ty) in &self.returns {
            let module = modules.entry(def.module).or_default();
            let slot = module.returns.entry(*def).or_insert(Ty::Never);
            *slot = std::mem::take(slot).join(ty.clone());
        }
        for def in &self.called {
            modules.entry(def.module).or_default().called.insert(*def);
        }
        for def in &self.as_value {
            modules.entry(def.module).or_default().as_value.insert(*def);
        }
        for kept in &self.keeps {
            modules.entry(kept.0.module).or_default().keeps.insert(*kept);
        }
        for read in &self.reads {
            modules.entry(read.0).or_default().reads.insert(read.clone());
        }
    }
}

/// What is known of the modules of a run that have to do with each other.
#[derive(Clone, Debug, Default)]
pub struct World {
    /// Which file an import means.
    pub names: Arc<ModuleNames>,
    /// Whether there are other modules; a script that is alone has a world of its own.
    pub linked: bool,
    /// What each module offers that was looked at.
    pub offers: FxHashMap<ModId, Offers>,
    /// What the modules ask of each other.
    pub asks: FxHashMap<ModId, Asks>,
    /// Names of Glue that a rewritten module still has from another one.
    pub needed: BTreeSet<(ModId, String)>,
    /// Parameters that go in the whole run, as no module reads them or needs to give them.
    pub dropped: FxHashSet<(DefId, usize)>,
    /// Places that are kept in Delta from now on.
    pub lake: Arc<Lake>,
    /// Whether one of the modules names Glue in its code.
    pub glue: bool,
}

impl World {
    /// A world of modules that are not known yet.
    pub fn of(names: Arc<ModuleNames>) -> Self {
        Self { names, linked: true, ..Self::default() }
    }

    /// What a module offers.
    pub fn offers(&self, module: ModId) -> Option<&Offers> {
        self.offers.get(&module)
    }

    /// The names of Glue that other modules still have from a module.
    pub fn needed_of(&self, module: ModId) -> impl Iterator<Item = &String> {
        let from = (module, String::new());
        self.needed.range(from..).take_while(move |need| need.0 == module).map(|need| &need.1)
    }

    /// A function of the run.
    pub fn function(&self, def: DefId) -> Option<&Function> {
        self.offers(def.module)?.functions.get(&def.stmt)
    }

    /// A class of the run.
    pub fn class(&self, def: DefId) -> Option<&Class> {
        self.offers(def.module)?.classes.get(&def.stmt)
    }

    /// The class of the run that has an attribute: the class itself or one that it derives from.
    pub fn owner(&self, class: DefId, name: &str) -> Option<DefId> {
        self.owner_within(class, name, &mut Seen::default())
    }

    fn owner_within(&self, class: DefId, name: &str, seen: &mut Seen) -> Option<DefId> {
        if !seen.is_new(class) {
            return None;
        }
        let found = self.class(class)?;
        if found.attrs.contains_key(name) {
            return Some(class);
        }
        found.bases.iter().flat_map(Ty::members).find_map(|base| match base {
            Ty::LocalClass(base) => self.owner_within(*base, name, seen),
            _ => None,
        })
    }
}

/// The classes that a search through bases has been at: each is looked at once, so that one that derives
/// from itself, or from the same class on many ways, costs no more than it is long.
#[derive(Default)]
pub(super) struct Seen {
    classes: FxHashSet<DefId>,
}

impl Seen {
    /// The longest chain of bases that is followed: the search recurses.
    const MOST: usize = 100;

    /// Whether a class has not been looked at yet.
    pub(super) fn is_new(&mut self, class: DefId) -> bool {
        self.classes.len() < Self::MOST && self.classes.insert(class)
    }
}

/// A world as one of its modules sees it.
#[derive(Clone, Copy, Debug)]
pub struct View<'w> {
    /// The world.
    pub world: &'w World,
    /// The module.
    pub here: ModId,
}

impl<'w> View<'w> {
    /// The module that an import names.
    pub fn resolve(&self, path: &str) -> Option<ModId> {
        self.world.names.resolve(self.here, path)
    }

    /// Whether the module is the `__init__` of a package.
    pub fn is_package(&self) -> bool {
        self.world.names.is_package(self.here)
    }

    /// The module `name` of a package.
    pub fn submodule(&self, package: ModId, name: &str) -> Option<ModId> {
        self.world.names.submodule(package, name)
    }

    /// What the others ask of this module.
    pub fn asked(&self) -> Option<&'w Asks> {
        self.world.asks.get(&self.here)
    }
}

/// The view of a script that no other one has to do with, but for the places that it reads.
pub fn apart(world: &World) -> View<'_> {
    View { world, here: ModId(0) }
}

/// The view of a script that is alone.
pub fn alone() -> View<'static> {
    static NOBODY: std::sync::LazyLock<World> = std::sync::LazyLock::new(World::default);
    View { world: &NOBODY, here: ModId(0) }
}
