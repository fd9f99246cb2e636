//! Imports: which names the file already has, which come, which go.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::plan::{Facts, Owned, holds};
use super::shared::is_glue;
use super::site::Site;
use super::wording::{named_anew, quoted_class};
use crate::python::ast::{Alias, ExprId, StmtId, StmtKind};
use crate::python::builtins::is_builtin;
use crate::python::scope::{Binding, ScopeId};
use crate::rules::{Import, RuleSet};
use crate::script::Script;
use crate::stubs::{Export, is_glue_module};

/// The local name of each import that rules may ask for, looked up when it is first asked for.
pub struct Names<'a> {
    script: &'a Script<'a>,
    rules: &'a RuleSet,
    /// Where the first rewritten place starts: an import below it comes too late.
    first: u32,
    /// The name to write, and whether the file has it already.
    found: RefCell<BTreeMap<String, (String, bool)>>,
}

impl<'a> Names<'a> {
    /// The names of one file whose first rewritten place starts at `first`.
    fn of(script: &'a Script<'a>, rules: &'a RuleSet, first: u32) -> Self {
        Self { script, rules, first, found: RefCell::default() }
    }

    /// The names of one file that is rewritten at its sites.
    pub fn above(
        script: &'a Script<'a>,
        rules: &'a RuleSet,
        sites: &FxHashMap<ExprId, Site>,
    ) -> Self {
        let starts = sites.keys().map(|id| script.module.expr(*id).span.start);
        Self::of(script, rules, starts.min().unwrap_or(u32::MAX))
    }

    /// What the file imports under which name, or which name is free in it.
    fn entry(&self, key: &str) -> Option<(&'a Import, String, bool)> {
        let import = self.rules.imports.get(key)?;
        if let Some((local, there)) = self.found.borrow().get(key) {
            return Some((import, local.clone(), *there));
        }
        let given = self.script.settings.given_session && GIVEN.contains(&key);
        let existing =
            if given { Some(key.to_owned()) } else { existing(self.script, import, self.first) };
        let there = existing.is_some();
        let local = existing.unwrap_or_else(|| free(self.script, import));
        self.found.borrow_mut().insert(key.to_owned(), (local.clone(), there));
        Some((import, local, there))
    }

    /// The name to write for an entry.
    pub fn local(&self, key: &str) -> String {
        self.entry(key).map_or_else(|| key.to_owned(), |e| e.1)
    }

    /// The entry, where the file does not have it yet.
    fn missing(&self, key: &str) -> Option<(&'a Import, String)> {
        self.entry(key).filter(|e| !e.2).map(|(import, local, _)| (import, local))
    }

    /// Import lines to add for the used entries, sorted.
    pub fn lines(&self, used: &BTreeSet<String>) -> Vec<String> {
        let mut plain = BTreeSet::new();
        let mut from: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for key in used {
            let Some((import, local)) = self.missing(key) else {
                continue;
            };
            match import {
                Import::Module { module, .. } if *module == local => {
                    plain.insert(format!("import {module}"));
                }
                Import::Module { module, .. } => {
                    plain.insert(format!("import {module} as {local}"));
                }
                Import::From { module, name, .. } => {
                    let item =
                        if *name == local { name.clone() } else { format!("{name} as {local}") };
                    from.entry(module).or_default().insert(item);
                }
                Import::Helper { .. } => {}
            }
        }
        let mut lines: Vec<_> = plain.into_iter().collect();
        for (module, items) in from {
            let items: Vec<_> = items.into_iter().collect();
            lines.push(format!("from {module} import {}", items.join(", ")));
        }
        lines
    }

    /// The source of the helper functions to add for the used entries, with the file's names in it.
    pub fn helpers(&self, used: &BTreeSet<String>) -> Vec<String> {
        used.iter()
            .filter_map(|key| match self.missing(key)? {
                (Import::Helper { source, .. }, local) => {
                    let head = (format!("def {key}("), format!("def {local}("));
                    Some(self.fill_helper(source).replacen(&head.0, &head.1, 1))
                }
                _ => None,
            })
            .collect()
    }

    /// The used entries and those that their helper functions mention as `${@name}`.
    pub fn with_needs(&self, used: &BTreeSet<String>) -> BTreeSet<String> {
        let mut all = used.clone();
        let mut open: Vec<_> = used.iter().cloned().collect();
        while let Some(key) = open.pop() {
            let Some((Import::Helper { needs, .. }, _)) = self.missing(&key) else {
                continue;
            };
            for need in needs {
                if all.insert(need.clone()) {
                    open.push(need.clone());
                }
            }
        }
        all
    }

    fn fill_helper(&self, source: &str) -> String {
        self.rules.imports.keys().fold(source.to_owned(), |text, key| {
            let hole = format!("${{@{key}}}");
            if text.contains(&hole) { text.replace(&hole, &self.local(key)) } else { text }
        })
    }

    /// Whether a used entry is met by an import that the file has under this name.
    fn uses_existing(&self, used: &BTreeSet<String>, name: &str) -> bool {
        used.iter().any(|key| self.entry(key).is_some_and(|e| e.2 && e.1 == name))
    }
}

/// What a notebook has without an import.
const GIVEN: [&str; 1] = ["dbutils"];

/// The name under which the module's own top level already has it at a place.
fn existing(script: &Script<'_>, wanted: &Import, place: u32) -> Option<String> {
    script
        .module
        .body
        .stmts
        .iter()
        .take_while(|id| script.module.stmt(**id).span.start <= place)
        .filter_map(|id| gives(script, *id, wanted))
        .find(|name| single(script, wanted, name))
        .map(str::to_owned)
}

/// The name that a statement binds to what is wanted.
fn gives<'s>(script: &Script<'s>, id: StmtId, wanted: &'s Import) -> Option<&'s str> {
    match (&script.module.stmt(id).kind, wanted) {
        (StmtKind::Import(names), Import::Module { module, .. }) => names
            .iter()
            .find(|a| a.path == module && (a.asname.is_some() || !module.contains('.')))
            .map(Alias::bound),
        // `import pyspark.sql.functions as F`
        (StmtKind::Import(names), Import::From { module, name, .. }) => names
            .iter()
            .find(|a| a.asname.is_some() && inside(a.path, module) == Some(name))
            .map(Alias::bound),
        // `from pyspark.sql.types import *`; what a package's star gives, its readers do not see.
        (
            StmtKind::ImportFrom { module: from, star: true, .. },
            Import::From { module, name, local },
        ) => (from == module && name == local && from.matches('.').count() > 1)
            .then_some(name.as_str()),
        (StmtKind::ImportFrom { module: from, names, .. }, Import::From { module, name, .. }) => {
            let same = *from == module || inside(from, module).is_some();
            names.iter().find(|a| same && a.path == name).map(Alias::bound)
        }
        (StmtKind::Def(def), Import::Helper { local: key, source, .. }) => {
            let ours = def.name.text == key && is_helper(script, id, source);
            ours.then_some(def.name.text)
        }
        _ => None,
    }
}

/// The path of a module, or of something in it, below another one.
fn inside<'p>(path: &'p str, module: &str) -> Option<&'p str> {
    path.strip_prefix(module)?.strip_prefix('.')
}

/// Whether a `def` is a helper function of ours: it starts with the same signature and docstring.
fn is_helper(script: &Script<'_>, def: StmtId, source: &str) -> bool {
    let text = &script.module.text[script.module.stmt(def).span.range()];
    text.lines()
        .map(str::trim)
        .zip(source.trim().lines().map(str::trim))
        .take(2)
        .all(|(a, b)| a == b)
}

/// Whether the module binds the name to what is wanted only.
fn single(script: &Script<'_>, wanted: &Import, name: &str) -> bool {
    script.scopes.bindings(ScopeId(0), name).iter().all(|binding| match binding {
        Binding::Import(stmt) => {
            is_of_glue(script, *stmt) || gives(script, *stmt, wanted) == Some(name)
        }
        Binding::Definition(stmt) => gives(script, *stmt, wanted) == Some(name),
        _ => false,
    })
}

fn free(script: &Script<'_>, wanted: &Import) -> String {
    let local = match wanted {
        Import::From { local, .. }
        | Import::Module { local, .. }
        | Import::Helper { local, .. } => local,
    };
    let mut name = local.clone();
    // An import further below gives the same thing.
    if existing(script, wanted, u32::MAX).as_ref() == Some(local) {
        return name;
    }
    while taken(script, wanted, &name) || is_unbound(script, wanted, &name) {
        name = if name == "F" { "sf".to_owned() } else { format!("{name}_") };
    }
    name
}

/// Whether a name means something else in the file. What comes from Glue under this name goes, unless
/// nobody knows the module: then it stays as it is.
fn taken(script: &Script<'_>, wanted: &Import, name: &str) -> bool {
    script.scopes.ids().any(|scope| {
        script.scopes.scope(scope).names.get(name).is_some_and(|bindings| {
            bindings.iter().any(|b| match b {
                Binding::Import(stmt) => {
                    !is_of_glue(script, *stmt) && !is_at_head(script, *stmt, wanted, name)
                }
                _ => true,
            })
        })
    })
}

/// Whether a function starts with an import of what is wanted under this name: what is written in the
/// function stands below it.
fn is_at_head(script: &Script<'_>, stmt: StmtId, wanted: &Import, name: &str) -> bool {
    let kind = |id: StmtId| &script.module.stmt(id).kind;
    let Some(StmtKind::Def(def)) = script.scopes.stmt_parent(stmt).map(kind) else { return false };
    let mut above = def.body.stmts.iter().take_while(|id| **id != stmt);
    let says_nothing = |id: &StmtId| match kind(*id) {
        StmtKind::Import(_) | StmtKind::ImportFrom { .. } => true,
        StmtKind::Expr(text) => script.module.str_value(*text).is_some(),
        _ => false,
    };
    gives(script, stmt, wanted) == Some(name) && above.all(says_nothing)
}

/// Whether a statement imports from a module of Glue that is known.
fn is_of_glue(script: &Script<'_>, stmt: StmtId) -> bool {
    matches!(script.module.stmt(stmt).kind, StmtKind::ImportFrom { module, .. }
        if is_glue_module(module) && script.stubs.has_module(module))
}

/// Whether a file reads a name that nothing in it binds: an import would make it something that only the
/// next run sees. What a type of Spark is called says no more to that one.
fn is_unbound(script: &Script<'_>, wanted: &Import, name: &str) -> bool {
    let of_types = matches!(wanted, Import::From { module, .. } if module == "pyspark.sql.types");
    let stars = &script.scopes.scope(ScopeId(0)).stars;
    !of_types
        && stars.iter().all(|(_, module)| !module.starts_with("pyspark"))
        && !script.scopes.reads_of(None, name).is_empty()
}

/// What happens to one import statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportChange {
    /// It goes.
    Delete,
    /// Only these items stay.
    Keep(Vec<usize>),
}

/// The changes of all import statements.
pub fn changes(
    script: &Script<'_>,
    names: &Names<'_>,
    facts: &Facts,
    deleted: impl Fn(StmtId) -> bool,
) -> BTreeMap<StmtId, ImportChange> {
    let usage = Usage::of(script, facts, names);
    let mut out = BTreeMap::new();
    for i in 0..script.module.stmt_count() {
        #[allow(clippy::cast_possible_truncation)] // dense ids
        let id = StmtId(i as u32);
        if deleted(id) {
            continue;
        }
        let scope = script.scopes.scope_of_stmt(id);
        let change = match &script.module.stmt(id).kind {
            StmtKind::Import(items) => {
                let keep = kept(items, |a| {
                    let glue = is_glue_module(a.path);
                    usage.binds_a_method(a.path) || usage.keeps(scope, a.bound(), glue, names)
                });
                change(items.len(), keep)
            }
            StmtKind::ImportFrom { module, names: items, star: false } => {
                let glue = is_glue_module(module);
                let binds = usage.binds_a_method(module);
                let keep = kept(items, |a| {
                    let glue = glue || is_glue_elsewhere(script, module, a.path);
                    let over = || glue && bound_anew(script, facts, scope, a.bound(), &deleted);
                    binds || usage.keeps(scope, a.bound(), glue, names) && !over()
                });
                change(items.len(), keep)
            }
            StmtKind::ImportFrom { module, star: true, .. } if is_glue_module(module) => {
                let needed = usage.binds_a_method(module) || star_needed(script, module, &usage);
                (!needed).then_some(ImportChange::Delete)
            }
            _ => None,
        };
        if let Some(change) = change {
            out.insert(id, change);
        }
    }
    out
}

/// Whether a statement of the module gives the name of an import to something else before the rewritten
/// text reads it: `EvaluateDataQuality = EvaluateDataQuality().process_rows(…)`.
fn bound_anew(
    script: &Script<'_>,
    facts: &Facts,
    scope: ScopeId,
    name: &str,
    deleted: impl Fn(StmtId) -> bool,
) -> bool {
    let module = script.module;
    let plain = |binding: &Binding| match binding {
        Binding::Target(stmt, target) if script.scopes.stmt_parent(*stmt).is_none() => {
            let StmtKind::Assign { targets, value: Some(_), .. } = &module.stmt(*stmt).kind else {
                return None;
            };
            (targets[..] == [*target] && !deleted(*stmt)).then(|| module.stmt(*stmt).span.end)
        }
        _ => None,
    };
    if scope != ScopeId(0) || facts.inserted_reads.iter().any(|(s, n)| *s == scope && n == name) {
        return false;
    }
    let Some(end) = script.scopes.bindings(scope, name).iter().filter_map(plain).min() else {
        return false;
    };
    let reads = script.scopes.reads_of(Some(scope), name).iter();
    let mut alive = reads.filter(|read| facts.survivors.contains(**read));
    alive.all(|read| module.expr(*read).span.start > end)
}

/// Whether another module of the run has something of Glue under a name: it goes there too.
fn is_glue_elsewhere(script: &Script<'_>, module: &str, name: &str) -> bool {
    let view = script.view;
    let offers = view.resolve(module).and_then(|found| view.world.offers(found));
    offers.and_then(|o| o.names.get(name)).is_some_and(|ty| is_glue(script.stubs, ty))
}

fn kept(items: &[Alias<'_>], keep: impl Fn(&Alias<'_>) -> bool) -> Vec<usize> {
    items.iter().enumerate().filter(|(_, a)| keep(a)).map(|(i, _)| i).collect()
}

fn change(total: usize, keep: Vec<usize>) -> Option<ImportChange> {
    match keep.len() {
        0 => Some(ImportChange::Delete),
        n if n == total => None,
        _ => Some(ImportChange::Keep(keep)),
    }
}

/// Whether a star import of Glue still gives a name that is read.
fn star_needed(script: &Script<'_>, module: &str, usage: &Usage<'_>) -> bool {
    if !script.stubs.has_module(module) {
        return usage.free_reads().iter().any(|name| !is_builtin(name));
    }
    let exports: Vec<_> = script.stubs.star(module);
    usage.free_reads().iter().any(|name| {
        exports.iter().any(|(n, export)| n == name && !matches!(export, Export::Value(_)))
    })
}

/// Whether importing a module binds a method on frames that is still called (`import gs_x`).
pub fn binds_a_method(attrs: &BTreeSet<String>, module: &str) -> bool {
    match module.strip_prefix("gs_") {
        Some("common") => attrs.iter().any(|a| a.starts_with("gs_")),
        Some(_) => attrs.contains(module),
        None => false,
    }
}

/// Which names are read before and after.
struct Usage<'a> {
    script: &'a Script<'a>,
    facts: &'a Facts,
    /// Names that quoted annotations read.
    quoted: BTreeSet<Owned>,
    /// Entries that inserted code uses.
    used: BTreeSet<String>,
    /// Names read after the rewrite that nothing in the file binds; only star imports ask for them.
    free_reads: OnceCell<BTreeSet<&'a str>>,
}

impl<'a> Usage<'a> {
    fn of(script: &'a Script<'a>, facts: &'a Facts, names: &Names<'_>) -> Self {
        Self {
            script,
            facts,
            quoted: quoted(script, names.rules),
            used: names.with_needs(&facts.imports),
            free_reads: OnceCell::default(),
        }
    }

    fn free_reads(&self) -> &BTreeSet<&'a str> {
        self.free_reads.get_or_init(|| {
            let Self { script, facts, .. } = self;
            let alive = |places: &[ExprId]| places.iter().any(|id| facts.survivors.contains(*id));
            let reads = script.scopes.reads();
            let read = reads.filter(|(owner, _, places)| owner.is_none() && alive(places));
            // What a star import binds has no scope of its own.
            let unbound = facts.inserted_reads.iter().filter(|(scope, name)| {
                !script.scopes.scope(*scope).names.contains_key(name.as_str())
            });
            read.map(|(_, name, _)| name).chain(unbound.map(|(_, name)| name.as_str())).collect()
        })
    }

    fn binds_a_method(&self, module: &str) -> bool {
        binds_a_method(&self.facts.attr_reads, module)
    }

    fn keeps(&self, scope: ScopeId, name: &str, glue: bool, names: &Names<'_>) -> bool {
        let quoted = holds(&self.quoted, scope, name);
        let reads = self.script.scopes.reads_of(Some(scope), name);
        let alive = quoted
            || reads.iter().any(|read| self.facts.survivors.contains(*read))
            || holds(&self.facts.inserted_reads, scope, name)
            || names.uses_existing(&self.used, name);
        alive || !glue && !quoted && reads.is_empty()
    }
}

/// Names in quoted annotations (`frame: "DynamicFrame"`) are read by type checkers.
pub fn quoted(script: &Script<'_>, rules: &RuleSet) -> BTreeSet<Owned> {
    let mut names = BTreeSet::new();
    for i in 0..script.module.stmt_count() {
        #[allow(clippy::cast_possible_truncation)] // dense ids
        match &script.module.stmt(StmtId(i as u32)).kind {
            StmtKind::Def(def) => {
                let params = def.params.iter().filter_map(|p| p.annotation);
                params.chain(def.returns).for_each(|a| quoted_names(script, rules, a, &mut names));
            }
            StmtKind::Assign { annotation: Some(annotation), .. } => {
                quoted_names(script, rules, *annotation, &mut names);
            }
            _ => {}
        }
    }
    names
}

fn quoted_names(script: &Script<'_>, rules: &RuleSet, id: ExprId, names: &mut BTreeSet<Owned>) {
    if let Some(text) = script.module.str_value(id) {
        for name in text.split(|c: char| !c.is_alphanumeric() && c != '_') {
            // A class that becomes another one there is read no more.
            let class = quoted_class(script, id, name);
            if class.is_some_and(|c| named_anew(rules, &script.stubs.class(c).name).is_some()) {
                continue;
            }
            if let Some(scope) = script.scopes.resolve(script.scopes.scope_of(id), name) {
                names.insert((scope, name.to_owned()));
            }
        }
    }
    script.module.each_child(id, |child| quoted_names(script, rules, child, names));
}
