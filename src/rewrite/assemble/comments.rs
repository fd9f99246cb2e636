//! Comments that only described what goes: they go with it.

use super::Assembly;
use super::lines::{line_end, line_start, next_line};
use crate::python::ast::{Block, ExprId, ExprKind, Span, StmtId, StmtKind};
use crate::rules::{Action, Rule};

/// First words of comments that speak to a tool, or of something that is still to be done.
const STAYING: [&str; 19] = [
    "todo",
    "fixme",
    "xxx",
    "note",
    "hack",
    "bug",
    "type",
    "noqa",
    "fmt",
    "yapf",
    "isort",
    "pylint",
    "mypy",
    "pyright",
    "pragma",
    "region",
    "endregion",
    "magic",
    "dbtitle",
];

/// First words of comments that only let a checker pass the line that they stand behind.
const FOR_CHECKERS: [&str; 7] =
    ["noqa", "type: ignore", "pylint:", "mypy:", "pyright:", "nosec", "pragma:"];

/// Whether comment lines are prose: no headings with rulers, no code, nothing for a tool.
pub(in crate::rewrite) fn is_prose(comment: &str) -> bool {
    comment.lines().all(|line| {
        let line = line.trim_start();
        let text = line.trim_start_matches('#');
        let ruler = line.len() - text.len() > 4
            || ["---", "===", "***", "___"].iter().any(|r| text.contains(r));
        let text = text.trim();
        !ruler && (text.is_empty() || is_sentence(text))
    })
}

fn is_sentence(text: &str) -> bool {
    let word = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let number = word.bytes().all(|b| b.is_ascii_digit());
    let starts = text.starts_with(char::is_alphanumeric)
        && (number || !text.starts_with(|c: char| c.is_ascii_digit()));
    let said = !STAYING.contains(&word.to_lowercase().as_str());
    let called = |bracket: char| {
        text.match_indices(bracket)
            .any(|(at, _)| text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
    };
    let code = text.contains('=') || called('(') || called('[') || text.starts_with("import ");
    starts && said && !code
}

/// Whether a comment stands for something that is not Python: it starts with a number that no person
/// writes.
fn is_stand_in(comment: &str) -> bool {
    let word = comment.trim_start_matches(['#', ' ']).split(' ').next().unwrap_or_default();
    word.len() >= 12
        && word.starts_with(|c: char| c.is_ascii_digit())
        && word.bytes().all(|b| b.is_ascii_hexdigit())
}

impl Assembly<'_, '_> {
    /// Deletes the generator's comments before statements whose Glue is all rewritten, or that go.
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
            let goes = |id: &StmtId| self.gone.contains(id);
            if starts.get(next).is_some_and(|(_, id)| self.is_rewritten(*id) || goes(id)) {
                let range = comment.range();
                let end = next_line(self.text, line_end(self.text, range.end));
                self.lines.push(line_start(self.text, range.start)..end);
            }
        }
    }

    /// Deletes comments above paragraphs of which nothing stays. Where a paragraph only moves on into
    /// what follows, its comment does too.
    pub(super) fn orphaned(&mut self, block: &Block) {
        let module = self.renderer.script.module;
        let mut rest = &block.stmts[..];
        while !rest.is_empty() {
            let (paragraph, behind) = rest.split_at(self.paragraph(rest));
            rest = behind;
            if !paragraph.iter().all(|id| self.gone.contains(id)) {
                for id in paragraph {
                    if !self.gone.contains(id) {
                        module.each_block(*id, |b| self.orphaned(b));
                    }
                }
                continue;
            }
            let Some((above, start, end)) = self.said_above(paragraph) else { continue };
            if paragraph.iter().any(|id| self.moves_on(*id)) {
                self.attached.push(start);
                self.close_up(end, behind);
            } else {
                self.lines.push(above..start);
            }
        }
    }

    /// Where the comment that describes a paragraph starts, where the paragraph does, and its end.
    fn said_above(&self, paragraph: &[StmtId]) -> Option<(usize, usize, usize)> {
        let module = self.renderer.script.module;
        let first = module.stmt(*paragraph.first()?).span.range();
        let last = module.stmt(*paragraph.last()?).span.range();
        let start = line_start(self.text, first.start);
        let end = next_line(self.text, line_end(self.text, last.end));
        let above = self.comment_above(start);
        // Imports give way to others.
        let keeps = paragraph.iter().any(|id| !self.staying_comments(*id).is_empty());
        let import = |id: &StmtId| {
            matches!(module.stmt(*id).kind, StmtKind::Import(_) | StmtKind::ImportFrom { .. })
        };
        // What the file starts with is about the file.
        let top = module.body.stmts.first() == paragraph.first();
        let own = self.text[start..first.start].trim().is_empty();
        let says = above < start && own && is_prose(&self.text[above..start]);
        (says && !keeps && !top && !paragraph.iter().any(import)).then_some((above, start, end))
    }

    /// The comments in and behind a statement that goes which go on to say something: not those for a
    /// checker of what goes, nor what says behind a rewritten call what that did.
    pub(super) fn staying_comments(&self, id: StmtId) -> Vec<Span> {
        let module = self.renderer.script.module;
        let span = module.stmt(id).span.range();
        let end = line_end(self.text, span.end);
        let first = module.comments.partition_point(|c| c.range().start < span.start);
        let near = module.comments[first..].iter().take_while(|c| c.range().end <= end);
        near.filter(|comment| {
            let text = &self.text[comment.range()];
            let said = text.trim_start_matches(['#', ' ', '\t']);
            let behind = span.end <= comment.range().start;
            let checks = FOR_CHECKERS.iter().any(|word| said.starts_with(word));
            let told = behind && is_prose(text) && self.is_rewritten(id);
            !checks && !told
        })
        .copied()
        .collect()
    }

    /// How many statements follow each other line by line.
    fn paragraph(&self, stmts: &[StmtId]) -> usize {
        let span = |id: StmtId| self.renderer.script.module.stmt(id).span.range();
        let joined = stmts.windows(2).take_while(|pair| {
            let between = &self.text[span(pair[0]).end..span(pair[1]).start];
            between.matches('\n').count() < 2
        });
        1 + joined.count()
    }

    /// The start of the comment lines right above a line, with the same indentation.
    fn comment_above(&self, line: usize) -> usize {
        let indent = super::lines::line_indent(self.text, line);
        let mut start = line;
        while start > 0 {
            let above = line_start(self.text, start - 1);
            let comment = self.text[above..start].strip_prefix(indent);
            if !comment.is_some_and(|c| c.starts_with('#') && !is_stand_in(c)) {
                break;
            }
            start = above;
        }
        start
    }

    /// Deletes the blank lines from a place to the first statement that stays.
    fn close_up(&mut self, mut from: usize, stmts: &[StmtId]) {
        for id in stmts {
            let span = self.renderer.script.module.stmt(*id).span.range();
            let start = line_start(self.text, span.start);
            if from > start || !self.text[from..start].trim().is_empty() {
                return;
            }
            if start > from {
                self.lines.push(from..start);
            }
            if !self.gone.contains(id) {
                return;
            }
            from = next_line(self.text, line_end(self.text, span.end));
        }
    }

    /// Whether what a statement that goes says is said by a later statement: a builder that is set up,
    /// options in a dict.
    fn moves_on(&self, id: StmtId) -> bool {
        let module = self.renderer.script.module;
        if self.renderer.setters.contains_key(&id) {
            return true;
        }
        let StmtKind::Assign { targets, value: Some(value), .. } = &module.stmt(id).kind else {
            return false;
        };
        matches!(module.expr(module.unparen(*value)).kind, ExprKind::Dict(_))
            && !targets.iter().all(|target| self.ends_with_glue(*target))
    }

    /// Whether nothing but calls that go without a trace read a name, such as `job.init(name, args)`.
    fn ends_with_glue(&self, target: ExprId) -> bool {
        let scopes = self.renderer.script.scopes;
        let Some(name) = self.renderer.script.module.name(target) else { return false };
        let owner = scopes.resolve(scopes.scope_of(target), name);
        scopes.reads_of(owner, name).iter().all(|read| {
            let stmt = scopes.stmt_of(*read);
            let mut here =
                self.renderer.decisions.iter().filter(|(e, _)| scopes.stmt_of(**e) == stmt);
            let goes = |rule: &Rule| rule.action == Action::Delete && !rule.folded;
            here.any(|(_, decision)| decision.rule.is_some_and(goes))
        })
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
