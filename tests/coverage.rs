//! Every operation that awsglue has ends in a rule: nothing Glue is met with silence.

use std::collections::{BTreeMap, BTreeSet};

use unglue::diagnostics::Grade;
use unglue::lower::fragments::exists;
use unglue::notebook::has_fragment;
use unglue::rules::{Action, Rule, RuleSet};
use unglue::stubs::Stubs;

/// Dunder methods that a script uses without naming them.
const SPOKEN: [&str; 4] = ["__init__", "__call__", "__getitem__", "__len__"];

/// Whether scripts may use it: internal names are awsglue's own business.
fn public(op: &str) -> bool {
    op.split('.').all(|part| !part.starts_with('_') || SPOKEN.contains(&part))
}

/// All operations: functions, methods, properties, constructors, and classes that are named.
fn operations() -> BTreeSet<String> {
    let stubs = Stubs::embedded();
    let functions = stubs.funcs().filter(|f| f.glue).map(|f| f.op.clone());
    let classes = stubs.classes().filter(|c| c.glue);
    let named = classes.flat_map(|class| {
        // `X()` of a transform is the first half of `X()(…)`, which is the operation.
        let half =
            stubs.class_named(&class.name).is_some_and(|id| stubs.derives(id, "GlueTransform"));
        let made = (!half).then(|| format!("{}.__init__", class.name));
        made.into_iter().chain([class.name.clone()])
    });
    functions.chain(named).filter(|op| public(op)).collect()
}

/// Whether the rule holds at every call: it asks for nothing, and its template refuses nothing.
fn holds_always(rule: &Rule) -> bool {
    rule.when.is_empty()
        && match &rule.action {
            Action::Manual | Action::Unchanged | Action::Delete => true,
            Action::Replace(template) => template.fragments().iter().all(|f| *f == "session"),
            Action::Block(..) => false,
        }
}

#[test]
fn every_operation_ends_in_a_rule() {
    let rules = RuleSet::embedded();
    let mut silent = Vec::new();
    let mut open = Vec::new();
    let mut coverage: BTreeMap<Grade, usize> = BTreeMap::new();
    let operations = operations();
    for op in &operations {
        let of: Vec<&Rule> = rules.of(op).collect();
        match (of.first(), of.last()) {
            (Some(first), Some(last)) => {
                *coverage.entry(first.grade).or_default() += 1;
                if !holds_always(last) {
                    open.push(format!("{op} (last: {})", last.id));
                }
            }
            _ => silent.push(op.as_str()),
        }
    }
    println!("{} operations; the best rule of each: {coverage:?}", operations.len());
    open.extend(silent.iter().map(|op| format!("{op} (no rule)")));
    assert!(open.is_empty(), "no rule has the last word on:\n{}", open.join("\n"));
}

#[test]
fn every_operation_of_a_rule_is_in_the_stubs_or_a_helper() {
    let stubs = Stubs::embedded();
    let mut known: BTreeSet<String> = stubs.funcs().map(|f| f.op.clone()).collect();
    for class in stubs.classes() {
        known.extend(["*", "replaced"].map(str::to_owned));
        known.extend(class.attrs.keys().map(|attr| format!("{}.{attr}", class.name)));
        known.extend([
            class.name.clone(),
            format!("{}.__init__", class.name),
            format!("{}.?", class.name),
            format!("{} as a base", class.name),
            format!("isinstance of {}", class.name),
            format!("{}.__name__", class.name),
            format!("{}.__class__", class.name),
        ]);
    }
    let rules = RuleSet::embedded();
    known.extend(stubs.funcs().map(|f| f.own.clone()));
    known.extend(rules.helpers.values().map(|helper| helper.op.clone()));
    let unknown: Vec<String> = rules
        .rules
        .iter()
        .flat_map(|rule| rule.ops.iter().map(move |op| (rule, op)))
        // Magics of notebooks are no operations of awsglue.
        .filter(|(_, op)| {
            let plain =
                op.trim_end_matches(" as a value").trim_end_matches(" of what is not known");
            !op.starts_with('%') && !known.contains(plain)
        })
        .map(|(rule, op)| format!("{}: {op}", rule.id))
        .collect();
    assert!(unknown.is_empty(), "not in the stubs:\n{}", unknown.join("\n"));
}

#[test]
fn templates_name_what_there_is() {
    let rules = RuleSet::embedded();
    for rule in &rules.rules {
        for template in [rule.block(), rule.replace()].into_iter().flatten() {
            for name in template.imports().into_iter().filter(|name| *name != "class") {
                assert!(rules.imports.contains_key(name), "{}: ${{@{name}}}", rule.id);
            }
            for name in template.fragments() {
                let magic = rule.ops.iter().all(|op| op.starts_with('%'));
                let exists = if magic { has_fragment(name) } else { exists(name) };
                assert!(exists, "{}: ${{{name}(…)}}", rule.id);
            }
        }
    }
}
