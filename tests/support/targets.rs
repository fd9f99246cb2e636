//! What each fuzz target does with its bytes: called by `fuzz/fuzz_targets` and by `tests/kept.rs`.

#[path = "generate.rs"]
pub mod generate;
#[path = "invariants.rs"]
pub mod invariants;
#[path = "linked.rs"]
pub mod linked;
#[path = "notebook.rs"]
pub mod notebook;
#[path = "program.rs"]
pub mod program;
#[path = "templates.rs"]
pub mod templates;

use std::path::Path;
use std::sync::Once;

use unglue::config::Settings;
use unglue::patch::unified;
use unglue::prefilter::may_use_glue;
use unglue::rewrite::{convert, convert_with};
use unglue::rules::RuleSet;
use unglue::source::decode;

/// What a target does with its bytes; it panics where something does not hold.
pub type Target = fn(&[u8]);

/// All targets by name.
pub const ALL: [(&str, Target); 6] = [
    ("bytes", bytes),
    ("scripts", scripts),
    ("estates", estates),
    ("notebooks", notebooks),
    ("rules", rules),
    ("config", config),
];

/// What rules and configurations are tried on.
const SCRIPT: &str = "\
from awsglue.context import GlueContext
from awsglue.transforms import DropFields, Map
glueContext = GlueContext(sc)
frame = glueContext.create_dynamic_frame.from_catalog(database='d', table_name='t')
frame = DropFields.apply(frame, ['a'])
glueContext.write_dynamic_frame.from_options(frame, 's3', {'path': 's3://b/o'}, format='json')
";

/// Any bytes as a file: decoded, rewritten and encoded again, or refused with a place.
pub fn bytes(data: &[u8]) {
    let Some((config, bytes)) = data.split_first() else { return };
    let Ok(source) = decode(bytes) else { return };
    assert_eq!(source.encode(source.text()).as_deref(), Ok(bytes), "the bytes do not come back");
    let done = invariants::check(source.text(), &invariants::settings(*config));
    let Some(done) = done.unwrap_or_else(|fault| panic!("{fault}")) else { return };
    assert!(!done.glue || may_use_glue(bytes), "the filter would have passed over Glue");
    if let Some(new) = done.text.and_then(|text| source.encode(&text).ok()) {
        assert!(!unified(b"x.py", bytes, &new).is_empty());
    }
}

/// Grammar-shaped Python with Glue in odd spellings; the bytes are the choices of the maker.
pub fn scripts(data: &[u8]) {
    let Some((config, choices)) = data.split_first() else { return };
    let made = generate::script(choices);
    if let Err(fault) = invariants::check_made(&made, &invariants::settings(*config)) {
        panic!("{fault}\n--- from\n{}", made.text);
    }
}

/// Small estates of jobs that import one another; the bytes are the choices of the maker.
pub fn estates(data: &[u8]) {
    let Some((config, choices)) = data.split_first() else { return };
    let made = program::estate(choices);
    if let Err(fault) = linked::check(&made, &invariants::settings(*config)) {
        let text = |module: &program::Module| format!("--- from {}\n{}", module.path, module.text);
        panic!("{fault}\n{}", made.iter().map(text).collect::<String>());
    }
}

/// Notebooks of every form: any text as one, or cells of a made script with magics between them.
pub fn notebooks(data: &[u8]) {
    // A panic that is caught is none.
    static QUIET: Once = Once::new();
    QUIET.call_once(unglue::run::quiet_panics);
    let [config, form, rest @ ..] = data else { return };
    let settings = invariants::settings(*config);
    let any = |name: &str| {
        let Ok(text) = std::str::from_utf8(rest) else { return };
        if let Err(fault) = notebook::check(Path::new(name), text, &settings) {
            panic!("{fault}");
        }
    };
    match form % 4 {
        0 => any("any.ipynb"),
        1 => any("any.py"),
        _ => {
            let made = notebook::notebook(rest);
            if let Err(fault) = notebook::check_made(&made, &settings) {
                panic!("{fault}\n--- from {}\n{}", made.name.display(), made.text);
            }
        }
    }
}

/// Any text as a file of rules: taken, and then used on a script, or refused with a place.
pub fn rules(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let mut rules = RuleSet::default();
    match rules.add_file("fuzz.toml", text) {
        Err(error) => assert!(error.to_string().contains("fuzz.toml"), "{error}"),
        // What a stranger's rule writes may be refused, but nothing may panic.
        Ok(()) => drop(convert_with(SCRIPT, &Settings::default(), &rules, &[])),
    }
}

/// Any text as a configuration: settings that can be used, or a message.
pub fn config(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    match Settings::from_toml(text) {
        Err(message) => assert!(!message.is_empty()),
        Ok(settings) => {
            let done = convert(SCRIPT, &settings);
            assert!(done.is_ok(), "{done:?} under {settings:?}");
        }
    }
}
