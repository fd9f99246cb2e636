//! Which file of a run an import means.

use std::path::{Component, Path};

use rustc_hash::FxHashMap;

use super::world::ModId;
use crate::notebook::is_notebook;

/// The modules of a run by their dotted places.
///
/// Scripts of Glue are laid out in many ways: packages, folders that are put on the path, and
/// `--extra-py-files`, which flattens everything. So an absolute import is looked for next to the
/// importing file, then in each folder above it, then anywhere, if there is only one such place.
#[derive(Clone, Debug, Default)]
pub struct ModuleNames {
    /// The parts of all places, each once; a place is a list of numbers of parts.
    numbers: FxHashMap<Box<str>, u32>,
    parts: Vec<Box<str>>,
    /// Folder and module names of each file; the last is the module, or the package of `__init__`.
    places: Vec<Box<[u32]>>,
    /// Whether a file is an `__init__`.
    packages: Vec<bool>,
    /// The first module of each place.
    by_place: FxHashMap<Box<[u32]>, ModId>,
    /// The modules of each last part.
    by_last: FxHashMap<u32, Vec<ModId>>,
}

impl ModuleNames {
    /// Names the modules of a run by their paths.
    pub fn of(paths: &[&Path]) -> Self {
        let mut names = Self::default();
        for path in paths {
            let stem = path.with_extension("");
            let parts = stem.components().filter_map(|part| match part {
                Component::Normal(name) => Some(name.to_string_lossy()),
                _ => None,
            });
            let mut place: Vec<u32> = parts.map(|part| names.number(&part)).collect();
            let package = place.last().is_some_and(|last| names.part(*last) == "__init__");
            if package {
                place.pop();
            }
            #[allow(clippy::cast_possible_truncation)] // a run has far fewer files
            let id = ModId(names.places.len() as u32);
            // A notebook imports, and nothing imports it.
            if is_notebook(path) {
                place.pop();
                place.push(names.number(""));
            } else if let Some(last) = place.last() {
                names.by_last.entry(*last).or_default().push(id);
                names.by_place.entry(place.clone().into()).or_insert(id);
            }
            names.places.push(place.into());
            names.packages.push(package);
        }
        names
    }

    /// The number of a part, a new one where it was not seen yet.
    fn number(&mut self, part: &str) -> u32 {
        if let Some(number) = self.numbers.get(part) {
            return *number;
        }
        #[allow(clippy::cast_possible_truncation)] // a run has far fewer files
        let number = self.parts.len() as u32;
        self.parts.push(part.into());
        self.numbers.insert(part.into(), number);
        number
    }

    fn part(&self, number: u32) -> &str {
        &self.parts[number as usize]
    }

    /// The module that `path`, as an import statement of `from` writes it, means.
    pub fn resolve(&self, from: ModId, path: &str) -> Option<ModId> {
        let own = self.places.get(from.index())?;
        let folder = if self.packages[from.index()] { &own[..] } else { folder_of(own) };
        let name = path.trim_start_matches('.');
        let dots = path.len() - name.len();
        let wanted: Vec<&str> = name.split('.').filter(|p| !p.is_empty()).collect();
        if dots > 0 {
            let base = folder.get(..folder.len().checked_sub(dots - 1)?)?;
            return self.exactly(base, &self.numbers_of(&wanted)?);
        }
        if STANDARD.binary_search(wanted.first()?).is_ok() {
            return None;
        }
        let wanted = self.numbers_of(&wanted)?;
        let near = (0..=folder.len()).rev().find_map(|n| self.exactly(&folder[..n], &wanted));
        near.or_else(|| self.anywhere(&wanted)).filter(|found| *found != from)
    }

    /// The module or package `name` inside a package.
    pub fn submodule(&self, package: ModId, name: &str) -> Option<ModId> {
        let base = self.places.get(package.index())?;
        let name = self.numbers_of(&[name])?;
        self.packages[package.index()].then(|| self.exactly(base, &name)).flatten()
    }

    /// Whether a module is the `__init__` of a package.
    pub fn is_package(&self, module: ModId) -> bool {
        self.packages.get(module.index()).copied().unwrap_or(false)
    }

    /// Whether the part of a module's place that is `depth` from its end has this name.
    pub fn is_at(&self, module: ModId, name: &str, depth: u8) -> bool {
        let place = self.places.get(module.index()).map_or(&[][..], |place| place);
        let at = place.len().checked_sub(usize::from(depth));
        at.and_then(|at| place.get(at)).is_some_and(|part| self.part(*part) == name)
    }

    /// The dotted place of a module, all folders included.
    pub fn dotted(&self, module: ModId) -> String {
        let place = self.places.get(module.index()).map_or(&[][..], |place| place);
        place.iter().map(|part| self.part(*part)).collect::<Vec<_>>().join(".")
    }

    /// The numbers of parts; `None` where one of them is in no place.
    fn numbers_of(&self, parts: &[&str]) -> Option<Vec<u32>> {
        parts.iter().map(|part| self.numbers.get(*part).copied()).collect()
    }

    fn exactly(&self, base: &[u32], wanted: &[u32]) -> Option<ModId> {
        self.by_place.get(&[base, wanted].concat()[..]).copied()
    }

    /// The only module whose place ends so.
    fn anywhere(&self, wanted: &[u32]) -> Option<ModId> {
        let all = self.by_last.get(wanted.last()?)?.iter().copied();
        let mut found = all.filter(|id| self.places[id.index()].ends_with(wanted));
        let only = found.next()?;
        found.next().is_none().then_some(only)
    }
}

fn folder_of(parts: &[u32]) -> &[u32] {
    parts.split_last().map_or(&[], |(_, folder)| folder)
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
        ModuleNames::of(&paths.iter().map(Path::new).collect::<Vec<_>>())
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
    fn the_names_of_python_are_sorted() {
        assert!(STANDARD.is_sorted());
    }
}
