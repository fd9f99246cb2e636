//! What can go wrong around a run: killed, interrupted, a full disk, hostile names.
#![cfg(unix)]

use std::ffi::OsStr;
use std::io::Read as _;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

const SCRIPT: &str = "\
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glue_context = GlueContext(SparkContext.getOrCreate())
frame = glue_context.create_dynamic_frame.from_catalog(database=\"sales\", table_name=\"orders\")
frame.toDF().show()
";

fn unglue(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_unglue"));
    command.current_dir(folder).stdin(Stdio::null());
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    unglue(folder).args(arguments).output().unwrap()
}

fn shown(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// What the script becomes.
fn rewritten() -> Vec<u8> {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("a.py"), SCRIPT).unwrap();
    run(dir.path(), &["apply", "-q"]);
    let new = std::fs::read(dir.path().join("a.py")).unwrap();
    assert!(!new.is_empty() && new != SCRIPT.as_bytes());
    new
}

fn many(count: usize) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for number in 0..count {
        let folder = dir.path().join(format!("team_{}", number % 20));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(format!("job_{number}.py")), SCRIPT).unwrap();
    }
    dir
}

/// All files below a folder, with the hidden ones.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

/// How many files are old and new; every file is one of the two, but for temporary ones.
fn old_and_new(folder: &Path, new: &[u8]) -> (usize, usize) {
    let mut counts = (0, 0);
    for path in files(folder) {
        if path.extension() == Some(OsStr::new("tmp")) {
            continue;
        }
        let content = std::fs::read(&path).unwrap();
        if content == SCRIPT.as_bytes() {
            counts.0 += 1;
        } else {
            assert_eq!(content, new, "{} is half written", path.display());
            counts.1 += 1;
        }
    }
    counts
}

/// Waits until the run has written some files, or is over.
fn wait_for_the_first(folder: &Path, child: &mut Child) {
    let first = folder.join("team_0/job_0.py");
    while child.try_wait().unwrap().is_none() {
        if std::fs::read(&first).is_ok_and(|now| now != SCRIPT.as_bytes()) {
            return;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}

#[test]
fn killed_in_the_middle_each_file_is_old_or_new() {
    let new = rewritten();
    let dir = many(2000);
    let mut cut = 0;
    for _ in 0..3 {
        let mut child = unglue(dir.path()).args(["apply", "-q"]).spawn().unwrap();
        wait_for_the_first(dir.path(), &mut child);
        child.kill().unwrap();
        cut += usize::from(child.wait().unwrap().signal() == Some(9));
        let (old, new) = old_and_new(dir.path(), &new);
        assert_eq!(old + new, 2000);
    }
    assert!(cut > 0, "no run was killed in time");
    // As if the kill had come between the making of the temporary file and its renaming.
    std::fs::write(dir.path().join("team_3/.unglue-AbC123.tmp"), "half a fi").unwrap();
    run(dir.path(), &["apply", "-q"]);
    assert_eq!(old_and_new(dir.path(), &new), (0, 2000));
    assert_eq!(files(dir.path()).len(), 2000, "a temporary file is left");
}

#[test]
fn the_temporary_file_of_a_run_at_work_stays() {
    let dir = many(1);
    let path = dir.path().join("team_0/.unglue-AbC123.tmp");
    let other = std::fs::File::create(&path).unwrap();
    other.lock().unwrap();
    run(dir.path(), &["apply", "-q"]);
    assert!(path.exists());
    drop(other);
    run(dir.path(), &["apply", "-q"]);
    assert!(!path.exists());
}

#[test]
fn a_tree_that_a_killed_run_left_half_made_is_completed() {
    let dir = many(40);
    let out = dir.path().with_extension("out");
    let arguments = ["apply", "-q", "--out-dir", out.to_str().unwrap(), "."];
    run(dir.path(), &arguments);
    std::fs::write(out.join("team_3/.unglue-AbC123.tmp"), "half a fi").unwrap();
    std::fs::write(out.join("team_4/job_4.py"), "half a fi").unwrap();
    run(dir.path(), &arguments);
    let counts = (old_and_new(&out, &rewritten()), files(&out).len());
    std::fs::remove_dir_all(&out).unwrap();
    assert_eq!(counts, ((0, 40), 40), "a temporary file is left");
}

#[test]
fn what_is_read_only_is_said_and_stays() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = many(3);
    let at = |name: &str| dir.path().join(name);
    let mode = |name: &str, bits| {
        std::fs::set_permissions(at(name), std::fs::Permissions::from_mode(bits)).unwrap();
    };
    mode("team_0/job_0.py", 0o444);
    mode("team_1", 0o555);
    // The superuser may write into any folder.
    let superuser = std::fs::write(at("team_1/probe"), "").is_ok();
    let output = run(dir.path(), &["apply"]);
    mode("team_1", 0o755);
    assert_eq!(output.status.code(), Some(2), "{}", shown(&output));
    assert!(
        shown(&output).contains("job_0.py: error: the file is read-only"),
        "{}",
        shown(&output)
    );
    let old = |name: &str| std::fs::read(at(name)).unwrap() == SCRIPT.as_bytes();
    assert!(old("team_0/job_0.py") && !old("team_2/job_2.py"));
    if !superuser {
        assert!(
            shown(&output).contains("cannot create a file in the folder"),
            "{}",
            shown(&output)
        );
        assert!(old("team_1/job_1.py"));
    }
}

#[test]
fn a_file_system_that_is_read_only_is_said() {
    let dir = many(3);
    let disk = dir.path().join("team_1");
    let mount = |arguments: &[&str]| {
        let done = Command::new(arguments[0]).args(&arguments[1..]).arg(&disk).output();
        done.is_ok_and(|done| done.status.success())
    };
    if !mount(&["mount", "-t", "tmpfs", "tmpfs"]) {
        println!("skipped: no file system can be mounted here");
        return;
    }
    std::fs::write(disk.join("job_1.py"), SCRIPT).unwrap();
    let sealed = mount(&["mount", "-o", "remount,ro"]);
    let output = run(dir.path(), &["apply"]);
    let after = std::fs::read(disk.join("job_1.py")).unwrap();
    assert!(mount(&["umount"]) && sealed);
    assert_eq!(output.status.code(), Some(2), "{}", shown(&output));
    assert!(shown(&output).contains("team_1/job_1.py: error: "), "{}", shown(&output));
    assert_eq!(after, SCRIPT.as_bytes());
    assert_ne!(std::fs::read(dir.path().join("team_2/job_2.py")).unwrap(), SCRIPT.as_bytes());
}

#[test]
fn an_interrupt_leaves_whole_files() {
    let new = rewritten();
    let dir = many(500);
    let mut child = unglue(dir.path()).args(["apply", "-q"]).spawn().unwrap();
    wait_for_the_first(dir.path(), &mut child);
    let pid = child.id().to_string();
    Command::new("kill").args(["-INT", &pid]).status().unwrap();
    child.wait().unwrap();
    let (before, after) = old_and_new(dir.path(), &new);
    assert_eq!(before + after, 500);
    run(dir.path(), &["apply", "-q"]);
    assert_eq!(old_and_new(dir.path(), &new), (0, 500));
    assert_eq!(files(dir.path()).len(), 500, "a temporary file is left");
}

#[test]
fn a_full_disk_loses_nothing() {
    let new = rewritten();
    let dir = tempfile::tempdir().unwrap();
    let disk = dir.path().join("disk");
    std::fs::create_dir(&disk).unwrap();
    let mount = |arguments: &[&str]| {
        let done = Command::new(arguments[0]).args(&arguments[1..]).arg(&disk).output();
        done.is_ok_and(|done| done.status.success())
    };
    // One page for each file and two more; the temporary file of the third finds none.
    if !mount(&["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs"]) {
        println!("skipped: no file system can be mounted here");
        return;
    }
    std::fs::write(disk.join("a.py"), SCRIPT).unwrap();
    let filler = std::fs::write(disk.join("filler"), vec![0; 64 * 1024]);
    let output = run(&disk, &["apply"]);
    let after = std::fs::read(disk.join("a.py")).unwrap();
    let left = files(&disk).len();
    assert!(mount(&["umount"]));
    assert!(filler.is_err(), "the disk was not full");
    assert_eq!(output.status.code(), Some(2), "{}", shown(&output));
    assert!(shown(&output).contains("a.py: error: "), "{}", shown(&output));
    assert!(after == SCRIPT.as_bytes() || after == new);
    assert_eq!(after, SCRIPT.as_bytes());
    assert_eq!(left, 2, "a temporary file is left");
}

#[test]
fn a_reader_that_goes_away_ends_the_run_quietly() {
    let dir = many(300);
    let mut child = unglue(dir.path())
        .arg("diff")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut start = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut start).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", shown(&output));
    assert!(!shown(&output).contains("error"), "{}", shown(&output));
}

#[test]
fn names_that_are_not_utf8_and_long_paths() {
    let dir = tempfile::tempdir().unwrap();
    let odd = dir.path().join(OsStr::from_bytes(b"odd \xff\xfe\x1b[31m\n.py"));
    std::fs::write(&odd, SCRIPT).unwrap();
    let mut deep = dir.path().to_path_buf();
    while deep.as_os_str().len() < 3_800 {
        deep.push("d".repeat(200));
        std::fs::create_dir(&deep).unwrap();
    }
    let deep = deep.join("job.py");
    std::fs::write(&deep, SCRIPT).unwrap();
    let check = run(dir.path(), &["check", "--output-format", "concise", "-v"]);
    assert!(!shown(&check).contains('\x1b'), "{}", shown(&check));
    let json = run(dir.path(), &["check", "--output-format", "json"]);
    assert!(serde_json::from_slice::<serde_json::Value>(&json.stdout).is_ok());
    let patch = run(dir.path(), &["diff", "-q"]);
    assert_eq!(run(dir.path(), &["apply", "-q"]).status.code(), Some(1));
    let new = std::fs::read(&odd).unwrap();
    assert_eq!(std::fs::read(&deep).unwrap(), new);
    // The patch names the same two files.
    std::fs::write(&odd, SCRIPT).unwrap();
    let mut git = Command::new("git");
    git.current_dir(dir.path()).args(["apply", "--include=odd*"]).stdin(Stdio::piped());
    let mut git = git.spawn().unwrap();
    std::io::Write::write_all(&mut git.stdin.take().unwrap(), &patch.stdout).unwrap();
    assert!(git.wait().unwrap().success());
    assert_eq!(std::fs::read(&odd).unwrap(), new);
}

#[test]
fn a_path_that_is_too_long_for_the_system_stops_nothing_else() {
    let dir = many(2);
    // Longer than any call takes: made step by step.
    let name = "d".repeat(200);
    let script = format!(
        "cd -P . && for i in $(seq 25); do mkdir {name} && cd -P {name} || exit 1; done; echo awsglue > job.py"
    );
    let made = Command::new("bash").current_dir(dir.path()).args(["-c", &script]).output();
    if !made.is_ok_and(|made| made.status.success()) {
        println!("skipped: no such folder can be made here");
        return;
    }
    let output = run(dir.path(), &["apply"]);
    assert_eq!(output.status.code(), Some(2), "{}", shown(&output));
    assert!(shown(&output).contains(": error: "), "{}", shown(&output));
    assert_eq!(old_and_new(&dir.path().join("team_0"), &rewritten()), (0, 1));
    assert_eq!(old_and_new(&dir.path().join("team_1"), &rewritten()), (0, 1));
}

#[test]
fn links_lead_nowhere_out_of_the_tree() {
    let dir = many(2);
    let outside = many(1);
    std::os::unix::fs::symlink(outside.path(), dir.path().join("out")).unwrap();
    std::os::unix::fs::symlink(dir.path(), dir.path().join("team_0/loop")).unwrap();
    std::os::unix::fs::symlink("/etc/passwd", dir.path().join("secret.py")).unwrap();
    std::os::unix::fs::symlink("nowhere", dir.path().join("dangling.py")).unwrap();
    let output = run(dir.path(), &["apply"]);
    assert_eq!(output.status.code(), Some(2), "{}", shown(&output));
    let said = "dangling.py: error: a link to something that does not exist";
    assert!(shown(&output).contains(said), "{}", shown(&output));
    assert_eq!(std::fs::read(outside.path().join("team_0/job_0.py")).unwrap(), SCRIPT.as_bytes());
    assert_ne!(std::fs::read(dir.path().join("team_0/job_0.py")).unwrap(), SCRIPT.as_bytes());
}

/// A copy of the sample estate and of the notebooks, and a file that fails.
fn estate() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata");
    for path in ["estate", "notebooks"].iter().flat_map(|name| files(&root.join(name))) {
        let copy = dir.path().join(path.strip_prefix(&root).unwrap());
        std::fs::create_dir_all(copy.parent().unwrap()).unwrap();
        std::fs::copy(&path, copy).unwrap();
    }
    std::fs::write(dir.path().join("bad.py"), "def (:\n# awsglue").unwrap();
    dir
}

#[test]
fn one_answer_whatever_the_threads_the_order_and_the_locale() {
    let dir = estate();
    let (mut answers, mut reports) = (Vec::new(), Vec::new());
    for turn in 0..20_usize {
        let mut paths = ["estate/jobs", "estate/lib", "notebooks", "bad.py"];
        paths.rotate_left(turn % 4);
        if turn % 2 == 1 {
            paths.reverse();
        }
        let threads = [1, 2, 3, 5, 8][turn % 5].to_string();
        let locale = ["C", "tr_TR.UTF-8", "de_DE.UTF-8", "POSIX"][turn % 4];
        let answer = |arguments: &[&str]| {
            let mut command = unglue(dir.path());
            command.env("LC_ALL", locale).env("LANG", locale);
            let output = command.args(arguments).args(["-j", &threads]).args(paths).output();
            let output = output.unwrap();
            (output.status.code(), output.stdout, output.stderr)
        };
        // The summary behind it has all findings.
        answers.push(answer(&["diff", "-v"]));
        if turn % 5 == 0 {
            reports.push(answer(&["check", "--output-format", "json"]));
        }
    }
    for answers in [answers, reports] {
        assert!(answers.iter().all(|answer| *answer == answers[0]), "not the same each time");
        assert_eq!(answers[0].0, Some(2));
        assert!(answers[0].1.len() > 10_000, "nothing to compare");
    }
}

#[test]
fn one_tree_whatever_the_threads_write_it() {
    let written = |threads: &str| {
        let dir = estate();
        run(dir.path(), &["apply", "-q", "-j", threads]);
        let mut all = files(dir.path());
        all.sort();
        let below = |path: &PathBuf| path.strip_prefix(dir.path()).unwrap().to_path_buf();
        all.iter().map(|p| (below(p), std::fs::read(p).unwrap())).collect::<Vec<_>>()
    };
    assert_eq!(written("1"), written("8"));
}
