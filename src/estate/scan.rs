//! The import statements of a file, read off its bytes: cheap enough for files that are never parsed.

use memchr::{memchr, memmem, memrchr};

/// What one import statement names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named<'b> {
    /// The module, with its leading dots.
    pub module: &'b str,
    /// What is taken from it; empty for `import a`.
    pub names: Vec<&'b str>,
}

/// All import statements that stand at the start of a line, also those inside of blocks.
///
/// Text in docstrings may look like one; it only makes a file be looked at that need not be.
pub fn imports(bytes: &[u8]) -> Vec<Named<'_>> {
    let mut found = Vec::new();
    let mut done = 0;
    for at in memmem::find_iter(bytes, b"import") {
        if at < done {
            continue;
        }
        let start = memrchr(b'\n', &bytes[..at]).map_or(0, |i| i + 1);
        let head = bytes[start..at].trim_ascii_start();
        let end = statement_end(bytes, at);
        let Ok(tail) = std::str::from_utf8(&bytes[at + "import".len()..end]) else { continue };
        if !tail.starts_with([' ', '\t', '(', '\\', '*']) {
            continue;
        }
        if head.is_empty() || head == b"\xef\xbb\xbf" {
            found.extend(items(tail).map(|module| Named { module, names: Vec::new() }));
            done = end;
        } else if let Some(module) = from(head) {
            found.push(Named { module, names: items(tail).collect() });
            done = end;
        }
    }
    found
}

/// `a.b` of `from a.b `.
fn from(head: &[u8]) -> Option<&str> {
    let rest = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).strip_prefix(b"from")?;
    let rest = std::str::from_utf8(rest).ok()?;
    let module = rest.trim_matches([' ', '\t', '\\', '\r', '\n']);
    let spaced = rest.starts_with([' ', '\t']) || module.starts_with('.');
    let dotted = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    (spaced && !module.is_empty() && module.chars().all(dotted)).then_some(module)
}

/// The end of a statement that goes on over lines in parentheses or after a backslash.
fn statement_end(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    loop {
        let Some(length) = memchr(b'\n', &bytes[at..]) else { return bytes.len() };
        let line = &bytes[at..at + length];
        if memchr(b'(', line).is_some() && memchr(b')', line).is_none() {
            return memchr(b')', &bytes[at..]).map_or(bytes.len(), |i| at + i);
        }
        if !line.trim_ascii_end().ends_with(b"\\") {
            return at + length;
        }
        at += length + 1;
    }
}

/// `a`, `b.c` of ` a as x, b.c  # …`.
fn items(tail: &str) -> impl Iterator<Item = &str> {
    tail.lines()
        .flat_map(|line| line.split('#').next().unwrap_or_default().split([',', ';']))
        .filter_map(|item| {
            let item = item.trim_matches([' ', '\t', '(', ')', '\\', '\r']);
            let name = item.split([' ', '\t']).next().unwrap_or_default();
            (!name.is_empty()).then_some(name)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let show = |n: Named<'_>| format!("{}: {}", n.module, n.names.join(" "));
        imports(text.as_bytes()).into_iter().map(show).collect()
    }

    #[test]
    fn statements_are_found_wherever_they_stand() {
        let text = "\u{feff}import a\nfrom b.c import (  # why\n    d as e,\n    f,\n)\r\n\
                    def g():\n\tfrom . import h, i\n    import j.k as l, m\n\
                    from ..n import *\nfrom o import p, \\\n    q\nx = 'import r'\n\
                    import_s = 1\nfrom t import\n";
        assert_eq!(shown(text), ["a: ", "b.c: d f", ".: h i", "j.k: ", "m: ", "..n: *", "o: p q"]);
    }

    #[test]
    fn bytes_that_are_no_text_are_passed_over() {
        assert_eq!(imports(b"# \xe9\nimport a\nimport \xff\nfrom b import c").len(), 2);
    }
}
