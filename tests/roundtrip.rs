//! Properties: bytes come back, patches apply.

use std::process::Command;

use proptest::prelude::*;
use unglue::patch::unified;
use unglue::source::decode;

proptest! {
    #[test]
    fn what_decodes_comes_back(
        head in prop_oneof![
            Just(&b""[..]),
            Just(&b"\xef\xbb\xbf"[..]),
            Just(&b"# coding: latin-1\n"[..]),
            Just(&b"#!/x\r\n# -*- coding: cp1252 -*-\r\n"[..]),
            Just(&b"# coding: shift_jis\n"[..]),
            Just(&b"# coding: iso-2022-jp\n"[..]),
            Just(&b"# coding: gb18030\n"[..]),
            Just(&b"# coding: big5\n"[..]),
        ],
        body in proptest::collection::vec(any::<u8>(), 0..60),
    ) {
        let bytes = [head, &body].concat();
        if let Ok(source) = decode(&bytes) {
            prop_assert_eq!(source.encode(source.text()).unwrap(), bytes);
        }
    }

    #[test]
    fn every_text_decodes_but_for_lone_returns(text in "[^\0\r]*") {
        let bytes = text.replace('\n', "\r\n").into_bytes();
        // A random coding line could say anything.
        prop_assume!(!text.contains("coding"));
        let source = decode(&bytes).unwrap();
        prop_assert_eq!(source.encode(source.text()).unwrap(), bytes);
    }
}

/// Lines out of few, so that texts have much in common; any line may end in any way.
fn text() -> impl Strategy<Value = Vec<u8>> {
    let line = prop_oneof![
        Just("a"),
        Just("b"),
        Just(""),
        Just(" \t"),
        Just("-- x"),
        Just("é")
    ];
    let end = prop_oneof![4 => Just("\n"), 1 => Just("\r\n")];
    (proptest::collection::vec((line, end), 0..25), any::<bool>()).prop_map(|(lines, cut)| {
        let mut bytes: Vec<u8> = lines
            .iter()
            .flat_map(|(line, end)| [*line, *end])
            .collect::<String>()
            .into_bytes();
        if cut {
            bytes.pop();
        }
        bytes
    })
}

proptest! {
    // Each case starts git.
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn git_makes_the_new_text_of_the_patch(
        old in text(),
        new in text(),
        name in prop_oneof![Just("x.py"), Just("a b.py"), Just("d/\"q\"\t\\.py"), Just("ü ö.py")],
    ) {
        prop_assume!(old != new);
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, &old).unwrap();
        let patch = dir.path().join("p.patch");
        std::fs::write(&patch, unified(name.as_bytes(), &old, &new)).unwrap();
        let output = Command::new("git")
            .current_dir(dir.path())
            .args(["apply", "--whitespace=nowarn", "p.patch"])
            .output()
            .unwrap();
        prop_assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        prop_assert_eq!(std::fs::read(&file).unwrap(), new);
    }
}
