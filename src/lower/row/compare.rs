//! Comparisons and membership.

use crate::python::ast::{ExprId, ExprKind};

use super::super::{Refusal, excerpt, operand, resolve};
use super::Row;
use super::boolean::{Boolean, Guards};
use super::column::Column;
use super::need::Errors;
use super::state::{State, Sym};
use super::value::{Kind, Value};

impl<'a> Row<'a> {
    /// `a < b <= c`, which is `a < b and b <= c`.
    pub(super) fn comparison(
        &self,
        first: ExprId,
        rest: &[(&'static str, ExprId)],
        s: &State<'a>,
    ) -> Result<Boolean, Refusal> {
        let mut left = first;
        let mut whole: Option<Boolean> = None;
        for (operator, right) in rest {
            let state = match &whole {
                Some(whole) => s.knowing(&whole.yes_known),
                None => s.clone(),
            };
            let link = self.link(left, operator, *right, &state)?;
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
        s: &State<'a>,
    ) -> Result<Boolean, Refusal> {
        if !self.depends(left, s) && !self.depends(right, s) {
            return match self.constant_link(left, operator, right, s) {
                Some(value) => Ok(self.constant_truth(value)),
                None => self.refuse(left, "the comparison does not depend on the row"),
            };
        }
        let positive = !matches!(operator, "!=" | "is not" | "not in");
        match operator {
            "==" | "!=" | "is" | "is not" => {
                let pairs = [(left, right), (right, left)];
                if let Some((value, _)) = pairs.into_iter().find(|(_, o)| self.is_none(*o, s)) {
                    return Ok(self.is_null(value, s)?.is(positive));
                }
                let literal = |id| match self.cx.module.expr(self.cx.module.unparen(id)).kind {
                    ExprKind::Bool(value) => Some(value),
                    _ => None,
                };
                let truth = pairs.into_iter().find_map(|(v, o)| Some((v, literal(o)?)));
                if let Some((value, wanted)) = truth
                    && let Some(found) = self.shaped(value, s)?
                {
                    return Ok(found.is(wanted == positive));
                }
                if operator.starts_with("is") && truth.is_none() {
                    return self.refuse(right, "`is` is used for something else than None");
                }
                let (l, r) = (self.value(left, s)?, self.value(right, s)?);
                if l.kind.join(r.kind).is_none() && !(l.constant && r.constant) {
                    return self.differing(left, &l, &r, positive);
                }
                Ok(equal(&l, &r).is(positive))
            }
            "<" | "<=" | ">" | ">=" => {
                let (l, r) = (self.value(left, s)?, self.value(right, s)?);
                if l.is_none() || r.is_none() || l.kind.join(r.kind).is_none() {
                    return self.refuse(left, "values of different types are compared");
                }
                Ok(order(&l, operator, &r))
            }
            "in" | "not in" => Ok(self.member(left, right, s)?.is(positive)),
            _ => self.refuse(left, "an unknown comparison"),
        }
    }

    /// Python's values of different types are never equal, whatever Spark would make of them.
    fn differing(
        &self,
        left: ExprId,
        l: &Value,
        r: &Value,
        positive: bool,
    ) -> Result<Boolean, Refusal> {
        let odd = |v: &Value| matches!(v.kind, Kind::Text | Kind::List | Kind::Struct);
        if !odd(l) && !odd(r) {
            return self.refuse(left, "values of different types are compared");
        }
        self.note(format!(
            "`{}` is of another type than what it is compared with, so that they are never equal",
            excerpt(self.cx, left)
        ));
        let never = self.lit_truth(false);
        let always = self.lit_truth(true);
        let guards = Guards { yes: true, no: true };
        Ok(Boolean::leaf(never, always, &[l, r], guards).is(positive))
    }

    /// A comparison of two constants, as far as their literals tell.
    fn constant_link(
        &self,
        left: ExprId,
        operator: &str,
        right: ExprId,
        s: &State<'a>,
    ) -> Option<bool> {
        let (l, r) = (self.literal_text(left, s), self.literal_text(right, s));
        let inside = [left, right].iter().any(|id| self.named(*id, s).is_some());
        if !inside {
            return None;
        }
        match operator {
            "==" => Some(l? == r?),
            "!=" => Some(l? != r?),
            "in" | "not in" => {
                let l = l?;
                let found = resolve(self.cx, right);
                let (ExprKind::List(items) | ExprKind::Tuple(items) | ExprKind::Set(items)) =
                    &self.cx.module.expr(found).kind
                else {
                    return None;
                };
                let texts: Option<Vec<_>> =
                    items.iter().map(|i| self.literal_text(*i, s)).collect();
                Some(texts?.contains(&l) == (operator == "in"))
            }
            _ => None,
        }
    }

    pub(super) fn is_none(&self, id: ExprId, s: &State<'a>) -> bool {
        match self.named(self.cx.module.unparen(id), s) {
            Some(Sym::Value(value)) => value.is_none(),
            Some(_) => false,
            None => matches!(self.cx.module.expr(resolve(self.cx, id)).kind, ExprKind::None),
        }
    }

    /// `value is None`
    fn is_null(&self, id: ExprId, s: &State<'a>) -> Result<Boolean, Refusal> {
        let value = match self.eval(id, s)? {
            // `re.match(…) is None`: a match object or None.
            Sym::Match(found) => return Ok(found.matched.not()),
            Sym::Record | Sym::Dict(_) | Sym::List(_) | Sym::Truth(_) => {
                return Ok(self.constant_truth(false));
            }
            symbol => self.as_value(id, symbol)?,
        };
        if value.is_none() {
            return Ok(self.constant_truth(true));
        }
        if value.constant {
            return self.refuse(id, "the comparison does not depend on the row");
        }
        let column = &value.column;
        let guards = Guards { yes: true, no: false };
        let (yes, no) = (column.is_null(), column.is_not_null());
        Ok(Boolean::leaf(yes, no, &[&value], guards).no_knows([column]))
    }

    fn member(&self, item: ExprId, of: ExprId, s: &State<'a>) -> Result<Boolean, Refusal> {
        if self.depends(of, s) && !self.is_collection(of) {
            return self.inside(item, of, s);
        }
        let value = self.value(item, s)?;
        if value.constant {
            return self.refuse(item, "it does not depend on the row");
        }
        let found = resolve(self.cx, of);
        let items = match &self.cx.module.expr(found).kind {
            ExprKind::List(items) | ExprKind::Tuple(items) | ExprKind::Set(items) => items.clone(),
            ExprKind::Dict(items) if items.iter().all(|i| i.0.is_some()) => {
                items.iter().filter_map(|i| i.0).collect()
            }
            ExprKind::Str(_) => return self.part_of(item, &value, of, s),
            ExprKind::Number(_) | ExprKind::Bool(_) | ExprKind::None => {
                return self.refuse(of, "it is not a list");
            }
            _ => {
                self.in_sight(of, s)?;
                self.note(format!(
                    "`{}` is a list, tuple or set without None",
                    excerpt(self.cx, of)
                ));
                let args = format!("*{}", operand(self.cx, of));
                return Ok(self.is_in(&value, &args, false));
            }
        };
        if items.iter().any(|i| self.depends(*i, s)) {
            let items: Result<Vec<_>, _> = items.iter().map(|i| self.eval(*i, s)).collect();
            return self.among(item, of, &items?, s);
        }
        let none = items.iter().any(|i| self.is_none(*i, s));
        let mut members = Vec::new();
        for item in items.iter().filter(|i| !self.is_none(**i, s)) {
            let member = self.value(*item, s)?;
            if !member.constant {
                return self.refuse(*item, "a list that depends on the row");
            }
            if member.nullable {
                self.note(format!("`{}` is not None", excerpt(self.cx, *item)));
            }
            members.push(member);
        }
        let all = members.len();
        self.retain_comparable(item, &value, &mut members)?;
        let mixed = members.len() < all;
        let texts: Vec<_> = members.into_iter().map(|m| m.column.text).collect();
        // A named list without None stays a name: `isin` takes a list or set as it is.
        let named = found != self.cx.module.unparen(of) && !mixed;
        let args = match (&self.cx.module.expr(found).kind, named && !none && !texts.is_empty()) {
            (ExprKind::Tuple(_) | ExprKind::Dict(_), true) => {
                self.in_sight(of, s)?;
                format!("*{}", operand(self.cx, of))
            }
            (_, true) => {
                self.in_sight(of, s)?;
                (self.cx.source)(of)
            }
            _ => texts.join(", "),
        };
        Ok(self.is_in(&value, &args, none))
    }

    /// A column is of one type, and what is of another one in a list is never equal to it.
    fn retain_comparable(
        &self,
        item: ExprId,
        value: &Value,
        members: &mut Vec<Value>,
    ) -> Result<(), Refusal> {
        if value.kind == Kind::Unknown {
            let text = |m: &Value| m.kind == Kind::Text;
            if members.iter().any(text)
                && members.iter().any(|m| m.kind.is_number() || m.kind == Kind::Bool)
            {
                members.retain(|m| !text(m));
                self.note(format!("`{}` is a number, not a string", excerpt(self.cx, item)));
            }
            return Ok(());
        }
        let odd = |kind: Kind| matches!(kind, Kind::Text | Kind::List | Kind::Struct);
        let differs = |m: &Value| value.kind.join(m.kind).is_none();
        // True is 1 in a list, too.
        if members.iter().any(|m| differs(m) && !odd(m.kind) && !odd(value.kind)) {
            return self.refuse(item, "values of different types are compared");
        }
        let all = members.len();
        members.retain(|m| !differs(m));
        if members.len() < all {
            self.note(format!(
                "`{}` is of another type than some values of its list, so that they are never equal",
                excerpt(self.cx, item)
            ));
        }
        Ok(())
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
                (self.lit_truth(false), self.lit_truth(true))
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
        let lit = self.lit_truth(false);
        let known_false = self.function("coalesce", &format!("{}, {}", within.text, lit.text));
        let guards = Guards { yes: false, no: true };
        Boolean::leaf(within, known_false.not(), &[value], guards).yes_knows([column])
    }

    /// `x["a"] in "text"`
    fn part_of(
        &self,
        item: ExprId,
        value: &Value,
        of: ExprId,
        s: &State<'a>,
    ) -> Result<Boolean, Refusal> {
        let Some(text) = self.literal_text(of, s) else {
            return self.refuse(of, "it is not a list");
        };
        if !matches!(value.kind, Kind::Text | Kind::Unknown) {
            return self.refuse(item, "it is not a string");
        }
        let text = self.function("lit", &self.quoted(&text));
        let contains = text.method("contains", &value.column.text);
        let value = value.demanded(Errors::TYPE);
        Ok(Boolean::leaf(contains.clone(), contains.not(), &[&value], Guards::default()))
    }

    /// `"s" in x["a"]`, `"field" in x`, `x["a"] in x["list"]`
    fn inside(&self, item: ExprId, of: ExprId, s: &State<'a>) -> Result<Boolean, Refusal> {
        let owner = self.eval(of, s)?;
        let text = self.literal_text(item, s);
        let record = match &owner {
            Sym::Record | Sym::Dict(_) => true,
            Sym::Value(value) => value.kind == Kind::Struct && value.field.is_some(),
            _ => false,
        };
        if let (true, Some(name)) = (record, &text) {
            return match self.has_field(of, &owner, name, s)? {
                Sym::Truth(found) => Ok(found),
                symbol => {
                    let source = excerpt(self.cx, of);
                    self.note(format!("a field of `{source}` that is null counts as missing"));
                    let value = self.as_value(of, symbol)?;
                    let column = &value.column;
                    let guards = Guards { yes: false, no: true };
                    let (yes, no) = (column.is_not_null(), column.is_null());
                    Ok(Boolean::leaf(yes, no, &[&value], guards).yes_knows([column]))
                }
            };
        }
        if let Sym::List(items) = &owner {
            return self.among(item, of, items, s);
        }
        let mut value = self.as_value(of, owner)?;
        let item_value = self.value(item, s)?;
        let odd = item_value.kind.is_number() || item_value.kind == Kind::Bool;
        if value.kind == Kind::Unknown && odd {
            // Nothing else holds a number.
            self.note(format!("`{}` is a list", excerpt(self.cx, of)));
            value.kind = Kind::List;
        }
        if value.kind == Kind::List {
            let args = format!("{}, {}", value.column.text, item_value.column.text);
            if !item_value.constant || item_value.is_none() || value.constant {
                return self.refuse(item, "it is not the same for each row");
            }
            let contains = self.function("array_contains", &args);
            let lit = self.lit_truth(false);
            // A list with nulls gives null where the item is not found.
            let certain = self.function("coalesce", &format!("{}, {}", contains.text, lit.text));
            let value = value.demanded(Errors::TYPE);
            let guards = Guards { yes: false, no: true };
            return Ok(Boolean::leaf(contains, certain.not(), &[&value], guards));
        }
        if value.constant || !matches!(value.kind, Kind::Text | Kind::Unknown) {
            return self.refuse(of, "whether it is a string or a list is not known");
        }
        if !matches!(item_value.kind, Kind::Text | Kind::Unknown) {
            return self.refuse(of, "whether it is a string or a list is not known");
        }
        if value.kind == Kind::Unknown || item_value.kind == Kind::Unknown {
            self.note(format!("`{}` is a string, not a list", excerpt(self.cx, of)));
        }
        let contains = value.column.method("contains", &item_value.column.text);
        let (value, item) = (value.demanded(Errors::TYPE), item_value.demanded(Errors::TYPE));
        Ok(Boolean::leaf(contains.clone(), contains.not(), &[&value, &item], Guards::default()))
    }

    /// `item in [a, b]` where the list depends on the row: `item == a or item == b`.
    fn among(
        &self,
        item: ExprId,
        of: ExprId,
        items: &[Sym],
        s: &State<'a>,
    ) -> Result<Boolean, Refusal> {
        let value = self.value(item, s)?;
        let mut whole: Option<Boolean> = None;
        for other in items {
            let other = self.as_value(of, other.clone())?;
            if other.is_none() || value.is_none() || value.constant && other.constant {
                return self.refuse(of, "a list that depends on the row");
            }
            if value.kind.join(other.kind).is_none() {
                return self.refuse(of, "values of different types are compared");
            }
            let link = equal(&value, &other);
            whole = Some(match whole {
                Some(whole) => whole.not().and(link.not()).not(),
                None => link,
            });
        }
        Ok(whole.unwrap_or_else(|| self.constant_truth(false)))
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
    let (l, r) = (l.demanded(Errors::TYPE), r.demanded(Errors::TYPE));
    let columns = [&l.column, &r.column];
    Boolean::leaf(yes, no, &[&l, &r], Guards::default()).yes_knows(columns).no_knows(columns)
}
