//! Comments inside of what is replaced: they go along to the line that says the same now, or above the statement.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Assembly;
use crate::layout::newlines::code_lines;
use crate::rewrite::edit::Edit;

/// No line becomes longer than this by a comment behind it.
const LONGEST: usize = 120;

/// A comment that stood inside a replaced range.
pub(super) struct Lost {
    /// Where it stood.
    at: usize,
    /// The comment.
    pub(super) text: String,
}

/// A line of new code: the index of its text and its own in it.
type Line = (usize, usize);

/// What comes to a line.
#[derive(Default)]
struct Comments {
    above: Vec<String>,
    behind: Option<String>,
}

impl Assembly<'_, '_> {
    /// Comments inside replaced ranges that the new text does not carry.
    pub(super) fn lost_comments(&self, edits: &[Edit]) -> Vec<Lost> {
        let module = self.renderer.script.module;
        let mut lost = Vec::new();
        let (Some(from), Some(to)) =
            (edits.iter().map(|e| e.range.start).min(), edits.iter().map(|e| e.range.end).max())
        else {
            return lost;
        };
        // Comments are in order of place.
        let first = module.comments.partition_point(|c| c.range().start < from);
        let near = module.comments[first..].iter().take_while(|c| c.range().start < to);
        // Most new texts have no comment at all, and a list may have one for each of its lines.
        let carries: Vec<bool> = edits.iter().map(|e| e.text.contains('#')).collect();
        for comment in near {
            let range = comment.range();
            let inside =
                edits.iter().position(|e| e.range.start < range.start && range.end <= e.range.end);
            if let Some(edit) = inside {
                let text = &self.text[range.clone()];
                if !carries[edit] || !edits[edit].text.contains(text) {
                    lost.push(Lost { at: range.start, text: text.trim_end().to_owned() });
                }
            }
        }
        lost
    }

    /// Puts each comment to the new line that holds a string of the line that it was about, where only one
    /// does; gives the others.
    pub(super) fn carried(
        &self,
        lost: Vec<Lost>,
        before: &mut [String],
        edits: &mut [Edit],
    ) -> Vec<String> {
        if lost.is_empty() {
            return Vec::new();
        }
        let texts: Vec<&str> =
            before.iter().map(String::as_str).chain(edits.iter().map(|e| &*e.text)).collect();
        let lines: Vec<Vec<&str>> = texts.iter().map(|text| code_lines(text)).collect();
        let index = index(&lines);
        let mut found: FxHashMap<Line, Comments> = FxHashMap::default();
        let mut others = Vec::new();
        for Lost { at, text } in lost {
            let (code, behind) = self.code_beside(at);
            let mut known = strings(code).filter_map(|s| index.get(s).copied().flatten());
            // Text of the user follows the last line of an edit, and stands before its first.
            let free = |(text, line): &Line| {
                let of_edit = *text >= before.len();
                let last = *line + 1 == lines[*text].len();
                let joined = *line > 0 && lines[*text][*line - 1].ends_with('\\');
                (!of_edit || if behind { !last } else { *line > 0 }) && (behind || !joined)
            };
            let Some(place) = known.find(free) else {
                others.push(text);
                continue;
            };
            let line = lines[place.0][place.1];
            let fits = line.chars().count() + 2 + text.chars().count() <= LONGEST;
            let comments = found.entry(place).or_default();
            if !behind {
                comments.above.push(text);
            } else if comments.behind.is_none()
                && fits
                && !line.contains('#')
                && !line.ends_with('\\')
            {
                comments.behind = Some(text);
            } else {
                others.push(text);
            }
        }
        let changed: FxHashSet<usize> = found.keys().map(|(text, _)| *text).collect();
        let new: Vec<Option<String>> = (0..texts.len())
            .map(|text| {
                if !changed.contains(&text) {
                    return None;
                }
                let newline = if text < before.len() { "\n" } else { self.newline() };
                Some(with_comments(&lines[text], text, &found, newline))
            })
            .collect();
        let slots = before.iter_mut().chain(edits.iter_mut().map(|e| &mut e.text));
        for (slot, text) in slots.zip(new) {
            if let Some(text) = text {
                *slot = text;
            }
        }
        others
    }

    /// The code that a comment is about, and whether that stands before it in its line.
    fn code_beside(&self, at: usize) -> (&str, bool) {
        let lines = &self.renderer.script.lines;
        let code = &self.text[lines.start(at)..at];
        if !code.trim().is_empty() {
            return (code, true);
        }
        let mut rest = &self.text[lines.around(self.text, at).end..];
        while let Some(next) = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n')) {
            let line = next.lines().next().unwrap_or_default();
            if !line.trim().is_empty() && !line.trim_start().starts_with('#') {
                return (line, false);
            }
            rest = &next[line.len()..];
        }
        ("", false)
    }
}

/// Where each string stands that stands in one line only.
fn index<'t>(texts: &[Vec<&'t str>]) -> FxHashMap<&'t str, Option<Line>> {
    let mut index: FxHashMap<&str, Option<Line>> = FxHashMap::default();
    for (text, lines) in texts.iter().enumerate() {
        for (at, line) in lines.iter().enumerate() {
            for string in strings(line) {
                let place = index.entry(string).or_insert(Some((text, at)));
                if *place != Some((text, at)) {
                    *place = None;
                }
            }
        }
    }
    index
}

/// The strings in a line, without the dashes of an argument's name.
fn strings(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        loop {
            let start = rest.find(['"', '\''])?;
            let quote = &rest[start..=start];
            let inner = &rest[start + 1..];
            let Some(end) = inner.find(quote) else {
                rest = "";
                continue;
            };
            rest = &inner[end + 1..];
            let string = inner[..end].trim_start_matches("--");
            if !string.is_empty() {
                return Some(string);
            }
        }
    })
}

/// A text with the comments of its lines.
fn with_comments(
    lines: &[&str],
    text: usize,
    found: &FxHashMap<Line, Comments>,
    newline: &str,
) -> String {
    let mut out = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(comments) = found.get(&(text, at)) else {
            out.push((*line).to_owned());
            continue;
        };
        let indent = &line[..line.len() - line.trim_start().len()];
        out.extend(comments.above.iter().map(|comment| format!("{indent}{comment}")));
        let behind = comments.behind.as_ref().map(|comment| format!("  {comment}"));
        out.push(format!("{line}{}", behind.unwrap_or_default()));
    }
    out.join(newline)
}
