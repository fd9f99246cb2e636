//! Expected Columns. `tests/spark/rows.py` holds such Columns against Python on Spark; here they are told
//! apart to the letter.

use super::super::testing::{Script, definition};
use super::super::{LowerCx, LowerResult, Lowered};
use super::{Kind, RowCx, mapping, predicate};
use crate::config::SparkVersion;
use crate::python::ast::ExprId;

/// `body => Column` of `lambda x: body`.
const COLUMNS: &str = include_str!("../../../testdata/rows/predicates.txt");

/// `body => message` of `lambda x: body`.
const REFUSALS: &str = include_str!("../../../testdata/rows/refusals.txt");

/// What the tables' rows may name.
const NAMES: &str = include_str!("../../../testdata/rows/functions.py");

/// Functions for `Map` and what goes behind the frame, with a line `=> …` behind each.
const MAPS: &str = include_str!("../../../testdata/rows/maps.txt");

fn script(f: &str) -> Script {
    Script::new(&format!("{NAMES}{f}\n"))
}

fn lowered(script: &Script) -> LowerResult {
    plainly(with_row(script, predicate))
}

/// Names of helpers stand between marks until they are imported.
fn plainly(result: LowerResult) -> LowerResult {
    result.map(|l| Lowered { text: l.text.replace('\u{1}', ""), notes: l.notes })
}

fn with_row<T>(script: &Script, f: impl FnOnce(&RowCx<'_>, ExprId) -> T) -> T {
    script.with_expr(|lower: &LowerCx<'_>, expr| {
        let definition = |id| definition(lower, id);
        let in_sight = |_: ExprId, _: ExprId| true;
        let column = |_: &str| Kind::Unknown;
        let row = RowCx {
            lower,
            definition: &definition,
            in_sight: &in_sight,
            steady: &|_| true,
            column: &column,
        };
        f(&row, expr)
    })
}

fn table(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let lines = text.lines().filter(|l| !l.is_empty());
    lines.map(|l| l.split_once(" => ").unwrap())
}

/// Compares a whole table at once, so that a failure shows every line that differs.
fn check(text: &str, shown: impl Fn(LowerResult) -> String) {
    let mut wrong = String::new();
    for (body, expected) in table(text) {
        let got = shown(lowered(&script(&format!("lambda x: {body}"))));
        if got != expected {
            wrong.push_str(&format!("{body}\n  expected {expected}\n  got      {got}\n"));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// The functions of [`MAPS`] with what is expected of them.
fn maps() -> Vec<(&'static str, &'static str)> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, _) in MAPS.match_indices("\n=> ") {
        let end = MAPS[at + 4..].find('\n').map_or(MAPS.len(), |n| at + 4 + n);
        found.push((MAPS[start..at].trim_matches('\n'), &MAPS[at + 4..end]));
        start = end;
    }
    found
}

#[test]
fn maps_as_python_does() {
    assert!(maps().len() >= 40);
    let mut wrong = String::new();
    for (function, expected) in maps() {
        let script = script(&format!("{function}\nf"));
        let got = match plainly(with_row(&script, mapping)) {
            Ok(lowered) => lowered.text,
            Err(refusal) => format!("refused: {}", refusal.message),
        };
        if got != expected {
            wrong.push_str(&format!("{function}\n  expected {expected}\n  got      {got}\n"));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn keeps_the_rows_that_python_keeps() {
    assert!(table(COLUMNS).count() >= 200);
    check(COLUMNS, |l| match l {
        Ok(lowered) => lowered.text,
        Err(refusal) => format!("refused: {}", refusal.message),
    });
}

#[test]
fn names_what_is_in_the_way() {
    assert!(table(REFUSALS).count() >= 15);
    check(REFUSALS, |l| match l {
        Ok(lowered) => format!("compiled: {}", lowered.text),
        Err(refusal) => refusal.message,
    });
}

#[test]
fn reads_functions_of_the_script() {
    let text = |f: &str| lowered(&script(f)).map(|l| l.text).map_err(|r| r.message);
    let expected = r#"~F.col("a").eqNullSafe(NAME)"#;
    assert_eq!(text("keep").unwrap(), expected);
    assert_eq!(text("f = lambda r: r.a is None\nf").unwrap(), r#"F.col("a").isNull()"#);
    assert_eq!(
        text("missing").unwrap_err(),
        "`missing` is not a lambda or a function of this file"
    );
    assert_eq!(text("lambda x, y=1: x['a'] == y").unwrap(), r#"F.col("a") == 1"#);
    for f in ["lambda x, y: x['a'] == y", "lambda *x: x", "lambda: True"] {
        assert_eq!(text(f).unwrap_err(), "the function has not exactly one parameter");
    }
}

#[test]
fn notes_what_it_depends_on() {
    let notes = |body: &str| lowered(&script(&format!("lambda x: {body}"))).unwrap().notes;
    assert!(notes("x['a'] == 'v'").is_empty());
    for (body, expected) in [
        ("'v' in x['a']", "`x['a']` is a string, not a list"),
        ("x['a'] in ALLOWED", "`ALLOWED` is a list, tuple or set without None"),
        ("x['a'] in [OTHER]", "`OTHER` is not None"),
        ("int(x['a']) > 1", "`int(x['a'])` reads plain decimal numbers of 64 bits only"),
        ("re.match(r'\\w', x['a'])", "the values that `\\w` is matched with are ASCII"),
        ("x['d'] > date.today()", "`date.today()` gives the same value for each row"),
    ] {
        assert_eq!(notes(body), [expected], "{body}");
    }
}

#[test]
fn spells_for_the_file_and_the_target() {
    let old = script(r#"lambda x: int(x["a"]) > 1"#).quote('\'').spark(SparkVersion::V3_5);
    let Lowered { text, .. } = lowered(&old).unwrap();
    assert_eq!(text, "F.expr('try_cast(`a` AS bigint)') > 1");
    let old = script(r#"lambda x: int(x["a"].strip()) > 1"#).spark(SparkVersion::V3_5);
    assert_eq!(
        lowered(&old).unwrap_err().message,
        "`int(x[\"a\"].strip())`: Spark 3.5 only casts a column without failing"
    );
    let names = script("lambda x: x['a'] == OTHER or x['b'] > (A if B else C)");
    assert_eq!(
        lowered(&names).unwrap().text,
        r#"F.col("a").eqNullSafe(OTHER) | (F.col("b") > (A if B else C))"#
    );
}
