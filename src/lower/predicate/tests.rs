use super::super::testing::{Script, resolve_def};
use super::super::{LowerResult, Lowered};
use super::predicate;

fn lowered(script: &str) -> LowerResult {
    Script::new(script).with_expr(|cx, f| predicate(cx, f, &|f| resolve_def(cx, f)))
}
#[test]
fn probe() {
    let Ok(file) = std::env::var("PROBE") else {
        return;
    };
    for line in std::fs::read_to_string(file).unwrap().lines() {
        let full = format!(
            "NAME = 'v'\nNUMS = [1, 2]\nTUP = ('v', 'w')\nMIX = ['v', None]\nP = re.compile('^v')\n{line}\n"
        );
        match lowered(&full) {
            Ok(Lowered { text, notes }) => println!("OK\t{line}\t{text}\t{}", notes.join("; ")),
            Err(r) => println!("NO\t{line}\t{}", r.message),
        }
    }
}
