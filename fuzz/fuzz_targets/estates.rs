//! Small estates of jobs as people write them, each as one run.
#![no_main]

#[allow(dead_code)] // the other targets
#[path = "../../tests/support/targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|data: &[u8]| targets::estates(data));
