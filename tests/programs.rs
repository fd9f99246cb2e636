//! What must hold of small estates of made jobs. The same ones each time, so that a build says the same on
//! each machine; `UNGLUE_PROGRAMS` makes more of them, `UNGLUE_FUZZ_SEED` others.

#[allow(dead_code)] // shared with fuzz/
#[path = "support/targets.rs"]
mod targets;

use std::panic::{AssertUnwindSafe, catch_unwind};

use targets::invariants::settings;
use targets::{linked, program};

const PROGRAMS: u64 = 150;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// Bytes that look random and are the same each time (xorshift).
fn choices(seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let length = 12 + next() % 240;
    (0..length).map(|_| u8::try_from(next() >> 32 & 0xff).unwrap()).collect()
}

fn fault(choices: &[u8], config: u8) -> Option<String> {
    let made = program::estate(choices);
    match catch_unwind(AssertUnwindSafe(|| linked::check(&made, &settings(config)))) {
        Ok(result) => result.err(),
        Err(panic) => Some(format!("panic: {:?}", panic.downcast_ref::<String>())),
    }
}

/// Shorter choices that fail in the same way.
fn shrunk(mut choices: Vec<u8>, config: u8, kind: &str) -> Vec<u8> {
    let same = |tried: &[u8]| fault(tried, config).is_some_and(|f| kind_of(&f) == kind);
    let mut size = choices.len() / 2;
    while size > 0 {
        let mut at = 0;
        while at < choices.len() {
            let end = (at + size).min(choices.len());
            let mut without = choices.clone();
            without.drain(at..end);
            let mut zero = choices.clone();
            zero[at..end].fill(0);
            if same(&without) {
                choices = without;
            } else if zero != choices && same(&zero) {
                choices = zero;
                at = end;
            } else {
                at = end;
            }
        }
        size /= 2;
    }
    choices
}

/// The beginning of what is said, without the names in it.
fn kind_of(fault: &str) -> &str {
    let fault = fault.split_once(": ").map_or(fault, |(_, rest)| rest);
    let end = fault.find(['`', '[', '\n']).unwrap_or(fault.len());
    &fault[..end]
}

#[test]
fn made_estates_keep_the_invariants() {
    let (count, seed) =
        (number("UNGLUE_PROGRAMS").unwrap_or(PROGRAMS), number("UNGLUE_FUZZ_SEED").unwrap_or(0));
    let mut faults = Vec::new();
    for turn in 0..count {
        let choices = choices(seed * 1_000_003 + turn + 1);
        let config = u8::try_from(turn % 4).unwrap();
        let Some(found) = fault(&choices, config) else { continue };
        let choices = shrunk(choices, config, kind_of(&found));
        let found = fault(&choices, config).unwrap();
        let mut text = format!("{found}\n");
        for module in program::estate(&choices) {
            text.push_str(&format!("--- from {}\n{}\n", module.path, module.text));
        }
        println!("=== program {turn}, settings {config}, {} choices\n{text}", choices.len());
        faults.push(found);
        if faults.len() >= usize::try_from(number("UNGLUE_FAULTS").unwrap_or(1)).unwrap() {
            break;
        }
    }
    assert!(faults.is_empty(), "{} estates fail", faults.len());
    println!("{count} estates");
}
