//! The files of a run as one program: read once, looked at together, each with its own faults.

use std::sync::{Mutex, OnceLock, PoisonError};

use rayon::prelude::*;

use super::{
    Done, Engine, Job, Keep, Program, catch, document, done, encoded, failure, not_converted,
    panicked, read, unreadable,
};
use crate::config::Settings;
use crate::diagnostics::Failure;
use crate::estate::{Failed, Member, Outcome, Texts, imported};
use crate::notebook::{Document, is_notebook};
use crate::source::{self, Source};
use crate::types::{ModId, ModuleNames};

/// A file with its text, once somebody asked for it.
struct Slot<'j> {
    job: &'j Job,
    /// In a box, as most files of a run are never asked for.
    loaded: OnceLock<Box<Result<Loaded, Failure>>>,
}

/// A file that was read and understood.
struct Loaded {
    /// The bytes, where they are not those of the text.
    bytes: Option<Vec<u8>>,
    source: Source,
    document: Document,
}

impl Loaded {
    fn of(bytes: Vec<u8>, job: &Job) -> Result<Self, Failure> {
        let source =
            source::decode(&bytes).map_err(|error| unreadable(&job.entry.shown(), &error))?;
        let document = document(&job.entry.path, &source, &job.settings)?;
        let bytes = (bytes != source.text().as_bytes()).then_some(bytes);
        Ok(Self { bytes, source, document })
    }

    fn code(&self) -> &str {
        self.document.code(self.source.text())
    }
}

struct Slots<'j>(Vec<Slot<'j>>);

impl Texts for Slots<'_> {
    fn text(&self, module: ModId) -> Option<&str> {
        self.0[module.index()].load(None).as_ref().ok().map(Loaded::code)
    }
}

impl Slot<'_> {
    /// The decoded file; `bytes` are its own, where they were read already.
    fn load(&self, bytes: Option<Vec<u8>>) -> &Result<Loaded, Failure> {
        self.loaded.get_or_init(|| {
            let bytes = bytes.map_or_else(|| bytes_of(self.job), Ok);
            let loaded = bytes.and_then(|bytes| guarded(self.job, || Loaded::of(bytes, self.job)));
            Box::new(loaded)
        })
    }

    /// The settings of the file; one that nobody has read yet has those of its folder.
    fn settings(&self) -> &Settings {
        match self.loaded.get().map(|loaded| &**loaded) {
            Some(Ok(loaded)) => loaded.document.settings(&self.job.settings),
            _ => &self.job.settings,
        }
    }
}

/// What the first look at a file gives: whether it may use Glue, and what it imports.
type Look = Result<(bool, Box<[ModId]>), Box<Failure>>;

pub(super) fn run(
    jobs: &[Job],
    engine: Engine<'_>,
    program: Program<'_>,
) -> Vec<Result<Done, Failure>> {
    let names = ModuleNames::of(jobs.iter().map(|job| &*job.entry.path));
    let slots: Vec<Slot<'_>> =
        jobs.iter().map(|job| Slot { job, loaded: OnceLock::new() }).collect();
    let looks: Vec<Look> = slots
        .par_iter()
        .enumerate()
        .map(|(index, slot)| {
            let look = guarded(slot.job, || look(index, slot, &names, engine)).map_err(Box::new);
            // A file that matters is counted when it is rewritten.
            if !matches!(look, Ok((true, _))) {
                (engine.on_file)();
            }
            look
        })
        .collect();
    let slots = Slots(slots);
    let mut failures: Vec<Option<Box<Failure>>> = Vec::with_capacity(jobs.len());
    let members: Vec<Member<'_>> = slots
        .0
        .iter()
        .zip(looks)
        .map(|(slot, look)| {
            let (found, failure) =
                look.map_or_else(|f| (None, Some(f)), |found| (Some(found), None));
            failures.push(failure);
            let (glue, imports) = found.unwrap_or_default();
            // What two teams declare has nothing in common.
            let near = |i: &ModId| jobs[i.index()].settings.house == slot.job.settings.house;
            Member {
                path: &slot.job.entry.path,
                settings: slot.settings(),
                glue,
                imports: imports.into_iter().filter(near).collect(),
            }
        })
        .collect();
    let results: Vec<Mutex<Option<Box<Came>>>> = slots.0.iter().map(|_| Mutex::new(None)).collect();
    let hand_over = |module: ModId, outcome| {
        let index = module.index();
        let came = Box::new(Came::of(&slots.0[index], outcome, engine.keep));
        let before = results[index].lock().unwrap_or_else(PoisonError::into_inner).replace(came);
        if before.is_none() && members[index].glue {
            (engine.on_file)();
        }
    };
    // Without Glue nobody asks for the rules, which then are not even read.
    if members.iter().any(|member| member.glue) {
        program(&members, names, &slots, &hand_over);
    }
    drop(members);
    slots
        .0
        .into_par_iter()
        .zip(failures)
        .zip(results)
        .map(|((slot, failure), result)| {
            if let Some(failure) = failure {
                return Err(*failure);
            }
            let came = result.into_inner().unwrap_or_else(PoisonError::into_inner);
            came.map_or(Came::Outcome(None), |came| *came).finish(&slot, engine.keep)
        })
        .collect()
}

/// What came of a file. Where its new bytes are not wanted, they are not kept until the others are done.
enum Came {
    Outcome(Option<Outcome>),
    Finished(Result<Done, Failure>),
}

impl Came {
    fn of(slot: &Slot<'_>, outcome: Option<Outcome>, keep: Keep) -> Self {
        if keep.changes {
            Self::Outcome(outcome)
        } else {
            Self::Finished(finish(slot, outcome, keep))
        }
    }

    fn finish(self, slot: &Slot<'_>, keep: Keep) -> Result<Done, Failure> {
        match self {
            Self::Outcome(outcome) => finish(slot, outcome, keep),
            Self::Finished(finished) => finished,
        }
    }
}

/// Keeps a panic over one file to that file.
fn guarded<T>(job: &Job, work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    catch(work).unwrap_or_else(|panic| Err(panicked(&job.entry.shown(), &panic)))
}

fn bytes_of(job: &Job) -> Result<Vec<u8>, Failure> {
    let shown = job.entry.shown();
    read(&job.entry.path).map_err(|(message, way_out)| failure(&shown, None, message, way_out))
}

fn look(
    index: usize,
    slot: &Slot<'_>,
    names: &ModuleNames,
    engine: Engine<'_>,
) -> Result<(bool, Box<[ModId]>), Failure> {
    let bytes = bytes_of(slot.job)?;
    // No word of Glue can be seen in UTF-16, so that the filter must not decide there.
    let house = slot.job.settings.house.as_ref();
    let glue = source::is_utf16(&bytes)
        || (engine.prefilter)(&bytes)
        || house.is_some_and(|house| house.0.is_named_in(&bytes));
    #[allow(clippy::cast_possible_truncation)] // a run has far fewer files
    let id = ModId(index as u32);
    if is_notebook(&slot.job.entry.path) {
        // What a notebook imports stands in its cells.
        return match slot.load(Some(bytes)) {
            Ok(loaded) => Ok((glue, imported(names, id, loaded.code().as_bytes()))),
            Err(failure) if glue => Err(failure.clone()),
            Err(_) => Ok((false, Box::default())),
        };
    }
    let imports = imported(names, id, &bytes);
    if glue && let Err(failure) = slot.load(Some(bytes)) {
        return Err(failure.clone());
    }
    Ok((glue, imports))
}

fn finish(slot: &Slot<'_>, outcome: Option<Outcome>, keep: Keep) -> Result<Done, Failure> {
    let conversion = match outcome {
        None => return Ok(done(slot.job, Vec::new, super::Converted::default(), keep)),
        Some(Ok(conversion)) => conversion,
        Some(Err(failed)) => return Err(failure_of(&slot.job.entry.shown(), &failed)),
    };
    let shown = slot.job.entry.shown();
    let Loaded { bytes, source, document } = slot.load(None).as_ref().map_err(Clone::clone)?;
    let converted = catch(|| encoded(&shown, source, document, conversion))
        .unwrap_or_else(|panic| Err(panicked(&shown, &panic)))?;
    let old = || bytes.clone().unwrap_or_else(|| source.text().as_bytes().to_vec());
    Ok(done(slot.job, old, converted, keep))
}

fn failure_of(shown: &str, failed: &Failed) -> Failure {
    match failed {
        Failed::Convert(error) => not_converted(shown, error),
        Failed::Panic(panic) => panicked(shown, panic),
    }
}
