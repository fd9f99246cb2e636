//! Grammar-shaped Python with Glue in odd spellings; the bytes are the choices of the maker.
#![no_main]

#[path = "../../tests/support/generate.rs"]
mod generate;
#[path = "../../tests/support/invariants.rs"]
mod invariants;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((config, choices)) = data.split_first() else { return };
    let made = generate::script(choices);
    if let Err(fault) = invariants::check_made(&made, &invariants::settings(*config)) {
        panic!("{fault}\n--- from\n{}", made.text);
    }
});
