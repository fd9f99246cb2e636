//! Comparisons and membership.

use crate::python::ast::{ExprId, ExprKind};

use super::super::{Refusal, excerpt, operand, resolve};
use super::Predicate;
use super::boolean::{Boolean, Guards, Known};
use super::column::Column;
use super::value::{Kind, Value};

impl Predicate<'_> {
    /// `a < b <= c`, which is `a < b and b <= c`.
    pub(super) fn comparison(
        &self,
        first: ExprId,
        rest: &[(&'static str, ExprId)],
        known: &Known,
    ) -> Result<Boolean, Refusal> {
        let mut left = first;
        let mut whole: Option<Boolean> = None;
        for (operator, right) in rest {
            let known = match &whole {
                Some(whole) => known.or(&whole.yes_known),
                None => known.clone(),
            };
            let link = self.link(left, operator, *right, &known)?;
            whole = Some(match whole {
                Some(whole) => whole.and(link),
                None => link,
            });
            left = *right;
        }
        match whole {
            Some(whole) => Ok(whole),
            None => self.refuse(first, "a comparison without an operator"),
        }
    }

    fn link(
        &self,
        left: ExprId,
        operator: &'static str,
        right: ExprId,
        known: &Known,
    ) -> Result<Boolean, Refusal> {
        if !self.reads_record(left) && !self.reads_record(right) {
            return self.refuse(left, "the comparison does not depend on the row");
        }
        let positive = !matches!(operator, "!=" | "is not" | "not in");
        match operator {
            "==" | "!=" | "is" | "is not" => {
                let pairs = [(left, right), (right, left)];
                if let Some((value, _)) = pairs.into_iter().find(|(_, o)| self.is_none(*o)) {
                    return Ok(self.is_null(value, known)?.is(positive));
                }
                let literal = |id| match self.cx.module.expr(self.cx.module.unparen(id)).kind {
                    ExprKind::Bool(value) => Some(value),
                    _ => None,
                };
                let truth = pairs.into_iter().find_map(|(v, o)| Some((v, literal(o)?)));
                if let Some((value, wanted)) = truth
                    && let Some(found) = self.boolean_shaped(value, known)?
                {
                    return Ok(found.is(wanted == positive));
                }
                if operator.starts_with("is") && truth.is_none() {
                    return self.refuse(right, "`is` is used for something else than None");
                }
                let (l, r) = (self.value(left, known)?, self.value(right, known)?);
                Ok(equal(&l, &r).is(positive))
            }
            "<" | "<=" | ">" | ">=" => {
                let (l, r) = (self.value(left, known)?, self.value(right, known)?);
                Ok(order(&l, operator, &r))
            }
            "in" | "not in" => Ok(self.member(left, right, known)?.is(positive)),
            _ => self.refuse(left, "an unknown comparison"),
        }
    }

    fn is_none(&self, id: ExprId) -> bool {
        matches!(self.cx.module.expr(resolve(self.cx, id)).kind, ExprKind::None)
    }

    /// `value is None`
    fn is_null(&self, id: ExprId, known: &Known) -> Result<Boolean, Refusal> {
        // `re.match(…) is None`: a match object or None.
        if let Some(found) = self.regex_call(id, known)? {
            return Ok(found.not());
        }
        let value = self.value(id, known)?;
        let column = &value.column;
        let guards = Guards { yes: true, no: false };
        let (yes, no) = (column.is_null(), column.is_not_null());
        Ok(Boolean::leaf(yes, no, &[&value], guards).no_knows([column]))
    }

    fn member(&self, item: ExprId, of: ExprId, known: &Known) -> Result<Boolean, Refusal> {
        if self.reads_record(of) && !self.is_collection(of) {
            return self.substring(item, of, known);
        }
        let value = self.value(item, known)?;
        if value.constant {
            return self.refuse(item, "it does not depend on the row");
        }
        let found = resolve(self.cx, of);
        let items = match &self.cx.module.expr(found).kind {
            ExprKind::List(items) | ExprKind::Tuple(items) | ExprKind::Set(items) => items,
            ExprKind::Str(_) | ExprKind::Number(_) | ExprKind::Bool(_) | ExprKind::None => {
                return self.refuse(of, "it is not a list");
            }
            _ => {
                self.note(format!(
                    "`{}` is a list, tuple or set without None",
                    excerpt(self.cx, of)
                ));
                let args = format!("*{}", operand(self.cx, of));
                return Ok(self.is_in(&value, &args, false));
            }
        };
        let none = items.iter().any(|i| self.is_none(*i));
        let rest: Vec<_> = items.iter().filter(|i| !self.is_none(**i)).collect();
        let mut texts = Vec::new();
        let mut kinds: Vec<Kind> = Vec::new();
        for item in rest {
            let item_value = self.value(*item, known)?;
            if !item_value.constant {
                return self.refuse(*item, "a list that depends on the row");
            }
            if item_value.nullable {
                self.note(format!("`{}` is not None", excerpt(self.cx, *item)));
            }
            if !kinds.contains(&item_value.kind) {
                kinds.push(item_value.kind);
            }
            texts.push(item_value.column.text);
        }
        if kinds.contains(&Kind::Text)
            && kinds.iter().any(|k| matches!(k, Kind::Number | Kind::Bool))
        {
            return self.refuse(of, "a list of strings and numbers");
        }
        // A named list without None stays a name: `isin` takes a list or set as it is.
        let named = found != self.cx.module.unparen(of);
        let args = match (&self.cx.module.expr(found).kind, named && !none && !texts.is_empty()) {
            (ExprKind::Tuple(_), true) => format!("*{}", operand(self.cx, of)),
            (_, true) => (self.cx.source)(of),
            _ => texts.join(", "),
        };
        Ok(self.is_in(&value, &args, none))
    }

    fn is_collection(&self, of: ExprId) -> bool {
        use ExprKind as K;
        matches!(
            self.cx.module.expr(self.cx.module.unparen(of)).kind,
            K::List(_) | K::Tuple(_) | K::Set(_)
        )
    }

    /// `value in [args]`, where `none` says that None is in the list too.
    fn is_in(&self, value: &Value, args: &str, none: bool) -> Boolean {
        let column = &value.column;
        let within = column.method("isin", args);
        if args.is_empty() {
            let (yes, no) = if none {
                (column.is_null(), column.is_not_null())
            } else {
                (self.function("lit", "False"), self.function("lit", "True"))
            };
            let guards = Guards { yes: none, no: !none };
            return Boolean::leaf(yes, no, &[value], guards);
        }
        if !value.nullable {
            return Boolean::leaf(within.clone(), within.not(), &[value], Guards::default())
                .yes_knows([column])
                .no_knows([column]);
        }
        if none {
            let yes = [within.clone(), column.is_null()];
            let yes = Column::any(&yes).unwrap_or(within.clone());
            let guards = Guards { yes: true, no: false };
            return Boolean::leaf(yes, within.not(), &[value], guards).no_knows([column]);
        }
        let lit = self.function("lit", "False");
        let known_false = self.function("coalesce", &format!("{}, {}", within.text, lit.text));
        let guards = Guards { yes: false, no: true };
        Boolean::leaf(within, known_false.not(), &[value], guards).yes_knows([column])
    }

    /// `"s" in x["a"]`
    fn substring(&self, item: ExprId, of: ExprId, known: &Known) -> Result<Boolean, Refusal> {
        if self.is_record(of) {
            return self.refuse(of, "whether a record has a field is not known once it is a row");
        }
        let (item, value) = (self.value(item, known)?, self.value(of, known)?);
        if !item.constant || !matches!(item.kind, Kind::Text | Kind::Unknown) {
            return self.refuse(of, "whether it is a string or a list is not known");
        }
        if value.kind == Kind::Unknown || item.kind == Kind::Unknown {
            self.note(format!("`{}` is a string, not a list", excerpt(self.cx, of)));
        }
        let contains = value.column.method("contains", &item.column.text);
        let value = value.demanded();
        Ok(Boolean::leaf(contains.clone(), contains.not(), &[&value], Guards::default()))
    }
}

/// `left == right`
fn equal(left: &Value, right: &Value) -> Boolean {
    // A Column has to stand on the left of its method, and reads better on the left anyway.
    let (l, r) = if left.constant { (right, left) } else { (left, right) };
    let columns = [&l.column, &r.column];
    let safe = l.column.method("eqNullSafe", &r.column.text);
    if l.nullable && r.nullable {
        let guards = Guards { yes: true, no: true };
        return Boolean::leaf(safe.clone(), safe.not(), &[l, r], guards);
    }
    let (equal, unequal) = (l.column.compare("==", &r.column), l.column.compare("!=", &r.column));
    if l.nullable || r.nullable {
        let guards = Guards { yes: false, no: true };
        return Boolean::leaf(equal, safe.not(), &[l, r], guards).yes_knows(columns);
    }
    Boolean::leaf(equal, unequal, &[l, r], Guards::default()).yes_knows(columns).no_knows(columns)
}

/// `left < right`; None on either side raises.
fn order(left: &Value, operator: &'static str, right: &Value) -> Boolean {
    let (l, operator, r) = if left.constant {
        let flipped = match operator {
            "<" => ">",
            "<=" => ">=",
            ">" => "<",
            _ => "<=",
        };
        (right, flipped, left)
    } else {
        (left, operator, right)
    };
    let yes = l.column.compare(operator, &r.column);
    let no = yes.not();
    let (l, r) = (l.demanded(), r.demanded());
    let columns = [&l.column, &r.column];
    Boolean::leaf(yes, no, &[&l, &r], Guards::default()).yes_knows(columns).no_knows(columns)
}
