//! The options, as clap reads them.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use unglue::diagnostics::{Grade, Site};

const ABOUT: &str = "\
Takes AWS Glue out of Spark code: rewrites Glue scripts into plain PySpark and Delta Lake";

const EXIT_CODES: &str = "\
Exit codes:
  0  nothing to do
  1  something changes (or was changed), or a person must look at a finding
  2  a file could not be worked on, or the tool could not run";

/// The whole command line.
#[derive(Debug, Parser)]
#[command(version, about = ABOUT, after_help = EXIT_CODES, arg_required_else_help = true)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,

    /// When to colour the output.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Color,

    /// Print only results and failures.
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,

    /// Print every site and every path that was passed over.
    #[arg(short, long, global = true, action = ArgAction::SetTrue)]
    pub verbose: bool,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print what `apply` would change, as a patch for `git apply`.
    #[command(after_help = EXIT_CODES)]
    Diff(DiffArgs),
    /// Rewrite files in place, or a whole tree into another folder.
    ///
    /// Exits with 1 when a file was changed or a finding is left for a person, as a pre-commit hook
    /// needs.
    #[command(after_help = EXIT_CODES)]
    Apply(ApplyArgs),
    /// List findings and change nothing.
    #[command(after_help = EXIT_CODES)]
    Check(CheckArgs),
    /// Print what is known of one line: the type of each expression and where it comes from, and which
    /// rules were tried for each use of Glue.
    ///
    /// The file is looked at as a part of a run over the given paths, as `check` would.
    Explain(ExplainArgs),
    /// Show and test the rules.
    #[command(subcommand)]
    Rules(RulesCommand),
}

#[derive(Debug, Args)]
pub struct DiffArgs {
    #[command(flatten)]
    pub select: Select,
}

#[derive(Debug, Args)]
pub struct ApplyArgs {
    #[command(flatten)]
    pub select: Select,

    /// Leave the files alone and write the whole rewritten tree below DIR: changed, unchanged and
    /// other files, relative to each PATH.
    #[arg(long, value_name = "DIR")]
    pub out_dir: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct CheckArgs {
    #[command(flatten)]
    pub select: Select,

    /// How findings are printed.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub output_format: Format,
}

#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// The file and the line; in a notebook file, cell and line (`a.ipynb:3:1`).
    #[arg(value_name = "FILE:LINE")]
    pub place: String,

    /// The files and folders of the run; a file that is not in them is looked at with its folder.
    #[arg(value_name = "PATH", default_value = ".")]
    pub paths: Vec<PathBuf>,

    /// How far a rewrite may go. [default: review, or what the configuration says]
    #[arg(long)]
    pub grade: Option<GradeArg>,

    /// Use this configuration instead of the nearest unglue.toml or pyproject.toml.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    /// List all rules in the order in which they are tried.
    List {
        /// How they are printed.
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        output_format: ListFormat,
    },
    /// Show what a rule does, why, before and after.
    Show {
        /// The id of the rule.
        id: String,
    },
    /// Run the examples of all rules.
    Test,
}

/// Which files, and how they are rewritten.
#[derive(Debug, Args)]
pub struct Select {
    /// Files and folders; `-` is the standard input.
    #[arg(value_name = "PATH", default_value = ".")]
    pub paths: Vec<PathBuf>,

    /// The name that the standard input goes by in messages and for the configuration.
    #[arg(long, value_name = "FILE")]
    pub stdin_filename: Option<PathBuf>,

    /// How far to go: `safe` rewrites only what gives the same rows in any case, `review` also what
    /// gives them under a condition that is stated. [default: review, or what the configuration says]
    #[arg(long)]
    pub grade: Option<GradeArg>,

    /// Nothing outside of the given paths uses what is in them: all signatures may change.
    #[arg(long)]
    pub whole_estate: bool,

    /// Leave out what matches the pattern, written as in a .gitignore file; may be repeated.
    #[arg(long, value_name = "PATTERN")]
    pub exclude: Vec<String>,

    /// Leave out excluded files even when they are named themselves.
    #[arg(long)]
    pub force_exclude: bool,

    /// How many files to work on at a time. [default: as many as there are processors]
    #[arg(short = 'j', long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,

    /// Use this configuration instead of the nearest unglue.toml or pyproject.toml.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum GradeArg {
    Safe,
    Review,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// With the source line and the way out.
    Text,
    /// One line for each finding.
    Concise,
    /// One object, see docs/json.md.
    Json,
    /// Annotations of a GitHub workflow.
    Github,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// One line for each rule.
    Text,
    /// One object.
    Json,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

impl GradeArg {
    pub fn grade(self) -> Grade {
        match self {
            Self::Safe => Grade::Safe,
            Self::Review => Grade::Review,
        }
    }
}

/// What is done with the results.
#[derive(Clone, Copy, Debug)]
pub enum Goal<'a> {
    Diff,
    Apply(Option<&'a PathBuf>),
    Check(Format),
}

/// `diff`, `apply` and `check` are one run with three ends.
#[derive(Clone, Copy, Debug)]
pub struct Work<'a> {
    pub select: &'a Select,
    pub goal: Goal<'a>,
}

impl<'a> Work<'a> {
    pub fn diff(args: &'a DiffArgs) -> Self {
        Self { select: &args.select, goal: Goal::Diff }
    }

    pub fn apply(args: &'a ApplyArgs) -> Self {
        Self { select: &args.select, goal: Goal::Apply(args.out_dir.as_ref()) }
    }

    pub fn check(args: &'a CheckArgs) -> Self {
        Self { select: &args.select, goal: Goal::Check(args.output_format) }
    }

    /// Which sites are listed.
    pub fn sites(&self, verbose: bool) -> &'static [Site] {
        match self.goal {
            _ if verbose => &[Site::Converted, Site::Review, Site::Manual],
            Goal::Check(_) => &[Site::Review, Site::Manual],
            Goal::Diff | Goal::Apply(_) => &[Site::Manual],
        }
    }
}
