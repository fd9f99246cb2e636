//! Fragments over whole frames: the join with Glue's column collisions, the rest of a split.

use super::fragments::FragmentCx;
use super::{LowerResult, Lowered};

/// `other_columns(paths)`: the `.drop(…)` that leaves the second frame of a `SplitFields`.
pub(super) fn other_columns(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    super::fragments::run(cx, "drop", args)
}

/// The condition of a join: `join(self, paths1, frame2, paths2)`.
pub(super) fn join(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let keys1 = cx.required(&args[0])?;
    let keys2 = cx.required(&args[1])?;
    let (left, right) = cx.lower(|l| {
        Ok::<_, super::Refusal>((super::names::names(l, keys1)?, super::names::names(l, keys2)?))
    })?;
    if left.len() != right.len() || left.is_empty() {
        return Err(cx.refuse("the two key lists differ in length"));
    }
    let list = |names: &[String]| {
        let names: Vec<_> = names.iter().map(|n| cx.quote(n)).collect();
        format!("[{}]", names.join(", "))
    };
    let text = format!("{}, {}", list(&left), list(&right));
    Ok(Lowered { text, notes: Vec::new() })
}
