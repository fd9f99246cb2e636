//! Fields inside of a struct that the frame has: `rec["a"]["b"] = …`, `del rec["a"]["b"]`.

use crate::python::ast::{ExprId, ExprKind};

use super::super::Refusal;
use super::super::path::Path;
use super::Row;
use super::column::Column;
use super::kind::Kind;
use super::need::{Errors, Need};
use super::state::{Field, State, Sym};
use super::value::Value;

impl<'a> Row<'a> {
    /// Sets or deletes a field of a struct, and says whether `object` is one.
    pub(super) fn put_inside(
        &self,
        object: ExprId,
        key: &str,
        at: ExprId,
        symbol: Option<&Sym>,
        s: &mut State<'a>,
    ) -> Result<bool, Refusal> {
        let Some(parent) = self.path_of(object, s) else {
            return Ok(false);
        };
        // `withField` takes a dot for a step.
        let path = parent.child(key);
        if !path.is_plain() || path.through_array() || others_hold(s, &path) {
            return Ok(false);
        }
        let root = parent.root().to_owned();
        let (column, mut inside) = match s.field(&root) {
            Field::AsItWas => (self.field_value(&Path::top(&root), s).column, Vec::new()),
            Field::Set(Sym::Value(value)) if !value.inside.is_empty() => {
                (value.column.clone(), value.inside.clone())
            }
            _ => return Ok(false),
        };
        let inner: Vec<_> = path.segments[1..].iter().map(|step| step.name.as_str()).collect();
        let name = self.quoted(&inner.join("."));
        let column = match symbol {
            Some(symbol) => {
                let value = self.as_value(at, symbol.clone())?;
                if value.is_none() {
                    return self.refuse(at, "None has no type as a field of a struct");
                }
                column.method("withField", &format!("{name}, {}", self.as_column(&value).text))
            }
            None => column.method("dropFields", &name),
        };
        // Python raises where it finds None and no dict.
        for length in 1..path.segments.len() {
            let above = Path { segments: path.segments[..length].to_vec() };
            let above = Column::primary(above.column(self.cx));
            s.demand(&[Need::not_null(&above, Errors::TYPE)]);
        }
        inside.push((path, symbol.cloned()));
        let value = Value { inside, ..Value::column(column, Kind::Struct, Vec::new()) };
        s.set_field(&root, Some(Sym::Value(value)));
        Ok(true)
    }

    /// A field of a struct that was changed.
    pub(super) fn still_inside(
        &self,
        id: ExprId,
        inside: &[(Path, Option<Sym>)],
        name: &str,
        s: &State<'a>,
    ) -> Result<Sym, Refusal> {
        let path = Path::top(inside[0].0.root()).child(name);
        let touches = |changed: &Path| {
            changed.segments.starts_with(&path.segments)
                || path.segments.starts_with(&changed.segments)
        };
        match inside.iter().rfind(|(changed, _)| touches(changed)) {
            None => Ok(Sym::Value(self.field_value(&path, s))),
            Some((changed, Some(symbol))) if *changed == path => Ok(symbol.clone()),
            Some(_) => self.refuse(id, "a part of it was changed before"),
        }
    }

    /// The path that an expression reads of the record as it came in, as `rec["a"]["b"]` does.
    fn path_of(&self, id: ExprId, s: &State<'a>) -> Option<Path> {
        let module = self.cx.module;
        let ExprKind::Subscript(object, index) = &module.expr(module.unparen(id)).kind else {
            return None;
        };
        let [key] = index[..] else {
            return None;
        };
        let key = self.literal_text(key, s)?;
        if self.is_record(*object, s) {
            return Some(Path::top(&key));
        }
        Some(self.path_of(*object, s)?.child(&key))
    }
}

/// Whether a variable or a field holds a struct that the path goes into: it would change with it.
fn others_hold(s: &State<'_>, path: &Path) -> bool {
    let others = s.fields.iter().filter(|(name, _)| name != path.root());
    let fields = others.filter_map(|(_, symbol)| symbol.as_ref());
    s.names.values().chain(fields).any(|symbol| holds(symbol, path))
}

fn holds(symbol: &Sym, path: &Path) -> bool {
    match symbol {
        Sym::Value(Value { inside, .. }) if !inside.is_empty() => inside[0].0.root() == path.root(),
        Sym::Value(Value { field: Some(held), .. }) => path.segments.starts_with(&held.segments),
        Sym::Dict(items) => items.iter().any(|(_, item)| holds(item, path)),
        Sym::List(items) => items.iter().any(|item| holds(item, path)),
        _ => false,
    }
}
