//! What a team says of its own library around Glue: stub files and rules, in the formats of ours.
//!
//! `stubs = ["stubs/"]` and `rules = ["rules/"]` in a configuration name folders or files below the
//! configuration's own folder; nothing outside of it is read.

use std::ops::Range;
use std::path::{Path, PathBuf};

use aho_corasick::AhoCorasick;

use crate::rules::{RuleError, RuleSet};
use crate::stubs::{OwnStub, StubError, Stubs};
use crate::walk::shown;

/// A team's stubs and rules on top of ours.
#[derive(Debug)]
pub struct House {
    /// Our stubs and theirs.
    pub stubs: Stubs,
    /// Their rules, then ours.
    pub rules: RuleSet,
    /// The names of their modules.
    words: Option<AhoCorasick>,
}

/// A path of a configuration, with its place in the text.
pub type Listed = (String, Range<usize>);

/// Why a team's files cannot be used.
#[derive(Debug)]
pub enum HouseError {
    /// A path in the configuration.
    Path {
        /// Its place in the configuration.
        range: Range<usize>,
        /// What is wrong with it.
        message: String,
    },
    /// A file that cannot be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// Something in one of the files.
    File {
        /// The file.
        path: PathBuf,
        /// Its text.
        text: String,
        /// The wrong part, in bytes.
        range: Range<usize>,
        /// What was found, and what was expected.
        message: String,
    },
}

struct Text {
    path: PathBuf,
    /// Below the path that the configuration names.
    relative: PathBuf,
    text: String,
}

impl House {
    /// Reads the files that a configuration names; `None` where it names none.
    ///
    /// # Errors
    /// A path that is not there or leads out of the folder, a file that is not as it must be.
    pub fn load(
        folder: &Path,
        stubs: &[Listed],
        rules: &[Listed],
    ) -> Result<Option<Self>, HouseError> {
        if stubs.is_empty() && rules.is_empty() {
            return Ok(None);
        }
        let stub_files = files(folder, stubs, "pyi")?;
        let own: Vec<OwnStub<'_>> = stub_files
            .iter()
            .map(|f| OwnStub { module: module_of(&f.relative), text: &f.text })
            .collect();
        let all = Stubs::embedded().with_own(&own).map_err(|error| {
            let StubError { index, range, message } = error;
            let Text { path, text, .. } = &stub_files[index];
            HouseError::File { path: path.clone(), text: text.clone(), range, message }
        })?;
        let rule_files = files(folder, rules, "toml")?;
        let texts: Vec<_> = rule_files.iter().map(|f| (shown(&f.path), &*f.text)).collect();
        let set = RuleSet::embedded().with_own(&texts, &all).map_err(|error| {
            let file = rule_files.iter().find(|f| shown(&f.path) == error.file);
            let (path, text) =
                file.map_or_else(Default::default, |f| (f.path.clone(), f.text.clone()));
            let range = place_of(&error, &text);
            HouseError::File { path, text, range, message: error.message }
        })?;
        let roots = own.iter().filter_map(|o| o.module.split('.').next());
        let words = AhoCorasick::new(roots).ok().filter(|_| !own.is_empty());
        Ok(Some(Self { stubs: all, rules: set, words }))
    }

    /// Whether bytes hold the name of one of the team's modules.
    pub fn is_named_in(&self, bytes: &[u8]) -> bool {
        self.words.as_ref().is_some_and(|words| words.is_match(bytes))
    }
}

fn place_of(error: &RuleError, text: &str) -> Range<usize> {
    let Some(line) = error.line else { return 0..0 };
    let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let length = text[start..].lines().next().unwrap_or_default().len();
    let column = error.column.map_or(0, |c| c - 1);
    let skipped: usize = text[start..].chars().take(column).map(char::len_utf8).sum();
    start + skipped.min(length)..start + length
}

/// `house.readers` of `house/readers.pyi`.
fn module_of(relative: &Path) -> String {
    let parts: Vec<_> = relative
        .with_extension("")
        .components()
        .map(|c| c.as_os_str().to_string_lossy().into_owned())
        .collect();
    let dotted = parts.join(".");
    dotted.strip_suffix(".__init__").map_or(dotted.clone(), str::to_owned)
}

/// The files of the paths that a configuration names, sorted, each below the configuration's folder.
fn files(folder: &Path, listed: &[Listed], extension: &str) -> Result<Vec<Text>, HouseError> {
    let fault = |range: &Range<usize>, message: String| {
        Err(HouseError::Path { range: range.clone(), message })
    };
    let root = folder
        .canonicalize()
        .map_err(|error| HouseError::Unreadable { path: folder.to_path_buf(), error })?;
    let mut found = Vec::new();
    for (name, range) in listed {
        let Ok(start) = folder.join(name).canonicalize() else {
            return fault(range, format!("`{name}` is not there"));
        };
        if !start.starts_with(&root) {
            return fault(range, format!("`{name}` is outside of the configuration's folder"));
        }
        let before = found.len();
        for entry in walkdir::WalkDir::new(&start).sort_by_file_name().into_iter().flatten() {
            let path = entry.path();
            if !entry.file_type().is_file() || path.extension().is_none_or(|e| e != extension) {
                continue;
            }
            let text = crate::walk::read_bounded(path)
                .and_then(|bytes| String::from_utf8(bytes).map_err(std::io::Error::other))
                .map_err(|error| HouseError::Unreadable { path: path.to_path_buf(), error })?;
            let below = path.strip_prefix(&start).unwrap_or(path);
            let own_name = path.file_name().map(Path::new);
            let relative = if below.as_os_str().is_empty() { own_name } else { Some(below) };
            found.push(Text {
                path: folder.join(path.strip_prefix(&root).unwrap_or(path)),
                relative: relative.unwrap_or(path).to_path_buf(),
                text,
            });
        }
        if found.len() == before {
            return fault(range, format!("there is no `.{extension}` file in `{name}`"));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STUB: &str = "from awsglue.dynamicframe import DynamicFrame\ndef tidy(f: DynamicFrame) -> DynamicFrame: ...\ndef log(text: str) -> None: ...\n";

    fn loaded(files: &[(&str, &str)], stubs: &[&str], rules: &[&str]) -> Result<House, String> {
        let dir = tempfile::tempdir().unwrap();
        let home = dir.path().join("home");
        for (name, text) in files {
            let path = home.join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        std::fs::write(dir.path().join("outside.toml"), "").unwrap();
        let listed = |names: &[&str]| names.iter().map(|n| ((*n).to_owned(), 0..1)).collect();
        let (stubs, rules): (Vec<Listed>, Vec<Listed>) = (listed(stubs), listed(rules));
        match House::load(&home, &stubs, &rules) {
            Ok(house) => Ok(house.unwrap()),
            Err(HouseError::Path { message, .. }) => Err(message),
            Err(HouseError::File { path, text, range, message }) => {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                Err(format!("{name}: `{}`: {message}", &text[range]))
            }
            Err(HouseError::Unreadable { error, .. }) => Err(error.to_string()),
        }
    }

    #[test]
    fn stubs_and_rules_go_on_top_of_ours() {
        let rule = "[[rule]]\nid = \"tidy\"\nop = \"tidy\"\nreplace = \"${f}\"\ngrade = \"safe\"\nwhy = \"w\"\n";
        let house = loaded(&[("s/h.pyi", STUB), ("r.toml", rule)], &["s"], &["r.toml"]).unwrap();
        assert!(house.rules.of("tidy").next().is_some_and(|r| &*r.id == "tidy"));
        assert!(house.rules.rule("arguments").is_some());
        assert!(house.is_named_in(b"from h import tidy") && !house.is_named_in(b"import x"));
        let glue = |name: &str| house.stubs.funcs().any(|f| f.own == name && f.glue);
        assert!(glue("tidy") && !glue("log"));
    }

    #[test]
    fn faults_have_their_file_and_place() {
        let fault = |file: &str, text: &str| {
            let files = [("s/h.pyi", STUB), (file, text)];
            let stubs = if file == "t.pyi" { vec!["s", "t.pyi"] } else { vec!["s"] };
            let rules = if file == "r.toml" { vec!["r.toml"] } else { vec![] };
            loaded(&files, &stubs, &rules).unwrap_err()
        };
        assert!(fault("t.pyi", "x = 1\ndef f(:\n").starts_with("t.pyi: `:`: not a stub file"));
        assert!(fault("r.toml", "[[rule]]\nid = 1\n").starts_with("r.toml: `1`: invalid type"));
        let rule = |op: &str, replace: &str| {
            format!(
                "[[rule]]\nid = \"a\"\nop = \"{op}\"\nreplace = \"{replace}\"\ngrade = \"safe\"\nwhy = \"w\"\n"
            )
        };
        assert!(fault("r.toml", &rule("nope", "x")).starts_with("r.toml: `\"nope\"`: no stub"));
        assert!(fault("r.toml", &rule("tidy", "${@Nope}")).contains("is not in a table"));
        assert!(fault("r.toml", &rule("tidy", "${nope(f)}")).contains("no fragment `nope`"));
        let taken = rule("tidy", "x").replace("\"a\"", "\"arguments\"");
        assert!(fault("r.toml", &taken).contains("is the id of a rule of unglue"));
    }

    #[test]
    fn nothing_outside_of_the_folder_is_read() {
        let outside = loaded(&[("a.txt", "")], &[], &["../outside.toml"]).unwrap_err();
        assert!(outside.contains("is outside of the configuration's folder"), "{outside}");
        assert!(loaded(&[("a.txt", "")], &["nowhere"], &[]).unwrap_err().contains("is not there"));
        assert!(loaded(&[("a.txt", "")], &["."], &[]).unwrap_err().contains("no `.pyi` file"));
    }
}
