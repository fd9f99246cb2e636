//! The two phases: analysis until nobody learns anything new, then the rewrite.
//!
//! Modules that no import connects know nothing of each other, so that each group of modules goes
//! through both phases at once and its trees need not be kept. Only the places that rows are kept in
//! hold for the whole run: groups that read one of them are done once more when all are known.

use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::order::{Graph, graph};
use super::unread::Unread;
use super::{Failed, Member, Outcome, Texts};
use crate::rewrite::{
    Analysis, ConvertError, Guide, Parsed, Rewritten, analyse, given_names, places, render,
    render_at_once, settled, summary,
};
use crate::rules::RuleSet;
use crate::run::{HandOver, catch};
use crate::stubs::Stubs;
use crate::types::lake::{Lake, Places, is_computed};
use crate::types::{Asks, ModId, ModuleNames, Offers, Summary, Ty, View, World, alone, apart};

/// Rounds of handing facts around; types only grow, so that estates settle in two or three.
const ROUNDS: usize = 8;

/// Converts the modules of a run as one program.
///
/// `done` takes the outcome of each module that was looked at, as soon as it is there.
pub fn convert<'r>(
    members: &'r [Member<'r>],
    names: ModuleNames,
    texts: &dyn Texts,
    rules: &'r RuleSet,
    done: HandOver<'_>,
) {
    let run = Run { members, names: Arc::new(names), texts, rules, graph: graph(members) };
    run.parts(done);
}

/// Shows one module of a run as the rewrite would see it; `None` where it cannot be read.
///
/// # Errors
/// Where the module cannot be rewritten.
pub fn inspect<'r, T>(
    members: &'r [Member<'r>],
    names: ModuleNames,
    texts: &dyn Texts,
    rules: &'r RuleSet,
    wanted: ModId,
    look: impl FnOnce(&Parsed<'_>, Guide<'_, '_>, &Analysis<'_>) -> T,
) -> Result<Option<T>, Failed> {
    let run = Run { members, names: Arc::new(names), texts, rules, graph: graph(members) };
    let lake = run.parts(&|_, _| ());
    let wanted = wanted.index();
    let group = run.graph.groups(|index| index == wanted).concat();
    let mut link = Link::of(&run, &group);
    // It is wanted even where nothing of Glue is in it.
    link.activate(wanted);
    link.settle();
    link.follow(&lake);
    let Some(parsed) = link.parse(wanted).transpose()? else { return Ok(None) };
    match link.analyses.get(&wanted) {
        Some(Ok(analysis)) => Ok(Some(look(parsed, link.guide(wanted), analysis))),
        Some(Err(failed)) => Err(failed.clone()),
        None => Ok(None),
    }
}

/// What all groups of modules share.
struct Run<'t, 'r> {
    members: &'r [Member<'r>],
    names: Arc<ModuleNames>,
    texts: &'t dyn Texts,
    rules: &'r RuleSet,
    graph: Graph,
}

/// A group of modules that was rewritten, and the places of its rows.
struct Part {
    group: Vec<usize>,
    places: Places,
}

impl<'r> Run<'_, 'r> {
    /// Rewrites all groups that have to do with Glue; the places that they keep rows in.
    ///
    /// Readers follow what the rules make of the places that others write: which those are is known
    /// only when all are done, and few modules read any.
    fn parts(&self, done: HandOver<'_>) -> Arc<Lake> {
        let groups = self.graph.groups(|index| self.members[index].glue);
        let parts: Vec<Part> =
            groups.into_par_iter().map(|group| self.part(group, None, done)).collect();
        let mut lake = Lake::default();
        let written = parts.iter().flat_map(|part| &part.places.written);
        written.filter(|w| !is_computed(&w.place)).for_each(|w| lake.add(w));
        let lake = Arc::new(lake);
        parts.into_par_iter().for_each(|part| {
            if let Some(lake) = part.places.with_own_if_read(&lake) {
                self.part(part.group, Some(&lake), done);
            }
        });
        lake
    }

    fn part(&self, group: Vec<usize>, lake: Option<&Arc<Lake>>, done: HandOver<'_>) -> Part {
        if let [index] = group[..] {
            let (outcome, places) = self.single(index, lake);
            done(module_id(index), outcome);
            return Part { group, places };
        }
        let mut link = Link::of(self, &group);
        link.settle();
        let places = link.places();
        if let Some(lake) = lake {
            link.follow(lake);
        }
        for (index, outcome) in link.rewrite() {
            done(module_id(index), outcome);
        }
        Part { group, places }
    }

    /// Rewrites a module that no other one has to do with.
    fn single(&self, index: usize, lake: Option<&Arc<Lake>>) -> (Option<Outcome>, Places) {
        let world = lake.map(|lake| World { lake: Arc::clone(lake), ..World::default() });
        let mut found = Places::default();
        let outcome = catch(|| {
            let text = self.texts.text(module_id(index))?;
            let guide = self.guide(index, world.as_ref().map_or_else(|| alone(), apart));
            let convert = |parsed: &Parsed<'_>, found: Option<&mut Places>| {
                let mut analysis = analyse(parsed, guide)?;
                if let Some(found) = found {
                    *found = places(parsed, guide, &analysis);
                }
                render_at_once(parsed, guide, &mut analysis).map(|r| r.conversion)
            };
            let checked = Parsed::of(text).and_then(|parsed| {
                let done = convert(&parsed, Some(&mut found))?;
                settled(&parsed, guide.settings, done, |output| convert(output, None))
            });
            Some(checked.map_err(Failed::Convert))
        });
        (outcome.unwrap_or_else(|panic| Some(Err(Failed::Panic(panic)))), found)
    }

    /// What a module is rewritten by, in its group or, where it is alone, as `view` has it.
    fn guide<'w>(&self, index: usize, view: View<'w>) -> Guide<'w, 'r>
    where
        'r: 'w,
    {
        let settings = self.members[index].settings;
        let rules = settings.own_rules().unwrap_or(self.rules);
        Guide { settings, rules, prelude: given_names(settings), view }
    }
}

type Parsing<'t> = Option<Result<Parsed<'t>, ConvertError>>;

/// A group of modules that have to do with each other.
struct Link<'a, 't, 'r> {
    run: &'a Run<'t, 'r>,
    group: &'a [usize],
    parsed: FxHashMap<usize, OnceLock<Parsing<'t>>>,
    world: World,
    /// What is known of each module that was looked at.
    analyses: FxHashMap<usize, Result<Analysis<'r>, Failed>>,
    /// What each module asks of the others.
    asks: FxHashMap<usize, Asks>,
    /// Modules that matter.
    active: FxHashSet<usize>,
    /// Modules of which something new was said.
    dirty: FxHashSet<usize>,
}

impl<'a, 't, 'r> Link<'a, 't, 'r> {
    fn of(run: &'a Run<'t, 'r>, group: &'a [usize]) -> Self {
        Self {
            run,
            group,
            parsed: group.iter().map(|index| (*index, OnceLock::new())).collect(),
            world: World::of(Arc::clone(&run.names)),
            analyses: FxHashMap::default(),
            asks: FxHashMap::default(),
            active: FxHashSet::default(),
            dirty: FxHashSet::default(),
        }
    }
}

impl<'r> Link<'_, '_, 'r> {
    /// Whether a module names Glue in its code; a word of Glue in its bytes may stand in a comment.
    fn names_glue(&self, index: usize) -> bool {
        let named = catch(|| match self.parse(index) {
            Some(Ok(parsed)) => parsed.names_glue(self.run.members[index].settings.stubs()),
            _ => false,
        });
        named.unwrap_or(false)
    }

    /// The first phase.
    fn settle(&mut self) {
        let glue = self.group.par_iter().filter(|index| self.run.members[**index].glue);
        self.world.glue = glue.any(|index| self.names_glue(*index));
        for index in self.group {
            if self.run.members[*index].glue {
                self.activate(*index);
                self.activate_imports(*index);
            }
        }
        let levels = self.run.graph.levels(self.group);
        for _ in 0..ROUNDS {
            for level in &levels {
                self.level(level);
            }
            self.hand_over();
            if self.dirty.is_empty() {
                break;
            }
        }
    }

    /// The places of all modules that were looked at.
    fn places(&self) -> Places {
        let each: Vec<Places> = self.group.par_iter().filter_map(|i| self.places_of(*i)).collect();
        let mut all = Places::default();
        for places in each {
            all.written.extend(places.written);
            all.read.extend(places.read);
        }
        all
    }

    fn places_of(&self, index: usize) -> Option<Places> {
        let Some(Ok(analysis)) = self.analyses.get(&index) else { return None };
        let Some(Ok(parsed)) = self.parse(index) else { return None };
        catch(|| places(parsed, self.guide(index), analysis)).ok()
    }

    /// Looks again at the modules that read what is kept in one of the places.
    fn follow(&mut self, lake: &Arc<Lake>) {
        let lake = self.places().with_own(lake);
        let readers = self.group.par_iter().copied();
        let readers: Vec<usize> = readers
            .filter(|i| self.places_of(*i).is_some_and(|places| places.read_from(&lake)))
            .collect();
        self.world.lake = lake;
        let this = &*self;
        let again: Vec<_> = readers.into_par_iter().map(|i| (i, this.look(i).0)).collect();
        for (index, analysis) in again {
            self.keep(index, analysis);
        }
    }

    fn keep(&mut self, index: usize, analysis: Option<Result<Analysis<'r>, Failed>>) {
        match analysis {
            Some(analysis) => self.analyses.insert(index, analysis),
            None => self.analyses.remove(&index),
        };
    }

    fn activate(&mut self, index: usize) {
        if self.active.insert(index) {
            self.dirty.insert(index);
        }
    }

    fn activate_imports(&mut self, index: usize) {
        let members = self.run.members;
        for import in &members[index].imports {
            self.activate(import.index());
        }
    }

    /// Looks at the modules of one level of which something new was said, all at once.
    fn level(&mut self, level: &[usize]) {
        let due: Vec<usize> = level.iter().copied().filter(|i| self.dirty.remove(i)).collect();
        let this = &*self;
        let found: Vec<_> = due.par_iter().map(|index| this.look(*index)).collect();
        for (index, (analysis, summary)) in due.into_iter().zip(found) {
            self.keep(index, analysis);
            self.learn(index, summary);
        }
    }

    fn guide(&self, index: usize) -> Guide<'_, 'r> {
        self.run.guide(index, View { world: &self.world, here: module_id(index) })
    }

    fn parse(&self, index: usize) -> Option<Result<&Parsed<'_>, Failed>> {
        let parse = || self.run.texts.text(module_id(index)).map(Parsed::of);
        let parsing = self.parsed.get(&index)?.get_or_init(parse).as_ref()?;
        Some(parsing.as_ref().map_err(|error| Failed::Convert(error.clone())))
    }

    #[allow(clippy::type_complexity)] // what is stored, and what is told
    fn look(&self, index: usize) -> (Option<Result<Analysis<'r>, Failed>>, Summary) {
        let looked = catch(|| {
            let parsed = match self.parse(index)? {
                Ok(parsed) => parsed,
                Err(failed) => return Some(Err(failed)),
            };
            let guide = self.guide(index);
            let analysis = match analyse(parsed, guide) {
                Ok(analysis) => analysis,
                Err(error) => return Some(Err(Failed::Convert(error))),
            };
            let told = summary(parsed, guide, &analysis);
            Some(Ok((analysis, told)))
        });
        match looked {
            Ok(Some(Ok((analysis, told)))) => (Some(Ok(analysis)), told),
            Ok(Some(Err(failed))) => (Some(Err(failed)), Summary::default()),
            Ok(None) => (None, Summary::default()),
            Err(panic) => (Some(Err(Failed::Panic(panic))), Summary::default()),
        }
    }

    /// Takes in what a module says of itself; whoever imports it may have to be looked at again.
    fn learn(&mut self, index: usize, summary: Summary) {
        let Summary { offers, asks } = summary;
        self.asks.insert(index, asks);
        let glue = exposes(&offers, self.run.members[index].settings.stubs());
        if self.world.offers(module_id(index)) == Some(&offers) {
            return;
        }
        self.world.offers.insert(module_id(index), offers);
        for importer in self.run.graph.all_importers(index) {
            if glue {
                self.activate(importer);
            }
            if self.active.contains(&importer) {
                self.dirty.insert(importer);
            }
        }
        if glue {
            self.activate_imports(index);
        }
    }

    /// Tells each module what the others ask of it.
    fn hand_over(&mut self) {
        let mut asked: FxHashMap<ModId, Asks> = FxHashMap::default();
        for asks in self.group.iter().filter_map(|index| self.asks.get(index)) {
            asks.hand_over(&mut asked);
        }
        for index in self.group {
            let here = module_id(*index);
            let new = asked.remove(&here).unwrap_or_default();
            let old = self.world.asks.entry(here).or_default();
            let news = new.args != old.args
                || new.attrs != old.attrs
                || new.names != old.names
                || new.returns != old.returns;
            if news && self.active.contains(index) && !self.knows(here, &new) {
                self.dirty.insert(*index);
            }
            self.world.asks.insert(here, new);
        }
    }

    /// Whether a module knows already all that is said of its functions and classes.
    fn knows(&self, module: ModId, asked: &Asks) -> bool {
        let Some(offers) = self.world.offers(module) else { return false };
        let includes = |known: Option<&Ty>, ty: &Ty| {
            known.is_some_and(|known| known.clone().join(ty.clone()) == *known)
        };
        let returned = asked
            .returns
            .iter()
            .all(|(def, ty)| includes(offers.functions.get(&def.stmt).map(|f| &f.returns), ty));
        returned
            && asked.names.iter().all(|((_, name), ty)| includes(offers.names.get(name), ty))
            && asked.args.iter().all(|((def, at), ty)| {
                let function = offers.functions.get(&def.stmt);
                includes(function.and_then(|f| f.types.get(*at)), ty)
            })
            && asked.attrs.iter().all(|((class, name), ty)| {
                let class = offers.classes.get(&class.stmt);
                includes(class.and_then(|c| c.attrs.get(name)), ty)
            })
    }

    /// The second phase: the outcomes of the modules that matter.
    fn rewrite(mut self) -> FxHashMap<usize, Option<Outcome>> {
        let mut outcomes: FxHashMap<usize, Option<Outcome>> = FxHashMap::default();
        let mut unread = Unread::default();
        let active = self.group.iter().copied().filter(|i| self.active.contains(i));
        let mut due: Vec<usize> = active.collect();
        for round in 0..ROUNDS {
            let mut taken: Vec<_> = due.iter().map(|i| (*i, self.analyses.remove(i))).collect();
            let this = &self;
            let found: Vec<_> = taken
                .par_iter_mut()
                .map(|(index, analysis)| this.render(*index, analysis.as_mut()))
                .collect();
            let mut needs = Vec::new();
            for ((index, analysis), outcome) in taken.into_iter().zip(found) {
                self.keep(index, analysis);
                let outcome = outcome.map(|outcome| {
                    unread.learn(index, outcome.as_ref().ok());
                    outcome.map(|rewritten| {
                        needs.extend(rewritten.needs);
                        rewritten.conversion
                    })
                });
                outcomes.insert(index, outcome);
            }
            // Where something of Glue is left in a module, what it has from another one must be there.
            needs.retain(|need| self.world.needed.insert(need.clone()));
            due = needs.into_iter().map(|(module, _)| module.index()).collect();
            if due.is_empty() && round + 1 < ROUNDS {
                due = self.without_unread(&mut unread);
            }
            due.sort_unstable();
            due.dedup();
            due.retain(|index| self.active.contains(index));
            if due.is_empty() {
                break;
            }
        }
        outcomes
    }

    /// The modules that change because parameters go that nothing reads.
    fn without_unread(&mut self, unread: &mut Unread) -> Vec<usize> {
        let changed = unread.settle(&mut self.world);
        let importers = changed.iter().flat_map(|index| self.run.graph.all_importers(*index));
        changed.iter().copied().chain(importers).collect()
    }

    fn render(
        &self,
        index: usize,
        analysis: Option<&mut Result<Analysis<'r>, Failed>>,
    ) -> Option<Result<Rewritten, Failed>> {
        let wanted = self.run.members[index].glue;
        let analysis = match analysis? {
            Ok(analysis) => analysis,
            // A file without a word of Glue was looked at for the others' sake only.
            Err(failed) => return wanted.then(|| Err(failed.clone())),
        };
        let rendered = catch(|| match self.parse(index)? {
            Ok(parsed) => {
                Some(render(parsed, self.guide(index), analysis).map_err(Failed::Convert))
            }
            Err(failed) => Some(Err(failed)),
        });
        rendered.unwrap_or_else(|panic| Some(Err(Failed::Panic(panic))))
    }
}

#[allow(clippy::cast_possible_truncation)] // a run has far fewer files
fn module_id(index: usize) -> ModId {
    ModId(index as u32)
}

/// Whether a module offers values of Glue: then what is done with them elsewhere matters.
fn exposes(offers: &Offers, stubs: &Stubs) -> bool {
    let functions = offers.functions.values().flat_map(|f| f.types.iter().chain([&f.returns]));
    let classes = offers.classes.values().flat_map(|c| c.attrs.values());
    offers.names.values().chain(functions).chain(classes).any(|ty| is_glue(ty, stubs))
}

fn is_glue(ty: &Ty, stubs: &Stubs) -> bool {
    match ty {
        Ty::Instance(class) | Ty::Kept(class) => stubs.class(*class).glue,
        Ty::List(inner) | Ty::Dict(inner) => is_glue(inner, stubs),
        Ty::Tuple(items) | Ty::Union(items) => items.iter().any(|i| is_glue(i, stubs)),
        _ => false,
    }
}
