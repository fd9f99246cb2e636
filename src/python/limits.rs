//! Refuses texts that a recursive parser must not see, by one look at their bytes.

use memchr::{memchr_iter, memchr3, memchr3_iter};

use super::ParseError;

/// Brackets in brackets; Python's own tokenizer stops here as well.
const MAX_BRACKETS: usize = 200;

/// Tokens of one expression between brackets, commas and line ends. Each may cost a level of
/// recursion (`not not not …`, `a + b + c …`); the longest real chains have a few hundred.
const MAX_TOKENS: u32 = 10_000;

/// Statements of one line: each of them has to do with the whole line.
const MAX_IN_LINE: u32 = 5_000;

/// Which limit a text is past: it nests so deep, or chains so far, that parsing it could exhaust the stack,
/// or has too many statements in one line.
pub(super) fn exceeded(text: &str) -> Option<ParseError> {
    let bytes = text.as_bytes();
    if is_small(bytes) || is_surely_within(bytes) {
        debug_assert_eq!(counted(bytes), None);
        return None;
    }
    counted(bytes)
}

/// Whether a text has too few bytes, and too few brackets, for any limit.
fn is_small(bytes: &[u8]) -> bool {
    bytes.len() <= MAX_TOKENS as usize
        && memchr3_iter(b'(', b'[', b'{', bytes).count() <= MAX_BRACKETS
        && memchr_iter(b';', bytes).count() <= MAX_IN_LINE as usize
}

/// Whether a text is within all limits even if each of its bytes were a token. That needs no look at what
/// stands between brackets, texts and line ends, and nearly all texts are so.
fn is_surely_within(bytes: &[u8]) -> bool {
    let within = |start, end| end - start <= MAX_TOKENS as usize;
    let (mut depth, mut in_line, mut start, mut at) = (0_usize, 0, 0, 0);
    while let Some(&byte) = bytes.get(at) {
        let mut next = at + 1;
        match CLASSES[usize::from(byte)] {
            Class::Blank | Class::Word | Class::Comma | Class::Other => {
                at = next;
                continue;
            }
            Class::Comment => next = line_end(bytes, at),
            Class::Quote => next = string_end(bytes, at),
            Class::Open => depth += 1,
            Class::Close => depth = depth.saturating_sub(1),
            Class::End => {
                if depth == 0 && bytes.get(at.wrapping_sub(1)) != Some(&b'\\') {
                    if !within(start, at) {
                        return false;
                    }
                    in_line = if byte == b';' { in_line + 1 } else { 0 };
                    start = next;
                }
            }
        }
        if depth > MAX_BRACKETS || in_line > MAX_IN_LINE {
            return false;
        }
        at = next;
    }
    within(start, at)
}

/// As [`exceeded`], by counting.
fn counted(bytes: &[u8]) -> Option<ParseError> {
    let mut outer: Vec<u32> = Vec::new();
    let mut tokens = 0;
    let mut in_line = 0;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let mut next = at + 1;
        match CLASSES[usize::from(byte)] {
            Class::Blank => {
                at = next;
                continue;
            }
            Class::Word => {
                while bytes.get(next).is_some_and(|b| CLASSES[usize::from(*b)] == Class::Word) {
                    next += 1;
                }
                tokens += 1;
            }
            Class::Comment => next = line_end(bytes, at),
            Class::Quote => {
                next = string_end(bytes, at);
                tokens += 1;
            }
            Class::Open => {
                outer.push(tokens + 1);
                tokens = 0;
            }
            Class::Close => tokens = outer.pop().unwrap_or(0),
            Class::Comma => tokens = 0,
            Class::End => {
                if outer.is_empty() && bytes.get(at.wrapping_sub(1)) != Some(&b'\\') {
                    tokens = 0;
                    in_line = if byte == b';' { in_line + 1 } else { 0 };
                } else if byte == b';' {
                    tokens += 1;
                }
            }
            Class::Other => tokens += 1,
        }
        if outer.len() > MAX_BRACKETS || tokens > MAX_TOKENS {
            return Some(ParseError::TooDeep);
        }
        if in_line > MAX_IN_LINE {
            return Some(ParseError::TooLong);
        }
        at = next;
    }
    None
}

/// What a byte begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Blank,
    Word,
    Comment,
    Quote,
    Open,
    Close,
    Comma,
    End,
    Other,
}

/// The classes of all bytes: each byte of each file is looked at.
const CLASSES: [Class; 256] = {
    let mut classes = [Class::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        #[allow(clippy::cast_possible_truncation)] // below 256
        let class = class(byte as u8);
        classes[byte] = class;
        byte += 1;
    }
    classes
};

const fn class(byte: u8) -> Class {
    match byte {
        b' ' | b'\t' | b'\r' | b'\x0c' | b'\\' => Class::Blank,
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | 0x80.. => Class::Word,
        b'#' => Class::Comment,
        b'"' | b'\'' => Class::Quote,
        b'(' | b'[' | b'{' => Class::Open,
        b')' | b']' | b'}' => Class::Close,
        b',' => Class::Comma,
        b'\n' | b';' => Class::End,
        _ => Class::Other,
    }
}

fn line_end(bytes: &[u8], at: usize) -> usize {
    memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |n| at + n)
}

/// One past a string literal; a string without an end goes to the end of its line.
fn string_end(bytes: &[u8], at: usize) -> usize {
    let quote = bytes[at];
    let triple = bytes[at..].starts_with(&[quote; 3]);
    let mut end = if triple { at + 3 } else { at + 1 };
    while let Some(found) = bytes.get(end..).and_then(|rest| memchr3(quote, b'\\', b'\n', rest)) {
        end += found;
        match bytes[end] {
            b'\\' => end += 1,
            b'\n' if !triple => return end,
            byte if byte == quote && !triple => return end + 1,
            byte if byte == quote && bytes[end..].starts_with(&[quote; 3]) => return end + 3,
            _ => {}
        }
        end += 1;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::ParseError;

    fn exceeded(text: &str) -> bool {
        super::exceeded(text).is_some()
    }

    #[test]
    fn refuses_lines_of_very_many_statements() {
        assert_eq!(super::exceeded(&"x = 1; ".repeat(10_000)), Some(ParseError::TooLong));
        assert!(!exceeded(&"x = 1; y = ';;;' # ;;;\n".repeat(10_000)));
    }

    #[test]
    fn refuses_what_recursion_cannot_hold() {
        assert!(exceeded(&"(".repeat(5000)));
        assert!(exceeded(&format!("x = {}y", "not ".repeat(20_000))));
        assert!(exceeded(&format!("x = 1{}", " + 1".repeat(20_000))));
    }

    #[test]
    fn what_is_surely_within_is_within() {
        // Each limit just met and just passed, counted in bytes and in tokens.
        for parts in [
            ["(", "x", ")"],
            ["x = ", "y + ", "z\n"],
            ["x", ";y", "\n"],
            ["x = '", "\\'", "'\n"],
            ["\"\"\"", "\n\"\"", "\"\"\""],
            ["# ", "(", "\nx = (\n"],
            ["x = [", "'a', ", "]"],
            ["x \\\n", "y \\\n", "z\n"],
        ] {
            for count in [1, 199, 201, 2_499, 2_501, 4_999, 5_001, 9_999, 10_001, 20_000] {
                let [start, middle, end] = parts;
                let text = format!("{start}{}{end}", middle.repeat(count));
                let counted = super::counted(text.as_bytes());
                assert_eq!(super::exceeded(&text), counted, "{parts:?} {count}");
                let sure = super::is_surely_within(text.as_bytes());
                assert!(!sure || counted.is_none(), "{parts:?} {count}");
                assert!(sure || text.len() > 200, "{parts:?} {count}");
            }
        }
    }

    #[test]
    fn lets_long_flat_code_pass() {
        assert!(!exceeded(&format!("x = [{}]\n", "('a', 'b'), ".repeat(100_000))));
        assert!(!exceeded(&format!("x = 1\n{}", "y = x\n".repeat(100_000))));
        assert!(!exceeded(&format!("x = y{}\n", ".z(1)".repeat(2_000))));
        assert!(!exceeded(&format!("x = '{}' # {}\n", "(".repeat(5000), "(".repeat(5000))));
        assert!(!exceeded(&format!("\"\"\"{}\"\"\"\n", "(\\\"".repeat(5000))));
    }
}
