//! `unglue explain`: what the model believes of one line, so that people see why something is left.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use anyhow::{Context as _, anyhow, bail};
use unglue::config::{ConfigError, Configs};
use unglue::diagnostics::escaped_lines;
use unglue::estate::{Failed, inspect};
use unglue::notebook::{Document, is_notebook};
use unglue::rewrite::explain;
use unglue::rules::RuleSet;
use unglue::run::{self, Engine, Job};
use unglue::source;
use unglue::types::ModId;
use unglue::walk::{Options, walk};

use super::args::{ExplainArgs, GradeArg};
use super::output::print_config_errors;
use super::{Streams, Tool};

/// A line of a file, or of a cell of a notebook.
#[derive(Debug, PartialEq, Eq)]
struct Place<'p> {
    path: &'p str,
    cell: Option<usize>,
    line: usize,
}

/// Explains one line of a file, as a part of the run that it belongs to.
///
/// # Errors
/// Where there is no such line, or the file cannot be read or parsed.
pub fn run(args: &ExplainArgs, tool: &Tool<'_>, streams: &mut Streams<'_>) -> anyhow::Result<u8> {
    let place = place(&args.place)?;
    let cwd = std::env::current_dir().context("cannot tell the current folder")?;
    let configs = match &args.config {
        Some(config) => Configs::fixed(config, &cwd),
        None => Ok(Configs::discover()),
    };
    let found = configs.map_err(|e| vec![e]).and_then(|c| jobs_around(args, place.path, c));
    let (jobs, wanted) = match found {
        Ok(found) => found,
        Err(errors) => return Ok(print_config_errors(&errors, &cwd, streams)),
    };
    let path = Path::new(place.path);
    let shown = || path.display().to_string();
    let bytes = fs_err::read(path)?;
    let (jobs, wanted) = match wanted {
        Some(wanted) => (jobs, wanted),
        None => bail!("{} is not a file that a run would read", shown()),
    };
    let source = source::decode(&bytes).with_context(shown)?;
    let text = source.text();
    let document = Document::read(path, text, &jobs[wanted].settings, RuleSet::embedded())
        .with_context(shown)?;
    let offset = match (place.cell, is_notebook(path)) {
        (Some(cell), true) => document.line_of_cell(cell, place.line),
        (None, true) => bail!("a line of a notebook is FILE:CELL:LINE, cells counted from 1"),
        (Some(_), false) => bail!("{} is no notebook: give FILE:LINE", shown()),
        (None, false) => document.offset_of_line(text, place.line),
    };
    let offset = offset.ok_or_else(|| anyhow!("{} has no such line of Python", args.place))?;
    let line_name = |offset| document.line_name(text, offset);
    let explained = explained(&jobs, wanted, offset, &line_name, tool)?;
    let explained = match explained {
        Some(Ok(Some(explained))) => explained,
        Some(Err(Failed::Convert(error))) => return Err(error).with_context(shown),
        Some(Err(Failed::Panic(panic))) => bail!("{}: {panic}", shown()),
        Some(Ok(None)) | None => bail!("{} cannot be read", shown()),
    };
    let explained = escaped_lines(&explained);
    write!(streams.out, "{}:\n{explained}", args.place).and_then(|()| streams.out.flush())?;
    Ok(0)
}

type Explained = Option<Result<Option<String>, Failed>>;

/// Runs the first phase over all files and explains a line of one of them.
fn explained(
    jobs: &[Job],
    wanted: usize,
    offset: usize,
    line_name: &(dyn Fn(usize) -> String + Sync),
    tool: &Tool<'_>,
) -> anyhow::Result<Explained> {
    let wanted = ModId(u32::try_from(wanted)?);
    let said: Mutex<Explained> = Mutex::new(None);
    let engine = Engine {
        convert: tool.convert,
        prefilter: tool.prefilter,
        program: Some(&|members, names, texts, _| {
            let rules = RuleSet::embedded();
            let found = inspect(members, names, texts, rules, wanted, |parsed, guide, analysis| {
                explain(parsed, guide, analysis, offset, line_name)
            });
            if let Ok(mut said) = said.lock() {
                *said = Some(found);
            }
        }),
        keep: run::Keep::ALL,
        threads: None,
        on_file: &|| (),
    };
    run::run(jobs, engine).context("cannot start the threads")?;
    Ok(said.into_inner().unwrap_or_default())
}

/// The files of the run that holds a file, and which of them it is.
///
/// That is a run over the given paths; a file that is in none of them is looked at with its folder, and
/// one that is left out there on its own.
fn jobs_around(
    args: &ExplainArgs,
    file: &str,
    configs: Configs,
) -> Result<(Vec<Job>, Option<usize>), Vec<ConfigError>> {
    let configs = Arc::new(configs);
    let path = Path::new(file);
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    let real = fs_err::canonicalize(path).ok();
    let is_it = |job: &Job| {
        job.entry.path.file_name() == path.file_name()
            && real.is_some()
            && fs_err::canonicalize(&job.entry.path).ok() == real
    };
    let grade = args.grade.map(GradeArg::grade);
    for paths in [args.paths.clone(), vec![folder], vec![path.to_owned()]] {
        let excluding = Arc::clone(&configs);
        let walked = walk(&Options {
            paths,
            excluded: Arc::new(move |path, seen| excluding.excludes(path, seen)),
            force_exclude: false,
            others: false,
            threads: None,
        });
        let jobs = run::plan(walked.files, &configs, grade)?;
        if let Some(wanted) = jobs.iter().position(is_it) {
            return Ok((jobs, Some(wanted)));
        }
    }
    Ok((Vec::new(), None))
}

/// Reads `FILE:LINE`, `FILE:CELL:LINE` or `FILE:cell CELL:LINE`, as findings have it.
fn place(text: &str) -> anyhow::Result<Place<'_>> {
    let wrong = || anyhow!("`{text}` is not FILE:LINE (in a notebook FILE:CELL:LINE)");
    let (head, line) = text.rsplit_once(':').ok_or_else(wrong)?;
    let line = line.parse().ok().filter(|line| *line > 0).ok_or_else(wrong)?;
    let cell = head.rsplit_once(':').and_then(|(path, cell)| {
        let cell = cell.strip_prefix("cell ").unwrap_or(cell);
        Some((path, cell.parse().ok()?))
    });
    Ok(match cell {
        Some((path, cell)) => Place { path, cell: Some(cell), line },
        None => Place { path: head, cell: None, line },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_as_findings_have_them() {
        let of = |text| place(text).ok().map(|p| (p.path, p.cell, p.line));
        assert_eq!(of("a/b.py:3"), Some(("a/b.py", None, 3)));
        assert_eq!(of("a.ipynb:cell 2:3"), Some(("a.ipynb", Some(2), 3)));
        assert_eq!(of("a.ipynb:2:3"), Some(("a.ipynb", Some(2), 3)));
        assert_eq!(of("a.py"), None);
        assert_eq!(of("a.py:0"), None);
    }
}
