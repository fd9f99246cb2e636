//! What must hold of made estates whatever form their files have.

#[path = "support/disguised.rs"]
mod disguised;
#[allow(dead_code)] // for the targets
#[path = "support/search.rs"]
mod search;
#[allow(dead_code)] // shared with fuzz/
#[path = "support/targets.rs"]
mod targets;

use targets::{invariants, notebook, program};

#[test]
fn made_estates_come_out_alike_in_every_form() {
    let fault = |choices: &[u8], config: u8| {
        // The last byte, so that the estate is the one that the same choices make elsewhere.
        let form = usize::from(choices.last().copied().unwrap_or(0));
        let made = program::estate(choices);
        let (form, cut) = (disguised::FORMS[form % 4], form / 4);
        disguised::check(&made, form, cut, config).err().map(|fault| format!("{form:?}: {fault}"))
    };
    search::search(40, &fault, program::shown);
}
