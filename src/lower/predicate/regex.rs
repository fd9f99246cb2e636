//! Python regular expressions that Java reads the same way.

/// How a function of `re` anchors its pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    /// `re.search`
    None,
    /// `re.match`
    Start,
    /// `re.fullmatch`
    Both,
}

/// A pattern for `rlike`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Java {
    pub pattern: String,
    /// Whether it has classes that only cover ASCII in Java.
    pub ascii_only: bool,
}

/// Rewrites a Python pattern for Java.
///
/// # Errors
/// The construct that Java reads in another way.
pub(super) fn java(pattern: &str, anchor: Anchor, ignore_case: bool) -> Result<Java, String> {
    let ascii_only = check(pattern)?;
    // Flags must stand first in Python, so they come off before the anchor goes on.
    let flags_end = match pattern.strip_prefix("(?") {
        Some(rest) if rest.starts_with(['i', 's', 'm']) => pattern.find(')').map_or(0, |at| at + 1),
        _ => 0,
    };
    let (flags, body) = pattern.split_at(flags_end);
    // With `m` an anchor matches at every line.
    if flags.contains('m') && anchor != Anchor::None {
        return Err("(?m)".to_owned());
    }
    let bare = !body.contains('|');
    let body = match anchor {
        Anchor::None => body.to_owned(),
        Anchor::Start if bare && body.starts_with('^') => body.to_owned(),
        Anchor::Start if bare => format!("^{body}"),
        Anchor::Start => format!("^(?:{body})"),
        Anchor::Both => format!("^(?:{body})\\z"),
    };
    let case = if ignore_case { "(?i)" } else { "" };
    Ok(Java { pattern: format!("{case}{flags}{body}"), ascii_only })
}

/// Looks for what Java reads in another way; says whether classes differ beyond ASCII.
fn check(pattern: &str) -> Result<bool, String> {
    let mut ascii_only = false;
    let mut in_class = false;
    let mut at = 0;
    while let Some(c) = pattern[at..].chars().next() {
        let rest = &pattern[at..];
        at += c.len_utf8();
        match c {
            '\\' => {
                let Some(escaped) = pattern[at..].chars().next() else {
                    return Err("\\".to_owned());
                };
                at += escaped.len_utf8();
                match escaped {
                    'w' | 'W' => ascii_only = true,
                    'b' | 'B' if !in_class => ascii_only = true,
                    'd' | 'D' | 's' | 'S' | 'n' | 't' | 'r' | 'f' | 'x' | 'u' | '1'..='9' => {}
                    'A' if !in_class => {}
                    c if !c.is_alphanumeric() => {}
                    c => return Err(format!("\\{c}")),
                }
            }
            '[' if in_class => return Err("[ inside of [ ]".to_owned()),
            '&' if in_class && rest.starts_with("&&") => return Err("&&".to_owned()),
            '[' => {
                in_class = true;
                // `[]a]` and `[^]a]` hold a bracket in Python.
                let inner = rest[1..].strip_prefix('^').unwrap_or(&rest[1..]);
                if inner.starts_with(']') {
                    return Err("[]".to_owned());
                }
            }
            ']' => in_class = false,
            '(' if !in_class && rest.starts_with("(?") => group(rest, at == 1)?,
            '{' if !in_class && !quantifier(rest) => return Err("{".to_owned()),
            _ => {}
        }
    }
    Ok(ascii_only)
}

fn group(rest: &str, first: bool) -> Result<(), String> {
    let known = ["(?:", "(?=", "(?!"].iter().any(|g| rest.starts_with(g));
    let flags = first && ["(?i)", "(?s)", "(?m)"].iter().any(|g| rest.starts_with(g));
    if known || flags {
        return Ok(());
    }
    Err(rest.chars().take(3).collect())
}

/// Whether `{` starts `{2}`, `{2,}` or `{2,3}`.
fn quantifier(rest: &str) -> bool {
    let Some((inner, _)) = rest[1..].split_once('}') else {
        return false;
    };
    let (low, high) = inner.split_once(',').unwrap_or((inner, ""));
    !low.is_empty() && low.chars().chain(high.chars()).all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors() {
        let text = |p, a, i| java(p, a, i).unwrap().pattern;
        assert_eq!(text("a+", Anchor::None, false), "a+");
        assert_eq!(text("a+", Anchor::Start, false), "^a+");
        assert_eq!(text("^a$", Anchor::Start, false), "^a$");
        assert_eq!(text("a|b", Anchor::Start, false), "^(?:a|b)");
        assert_eq!(text("a", Anchor::Both, false), r"^(?:a)\z");
        assert_eq!(text("(?i)a", Anchor::Start, false), "(?i)^a");
        assert_eq!(text("a", Anchor::None, true), "(?i)a");
        assert!(java(r"\w", Anchor::None, false).unwrap().ascii_only);
        assert!(!java(r"\d{2,}[a-z&]\.", Anchor::None, false).unwrap().ascii_only);
    }

    #[test]
    fn refuses_what_java_reads_in_another_way() {
        for bad in [
            "(?P<a>b)", r"a\Z", "(?<=a)b", "a{,3}", "{a", "[[a]", "[a&&b]", "[]a]", "(?x)a",
            "a(?i)", r"\pL", r"\Qa", "[\\b]", "a\\",
        ] {
            assert!(java(bad, Anchor::None, false).is_err(), "{bad}");
        }
        assert!(java("(?m)^a", Anchor::Start, false).is_err());
    }
}
