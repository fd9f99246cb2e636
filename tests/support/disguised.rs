//! Made estates in files of every form: with a byte order mark, as notebooks, by one thread or by many, in
//! any order. What comes out must be the same, and what `git apply` makes of the patch.

use std::fs;
use std::num::NonZeroUsize;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use unglue::config::Configs;
use unglue::diagnostics::Failure;
use unglue::patch::unified;
use unglue::rules::RuleSet;
use unglue::run::{self, Done, Engine, Job, Keep};
use unglue::walk::{Options, walk};

use super::invariants::CONFIGS;
use super::notebook::{OTHERS, exported, ipynb, pieces, same_beside_code};
use super::program::Module;

const BOM: &str = "\u{feff}";

/// A form that files have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Plain scripts.
    Plain,
    /// With a byte order mark.
    Marked,
    /// The job is a notebook.
    Notebook,
    /// The job is a notebook that Databricks has exported as a script.
    Exported,
}

/// All forms.
pub const FORMS: [Form; 4] = [Form::Plain, Form::Marked, Form::Notebook, Form::Exported];

/// A file: its path below the folder, and its bytes.
type File = (String, Vec<u8>);

/// What is said of a file: lines and messages.
type Said = Vec<(usize, String)>;

/// The files of an estate in a form; some choices say how cells are cut.
fn files(modules: &[Module], form: Form, cut: usize) -> Vec<File> {
    let other = |index: usize| OTHERS[(cut + index) % OTHERS.len()];
    let file = |(index, module): (usize, &Module)| {
        let (path, text) = (module.path.to_owned(), &module.text);
        let cells = || pieces(text, cut);
        match form {
            Form::Marked => (path, format!("{BOM}{text}").into_bytes()),
            // Others cannot import a notebook: only the job is one.
            Form::Notebook if index == 0 => {
                (path.replace(".py", ".ipynb"), ipynb(&cells(), other, cut, cut / 3).into_bytes())
            }
            Form::Exported if index == 0 => (path, exported(&cells(), other).into_bytes()),
            _ => (path, text.clone().into_bytes()),
        }
    };
    modules.iter().enumerate().map(file).collect()
}

fn write(folder: &Path, files: &[File]) {
    for (path, bytes) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
}

fn jobs(folder: &Path) -> Vec<Job> {
    let walked = walk(&Options {
        paths: vec![folder.to_path_buf()],
        excluded: Arc::new(|_, _| false),
        force_exclude: false,
        others: false,
        threads: NonZeroUsize::new(1),
    });
    run::plan(walked.files, &Configs::discover(), None).expect("the configurations are valid")
}

fn ran(jobs: &[Job], threads: usize) -> Vec<Result<Done, Failure>> {
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
    run::run(jobs, engine).expect("threads")
}

/// What comes out of a folder, by path.
fn once(folder: &Path, files: &[File]) -> Result<Vec<(File, Said)>, String> {
    let mut jobs = jobs(folder);
    let one = ran(&jobs, 1);
    jobs.reverse();
    let mut many = ran(&jobs, 3);
    many.reverse();
    if one != many {
        return Err("other threads and another order give something else".to_owned());
    }
    let mut out = Vec::new();
    for (path, bytes) in files {
        let is = |done: &&Done| done.entry.relative() == Path::new(path);
        if let Some(failed) = one.iter().find_map(|outcome| outcome.as_ref().err()) {
            return Err(format!("{path} is refused: {failed:?}"));
        }
        let Some(done) = one.iter().flatten().find(is) else {
            return Err(format!("{path} is not looked at"));
        };
        let new = done.change.as_ref().map_or(bytes, |change| &change.new);
        let said = done.report.findings.iter().map(|f| (f.start.line, f.message.to_string()));
        out.push(((path.clone(), new.clone()), said.collect()));
    }
    Ok(out)
}

/// Converts an estate in a form and checks what must hold.
///
/// # Errors
/// The invariant that is broken.
pub fn check(modules: &[Module], form: Form, cut: usize, config: u8) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let settings = CONFIGS[usize::from(config) % CONFIGS.len()];
    write(folder.path(), &[("unglue.toml".to_owned(), settings.as_bytes().to_vec())]);
    let files = files(modules, form, cut);
    write(folder.path(), &files);
    let found = once(folder.path(), &files)?;
    if form == Form::Marked {
        let plain = self::files(modules, Form::Plain, cut);
        write(folder.path(), &plain);
        same_but_for_the_mark(&found, &once(folder.path(), &plain)?)?;
        write(folder.path(), &files);
    }
    for ((path, new), (_, old)) in found.iter().map(|f| &f.0).zip(&files) {
        // Of a script it says nothing.
        same_beside_code(&String::from_utf8_lossy(old), &String::from_utf8_lossy(new))
            .map_err(|fault| format!("{path}: {fault}"))?;
    }
    let new: Vec<File> = found.into_iter().map(|(file, _)| file).collect();
    patched(folder.path(), &files, &new)?;
    write(folder.path(), &new);
    for ((path, again), _) in once(folder.path(), &new)? {
        let (_, first) = new.iter().find(|file| file.0 == path).expect("the same files");
        if again != *first {
            let [first, again] = [first, &again].map(|bytes| String::from_utf8_lossy(bytes));
            return Err(format!("{path}: a second run changes\n{first}\ninto\n{again}"));
        }
    }
    Ok(())
}

fn same_but_for_the_mark(marked: &[(File, Said)], plain: &[(File, Said)]) -> Result<(), String> {
    for (((path, marked), said), ((_, plain), said_of_plain)) in marked.iter().zip(plain) {
        if marked.strip_prefix(BOM.as_bytes()) != Some(&plain[..]) {
            let [marked, plain] = [marked, plain].map(|bytes| String::from_utf8_lossy(bytes));
            return Err(format!("{path}: a byte order mark makes\n{plain}\nto\n{marked}"));
        }
        if said != said_of_plain {
            return Err(format!(
                "{path}: findings: with a mark {said:?}, without {said_of_plain:?}"
            ));
        }
    }
    Ok(())
}

/// `git apply` of the patch gives the new files.
fn patched(folder: &Path, old: &[File], new: &[File]) -> Result<(), String> {
    let patches = old.iter().zip(new);
    let patch: Vec<u8> =
        patches.flat_map(|((path, old), (_, new))| unified(path.as_bytes(), old, new)).collect();
    if patch.is_empty() {
        return Ok(());
    }
    let io = |error: std::io::Error| error.to_string();
    let file = folder.join("all.patch");
    fs::write(&file, &patch).map_err(io)?;
    let done = Command::new("git")
        .args(["-c", "core.autocrlf=false", "apply", "--whitespace=nowarn", "all.patch"])
        .current_dir(folder)
        .env("GIT_CEILING_DIRECTORIES", folder.parent().unwrap_or(folder))
        .stdin(Stdio::null())
        .output()
        .map_err(io)?;
    fs::remove_file(&file).map_err(io)?;
    if !done.status.success() {
        let (said, patch) =
            (String::from_utf8_lossy(&done.stderr), String::from_utf8_lossy(&patch));
        return Err(format!("the patch does not apply: {said}\n{patch}"));
    }
    for (path, bytes) in new {
        if fs::read(folder.join(path)).map_err(io)? != *bytes {
            return Err(format!("{path}: the patch gives something else"));
        }
    }
    Ok(())
}
