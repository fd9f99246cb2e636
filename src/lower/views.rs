//! The views that calls of a script's helper functions register, by name: found once, as each call asks
//! what those before it have used.

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::fragments::FragmentCx;
use super::studio::constant_name;
use crate::python::ast::{ExprId, StmtId};
use crate::rules::bind::Value;
use crate::script::Script;

/// The views of all calls whose argument of one name holds them.
#[derive(Debug, Default)]
pub(crate) struct Views {
    /// By the operation and the name in lower case.
    uses: FxHashMap<(String, String), Uses>,
    /// Numbers that stand behind a name and `_` in the text already.
    numbers: RefCell<FxHashMap<String, Rc<FxHashSet<usize>>>>,
}

/// The calls that use a view name, in order of place.
#[derive(Debug, Default)]
struct Uses {
    /// The place and the frame of each, and whether it is the same one in all that come before.
    calls: Vec<(u32, ExprId, bool)>,
    /// The first of them in each block.
    blocks: FxHashMap<Option<StmtId>, u32>,
}

/// The uses of a view name before a call.
#[derive(Default)]
pub(super) struct Before<'a> {
    pub count: usize,
    /// The name of the frame that all of them use.
    pub frame: Option<&'a str>,
    /// Whether one of them runs in the block of the call.
    pub in_block: bool,
}

/// The views that calls of helpers are given in an argument.
pub(super) fn used_views(script: &Script<'_>, argument: &str) -> Rc<Views> {
    if let Some(known) = script.views.borrow().get(argument) {
        return Rc::clone(known);
    }
    let found = Rc::new(find(script, argument));
    script.views.borrow_mut().insert(argument.to_owned(), Rc::clone(&found));
    found
}

fn find(script: &Script<'_>, argument: &str) -> Views {
    let mut calls: Vec<_> = script.helpers.into_iter().flat_map(|h| &h.calls).collect();
    calls.sort_unstable_by_key(|(id, _)| script.module.expr(**id).span.start);
    let mut views = Views::default();
    for (id, (op, bound)) in calls {
        let Some(Value::Expr(dict)) = bound.values.get(argument) else { continue };
        let start = script.module.expr(*id).span.start;
        let block = block_of(script, *id);
        let mut met = FxHashSet::default();
        for (key, frame) in script.dict(*dict).unwrap_or_default() {
            let key = key.to_ascii_lowercase();
            if !met.insert(key.clone()) {
                continue;
            }
            let uses = views.uses.entry((op.clone(), key)).or_default();
            let name = constant_name(script, frame);
            let same = match uses.calls.last() {
                Some((_, last, same)) => *same && constant_name(script, *last) == name,
                None => name.is_some(),
            };
            uses.calls.push((start, frame, same));
            uses.blocks.entry(block).or_insert(start);
        }
    }
    views
}

fn block_of(script: &Script<'_>, call: ExprId) -> Option<StmtId> {
    script.scopes.stmt_parent(script.scopes.stmt_of(call))
}

impl Views {
    /// The calls of the same helper that use a view name before this one does.
    pub(super) fn before<'a>(&self, cx: &'a FragmentCx<'_>, name: &str) -> Before<'a> {
        let own = cx.script.helper_call(cx.call).map(|call| call.0.clone());
        let key = (own.unwrap_or_default(), name.to_ascii_lowercase());
        let Some(uses) = self.uses.get(&key) else { return Before::default() };
        let here = cx.script.module.expr(cx.call).span.start;
        let count = uses.calls.partition_point(|(start, ..)| *start < here);
        let Some((_, frame, same)) = uses.calls[..count].last() else { return Before::default() };
        let first = uses.blocks.get(&block_of(cx.script, cx.call));
        Before {
            count,
            frame: constant_name(cx.script, *frame).filter(|_| *same),
            in_block: first.is_some_and(|start| *start < here),
        }
    }

    /// A view name with a number that the text does not have.
    pub(super) fn unused(&self, script: &Script<'_>, name: &str, mut number: usize) -> String {
        let mut known = self.numbers.borrow_mut();
        let find = || Rc::new(numbers_behind(&script.module.text.to_lowercase(), name));
        let taken = Rc::clone(known.entry(name.to_owned()).or_insert_with(find));
        while taken.contains(&number) {
            number += 1;
        }
        format!("{name}_{number}")
    }
}

/// The numbers that some digits behind a name and `_` begin with: `x_25` has `x_2` in it.
fn numbers_behind(text: &str, name: &str) -> FxHashSet<usize> {
    let stem = format!("{}_", name.to_lowercase());
    let mut found = FxHashSet::default();
    for (at, _) in text.match_indices(&stem) {
        let mut number = 0_usize;
        for digit in text[at + stem.len()..].bytes().take(9).take_while(u8::is_ascii_digit) {
            number = number * 10 + usize::from(digit - b'0');
            found.insert(number);
        }
    }
    found
}
