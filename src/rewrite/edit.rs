//! Edits: byte ranges and their new text, applied once.

use std::borrow::Borrow;
use std::cmp::Reverse;
use std::ops::Range;

use crate::python::ast::Span;

/// One replacement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that go.
    pub range: Range<usize>,
    /// What comes in their place.
    pub text: String,
}

impl Edit {
    /// Replaces a node.
    pub fn replace(span: Span, text: String) -> Self {
        Self { range: span.range(), text }
    }

    /// Inserts before a byte.
    pub fn insert(at: u32, text: String) -> Self {
        Self { range: at as usize..at as usize, text }
    }
}

/// Applies edits that do not overlap; an edit inside another one is part of it and is left out.
pub fn apply(text: &str, edits: Vec<Edit>) -> String {
    apply_range(text, 0..text.len(), edits)
}

/// The text of one node with the edits inside of it.
pub fn apply_within(text: &str, span: Span, edits: Vec<Edit>) -> String {
    apply_range(text, span.range(), edits)
}

/// How long [`apply_within`] makes the text of a node.
pub fn length_within<'e>(
    text: &str,
    span: Span,
    edits: impl IntoIterator<Item = &'e Edit>,
) -> usize {
    let (mut edits, mut length) = (edits.into_iter().collect::<Vec<_>>(), 0);
    each_piece(text, span.range(), &mut edits, |piece| length += piece.len());
    length
}

fn apply_range(text: &str, range: Range<usize>, mut edits: Vec<Edit>) -> String {
    let mut out = String::with_capacity(range.len());
    each_piece(text, range, &mut edits, |piece| out.push_str(piece));
    out
}

/// What the text of a range consists of once it is edited, piece by piece.
fn each_piece<E: Borrow<Edit>>(
    text: &str,
    range: Range<usize>,
    edits: &mut [E],
    mut piece: impl FnMut(&str),
) {
    // At one place insertions come first, then the longest edit: what lies inside is seen to be inside.
    edits.sort_by_key(|edit| {
        let range = &edit.borrow().range;
        (range.start, !range.is_empty(), Reverse(range.end))
    });
    let mut at = range.start;
    let mut inside = range.start;
    for edit in edits.iter().map(Borrow::borrow) {
        if edit.range.start < at || edit.range.start < inside && !edit.range.is_empty() {
            continue;
        }
        piece(&text[at..edit.range.start]);
        piece(&edit.text);
        at = edit.range.end;
        inside = inside.max(edit.range.end);
    }
    piece(&text[at..range.end]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(range: Range<usize>, text: &str) -> Edit {
        Edit { range, text: text.to_owned() }
    }

    #[test]
    fn inner_edits_are_part_of_the_outer_one() {
        let edits = vec![edit(2..4, "x"), edit(0..6, "outer"), edit(6..6, "!"), edit(7..8, "")];
        assert_eq!(apply("abcdefgh", edits), "outer!g");
    }
}
