//! Files that are not simply one Python text: `.ipynb` notebooks, scripts with `IPython`'s magics, and
//! notebooks that Databricks exported as scripts.
//!
//! A [`Document`] gives the Python that the rest of the program works on, and puts what comes of it
//! back into the file: only the source of changed cells is written, every other byte stays.

mod cell;
mod json;
mod magics;
mod sheet;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::ops::Range;
use std::path::Path;

use crate::config::{ArgumentStyle, Settings};
use crate::diagnostics::{CellPlace, Family, Finding, Grade, Position, SkipReason};
use crate::python::check_strictly;
use crate::rewrite::Conversion;
use crate::rules::RuleSet;
use crate::source::{Places, position_at};
use cell::{Parts, Reader, Remark};
use json::{Json, Spelled, Spelling};
pub use magics::has_fragment;
use sheet::{Cell, Place, Sheet, Split};

/// The first line of a notebook that Databricks exported as a script.
const EXPORTED: &str = "# Databricks notebook source";

/// What a file is. It goes with the file's text, which its functions take again.
#[derive(Debug, Default)]
pub struct Document {
    /// Where they are not those of other files.
    settings: Option<Box<Settings>>,
    form: Form,
}

#[derive(Debug, Default)]
enum Form {
    /// One Python text.
    #[default]
    Python,
    /// Cells, in JSON or not.
    Cells(Box<Cells>),
    /// A notebook in another language.
    Foreign,
}

#[derive(Debug)]
struct Cells {
    /// `None` for a script with magics, which is its only cell.
    json: Option<Json>,
    texts: Vec<String>,
    /// The index in `json` of each cell that takes part.
    indexes: Vec<usize>,
    parts: Vec<Parts>,
    sheet: Sheet,
}

/// Why a file is no notebook that can be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a notebook: {message}")]
pub struct Unreadable {
    /// Where in the file.
    pub at: Position,
    /// What was found.
    pub message: String,
}

/// What came of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Finished {
    /// As of any text; the new text is that of the whole file.
    pub conversion: Conversion,
    /// The text that the ranges of the findings point into, where it is not the file's own.
    pub shown: Option<String>,
    /// Why it was passed over.
    pub skipped: Option<SkipReason>,
}

/// The rewritten module has lost a piece of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lost;

impl Document {
    /// Reads a file.
    ///
    /// # Errors
    /// Where a notebook is not JSON, or has no cells.
    pub fn read(
        name: &Path,
        text: &str,
        settings: &Settings,
        rules: &RuleSet,
    ) -> Result<Self, Unreadable> {
        let form = if is_notebook(name) {
            notebook(text, settings, rules)?
        } else if has_magics(text) && check_strictly(text).is_err() {
            script(text, settings, rules)
        } else {
            Form::Python
        };
        let cells = !matches!(form, Form::Python) || text.starts_with(EXPORTED);
        let settings = cells.then(|| Box::new(in_notebook(settings)));
        Ok(Self { settings, form })
    }

    /// The Python of the file.
    pub fn code<'t>(&'t self, file: &'t str) -> &'t str {
        match &self.form {
            Form::Python => file,
            Form::Cells(cells) => cells.sheet.code(),
            Form::Foreign => "",
        }
    }

    /// The settings that hold for it, given those of all files around it.
    pub fn settings<'t>(&'t self, given: &'t Settings) -> &'t Settings {
        self.settings.as_deref().unwrap_or(given)
    }

    /// The byte of [`Self::code`] at the start of a line of a cell, both from 1.
    pub fn line_of_cell(&self, cell: usize, line: usize) -> Option<usize> {
        let Form::Cells(cells) = &self.form else { return None };
        let json = cells.json.as_ref()?;
        let index = cells.indexes.iter().position(|i| json.cells[*i].number == cell)?;
        cells.sheet.offset(index, line_start(&cells.texts[index], line)?)
    }

    /// The byte of [`Self::code`] at the start of a line of a script, from 1.
    pub fn offset_of_line(&self, file: &str, line: usize) -> Option<usize> {
        match &self.form {
            Form::Python => line_start(file, line),
            Form::Cells(cells) => cells.sheet.offset(0, line_start(&cells.texts[0], line)?),
            Form::Foreign => None,
        }
    }

    /// What people call the line of a byte of [`Self::code`].
    pub fn line_name(&self, file: &str, offset: usize) -> String {
        let cells = match &self.form {
            Form::Cells(cells) => cells.line_name(offset),
            Form::Python | Form::Foreign => None,
        };
        cells.unwrap_or_else(|| format!("line {}", position_at(file, offset).line))
    }

    /// Puts what came of [`Self::code`] back into the file.
    ///
    /// # Errors
    /// Where the new code lacks a piece that it must have.
    pub fn finish(&self, file: &str, conversion: Conversion) -> Result<Finished, Lost> {
        match &self.form {
            Form::Python => Ok(Finished { conversion, ..Finished::default() }),
            Form::Cells(cells) => cells.finish(file, &conversion),
            Form::Foreign => {
                Ok(Finished { skipped: Some(SkipReason::Language), ..Finished::default() })
            }
        }
    }
}

fn notebook(text: &str, settings: &Settings, rules: &RuleSet) -> Result<Form, Unreadable> {
    let json = json::read(text).map_err(|fault| Unreadable {
        at: position_at(text, fault.offset),
        message: fault.message,
    })?;
    if !json.language.as_deref().is_none_or(is_python) {
        return Ok(Form::Foreign);
    }
    let reader = Reader { rules, most: settings.grade };
    let python = |cell: &json::CodeCell| cell.language.as_deref().is_none_or(is_python);
    let (mut texts, mut indexes, mut parts) = (Vec::new(), Vec::new(), Vec::new());
    for (index, cell) in json.cells.iter().enumerate() {
        let read = reader.read(&cell.text);
        // Editors guess languages, and call Python JSON: a cell of another one is none that reads.
        if !python(cell) && read.remarks.iter().any(|remark| &*remark.rule == cell::NOT_PYTHON) {
            continue;
        }
        parts.push(read);
        texts.push(cell.text.clone());
        indexes.push(index);
    }
    Ok(Form::Cells(Box::new(Cells::of(Some(json), texts, indexes, parts))))
}

/// A script with magics; a text that is not even Python with magics fails as any other script does.
fn script(text: &str, settings: &Settings, rules: &RuleSet) -> Form {
    let parts = Reader { rules, most: settings.grade }.read(text);
    if parts.remarks.iter().any(|remark| &*remark.rule == cell::NOT_PYTHON) {
        return Form::Python;
    }
    Form::Cells(Box::new(Cells::of(None, vec![text.to_owned()], vec![0], vec![parts])))
}

impl Cells {
    fn of(
        json: Option<Json>,
        texts: Vec<String>,
        indexes: Vec<usize>,
        mut parts: Vec<Parts>,
    ) -> Self {
        keep_bound_names(&texts, &mut parts);
        let sheet = Sheet::join(&cells(&texts, &parts));
        Self { json, texts, indexes, parts, sheet }
    }

    fn finish<'t>(&'t self, file: &'t str, conversion: &Conversion) -> Result<Finished, Lost> {
        let kernel = self.json.as_ref().is_some_and(|json| json.kernel.contains("glue"));
        let telling = self.parts.iter().any(|parts| parts.telling);
        if !(conversion.glue || kernel || telling) {
            return Ok(Finished::default());
        }
        let code = conversion.text.as_deref().unwrap_or(self.sheet.code());
        let cells = cells(&self.texts, &self.parts);
        let Split { texts: new, renamed } = self.sheet.split(code, &cells).ok_or(Lost)?;
        let shown = Shown::of(file, self);
        let mut findings: Vec<Finding> =
            conversion.findings.iter().filter_map(|f| shown.moved(self, f)).collect();
        findings.extend(conversion.findings.iter().filter_map(|f| shown.of_magic(self, f)));
        for (cell, parts) in self.parts.iter().enumerate() {
            findings.extend(parts.remarks.iter().map(|remark| shown.finding(self, cell, remark)));
        }
        for (cell, range) in renamed {
            findings.push(shown.finding(self, cell, &names_changed(range)));
        }
        findings.sort_by(|a, b| {
            (a.range.start, a.range.end, &a.rule).cmp(&(b.range.start, b.range.end, &b.rule))
        });
        findings.dedup();
        let text = self.write(file, &new);
        let glue = conversion.glue || text.is_some() || !findings.is_empty();
        let conversion = Conversion { text, findings, glue };
        let shown = self.json.is_some().then_some(shown.text);
        Ok(Finished { conversion, shown, skipped: None })
    }

    /// A message with lines of the joined module as lines of their cells.
    fn lines_of_cells(&self, message: &str) -> String {
        let mut out = String::new();
        let mut rest = message;
        while let Some(at) = rest.find("(line ") {
            let (before, after) = rest.split_at(at);
            let digits: String = after[6..].chars().take_while(char::is_ascii_digit).collect();
            let end = 6 + digits.len();
            out.push_str(before);
            let start = digits.parse().ok().and_then(|line| line_start(self.sheet.code(), line));
            match start.and_then(|start| self.line_name(start)) {
                Some(shown) => out.push_str(&format!("({shown}")),
                None => out.push_str(&after[..end]),
            }
            rest = &after[end..];
        }
        out + rest
    }

    /// What people call the line of a byte of the joined module.
    fn line_name(&self, offset: usize) -> Option<String> {
        let place = self.sheet.place(offset)?;
        let line = position_at(&self.texts[place.cell], place.offset).line;
        Some(match &self.json {
            Some(json) => {
                format!("cell {}, line {line}", json.cells[self.indexes[place.cell]].number)
            }
            None => format!("line {line}"),
        })
    }

    /// The file with the new texts; `None` where all are the old ones.
    fn write(&self, file: &str, new: &[String]) -> Option<String> {
        let changed: Vec<usize> = (0..new.len()).filter(|i| new[*i] != self.texts[*i]).collect();
        let Some(json) = &self.json else {
            return changed.first().map(|index| new[*index].clone());
        };
        if changed.is_empty() {
            return None;
        }
        let spelling = Spelling::of_file(file, &json.cells);
        let mut out = String::with_capacity(file.len());
        let mut at = 0;
        for index in changed {
            let cell = &json.cells[self.indexes[index]];
            let (range, text) = cell.replacement(file, &spelling, &new[index]);
            out.push_str(&file[at..range.start]);
            out.push_str(&text);
            at = range.end;
        }
        out.push_str(&file[at..]);
        Some(out)
    }
}

/// The cells one after the other, as findings show them.
struct Shown<'t> {
    file: Places<'t>,
    text: String,
    /// Where each cell starts.
    starts: Vec<usize>,
    /// The cell that was asked for last: its findings come one after the other.
    last: RefCell<Option<Asked<'t>>>,
}

/// A cell whose places are asked for.
struct Asked<'t> {
    cell: usize,
    places: Places<'t>,
    /// In the file, where that is JSON.
    spelled: Option<Spelled>,
}

impl<'t> Shown<'t> {
    fn of(file: &'t str, cells: &'t Cells) -> Self {
        let (text, starts, last) = (String::new(), Vec::new(), RefCell::default());
        let mut shown = Self { file: Places::of(file), text, starts, last };
        for text in &cells.texts {
            shown.starts.push(shown.text.len());
            shown.text.push_str(text);
            if cells.json.is_some() {
                shown.text.push('\n');
            }
        }
        shown
    }

    /// A finding about the joined module, moved to its cell; `None` for what stands for a magic.
    fn moved(&self, cells: &'t Cells, finding: &Finding) -> Option<Finding> {
        let start = cells.sheet.place(finding.range.start).filter(|place| !place.other)?;
        let end = cells.sheet.place(finding.range.end).filter(|place| place.cell == start.cell);
        let end = end.map_or(start.offset, |place| place.offset);
        let message = cells.lines_of_cells(&finding.message).into();
        let finding = Finding { message, ..finding.clone() };
        Some(self.placed(cells, start.cell, start.offset..end, finding))
    }

    /// What a magic with Python in it (`%time f(frame)`) reads has become something else.
    fn of_magic(&self, cells: &'t Cells, finding: &Finding) -> Option<Finding> {
        let Place { cell, offset, .. } =
            cells.sheet.place(finding.range.start).filter(|place| place.other)?;
        let text = &cells.texts[cell][offset..];
        let line = offset..offset + text.find('\n').unwrap_or(text.len());
        let python = text.starts_with('%') && !text.starts_with("%%");
        python.then(|| self.finding(cells, cell, &names_changed(line)))
    }

    fn finding(&self, cells: &'t Cells, cell: usize, remark: &Remark) -> Finding {
        let Remark { range, rule, grade, message, way_out } = remark.clone();
        let finding = Finding {
            family: Family::Glue,
            rule,
            grade,
            converted: grade != Grade::Manual,
            range: 0..0,
            start: Position::default(),
            end: Position::default(),
            cell: None,
            message,
            way_out,
        };
        self.placed(cells, cell, range, finding)
    }

    fn placed(
        &self,
        cells: &'t Cells,
        cell: usize,
        range: Range<usize>,
        finding: Finding,
    ) -> Finding {
        let base = self.starts[cell];
        let moved = base + range.start..base + range.end;
        let code = cells.json.as_ref().map(|json| &json.cells[cells.indexes[cell]]);
        let mut last = self.last.borrow_mut();
        let known = last.take_if(|known| known.cell == cell);
        let Asked { places, spelled, .. } = last.insert(known.unwrap_or_else(|| Asked {
            cell,
            places: Places::of(&cells.texts[cell]),
            spelled: code.map(|code| code.spelled(self.file.text())),
        }));
        let (start, end) = (places.position(range.start), places.position(range.end));
        let (Some(code), Some(spelled)) = (code, spelled) else {
            return Finding { range: moved, start, end, ..finding };
        };
        let in_file = |offset| self.file.position(spelled.place(offset));
        Finding {
            range: moved,
            start: in_file(range.start),
            end: in_file(range.end),
            cell: Some(Box::new(CellPlace { number: code.number, start, end })),
            ..finding
        }
    }
}

fn names_changed(range: Range<usize>) -> Remark {
    Remark {
        range,
        rule: "magic-with-glue".into(),
        grade: Grade::Manual,
        message: "the magic reads a name that the rewrite gives another meaning".into(),
        way_out: "change the magic by hand".into(),
    }
}

fn cells<'c>(texts: &'c [String], parts: &[Parts]) -> Vec<Cell<'c>> {
    texts
        .iter()
        .zip(parts)
        .map(|(text, parts)| Cell { text, pieces: parts.pieces.clone() })
        .collect()
}

/// Leaves of the words of magics those that are names of the notebook's Python.
fn keep_bound_names(texts: &[String], parts: &mut [Parts]) {
    use sheet::Piece;
    let mut words: rustc_hash::FxHashSet<String> = rustc_hash::FxHashSet::default();
    for (text, parts) in texts.iter().zip(parts.iter()) {
        for piece in &parts.pieces {
            if let Piece::Code(range) = piece {
                let code = &text[range.clone()];
                let all = code.split(|c: char| !c.is_alphanumeric() && c != '_');
                words.extend(all.map(str::to_owned));
            }
        }
    }
    for piece in parts.iter_mut().flat_map(|parts| &mut parts.pieces) {
        if let Piece::Other(other) = piece {
            other.reads.retain(|name| words.contains(name));
        }
    }
}

/// The byte at the start of a line, from 1.
fn line_start(text: &str, line: usize) -> Option<usize> {
    match line {
        0 => None,
        1 => Some(0),
        line => text.match_indices('\n').nth(line - 2).map(|(at, _)| at + 1),
    }
}

/// Whether a path is that of a notebook.
pub fn is_notebook(path: &Path) -> bool {
    path.extension().is_some_and(|end| end.eq_ignore_ascii_case("ipynb"))
}

/// Whether a line may be a magic or a command of `IPython`.
fn has_magics(text: &str) -> bool {
    text.starts_with(['%', '!']) || text.contains("\n%") || text.contains("\n!")
}

/// Kernels call it `python`, `pyspark`, `Python_Glue_Session`, …
fn is_python(language: &str) -> bool {
    let language = language.to_ascii_lowercase();
    language.contains("python") || language.contains("pyspark")
}

/// The settings in a notebook: its session is there from the start, and it has no `sys.argv`.
fn in_notebook(settings: &Settings) -> Settings {
    Settings { arguments: ArgumentStyle::Widgets, given_session: true, ..settings.clone() }
}
