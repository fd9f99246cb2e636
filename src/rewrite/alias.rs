//! Names that a removed wrapper leaves: `df = frame` where `df = frame.toDF()` stood.
//!
//! Such a line says nothing. Where it is safe, the frame gets the second name where it is made, or the
//! uses of the second name read the first one, whichever leaves more of the script as it was.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::assemble::comments::is_prose;
use super::edit::apply_within;
use super::inline::makes_context;
use super::piece::Piece;
use super::plan::Owned;
use super::render::Renderer;
use super::statements::StatementEdit;
use crate::python::ast::{ExprId, Span, StmtId, StmtKind};
use crate::python::scope::{Binding, ScopeId, ScopeKind};

/// Lines of untouched code that may change for a name that goes.
const FEW: usize = 2;

/// Names that go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aliases {
    /// The lines that go.
    pub lines: FxHashSet<StmtId>,
    /// A name and the one that is read in its place.
    pub read: BTreeMap<Owned, String>,
    /// Places where another name is read.
    pub read_at: FxHashMap<ExprId, String>,
    /// A target and the name it gets.
    pub renamed: FxHashMap<ExprId, String>,
}

impl Aliases {
    /// The name that is read in the place of one that goes.
    pub fn read_instead(&self, id: ExprId, owner: ScopeId, name: &str) -> Option<&str> {
        let Self { read, read_at, .. } = self;
        if read.is_empty() && read_at.is_empty() {
            return None;
        }
        let mut found = read_at.get(&id).or_else(|| read.get(&(owner, name.to_owned())))?;
        // Each step goes to a name that was bound earlier.
        while let Some(next) = read.get(&(owner, found.clone())) {
            found = next;
        }
        Some(found)
    }
}

/// The scope, the new name and the old name of a line that gives a second name.
type SecondName<'s> = (ScopeId, &'s str, &'s str);

/// `new = old`, what a line came to.
struct Alias<'s> {
    stmt: StmtId,
    owner: ScopeId,
    new: &'s str,
    old: &'s str,
    reads: &'s [ExprId],
}

/// The statements that have edits, a place for each.
struct Touched(Vec<bool>);

impl Touched {
    fn of(count: usize, pieces: &[(StmtId, Piece)]) -> Self {
        let mut touched = vec![false; count];
        pieces.iter().for_each(|(id, p)| touched[id.0 as usize] = !p.edit.edits.is_empty());
        Self(touched)
    }

    fn has_edits(&self, id: StmtId) -> bool {
        self.0[id.0 as usize]
    }
}

/// What many statements of a script ask for: the line and the paragraph that were looked at last, and
/// what the text as a whole says.
#[derive(Default)]
pub(super) struct Around {
    line: RefCell<Range<usize>>,
    paragraph: RefCell<Range<usize>>,
    names: OnceCell<bool>,
}

impl Around {
    /// Whether the text asks for all names that there are.
    fn speaks_of_names(&self, text: &str) -> bool {
        *self.names.get_or_init(|| text.contains("locals()") || text.contains("globals()"))
    }

    /// Where the line of an offset ends.
    fn line_end(&self, text: &str, offset: usize) -> usize {
        let mut line = self.line.borrow_mut();
        if !line.contains(&offset) {
            *line = offset..text[offset..].find('\n').map_or(text.len(), |i| offset + i);
        }
        // An empty rest of a line is not kept.
        line.end.max(offset)
    }

    /// The lines without a blank one among them around a statement and the rest of its last line.
    fn paragraph(&self, text: &str, start: usize, end: usize) -> Range<usize> {
        let mut known = self.paragraph.borrow_mut();
        if known.start <= start && end < known.end {
            return known.clone();
        }
        let blank = |line: &&str| line.trim().is_empty();
        let above: usize = text[..start]
            .split_inclusive('\n')
            .rev()
            .take_while(|line| !blank(line) || !line.ends_with('\n'))
            .map(str::len)
            .sum();
        let below = text[end..].split_inclusive('\n').skip(1).take_while(|l| !blank(l));
        let found = start - above..end + 1 + below.map(str::len).sum::<usize>();
        // A statement of several lines may have blank ones inside, which end the paragraph of others.
        if !text[start..end].contains('\n') {
            known.clone_from(&found);
        }
        found
    }
}

impl Renderer<'_> {
    /// The names that go, with those that went in earlier rounds.
    pub(super) fn aliases(&self, pieces: &[(StmtId, Piece)]) -> Aliases {
        let mut out = self.plan.whole().aliases.clone();
        let touched = Touched::of(self.script.module.stmt_count(), pieces);
        for (id, edit) in pieces.iter().map(|(id, piece)| (id, &piece.edit)) {
            let Some(second) = self.second_name(*id, edit) else { continue };
            let Some(alias) = self.alias(*id, second, &out.lines) else {
                if let Some((reads, old)) = self.first_step(*id, second, &out.lines) {
                    out.read_at.extend(reads.into_iter().map(|r| (r, old.to_owned())));
                    out.lines.insert(*id);
                } else if let Some((target, new)) = self.made_at_once(*id, second, &touched, &out) {
                    out.renamed.insert(target, new.to_owned());
                    out.lines.insert(*id);
                }
                continue;
            };
            // A name that goes in this round is seen as what it became in the next one.
            if out.read.contains_key(&(alias.owner, alias.old.to_owned())) {
                continue;
            }
            let untouched = alias
                .reads
                .iter()
                .map(|r| self.script.scopes.stmt_of(*r))
                .filter(|s| !touched.has_edits(*s))
                .count();
            let made = self.made_for(&alias, &touched, &out);
            if let Some(target) = made
                && untouched > 0
            {
                out.renamed.insert(target, alias.new.to_owned());
            } else if untouched <= FEW && self.old_lasts(&alias) {
                out.read.insert((alias.owner, alias.new.to_owned()), alias.old.to_owned());
            } else {
                continue;
            }
            out.lines.insert(*id);
        }
        out
    }

    /// `df = frame` right before `df = df.…`: the places of the second line that may read the frame.
    fn first_step<'s>(
        &self,
        id: StmtId,
        (owner, new, old): SecondName<'s>,
        gone: &FxHashSet<StmtId>,
    ) -> Option<(Vec<ExprId>, &'s str)> {
        let (module, scopes) = (self.script.module, self.script.scopes);
        let (block, at) = module.place_in_block(scopes.stmt_parent(id), id)?;
        let next = *block.stmts.get(at + 1)?;
        let StmtKind::Assign { targets, annotation: None, value: Some(_) } =
            &module.stmt(next).kind
        else {
            return None;
        };
        let again = matches!(targets[..], [target] if module.name(target) == Some(new));
        let uses = self.uses(owner, new);
        let range = |span: Span| span.start..span.end;
        let handled = match scopes.stmt_parent(id).map(|p| &module.stmt(p).kind) {
            Some(StmtKind::Try { handlers, .. }) => {
                handlers.iter().any(|h| uses.read_in(range(h.body.span)).next().is_some())
            }
            _ => false,
        };
        if !again
            || handled
            || self.plan.whole().deleted.contains(&next)
            || self.has_comment(id, gone)
        {
            return None;
        }
        let reads: Vec<ExprId> = uses.read_in(range(module.stmt(next).span)).collect();
        let at_once = reads.iter().all(|r| scopes.scope_of(*r) == owner);
        (!reads.is_empty() && at_once).then_some((reads, old))
    }

    /// A line that only gives a second name now, to a name that is bound by it alone and read only
    /// after it, in the same function.
    fn alias<'s>(
        &'s self,
        id: StmtId,
        (owner, new, old): SecondName<'s>,
        gone: &FxHashSet<StmtId>,
    ) -> Option<Alias<'s>> {
        let (module, scopes) = (self.script.module, self.script.scopes);
        if self.has_comment(id, gone) {
            return None;
        }
        let once = matches!(
            scopes.scope(owner).names.get(new).map(Vec::as_slice),
            Some([Binding::Target(..)])
        );
        let reads = scopes.reads_of(Some(owner), new);
        let end = module.stmt(id).span.end;
        let later = reads.iter().all(|r| {
            scopes.frame(scopes.scope_of(*r)) == owner && module.expr(*r).span.start >= end
        });
        let spoken = || self.around.speaks_of_names(module.text);
        (once && later && !reads.is_empty() && !spoken()).then_some(Alias {
            stmt: id,
            owner,
            new,
            old,
            reads,
        })
    }

    /// The scope, the new name and the old name of a line that a removed wrapper left.
    fn second_name(&self, id: StmtId, edit: &StatementEdit) -> Option<SecondName<'_>> {
        let (module, scopes) = (self.script.module, self.script.scopes);
        if edit.edits.is_empty() || !edit.before.is_empty() {
            return None;
        }
        let StmtKind::Assign { targets, annotation: None, value: Some(value) } =
            &module.stmt(id).kind
        else {
            return None;
        };
        let [target] = targets[..] else { return None };
        let inner = module.unparen(*value);
        let frame = self.script.is_instance(inner, "DynamicFrame")
            || self.script.is_instance(inner, "DataFrame");
        let converted = self.decisions.get(&inner).is_some_and(super::decide::Decision::converts);
        if !frame || !converted {
            return None;
        }
        let new = module.name(target)?;
        let old = self.name_of_value(id, *value, edit)?;
        let owner = scopes.scope_of_stmt(id);
        let plain = matches!(scopes.scope(owner).kind, ScopeKind::Function(_))
            || scopes.scope(owner).parent.is_none() && makes_context(self.script);
        (plain && new != old && scopes.resolve(owner, old) == Some(owner))
            .then_some((owner, new, old))
    }

    /// The name that the value of an assignment has become.
    fn name_of_value(&self, id: StmtId, value: ExprId, edit: &StatementEdit) -> Option<&str> {
        let module = self.script.module;
        let span = module.expr(value).span;
        let inside =
            |r: &std::ops::Range<usize>| span.range().start <= r.start && r.end <= span.range().end;
        let edits = edit.edits.iter().filter(|e| inside(&e.range)).cloned().collect();
        let text = apply_within(module.text, span, edits);
        let scope = self.script.scopes.scope_of_stmt(id);
        let names = &self.script.scopes.scope(scope).names;
        names.get_key_value(text.trim_matches(['(', ')'])).map(|(name, _)| *name)
    }

    /// Whether a comment speaks of this line: in it, or above a paragraph of which nothing else stays.
    fn has_comment(&self, id: StmtId, gone: &FxHashSet<StmtId>) -> bool {
        let module = self.script.module;
        let text = module.text;
        let span = module.stmt(id).span.range();
        let end = self.around.line_end(text, span.end);
        let next = module.comments.partition_point(|c| c.range().start < span.start);
        if module.comments.get(next).is_some_and(|c| c.range().end <= end) {
            return true;
        }
        let paragraph = self.around.paragraph(text, span.start, end);
        let first = text[paragraph.start..].trim_start();
        let said = first.trim_start_matches(['#', ' ', '\t']);
        let mut marks = self.rules.comments.iter().flat_map(|c| &c.marks);
        if !first.starts_with('#') || marks.any(|m| said.starts_with(m.as_str())) {
            return false;
        }
        let comment = first.lines().take_while(|l| l.trim_start().starts_with('#'));
        if comment.clone().all(is_prose) {
            return false;
        }
        let stays = |other: &StmtId| {
            *other != id && !gone.contains(other) && !self.plan.whole().deleted.contains(other)
        };
        let block = module.place_in_block(self.script.scopes.stmt_parent(id), id);
        !block.is_some_and(|(block, _)| {
            let start = |s: &StmtId| module.stmt(*s).span.start as usize;
            let from = block.stmts.partition_point(|s| start(s) < paragraph.start);
            block.stmts[from..].iter().take_while(|s| start(s) < paragraph.end).any(stays)
        })
    }

    /// The target that makes the frame, where it is made in the same block for this line alone, by a
    /// statement that is rewritten anyway.
    fn made_for(&self, alias: &Alias<'_>, touched: &Touched, known: &Aliases) -> Option<ExprId> {
        let (module, scopes) = (self.script.module, self.script.scopes);
        let [Binding::Target(stmt, target)] = scopes.scope(alias.owner).names.get(alias.old)?[..]
        else {
            return None;
        };
        let StmtKind::Assign { targets, annotation: None, value: Some(_) } =
            &module.stmt(stmt).kind
        else {
            return None;
        };
        let own = targets[..] == [target] && !known.renamed.contains_key(&target);
        let here = scopes.stmt_parent(stmt) == scopes.stmt_parent(alias.stmt)
            && module.stmt(stmt).span.end <= module.stmt(alias.stmt).span.start;
        let rewritten = touched.has_edits(stmt);
        let alone = scopes.reads_of(Some(alias.owner), alias.old).len() == 1;
        (own && here && rewritten && alone).then_some(target)
    }

    /// The target that makes the frame, where it can have the second name at once though that one is bound
    /// elsewhere, too: nothing asks for that name between the two statements.
    fn made_at_once<'s>(
        &self,
        id: StmtId,
        (owner, new, old): SecondName<'s>,
        touched: &Touched,
        known: &Aliases,
    ) -> Option<(ExprId, &'s str)> {
        let (module, scopes) = (self.script.module, self.script.scopes);
        if self.has_comment(id, &known.lines) || self.around.speaks_of_names(module.text) {
            return None;
        }
        let reads = scopes.reads_of(Some(owner), new);
        if reads.is_empty() || known.read.contains_key(&(owner, old.to_owned())) {
            return None;
        }
        let target = self.made_for(&Alias { stmt: id, owner, new, old, reads }, touched, known)?;
        let (made, given) = (module.stmt(scopes.stmt_of(target)).span, module.stmt(id).span);
        let uses = self.uses(owner, new);
        let between = uses.read_in(made.end..given.start).next().is_some();
        if between || !uses.within || !uses.is_bound_outside(&(made.start..given.start)) {
            return None;
        }
        let before = uses.is_used_before(made.start);
        // Where the statement between them raises, a handler would find the new frame and not what was there.
        let mut around = scopes.stmt_parent(id);
        while let Some(parent) = around {
            if before && matches!(module.stmt(parent).kind, StmtKind::Try { .. }) {
                return None;
            }
            around = scopes.stmt_parent(parent);
        }
        Some((target, new))
    }

    /// Whether the first name keeps its value from this line on.
    fn old_lasts(&self, alias: &Alias<'_>) -> bool {
        let uses = self.uses(alias.owner, alias.old);
        let from = self.script.module.stmt(alias.stmt).span.start;
        uses.assigned_until.is_some_and(|until| until < from) && !uses.deleted
    }
}
