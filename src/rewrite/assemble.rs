//! From statement edits to the new text: deletions with their lines, inserted statements, imports,
//! comments that must not be lost, layout of long lines.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::edit::{Edit, apply};
use super::imports::{ImportChange, changes};
use super::plan::Facts;
use super::render::Renderer;
use super::statements::StatementEdit;
use crate::layout::layout;
use crate::python::ast::{Block, ExprKind, StmtId, StmtKind};

/// Builds the new text.
pub fn assemble(
    renderer: &Renderer<'_>,
    statement_edits: Vec<(StmtId, StatementEdit)>,
    facts: &Facts,
) -> String {
    let import_changes =
        changes(renderer.script, renderer.names, facts, |id| renderer.plan.deleted.contains(&id));
    let mut work = Assembly {
        renderer,
        text: renderer.script.module.text,
        edits: Vec::new(),
        gone: renderer.plan.deleted.iter().copied().collect(),
        lines: Vec::new(),
        below: None,
    };
    for (id, change) in &import_changes {
        work.import(*id, change);
    }
    for (id, edit) in statement_edits {
        work.statement(id, edit);
    }
    let (added, below) = work.added_lines(facts);
    work.blocks(&renderer.script.module.body, None);
    work.functions(facts);
    let at = work.import_place(&import_changes);
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
    /// What is put behind the imports, and where.
    below: Option<(usize, String)>,
}

impl Assembly<'_, '_> {
    fn newline(&self) -> &'static str {
        self.renderer.script.style.newline
    }

    fn import(&mut self, id: StmtId, change: &ImportChange) {
        let module = self.renderer.script.module;
        match (change, &module.stmt(id).kind) {
            (ImportChange::Keep(keep), StmtKind::ImportFrom { module: from, names, .. }) => {
                let items: Vec<_> = keep.iter().map(|i| module.source(names[*i].span)).collect();
                let text = format!("from {from} import {}", items.join(", "));
                self.edits.push(Edit::replace(module.stmt(id).span, text));
            }
            (ImportChange::Keep(keep), StmtKind::Import(names)) => {
                let items: Vec<_> = keep.iter().map(|i| module.source(names[*i].span)).collect();
                let text = format!("import {}", items.join(", "));
                self.edits.push(Edit::replace(module.stmt(id).span, text));
            }
            _ => {
                self.gone.insert(id);
            }
        }
    }

    fn statement(&mut self, id: StmtId, edit: StatementEdit) {
        let script = self.renderer.script;
        let span = script.module.stmt(id).span.range();
        let indent = script.indent_of(id);
        let newline = self.newline();
        let mut before: Vec<String> = edit.before;
        let mut edits = maximal(edit.edits);
        // An edit that changes nothing is none.
        edits.retain(|e| self.text[e.range.clone()] != e.text);
        for e in &mut edits {
            self.fit_string(e);
        }
        before.splice(0..0, self.lost_comments(&edits));
        for e in &mut edits {
            let column = column_of(self.text, e.range.start);
            // A closing bracket behind the edit counts for the width; other text is the user's.
            let rest = &self.text[e.range.end..];
            let rest = rest[..rest.find('\n').unwrap_or(rest.len())].trim_end().chars().count();
            let width = script.style.width.saturating_sub(if rest <= 3 { rest } else { 0 });
            if !e.range.is_empty() && column + e.text.chars().count() > width {
                e.text = layout(
                    &e.text,
                    indent,
                    if indent.contains('\t') { "\t" } else { &script.style.indent },
                    column,
                    width,
                    newline,
                );
            }
        }
        self.edits.extend(edits);
        if !before.is_empty() {
            let mut text = String::new();
            for block in &before {
                for line in block.lines() {
                    text.push_str(line);
                    text.push_str(newline);
                    text.push_str(indent);
                }
            }
            self.edits.push(Edit { range: span.start..span.start, text });
        }
        if !edit.after.is_empty() {
            let text: String = edit.after.iter().map(|l| format!("{newline}{indent}{l}")).collect();
            let end = line_end(self.text, span.end);
            self.edits.push(Edit { range: end..end, text });
        }
    }

    /// Before Python 3.12 an f-string cannot hold its own quotes: code that goes into one takes the
    /// other kind.
    fn fit_string(&self, edit: &mut Edit) {
        let module = self.renderer.script.module;
        let around = module.strings().find(|(span, formatted)| {
            let range = span.range();
            *formatted && range.start < edit.range.start && edit.range.end < range.end
        });
        let Some((span, _)) = around else { return };
        let source = module.source(span);
        let Some(at) = source.find(['"', '\'']) else { return };
        let quote = if source[at..].starts_with('"') { '"' } else { '\'' };
        let other = if quote == '"' { '\'' } else { '"' };
        if edit.text.contains(quote) && !edit.text.contains(other) {
            edit.text = edit.text.replace(quote, &other.to_string());
        }
    }

    /// Comments inside replaced ranges that the new text does not carry.
    fn lost_comments(&self, edits: &[Edit]) -> Vec<String> {
        let module = self.renderer.script.module;
        let mut lost = Vec::new();
        for comment in &module.comments {
            let range = comment.range();
            let inside =
                edits.iter().find(|e| e.range.start < range.start && range.end <= e.range.end);
            if let Some(edit) = inside {
                let text = &self.text[range];
                if !edit.text.contains(text) {
                    lost.push(text.trim_end().to_owned());
                }
            }
        }
        lost
    }

    /// Deletes statements with their lines; a suite that would be empty gets a `pass`.
    fn blocks(&mut self, block: &Block, owner: Option<StmtId>) {
        let script = self.renderer.script;
        let all_gone = !block.stmts.is_empty() && block.stmts.iter().all(|s| self.gone.contains(s));
        let mut rest = &block.stmts[..];
        let mut first = true;
        while !rest.is_empty() {
            let (chain, after) = rest.split_at(self.chain(rest));
            rest = after;
            if chain.len() > 1 {
                self.delete_in_chain(chain, owner.is_some() && all_gone && first);
            } else if self.gone.contains(&chain[0]) {
                self.delete(chain[0], owner.is_some() && all_gone && first);
            }
            first = false;
            for id in chain.iter().filter(|id| !self.gone.contains(id)).copied().collect::<Vec<_>>()
            {
                script.module.each_block(id, |b| self.blocks(b, Some(id)));
            }
        }
    }

    /// How many statements share the first one's line, with `;` between them.
    fn chain(&self, stmts: &[StmtId]) -> usize {
        let span = |id: StmtId| self.renderer.script.module.stmt(id).span.range();
        let joined = stmts.windows(2).take_while(|pair| {
            let between = &self.text[span(pair[0]).end..span(pair[1]).start];
            between.contains(';') && !between.contains('\n')
        });
        1 + joined.count()
    }

    /// `a; b; c` with some of them gone.
    fn delete_in_chain(&mut self, chain: &[StmtId], pass: bool) {
        let spans: Vec<_> =
            chain.iter().map(|id| self.renderer.script.module.stmt(*id).span.range()).collect();
        let (Some(first), Some(last)) = (spans.first().cloned(), spans.last().cloned()) else {
            return;
        };
        let Some(kept) = chain.iter().rposition(|id| !self.gone.contains(id)) else {
            let alone =
                self.text[line_start(self.text, first.start)..first.start].trim().is_empty();
            let end = line_end(self.text, last.end);
            if pass || !alone {
                self.edits.push(Edit { range: first.start..last.end, text: "pass".to_owned() });
            } else if self.text[last.end..end].trim().trim_start_matches(';').trim().is_empty() {
                self.lines.push(line_start(self.text, first.start)..next_line(self.text, end));
            } else {
                // A comment behind the statements stays.
                self.edits.push(Edit { range: first.start..last.end, text: String::new() });
            }
            return;
        };
        for (index, id) in chain.iter().enumerate().take(kept) {
            if self.gone.contains(id) {
                let range = spans[index].start..spans[index + 1].start;
                self.edits.push(Edit { range, text: String::new() });
            }
        }
        if kept + 1 < chain.len() {
            let range = spans[kept].end..last.end;
            self.edits.push(Edit { range, text: String::new() });
        }
    }

    fn delete(&mut self, id: StmtId, pass: bool) {
        let script = self.renderer.script;
        let span = script.module.stmt(id).span.range();
        if pass {
            self.edits.push(Edit { range: span, text: "pass".to_owned() });
            return;
        }
        let start = line_start(self.text, span.start);
        let end = line_end(self.text, span.end);
        let before = &self.text[start..span.start];
        let after = &self.text[span.end..end];
        let inner: Vec<String> = script
            .module
            .comments
            .iter()
            .map(|c| c.range())
            .filter(|c| span.start <= c.start && c.end <= end)
            .map(|c| self.text[c].trim_end().to_owned())
            .collect();
        if before.trim().is_empty() && after.trim() == ";" {
            self.lines.push(start..next_line(self.text, end));
        } else if before.trim().is_empty()
            && (after.trim().is_empty() || after.trim_start().starts_with('#'))
        {
            if inner.is_empty() {
                self.lines.push(start..next_line(self.text, end));
            } else {
                let indent = script.indent_of(id);
                let text = inner.join(&format!("{}{indent}", self.newline()));
                self.edits.push(Edit { range: span.start..end, text });
            }
        } else {
            self.edits.push(Edit { range: span, text: "pass".to_owned() });
        }
    }

    /// Lines to add at the imports, and what follows all imports: a session, helper functions.
    fn added_lines(&self, facts: &Facts) -> (Vec<String>, String) {
        let names = self.renderer.names;
        let newline = self.newline();
        let mut imports = names.with_needs(&facts.imports);
        if facts.module_session || !facts.function_sessions.is_empty() {
            imports.insert("SparkSession".to_owned());
        }
        let mut below = String::new();
        if facts.module_session {
            let class = names.local("SparkSession");
            below = format!("{newline}spark = {class}.builder.getOrCreate(){newline}");
        }
        let helpers = names.helpers(&imports);
        for source in &helpers {
            let source = names.fill_helper(source);
            below.push_str(newline);
            below.push_str(newline);
            for line in source.trim().lines() {
                below.push_str(&line.replace("    ", &self.renderer.script.style.indent));
                below.push_str(newline);
            }
        }
        // A function is followed by two blank lines.
        if !helpers.is_empty() {
            below.push_str(newline);
            below.push_str(newline);
        }
        (names.lines(&imports), below)
    }

    /// The end of the import block at the top.
    fn below_imports(&self) -> usize {
        let module = self.renderer.script.module;
        let mut at = None;
        for id in &module.body.stmts {
            let span = module.stmt(*id).span.range();
            match &module.stmt(*id).kind {
                StmtKind::Import(_) | StmtKind::ImportFrom { .. } => {
                    at = Some(next_line(self.text, line_end(self.text, span.end)));
                }
                StmtKind::Try { .. } | StmtKind::If(_) if self.only_imports(*id) => {
                    at = Some(next_line(self.text, line_end(self.text, span.end)));
                }
                StmtKind::Expr(e) if matches!(module.expr(*e).kind, ExprKind::Str(_)) => {}
                // Other statements between imports (a path added to sys.path) belong to the block.
                _ if self.imports_follow(span.end) => {}
                _ => return at.unwrap_or_else(|| line_start(self.text, span.start)),
            }
        }
        at.unwrap_or(self.text.len())
    }

    fn only_imports(&self, id: StmtId) -> bool {
        let module = self.renderer.script.module;
        let mut only = true;
        module.each_block(id, |b| {
            only &= b.stmts.iter().all(|s| {
                matches!(
                    module.stmt(*s).kind,
                    StmtKind::Import(_) | StmtKind::ImportFrom { .. } | StmtKind::Pass
                )
            });
        });
        only
    }

    /// Whether a top-level import stands within the next lines.
    fn imports_follow(&self, from: usize) -> bool {
        let module = self.renderer.script.module;
        module.body.stmts.iter().any(|id| {
            let stmt = module.stmt(*id);
            let start = stmt.span.start as usize;
            matches!(stmt.kind, StmtKind::Import(_) | StmtKind::ImportFrom { .. })
                && start >= from
                && self.text[from..start].matches('\n').count() <= 5
        })
    }

    /// `spark = …` as the first statement of functions that need it.
    fn functions(&mut self, facts: &Facts) {
        let script = self.renderer.script;
        let class = self.renderer.names.local("SparkSession");
        for id in &facts.function_sessions {
            let StmtKind::Def(def) = &script.module.stmt(*id).kind else {
                continue;
            };
            let docstring = |s: &StmtId| {
                matches!(script.module.stmt(*s).kind, StmtKind::Expr(e)
                    if matches!(script.module.expr(e).kind, ExprKind::Str(_)))
            };
            let first = def.body.stmts.iter().find(|s| !docstring(s) && !self.gone.contains(s));
            let Some(first) = first.or(def.body.stmts.last()) else {
                continue;
            };
            let start = script.module.stmt(*first).span.start as usize;
            let indent = script.indent_of(*first);
            let text = if line_start(self.text, start) + indent.len() == start {
                format!("spark = {class}.builder.getOrCreate(){}{indent}", self.newline())
            } else {
                format!("spark = {class}.builder.getOrCreate(); ")
            };
            self.edits.push(Edit { range: start..start, text });
        }
    }

    /// Where added imports go: the place of the first Glue import that goes, else behind the imports.
    fn import_place(&self, changed: &BTreeMap<StmtId, ImportChange>) -> usize {
        let module = self.renderer.script.module;
        let top = &module.body.stmts;
        let first = top.iter().find(|id| changed.contains_key(id));
        if let Some(id) = first {
            return line_start(self.text, module.stmt(*id).span.start as usize);
        }
        let mut at = 0;
        for id in top {
            let span = module.stmt(*id).span.range();
            match &module.stmt(*id).kind {
                StmtKind::Import(_) | StmtKind::ImportFrom { .. } => {}
                StmtKind::Expr(e)
                    if at == 0 && matches!(module.expr(*e).kind, ExprKind::Str(_)) => {}
                StmtKind::Other(_) if self.text[span.clone()].starts_with("from __future__") => {}
                _ if at == 0 => {
                    return line_start(self.text, span.start);
                }
                _ => break,
            }
            at = next_line(self.text, line_end(self.text, span.end));
        }
        at
    }

    fn finish(mut self, at: usize, added: &[String], below: &str) -> String {
        let newline = self.newline();
        let mut insertion: String = added.iter().map(|l| format!("{l}{newline}")).collect();
        insertion.push_str(below);
        let mut below = self.below.take();
        // A docstring is followed by a blank line.
        if !insertion.is_empty() && self.text[..at].trim_end().ends_with(['"', '\'']) {
            insertion.insert_str(0, newline);
        }
        if !insertion.is_empty() && at == self.text.len() && !self.text.ends_with('\n') && at > 0 {
            insertion.insert_str(0, newline);
        }
        let mut placed = insertion.is_empty();
        for (range, blank_after) in runs(self.text, std::mem::take(&mut self.lines)) {
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
            self.edits.push(Edit { range: range.start..end, text });
        }
        if let Some((place, text)) = below {
            let text = fit_gap(&text, &self.text[place..], newline).to_owned();
            self.edits.push(Edit { range: place..place, text });
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

/// Whether inserted imports are followed at once by something that is no import.
fn needs_gap(inserted: &str, behind: &str) -> bool {
    let next = behind.lines().next().unwrap_or_default();
    let is_import = |line: &str| line.starts_with("import ") || line.starts_with("from ");
    inserted.lines().next_back().is_some_and(is_import)
        && !next.trim().is_empty()
        && !is_import(next)
}

/// Inserted code without the blank lines at its end that the text behind it has already.
fn fit_gap<'t>(code: &'t str, behind: &str, newline: &str) -> &'t str {
    let there = behind.lines().take_while(|l| l.trim().is_empty()).count();
    let mut code = code;
    for _ in 0..there {
        match code.strip_suffix(newline) {
            Some(shorter) if shorter.ends_with(newline) => code = shorter,
            _ => break,
        }
    }
    code
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

/// Deleted lines joined over the blank lines between them, each with the end of the blank lines that
/// go along so that no larger gap is left than there was.
fn runs(text: &str, mut lines: Vec<Range<usize>>) -> Vec<(Range<usize>, usize)> {
    lines.sort_by_key(|r| r.start);
    let mut joined: Vec<Range<usize>> = Vec::new();
    for line in lines {
        match joined.last_mut() {
            Some(last) if text[last.end.min(line.start)..line.start].trim().is_empty() => {
                last.end = last.end.max(line.end);
            }
            _ => joined.push(line),
        }
    }
    joined
        .into_iter()
        .map(|run| {
            let blank_before = blank_lines_before(text, run.start);
            let mut end = run.end;
            let mut left = blank_before;
            // Nothing stands between the head of a suite and its first statement.
            let head = text[..run.start].trim_end().ends_with(':');
            if run.start == 0 || head {
                left = usize::MAX;
            }
            while left > 0 && end < text.len() {
                let next = next_line(text, line_end(text, end));
                if !text[end..next].trim().is_empty() {
                    break;
                }
                end = next;
                left -= 1;
            }
            // At the end of the text no blank line is left hanging.
            let start = if text[end..].trim().is_empty() {
                end = text.len();
                let kept = text[..run.start].trim_end_matches([' ', '\t', '\r', '\n']).len();
                if kept == 0 { 0 } else { next_line(text, line_end(text, kept)).min(run.start) }
            } else {
                run.start
            };
            (start..run.end.max(start), end)
        })
        .collect()
}

fn blank_lines_before(text: &str, at: usize) -> usize {
    text[..at].lines().rev().take_while(|l| l.trim().is_empty()).count()
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |i| i + 1)
}

/// The end of the line without its line break.
fn line_end(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |i| at + i);
    if end > at && text[..end].ends_with('\r') { end - 1 } else { end }
}

fn next_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |i| at + i + 1)
}

fn column_of(text: &str, at: usize) -> usize {
    text[line_start(text, at)..at].chars().count()
}
