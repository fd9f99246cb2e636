//! From one decoded Python text to its rewritten text and its findings.

mod accounted;
mod alias;
mod analysis;
mod asked;
mod assemble;
mod caught;
mod decide;
mod described;
mod edit;
mod emptied;
mod explain;
mod fixed;
mod follow;
mod guards;
mod hidden;
mod imports;
mod inline;
mod judged;
mod lake;
mod looked_up;
mod mocks;
mod optional;
mod overwritten;
mod params;
mod piece;
mod place;
mod plan;
mod render;
mod report;
mod session;
mod settled;
mod shared;
mod signature;
mod site;
mod statements;
mod told_apart;
mod uses;
mod wording;

use std::cell::RefCell;
use std::sync::{Arc, LazyLock};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::config::Settings;
use crate::diagnostics::{Family, Finding};
use crate::python::ast::{ExprId, StmtId, StmtKind};
use crate::python::check_strictly;
use crate::rules::RuleSet;
use crate::script::Script;
use crate::stubs::Stubs;
use crate::types::{DefId, Prelude, Ty, World, alone, apart};
pub use analysis::{
    Analysis, Guide, Parsed, Rewritten, analyse, places, render, render_at_once, summary,
};
use asked::{News, Planned};
use decide::Decision;
pub use explain::explain;
use fixed::Fixed;
use imports::{Names, changes};
use piece::{Known, Piece};
use plan::Plan;
use render::{Rendered, Renderer};
pub use settled::settled;
use site::Site;

/// What a rewrite of one text came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conversion {
    /// The new text, `None` where nothing changes.
    pub text: Option<String>,
    /// What there is to say, in order of place.
    pub findings: Vec<Finding>,
    /// Whether the text uses Glue at all.
    pub glue: bool,
}

/// Why a text could not be rewritten.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum ConvertError {
    /// The text does not parse as Python 3.
    #[error("not Python 3: {message}")]
    NotPython {
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
        /// What the parser expected.
        message: String,
    },
    /// A limit of the tool was passed (size, nesting).
    #[error("{0}")]
    Limit(String),
    /// The rewritten text failed a check and was thrown away.
    #[error("internal: the rewritten text {0}; the file is left as it was")]
    BadOutput(String),
    /// The rewritten text has Glue left, and something in it does not fit together.
    #[error("the rewritten text {0}; the file is left as it was")]
    Unsettled(String),
}

/// Rewrites one text with the rules that come with the program.
///
/// # Errors
/// Where the text is not Python 3, goes past a limit, or the result fails a check.
pub fn convert(text: &str, settings: &Settings) -> Result<Conversion, ConvertError> {
    let rules = settings.own_rules().unwrap_or(RuleSet::embedded());
    let convert =
        |parsed: &Parsed<'_>| convert_parsed(parsed, settings, rules, given_names(settings));
    let parsed = Parsed::of(text)?;
    settled(&parsed, settings, convert(&parsed)?, convert)
}

/// The types of the names that are there before the first statement, as the settings say.
pub fn given_names(settings: &Settings) -> &'static Prelude<'static> {
    static NAMES: LazyLock<Vec<(&str, Ty)>> = LazyLock::new(|| {
        let class = |name| Stubs::embedded().class_named(name).map(Ty::Instance);
        [("spark", "SparkSession"), ("sc", "SparkContext")]
            .into_iter()
            .filter_map(|(name, of)| Some((name, class(of)?)))
            .collect()
    });
    if settings.given_session { &NAMES } else { &[] }
}

/// Rewrites one text once; `prelude` gives types to names that the text does not bind.
///
/// # Errors
/// Where the text is not Python 3, goes past a limit, or the result fails the strict parser.
pub fn convert_with(
    text: &str,
    settings: &Settings,
    rules: &RuleSet,
    prelude: &Prelude<'_>,
) -> Result<Conversion, ConvertError> {
    convert_parsed(&Parsed::of(text)?, settings, rules, prelude)
}

fn convert_parsed(
    parsed: &Parsed<'_>,
    settings: &Settings,
    rules: &RuleSet,
    prelude: &Prelude<'_>,
) -> Result<Conversion, ConvertError> {
    let guide = Guide { settings, rules, prelude, view: alone() };
    let mut analysis = analyse(parsed, guide)?;
    let lake = places(parsed, guide, &analysis);
    let mut world = World::default();
    let kept = Arc::make_mut(&mut world.lake);
    lake.written.iter().for_each(|written| kept.add(written));
    let guide = Guide { view: apart(&world), ..guide };
    if lake.read_from(&world.lake) {
        analysis = analyse(parsed, guide)?;
    }
    render(parsed, guide, &mut analysis).map(|rewritten| rewritten.conversion)
}

struct Round<'a> {
    script: &'a Script<'a>,
    rules: &'a RuleSet,
    sites: &'a FxHashMap<ExprId, Site>,
    decisions: &'a FxHashMap<ExprId, Decision<'a>>,
    /// Functions whose calls are all rewritten, so that they go.
    inlined: &'a FxHashSet<StmtId>,
    /// Statements that set up a builder, with the calls that complete it.
    setters: FxHashMap<StmtId, Vec<ExprId>>,
    /// Parts of templates that are the same in every round.
    fixed: &'a Fixed,
}

impl Round<'_> {
    fn renderer<'r>(&'r self, plan: &'r Plan, names: &'r Names<'r>) -> Renderer<'r> {
        Renderer {
            script: self.script,
            rules: self.rules,
            sites: self.sites,
            decisions: self.decisions,
            inlined: self.inlined,
            setters: &self.setters,
            plan: Planned::new(plan),
            names,
            notes: RefCell::default(),
            blocks: RefCell::default(),
            index: render::index::Index::default(),
            uses: uses::Table::default(),
            around: alias::Around::default(),
            fixed: self.fixed,
        }
    }

    /// The plan that follows from itself, and what it renders.
    fn settle<'r>(&'r self, names: &'r Names<'r>) -> (Plan, Rendered) {
        let mut plan = self.first_plan();
        let mut known = Known::default();
        for _ in 0..12 {
            let (next, mut rendered) = self.renderer(&plan, names).next_plan(known);
            if next == plan {
                rendered.facts = next.facts;
                debug_assert!(self.is_same_anew(&plan, names, &rendered));
                return (plan, rendered);
            }
            let news = News::between(&plan, &next, self.script.scopes);
            known = Known::of(rendered.pieces, &news);
            plan = next;
        }
        let rendered = self.renderer(&plan, names).render(known);
        (plan, rendered)
    }

    /// Whether nothing of what was taken over from earlier rounds would come out in another way now.
    fn is_same_anew<'r>(&'r self, plan: &'r Plan, names: &'r Names<'r>, known: &Rendered) -> bool {
        let anew = self.renderer(plan, names).render(Known::default());
        anew.facts == known.facts
            && anew.remarks == known.remarks
            && anew.pieces.iter().map(Piece::result).eq(known.pieces.iter().map(Piece::result))
    }

    /// Everything is read, every parameter that carries a context may carry a session.
    fn first_plan(&self) -> Plan {
        let script = self.script;
        let mut plan = Plan::default();
        let reads = script.scopes.reads().flat_map(|(_, _, places)| places);
        plan.facts.survivors.extend(reads.copied());
        let Some(context) = script.stubs.class_named("GlueContext") else {
            return plan;
        };
        for (def, params) in &script.typing.params {
            let id = DefId { module: script.view.here, stmt: *def };
            let value = script.typing.used_as_value.contains(def)
                || script.view.asked().is_some_and(|a| a.as_value.contains(&id));
            if !is_called(script, id) || value {
                continue;
            }
            let StmtKind::Def(stub) = &script.module.stmt(*def).kind else {
                continue;
            };
            for (index, ty) in params.iter().enumerate() {
                if ty.may_be(context) && stub.params.len() > index {
                    if signature::fills_in(script, *def, index) {
                        continue;
                    }
                    let old = stub.params[index].name.text;
                    let new = session_name(script, *def, index, old);
                    plan.session_params.insert((*def, index), new);
                }
            }
        }
        plan
    }

    fn finish<'r>(
        &'r self,
        plan: &'r Plan,
        names: &'r Names<'r>,
        rendered: Rendered,
    ) -> Result<Conversion, ConvertError> {
        let renderer = self.renderer(plan, names);
        let text = self.script.module.text;
        let Rendered { pieces, facts, remarks } = rendered;
        let edits = pieces.into_iter().map(|(id, piece)| (id, piece.edit)).collect();
        let imports = changes(self.script, names, &facts, |id| plan.deleted.contains(&id));
        let output = assemble::assemble(&renderer, edits, &facts, &imports);
        let changed = output != text;
        if changed && let Err(error) = check_strictly(&output) {
            return Err(ConvertError::BadOutput(format!("does not parse ({error})")));
        }
        let findings = report::findings(self, &renderer, &facts, &remarks, &imports);
        let about_glue = |f: &Finding| f.family == Family::Glue;
        let glue = findings.iter().any(about_glue) || changed && findings.is_empty();
        Ok(Conversion { text: changed.then_some(output), findings, glue })
    }
}

/// Whether a function, a method that it overrides or one that overrides it is called in the run.
fn is_called(script: &Script<'_>, def: DefId) -> bool {
    let called = |def: &DefId| {
        if def.module == script.view.here {
            let here = script.typing.call_sites.get(&def.stmt).is_some_and(|s| !s.is_empty());
            here || script.view.asked().is_some_and(|a| a.called.contains(def))
        } else {
            script.view.world.function(*def).is_some_and(|f| f.called)
                || script.typing.asks.called.contains(def)
        }
    };
    let related = script.typing.overrides.iter().filter(|(base, own)| *base == def || *own == def);
    script.settings.whole_estate
        || called(&def)
        || related.flat_map(|(base, own)| [base, own]).any(called)
}

/// The name of a parameter that carried a context: `spark` where the function has no such name. A method and
/// those that override it have one name for it: who calls one of them by keyword may meet any.
fn session_name(script: &Script<'_>, def: StmtId, index: usize, old: &str) -> String {
    let related = related(script, def).into_iter();
    let mut same = related.filter(|def| signature::param_name(script, *def, index) == Some(old));
    if same.any(|def| signature::must_keep(script, def, index, old)) {
        old.to_owned()
    } else {
        "spark".to_owned()
    }
}

/// A function with the methods of its module that it overrides and that override it.
fn related(script: &Script<'_>, def: StmtId) -> Vec<StmtId> {
    let mut all = vec![def];
    let pairs = script.typing.overrides.iter().filter(|(base, own)| base.module == own.module);
    let pairs: Vec<_> = pairs.map(|(base, own)| (base.stmt, own.stmt)).collect();
    let mut next = 0;
    while let Some(one) = all.get(next).copied() {
        next += 1;
        for (base, own) in &pairs {
            for (this, other) in [(*base, *own), (*own, *base)] {
                if this == one && !all.contains(&other) {
                    all.push(other);
                }
            }
        }
    }
    all
}
