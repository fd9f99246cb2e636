//! The long form of what most findings are, a few short lines, laid out without the library that lays
//! out all others: that takes a tenth of a whole run, and this takes next to nothing.

use std::fmt::Write as _;
use std::ops::Range;

use super::{Excerpt, Finding, Position, escape};

/// The longest line, and the deepest indentation, that the library surely shows whole.
const WIDTH: usize = 110;
const INDENT: usize = 16;
/// How wide a line gets, with its number; and how much is to be seen around what is marked.
const TERMINAL: usize = 140;
const AROUND: usize = 6;
const DOTS: &str = "...";
/// The most lines of which the library surely leaves out none.
const LINES: usize = 6;
/// How many of more lines it shows before and behind those that it leaves out.
const HEAD: usize = 4;
const TAIL: usize = 2;

/// What the library makes of a finding without colours; `None` where that is not so simple.
pub(super) fn form(
    finding: &Finding,
    path: &str,
    start: Position,
    excerpt: &Excerpt<'_>,
) -> Option<String> {
    let (text, span) = (excerpt.lines.as_ref(), &excerpt.span);
    let lines: Vec<&str> = text.split('\n').collect();
    let (message, way_out) = (escape(&finding.message), escape(&finding.way_out));
    let printed = [path, &*message, &*way_out].into_iter().all(|text| is_plain(text, &['…']));
    if !printed || span.is_empty() || !are_simple(&lines) {
        return None;
    }
    let last =
        span.end.checked_sub(text.rfind('\n').map_or(0, |at| at + 1)).filter(|to| *to > 0)?;
    let width = (start.line + lines.len() - 1).to_string().len();
    let blank = " ".repeat(width);
    let (word, rule, column) = (finding.site().word(), escape(&finding.rule), span.start + 1);
    let mut out = format!(
        "{word}[{rule}]: {message}\n{blank}--> {path}:{}:{column}\n{blank} |\n",
        start.line
    );
    // Writing to a string cannot fail.
    let _ = match lines[..] {
        [line] => {
            let (line, marks) = marked(line, span, TERMINAL - 3 - width);
            write!(out, "{} | {line}\n{blank} | {marks}", start.line)
        }
        _ => block(&mut out, &lines, start.line, span.start, last),
    };
    if !way_out.is_empty() {
        let _ = write!(out, "\n{blank} |\n{blank} = help: {way_out}");
    }
    Some(out)
}

/// A line and the marks under a span of it, as far as they are shown in so many columns.
fn marked(line: &str, span: &Range<usize>, width: usize) -> (String, String) {
    let blanks = line.len() - line.trim_ascii_start().len();
    let blanks = blanks.min(span.start).saturating_sub(AROUND);
    let (start, end) = (span.start.saturating_sub(AROUND), span.end + AROUND);
    let (left, right) = if line.len() <= width {
        (0, line.len())
    } else if end <= width + blanks {
        (blanks, blanks + width)
    } else if end - start <= width {
        let left = start.saturating_sub((width - (end - start)) / 2);
        (left, left + width)
    } else {
        (start, end)
    };
    let right = if line.len() - left <= width { line.len() } else { right.min(line.len()) };
    let mut shown = line[left..right].to_owned();
    if left > 0 {
        shown.replace_range(..DOTS.len(), DOTS);
    }
    if right < line.len() {
        shown.replace_range(shown.len() - DOTS.len().., DOTS);
    }
    let mut marks = " ".repeat(span.start - left) + &"^".repeat(span.len());
    // What is marked over more than two lines' length is shown by its ends.
    if span.len() > width * 2 {
        let end = width / 3;
        for text in [&mut shown, &mut marks] {
            text.replace_range(span.start - left + end..span.end - left - end, DOTS);
        }
    }
    (shown, marks)
}

/// Lines from a column of the first to before a column of the last.
fn block(
    out: &mut String,
    lines: &[&str],
    number: usize,
    from: usize,
    to: usize,
) -> std::fmt::Result {
    let width = (number + lines.len() - 1).to_string().len();
    let starts_line = lines[0][..from].trim_ascii().is_empty();
    let hidden = hidden(lines.len());
    for (index, line) in lines.iter().enumerate() {
        if hidden.contains(&index) {
            if index == hidden.start {
                writeln!(out, "{DOTS:<0$}|", width + 3)?;
            }
            continue;
        }
        let mark = match (index, starts_line) {
            (0, true) => '/',
            (0, false) => ' ',
            _ => '|',
        };
        writeln!(out, "{:>width$} | {mark} {line}", number + index)?;
        if index == 0 && !starts_line {
            writeln!(out, "{:width$} |  {}^", "", "_".repeat(from + 1))?;
        }
    }
    write!(out, "{:width$} | |{}^", "", "_".repeat(to))
}

/// The lines that are left out; a single one takes no more room than the dots in its place.
fn hidden(count: usize) -> Range<usize> {
    if count > LINES + 1 { HEAD..count - TAIL } else { 0..0 }
}

fn is_plain(text: &str, others: &[char]) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
        || text.chars().all(|c| matches!(c, ' '..='~') || others.contains(&c))
}

/// Whether the library shows the first and last lines as they are. Of more than a few it drops bare
/// brackets before and behind those that it leaves out.
fn are_simple(lines: &[&str]) -> bool {
    let hidden = hidden(lines.len());
    let around = [HEAD - 1, lines.len().saturating_sub(TAIL)];
    lines.iter().enumerate().all(|(index, line)| {
        let bare = lines.len() > LINES && around.contains(&index) && line.trim_ascii() == ")";
        hidden.contains(&index) && is_plain(line, &[])
            || is_simple(line) && !bare && (line.len() <= WIDTH || lines.len() == 1)
    })
}

/// Whether the library shows a line as it is; among others it drops bare brackets and comments.
fn is_simple(line: &str) -> bool {
    let blanks = line.bytes().position(|byte| byte != b' ');
    let code = line.trim_ascii();
    is_plain(line, &[])
        && blanks.is_some_and(|blanks| blanks <= INDENT)
        && !code.starts_with(['#', '/'])
        && (code.len() > 1 || code == ")")
}
