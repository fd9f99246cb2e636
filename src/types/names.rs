//! Which file of a run an import means.

use std::path::{Component, Path};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::world::ModId;
use crate::notebook::is_notebook;

/// The modules of a run by their dotted places.
///
/// Scripts of Glue are laid out in many ways: packages, folders that are put on the path, and
/// `--extra-py-files`, which flattens everything. So an absolute import is looked for next to the
/// importing file, then in each folder above it, then anywhere, if there is only one such place, or one that
/// is nearer than the others.
#[derive(Clone, Debug, Default)]
pub struct ModuleNames {
    /// The parts of all places, each once.
    numbers: FxHashMap<Arc<str>, u32>,
    parts: Vec<Arc<str>>,
    /// All places as a tree, so that files share those of their folders; the first is the root.
    places: Vec<Place>,
    inner: FxHashMap<(u32, u32), u32>,
    /// The place of each file; that of an `__init__` is its package.
    files: Vec<u32>,
    /// Whether a file is an `__init__`.
    packages: Vec<bool>,
    /// The modules by the last parts of their places, in order.
    by_last: Vec<(u32, ModId)>,
}

/// A folder or a module.
#[derive(Clone, Copy, Debug)]
struct Place {
    above: u32,
    /// The number of its last part.
    part: u32,
    /// The first module of this place.
    module: Option<ModId>,
}

const ROOT: u32 = 0;

impl ModuleNames {
    /// Names the modules of a run by their paths.
    pub fn of<'p>(paths: impl IntoIterator<Item = &'p Path>) -> Self {
        let mut names = Self::default();
        names.places.push(Place { above: ROOT, part: u32::MAX, module: None });
        paths.into_iter().for_each(|path| names.add(path));
        names.by_last.sort_unstable();
        names
    }

    fn add(&mut self, path: &Path) {
        let id = ModId(short(self.files.len()));
        let notebook = is_notebook(path);
        let stem = path.file_stem().unwrap_or_default();
        let package = !notebook && stem == "__init__";
        let folders = path.parent().into_iter().flat_map(Path::components);
        let mut place = folders.fold(ROOT, |place, part| match part {
            Component::Normal(name) => self.inside(place, &name.to_string_lossy()),
            _ => place,
        });
        if notebook {
            // It imports, and nothing imports it.
            place = self.inside(place, "");
        } else {
            if !package {
                place = self.inside(place, &stem.to_string_lossy());
            }
            if place != ROOT {
                let own = &mut self.places[place as usize];
                own.module.get_or_insert(id);
                self.by_last.push((own.part, id));
            }
        }
        self.files.push(place);
        self.packages.push(package);
    }

    /// The place of a part in a folder, a new one where it was not seen yet.
    fn inside(&mut self, folder: u32, part: &str) -> u32 {
        let part = self.number(part);
        let next = short(self.places.len());
        *self.inner.entry((folder, part)).or_insert_with(|| {
            self.places.push(Place { above: folder, part, module: None });
            next
        })
    }

    /// The number of a part, a new one where it was not seen yet.
    fn number(&mut self, part: &str) -> u32 {
        if let Some(number) = self.numbers.get(part) {
            return *number;
        }
        let (number, part) = (short(self.parts.len()), Arc::<str>::from(part));
        self.parts.push(Arc::clone(&part));
        self.numbers.insert(part, number);
        number
    }

    fn part(&self, place: u32) -> &str {
        &self.parts[self.places[place as usize].part as usize]
    }

    fn above(&self, place: u32) -> Option<u32> {
        (place != ROOT).then(|| self.places[place as usize].above)
    }

    /// A place and those above it, up to the root.
    fn upwards(&self, place: u32) -> impl Iterator<Item = u32> {
        std::iter::successors(Some(place), |place| self.above(*place))
    }

    /// The module that `path`, as an import statement of `from` writes it, means.
    pub fn resolve(&self, from: ModId, path: &str) -> Option<ModId> {
        let own = *self.files.get(from.index())?;
        let package = self.packages[from.index()];
        let folder = if package { own } else { self.above(own).unwrap_or(ROOT) };
        let name = path.trim_start_matches('.');
        let dots = path.len() - name.len();
        let mut wanted = name.split('.').filter(|part| !part.is_empty()).peekable();
        if dots == 0 && STANDARD.binary_search(wanted.peek()?).is_ok() {
            return None;
        }
        let wanted = wanted.map(|part| self.numbers.get(part).copied());
        let wanted: Vec<u32> = wanted.collect::<Option<_>>()?;
        if dots > 0 {
            return self.exactly(self.upwards(folder).nth(dots - 1)?, &wanted);
        }
        let near = self.upwards(folder).find_map(|place| self.exactly(place, &wanted));
        near.or_else(|| self.anywhere(folder, &wanted)).filter(|found| *found != from)
    }

    /// The module or package `name` inside a package.
    pub fn submodule(&self, package: ModId, name: &str) -> Option<ModId> {
        let base = *self.files.get(package.index())?;
        let name = *self.numbers.get(name)?;
        self.packages[package.index()].then(|| self.exactly(base, &[name])).flatten()
    }

    /// Whether a module is the `__init__` of a package.
    pub fn is_package(&self, module: ModId) -> bool {
        self.packages.get(module.index()).copied().unwrap_or(false)
    }

    /// Whether the part of a module's place that is `depth` from its end has this name.
    pub fn is_at(&self, module: ModId, name: &str, depth: u8) -> bool {
        let (Some(place), Some(depth)) =
            (self.files.get(module.index()), usize::from(depth).checked_sub(1))
        else {
            return false;
        };
        let at = self.upwards(*place).nth(depth).filter(|at| *at != ROOT);
        at.is_some_and(|at| self.part(at) == name)
    }

    /// The dotted place of a module, all folders included.
    pub fn dotted(&self, module: ModId) -> String {
        let place = self.files.get(module.index()).copied().unwrap_or(ROOT);
        let mut parts: Vec<&str> =
            self.upwards(place).filter(|at| *at != ROOT).map(|at| self.part(at)).collect();
        parts.reverse();
        parts.join(".")
    }

    /// The module at the place with these parts below another one.
    fn exactly(&self, base: u32, wanted: &[u32]) -> Option<ModId> {
        let mut parts = wanted.iter();
        let place = parts.try_fold(base, |at, part| self.inner.get(&(at, *part)).copied())?;
        self.places.get(place as usize)?.module
    }

    /// The only module whose place ends so, or the one of several that shares the innermost folder around a
    /// folder.
    fn anywhere(&self, folder: u32, wanted: &[u32]) -> Option<ModId> {
        let last = wanted.last()?;
        let from = self.by_last.partition_point(|(part, _)| part < last);
        let all = self.by_last[from..].iter().take_while(|(part, _)| part == last);
        let found = all.map(|(_, id)| *id).filter(|id| {
            let parts =
                self.upwards(self.files[id.index()]).map(|at| self.places[at as usize].part);
            wanted.iter().rev().copied().eq(parts.take(wanted.len()))
        });
        let found: Vec<ModId> = found.take(MANY).collect();
        match found[..] {
            [only] => return Some(only),
            [] => return None,
            _ if found.len() == MANY => return None,
            _ => {}
        }
        let around: Vec<u32> = self.upwards(folder).filter(|place| *place != ROOT).collect();
        let steps = |id: &ModId| {
            let mut folders = self.upwards(self.files[id.index()]);
            folders.find_map(|at| around.iter().position(|place| *place == at))
        };
        let mut near: Vec<(usize, ModId)> =
            found.iter().filter_map(|id| Some((steps(id)?, *id))).collect();
        near.sort_unstable();
        match near[..] {
            [(_, only)] => Some(only),
            [(first, id), (second, _), ..] if first < second => Some(id),
            _ => None,
        }
    }
}

/// So many places of one name are not compared: nobody can tell which is meant.
const MANY: usize = 64;

#[allow(clippy::cast_possible_truncation)] // a run has far fewer files
fn short(number: usize) -> u32 {
    number as u32
}

/// Top-level modules of Python itself and of the runtimes of Glue and Databricks: a file of the same
/// name in some folder of the run is not what an absolute import of them means. Sorted.
const STANDARD: [&str; 97] = [
    "abc",
    "argparse",
    "ast",
    "asyncio",
    "awsglue",
    "base64",
    "bisect",
    "boto3",
    "botocore",
    "builtins",
    "calendar",
    "cmath",
    "codecs",
    "collections",
    "concurrent",
    "configparser",
    "contextlib",
    "copy",
    "csv",
    "ctypes",
    "dataclasses",
    "datetime",
    "decimal",
    "delta",
    "difflib",
    "email",
    "enum",
    "errno",
    "fnmatch",
    "fractions",
    "ftplib",
    "functools",
    "gc",
    "getpass",
    "glob",
    "gzip",
    "hashlib",
    "heapq",
    "hmac",
    "html",
    "http",
    "imaplib",
    "importlib",
    "inspect",
    "io",
    "itertools",
    "json",
    "locale",
    "logging",
    "math",
    "mimetypes",
    "mock",
    "multiprocessing",
    "numbers",
    "numpy",
    "operator",
    "os",
    "pandas",
    "pathlib",
    "pickle",
    "pkgutil",
    "platform",
    "pprint",
    "psycopg2",
    "py4j",
    "pyarrow",
    "pyspark",
    "pytest",
    "queue",
    "random",
    "re",
    "requests",
    "secrets",
    "select",
    "shutil",
    "signal",
    "smtplib",
    "socket",
    "sqlite3",
    "ssl",
    "statistics",
    "string",
    "struct",
    "subprocess",
    "sys",
    "tempfile",
    "textwrap",
    "threading",
    "time",
    "traceback",
    "types",
    "typing",
    "unittest",
    "urllib",
    "uuid",
    "warnings",
    "zipfile",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn names(paths: &[&str]) -> ModuleNames {
        ModuleNames::of(paths.iter().map(Path::new))
    }

    #[test]
    fn imports_find_their_files() {
        let n = names(&[
            "r/jobs/load.py",
            "r/lib/__init__.py",
            "r/lib/frames.py",
            "r/lib/io/sinks.py",
            "r/jobs/helpers.py",
            "r/other/helpers.py",
            "r/other/json.py",
        ]);
        let at = |from: u32, path: &str| n.resolve(ModId(from), path).map(|m| m.0);
        assert_eq!(at(0, "lib"), Some(1), "a package");
        assert_eq!(at(0, "lib.frames"), Some(2));
        assert_eq!(at(0, "frames"), Some(2), "flat, as --extra-py-files has it");
        assert_eq!(at(0, "helpers"), Some(4), "the nearest");
        assert_eq!(at(2, "helpers"), None, "two places");
        assert_eq!(at(0, "json"), None, "Python's own");
        assert_eq!(at(2, ".io.sinks"), Some(3));
        assert_eq!(at(3, "..frames"), Some(2));
        assert_eq!(at(1, ".frames"), Some(2), "from the package itself");
        assert_eq!(at(0, ".....frames"), None, "above everything");
        assert_eq!(at(0, "nowhere"), None);
        assert_eq!(n.submodule(ModId(1), "frames"), Some(ModId(2)));
    }

    #[test]
    fn projects_side_by_side_have_their_own() {
        let n = names(&[
            "r/bikes/src/job.py",
            "r/bikes/tests/test_job.py",
            "r/cars/src/job.py",
            "r/cars/tests/test_job.py",
            "r/notes.py",
        ]);
        let at = |from: u32, path: &str| n.resolve(ModId(from), path).map(|m| m.0);
        assert_eq!(at(1, "job"), Some(0));
        assert_eq!(at(3, "job"), Some(2));
        assert_eq!(at(4, "job"), None, "none is nearer");
    }

    #[test]
    fn the_names_of_python_are_sorted() {
        assert!(STANDARD.is_sorted());
    }
}
