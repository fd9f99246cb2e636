//! A run over the standard input.

use std::io::Read as _;
use std::path::Path;

use anyhow::{Context as _, bail};
use unglue::diagnostics::{Failure, FileReport, Report, Skip, SkipReason};
use unglue::run::{Converted, with_grade};
use unglue::walk::{MAX_BYTES, Seen, shown};
use unglue::{patch, run};

use super::args::{Cli, Goal, GradeArg, Work};
use super::output::{Output, print_config_errors};
use super::{Streams, Tool, files};

/// The name in messages where none was given.
const NAME: &str = "<stdin>";
/// The name in a patch where none was given.
const PATCH_NAME: &str = "stdin.py";

pub fn run(
    cli: &Cli,
    work: &Work<'_>,
    tool: &Tool<'_>,
    streams: &mut Streams<'_>,
) -> anyhow::Result<u8> {
    if matches!(work.goal, Goal::Apply(Some(_))) {
        bail!("--out-dir needs files: the standard input goes to the standard output");
    }
    let cwd = std::env::current_dir().context("cannot tell the current folder")?;
    let path = work.select.stdin_filename.as_deref();
    let place = path.unwrap_or(Path::new(PATCH_NAME));
    let configs = files::configs(work, &cwd)
        .and_then(|configs| Ok((configs.for_file(place).map_err(|e| vec![e])?, configs)));
    let (config, configs) = match configs {
        Ok(found) => found,
        Err(errors) => return Ok(print_config_errors(&errors, &cwd, streams)),
    };
    let name = path.map_or_else(|| NAME.to_owned(), shown);
    let input = read(streams)?;
    let mut report = Report::default();
    let excluded = configs.excludes(place, Seen::Named { is_dir: false });
    let outcome = if path.is_some() && work.select.force_exclude && excluded {
        report.skipped.push(Skip { path: name.clone(), reason: SkipReason::Excluded });
        Ok(Converted::default())
    } else {
        let mut settings = with_grade(&config.settings, work.select.grade.map(GradeArg::grade));
        settings.whole_estate |= work.select.whole_estate;
        converted(&name, &input, &settings, work, tool)?
    };
    let mut output = Output { cli, work, streams };
    match outcome {
        Err(failure) => report.failures.push(failure),
        Ok(converted) => {
            let new = converted.new.as_deref();
            match work.goal {
                Goal::Apply(_) => output.raw(new.unwrap_or(&input))?,
                Goal::Diff => {
                    let name = patch::name_of(place, Path::new("."), &cwd);
                    output.patch(&patch::unified(&name, &input, new.unwrap_or(&input)))?;
                }
                Goal::Check(_) => {}
            }
            if let Some(reason) = converted.skipped {
                report.skipped.push(Skip { path: name, reason });
                return output.report(&report);
            }
            report.files.push(FileReport {
                path: Path::new(&name).into(),
                glue: converted.glue,
                changed: new.is_some(),
                findings: converted.findings,
                text: converted.text,
            });
        }
    }
    output.report(&report)
}

fn converted(
    name: &str,
    input: &[u8],
    settings: &unglue::config::Settings,
    work: &Work<'_>,
    tool: &Tool<'_>,
) -> anyhow::Result<Result<Converted, Failure>> {
    if u64::try_from(input.len()).is_ok_and(|length| length > MAX_BYTES) {
        return Ok(Err(Failure {
            path: name.to_owned(),
            position: None,
            message: "larger than 10 MB".to_owned(),
            way_out: String::new(),
        }));
    }
    run::bytes(name, input, settings, files::engine(work, tool, &|| ()))
        .context("cannot start a thread")
}

fn read(streams: &mut Streams<'_>) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    (&mut *streams.input)
        .take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)
        .context("cannot read the standard input")?;
    Ok(bytes)
}
