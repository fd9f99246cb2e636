//! The command line: what is asked, which stages run, what is printed where.

mod args;
mod explain;
mod files;
mod out_dir;
mod output;
mod progress;
mod rules;
mod stdin;

use std::io::{Read, Write};

use anyhow::bail;
use unglue::run::{Converter, Prefilter, Program};

#[allow(unused_imports)] // tests that take this module in start after the choice of colours
pub use args::{Cli, Color};
use args::{Command, Work};

/// What does the work; tests put a simple one in its place.
pub struct Tool<'a> {
    /// Rewrites one text.
    pub convert: Converter<'a>,
    /// Says which files need not be looked at.
    pub prefilter: Prefilter<'a>,
    /// Rewrites the files of a run together.
    pub program: Option<Program<'a>>,
}

/// Where a run reads from and writes to.
pub struct Streams<'a> {
    /// The standard input.
    pub input: &'a mut dyn Read,
    /// Results.
    pub out: &'a mut dyn Write,
    /// Messages to people.
    pub err: &'a mut dyn Write,
    /// Whether results are coloured.
    pub color_out: bool,
    /// Whether messages are coloured.
    pub color_err: bool,
    /// Whether progress may be shown.
    pub progress: bool,
}

/// Does what the command line asks; gives the exit code.
///
/// # Errors
/// Where the whole run is impossible; a file that fails is reported and only shows in the code.
pub fn run(cli: &Cli, tool: &Tool<'_>, streams: &mut Streams<'_>) -> anyhow::Result<u8> {
    let work = match &cli.command {
        Command::Rules(command) => return rules::run(command, streams),
        Command::Explain(args) => return explain::run(args, tool, streams),
        Command::Diff(args) => Work::diff(args),
        Command::Apply(args) => Work::apply(args),
        Command::Check(args) => Work::check(args),
    };
    let stdin = work.select.paths.iter().filter(|path| path.as_os_str() == "-").count();
    match (stdin, work.select.paths.len()) {
        (0, _) if work.select.stdin_filename.is_some() => {
            bail!("--stdin-filename is for the standard input: give `-` as the only path")
        }
        (0, _) => files::run(cli, &work, tool, streams),
        (1, 1) => stdin::run(cli, &work, tool, streams),
        _ => bail!("`-` (the standard input) cannot be mixed with other paths"),
    }
}
