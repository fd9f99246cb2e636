//! Python regular expressions that Java reads the same way.

use super::boolean::Boolean;
use super::column::Column;

/// A match object, or None.
#[derive(Clone, Debug)]
pub(super) struct Match {
    /// Whether there is one.
    pub matched: Boolean,
    /// The text.
    pub text: Column,
    pub pattern: Java,
}

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
    /// The groups that capture, with their names.
    pub groups: Vec<Option<String>>,
}

/// Rewrites a Python pattern for Java.
///
/// # Errors
/// The construct that Java reads in another way.
pub(super) fn java(pattern: &str, anchor: Anchor, ignore_case: bool) -> Result<Java, String> {
    let Checked { ascii_only, groups, pattern } = check(pattern)?;
    let pattern = pattern.as_str();
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
    Ok(Java { pattern: format!("{case}{flags}{body}"), ascii_only, groups })
}

/// A pattern whose constructs Java reads as Python does.
struct Checked {
    pattern: String,
    ascii_only: bool,
    groups: Vec<Option<String>>,
}

/// Looks for what Java reads in another way, and spells what it only writes in another way.
fn check(pattern: &str) -> Result<Checked, String> {
    let mut ascii_only = false;
    let mut in_class = false;
    let mut groups = Vec::new();
    let mut out = String::with_capacity(pattern.len());
    let mut at = 0;
    while let Some(c) = pattern[at..].chars().next() {
        let rest = &pattern[at..];
        let first = at == 0;
        at += c.len_utf8();
        out.push(c);
        match c {
            '\\' => {
                let Some(escaped) = pattern[at..].chars().next() else {
                    return Err("\\".to_owned());
                };
                at += escaped.len_utf8();
                out.push(escaped);
                match escaped {
                    'w' | 'W' => ascii_only = true,
                    'b' | 'B' if !in_class => ascii_only = true,
                    'd' | 'D' | 's' | 'S' | 'n' | 't' | 'r' | 'f' | 'x' | 'u' | '1'..='9' => {}
                    'A' if !in_class => {}
                    'Z' if !in_class => {
                        // Java's `\Z` lets a last line end follow.
                        out.pop();
                        out.push('z');
                    }
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
            '(' if !in_class && rest.starts_with("(?P<") => {
                // Java's names have no underscores: the group is reached by its number.
                let Some((name, _)) = rest[4..].split_once('>') else {
                    return Err("(?P".to_owned());
                };
                groups.push(Some(name.to_owned()));
                at += "?P<>".len() + name.len();
            }
            '(' if !in_class && rest.starts_with("(?") => group(rest, first)?,
            '(' if !in_class => groups.push(None),
            '{' if !in_class && !quantifier(rest) => return Err("{".to_owned()),
            _ => {}
        }
    }
    Ok(Checked { pattern: out, ascii_only, groups })
}

fn group(rest: &str, first: bool) -> Result<(), String> {
    let known = ["(?:", "(?=", "(?!", "(?<=", "(?<!"].iter().any(|g| rest.starts_with(g));
    let flags = first && ["(?i)", "(?s)", "(?m)"].iter().any(|g| rest.starts_with(g));
    if known || flags {
        return Ok(());
    }
    Err(rest.chars().take(3).collect())
}

/// Rewrites the replacement of `re.sub` for Java.
///
/// # Errors
/// The escape that has no counterpart.
pub(super) fn java_replacement(text: &str) -> Result<String, String> {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '$' => out.push_str("\\$"),
            '\\' => match chars.next() {
                Some(digit @ '1'..='9') => {
                    out.push('$');
                    out.push(digit);
                }
                Some('n') => out.push('\n'),
                Some('t') => out.push('\t'),
                Some('\\') => out.push_str("\\\\"),
                Some('g') => {
                    let rest: String = chars.by_ref().take_while(|c| *c != '>').collect();
                    match rest.strip_prefix('<').and_then(|n| n.parse::<u8>().ok()) {
                        Some(number) => {
                            out.push('$');
                            out.push_str(&number.to_string());
                        }
                        None => return Err("\\g".to_owned()),
                    }
                }
                other => return Err(format!("\\{}", other.unwrap_or_default())),
            },
            c => out.push(c),
        }
    }
    Ok(out)
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
        assert_eq!(text(r"a\Z", Anchor::None, false), r"a\z");
        let named = java("(?P<year>a)(b)(?:c)", Anchor::None, false).unwrap();
        assert_eq!((named.pattern.as_str(), named.groups.len()), ("(a)(b)(?:c)", 2));
        assert_eq!(java_replacement(r"\1-$\g<2>").unwrap(), r"$1-\$$2");
    }

    #[test]
    fn refuses_what_java_reads_in_another_way() {
        for bad in [
            "(?P=a)b", "(?P<a", "a{,3}", "{a", "[[a]", "[a&&b]", "[]a]", "(?x)a", "a(?i)", r"\pL",
            r"\Qa", "[\\b]", "a\\",
        ] {
            assert!(java(bad, Anchor::None, false).is_err(), "{bad}");
        }
        assert!(java("(?m)^a", Anchor::Start, false).is_err());
    }
}
