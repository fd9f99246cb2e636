//! Bytes to text and back.

use super::*;

fn back(bytes: &[u8]) -> Vec<u8> {
    let source = decode(bytes).unwrap();
    source.encode(source.text()).unwrap()
}

#[test]
fn utf8_with_and_without_mark_comes_back() {
    for bytes in [&b""[..], b"x = 1\r\n", "é = 1\n".as_bytes(), b"\xef\xbb\xbfx = 1\n"] {
        assert_eq!(back(bytes), bytes);
    }
    assert_eq!(decode(b"\xef\xbb\xbfx").unwrap().text(), "x");
}

#[test]
fn coding_lines_decide() {
    let latin = b"# -*- coding: latin-1 -*-\ns = '\xe9\x80'\n";
    assert_eq!(decode(latin).unwrap().text().chars().nth(31), Some('é'));
    assert_eq!(back(latin), latin);
    let cp = b"#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\ns = '\x80'\n";
    assert!(decode(cp).unwrap().text().contains('€'));
    assert_eq!(back(cp), cp);
    let japanese = b"# coding: cp932\ns = '\x83\x65'\n";
    assert_eq!(back(japanese), japanese);
}

#[test]
fn a_character_that_does_not_fit_is_an_error() {
    let source = decode(b"# coding: latin-1\nx\n").unwrap();
    assert!(matches!(
        source.encode("# coding: latin-1\n'…'\n"),
        Err(SourceError::Unencodable { character: '…', encoding: "ISO-8859-1", .. })
    ));
    let source = decode(b"# coding: cp1252\nx\n").unwrap();
    assert!(matches!(source.encode("a→"), Err(SourceError::Unencodable { character: '→', .. })));
}

#[test]
fn what_is_not_text_is_said_with_its_place() {
    assert_eq!(decode(b"\xff\xfex\0"), Err(SourceError::Utf16));
    assert_eq!(decode(b"a\nb\0"), Err(SourceError::NotText(Position { line: 2, column: 2 })));
    assert_eq!(
        decode(b"a\nbc\xe9\n").unwrap_err().position(),
        Some(Position { line: 2, column: 3 })
    );
    assert_eq!(
        decode(b"a\rb\r").unwrap_err(),
        SourceError::LoneReturn(Position { line: 1, column: 2 })
    );
    assert!(matches!(decode(b"# coding: klingon\n"), Err(SourceError::UnknownEncoding { .. })));
    assert!(matches!(
        decode(b"\xef\xbb\xbf# coding: latin-1\n"),
        Err(SourceError::BomConflict { .. })
    ));
    assert!(matches!(decode(b"# coding: ascii\n\xe9"), Err(SourceError::BadByte { .. })));
}

#[test]
fn most_lines_decide_the_newline() {
    assert_eq!(newline("a\r\nb\r\nc\n"), Newline::CrLf);
    assert_eq!(newline("a"), Newline::Lf);
}

#[test]
fn positions_count_characters() {
    assert_eq!(position_at("é\néx", 5), Position { line: 2, column: 2 });
}
