//! One rule of a ruleset as a check of a `DataFrame`.

use super::ruleset::{Body, Rule, Token};
use super::{Sources, custom};
use crate::lower::fragments::FragmentCx;
use crate::lower::path::Path;
use crate::lower::{cast, is_chain};

/// A check, and what it looks at.
pub(super) enum Check {
    /// Each row. All of them must pass, or a share of them that is enough.
    Row { test: String, enough: Option<Vec<Token>> },
    /// The rows as a whole: a test of aggregates.
    Frame(String),
    /// The names of the columns: a test of `columns`.
    Columns(String),
    /// The rows and those of another frame: a test of `frame`.
    Keys(String),
}

/// How rules become checks.
pub(super) struct Checks<'a, 'c> {
    pub cx: &'a FragmentCx<'c>,
    /// Whether what is said of single rows matters.
    pub rows: bool,
    /// How rules that are joined look at rows; `None` where that is not known.
    pub by_row: Option<bool>,
    /// Frames that rules refer to.
    pub sources: Sources,
    /// What must hold for the checks to say the same.
    pub notes: Vec<String>,
}

type Found<T = String> = Result<T, String>;

impl Checks<'_, '_> {
    /// The entry of a rule in the list of checks.
    pub(super) fn entry(&mut self, rule: &Rule) -> Found {
        let check = self.check(rule)?;
        let text = self.cx.quote(&rule.text);
        let entry =
            |scope: &str, test: String| format!("({text}, {}, {test})", self.cx.quote(scope));
        Ok(match check {
            Check::Row { test, enough: None } => entry("row", test),
            Check::Row { test, enough: Some(tokens) } => {
                let enough = compared(self.cx, "share", &tokens)?;
                entry("row", format!("{test}, lambda share: {enough}"))
            }
            Check::Frame(test) => entry("frame", test),
            Check::Columns(test) => entry("columns", format!("lambda columns: {test}")),
            Check::Keys(test) => entry("keys", format!("lambda frame: {test}")),
        })
    }

    fn check(&mut self, rule: &Rule) -> Found<Check> {
        match &rule.body {
            Body::Single(kind, rest) => self.single(kind, rest),
            Body::Joined { and, parts } => match &parts[..] {
                [one] => self.check(one),
                _ => self.joined(*and, parts),
            },
        }
    }

    /// By default each of the rules is evaluated for all rows, and the outcomes are joined.
    fn joined(&mut self, and: bool, parts: &[Rule]) -> Found<Check> {
        let by_row =
            self.by_row.ok_or("how rules are joined is not seen in `additional_options`")?;
        if self.rows && !by_row {
            return Err("what Glue says of single rows where rules are joined is documented for `compositeRuleEvaluation.method` ROW alone".to_owned());
        }
        let mut checks = Vec::new();
        for part in parts {
            checks.push(self.check(part)?);
        }
        let join = |tests: Vec<String>, word: &str| {
            let tests: Vec<_> = tests.into_iter().map(in_brackets).collect();
            tests.join(&format!(" {word} "))
        };
        let (sign, word) = if and { ("&", "and") } else { ("|", "or") };
        if checks.iter().all(|c| matches!(c, Check::Columns(_))) {
            return Ok(Check::Columns(join(checks.into_iter().map(Check::test).collect(), word)));
        }
        if checks.iter().all(|c| matches!(c, Check::Keys(_))) {
            return Ok(Check::Keys(join(checks.into_iter().map(Check::test).collect(), word)));
        }
        if by_row {
            if checks.iter().any(|c| !matches!(c, Check::Row { enough: None, .. })) {
                return Err(
                    "a rule that looks at more than one row cannot be joined by row".to_owned()
                );
            }
            let test = join(checks.into_iter().map(Check::test).collect(), sign);
            return Ok(Check::Row { test, enough: None });
        }
        let mut tests = Vec::new();
        for (check, part) in checks.into_iter().zip(parts) {
            tests.push(self.aggregated(check, part)?);
        }
        Ok(Check::Frame(join(tests, sign)))
    }

    /// A check as a test of aggregates.
    fn aggregated(&self, check: Check, rule: &Rule) -> Found {
        let whole = "it is joined with one that looks at something else".to_owned();
        match check {
            Check::Frame(test) => Ok(test),
            Check::Columns(_) | Check::Keys(_) => Err(whole),
            Check::Row { test, enough } => {
                if let Body::Single(kind, rest) = &rule.body
                    && matches!(kind.as_str(), "IsUnique" | "IsPrimaryKey" | "Uniqueness")
                {
                    // A window cannot be aggregated.
                    let names: Vec<_> = leading_names(rest).iter().map(|n| self.name(n)).collect();
                    return match enough {
                        None => Ok(format!(
                            "\0F.count_distinct({}) == \0F.count({})",
                            names.join(", "),
                            self.cx.quote("*")
                        )),
                        Some(_) => Err(whole),
                    };
                }
                let kept = match kind_of(rule) {
                    "IsComplete" => test,
                    _ => format!("\0F.coalesce({test}, \0F.lit(False))"),
                };
                match enough {
                    None => Ok(format!("\0F.bool_and({kept})")),
                    Some(tokens) => compared(self.cx, &self.share(&kept), &tokens),
                }
            }
        }
    }

    fn single(&mut self, kind: &str, rest: &[Token]) -> Found<Check> {
        let names = leading_names(rest);
        let (test, only) = self.filtered(&rest[names.len()..])?;
        let check = self.of_kind(kind, &names, test)?;
        let Some(only) = only else { return Ok(check) };
        match check {
            Check::Row { test, enough: None } if !matches!(kind, "IsUnique" | "IsPrimaryKey") => {
                let others = format!("~\0F.coalesce({only}, \0F.lit(False))");
                Ok(Check::Row { test: format!("{others} | {}", in_brackets(test)), enough: None })
            }
            _ => Err("its `where` cannot be told apart from the rule".to_owned()),
        }
    }

    /// A test without its `where` (rows that it leaves out pass), and that as a Column.
    fn filtered<'t>(&self, test: &'t [Token]) -> Found<(&'t [Token], Option<String>)> {
        let filter = |t: &Token| matches!(t, Token::Word(word) if word == "where");
        let Some(at) = test.iter().position(filter) else { return Ok((test, None)) };
        if !matches!(
            self.cx.value("additional_options.rowLevelConfiguration.filteredRowLabel"),
            Ok(None)
        ) {
            return Err("rows that its `where` leaves out have a label of their own".to_owned());
        }
        match &test[at + 1..] {
            [Token::Text(condition)] => {
                Ok((&test[..at], Some(format!("\0F.expr({})", self.cx.quote(condition)))))
            }
            _ => Err("its `where` is not the last of it".to_owned()),
        }
    }

    fn of_kind(&mut self, kind: &str, names: &[&str], test: &[Token]) -> Found<Check> {
        let row = |test: String| Ok(Check::Row { test, enough: None });
        match (kind, names) {
            ("RowCount", []) => self.aggregate("count", "*", test),
            ("ColumnCount", []) => Ok(Check::Columns(column_count(self.cx, test)?)),
            ("ColumnExists", [name]) if test.is_empty() => {
                Ok(Check::Columns(format!("{} in columns", self.cx.quote(name))))
            }
            ("IsComplete", [name]) if test.is_empty() => row(self.present(name)),
            ("IsUnique", [_, ..]) if test.is_empty() => {
                self.note("the columns of `IsUnique` hold no nulls");
                row(self.alone(names))
            }
            ("Uniqueness", [_, ..]) => {
                self.note("the columns of `Uniqueness` hold no nulls");
                compared(self.cx, "", test)?;
                Ok(Check::Row { test: self.alone(names), enough: Some(test.to_vec()) })
            }
            ("IsPrimaryKey", [_, ..]) if test.is_empty() => {
                let present: Vec<_> = names.iter().map(|n| self.present(n) + " & ").collect();
                row(present.concat() + &self.alone(names))
            }
            ("ColumnValues", [name]) => {
                self.note("the columns of `ColumnValues` have the type of the values");
                let (test, enough) = threshold(test);
                let test = super::values::test(self.cx, &self.column(name), test)?;
                Ok(Check::Row { test, enough })
            }
            ("ColumnLength", [name]) => {
                let empty = self.cx.quote("");
                let text = format!("\0F.coalesce({}, \0F.lit({empty}))", self.column(name));
                row(compared(self.cx, &format!("\0F.length({text})"), test)?)
            }
            ("ColumnDataType", [name]) => self.data_type(name, test),
            ("Completeness", [name]) if self.rows => {
                compared(self.cx, "", test)?;
                Ok(Check::Row { test: self.present(name), enough: Some(test.to_vec()) })
            }
            ("Completeness", [name]) => {
                let share = self.share(&self.present(name));
                Ok(Check::Frame(compared(self.cx, &share, test)?))
            }
            ("ReferentialIntegrity", [columns, reference]) => {
                self.referred(columns, reference, test)
            }
            ("CustomSql", [statement]) => {
                let value = custom::aggregate(statement)
                    .ok_or("its statement is not one aggregate over rows of `primary`")?;
                let value = format!("\0F.expr({})", self.cx.quote(&value));
                Ok(Check::Frame(compared(self.cx, &value, test)?))
            }
            ("Mean", [name]) => self.aggregate("avg", name, test),
            ("Sum", [name]) => self.aggregate("sum", name, test),
            ("StandardDeviation", [name]) => self.aggregate("stddev_pop", name, test),
            ("DistinctValuesCount", [name]) => self.aggregate("count_distinct", name, test),
            _ => Err("this kind of rule has no check that is known to give the same".to_owned()),
        }
    }

    fn note(&mut self, note: &str) {
        self.notes.push(note.to_owned());
    }

    fn name(&self, name: &str) -> String {
        self.cx.quote(&Path::top(name).dotted())
    }

    fn column(&self, name: &str) -> String {
        format!("\0F.col({})", self.name(name))
    }

    fn present(&self, name: &str) -> String {
        format!("{}.isNotNull()", self.column(name))
    }

    /// The share of the rows of which a test is true.
    fn share(&self, test: &str) -> String {
        format!("\0F.avg({test}.cast({}))", self.cx.quote("int"))
    }

    fn aggregate(&self, function: &str, name: &str, test: &[Token]) -> Found<Check> {
        let name = if function == "count" { self.cx.quote(name) } else { self.name(name) };
        let value = format!("\0F.{function}({name})");
        Ok(Check::Frame(compared(self.cx, &value, test)?))
    }

    /// That no other row has the same values.
    fn alone(&self, names: &[&str]) -> String {
        let names: Vec<_> = names.iter().map(|n| format!("`{}`", n.replace('`', "``"))).collect();
        let count = format!("count(1) OVER (PARTITION BY {}) = 1", names.join(", "));
        format!("\0F.expr({})", self.cx.quote(&count))
    }

    /// Whether values can be cast to a type of Spark.
    fn data_type(&mut self, name: &str, test: &[Token]) -> Found<Check> {
        let (test, enough) = threshold(test);
        let [Token::Sign(sign), Token::Text(wanted)] = test else { return Err(no_test()) };
        let kind = match wanted.to_lowercase().as_str() {
            known @ ("boolean" | "date" | "double" | "float" | "timestamp") => known.to_owned(),
            "integer" => "int".to_owned(),
            "long" => "bigint".to_owned(),
            _ => return Err(format!("`{wanted}` is not a type whose casts are known")),
        };
        if sign != "=" {
            return Err(no_test());
        }
        if self.rows {
            return Err("what Glue says of single rows about their type is not known".to_owned());
        }
        self.note("the columns of `ColumnDataType` are texts without nulls");
        if matches!(kind.as_str(), "int" | "bigint") {
            self.note("no value that `ColumnDataType` holds for a whole number has a fraction");
        }
        let fits = self.cx.lower(|l| cast::cast(l, &Path::top(name), &kind)) + ".isNotNull()";
        Ok(Check::Frame(match enough {
            Some(tokens) => compared(self.cx, &self.share(&fits), &tokens)?,
            None => format!("\0F.bool_and({fits})"),
        }))
    }

    /// The share of the rows whose values are in another frame.
    fn referred(&mut self, columns: &str, reference: &str, test: &[Token]) -> Found<Check> {
        if self.rows {
            return Err("the rows that it holds for are not told apart".to_owned());
        }
        let (alias, names) = reference.split_once('.').ok_or_else(no_test)?;
        let names = names.strip_prefix('{').and_then(|n| n.strip_suffix('}')).unwrap_or(names);
        let list = |names: &str| {
            let names: Vec<_> = names.split(',').map(|n| self.name(n.trim())).collect();
            format!("[{}]", names.join(", "))
        };
        if columns.split(',').count() != names.split(',').count() {
            return Err("it compares lists of columns that differ in length".to_owned());
        }
        let source = self.sources.iter().find(|s| s.0 == alias);
        let source = source.ok_or_else(|| {
            format!("the frame `{alias}` is not seen in `additional_data_sources`")
        })?;
        let share = format!(
            "\u{1}share_of_keys\u{1}(frame, {}, {}, {})",
            list(columns),
            (self.cx.source)(source.1),
            list(names)
        );
        let test = compared(self.cx, &share, test)?;
        self.note("the columns of `ReferentialIntegrity` hold no nulls");
        Ok(Check::Keys(test))
    }
}

impl Check {
    fn test(self) -> String {
        match self {
            Self::Row { test, .. } | Self::Frame(test) | Self::Columns(test) | Self::Keys(test) => {
                test
            }
        }
    }
}

fn kind_of(rule: &Rule) -> &str {
    match &rule.body {
        Body::Single(kind, _) => kind,
        Body::Joined { .. } => "",
    }
}

fn leading_names(rest: &[Token]) -> Vec<&str> {
    let names = rest.iter().map_while(|token| match token {
        Token::Text(name) => Some(name.as_str()),
        _ => None,
    });
    names.collect()
}

/// A test without its `with threshold`, and what the share of the rows that keep it is held against.
fn threshold(test: &[Token]) -> (&[Token], Option<Vec<Token>>) {
    let word = |t: &Token, word: &str| matches!(t, Token::Word(w) if w == word);
    let with = |pair: &[Token]| word(&pair[0], "with") && word(&pair[1], "threshold");
    match test.windows(2).position(with) {
        Some(at) => (&test[..at], Some(test[at + 2..].to_vec())),
        None => (test, None),
    }
}

fn column_count(cx: &FragmentCx<'_>, test: &[Token]) -> Found {
    match test {
        [Token::Word(between), Token::Word(low), Token::Word(and), Token::Word(high)]
            if between == "between" && and == "and" =>
        {
            Ok(format!("{} < len(columns) < {}", number(low)?, number(high)?))
        }
        [Token::Sign(_), _] => compared(cx, "len(columns)", test),
        _ => Err(no_test()),
    }
}

/// A number that is held against others.
pub(super) fn compared(cx: &FragmentCx<'_>, value: &str, test: &[Token]) -> Found {
    match test {
        [Token::Sign(sign), Token::Word(digits)] => {
            let sign = python_sign(sign).ok_or_else(no_test)?;
            Ok(format!("{value} {sign} {}", number(digits)?))
        }
        [Token::Word(between), Token::Word(low), Token::Word(and), Token::Word(high)]
            if between == "between" && and == "and" =>
        {
            let (low, high) = (number(low)?, number(high)?);
            Ok(match value {
                "share" => format!("{low} < share < {high}"),
                _ => format!("({value} > {low}) & ({value} < {high})"),
            })
        }
        [Token::Word(within), list @ ..] if within == "in" && value.starts_with('\0') => {
            Ok(format!("{value}.isin({})", super::values::listed(cx, list)?))
        }
        _ => Err(no_test()),
    }
}

/// A plain number, which Python spells alike.
pub(super) fn number(word: &str) -> Found {
    let digits = word.strip_prefix('-').unwrap_or(word);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    let plain = all_digits(whole) && all_digits(part) && (whole == "0" || !whole.starts_with('0'));
    if plain { Ok(word.to_owned()) } else { Err(format!("`{word}` is not a number")) }
}

fn python_sign(sign: &str) -> Option<&str> {
    match sign {
        "=" => Some("=="),
        "!=" | "<" | ">" | "<=" | ">=" => Some(sign),
        _ => None,
    }
}

pub(super) fn no_test() -> String {
    "its test is not a comparison with plain values".to_owned()
}

/// A test in brackets, unless it is one call.
fn in_brackets(test: String) -> String {
    if is_chain(&test.replace(['\0', '\u{1}'], "")) { test } else { format!("({test})") }
}
