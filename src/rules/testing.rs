//! Runs the examples of the rules: each must come out as it says, through the rule that holds it.
//!
//! An example is a piece of a script. The names that it uses without binding them have the types of
//! [`PRELUDE`], and all that `from awsglue.… import *` gives is there.

use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;

use similar::TextDiff;

use super::{Example, Import, Rule, RuleSet};
use crate::config::{Settings, TeamHouse};
use crate::free_names::free_names;
use crate::notebook::Document;
use crate::python::check_strictly;
use crate::rewrite::{Conversion, convert_with};
use crate::stubs::{ClassId, Export, Stubs};
use crate::types::Ty;

/// Names of an example with their class, before the rewrite and after it.
const PRELUDE: [(&str, &str, &str); 11] = [
    ("glueContext", "GlueContext", "SparkSession"),
    ("spark", "SparkSession", "SparkSession"),
    ("sc", "SparkContext", "SparkContext"),
    ("job", "Job", ""),
    ("logger", "GlueLogger", ""),
    ("d", "DynamicFrame", "DataFrame"),
    ("d1", "DynamicFrame", "DataFrame"),
    ("d2", "DynamicFrame", "DataFrame"),
    ("frame", "DynamicFrame", "DataFrame"),
    ("df", "DataFrame", "DataFrame"),
    ("dfc", "DynamicFrameCollection", ""),
];

/// Modules whose star import every example has.
const STAR_IMPORTS: [&str; 8] = [
    "awsglue.context",
    "awsglue.dynamicframe",
    "awsglue.gluetypes",
    "awsglue.job",
    "awsglue.transforms",
    "awsglue.utils",
    "awsgluedq.transforms",
    "awsglueml.transforms",
];

/// What is wrong with an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is not converted at all.
    Fails(String),
    /// It comes out in another way.
    Differs(String),
    /// Another rule holds, or none: those that did.
    OtherRule(Vec<String>),
    /// A second run changes it again.
    NotStable(String),
    /// The result reads names that it does not have.
    Undefined(Vec<String>),
    /// The result is not Python.
    NotPython(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fails(error) => write!(f, "fails: {error}"),
            Self::Differs(diff) => {
                write!(f, "comes out in another way (- expected, + found):\n{diff}")
            }
            Self::OtherRule(rules) if rules.is_empty() => write!(f, "no rule holds"),
            Self::OtherRule(rules) => write!(f, "the rules that hold are: {}", rules.join("; ")),
            Self::NotStable(diff) => write!(f, "changes again in a second run:\n{diff}"),
            Self::Undefined(names) => {
                write!(f, "reads what it does not have: {}", names.join(", "))
            }
            Self::NotPython(error) => write!(f, "becomes what is not Python: {error}"),
        }
    }
}

/// How one example came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The rule.
    pub rule: String,
    /// The number of its example, from 1.
    pub number: usize,
    /// The file of the rule.
    pub file: String,
    /// What is wrong; nothing where it passes.
    pub faults: Vec<Fault>,
}

/// Runs the examples of all rules.
pub fn run(rules: &RuleSet, house: Option<&TeamHouse>) -> Vec<Outcome> {
    let stubs = house.map_or(Stubs::embedded(), |house| &house.0.stubs);
    let (before, after) = (prelude(stubs, false), prelude(stubs, true));
    let mut outcomes = Vec::new();
    for rule in &rules.rules {
        for (index, example) in rule.examples.iter().enumerate() {
            outcomes.push(Outcome {
                rule: rule.id.to_string(),
                number: index + 1,
                file: rule.file.clone(),
                faults: faults((rules, house), rule, example, &before, &after),
            });
        }
    }
    outcomes
}

type Names<'s> = Vec<(&'s str, Ty)>;

/// The types of the names of an example; of what is left of them once it is rewritten.
fn prelude(stubs: &Stubs, rewritten: bool) -> Names<'_> {
    let mut names: Names<'_> = Vec::new();
    // A team's own modules as well.
    for module in STAR_IMPORTS.into_iter().chain(stubs.own_modules()) {
        for (name, export) in stubs.star(module) {
            let ty = match export {
                Export::Class(id) => Ty::Class(*id),
                Export::Func(id) => Ty::Func(*id),
                Export::Module(_) | Export::Value(_) => continue,
            };
            names.push((name, ty));
        }
    }
    for (name, was, is) in PRELUDE {
        let class = class(stubs, if rewritten { is } else { was });
        names.push((name, class.map_or(Ty::Unknown, Ty::Instance)));
    }
    names
}

/// The class of that name, as a star import gives it: awsglue has a second `Job` elsewhere.
fn class(stubs: &Stubs, name: &str) -> Option<ClassId> {
    let export = STAR_IMPORTS.iter().find_map(|m| stubs.export(m, name));
    match export {
        Some(Export::Class(id)) => Some(id),
        _ => stubs.class_named(name),
    }
}

fn faults(
    (rules, house): (&RuleSet, Option<&TeamHouse>),
    rule: &Rule,
    example: &Example,
    before: &Names<'_>,
    after: &Names<'_>,
) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut settings = match &example.config {
        None => Settings::default(),
        Some(text) => match Settings::from_toml(text) {
            Ok(settings) => settings,
            Err(error) => return vec![Fault::Fails(format!("its `config`: {error}"))],
        },
    };
    settings.house = house.cloned();
    let source = with_newline(&example.before);
    if rule.ops.iter().any(|op| op.starts_with('%')) {
        return magic_faults(rules, rule, example, &source, &settings);
    }
    let conversion = match convert_with(&source, &settings, rules, before) {
        Ok(conversion) => conversion,
        Err(error) => return vec![Fault::Fails(error.to_string())],
    };
    let fired = conversion.findings.iter().any(|f| f.rule == rule.id);
    if !fired {
        let found = conversion.findings.iter();
        faults
            .push(Fault::OtherRule(found.map(|f| format!("{} ({})", f.rule, f.message)).collect()));
    }
    let result = conversion.text.as_deref().unwrap_or(&source);
    if example.after.is_none() {
        // What stays Glue may take its frames through a border (`DynamicFrame.fromDF`), which depends
        // on the script around it; the rule only promises a finding and a file that still parses.
        if let Err(error) = check_strictly(result) {
            faults.push(Fault::NotPython(error.to_string()));
        }
        return faults;
    }
    let expected = with_newline(example.after.as_deref().unwrap_or(&example.before));
    if result != expected {
        let shown = without_additions(rules, &[&source, &expected], result);
        if shown != expected {
            faults.push(Fault::Differs(diff(&expected, &shown)));
        }
    }
    if let Err(error) = check_strictly(result) {
        faults.push(Fault::NotPython(error.to_string()));
        return faults;
    }
    let known = free_names(&source).unwrap_or_default();
    let mut new: BTreeSet<String> = free_names(result).unwrap_or_default();
    new.retain(|name| !known.contains(name));
    if !new.is_empty() {
        faults.push(Fault::Undefined(new.into_iter().collect()));
    }
    if let Some(text) = &conversion.text {
        match convert_with(text, &settings, rules, after) {
            Ok(second) => {
                if let Some(again) = second.text {
                    faults.push(Fault::NotStable(diff(text, &again)));
                }
            }
            Err(error) => faults.push(Fault::Fails(format!("in a second run: {error}"))),
        }
    }
    faults
}

/// As [`faults`], for a magic: the example is a cell of a notebook that uses Glue.
fn magic_faults(
    rules: &RuleSet,
    rule: &Rule,
    example: &Example,
    source: &str,
    settings: &Settings,
) -> Vec<Fault> {
    let convert = |text: &str| {
        let document = Document::read(Path::new("example.py"), text, settings, rules).ok()?;
        let glue = Conversion { glue: true, ..Conversion::default() };
        document.finish(text, glue).ok().map(|done| done.conversion)
    };
    let Some(conversion) = convert(source) else {
        return vec![Fault::Fails("it is no cell of a notebook".to_owned())];
    };
    let mut faults = Vec::new();
    let result = conversion.text.as_deref().unwrap_or(source);
    if !conversion.findings.iter().any(|f| f.rule == rule.id) {
        let found = conversion.findings.iter();
        faults.push(Fault::OtherRule(found.map(|f| f.rule.to_string()).collect()));
    }
    let expected = with_newline(example.after.as_deref().unwrap_or(&example.before));
    if result != expected {
        faults.push(Fault::Differs(diff(&expected, result)));
    }
    if let Some(again) = convert(result).and_then(|second| second.text) {
        faults.push(Fault::NotStable(diff(result, &again)));
    }
    faults
}

fn with_newline(text: &str) -> String {
    format!("{}\n", text.trim_end_matches('\n'))
}

/// The result without the imports, helpers and the session that the rewrite added: an example is
/// about what becomes of its own lines. That the additions are right shows in the free names.
fn without_additions(rules: &RuleSet, own: &[&str], result: &str) -> String {
    let own_lines: BTreeSet<&str> = own.iter().flat_map(|text| text.lines()).collect();
    let mut text = result.to_owned();
    for import in rules.imports.values() {
        let Import::Helper { source, .. } = import else { continue };
        let helper = rules
            .imports
            .keys()
            .fold(source.trim().to_owned(), |text, key| text.replace(&format!("${{@{key}}}"), key));
        if !own.iter().any(|text| text.contains(&helper)) {
            text = text.replace(&helper, "");
        }
    }
    let mut kept: Vec<&str> = Vec::new();
    let mut removed = text.len() != result.len();
    for line in text.lines() {
        let added = !own_lines.contains(line)
            && (is_import(rules, line)
                || line.ends_with(" = SparkSession.builder.getOrCreate()")
                    && !line.starts_with(char::is_whitespace));
        if added {
            removed = true;
            while kept.last().is_some_and(|l| l.is_empty()) {
                kept.pop();
            }
        } else if !(removed && line.is_empty() && kept.is_empty()) {
            kept.push(line);
        }
    }
    with_newline(&kept.join("\n"))
}

/// Whether a line imports nothing but names of the table of imports.
fn is_import(rules: &RuleSet, line: &str) -> bool {
    let table = || rules.imports.values().filter_map(Import::line);
    match line.strip_prefix("from ").and_then(|l| l.split_once(" import ")) {
        None => table().any(|s| s == line),
        Some((module, items)) => items
            .split(", ")
            .all(|item| table().any(|s| s == format!("from {module} import {item}"))),
    }
}

fn diff(expected: &str, found: &str) -> String {
    TextDiff::from_lines(expected, found).unified_diff().context_radius(3).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_examples_hold() {
        let outcomes = run(RuleSet::embedded(), None);
        assert!(outcomes.len() > 100, "only {} examples", outcomes.len());
        let failed: Vec<String> = outcomes
            .iter()
            .flat_map(|o| o.faults.iter().map(move |f| (o, f)))
            .map(|(o, f)| format!("{} example {}: {f}", o.rule, o.number))
            .collect();
        assert!(failed.is_empty(), "{}", failed.join("\n"));
    }

    fn outcome(rule: &str) -> Vec<Fault> {
        let mut rules = RuleSet::embedded().clone();
        rules.rules.clear();
        rules.add_file("t.toml", rule).unwrap();
        run(&rules, None).remove(0).faults
    }

    const HEAD: &str =
        "[[rule]]\nid = \"t\"\nop = \"DynamicFrame.count\"\ngrade = \"safe\"\nwhy = \"w\"\n";

    #[test]
    fn what_differs_is_shown() {
        let rule = format!(
            "{HEAD}replace = \"${{self}}.total()\"\n[[rule.example]]\nbefore = \"x = d.count()\"\nafter = \"x = d.sum()\"\n"
        );
        let faults = outcome(&rule);
        let [Fault::Differs(diff)] = &faults[..] else {
            panic!("{faults:?}");
        };
        assert!(diff.contains("-x = d.sum()\n+x = d.total()\n"), "{diff}");
    }

    #[test]
    fn the_rule_itself_must_hold() {
        let rule =
            format!("{HEAD}unchanged = true\n[[rule.example]]\nbefore = \"x = df.count()\"\n");
        assert_eq!(outcome(&rule), [Fault::OtherRule(Vec::new())]);
    }

    #[test]
    fn what_it_reads_must_be_there() {
        let rule = format!(
            "{HEAD}replace = \"total(${{self}})\"\n[[rule.example]]\nbefore = \"x = d.count()\"\nafter = \"x = total(d)\"\n"
        );
        assert_eq!(outcome(&rule), [Fault::Undefined(vec!["total".into()])]);
    }
}
