//! Scripts in every encoding: what is written is in the encoding of what was read, and Python reads it.

#[allow(dead_code)] // shared with the other tests of made scripts
#[path = "support/generate.rs"]
mod generate;

use std::process::Command;

use encoding_rs::{EUC_JP, Encoding, SHIFT_JIS, UTF_8, WINDOWS_1252};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use unglue::config::Settings;
use unglue::rewrite::convert;
use unglue::source::{SourceError, decode};

/// A mark or coding line, the encoding that it names, and whether it has every character.
const FORMS: [(&str, &Encoding, bool); 8] = [
    ("", UTF_8, true),
    ("\u{feff}", UTF_8, true),
    ("\u{feff}# coding: utf-8\n", UTF_8, true),
    ("#!/usr/bin/env python\n# -*- coding: utf8 -*-\n", UTF_8, true),
    ("# vim: set fileencoding=latin-1 :\n", WINDOWS_1252, false),
    ("#!/usr/bin/python3\n# coding=cp1252\n", WINDOWS_1252, false),
    ("# -*- coding: shift_jis -*-\n", SHIFT_JIS, false),
    ("# coding: euc-jp\n", EUC_JP, false),
];

/// A made script with characters that the encoding has.
fn script(choices: &[u8], head: &str, encoding: &Encoding, all: bool) -> String {
    let text = generate::script(choices).text;
    let text = match encoding {
        _ if all => text,
        e if e == WINDOWS_1252 => text.replace('漢', "ü"),
        _ => text.replace('é', "漢"),
    };
    format!("{head}{text}")
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 60,
        rng_seed: RngSeed::Fixed(2),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn the_output_has_the_encoding_of_the_input(
        choices in proptest::collection::vec(any::<u8>(), 0..200),
        form in 0..FORMS.len(),
    ) {
        let (head, encoding, all) = FORMS[form];
        let text = script(&choices, head, encoding, all);
        let (bytes, _, lossy) = encoding.encode(&text);
        prop_assert!(!lossy, "the script does not fit its encoding");
        let source = decode(&bytes).unwrap();
        prop_assert_eq!(source.text(), text.trim_start_matches('\u{feff}'));
        let done = convert(source.text(), &Settings::default()).unwrap();
        let Some(new) = done.text else { return Ok(()) };
        let written = source.encode(&new).unwrap();
        let (read, _) = encoding.decode_without_bom_handling(&written);
        prop_assert_eq!(read.starts_with('\u{feff}'), head.starts_with('\u{feff}'));
        prop_assert_eq!(read.trim_start_matches('\u{feff}'), &new);
        // The coding line still names it.
        let again = decode(&written).unwrap();
        prop_assert_eq!(again.text(), new);
    }
}

#[test]
fn python_reads_what_is_written() {
    let dir = tempfile::tempdir().unwrap();
    let mut count = 0_u8;
    for (index, (head, encoding, all)) in FORMS.into_iter().enumerate() {
        for choices in [vec![7; 90], (0..200).collect(), vec![2; 60]] {
            let text = script(&choices, head, encoding, all);
            let source = decode(&encoding.encode(&text).0).unwrap();
            let new = convert(source.text(), &Settings::default()).unwrap().text.unwrap();
            let name = format!("{index}_{count}.py");
            std::fs::write(dir.path().join(name), source.encode(&new).unwrap()).unwrap();
            count += 1;
        }
    }
    let check =
        "import sys\nfor name in sys.argv[1:]:\n  compile(open(name, 'rb').read(), name, 'exec')";
    let files = std::fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().path());
    let Ok(output) = Command::new("python3").args(["-c", check]).args(files).output() else {
        println!("skipped: there is no python3");
        return;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn utf16_is_refused_by_its_name() {
    let text = generate::script(&[9; 80]).text;
    let units = |mark: &[u16]| mark.iter().copied().chain(text.encode_utf16()).collect::<Vec<_>>();
    let little = |units: Vec<u16>| units.iter().flat_map(|u| u.to_le_bytes()).collect::<Vec<u8>>();
    let big = |units: Vec<u16>| units.iter().flat_map(|u| u.to_be_bytes()).collect::<Vec<u8>>();
    for bytes in [little(units(&[0xfeff])), big(units(&[0xfeff]))] {
        let error = decode(&bytes).unwrap_err();
        assert!(matches!(error, SourceError::Utf16), "{error}");
        assert!(error.to_string().contains("UTF-16") && !error.way_out().is_empty());
    }
    // Without a mark it is a file with zero bytes.
    for bytes in [little(units(&[])), big(units(&[]))] {
        assert!(matches!(decode(&bytes), Err(SourceError::NotText(_) | SourceError::Utf16)));
    }
}
