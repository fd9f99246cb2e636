//! Refuses texts that a recursive parser must not see, by one look at their bytes.

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
    let mut outer: Vec<u32> = Vec::new();
    let mut tokens = 0;
    let mut in_line = 0;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let mut next = at + 1;
        match byte {
            b'#' => next = line_end(bytes, at),
            b'"' | b'\'' => {
                next = string_end(bytes, at);
                tokens += 1;
            }
            b'(' | b'[' | b'{' => {
                outer.push(tokens + 1);
                tokens = 0;
            }
            b')' | b']' | b'}' => tokens = outer.pop().unwrap_or(0),
            b',' => tokens = 0,
            b'\n' | b';' if outer.is_empty() && bytes.get(at.wrapping_sub(1)) != Some(&b'\\') => {
                tokens = 0;
                in_line = if byte == b';' { in_line + 1 } else { 0 };
            }
            b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' | b'\\' => {}
            _ if is_word(byte) => {
                next = at + bytes[at..].iter().take_while(|b| is_word(**b)).count();
                tokens += 1;
            }
            _ => tokens += 1,
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

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

fn line_end(bytes: &[u8], at: usize) -> usize {
    memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |n| at + n)
}

/// One past a string literal; a string without an end goes to the end of its line.
fn string_end(bytes: &[u8], at: usize) -> usize {
    let quote = bytes[at];
    let triple = bytes[at..].starts_with(&[quote; 3]);
    let mut end = if triple { at + 3 } else { at + 1 };
    while let Some(&byte) = bytes.get(end) {
        match byte {
            b'\\' => end += 1,
            b'\n' if !triple => return end,
            _ if byte == quote && !triple => return end + 1,
            _ if byte == quote && bytes[end..].starts_with(&[quote; 3]) => return end + 3,
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
    fn lets_long_flat_code_pass() {
        assert!(!exceeded(&format!("x = [{}]\n", "('a', 'b'), ".repeat(100_000))));
        assert!(!exceeded(&format!("x = 1\n{}", "y = x\n".repeat(100_000))));
        assert!(!exceeded(&format!("x = y{}\n", ".z(1)".repeat(2_000))));
        assert!(!exceeded(&format!("x = '{}' # {}\n", "(".repeat(5000), "(".repeat(5000))));
        assert!(!exceeded(&format!("\"\"\"{}\"\"\"\n", "(\\\"".repeat(5000))));
    }
}
