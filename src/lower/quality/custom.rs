//! `CustomSql` rules whose statement is one number over the rows that are checked.

/// Words that make more of a statement than one aggregate over some rows.
const MORE: [&str; 18] = [
    "cluster",
    "distribute",
    "except",
    "exists",
    "group",
    "having",
    "intersect",
    "join",
    "lateral",
    "limit",
    "minus",
    "offset",
    "order",
    "primary",
    "qualify",
    "select",
    "union",
    "window",
];

/// The statement `select count(*) from primary where …` as the aggregate `count(*) FILTER (WHERE …)`.
pub(super) fn aggregate(statement: &str) -> Option<String> {
    let statement = statement.split_whitespace().collect::<Vec<_>>().join(" ");
    let rest = behind(&statement, "select ")?;
    let from = rest.to_ascii_lowercase().find(" from primary")?;
    let (value, rest) = (&rest[..from], &rest[from + " from primary".len()..]);
    if !is_aggregate(value) {
        return None;
    }
    if rest.is_empty() {
        return Some(value.to_owned());
    }
    let condition = behind(rest, " where ")?;
    let words = condition.split(|c: char| !c.is_alphanumeric() && c != '_');
    let more = words.map(str::to_lowercase).any(|word| MORE.contains(&word.as_str()));
    let whole =
        !condition.is_empty() && !condition.contains([';', '\\']) && !condition.contains("--");
    (whole && !more).then(|| format!("{value} FILTER (WHERE {condition})"))
}

/// What stands behind a beginning in any case.
fn behind<'t>(text: &'t str, start: &str) -> Option<&'t str> {
    let begins = text.get(..start.len())?.eq_ignore_ascii_case(start);
    begins.then(|| &text[start.len()..])
}

/// Whether it is one aggregate of a column or of all rows.
fn is_aggregate(value: &str) -> bool {
    let Some((function, inner)) = value.strip_suffix(')').and_then(|v| v.split_once('(')) else {
        return false;
    };
    let known = ["avg", "count", "max", "min", "sum"];
    let inner = behind(inner, "distinct ").unwrap_or(inner);
    let column = |c: char| c.is_alphanumeric() || c == '_';
    known.contains(&function.trim().to_ascii_lowercase().as_str())
        && (inner.trim() == "*" || !inner.is_empty() && inner.chars().all(column))
}

#[cfg(test)]
mod tests {
    use super::aggregate;

    #[test]
    fn takes_one_aggregate_over_some_rows() {
        for (statement, found) in [
            ("select count(*) from primary", "count(*)"),
            ("SELECT  COUNT(*)\nFROM primary", "COUNT(*)"),
            (
                "select count(distinct a) from primary where b < 0 and c = 'x'",
                "count(distinct a) FILTER (WHERE b < 0 and c = 'x')",
            ),
            ("Select SUM(a) From PRIMARY Where b in (1, 2)", "SUM(a) FILTER (WHERE b in (1, 2))"),
        ] {
            assert_eq!(aggregate(statement).as_deref(), Some(found), "{statement}");
        }
    }

    #[test]
    fn refuses_statements_that_say_more() {
        for statement in [
            "select name from primary where age > 18",
            "select count(*) from orders",
            "select count(*) from primary p",
            "select count(*) from primary where a > 1 group by b",
            "select count(*) from primary where a in (select a from primary)",
            "select count(*) from primary where primary.a > 1",
            "select count(*), 1 from primary",
            "select max(a) - min(a) from primary",
            "select count(*) from primary where a > 1; ",
            "select count(*) from primary where ",
            "with x as (select 1) select count(*) from primary",
        ] {
            assert_eq!(aggregate(statement), None, "{statement}");
        }
    }
}
