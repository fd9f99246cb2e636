//! Which files a run is about: one deterministic list from the paths that the user gave.

use std::cmp::Ordering;
use std::fs::File;
use std::io::{self, Read as _};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::{DirEntry, ParallelVisitor, ParallelVisitorBuilder, WalkBuilder, WalkState};
use rustc_hash::FxHashSet;

use crate::diagnostics::{Failure, Skip, SkipReason};
use crate::notebook::is_notebook;

/// Files that are larger are not read, in bytes.
pub const MAX_BYTES: u64 = 10 * 1024 * 1024;

/// Whether a path is left out.
pub type Excluded = Arc<dyn Fn(&Path, Seen) -> bool + Send + Sync>;

/// How the walk came to a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// The user named it: the folders above it count.
    Named {
        /// Whether it is a folder.
        is_dir: bool,
    },
    /// It is in a folder that is not left out.
    Found {
        /// Whether it is a folder.
        is_dir: bool,
    },
}

/// What to collect.
#[derive(Clone)]
pub struct Options {
    /// Files and folders as the user gave them.
    pub paths: Vec<PathBuf>,
    /// What is left out.
    pub excluded: Excluded,
    /// Whether a file that is named itself can be left out too.
    pub force_exclude: bool,
    /// Whether files that are not Python are collected as well, for a complete copy of the tree.
    pub others: bool,
    /// How many folders are read at a time; as many as there are processors if not given.
    pub threads: Option<NonZeroUsize>,
}

/// A file to work on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The path to open, relative to the working directory if the user's was.
    pub path: Arc<Path>,
    /// What the user named: the file itself or a folder above it.
    pub root: Arc<Path>,
    /// Whether it is to be rewritten; false only where [`Options::others`] asked for it.
    pub python: bool,
}

impl Entry {
    /// The path below the root; the file name where the root is the file itself.
    pub fn relative(&self) -> &Path {
        let below = self.path.strip_prefix(without_dot(&self.root)).unwrap_or(&self.path);
        if below.as_os_str().is_empty() {
            self.path.file_name().map_or(below, Path::new)
        } else {
            below
        }
    }

    /// The path as messages show it.
    pub fn shown(&self) -> String {
        shown(&self.path)
    }
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walked {
    /// The files in order of path.
    pub files: Vec<Entry>,
    /// Paths that do not exist or cannot be read.
    pub failures: Vec<Failure>,
    /// Paths that were passed over.
    pub skipped: Vec<Skip>,
}

/// Makes a visitor for each thread.
struct Threads<'a> {
    root: &'a Arc<Path>,
    options: &'a Options,
    lists: &'a Mutex<Vec<Walked>>,
}

impl<'s> ParallelVisitorBuilder<'s> for Threads<'s> {
    fn build(&mut self) -> Box<dyn ParallelVisitor + 's> {
        let Self { root, options, lists } = *self;
        Box::new(Visitor { root, options, lists, walked: Walked::default() })
    }
}

/// What one thread has found; given away when the thread is done.
struct Visitor<'a> {
    root: &'a Arc<Path>,
    options: &'a Options,
    lists: &'a Mutex<Vec<Walked>>,
    walked: Walked,
}

impl ParallelVisitor for Visitor<'_> {
    fn visit(&mut self, found: Result<DirEntry, ignore::Error>) -> WalkState {
        match found {
            Ok(entry) => self.walked.found(&entry, self.root, self.options),
            Err(error) => self.walked.broken(self.root, &error),
        }
        WalkState::Continue
    }
}

impl Drop for Visitor<'_> {
    fn drop(&mut self) {
        let mut lists = self.lists.lock().unwrap_or_else(PoisonError::into_inner);
        lists.push(std::mem::take(&mut self.walked));
    }
}

/// A path for people: forward slashes, no `./` in front.
pub fn shown(path: &Path) -> String {
    let text = without_dot(path).to_string_lossy();
    if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() }
}

fn without_dot(path: &Path) -> &Path {
    path.strip_prefix(".").unwrap_or(path)
}

/// The bytes of a file that is not too large.
///
/// # Errors
/// What the system says, or that it is larger than [`MAX_BYTES`].
pub(crate) fn read_bounded(path: &Path) -> io::Result<Vec<u8>> {
    let too_large = || io::Error::new(io::ErrorKind::FileTooLarge, "larger than 10 MB");
    let file = File::open(path)?;
    let length = file.metadata()?.len();
    if length > MAX_BYTES {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
    // The file may grow while it is read, and some have no length.
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > MAX_BYTES) {
        return Err(too_large());
    }
    Ok(bytes)
}

/// Collects the files, sorted by path, each once.
pub fn walk(options: &Options) -> Walked {
    let mut walked = Walked::default();
    for path in &options.paths {
        match std::fs::metadata(path) {
            Err(error) => walked.fail(path, &missing(path, &error)),
            Ok(metadata) if metadata.is_dir() => walked.folder(path, options),
            Ok(metadata) if metadata.is_file() => walked.named(path, options),
            Ok(_) => walked.fail(path, "neither a file nor a folder"),
        }
    }
    walked.finish(options.paths.len() > 1)
}

impl Walked {
    fn fail(&mut self, path: &Path, message: &str) {
        self.failures.push(Failure {
            path: shown(path),
            position: None,
            message: message.to_owned(),
            way_out: String::new(),
        });
    }

    fn skip(&mut self, path: &Path, reason: SkipReason) {
        self.skipped.push(Skip { path: shown(path), reason });
    }

    fn named(&mut self, path: &Path, options: &Options) {
        if options.force_exclude && (options.excluded)(path, Seen::Named { is_dir: false }) {
            return self.skip(path, SkipReason::Excluded);
        }
        let path: Arc<Path> = without_dot(path).into();
        self.files.push(Entry { root: Arc::clone(&path), path, python: true });
    }

    fn folder(&mut self, root: &Path, options: &Options) {
        if options.force_exclude && (options.excluded)(root, Seen::Named { is_dir: true }) {
            return self.skip(root, SkipReason::Excluded);
        }
        let excluded = Arc::clone(&options.excluded);
        let walk = WalkBuilder::new(root)
            // A folder that was exported from git has its `.gitignore` but no `.git`.
            .require_git(false)
            .threads(options.threads.map_or(0, NonZeroUsize::get))
            .filter_entry(move |entry| {
                let is_dir = entry.file_type().is_some_and(|kind| kind.is_dir());
                entry.depth() == 0 || !excluded(entry.path(), Seen::Found { is_dir })
            })
            .build_parallel();
        // Each thread has a list of its own; `finish` brings all of it into one order.
        let lists = Mutex::new(Vec::new());
        walk.visit(&mut Threads { root: &root.into(), options, lists: &lists });
        for part in lists.into_inner().unwrap_or_else(PoisonError::into_inner) {
            self.files.extend(part.files);
            self.failures.extend(part.failures);
            self.skipped.extend(part.skipped);
        }
    }

    fn found(&mut self, entry: &DirEntry, root: &Arc<Path>, options: &Options) {
        let Some(kind) = entry.file_type() else {
            return;
        };
        let path = entry.path();
        let python =
            path.extension().is_some_and(|end| end.eq_ignore_ascii_case("py")) || is_notebook(path);
        if kind.is_symlink() {
            match std::fs::metadata(path) {
                Err(error) if python => self.fail(path, &missing(path, &error)),
                Ok(metadata) if python || metadata.is_dir() => self.skip(path, SkipReason::Link),
                // A link to something that is not ours.
                Ok(_) | Err(_) => {}
            }
        } else if kind.is_file() && (python || options.others) {
            let path = without_dot(path).into();
            self.files.push(Entry { path, root: Arc::clone(root), python });
        }
    }

    fn broken(&mut self, root: &Path, error: &ignore::Error) {
        let (path, message) = describe(error, root);
        self.fail(&path, &message);
    }

    fn finish(mut self, overlaps: bool) -> Self {
        self.files.sort_by(|a, b| in_order(&a.path, &b.path).then_with(|| a.cmp(b)));
        if overlaps {
            let mut seen = FxHashSet::default();
            self.files.retain(|entry| seen.insert(real(&entry.path)));
        }
        self.failures.sort_by(|a, b| a.path.cmp(&b.path));
        self.failures.dedup();
        self.skipped.sort();
        self.skipped.dedup();
        self
    }
}

/// The order of two paths, as they have it themselves: most differ first in a letter or a digit, which
/// decides without taking them apart.
fn in_order(a: &Path, b: &Path) -> Ordering {
    let [left, right] = [a, b].map(|path| path.as_os_str().as_encoded_bytes());
    let plain = |byte: u8| byte.is_ascii_alphanumeric() && !cfg!(windows);
    match left.iter().zip(right).find(|(left, right)| left != right) {
        Some((left, right)) if plain(*left) && plain(*right) => left.cmp(right),
        _ => a.cmp(b),
    }
}

fn describe(error: &ignore::Error, root: &Path) -> (PathBuf, String) {
    match error {
        ignore::Error::WithPath { path, err } => (path.clone(), describe(err, root).1),
        ignore::Error::WithDepth { err, .. } => describe(err, root),
        ignore::Error::WithLineNumber { line, err } => {
            (root.to_path_buf(), format!("line {line}: {}", describe(err, root).1))
        }
        ignore::Error::Io(error) => (root.to_path_buf(), format!("cannot be read: {error}")),
        other => (root.to_path_buf(), other.to_string()),
    }
}

fn missing(path: &Path, error: &std::io::Error) -> String {
    let is_link = std::fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink());
    match (is_link, error.kind()) {
        (true, std::io::ErrorKind::NotFound) => "a link to something that does not exist".into(),
        (true, _) => format!("a link that leads nowhere: {error}"),
        (false, std::io::ErrorKind::NotFound) => "no such file or folder".into(),
        (false, _) => format!("cannot be read: {error}"),
    }
}

fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_have_their_own_order() {
        let parts = ["a", "b", "a.b", ".a", "..", ".", "", "a-b", "a b", "é", "Z"];
        let mut paths = Vec::new();
        for (one, two) in parts.iter().flat_map(|one| parts.iter().map(move |two| (one, two))) {
            paths.extend([
                format!("{one}/{two}"),
                format!("{one}/x/{two}.py"),
                format!("./{one}{two}"),
            ]);
        }
        for (a, b) in paths.iter().flat_map(|a| paths.iter().map(move |b| (a, b))) {
            let (a, b) = (Path::new(a), Path::new(b));
            assert_eq!(in_order(a, b), a.cmp(b), "{a:?} {b:?}");
        }
    }
}
