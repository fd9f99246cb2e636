//! Row functions, those of `Filter` and `Map`, as Columns that give exactly the rows that Glue gives.
//!
//! Glue drops a row when the function raises (and `Filter` when it gives something falsy), so each part
//! of a function is followed through its outcomes: a value, or an exception. SQL has a third truth value
//! too, null, but `null | true` is true where Python has long raised; [`boolean`] adds the guards that
//! make up for it, and only where they are needed.
//!
//! A function is run like a program whose values are Columns ([`state`], [`flow`]): variables hold
//! Columns, a branch becomes `F.when`, a call of a function of the script is entered.

mod arithmetic;
mod boolean;
mod branches;
mod calls;
mod changes;
mod choice;
mod column;
mod compare;
mod evidence;
mod flow;
mod fresh;
mod function;
mod inside;
mod kind;
mod lookup;
mod map;
mod matching;
mod need;
mod quantify;
mod read;
mod regex;
mod size;
mod state;
mod strings;
#[cfg(test)]
mod tests;
mod text;
mod time;
mod tries;
mod value;

use std::cell::{Cell, RefCell};

use crate::python::ast::{ExprId, StmtId};

use super::path::Path;
use super::{LowerCx, LowerResult, Lowered, Refusal, excerpt, quoted};

use evidence::Evidence;
pub use kind::Kind;

/// What a row function may ask about the script, besides what every fragment may.
pub struct RowCx<'a> {
    /// The script and its target.
    pub lower: &'a LowerCx<'a>,
    /// The `def` that an expression calls.
    pub definition: &'a dyn Fn(ExprId) -> Option<StmtId>,
    /// Whether a name that is read inside of an expression means the same where the Column will stand.
    pub in_sight: &'a dyn Fn(ExprId, ExprId) -> bool,
    /// Whether a default, which a function has from where it is defined, is the same where the Column will stand.
    pub steady: &'a dyn Fn(ExprId) -> bool,
    /// The kind of a top-level column of the frame, where the script says so.
    pub column: &'a dyn Fn(&str) -> Kind,
}

impl<'a> std::ops::Deref for RowCx<'a> {
    type Target = LowerCx<'a>;

    fn deref(&self) -> &LowerCx<'a> {
        self.lower
    }
}

/// The Column for a row predicate: a lambda, or a function of the script.
///
/// # Errors
/// Names the part of the predicate that has no exact counterpart.
pub fn predicate(cx: &RowCx<'_>, f: ExprId) -> LowerResult {
    let row = Row::new(cx, f);
    let truth = row.tree_truth(row.enter(f, true)?)?;
    let text = row.complete(f, truth.when_true().text)?;
    Ok(Lowered { text, notes: row.notes.into_inner() })
}

/// What goes behind a frame to set and drop its columns as a row function does: `.filter(…)`,
/// `.withColumns(…)`, `.drop(…)` or `.select(…)`.
///
/// # Errors
/// Names the part of the function that has no exact counterpart.
pub fn mapping(cx: &RowCx<'_>, f: ExprId) -> LowerResult {
    let row = Row::new(cx, f);
    let tree = row.enter(f, false)?;
    let done = row.chain(f, tree)?;
    Ok(Lowered { text: row.complete(f, done.text)?, ..done })
}

/// A row function that is being compiled.
struct Row<'a> {
    cx: &'a RowCx<'a>,
    /// The expression that names the function.
    site: ExprId,
    evidence: Evidence,
    notes: RefCell<Vec<String>>,
    branches: Cell<u32>,
    /// How many copies of the record the function has made.
    copies: Cell<u32>,
    /// How many conditions have grown too long.
    long: Cell<u32>,
}

impl<'a> Row<'a> {
    fn new(cx: &'a RowCx<'a>, f: ExprId) -> Self {
        let evidence = Evidence::of(cx, f);
        Self {
            cx,
            site: f,
            evidence,
            notes: RefCell::default(),
            branches: Cell::new(0),
            copies: Cell::new(0),
            long: Cell::new(0),
        }
    }

    fn note(&self, note: impl Into<String>) {
        let note = note.into();
        let mut notes = self.notes.borrow_mut();
        if !notes.contains(&note) {
            notes.push(note);
        }
    }

    fn refuse<T>(&self, expr: ExprId, why: &str) -> Result<T, Refusal> {
        Err(Refusal::new(expr, format!("`{}`: {why}", excerpt(self.cx, expr))))
    }

    /// `F.name(…)`
    fn function(&self, name: &str, args: &str) -> column::Column {
        self.cx.uses_functions.set(true);
        column::Column::primary(format!("{}.{name}({args})", self.cx.functions))
    }

    /// `F.lit(True)` or `F.lit(False)`
    fn lit_truth(&self, value: bool) -> column::Column {
        self.cx.uses_functions.set(true);
        column::Column::truth(self.cx.functions, value)
    }

    fn quoted(&self, text: &str) -> String {
        quoted(self.cx, text)
    }

    /// The kind of a field of the frame.
    fn kind_of(&self, path: &Path) -> Kind {
        let told = if path.nested() { Kind::Unknown } else { (self.cx.column)(path.root()) };
        if told == Kind::Unknown { self.evidence.kind(path) } else { told }
    }

    /// Takes it that a field is of a kind, and says so.
    fn assume(&self, id: ExprId, kind: Kind) {
        let what = match kind {
            Kind::Text => "a string",
            Kind::Number | Kind::Whole => "a number",
            Kind::Bool => "true or false",
            _ => return,
        };
        self.note(format!("`{}` is {what}", excerpt(self.cx, id)));
    }

    /// Refuses an expression of the script whose names mean something else where the Column stands.
    fn in_sight(&self, id: ExprId, s: &state::State<'a>) -> Result<(), Refusal> {
        let mut hidden = None;
        self.each_name(id, &mut |name| {
            if self.named(name, s).is_none() && !(self.cx.in_sight)(name, id) {
                hidden = hidden.or(Some(name));
            }
        });
        match hidden {
            Some(name) => self.refuse(name, "the name is not known where the condition stands"),
            None => Ok(()),
        }
    }

    fn each_name(&self, id: ExprId, found: &mut dyn FnMut(ExprId)) {
        if matches!(self.cx.module.expr(id).kind, crate::python::ast::ExprKind::Name(_)) {
            found(id);
        }
        let mut children = Vec::new();
        self.cx.module.each_child(id, |child| children.push(child));
        children.into_iter().for_each(|child| self.each_name(child, found));
    }
}
