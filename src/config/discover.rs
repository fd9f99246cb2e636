//! Which configuration holds for a file: the nearest one going up, or the one that was named.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::error::Fault;
use super::read::{self, Read};
use super::{ConfigError, Exclude, Settings, TeamHouse};
use crate::house::{House, HouseError};
use crate::walk::{Seen, read_bounded};

/// The settings that hold for the files of a folder.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// What a rewrite needs to know.
    pub settings: Settings,
    /// What is left out.
    pub exclude: Option<Exclude>,
    /// The file that this comes from; `None` for the defaults.
    pub path: Option<PathBuf>,
}

type Loaded = Result<Arc<Config>, ConfigError>;

/// All configurations of a run, each read once, and the patterns of the command line.
#[derive(Debug, Default)]
pub struct Configs {
    fixed: Option<Arc<Config>>,
    exclude: Option<Exclude>,
    /// By the folder as it was spelled: asking the system for the real one is slow.
    scopes: Mutex<FxHashMap<PathBuf, Scope>>,
    /// By real folder.
    folders: Mutex<FxHashMap<PathBuf, Loaded>>,
}

/// What is known of a folder.
#[derive(Clone, Debug)]
struct Scope {
    real: Arc<Path>,
    loaded: Loaded,
}

impl Configs {
    /// Looks for `unglue.toml` and `[tool.unglue]` of `pyproject.toml` near each file.
    pub fn discover() -> Self {
        Self::default()
    }

    /// Uses one file for everything; its patterns are relative to `cwd`.
    ///
    /// # Errors
    /// Where the file cannot be read or is not valid.
    pub fn fixed(path: &Path, cwd: &Path) -> Result<Self, ConfigError> {
        let text = read_text(path)?;
        let is_pyproject = path.file_name().is_some_and(|name| name == "pyproject.toml");
        let read = if is_pyproject {
            read::pyproject_toml(&text).map(Option::unwrap_or_default)
        } else {
            read::unglue_toml(&text)
        };
        let config = build(path, &text, read, cwd)?;
        Ok(Self { fixed: Some(Arc::new(config)), ..Self::default() })
    }

    /// Leaves out what the patterns of the command line match, relative to `cwd`.
    ///
    /// # Errors
    /// The first pattern that is not a glob.
    pub fn excluding(mut self, patterns: &[String], cwd: &Path) -> Result<Self, ConfigError> {
        if !patterns.is_empty() {
            let compiled = Exclude::new(cwd, patterns).map_err(|(index, message)| {
                let pattern = patterns.get(index).cloned().unwrap_or_default();
                ConfigError::Pattern { pattern, message }
            })?;
            self.exclude = Some(compiled);
        }
        Ok(self)
    }

    /// The configuration for files in a folder.
    ///
    /// # Errors
    /// Where the nearest configuration cannot be read or is not valid.
    pub fn for_dir(&self, folder: &Path) -> Result<Arc<Config>, ConfigError> {
        self.scope(folder).loaded
    }

    /// The configuration for a file, which need not exist.
    ///
    /// # Errors
    /// As [`Configs::for_dir`].
    pub fn for_file(&self, path: &Path) -> Result<Arc<Config>, ConfigError> {
        self.for_dir(folder_of(path))
    }

    /// Whether a path is left out, by the command line or the configuration of its folder.
    ///
    /// A configuration that is not valid leaves nothing out; [`Configs::for_file`] tells of it.
    pub fn excludes(&self, path: &Path, seen: Seen) -> bool {
        let scope = self.scope(folder_of(path));
        let own = scope.loaded.as_ref().ok().and_then(|config| config.exclude.as_ref());
        // Nothing need be known of the path where nothing is left out, as in most runs.
        if self.exclude.is_none() && own.is_none() {
            return false;
        }
        let name = path.file_name();
        let real = match name {
            Some(name) => scope.real.join(name),
            // `..` and `/` have no name of their own.
            None => path.canonicalize().unwrap_or_else(|_| path.to_path_buf()),
        };
        [self.exclude.as_ref(), own].into_iter().flatten().any(|it| it.matches(&real, seen))
    }

    fn scope(&self, folder: &Path) -> Scope {
        let lock = || self.scopes.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().get(folder) {
            return known.clone();
        }
        let real = match folder.canonicalize() {
            Ok(real) => real,
            Err(_) => std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf()),
        };
        let loaded = match &self.fixed {
            Some(config) => Ok(Arc::clone(config)),
            None => self.nearest(&real),
        };
        let scope = Scope { real: real.into(), loaded };
        lock().insert(folder.to_path_buf(), scope.clone());
        scope
    }

    fn nearest(&self, folder: &Path) -> Loaded {
        let lock = || self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().get(folder) {
            return known.clone();
        }
        let loaded = match in_folder(folder) {
            Ok(Some(config)) => Ok(Arc::new(config)),
            Err(error) => Err(error),
            Ok(None) => match folder.parent() {
                Some(parent) => self.nearest(parent),
                None => Ok(Arc::default()),
            },
        };
        lock().insert(folder.to_path_buf(), loaded.clone());
        loaded
    }
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) => Path::new("."),
        None => path,
    }
}

fn in_folder(folder: &Path) -> Result<Option<Config>, ConfigError> {
    let path = folder.join("unglue.toml");
    if path.is_file() {
        let text = read_text(&path)?;
        return build(&path, &text, read::unglue_toml(&text), folder).map(Some);
    }
    let path = folder.join("pyproject.toml");
    if !path.is_file() {
        return Ok(None);
    }
    // A project file that cannot be read is not ours to complain about.
    let text = read_bounded(&path).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let Some(text) = text else {
        return Ok(None);
    };
    match read::pyproject_toml(&text) {
        Ok(None) => Ok(None),
        Ok(Some(read)) => build(&path, &text, Ok(read), folder).map(Some),
        Err(fault) => build(&path, &text, Err(fault), folder).map(Some),
    }
}

fn read_text(path: &Path) -> Result<String, ConfigError> {
    let bytes =
        read_bounded(path).map_err(|error| ConfigError::unreadable(path.to_path_buf(), &error))?;
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
        let fault = Fault::new(valid..valid + 1, "a byte that is not UTF-8", "save it as UTF-8");
        ConfigError::invalid(path.to_path_buf(), &text, fault)
    })
}

fn build(
    path: &Path,
    text: &str,
    read: Result<Read, Fault>,
    root: &Path,
) -> Result<Config, ConfigError> {
    let invalid = |fault| ConfigError::invalid(path.to_path_buf(), text, fault);
    let Read { mut settings, exclude, stubs, rules } = read.map_err(invalid)?;
    let folder = folder_of(path);
    settings.house = House::load(folder, &stubs, &rules)
        .map_err(|error| house_error(path, text, error))?
        .map(|house| TeamHouse(Arc::new(house)));
    let patterns: Vec<&str> = exclude.iter().map(|(pattern, _)| pattern.as_str()).collect();
    let compiled = Exclude::new(root, &patterns).map_err(|(index, message)| {
        let range = exclude.get(index).map_or(0..0, |(_, range)| range.clone());
        invalid(Fault::new(range, message, "expected a pattern as in a .gitignore file"))
    })?;
    Ok(Config {
        settings,
        exclude: (!exclude.is_empty()).then_some(compiled),
        path: Some(path.to_path_buf()),
    })
}

fn house_error(path: &Path, text: &str, error: HouseError) -> ConfigError {
    match error {
        HouseError::Path { range, message } => {
            let allowed = "a folder or file below the folder of this configuration";
            ConfigError::invalid(path.to_path_buf(), text, Fault::new(range, message, allowed))
        }
        HouseError::Unreadable { path, error } => ConfigError::unreadable(path, &error),
        HouseError::File { path, text, range, message } => {
            ConfigError::invalid(path, &text, Fault::new(range, message, ""))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::SparkVersion;

    fn put(root: &Path, name: &str, text: &str) {
        let path = root.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    #[test]
    fn the_nearest_file_wins() {
        let dir = tempfile::tempdir().unwrap();
        put(dir.path(), "unglue.toml", "spark = \"3.5\"");
        put(dir.path(), "a/pyproject.toml", "[tool.black]\n");
        put(dir.path(), "b/pyproject.toml", "[tool.unglue]\nspark = \"4.0\"");
        put(dir.path(), "a/c/x.py", "");
        let configs = Configs::discover();
        let spark = |name: &str| configs.for_dir(&dir.path().join(name)).unwrap().settings.spark;
        assert_eq!(spark("a/c"), SparkVersion::V3_5);
        assert_eq!(spark("b"), SparkVersion::V4_0);
        assert_eq!(spark("b/../a"), SparkVersion::V3_5);
    }

    #[test]
    fn an_error_has_its_place() {
        let dir = tempfile::tempdir().unwrap();
        put(dir.path(), "unglue.toml", "spark = \"4.0\"\nexclude = [\"a[\"]\n");
        let error = Configs::discover().for_dir(dir.path()).unwrap_err();
        let text = error.to_string();
        assert!(text.contains("unglue.toml:2:12: "), "{text}");
        let missing = Configs::fixed(&dir.path().join("no.toml"), dir.path()).unwrap_err();
        assert!(missing.to_string().contains("cannot read the configuration"));
    }
}
