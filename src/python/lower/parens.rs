//! Finds the parentheses around an expression: the parser's tree has none.

use super::super::ast::{Module, Span};

impl Module<'_> {
    /// The innermost parentheses that hold nothing but `inner`, white space and comments.
    pub(super) fn parens_around(&self, inner: Span) -> Option<Span> {
        let before = self.code_before(inner.start as usize)?;
        if self.text.as_bytes()[before] != b'(' {
            return None;
        }
        let after = self.code_after(inner.end as usize)?;
        // Offsets fit: the text is smaller than 4 GiB.
        #[allow(clippy::cast_possible_truncation)]
        (self.text.as_bytes()[after] == b')')
            .then_some(Span { start: before as u32, end: after as u32 + 1 })
    }

    /// The place of the last byte of code in front of `at`.
    fn code_before(&self, mut at: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        loop {
            let mut newline = false;
            while at > 0 && is_space(bytes[at - 1]) {
                newline |= matches!(bytes[at - 1], b'\n' | b'\r');
                at -= 1;
            }
            if !newline {
                return at.checked_sub(1);
            }
            let index = self.comments.partition_point(|c| (c.start as usize) < at);
            let comment = index.checked_sub(1).map(|i| self.comments[i]);
            if let Some(comment) = comment.filter(|c| c.end as usize >= at) {
                at = comment.start as usize;
            } else if at > 0 && bytes[at - 1] == b'\\' {
                at -= 1;
            } else {
                return at.checked_sub(1);
            }
        }
    }

    /// The place of the first byte of code from `at` on.
    fn code_after(&self, mut at: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        loop {
            match *bytes.get(at)? {
                b'#' => at += bytes[at..].iter().position(|b| matches!(b, b'\n' | b'\r'))?,
                b'\\' => at += 1,
                byte if is_space(byte) => at += 1,
                _ => return Some(at),
            }
        }
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
}
