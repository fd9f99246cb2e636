//! Patterns of files and folders that are left out, written as in a `.gitignore`.

use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::walk::Seen;

/// Compiled patterns, relative to one folder.
#[derive(Clone, Debug)]
pub struct Exclude {
    root: PathBuf,
    globs: Gitignore,
}

impl Exclude {
    /// Compiles patterns; one with a slash in it is relative to `root`, any other matches a name at
    /// any depth.
    ///
    /// # Errors
    /// The index of the first pattern that is not a glob, and what is wrong with it.
    pub fn new<S: AsRef<str>>(root: &Path, patterns: &[S]) -> Result<Self, (usize, String)> {
        let root = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
        let mut builder = GitignoreBuilder::new(&root);
        for (index, pattern) in patterns.iter().enumerate() {
            let pattern = pattern.as_ref().trim();
            let pattern = pattern.strip_prefix("./").map_or_else(
                // A `#` would start a comment.
                || {
                    if pattern.starts_with('#') { format!("\\{pattern}") } else { pattern.into() }
                },
                |rest| format!("/{rest}"),
            );
            // The builder takes an open bracket for a character; here it is rather a slip.
            globset::Glob::new(&pattern).map_err(|error| (index, error.kind().to_string()))?;
            builder.add_line(None, &pattern).map_err(|error| (index, message(&error)))?;
        }
        let globs = builder.build().map_err(|error| (0, message(&error)))?;
        Ok(Self { root, globs })
    }

    /// Whether a path is left out; of one that was named, also by a folder that it is in.
    ///
    /// `path` must be absolute; a path outside of the root is matched by its names alone.
    pub fn matches(&self, path: &Path, seen: Seen) -> bool {
        if self.globs.is_empty() {
            return false;
        }
        let inside = path.strip_prefix(&self.root);
        let relative: PathBuf = match inside {
            Ok(inside) => inside.to_path_buf(),
            Err(_) => path.components().filter(|part| !is_root(part)).collect(),
        };
        match seen {
            Seen::Named { is_dir } => self.globs.matched_path_or_any_parents(relative, is_dir),
            Seen::Found { is_dir } => self.globs.matched(relative, is_dir),
        }
        .is_ignore()
    }
}

fn is_root(part: &std::path::Component<'_>) -> bool {
    !matches!(part, std::path::Component::Normal(_))
}

fn message(error: &ignore::Error) -> String {
    match error {
        ignore::Error::Glob { err, .. } => err.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_as_in_a_gitignore() {
        let exclude = Exclude::new(Path::new("/r"), &["legacy/", "*_old.py", "./a/b.py"]).unwrap();
        let is = |path: &str| exclude.matches(Path::new(path), Seen::Named { is_dir: false });
        assert!(is("/r/x/legacy/y.py"));
        assert!(is("/r/x/y_old.py"));
        assert!(is("/r/a/b.py"));
        assert!(!is("/r/c/a/b.py"));
        assert!(!is("/r/x/y.py"));
        assert!(is("/elsewhere/legacy/y.py"));
        assert!(exclude.matches(Path::new("/r/legacy"), Seen::Found { is_dir: true }));
    }

    #[test]
    fn a_bad_pattern_is_named() {
        assert_eq!(Exclude::new(Path::new("/r"), &["ok", "a[b"]).unwrap_err().0, 1);
    }
}
