//! What a cell consists of: Python, magics and commands of `IPython`, code of other languages.

use std::ops::Range;
use std::sync::Arc;

use super::magics::{self, Magic};
use super::sheet::{Other, Piece};
use crate::diagnostics::Grade;
use crate::prefilter;
use crate::python::ipython::{Escape, escapes};
use crate::python::{ParseError, check_strictly};
use crate::rules::{Action, RuleSet};

/// Magics of a whole cell whose body is Python of the notebook's own session.
const PYTHON_CELLS: [&str; 7] =
    ["%%time", "%%timeit", "%%capture", "%%prun", "%%pyspark", "%%spark", "%%heartbeat"];

/// Magics that say the language of a cell where they stand alone on its first line.
const LANGUAGES: [&str; 8] = ["%sql", "%md", "%scala", "%r", "%sh", "%fs", "%html", "%run"];

/// The finding of a cell that is left alone because nothing reads it.
pub const NOT_PYTHON: &str = "cell-not-python";

/// What there is to say about a piece of a cell.
#[derive(Clone, Debug)]
pub struct Remark {
    /// Its bytes in the cell.
    pub range: Range<usize>,
    /// The rule that speaks.
    pub rule: Arc<str>,
    /// Its grade; manual where nothing changes.
    pub grade: Grade,
    /// What was found.
    pub message: Arc<str>,
    /// What a person does.
    pub way_out: Arc<str>,
}

/// A cell taken apart.
#[derive(Debug, Default)]
pub struct Parts {
    /// In order; all of its text.
    pub pieces: Vec<Piece>,
    /// What there is to say.
    pub remarks: Vec<Remark>,
    /// Whether a magic is there that only Glue has.
    pub telling: bool,
}

/// Takes cells apart under the rules.
pub struct Reader<'r> {
    /// The rules.
    pub rules: &'r RuleSet,
    /// The most daring grade that is applied.
    pub most: Grade,
}

impl Reader<'_> {
    /// Takes a cell apart.
    pub fn read(&self, text: &str) -> Parts {
        let mut parts = Parts::default();
        let start = start_of_magic(text);
        let first = text[start..].lines().next().unwrap_or_default();
        let magic = Magic::of(first);
        let whole = magic.is_some_and(|m| {
            m.is_cell() && !PYTHON_CELLS.contains(&m.name)
                || m.args.is_empty() && LANGUAGES.contains(&m.name)
        });
        if let Some(magic) = magic.filter(|_| whole) {
            // Glue's kernel takes magics of the session before that of the cell.
            let above = &text[..text[..start].rfind('\n').map_or(0, |at| at + 1)];
            if let Ok(found) = escapes(above) {
                self.python(above, found.into_iter(), &mut parts);
                self.other_language(text, start..start + first.len(), magic, &mut parts);
                return parts;
            }
        }
        // A magic of the cell is not known to the parser; a comment of the same length is.
        let head = magic.filter(|m| m.is_cell()).map(|_| start..start + first.len());
        let mut plain = text.to_owned();
        if let Some(head) = &head {
            plain.replace_range(head.clone(), &"#".repeat(head.len()));
        }
        match escapes(&plain) {
            Ok(mut found) => {
                let head = head.map(|range| Escape { range, statement: true });
                found.extend(head);
                found.sort_by_key(|escape| escape.range.start);
                self.python(text, found.into_iter(), &mut parts);
            }
            Err(error) => not_python(text, &error, &mut parts),
        }
        parts
    }

    fn python(&self, text: &str, found: impl Iterator<Item = Escape>, parts: &mut Parts) {
        let mut at = 0;
        for escape in found {
            let Escape { range, statement } = escape;
            let above = &text[..range.start];
            let line = statement && (above.is_empty() || above.ends_with('\n'));
            let mut other = Other { range, line, reads: Vec::new(), becomes: None };
            self.escape(text, &mut other, statement, parts);
            parts.pieces.push(Piece::Code(at..other.range.start));
            at = other.range.end;
            parts.pieces.push(Piece::Other(other));
        }
        parts.pieces.push(Piece::Code(at..text.len()));
    }

    fn escape(&self, text: &str, other: &mut Other, statement: bool, parts: &mut Parts) {
        let source = &text[other.range.clone()];
        let magic = Magic::of(source).filter(|_| statement);
        let ruled = magic.is_some_and(|magic| self.ruled(magic, other, parts));
        if !ruled && prefilter::may_use_glue(source.as_bytes()) {
            parts.remarks.push(glue_inside(other.range.clone(), "a magic"));
        }
        // What a rule deletes reads nothing more.
        if other.becomes.as_deref() != Some("") {
            other.reads = reads(source);
        }
        // A suite needs a statement.
        if !other.line && other.becomes.as_deref() == Some("") {
            other.becomes = Some("pass".to_owned());
        }
    }

    /// Applies the rule for a magic; `false` where there is none.
    fn ruled(&self, magic: Magic<'_>, other: &mut Other, parts: &mut Parts) -> bool {
        let Some(outcome) = magics::decide(self.rules, magic, self.most) else {
            return false;
        };
        let rule = outcome.rule;
        parts.telling |= self.rules.telling_magics().any(|name| name == magic.name);
        let says = match rule.action {
            Action::Manual => rule.message.as_ref().unwrap_or(&rule.why),
            _ => rule.note.as_ref().unwrap_or(&rule.why),
        };
        let mut message = says.clone();
        if rule.action == Action::Manual && !outcome.reasons.is_empty() {
            message = format!("{message}: {}", outcome.reasons.join("; ")).into();
        }
        let way_out = match rule.grade {
            Grade::Safe => Arc::default(),
            _ => rule.review(),
        };
        parts.remarks.push(Remark {
            range: other.range.clone(),
            rule: rule.id.clone(),
            grade: rule.grade,
            message,
            way_out,
        });
        other.becomes = outcome.becomes;
        true
    }

    /// A cell of another language: only its magic can change.
    fn other_language(&self, text: &str, line: Range<usize>, magic: Magic<'_>, parts: &mut Parts) {
        let mut other = Other { range: line.clone(), line: true, reads: Vec::new(), becomes: None };
        let ruled = self.ruled(magic, &mut other, parts);
        if let Some(new) = other.becomes.take().filter(|_| ruled) {
            // The body of a magic that goes is its configuration.
            let body = if new.is_empty() { "" } else { text[line.end..].trim_end() };
            other.becomes = Some(format!("{new}{body}"));
        }
        if !ruled && prefilter::may_use_glue(text.as_bytes()) {
            parts.remarks.push(glue_inside(line.clone(), &format!("a cell of `{}`", magic.name)));
        }
        let start = text[..line.start].rfind('\n').map_or(0, |at| at + 1);
        let end = text.trim_end().len();
        other.range = start..end;
        if other.becomes.as_deref() != Some("") {
            other.reads = interpolated(&text[start..]);
        }
        parts.pieces.push(Piece::Other(other));
        parts.pieces.push(Piece::Code(end..text.len()));
    }
}

/// Where the magic of a cell stands: on its first line, or behind other magics.
fn start_of_magic(text: &str) -> usize {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at + line.len() - line.trim_start().len();
        if line.starts_with("%%") {
            return start;
        }
        if !line.trim().is_empty() && !line.starts_with(['%', '#']) {
            break;
        }
        at += line.len();
    }
    text.len() - text.trim_start().len()
}

fn glue_inside(range: Range<usize>, what: &str) -> Remark {
    Remark {
        range,
        rule: "magic-with-glue".into(),
        grade: Grade::Manual,
        message: format!("Glue in {what} is not converted").into(),
        way_out: "write the code without the magic, or rewrite it by hand".into(),
    }
}

/// A cell that is meant to be Python but is not: it stays as it is.
fn not_python(text: &str, error: &ParseError, parts: &mut Parts) {
    let at = match error {
        ParseError::Syntax { offset, .. } => text.floor_char_boundary(*offset),
        ParseError::TooDeep | ParseError::TooLong => 0,
    };
    let end = text[at..].find('\n').map_or(text.len(), |length| at + length);
    parts.remarks.push(Remark {
        range: at..end,
        rule: NOT_PYTHON.into(),
        grade: Grade::Manual,
        message: format!("the cell is left as it is: {error}").into(),
        way_out: "correct the cell, or delete it, and run again".into(),
    });
    let reads = words(text);
    let first = text.len() - text.trim_start().len();
    let range = text[..first].rfind('\n').map_or(0, |at| at + 1)..text.trim_end().len();
    parts.pieces.push(Piece::Code(0..range.start));
    let end = range.end;
    parts.pieces.push(Piece::Other(Other { range, line: true, reads, becomes: None }));
    parts.pieces.push(Piece::Code(end..text.len()));
}

/// The names that a magic or a command reads: the arguments of a magic may be Python, a command of
/// the shell reads what is in braces or behind `$`.
fn reads(source: &str) -> Vec<String> {
    if source.starts_with('!') { interpolated(source) } else { words(source) }
}

fn interpolated(text: &str) -> Vec<String> {
    let parts = text.match_indices(['{', '$']).map(|(at, _)| {
        let inside = text[at + 1..].trim_start_matches('{');
        let name = |c: char| c.is_alphanumeric() || c == '_';
        &inside[..inside.find(|c: char| !name(c)).unwrap_or(inside.len())]
    });
    words(&parts.collect::<Vec<_>>().join(" "))
}

/// The names that a text may read, each once.
fn words(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric() && c != '_') {
        let name = word.starts_with(|c: char| c.is_alphabetic() || c == '_');
        if name && !found.iter().any(|known| known == word) && check_strictly(word).is_ok() {
            found.push(word.to_owned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<(String, Option<String>)>, Vec<String>) {
        let parts = Reader { rules: RuleSet::embedded(), most: Grade::Review }.read(text);
        let others = parts.pieces.iter().filter_map(|piece| match piece {
            Piece::Other(other) => {
                Some((text[other.range.clone()].to_owned(), other.becomes.clone()))
            }
            Piece::Code(_) => None,
        });
        (others.collect(), parts.remarks.iter().map(|r| r.rule.to_string()).collect())
    }

    fn becomes(text: &str) -> Option<String> {
        read(text).0.remove(0).1
    }

    #[test]
    fn magics_of_glue_follow_their_rules() {
        assert_eq!(becomes("%glue_version 4.0\nx = 1\n").as_deref(), Some(""));
        assert_eq!(becomes("if x:\n    %stop_session\n").as_deref(), Some("pass"));
        assert_eq!(becomes("%%configure -f\n{\"a\": 1}\n").as_deref(), Some(""));
        let configured = "%glue_version 4.0\n%%configure\n{\"a\": 1}\n";
        let (others, _) = read(configured);
        assert_eq!(others.len(), 2, "{others:?}");
        assert!(others.iter().all(|o| o.1.as_deref() == Some("")));
        assert_eq!(becomes("%%sql\nselect 1").as_deref(), Some("%sql\nselect 1"));
        assert_eq!(becomes("%%sql -o x\nselect 1"), None);
        assert_eq!(becomes("%matplotlib inline\n"), None);
    }

    #[test]
    fn cells_of_other_languages_stay_whole() {
        for text in ["%%bash\nls\n", "%md\n# a title\n", "%scala\nval x = 1\n", "select 1 from x"] {
            assert_eq!(read(text).0, [(text.trim_end().to_owned(), None)]);
        }
        assert_eq!(read("%%time\nx = 1\n").0, [("%%time".to_owned(), None)]);
    }

    #[test]
    fn glue_that_cannot_be_reached_is_said() {
        assert_eq!(
            read("%time g.create_dynamic_frame.from_catalog('a', 'b')\n").1,
            ["magic-with-glue"]
        );
        assert_eq!(read("%%local\nimport awsglue\n").1, ["magic-with-glue"]);
        assert_eq!(read("from awsglue import\n").1, ["cell-not-python"]);
    }
}
