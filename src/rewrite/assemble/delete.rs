//! Statements that go: with their lines where they had them for themselves.

use super::comments::is_prose;
use super::lines::{line_end, line_start, next_line};
use super::{Assembly, Edit};
use crate::python::ast::{Block, StmtId, StmtKind};
use crate::python::scope::Binding;
use crate::rewrite::emptied::asks_nothing;
use crate::rewrite::plan::Facts;

impl Assembly<'_, '_> {
    /// Statements that only held what goes: a `try` whose suite is empty never fails, so its handlers
    /// say nothing, unless they alone bind a name; an `if` without anything to do asks for nothing.
    pub(super) fn emptied(&mut self, block: &Block, facts: &Facts) {
        let module = self.renderer.script.module;
        for id in &block.stmts {
            if self.gone.contains(id) {
                continue;
            }
            module.each_block(*id, |b| self.emptied(b, facts));
            let goes = match &module.stmt(*id).kind {
                StmtKind::Try { body, orelse, finally, .. } => {
                    let rest = || orelse.iter().chain(finally).all(|b| self.all_gone(b));
                    self.all_gone(body) && rest() && !self.binds_alone(*id, facts)
                }
                StmtKind::If(branches) => branches.iter().all(|(test, body)| {
                    self.all_gone(body) && test.is_none_or(|t| asks_nothing(module, t))
                }),
                _ => false,
            };
            if goes {
                self.gone.insert(*id);
            } else {
                self.emptied_clauses(*id);
            }
        }
    }

    /// Whether a name that is still read elsewhere is bound in a statement alone.
    fn binds_alone(&self, id: StmtId, facts: &Facts) -> bool {
        let scopes = self.renderer.script.scopes;
        let owner = scopes.scope_of_stmt(id);
        let stmt = |binding: &Binding| match binding {
            Binding::Target(stmt, _) | Binding::Import(stmt) | Binding::Definition(stmt) => {
                Some(*stmt)
            }
            Binding::Param(..) | Binding::Expression(_) => None,
        };
        let within = |stmt: Option<StmtId>| {
            std::iter::successors(stmt, |at| scopes.stmt_parent(*at)).any(|at| at == id)
        };
        scopes.scope(owner).names.iter().any(|(name, bindings)| {
            let stays = |b: &&Binding| stmt(b).is_none_or(|stmt| !self.gone.contains(&stmt));
            let left: Vec<_> = bindings.iter().filter(stays).collect();
            let reads = scopes.reads_of(Some(owner), name);
            !left.is_empty()
                && left.iter().all(|binding| within(stmt(binding)))
                && reads.iter().any(|read| {
                    facts.survivors.contains(*read) && !within(Some(scopes.stmt_of(*read)))
                })
        })
    }

    fn all_gone(&self, block: &Block) -> bool {
        !block.stmts.is_empty() && block.stmts.iter().all(|s| self.gone.contains(s))
    }

    /// An `else` or a `finally` that is left with nothing goes with its head.
    fn emptied_clauses(&mut self, id: StmtId) {
        let module = self.renderer.script.module;
        let last = match &module.stmt(id).kind {
            StmtKind::If(branches) => match &branches[..] {
                [first @ .., (None, body)] if !first.is_empty() => Some((body, "else")),
                _ => None,
            },
            StmtKind::Try { handlers, finally: Some(body), .. } if !handlers.is_empty() => {
                Some((body, "finally"))
            }
            StmtKind::For { orelse: Some(body), .. } | StmtKind::While(_, _, Some(body)) => {
                Some((body, "else"))
            }
            _ => None,
        };
        let Some((body, keyword)) = last.filter(|(body, _)| self.all_gone(body)) else { return };
        let (Some(first), Some(end)) = (body.stmts.first(), body.stmts.last()) else { return };
        let first = module.stmt(*first).span.start as usize;
        let end = line_end(self.text, module.stmt(*end).span.end as usize);
        let Some(head) = self.text[..first].rfind(keyword) else { return };
        let start = line_start(self.text, head);
        let between = &self.text[head + keyword.len()..first];
        let said = between.trim_start().strip_prefix(':').is_some_and(is_prose);
        let alone = self.text[start..head].trim().is_empty() && said;
        if alone && between.contains('\n') && !self.text[first..end].contains('#') {
            self.lines.push(start..next_line(self.text, end));
            self.dropped.push(first..end);
        }
    }

    /// Deletes statements with their lines; a suite that would be empty gets a `pass`.
    pub(super) fn blocks(&mut self, block: &Block, owner: Option<StmtId>) {
        let script = self.renderer.script;
        let within = |start: usize| self.dropped.iter().any(|d| d.contains(&start));
        let start = block.stmts.first().map(|s| script.module.stmt(*s).span.start as usize);
        if start.is_some_and(within) {
            return;
        }
        let all_gone = self.all_gone(block);
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
        let start = script.lines.start(span.start);
        let end = self.line_end(span.end);
        let before = &self.text[start..span.start];
        let after = &self.text[span.end..end];
        let kind = &script.module.stmt(id).kind;
        let import = matches!(kind, StmtKind::Import(_) | StmtKind::ImportFrom { .. });
        let definition =
            matches!(script.module.stmt(id).kind, StmtKind::Def(_) | StmtKind::Class(_));
        if definition && before.trim().is_empty() && after.trim().is_empty() {
            // What is said in and right above a definition is about it.
            let start = self.comments_above(start);
            self.lines.push(start..next_line(self.text, end));
            return;
        }
        // What stands in or behind an import is about it.
        let staying = if import { Vec::new() } else { self.staying_comments(id) };
        let inner: Vec<&str> = staying.iter().map(|c| self.text[c.range()].trim_end()).collect();
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

    /// The start of the comment lines right above a line.
    fn comments_above(&self, line: usize) -> usize {
        let mut start = line;
        while start > 0 {
            let above = line_start(self.text, start - 1);
            if !self.text[above..start].starts_with('#') || self.text[above..].starts_with("#!") {
                break;
            }
            start = above;
        }
        start
    }
}
