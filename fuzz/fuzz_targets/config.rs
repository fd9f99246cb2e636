//! Any text as a configuration: settings that can be used, or a message.
#![no_main]

use libfuzzer_sys::fuzz_target;
use unglue::config::Settings;
use unglue::rewrite::convert;

const SCRIPT: &str = "\
from awsglue.context import GlueContext
glueContext = GlueContext(sc)
frame = glueContext.create_dynamic_frame.from_catalog(database='d', table_name='t')
glueContext.write_dynamic_frame.from_options(frame, 's3', {'path': 's3://b/o'}, format='json')
";

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    match Settings::from_toml(text) {
        Err(message) => assert!(!message.is_empty()),
        Ok(settings) => {
            let done = convert(SCRIPT, &settings);
            assert!(done.is_ok(), "{done:?} under {settings:?}");
        }
    }
});
