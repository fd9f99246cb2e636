//! Workflow commands that GitHub turns into annotations.

use std::io::{self, Write};

use super::escape::escape;
use super::{CellPlace, Failure, FileReport, Finding, Report, Site};

/// Writes an annotation for each site of the given kinds and an error for each failure.
///
/// # Errors
/// What the writer says.
pub fn github(report: &Report, show: &[Site], out: &mut dyn Write) -> io::Result<()> {
    for file in &report.files {
        for finding in file.findings.iter().filter(|finding| show.contains(&finding.site())) {
            annotation(file, finding, out)?;
        }
    }
    report.failures.iter().try_for_each(|failure| error(failure, out))
}

fn annotation(file: &FileReport, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let level = if finding.site() == Site::Manual { "warning" } else { "notice" };
    write!(
        out,
        "::{level} file={},line={},endLine={}",
        property(&file.shown()),
        finding.start.line,
        finding.end.line
    )?;
    // Columns are only understood within one line.
    if finding.start.line == finding.end.line {
        write!(out, ",col={},endColumn={}", finding.start.column, finding.end.column)?;
    }
    let title = property(&format!("unglue {} ({})", finding.rule, finding.site().word()));
    // The line of the file is one of JSON: people look for the cell.
    let in_cell = |cell: &CellPlace| format!("cell {}, line {}: ", cell.number, cell.start.line);
    let cell = finding.cell.as_deref().map(in_cell);
    let text = cell.unwrap_or_default() + &both(&finding.message, &finding.way_out);
    writeln!(out, ",title={title}::{}", data(&text))
}

fn error(failure: &Failure, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "::error file={}", property(&failure.path))?;
    if let Some(position) = failure.position {
        write!(out, ",line={},col={}", position.line, position.column)?;
    }
    writeln!(out, ",title=unglue::{}", data(&both(&failure.message, &failure.way_out)))
}

fn both(message: &str, way_out: &str) -> String {
    if way_out.is_empty() { message.to_owned() } else { format!("{message}\n{way_out}") }
}

fn data(text: &str) -> String {
    // Lines are ours to break; what else controls a terminal comes from files.
    let lines: Vec<_> = text.split('\n').map(|line| escape(line).replace('%', "%25")).collect();
    lines.join("%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_special_is_escaped() {
        assert_eq!(data("50%\r\nx"), "50%25\\r%0Ax");
        assert_eq!(property("a:b,c"), "a%3Ab%2Cc");
        assert_eq!(data("\x1b[31m"), "\\x1b[31m");
    }
}
