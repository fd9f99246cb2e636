//! What is added and where: imports, a session, helper functions.

use std::collections::BTreeMap;

use super::lines::{line_end, line_start, next_line};
use super::{Assembly, Edit};
use crate::python::ast::{ExprKind, StmtId, StmtKind};
use crate::rewrite::imports::ImportChange;
use crate::rewrite::plan::Facts;

impl Assembly<'_, '_> {
    /// Lines to add at the imports, and what follows all imports: a session, helper functions.
    pub(super) fn added_lines(&self, facts: &Facts) -> (Vec<String>, String) {
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

    /// Puts the names of an added `from m import …` behind those of such a line that the file has
    /// among its first imports.
    pub(super) fn joins(&mut self, line: &str, changed: &BTreeMap<StmtId, ImportChange>) -> bool {
        let module = self.renderer.script.module;
        let Some((from, names)) = line.strip_prefix("from ").and_then(|l| l.split_once(" import "))
        else {
            return false;
        };
        for id in &module.body.stmts {
            let stmt = module.stmt(*id);
            let source = module.source(stmt.span);
            match &stmt.kind {
                StmtKind::ImportFrom { module: own, names: items, star: false } => {
                    let width = source.chars().count() + 2 + names.chars().count();
                    let plain = !source.contains(['(', '\n', '\\', ';']);
                    if *own == from
                        && plain
                        && width <= self.renderer.script.style.width
                        && !self.gone.contains(id)
                        && !changed.contains_key(id)
                        && let Some(last) = items.last()
                    {
                        let end = last.span.end as usize;
                        for name in names.split(", ") {
                            // In the order that import sorters keep.
                            let path = name.split(' ').next().unwrap_or(name);
                            let (at, text) = match items.iter().find(|i| i.path > path) {
                                Some(next) => (next.span.start as usize, format!("{name}, ")),
                                None => (end, format!(", {name}")),
                            };
                            self.edits.push(Edit { range: at..at, text });
                        }
                        return true;
                    }
                }
                StmtKind::Import(_) | StmtKind::ImportFrom { .. } => {}
                StmtKind::Expr(e) if matches!(module.expr(*e).kind, ExprKind::Str(_)) => {}
                _ => return false,
            }
        }
        false
    }

    /// The end of the import block at the top.
    pub(super) fn below_imports(&self) -> usize {
        let module = self.renderer.script.module;
        let mut at = None;
        for id in self.written() {
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

    /// The statements of the module without those that stand for a cell or a magic (calls of a number):
    /// nothing goes into a cell that is no Python.
    fn written(&self) -> impl Iterator<Item = &StmtId> {
        let module = self.renderer.script.module;
        let number = |e| matches!(module.expr(e).kind, ExprKind::Number(_));
        let stands_in = move |id: &&StmtId| {
            matches!(module.stmt(**id).kind, StmtKind::Expr(e)
                if matches!(module.expr(e).kind, ExprKind::Call(called, ..) if number(called)))
        };
        module.body.stmts.iter().filter(move |id| !stands_in(id))
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
    pub(super) fn functions(&mut self, facts: &Facts) {
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
    pub(super) fn import_place(&self, changed: &BTreeMap<StmtId, ImportChange>) -> usize {
        let module = self.renderer.script.module;
        let top = self.written();
        let first = module.body.stmts.iter().find(|id| changed.contains_key(id));
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
}
