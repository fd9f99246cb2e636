//! From statement edits to the new text: deletions with their lines, inserted statements, imports,
//! comments that must not be lost, layout of long lines.

mod all;
mod brackets;
pub(super) mod comments;
mod delete;
mod lines;
mod lost;
mod place;
mod shared;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::edit::{Edit, apply};
use super::imports::ImportChange;
use super::plan::Facts;
use super::render::Renderer;
use super::statements::StatementEdit;
use crate::layout::newlines::{code_lines, is_open};
use crate::layout::{is_laid_out, layout, moved};
use crate::python::ast::{ExprKind, Module, Span, StmtId, StmtKind};
use lines::{Run, blank_lines_before, fit_gap, line_indent, needs_gap, runs};

/// No line is laid out wider than this, in characters.
const WIDE: usize = 200;

/// An argument in a line of the user is broken only where it would reach further than this.
const LONGEST: usize = 120;

/// Builds the new text.
pub fn assemble(
    renderer: &Renderer<'_>,
    statement_edits: Vec<(StmtId, StatementEdit)>,
    facts: &Facts,
    import_changes: &BTreeMap<StmtId, ImportChange>,
) -> String {
    let mut work = Assembly {
        renderer,
        text: renderer.script.module.text,
        edits: Vec::new(),
        gone: renderer.plan.whole().deleted.iter().copied().collect(),
        lines: Vec::new(),
        dropped: Vec::new(),
        attached: Vec::new(),
        below: None,
        formatted: formatted(renderer.script.module),
        broken: BTreeSet::new(),
    };
    for (id, change) in import_changes {
        work.import(*id, change);
    }
    for (id, edit) in statement_edits {
        work.statement(id, edit);
    }
    work.listed_names(import_changes, facts);
    let (mut added, below) = work.added_lines(facts);
    added.retain(|line| !work.joins(line, import_changes));
    work.emptied(&renderer.script.module.body, facts);
    work.orphaned(&renderer.script.module.body);
    work.blocks(&renderer.script.module.body, None);
    work.described();
    work.functions(facts);
    let at = work.import_place(import_changes);
    if !below.is_empty() {
        let place = work.below_imports().max(at);
        if place == at && work.lines.is_empty() {
            return work.finish(at, &added, &below);
        }
        work.below = Some((place, below));
    }
    work.finish(at, &added, "")
}

struct Assembly<'r, 'a> {
    renderer: &'r Renderer<'a>,
    text: &'a str,
    edits: Vec<Edit>,
    gone: BTreeSet<StmtId>,
    /// Whole lines that go.
    lines: Vec<Range<usize>>,
    /// Where lines that go leave no gap, as the comment above speaks of what follows.
    attached: Vec<usize>,
    /// Suites that go with their heads.
    dropped: Vec<Range<usize>>,
    /// What is put behind the imports, and where.
    below: Option<(usize, String)>,
    /// The f-strings that stand in no other one, in order of place, each with itself and those inside.
    formatted: Vec<(Range<usize>, Vec<Span>)>,
    /// Where statements that shared a line begin one.
    broken: BTreeSet<usize>,
}

impl Assembly<'_, '_> {
    fn newline(&self) -> &'static str {
        self.renderer.script.style.newline
    }

    fn import(&mut self, id: StmtId, change: &ImportChange) {
        let script = self.renderer.script;
        let module = script.module;
        let (head, names, keep) = match (change, &module.stmt(id).kind) {
            (ImportChange::Keep(keep), StmtKind::ImportFrom { module: from, names, .. }) => {
                (format!("from {from} import "), names, keep)
            }
            (ImportChange::Keep(keep), StmtKind::Import(names)) => {
                ("import ".to_owned(), names, keep)
            }
            _ => {
                self.gone.insert(id);
                return;
            }
        };
        let items: Vec<_> = keep.iter().map(|i| module.source(names[*i].span)).collect();
        let mut edit = Edit::replace(module.stmt(id).span, head + &items.join(", "));
        let lost = self.lost_comments(std::slice::from_ref(&edit));
        let above: Vec<String> = lost.into_iter().map(|comment| comment.text).collect();
        if !above.is_empty() {
            self.own_line(id, true);
        }
        let break_line = format!("{}{}", self.newline(), self.indent_around(id));
        let above: String = above.into_iter().map(|comment| comment + &break_line).collect();
        edit.text.insert_str(0, &above);
        self.edits.push(edit);
    }

    fn statement(&mut self, id: StmtId, edit: StatementEdit) {
        let script = self.renderer.script;
        let span = script.module.stmt(id).span.range();
        let newline = self.newline();
        let mut before: Vec<String> = edit.before;
        let mut edits = maximal(edit.edits);
        // An edit that changes nothing is none.
        edits.retain(|e| self.text[e.range.clone()] != e.text);
        self.out_of_brackets(id, &mut edits);
        for e in &mut edits {
            self.fit_string(e);
        }
        let lost = self.lost_comments(&edits);
        for e in &mut edits {
            let column = self.column_of(e.range.start);
            // A closing bracket behind the edit counts for the width; other text is the user's.
            let argument = self.text[e.range.end..].starts_with(',');
            let rest = self.text[e.range.end..self.line_end(e.range.end)].trim_end().chars();
            let rest = rest.take(WIDE).count();
            let width = script.style.width.saturating_sub(if rest <= 3 { rest } else { 0 });
            // A line that the user made longer than this, and that goes on, is not broken in its middle.
            let reach = column + e.text.chars().count();
            let long = rest > 3
                && (self.line_width(e.range.start) > script.style.width
                    || argument && reach <= LONGEST);
            if !e.range.is_empty() && !long && column + e.text.chars().count() > width {
                let around = || self.brackets_around(id, &e.range);
                let brackets = if is_laid_out(&e.text) { None } else { around() };
                let from = brackets.as_ref().map_or(e.range.start, |b| b.start);
                // Inside brackets that span lines, the line's own indentation counts.
                let indent = self.line_indent(from);
                let unit = script.style.unit(indent);
                let text = layout(&e.text, indent, unit, self.column_of(from), width, newline);
                // What stands in brackets of its own needs no others.
                if let Some(around) = brackets.filter(|_| text.starts_with('(')) {
                    e.range = around;
                }
                e.text = text;
            }
            if let Some(text) = moved(&e.text, self.line_indent(e.range.start), newline) {
                e.text = text;
            }
            self.hold_together(id, e);
        }
        let lost = self.carried(lost, &mut before, &mut edits);
        before.splice(0..0, lost);
        let shares = !before.is_empty() || !edit.after.is_empty();
        let indent = if shares { self.indent_around(id) } else { String::new() };
        let indent = indent.as_str();
        if shares {
            self.own_line(id, !before.is_empty());
        }
        if before.is_empty() {
            self.edits.extend(edits);
        } else {
            let separator = format!("{newline}{indent}");
            let lines = before.iter().flat_map(|b| code_lines(b));
            let lines: Vec<String> = lines.map(|l| self.fit_line(l, indent)).collect();
            let mut text = lines.join(&separator);
            if self.leaves_nothing(&span, &edits) {
                self.edits.push(Edit { range: span.clone(), text });
            } else {
                text.push_str(&separator);
                self.edits.extend(edits);
                self.edits.push(Edit { range: span.start..span.start, text });
            }
        }
        if !edit.after.is_empty() {
            let text: String = edit.after.iter().map(|l| format!("{newline}{indent}{l}")).collect();
            // What follows in the same line may need it.
            let follows = self.text[span.end..].trim_start_matches([' ', '\t']).starts_with(';');
            let end = if follows { span.end } else { self.line_end(span.end) };
            self.edits.push(Edit { range: end..end, text });
        }
    }

    /// What stood in the brackets of a call that goes may span lines; where it stands now it needs
    /// brackets of its own.
    fn hold_together(&self, id: StmtId, edit: &mut Edit) {
        if edit.range.is_empty() || !is_open(&edit.text) || self.is_bracketed(id, &edit.range) {
            return;
        }
        let (newline, indent) = (self.newline(), self.line_indent(edit.range.start));
        let unit = self.renderer.script.style.unit(indent);
        edit.text = format!("({newline}{indent}{unit}{}{newline}{indent})", edit.text);
    }

    /// Whether brackets of the statement stand around a range.
    fn is_bracketed(&self, id: StmtId, range: &Range<usize>) -> bool {
        let module = self.renderer.script.module;
        let mut open = Vec::new();
        module.each_stmt_expr(id, |e| open.push(e));
        while let Some(e) = open.pop() {
            let expr = module.expr(e);
            let span = expr.span.range();
            if !(span.start <= range.start && range.end <= span.end) || span == *range {
                continue;
            }
            let bracketed = match &expr.kind {
                ExprKind::Call(head, ..) | ExprKind::Subscript(head, _) => {
                    module.expr(*head).span.range().end <= range.start
                }
                ExprKind::Paren(_)
                | ExprKind::List(_)
                | ExprKind::Set(_)
                | ExprKind::Dict(_)
                | ExprKind::Comprehension(..) => true,
                ExprKind::Tuple(_) => self.text[span].starts_with('('),
                _ => false,
            };
            if bracketed {
                return true;
            }
            module.each_child(e, |child| open.push(child));
        }
        false
    }

    /// The brackets in a statement that hold nothing but a range.
    fn brackets_around(&self, id: StmtId, range: &Range<usize>) -> Option<Range<usize>> {
        let start = self.text[..range.start].trim_end().strip_suffix('(')?.len();
        let rest = self.text[range.end..].trim_start().strip_prefix(')')?;
        let around = start..self.text.len() - rest.len();
        let module = self.renderer.script.module;
        let mut open = Vec::new();
        module.each_stmt_expr(id, |e| open.push(e));
        while let Some(e) = open.pop() {
            let expr = module.expr(e);
            if matches!(expr.kind, ExprKind::Paren(_)) && expr.span.range() == around {
                return Some(around);
            }
            if expr.span.range().start <= around.start && around.end <= expr.span.range().end {
                module.each_child(e, |child| open.push(child));
            }
        }
        None
    }

    /// Whether a statement is empty after some edits: what stands before it takes its place.
    fn leaves_nothing(&self, span: &Range<usize>, edits: &[Edit]) -> bool {
        let covered: usize = edits.iter().map(|e| e.range.len()).sum();
        let blank = span.clone().filter(|at| {
            self.text.as_bytes()[*at].is_ascii_whitespace()
                && !edits.iter().any(|e| e.range.contains(at))
        });
        edits.iter().all(|e| e.text.is_empty()) && covered + blank.count() == span.len()
    }

    /// A line of a block, broken where it is too long.
    fn fit_line(&self, line: &str, indent: &str) -> String {
        let style = &self.renderer.script.style;
        let code = line.trim_start();
        let inner = format!("{indent}{}", &line[..line.len() - code.len()]);
        let width = style.width;
        let column = inner.chars().count();
        if column + code.chars().count() <= width || !code.ends_with(')') || code.contains(" = ") {
            return line.to_owned();
        }
        let unit = style.unit(&inner);
        let text = layout(code, &inner, unit, column, width, self.newline());
        format!("{}{text}", &line[..line.len() - code.len()])
    }

    fn line_width(&self, at: usize) -> usize {
        self.wide(self.renderer.script.lines.around(self.text, at))
    }

    /// The column of a place, from 0.
    fn column_of(&self, at: usize) -> usize {
        self.wide(self.renderer.script.lines.start(at)..at)
    }

    /// How many characters a part of a line has. More than a wide line has is as good as any number, and
    /// a line may be as long as the file.
    fn wide(&self, part: Range<usize>) -> usize {
        self.text[part].chars().take(WIDE).count()
    }

    /// The white space that a place's line starts with.
    fn line_indent(&self, at: usize) -> &str {
        line_indent(self.text, self.renderer.script.lines.start(at))
    }

    /// The end of a place's line, without its line break.
    fn line_end(&self, at: usize) -> usize {
        self.renderer.script.lines.around(self.text, at).end
    }

    /// Before Python 3.12 an f-string cannot hold its own quotes: code that goes into one takes the
    /// other kind.
    fn fit_string(&self, edit: &mut Edit) {
        let module = self.renderer.script.module;
        let next = self.formatted.partition_point(|(outer, _)| outer.start < edit.range.start);
        let Some((_, strings)) = next.checked_sub(1).map(|at| &self.formatted[at]) else { return };
        let around = strings.iter().find(|span| {
            let range = span.range();
            range.start < edit.range.start && edit.range.end < range.end
        });
        let Some(span) = around.copied() else { return };
        let source = module.source(span);
        let Some(at) = source.find(['"', '\'']) else { return };
        let quote = if source[at..].starts_with('"') { '"' } else { '\'' };
        let other = if quote == '"' { '\'' } else { '"' };
        if edit.text.contains(quote) && !edit.text.contains(other) {
            edit.text = edit.text.replace(quote, &other.to_string());
        }
    }

    fn finish(mut self, at: usize, added: &[String], below: &str) -> String {
        let newline = self.newline();
        let mut insertion: String = added.iter().map(|l| format!("{l}{newline}")).collect();
        insertion.push_str(fit_gap(below, &self.text[at..], newline));
        let mut below = self.below.take();
        // A docstring is followed by a blank line.
        if !insertion.is_empty()
            && self.text[..at].trim_end().ends_with(['"', '\''])
            && blank_lines_before(self.text, at) == 0
        {
            insertion.insert_str(0, newline);
        }
        if !insertion.is_empty() && at == self.text.len() && !self.text.ends_with('\n') && at > 0 {
            insertion.insert_str(0, newline);
        }
        let mut placed = insertion.is_empty();
        for Run { range, blank_after, gap } in runs(self.text, std::mem::take(&mut self.lines)) {
            let here = !placed && range.start <= at && at <= range.end;
            let mut text = String::new();
            if here {
                placed = true;
                text.push_str(&insertion);
            }
            if let Some((_, after)) = below.take_if(|b| range.start <= b.0 && b.0 <= range.end) {
                text.push_str(fit_gap(&after, &self.text[range.end..], newline));
            }
            if here && !text.is_empty() && needs_gap(&text, &self.text[range.end..]) {
                text.push_str(newline);
            }
            // The blank lines behind the run belong to what is inserted now.
            let end = if text.is_empty() { blank_after } else { range.end };
            if text.is_empty() && !self.attached.contains(&range.start) {
                text.push_str(gap);
            }
            self.edits.push(Edit { range: range.start..end, text });
        }
        if let Some((place, text)) = below {
            let mut text = fit_gap(&text, &self.text[place..], newline).to_owned();
            if !placed && place == at {
                insertion.push_str(&text);
            } else {
                // What stands there has blank lines already.
                for _ in 0..blank_lines_before(self.text, place) {
                    if text.starts_with(newline) {
                        text.drain(..newline.len());
                    }
                }
                // Before what a statement at this place puts before itself.
                self.edits.insert(0, Edit { range: place..place, text });
            }
        }
        if !placed {
            // Joined with an edit that starts at the same place, if there is one.
            match self.edits.iter_mut().find(|e| e.range.start == at && !e.range.is_empty()) {
                Some(edit) => edit.text.insert_str(0, &insertion),
                None => self.edits.push(Edit { range: at..at, text: insertion }),
            }
        }
        apply(self.text, self.edits)
    }
}

/// See [`Assembly::formatted`].
fn formatted(module: &Module<'_>) -> Vec<(Range<usize>, Vec<Span>)> {
    let strings = module.strings().filter(|s| s.1).map(|s| s.0);
    let mut outer: Vec<Range<usize>> = strings.clone().map(Span::range).collect();
    outer.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut out: Vec<(Range<usize>, Vec<Span>)> = Vec::new();
    for range in outer {
        if out.last().is_none_or(|(last, _)| last.end <= range.start) {
            out.push((range, Vec::new()));
        }
    }
    for span in strings {
        let next = out.partition_point(|(outer, _)| outer.start <= span.range().start);
        out[next - 1].1.push(span);
    }
    out
}

/// Drops edits that lie inside of others.
fn maximal(mut edits: Vec<Edit>) -> Vec<Edit> {
    edits.sort_by_key(|e| (e.range.start, std::cmp::Reverse(e.range.end)));
    let mut out: Vec<Edit> = Vec::new();
    for edit in edits {
        match out.last() {
            Some(last) if edit.range.start < last.range.end => {}
            _ => out.push(edit),
        }
    }
    out
}
