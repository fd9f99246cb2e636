//! Any bytes as a file: decoded, rewritten and encoded again, or refused with a place.
#![no_main]

#[allow(dead_code)] // shared with the other targets and with tests/properties.rs
#[path = "../../tests/support/generate.rs"]
mod generate;
#[allow(dead_code)]
#[path = "../../tests/support/invariants.rs"]
mod invariants;

use libfuzzer_sys::fuzz_target;
use unglue::patch::unified;
use unglue::prefilter::may_use_glue;
use unglue::source::decode;

fuzz_target!(|data: &[u8]| {
    let Some((config, bytes)) = data.split_first() else { return };
    let Ok(source) = decode(bytes) else { return };
    assert_eq!(source.encode(source.text()).as_deref(), Ok(bytes), "the bytes do not come back");
    let done = invariants::check(source.text(), &invariants::settings(*config));
    let Some(done) = done.unwrap_or_else(|fault| panic!("{fault}")) else { return };
    assert!(!done.glue || may_use_glue(bytes), "the filter would have passed over Glue");
    if let Some(new) = done.text.and_then(|text| source.encode(&text).ok()) {
        assert!(!unified(b"x.py", bytes, &new).is_empty());
    }
});
