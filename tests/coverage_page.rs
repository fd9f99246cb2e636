//! `docs/coverage.md`: what becomes of each operation of awsglue, from the rules themselves.
//!
//! `UPDATE_DOCS=1 cargo test --test coverage_page` writes it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use unglue::diagnostics::Grade;
use unglue::rules::{ANY, Action, Rule, RuleSet};

/// Fragments that only insert an argument, a name or a literal: a rule with no others is data alone.
const PLAIN: &[&str] = &[
    "column_names",
    "computed",
    "fresh",
    "given",
    "names",
    "number",
    "paths",
    "partition_by",
    "plain_names",
    "positions",
    "quoted",
    "session",
    "sink_frame",
    "table",
    "top_column",
    "top_name",
    "variable",
    "write_format",
];

fn fragments(rule: &Rule) -> Vec<&str> {
    let templates = [rule.block(), rule.replace()].into_iter().flatten();
    let found = templates.flat_map(|t| t.fragments());
    found.filter(|name| !PLAIN.contains(name)).collect()
}

/// The operations that rules speak of, with their rules in the order in which they are tried.
fn operations(rules: &RuleSet) -> BTreeMap<&str, Vec<&Rule>> {
    let named = rules.rules.iter().flat_map(|rule| rule.ops.iter().map(String::as_str));
    let ops: BTreeSet<&str> = named.filter(|op| *op != ANY && !op.ends_with(".?")).collect();
    let own =
        |op| rules.of(op).filter(|rule| !rule.ops.iter().any(|o| o == ANY)).collect::<Vec<&Rule>>();
    ops.into_iter().map(|op| (op, own(op))).collect()
}

fn word(grade: Grade) -> &'static str {
    match grade {
        Grade::Safe => "safe",
        Grade::Review => "review",
        Grade::Manual => "manual",
    }
}

/// Code in a cell of a table: each line in back-ticks of its own.
fn code(text: &str) -> String {
    let line = |line: &str| {
        let fence = if line.contains('`') { "``" } else { "`" };
        let line = line.replace('|', "\\|");
        let (lead, rest) = line.split_at(line.len() - line.trim_start().len());
        let pad = if rest.starts_with('`') || rest.ends_with('`') { " " } else { "" };
        format!("{}{fence}{pad}{rest}{pad}{fence}", "&nbsp;".repeat(lead.len()))
    };
    let lines = text.trim_matches('\n').lines().filter(|l| !l.trim().is_empty());
    lines.map(line).collect::<Vec<_>>().join("<br>")
}

fn plain(text: &str) -> String {
    text.replace('|', "\\|")
}

/// One line of a table.
fn line(out: &mut String, rule: &Rule) {
    let example = rule.examples.first();
    let before = example.map(|e| code(&e.before)).unwrap_or_default();
    let after = match (example.and_then(|e| e.after.as_deref()), &rule.action) {
        (Some(after), _) => code(after),
        (None, Action::Manual) => rule.way_out.as_deref().map(plain).unwrap_or_default(),
        (None, _) => String::new(),
    };
    let condition = match rule.grade {
        Grade::Safe => &*rule.why,
        Grade::Review => rule.note.as_deref().unwrap_or_default(),
        Grade::Manual => rule.message.as_deref().unwrap_or_default(),
    };
    let source = rule.source.as_deref().unwrap_or_default();
    let (id, grade) = (&rule.id, word(rule.grade));
    let _ =
        writeln!(out, "| {id} | {grade} | {before} | {after} | {} | {source} |", plain(condition));
}

fn page() -> String {
    let rules = RuleSet::embedded();
    let operations = operations(rules);
    let mut best: BTreeMap<Grade, usize> = BTreeMap::new();
    let mut computed: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (op, of) in &operations {
        if let Some(grade) = of.iter().map(|r| r.grade).min() {
            *best.entry(grade).or_default() += 1;
        }
        let used: BTreeSet<&str> = of.iter().flat_map(|r| fragments(r)).collect();
        if !used.is_empty() {
            computed.insert(op, used);
        }
    }
    let total = operations.len();
    let count = |grade| best.get(&grade).copied().unwrap_or(0);
    let mut out = String::from(
        "# What becomes of each operation\n\n\
         Made from the rules by `UPDATE_DOCS=1 cargo test --test coverage_page`; do not edit.\n\n",
    );
    let _ = writeln!(
        out,
        "{total} operations that rules speak of, by the best that a rule does for them: {} safe, {} review, \
         {} manual.\nThe rules of an operation are tried in the order below; the last one is manual \
         where the others ask for something.\n",
        count(Grade::Safe),
        count(Grade::Review),
        count(Grade::Manual)
    );
    let share = (total - computed.len()) * 100 / total.max(1);
    let _ = writeln!(
        out,
        "{share} % of the operations are rules and stubs alone. The others call a fragment that reads \
         a list, a path,\na function or an option table of the script (docs/rules.md says what each \
         one gives):\n"
    );
    for (op, used) in &computed {
        let used: Vec<_> = used.iter().map(|f| format!("`{f}`")).collect();
        let _ = writeln!(out, "- `{op}`: {}", used.join(", "));
    }
    let mut groups: Vec<(Vec<&str>, &Vec<&Rule>)> = Vec::new();
    for (op, of) in &operations {
        let ids = |rules: &[&Rule]| rules.iter().map(|r| r.id.clone()).collect::<Vec<_>>();
        match groups.iter_mut().find(|(_, rules)| ids(rules) == ids(of)) {
            Some((ops, _)) => ops.push(op),
            None => groups.push((vec![op], of)),
        }
    }
    for (ops, of) in groups {
        let names: Vec<_> = ops.iter().map(|op| format!("`{op}`")).collect();
        let _ = writeln!(out, "\n**{}**\n", names.join(", "));
        out.push_str(
            "| rule | grade | before | after, or the way out | condition, or why | spec |\n",
        );
        out.push_str("|---|---|---|---|---|---|\n");
        for rule in of {
            line(&mut out, rule);
        }
    }
    out
}

#[test]
fn the_page_is_what_the_rules_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/coverage.md");
    let page = page();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == page,
        "docs/coverage.md is not what the rules say: UPDATE_DOCS=1 cargo test --test coverage_page"
    );
}
