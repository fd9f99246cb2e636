//! The computed fragments that a rule's template cannot spell: a mappings list becomes the columns of
//! a `select`, a row lambda becomes a Column expression. Each takes an expression of the script and
//! returns Python source, or says what is in the way.

mod arguments;
mod batch;
pub mod cast;
mod chain;
mod choices;
mod columns;
mod deletion;
pub mod fragments;
mod frames;
mod incremental;
pub mod lake;
pub mod mapped;
pub mod mappings;
pub mod names;
mod nested;
mod options;
pub mod origin;
pub mod path;
pub mod place_text;
mod quality;
mod rdds;
pub mod rejoined;
pub mod row;
mod rows;
mod schemas;
mod secrets;
pub mod specs;
mod sql;
mod sql_files;
mod studio;
mod target;
pub use target::table_name;
#[cfg(test)]
pub(crate) mod testing;
pub mod types;
mod upsert;
mod values;
pub(crate) mod views;

use std::cell::Cell;

use crate::config::SparkVersion;
use crate::python::ast::{ExprId, ExprKind, Module};
use crate::python::literal;

/// What a lowering may ask about the script and its target.
pub struct LowerCx<'a> {
    /// The script.
    pub module: &'a Module<'a>,
    /// The target's Spark line.
    pub spark: SparkVersion,
    /// The quote character that the file prefers.
    pub quote: char,
    /// The file's name for `pyspark.sql.functions`, usually `F`.
    pub functions: &'a str,
    /// Set when the fragment uses [`LowerCx::functions`], so that the import is made.
    pub uses_functions: &'a Cell<bool>,
    /// The rewritten source of an expression of the script.
    pub source: &'a dyn Fn(ExprId) -> String,
    /// Finds the one value of a name at a place, where it has just one: `NAMES = ["a"]`.
    pub constant: &'a dyn Fn(ExprId) -> Option<ExprId>,
}

/// A fragment of Python source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lowered {
    /// The source.
    pub text: String,
    /// Conditions under which it gives the same rows; empty when it always does.
    pub notes: Vec<String>,
}

/// Why an expression has no fragment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The expression that is in the way.
    pub expr: ExprId,
    /// What about it, in one sentence.
    pub message: String,
}

/// A fragment, or what is in the way.
pub type LowerResult = Result<Lowered, Refusal>;

impl Refusal {
    /// A refusal at an expression.
    pub fn new(expr: ExprId, message: impl Into<String>) -> Self {
        Self { expr, message: message.into() }
    }
}

impl Lowered {
    /// Adds a condition, once.
    pub fn note(&mut self, note: impl Into<String>) {
        let note = note.into();
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }
}

/// A text as a Python literal in the file's quotes.
pub(crate) fn quoted(cx: &LowerCx<'_>, value: &str) -> String {
    literal::quoted(value, cx.quote)
}

/// The source of an expression of the script, in parentheses unless it is a primary.
pub fn operand(cx: &LowerCx<'_>, id: ExprId) -> String {
    use ExprKind as K;
    let source = (cx.source)(id);
    let primary = match &cx.module.expr(id).kind {
        K::Name(_)
        | K::Attribute(..)
        | K::Call(..)
        | K::Subscript(..)
        | K::Bool(_)
        | K::None
        | K::List(_)
        | K::Set(_)
        | K::Dict(_)
        | K::Number(_)
        | K::Paren(_)
        | K::Comprehension(..) => true,
        K::Tuple(_) => source.starts_with('('),
        // `"a" "b"` is one string, yet a method behind it reads as if it were the last piece's.
        K::Str(_) => one_piece(&source),
        _ => false,
    };
    if primary { source } else { format!("({source})") }
}

fn one_piece(source: &str) -> bool {
    let quote = source.find(['"', '\'']).map(|at| &source[at..=at]);
    match (quote, literal::Piece::split(source)) {
        (Some(quote), Some(piece)) => !piece.body.contains(quote),
        _ => false,
    }
}

/// The expression behind parentheses and names that have one constant value.
pub(crate) fn resolve(cx: &LowerCx<'_>, id: ExprId) -> ExprId {
    let inner = cx.module.unparen(id);
    match cx.module.expr(inner).kind {
        ExprKind::Name(_) => (cx.constant)(inner).map_or(inner, |v| cx.module.unparen(v)),
        _ => inner,
    }
}

/// The value of a string literal or of a name for one.
pub(crate) fn text_of(cx: &LowerCx<'_>, id: ExprId) -> Option<String> {
    cx.module.str_value(resolve(cx, id)).map(str::to_owned)
}

/// The source of an expression on one line, cut where it is long, for messages.
pub(crate) fn excerpt(cx: &LowerCx<'_>, id: ExprId) -> String {
    let source = cx.module.expr_source(id);
    let line: Vec<_> = source.split_whitespace().collect();
    let line = line.join(" ");
    match line.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

/// A rewritten text of an expression, in parentheses unless it can be followed by `.`, `(` or `[`.
pub fn operand_text(module: &Module<'_>, id: ExprId, text: &str) -> String {
    use ExprKind as K;
    // What was there may go on behind (`.toDF()` of a call that stays).
    let same = text
        .strip_prefix(module.expr_source(id))
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.') && is_chain(rest));
    let primary = |kind: &ExprKind<'_>| {
        matches!(
            kind,
            K::Name(_)
                | K::Attribute(..)
                | K::Call(..)
                | K::Subscript(..)
                | K::Str(_)
                | K::List(_)
                | K::Set(_)
                | K::Dict(_)
                | K::Paren(_)
        )
    };
    let is_primary = if same { primary(&module.expr(id).kind) } else { is_chain(text) };
    if is_primary { text.to_owned() } else { format!("({text})") }
}

/// A template's text with the file's quotes, where that needs no escapes.
pub fn in_style(text: &str, quote: char) -> String {
    let other = if quote == '"' { '\'' } else { '"' };
    if text.contains(quote) { text.to_owned() } else { text.replace(other, &quote.to_string()) }
}

/// Whether a text is one chain of names, attributes, calls and subscriptions: outside of brackets and
/// strings there are only letters, digits, `_` and dots, with blanks, line breaks and comments around them.
fn is_chain(text: &str) -> bool {
    let mut depth = 0_usize;
    let mut chars = text.chars().peekable();
    let mut last = ' ';
    while let Some(c) = chars.next() {
        let before = std::mem::replace(&mut last, c);
        match c {
            _ if depth == 0 && (c.is_whitespace() || matches!(c, '\\' | '#')) => {
                let mut comment = c == '#';
                while let Some(c) =
                    chars.next_if(|c| comment || c.is_whitespace() || matches!(c, '\\' | '#'))
                {
                    comment = c != '\n' && (comment || c == '#');
                }
                if before != '.' && chars.peek() != Some(&'.') {
                    return false;
                }
                last = before;
            }
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            '"' | '\'' => {
                // A literal of one line; anything else is taken for no chain, which costs parentheses.
                let mut closed = false;
                while let Some(inner) = chars.next() {
                    match inner {
                        '\\' => {
                            chars.next();
                        }
                        '\n' => break,
                        _ if inner == c => {
                            closed = true;
                            break;
                        }
                        _ => {}
                    }
                }
                if !closed {
                    return false;
                }
            }
            _ if depth > 0 || c.is_alphanumeric() || matches!(c, '_' | '.') => {}
            _ => return false,
        }
    }
    depth == 0 && !text.starts_with(|c: char| c.is_ascii_digit())
}
