//! The line breaks of a piece of code: those in strings belong to the value, those in brackets go on.

/// What stands around a line break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Around {
    /// Nothing that would hold the lines together.
    Open,
    /// Brackets, or a backslash before it.
    Joined,
    /// A string.
    Text,
}

/// Whether some line break of an expression has to stand in brackets.
pub fn is_open(code: &str) -> bool {
    code.contains('\n') && breaks(code).any(|(_, around)| around == Around::Open)
}

/// The lines of code, without breaking strings.
pub fn code_lines(code: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut start = 0;
    for (at, around) in breaks(code) {
        if around != Around::Text {
            lines.push(code[start..at].trim_end_matches('\r'));
            start = at + 1;
        }
    }
    if start < code.len() {
        lines.push(&code[start..]);
    }
    lines
}

fn breaks(code: &str) -> impl Iterator<Item = (usize, Around)> {
    let bytes = code.as_bytes();
    let (mut at, mut depth) = (0, 0_usize);
    // The quotes that end the string around this place.
    let mut quotes: Option<&[u8]> = None;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let (here, rest) = (at, &bytes[at..]);
            at += 1;
            if let Some(end) = quotes {
                match rest[0] {
                    b'\\' => at += 1,
                    b'\n' if end.len() == 3 => return Some((here, Around::Text)),
                    // A string of one line ends with it, whatever is wrong with it.
                    b'\n' => quotes = None,
                    _ if rest.starts_with(end) => {
                        at += end.len() - 1;
                        quotes = None;
                    }
                    _ => {}
                }
                if quotes.is_some() || rest[0] != b'\n' {
                    if rest[0] == b'\\' && rest.get(1) == Some(&b'\n') {
                        return Some((here + 1, Around::Text));
                    }
                    continue;
                }
            }
            match rest[0] {
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' => depth = depth.saturating_sub(1),
                b'"' | b'\'' => {
                    let triple = rest.len() > 2 && rest[1] == rest[0] && rest[2] == rest[0];
                    quotes = Some(&rest[..if triple { 3 } else { 1 }]);
                    at = here + if triple { 3 } else { 1 };
                }
                b'#' => at = here + rest.iter().position(|b| *b == b'\n').unwrap_or(rest.len()),
                b'\n' => {
                    let before = code[..here].trim_end_matches('\r');
                    let joined = depth > 0 || before.ends_with('\\');
                    return Some((here, if joined { Around::Joined } else { Around::Open }));
                }
                _ => {}
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_lines_together() {
        for joined in [
            "a",
            "f(\n  a\n)",
            "a \\\n  .b",
            "'''\n'''.x",
            "\"\"\"a'\n(\"\"\"",
            "'\\\n'",
            "f(# )\n)",
        ] {
            assert!(!is_open(joined), "{joined}");
        }
        for open in ["a\n.b", "f(\n)\n.b", "'(' \n + b", "a  # (\n.b", "'''\n'''\n.b", "a\r\n.b"] {
            assert!(is_open(open), "{open}");
        }
    }

    #[test]
    fn strings_are_not_broken() {
        let code = "a = f(\n  '''x\n  y'''\n)\r\nb = 'z'\n";
        assert_eq!(code_lines(code), ["a = f(", "  '''x\n  y'''", ")", "b = 'z'"]);
        assert_eq!(code_lines("a\n\nb"), ["a", "", "b"]);
    }
}
