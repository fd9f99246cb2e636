//! Whole estates, before and after: each folder of `testdata/estates` as one run, against
//! `testdata/expected/estates`. `UPDATE_GOLDEN=1 cargo test --test estates` writes what comes out.

use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use unglue::config::{Configs, Settings};
use unglue::estate::{self, Failed, Member, Texts};
use unglue::rules::RuleSet;
use unglue::run::{self, Engine, Keep};
use unglue::types::{ModId, ModuleNames};
use unglue::walk::{Options, walk};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata")
}

/// What comes out of each file below a folder, findings and all, in order of path.
fn converted(folder: &Path, threads: usize) -> Vec<(PathBuf, Vec<u8>, Vec<String>)> {
    let walked = walk(&Options {
        paths: vec![folder.to_path_buf()],
        excluded: Arc::new(|_, _| false),
        force_exclude: false,
        others: false,
        threads: NonZeroUsize::new(1),
    });
    let jobs = run::plan(walked.files, &Configs::discover(), None).unwrap();
    let engine = Engine {
        convert: &unglue::rewrite::convert,
        prefilter: &unglue::prefilter::may_use_glue,
        program: Some(&|members, names, texts, done| {
            unglue::estate::convert(members, names, texts, RuleSet::embedded(), done);
        }),
        keep: Keep::ALL,
        threads: NonZeroUsize::new(threads),
        on_file: &|| (),
    };
    let outcomes = run::run(&jobs, engine).unwrap();
    let done = outcomes.into_iter().map(|outcome| {
        let done = outcome.unwrap();
        let path = done.entry.path.strip_prefix(folder).unwrap().to_path_buf();
        let new = done.change.map_or_else(|| fs::read(&done.entry.path).unwrap(), |c| c.new);
        let said = done.report.findings.iter();
        let said = said.map(|f| format!("{}:{} {}", f.start.line, f.rule, f.message)).collect();
        (path, new, said)
    });
    done.collect()
}

/// Copies what is no script: the configuration, a team's stubs and rules.
fn copy_others(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap().map(|e| e.unwrap()) {
        let (path, copy) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            fs::create_dir_all(&copy).unwrap();
            copy_others(&path, &copy);
        } else if path.extension().is_none_or(|e| e != "py") {
            fs::copy(&path, &copy).unwrap();
        }
    }
}

#[test]
fn the_rules_of_a_house_keep_their_examples() {
    let config = Configs::discover().for_dir(&root().join("estates/house")).unwrap();
    let house = config.settings.house.as_ref().unwrap();
    let outcomes = unglue::rules::testing::run(&house.0.rules, Some(house));
    assert!(outcomes.iter().any(|o| o.rule == "harbor-read"));
    let wrong: Vec<_> = outcomes.iter().filter(|o| !o.faults.is_empty()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn estates_come_out_as_they_were_reviewed() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut folders: Vec<_> =
        fs::read_dir(root().join("estates")).unwrap().map(|e| e.unwrap().path()).collect();
    folders.sort();
    assert!(!folders.is_empty(), "the inputs are gone");
    let mut wrong = Vec::new();
    for folder in folders {
        let name = folder.file_name().unwrap();
        let found = converted(&folder, 1);
        assert_eq!(found, converted(&folder, 4), "{name:?} depends on the number of threads");
        let again = tempfile::tempdir().unwrap();
        copy_others(&folder, again.path());
        for (path, new, _) in &found {
            let copy = again.path().join(path);
            fs::create_dir_all(copy.parent().unwrap()).unwrap();
            fs::write(&copy, new).unwrap();
            let expected = root().join("expected/estates").join(name).join(path);
            if update {
                fs::create_dir_all(expected.parent().unwrap()).unwrap();
                fs::write(&expected, new).unwrap();
            } else if fs::read(&expected).ok().as_deref() != Some(&new[..]) {
                let text = String::from_utf8_lossy(new);
                wrong.push(format!("{}:\n{text}", expected.display()));
            }
        }
        let said: String = found
            .iter()
            .flat_map(|(path, _, said)| said.iter().map(|s| format!("{}:{s}\n", path.display())))
            .collect();
        let findings = root().join("expected/estates").join(name).join("findings.txt");
        if update {
            fs::write(&findings, &said).unwrap();
        } else if fs::read_to_string(&findings).ok().as_ref() != Some(&said) {
            wrong.push(format!("{}:\n{said}", findings.display()));
        }
        for ((path, new, _), (_, once_more, _)) in found.iter().zip(converted(again.path(), 2)) {
            assert_eq!(*new, once_more, "{} changes again", path.display());
        }
    }
    assert!(wrong.is_empty(), "come out in another way:\n{}", wrong.join("\n"));
}

/// The texts of a run, one of which panics when it is asked for the n-th time: a fault of the program in
/// that module, wherever it may come.
struct Moody<'t> {
    texts: &'t [&'t str],
    left: AtomicUsize,
    panicked: AtomicBool,
}

impl Texts for Moody<'_> {
    fn text(&self, module: ModId) -> Option<&str> {
        let bad = module.index() == 1 && self.left.fetch_sub(1, Ordering::Relaxed) == 1;
        if bad {
            self.panicked.store(true, Ordering::Relaxed);
            panic!("told to panic");
        }
        Some(self.texts[module.index()])
    }
}

#[test]
fn a_fault_in_one_module_stays_its_own() {
    let job = "from awsglue.context import GlueContext\nfrom helpers import read\ncontext = GlueContext(sc)\nread(context, 't').toDF().show()\n";
    let helpers = "from awsglue.context import GlueContext\ndef read(context, name):\n    return context.create_dynamic_frame.from_catalog('d', name)\n";
    let texts = [job, helpers, job];
    let paths = ["job.py", "helpers.py", "tools.py"].map(Path::new);
    let settings = Settings::default();
    let names = ModuleNames::of(paths);
    let imports = [vec![ModId(1)], vec![], vec![ModId(1)]];
    let members: Vec<_> = paths
        .iter()
        .zip(imports)
        .map(|(path, imports)| Member {
            path,
            settings: &settings,
            glue: true,
            imports: imports.into(),
        })
        .collect();
    let mut faults = 0;
    for turn in 1..30 {
        let left = AtomicUsize::new(turn);
        let moody = Moody { texts: &texts, left, panicked: AtomicBool::new(false) };
        let found = Mutex::new(vec![None; 3]);
        estate::convert(
            &members,
            names.clone(),
            &moody,
            RuleSet::embedded(),
            &|module, outcome| {
                found.lock().unwrap()[module.index()] = outcome;
            },
        );
        let found = found.into_inner().unwrap();
        for index in [0, 2] {
            assert!(matches!(&found[index], Some(Ok(done)) if done.glue), "{found:?}");
        }
        match &found[1] {
            // A module that is looked at once more, as its importers have told more, may come out well.
            Some(Ok(done)) if moody.panicked.load(Ordering::Relaxed) => {
                assert!(done.glue, "{found:?}");
                faults += 1;
            }
            // It is not asked so often.
            Some(Ok(_)) => break,
            Some(Err(Failed::Panic(message))) if message.contains("told to panic") => faults += 1,
            other => panic!("{other:?}"),
        }
    }
    assert!((1..20).contains(&faults), "{faults} faults");
}
