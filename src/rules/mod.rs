//! The declarative rules: loading and checking `rules/*.toml`.
//!
//! A rule names an operation of the stubs, a guard on its arguments and a template. For one operation
//! the rules are tried in file order, manual ones last, and the first that holds wins.

pub mod bind;
mod file;
mod flow;
pub mod guard;
mod import;
pub mod options;
mod own;
mod places;
pub mod template;
pub mod testing;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use include_dir::{Dir, include_dir};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use crate::diagnostics::{Family, Grade};
use crate::search::Search;
use crate::shapes::{self, Helper};
pub use file::RuleError;
use file::{RawFile, at, condition, toml_error};
pub use flow::FlowSpec;
pub(crate) use guard::Asked;
use guard::{Condition, Numbers};
pub use import::Import;
use options::OptionTable;
pub use places::{LakeRead, LakeWrite, OverwriteSpec, SamePlace};
use template::Template;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// A before/after pair that documents and tests a rule.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// Statements of a Glue script; the names of `docs/rules.md` are there.
    pub before: String,
    /// What they become; absent where nothing changes.
    pub after: Option<String>,
    /// The `unglue.toml` under which they become it; the defaults where absent.
    pub config: Option<String>,
}

/// A builder object: settings are collected from calls on one variable (`getSink` … `writeFrame`).
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct BuilderSpec {
    /// The class of the variable.
    pub class: String,
    /// The operation that makes it.
    pub constructor: String,
    /// Operations that only change its settings.
    pub setters: Vec<String>,
}

/// Comments that a generator wrote to describe a call: they go when the call is rewritten.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct CommentSpec {
    /// How such a comment starts, behind `#` and blanks.
    pub marks: Vec<String>,
    /// Why it may go.
    pub why: String,
}

/// What a rule does with its site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Puts an expression in place of the call.
    Replace(Template),
    /// Puts statements before the statement and an expression in place of the call.
    Block(Template, Template),
    /// Leaves the call as it reads: the same text is right on a `DataFrame`.
    Unchanged,
    /// Deletes the statement.
    Delete,
    /// Changes nothing and says what a person must do.
    Manual,
}

/// The operation of rules that speak of every use of Glue.
pub const ANY: &str = "*";

/// One rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Unique name.
    pub id: Arc<str>,
    /// What it is about.
    pub family: Family,
    /// The operations it speaks of.
    pub ops: Vec<String>,
    /// Conditions on the arguments, all of which must hold.
    pub when: Vec<(String, Condition)>,
    /// The numbers of these conditions in [`RuleSet::asked`].
    pub(crate) asks: Box<[u32]>,
    /// What it does.
    pub action: Action,
    /// How far the result can be trusted.
    pub grade: Grade,
    /// Whether the statement may go when nothing reads what it assigns.
    pub disposable: bool,
    /// Whether the result has no value: `x = …` becomes a bare statement when `x` is never read.
    pub bare: bool,
    /// Whether it holds only for a builder's parts whose completing calls are all rewritten.
    pub folded: bool,
    /// Whether it holds only where nothing reads the result.
    pub unused: bool,
    /// Whether a file has one finding of it, which counts the places.
    pub once: bool,
    /// The argument whose call must be rewritten, too: both know of each other.
    pub follows: Option<Arc<str>>,
    /// Why the result is the same.
    pub why: Arc<str>,
    /// The condition that a reviewer confirms.
    pub note: Option<Arc<str>>,
    /// What a finding says.
    pub message: Option<Arc<str>>,
    /// What a person does.
    pub way_out: Option<Arc<str>>,
    /// Arguments that are accounted for without being in the template.
    pub consumes: Vec<String>,
    /// The section of the spec it rests on.
    pub source: Option<String>,
    /// Examples.
    pub examples: Vec<Example>,
    /// The file that holds it.
    pub file: String,
}

impl Rule {
    /// Whether it speaks of every use of Glue.
    pub fn is_general(&self) -> bool {
        self.ops.iter().any(|op| op == ANY)
    }

    /// The expression that takes the place of the call.
    pub fn replace(&self) -> Option<&Template> {
        match &self.action {
            Action::Replace(template) | Action::Block(_, template) => Some(template),
            _ => None,
        }
    }

    /// What a person does where the rewrite needs review.
    pub fn review(&self) -> Arc<str> {
        static CONFIRM: LazyLock<Arc<str>> = LazyLock::new(|| "confirm that this holds".into());
        self.way_out.clone().unwrap_or_else(|| Arc::clone(&CONFIRM))
    }

    /// The statements that go before the statement.
    pub fn block(&self) -> Option<&Template> {
        match &self.action {
            Action::Block(block, _) => Some(block),
            _ => None,
        }
    }
}

/// An argument that is dropped by every rule.
#[derive(Clone, Debug)]
pub struct Ignore {
    /// Canonical parameter name.
    pub param: String,
    /// Only for these values, if given.
    pub when: Option<Condition>,
    /// Why it changes no rows.
    pub why: String,
}

/// All rules, option tables and names to import.
#[derive(Clone, Debug, Default)]
pub struct RuleSet {
    /// In the order in which they are tried.
    pub rules: Vec<Rule>,
    /// Arguments that disappear.
    pub ignores: Vec<Ignore>,
    /// Builder objects.
    pub builders: Vec<BuilderSpec>,
    /// Deletions that make overwrites.
    pub overwrites: Vec<OverwriteSpec>,
    /// Rules under which rows go to Delta.
    pub lake_writes: Vec<LakeWrite>,
    /// Operations that read files.
    pub lake_reads: Vec<LakeRead>,
    /// Comments that describe calls.
    pub comments: Vec<CommentSpec>,
    /// Which columns the results of operations have.
    pub flows: Vec<FlowSpec>,
    /// Functions that scripts hold themselves, by their canonical form.
    pub helpers: FxHashMap<String, Helper>,
    /// Calls that change nothing in a helper's form.
    pub transparent: Vec<String>,
    /// Name of a template → import statement.
    pub imports: BTreeMap<String, Import>,
    /// Option tables by name (`csv.read`).
    pub tables: BTreeMap<String, OptionTable>,
    /// What the rules ask.
    pub(crate) asked: Asked,
    by_op: FxHashMap<String, Vec<usize>>,
    /// The words of the helpers.
    pub(crate) helper_words: Search,
    /// The ids of the rules that were read from files.
    ids: FxHashSet<Arc<str>>,
}

static EMBEDDED: LazyLock<RuleSet> = LazyLock::new(|| {
    // A fault here is a fault of the build; the tests of this module hold it.
    RuleSet::from_dir(&FILES).unwrap_or_default()
});

impl RuleSet {
    /// The rules that come with the program.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Loads the rules in the binary and reports what is wrong with them.
    ///
    /// # Errors
    /// The first file that does not read.
    pub fn check_embedded() -> Result<Self, RuleError> {
        Self::from_dir(&FILES)
    }

    fn from_dir(dir: &Dir<'_>) -> Result<Self, RuleError> {
        let mut files: Vec<_> = dir
            .files()
            .filter_map(|f| Some((f.path().to_str()?, f.contents_utf8()?)))
            .filter(|(path, _)| std::path::Path::new(path).extension().is_some_and(|e| e == "toml"))
            .collect();
        files.sort_unstable();
        let mut set = Self::default();
        for (path, text) in files {
            set.take_in(path, text)?;
        }
        for folder in dir.dirs().filter(|d| d.path().ends_with("options")) {
            for file in folder.files() {
                let (Some(path), Some(text)) = (file.path().to_str(), file.contents_utf8()) else {
                    continue;
                };
                set.tables.extend(options::read(path, text)?);
            }
        }
        options::resolve_includes(&mut set.tables).map_err(|message| RuleError {
            file: "options".to_owned(),
            line: None,
            column: None,
            message,
        })?;
        set.index();
        Ok(set)
    }

    /// Reads one rule file and adds what it holds.
    ///
    /// # Errors
    /// Unknown keys, bad values, bad templates: with the file and line.
    pub fn add_file(&mut self, file: &str, text: &str) -> Result<(), RuleError> {
        self.take_in(file, text)?;
        self.index();
        Ok(())
    }

    /// As [`Self::add_file`], where [`Self::index`] follows when all files are in.
    fn take_in(&mut self, file: &str, text: &str) -> Result<(), RuleError> {
        let raw: RawFile = toml::from_str(text).map_err(|e| toml_error(file, text, &e))?;
        for rule in raw.rule {
            let rule = rule.compile(file, text, raw.family)?;
            if !self.ids.insert(Arc::clone(&rule.id)) {
                return Err(at(file, text, &rule.id, format!("rule `{}` is there twice", rule.id)));
            }
            self.rules.push(rule);
        }
        for ignore in raw.ignore {
            let when = ignore.when.map(|w| condition(file, text, &ignore.param, w)).transpose()?;
            self.ignores.push(Ignore { param: ignore.param, when, why: ignore.why });
        }
        self.builders.extend(raw.builder);
        self.overwrites.extend(raw.overwrite);
        self.lake_writes.extend(raw.lake_write);
        self.lake_reads.extend(raw.lake_read);
        self.comments.extend(raw.comment);
        self.flows.extend(raw.flow);
        self.transparent.extend(raw.transparent);
        for helper in raw.helper {
            for shape in helper.shape.into_vec() {
                let (form, found) = shapes::example(&helper.op, &shape, &self.transparent)
                    .map_err(|e| at(file, text, &helper.op, format!("`{}`: {e}", helper.op)))?;
                if let Some(other) = self.helpers.insert(form, found)
                    && other.op != helper.op
                {
                    let message = format!("`{}` and `{}` have one shape", helper.op, other.op);
                    return Err(at(file, text, &helper.op, message));
                }
            }
        }
        for (key, source) in raw.imports {
            let Some(import) = Import::read(&key, &source) else {
                let expected = "`import m`, `from m import n` (each with `as l`) or a function";
                return Err(at(file, text, &key, format!("`{key}` is not {expected}")));
            };
            self.imports.insert(key, import);
        }
        Ok(())
    }

    fn index(&mut self) {
        let mut numbers = Numbers::default();
        let asks: Vec<_> = self.rules.iter().map(|rule| numbers.of(&rule.when)).collect();
        self.asked = numbers.asked();
        self.rules.iter_mut().zip(asks).for_each(|(rule, asks)| rule.asks = asks);
        let words: Vec<&str> = self.helpers.values().map(|helper| helper.word.as_str()).collect();
        self.helper_words = Search::of(&words);
        self.by_op.clear();
        for (index, rule) in self.rules.iter().enumerate() {
            for op in &rule.ops {
                self.by_op.entry(op.clone()).or_default().push(index);
            }
        }
        // A manual rule is the last word, whichever file it stands in.
        for indexes in self.by_op.values_mut() {
            indexes.sort_by_key(|i| self.rules[*i].action == Action::Manual);
        }
    }

    /// The rules of an operation, in the order in which they are tried; those for `*` come last.
    pub fn of(&self, op: &str) -> impl Iterator<Item = &Rule> {
        let own = self.by_op.get(op).into_iter().flatten();
        own.chain(self.by_op.get(ANY).into_iter().flatten()).map(|i| &self.rules[*i])
    }

    /// Whether any rule speaks of the operation.
    pub fn knows(&self, op: &str) -> bool {
        self.by_op.contains_key(op)
    }

    /// Magics of notebooks that rules speak of and that only Glue has: short ones (`%region`) have
    /// other owners too.
    pub fn telling_magics(&self) -> impl Iterator<Item = &str> {
        let ops = self.by_op.keys().map(String::as_str);
        ops.filter(|op| op.starts_with('%') && op.contains('_'))
    }

    /// The rule with this id.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|r| *r.id == *id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_rules_load() {
        if let Err(error) = RuleSet::check_embedded() {
            panic!("{error}");
        }
    }

    #[test]
    fn faults_name_the_file_and_line() {
        let mut set = RuleSet::default();
        let text = "[[rule]]\nid = \"a\"\nop = \"x\"\nreplase = \"\"\n";
        let error = set.add_file("a.toml", text).unwrap_err();
        assert_eq!(error.line, Some(4));
        assert!(error.to_string().starts_with("a.toml:4:1: unknown field `replase`"), "{error}");
        let text =
            "[[rule]]\nid = \"a\"\nop = \"x\"\nreplace = \"${\"\ngrade = \"safe\"\nwhy = \"\"\n";
        let error = set.add_file("a.toml", text).unwrap_err();
        assert_eq!(error.to_string(), "a.toml:2:6: rule `a`: `${` without `}`");
    }
}
