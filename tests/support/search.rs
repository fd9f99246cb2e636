//! Looks for choices of a maker that break an invariant, and makes those it finds short. The same ones
//! each time, so that a build says the same on each machine; `UNGLUE_PROGRAMS` asks for more of them,
//! `UNGLUE_FUZZ_SEED` for others, `UNGLUE_FIRST` begins later, `UNGLUE_FAULTS` asks for more than one fault.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// What is wrong with the estate of some choices under a number of settings.
pub type Fault<'a> = &'a dyn Fn(&[u8], u8) -> Option<String>;

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

fn caught(fault: Fault<'_>, choices: &[u8], config: u8) -> Option<String> {
    catch_unwind(AssertUnwindSafe(|| fault(choices, config)))
        .unwrap_or_else(|panic| Some(format!("panic: {:?}", panic.downcast_ref::<String>())))
}

/// Shorter choices that fail in the same way.
fn shrunk(fault: Fault<'_>, mut choices: Vec<u8>, config: u8, kind: &str) -> Vec<u8> {
    let same = |tried: &[u8]| caught(fault, tried, config).is_some_and(|f| kind_of(&f) == kind);
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

/// Fails where one of so many made estates does; `shown` is what a person needs to see of one.
pub fn search(count: u64, fault: Fault<'_>, shown: impl Fn(&[u8]) -> String) {
    let (count, seed) =
        (number("UNGLUE_PROGRAMS").unwrap_or(count), number("UNGLUE_FUZZ_SEED").unwrap_or(0));
    let (first, most) = (number("UNGLUE_FIRST").unwrap_or(0), number("UNGLUE_FAULTS").unwrap_or(1));
    let mut faults = Vec::new();
    for turn in first..first + count {
        let choices = choices(seed * 1_000_003 + turn + 1);
        let config = u8::try_from(turn % 4).unwrap();
        let Some(found) = caught(fault, &choices, config) else { continue };
        let choices = shrunk(fault, choices, config, kind_of(&found));
        let found = caught(fault, &choices, config).unwrap();
        let length = choices.len();
        println!("=== program {turn}, settings {config}, {length} choices\n{found}");
        println!("{}", shown(&choices));
        faults.push(found);
        if faults.len() as u64 >= most {
            break;
        }
    }
    assert!(faults.is_empty(), "{} estates fail", faults.len());
    println!("{count} estates");
}
