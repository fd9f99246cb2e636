//! Any text as a file of rules: taken, and then used on a script, or refused with a place.
#![no_main]

use libfuzzer_sys::fuzz_target;
use unglue::config::Settings;
use unglue::rewrite::convert_with;
use unglue::rules::RuleSet;

const SCRIPT: &str = "\
from awsglue.context import GlueContext
from awsglue.transforms import DropFields, Map
glueContext = GlueContext(sc)
frame = glueContext.create_dynamic_frame.from_catalog(database='d', table_name='t')
frame = DropFields.apply(frame, ['a'])
glueContext.write_dynamic_frame.from_options(frame, 's3', {'path': 's3://b/o'}, format='json')
";

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let mut rules = RuleSet::default();
    match rules.add_file("fuzz.toml", text) {
        Err(error) => assert!(error.to_string().contains("fuzz.toml"), "{error}"),
        // What a stranger's rule writes may be refused, but nothing may panic.
        Ok(()) => drop(convert_with(SCRIPT, &Settings::default(), &rules, &[])),
    }
});
