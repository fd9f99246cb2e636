//! Statements that share their line with others: `if x: a`, `a; b`. What is put before or behind one of
//! them takes lines of its own.

use super::Assembly;
use crate::python::ast::StmtId;
use crate::rewrite::edit::Edit;

impl Assembly<'_, '_> {
    /// The white space at the start of a line that is put before or behind a statement.
    pub(super) fn indent_around(&self, id: StmtId) -> String {
        let script = self.renderer.script;
        let Some(first) = self.first_beside(id) else { return script.indent_of(id).to_owned() };
        match script.scopes.stmt_parent(first) {
            // A suite behind its head moves into the next line.
            Some(head) if !self.begins_line(first) => {
                let outer = self.indent_around(head);
                let unit = script.style.unit(&outer);
                outer + unit
            }
            _ => script.indent_of(first).to_owned(),
        }
    }

    /// Lets a statement begin a line, so that others can stand before or behind it.
    pub(super) fn own_line(&mut self, id: StmtId, before: bool) {
        let Some(first) = self.first_beside(id) else { return };
        let break_line = format!("{}{}", self.newline(), self.indent_around(id));
        let mut places = Vec::new();
        if !self.begins_line(first) {
            places.push(first);
        }
        if before && id != first {
            places.push(id);
        }
        for place in places {
            let start = self.renderer.script.module.stmt(place).span.start as usize;
            if !self.broken.insert(start) {
                continue;
            }
            let rest = self.text[..start].trim_end_matches([' ', '\t']);
            let rest = rest.strip_suffix(';').filter(|_| place != first).unwrap_or(rest);
            let end = rest.trim_end_matches([' ', '\t']).len();
            self.edits.push(Edit { range: end..start, text: break_line.clone() });
        }
    }

    /// The first statement of the suite of one that does not begin its line.
    fn first_beside(&self, id: StmtId) -> Option<StmtId> {
        if self.begins_line(id) {
            return None;
        }
        let script = self.renderer.script;
        let (block, _) = script.module.place_in_block(script.scopes.stmt_parent(id), id)?;
        block.stmts.first().copied()
    }

    fn begins_line(&self, id: StmtId) -> bool {
        let start = self.renderer.script.module.stmt(id).span.start as usize;
        self.text[self.renderer.script.lines.start(start)..start].trim().is_empty()
    }
}
