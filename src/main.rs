//! The `unglue` command.

mod cli;

use std::io::{self, IsTerminal as _, Write as _};
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};
use clap::Parser as _;

use cli::{Cli, Color, Streams, Tool};
use unglue::rules::RuleSet;

/// The rewrite makes many short-lived strings and vectors: this took a sixth off a whole run.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    unglue::run::quiet_panics();
    let cli = Cli::parse();
    choose_color(cli.color);
    let color = |choice| !matches!(choice, ColorChoice::Never);
    let tool = Tool {
        convert: &unglue::rewrite::convert,
        prefilter: &unglue::prefilter::may_use_glue,
        program: Some(&|members, names, texts, done| {
            unglue::estate::convert(members, names, texts, RuleSet::embedded(), done);
        }),
    };
    let mut streams = Streams {
        input: &mut io::stdin(),
        color_out: color(AutoStream::choice(&io::stdout())),
        color_err: color(AutoStream::choice(&io::stderr())),
        progress: io::stderr().is_terminal(),
        out: &mut io::BufWriter::new(io::stdout()),
        err: &mut io::stderr(),
    };
    // A panic over one file is a failure of that file; any other one has been printed by now.
    let done = panic::catch_unwind(AssertUnwindSafe(|| cli::run(&cli, &tool, &mut streams)));
    match done.unwrap_or(Ok(2)) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            // Nobody is left to tell where this fails too.
            let text = unglue::diagnostics::escaped_lines(&format!("{error:#}"));
            let _ = writeln!(io::stderr(), "unglue: error: {text}");
            ExitCode::from(2)
        }
    }
}

/// Makes the choice that of all streams of the process.
fn choose_color(color: Color) {
    match color {
        Color::Auto => ColorChoice::Auto,
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
    }
    .write_global();
}
