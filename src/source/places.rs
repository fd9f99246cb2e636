//! The lines and columns of many places of one text.

use std::cell::Cell;

use crate::diagnostics::Position;

/// A text whose places are asked for one after the other. A notebook may be one line as long as the file,
/// so that a place is counted from the last one and not from the start.
#[derive(Debug)]
pub struct Places<'t> {
    text: &'t str,
    /// Where each line starts.
    starts: Vec<usize>,
    /// The last place, and how many characters stand before it in its line.
    last: Cell<(usize, usize)>,
}

impl<'t> Places<'t> {
    /// Reads the lines off a text.
    pub fn of(text: &'t str) -> Self {
        let behind = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
        Self { text, starts: std::iter::once(0).chain(behind).collect(), last: Cell::default() }
    }

    /// The text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The place of a byte offset; one inside a character counts as its start.
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts[line - 1];
        let (from, before) = match self.last.get() {
            known if (start..=offset).contains(&known.0) => known,
            _ => (start, 0),
        };
        let before = before + self.text[from..offset].chars().count();
        self.last.set((offset, before));
        Position { line, column: before + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::position_at;

    #[test]
    fn places_are_the_same_in_any_order() {
        let text = "é = 1\n\nab漢c\r\n";
        let places = Places::of(text);
        let all: Vec<usize> = (0..=text.len()).collect();
        for offset in all.iter().chain(all.iter().rev()) {
            assert_eq!(places.position(*offset), position_at(text, *offset), "{offset}");
        }
    }
}
