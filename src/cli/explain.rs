//! `unglue explain`: what the model believes of one line, so that people see why something is left.

use std::path::Path;

use anyhow::{Context as _, anyhow, bail};
use unglue::config::Configs;
use unglue::notebook::{Document, is_notebook};
use unglue::rewrite::explain;
use unglue::rules::RuleSet;
use unglue::run::with_grade;
use unglue::source;

use super::Streams;
use super::args::{ExplainArgs, GradeArg};
use super::output::print_config_errors;

/// A line of a file, or of a cell of a notebook.
#[derive(Debug, PartialEq, Eq)]
struct Place<'p> {
    path: &'p str,
    cell: Option<usize>,
    line: usize,
}

/// Explains one line of a file.
///
/// # Errors
/// Where there is no such line, or the file cannot be read or parsed.
pub fn run(args: &ExplainArgs, streams: &mut Streams<'_>) -> anyhow::Result<u8> {
    let Place { path, cell, line } = place(&args.place)?;
    let cwd = std::env::current_dir().context("cannot tell the current folder")?;
    let path = Path::new(path);
    let configs = match &args.config {
        Some(config) => Configs::fixed(config, &cwd),
        None => Ok(Configs::discover()),
    };
    let config = match configs.and_then(|configs| configs.for_file(path)) {
        Ok(config) => config,
        Err(error) => return Ok(print_config_errors(&[error], &cwd, streams)),
    };
    let settings = with_grade(&config.settings, args.grade.map(GradeArg::grade));
    let bytes = fs_err::read(path)?;
    let source = source::decode(&bytes).with_context(|| path.display().to_string())?;
    let text = source.text();
    let rules = RuleSet::embedded();
    let document =
        Document::read(path, text, &settings, rules).with_context(|| path.display().to_string())?;
    let code = document.code(text);
    let offset = match (cell, is_notebook(path)) {
        (Some(cell), true) => document.line_of_cell(cell, line),
        (None, true) => bail!("a line of a notebook is FILE:CELL:LINE, cells counted from 1"),
        (Some(_), false) => bail!("{} is no notebook: give FILE:LINE", path.display()),
        (None, false) => document.offset_of_line(text, line),
    };
    let offset = offset.ok_or_else(|| anyhow!("{} has no such line of Python", args.place))?;
    let line_name = |offset| document.line_name(text, offset);
    let explained = explain(code, offset, document.settings(&settings), rules, &line_name)
        .with_context(|| path.display().to_string())?;
    write!(streams.out, "{}:\n{explained}", args.place).and_then(|()| streams.out.flush())?;
    Ok(0)
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
