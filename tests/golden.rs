//! Whole scripts, before and after: `testdata/{estate,guide,awkward,studio,notebooks}` against `testdata/expected`.
//!
//! `UPDATE_GOLDEN=1 cargo test --test golden` writes what comes out; read the diff before it is
//! committed. Files that the tool refuses have no expected output, but an expected error.

use std::fs;
use std::path::{Path, PathBuf};

use unglue::config::{Configs, Settings};
use unglue::notebook::Document;
use unglue::rewrite::convert;
use unglue::rules::RuleSet;
use unglue::source::decode;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata")
}

fn scripts(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            scripts(&path, found);
        } else if path.extension().is_some_and(|e| e == "py" || e == "ipynb") {
            found.push(path);
        }
    }
}

fn settings(path: &Path) -> Settings {
    let configs = Configs::discover();
    configs.for_file(path).unwrap().settings.clone()
}

/// The new text of a file; `None` where nothing changes.
fn converted(path: &Path, text: &str) -> Result<Option<String>, String> {
    let settings = settings(path);
    let document = Document::read(path, text, &settings, RuleSet::embedded());
    let document = document.map_err(|error| error.to_string())?;
    let done = convert(document.code(text), document.settings(&settings));
    let done = document.finish(text, done.map_err(|error| error.to_string())?).unwrap();
    match done.skipped {
        Some(reason) => Err(reason.words().to_owned()),
        None => Ok(done.conversion.text),
    }
}

/// What comes out of a file: its new bytes, or why there are none.
fn outcome(path: &Path) -> Vec<u8> {
    let bytes = fs::read(path).unwrap();
    let source = match decode(&bytes) {
        Ok(source) => source,
        Err(error) => return format!("error: {error}\n").into_bytes(),
    };
    match converted(path, source.text()) {
        Ok(Some(text)) => {
            assert_eq!(converted(path, &text), Ok(None), "{} changes again", path.display());
            source.encode(&text).unwrap()
        }
        Ok(None) => bytes,
        Err(error) => format!("error: {error}\n").into_bytes(),
    }
}

#[test]
fn scripts_come_out_as_they_were_reviewed() {
    let root = root();
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut files = Vec::new();
    for folder in ["estate", "guide", "awkward", "shapes", "studio", "traps", "notebooks"] {
        scripts(&root.join(folder), &mut files);
    }
    assert!(files.len() > 50, "the inputs are gone");
    let mut wrong = Vec::new();
    for path in files {
        let relative = path.strip_prefix(&root).unwrap();
        let expected = root.join("expected").join(relative);
        let found = outcome(&path);
        if update {
            fs::create_dir_all(expected.parent().unwrap()).unwrap();
            fs::write(&expected, &found).unwrap();
        } else if fs::read(&expected).ok().as_deref() != Some(&found[..]) {
            wrong.push(format!("{}:\n{}", relative.display(), String::from_utf8_lossy(&found)));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} files come out in another way:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn an_import_of_glue_that_stays_has_a_finding() {
    let text = "from awsglue.context import GlueContext\nfrom awsglue.transforms import Map\n\
                from pyspark.context import SparkContext\n\n\
                glueContext = GlueContext(SparkContext())\n\
                d = glueContext.create_dynamic_frame.from_options('marketplace.spark', {})\n\
                d.toDF().show()\n";
    let done = convert(text, &Settings::default()).unwrap();
    let output = done.text.unwrap_or_else(|| text.to_owned());
    let mut left = 0;
    for (index, line) in text.lines().enumerate().filter(|(_, l)| l.starts_with("from awsglue")) {
        if output.lines().any(|l| l == line) {
            left += 1;
            assert!(done.findings.iter().any(|f| f.start.line == index + 1), "{line}");
        }
    }
    assert_eq!(left, 1, "{output}");
}
