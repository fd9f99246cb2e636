//! Dicts that are literals, or are put together of them.

use rustc_hash::FxHashMap;

use super::Script;
use crate::python::ast::{ExprId, ExprKind};

/// How many dicts one literal dict may take in, with those that they take in.
const MOST_DICTS: usize = 200;

impl Script<'_> {
    /// The entries of a literal dict.
    pub(crate) fn plain_dict(&self, id: ExprId) -> Option<Vec<(String, ExprId)>> {
        self.dict_within(id, &mut { MOST_DICTS })
    }

    fn dict_within(&self, id: ExprId, left: &mut usize) -> Option<Vec<(String, ExprId)>> {
        *left = left.checked_sub(1)?;
        let id = self.constant(id)?;
        match &self.module.expr(id).kind {
            ExprKind::Dict(items) => {
                let mut found = Entries::default();
                for (key, value) in items {
                    match key {
                        Some(key) => found.add(vec![(self.literal(*key)?, *value)]),
                        // `{**defaults, "a": 1}`: what comes later wins.
                        None => found.add(self.dict_within(*value, left)?),
                    }
                }
                Some(found.list)
            }
            // `dict(defaults, a=1)`
            ExprKind::Call(func, args, _) if self.module.name(*func) == Some("dict") => {
                let mut found = Entries::default();
                for arg in args {
                    match arg.name {
                        Some(name) => found.add(vec![(name.text.to_owned(), arg.value)]),
                        None if arg.stars == 1 => return None,
                        None => found.add(self.dict_within(arg.value, left)?),
                    }
                }
                Some(found.list)
            }
            // `defaults.copy()`
            ExprKind::Call(func, args, _) if args.is_empty() => {
                match self.module.expr(*func).kind {
                    ExprKind::Attribute(value, attr) if attr.text == "copy" => {
                        self.dict_within(value, left)
                    }
                    _ => None,
                }
            }
            // `defaults | {"a": 1}`
            ExprKind::Binary(defaults, "|", own) => {
                let mut found = Entries::default();
                found.add(self.dict_within(*defaults, left)?);
                found.add(self.dict_within(*own, left)?);
                Some(found.list)
            }
            _ => None,
        }
    }
}

/// Entries of a dict that are put together; of two with the same key the later one counts.
#[derive(Default)]
struct Entries {
    list: Vec<(String, ExprId)>,
    places: FxHashMap<String, usize>,
}

impl Entries {
    fn add(&mut self, entries: Vec<(String, ExprId)>) {
        for (key, value) in entries {
            if let Some(place) = self.places.get(&key) {
                self.list[*place].1 = value;
            } else {
                self.places.insert(key.clone(), self.list.len());
                self.list.push((key, value));
            }
        }
    }
}
