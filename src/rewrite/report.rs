//! Findings: what is said about each site, and about what stays because of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Round;
use super::imports::ImportChange;
use super::mocks::mocks;
use super::plan::Facts;
use super::render::{Remark, Renderer};
use super::signature::signatures;
use crate::diagnostics::{Family, Finding, Grade, Position};
use crate::python::ast::{ExprId, ExprKind, Span, StmtId, StmtKind};
use crate::stubs::is_glue_module;

/// Line and column of a byte offset, both from 1.
pub fn position(text: &str, offset: usize) -> (usize, usize) {
    let before = &text[..floor(text, offset)];
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |i| i + 1);
    (line, before[start..].chars().count() + 1)
}

fn floor(text: &str, mut offset: usize) -> usize {
    offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// How many bytes apart the marks are at which characters are counted.
const STRIDE: usize = 256;

struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
    /// Characters before each multiple of the stride; empty where each byte is one. A line may be as
    /// long as the file and hold every finding, so that none is counted from its start.
    marks: Vec<usize>,
}

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Self {
        let behind = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
        let starts = std::iter::once(0).chain(behind).collect();
        let mut marks = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            for piece in text.as_bytes().chunks(STRIDE) {
                marks.push(count);
                count += characters(piece);
            }
            marks.push(count);
        }
        Self { text, starts, marks }
    }

    fn before(&self, offset: usize) -> usize {
        match self.marks.get(offset / STRIDE) {
            None => offset,
            Some(mark) => {
                mark + characters(&self.text.as_bytes()[offset / STRIDE * STRIDE..offset])
            }
        }
    }

    fn at(&self, offset: usize) -> Position {
        let line = self.starts.partition_point(|s| *s <= offset);
        let start = self.starts[line - 1];
        Position { line, column: self.before(offset) - self.before(start) + 1 }
    }
}

/// How many characters start in the bytes.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

pub(super) fn findings(
    round: &Round<'_>,
    renderer: &Renderer<'_>,
    facts: &Facts,
    remarks: &BTreeSet<Remark>,
    import_changes: &BTreeMap<StmtId, ImportChange>,
) -> Vec<Finding> {
    let script = round.script;
    let lines = Lines::of(script.module.text);
    let mut out = Vec::new();
    let mut add = |family, rule: Arc<str>, grade, converted, span: Span, message, way_out| {
        let range = span.range();
        let (start, end) = (lines.at(range.start), lines.at(range.end));
        out.push(Finding {
            rule,
            family,
            grade,
            converted,
            range,
            start,
            end,
            cell: None,
            message,
            way_out,
        });
    };
    let around = outermost(round, facts);
    for (id, decision) in round.decisions {
        let span = script.module.expr(*id).span;
        let site = &round.sites[id];
        // An argument that goes takes what stays Glue in it along.
        if !decision.converts() && !facts.left.contains(id) {
            continue;
        }
        if decision.is_platform() && !decision.converts() && !around.contains(id) {
            continue;
        }
        let Some(rule) = decision.rule else {
            let message =
                with_reasons(&format!("`{}` is not converted", site.op).into(), &decision.notes);
            let way_out = "rewrite it by hand with the DataFrame API".into();
            add(Family::Glue, "not-converted".into(), Grade::Manual, false, span, message, way_out);
            continue;
        };
        if decision.converts() {
            let message = match (&decision.notes[..], &rule.note) {
                ([], _) => Arc::clone(&rule.why),
                ([only], Some(note)) if **only == **note => Arc::clone(note),
                (notes, _) => notes.join("; ").into(),
            };
            let review = decision.grade == Grade::Review;
            let way_out = if review { rule.review() } else { Arc::default() };
            add(rule.family, rule.id.clone(), decision.grade, true, span, message, way_out);
        } else {
            let message = with_reasons(rule.message.as_ref().unwrap_or(&rule.why), &decision.notes);
            let way_out = rule.way_out.clone().unwrap_or_default();
            add(rule.family, rule.id.clone(), Grade::Manual, false, span, message, way_out);
        }
    }
    let mut push = |rule: &str, grade, converted, span, message: String, way_out: String| {
        add(Family::Glue, rule.into(), grade, converted, span, message.into(), way_out.into());
    };
    for remark in remarks {
        let (id, rule, grade, converted, message, way_out) = describe(renderer, remark);
        push(rule, grade, converted, script.module.expr(id).span, message, way_out);
    }
    for (span, rule, message, way_out) in signatures(script, renderer.plan.whole()) {
        push(rule, Grade::Review, true, span, message, way_out);
    }
    for (span, grade, message, way_out) in mocks(script) {
        push("mocked-glue", grade, grade != Grade::Manual, span, message, way_out);
    }
    for (span, what) in still_there(round, renderer, import_changes) {
        push(
            "still-needed",
            Grade::Manual,
            false,
            span,
            format!("{what} stays: a call that is not converted needs it"),
            "it goes by itself once the other findings of this file are dealt with".to_owned(),
        );
    }
    out.sort_by(|a, b| {
        (a.range.start, a.range.end, &a.rule).cmp(&(b.range.start, b.range.end, &b.rule))
    });
    out.dedup();
    let once = round.decisions.values().filter_map(|d| d.rule).filter(|rule| rule.once);
    fold(&mut out, &once.map(|rule| &rule.id).collect());
    out
}

/// Leaves one finding, the first, of each rule that asks for it.
fn fold(findings: &mut Vec<Finding>, once: &BTreeSet<&Arc<str>>) {
    let mut places: BTreeMap<Arc<str>, usize> = BTreeMap::new();
    findings.retain(|finding| {
        let count = places.entry(Arc::clone(&finding.rule)).or_default();
        *count += 1;
        *count == 1 || !once.contains(&finding.rule)
    });
    for finding in findings.iter_mut().filter(|f| once.contains(&f.rule)) {
        let more = places[&finding.rule] - 1;
        if more > 0 {
            let plural = if more == 1 { "place" } else { "places" };
            finding.message =
                format!("{}; so at {more} more {plural} of this file", finding.message).into();
        }
    }
}

/// Places that the platform cannot run, the longest of those that begin at one place: what fails first
/// in `sc.textFile(p).map(f)` is what the rest is built on, and one finding says so.
fn outermost(round: &Round<'_>, facts: &Facts) -> BTreeSet<ExprId> {
    let mut longest: BTreeMap<u32, (u32, ExprId)> = BTreeMap::new();
    for (id, decision) in round.decisions {
        if decision.is_platform() && !decision.converts() && facts.left.contains(id) {
            let span = round.script.module.expr(*id).span;
            let known = longest.entry(span.start).or_insert((span.end, *id));
            *known = (*known).max((span.end, *id));
        }
    }
    longest.into_values().map(|(_, id)| id).collect()
}

fn with_reasons(message: &Arc<str>, reasons: &[String]) -> Arc<str> {
    if reasons.is_empty() {
        Arc::clone(message)
    } else {
        format!("{message}: {}", reasons.join("; ")).into()
    }
}

fn describe<'r>(
    renderer: &Renderer<'_>,
    remark: &Remark,
) -> (ExprId, &'r str, Grade, bool, String, String) {
    let source =
        |id: ExprId| renderer.script.module.expr_source(id).lines().next().unwrap_or_default();
    match remark {
        Remark::ContextEscapes(id) => (
            *id,
            "context-escapes",
            Grade::Review,
            true,
            format!(
                "`{}` is a SparkSession now and goes to a function that is not in this file",
                source(*id)
            ),
            "check that the function takes the session; convert it too if it uses Glue".to_owned(),
        ),
        Remark::FrameEscapes(id) => (
            *id,
            "frame-escapes",
            Grade::Review,
            true,
            format!(
                "`{}` is a DataFrame now and goes to a function that is not in this file",
                source(*id)
            ),
            "check that the function takes a DataFrame".to_owned(),
        ),
        Remark::NothingLeft(id) => (
            *id,
            "nothing-left",
            Grade::Review,
            true,
            format!("`{}` is None now, and what this run does not see may work on it", source(*id)),
            "take the calls on it out where it goes to, and then the name".to_owned(),
        ),
    }
}

/// Imports and constructions of Glue that are still in the rewritten text and have no finding yet.
fn still_there(
    round: &Round<'_>,
    renderer: &Renderer<'_>,
    changed: &BTreeMap<StmtId, ImportChange>,
) -> Vec<(Span, String)> {
    let script = round.script;
    let mut out = Vec::new();
    for i in 0..script.module.stmt_count() {
        #[allow(clippy::cast_possible_truncation)] // dense ids
        let id = StmtId(i as u32);
        let stmt = script.module.stmt(id);
        let glue = match &stmt.kind {
            StmtKind::Import(names) => names.iter().any(|a| is_glue_module(a.path)),
            StmtKind::ImportFrom { module, .. } => is_glue_module(module),
            StmtKind::Assign { value: Some(value), .. } => {
                let value = script.module.unparen(*value);
                let made = round.sites.get(&value).is_some_and(|s| s.op == "GlueContext.__init__");
                if made && kept_context(renderer, id) {
                    out.push((stmt.span, "the GlueContext".to_owned()));
                }
                false
            }
            _ => false,
        };
        if glue && changed.get(&id) != Some(&ImportChange::Delete) {
            out.push((stmt.span, "the import".to_owned()));
        }
    }
    out
}

fn kept_context(renderer: &Renderer<'_>, id: StmtId) -> bool {
    let script = renderer.script;
    let StmtKind::Assign { targets, .. } = &script.module.stmt(id).kind else {
        return false;
    };
    targets.iter().any(|t| match script.module.expr(*t).kind {
        ExprKind::Name(name) => script
            .scopes
            .resolve(script.scopes.scope_of(*t), name)
            .is_some_and(|s| renderer.plan.verbatim().contains(&(s, name.to_owned()))),
        ExprKind::Attribute(_, attr) => renderer.plan.verbatim_attrs().contains(attr.text),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_in_characters() {
        for text in ["a\nbc\n\nd".repeat(200), "é\nb漢c\n\nd".repeat(200), "é".repeat(900)] {
            let lines = Lines::of(&text);
            for (offset, _) in text.char_indices() {
                let found = lines.at(offset);
                assert_eq!((found.line, found.column), position(&text, offset));
            }
        }
    }
}
