//! Expected Columns, each checked against Python on Spark 4 with 3,000 random rows.

use super::super::testing::{Script, resolve_def};
use super::super::{LowerResult, Lowered};
use super::predicate;
use crate::config::SparkVersion;

/// `body => Column` of `lambda x: body`.
const COLUMNS: &str = r#"
x["a"] == "v" => F.col("a") == "v"
x["a"] != "v" => ~F.col("a").eqNullSafe("v")
x["n"] > 5 => F.col("n") > 5
not (x["n"] > 5) => ~(F.col("n") > 5)
not x["a"] == "v" => ~F.col("a").eqNullSafe("v")
x["a"] in ["v", "w"] => F.col("a").isin("v", "w")
x["a"] not in ["v", "w"] => ~F.coalesce(F.col("a").isin("v", "w"), F.lit(False))
x["a"] in ("v", None) => F.col("a").isin("v") | F.col("a").isNull()
x["a"] not in ("v", None) => ~F.col("a").isin("v")
not (x["a"] in ("v", None) or x["n"] > 5) => ~F.col("a").isin("v") & ~(F.col("n") > 5)
x["a"] in [None] => F.col("a").isNull()
x["a"] in [] => F.lit(False)
x["a"] not in [] => F.lit(True)
x["a"] is None => F.col("a").isNull()
x["a"] == None => F.col("a").isNull()
x["a"] is not None => F.col("a").isNotNull()
None != x["a"] => F.col("a").isNotNull()
x["n"] > 5 or x["a"] == "v" => F.col("n").isNotNull() & ((F.col("n") > 5) | (F.col("a") == "v"))
x["a"] == "v" or x["n"] > 5 => (F.col("a") == "v") | (F.col("n") > 5)
x["n"] > 5 and x["a"] == "v" => (F.col("n") > 5) & (F.col("a") == "v")
x["n"] > 5 and x["a"] != "v" => (F.col("n") > 5) & ~F.col("a").eqNullSafe("v")
not (x["n"] > 5 and x["a"] != "v") => F.col("n").isNotNull() & (~(F.col("n") > 5) | (F.col("a") == "v"))
not (x["a"] != "v" and x["n"] > 5) => (F.col("a") == "v") | ~(F.col("n") > 5)
not (x["a"] == "v" and x["n"] > 5) or x["m"] < 2 => (~F.col("a").eqNullSafe("v") | F.col("n").isNotNull()) & (~F.col("a").eqNullSafe("v") | ~(F.col("n") > 5) | (F.col("m") < 2))
x["n"] is not None and x["n"] > 5 or x["a"] == "v" => (F.col("n").isNotNull() & (F.col("n") > 5)) | (F.col("a") == "v")
x["n"] is None or x["n"] > 5 => F.col("n").isNull() | (F.col("n") > 5)
x["n"] is None or x["n"] > 5 or x["m"] > 1 => F.col("n").isNull() | (F.col("n") > 5) | (F.col("m") > 1)
x["a"] is not None and x["a"] != "v" => F.col("a").isNotNull() & (F.col("a") != "v")
x["a"] is not None and x["a"] != "" => F.col("a").isNotNull() & (F.col("a") != "")
0 < x["n"] <= 5 => (F.col("n") > 0) & (F.col("n") <= 5)
not (0 < x["n"] < x["m"]) => ~(F.col("n") > 0) | ~(F.col("n") < F.col("m"))
x["n"] < 0 or x["n"] > 4 => (F.col("n") < 0) | (F.col("n") > 4)
x["n"] < 0 or x["n"] > 4 or x["n"] == 2 => (F.col("n") < 0) | (F.col("n") > 4) | (F.col("n") == 2)
x["n"] < x["m"] or x["a"] == "v" => F.col("n").isNotNull() & F.col("m").isNotNull() & ((F.col("n") < F.col("m")) | (F.col("a") == "v"))
x["n"] == x["m"] => F.col("n").eqNullSafe(F.col("m"))
x["n"] != x["m"] => ~F.col("n").eqNullSafe(F.col("m"))
x["n"] == x["m"] or x["n"] > 3 => F.col("n").eqNullSafe(F.col("m")) | (F.col("n") > 3)
"v" == x["a"] => F.col("a") == "v"
5 < x["n"] => F.col("n") > 5
x["n"] == -1 => F.col("n") == -1
x["s"]["t"] == "v" => F.col("s.t") == "v"
x["s"]["t"] != "v" => F.col("s").isNotNull() & ~F.col("s.t").eqNullSafe("v")
x["s"]["t"] is None => F.col("s").isNotNull() & F.col("s.t").isNull()
x["s"]["t"] is not None => F.col("s.t").isNotNull()
x["s"] is not None and x["s"]["t"] != "v" => F.col("s").isNotNull() & ~F.col("s.t").eqNullSafe("v")
x["s"]["t"] == "v" or x["a"] == "v" => F.col("s").isNotNull() & ((F.col("s.t") == "v") | (F.col("a") == "v"))
x.s.t != "v" and x.n > 1 => F.col("s").isNotNull() & ~F.col("s.t").eqNullSafe("v") & (F.col("n") > 1)
not x["s"]["t"] in ["v"] => F.col("s").isNotNull() & ~F.coalesce(F.col("s.t").isin("v"), F.lit(False))
x.get("a") != "v" => ~F.col("a").eqNullSafe("v")
x["a"].startswith("v") => F.col("a").startswith("v")
not x["a"].startswith("v") => ~F.col("a").startswith("v")
x["a"].startswith(("v", "w")) or x["n"] > 2 => F.col("a").isNotNull() & (F.col("a").startswith("v") | F.col("a").startswith("w") | (F.col("n") > 2))
x["a"].lower() == "v" => F.lower(F.col("a")) == "v"
x["a"].lower() != "v" => F.lower(F.col("a")) != "v"
not (x["a"].upper() == "V" or x["n"] > 5) => (F.upper(F.col("a")) != "V") & ~(F.col("n") > 5)
x["a"].strip() != "" => F.regexp_replace(F.col("a"), r"^\s+|\s+$", "") != ""
x["a"].strip().lower() in ["v", "w"] => F.lower(F.regexp_replace(F.col("a"), r"^\s+|\s+$", "")).isin("v", "w")
x["a"].strip().lower() not in ["v", "w"] => ~F.lower(F.regexp_replace(F.col("a"), r"^\s+|\s+$", "")).isin("v", "w")
x["a"] and x["a"].strip() => (F.col("a") != "") & (F.regexp_replace(F.col("a"), r"^\s+|\s+$", "") != "")
x["a"] and x["a"].strip() != "" => (F.col("a") != "") & (F.regexp_replace(F.col("a"), r"^\s+|\s+$", "") != "")
not x["a"] or x["a"] == "v" => F.col("a").isNull() | (F.col("a") == "") | (F.col("a") == "v")
not (x["a"] and x["a"] == "v") => F.col("a").isNull() | (F.col("a") == "") | (F.col("a") != "v")
bool(x["a"]) and x["a"] != "v" => (F.col("a") != "") & (F.col("a") != "v")
x["n"] and x["n"] > 2 => (F.col("n") != 0) & (F.col("n") > 2)
not x["n"] or x["n"] > 2 => F.col("n").isNull() | (F.col("n") == 0) | (F.col("n") > 2)
len(x["a"].strip()) > 0 => F.length(F.regexp_replace(F.col("a"), r"^\s+|\s+$", "")) > 0
len(x["a"]) > 1 and x["a"].startswith("v") => (F.length(F.col("a")) > 1) & F.col("a").startswith("v")
"v" in x["a"] => F.col("a").contains("v")
"v" not in x["a"] => ~F.col("a").contains("v")
"v" in x["a"] or x["n"] > 1 => F.col("a").isNotNull() & (F.col("a").contains("v") | (F.col("n") > 1))
"v" in x["a"].lower() => F.lower(F.col("a")).contains("v")
x["f"] == True => F.col("f") == True
x["f"] != True => ~F.col("f").eqNullSafe(True)
x["f"] is True => F.col("f") == True
not x["f"] == False => ~F.col("f").eqNullSafe(False)
(x["n"] > 5) == True => F.col("n") > 5
(x["n"] > 5) is False => ~(F.col("n") > 5)
bool(re.match("v", x["a"])) => F.col("a").rlike("^v")
re.match("v|w", x["a"]) is not None => F.col("a").rlike("^(?:v|w)")
re.match("v|w", x["a"]) is None => ~F.col("a").rlike("^(?:v|w)")
not re.search(r"^\s*v", x["a"]) => ~F.col("a").rlike(r"^\s*v")
re.search(r"V", x["a"], re.I) => F.col("a").rlike("(?i)V")
re.fullmatch("[vw]+", x["a"]) or x["n"] > 1 => F.col("a").isNotNull() & (F.col("a").rlike(r"^(?:[vw]+)\z") | (F.col("n") > 1))
P.match(x["a"]) => F.col("a").rlike("^v")
x["n"] + 1 > x["m"] * 2 => F.col("n") + 1 > F.col("m") * 2
not (x["n"] + 1 > x["m"] * 2) => ~(F.col("n") + 1 > F.col("m") * 2)
x["n"] + 1 != 3 => F.col("n") + 1 != 3
x["n"] - x["m"] >= 0 or x["a"] == "v" => F.col("n").isNotNull() & F.col("m").isNotNull() & ((F.col("n") - F.col("m") >= 0) | (F.col("a") == "v"))
x["n"] % 2 == 0 => F.pmod(F.col("n"), F.lit(2)) == 0
x["n"] % 3 != 1 => F.pmod(F.col("n"), F.lit(3)) != 1
x["n"] / 2 > 1 => F.col("n") / 2 > 1
abs(x["n"]) > 2 => F.abs(F.col("n")) > 2
int(x["d"]) > 5 => F.col("d").try_cast("bigint") > 5
int(x["d"]) != 5 => F.col("d").try_cast("bigint") != 5
not int(x["d"]) > 5 => ~(F.col("d").try_cast("bigint") > 5)
int(x["d"]) > 5 or x["a"] == "v" => F.col("d").try_cast("bigint").isNotNull() & ((F.col("d").try_cast("bigint") > 5) | (F.col("a") == "v"))
float(x["d"]) >= 1.5 => F.col("d").try_cast("double") >= 1.5
str(x["n"]) == "1" => F.coalesce(F.col("n").cast("string"), F.lit("None")) == "1"
str(x["n"]) != "1" => F.coalesce(F.col("n").cast("string"), F.lit("None")) != "1"
str(x["a"]).lower() == "none" and x["a"] != "w" => (F.lower(F.coalesce(F.col("a"), F.lit("None"))) == "none") & ~F.col("a").eqNullSafe("w")
(x["a"] or "") == "" => F.coalesce(F.col("a"), F.lit("")) == ""
(x["a"] or "").lower() != "v" => F.lower(F.coalesce(F.col("a"), F.lit(""))) != "v"
(x["n"] or 0) > 1 => F.coalesce(F.col("n"), F.lit(0)) > 1
(x["s"]["t"] or "") == "" => F.col("s").isNotNull() & (F.coalesce(F.col("s.t"), F.lit("")) == "")
x["a"] == NAME => F.col("a") == NAME
x["a"] != NAME => ~F.col("a").eqNullSafe(NAME)
x["n"] in NUMS => F.col("n").isin(NUMS)
x["a"] not in TUP => ~F.coalesce(F.col("a").isin(*TUP), F.lit(False))
x["a"] in MIX => F.col("a").isin("v") | F.col("a").isNull()
x["a"] not in MIX => ~F.col("a").isin("v")
x["a"] == "v" if x["n"] > 1 else x["a"] == "w" => ((F.col("n") > 1) & (F.col("a") == "v")) | (~(F.col("n") > 1) & (F.col("a") == "w"))
not (x["a"] != "v" if x["n"] > 1 else x["m"] > 1) => ((F.col("n") > 1) & (F.col("a") == "v")) | (~(F.col("n") > 1) & ~(F.col("m") > 1))
(x["a"] == "v" if x["n"] is not None else x["m"] > 1) or x["m"] == 3 => (F.col("n").isNotNull() | (F.col("n").isNull() & F.col("m").isNotNull())) & ((F.col("n").isNotNull() & (F.col("a") == "v")) | (F.col("n").isNull() & (F.col("m") > 1)) | (F.col("m") == 3))
True => F.lit(True)
x["a"].replace("v", "w") == "w" => F.replace(F.col("a"), F.lit("v"), F.lit("w")) == "w"
x["odd name"] == 1 or x["x.y"] > 2 => (F.col("odd name") == 1) | (F.col("`x.y`") > 2)
x["a"] is None or x["a"].lower() != "v" or x["s"]["t"] == "v" => F.col("a").isNull() | (F.lower(F.col("a")) != "v") | (F.col("s.t") == "v")
(x["a"] is None or x["n"] > 1) and (x["m"] is None or x["a"] == "v") => (F.col("a").isNull() | (F.col("n") > 1)) & (F.col("m").isNull() | (F.col("a") == "v"))
not ((x["n"] > 1 or x["m"] > 1) and x["a"] == "v") => F.col("n").isNotNull() & ((F.col("n") > 1) | F.col("m").isNotNull()) & ((~(F.col("n") > 1) & ~(F.col("m") > 1)) | ~F.col("a").eqNullSafe("v"))
(x["n"] > 1 and x["m"] > 1) or (x["a"] == "v" and x["s"]["t"] == "w") => F.col("n").isNotNull() & (~(F.col("n") > 1) | F.col("m").isNotNull()) & (((F.col("n") > 1) & (F.col("m") > 1)) | ((F.col("a") == "v") & (F.col("s.t") == "w")))
not (x["n"] > 1 or (x["m"] > 1 or x["n"] > 4)) => ~(F.col("n") > 1) & ~(F.col("m") > 1) & ~(F.col("n") > 4)
x["n"] > 3 or (x["n"] > 1 or x["a"] == "v") => F.col("n").isNotNull() & ((F.col("n") > 3) | (F.col("n") > 1) | (F.col("a") == "v"))
x["a"] in ["v"] or x["n"] in [1, 2] => F.col("a").isin("v") | F.col("n").isin(1, 2)
x["d"] >= datetime.date(2020, 1, 1) => F.col("d") >= datetime.date(2020, 1, 1)
x["a"] == os.environ["X"] => F.col("a").eqNullSafe(os.environ["X"])
x["n"] > LIMIT => F.col("n") > LIMIT
x["a"] in args["x"].split(",") => F.col("a").isin(*args["x"].split(","))
x["a"] == f"{p}_x" => F.col("a") == f"{p}_x"
"#;

/// `body => message` of `lambda x: body`.
const REFUSALS: &str = r#"
x["a"] in [x["b"], "v"] => `x["b"]`: a list that depends on the row
x["a"] in "vw" => `"vw"`: it is not a list
x["a"] in ["v", 1] => `["v", 1]`: a list of strings and numbers
x => `x`: the whole record is used
x["a"] => `x["a"]`: whether it is a string, number or list is not known
len(x["a"]) > 0 => `len(x["a"])`: whether it is the length of a string or of a list is not known
x["arr"][0] == 1 => `x["arr"][0]`: it reads a part of a list or string
x["a"] + x["b"] == "vw" => `x["a"] + x["b"]`: whether it adds numbers or joins strings is not known
x["a"] + "v" == "vv" => `x["a"] + "v"`: arithmetic with something that is not known to be a number
x["n"] / x["m"] > 1 => `x["n"] / x["m"]`: the divisor is not a literal number
x["n"] % -2 == 0 => `x["n"] % -2`: the divisor is not a literal number
x["n"] // 2 == 0 => `x["n"] // 2`: the operator has no counterpart that gives the same rows
x["n"] ** 2 > 4 => `x["n"] ** 2`: the operator has no counterpart that gives the same rows
"a" in x => `x`: whether a record has a field is not known once it is a row
x.get("a", "") == "" => `x.get("a", "")`: the method of the record has no counterpart
x.items == 1 => `x.items`: it is not a field of the record
x[col] == 1 => `x[col]`: the field's name is not a literal text
isinstance(x["a"], str) => `isinstance(x["a"], str)`: the function has no counterpart that gives the same rows
any(c in x["a"] for c in "ab") => `any(c in x["a"] for c in "ab")`: the function has no counterpart that gives the same rows
re.match("(?P<v>v)", x["a"]) => `"(?P<v>v)"`: Spark's regular expressions read `(?P` in another way
re.match(pat, x["a"]) => `pat`: the pattern is not a literal text
re.match("v", x["a"], re.M) => `re.M`: only the flag re.IGNORECASE is known
check(x["a"]) => `check(x["a"])`: the function has no counterpart that gives the same rows
x["a"].isdigit() => `x["a"].isdigit()`: the method has no counterpart that gives the same rows
x["a"][0] == "v" => `x["a"][0]`: it reads a part of a list or string
NAME == "v" => `NAME`: the comparison does not depend on the row
x["s"]["t"].u.w == 1 => `x["s"]["t"].u`: it is not a field of the record
x["a"] is "v" => `"v"`: `is` is used for something else than None
"#;

const NAMES: &str = "NAME = 'v'\nNUMS = [1, 2]\nTUP = ('v', 'w')\nMIX = ['v', None]\n\
     P = re.compile('^v')\ndef keep(row):\n    return row['a'] != NAME\n";

fn script(f: &str) -> Script {
    Script::new(&format!("{NAMES}{f}\n"))
}

fn lowered(script: &Script) -> LowerResult {
    script.with_expr(|cx, f| predicate(cx, f, &|f| resolve_def(cx, f)))
}

fn table(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let lines = text.lines().filter(|l| !l.is_empty());
    lines.map(|l| l.split_once(" => ").unwrap())
}

#[test]
fn keeps_the_rows_that_python_keeps() {
    assert!(table(COLUMNS).count() >= 60);
    for (body, expected) in table(COLUMNS) {
        let got = lowered(&script(&format!("lambda x: {body}")));
        assert_eq!(got.map(|l| l.text), Ok(expected.to_owned()), "{body}");
    }
}

#[test]
fn names_what_is_in_the_way() {
    assert!(table(REFUSALS).count() >= 15);
    for (body, expected) in table(REFUSALS) {
        let got = lowered(&script(&format!("lambda x: {body}")));
        assert_eq!(got.map_err(|r| r.message), Err(expected.to_owned()), "{body}");
    }
}

#[test]
fn reads_functions_of_the_script() {
    let text = |f: &str| lowered(&script(f)).map(|l| l.text).map_err(|r| r.message);
    let expected = r#"~F.col("a").eqNullSafe(NAME)"#;
    assert_eq!(text("keep").unwrap(), expected);
    assert_eq!(text("f = lambda r: r.a is None\nf").unwrap(), r#"F.col("a").isNull()"#);
    assert_eq!(
        text("missing").unwrap_err(),
        "`missing` is not a lambda or a function that only returns an expression"
    );
    for f in ["lambda x, y=1: x['a'] == y", "lambda *x: x", "lambda: True"] {
        assert_eq!(text(f).unwrap_err(), "the predicate has not exactly one parameter");
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
