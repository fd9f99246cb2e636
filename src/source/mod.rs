//! Bytes ⇄ text without loss: byte order mark, PEP 263 coding line, newlines left as they are.

mod coding;
mod places;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use encoding_rs::Encoding;

use crate::diagnostics::Position;
pub use places::Places;

/// The UTF-8 byte order mark.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// A decoded file, with what is needed to put it back byte for byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    text: Arc<str>,
    codec: Codec,
    bom: bool,
}

/// How the bytes of a file become characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Codec {
    Utf8,
    Ascii,
    /// True ISO-8859-1 as Python has it; the WHATWG tables would make it windows-1252.
    Latin1,
    Table(&'static Encoding),
}

/// The line ending that a text uses most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Newline {
    /// `\n`
    #[default]
    Lf,
    /// `\r\n`
    CrLf,
}

impl Newline {
    /// The characters that end a line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Lf => "\n",
            Self::CrLf => "\r\n",
        }
    }
}

/// Why bytes are not a text that can be rewritten, or a text cannot be put back into bytes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// A NUL byte.
    #[error("not text: there is a NUL byte")]
    NotText(Position),
    /// A UTF-16 or UTF-32 byte order mark.
    #[error("the file is UTF-16 or UTF-32, which Python does not read as source")]
    Utf16,
    /// A carriage return that no line feed follows.
    #[error("a carriage return stands alone (old Mac line ending)")]
    LoneReturn(Position),
    /// The coding line names an encoding that is not known.
    #[error("the coding line names the unknown encoding `{name}`")]
    UnknownEncoding {
        /// What the line says.
        name: String,
        /// Where the line is.
        at: Position,
    },
    /// A UTF-8 byte order mark and a coding line that says otherwise.
    #[error("the file starts with a UTF-8 byte order mark but its coding line says `{name}`")]
    BomConflict {
        /// What the line says.
        name: String,
        /// Where the line is.
        at: Position,
    },
    /// A byte that the encoding does not have.
    #[error("byte 0x{byte:02x} is not {encoding}")]
    BadByte {
        /// The byte.
        byte: u8,
        /// The encoding of the file.
        encoding: &'static str,
        /// Where the byte is.
        at: Position,
    },
    /// The bytes decode, but not to a text that encodes to the same bytes.
    #[error("the file does not come back byte for byte through {0}")]
    NotReversible(&'static str),
    /// The new text has a character that the file's encoding cannot hold.
    #[error("the rewritten text needs the character {character:?}, which {encoding} does not have")]
    Unencodable {
        /// The character.
        character: char,
        /// The encoding of the file.
        encoding: &'static str,
        /// Where the character is in the new text.
        at: Position,
    },
}

impl SourceError {
    /// The place that the error is about, where there is one.
    pub fn position(&self) -> Option<Position> {
        match self {
            Self::NotText(at)
            | Self::LoneReturn(at)
            | Self::UnknownEncoding { at, .. }
            | Self::BomConflict { at, .. }
            | Self::BadByte { at, .. } => Some(*at),
            // The place of an unencodable character is in a text that nobody has.
            Self::Utf16 | Self::NotReversible(_) | Self::Unencodable { .. } => None,
        }
    }

    /// What a person does about it.
    pub fn way_out(&self) -> &'static str {
        match self {
            Self::NotText(_) => "exclude the file, or remove the NUL bytes",
            Self::LoneReturn(_) => "give the file LF or CRLF line endings",
            Self::UnknownEncoding { .. } => {
                "correct the coding line, or save the file as UTF-8 and remove the line"
            }
            Self::BomConflict { .. } => "remove the byte order mark or the coding line",
            Self::BadByte { .. } => {
                "save the file as UTF-8, or name its encoding in the first line, \
                 for example `# -*- coding: latin-1 -*-`"
            }
            Self::Utf16 | Self::NotReversible(_) | Self::Unencodable { .. } => {
                "save the file as UTF-8"
            }
        }
    }
}

/// Decodes a file as Python would: UTF-8, or what the coding line says.
///
/// # Errors
/// Where the bytes are not text, not in the encoding that they claim, or use lone carriage returns.
pub fn decode(bytes: &[u8]) -> Result<Source, SourceError> {
    if is_utf16(bytes) {
        return Err(SourceError::Utf16);
    }
    let bom = bytes.starts_with(BOM);
    let body = if bom { &bytes[BOM.len()..] } else { bytes };
    let codec = codec_of(body, bom)?;
    if let Some(offset) = memchr::memchr(0, body) {
        return Err(SourceError::NotText(position_in_bytes(body, offset)));
    }
    let text = codec.decode(body)?;
    if let Some(offset) = lone_return(text.as_bytes()) {
        return Err(SourceError::LoneReturn(position_at(&text, offset)));
    }
    Ok(Source { text: text.into(), codec, bom })
}

/// Whether the bytes start with a UTF-16 or UTF-32 byte order mark.
pub fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xff\xfe")
        || bytes.starts_with(b"\xfe\xff")
        || bytes.starts_with(b"\x00\x00\xfe\xff")
}

impl Source {
    /// The decoded text, without a byte order mark, newlines as they are in the file.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The decoded text, shared.
    pub fn shared_text(&self) -> Arc<str> {
        Arc::clone(&self.text)
    }

    /// The line ending that most lines have; LF in a text of one line.
    pub fn newline(&self) -> Newline {
        newline(&self.text)
    }

    /// Puts a new text into the encoding of this file, with the byte order mark it had.
    ///
    /// # Errors
    /// Where the encoding does not have one of the characters.
    pub fn encode(&self, text: &str) -> Result<Vec<u8>, SourceError> {
        let mut bytes = if self.bom { BOM.to_vec() } else { Vec::new() };
        bytes.extend(self.codec.encode(text)?);
        Ok(bytes)
    }
}

/// The line ending that most lines of a text have.
pub fn newline(text: &str) -> Newline {
    let all = text.matches('\n').count();
    let crlf = text.matches("\r\n").count();
    if crlf * 2 > all { Newline::CrLf } else { Newline::Lf }
}

/// The place of a byte offset in a text; an offset inside a character counts as its start.
pub fn position_at(text: &str, offset: usize) -> Position {
    let before = &text[..text.floor_char_boundary(offset)];
    let (line, line_start) = line_of(before.as_bytes());
    Position { line, column: before[line_start..].chars().count() + 1 }
}

/// As [`position_at`], for bytes that are not decoded: the column counts bytes.
fn position_in_bytes(bytes: &[u8], offset: usize) -> Position {
    let (line, line_start) = line_of(&bytes[..offset]);
    Position { line, column: offset - line_start + 1 }
}

/// The number of the last line, and where it starts.
fn line_of(before: &[u8]) -> (usize, usize) {
    let newlines = before.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
    newlines.fold((1, 0), |(line, _), (at, _)| (line + 1, at + 1))
}

fn lone_return(bytes: &[u8]) -> Option<usize> {
    memchr::memchr_iter(b'\r', bytes).find(|at| bytes.get(at + 1) != Some(&b'\n'))
}

fn codec_of(body: &[u8], bom: bool) -> Result<Codec, SourceError> {
    let Some(line) = coding::find(body) else {
        return Ok(Codec::Utf8);
    };
    let at = Position { line: line.line, column: line.column };
    let codec = Codec::named(line.name)
        .ok_or_else(|| SourceError::UnknownEncoding { name: line.name.to_owned(), at })?;
    if bom && codec != Codec::Utf8 {
        return Err(SourceError::BomConflict { name: line.name.to_owned(), at });
    }
    Ok(codec)
}

impl Codec {
    /// The codec that Python means by a name; Python's aliases come before the web's.
    fn named(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase().replace('_', "-");
        let is = |stem: &str| name == stem || name.starts_with(&format!("{stem}-"));
        if is("utf-8") || ["utf8", "u8", "utf", "cp65001"].contains(&name.as_str()) {
            return Some(Self::Utf8);
        }
        if ["latin-1", "iso-8859-1", "iso-latin-1"].iter().any(|stem| is(stem))
            || ["latin1", "latin", "l1", "iso8859-1", "8859", "cp819"].contains(&name.as_str())
        {
            return Some(Self::Latin1);
        }
        if ["ascii", "us-ascii", "646"].contains(&name.as_str()) {
            return Some(Self::Ascii);
        }
        let label = match name.as_str() {
            "latin9" | "latin-9" | "l9" | "iso8859-15" => "iso-8859-15".to_owned(),
            "cp932" | "ms932" | "mskanji" => "shift_jis".to_owned(),
            "cp949" => "euc-kr".to_owned(),
            "cp936" => "gbk".to_owned(),
            other => other.to_owned(),
        };
        let found = Encoding::for_label(label.as_bytes())
            .or_else(|| Encoding::for_label(label.replace('-', "_").as_bytes()))?;
        let unusable = [
            encoding_rs::UTF_16LE,
            encoding_rs::UTF_16BE,
            encoding_rs::REPLACEMENT,
            encoding_rs::X_USER_DEFINED,
        ];
        (!unusable.contains(&found)).then_some(Self::Table(found))
    }

    fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Ascii => "ASCII",
            Self::Latin1 => "ISO-8859-1",
            Self::Table(table) => table.name(),
        }
    }

    fn decode(self, bytes: &[u8]) -> Result<String, SourceError> {
        match self {
            Self::Utf8 => match std::str::from_utf8(bytes) {
                Ok(text) => Ok(text.to_owned()),
                Err(error) => Err(self.bad_byte(bytes, error.valid_up_to())),
            },
            Self::Ascii => match bytes.iter().position(|byte| !byte.is_ascii()) {
                None => Ok(bytes.iter().map(|byte| char::from(*byte)).collect()),
                Some(at) => Err(self.bad_byte(bytes, at)),
            },
            Self::Latin1 => Ok(bytes.iter().map(|byte| char::from(*byte)).collect()),
            Self::Table(table) => {
                let text = table
                    .decode_without_bom_handling_and_without_replacement(bytes)
                    .ok_or_else(|| self.bad_byte(bytes, first_malformed(table, bytes)))?
                    .into_owned();
                // Some tables map two byte sequences to one character: such a file is left alone.
                let (back, _, lost) = table.encode(&text);
                if lost || back != bytes {
                    return Err(SourceError::NotReversible(self.name()));
                }
                Ok(text)
            }
        }
    }

    fn encode(self, text: &str) -> Result<Vec<u8>, SourceError> {
        let missing = |at: usize, character| SourceError::Unencodable {
            character,
            encoding: self.name(),
            at: position_at(text, at),
        };
        match self {
            Self::Utf8 => Ok(text.as_bytes().to_vec()),
            Self::Ascii | Self::Latin1 => text
                .char_indices()
                .map(|(at, character)| {
                    u8::try_from(u32::from(character))
                        .ok()
                        .filter(|byte| self == Self::Latin1 || byte.is_ascii())
                        .ok_or_else(|| missing(at, character))
                })
                .collect(),
            Self::Table(table) => {
                let (bytes, _, lost) = table.encode(text);
                if !lost {
                    return Ok(bytes.into_owned());
                }
                let (at, character) = text
                    .char_indices()
                    .find(|(_, character)| table.encode(character.encode_utf8(&mut [0; 4])).2)
                    .unwrap_or((0, char::REPLACEMENT_CHARACTER));
                Err(missing(at, character))
            }
        }
    }

    fn bad_byte(self, bytes: &[u8], at: usize) -> SourceError {
        SourceError::BadByte {
            byte: bytes.get(at).copied().unwrap_or_default(),
            encoding: self.name(),
            at: position_in_bytes(bytes, at),
        }
    }
}

/// The offset of the first byte that a table cannot read, near enough for a message.
fn first_malformed(table: &'static Encoding, bytes: &[u8]) -> usize {
    let mut decoder = table.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() * 3 + 16);
    let (_, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    read.saturating_sub(1)
}
