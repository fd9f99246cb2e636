//! `apply --out-dir`: the whole tree again in another folder, rewritten.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::bail;
use unglue::diagnostics::Failure;
use unglue::run::{Done, Job};
use unglue::walk::{Entry, Walked};
use unglue::write::{self, WriteError};

use super::files::not_written;

/// Refuses to write a tree over itself.
///
/// # Errors
/// Where the folder is one of the paths, or above one.
pub fn not_an_input(dir: &Path, paths: &[PathBuf]) -> anyhow::Result<()> {
    let Ok(real) = dir.canonicalize() else {
        return Ok(()); // it is still to be made
    };
    for path in paths {
        if path.canonicalize().is_ok_and(|path| path.starts_with(&real)) {
            bail!(
                "--out-dir {} would be written over {}; leave the option out to rewrite in place",
                dir.display(),
                path.display()
            );
        }
    }
    Ok(())
}

/// Takes the folder itself out of what was found: an earlier result is no input.
pub fn leave_out(dir: &Path, walked: &mut Walked) {
    let Ok(dir) = dir.canonicalize() else {
        return;
    };
    walked
        .files
        .retain(|entry| entry.path.canonicalize().map_or(true, |path| !path.starts_with(&dir)));
}

/// Refuses a run in which two files would be written to one place.
///
/// # Errors
/// The first two such files.
pub fn no_collisions(files: &[Entry]) -> anyhow::Result<()> {
    let mut seen: BTreeMap<&Path, &Entry> = BTreeMap::new();
    for entry in files {
        if let Some(other) = seen.insert(entry.relative(), entry) {
            bail!(
                "--out-dir: {} and {} would both be written to DIR/{}; give one folder at a time",
                other.shown(),
                entry.shown(),
                unglue::walk::shown(entry.relative())
            );
        }
    }
    Ok(())
}

/// Writes every file below the folder; one that failed or does not change goes as it is.
pub fn write(
    dir: &Path,
    jobs: &[Job],
    outcomes: Vec<Result<Done, Failure>>,
    others: &[Entry],
) -> Vec<Result<Done, Failure>> {
    clear_up(dir, jobs.iter().map(|job| &job.entry).chain(others));
    let mut results = Vec::with_capacity(outcomes.len());
    for (job, outcome) in jobs.iter().zip(outcomes) {
        let change = outcome.as_ref().ok().and_then(|done| done.change.as_ref());
        let written = put(dir, &job.entry, change.map(|change| change.new.as_slice()));
        results.push(match (outcome, written) {
            (Ok(_), Err(failure)) => Err(failure),
            (outcome, _) => outcome,
        });
    }
    results.extend(others.iter().filter_map(|entry| put(dir, entry, None).err()).map(Err));
    results
}

/// Takes away what a killed run left in the folder.
fn clear_up<'e>(dir: &Path, entries: impl Iterator<Item = &'e Entry>) {
    // Files of one folder come one after the other.
    let mut last = None;
    for folder in entries.map(|entry| entry.relative().parent()) {
        if last != Some(folder) {
            last = Some(folder);
            write::clear_up(&dir.join(folder.unwrap_or(Path::new(""))));
        }
    }
}

fn put(dir: &Path, entry: &Entry, new: Option<&[u8]>) -> Result<(), Failure> {
    let to = dir.join(entry.relative());
    let written = match new {
        Some(bytes) => std::fs::metadata(&entry.path)
            .map_err(WriteError::from)
            .and_then(|metadata| write::create(&to, bytes, Some(&metadata))),
        None => copy(&entry.path, &to),
    };
    written.map_err(|error| not_written(&to, &error))
}

fn copy(from: &Path, to: &Path) -> Result<(), WriteError> {
    let metadata = std::fs::metadata(from)?;
    write::create(to, &std::fs::read(from)?, Some(&metadata))
}
