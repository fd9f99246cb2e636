//! Code of several lines that stands somewhere else now.

use super::newlines::{code_lines, is_open};

/// The lines of an expression, moved so that its last bracket closes below a line with this indentation.
/// `None` where they are there, or where they would not stand below each other; what is in strings stays.
pub fn moved(code: &str, indent: &str, newline: &str) -> Option<String> {
    if !code.contains('\n') || is_open(code) {
        return None;
    }
    let lines = code_lines(code);
    let last = lines.last()?;
    let rest = last.trim_start_matches([' ', '\t']);
    let old = &last[..last.len() - rest.len()];
    let fits = |line: &&str| line.trim().is_empty() || line.starts_with(old);
    if old == indent || !rest.starts_with([')', ']', '}']) || !lines[1..].iter().all(fits) {
        return None;
    }
    let at = |(index, line): (usize, &&str)| match line.strip_prefix(old) {
        Some(rest) if index > 0 => format!("{indent}{rest}"),
        _ => (*line).to_owned(),
    };
    let lines: Vec<String> = lines.iter().enumerate().map(at).collect();
    Some(lines.join(newline))
}

#[cfg(test)]
mod tests {
    use super::moved;

    #[test]
    fn lines_close_below_the_one_that_begins_them() {
        let moved = |code, indent| moved(code, indent, "\n");
        let join = "a.join(\n        b,\n        '''\nx''',\n    )";
        assert_eq!(moved(join, "").as_deref(), Some("a.join(\n    b,\n    '''\nx''',\n)"));
        assert_eq!(moved("f(\n  x\n)", "  ").as_deref(), Some("f(\n    x\n  )"));
        assert_eq!(moved(join, "    "), None);
        assert_eq!(moved("a.join(b,\n       c)", ""), None);
        assert_eq!(moved("for x in y:\n    f(\n        x\n    )", ""), None);
        assert_eq!(moved("a.join(\n  b,\n    )", ""), None);
    }
}
