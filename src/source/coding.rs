//! The coding line of PEP 263.

/// What a coding line says, and where.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Coding<'a> {
    /// The name as written.
    pub name: &'a str,
    /// Line, 1 or 2.
    pub line: usize,
    /// Column of the name, from 1.
    pub column: usize,
}

/// Finds the coding line: a comment in the first line, or in the second after a blank or comment.
pub(super) fn find(bytes: &[u8]) -> Option<Coding<'_>> {
    let mut lines = bytes.split(|byte| *byte == b'\n' || *byte == b'\r');
    let first = lines.next()?;
    if let Some((name, column)) = name_in(first) {
        return Some(Coding { name, line: 1, column });
    }
    if !is_blank_or_comment(first) {
        return None;
    }
    let mut second = lines.next()?;
    // Splitting at both characters leaves an empty piece inside `\r\n`.
    if second.is_empty() && bytes.get(first.len()) == Some(&b'\r') {
        second = lines.next()?;
    }
    name_in(second).map(|(name, column)| Coding { name, line: 2, column })
}

/// `^[ \t\f]*#.*?coding[:=][ \t]*([-_.a-zA-Z0-9]+)`
fn name_in(line: &[u8]) -> Option<(&str, usize)> {
    if trim_start(line).first() != Some(&b'#') {
        return None;
    }
    let mut from = 0;
    while let Some(found) = line[from..].windows(6).position(|word| word == b"coding") {
        let after = from + found + 6;
        from = after;
        if !matches!(line.get(after), Some(b':' | b'=')) {
            continue;
        }
        let rest = &line[after + 1..];
        let blank = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let length = rest[blank..].iter().take_while(|byte| is_name(**byte)).count();
        if length > 0 {
            let start = after + 1 + blank;
            let name = std::str::from_utf8(&line[start..start + length]).ok()?;
            return Some((name, start + 1));
        }
    }
    None
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')
}

fn is_blank_or_comment(line: &[u8]) -> bool {
    matches!(trim_start(line).first(), None | Some(b'#'))
}

fn trim_start(line: &[u8]) -> &[u8] {
    let blank = line.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | 0x0c)).count();
    &line[blank..]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Option<(&str, usize)> {
        find(text.as_bytes()).map(|coding| (coding.name, coding.line))
    }

    #[test]
    fn the_first_two_lines_count() {
        assert_eq!(name("# -*- coding: utf-8 -*-"), Some(("utf-8", 1)));
        assert_eq!(name("#!/bin/x\r\n# coding=latin-1\r\n"), Some(("latin-1", 2)));
        assert_eq!(name("\n# coding=latin-1\n"), Some(("latin-1", 2)));
        assert_eq!(name("\n\n# coding=latin-1\n"), None);
        assert_eq!(name("x = 1\n# coding=latin-1\n"), None);
        assert_eq!(name("x = 1 # coding=latin-1\n"), None);
        assert_eq!(name("# encoding is coding: x\n"), Some(("x", 1)));
    }
}
