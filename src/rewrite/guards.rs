//! Whether the guards of rules hold at a site.

use super::caught::caught;
use super::place;
use super::site::Site;
use super::told_apart;
use crate::lower::fragments;
use crate::lower::{lake, mapped, origin, rejoined};
use crate::python::ast::ExprId;
use crate::rules::guard::{Condition, Property};
use crate::rules::{Asked, Rule, RuleSet};
use crate::script::Script;
use crate::types::Ty;

/// The expression at a path, if any; an error where that cannot be seen.
type Value = Result<Option<ExprId>, ()>;

/// What was found out at one site. The rules of an operation ask for the same few things, so that each
/// is looked at once, however many rules there are.
pub(super) struct Guards<'s, 'r> {
    script: &'s Script<'s>,
    asked: &'r Asked,
    id: ExprId,
    site: &'s Site,
    /// The number of the site: what has another one in the tables was found out at an earlier site.
    round: u32,
    /// Whether each condition holds.
    truths: Vec<(u32, bool)>,
    /// What stands at each path.
    values: Vec<(u32, Value)>,
}

impl<'s, 'r> Guards<'s, 'r> {
    /// For a first site.
    pub fn at(script: &'s Script<'s>, rules: &'r RuleSet, id: ExprId, site: &'s Site) -> Self {
        let asked = &rules.asked;
        let truths = vec![(0, false); asked.conditions.len()];
        let values = vec![(0, Ok(None)); asked.paths.len()];
        Self { script, asked, id, site, round: 1, truths, values }
    }

    /// Goes on to another site.
    pub fn go_to(&mut self, id: ExprId, site: &'s Site) {
        (self.id, self.site) = (id, site);
        self.round += 1;
    }

    /// Whether all conditions of a rule hold.
    pub fn hold(&mut self, rule: &Rule) -> bool {
        rule.asks.iter().all(|number| {
            let known = self.truths[*number as usize];
            if known.0 == self.round {
                return known.1;
            }
            let asked = self.asked;
            let (path, condition) = &asked.conditions[*number as usize];
            let truth = self.find_out(*path, condition);
            self.truths[*number as usize] = (self.round, truth);
            truth
        })
    }

    fn find_out(&mut self, number: u32, condition: &Condition) -> bool {
        let (script, id) = (self.script, self.id);
        let path = self.asked.paths[number as usize].as_str();
        let accepts = |text: &str| condition.values.iter().any(|value| value == text);
        if let Some(setting) = path.strip_prefix("settings.") {
            return condition.values.contains(&script.settings.named(setting));
        }
        match path {
            "place.kept" => {
                let read = condition.values.iter().find_map(|value| value.strip_prefix("read("));
                match read.and_then(|read| read.strip_suffix(')')) {
                    Some(argument) => lake::meets_kept(script, &self.site.bound, id, argument),
                    None => !script.view.world.lake.is_empty(),
                }
            }
            "place.annotation" => is_annotation(script, id),
            "place.rejoined" => rejoined::is_rejoined(script, id),
            "place.caught" => accepts(caught(script, id)),
            "place.last" => accepts(place::last(script, id)),
            "place.code" => accepts(place::code(script, id)),
            "place.tested" => accepts(told_apart::tested(script, id)),
            "place.goes_to" => {
                let goal = origin::goal(script, id).unwrap_or_default();
                !condition.not.contains(&goal)
                    && (condition.values.is_empty() || condition.values.contains(&goal))
            }
            _ => self.value(number, path).is_ok_and(|value| holds(script, condition, value)),
        }
    }

    fn value(&mut self, number: u32, path: &str) -> Value {
        let (round, known) = self.values[number as usize];
        if round == self.round {
            return known;
        }
        let found = fragments::lookup(self.script, &self.site.bound, path).map_err(drop);
        self.values[number as usize] = (self.round, found);
        found
    }
}

/// Whether an expression stands in an annotation.
fn is_annotation(script: &Script<'_>, id: ExprId) -> bool {
    use crate::python::ast::StmtKind;
    let module = script.module;
    let at = module.expr(id).span;
    let holds = |annotation: &ExprId| module.expr(*annotation).span.contains(at);
    match &module.stmt(script.scopes.stmt_of(id)).kind {
        StmtKind::Def(def) => def
            .returns
            .iter()
            .chain(def.params.iter().filter_map(|p| p.annotation.as_ref()))
            .any(holds),
        StmtKind::Assign { annotation: Some(annotation), .. } => holds(annotation),
        _ => false,
    }
}

/// Whether an accepted value is the text, or its beginning where the value ends in `*`.
fn accepts(value: &str, text: &str) -> bool {
    match (value.strip_suffix('*'), value.strip_prefix('*')) {
        (Some(_), Some(end)) => text.contains(end.trim_end_matches('*')),
        (Some(start), None) => text.starts_with(start),
        _ => value == text,
    }
}

/// Whether a value is a class that the condition names: `class DropFields`.
fn is_class(script: &Script<'_>, condition: &Condition, value: Option<ExprId>) -> bool {
    let Some(Ty::Class(class)) = value.map(|v| script.typing.of(v)) else { return false };
    let name = &script.stubs.class(*class).name;
    let mut named = condition.values.iter().filter_map(|v| v.strip_prefix("class "));
    named.any(|wanted| wanted.eq_ignore_ascii_case(name))
}

/// Whether a value is what a condition asks for.
pub(super) fn holds(script: &Script<'_>, condition: &Condition, value: Option<ExprId>) -> bool {
    let literal = value.and_then(|v| script.guarded(v));
    let lower = literal.as_deref();
    if lower.is_none() && value.is_some_and(|value| accepts_part(script, condition, value)) {
        return true;
    }
    if lower.is_some_and(|l| condition.not.iter().any(|not| not == l)) {
        return false;
    }
    if !condition.not.is_empty()
        && value.and_then(|v| script.made_type(v)).is_some_and(|made| condition.not.contains(&made))
    {
        return false;
    }
    let positive = !condition.values.is_empty() || !condition.properties.is_empty();
    !positive
        || lower.is_some_and(|l| condition.values.iter().any(|v| accepts(v, l)))
        || lower.is_none() && is_class(script, condition, value)
        || condition.properties.iter().any(|p| match p {
            Property::Absent => value.is_none(),
            Property::Present => value.is_some(),
            Property::Empty => value.is_none_or(|v| script.is_empty_literal(v)),
            Property::Literal => literal.is_some(),
            Property::Dict => value.is_some_and(|v| script.shared_entries(v).is_some()),
            Property::Mapped => value.is_some_and(|v| mapped::speaks_of_mapped(script, v)),
            Property::Mapping => value.is_some_and(|v| matches!(script.typing.of(v), Ty::Dict(_))),
            Property::Computed => {
                value.is_some_and(|v| script.shared_entries(v).is_none() && literal.is_none())
            }
        })
}

/// Whether what is written out of a value is accepted: `*part*` speaks of texts that are put together, too.
fn accepts_part(script: &Script<'_>, condition: &Condition, value: ExprId) -> bool {
    let inner = |v: &String| v.len() > 1 && v.starts_with('*');
    if !condition.values.iter().any(inner) {
        return false;
    }
    let Some(value) = script.constant(value) else { return false };
    let source = script.module.expr_source(value).to_lowercase();
    condition.values.iter().any(|v| inner(v) && accepts(v, &source))
}
