//! Grammar-shaped Python with Glue in odd spellings.
#![no_main]

#[allow(dead_code)] // the other targets
#[path = "../../tests/support/targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|data: &[u8]| targets::scripts(data));
