//! The long form of what most findings are, a part of one short line, laid out without the library that
//! lays out all others: it takes a tenth of a whole run, and this takes next to nothing.

use super::{Excerpt, Finding, Position, escape};

/// The longest line, and the deepest indentation, that the library surely shows whole.
const WIDTH: usize = 110;
const INDENT: usize = 16;

/// What the library makes of a finding without colours; `None` where that is not so simple.
pub(super) fn form(
    finding: &Finding,
    path: &str,
    start: Position,
    excerpt: &Excerpt<'_>,
) -> Option<String> {
    let (line, span) = (excerpt.lines.as_ref(), &excerpt.span);
    let plain = |text: &str| text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    let (message, way_out) = (escape(&finding.message), escape(&finding.way_out));
    let simple = [line, path, &*message, &*way_out].into_iter().all(plain)
        && line.len() <= WIDTH
        && line.bytes().position(|byte| byte != b' ').is_some_and(|blanks| blanks <= INDENT)
        && !span.is_empty();
    if !simple {
        return None;
    }
    let (word, rule) = (finding.site().word(), escape(&finding.rule));
    let number = start.line.to_string();
    let blank = " ".repeat(number.len());
    let (before, marks) = (" ".repeat(span.start), "^".repeat(span.len()));
    let column = span.start + 1;
    let mut text = format!(
        "{word}[{rule}]: {message}\n{blank}--> {path}:{number}:{column}\n{blank} |\n\
         {number} | {line}\n{blank} | {before}{marks}"
    );
    if !way_out.is_empty() {
        text += &format!("\n{blank} |\n{blank} = help: {way_out}");
    }
    Some(text)
}
