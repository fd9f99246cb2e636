//! Text of strangers, made harmless for a terminal.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Spells control characters and those that turn the reading direction as `\x1b` or `\u{202e}`.
pub fn escape(text: &str) -> Cow<'_, str> {
    // Nearly all texts are so, which is seen at a glance.
    let printed = text.bytes().fold(true, |all, byte| all & matches!(byte, b' '..=b'~'));
    if printed || !text.contains(is_harmful) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        if !is_harmful(character) {
            out.push(character);
            continue;
        }
        // Writing to a string cannot fail.
        let _ = match character {
            '\n' => write!(out, "\\n"),
            '\r' => write!(out, "\\r"),
            '\t' => write!(out, "\\t"),
            other if u32::from(other) < 0x100 => write!(out, "\\x{:02x}", u32::from(other)),
            other => write!(out, "\\u{{{:x}}}", u32::from(other)),
        };
    }
    Cow::Owned(out)
}

/// As [`escape`], for a text of several lines: breaks between them and tabs stay.
pub fn escaped_lines(text: &str) -> String {
    let line = |line: &str| line.split('\t').map(escape).collect::<Vec<_>>().join("\t");
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

fn is_harmful(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_harmful_is_spelled_out() {
        assert_eq!(escape("é x"), "é x");
        assert_eq!(escape("a\x1b[31m\u{202e}\r\n"), "a\\x1b[31m\\u{202e}\\r\\n");
        assert_eq!(escaped_lines("a\tb\n\x1bc\n"), "a\tb\n\\x1bc\n");
    }
}
