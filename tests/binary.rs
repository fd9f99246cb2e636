//! The program itself: exit codes and messages that do not depend on what the rules do.

use assert_cmd::Command;

fn unglue(dir: &tempfile::TempDir, args: &[&str]) -> assert_cmd::assert::Assert {
    Command::cargo_bin("unglue").unwrap().current_dir(dir.path()).args(args).assert()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn an_empty_folder_is_nothing_to_do() {
    let dir = tempfile::tempdir().unwrap();
    for command in ["diff", "apply", "check"] {
        let ran = unglue(&dir, &[command]).code(0);
        assert!(text(&ran.get_output().stderr).starts_with("0 files, 0 with Glue"));
    }
}

#[test]
fn what_is_wrong_with_the_arguments_is_2() {
    let dir = tempfile::tempdir().unwrap();
    let ran = unglue(&dir, &["check", "no-such.py"]).code(2);
    let err = text(&ran.get_output().stderr);
    assert!(err.starts_with("no-such.py: error: no such file or folder\n"), "{err}");
    unglue(&dir, &[]).code(2);
    unglue(&dir, &["check", "--grade", "manual"]).code(2);
    unglue(&dir, &["check", "-j", "0"]).code(2);
    unglue(&dir, &["check", "--config", "no.toml"]).code(2);
    let ran = unglue(&dir, &["check", "--exclude", "a[b"]).code(2);
    assert!(text(&ran.get_output().stderr).contains("--exclude `a[b`"));
    unglue(&dir, &["--help"]).code(0);
}

#[test]
fn a_slip_in_the_configuration_is_shown_with_its_line() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("unglue.toml"), "[catalog]\ndefualt = \"main\"\n").unwrap();
    let ran = unglue(&dir, &["check"]).code(2);
    let expected = "\
error: unknown key `defualt`
 --> unglue.toml:2:1
  |
2 | defualt = \"main\"
  | ^^^^^^^
  |
  = help: did you mean `default`? expected `default` or `databases`
";
    assert_eq!(text(&ran.get_output().stderr), expected);
}

#[test]
fn bytes_that_nobody_touches_pass_through() {
    let dir = tempfile::tempdir().unwrap();
    let input = &b"\xef\xbb\xbfx = 1\r\ny = 2"[..];
    let ran = Command::cargo_bin("unglue")
        .unwrap()
        .current_dir(dir.path())
        .args(["apply", "-"])
        .write_stdin(input)
        .assert()
        .code(0);
    assert_eq!(ran.get_output().stdout, input);
}

#[test]
fn colours_only_on_request() {
    let dir = tempfile::tempdir().unwrap();
    let colored = |args: &[&str]| unglue(&dir, args).get_output().stderr.contains(&0x1b);
    assert!(!colored(&["check", "no.py"]));
    assert!(colored(&["check", "no.py", "--color", "always"]));
}

#[test]
fn a_file_in_place_of_a_folder_and_a_folder_called_py() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("folder.py")).unwrap();
    std::fs::write(dir.path().join("file"), "x = 1\n").unwrap();
    unglue(&dir, &["check", "."]).code(0);
    unglue(&dir, &["check", "file/x.py"]).code(2);
    unglue(&dir, &["apply", "file", "--out-dir", "file/x"]).code(2);
}
