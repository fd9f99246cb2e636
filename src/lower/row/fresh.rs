//! What is made anew for each record: ids and random numbers. As a constant of the script it would be
//! the same in all rows.

use crate::python::ast::{ExprId, ExprKind, StmtId};

use super::super::Refusal;
use super::Row;
use super::calls::Callee;
use super::column::Column;
use super::state::State;
use super::value::{Kind, Value};

/// What stands on both sides of the number of the place that makes a value, in front of its Column.
pub(super) const MARK: char = '\u{2}';

/// Modules all of whose functions give another value at each call.
const MODULES: [&str; 4] = ["random.", "secrets.", "np.random.", "numpy.random."];

/// Functions that do so, however they are imported.
const FUNCTIONS: [&str; 7] =
    ["uuid4", "uuid1", "urandom", "randint", "token_hex", "token_urlsafe", "next"];

impl<'a> Row<'a> {
    /// Whether an expression gives another value for each record though it reads nothing of it.
    pub(super) fn is_fresh(&self, id: ExprId, s: &State<'a>) -> bool {
        let ExprKind::Call(function, ..) = self.cx.module.expr(id).kind else {
            return false;
        };
        if let Some(name) = self.library_name(function, s)
            && is_fresh_name(name)
        {
            return true;
        }
        (self.cx.definition)(function).is_some_and(|def| self.makes_fresh(def))
    }

    /// Whether a function of the script may do so. Its text is asked: this only decides that it is entered.
    fn makes_fresh(&self, def: StmtId) -> bool {
        let text = self.cx.module.source(self.cx.module.stmt(def).span);
        MODULES.iter().chain(&FUNCTIONS).any(|name| text.contains(name))
    }

    /// `str(uuid.uuid4())`, `uuid.uuid4().hex`, `random.random()`
    pub(super) fn fresh(&self, id: ExprId, s: &State<'a>) -> Result<Option<Value>, Refusal> {
        let text = |column| Ok(Some(Value::column(column, Kind::Text, Vec::new())));
        match self.cx.module.expr(id).kind {
            ExprKind::Attribute(object, name) if name.text == "hex" => {
                let Some(uuid) = self.uuid(object, s) else {
                    return Ok(None);
                };
                let parts = [uuid.text, self.lit("-"), self.lit("")];
                text(self.function("replace", &parts.join(", ")))
            }
            ExprKind::Call(function, ..) => {
                if let Some((Callee::Function("str"), [only])) = self.callee(id)
                    && let Some(uuid) = self.uuid(only.value, s)
                {
                    return text(uuid);
                }
                if self.is_call_of(id, &["random.random"], s) {
                    let column = marked(id, &self.function("rand", ""));
                    return Ok(Some(Value::column(column, Kind::Number, Vec::new())));
                }
                if self.is_fresh(id, s) && (self.cx.definition)(function).is_none() {
                    return self.refuse(id, "it gives another value for each record");
                }
                Ok(None)
            }
            _ => Ok(None),
        }
    }

    /// `uuid.uuid4()` as the text that `str` makes of it. The id itself is no value of a column.
    pub(super) fn uuid(&self, id: ExprId, s: &State<'a>) -> Option<Column> {
        let id = self.cx.module.unparen(id);
        self.is_call_of(id, &["uuid.uuid4", "uuid4"], s).then(|| {
            let column = self.function("expr", &self.quoted("uuid()"));
            marked(id, &column)
        })
    }

    /// Takes the marks out of finished Columns, and refuses those that hold one such value more than
    /// once: Spark would make each anew.
    pub(super) fn once(&self, at: ExprId, text: String) -> Result<String, Refusal> {
        if !text.contains(MARK) {
            return Ok(text);
        }
        let parts: Vec<_> = text.split(MARK).collect();
        let mut places: Vec<_> = parts.iter().skip(1).step_by(2).collect();
        places.sort_unstable();
        if places.windows(2).any(|pair| pair[0] == pair[1]) {
            return self.refuse(at, "a value that is made anew for each record is used twice");
        }
        Ok(parts.into_iter().step_by(2).collect())
    }

    /// Whether it is a call of a function of a library, without arguments.
    fn is_call_of(&self, id: ExprId, names: &[&str], s: &State<'a>) -> bool {
        let ExprKind::Call(function, args, _) = &self.cx.module.expr(id).kind else {
            return false;
        };
        if (self.cx.definition)(*function).is_some() {
            return false;
        }
        let called = self.library_name(*function, s);
        args.is_empty() && called.is_some_and(|name| names.contains(&name))
    }

    fn lit(&self, text: &str) -> String {
        self.function("lit", &self.quoted(text)).text
    }
}

fn marked(id: ExprId, column: &Column) -> Column {
    Column::primary(format!("{MARK}{}{MARK}{}", id.0, column.text))
}

fn is_fresh_name(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or(name);
    FUNCTIONS.contains(&last) || MODULES.iter().any(|module| name.starts_with(module))
}
