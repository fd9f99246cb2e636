//! Any bytes as a file.
#![no_main]

#[allow(dead_code)] // the other targets
#[path = "../../tests/support/targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    targets::invariants::lenient(true);
    targets::bytes(data);
});
