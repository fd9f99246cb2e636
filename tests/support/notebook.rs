//! Makes notebooks out of a string of bytes, and says what must hold of every notebook.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use unglue::config::Settings;
use unglue::free_names::free_names;
use unglue::notebook::Document;
use unglue::python::parse;
use unglue::rewrite::{Conversion, ConvertError, convert};
use unglue::rules::RuleSet;

use super::generate::{self, Made};
use super::invariants::is_refusal;

/// What a notebook gives its code without a definition.
const GIVEN: [&str; 2] = ["spark", "dbutils"];

/// Cells that are not Python, or not only.
pub const OTHERS: [&str; 8] = [
    "%md\n# Title: glueContext",
    "%sql\nselect 'frame' from t",
    "%pip install haversine",
    "!ls -l",
    "%glue_version 4.0",
    "%%configure\n{\"--enable-metrics\": \"true\"}",
    "%time print(1)",
    "print(1",
];

/// A made notebook and the script that is in its cells.
#[derive(Debug)]
pub struct MadeNotebook {
    /// The name that tells its form.
    pub name: PathBuf,
    /// The file.
    pub text: String,
    script: Made,
}

/// Makes the notebook of a string of bytes: the first ones choose the form, the others the script.
pub fn notebook(data: &[u8]) -> MadeNotebook {
    let (choices, script) = data.split_at(data.len().min(8));
    let choice = |at: usize| usize::from(choices.get(at).copied().unwrap_or(0));
    let script = generate::script(script);
    let cells = pieces(&script.text, choice(0));
    let other = |index: usize| OTHERS[(choice(1) + index * (1 + choice(2))) % OTHERS.len()];
    let (name, text) = match choice(3) % 4 {
        0 => ("made.py", exported(&cells, other)),
        1 => ("made.py", with_magics(&cells, other)),
        _ => ("made.ipynb", ipynb(&cells, other, choice(4), choice(5))),
    };
    MadeNotebook { name: PathBuf::from(name), text, script }
}

/// The script in pieces that are Python each, cut at about one in `every` of the places where one can.
pub fn pieces(text: &str, every: usize) -> Vec<String> {
    let mut cells = vec![String::new()];
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let last = cells.last_mut().expect("never empty");
        let starts = line.starts_with(|c: char| c.is_alphanumeric() || c == '#');
        if starts && !last.is_empty() && (number + every).is_multiple_of(1 + every % 5) {
            // An `else` belongs to what is above it.
            let rest: String = text.split_inclusive('\n').skip(number).collect();
            if parse(last).is_ok() && parse(&rest).is_ok() {
                cells.push(line.to_owned());
                continue;
            }
        }
        last.push_str(line);
    }
    cells
}

/// A script of cells as Databricks writes it.
pub fn exported(cells: &[String], other: impl Fn(usize) -> &'static str) -> String {
    let mut text = "# Databricks notebook source\n".to_owned();
    for (index, cell) in cells.iter().enumerate() {
        let commented = other(index).replace('\n', "\n# MAGIC ");
        let end = if cell.ends_with('\n') { "" } else { "\n" };
        text.push_str(&format!(
            "{cell}{end}\n# COMMAND ----------\n\n# MAGIC {commented}\n\n# COMMAND ----------\n\n"
        ));
    }
    text
}

fn with_magics(cells: &[String], other: impl Fn(usize) -> &'static str) -> String {
    let magic = |index: usize| other(index).lines().next().filter(|l| l.starts_with(['%', '!']));
    let mut text = String::new();
    for (index, cell) in cells.iter().enumerate() {
        let end = if cell.ends_with('\n') { "" } else { "\n" };
        // A cell's magic takes all that follows.
        let line = magic(index).filter(|line| !line.starts_with("%%")).unwrap_or("");
        text.push_str(&format!("{cell}{end}{line}\n"));
    }
    text
}

/// A notebook of cells.
pub fn ipynb(
    cells: &[String],
    other: impl Fn(usize) -> &'static str,
    layout: usize,
    kernel: usize,
) -> String {
    let source = |text: &str| match layout % 3 {
        0 => json!(text),
        _ => json!(text.split_inclusive('\n').collect::<Vec<_>>()),
    };
    let mut all = Vec::new();
    for (index, cell) in cells.iter().enumerate() {
        let output = json!({"output_type": "stream", "name": "stdout", "text": ["frame é\n"]});
        all.push(json!({
            "cell_type": "code", "execution_count": index, "metadata": {"tags": ["x"]},
            "outputs": [output], "source": source(cell),
        }));
        if index % 2 == 0 {
            let kind = if layout % 5 == 4 { "raw" } else { "code" };
            all.push(json!({"cell_type": kind, "metadata": {}, "source": source(other(index))}));
        }
    }
    let name = ["python3", "glue_pyspark", "pyspark"][kernel % 3];
    let document = json!({
        "cells": all, "nbformat": 4, "nbformat_minor": 5,
        "metadata": {"kernelspec": {"name": name, "language": "python", "display_name": name}},
    });
    let text = match layout % 2 {
        0 => document.to_string(),
        _ => format!("{document:#}\n"),
    };
    let ascii = |c: char| {
        let escaped = |unit: &u16| format!("\\u{unit:04x}");
        c.encode_utf16(&mut [0; 2]).iter().map(escaped).collect::<String>()
    };
    match layout % 7 {
        6 => text.chars().map(|c| if c.is_ascii() { c.to_string() } else { ascii(c) }).collect(),
        _ => text,
    }
}

/// Converts a file and checks what must hold of any; its new text, where it has one.
///
/// # Errors
/// The invariant that is broken.
pub fn check(name: &Path, text: &str, settings: &Settings) -> Result<Option<String>, String> {
    let lines = text.split('\n').count();
    let (code, done) = match once(name, text, settings)? {
        Ok(done) => done,
        Err(line) if (1..=lines).contains(&line) => return Ok(None),
        Err(line) => return Err(format!("line {line} of the error is outside")),
    };
    let Some(new) = done.text else { return Ok(None) };
    same_beside_code(text, &new)?;
    let Ok((new_code, again)) = once(name, &new, settings)? else {
        return Err(format!("the output is refused:\n{new}"));
    };
    let names = |code: &str| free_names(&without_magics(code));
    let (Some(before), Some(after)) = (names(&code), names(&new_code)) else {
        return Err(format!("the names of the output cannot be told:\n{new_code}"));
    };
    let mut added = after.difference(&before).filter(|name| !GIVEN.contains(&name.as_str()));
    if let Some(name) = added.next() {
        return Err(format!("a new undefined name `{name}` in\n{new_code}"));
    }
    match again.text {
        None => Ok(Some(new)),
        Some(again) => Err(format!("a second run changes\n{new}\ninto\n{again}")),
    }
}

/// The joined code without the lines that stand for magics: these read every word in them that is a name
/// anywhere in the code.
fn without_magics(code: &str) -> String {
    let line = |line: &str| {
        let rest = line.trim_start();
        let indent = &line[..line.len() - rest.len()];
        if rest.starts_with("0x756e676c7565_") { format!("{indent}0\n") } else { line.to_owned() }
    };
    code.split_inclusive('\n').map(line).collect()
}

/// The joined code of a file and what comes of it; the line of the error where it is refused.
type Ran = Result<(String, Conversion), usize>;

fn once(name: &Path, text: &str, settings: &Settings) -> Result<Ran, String> {
    let document = match Document::read(name, text, settings, RuleSet::embedded()) {
        Ok(document) => document,
        Err(error) => return Ok(Err(error.at.line)),
    };
    let code = document.code(text).to_owned();
    let done = match convert(&code, document.settings(settings)) {
        Ok(done) => done,
        Err(ConvertError::NotPython { line, .. }) => return Ok(Err(line)),
        Err(error) if is_refusal(&error) => return Ok(Err(1)),
        Err(error) => return Err(error.to_string()),
    };
    let finished = document.finish(text, done).map_err(|_| "a piece of a cell is lost")?;
    let shown = finished.shown.as_deref().unwrap_or(text);
    for finding in &finished.conversion.findings {
        let place = shown.get(finding.range.clone());
        if place.is_none() || finding.message.is_empty() || finding.start.line == 0 {
            return Err(format!("a finding without a place or a message: {finding:?}"));
        }
    }
    Ok(Ok((code, finished.conversion)))
}

/// Everything that is not the code of a code cell must be as it was.
///
/// # Errors
/// What is different.
pub fn same_beside_code(old: &str, new: &str) -> Result<(), String> {
    let Ok(mut old) = serde_json::from_str::<Value>(old) else { return Ok(()) };
    let mut new = serde_json::from_str(new).map_err(|error| format!("no JSON: {error}\n{new}"))?;
    without_code(&mut old);
    without_code(&mut new);
    if old == new { Ok(()) } else { Err(format!("more than code changes:\n{old:#}\n{new:#}")) }
}

fn without_code(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(without_code),
        Value::Object(map) => {
            if map.get("cell_type").and_then(Value::as_str) == Some("code") {
                map.remove("source");
                map.remove("input");
            }
            map.values_mut().for_each(without_code);
        }
        _ => {}
    }
}

/// As [`check`], with what is known of a made notebook: untouched text is untouched, and no comment is
/// lost.
///
/// # Errors
/// The invariant that is broken.
pub fn check_made(made: &MadeNotebook, settings: &Settings) -> Result<(), String> {
    let Some(new) = check(&made.name, &made.text, settings)? else { return Ok(()) };
    let text = match serde_json::from_str::<Value>(&new) {
        Ok(value) => value["cells"].as_array().into_iter().flatten().map(source).collect(),
        Err(_) => new,
    };
    for text_of_it in made.script.plain.iter().chain(&made.script.comments) {
        if text.matches(text_of_it.as_str()).count() != 1 {
            return Err(format!("`{text_of_it}` is not once in\n{text}"));
        }
    }
    Ok(())
}

fn source(cell: &Value) -> String {
    match &cell["source"] {
        Value::Array(lines) => lines.iter().filter_map(Value::as_str).collect(),
        other => other.as_str().unwrap_or_default().to_owned() + "\n",
    }
}
