//! Messages for people: the long form with the source line, and the short form.

mod plain;

use std::borrow::Cow;
use std::io::{self, Write};
use std::ops::Range;
use std::path::Path;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use anstyle::{AnsiColor, Style};
use rayon::prelude::*;

use super::{Failure, FileReport, Finding, Position, Report, Site, escape};
use crate::config::{ConfigError, Invalid};

/// Writes each site of the given kinds with its source line and the way out.
///
/// # Errors
/// What the writer says.
pub fn text(report: &Report, show: &[Site], color: bool, out: &mut dyn Write) -> io::Result<()> {
    let renderer = renderer(color);
    let all: Vec<_> = shown(report, show).collect();
    // Laying out the excerpts takes longer than writing them; in pieces, so that a long report does
    // not stand in memory as a whole.
    for piece in all.chunks(4096) {
        let texts: Vec<String> = piece
            .par_iter()
            .map(|(file, finding)| long_form(&renderer, color, file, finding))
            .collect();
        for text in texts {
            writeln!(out, "{text}\n")?;
        }
    }
    Ok(())
}

fn long_form(renderer: &Renderer, color: bool, file: &FileReport, finding: &Finding) -> String {
    let level = match finding.site() {
        Site::Manual => Level::WARNING,
        Site::Review | Site::Converted => Level::NOTE,
    };
    let (path, start) = finding.place(&escape(&file.shown()));
    let excerpt = Excerpt::new(&file.text, &finding.range);
    if let Some(text) = plain::form(finding, &path, start, &excerpt).filter(|_| !color) {
        return text;
    }
    let title = level
        .with_name(finding.site().word())
        .primary_title(escape(&finding.message))
        .id(escape(&finding.rule));
    let mut group = title.element(excerpt.snippet(&path, start.line));
    if !finding.way_out.is_empty() {
        group = group.element(Level::HELP.message(escape(&finding.way_out)));
    }
    renderer.render(&[group])
}

/// Writes `path:line:col: grade[rule] message`, a line for each site of the given kinds.
///
/// # Errors
/// What the writer says.
pub fn concise(report: &Report, show: &[Site], color: bool, out: &mut dyn Write) -> io::Result<()> {
    for (file, finding) in shown(report, show) {
        let site = finding.site();
        let style = match site {
            Site::Manual => AnsiColor::Yellow.on_default().bold(),
            Site::Review | Site::Converted => AnsiColor::Green.on_default().bold(),
        };
        let (on, off) = paint(style, color);
        let (path, Position { line, column }) = finding.place(&escape(&file.shown()));
        let rule = escape(&finding.rule);
        let message = escape(&finding.message);
        writeln!(out, "{path}:{line}:{column}: {on}{}[{rule}]{off} {message}", site.word())?;
    }
    Ok(())
}

/// Writes what failed, and what to do about it.
///
/// # Errors
/// What the writer says.
pub fn failures(failures: &[Failure], color: bool, out: &mut dyn Write) -> io::Result<()> {
    let (on, off) = paint(AnsiColor::Red.on_default().bold(), color);
    for failure in failures {
        let path = escape(&failure.path);
        let place = failure.position.map(|at| format!(":{}:{}", at.line, at.column));
        let message = escape(&failure.message);
        write!(out, "{path}{}: {on}error{off}: {message}", place.unwrap_or_default())?;
        if !failure.way_out.is_empty() {
            write!(out, "; {}", escape(&failure.way_out))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Renders what is wrong with a configuration, with the line and what is allowed.
pub fn config_error(error: &ConfigError, cwd: &Path, color: bool) -> String {
    let name = |path: &Path| {
        let shown = path.strip_prefix(cwd).unwrap_or(path).display().to_string();
        escape(&shown).into_owned()
    };
    let group = match error {
        ConfigError::Invalid(invalid) => {
            let Invalid { path, text, range, at, message, allowed } = invalid.as_ref();
            let path = name(path);
            let excerpt = Excerpt::new(text, range);
            let title = Level::ERROR.primary_title(escape(message));
            let group = title.element(excerpt.snippet(&path, at.line));
            let group = if allowed.is_empty() {
                group
            } else {
                group.element(Level::HELP.message(escape(allowed)))
            };
            return renderer(color).render(&[group]);
        }
        ConfigError::Unreadable { path, message } => {
            format!("{}: cannot read the configuration: {}", name(path), escape(message))
        }
        ConfigError::Pattern { .. } => error.to_string(),
    };
    renderer(color).render(&[Group::with_title(Level::ERROR.primary_title(group))])
}

fn shown<'a>(
    report: &'a Report,
    show: &'a [Site],
) -> impl Iterator<Item = (&'a FileReport, &'a Finding)> {
    let files = report.files.iter();
    files
        .flat_map(|file| file.findings.iter().map(move |finding| (file, finding)))
        .filter(|(_, finding)| show.contains(&finding.site()))
}

fn renderer(color: bool) -> Renderer {
    if color { Renderer::styled() } else { Renderer::plain() }
}

fn paint(style: Style, color: bool) -> (String, String) {
    if color {
        (style.render().to_string(), style.render_reset().to_string())
    } else {
        (String::new(), String::new())
    }
}

/// The whole lines of a text that a range touches.
struct Excerpt<'a> {
    lines: Cow<'a, str>,
    span: Range<usize>,
}

impl<'a> Excerpt<'a> {
    fn new(text: &'a str, range: &Range<usize>) -> Self {
        let start = floor(text, range.start);
        let end = floor(text, range.end).max(start);
        let from = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let to = text[end..].find('\n').map_or(text.len(), |at| end + at);
        // A range of whole lines ends before its last newline.
        let end = end.min(to).max(start);
        let lines = text[from..to].trim_end_matches('\r');
        let first = (start - from).min(lines.len());
        let span = first..(end - from).min(lines.len()).max(first);
        Self { lines: harmless(lines), span }
    }

    fn snippet<'s>(&'s self, path: &'s str, line: usize) -> Snippet<'s, Annotation<'s>> {
        let span = AnnotationKind::Primary.span(self.span.clone());
        Snippet::source(self.lines.as_ref()).line_start(line).path(path).annotation(span)
    }
}

/// The text without what the renderer lets through: the control characters beyond ASCII, of which one
/// begins commands of a terminal, and marks of direction. Offsets stay.
fn harmless(text: &str) -> Cow<'_, str> {
    let stand_in = |c: char| match c {
        '\u{80}'..='\u{9f}' => Some('\u{b7}'),
        '\u{200e}' | '\u{200f}' => Some(char::REPLACEMENT_CHARACTER),
        _ => None,
    };
    if !text.contains(|c| stand_in(c).is_some()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| stand_in(c).unwrap_or(c)).collect())
}

/// The nearest character boundary at or before an offset.
fn floor(text: &str, offset: usize) -> usize {
    text.floor_char_boundary(offset)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{Family, Grade};

    fn report() -> Report {
        let text = "a = 1\r\n\tb = glue('é\x1b', \"x\")\r\n".to_owned();
        let range = 12..25;
        let finding = Finding {
            rule: "bookmark".into(),
            family: Family::Glue,
            grade: Grade::Manual,
            converted: false,
            start: crate::source::position_at(&text, range.start),
            end: crate::source::position_at(&text, range.end),
            range,
            cell: None,
            message: "job bookmarks have no counterpart".into(),
            way_out: "use a checkpoint".into(),
        };
        let file = FileReport {
            path: Path::new("a/b.py").into(),
            glue: true,
            changed: false,
            findings: vec![finding],
            text: text.into(),
        };
        Report { files: vec![file], ..Report::default() }
    }

    fn render(emit: impl Fn(&mut dyn Write) -> io::Result<()>) -> String {
        let mut out = Vec::new();
        emit(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_long_form_shows_the_line() {
        let expected = "\
manual[bookmark]: job bookmarks have no counterpart
 --> a/b.py:2:6
  |
2 |     b = glue('é␛', \"x\")
  |         ^^^^^^^^^^^^
  |
  = help: use a checkpoint

";
        assert_eq!(render(|out| text(&report(), &[Site::Manual], false, out)), expected);
    }

    #[test]
    fn an_excerpt_begins_no_command_of_a_terminal() {
        assert_eq!(harmless("é\u{9b}31m\u{200f}x"), "é·31m\u{fffd}x");
        assert!(matches!(harmless("é x"), Cow::Borrowed(_)));
    }

    #[test]
    fn short_lines_look_as_the_library_lays_them_out() {
        let lines = [
            "x = glue('a', \"b\")",
            "        frame = d.toDF()  # trailing blanks  ",
            "a",
            "\tb = 1",
            "x = 'é'",
            &format!("x = '{}'", "y".repeat(100)),
            &format!("{}d.toDF({})", " ".repeat(16), "y".repeat(80)),
            &format!("{}d.toDF()", " ".repeat(90)),
            &format!("x = '{}'", "z".repeat(200)),
        ];
        for (line, number) in lines.iter().flat_map(|line| [(line, 0), (line, 7), (line, 1234)]) {
            for (start, end) in [(0, 1), (0, line.len()), (line.len() / 2, line.len()), (1, 1)] {
                for way_out in ["", "use a checkpoint"] {
                    let mut report = report();
                    let file = &mut report.files[0];
                    file.text = ("\n".repeat(number) + line + "\nlast\n").into();
                    let finding = &mut file.findings[0];
                    finding.range = number + start..number + end;
                    finding.start = crate::source::position_at(&file.text, finding.range.start);
                    finding.way_out = way_out.into();
                    let (file, finding) = (&report.files[0], &report.files[0].findings[0]);
                    let fast = long_form(&renderer(false), false, file, finding);
                    // With colours allowed, a renderer without any goes the long way.
                    assert_eq!(fast, long_form(&renderer(false), true, file, finding), "{line:?}");
                }
            }
        }
    }

    #[test]
    fn long_lines_look_as_the_library_lays_them_out() {
        let starts = [0, 3, 8, 16, 40, 130, 140, 300];
        let sizes = [1, 5, 100, 122, 124, 130, 136, 150, 200, 270, 272, 276, 300, 700];
        let rests = [0, 1, 2, 5, 7, 50, 140];
        for (blanks, number) in [(0, 0), (4, 8), (16, 98), (9, 12_345)] {
            for (start, (size, rest)) in starts
                .iter()
                .flat_map(|start| sizes.iter().map(move |size| (start, size)))
                .flat_map(|(start, size)| rests.iter().map(move |rest| (start, (size, rest))))
            {
                let line = (blanks..start + size + rest)
                    .map(|at| char::from(b'a' + u8::try_from(at % 26).unwrap()));
                let line = " ".repeat(blanks) + &line.collect::<String>();
                let mut report = report();
                let file = &mut report.files[0];
                file.text = ("\n".repeat(number) + &line + "\n").into();
                let finding = &mut file.findings[0];
                finding.range = number + start..number + start + size;
                finding.start = crate::source::position_at(&file.text, finding.range.start);
                let (file, finding) = (&report.files[0], &report.files[0].findings[0]);
                let fast = long_form(&renderer(false), false, file, finding);
                assert_eq!(fast, long_form(&renderer(false), true, file, finding), "{line}");
            }
        }
    }

    #[test]
    fn a_few_lines_look_as_the_library_lays_them_out() {
        let inner = ["a='b',", "    c=[", "        ('d', 'e'),", "    ],", "f=1", "g", ")", ""];
        let heads = ["x = glue(", "glue(", "    y = glue(", "    glue("];
        for (head, count) in heads.iter().flat_map(|head| (0..8).map(move |n| (head, n))) {
            for first in 0..inner.len() {
                let lines: Vec<&str> =
                    inner.iter().cycle().skip(first).take(count).copied().collect();
                let call = format!("{head}\n{}\n)  # done\n", lines.join("\n"));
                let from = head.find("glue").unwrap();
                for (lines_before, to) in [(0, 0), (7, 1), (97, 0)] {
                    let mut report = report();
                    let file = &mut report.files[0];
                    file.text = ("\n".repeat(lines_before) + &call).into();
                    let finding = &mut file.findings[0];
                    let end = lines_before + call.len() - "  # done\n".len() - to;
                    finding.range = lines_before + from..end;
                    finding.start = crate::source::position_at(&file.text, finding.range.start);
                    let (file, finding) = (&report.files[0], &report.files[0].findings[0]);
                    let fast = long_form(&renderer(false), false, file, finding);
                    assert_eq!(fast, long_form(&renderer(false), true, file, finding), "{call}");
                }
            }
        }
    }

    #[test]
    fn many_lines_look_as_the_library_lays_them_out() {
        let plain = ["a=[", "    ('b', 'c'),", "],", "d='e',"];
        let odd = [")", "", "        ]", "# é", "}", "x", &" ".repeat(20)];
        let calls = (5..14).flat_map(|count| {
            let usual = move || plain.iter().copied().cycle().take(count).collect::<Vec<_>>();
            let changed = (0..count).flat_map(move |at| odd.map(|line| (at, line)));
            let changed = changed.map(move |(at, line)| {
                let mut lines = usual();
                lines[at] = line;
                lines
            });
            changed.chain([usual()])
        });
        for lines in calls {
            for (head, before) in [("x = glue(", 0), ("  glue(", 7), ("glue(", 95), ("glue(", 990)]
            {
                let call = format!("{head}\n{}\n)", lines.join("\n"));
                let mut report = report();
                let file = &mut report.files[0];
                file.text = ("\n".repeat(before) + &call + "\n").into();
                let finding = &mut file.findings[0];
                finding.way_out = "write it as f(…)".into();
                finding.range = before + head.find("glue").unwrap()..before + call.len();
                finding.start = crate::source::position_at(&file.text, finding.range.start);
                let (file, finding) = (&report.files[0], &report.files[0].findings[0]);
                let fast = long_form(&renderer(false), false, file, finding);
                assert_eq!(fast, long_form(&renderer(false), true, file, finding), "{call}");
            }
        }
    }

    #[test]
    fn the_short_form_is_one_line() {
        assert_eq!(
            render(|out| concise(&report(), &[Site::Manual], false, out)),
            "a/b.py:2:6: manual[bookmark] job bookmarks have no counterpart\n"
        );
        assert_eq!(render(|out| concise(&report(), &[Site::Review], false, out)), "");
    }

    #[test]
    fn ranges_that_make_no_sense_do_not_panic() {
        for range in [0..0, 5..9, 100..200, 24..25, 33..33] {
            let excerpt = Excerpt::new("a = 'é'\r\nb\n", &range);
            let _ = Renderer::plain()
                .render(&[Level::ERROR.primary_title("x").element(excerpt.snippet("p", 1))]);
        }
    }
}
