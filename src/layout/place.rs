//! Columns: where an expression starts and what fits.

/// Whether the first line of a text ends within `width`, with `reserve` columns to spare.
pub(super) fn fits(text: &str, column: usize, reserve: usize, width: usize) -> bool {
    let (first, reserve) = match text.split_once('\n') {
        Some((first, _)) => (first.trim_end_matches('\r'), 0),
        None => (text, reserve),
    };
    column + columns(first) + reserve <= width
}

fn columns(text: &str) -> usize {
    text.chars().map(|c| if c == '\t' { 4 } else { 1 }).sum()
}

/// Where an expression is printed.
#[derive(Clone, Copy)]
pub(super) struct Place<'p> {
    /// The white space that its line starts with.
    pub indent: &'p str,
    /// The column at which it starts.
    pub column: usize,
    /// Whether it stands in brackets, so that it may span lines as it is.
    pub bracketed: bool,
    /// How much follows on its last line.
    pub reserve: usize,
}

impl<'p> Place<'p> {
    /// A line of its own inside brackets.
    pub fn line(indent: &'p str, reserve: usize) -> Self {
        Self { indent, column: columns(indent), bracketed: true, reserve }
    }

    /// Behind some text in the same line.
    pub fn after(self, text: &str) -> Self {
        let column = match text.rsplit_once('\n') {
            Some((_, last)) => columns(last),
            None => self.column + columns(text),
        };
        Self { column, ..self }
    }
}
