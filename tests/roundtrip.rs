//! Properties: bytes come back, patches apply.

#[allow(dead_code)] // shared with the other tests of made scripts
#[path = "support/generate.rs"]
mod generate;

use std::process::Command;

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use unglue::config::Settings;
use unglue::diagnostics::{self, FileReport, Finding, Grade, Report, Site};
use unglue::patch::unified;
use unglue::rewrite::convert;
use unglue::source::{decode, position_at};

proptest! {
    #[test]
    fn what_decodes_comes_back(
        head in prop_oneof![
            Just(&b""[..]),
            Just(&b"\xef\xbb\xbf"[..]),
            Just(&b"# coding: latin-1\n"[..]),
            Just(&b"#!/x\r\n# -*- coding: cp1252 -*-\r\n"[..]),
            Just(&b"# coding: shift_jis\n"[..]),
            Just(&b"# coding: iso-2022-jp\n"[..]),
            Just(&b"# coding: gb18030\n"[..]),
            Just(&b"# coding: big5\n"[..]),
        ],
        body in proptest::collection::vec(any::<u8>(), 0..60),
    ) {
        let bytes = [head, &body].concat();
        if let Ok(source) = decode(&bytes) {
            prop_assert_eq!(source.encode(source.text()).unwrap(), bytes);
        }
    }

    #[test]
    fn every_text_decodes_but_for_lone_returns(text in "[^\0\r]*") {
        let bytes = text.replace('\n', "\r\n").into_bytes();
        // A random coding line could say anything.
        prop_assume!(!text.contains("coding"));
        let source = decode(&bytes).unwrap();
        prop_assert_eq!(source.encode(source.text()).unwrap(), bytes);
    }
}

proptest! {
    #[test]
    fn any_text_and_any_place_can_be_shown(
        text in "([a-z\t \r\n\u{1b}\u{9b}\u{200d}\u{301}é漢😀\"'#]|\r\n){0,40}",
        start in 0_usize..60,
        length in 0_usize..60,
    ) {
        let range = start..start + length;
        let finding = Finding {
            family: unglue::diagnostics::Family::Glue,
            rule: "some-rule".into(),
            grade: Grade::Manual,
            converted: false,
            start: position_at(&text, range.start),
            end: position_at(&text, range.end),
            range,
            cell: None,
            message: text.as_str().into(),
            way_out: text.as_str().into(),
        };
        let file = FileReport {
            path: std::path::Path::new(&text).into(),
            glue: true,
            changed: false,
            findings: vec![finding],
            text: text.into(),
        };
        let report = Report { files: vec![file], ..Report::default() };
        let mut out = Vec::new();
        diagnostics::text(&report, &[Site::Manual], false, &mut out).unwrap();
        diagnostics::concise(&report, &[Site::Manual], false, &mut out).unwrap();
        let shown = String::from_utf8(out).unwrap();
        prop_assert!(!shown.contains(|c: char| c.is_control() && c != '\n'), "{shown:?}");
    }
}

/// Lines out of few, so that texts have much in common; any line may end in any way.
fn text() -> impl Strategy<Value = Vec<u8>> {
    let line = prop_oneof![Just("a"), Just("b"), Just(""), Just(" \t"), Just("-- x"), Just("é")];
    let end = prop_oneof![4 => Just("\n"), 1 => Just("\r\n")];
    (proptest::collection::vec((line, end), 0..25), any::<bool>()).prop_map(|(lines, cut)| {
        let mut bytes: Vec<u8> =
            lines.iter().flat_map(|(line, end)| [*line, *end]).collect::<String>().into_bytes();
        if cut {
            bytes.pop();
        }
        bytes
    })
}

proptest! {
    // Each case starts git.
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn git_makes_the_new_text_of_the_patch(
        old in text(),
        new in text(),
        name in prop_oneof![Just("x.py"), Just("a b.py"), Just("d/\"q\"\t\\.py"), Just("ü ö.py")],
    ) {
        prop_assume!(old != new);
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, &old).unwrap();
        let patch = dir.path().join("p.patch");
        std::fs::write(&patch, unified(name.as_bytes(), &old, &new)).unwrap();
        let output = Command::new("git")
            .current_dir(dir.path())
            .args(["apply", "--whitespace=nowarn", "p.patch"])
            .output()
            .unwrap();
        prop_assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        prop_assert_eq!(std::fs::read(&file).unwrap(), new);
    }
}

/// Every file below a folder.
fn files(folder: &std::path::Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

#[test]
fn git_makes_what_was_reviewed_of_every_golden_script() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata");
    let dir = tempfile::tempdir().unwrap();
    let mut patch = Vec::new();
    let mut changed = Vec::new();
    let mut found = Vec::new();
    files(&root.join("expected"), &mut found);
    found.sort();
    for path in found {
        let name = path.strip_prefix(root.join("expected")).unwrap();
        // The findings of an estate are no script.
        if name.file_name().is_some_and(|file| file == "findings.txt") {
            continue;
        }
        let old = std::fs::read(root.join(name)).unwrap();
        let new = std::fs::read(&path).unwrap();
        // What the program refuses has its message in the place of a script.
        if old == new || new.starts_with(b"error: ") {
            continue;
        }
        let copy = dir.path().join(name);
        std::fs::create_dir_all(copy.parent().unwrap()).unwrap();
        std::fs::write(&copy, &old).unwrap();
        patch.extend(unified(name.as_os_str().as_encoded_bytes(), &old, &new));
        changed.push((copy, new));
    }
    assert!(changed.len() > 40, "the scripts are gone");
    std::fs::write(dir.path().join("p.patch"), patch).unwrap();
    let output = Command::new("git")
        .current_dir(dir.path())
        .args(["apply", "--whitespace=nowarn", "p.patch"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for (path, new) in changed {
        assert_eq!(std::fs::read(&path).unwrap(), new, "{}", path.display());
    }
}

/// Applies a patch in a folder with git.
fn git_apply(folder: &std::path::Path, patch: &[u8]) {
    std::fs::write(folder.join("p.patch"), patch).unwrap();
    let arguments = ["apply", "--whitespace=nowarn", "p.patch"];
    let output = Command::new("git").current_dir(folder).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    std::fs::remove_file(folder.join("p.patch")).unwrap();
}

#[test]
fn git_makes_what_comes_of_made_scripts() {
    let dir = tempfile::tempdir().unwrap();
    let mut runner = TestRunner::new_with_rng(
        ProptestConfig::default(),
        TestRng::deterministic_rng(RngAlgorithm::ChaCha),
    );
    let choices = proptest::collection::vec(any::<u8>(), 0..300);
    let (mut patch, mut made) = (Vec::new(), Vec::new());
    for number in 0..80 {
        let choices = choices.new_tree(&mut runner).unwrap().current();
        let old = generate::script(&choices).text;
        let Some(new) = convert(&old, &Settings::default()).unwrap().text else { continue };
        let name = format!("made {number} é.py");
        std::fs::write(dir.path().join(&name), &old).unwrap();
        patch.extend(unified(name.as_bytes(), old.as_bytes(), new.as_bytes()));
        made.push((dir.path().join(name), new));
    }
    assert!(made.len() > 60, "too few scripts change");
    git_apply(dir.path(), &patch);
    for (path, new) in made {
        assert_eq!(std::fs::read_to_string(&path).unwrap(), new, "{}", path.display());
    }
}

#[test]
fn the_patch_of_all_golden_files_is_what_apply_writes() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata");
    let copy = || {
        let dir = tempfile::tempdir().unwrap();
        let mut found = Vec::new();
        for folder in ["awkward", "estate", "guide", "notebooks", "shapes", "studio", "traps"] {
            files(&root.join(folder), &mut found);
        }
        for path in found {
            let to = dir.path().join(path.strip_prefix(&root).unwrap());
            std::fs::create_dir_all(to.parent().unwrap()).unwrap();
            std::fs::copy(&path, to).unwrap();
        }
        dir
    };
    let run = |folder: &std::path::Path, command: &str| {
        let program = env!("CARGO_BIN_EXE_unglue");
        Command::new(program).current_dir(folder).args([command, "-q"]).output().unwrap().stdout
    };
    let (patched, applied) = (copy(), copy());
    let patch = run(patched.path(), "diff");
    git_apply(patched.path(), &patch);
    run(applied.path(), "apply");
    let contents = |folder: &std::path::Path| {
        let mut found = Vec::new();
        files(folder, &mut found);
        found.sort();
        let below = |path: &std::path::PathBuf| path.strip_prefix(folder).unwrap().to_path_buf();
        found.iter().map(|p| (below(p), std::fs::read(p).unwrap())).collect::<Vec<_>>()
    };
    let (ours, gits) = (contents(applied.path()), contents(patched.path()));
    assert_eq!(ours.len(), gits.len());
    for (ours, gits) in ours.iter().zip(&gits) {
        assert!(ours == gits, "{} is not the same", ours.0.display());
    }
    assert!(run(patched.path(), "diff").is_empty(), "a second run changes something");
}
