//! Rulesets in Glue's language for data quality, as checks of a `DataFrame`. Null behaviour and what is
//! said of single rows follow the reference of the language.

use super::fragments::FragmentCx;
use super::path::Path;
use super::{LowerResult, Lowered, Refusal};

/// `quality(ruleset)`: a list of the rules, each as its text, what it looks at, and the check. With
/// `outcomes` behind it, nothing asks which rows keep the rules.
pub(super) fn quality(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let ruleset = cx.required(&args[0])?;
    let text = cx
        .script
        .literal(ruleset)
        .ok_or_else(|| Refusal::new(ruleset, "the ruleset is not a text in the script"))?;
    let rules = rules_of(&text).map_err(|problem| Refusal::new(ruleset, problem))?;
    let mut lowered = Lowered::default();
    let mut items = Vec::new();
    for rule in rules {
        let check = Check { cx, rule: &rule, rows: args.len() == 1 };
        let (scope, test) = check.lower().map_err(|problem| {
            Refusal::new(ruleset, format!("the rule `{}`: {problem}", rule.text))
        })?;
        if let Some(note) = check.condition() {
            lowered.note(note);
        }
        items.push(format!("({}, {}, {test})", cx.quote(&rule.text), cx.quote(scope)));
    }
    lowered.text = format!("[{}]", items.join(", "));
    Ok(cx.with_functions(lowered))
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    /// A text in double quotes.
    Text(String),
    /// A word or a number.
    Word(String),
    /// An operator, a bracket or a comma.
    Sign(String),
}

/// One rule: its text, its type and what follows.
#[derive(Debug, PartialEq)]
struct Rule {
    text: String,
    kind: String,
    rest: Vec<Token>,
}

/// The rules of a ruleset that has nothing but a list of them.
fn rules_of(text: &str) -> Result<Vec<Rule>, String> {
    let tokens = tokens(text)?;
    let is = |at: usize, sign: &str| matches!(&tokens[at].0, Token::Sign(s) if s == sign);
    let opens = tokens.len() > 4
        && tokens[0].0 == Token::Word("Rules".to_owned())
        && is(1, "=")
        && is(2, "[")
        && is(tokens.len() - 1, "]");
    if !opens {
        return Err("the ruleset is not one list `Rules = […]`".to_owned());
    }
    let mut depth = 0_usize;
    let mut rules = Vec::new();
    let mut start = 3;
    for at in 3..tokens.len() {
        let last = at == tokens.len() - 1;
        match &tokens[at].0 {
            Token::Sign(sign) if depth == 0 && (sign == "," || last) => {
                rules.push(rule(text, &tokens[start..at])?);
                start = at + 1;
            }
            Token::Sign(sign) if sign == "[" || sign == "(" => depth += 1,
            Token::Sign(sign) if sign == "]" || sign == ")" => {
                depth = depth.checked_sub(1).ok_or("a bracket is closed that was not opened")?;
            }
            _ => {}
        }
    }
    Ok(rules)
}

type Placed = (Token, std::ops::Range<usize>);

fn rule(text: &str, tokens: &[Placed]) -> Result<Rule, String> {
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
        return Err("a rule is empty".to_owned());
    };
    let text: Vec<_> = text[first.1.start..last.1.end].split_whitespace().collect();
    let text = text.join(" ");
    let Token::Word(kind) = &first.0 else {
        return Err(format!(
            "the rule `{text}`: rules that are joined by `and` or `or` are not converted"
        ));
    };
    let rest = tokens[1..].iter().map(|t| t.0.clone()).collect();
    Ok(Rule { kind: kind.clone(), rest, text })
}

fn tokens(text: &str) -> Result<Vec<Placed>, String> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let length = match c {
            '#' => rest.find('\n').unwrap_or(rest.len()),
            '"' => {
                let end = rest[1..].find('"').ok_or("a text is not closed")?;
                if rest[1..=end].contains(['\\', '\n']) {
                    return Err("a text in the ruleset has a backslash or a line break".to_owned());
                }
                found.push((Token::Text(rest[1..=end].to_owned()), at..at + end + 2));
                end + 2
            }
            c if c.is_whitespace() => c.len_utf8(),
            c if is_word(c) => {
                let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
                found.push((Token::Word(rest[..end].to_owned()), at..at + end));
                end
            }
            _ => {
                let two = ["<=", ">=", "!="].iter().any(|sign| rest.starts_with(sign));
                let end = if two { 2 } else { c.len_utf8() };
                found.push((Token::Sign(rest[..end].to_owned()), at..at + end));
                end
            }
        };
        at += length;
    }
    Ok(found)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '-')
}

/// What a rule looks at, and its check.
type Scoped = (&'static str, String);

struct Check<'a, 'c> {
    cx: &'a FragmentCx<'c>,
    rule: &'a Rule,
    /// Whether what is said of single rows matters.
    rows: bool,
}

impl Check<'_, '_> {
    fn lower(&self) -> Result<Scoped, String> {
        let rest = &self.rule.rest[..];
        let names: Vec<&str> = rest
            .iter()
            .map_while(|token| match token {
                Token::Text(name) => Some(name.as_str()),
                _ => None,
            })
            .collect();
        let test = &rest[names.len()..];
        match (self.rule.kind.as_str(), &names[..]) {
            ("RowCount", []) => self.aggregate("count", "*", test),
            ("ColumnCount", []) => self.column_count(test),
            ("ColumnExists", [name]) if test.is_empty() => {
                Ok(("columns", format!("lambda columns: {} in columns", self.cx.quote(name))))
            }
            ("IsComplete", [name]) if test.is_empty() => {
                Ok(("row", format!("{}.isNotNull()", self.column(name))))
            }
            ("IsUnique", [_, ..]) if test.is_empty() => Ok(("row", self.alone(&names))),
            ("IsPrimaryKey", [_, ..]) if test.is_empty() => {
                let present = names.iter().map(|n| format!("{}.isNotNull() & ", self.column(n)));
                Ok(("row", present.collect::<String>() + &self.alone(&names)))
            }
            ("ColumnValues", [name]) => Ok(("row", self.value(name, test)?)),
            ("ColumnLength", [name]) => {
                let empty = self.cx.quote("");
                let text = format!("\0F.coalesce({}, \0F.lit({empty}))", self.column(name));
                Ok(("row", self.compared(&format!("\0F.length({text})"), test)?))
            }
            ("Completeness", [_]) if self.rows => {
                Err("what Glue says of single rows where a share of them may fail is not known"
                    .to_owned())
            }
            ("Completeness", [name]) => {
                let share = format!(
                    "\0F.avg({}.isNotNull().cast({}))",
                    self.column(name),
                    self.cx.quote("int")
                );
                Ok(("frame", self.compared(&share, test)?))
            }
            ("Mean", [name]) => self.aggregate("avg", name, test),
            ("Sum", [name]) => self.aggregate("sum", name, test),
            ("StandardDeviation", [name]) => self.aggregate("stddev_pop", name, test),
            ("DistinctValuesCount", [name]) => self.aggregate("count_distinct", name, test),
            _ => Err("this kind of rule has no check that is known to give the same".to_owned()),
        }
    }

    /// What must hold for a check to say the same.
    fn condition(&self) -> Option<&'static str> {
        match self.rule.kind.as_str() {
            "IsUnique" => Some("the columns of `IsUnique` hold no nulls"),
            "ColumnValues" => Some("the columns of `ColumnValues` have the type of the values"),
            _ => None,
        }
    }

    fn column(&self, name: &str) -> String {
        format!("\0F.col({})", self.cx.quote(&spelled(name)))
    }

    fn aggregate(&self, function: &str, name: &str, test: &[Token]) -> Result<Scoped, String> {
        let name = if function == "count" { name.to_owned() } else { spelled(name) };
        let value = format!("\0F.{function}({})", self.cx.quote(&name));
        Ok(("frame", self.compared(&value, test)?))
    }

    /// That no other row has the same values.
    fn alone(&self, names: &[&str]) -> String {
        let names: Vec<_> = names.iter().map(|n| format!("`{}`", n.replace('`', "``"))).collect();
        let count = format!("count(1) OVER (PARTITION BY {}) = 1", names.join(", "));
        format!("\0F.expr({})", self.cx.quote(&count))
    }

    fn column_count(&self, test: &[Token]) -> Result<Scoped, String> {
        let test = match test {
            [Token::Word(between), Token::Word(low), Token::Word(and), Token::Word(high)]
                if between == "between" && and == "and" =>
            {
                format!("{} < len(columns) < {}", number(low)?, number(high)?)
            }
            [Token::Sign(_), _] => self.compared("len(columns)", test)?,
            _ => return Err(no_test()),
        };
        Ok(("columns", format!("lambda columns: {test}")))
    }

    /// A number that is held against others.
    fn compared(&self, value: &str, test: &[Token]) -> Result<String, String> {
        match test {
            [Token::Sign(sign), Token::Word(digits)] => {
                let sign = python_sign(sign).ok_or_else(no_test)?;
                Ok(format!("{value} {sign} {}", number(digits)?))
            }
            [Token::Word(between), Token::Word(low), Token::Word(and), Token::Word(high)]
                if between == "between" && and == "and" =>
            {
                let (low, high) = (number(low)?, number(high)?);
                Ok(format!("({value} > {low}) & ({value} < {high})"))
            }
            [Token::Word(within), list @ ..] if within == "in" => {
                Ok(format!("{value}.isin({})", self.values(list, false)?))
            }
            _ => Err(no_test()),
        }
    }

    /// The values of a column: nulls keep `!=` and `not in` alone.
    fn value(&self, name: &str, test: &[Token]) -> Result<String, String> {
        let column = self.column(name);
        match test {
            [Token::Sign(sign), value @ (Token::Text(_) | Token::Word(_))]
                if sign == "=" || sign == "!=" =>
            {
                let value = self.values(std::slice::from_ref(value), true)?;
                Ok(match sign.as_str() {
                    "=" => format!("{column} == {value}"),
                    _ => format!("~{column}.eqNullSafe({value})"),
                })
            }
            [Token::Word(not), Token::Word(within), list @ ..]
                if not == "not" && within == "in" =>
            {
                let values = self.values(list, false)?;
                Ok(format!("{column}.isNull() | ~{column}.isin({values})"))
            }
            [Token::Word(within), list @ ..] if within == "in" => {
                Ok(format!("{column}.isin({})", self.values(list, false)?))
            }
            [Token::Word(matches), Token::Text(pattern)] if matches == "matches" => {
                if is_anchored(pattern) {
                    Ok(format!("{column}.rlike({})", self.cx.quote(pattern)))
                } else {
                    Err("its pattern is not of the form `^…$`, so it may match a part of a value"
                        .to_owned())
                }
            }
            _ => self.compared(&column, test),
        }
    }

    /// One value, or those of a list in brackets.
    fn values(&self, tokens: &[Token], single: bool) -> Result<String, String> {
        let bracket =
            |token: Option<&Token>, sign: &str| matches!(token, Some(Token::Sign(s)) if s == sign);
        let inner = match tokens {
            [_] if single => tokens,
            [_, inner @ .., _] if bracket(tokens.first(), "[") && bracket(tokens.last(), "]") => {
                inner
            }
            _ => return Err(no_test()),
        };
        let mut values = Vec::new();
        for (at, token) in inner.iter().enumerate() {
            match token {
                Token::Sign(comma) if at % 2 == 1 && comma == "," => {}
                Token::Text(text) if at % 2 == 0 => values.push(self.cx.quote(text)),
                Token::Word(digits) if at % 2 == 0 => values.push(number(digits)?),
                _ => return Err(no_test()),
            }
        }
        if values.is_empty() { Err(no_test()) } else { Ok(values.join(", ")) }
    }
}

/// A plain number, which Python spells alike.
fn number(word: &str) -> Result<String, String> {
    let digits = word.strip_prefix('-').unwrap_or(word);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    let plain = all_digits(whole) && all_digits(part) && (whole == "0" || !whole.starts_with('0'));
    if plain { Ok(word.to_owned()) } else { Err(format!("`{word}` is not a number")) }
}

/// Whether a pattern that is found in a text always is the whole text.
fn is_anchored(pattern: &str) -> bool {
    let inner = pattern.strip_prefix('^').and_then(|p| p.strip_suffix('$'));
    let mut depth = 0_usize;
    inner.is_some_and(|inner| {
        inner.chars().all(|c| {
            match c {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            c != '|' || depth > 0
        })
    })
}

fn python_sign(sign: &str) -> Option<&str> {
    match sign {
        "=" => Some("=="),
        "!=" | "<" | ">" | "<=" | ">=" => Some(sign),
        _ => None,
    }
}

fn no_test() -> String {
    "its test is not a comparison with plain values".to_owned()
}

/// A name as `F.col` takes it.
fn spelled(name: &str) -> String {
    Path::top(name).dotted()
}

#[cfg(test)]
mod tests {
    use super::rules_of;

    fn texts(ruleset: &str) -> Result<Vec<String>, String> {
        Ok(rules_of(ruleset)?.into_iter().map(|r| r.text).collect())
    }

    #[test]
    fn reads_the_rules_of_a_list() {
        let text =
            "# all\nRules = [\n  RowCount  >= 3, # some\n  ColumnValues \"a, b\" in [1, 2]\n]\n";
        assert_eq!(texts(text).unwrap(), ["RowCount >= 3", "ColumnValues \"a, b\" in [1, 2]"]);
    }

    #[test]
    fn refuses_what_is_no_list_of_plain_rules() {
        for (text, problem) in [
            ("Rules = [RowCount > 1] ]", "closed"),
            ("Rules = [RowCount > 1", "not one list"),
            ("Rules = []", "not one list"),
            ("Rules = [RowCount > 1,]", "empty"),
            ("Rules = [(RowCount > 1) and (IsComplete \"a\")]", "joined"),
            ("Rules = [IsComplete \"a]", "not closed"),
            ("Rules = [RowCount > 1] Analyzers = [RowCount]", "closed"),
        ] {
            let found = texts(text).unwrap_err();
            assert!(found.contains(problem), "{text}: {found}");
        }
    }
}
