//! The hooks of `.pre-commit-hooks.yaml` under the real `pre-commit` in a real repository.
//!
//! `UNGLUE_PRE_COMMIT` is the path of the program (`pip install pre-commit`). The hooks run the
//! binary of this build with what the file says, so that the two cannot drift apart; only
//! `language: rust`, which would build the binary once more, becomes `language: system`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const SCRIPT: &str = "\
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glue_context = GlueContext(SparkContext.getOrCreate())
frame = glue_context.create_dynamic_frame.from_catalog(database=\"sales\", table_name=\"orders\")
frame.toDF().show()
";

/// The path of `pre-commit`; `None` where the test is not to run.
fn program() -> Option<PathBuf> {
    let path = std::env::var_os("UNGLUE_PRE_COMMIT").map(PathBuf::from);
    let in_ci = std::env::var_os("CI").is_some_and(|value| value == "true");
    assert!(
        path.is_some() || !in_ci,
        "set UNGLUE_PRE_COMMIT to the path of the program `pre-commit` (pip install pre-commit)"
    );
    if path.is_none() {
        eprintln!("not run: UNGLUE_PRE_COMMIT does not name the program `pre-commit`");
    }
    path
}

/// One hook of the file: its keys and values as written.
type Hook = Vec<(String, String)>;

/// Reads the few forms of YAML that the file uses: a list of flat maps.
fn hooks() -> Vec<Hook> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(".pre-commit-hooks.yaml");
    let mut hooks: Vec<Hook> = Vec::new();
    for line in std::fs::read_to_string(path).unwrap().lines() {
        let Some((key, value)) = line.split_once(": ") else {
            assert!(line.trim().is_empty() || line.starts_with('#'), "cannot read `{line}`");
            continue;
        };
        if key.starts_with("- ") {
            hooks.push(Hook::new());
        }
        let key = key.trim_start_matches(['-', ' ']).to_owned();
        hooks.last_mut().unwrap().push((key, value.to_owned()));
    }
    hooks
}

/// The hook for this build, alone in a configuration.
fn config(id: &str) -> String {
    let hooks = hooks();
    let is_it = |hook: &&Hook| hook.iter().any(|(key, value)| key == "id" && value == id);
    let hook = hooks.iter().find(is_it).unwrap();
    let mut text = String::from("repos:\n- repo: local\n  hooks:\n");
    for (index, (key, value)) in hook.iter().enumerate() {
        let value = match (key.as_str(), value.as_str()) {
            ("entry", "unglue") => format!("'{}'", env!("CARGO_BIN_EXE_unglue")),
            ("language", "rust") => "system".to_owned(),
            ("entry" | "language", other) => panic!("unexpected `{key}: {other}`"),
            (_, other) => other.to_owned(),
        };
        writeln!(text, "  {} {key}: {value}", if index == 0 { "-" } else { " " }).unwrap();
    }
    text
}

struct Repository {
    dir: tempfile::TempDir,
    program: PathBuf,
}

impl Repository {
    fn new(program: PathBuf) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let repository = Self { dir, program };
        repository.put("jobs/glue job.py", SCRIPT);
        repository.put("jobs/plain.py", "x = 1\n");
        repository.put("legacy/old.py", SCRIPT);
        repository.put("unglue.toml", "exclude = [\"legacy/\"]\n");
        repository.git(&["init", "-q"]);
        repository
    }

    fn put(&self, name: &str, text: &str) {
        let path = self.dir.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.dir.path().join(name)).unwrap()
    }

    fn git(&self, args: &[&str]) {
        let status = Command::new("git").current_dir(self.dir.path()).args(args).status().unwrap();
        assert!(status.success());
    }

    fn run(&self, id: &str) -> Output {
        self.put(".pre-commit-config.yaml", &config(id));
        self.git(&["add", "-A"]);
        Command::new(&self.program)
            .current_dir(self.dir.path())
            .env("PRE_COMMIT_HOME", self.dir.path().join(".git/pre-commit-home"))
            .args(["run", "--all-files", "--verbose", "--color=never"])
            .output()
            .unwrap()
    }
}

fn shown(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    text(&output.stdout) + &text(&output.stderr)
}

#[test]
fn check_reports_and_apply_rewrites() {
    let Some(program) = program() else {
        return;
    };
    let repository = Repository::new(program);

    let check = repository.run("unglue-check");
    assert!(!check.status.success(), "{}", shown(&check));
    assert!(shown(&check).contains("exit code: 1"), "{}", shown(&check));
    assert!(shown(&check).contains("1 with Glue"), "{}", shown(&check));
    assert_eq!(repository.read("jobs/glue job.py"), SCRIPT);

    let apply = repository.run("unglue-apply");
    assert!(!apply.status.success(), "{}", shown(&apply));
    assert!(shown(&apply).contains("files were modified by this hook"), "{}", shown(&apply));
    let rewritten = repository.read("jobs/glue job.py");
    assert!(!rewritten.contains("awsglue"), "{rewritten}");
    assert_eq!(repository.read("jobs/plain.py"), "x = 1\n");
    assert_eq!(repository.read("legacy/old.py"), SCRIPT, "excluded, though it is named");

    for id in ["unglue-check", "unglue-apply"] {
        let again = repository.run(id);
        assert!(again.status.success(), "{}", shown(&again));
    }
}

#[test]
fn a_file_that_fails_is_named() {
    let Some(program) = program() else {
        return;
    };
    let repository = Repository::new(program);
    let wide: Vec<u8> = b"\xff\xfe".iter().copied().chain("x\0".bytes()).collect();
    std::fs::write(repository.dir.path().join("wide.py"), wide).unwrap();
    // pre-commit tells text from binary by the bytes; the file must be taken for Python by its name.
    let check = repository.run("unglue-check");
    assert!(!check.status.success(), "{}", shown(&check));
    assert!(shown(&check).contains("wide.py: error: "), "{}", shown(&check));
    assert!(shown(&check).contains("exit code: 2"), "{}", shown(&check));
}

#[test]
fn the_file_offers_both_hooks() {
    for (id, command) in [("unglue-check", "check"), ("unglue-apply", "apply")] {
        let config = config(id);
        assert!(config.contains(&format!("args: [{command}, --force-exclude]")), "{config}");
        assert!(config.contains("require_serial: true"), "{config}");
        assert!(config.contains("types_or: [python, jupyter]"), "{config}");
    }
}
