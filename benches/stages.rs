//! What each stage takes of one script: `cargo bench --bench stages`, with the least and the median time
//! of each. `scripts/bench` measures whole runs.

use std::fmt;
use std::path::Path;

use divan::{Bencher, black_box};
use rustc_hash::FxHashSet;
use unglue::config::Settings;
use unglue::diagnostics::{self, FileReport, Report, Site};
use unglue::estate;
use unglue::prefilter::may_use_glue;
use unglue::python::{self, ast::Module, scope::Scopes};
use unglue::rewrite::{self, Conversion, Guide, Parsed};
use unglue::rules::RuleSet;
use unglue::types::{ModId, ModuleNames, alone, infer};

fn main() {
    divan::main();
}

/// A job of the sample estate, and one of 2,000 lines.
#[derive(Clone, Copy)]
enum Script {
    Job,
    Long,
}

const SCRIPTS: [Script; 2] = [Script::Job, Script::Long];

impl fmt::Display for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Job => "a job of 68 lines",
            Self::Long => "2,000 lines",
        })
    }
}

impl Script {
    fn text(self) -> String {
        match self {
            Self::Job => include_str!("../testdata/estate/jobs/trips_clean.py").to_owned(),
            Self::Long => (0..500).fold(HEAD.to_owned(), |text, number| text + &step(number)),
        }
    }
}

const HEAD: &str = "\
from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glue = GlueContext(SparkContext())
trips = glue.create_dynamic_frame.from_catalog(database=\"bikes\", table_name=\"trips\")
";

fn step(number: usize) -> String {
    format!(
        "trips = DropFields.apply(frame=trips, paths=[\"left_{number}\"])\n\
         rate_{number} = 1 + {number}\n\
         frame_{number} = trips.toDF()\n\
         print(rate_{number}, \"of the run\")\n"
    )
}

fn guide(settings: &Settings) -> Guide<'_, 'static> {
    let rules = RuleSet::embedded();
    Guide { settings, rules, prelude: rewrite::given_names(settings), view: alone() }
}

fn converted(text: &str) -> Conversion {
    rewrite::convert(text, &Settings::default()).unwrap_or_default()
}

/// The words of Glue in a file that has none, as most files of a run.
#[divan::bench]
fn prefilter(bencher: Bencher<'_, '_>) {
    let text = "rides = stations.merge(fares, on=\"station_id\")\n".repeat(100);
    bencher.bench(|| may_use_glue(black_box(text.as_bytes())));
}

/// The imports of a file, read off its bytes.
#[divan::bench(args = SCRIPTS)]
fn imports(bencher: Bencher<'_, '_>, script: Script) {
    let text = script.text();
    let names = ModuleNames::of([Path::new("jobs/trips_clean.py"), Path::new("jobs/other.py")]);
    bencher.bench(|| estate::imported(&names, ModId(0), black_box(text.as_bytes())));
}

/// Text to syntax tree, by the strict parser.
#[divan::bench(args = SCRIPTS)]
fn parse(bencher: Bencher<'_, '_>, script: Script) {
    let text = script.text();
    bencher.bench(|| python::parse(black_box(&text)).is_ok());
}

/// The tree, its scopes and the habits of its text.
#[divan::bench(args = SCRIPTS)]
fn model(bencher: Bencher<'_, '_>, script: Script) {
    let text = script.text();
    bencher.bench(|| Parsed::of(black_box(&text)).is_ok());
}

/// What each expression is.
#[divan::bench(args = SCRIPTS)]
fn types(bencher: Bencher<'_, '_>, script: Script) {
    let (text, settings) = (script.text(), Settings::default());
    let Ok(module) = python::parse(&text) else { return };
    let scopes = Scopes::of(&module);
    bencher.bench(|| typed(&module, &scopes, &settings));
}

fn typed(module: &Module<'_>, scopes: &Scopes<'_>, settings: &Settings) -> usize {
    let kept = FxHashSet::default();
    infer(module, scopes, settings.stubs(), &[], black_box(&kept), alone()).params.len()
}

/// Types, the uses of Glue, and which rule holds at each.
#[divan::bench(args = SCRIPTS)]
fn matching(bencher: Bencher<'_, '_>, script: Script) {
    let (text, settings) = (script.text(), Settings::default());
    let Ok(parsed) = Parsed::of(&text) else { return };
    bencher.bench(|| rewrite::analyse(black_box(&parsed), guide(&settings)).is_ok());
}

/// From decisions to the new text and the findings, the check of the text included.
#[divan::bench(args = SCRIPTS)]
fn edits(bencher: Bencher<'_, '_>, script: Script) {
    let (text, settings) = (script.text(), Settings::default());
    let Ok(parsed) = Parsed::of(&text) else { return };
    bencher.with_inputs(|| rewrite::analyse(&parsed, guide(&settings))).bench_local_values(
        |analysis| {
            analysis.and_then(|mut it| rewrite::render(&parsed, guide(&settings), &mut it)).is_ok()
        },
    );
}

/// Whether the new text is Python.
#[divan::bench(args = SCRIPTS)]
fn verify(bencher: Bencher<'_, '_>, script: Script) {
    let new = converted(&script.text()).text.unwrap_or_default();
    bencher.bench(|| python::check_strictly(black_box(&new)).is_ok());
}

/// The findings as `check` prints them.
#[divan::bench(args = SCRIPTS)]
fn findings(bencher: Bencher<'_, '_>, script: Script) {
    let text = script.text();
    let file = FileReport {
        path: Path::new("jobs/trips_clean.py").into(),
        glue: true,
        changed: true,
        findings: converted(&text).findings,
        text: text.into(),
    };
    let report = Report { files: vec![file], ..Report::default() };
    let all = [Site::Converted, Site::Review, Site::Manual];
    bencher.bench(|| {
        let mut out = Vec::new();
        diagnostics::text(black_box(&report), &all, false, &mut out).is_ok()
    });
}

/// Everything of one script.
#[divan::bench(args = SCRIPTS)]
fn whole(bencher: Bencher<'_, '_>, script: Script) {
    let text = script.text();
    bencher.bench(|| converted(black_box(&text)));
}
