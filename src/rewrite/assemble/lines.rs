//! Lines of a text: where they start and end, which go together, the blank ones between them.

use std::ops::Range;

/// Whether inserted imports are followed at once by something that is no import.
pub fn needs_gap(inserted: &str, behind: &str) -> bool {
    let next = behind.lines().next().unwrap_or_default();
    let is_import = |line: &str| line.starts_with("import ") || line.starts_with("from ");
    inserted.lines().next_back().is_some_and(is_import)
        && !next.trim().is_empty()
        && !is_import(next)
}

/// Inserted code without the blank lines at its end that the text behind it has already.
pub fn fit_gap<'t>(code: &'t str, behind: &str, newline: &str) -> &'t str {
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

/// Deleted lines that have only blank ones between them.
pub struct Run<'a> {
    /// What goes.
    pub range: Range<usize>,
    /// The end of the blank lines behind that go along, so that no larger gap is left than there was.
    pub blank_after: usize,
    /// The blank lines that take the run's place: what they kept apart has no other gap now.
    pub gap: &'a str,
}

/// Deleted lines joined over the blank lines between them.
pub fn runs(text: &str, mut lines: Vec<Range<usize>>) -> Vec<Run<'_>> {
    lines.sort_by_key(|r| r.start);
    let mut joined: Vec<(Range<usize>, &str)> = Vec::new();
    for line in lines {
        match joined.last_mut() {
            Some((last, gap)) if text[last.end.min(line.start)..line.start].trim().is_empty() => {
                let between = &text[last.end.min(line.start)..line_start(text, line.start)];
                if !between.is_empty() {
                    *gap = between;
                }
                last.end = last.end.max(line.end);
            }
            _ => joined.push((line, "")),
        }
    }
    joined.into_iter().map(|(range, gap)| run(text, range, gap)).collect()
}

fn run<'a>(text: &'a str, run: Range<usize>, gap: &'a str) -> Run<'a> {
    let blank_before = blank_lines_before(text, run.start);
    let mut end = run.end;
    let mut left = blank_before;
    // Nothing stands between the head of a suite and its first statement.
    let head = text[..run.start].trim_end().ends_with(':');
    if run.start == 0 || head {
        left = usize::MAX;
    }
    let behind = next_line(text, line_end(text, end));
    let touches = left == 0 && !text[end..behind].trim().is_empty();
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
    let range = start..run.end.max(start);
    Run { range, blank_after: end, gap: if touches { gap } else { "" } }
}

pub fn blank_lines_before(text: &str, at: usize) -> usize {
    text[..at].lines().rev().take_while(|l| l.trim().is_empty()).count()
}

pub fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |i| i + 1)
}

/// The end of the line without its line break.
pub fn line_end(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |i| at + i);
    if end > at && text[..end].ends_with('\r') { end - 1 } else { end }
}

pub fn next_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |i| at + i + 1)
}

/// The white space that a place's line starts with.
pub fn line_indent(text: &str, at: usize) -> &str {
    let line = &text[line_start(text, at)..];
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}
