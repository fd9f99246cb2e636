//! The function of `Map` as a chain of `DataFrame` methods.
//!
//! Rows for which Python raises, or that give nothing, are filtered out first; then all fields are set
//! at once, each computed from the frame as it came in.

use memchr::memmem;

use crate::python::ast::ExprId;

use super::super::path::Path;
use super::super::{LowerResult, Lowered, Refusal};
use super::Row;
use super::boolean::all;
use super::column::{Binding, Column};
use super::flow::Tree;
use super::fresh;
use super::need::conditions;
use super::state::{State, Sym};
use super::value::Value;

/// A Column of more characters than this is not written twice.
const LONG: usize = 30;

impl<'a> Row<'a> {
    /// What goes behind the frame.
    pub(super) fn chain(&self, f: ExprId, tree: Tree<'a>) -> LowerResult {
        let tree = Self::without_nothing(tree);
        let Some((at, symbol, s)) = self.combine(tree)? else {
            return self.refuse(f, "it gives nothing for every row");
        };
        let mut text = String::new();
        if !s.sound.is_empty() {
            text = format!(".filter({})", all(&conditions(&s.sound)).text);
        }
        match symbol {
            Sym::Record => text.push_str(&self.with_columns(at, &s)?),
            Sym::Dict(items) if !items.is_empty() => text.push_str(&self.selected(at, items)?),
            _ => return self.refuse(at, "it gives neither the record nor a dict of known fields"),
        }
        Ok(Lowered { text, notes: self.notes.borrow().clone() })
    }

    /// A tree in which a branch that gives None, False or an empty dict loses the row, as raising does.
    fn without_nothing(tree: Tree<'a>) -> Tree<'a> {
        match tree {
            Tree::Return(at, symbol, s) => {
                let nothing = match &symbol {
                    Sym::Value(value) => value.is_none() || value.column.text == "False",
                    Sym::Truth(truth) => truth.constant() == Some(false),
                    Sym::Dict(items) => items.is_empty(),
                    _ => false,
                };
                if nothing { Tree::Raise(s) } else { Tree::Return(at, symbol, s) }
            }
            Tree::If { before, test, body, orelse } => Tree::If {
                before,
                test,
                body: Box::new(Self::without_nothing(*body)),
                orelse: Box::new(Self::without_nothing(*orelse)),
            },
            raised @ Tree::Raise(_) => raised,
        }
    }

    fn with_columns(&self, at: ExprId, s: &State<'a>) -> Result<String, Refusal> {
        let mut set: Vec<(&str, Column)> = Vec::new();
        let mut dropped = Vec::new();
        for (name, symbol) in &s.fields {
            let Some(symbol) = symbol else {
                dropped.push(self.quoted(name));
                continue;
            };
            let value = self.as_value(at, symbol.clone())?;
            let same = value.field.as_ref().is_some_and(|p| !p.nested() && p.root() == name);
            if !same {
                set.push((name, self.assigned_column(name, &value)));
            }
        }
        let mut text = self.stages(&set);
        if !dropped.is_empty() {
            text.push_str(&format!(".drop({})", dropped.join(", ")));
        }
        Ok(text)
    }

    /// `.withColumn(…)` or `.withColumns(…)`. Where one field's Column is a part of others, it is set first
    /// and they read it: no Column is written twice.
    fn stages(&self, set: &[(&str, Column)]) -> String {
        let texts: Vec<&str> = set.iter().map(|(_, column)| column.text.as_str()).collect();
        let texts = texts.join("\n");
        for (name, column) in set {
            let text = &column.text;
            // Most are in no other one, and a record may have a thousand fields.
            if memmem::find_iter(texts.as_bytes(), text).take(2).count() < 2 {
                continue;
            }
            let is_part = |other: &(&str, Column)| other.0 != *name && other.1.text.contains(text);
            // The text of an operator may stand in another one without being a part of it.
            // What is made anew for each row must not be written twice, however short it is.
            let long = text.len() >= LONG || text.contains(fresh::MARK);
            let whole = column.binding == Binding::Primary && long;
            if !whole || !set.iter().any(is_part) {
                continue;
            }
            let own =
                format!("{}.col({})", self.cx.functions, self.quoted(&Path::top(name).dotted()));
            let (later, first): (Vec<_>, Vec<_>) = set.iter().cloned().partition(is_part);
            // What is set first must not be read as it was before.
            let reads_old = |text: &str| first.iter().any(|(set, _)| self.mentions(text, set));
            if later.iter().all(|(_, other)| !reads_old(&other.text.replace(text, ""))) {
                let read =
                    |column: Column| Column { text: column.text.replace(text, &own), ..column };
                let later = later.into_iter().map(|(name, column)| (name, read(column)));
                let later: Vec<_> = later.collect();
                return format!("{}{}", self.stages(&first), self.stages(&later));
            }
        }
        match set {
            [] => String::new(),
            [(name, column)] => format!(".withColumn({}, {})", self.quoted(name), column.text),
            _ => {
                let item = |(name, column): &(&str, Column)| {
                    format!("{}: {}", self.quoted(name), column.text)
                };
                let items: Vec<_> = set.iter().map(item).collect();
                format!(".withColumns({{{}}})", items.join(", "))
            }
        }
    }

    /// Whether a Column reads a top-level column, or a field of it.
    fn mentions(&self, text: &str, name: &str) -> bool {
        let name = self.quoted(&Path::top(name).dotted());
        let open = &name[..name.len() - 1];
        text.contains(&name) || text.contains(&format!("{open}."))
    }

    fn assigned_column(&self, name: &str, value: &Value) -> Column {
        if value.is_none() {
            self.note(format!("`{name}` is null in each row; it becomes a string column"));
            return self.as_column(value).method("cast", &self.quoted("string"));
        }
        self.as_column(value)
    }

    fn selected(&self, at: ExprId, items: Vec<(String, Sym)>) -> Result<String, Refusal> {
        let mut columns = Vec::new();
        for (name, symbol) in items {
            let value = self.as_value(at, symbol)?;
            columns.push(if value.is_none() {
                self.note(format!("`{name}` is null in each row; it becomes a string column"));
                let none = self.as_column(&value).method("cast", &self.quoted("string"));
                none.method("alias", &self.quoted(&name)).text
            } else {
                self.aliased(&value, &name)
            });
        }
        Ok(format!(".select({})", columns.join(", ")))
    }
}
