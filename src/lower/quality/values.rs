//! What `ColumnValues` asks of the values of a column.

use super::check::{compared, no_test, number};
use super::ruleset::Token;
use crate::lower::fragments::FragmentCx;

/// The values of a column: nulls keep `!=` and `not in` alone, unless `NULL` stands there.
pub(super) fn test(cx: &FragmentCx<'_>, column: &str, test: &[Token]) -> Result<String, String> {
    match test {
        [Token::Sign(sign), value] if sign == "=" || sign == "!=" => {
            let equal = sign == "=";
            Ok(match value_of(cx, value)? {
                None if equal => format!("{column}.isNull()"),
                None => format!("{column}.isNotNull()"),
                Some(value) if equal => format!("{column} == {value}"),
                Some(value) => format!("~{column}.eqNullSafe({value})"),
            })
        }
        [Token::Word(not), Token::Word(within), list @ ..] if not == "not" && within == "in" => {
            let Values { values, null } = values(cx, list)?;
            let others = if null { String::new() } else { format!("{column}.isNull() | ") };
            Ok(format!("{others}~{column}.isin({values})"))
        }
        [Token::Word(within), list @ ..] if within == "in" => {
            let Values { values, null } = values(cx, list)?;
            let others = if null { format!("{column}.isNull() | ") } else { String::new() };
            Ok(format!("{others}{column}.isin({values})"))
        }
        [rest @ .., Token::Word(matches), Token::Text(pattern)]
            if matches == "matches" && matches!(rest, [] | [Token::Word(_)]) =>
        {
            let sign = match rest {
                [] => "",
                [Token::Word(not)] if not == "not" => "~",
                _ => return Err(no_test()),
            };
            if is_anchored(pattern) {
                Ok(format!("{sign}{column}.rlike({})", cx.quote(pattern)))
            } else {
                Err("its pattern is not of the form `^…$`, so it may match a part of a value"
                    .to_owned())
            }
        }
        _ => compared(cx, column, test),
    }
}

/// The values of a list in brackets, and whether `NULL` is one of them.
struct Values {
    values: String,
    null: bool,
}

/// Plain values of a list, of which none is `NULL`.
pub(super) fn listed(cx: &FragmentCx<'_>, tokens: &[Token]) -> Result<String, String> {
    let found = values(cx, tokens)?;
    if found.null { Err(no_test()) } else { Ok(found.values) }
}

fn values(cx: &FragmentCx<'_>, tokens: &[Token]) -> Result<Values, String> {
    let bracket =
        |token: Option<&Token>, sign: &str| matches!(token, Some(Token::Sign(s)) if s == sign);
    let inner = match tokens {
        [_, inner @ .., _] if bracket(tokens.first(), "[") && bracket(tokens.last(), "]") => inner,
        _ => return Err(no_test()),
    };
    let mut values = Vec::new();
    let mut null = false;
    for (at, token) in inner.iter().enumerate() {
        match token {
            Token::Sign(comma) if at % 2 == 1 && comma == "," => {}
            token if at % 2 == 0 => match value_of(cx, token)? {
                Some(value) => values.push(value),
                None => null = true,
            },
            _ => return Err(no_test()),
        }
    }
    if values.is_empty() { Err(no_test()) } else { Ok(Values { values: values.join(", "), null }) }
}

/// One value; `None` for `NULL`.
fn value_of(cx: &FragmentCx<'_>, token: &Token) -> Result<Option<String>, String> {
    match token {
        Token::Text(text) => Ok(Some(cx.quote(text))),
        Token::Word(word) if word == "NULL" || word == "null" => Ok(None),
        Token::Word(word) if word == "EMPTY" || word == "empty" => Ok(Some(cx.quote(""))),
        Token::Word(digits) => number(digits).map(Some),
        Token::Sign(_) => Err(no_test()),
    }
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
