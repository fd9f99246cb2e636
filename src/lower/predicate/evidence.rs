//! What a predicate itself says about the types of its fields: `x["a"].lower()` makes `a` a string.

use std::collections::HashMap;

use crate::python::ast::{ExprId, ExprKind};

use super::value::Kind;
use super::{Predicate, resolve};

/// Methods that only strings have among the values of a record.
const STRING_METHODS: [&str; 14] = [
    "lower",
    "upper",
    "strip",
    "lstrip",
    "rstrip",
    "startswith",
    "endswith",
    "replace",
    "split",
    "isdigit",
    "isnumeric",
    "isalpha",
    "title",
    "zfill",
];

/// The kinds of the fields, by their Column text; a field with two kinds has none.
#[derive(Debug, Default)]
pub(super) struct Evidence(HashMap<String, Kind>);

impl Evidence {
    /// Reads a predicate's body.
    pub fn of(p: &Predicate<'_>, body: ExprId) -> Self {
        let mut found = Self::default();
        found.visit(p, body);
        found
    }

    /// What is known of a field.
    pub fn kind(&self, column: &str) -> Kind {
        self.0.get(column).copied().unwrap_or(Kind::Unknown)
    }

    fn visit(&mut self, p: &Predicate<'_>, id: ExprId) {
        let module = p.cx.module;
        match &module.expr(id).kind {
            ExprKind::Compare(first, rest) => {
                let mut left = *first;
                for (operator, right) in rest {
                    if *operator == "in" || *operator == "not in" {
                        self.member(p, left, *right);
                    } else if !operator.starts_with("is") {
                        self.pair(p, left, *right);
                        self.pair(p, *right, left);
                    }
                    left = *right;
                }
            }
            ExprKind::Binary(left, "-" | "*" | "/", right) => {
                self.pair(p, *left, *right);
                self.pair(p, *right, *left);
            }
            ExprKind::Call(function, args, _) => {
                if let ExprKind::Attribute(object, method) = module.expr(*function).kind {
                    if STRING_METHODS.contains(&method.text) {
                        self.add(p, object, Kind::Text);
                    }
                    let regex = ["match", "search", "fullmatch"].contains(&method.text);
                    if let Some(last) = args.get(1).filter(|_| regex) {
                        self.add(p, last.value, Kind::Text);
                    }
                }
            }
            _ => {}
        }
        module.each_child(id, |child| self.visit(p, child));
    }

    fn member(&mut self, p: &Predicate<'_>, item: ExprId, of: ExprId) {
        match &p.cx.module.expr(resolve(p.cx, of)).kind {
            ExprKind::List(items) | ExprKind::Tuple(items) | ExprKind::Set(items) => {
                for other in items {
                    self.pair(p, item, *other);
                }
            }
            _ => {}
        }
    }

    fn pair(&mut self, p: &Predicate<'_>, field: ExprId, other: ExprId) {
        let other = resolve(p.cx, other);
        let kind = match p.cx.module.expr(other).kind {
            ExprKind::Str(_) => Kind::Text,
            ExprKind::Number(_) => Kind::Number,
            ExprKind::Unary("-", n) if matches!(p.cx.module.expr(n).kind, ExprKind::Number(_)) => {
                Kind::Number
            }
            ExprKind::Bool(_) => Kind::Bool,
            _ => return,
        };
        self.add(p, field, kind);
    }

    fn add(&mut self, p: &Predicate<'_>, field: ExprId, kind: Kind) {
        if let Ok(Some(path)) = p.field(field) {
            let known = self.0.entry(path.dotted()).or_insert(kind);
            if *known != kind {
                *known = Kind::Unknown;
            }
        }
    }
}
