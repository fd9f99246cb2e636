//! One JSON object for a run; `docs/json.md` describes it.

use std::io::{self, Write};

use serde::Serialize;

use super::{Failure, FileReport, Finding, Report, Skip, Summary};

/// The version of the format: it grows when a field changes its meaning or goes away.
pub const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    tool: Tool,
    files: Vec<File<'a>>,
    findings: Vec<Located<'a>>,
    failures: &'a [Failure],
    skipped: &'a [Skip],
    summary: Summary,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct File<'a> {
    path: &'a str,
    glue: bool,
    changed: bool,
}

#[derive(Serialize)]
struct Located<'a> {
    path: &'a str,
    #[serde(flatten)]
    finding: &'a Finding,
}

/// Writes all of the report, whatever its grade, and a last newline.
///
/// # Errors
/// What the writer says.
pub fn json(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let paths: Vec<String> = report.files.iter().map(FileReport::shown).collect();
    let files = report.files.iter().zip(&paths);
    let document = Document {
        schema: SCHEMA,
        tool: Tool { name: "unglue", version: env!("CARGO_PKG_VERSION") },
        files: files
            .clone()
            .map(|(file, path)| File { path, glue: file.glue, changed: file.changed })
            .collect(),
        findings: files
            .flat_map(|(file, path)| {
                file.findings.iter().map(|finding| Located { path: path.as_str(), finding })
            })
            .collect(),
        failures: &report.failures,
        skipped: &report.skipped,
        summary: report.summary(),
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}
