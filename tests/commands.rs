//! The commands with a converter that only knows a few words, so that what the command line does
//! with files, streams and exit codes is tested apart from what the rules do.

// A binary has no library face: its modules are compiled into this test.
#[path = "../src/cli/mod.rs"]
mod cli;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Parser as _;
use cli::{Cli, Streams, Tool};
use unglue::config::Settings;
use unglue::diagnostics::{Family, Finding, Grade};
use unglue::rewrite::{Conversion, ConvertError};
use unglue::source::position_at;

/// `GLUE` is safe, `MAYBE` is for review, `HARD` is manual; `SYNTAX` and `PANIC` fail.
fn fake(text: &str, settings: &Settings) -> Result<Conversion, ConvertError> {
    assert!(!text.contains("PANIC"), "told to panic");
    if let Some(at) = text.find("SYNTAX") {
        let at = position_at(text, at);
        let message = "unexpected word".to_owned();
        return Err(ConvertError::NotPython { line: at.line, column: at.column, message });
    }
    let mut findings = Vec::new();
    let mut new = text.to_owned();
    for (word, grade) in [("GLUE", Grade::Safe), ("MAYBE", Grade::Review), ("HARD", Grade::Manual)]
    {
        let converted = grade <= settings.grade;
        for (at, _) in text.match_indices(word) {
            let range = at..at + word.len();
            findings.push(Finding {
                rule: word.to_lowercase().into(),
                family: Family::Glue,
                grade,
                converted,
                start: position_at(text, range.start),
                end: position_at(text, range.end),
                range,
                cell: None,
                message: format!("{word} is there").into(),
                way_out: "say SPARK".into(),
            });
        }
        if converted {
            new = new.replace(word, "SPARK");
        }
    }
    findings.sort_by_key(|finding| finding.range.start);
    let glue = !findings.is_empty();
    Ok(Conversion { text: (new != text).then_some(new), findings, glue })
}

struct Ran {
    code: u8,
    out: Vec<u8>,
    err: String,
}

impl Ran {
    fn out(&self) -> &str {
        std::str::from_utf8(&self.out).unwrap()
    }
}

fn try_run(args: &[&str], input: &[u8], out: &mut dyn Write) -> anyhow::Result<(u8, String)> {
    try_tool(&Tool { convert: &fake, prefilter: &|_| true, program: None }, args, input, out)
}

fn try_tool(
    tool: &Tool<'_>,
    args: &[&str],
    input: &[u8],
    out: &mut dyn Write,
) -> anyhow::Result<(u8, String)> {
    let cli = Cli::try_parse_from(["unglue"].iter().chain(args)).unwrap();
    let mut err = Vec::new();
    let code = cli::run(
        &cli,
        tool,
        &mut Streams {
            input: &mut &input[..],
            out,
            err: &mut err,
            color_out: false,
            color_err: false,
            progress: false,
        },
    )?;
    Ok((code, String::from_utf8(err).unwrap()))
}

fn run_with(args: &[&str], input: &[u8]) -> Ran {
    let mut out = Vec::new();
    let (code, err) = try_run(args, input, &mut out).unwrap();
    Ran { code, out, err }
}

fn run(args: &[&str]) -> Ran {
    run_with(args, b"")
}

struct Tree(tempfile::TempDir);

impl Tree {
    fn new(files: &[(&str, &[u8])]) -> Self {
        let tree = Self(tempfile::tempdir().unwrap());
        for (name, bytes) in files {
            let path = tree.path(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        tree
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().canonicalize().unwrap().join(name)
    }

    fn arg(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().trim_end_matches('/').to_owned()
    }

    fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap()
    }

    fn git(&self, args: &[&str]) {
        let output = Command::new("git").current_dir(self.0.path()).args(args).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

const AWKWARD: [(&str, &[u8]); 7] = [
    ("plain.py", b"a\nGLUE\nb\n"),
    ("sub folder/with space.py", b"GLUE\r\na\r\n"),
    ("quo\"te\t.py", b"GLUE"),
    ("back\\slash.py", b"x\nGLUE\r\ny"),
    ("umläut/é.py", b"\xef\xbb\xbfGLUE MAYBE\n"),
    ("latin.py", b"# coding: latin-1\ns = '\xe9 GLUE'\r\n"),
    ("untouched.py", b"nothing\r\nhere"),
];

#[test]
fn the_patch_applies_from_the_root_of_the_repository() {
    let tree = Tree::new(&AWKWARD);
    tree.git(&["init", "-q"]);
    let ran = run(&["diff", &tree.arg("")]);
    assert_eq!(ran.code, 1);
    std::fs::write(tree.path("p.patch"), &ran.out).unwrap();
    tree.git(&["apply", "--check", "p.patch"]);
    tree.git(&["apply", "p.patch"]);
    for (name, old) in AWKWARD {
        let marks = |bytes: &[u8]| bytes.iter().map(|byte| char::from(*byte)).collect::<String>();
        let expected = marks(old).replace("GLUE", "SPARK").replace("MAYBE", "SPARK");
        assert_eq!(marks(&tree.read(name)), expected, "{name}");
    }
    let again = run(&["diff", &tree.arg("")]);
    assert_eq!((again.code, again.out()), (0, ""));
}

#[test]
fn a_patch_of_a_folder_below_the_root_still_names_the_root() {
    let tree = Tree::new(&[("a/b/c.py", b"GLUE\n")]);
    tree.git(&["init", "-q"]);
    let ran = run(&["diff", &tree.arg("a/b")]);
    assert!(ran.out().starts_with("diff --git a/a/b/c.py b/a/b/c.py\n"), "{}", ran.out());
    assert!(ran.err.contains("1 file, 1 with Glue, 1 to change"), "{}", ran.err);
}

#[test]
fn apply_writes_once_and_is_then_content() {
    let tree = Tree::new(&AWKWARD);
    let first = run(&["apply", &tree.arg("")]);
    assert_eq!(first.code, 1);
    assert_eq!(tree.read("latin.py"), b"# coding: latin-1\ns = '\xe9 SPARK'\r\n");
    assert_eq!(tree.read("umläut/é.py"), b"\xef\xbb\xbfSPARK SPARK\n");
    let second = run(&["apply", &tree.arg("")]);
    assert_eq!(second.code, 0, "{}", second.err);
}

#[test]
fn the_grade_says_how_far_it_goes() {
    let tree = Tree::new(&[("a.py", b"GLUE MAYBE HARD\n")]);
    let ran = run(&["apply", "--grade", "safe", &tree.arg("a.py")]);
    assert_eq!(tree.read("a.py"), b"SPARK MAYBE HARD\n");
    assert!(ran.err.contains("3 sites: 1 converted, 0 for review, 2 manual"), "{}", ran.err);
    assert!(ran.err.contains("a.py:1:12: manual[hard] HARD is there"), "{}", ran.err);
    std::fs::write(tree.path("unglue.toml"), "grade = \"safe\"").unwrap();
    run(&["apply", &tree.arg("a.py")]);
    assert_eq!(tree.read("a.py"), b"SPARK MAYBE HARD\n");
    run(&["apply", "--grade=review", &tree.arg("a.py")]);
    assert_eq!(tree.read("a.py"), b"SPARK SPARK HARD\n");
}

#[test]
fn out_dir_gets_the_whole_tree() {
    let tree = Tree::new(&[
        ("in/a.py", b"GLUE"),
        ("in/b/plain.py", b"x"),
        ("in/b/data.sql", b"GLUE"),
        ("in/bad.py", b"SYNTAX"),
    ]);
    let (out_dir, input) = (tree.arg("in/out"), tree.arg("in"));
    for _ in 0..2 {
        let ran = run(&["apply", "--out-dir", &out_dir, &input]);
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains("bad.py:1:1: error: not Python 3"), "{}", ran.err);
    }
    assert_eq!(tree.read("in/a.py"), b"GLUE");
    assert_eq!(tree.read("in/out/a.py"), b"SPARK");
    assert_eq!(tree.read("in/out/b/plain.py"), b"x");
    assert_eq!(tree.read("in/out/b/data.sql"), b"GLUE");
    assert_eq!(tree.read("in/out/bad.py"), b"SYNTAX");
    assert!(!tree.path("in/out/out").exists());
}

#[test]
fn out_dir_refuses_what_would_be_lost() {
    let tree = Tree::new(&[("x/a.py", b"GLUE"), ("y/a.py", b"GLUE")]);
    let (x, y, out) = (tree.arg("x"), tree.arg("y"), tree.arg("out"));
    let mut sink = Vec::new();
    let error = try_run(&["apply", "--out-dir", &out, &x, &y], b"", &mut sink).unwrap_err();
    assert!(error.to_string().contains("both be written to DIR/a.py"), "{error}");
    let error = try_run(&["apply", "--out-dir", &x, &x], b"", &mut sink).unwrap_err();
    assert!(error.to_string().contains("written over"), "{error}");
    assert_eq!(tree.read("x/a.py"), b"GLUE");
}

#[test]
fn check_prints_every_format_and_changes_nothing() {
    let tree = Tree::new(&[("a.py", b"\nGLUE MAYBE HARD\n"), ("b.py", b"SYNTAX")]);
    let all = tree.arg("");
    let check = |format: &str| run(&["check", "--output-format", format, &all]);
    let text = check("text");
    assert_eq!(text.code, 2);
    assert!(text.out().contains("2 | GLUE MAYBE HARD\n"), "{}", text.out());
    assert!(text.out().contains("manual[hard]: HARD is there"), "{}", text.out());
    assert!(text.out().contains("= help: say SPARK"), "{}", text.out());
    assert!(!text.out().contains("GLUE is there"), "{}", text.out());
    let concise = check("concise");
    assert_eq!(concise.out().lines().count(), 2, "{}", concise.out());
    let github = check("github");
    assert!(github.out().contains("::notice file="), "{}", github.out());
    assert!(github.out().contains("line=2,endLine=2,col=12,endColumn=16,title=unglue hard (manual)::HARD is there%0Asay SPARK"), "{}", github.out());
    assert!(github.out().contains("::error file="), "{}", github.out());
    let json: serde_json::Value = serde_json::from_slice(&check("json").out).unwrap();
    assert_eq!(json["schema"], 1);
    assert_eq!(json["findings"].as_array().unwrap().len(), 3);
    assert_eq!(json["findings"][2]["start"]["column"], 12);
    assert_eq!(json["failures"][0]["line"], 1);
    assert_eq!(json["summary"]["manual"], 1);
    assert_eq!(tree.read("a.py"), b"\nGLUE MAYBE HARD\n");
}

#[test]
fn quiet_and_verbose() {
    let tree = Tree::new(&[("a.py", b"GLUE HARD")]);
    assert_eq!(run(&["diff", "-q", &tree.arg("a.py")]).err, "");
    let verbose = run(&["diff", "-v", &tree.arg("a.py")]);
    assert!(verbose.err.contains("safe[glue]"), "{}", verbose.err);
}

#[test]
fn stdin_goes_to_stdout() {
    let apply = run_with(&["apply", "-", "-q"], b"\xef\xbb\xbfGLUE\r\n");
    assert_eq!((apply.code, apply.out.as_slice()), (1, &b"\xef\xbb\xbfSPARK\r\n"[..]));
    let same = run_with(&["apply", "-"], b"plain");
    assert_eq!((same.code, same.out()), (0, "plain"));
    let diff = run_with(&["diff", "-"], b"GLUE");
    assert!(diff.out().contains("+SPARK\n\\ No newline"), "{}", diff.out());
    let check = run_with(
        &["check", "-", "--stdin-filename", "jobs/x.py", "--output-format=concise"],
        b"HARD",
    );
    assert_eq!(check.out(), "jobs/x.py:1:1: manual[hard] HARD is there\n");
    let bad = run_with(&["apply", "-"], b"SYNTAX");
    assert_eq!((bad.code, bad.out()), (2, ""));
    assert!(bad.err.contains("<stdin>:1:1: error: not Python 3: unexpected word"), "{}", bad.err);
    let mut sink = Vec::new();
    assert!(try_run(&["apply", "-", "a.py"], b"", &mut sink).is_err());
    assert!(try_run(&["apply", "a.py", "--stdin-filename", "b.py"], b"", &mut sink).is_err());
}

#[test]
fn a_wrong_configuration_stops_everything_before_it_starts() {
    let tree = Tree::new(&[
        ("a.py", b"GLUE"),
        ("sub/unglue.toml", b"spark = \"4.0\"\nsparc = \"4.0\"\n"),
        ("sub/b.py", b"GLUE"),
    ]);
    let ran = run(&["apply", &tree.arg("")]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("error: unknown key `sparc`"), "{}", ran.err);
    assert!(ran.err.contains("unglue.toml:2:1"), "{}", ran.err);
    assert!(ran.err.contains("did you mean `spark`?"), "{}", ran.err);
    assert_eq!(tree.read("a.py"), b"GLUE");
}

#[test]
fn excluded_files_are_taken_only_when_named() {
    let tree = Tree::new(&[
        ("unglue.toml", b"exclude = [\"legacy/\"]"),
        ("legacy/a.py", b"GLUE"),
        ("b_old.py", b"GLUE"),
        ("c.py", b"x"),
    ]);
    let (all, one) = (tree.arg(""), tree.arg("legacy/a.py"));
    let folder = run(&["check", "--exclude", "*_old.py", &all]);
    assert_eq!(folder.code, 0, "{}", folder.err);
    assert_eq!(run(&["check", &one]).code, 1);
    assert_eq!(run(&["check", &tree.arg("legacy")]).code, 1);
    let forced = run(&["check", "--force-exclude", "-v", &one]);
    assert_eq!(forced.code, 0);
    assert!(forced.err.contains("a.py: skipped: excluded"), "{}", forced.err);
    assert!(forced.err.contains("1 skipped (1 excluded)"), "{}", forced.err);
}

#[test]
fn one_panic_is_one_message() {
    let tree = Tree::new(&[("a.py", b"PANIC"), ("b.py", b"GLUE")]);
    let ran = run(&["apply", &tree.arg("")]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("a.py: error: internal error: told to panic"), "{}", ran.err);
    assert_eq!(tree.read("b.py"), b"SPARK");
}

#[test]
fn a_file_that_is_edited_between_read_and_write_keeps_the_edit() {
    let tree = Tree::new(&[("a.py", b"GLUE"), ("b.py", b"GLUE # edited")]);
    let edited = tree.path("b.py");
    // The edit has the length of the old text, so that only the content tells.
    let slow = |text: &str, settings: &Settings| {
        if text.contains("edited") {
            std::fs::write(&edited, "GLUE # EDITED").unwrap();
        }
        fake(text, settings)
    };
    let tool = Tool { convert: &slow, prefilter: &|_| true, program: None };
    let (code, err) = try_tool(&tool, &["apply", &tree.arg("")], b"", &mut Vec::new()).unwrap();
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("b.py: error: the file changed while unglue was running"), "{err}");
    assert_eq!((tree.read("a.py"), tree.read("b.py")), (b"SPARK".into(), b"GLUE # EDITED".into()));
    assert_eq!(std::fs::read_dir(tree.path("")).unwrap().count(), 2, "a temporary file is left");
}

#[test]
fn any_number_of_threads_prints_the_same() {
    let names: Vec<String> = (0..50).map(|n| format!("d{}/f{n}.py", n % 7)).collect();
    let files: Vec<(&str, &[u8])> =
        names.iter().map(|name| (name.as_str(), &b"GLUE MAYBE HARD\n"[..])).collect();
    let tree = Tree::new(&files);
    let all = tree.arg("");
    for command in ["diff", "check"] {
        let one = run(&[command, "-j1", &all]);
        let many = run(&[command, "-j8", &all]);
        assert_eq!((one.out, one.err), (many.out, many.err));
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    struct Closed;
    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let tree = Tree::new(&[("a.py", b"GLUE HARD")]);
    for args in [&["diff"][..], &["check"], &["check", "--output-format", "json"]] {
        let mut args = args.to_vec();
        let all = tree.arg("");
        args.push(&all);
        assert_eq!(try_run(&args, b"", &mut Closed).unwrap().0, 1, "{args:?}");
    }
}

#[test]
fn a_full_disk_is_a_failure() {
    let tree = Tree::new(&[("a.py", b"GLUE")]);
    let full = Path::new("/dev/full");
    if !full.exists() {
        return;
    }
    let mut full = std::fs::OpenOptions::new().write(true).open(full).unwrap();
    assert!(try_run(&["diff", &tree.arg("")], b"", &mut full).is_err());
}
