//! The two halves of a rewrite: what a script is and which rules hold in it, then its new text.
//!
//! A script that is alone goes through both at once. In a run, all scripts are analysed before any is
//! rendered, since what one of them is depends on the others.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use super::decide::{Decision, decide};
use super::fixed::{Fixed, Made};
use super::imports::Names;
use super::shared::{is_glue, needed};
use super::site::{Site, setters, sites};
use super::{Conversion, ConvertError, Round, report};
use super::{inline, lake, signature};
use crate::config::Settings;
use crate::free_names::unbound;
use crate::mocked::Mocks;
use crate::python::ast::{ExprId, Module, StmtId, StmtKind};
use crate::python::scope::Scopes;
use crate::python::{ParseError, parse};
use crate::rules::RuleSet;
use crate::script::{Outline, Script};
use crate::shapes::{self, Found};
use crate::stubs::Stubs;
use crate::types::lake::Places;
use crate::types::{DefId, ModId, Prelude, Summary, Typing, View, infer, names_glue, summarise};

/// A parsed text.
pub struct Parsed<'t> {
    /// Its tree.
    pub module: Module<'t>,
    scopes: Scopes<'t>,
    outline: Outline<'t>,
}

impl<'t> Parsed<'t> {
    /// Whether the module imports Glue, or uses a name that only Glue has.
    pub fn names_glue(&self, stubs: &Stubs) -> bool {
        let mocks = Mocks::of(&self.module, &self.scopes);
        names_glue(&self.module, &self.scopes, stubs, &mocks)
    }

    /// The names that are read and bound nowhere, builtins aside.
    pub(super) fn unbound(&self) -> impl Iterator<Item = &'t str> {
        unbound(&self.scopes)
    }

    /// Parses a text.
    ///
    /// # Errors
    /// Where it is not Python 3 or goes past a limit.
    pub fn of(text: &'t str) -> Result<Self, ConvertError> {
        let module = parse(text).map_err(|error| match error {
            ParseError::Syntax { offset, message } => {
                let (line, column) = report::position(text, offset);
                ConvertError::NotPython { line, column, message }
            }
            ParseError::TooDeep | ParseError::TooLong => ConvertError::Limit(error.to_string()),
        })?;
        let scopes = Scopes::of(&module);
        let outline = Outline::of(&module);
        Ok(Self { module, scopes, outline })
    }
}

/// What a rewrite goes by.
#[derive(Clone, Copy)]
pub struct Guide<'a, 'r> {
    /// What the target wants.
    pub settings: &'a Settings,
    /// The rules.
    pub rules: &'r RuleSet,
    /// Types of names that the text does not bind.
    pub prelude: &'a Prelude<'a>,
    /// The rest of the run.
    pub view: View<'a>,
}

/// What is known of a script before it is rendered.
pub struct Analysis<'r> {
    pub(super) typing: Typing,
    pub(super) sites: FxHashMap<ExprId, Site>,
    pub(super) decisions: FxHashMap<ExprId, Decision<'r>>,
    /// Functions that are known by what they do.
    pub(super) helpers: Found,
    /// Those of them whose calls are all rewritten, so that they go.
    inlined: FxHashSet<StmtId>,
    /// Calls that stay Glue.
    kept: FxHashSet<ExprId>,
    /// Writes whose result is read, so that they stay.
    used_results: BTreeSet<ExprId>,
    /// What was written to find out which rules hold.
    made: Made,
}

/// A rewritten script.
#[derive(Debug, Default)]
pub struct Rewritten {
    /// Its text and findings.
    pub conversion: Conversion,
    /// Names of Glue that it still has from other modules of the run.
    pub needs: Vec<(ModId, String)>,
    /// Parameters of its functions that only carried a session or context, and that nothing reads any more.
    pub unread: Vec<(DefId, usize)>,
    /// Parameters of other modules' functions whose arguments must stay.
    pub refused: Vec<(DefId, usize)>,
}

/// Finds out what a script is and which rules hold in it.
///
/// # Errors
/// Where that does not settle.
pub fn analyse<'r>(
    parsed: &Parsed<'_>,
    guide: Guide<'_, 'r>,
) -> Result<Analysis<'r>, ConvertError> {
    again(parsed, guide, FxHashSet::default(), BTreeSet::new())
}

/// The places that an analysed script writes as Delta, and those that it reads.
pub fn places(parsed: &Parsed<'_>, guide: Guide<'_, '_>, analysis: &Analysis<'_>) -> Places {
    let mut script = parsed.script(guide, &analysis.typing);
    script.helpers = Some(&analysis.helpers);
    lake::places(&script, guide.rules, &analysis.sites, &analysis.decisions)
}

fn again<'r>(
    parsed: &Parsed<'_>,
    guide: Guide<'_, 'r>,
    mut kept: FxHashSet<ExprId>,
    used_results: BTreeSet<ExprId>,
) -> Result<Analysis<'r>, ConvertError> {
    // A call that stays Glue makes what is done with its result stay, which may reach further calls;
    // each round keeps at least one more call, and scripts settle in two or three.
    for _ in 0..8 {
        let Parsed { module, scopes, .. } = parsed;
        let typing =
            infer(module, scopes, guide.settings.stubs(), guide.prelude, &kept, guide.view);
        let helpers = shapes::find(&parsed.script(guide, &typing), guide.rules);
        let mut script = parsed.script(guide, &typing);
        script.helpers = Some(&helpers);
        let mut sites = sites(&script, guide.rules);
        for id in &used_results {
            if let Some(site) = sites.get_mut(id) {
                site.bound.problem = Some("its result is read later".to_owned());
            }
        }
        let fixed = Fixed::default();
        let mut decisions = if touches_glue(&script, guide.prelude, &sites) {
            decide(&script, guide.rules, &sites, &fixed)
        } else {
            FxHashMap::default()
        };
        let inlined = inline::inlined(&script, &helpers, &decisions);
        // What stands in a function that goes needs no rule and no finding.
        decisions.retain(|id, _| !inline::within(&script, &inlined, *id));
        let now: FxHashSet<ExprId> =
            decisions.iter().filter(|(_, d)| d.keeps_glue()).map(|(id, _)| *id).collect();
        // Which calls stay is asked of nobody but the types.
        let same = now.symmetric_difference(&kept).all(|id| !typing.kept_matters.contains(id));
        kept = now;
        if same {
            debug_assert!(
                infer(module, scopes, guide.settings.stubs(), guide.prelude, &kept, guide.view)
                    .agrees(&typing)
            );
            return Ok(Analysis {
                typing,
                sites,
                decisions,
                helpers,
                inlined,
                kept,
                used_results,
                made: fixed.into_made(),
            });
        }
    }
    Err(ConvertError::BadOutput("did not settle".to_owned()))
}

/// Whether a script has to do with Glue: a word of it in a comment, a text or what a cell printed is none of
/// its business.
fn touches_glue(
    script: &Script<'_>,
    prelude: &Prelude<'_>,
    sites: &FxHashMap<ExprId, Site>,
) -> bool {
    script.typing.names_glue
        || script.view.world.glue
        || prelude.iter().any(|(_, ty)| is_glue(script.stubs, ty))
        || sites.values().any(|site| site.glue)
}

/// Renders a script.
///
/// # Errors
/// Where that does not settle, or the result fails the strict parser.
pub fn render<'r>(
    parsed: &Parsed<'_>,
    guide: Guide<'_, 'r>,
    analysis: &mut Analysis<'r>,
) -> Result<Rewritten, ConvertError> {
    // What was learnt of the run since then may have other answers.
    analysis.made.clear();
    render_at_once(parsed, guide, analysis)
}

/// Renders a script by the same guide by which it was analysed.
///
/// # Errors
/// As [`render`].
pub fn render_at_once<'r>(
    parsed: &Parsed<'_>,
    guide: Guide<'_, 'r>,
    analysis: &mut Analysis<'r>,
) -> Result<Rewritten, ConvertError> {
    for _ in 0..8 {
        let fixed = &Fixed::of(std::mem::take(&mut analysis.made));
        let mut script = parsed.script(guide, &analysis.typing);
        let Analysis { sites, decisions, helpers, inlined, .. } = &*analysis;
        script.helpers = Some(helpers);
        let setters = setters(sites);
        let rules = guide.rules;
        let round = Round { script: &script, rules, sites, decisions, inlined, setters, fixed };
        let names = Names::above(&script, rules, sites);
        let (plan, rendered) = round.settle(&names);
        if plan.used_results.is_subset(&analysis.used_results) {
            let needs = needed(&script, &rendered.facts);
            let here = |stmt| DefId { module: guide.view.here, stmt };
            let unread = plan.unread.iter().filter(|_| guide.settings.whole_estate);
            let unread = unread.map(|(def, index)| (here(*def), *index)).collect();
            let refused = round.renderer(&plan, &names).refused();
            let conversion = round.finish(&plan, &names, rendered)?;
            return Ok(Rewritten { conversion, needs, unread, refused });
        }
        let mut used = analysis.used_results.clone();
        used.extend(plan.used_results);
        *analysis = again(parsed, guide, analysis.kept.clone(), used)?;
    }
    Err(ConvertError::BadOutput("did not settle".to_owned()))
}

/// Sums up a script for the rest of the run.
pub fn summary(parsed: &Parsed<'_>, guide: Guide<'_, '_>, analysis: &Analysis<'_>) -> Summary {
    let script = parsed.script(guide, &analysis.typing);
    let context = script.stubs.class_named("GlueContext");
    let mut told = summarise(&parsed.module, &analysis.typing, |def, index| {
        if analysis.typing.used_as_value.contains(&def) {
            return None;
        }
        let carried = analysis.typing.params.get(&def)?.get(index)?;
        let StmtKind::Def(stub) = &script.module.stmt(def).kind else { return None };
        let old = stub.params.get(index)?.name.text;
        if signature::fills_in(&script, def, index) {
            return None;
        }
        carried.may_be(context?).then(|| super::session_name(&script, def, index, old))
    });
    told.asks.keeps.extend(signature::kept_elsewhere(&script));
    told
}

impl Parsed<'_> {
    pub(super) fn script<'p>(&'p self, guide: Guide<'p, '_>, typing: &'p Typing) -> Script<'p> {
        let Self { module, scopes, outline } = self;
        let stubs = guide.settings.stubs();
        Script::new(module, scopes, typing, stubs, guide.settings, outline, guide.view)
    }
}
