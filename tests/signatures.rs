//! Every name that awsglue has, from its first release to its last, is declared in the stubs and ends in
//! a rule of its own. `testdata/signatures.txt` lists them by their full names.

use unglue::rules::{ANY, RuleSet};
use unglue::stubs::{Export, Stubs};

const NAMES: &str = include_str!("../testdata/signatures.txt");

/// What a full name stands for.
#[derive(Debug, PartialEq, Eq)]
enum Meaning {
    /// An operation of Glue, by which rules know it.
    Operation(String),
    /// A plain attribute, or a method that a session has too: it stays as it is.
    Same,
    /// A function that Glue Studio writes into the script, which is known by its shape.
    Script,
}

fn meaning(stubs: &Stubs, name: &str) -> Option<Meaning> {
    if name.starts_with("__script__.") {
        return Some(Meaning::Script);
    }
    let steps: Vec<&str> = name.split('.').collect();
    let at = (1..steps.len()).rev().find(|n| stubs.has_module(&steps[..*n].join(".")))?;
    let export = stubs.export(&steps[..at].join("."), steps[at])?;
    match (export, &steps[at + 1..]) {
        (Export::Func(id), []) => Some(Meaning::Operation(stubs.func(id).op.clone())),
        (Export::Class(id), []) => {
            let call = stubs.method(id, "__call__").filter(|_| stubs.derives(id, "GlueTransform"));
            let op = call.map_or(stubs.class(id).name.clone(), |f| stubs.func(f).op.clone());
            Some(Meaning::Operation(op))
        }
        (Export::Class(id), ["__init__"]) => {
            Some(Meaning::Operation(format!("{}.__init__", stubs.class(id).name)))
        }
        (Export::Class(id), [member]) => match stubs.method(id, member) {
            Some(func) if stubs.func(func).glue => {
                Some(Meaning::Operation(stubs.func(func).op.clone()))
            }
            Some(_) => Some(Meaning::Same),
            None => stubs.attr(id, member).map(|_| Meaning::Same),
        },
        _ => None,
    }
}

#[test]
fn every_name_is_declared() {
    let stubs = Stubs::embedded();
    let missing: Vec<_> = NAMES.lines().filter(|name| meaning(stubs, name).is_none()).collect();
    assert!(NAMES.lines().count() > 500, "names are gone");
    assert!(missing.is_empty(), "the stubs lack:\n{}", missing.join("\n"));
}

#[test]
fn every_name_has_a_rule_of_its_own() {
    let (stubs, rules) = (Stubs::embedded(), RuleSet::embedded());
    let mut general = Vec::new();
    for name in NAMES.lines() {
        let inside = name.rsplit('.').next().is_some_and(|n| n.starts_with('_') && n != "__init__");
        let Some(Meaning::Operation(op)) = meaning(stubs, name) else { continue };
        if !inside && !rules.of(&op).any(|rule| !rule.ops.iter().any(|o| o == ANY)) {
            general.push(format!("{name} ({op})"));
        }
    }
    assert!(general.is_empty(), "only the general rule speaks of:\n{}", general.join("\n"));
}
