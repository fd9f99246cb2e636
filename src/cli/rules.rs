//! `unglue rules`: what the rules are, and whether their examples hold.

use std::fmt::Write as _;
use std::io;

use anyhow::{Context as _, anyhow, bail};
use serde_json::json;
use unglue::config::{Configs, TeamHouse};
use unglue::diagnostics::{Grade, escaped_lines};
use unglue::rules::testing;
use unglue::rules::{Rule, RuleSet};

use super::Streams;
use super::args::{ListFormat, RulesCommand};
use super::output::print_config_errors;

/// The single place in which the command line meets the rules.
///
/// # Errors
/// Where the rules cannot be loaded, or the id is not known.
pub fn run(command: &RulesCommand, streams: &mut Streams<'_>) -> anyhow::Result<u8> {
    let rules = RuleSet::check_embedded().context("the rules cannot be loaded")?;
    let cwd = std::env::current_dir().context("cannot tell the current folder")?;
    // A team's own rules are those of the configuration that holds here.
    let config = match Configs::discover().for_dir(&cwd) {
        Ok(config) => config,
        Err(error) => return Ok(print_config_errors(&[error], &cwd, streams)),
    };
    let house = config.settings.house.as_ref();
    let rules = house.map_or(&rules, |house| &house.0.rules);
    let (text, code) = match command {
        RulesCommand::List { output_format } => (list(rules, *output_format)?, 0),
        RulesCommand::Show { id } => (show(find(rules, id)?), 0),
        RulesCommand::Test => test(rules, house),
    };
    // A team's rules are texts of strangers, too.
    let text = match command {
        RulesCommand::List { output_format: ListFormat::Json } => text,
        _ => escaped_lines(&text),
    };
    let written = streams.out.write_all(text.as_bytes());
    match written.and_then(|()| streams.out.flush()) {
        // A reader that has gone away has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(code),
        other => other.context("cannot write to the output").map(|()| code),
    }
}

/// Our rule files are named below `rules/`, a team's by their path.
fn shown_file(file: &str) -> String {
    if file.contains('/') { file.to_owned() } else { format!("rules/{file}") }
}

fn word(grade: Grade) -> &'static str {
    match grade {
        Grade::Safe => "safe",
        Grade::Review => "review",
        Grade::Manual => "manual",
    }
}

/// One line: what a finding of the rule says.
fn summary(rule: &Rule) -> &str {
    rule.message.as_deref().unwrap_or(&rule.why)
}

fn list(rules: &RuleSet, format: ListFormat) -> anyhow::Result<String> {
    if format == ListFormat::Json {
        let rules: Vec<_> = rules
            .rules
            .iter()
            .map(|rule| {
                json!({
                    "id": rule.id,
                    "grade": word(rule.grade),
                    "ops": rule.ops,
                    "summary": summary(rule),
                    "file": rule.file,
                    "examples": rule.examples.len(),
                })
            })
            .collect();
        let text = serde_json::to_string_pretty(&json!({ "schema": 1, "rules": rules }))?;
        return Ok(text + "\n");
    }
    let width = |f: fn(&Rule) -> usize| rules.rules.iter().map(f).max().unwrap_or(0);
    let ids = width(|r| r.id.len());
    let mut text = String::new();
    for rule in &rules.rules {
        let ops = match &rule.ops[..] {
            [] => String::new(),
            [one] => one.clone(),
            [first, rest @ ..] => format!("{first} and {} more", rest.len()),
        };
        // Writing to a string cannot fail.
        let _ =
            writeln!(text, "{:ids$}  {:6}  {ops}: {}", rule.id, word(rule.grade), summary(rule));
    }
    Ok(text)
}

fn find<'r>(rules: &'r RuleSet, id: &str) -> anyhow::Result<&'r Rule> {
    if let Some(rule) = rules.rule(id) {
        return Ok(rule);
    }
    let near: Vec<&str> = rules
        .rules
        .iter()
        .filter(|r| r.id.contains(id) || r.ops.iter().any(|op| op.contains(id)))
        .map(|r| &*r.id)
        .take(8)
        .collect();
    if near.is_empty() {
        bail!("there is no rule `{id}`; `unglue rules list` shows all")
    }
    Err(anyhow!("there is no rule `{id}`; near it: {}", near.join(", ")))
}

fn show(rule: &Rule) -> String {
    let mut text = format!("{}  ({})\n\n", rule.id, word(rule.grade));
    let mut field = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{:10}{value}", format!("{name}:"));
        }
    };
    field("what", Some(&rule.ops.join(", ")));
    field("says", rule.message.as_deref());
    field("why", Some(&rule.why));
    field("confirm", rule.note.as_deref());
    field("way out", rule.way_out.as_deref());
    field("source", rule.source.as_deref());
    field("file", Some(&shown_file(&rule.file)));
    for example in &rule.examples {
        let mut part = |name: &str, code: &str| {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "\n{name}:");
            for line in code.trim_end().lines() {
                let _ = writeln!(text, "    {line}");
            }
        };
        if let Some(config) = &example.config {
            part("unglue.toml", config);
        }
        part("before", &example.before);
        match &example.after {
            Some(after) => part("after", after),
            None => text.push_str("\nafter: unchanged, with a finding\n"),
        }
    }
    text
}

fn test(rules: &RuleSet, house: Option<&TeamHouse>) -> (String, u8) {
    let outcomes = testing::run(rules, house);
    let mut text = String::new();
    for outcome in &outcomes {
        for fault in &outcome.faults {
            // Writing to a string cannot fail.
            let _ = writeln!(
                text,
                "{}: rule `{}`, example {}: {}\n",
                shown_file(&outcome.file),
                outcome.rule,
                outcome.number,
                fault.to_string().trim_end()
            );
        }
    }
    let failed = outcomes.iter().filter(|o| !o.faults.is_empty()).count();
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{} passed, {failed} failed", outcomes.len() - failed);
    (text, u8::from(failed > 0))
}
