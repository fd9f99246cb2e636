//! What must hold of every script, tried on scripts that are made.

#[path = "support/generate.rs"]
mod generate;
#[path = "support/invariants.rs"]
mod invariants;

use invariants::{check_made, settings};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

proptest! {
    // The same scripts each time: a search for new ones is what `scripts/fuzz` is for.
    #![proptest_config(ProptestConfig {
        cases: 250,
        rng_seed: RngSeed::Fixed(1),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn made_scripts_keep_the_invariants(
        choices in proptest::collection::vec(any::<u8>(), 0..300),
        config in 0..4_u8,
    ) {
        let made = generate::script(&choices);
        if let Err(fault) = check_made(&made, &settings(config)) {
            prop_assert!(false, "{fault}\n--- from\n{}", made.text);
        }
    }
}
