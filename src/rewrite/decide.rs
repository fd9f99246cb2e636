//! Which rule holds at which site.

use std::cell::RefCell;
use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use super::accounted::unaccounted;
use super::fixed::{Fixed, Trace};
use super::follow::left_behind;
use super::guards::Guards;
use super::imports::Names;
use super::site::{Site, SiteKind};
use crate::diagnostics::{Family, Grade};
use crate::lower::Refusal;
use crate::lower::fragments::FragmentCx;
use crate::python::ast::ExprId;
use crate::rules::bind::Value;
use crate::rules::template::{Part, paths};
use crate::rules::{Action, Rule, RuleSet};
use crate::script::Script;

/// Why a call stays that a rule speaks of.
const FROM_GLUE: &str = "what it works on comes from a call that stays Glue";

/// What happens at a site.
#[derive(Clone, Debug)]
pub struct Decision<'r> {
    /// The rule that holds; `None` where no rule speaks of the operation.
    pub rule: Option<&'r Rule>,
    /// The grade, never above the rule's but raised to review by notes.
    pub grade: Grade,
    /// Conditions to confirm, or reasons why nothing else held.
    pub notes: Vec<String>,
}

impl Decision<'_> {
    /// Whether the site is rewritten.
    pub fn converts(&self) -> bool {
        self.grade != Grade::Manual
    }

    /// Whether the site stays as a call of Glue.
    pub fn keeps_glue(&self) -> bool {
        !self.converts() && !self.is_platform()
    }

    /// Whether it speaks of what is not Glue's.
    pub fn is_platform(&self) -> bool {
        self.rule.is_some_and(|rule| rule.family == Family::Platform)
    }
}

/// Whether what the platform cannot run is spoken of: in modules that use Glue, and in those that the
/// run links with one.
fn speaks_of_platform(script: &Script<'_>, sites: &FxHashMap<ExprId, Site>) -> bool {
    script.settings.platform
        && (script.typing.names_glue
            || script.view.world.glue
            || sites.values().any(|site| site.glue))
}

/// What an attempt to write something goes by.
#[derive(Clone, Copy)]
struct Writing<'a> {
    rules: &'a RuleSet,
    names: &'a Names<'a>,
    fixed: &'a Fixed,
}

/// The rules that are tried at a site, in order.
fn rules_of<'r>(rules: &'r RuleSet, site: &Site, platform: bool) -> impl Iterator<Item = &'r Rule> {
    let glue = site.glue;
    rules
        .of(&site.op)
        .filter(move |r| (glue || !r.is_general()) && (platform || r.family != Family::Platform))
}

/// Finds the rule for each site.
pub fn decide<'r>(
    script: &Script<'_>,
    rules: &'r RuleSet,
    sites: &FxHashMap<ExprId, Site>,
    fixed: &Fixed,
) -> FxHashMap<ExprId, Decision<'r>> {
    let platform = speaks_of_platform(script, sites);
    let part = |site: &Site| rules.of(&site.op).any(|r| r.folded);
    let mut found: FxHashMap<ExprId, Decision<'r>> = FxHashMap::default();
    let Some((id, site)) = sites.iter().next() else { return found };
    let mut guards = Guards::at(script, rules, *id, site);
    let names = Names::above(script, rules, sites);
    let writing = Writing { rules, names: &names, fixed };
    let mut one = |id: ExprId, site, folds, stays: bool| {
        guards.go_to(id, site);
        let manual = |rule: &&Rule| rule.action == Action::Manual;
        let tried = rules_of(rules, site, platform).filter(|rule| !stays || manual(rule));
        decide_one(script, tried, &mut guards, (writing, id, site), folds)
    };
    for (id, site) in sites.iter().filter(|(_, s)| !part(s)) {
        let decision = one(*id, site, false, false);
        // What Spark has too may stay as it is where no rule holds.
        if site.glue || decision.rule.is_some() {
            found.insert(*id, decision);
        }
    }
    for id in left_behind(script, sites, &found) {
        let mut decision = one(id, &sites[&id], false, true);
        decision.notes.push(FROM_GLUE.to_owned());
        found.insert(id, decision);
    }
    // The parts of a builder follow the calls that complete it.
    let mut all_convert: FxHashMap<ExprId, bool> = FxHashMap::default();
    for (id, site) in sites {
        let converts = found.get(id).is_some_and(Decision::converts);
        for part in &site.parts {
            *all_convert.entry(*part).or_insert(true) &= converts;
        }
    }
    for (id, site) in sites.iter().filter(|(_, s)| part(s)) {
        let folds = all_convert.get(id).copied().unwrap_or(false);
        found.insert(*id, one(*id, site, folds, false));
    }
    found
}

fn decide_one<'r>(
    script: &Script<'_>,
    tried: impl Iterator<Item = &'r Rule>,
    guards: &mut Guards<'_, '_>,
    (writing, id, site): (Writing<'_>, ExprId, &Site),
    folds: bool,
) -> Decision<'r> {
    let mut reasons = Vec::new();
    if let Some(problem) = &site.bound.problem {
        reasons.push(problem.clone());
    }
    if site.kept && site.parts.is_empty() && !folds {
        reasons.push(FROM_GLUE.to_owned());
    }
    if site.ambiguous {
        reasons.push("its frame may be a DynamicFrame or a DataFrame here".to_owned());
    }
    let blocked = !reasons.is_empty();
    let only = reasons.len() == 1;
    let takes = |rule: &Rule, what: &str| only && rule.consumes.iter().any(|c| c == what);
    for rule in tried {
        if rule.action == Action::Manual {
            if !guards.hold(rule) {
                continue;
            }
            if rule.family == Family::Platform {
                reasons.clear();
            }
            reasons.dedup();
            return Decision { rule: Some(rule), grade: Grade::Manual, notes: reasons };
        }
        let passes = site.ambiguous && rule.consumes.iter().any(|c| c == "ambiguous")
            || site.bound.spread && takes(rule, "**");
        if blocked && !passes {
            continue;
        }
        if rule.folded && !folds || !guards.hold(rule) {
            continue;
        }
        if rule.bare && result_is_used(script, id) {
            reasons.push("its result is used".to_owned());
            continue;
        }
        if rule.unused && is_read(script, id) {
            continue;
        }
        match attempt(script, writing, rule, id, site) {
            Ok(notes) => {
                let mut grade = rule.grade;
                let mut all: Vec<_> = rule.note.iter().map(ToString::to_string).collect();
                all.extend(notes);
                // A helper that stays a function says why it could not go.
                if rule.action == Action::Unchanged && script.helper_call(id).is_some() {
                    reasons.dedup();
                    all.append(&mut reasons);
                }
                if !all.is_empty() {
                    grade = grade.max(Grade::Review);
                }
                if grade > script.settings.grade {
                    reasons.push(format!("a rewrite needs review: {}", all.join("; ")));
                    continue;
                }
                return Decision { rule: Some(rule), grade, notes: all };
            }
            Err(reason) if reason.is_empty() => {}
            Err(reason) => reasons.push(reason),
        }
    }
    reasons.dedup();
    Decision { rule: None, grade: Grade::Manual, notes: reasons }
}

/// The rules of a site in the order in which they are tried, each with why it holds or does not; what
/// comes after the one that holds is not tried.
pub fn trials<'r>(
    script: &Script<'_>,
    rules: &'r RuleSet,
    (id, site): (ExprId, &Site),
    sites: &FxHashMap<ExprId, Site>,
    chosen: Option<&Decision<'_>>,
) -> Vec<(&'r str, String)> {
    let mut found = Vec::new();
    let platform = speaks_of_platform(script, sites);
    let mut guards = Guards::at(script, rules, id, site);
    let (names, fixed) = (Names::above(script, rules, sites), Fixed::default());
    let writing = Writing { rules, names: &names, fixed: &fixed };
    for rule in rules_of(rules, site, platform) {
        let holds = chosen.filter(|c| c.rule.is_some_and(|chosen| chosen.id == rule.id));
        if let Some(decision) = holds {
            let notes = decision.notes.join("; ");
            let colon = if notes.is_empty() { "" } else { ": " };
            let grade = format!("{:?}", decision.grade).to_lowercase();
            found.push((&*rule.id, format!("holds, {grade}{colon}{notes}")));
            break;
        }
        found.push((&*rule.id, refusal(script, &mut guards, (writing, rule), id, site)));
    }
    found
}

/// Why a rule does not hold at a site.
fn refusal(
    script: &Script<'_>,
    guards: &mut Guards<'_, '_>,
    (writing, rule): (Writing<'_>, &Rule),
    id: ExprId,
    site: &Site,
) -> String {
    if let Some(problem) = &site.bound.problem {
        return problem.clone();
    }
    if !guards.hold(rule) {
        let asked: Vec<&str> = rule.when.iter().map(|(path, _)| path.as_str()).collect();
        return format!("its condition on {} does not hold", asked.join(", "));
    }
    if rule.folded {
        return "holds only where all calls on the builder are rewritten".to_owned();
    }
    if site.kept && site.parts.is_empty() {
        return FROM_GLUE.to_owned();
    }
    if site.ambiguous {
        return "its frame may be a DynamicFrame or a DataFrame here".to_owned();
    }
    if rule.bare && result_is_used(script, id) {
        return "its result is used".to_owned();
    }
    if rule.unused && is_read(script, id) {
        return "its result is read".to_owned();
    }
    match attempt(script, writing, rule, id, site) {
        Err(reason) if reason.is_empty() => {
            let of_places = ["place.", "settings."];
            let of_place = |(path, _): &(String, _)| of_places.iter().any(|p| path.starts_with(p));
            if rule.when.iter().any(of_place) {
                "neither the run nor the configuration says so of its path".to_owned()
            } else {
                "the script spells out what it would compute".to_owned()
            }
        }
        Err(reason) => reason,
        Ok(_) if rule.grade > script.settings.grade => "a rewrite needs review".to_owned(),
        Ok(_) => "another rule comes first".to_owned(),
    }
}

/// Whether anything reads what a call gives: it is part of an expression, or its name is read.
fn is_read(script: &Script<'_>, id: ExprId) -> bool {
    use crate::python::ast::StmtKind;
    let module = script.module;
    match &module.stmt(script.scopes.stmt_of(id)).kind {
        StmtKind::Expr(e) => module.unparen(*e) != id,
        StmtKind::Assign { targets, value: Some(value), .. } => {
            module.unparen(*value) != id
                || targets.iter().any(|target| {
                    let Some(name) = module.name(*target) else { return true };
                    let owner = script.scopes.resolve(script.scopes.scope_of(*target), name);
                    !script.scopes.reads_of(owner, name).is_empty()
                })
        }
        _ => true,
    }
}

/// Whether a write stands where its value goes on into an expression.
fn result_is_used(script: &Script<'_>, id: ExprId) -> bool {
    use crate::python::ast::StmtKind;
    let stmt = script.scopes.stmt_of(id);
    match &script.module.stmt(stmt).kind {
        StmtKind::Expr(e) => script.module.unparen(*e) != id,
        StmtKind::Assign { value: Some(value), .. } | StmtKind::Return(Some(value)) => {
            script.module.unparen(*value) != id
        }
        _ => true,
    }
}

/// Renders a rule with plain source text, only to see whether it can be and what it accounts for.
fn attempt(
    script: &Script<'_>,
    Writing { rules, names, fixed }: Writing<'_>,
    rule: &Rule,
    id: ExprId,
    site: &Site,
) -> Result<Vec<String>, String> {
    let used = RefCell::new(BTreeSet::new());
    let trace = Trace::default();
    let source = |e: ExprId| {
        trace.varies();
        script.module.expr_source(e).to_owned()
    };
    let import = |name: &str| {
        trace.imports(name);
        names.local(name)
    };
    let cx = FragmentCx {
        script,
        rules,
        call: id,
        bound: &site.bound,
        source: &source,
        import: &import,
        survives: &|_| {
            trace.varies();
            false
        },
        used: Some(&used),
        elsewhere: &|_, _| trace.varies(),
    };
    let mut notes = Vec::new();
    for template in [rule.block(), rule.replace()].into_iter().flatten() {
        dry(&cx, (fixed, &trace), &template.parts, &mut notes).map_err(|r| explain(script, &r))?;
    }
    let (used, asked) = (used.into_inner(), rule.when.iter().map(|w| &w.0));
    let used: Vec<&str> =
        used.iter().chain(&rule.consumes).chain(asked).map(String::as_str).collect();
    if let Some(lost) = unaccounted(script, rules, site, &used) {
        return Err(format!("its argument `{lost}` has no counterpart in rule {}", rule.id));
    }
    notes.extend(foreign_frames(script, site));
    Ok(notes)
}

/// A frame of unknown type that Glue takes for a `DynamicFrame` is made elsewhere.
fn foreign_frames(script: &Script<'_>, site: &Site) -> Vec<String> {
    let frames = ["self", "frame", "frame1", "frame2", "other_frame"];
    let mut notes = Vec::new();
    for name in frames {
        if let (Some(Value::Expr(id)), SiteKind::Call) = (site.bound.values.get(name), site.kind)
            && script.typing.of(*id).is_unknown()
        {
            let source = script.module.expr_source(*id);
            let source = source.lines().next().unwrap_or_default();
            notes.push(format!(
                "`{source}` must be a DataFrame here; what makes it is not in this file"
            ));
        }
    }
    notes
}

/// A refusal for people; nothing where there is nothing to say, as the rule is about something else.
fn explain(script: &Script<'_>, refusal: &Refusal) -> String {
    if refusal.message.is_empty() {
        return String::new();
    }
    let start = script.module.expr(refusal.expr).span.start as usize;
    format!("{} (line {})", refusal.message, script.line(start))
}

/// Adds the notes that are not there yet.
fn add_new(notes: &mut Vec<String>, more: Vec<String>) {
    if more.is_empty() {
        return;
    }
    let mut known: FxHashSet<String> = notes.iter().cloned().collect();
    notes.extend(more.into_iter().filter(|note| known.insert(note.clone())));
}

fn dry(
    cx: &FragmentCx<'_>,
    (fixed, trace): (&Fixed, &Trace),
    parts: &[Part],
    notes: &mut Vec<String>,
) -> Result<(), Refusal> {
    for part in parts {
        match part {
            Part::Text(_) | Part::Import(_) => {}
            Part::Value(path) if path == "spark" => {}
            Part::Value(path) => {
                cx.required(path)?;
            }
            Part::Fragment(name, args) => {
                add_new(notes, fixed.make(cx, trace, part, (name, args))?.notes);
            }
            Part::Optional(inner) => {
                if optional_present(cx, inner)? {
                    dry(cx, (fixed, trace), inner, notes)?;
                }
            }
        }
    }
    Ok(())
}

/// Whether an optional part is to be written: each argument in it is there and says something.
///
/// # Errors
/// Where a key is asked of something that is not a literal dict.
pub fn optional_present(cx: &FragmentCx<'_>, parts: &[Part]) -> Result<bool, Refusal> {
    for path in paths(parts) {
        if path == "spark" {
            continue;
        }
        match cx.value(path)? {
            Some(value) if !cx.script.is_empty_literal(value) => {}
            _ => return Ok(false),
        }
    }
    Ok(true)
}
