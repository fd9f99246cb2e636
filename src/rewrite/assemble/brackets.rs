//! Brackets over lines around what a line is enough for now.

use super::Assembly;
use crate::python::ast::{ExprKind, StmtId, StmtKind};
use crate::rewrite::edit::{Edit, apply_within};

impl Assembly<'_, '_> {
    /// `x = (⏎ y.toDF()⏎ )`: what is left of it needs no brackets where it fits on the line.
    pub(super) fn out_of_brackets(&self, id: StmtId, edits: &mut Vec<Edit>) {
        let module = self.renderer.script.module;
        let (StmtKind::Assign { value: Some(value), .. } | StmtKind::Expr(value)) =
            module.stmt(id).kind
        else {
            return;
        };
        let ExprKind::Paren(inner) = module.expr(value).kind else { return };
        let (around, inside) = (module.expr(value).span.range(), module.expr(inner).span);
        let source = &self.text[around.clone()];
        let of_inner =
            |e: &Edit| inside.range().start <= e.range.start && e.range.end <= inside.range().end;
        let plain = matches!(module.expr(inner).kind, ExprKind::Call(..) | ExprKind::Name(_));
        if !plain || !source.contains('\n') || source.contains('#') || !edits.iter().any(of_inner) {
            return;
        }
        let within = edits.iter().filter(|e| of_inner(e)).cloned().collect();
        let text = apply_within(self.text, inside, within);
        let behind = self.line_end(around.end) - around.end;
        let end = self.column_of(around.start) + text.chars().count() + behind;
        if text.contains('\n') || text.is_empty() || end > self.renderer.script.style.width {
            return;
        }
        edits.retain(|e| e.range.end <= around.start || around.end <= e.range.start);
        edits.push(Edit { range: around, text });
    }
}
