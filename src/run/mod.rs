//! Drives the stages over many files: in parallel, in order, one file's fault staying its own.

#[cfg(test)]
mod tests;
mod together;

use std::io;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::{ConfigError, Configs, Settings};
use crate::diagnostics::{Failure, FileReport, Finding, Grade, Position, SkipReason};
use crate::estate::{Member, Outcome, Texts};
use crate::notebook::{Document, Finished};
use crate::rewrite::{Conversion, ConvertError};
use crate::rules::RuleSet;
use crate::source::{self, Source, SourceError};
use crate::types::{ModId, ModuleNames};
use crate::walk::{self, Entry};

pub(crate) use crate::panics::catch;
pub use crate::panics::quiet_panics;

/// Stack of each worker in bytes: the rewrite recurses as deep as the code nests.
const STACK: usize = 64 * 1024 * 1024;

/// What a person does about a fault of the program.
const BUG: &str = "report this with the file as a bug of unglue";

/// Rewrites one Python text.
pub type Converter<'a> = &'a (dyn Fn(&str, &Settings) -> Result<Conversion, ConvertError> + Sync);

/// Whether the bytes of a file may have something to rewrite; false saves decoding and parsing.
pub type Prefilter<'a> = &'a (dyn Fn(&[u8]) -> bool + Sync);

/// Rewrites the files of a run as one program and hands over what came of each.
pub type Program<'a> = &'a (dyn Fn(&[Member<'_>], ModuleNames, &dyn Texts, HandOver<'_>) + Sync);

/// Takes what came of a module, from any thread; `None` where it has nothing to do with Glue. What is
/// handed over for the same module again takes the place of what was before.
pub type HandOver<'a> = &'a (dyn Fn(ModId, Option<Outcome>) + Sync);

/// What works on the files.
#[derive(Clone, Copy)]
pub struct Engine<'a> {
    /// Rewrites a text.
    pub convert: Converter<'a>,
    /// Says which files need not be looked at.
    pub prefilter: Prefilter<'a>,
    /// Rewrites all files together; each on its own where it is not given.
    pub program: Option<Program<'a>>,
    /// What of each file is wanted when all are done.
    pub keep: Keep,
    /// How many files at a time; as many as there are processors if not given.
    pub threads: Option<NonZeroUsize>,
    /// Called after each file, from any thread.
    pub on_file: &'a (dyn Fn() + Sync),
}

/// What of each file is wanted when all are done: the texts of many thousand files are most of what a
/// run holds in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keep {
    /// The bytes before and after ([`Done::change`]).
    pub changes: bool,
    /// The text that the findings point into ([`FileReport::text`]).
    pub texts: bool,
}

impl Keep {
    /// Everything.
    pub const ALL: Self = Self { changes: true, texts: true };
}

/// A file and the settings that hold for it.
#[derive(Clone, Debug)]
pub struct Job {
    /// The file.
    pub entry: Entry,
    /// Its settings.
    pub settings: Arc<Settings>,
}

/// A file that was read and understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// The file.
    pub entry: Entry,
    /// What there is to say.
    pub report: FileReport,
    /// Its bytes before and after, where they differ and are wanted.
    pub change: Option<Box<Change>>,
    /// Why it was passed over after all.
    pub skipped: Option<SkipReason>,
}

/// The bytes of a file before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// As read.
    pub old: Vec<u8>,
    /// As rewritten.
    pub new: Vec<u8>,
}

/// What the bytes of one file came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Converted {
    /// Whether the text uses Glue.
    pub glue: bool,
    /// What there is to say.
    pub findings: Vec<Finding>,
    /// The text that the findings point into; empty where nothing is to be said.
    pub text: Arc<str>,
    /// The new bytes, where they differ from the old.
    pub new: Option<Vec<u8>>,
    /// Why the bytes were passed over after all.
    pub skipped: Option<SkipReason>,
}

/// Finds the settings of each file, so that a wrong configuration stops the run before it starts.
///
/// # Errors
/// Every configuration that is not valid, once.
pub fn plan(
    files: Vec<Entry>,
    configs: &Configs,
    grade: Option<Grade>,
) -> Result<Vec<Job>, Vec<ConfigError>> {
    let mut errors: Vec<ConfigError> = Vec::new();
    let mut jobs = Vec::with_capacity(files.len());
    let mut last = None;
    for entry in files {
        match configs.for_file(&entry.path) {
            Ok(config) => {
                // Files of one folder come one after the other and share their settings.
                let settings = match &last {
                    Some((known, settings)) if Arc::ptr_eq(known, &config) => Arc::clone(settings),
                    _ => Arc::new(with_grade(&config.settings, grade)),
                };
                last = Some((config, Arc::clone(&settings)));
                jobs.push(Job { entry, settings });
            }
            Err(error) if errors.iter().any(|known| known.path() == error.path()) => {}
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(jobs) } else { Err(errors) }
}

/// Says that nothing outside of the run uses what is in its files, whatever their configurations say.
pub fn is_whole_estate(jobs: &mut [Job]) {
    let mut last: Option<(Arc<Settings>, Arc<Settings>)> = None;
    for job in jobs {
        // Files of one folder share their settings.
        let new = match &last {
            Some((old, new)) if Arc::ptr_eq(old, &job.settings) => Arc::clone(new),
            _ => Arc::new(Settings { whole_estate: true, ..(*job.settings).clone() }),
        };
        last = Some((Arc::clone(&job.settings), Arc::clone(&new)));
        job.settings = new;
    }
}

/// Settings with the grade that the command line asks for.
pub fn with_grade(settings: &Settings, grade: Option<Grade>) -> Settings {
    let mut settings = settings.clone();
    settings.grade = grade.unwrap_or(settings.grade);
    settings
}

/// Works on all files; the results are in the order of the jobs, whatever the number of threads.
///
/// # Errors
/// Where the threads cannot be started.
pub fn run(jobs: &[Job], engine: Engine<'_>) -> io::Result<Vec<Result<Done, Failure>>> {
    // More threads than files would only cost memory.
    let most = NonZeroUsize::new(jobs.len()).unwrap_or(NonZeroUsize::MIN);
    in_pool(engine.threads.map(|threads| threads.min(most)), || {
        if let Some(program) = engine.program {
            return together::run(jobs, engine, program);
        }
        jobs.par_iter()
            .map(|job| {
                let result = file(job, engine);
                (engine.on_file)();
                result
            })
            .collect()
    })
}

/// Works on bytes that are not in a file, such as the standard input; `shown` is their name.
///
/// # Errors
/// The first is the system's that a thread cannot be started, the second is about the bytes.
pub fn bytes(
    shown: &str,
    bytes: &[u8],
    settings: &Settings,
    engine: Engine<'_>,
) -> io::Result<Result<Converted, Failure>> {
    in_pool(NonZeroUsize::new(1), || guarded(shown, bytes, settings, engine))
}

fn in_pool<T: Send>(
    threads: Option<NonZeroUsize>,
    work: impl FnOnce() -> T + Send,
) -> io::Result<T> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads.map_or(0, NonZeroUsize::get))
        .stack_size(STACK)
        .build()
        .map_err(io::Error::other)?;
    Ok(pool.install(work))
}

fn file(job: &Job, engine: Engine<'_>) -> Result<Done, Failure> {
    let shown = job.entry.shown();
    let old = read(&job.entry.path)
        .map_err(|(message, way_out)| failure(&shown, None, message, way_out))?;
    let converted = guarded(&shown, &old, &job.settings, engine)?;
    Ok(done(job, || old, converted, engine.keep))
}

fn done(job: &Job, old: impl FnOnce() -> Vec<u8>, converted: Converted, keep: Keep) -> Done {
    let Converted { glue, mut findings, mut text, new, skipped } = converted;
    findings.shrink_to_fit();
    if !keep.texts {
        text = Arc::default();
    }
    let changed = new.is_some();
    Done {
        report: FileReport { path: Arc::clone(&job.entry.path), glue, changed, findings, text },
        entry: job.entry.clone(),
        change: new.filter(|_| keep.changes).map(|new| Box::new(Change { old: old(), new })),
        skipped,
    }
}

fn read(path: &Path) -> Result<Vec<u8>, (String, &'static str)> {
    walk::read_bounded(path).map_err(|error| match error.kind() {
        io::ErrorKind::FileTooLarge => (error.to_string(), "exclude the file"),
        _ => (format!("cannot be read: {error}"), ""),
    })
}

fn guarded(
    shown: &str,
    bytes: &[u8],
    settings: &Settings,
    engine: Engine<'_>,
) -> Result<Converted, Failure> {
    catch(|| convert(shown, bytes, settings, engine))
        .unwrap_or_else(|panic| Err(panicked(shown, &panic)))
}

fn panicked(shown: &str, panic: &str) -> Failure {
    let message = format!("internal error: {panic}; the file is left as it is");
    failure(shown, None, message, BUG)
}

fn convert(
    shown: &str,
    bytes: &[u8],
    settings: &Settings,
    engine: Engine<'_>,
) -> Result<Converted, Failure> {
    // No word of Glue can be seen in UTF-16, so that the filter must not decide there.
    let house = settings.house.as_ref().is_some_and(|house| house.0.is_named_in(bytes));
    if !source::is_utf16(bytes) && !(engine.prefilter)(bytes) && !house {
        return Ok(Converted::default());
    }
    let source = source::decode(bytes).map_err(|error| unreadable(shown, &error))?;
    let document = document(Path::new(shown), &source, settings)?;
    let conversion = (engine.convert)(document.code(source.text()), document.settings(settings))
        .map_err(|error| not_converted(shown, &error))?;
    encoded(shown, &source, &document, conversion)
}

fn document(path: &Path, source: &Source, settings: &Settings) -> Result<Document, Failure> {
    Document::read(path, source.text(), settings, RuleSet::embedded()).map_err(|error| {
        let shown = crate::walk::shown(path);
        failure(&shown, Some(error.at), error.to_string(), "repair the JSON, or exclude the file")
    })
}

fn unreadable(shown: &str, error: &SourceError) -> Failure {
    failure(shown, error.position(), error.to_string(), error.way_out())
}

/// A conversion in the bytes of its file.
fn encoded(
    shown: &str,
    source: &Source,
    document: &Document,
    conversion: Conversion,
) -> Result<Converted, Failure> {
    let Ok(Finished { conversion, shown: text, skipped }) =
        document.finish(source.text(), conversion)
    else {
        let message = "internal: the rewritten notebook lacks a piece; the file is left as it was";
        return Err(failure(shown, None, message.to_owned(), BUG));
    };
    let Conversion { text: new, findings, glue } = conversion;
    let new = match new {
        Some(text) if text != source.text() => {
            Some(source.encode(&text).map_err(|error| unreadable(shown, &error))?)
        }
        _ => None,
    };
    let text = match text {
        _ if findings.is_empty() => Arc::default(),
        Some(text) => text.into(),
        None => source.shared_text(),
    };
    Ok(Converted { glue, findings, text, new, skipped })
}

fn not_converted(shown: &str, error: &ConvertError) -> Failure {
    let (position, way_out) = match error {
        ConvertError::NotPython { line, column, .. } => (
            Some(Position { line: *line, column: *column }),
            "correct the syntax, or exclude the file",
        ),
        ConvertError::Limit(_) => (None, "exclude the file"),
        ConvertError::BadOutput(_) | ConvertError::Unsettled(_) => (None, BUG),
    };
    failure(shown, position, error.to_string(), way_out)
}

fn failure(shown: &str, position: Option<Position>, message: String, way_out: &str) -> Failure {
    Failure { path: shown.to_owned(), position, message, way_out: way_out.to_owned() }
}
