//! Where the lines of a text start. A line may be as long as the file, so that no place is looked up by
//! going through its line.

use std::ops::Range;

/// The starts of the lines of a text.
#[derive(Clone, Debug)]
pub struct LineStarts(Vec<usize>);

impl LineStarts {
    /// Reads them off a text.
    pub fn of(text: &str) -> Self {
        let behind = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
        Self(std::iter::once(0).chain(behind).collect())
    }

    /// The number of the line that holds an offset, from 1.
    pub fn number(&self, offset: usize) -> usize {
        self.0.partition_point(|start| *start <= offset)
    }

    /// Where the line of an offset starts.
    pub fn start(&self, offset: usize) -> usize {
        self.0[self.number(offset) - 1]
    }

    /// The line of an offset, without its line break.
    pub fn around(&self, text: &str, offset: usize) -> Range<usize> {
        let number = self.number(offset);
        let end = self.0.get(number).map_or(text.len(), |next| next - 1);
        let end = if end > offset && text[..end].ends_with('\r') { end - 1 } else { end };
        self.0[number - 1]..end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_found_from_any_place() {
        let text = "a\r\n\né = 1; b\n";
        let lines = LineStarts::of(text);
        let around = |at| (lines.number(at), &text[lines.around(text, at)]);
        assert_eq!(around(0), (1, "a"));
        assert_eq!(around(3), (2, ""));
        assert_eq!(around(4), (3, "é = 1; b"));
        assert_eq!(around(13), (3, "é = 1; b"));
        assert_eq!(around(14), (4, ""));
        assert_eq!(lines.start(9), 4);
    }
}
