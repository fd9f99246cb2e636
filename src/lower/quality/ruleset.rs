//! The language of rulesets: words and signs, and the rules of a list.

use std::ops::Range;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// A text in double quotes.
    Text(String),
    /// A word or a number.
    Word(String),
    /// An operator, a bracket or a comma.
    Sign(String),
}

impl Token {
    fn is(&self, sign: &str) -> bool {
        matches!(self, Self::Sign(s) if s == sign)
    }
}

type Placed = (Token, Range<usize>);

/// One rule as the outcomes name it, and what it says.
#[derive(Debug, PartialEq)]
pub(super) struct Rule {
    pub text: String,
    pub body: Body,
}

#[derive(Debug, PartialEq)]
pub(super) enum Body {
    /// A rule's type and what follows.
    Single(String, Vec<Token>),
    /// Rules in brackets that are joined, by `and` or else by `or`.
    Joined { and: bool, parts: Vec<Rule> },
}

/// The rules of a ruleset that has nothing but a list of them.
pub(super) fn rules_of(text: &str) -> Result<Vec<Rule>, String> {
    let tokens = tokens(text)?;
    let is = |at: usize, sign: &str| tokens[at].0.is(sign);
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
                rules.push(rule(text, &tokens[start..at], DEEPEST)?);
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

/// How deep rules may stand in each other.
const DEEPEST: usize = 40;

fn rule(source: &str, tokens: &[Placed], left: usize) -> Result<Rule, String> {
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
        return Err("a rule is empty".to_owned());
    };
    let text: Vec<_> = source[first.1.start..last.1.end].split_whitespace().collect();
    let text = text.join(" ");
    let body = match &first.0 {
        Token::Word(kind) => {
            Body::Single(kind.clone(), tokens[1..].iter().map(|t| t.0.clone()).collect())
        }
        bracket if bracket.is("(") => {
            let left = left.checked_sub(1).ok_or("its rules are nested too deep")?;
            joined(source, tokens, &text, left)?
        }
        _ => return Err(format!("the rule `{text}` begins with no type of rule")),
    };
    Ok(Rule { text, body })
}

/// `(…) and (…)`: rules in brackets with the same word between them.
fn joined(source: &str, tokens: &[Placed], text: &str, left: usize) -> Result<Body, String> {
    let unknown =
        || format!("the rule `{text}` is not made of rules in brackets with `and` or `or`");
    let mut parts = Vec::new();
    let mut words: Vec<String> = Vec::new();
    let mut rest = tokens;
    loop {
        let end = closing(rest).ok_or_else(unknown)?;
        parts.push(rule(source, &rest[1..end], left)?);
        rest = &rest[end + 1..];
        let Some((next, behind)) = rest.split_first() else { break };
        match &next.0 {
            Token::Word(word) => words.push(word.to_lowercase()),
            _ => return Err(unknown()),
        }
        rest = behind;
    }
    let and = words.iter().all(|word| word == "and");
    if !and && words.iter().any(|word| word != "or") {
        return Err(format!("the rule `{text}` has `and` and `or` side by side"));
    }
    Ok(Body::Joined { and, parts })
}

/// Where the bracket closes that the first token opens.
fn closing(tokens: &[Placed]) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, (token, _)) in tokens.iter().enumerate() {
        match token {
            token if token.is("(") => depth += 1,
            token if token.is(")") => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if depth == 0 {
            return (at > 0).then_some(at);
        }
    }
    None
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

#[cfg(test)]
mod tests {
    use super::{Body, rules_of};

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
    fn reads_rules_that_are_joined() {
        let text = "Rules = [(RowCount > 1) AND ((IsComplete \"a\") or (IsUnique \"a\"))]";
        let rules = rules_of(text).unwrap();
        let Body::Joined { and: true, parts } = &rules[0].body else { panic!("{rules:?}") };
        assert_eq!(parts[0].text, "RowCount > 1");
        let Body::Joined { and: false, parts } = &parts[1].body else { panic!("{rules:?}") };
        assert_eq!(parts[1].text, "IsUnique \"a\"");
    }

    #[test]
    fn refuses_what_is_no_list_of_rules() {
        let deep = format!("Rules = [{}RowCount > 1{}]", "(".repeat(50_000), ")".repeat(50_000));
        for (text, problem) in [
            ("Rules = [RowCount > 1] ]", "closed"),
            ("Rules = [RowCount > 1", "not one list"),
            ("Rules = []", "not one list"),
            ("Rules = [RowCount > 1,]", "empty"),
            ("Rules = [= 1]", "no type"),
            ("Rules = [(RowCount > 1) and IsComplete \"a\"]", "in brackets"),
            ("Rules = [(RowCount > 1) (IsComplete \"a\")]", "in brackets"),
            ("Rules = [(RowCount > 1) and (RowCount < 9) or (IsComplete \"a\")]", "side by side"),
            (&deep, "too deep"),
            ("Rules = [()]", "empty"),
            ("Rules = [IsComplete \"a]", "not closed"),
            ("Rules = [RowCount > 1] Analyzers = [RowCount]", "closed"),
        ] {
            let found = texts(text).unwrap_err();
            assert!(found.contains(problem), "{text}: {found}");
        }
    }
}
