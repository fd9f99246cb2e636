//! One script with all that is known of it: tree, scopes, types, settings and its own style.

mod dicts;
mod empty;
mod keys;
mod lines;
mod mutated;
mod same;
mod steady;
mod text;

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::config::Settings;
use crate::filled::{Entry, Fillings};
use crate::lower::views::Views;
use crate::python::ast::{ExprId, ExprKind, Module, StmtId, StmtKind};
use crate::python::builtins::is_builtin;
use crate::python::scope::{Binding, Scopes};
use crate::rules::bind::Bound;
use crate::shapes::Found;
use crate::stubs::{Stubs, is_glue_module};
use crate::types::{Ty, Typing, View};
use keys::KeyReads;
use lines::LineStarts;
pub(crate) use mutated::is_mutator;
use mutated::mutated;

/// How a script is written, so that what is added looks like it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Style {
    /// The quote character used most.
    pub quote: char,
    /// One level of indentation.
    pub indent: String,
    /// The line ending used most.
    pub newline: &'static str,
    /// Lines longer than this are broken.
    pub width: usize,
}

impl Style {
    /// One level of indentation in a line with this white space in front.
    pub fn unit(&self, indent: &str) -> &str {
        match (indent.contains('\t'), self.indent.contains('\t')) {
            (true, _) => "\t",
            // A file that has both.
            (false, true) if !indent.is_empty() => "    ",
            _ => &self.indent,
        }
    }

    /// Reads the style off a text.
    pub fn of(text: &str) -> Self {
        let each = |byte: u8| memchr::memchr_iter(byte, text.as_bytes());
        let quote = if each(b'\'').count() > each(b'"').count() { '\'' } else { '"' };
        let texts = text.contains("\"\"\"") || text.contains("'''");
        let (mut lines, mut start) = (Lines { texts, ..Lines::default() }, 0);
        for end in each(b'\n').map(|at| at + 1) {
            lines.add(&text[start..end]);
            start = end;
        }
        if start < text.len() {
            lines.add(&text[start..]);
        }
        Self {
            quote,
            indent: lines.indent().to_owned(),
            newline: if lines.crlf * 2 > lines.all { "\r\n" } else { "\n" },
            // A file that goes past 88 columns as a habit is given 100.
            width: if lines.long * 20 > lines.all { 100 } else { 88 },
        }
    }
}

/// What the lines of a text have in common.
#[derive(Default)]
struct Lines {
    all: usize,
    crlf: usize,
    long: usize,
    tabs: bool,
    /// Whether there may be texts over several lines.
    texts: bool,
    /// The quote of the one that the next line stands in.
    text: Option<u8>,
    /// The white space of the last line, where that opens a block.
    opened: Option<usize>,
    /// How many blocks are indented by two blanks and by four, and lines of any kind.
    blocks: [usize; 2],
    lines: [usize; 2],
}

impl Lines {
    fn add(&mut self, line: &str) {
        self.all += 1;
        self.crlf += usize::from(line.ends_with("\r\n"));
        let ends = line.bytes().rev().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        let line = &line[..line.len() - ends];
        self.long += usize::from(line.len() > 88 && line.chars().count() > 88);
        let inside = self.text;
        if self.texts {
            self.text = text_behind(inside, line.as_bytes());
        }
        // A docstring is indented as its author likes.
        if inside.is_some() {
            return;
        }
        self.tabs |= line.starts_with('\t');
        let blanks = line.bytes().take_while(|byte| *byte == b' ').count();
        if blanks == line.len() {
            return;
        }
        let step = |blanks| match blanks {
            2 => Some(0),
            4 => Some(1),
            _ => None,
        };
        if let Some(at) = self.opened.and_then(|opened| step(blanks.saturating_sub(opened))) {
            self.blocks[at] += 1;
        }
        if let Some(at) = step(blanks).filter(|_| !line.trim_start().starts_with('.')) {
            self.lines[at] += 1;
        }
        self.opened = line.ends_with(':').then_some(blanks);
    }

    /// Blocks tell the indentation: what stands in brackets is often indented by other rules, and is
    /// asked only where the file has no block.
    fn indent(&self) -> &'static str {
        match (self.tabs, self.blocks, self.lines) {
            (true, ..) => "\t",
            (false, [0, 0], [two, 0]) if two > 0 => "  ",
            (false, [two, four], _) if two > four => "  ",
            _ => "    ",
        }
    }
}

/// The quote of the text over several lines that is open behind a line.
fn text_behind(mut open: Option<u8>, mut line: &[u8]) -> Option<u8> {
    let three = |line: &[u8], quote: u8| {
        memchr::memchr_iter(quote, line).find(|at| line[*at..].starts_with(&[quote; 3]))
    };
    loop {
        let found = if let Some(quote) = open {
            three(line, quote).map(|at| (at, None))
        } else {
            b"\"'".iter().filter_map(|q| Some((three(line, *q)?, Some(*q)))).min()
        };
        let Some((at, next)) = found else { return open };
        (open, line) = (next, &line[at + 3..]);
    }
}

/// A script and what is known of it.
pub struct Script<'a> {
    /// The syntax tree.
    pub module: &'a Module<'a>,
    /// Who owns which name.
    pub scopes: &'a Scopes<'a>,
    /// What each expression is.
    pub typing: &'a Typing,
    /// The declared classes.
    pub stubs: &'a Stubs,
    /// What the target wants.
    pub settings: &'a Settings,
    /// How the script is written.
    pub style: &'a Style,
    /// The rest of the run.
    pub view: View<'a>,
    /// Functions of the script that are known by what they do, once they have been looked for.
    pub helpers: Option<&'a Found>,
    mutated: &'a FxHashSet<&'a str>,
    /// Where its lines start.
    pub(crate) lines: &'a LineStarts,
    /// The entries of dicts that somebody has asked for: the guards of many rules ask for the same.
    pub(crate) entries: RefCell<FxHashMap<ExprId, Option<Rc<[Entry]>>>>,
    /// What is done with dicts, by the names that they are given, likewise.
    pub(crate) fillings: RefCell<FxHashMap<ExprId, Rc<Fillings>>>,
    /// The keys that are read of dicts, likewise.
    key_reads: RefCell<FxHashMap<ExprId, Rc<KeyReads>>>,
    /// Which parts of lists and dicts are the same where these are used, likewise.
    steady: RefCell<FxHashMap<(ExprId, ExprId), bool>>,
    /// Texts as guards compare them, likewise.
    guarded: RefCell<FxHashMap<ExprId, Option<Rc<str>>>>,
    /// The views that calls of helpers register, by the argument that holds them.
    pub(crate) views: RefCell<FxHashMap<String, Rc<Views>>>,
    /// The `toDF()` whose rows a join meets twice, once somebody has asked.
    pub(crate) rejoined: OnceCell<FxHashSet<ExprId>>,
}

/// What the text alone says, whatever its types turn out to be.
pub struct Outline<'a> {
    style: Style,
    lines: LineStarts,
    /// Names whose dict or list is changed after it was made.
    mutated: FxHashSet<&'a str>,
}

impl<'a> Outline<'a> {
    /// Reads it off a module.
    pub fn of(module: &Module<'a>) -> Self {
        let text = module.text;
        Self { style: Style::of(text), lines: LineStarts::of(text), mutated: mutated(module) }
    }
}

impl<'a> Script<'a> {
    /// Puts the parts together.
    pub fn new(
        module: &'a Module<'a>,
        scopes: &'a Scopes<'a>,
        typing: &'a Typing,
        stubs: &'a Stubs,
        settings: &'a Settings,
        outline: &'a Outline<'a>,
        view: View<'a>,
    ) -> Self {
        let Outline { style, lines, mutated } = outline;
        Self {
            module,
            scopes,
            typing,
            stubs,
            settings,
            style,
            view,
            helpers: None,
            mutated,
            lines,
            entries: RefCell::default(),
            fillings: RefCell::default(),
            key_reads: RefCell::default(),
            steady: RefCell::default(),
            guarded: RefCell::default(),
            views: RefCell::default(),
            rejoined: OnceCell::default(),
        }
    }

    /// The same script with other types.
    #[must_use]
    pub fn retyped<'b>(&'b self, typing: &'b Typing) -> Script<'b>
    where
        'a: 'b,
    {
        Script {
            module: self.module,
            scopes: self.scopes,
            typing,
            stubs: self.stubs,
            settings: self.settings,
            style: self.style,
            view: self.view,
            helpers: self.helpers,
            mutated: self.mutated,
            lines: self.lines,
            entries: RefCell::default(),
            fillings: RefCell::default(),
            key_reads: RefCell::default(),
            steady: RefCell::default(),
            guarded: RefCell::default(),
            views: RefCell::default(),
            rejoined: OnceCell::default(),
        }
    }

    /// What a call of a helper is: the operation and its arguments.
    pub fn helper_call(&self, id: ExprId) -> Option<&'a (String, Bound)> {
        self.helpers?.calls.get(&id)
    }

    /// The expression that a name always stands for: one plain assignment, never changed after it.
    /// Any other expression stands for itself.
    pub fn constant(&self, id: ExprId) -> Option<ExprId> {
        let used = self.module.unparen(id);
        let mut id = used;
        // A chain of names is short; the bound guards against `a = a`.
        for _ in 0..4 {
            let ExprKind::Name(name) = self.module.expr(id).kind else {
                return self.is_list_of_now(id, used).then_some(id);
            };
            let from = self.scopes.scope_of(id);
            let [Binding::Target(stmt, target)] = self.scopes.bindings(from, name) else {
                return None;
            };
            let StmtKind::Assign { targets, value: Some(value), .. } =
                &self.module.stmt(*stmt).kind
            else {
                return None;
            };
            if targets[..] != [*target] || self.mutated.contains(name) {
                return None;
            }
            id = self.module.unparen(*value);
        }
        None
    }

    /// Whether the items of a list that a name was given are what they are where the name is used.
    fn is_list_of_now(&self, value: ExprId, used: ExprId) -> bool {
        match &self.module.expr(value).kind {
            ExprKind::List(items) | ExprKind::Tuple(items) | ExprKind::Set(items) => {
                value == used || items.iter().all(|item| self.is_steady(*item, used))
            }
            _ => true,
        }
    }

    /// A literal as guards compare it: in lower case, and texts over several lines (rulesets) whatever
    /// their white space.
    pub(crate) fn guarded(&self, id: ExprId) -> Option<Rc<str>> {
        if let Some(known) = self.guarded.borrow().get(&id) {
            return known.clone();
        }
        let found = self.literal(id).map(|text| {
            if text.contains('\n') {
                text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase().into()
            } else {
                text.to_lowercase().into()
            }
        });
        self.guarded.borrow_mut().insert(id, found.clone());
        found
    }

    /// `stringtype()` for an object of a data type that is made without arguments.
    pub(crate) fn made_type(&self, id: ExprId) -> Option<String> {
        let ExprKind::Call(function, args, _) = &self.module.expr(self.constant(id)?).kind else {
            return None;
        };
        let name = match self.module.expr(*function).kind {
            ExprKind::Name(name) => name,
            ExprKind::Attribute(_, name) => name.text,
            _ => return None,
        };
        (args.is_empty() && name.ends_with("Type")).then(|| format!("{}()", name.to_lowercase()))
    }

    /// A literal in a form that guards compare: strings as they are, `true`, `none`, `[]`, numbers; also the
    /// text that a test around the place finds there.
    pub fn literal(&self, id: ExprId) -> Option<String> {
        self.literal_text(id).map(Cow::into_owned)
    }

    fn literal_text(&self, id: ExprId) -> Option<Cow<'a, str>> {
        let value = self.constant(id).and_then(|value| self.written(value));
        value.or_else(|| self.module.str_value(self.tested(id)?).map(Cow::Borrowed))
    }

    fn written(&self, id: ExprId) -> Option<Cow<'a, str>> {
        let text = match &self.module.expr(id).kind {
            ExprKind::Str(_) => self.module.str_value(id)?,
            ExprKind::Bool(true) => "true",
            ExprKind::Bool(false) => "false",
            ExprKind::None => "none",
            ExprKind::Number(text) => text,
            ExprKind::Unary("-", inner) => {
                return Some(format!("-{}", self.literal_text(*inner)?).into());
            }
            ExprKind::List(items) | ExprKind::Tuple(items) if items.is_empty() => "[]",
            ExprKind::Dict(items) if items.is_empty() => "{}",
            _ => return None,
        };
        Some(Cow::Borrowed(text))
    }

    /// Whether a literal says nothing: `None`, `""`, `0`, `[]`, `{}`.
    pub fn is_empty_literal(&self, id: ExprId) -> bool {
        self.literal_text(id).is_some_and(|l| matches!(&*l, "" | "none" | "[]" | "{}" | "0"))
    }

    /// The entries of a dict whose keys are all literal strings: a literal, or one that is filled by
    /// statements that always run before this place.
    pub fn dict(&self, id: ExprId) -> Option<Vec<(String, ExprId)>> {
        let entries = self.entries(id)?;
        let all = entries.into_iter().map(|e| e.certain.then_some((e.key, e.value)));
        all.collect()
    }

    /// The items of a literal list, tuple or set.
    pub fn items(&self, id: ExprId) -> Option<&'a [ExprId]> {
        let id = self.constant(id)?;
        match &self.module.expr(id).kind {
            ExprKind::List(items) | ExprKind::Tuple(items) | ExprKind::Set(items) => Some(items),
            _ => None,
        }
    }

    /// The literal keys that are read of the dict which an assignment of this value makes; `None` where
    /// the dict goes elsewhere, or is no value of one name.
    pub fn keys_read(&self, value: ExprId) -> Option<Vec<String>> {
        if let Some(parent) = self.scopes.parent(value)
            && let ExprKind::Subscript(dict, index) = &self.module.expr(parent).kind
            && *dict == value
        {
            return Some(vec![self.literal(*index.first()?)?]);
        }
        let StmtKind::Assign { targets, value: Some(assigned), .. } =
            &self.module.stmt(self.scopes.stmt_of(value)).kind
        else {
            return None;
        };
        let [target] = targets[..] else { return None };
        self.module.name(target).filter(|_| self.module.unparen(*assigned) == value)?;
        let reads = self.key_reads(target);
        if !reads.others.is_empty() {
            return None;
        }
        let mut keys: Vec<_> = reads.keys.iter().map(|(key, all)| (all.first(), key)).collect();
        keys.sort_unstable();
        (!keys.is_empty()).then(|| keys.into_iter().map(|(_, key)| key.clone()).collect())
    }

    /// Whether the type is an instance of the class of that name.
    pub fn is_instance(&self, id: ExprId, class: &str) -> bool {
        let ty = self.typing.of(id);
        // Most expressions are of no class of this name, and it need not be looked up.
        let instance = |ty: &Ty| matches!(ty, Ty::Instance(id) | Ty::Kept(id) if self.stubs.class(*id).name == class);
        ty.members().iter().any(instance)
            && self.stubs.class_named(class).is_some_and(|c| ty.may_be(c))
    }

    /// Whether an expression is assigned to.
    pub fn is_target(&self, id: ExprId) -> bool {
        self.scopes.is_assigned(id)
            || matches!(&self.module.stmt(self.scopes.stmt_of(id)).kind,
                StmtKind::Assign { targets, .. } if targets.contains(&id))
    }

    /// Whether a name that nothing binds may come from `from m import *` of a module of Glue that is
    /// not known; another star import may give it as well.
    pub fn from_unknown_star(&self, name: &str) -> bool {
        let stars = &self.scopes.scope(crate::python::scope::ScopeId(0)).stars;
        let unknown = |m: &str| is_glue_module(m) && !self.stubs.has_module(m);
        stars.iter().any(|(_, m)| unknown(m))
            && stars.iter().all(|(_, m)| is_glue_module(m))
            && !is_builtin(name)
    }

    /// The line of a byte offset, from 1.
    pub fn line(&self, offset: usize) -> usize {
        self.lines.number(offset)
    }

    /// The white space at the start of the statement's line.
    pub fn indent_of(&self, stmt: StmtId) -> &'a str {
        let start = self.module.stmt(stmt).span.start as usize;
        let line = &self.module.text[self.lines.start(start)..start];
        &line[..line.len() - line.trim_start().len()]
    }

    /// Whether a statement has its lines for itself.
    pub fn owns_its_lines(&self, stmt: StmtId) -> bool {
        let span = self.module.stmt(stmt).span.range();
        let text = self.module.text;
        let before = &text[self.lines.start(span.start)..span.start];
        let after = text[span.end..self.lines.around(text, span.end).end].trim();
        before.trim().is_empty() && (after.is_empty() || after.starts_with('#'))
    }
}
