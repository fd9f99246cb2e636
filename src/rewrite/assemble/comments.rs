//! Comments that only described a call: they go with it.

use super::Assembly;
use super::lines::{line_end, line_start, next_line};
use crate::python::ast::{Span, StmtId};

impl Assembly<'_, '_> {
    /// Deletes the generator's comments before statements whose Glue is all rewritten.
    pub(super) fn described(&mut self) {
        let module = self.renderer.script.module;
        let marked: Vec<Span> =
            module.comments.iter().copied().filter(|c| self.is_marked(*c)).collect();
        if marked.is_empty() {
            return;
        }
        let mut starts: Vec<(u32, StmtId)> = (0..module.stmt_count())
            .map(|i| {
                #[allow(clippy::cast_possible_truncation)] // dense ids
                let id = StmtId(i as u32);
                (module.stmt(id).span.start, id)
            })
            .collect();
        starts.sort_unstable();
        for comment in marked {
            let next = starts.partition_point(|(start, _)| *start < comment.end);
            let deleted = |id: &StmtId| self.renderer.plan.deleted.contains(id);
            if starts.get(next).is_some_and(|(_, id)| self.is_rewritten(*id) || deleted(id)) {
                let range = comment.range();
                let end = next_line(self.text, line_end(self.text, range.end));
                self.lines.push(line_start(self.text, range.start)..end);
            }
        }
    }

    /// Whether a comment on a line of its own starts with a mark.
    fn is_marked(&self, comment: Span) -> bool {
        let range = comment.range();
        let text = self.text[range.clone()].trim_start_matches(['#', ' ', '\t']);
        let own = self.text[line_start(self.text, range.start)..range.start].trim().is_empty();
        let marks = self.renderer.rules.comments.iter().flat_map(|c| &c.marks);
        own && marks.into_iter().any(|m| text.starts_with(m.as_str()))
    }

    /// Whether a statement used Glue and all of it is rewritten.
    fn is_rewritten(&self, id: StmtId) -> bool {
        let scopes = self.renderer.script.scopes;
        let mut here = self.renderer.decisions.iter().filter(|(e, _)| scopes.stmt_of(**e) == id);
        let mut some = false;
        here.all(|(_, decision)| {
            some = true;
            decision.converts()
        }) && some
    }
}
