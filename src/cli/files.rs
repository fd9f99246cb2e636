//! A run over files and folders.

use std::mem::ManuallyDrop;
use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use unglue::config::Configs;
use unglue::diagnostics::{Failure, Report, Skip};
use unglue::run::{Done, Engine, Keep};
use unglue::walk::{Entry, Options, Walked, walk};
use unglue::{patch, run, write};

use super::args::{Cli, Format, Goal, Work};
use super::output::{Output, print_config_errors};
use super::progress::Progress;
use super::{Streams, Tool, out_dir};

type Outcome = Result<Done, Failure>;

/// So many files are printed at a time, so that a long patch does not stand in memory as a whole.
const PIECE: usize = 1024;

pub fn run(
    cli: &Cli,
    work: &Work<'_>,
    tool: &Tool<'_>,
    streams: &mut Streams<'_>,
) -> anyhow::Result<u8> {
    let cwd = std::env::current_dir().context("cannot tell the current folder")?;
    let configs = match configs(work, &cwd) {
        Ok(configs) => Arc::new(configs),
        Err(errors) => return Ok(print_config_errors(&errors, &cwd, streams)),
    };
    let mut walked = walk(&options(work, &configs));
    if let Goal::Apply(Some(dir)) = work.goal {
        out_dir::not_an_input(dir, &work.select.paths)?;
        out_dir::leave_out(dir, &mut walked);
        out_dir::no_collisions(&walked.files)?;
    }
    let mut files = std::mem::take(&mut walked.files);
    let others: Vec<Entry> = files.extract_if(.., |entry| !entry.python).collect();
    let grade = work.select.grade.map(super::args::GradeArg::grade);
    let mut jobs = match run::plan(files, &configs, grade) {
        Ok(jobs) => jobs,
        Err(errors) => return Ok(print_config_errors(&errors, &cwd, streams)),
    };
    if work.select.whole_estate {
        run::is_whole_estate(&mut jobs);
    }
    let progress = Progress::new(jobs.len(), streams.progress && !cli.quiet);
    let outcomes = run::run(&jobs, engine(work, tool, &|| progress.step()))
        .context("cannot start the threads")?;
    progress.finish();
    let outcomes = match work.goal {
        Goal::Apply(None) => {
            clear_up(&jobs);
            outcomes.into_iter().map(in_place).collect()
        }
        Goal::Apply(Some(dir)) => out_dir::write(dir, &jobs, outcomes, &others),
        Goal::Diff | Goal::Check(_) => outcomes,
    };
    let mut output = Output { cli, work, streams };
    if matches!(work.goal, Goal::Diff) {
        for piece in outcomes.chunks(PIECE) {
            output.patch(&patch_of(piece, &cwd))?;
        }
    }
    // The program ends after this: to free the texts of thousands of files would only take time.
    let report = ManuallyDrop::new(report(outcomes, walked));
    output.report(&report)
}

/// The engine as the options want it.
pub fn engine<'a>(work: &Work<'_>, tool: &Tool<'a>, on_file: &'a (dyn Fn() + Sync)) -> Engine<'a> {
    Engine {
        convert: tool.convert,
        prefilter: tool.prefilter,
        program: tool.program,
        keep: Keep {
            changes: !matches!(work.goal, Goal::Check(_)),
            texts: matches!(work.goal, Goal::Check(Format::Text)),
        },
        threads: work.select.threads,
        on_file,
    }
}

/// The configurations of the run; those of the named folders are looked at before anything else.
pub fn configs(work: &Work<'_>, cwd: &Path) -> Result<Configs, Vec<unglue::config::ConfigError>> {
    let select = work.select;
    let configs = match &select.config {
        Some(path) => Configs::fixed(path, cwd),
        None => Ok(Configs::discover()),
    };
    let configs =
        configs.and_then(|configs| configs.excluding(&select.exclude, cwd)).map_err(|e| vec![e])?;
    for path in select.paths.iter().filter(|path| path.is_dir()) {
        configs.for_dir(path).map_err(|error| vec![error])?;
    }
    Ok(configs)
}

fn options(work: &Work<'_>, configs: &Arc<Configs>) -> Options {
    let configs = Arc::clone(configs);
    Options {
        paths: work.select.paths.clone(),
        excluded: Arc::new(move |path, seen| configs.excludes(path, seen)),
        force_exclude: work.select.force_exclude,
        others: matches!(work.goal, Goal::Apply(Some(_))),
        threads: work.select.threads,
    }
}

/// Takes away what a killed run left beside the files.
fn clear_up(jobs: &[run::Job]) {
    // Files of one folder come one after the other.
    let mut last = None;
    for folder in jobs.iter().map(|job| job.entry.path.parent()) {
        if last != Some(folder) {
            last = Some(folder);
            let folder = folder.filter(|f| !f.as_os_str().is_empty());
            write::clear_up(folder.unwrap_or(Path::new(".")));
        }
    }
}

fn in_place(outcome: Outcome) -> Outcome {
    let done = outcome?;
    if let Some(change) = &done.change {
        write::replace(&done.entry.path, &change.old, &change.new)
            .map_err(|error| not_written(&done.entry.path, &error))?;
    }
    Ok(done)
}

/// The failure of a file that could not be written.
pub fn not_written(path: &Path, error: &write::WriteError) -> Failure {
    Failure {
        path: unglue::walk::shown(path),
        position: None,
        message: error.to_string(),
        way_out: error.way_out().to_owned(),
    }
}

fn patch_of(outcomes: &[Outcome], cwd: &Path) -> Vec<u8> {
    let changed = outcomes.iter().flatten().filter_map(|done| Some((done, done.change.as_ref()?)));
    changed
        .flat_map(|(done, change)| {
            let name = patch::name_of(&done.entry.path, &done.entry.root, cwd);
            patch::unified(&name, &change.old, &change.new)
        })
        .collect()
}

fn report(outcomes: Vec<Outcome>, walked: Walked) -> Report {
    let files = Vec::with_capacity(outcomes.len());
    let mut report = Report { files, failures: walked.failures, skipped: walked.skipped };
    for outcome in outcomes {
        match outcome {
            Ok(Done { report: file, skipped: Some(reason), .. }) => {
                report.skipped.push(Skip { path: file.shown(), reason });
            }
            Ok(done) => report.files.push(done.report),
            Err(failure) => report.failures.push(failure),
        }
    }
    report.skipped.sort();
    report.failures.sort_by(|a, b| a.path.cmp(&b.path));
    report
}
