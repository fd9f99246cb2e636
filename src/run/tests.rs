//! The driver with a converter that only knows `GLUE`.

use std::path::PathBuf;

use super::*;
use crate::walk::{Options, Walked, walk};

fn fake(text: &str, _settings: &Settings) -> Result<Conversion, ConvertError> {
    assert!(!text.contains("PANIC"), "there is a PANIC");
    if text.contains("LIMIT") {
        return Err(ConvertError::Limit("too deep".into()));
    }
    let glue = text.contains("GLUE");
    Ok(Conversion { text: glue.then(|| text.replace("GLUE", "SPARK→")), findings: vec![], glue })
}

fn engine(threads: usize) -> Engine<'static> {
    Engine {
        convert: &fake,
        prefilter: &|bytes| !bytes.starts_with(b"# plain"),
        program: None,
        keep: Keep::ALL,
        threads: NonZeroUsize::new(threads),
        on_file: &|| (),
    }
}

fn tree(files: &[(&str, &[u8])]) -> (tempfile::TempDir, Walked) {
    let dir = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    let paths: Vec<PathBuf> = vec![dir.path().to_path_buf()];
    let options = Options {
        paths,
        excluded: Arc::new(|_, _| false),
        force_exclude: false,
        others: false,
        threads: None,
    };
    let walked = walk(&options);
    (dir, walked)
}

#[test]
fn one_bad_file_does_not_stop_the_others_and_order_holds() {
    let many: Vec<(String, Vec<u8>)> = (0..40)
        .map(|n| (format!("f{n:02}.py"), if n % 2 == 0 { b"GLUE\r\n".to_vec() } else { vec![] }))
        .chain([
            ("g_panic.py".to_owned(), b"GLUE PANIC".to_vec()),
            ("h_limit.py".to_owned(), b"LIMIT".to_vec()),
            ("i_utf16.py".to_owned(), b"\xff\xfeG\0".to_vec()),
            ("j_bytes.py".to_owned(), b"a\n\xe9".to_vec()),
            ("k_plain.py".to_owned(), b"# plain \xe9\r".to_vec()),
            ("l_latin.py".to_owned(), b"# coding: latin-1\nGLUE".to_vec()),
            ("m_large.py".to_owned(), vec![b' '; 10 * 1024 * 1024 + 1]),
        ])
        .collect();
    let borrowed: Vec<(&str, &[u8])> =
        many.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let (_dir, walked) = tree(&borrowed);
    let jobs = plan(walked.files, &Configs::discover(), None).unwrap();
    let one = run(&jobs, engine(1)).unwrap();
    assert_eq!(one, run(&jobs, engine(7)).unwrap());
    assert_eq!(one.len(), many.len());
    let new = |index: usize| one[index].as_ref().unwrap().change.as_ref().unwrap().new.clone();
    assert_eq!(new(0), "SPARK→\r\n".as_bytes());
    assert!(one[1].as_ref().unwrap().change.is_none());
    let message = |index: usize| one[index].as_ref().unwrap_err().message.clone();
    assert!(message(40).starts_with("internal error: there is a PANIC"), "{}", message(40));
    assert_eq!(message(41), "too deep");
    assert!(message(42).contains("UTF-16"));
    assert_eq!(one[43].as_ref().unwrap_err().position, Some(Position { line: 2, column: 1 }));
    assert!(one[44].is_ok());
    assert!(message(45).contains("'→'"), "{}", message(45));
    assert_eq!(message(46), "larger than 10 MB");
}

#[test]
fn a_wrong_configuration_stops_the_plan_and_is_told_once() {
    let (_dir, walked) = tree(&[("unglue.toml", b"sparc = 1"), ("a.py", b""), ("b/c.py", b"")]);
    assert_eq!(plan(walked.files, &Configs::discover(), None).unwrap_err().len(), 1);
}

#[test]
fn a_whole_estate_is_one_for_all_files() {
    let (_dir, walked) = tree(&[("a.py", b""), ("b/c.py", b"")]);
    let mut jobs = plan(walked.files, &Configs::discover(), None).unwrap();
    assert!(jobs.iter().all(|job| !job.settings.whole_estate));
    is_whole_estate(&mut jobs);
    assert!(jobs.iter().all(|job| job.settings.whole_estate));
}

#[test]
fn the_command_line_grade_wins() {
    let (_dir, walked) = tree(&[("unglue.toml", b"grade = 'review'"), ("a.py", b"")]);
    let jobs = plan(walked.files, &Configs::discover(), Some(Grade::Safe)).unwrap();
    assert_eq!(jobs[0].settings.grade, Grade::Safe);
}

#[test]
fn a_panic_at_the_first_look_at_one_file_of_a_program_stays_its_own() {
    let (_dir, walked) = tree(&[("a.py", b"x = 1"), ("b.py", b"PANIC"), ("c.py", b"x = 3")]);
    let jobs = plan(walked.files, &Configs::discover(), None).unwrap();
    let engine = Engine {
        prefilter: &|bytes| {
            assert!(!bytes.starts_with(b"PANIC"), "cannot look");
            false
        },
        program: Some(&|_, _, _, _| ()),
        ..engine(2)
    };
    let results = run(&jobs, engine).unwrap();
    assert!(results[0].is_ok() && results[2].is_ok());
    let message = &results[1].as_ref().unwrap_err().message;
    assert!(message.starts_with("internal error: cannot look"), "{message}");
}

#[test]
fn a_program_is_asked_only_where_something_may_be_glue() {
    let (_dir, walked) = tree(&[("a.py", b"# plain\nimport b\n"), ("b.py", b"# plain")]);
    let jobs = plan(walked.files, &Configs::discover(), None).unwrap();
    let program: Program<'_> = &|_, _, _, _| panic!("the rules are read for nothing");
    let engine = Engine { program: Some(program), ..engine(1) };
    let outcomes = run(&jobs, engine).unwrap();
    assert!(outcomes.iter().flatten().all(|done| done.change.is_none()));
    assert_eq!(outcomes.iter().flatten().count(), 2);
}
