//! The JSON of an `.ipynb` file: where the source of each cell stands, and how to put a new one in
//! its place with every other byte as it was.

use std::ops::Range;

use rustc_hash::FxHashSet;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

/// The parts of a notebook that matter; all else is only passed over.
#[derive(Deserialize)]
struct RawNotebook<'a> {
    #[serde(borrow)]
    cells: Option<Vec<RawCell<'a>>>,
    /// nbformat 3 has its cells in worksheets.
    #[serde(borrow)]
    worksheets: Option<Vec<RawSheet<'a>>>,
    #[serde(default)]
    metadata: Value,
}

#[derive(Deserialize)]
struct RawSheet<'a> {
    #[serde(borrow, default)]
    cells: Vec<RawCell<'a>>,
}

#[derive(Deserialize)]
struct RawCell<'a> {
    cell_type: String,
    #[serde(borrow)]
    source: Option<&'a RawValue>,
    /// What nbformat 3 calls the source of a code cell.
    #[serde(borrow)]
    input: Option<&'a RawValue>,
    /// The language of a code cell in nbformat 3.
    language: Option<String>,
    #[serde(default)]
    metadata: Value,
}

/// What is wrong with a file that should be a notebook.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    /// Byte offset in the text.
    pub offset: usize,
    /// What was found.
    pub message: String,
}

/// A notebook's code.
#[derive(Debug)]
pub struct Json {
    /// The code cells, in order.
    pub cells: Vec<CodeCell>,
    /// The language of the kernel, where the metadata name one.
    pub language: Option<String>,
    /// The name of the kernel.
    pub kernel: String,
}

/// A cell whose text is code.
#[derive(Debug)]
pub struct CodeCell {
    /// Its number among all cells of the notebook, from 1.
    pub number: usize,
    /// Its language, where the cell names one itself.
    pub language: Option<String>,
    /// Its text.
    pub text: String,
    source: Source,
}

/// Where the text of a cell stands in the file.
#[derive(Debug)]
struct Source {
    /// The whole JSON value.
    range: Range<usize>,
    shape: Shape,
    /// The insides of its string literals, in order.
    strings: Vec<Range<usize>>,
}

#[derive(Debug, PartialEq, Eq)]
enum Shape {
    /// One string.
    Text,
    /// A list of strings, with what stands before the first, between two, and behind the last.
    List { open: String, between: String, close: String },
}

/// Reads the JSON of a notebook.
///
/// # Errors
/// Where it is not JSON, or not a notebook.
pub fn read(text: &str) -> Result<Json, Fault> {
    let raw: RawNotebook<'_> = serde_json::from_str(text).map_err(|error| fault(text, &error))?;
    let RawNotebook { cells, worksheets, metadata } = raw;
    let cells = match (cells, worksheets) {
        (Some(cells), _) => cells,
        (None, Some(sheets)) => sheets.into_iter().flat_map(|sheet| sheet.cells).collect(),
        (None, None) => {
            let message = "there are no `cells`".to_owned();
            return Err(Fault { offset: 0, message });
        }
    };
    let compact = !text.contains("\": ");
    let mut code = Vec::new();
    for (index, cell) in cells.into_iter().enumerate().filter(|(_, c)| c.cell_type == "code") {
        let Some(value) = cell.source.or(cell.input) else { continue };
        let source = Source::of(text, value, compact)?;
        code.push(CodeCell {
            number: index + 1,
            language: cell.language.or_else(|| string(&cell.metadata, "/vscode/languageId")),
            text: source.decode(text),
            source,
        });
    }
    let language = [
        "/language_info/name",
        "/kernelspec/language",
        "/application~1vnd.databricks.v1+notebook/language",
        "/kernelspec/name",
    ]
    .iter()
    .find_map(|path| string(&metadata, path));
    let kernel = string(&metadata, "/kernelspec/name").unwrap_or_default();
    Ok(Json { cells: code, language, kernel })
}

fn string(value: &Value, path: &str) -> Option<String> {
    value.pointer(path)?.as_str().filter(|s| !s.is_empty()).map(str::to_owned)
}

fn fault(text: &str, error: &serde_json::Error) -> Fault {
    let line_start = match error.line() {
        0 | 1 => 0,
        line => text.match_indices('\n').nth(line - 2).map_or(text.len(), |(at, _)| at + 1),
    };
    let offset = (line_start + error.column().saturating_sub(1)).min(text.len());
    let message = error.to_string();
    let message = message.rfind(" at line ").map_or(message.as_str(), |at| &message[..at]);
    Fault { offset, message: message.to_owned() }
}

/// Where a slice of the text stands in it.
fn offset_in(text: &str, part: &str) -> usize {
    part.as_ptr() as usize - text.as_ptr() as usize
}

impl Source {
    fn of(text: &str, value: &RawValue, compact: bool) -> Result<Self, Fault> {
        let raw = value.get();
        let start = offset_in(text, raw);
        let range = start..start + raw.len();
        let unexpected = |part: &str| Fault {
            offset: offset_in(text, part),
            message: "the source of a cell is neither a string nor a list of strings".to_owned(),
        };
        if !raw.starts_with('[') {
            let strings = vec![inside(text, raw).ok_or_else(|| unexpected(raw))?];
            return Self { range, shape: Shape::Text, strings }.checked(text);
        }
        let items: Vec<&RawValue> = serde_json::from_str(raw).map_err(|_| unexpected(raw))?;
        let mut strings = Vec::with_capacity(items.len());
        for item in &items {
            strings.push(inside(text, item.get()).ok_or_else(|| unexpected(item.get()))?);
        }
        let shape = match (strings.first(), strings.last()) {
            (Some(first), Some(last)) => {
                let open = text[range.start + 1..first.start - 1].to_owned();
                let between = match strings.get(1) {
                    Some(second) => text[first.end + 1..second.start - 1].to_owned(),
                    None if open.is_empty() && !compact => ", ".to_owned(),
                    None => format!(",{open}"),
                };
                let close = text[last.end + 1..range.end - 1].to_owned();
                Shape::List { open, between, close }
            }
            _ => Shape::List { open: String::new(), between: String::new(), close: String::new() },
        };
        Self { range, shape, strings }.checked(text)
    }

    /// Makes sure that its strings decode.
    fn checked(self, text: &str) -> Result<Self, Fault> {
        for inner in &self.strings {
            let literal = &text[inner.start - 1..=inner.end];
            if let Err(error) = serde_json::from_str::<String>(literal) {
                let Fault { offset, message } = fault(literal, &error);
                return Err(Fault { offset: inner.start - 1 + offset, message });
            }
        }
        Ok(self)
    }

    fn decode(&self, text: &str) -> String {
        self.units(text).map(|unit| unit.character).collect()
    }

    /// The characters of the source, each with its place in the file.
    fn units<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Unit> + 't {
        self.strings.iter().flat_map(move |range| Units { text, at: range.start, end: range.end })
    }
}

/// The inside of a string literal.
fn inside(text: &str, literal: &str) -> Option<Range<usize>> {
    literal.starts_with('"').then(|| {
        let start = offset_in(text, literal);
        start + 1..start + literal.len() - 1
    })
}

/// One character of a string literal.
struct Unit {
    character: char,
    /// How the file spells it.
    raw: Range<usize>,
}

/// Decodes the inside of a literal that is known to be valid.
struct Units<'t> {
    text: &'t str,
    at: usize,
    end: usize,
}

impl Iterator for Units<'_> {
    type Item = Unit;

    fn next(&mut self) -> Option<Unit> {
        let rest = &self.text[self.at..self.end];
        let first = rest.chars().next()?;
        let (character, length) =
            if first == '\\' { escaped(rest) } else { (first, first.len_utf8()) };
        let raw = self.at..self.at + length;
        self.at = raw.end;
        Some(Unit { character, raw })
    }
}

/// The character that an escape at the start of the text stands for, and the length of the escape.
fn escaped(rest: &str) -> (char, usize) {
    let hex = |at: usize| {
        rest.get(at..at + 4).and_then(|digits| u32::from_str_radix(digits, 16).ok()).unwrap_or(0)
    };
    match rest.as_bytes().get(1) {
        Some(b'n') => ('\n', 2),
        Some(b'r') => ('\r', 2),
        Some(b't') => ('\t', 2),
        Some(b'b') => ('\u{8}', 2),
        Some(b'f') => ('\u{c}', 2),
        Some(b'u') => {
            let high = hex(2);
            if (0xd800..0xdc00).contains(&high) {
                let code =
                    0x10000 + ((high - 0xd800) << 10) + (hex(8).wrapping_sub(0xdc00) & 0x3ff);
                (char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER), 12)
            } else {
                (char::from_u32(high).unwrap_or(char::REPLACEMENT_CHARACTER), 6)
            }
        }
        Some(other) => (char::from(*other), 2),
        None => ('\\', 1),
    }
}

/// Where the file has the characters of a cell.
#[derive(Debug)]
pub struct Spelled {
    /// The place of each character in the text, and in the file.
    places: Vec<(usize, usize)>,
    end: usize,
}

impl Spelled {
    /// The place in the file of a byte of the cell's text.
    pub fn place(&self, offset: usize) -> usize {
        let at = self.places.partition_point(|(at, _)| *at < offset);
        self.places.get(at).map_or(self.end, |(_, raw)| *raw)
    }
}

impl CodeCell {
    /// The places in the file of all characters of the cell's text.
    pub fn spelled(&self, file: &str) -> Spelled {
        let mut spelled = Spelled { places: Vec::new(), end: self.source.range.start };
        let mut at = 0;
        for unit in self.source.units(file) {
            spelled.places.push((at, unit.raw.start));
            at += unit.character.len_utf8();
            spelled.end = unit.raw.end;
        }
        spelled
    }

    /// The bytes of its source in the file, and what stands there for a new text.
    pub fn replacement(
        &self,
        file: &str,
        spelling: &Spelling,
        new: &str,
    ) -> (Range<usize>, String) {
        let old = self.raw_lines(file);
        let new: Vec<&str> = new.split_inclusive('\n').collect();
        let decoded: Vec<&str> = old.iter().map(|line| line.0.as_str()).collect();
        let mut lines: Vec<String> = Vec::with_capacity(new.len());
        for op in similar::capture_diff_slices(similar::Algorithm::Myers, &decoded, &new) {
            if op.tag() == similar::DiffTag::Equal {
                lines.extend(op.old_range().map(|i| old[i].1.clone()));
            } else {
                lines.extend(op.new_range().map(|i| spelling.of(new[i])));
            }
        }
        let text = match &self.source.shape {
            Shape::Text => format!("\"{}\"", lines.concat()),
            Shape::List { .. } if lines.is_empty() => "[]".to_owned(),
            Shape::List { open, between, close } => {
                let items: Vec<String> = lines.iter().map(|line| format!("\"{line}\"")).collect();
                format!("[{open}{}{close}]", items.join(between))
            }
        };
        (self.source.range.clone(), text)
    }

    /// The lines of the text, and how the file spells each.
    fn raw_lines(&self, file: &str) -> Vec<(String, String)> {
        let mut lines: Vec<(String, String)> = Vec::new();
        let mut open = false;
        for unit in self.source.units(file) {
            if !open {
                lines.push(Default::default());
            }
            open = unit.character != '\n';
            if let Some((text, raw)) = lines.last_mut() {
                text.push(unit.character);
                raw.push_str(&file[unit.raw]);
            }
        }
        lines
    }
}

/// Which characters the file writes as `\uXXXX` although JSON does not ask for it.
#[derive(Debug, Default)]
pub struct Spelling {
    escaped: FxHashSet<char>,
    /// Everything that is not ASCII.
    ascii: bool,
}

impl Spelling {
    /// As the code cells of a notebook have it.
    pub fn of_file(file: &str, cells: &[CodeCell]) -> Self {
        let units = cells.iter().flat_map(|cell| cell.source.units(file));
        let escaped: FxHashSet<char> = units
            .filter(|unit| file[unit.raw.clone()].starts_with("\\u"))
            .map(|unit| unit.character)
            .collect();
        // A program that escapes what is not ASCII leaves no such character anywhere in the file.
        let ascii = file.is_ascii() && escaped.iter().any(|c| !c.is_ascii());
        Self { escaped, ascii }
    }

    /// The inside of a string literal for a text.
    fn of(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 8);
        for character in text.chars() {
            match character {
                '"' => out.push_str("\\\""),
                '\\' => out.push_str("\\\\"),
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                '\t' => out.push_str("\\t"),
                '\u{8}' => out.push_str("\\b"),
                '\u{c}' => out.push_str("\\f"),
                c if c < ' ' || self.escaped.contains(&c) || self.ascii && !c.is_ascii() => {
                    for unit in c.encode_utf16(&mut [0; 2]) {
                        out.push_str(&format!("\\u{unit:04x}"));
                    }
                }
                c => out.push(c),
            }
        }
        out
    }
}
