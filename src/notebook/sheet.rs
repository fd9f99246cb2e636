//! The code cells of a notebook as one Python module, and the way back.
//!
//! A comment marks the start of each cell. What is not Python (magics, cells of other languages)
//! stands in the module as a comment, or as a call with the names that it reads; both are found
//! again in the rewritten module by their number.

use std::ops::Range;

/// A piece of a cell's text, in order.
#[derive(Clone, Debug)]
pub enum Piece {
    /// Python.
    Code(Range<usize>),
    /// Something else.
    Other(Other),
}

/// A piece that is not Python.
#[derive(Clone, Debug)]
pub struct Other {
    /// Its bytes in the cell.
    pub range: Range<usize>,
    /// Whether it fills its line from the first column, so that a comment can stand for it.
    pub line: bool,
    /// The names of the module that it reads.
    pub reads: Vec<String>,
    /// What takes its place: nothing where it goes, `None` where it stays.
    pub becomes: Option<String>,
}

/// A cell before and after it is joined with the others.
#[derive(Debug)]
pub struct Cell<'t> {
    /// Its text.
    pub text: &'t str,
    /// The pieces that its text consists of.
    pub pieces: Vec<Piece>,
}

/// A place in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The index of the cell.
    pub cell: usize,
    /// The byte in its text.
    pub offset: usize,
    /// Whether something stands there that is not Python.
    pub other: bool,
}

/// The cells of a rewritten module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// Their new texts.
    pub texts: Vec<String>,
    /// Pieces that are not Python and read a name that was rewritten: the cell and the bytes in it.
    pub renamed: Vec<(usize, Range<usize>)>,
}

/// Cells joined to one module.
#[derive(Debug)]
pub struct Sheet {
    code: String,
    /// A word that no cell has.
    key: String,
    segments: Vec<Segment>,
}

#[derive(Debug)]
struct Segment {
    /// Bytes of the module.
    at: Range<usize>,
    cell: usize,
    /// Where they come from in the cell.
    from: Range<usize>,
    /// Whether they stand for something else.
    other: bool,
}

impl Sheet {
    /// Joins cells.
    pub fn join(cells: &[Cell<'_>]) -> Self {
        let mut key = "756e676c7565".to_owned();
        while cells.iter().any(|cell| cell.text.contains(&key)) {
            key.push('0');
        }
        let mut sheet = Self { code: String::new(), key, segments: Vec::new() };
        let mut number = 0;
        for (index, cell) in cells.iter().enumerate() {
            sheet.code.push_str(&sheet.marker(index));
            sheet.code.push('\n');
            for piece in &cell.pieces {
                let (range, text, other) = match piece {
                    Piece::Code(range) => (range, cell.text[range.clone()].to_owned(), false),
                    Piece::Other(other) => {
                        number += 1;
                        (&other.range, sheet.stand_in(number - 1, other), true)
                    }
                };
                let start = sheet.code.len();
                sheet.code.push_str(&text);
                let at = start..sheet.code.len();
                sheet.segments.push(Segment { at, cell: index, from: range.clone(), other });
            }
            if !sheet.code.ends_with('\n') {
                sheet.code.push('\n');
            }
        }
        sheet
    }

    /// The module.
    pub fn code(&self) -> &str {
        &self.code
    }

    fn marker(&self, cell: usize) -> String {
        format!("# {} cell {cell}", self.key)
    }

    fn stand_in(&self, number: usize, other: &Other) -> String {
        if other.line && other.reads.is_empty() {
            self.comment(number)
        } else {
            // A call of a number: no type follows from it, and no rule speaks of it.
            format!("{}({})", self.call(number), other.reads.join(", "))
        }
    }

    fn comment(&self, number: usize) -> String {
        format!("# {} {number}.", self.key)
    }

    fn call(&self, number: usize) -> String {
        format!("0x{}_{number:x}", self.key)
    }

    /// The place of a byte of the module; `None` between two cells.
    pub fn place(&self, offset: usize) -> Option<Place> {
        let index = self.segments.partition_point(|s| s.at.start <= offset).checked_sub(1)?;
        let Segment { at, cell, from, other } = &self.segments[index];
        let inside = offset - at.start;
        let offset = match (*other, offset >= at.end) {
            (_, true) => from.end,
            (true, false) => from.start,
            (false, false) => from.start + inside,
        };
        Some(Place { cell: *cell, offset, other: *other })
    }

    /// The byte of the module that stands for a byte of a cell.
    pub fn offset(&self, cell: usize, offset: usize) -> Option<usize> {
        let inside =
            |s: &&Segment| s.cell == cell && s.from.start <= offset && offset <= s.from.end;
        let segment = self.segments.iter().rfind(inside)?;
        Some(if segment.other {
            segment.at.start
        } else {
            segment.at.start + offset - segment.from.start
        })
    }

    /// The new texts of the cells, taken from the rewritten module; `None` where the module does not
    /// have everything that it must have.
    pub fn split(&self, code: &str, cells: &[Cell<'_>]) -> Option<Split> {
        let mut rest = code.strip_prefix(&self.marker(0))?.strip_prefix('\n')?;
        let (mut texts, mut renamed) = (Vec::with_capacity(cells.len()), Vec::new());
        let mut number = 0;
        for (index, cell) in cells.iter().enumerate() {
            let part = if index + 1 < cells.len() {
                let border = format!("{}\n", self.marker(index + 1));
                let at = rest.find(&border)?;
                let part = &rest[..at];
                rest = &rest[at + border.len()..];
                part
            } else {
                rest
            };
            let mut text = String::with_capacity(part.len());
            let mut open = part;
            for piece in &cell.pieces {
                let Piece::Other(other) = piece else { continue };
                let (before, stood, after) = self.find(open, number, other)?;
                text.push_str(before);
                open = after;
                if stood != self.stand_in(number, other) {
                    renamed.push((index, other.range.clone()));
                }
                match &other.becomes {
                    Some(new) => {
                        text.push_str(new);
                        if new.is_empty() && other.line {
                            open = without_line(&text, open);
                        }
                    }
                    None => text.push_str(&cell.text[other.range.clone()]),
                }
                number += 1;
            }
            text.push_str(open);
            if text.contains(&self.key) {
                return None;
            }
            texts.push(fit(cell.text, &text));
        }
        Some(Split { texts, renamed })
    }

    /// What stands before a stand-in, the stand-in as it is now, and what follows.
    fn find<'t>(
        &self,
        text: &'t str,
        number: usize,
        other: &Other,
    ) -> Option<(&'t str, &'t str, &'t str)> {
        let (head, length) = if other.line && other.reads.is_empty() {
            let comment = self.comment(number);
            let length = comment.len();
            (comment, Some(length))
        } else {
            (self.call(number) + "(", None)
        };
        let start = text.find(&head)?;
        let length = length.or_else(|| closed(&text[start..]))?;
        let (before, rest) = text.split_at(start);
        let (stood, after) = rest.split_at(length);
        Some((before, stood, after))
    }
}

/// The length of a call at the start of a text.
fn closed(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 1 => return Some(at + 1),
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// What follows a line that goes: without its line break, and without the blank line behind it where
/// another one stands before it.
fn without_line<'t>(before: &str, after: &'t str) -> &'t str {
    let mut after = skip_line(after);
    let blank_before = before.is_empty()
        || before.ends_with("\n\n")
        || before.ends_with("\n\r\n")
        || before.trim().is_empty();
    while blank_before && !after.is_empty() {
        let line = &after[..after.find('\n').map_or(after.len(), |at| at + 1)];
        if !line.trim().is_empty() {
            break;
        }
        after = skip_line(after);
        if !before.trim().is_empty() {
            break;
        }
    }
    after
}

fn skip_line(text: &str) -> &str {
    text.find('\n').map_or("", |at| &text[at + 1..])
}

/// Gives a new text the start and the end of the old one: cells mostly end without a line break.
fn fit(old: &str, new: &str) -> String {
    // The line break that the join has put there.
    let joined = !old.ends_with('\n');
    let same = if joined { new.strip_suffix('\n') } else { Some(new) };
    if same == Some(old) {
        return old.to_owned();
    }
    if new.trim().is_empty() && !old.trim().is_empty() {
        return String::new();
    }
    let mut text = new;
    while joined && let Some(at) = text.rfind('\n') {
        if !text[at..].trim().is_empty() {
            break;
        }
        text = text[..at].trim_end_matches('\r');
    }
    let blank = |text: &str| text.lines().next().is_some_and(|line| line.trim().is_empty());
    while !blank(old) && blank(text) {
        text = skip_line(text);
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(range: Range<usize>, becomes: Option<&str>) -> Piece {
        let becomes = becomes.map(str::to_owned);
        Piece::Other(Other { range, line: true, reads: Vec::new(), becomes })
    }

    fn cells() -> Vec<Cell<'static>> {
        let first = "%a\n\nimport x";
        let second = "y = !ls {x}\nz = 1\n";
        vec![
            Cell { text: first, pieces: vec![line(0..2, Some("")), Piece::Code(2..first.len())] },
            Cell {
                text: second,
                pieces: vec![
                    Piece::Code(0..4),
                    Piece::Other(Other {
                        range: 4..11,
                        line: false,
                        reads: vec!["x".to_owned()],
                        becomes: None,
                    }),
                    Piece::Code(11..second.len()),
                ],
            },
        ]
    }

    #[test]
    fn cells_come_back() {
        let cells = cells();
        let sheet = Sheet::join(&cells);
        crate::python::check_strictly(sheet.code()).unwrap();
        let split = sheet.split(sheet.code(), &cells).unwrap();
        assert_eq!(split.texts, ["import x", "y = !ls {x}\nz = 1\n"]);
        assert_eq!(split.renamed, []);
    }

    #[test]
    fn what_is_lost_or_renamed_is_seen() {
        let cells = cells();
        let sheet = Sheet::join(&cells);
        let code = sheet.code().replace("(x)", "(other)");
        assert_eq!(sheet.split(&code, &cells).unwrap().renamed, [(1, 4..11)]);
        let code = sheet.code().replace("0x", "");
        assert_eq!(sheet.split(&code, &cells), None);
        let code = sheet.code().replace(" cell 1", "");
        assert_eq!(sheet.split(&code, &cells), None);
    }

    #[test]
    fn places_are_those_of_the_cells() {
        let cells = cells();
        let sheet = Sheet::join(&cells);
        let place = |word: &str| sheet.place(sheet.code().find(word).unwrap()).unwrap();
        assert_eq!(place("import"), Place { cell: 0, offset: 4, other: false });
        assert_eq!(place("0x"), Place { cell: 1, offset: 4, other: true });
        assert_eq!(place("z = 1"), Place { cell: 1, offset: 12, other: false });
    }
}
