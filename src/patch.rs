//! The unified diff that `git apply` takes, byte for byte.

use std::io::Write as _;
use std::path::{Component, Path, PathBuf};

use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices, group_diff_ops};

/// Lines of unchanged text around a change.
const CONTEXT: usize = 3;

/// The patch from `old` to `new` for the file that git calls `name`; empty where they are equal.
///
/// `name` is relative to the root of the repository, with forward slashes.
pub fn unified(name: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    let mut patch = Vec::new();
    if old == new {
        return patch;
    }
    header(&mut patch, name);
    let (old, new) = (lines(old), lines(new));
    let ops = capture_diff_slices(Algorithm::Myers, &old, &new);
    for group in group_diff_ops(ops, CONTEXT) {
        hunk(&mut patch, &group, &old, &new);
    }
    patch
}

/// The name that a patch gives a file: relative to the repository that holds the file, or to
/// `cwd`, or to `root` (what the user named), whichever is first to hold it.
pub fn name_of(path: &Path, root: &Path, cwd: &Path) -> Vec<u8> {
    let full = resolve(path, cwd);
    let cwd = resolve(Path::new("."), cwd);
    let repository = |from: &Path| {
        let holds_git = |folder: &&Path| folder.join(".git").exists();
        from.ancestors().find(holds_git).map(Path::to_path_buf)
    };
    let here = repository(&cwd).filter(|top| full.starts_with(top));
    let base = here.or_else(|| full.parent().and_then(repository)).or_else(|| {
        let root = resolve(root, &cwd);
        let root = if root == full { root.parent()?.to_path_buf() } else { root };
        [cwd, root].into_iter().find(|base| full.starts_with(base))
    });
    let relative = base.as_deref().and_then(|base| full.strip_prefix(base).ok()).unwrap_or(&full);
    let parts = relative.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.as_encoded_bytes()),
        _ => None,
    });
    parts.collect::<Vec<_>>().join(&b'/')
}

/// The real path; of a file that does not exist, the real path of the folder it would be in.
fn resolve(path: &Path, cwd: &Path) -> PathBuf {
    let joined = cwd.join(path);
    joined.canonicalize().unwrap_or_else(|_| match (joined.parent(), joined.file_name()) {
        (Some(folder), Some(name)) => {
            folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf()).join(name)
        }
        _ => joined.clone(),
    })
}

fn header(patch: &mut Vec<u8>, name: &[u8]) {
    let (old, new) = (quoted(b"a/", name), quoted(b"b/", name));
    // Git ends a name that has a space with a tab, so that it is not taken for a time stamp.
    let tab: &[u8] = if name.contains(&b' ') { b"\t" } else { b"" };
    let parts: [&[u8]; 12] =
        [b"diff --git ", &old, b" ", &new, b"\n--- ", &old, tab, b"\n+++ ", &new, tab, b"\n", b""];
    patch.extend(parts.concat());
}

/// A name as git writes it with `core.quotePath` on: quoted where it has a special byte.
fn quoted(prefix: &[u8], name: &[u8]) -> Vec<u8> {
    let special = |byte: &u8| !(0x20..0x7f).contains(byte) || matches!(byte, b'"' | b'\\');
    if !name.iter().any(special) {
        return [prefix, name].concat();
    }
    let mut out = vec![b'"'];
    out.extend(prefix);
    for byte in name {
        match byte {
            b'"' | b'\\' => out.extend([b'\\', *byte]),
            0x07 => out.extend(b"\\a"),
            0x08 => out.extend(b"\\b"),
            b'\t' => out.extend(b"\\t"),
            b'\n' => out.extend(b"\\n"),
            0x0b => out.extend(b"\\v"),
            0x0c => out.extend(b"\\f"),
            b'\r' => out.extend(b"\\r"),
            plain if !special(plain) => out.push(*plain),
            other => out.extend(format!("\\{other:03o}").bytes()),
        }
    }
    out.push(b'"');
    out
}

fn lines(bytes: &[u8]) -> Vec<&[u8]> {
    bytes.split_inclusive(|byte| *byte == b'\n').collect()
}

fn hunk(patch: &mut Vec<u8>, ops: &[DiffOp], old: &[&[u8]], new: &[&[u8]]) {
    let (Some(first), Some(last)) = (ops.first(), ops.last()) else {
        return;
    };
    let (old_start, old_end) = (first.old_range().start, last.old_range().end);
    let (new_start, new_end) = (first.new_range().start, last.new_range().end);
    // Writing to a vector cannot fail.
    let _ = writeln!(patch, "@@ -{} +{} @@", range(old_start, old_end), range(new_start, new_end));
    for op in ops {
        if op.tag() == DiffTag::Equal {
            put(patch, b' ', &old[op.old_range()]);
        } else {
            put(patch, b'-', &old[op.old_range()]);
            put(patch, b'+', &new[op.new_range()]);
        }
    }
}

/// `start,length` as in a hunk header: from 1, but the line before where the length is 0.
fn range(start: usize, end: usize) -> String {
    match end - start {
        0 => format!("{start},0"),
        1 => format!("{}", start + 1),
        length => format!("{},{length}", start + 1),
    }
}

fn put(patch: &mut Vec<u8>, sign: u8, lines: &[&[u8]]) {
    for line in lines {
        patch.push(sign);
        patch.extend(*line);
        if !line.ends_with(b"\n") {
            patch.extend(b"\n\\ No newline at end of file\n");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(name: &str, old: &str, new: &str) -> String {
        String::from_utf8(unified(name.as_bytes(), old.as_bytes(), new.as_bytes())).unwrap()
    }

    #[test]
    fn equal_texts_need_no_patch() {
        assert_eq!(text("x.py", "a", "a"), "");
    }

    #[test]
    fn line_endings_and_a_missing_last_newline_stay() {
        assert_eq!(
            text("x.py", "a\r\nb", "a\r\nc"),
            "diff --git a/x.py b/x.py\n--- a/x.py\n+++ b/x.py\n@@ -1,2 +1,2 @@\n a\r\n-b\n\
             \\ No newline at end of file\n+c\n\\ No newline at end of file\n"
        );
    }

    #[test]
    fn names_are_quoted_as_git_does() {
        let head =
            |name: &str| text(name, "a\n", "b\n").lines().take(2).collect::<Vec<_>>().join("|");
        assert_eq!(head("a b.py"), "diff --git a/a b.py b/a b.py|--- a/a b.py\t");
        assert_eq!(
            head("é\"\t.py"),
            "diff --git \"a/\\303\\251\\\"\\t.py\" \"b/\\303\\251\\\"\\t.py\"|\
             --- \"a/\\303\\251\\\"\\t.py\""
        );
    }

    #[test]
    fn an_empty_side_counts_from_zero() {
        assert!(text("x", "", "a\n").contains("@@ -0,0 +1 @@\n+a\n"));
        assert!(text("x", "a\nb\n", "").contains("@@ -1,2 +0,0 @@\n-a\n-b\n"));
    }
}
