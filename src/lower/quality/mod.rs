//! Rulesets in Glue's language for data quality, as checks of a `DataFrame`. Null behaviour, how rules are
//! joined and what is said of single rows follow the reference of the language.

mod check;
mod custom;
mod ruleset;
mod values;

use super::fragments::FragmentCx;
use super::{LowerResult, Lowered, Refusal};
use crate::python::ast::{ExprId, ExprKind, StmtKind};
use check::Checks;

/// Frames by the names that rules give them.
type Sources = Vec<(String, ExprId)>;

/// `quality(ruleset)`: a list of the rules, each as its text, what it looks at, and the check. With
/// `outcomes` behind it, nothing asks which rows keep the rules.
pub(super) fn quality(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let ruleset = cx.required(&args[0])?;
    let text = cx
        .script
        .known_text(ruleset)
        .or_else(|| cx.script.literal(ruleset))
        .ok_or_else(|| Refusal::new(ruleset, "the ruleset is not a text in the script"))?;
    let rules = ruleset::rules_of(&text).map_err(|problem| Refusal::new(ruleset, problem))?;
    metrics(cx)?;
    let mut checks = Checks {
        cx,
        rows: args.len() == 1 && rows_are_read(cx),
        by_row: by_row(cx),
        sources: sources(cx)?,
        notes: Vec::new(),
    };
    let mut items = Vec::new();
    for rule in rules {
        items.push(checks.entry(&rule).map_err(|problem| {
            Refusal::new(ruleset, format!("the rule `{}`: {problem}", rule.text))
        })?);
    }
    let mut lowered = Lowered::default();
    checks.notes.into_iter().for_each(|note| lowered.note(note));
    lowered.text = format!("[{}]", items.join(", "));
    Ok(cx.with_functions(lowered))
}

/// Refuses what adds columns of counts to the outcomes.
fn metrics(cx: &FragmentCx<'_>) -> Result<(), Refusal> {
    let option = "additional_options.publishAggregatedMetrics.status";
    match cx.value(option) {
        Ok(Some(value)) if cx.script.guarded(value).as_deref() != Some("disabled") => {
            Err(Refusal::new(value, "the outcomes have aggregated metrics"))
        }
        _ => Ok(()),
    }
}

/// Whether rules that are joined look at each row; `None` where the options do not tell.
fn by_row(cx: &FragmentCx<'_>) -> Option<bool> {
    match cx.value("additional_options.compositeRuleEvaluation.method").ok()? {
        None => Some(false),
        Some(method) => match cx.script.guarded(method)?.as_ref() {
            "row" => Some(true),
            "column" => Some(false),
            _ => None,
        },
    }
}

/// The frames besides the one that is checked.
fn sources(cx: &FragmentCx<'_>) -> Result<Sources, Refusal> {
    match cx.value("additional_data_sources")? {
        Some(given) => Ok(cx.script.dict(given).unwrap_or_default()),
        None => Ok(Vec::new()),
    }
}

/// Whether the script may look at the rows with their outcomes: anything but the keys of the other frames
/// is read of what the call gives.
fn rows_are_read(cx: &FragmentCx<'_>) -> bool {
    let (module, scopes) = (cx.script.module, cx.script.scopes);
    if is_read_by_key(cx, cx.call) {
        return false;
    }
    let stmt = scopes.stmt_of(cx.call);
    let StmtKind::Assign { targets, value: Some(value), .. } = &module.stmt(stmt).kind else {
        return true;
    };
    let [target] = targets[..] else { return true };
    let Some(name) = module.name(target).filter(|_| module.unparen(*value) == cx.call) else {
        return true;
    };
    let owner = scopes.resolve(scopes.scope_of(target), name);
    // The class may have the same name: `EvaluateDataQuality = EvaluateDataQuality().process_rows(…)`.
    let start = module.stmt(stmt).span.start;
    let once = scopes.stmt_parent(stmt).is_none();
    let before = |read: ExprId| {
        scopes.stmt_of(read) == stmt
            || once
                && module.expr(read).span.start < start
                && scopes.scope_of(read) == scopes.scope_of(target)
    };
    let mut reads = scopes.reads_of(owner, name).iter().filter(|read| !before(**read));
    !reads.all(|read| is_read_by_key(cx, *read))
}

/// Whether a collection is only asked for the rules, or for the frame itself.
fn is_read_by_key(cx: &FragmentCx<'_>, read: ExprId) -> bool {
    let module = cx.script.module;
    let Some(parent) = cx.script.scopes.parent(read) else { return false };
    let key = match &module.expr(parent).kind {
        ExprKind::Subscript(dict, index) if *dict == read => index.first().copied(),
        ExprKind::Call(_, args, _) if args.iter().any(|a| a.value == read && a.stars == 0) => {
            let named = args.iter().find(|a| a.name.is_some_and(|n| n.text == "key"));
            named.or_else(|| args.get(1).filter(|a| a.name.is_none())).map(|a| a.value)
        }
        _ => None,
    };
    key.is_some_and(|key| {
        if let ExprKind::Attribute(_, attr) = &module.expr(key).kind {
            return matches!(attr.text, "DATA_QUALITY_RULE_OUTCOMES_KEY" | "ORIGINAL_DATA_KEY");
        }
        let key = cx.script.literal(key);
        matches!(key.as_deref(), Some("ruleOutcomes" | "originalData"))
    })
}
