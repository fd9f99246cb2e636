//! What is printed, and where: results to the output, messages to the error stream.

use std::fmt::Write as _;
use std::io;
use std::path::Path;

use anstyle::{AnsiColor, Style};
use anyhow::Context as _;
use unglue::config::ConfigError;
use unglue::diagnostics::{self, Report, Summary, escape};

use super::Streams;
use super::args::{Cli, Format, Goal, Work};

/// The printing end of a run.
pub struct Output<'a, 'b> {
    pub cli: &'a Cli,
    pub work: &'a Work<'a>,
    pub streams: &'a mut Streams<'b>,
}

impl Output<'_, '_> {
    /// Prints a patch: as it is, or for the eye where colours are on.
    pub fn patch(&mut self, patch: &[u8]) -> anyhow::Result<()> {
        if self.streams.color_out {
            let colored = colored(patch);
            self.raw(colored.as_bytes())
        } else {
            self.raw(patch)
        }
    }

    /// Prints bytes to the output.
    pub fn raw(&mut self, bytes: &[u8]) -> anyhow::Result<()> {
        to_reader(self.streams.out.write_all(bytes))
    }

    /// Prints findings, failures and the summary; gives the exit code.
    pub fn report(&mut self, report: &Report) -> anyhow::Result<u8> {
        let sites = self.work.sites(self.cli.verbose);
        let out = &mut *self.streams.out;
        let printed = match self.work.goal {
            Goal::Check(Format::Text) => {
                diagnostics::text(report, sites, self.streams.color_out, out)
            }
            Goal::Check(Format::Concise) => {
                diagnostics::concise(report, sites, self.streams.color_out, out)
            }
            Goal::Check(Format::Json) => diagnostics::json(report, out),
            Goal::Check(Format::Github) => diagnostics::github(report, sites, out),
            Goal::Diff | Goal::Apply(_) => Ok(()),
        };
        to_reader(printed)?;
        to_reader(self.streams.out.flush())?;
        // Where messages cannot be printed there is no way to say so.
        let _ = self.messages(report);
        Ok(report.exit_code())
    }

    fn messages(&mut self, report: &Report) -> io::Result<()> {
        let (err, color) = (&mut *self.streams.err, self.streams.color_err);
        if !matches!(self.work.goal, Goal::Check(_)) && !self.cli.quiet {
            diagnostics::concise(report, self.work.sites(self.cli.verbose), color, err)?;
        }
        diagnostics::failures(&report.failures, color, err)?;
        if self.cli.verbose {
            for skip in &report.skipped {
                writeln!(err, "{}: skipped: {}", escape(&skip.path), skip.reason.words())?;
            }
        }
        if self.cli.quiet {
            return Ok(());
        }
        let summary = summary(&report.summary(), matches!(self.work.goal, Goal::Apply(_)));
        err.write_all(summary.as_bytes())
    }
}

/// Prints what is wrong with configurations; gives the exit code.
pub fn print_config_errors(errors: &[ConfigError], cwd: &Path, streams: &mut Streams<'_>) -> u8 {
    for error in errors {
        let text = diagnostics::config_error(error, cwd, streams.color_err);
        // Where messages cannot be printed there is no way to say so.
        let _ = writeln!(streams.err, "{text}");
    }
    2
}

/// A reader that has gone away has seen enough: that is no error.
fn to_reader(printed: io::Result<()>) -> anyhow::Result<()> {
    match printed {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.context("cannot write to the output"),
    }
}

fn summary(summary: &Summary, applied: bool) -> String {
    let Summary { scanned, glue, changed, failed, skipped, converted, review, manual, platform } =
        summary;
    let change = if applied { "changed" } else { "to change" };
    let mut text = format!("{}, {glue} with Glue, {changed} {change}", count(*scanned, "file"));
    let total: usize = skipped.values().sum();
    if total > 0 {
        let reasons: Vec<String> =
            skipped.iter().map(|(reason, number)| format!("{number} {}", reason.words())).collect();
        // Writing to a string cannot fail.
        let _ = write!(text, ", {total} skipped ({})", reasons.join("; "));
    }
    if *failed > 0 {
        let _ = write!(text, ", {failed} failed");
    }
    let sites = count(converted + review + manual, "site");
    let mut text =
        format!("{text}\n{sites}: {converted} converted, {review} for review, {manual} manual\n");
    if *platform > 0 {
        let places = count(*platform, "place");
        let _ = writeln!(
            text,
            "{places} that Databricks cannot run or runs otherwise (rules platform-… and ansi-…)"
        );
    }
    text
}

fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// A patch for the eye; control characters of the files do not reach the terminal.
fn colored(patch: &[u8]) -> String {
    let bold = Style::new().bold();
    let mut text = String::new();
    for line in String::from_utf8_lossy(patch).split_terminator('\n') {
        let style = match line.as_bytes() {
            [b'd', ..]
            | [b'-', b'-', b'-', b' ', b'a' | b'"', ..]
            | [b'+', b'+', b'+', b' ', b'b' | b'"', ..] => bold,
            [b'@', ..] => AnsiColor::Cyan.on_default(),
            [b'-', ..] => AnsiColor::Red.on_default(),
            [b'+', ..] => AnsiColor::Green.on_default(),
            _ => Style::new(),
        };
        let shown: Vec<_> = line.trim_end_matches('\r').split('\t').map(escape).collect();
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{style}{}{style:#}", shown.join("\t"));
    }
    text
}
