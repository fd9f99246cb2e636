//! Code that loses what stood around it: its lines move to the left, and brackets over lines go.

use crate::python::ast::{ExprKind, StmtId, StmtKind};
use crate::rewrite::edit::{Edit, apply_within};
use crate::rewrite::newlines::{code_lines, is_open};

use super::Assembly;

/// The lines of an expression that stood deeper than the line where it begins now, moved to the left so that
/// its last bracket closes below that line. What is in strings stays.
pub(super) fn moved_left(code: &str, indent: &str, newline: &str) -> Option<String> {
    if !code.contains('\n') || is_open(code) {
        return None;
    }
    let lines = code_lines(code);
    let last = lines.last()?;
    let rest = last.trim_start_matches([' ', '\t']);
    let deep = &last[..last.len() - rest.len()];
    let surplus = deep.strip_prefix(indent).filter(|s| !s.is_empty())?;
    let fits = |line: &&str| line.trim().is_empty() || line.starts_with(deep);
    if !rest.starts_with([')', ']', '}']) || !lines[1..].iter().all(fits) {
        return None;
    }
    let moved = |(at, line): (usize, &&str)| match line.strip_prefix(deep) {
        Some(rest) if at > 0 => format!("{}{rest}", &deep[..deep.len() - surplus.len()]),
        _ => (*line).to_owned(),
    };
    let lines: Vec<String> = lines.iter().enumerate().map(moved).collect();
    Some(lines.join(newline))
}

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

#[cfg(test)]
mod tests {
    use super::moved_left;

    #[test]
    fn lines_close_below_the_one_that_begins_them() {
        let moved = |code, indent| moved_left(code, indent, "\n");
        let join = "a.join(\n        b,\n        '''\nx''',\n    )";
        assert_eq!(moved(join, "").as_deref(), Some("a.join(\n    b,\n    '''\nx''',\n)"));
        assert_eq!(moved(join, "    "), None);
        assert_eq!(moved("a.join(b,\n       c)", ""), None);
        assert_eq!(moved("for x in y:\n    f(\n        x\n    )", ""), None);
        assert_eq!(moved("a.join(\n  b,\n    )", ""), None);
    }
}
