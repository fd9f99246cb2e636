//! The two phases: analysis until nobody learns anything new, then the rewrite.

use std::sync::OnceLock;

use super::order::{Graph, graph};
use super::unread::Unread;
use super::{Failed, Member, Outcome, Texts};
use crate::rewrite::{
    Analysis, ConvertError, Guide, Parsed, Rewritten, analyse, given_names, places, render, summary,
};
use crate::rules::RuleSet;
use crate::run::catch;
use crate::stubs::Stubs;
use crate::types::lake::Places;
use crate::types::{Asks, ModId, ModuleNames, Offers, Summary, Ty, View, World, alone, apart};
use rayon::prelude::*;

/// Rounds of handing facts around; types only grow, so that estates settle in two or three.
const ROUNDS: usize = 8;

/// Converts the modules of a run as one program.
///
/// The outcomes are in the order of the members; `None` where a module has nothing to do with Glue.
/// `done` is called once for each member that was rewritten.
pub fn convert<'r>(
    members: &'r [Member<'r>],
    names: ModuleNames,
    texts: &dyn Texts,
    rules: &'r RuleSet,
    done: &(dyn Fn() + Sync),
) -> Vec<Option<Outcome>> {
    let parsed: Vec<OnceLock<Parsing<'_>>> = members.iter().map(|_| OnceLock::new()).collect();
    let mut link = Link::of(members, names, texts, rules, &parsed);
    let mut single = link.alone(done);
    link.settle();
    link.follow(&mut single);
    let mut outcomes = link.rewrite(done);
    for Single { index, outcome, .. } in single {
        outcomes[index] = outcome;
    }
    outcomes
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
    let parsed: Vec<OnceLock<Parsing<'_>>> = members.iter().map(|_| OnceLock::new()).collect();
    let mut link = Link::of(members, names, texts, rules, &parsed);
    let mut single = link.alone(&|| ());
    // It is wanted even where nothing of Glue is in it.
    link.activate(wanted.index());
    link.settle();
    link.follow(&mut single);
    let Some(parsed) = link.parse(wanted.index()).transpose()? else { return Ok(None) };
    match &link.analyses[wanted.index()] {
        Some(Ok(analysis)) => Ok(Some(look(parsed, link.guide(wanted.index()), analysis))),
        Some(Err(failed)) => Err(failed.clone()),
        None => Ok(None),
    }
}

/// A module that no other one has to do with, rewritten.
struct Single {
    index: usize,
    outcome: Option<Outcome>,
    places: Places,
}

type Parsing<'t> = Option<Result<Parsed<'t>, ConvertError>>;

struct Link<'a, 't, 'r> {
    members: &'r [Member<'r>],
    texts: &'t dyn Texts,
    rules: &'r RuleSet,
    parsed: &'a [OnceLock<Parsing<'t>>],
    graph: Graph,
    world: World,
    /// What is known of each module that was looked at.
    analyses: Vec<Option<Result<Analysis<'r>, Failed>>>,
    /// What each module asks of the others.
    asks: Vec<Asks>,
    /// Modules that matter.
    active: Vec<bool>,
    /// Modules of which something new was said.
    dirty: Vec<bool>,
}

impl<'a, 't, 'r> Link<'a, 't, 'r> {
    fn of(
        members: &'r [Member<'r>],
        names: ModuleNames,
        texts: &'t dyn Texts,
        rules: &'r RuleSet,
        parsed: &'a [OnceLock<Parsing<'t>>],
    ) -> Self {
        Self {
            members,
            texts,
            rules,
            parsed,
            graph: graph(members),
            world: World::of(names, members.len()),
            analyses: members.iter().map(|_| None).collect(),
            asks: vec![Asks::default(); members.len()],
            active: vec![false; members.len()],
            dirty: vec![false; members.len()],
        }
    }
}

impl<'r> Link<'_, '_, 'r> {
    /// Rewrites the modules that no other one has to do with, so that their trees need not be kept.
    fn alone(&self, done: &(dyn Fn() + Sync)) -> Vec<Single> {
        let all = (0..self.members.len()).into_par_iter();
        all.filter(|index| self.members[*index].glue && self.graph.is_alone(*index))
            .map(|index| {
                let single = self.single(index, alone());
                done();
                single
            })
            .collect()
    }

    fn single(&self, index: usize, view: View<'_>) -> Single {
        let mut found = Places::default();
        let outcome = catch(|| {
            let text = self.texts.text(module_id(index))?;
            let guide = Guide { view, ..self.guide(index) };
            let rewritten = Parsed::of(text).and_then(|parsed| {
                let mut analysis = analyse(&parsed, guide)?;
                found = places(&parsed, guide, &analysis);
                render(&parsed, guide, &mut analysis)
            });
            Some(rewritten.map(|r| r.conversion).map_err(Failed::Convert))
        });
        let outcome = outcome.unwrap_or_else(|panic| Some(Err(Failed::Panic(panic))));
        Single { index, outcome, places: found }
    }

    /// Readers follow what the rules make of the places that others write: which those are is known
    /// only now, and few modules read any.
    fn follow(&mut self, single: &mut [Single]) {
        let linked: Vec<(usize, Places)> = (0..self.members.len())
            .into_par_iter()
            .filter_map(|index| Some((index, self.places(index)?)))
            .collect();
        let all = single.iter().map(|s| &s.places).chain(linked.iter().map(|l| &l.1));
        for (place, kept) in all.flat_map(|places| &places.written) {
            self.world.lake.add(place, kept);
        }
        let lake = self.world.lake.clone();
        let apart_world = World { lake, ..World::default() };
        let this = &*self;
        single.par_iter_mut().filter(|s| s.places.read_from(&apart_world.lake)).for_each(|s| {
            *s = this.single(s.index, apart(&apart_world));
        });
        let readers = linked.iter().filter(|(_, places)| places.read_from(&apart_world.lake));
        let again: Vec<_> = readers
            .map(|r| r.0)
            .collect::<Vec<_>>()
            .into_par_iter()
            .map(|i| (i, this.look(i).0))
            .collect();
        for (index, analysis) in again {
            self.analyses[index] = analysis;
        }
    }

    /// The places of a module that was looked at.
    fn places(&self, index: usize) -> Option<Places> {
        let Some(Ok(analysis)) = &self.analyses[index] else { return None };
        let Some(Ok(parsed)) = self.parse(index) else { return None };
        catch(|| places(parsed, self.guide(index), analysis)).ok()
    }

    /// Whether a module names Glue in its code; a word of Glue in its bytes may stand in a comment.
    fn names_glue(&self, index: usize) -> bool {
        let named = catch(|| match self.parse(index) {
            Some(Ok(parsed)) => parsed.names_glue(self.members[index].settings.stubs()),
            _ => false,
        });
        named.unwrap_or(false)
    }

    /// The first phase.
    fn settle(&mut self) {
        let linked = |index: &usize| self.members[*index].glue && !self.graph.is_alone(*index);
        let all: Vec<usize> = (0..self.members.len()).filter(linked).collect();
        let named: Vec<usize> = all.into_par_iter().filter(|i| self.names_glue(*i)).collect();
        self.world.linked = self.graph.linked_with(&named);
        for index in 0..self.members.len() {
            if self.members[index].glue && !self.graph.is_alone(index) {
                self.activate(index);
                self.activate_imports(index);
            }
        }
        for _ in 0..ROUNDS {
            for level in 0..self.graph.levels.len() {
                self.level(level);
            }
            self.hand_over();
            if !self.dirty.contains(&true) {
                break;
            }
        }
    }

    fn activate(&mut self, index: usize) {
        if !self.active[index] {
            self.active[index] = true;
            self.dirty[index] = true;
        }
    }

    fn activate_imports(&mut self, index: usize) {
        let members = self.members;
        for import in &members[index].imports {
            self.activate(import.index());
        }
    }

    /// Looks at the modules of one level of which something new was said, all at once.
    fn level(&mut self, level: usize) {
        let due: Vec<usize> =
            self.graph.levels[level].iter().copied().filter(|i| self.dirty[*i]).collect();
        let this = &*self;
        let found: Vec<_> = due.par_iter().map(|index| this.look(*index)).collect();
        for (index, (analysis, summary)) in due.into_iter().zip(found) {
            self.dirty[index] = false;
            self.analyses[index] = analysis;
            self.learn(index, summary);
        }
    }

    fn guide(&self, index: usize) -> Guide<'_, 'r> {
        let here = module_id(index);
        Guide {
            settings: self.members[index].settings,
            rules: self.members[index].settings.own_rules().unwrap_or(self.rules),
            prelude: given_names(self.members[index].settings),
            view: View { world: &self.world, here },
        }
    }

    fn parse(&self, index: usize) -> Option<Result<&Parsed<'_>, Failed>> {
        let parse = || self.texts.text(module_id(index)).map(Parsed::of);
        let parsing = self.parsed[index].get_or_init(parse).as_ref()?;
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
        self.asks[index] = asks;
        let glue = exposes(&offers, self.members[index].settings.stubs());
        if self.world.offers[index].as_ref() == Some(&offers) {
            return;
        }
        self.world.offers[index] = Some(offers);
        for importer in self.graph.all_importers(index) {
            if glue {
                self.activate(importer);
            }
            if self.active[importer] {
                self.dirty[importer] = true;
            }
        }
        if glue {
            self.activate_imports(index);
        }
    }

    /// Tells each module what the others ask of it.
    fn hand_over(&mut self) {
        let mut asked = vec![Asks::default(); self.members.len()];
        for asks in &self.asks {
            asks.hand_over(&mut asked);
        }
        for (index, new) in asked.into_iter().enumerate() {
            let old = &self.world.asks[index];
            let news = new.args != old.args || new.attrs != old.attrs || new.returns != old.returns;
            if news && self.active[index] && !self.knows(index, &new) {
                self.dirty[index] = true;
            }
            self.world.asks[index] = new;
        }
    }

    /// Whether a module knows already all that is said of its functions and classes.
    fn knows(&self, index: usize, asked: &Asks) -> bool {
        let Some(offers) = &self.world.offers[index] else { return false };
        let includes = |known: Option<&Ty>, ty: &Ty| {
            known.is_some_and(|known| known.clone().join(ty.clone()) == *known)
        };
        let returned = asked
            .returns
            .iter()
            .all(|(def, ty)| includes(offers.functions.get(&def.stmt).map(|f| &f.returns), ty));
        returned
            && asked.args.iter().all(|((def, at), ty)| {
                let function = offers.functions.get(&def.stmt);
                includes(function.and_then(|f| f.types.get(*at)), ty)
            })
            && asked.attrs.iter().all(|((class, name), ty)| {
                let class = offers.classes.get(&class.stmt);
                includes(class.and_then(|c| c.attrs.get(name)), ty)
            })
    }

    /// The second phase.
    fn rewrite(mut self, done: &(dyn Fn() + Sync)) -> Vec<Option<Outcome>> {
        let mut outcomes: Vec<Option<Outcome>> = self.members.iter().map(|_| None).collect();
        let mut unread = Unread::of(self.members.len());
        let mut due: Vec<usize> = (0..self.members.len()).filter(|i| self.active[*i]).collect();
        for round in 0..ROUNDS {
            let mut taken: Vec<_> = due.iter().map(|i| (*i, self.analyses[*i].take())).collect();
            let this = &self;
            let found: Vec<_> = taken
                .par_iter_mut()
                .map(|(index, analysis)| {
                    let outcome = this.render(*index, analysis.as_mut());
                    if round == 0 && this.members[*index].glue {
                        done();
                    }
                    outcome
                })
                .collect();
            let mut needs = Vec::new();
            for ((index, analysis), outcome) in taken.into_iter().zip(found) {
                self.analyses[index] = analysis;
                outcomes[index] = outcome.map(|outcome| {
                    unread.learn(index, outcome.as_ref().ok());
                    outcome.map(|rewritten| {
                        needs.extend(rewritten.needs);
                        rewritten.conversion
                    })
                });
            }
            // Where something of Glue is left in a module, what it has from another one must be there.
            needs.retain(|need| self.world.needed.insert(need.clone()));
            due = needs.into_iter().map(|(module, _)| module.index()).collect();
            if due.is_empty() && round + 1 < ROUNDS {
                due = self.without_unread(&mut unread);
            }
            due.sort_unstable();
            due.dedup();
            due.retain(|index| self.active[*index]);
            if due.is_empty() {
                break;
            }
        }
        outcomes
    }

    /// The modules that change because parameters go that nothing reads.
    fn without_unread(&mut self, unread: &mut Unread) -> Vec<usize> {
        let changed = unread.settle(&mut self.world);
        let importers = changed.iter().flat_map(|index| self.graph.all_importers(*index));
        changed.iter().copied().chain(importers).collect()
    }

    fn render(
        &self,
        index: usize,
        analysis: Option<&mut Result<Analysis<'r>, Failed>>,
    ) -> Option<Result<Rewritten, Failed>> {
        let wanted = self.members[index].glue;
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
