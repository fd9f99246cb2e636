//! Texts that a script puts together of parts that it knows.

use super::Script;
use crate::python::ast::{ExprId, ExprKind};
use crate::python::literal::{Piece, unescape};

impl Script<'_> {
    /// A text that is always the same: a literal, an f-string or a sum of such texts and names for them.
    pub fn known_text(&self, id: ExprId) -> Option<String> {
        self.text_within(id, 4)
    }

    /// Texts may double with each name that they go through, so few are followed.
    fn text_within(&self, id: ExprId, left: usize) -> Option<String> {
        let named = matches!(self.module.expr(self.module.unparen(id)).kind, ExprKind::Name(_));
        let left = left.checked_sub(named.into())?;
        let id = self.constant(id)?;
        match &self.module.expr(id).kind {
            ExprKind::Str(text) if text.formatted => self.formatted(id, &text.interpolations, left),
            ExprKind::Str(_) => self.module.str_value(id).map(str::to_owned),
            ExprKind::Binary(first, "+", second) => {
                Some(self.text_within(*first, left)? + &self.text_within(*second, left)?)
            }
            _ => None,
        }
    }

    /// An f-string of one piece, whose values are texts or whole numbers without a format.
    fn formatted(&self, id: ExprId, values: &[ExprId], left: usize) -> Option<String> {
        let span = self.module.expr(id).span.range();
        let source = &self.module.text[span.clone()];
        let piece = Piece::split(source)?;
        if !piece.prefix.contains(['f', 'F']) {
            return None;
        }
        let width = (source.len() - piece.prefix.len() - piece.body.len()) / 2;
        let parts = Parts {
            raw: piece.prefix.contains(['r', 'R']),
            quote: source.get(piece.prefix.len()..piece.prefix.len() + width)?,
        };
        let end = span.end - width;
        let mut at = end - piece.body.len();
        let mut out = String::new();
        for value in values {
            let place = self.module.expr(*value).span.range();
            let before = self.module.text.get(at..place.start)?.trim_end().strip_suffix('{')?;
            out += &parts.read(before)?;
            out += &match &self.module.expr(self.constant(*value)?).kind {
                ExprKind::Number(digits) if digits.bytes().all(|b| b.is_ascii_digit()) => {
                    (*digits).to_owned()
                }
                _ => self.text_within(*value, left)?,
            };
            let behind = self.module.text.get(place.end..end)?;
            let rest = behind.trim_start().strip_prefix('}')?;
            at = end - rest.len();
        }
        Some(out + &parts.read(self.module.text.get(at..end)?)?)
    }
}

/// How the text between the values of an f-string is written.
struct Parts<'t> {
    raw: bool,
    quote: &'t str,
}

impl Parts<'_> {
    /// The text; `None` where a single brace is in it, or the end of the string: another piece follows.
    fn read(&self, text: &str) -> Option<String> {
        let ends = |(at, _): (usize, _)| !text[..at].ends_with('\\');
        let braces = text.replace("{{", "\0").replace("}}", "\u{1}");
        if braces.contains(['{', '}']) || text.match_indices(self.quote).any(ends) {
            return None;
        }
        let text = if self.raw { braces } else { unescape(&braces)? };
        Some(text.replace('\0', "{").replace('\u{1}', "}"))
    }
}
