//! Statements that go: with their lines where they had them for themselves.

use super::lines::{line_end, line_start, next_line};
use super::{Assembly, Edit};
use crate::python::ast::{Block, StmtId, StmtKind};

impl Assembly<'_, '_> {
    /// A `try` whose suite is empty never fails, so its handlers say nothing: it goes as a whole.
    pub(super) fn emptied_tries(&mut self) {
        let module = self.renderer.script.module;
        for i in 0..module.stmt_count() {
            #[allow(clippy::cast_possible_truncation)] // dense ids
            let id = StmtId(i as u32);
            if let StmtKind::Try { body, orelse: None, finally: None, .. } = &module.stmt(id).kind
                && !body.stmts.is_empty()
                && body.stmts.iter().all(|s| self.gone.contains(s))
            {
                self.gone.insert(id);
            }
        }
    }

    /// Deletes statements with their lines; a suite that would be empty gets a `pass`.
    pub(super) fn blocks(&mut self, block: &Block, owner: Option<StmtId>) {
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
        let definition =
            matches!(script.module.stmt(id).kind, StmtKind::Def(_) | StmtKind::Class(_));
        if definition && before.trim().is_empty() && after.trim().is_empty() {
            // What is said in and right above a definition is about it.
            let start = self.comments_above(start);
            self.lines.push(start..next_line(self.text, end));
            return;
        }
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
