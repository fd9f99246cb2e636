//! What a docstring says of a parameter that goes: its lines go with it.

use std::ops::Range;

use super::edit::Edit;
use super::render::Renderer;
use crate::python::ast::{ExprId, FunctionDef, StmtId};

/// Heads of lists of parameters.
const HEADS: [&str; 3] = ["Args:", "Arguments:", "Parameters:"];

impl Renderer<'_> {
    /// Takes out what a docstring lists of parameters that go.
    pub(super) fn undescribed(
        &self,
        id: StmtId,
        def: &FunctionDef<'_>,
        docstring: ExprId,
        edits: &mut Vec<Edit>,
    ) {
        let span = self.script.module.expr(docstring).span;
        let text = self.script.module.source(span);
        let gone = (0..def.params.len()).filter(|i| self.plan.dropped().contains(&(id, *i)));
        for index in gone {
            let Some(lines) = lines_about(text, def.params[index].name.text) else { continue };
            let start = span.start as usize;
            let range = start + lines.start..start + lines.end;
            edits.push(Edit { range, text: String::new() });
        }
    }
}

/// The lines of a docstring that describe a parameter, with the head of the list where nothing else is in it.
fn lines_about(text: &str, name: &str) -> Option<Range<usize>> {
    let mut lines = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        lines.push((at, line));
        at += line.len();
    }
    let first = lines.iter().position(|(_, line)| describes(line.trim(), name))?;
    let deep = |line: &str| line.len() - line.trim_start().len();
    let blank = |line: &str| line.trim().is_empty();
    let own = deep(lines[first].1);
    let more = lines[first + 1..].iter().take_while(|(_, l)| !blank(l) && deep(l) > own).count();
    let end = first + 1 + more;
    // The quotes at the end stay.
    let (last, _) = *lines.get(end)?;
    let follows =
        !blank(lines[end].1) && deep(lines[end].1) == own && !lines[end].1.contains("\"\"\"");
    let head = first.checked_sub(1).filter(|head| HEADS.contains(&lines[*head].1.trim()));
    let start = head.filter(|_| !follows).unwrap_or(first);
    // One of the blank lines around a list is enough.
    let gap = start < first && blank(lines[end].1) && start > 1 && blank(lines[start - 1].1);
    let start = start - usize::from(gap);
    (start > 0).then_some(lines[start].0..last)
}

/// Whether a line begins what is said of a parameter: `name (Type): …`, `name: …`, `:param name: …`.
fn describes(line: &str, name: &str) -> bool {
    if let Some(field) = line.strip_prefix(":param ") {
        return field.split(':').next().is_some_and(|f| f.split(' ').next_back() == Some(name));
    }
    line.strip_prefix(name).is_some_and(|rest| {
        let rest = rest.trim_start();
        rest.starts_with(':') || rest.starts_with('(') && rest.contains("):")
    })
}

#[cfg(test)]
mod tests {
    use super::lines_about;

    fn without(text: &str, name: &str) -> String {
        let lines = lines_about(text, name).expect("it is described");
        format!("{}{}", &text[..lines.start], &text[lines.end..])
    }

    #[test]
    fn the_lines_of_a_parameter_go() {
        let google = "\"\"\"Reads.\n\n    Args:\n        ctx (GlueContext): the context\n            of the job\n        path: the path\n    \"\"\"";
        let left = "\"\"\"Reads.\n\n    Args:\n        path: the path\n    \"\"\"";
        assert_eq!(without(google, "ctx"), left);
        let only = "\"\"\"Reads.\n\n    Args:\n        ctx: the context\n\n    Returns:\n        rows\n    \"\"\"";
        assert_eq!(without(only, "ctx"), "\"\"\"Reads.\n\n    Returns:\n        rows\n    \"\"\"");
        let sphinx = "\"\"\"Reads.\n\n    :param GlueContext ctx: the context\n    :param path: the path\n    \"\"\"";
        assert_eq!(without(sphinx, "ctx"), "\"\"\"Reads.\n\n    :param path: the path\n    \"\"\"");
        assert_eq!(lines_about("\"\"\"ctx: the context\"\"\"", "ctx"), None);
        assert_eq!(lines_about("\"\"\"Reads with ctx.\n    \"\"\"", "ctx"), None);
    }
}
