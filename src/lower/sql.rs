//! Table names in SQL text, found without a grammar: words behind `FROM`, `JOIN` and the commas of a
//! table list. The text is a string literal as the script writes it, so that edits keep its spelling.

use std::ops::Range;

/// Puts `new` for the table `old` wherever the text reads from it; the old name lives on as an alias,
/// so that `old.column` still means what it meant. `None` where a name is made anew (`WITH old AS`).
pub fn rename_table(sql: &str, old: &str, new: &str) -> Option<Vec<(Range<usize>, String)>> {
    let tokens = tokens(sql);
    let is_old = |t: &Token<'_>| t.name().is_some_and(|n| n.eq_ignore_ascii_case(old));
    let mut edits = Vec::new();
    // One for each open parenthesis, with whether a query has begun in it: the `FROM` of
    // `extract(day FROM x)` names no table.
    let mut lists = vec![(List::Closed, false)];
    for (at, token) in tokens.iter().enumerate() {
        let next = tokens.get(at + 1);
        let first = at == 0 || tokens[at - 1].text == "(";
        let (open, query) = lists.last_mut()?;
        *query |= token.is("select") || first && token.is("from");
        match token.text {
            "(" => {
                // `FROM (a JOIN b)`: a name may follow at once.
                let inner = if *open == List::Awaits { List::Awaits } else { List::Closed };
                *open = if *open == List::Awaits { List::Named } else { *open };
                let query = inner == List::Awaits;
                lists.push((inner, query));
                continue;
            }
            ")" => {
                if lists.len() > 1 {
                    lists.pop();
                }
                continue;
            }
            "," => {
                if *open == List::Named {
                    *open = List::Awaits;
                }
                continue;
            }
            _ => {}
        }
        if *query && (token.is("from") || token.is("join")) {
            *open = List::Awaits;
        } else if CLOSING.iter().any(|word| token.is(word)) {
            *open = List::Closed;
        } else if *open == List::Awaits
            && token.name().is_some()
            && !PREFIXES.iter().any(|p| token.is(p))
        {
            *open = List::Named;
            let qualified = next.is_some_and(|n| matches!(n.text, "." | "("));
            if is_old(token) && !qualified {
                let aliased = next.is_some_and(Token::names_an_alias);
                let text =
                    if aliased { new.to_owned() } else { format!("{new} AS {}", token.text) };
                edits.push((token.range.clone(), text));
            }
        }
        // `WITH old AS (…)` and `, old AS (…)` make a table of that name.
        let made =
            next.is_some_and(|n| n.is("as")) && tokens.get(at + 2).is_some_and(|n| n.text == "(");
        if is_old(token) && made {
            return None;
        }
    }
    Some(edits)
}

/// Words before the name of a table.
const BEFORE: [&str; 11] = [
    "from",
    "join",
    "into",
    "table",
    "update",
    "using",
    "overwrite",
    "view",
    "exists",
    "describe",
    "truncate",
];

/// Functions in which `FROM` is no clause.
const INSIDE: [&str; 4] = ["extract", "trim", "substring", "overlay"];

/// A database that only a run knows.
const COMPUTED: &str = "{}";

/// The first parts of tables that are named in two parts; what an f-string puts in may be the second one.
pub fn databases(sql: &str) -> Vec<&str> {
    let tokens = tokens(sql);
    let is = |at: usize, text: &str| tokens.get(at).is_some_and(|token| token.text == text);
    let named = |at: usize| tokens.get(at).and_then(Token::name);
    let mut found = Vec::new();
    for (at, word) in tokens.iter().enumerate() {
        let inside =
            tokens[at.saturating_sub(5)..at].iter().any(|t| INSIDE.iter().any(|f| t.is(f)));
        if inside || !BEFORE.iter().any(|before| word.is(before)) {
            continue;
        }
        // An f-string puts the database in: `{db}.t`, but neither `{catalog}.{db}.t` nor `{catalog}.db.t`.
        if is(at + 1, ".") && !is(at + 2, ".") && !(named(at + 2).is_some() && is(at + 3, ".")) {
            found.push(COMPUTED);
        }
        if !is(at + 2, ".") {
            continue;
        }
        let three = named(at + 3).is_some() && is(at + 4, ".");
        if let (Some(database), false) = (named(at + 1), three) {
            found.push(database);
        }
    }
    found
}

/// What a list of tables is waiting for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    /// There is none.
    Closed,
    /// The next word is a table.
    Awaits,
    /// A comma starts the next one.
    Named,
}

/// Words that end a list of tables.
const CLOSING: [&str; 14] = [
    "where",
    "group",
    "order",
    "having",
    "limit",
    "union",
    "except",
    "intersect",
    "minus",
    "select",
    "window",
    "sort",
    "cluster",
    "distribute",
];

/// Words between `FROM` or `JOIN` and a table.
const PREFIXES: [&str; 2] = ["lateral", "only"];

/// Words that follow a table without being its alias.
const FOLLOWING: [&str; 22] = [
    "where",
    "group",
    "order",
    "having",
    "limit",
    "union",
    "except",
    "intersect",
    "minus",
    "window",
    "sort",
    "cluster",
    "distribute",
    "join",
    "inner",
    "left",
    "right",
    "full",
    "cross",
    "natural",
    "on",
    "using",
];

/// More of them, which Spark alone has.
const SPARK_FOLLOWING: [&str; 10] = [
    "anti",
    "semi",
    "lateral",
    "pivot",
    "unpivot",
    "tablesample",
    "outer",
    "version",
    "timestamp",
    "for",
];

struct Token<'t> {
    text: &'t str,
    range: Range<usize>,
}

impl<'t> Token<'t> {
    fn is(&self, word: &str) -> bool {
        self.text.eq_ignore_ascii_case(word)
    }

    /// The identifier, without back-ticks.
    fn name(&self) -> Option<&'t str> {
        if let Some(inner) = self.text.strip_prefix('`') {
            return inner.strip_suffix('`');
        }
        self.text.starts_with(|c: char| c.is_alphabetic() || c == '_').then_some(self.text)
    }

    fn names_an_alias(&self) -> bool {
        self.is("as")
            || self.name().is_some()
                && !FOLLOWING.iter().chain(&SPARK_FOLLOWING).any(|word| self.is(word))
    }
}

/// Words, back-ticked names and single signs; strings and comments are left out, and so is what an
/// f-string puts in.
fn tokens(sql: &str) -> Vec<Token<'_>> {
    let bytes = sql.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &sql[at..];
        let end = match bytes[at] {
            b'\\' => at + 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            b'-' if rest.starts_with("--") => at + rest.find('\n').unwrap_or(rest.len()),
            b'/' if rest.starts_with("/*") => at + rest.find("*/").map_or(rest.len(), |i| i + 2),
            b'\'' | b'"' => string_end(sql, at),
            b'{' => braces_end(sql, at),
            b'`' => {
                let end = rest[1..].find('`').map_or(sql.len(), |i| at + i + 2);
                out.push(Token { text: &sql[at..end], range: at..end });
                end
            }
            b if b.is_ascii_whitespace() => at + 1,
            _ => {
                let word = |c: char| c.is_alphanumeric() || c == '_';
                let length = rest.find(|c| !word(c)).unwrap_or(rest.len());
                let length = length.max(rest.chars().next().map_or(1, char::len_utf8));
                let end = at + length;
                out.push(Token { text: &sql[at..end], range: at..end });
                end
            }
        };
        at = end.max(at + 1);
    }
    out
}

fn string_end(sql: &str, start: usize) -> usize {
    let quote = sql.as_bytes()[start];
    let mut at = start + 1;
    while at < sql.len() {
        match sql.as_bytes()[at] {
            b'\\' => at += 2,
            b if b == quote => return at + 1,
            _ => at += 1,
        }
    }
    sql.len()
}

fn braces_end(sql: &str, start: usize) -> usize {
    let mut depth = 0;
    for (at, sign) in sql[start..].char_indices() {
        match sign {
            '{' => depth += 1,
            '}' if depth == 1 => return start + at + 1,
            '}' => depth -= 1,
            _ => {}
        }
    }
    sql.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn renamed(sql: &str) -> Option<String> {
        let mut out = sql.to_owned();
        for (range, text) in rename_table(sql, "src", "src_2")?.into_iter().rev() {
            out.replace_range(range, &text);
        }
        Some(out)
    }

    #[test]
    fn tables_in_two_parts_name_their_database() {
        for (sql, found) in [
            (
                "select * from db.t join `other`.u on t.id = u.id where a = 'from x.y'",
                &["db", "other"][..],
            ),
            ("insert into table db.t select extract(day from x.d) from main.db.u x", &["db"]),
            ("select db.t.x from t -- from a.b\n", &[]),
            ("merge into a.t using b.u on t.id = u.id", &["a", "b"]),
            ("select * from db.{table} where x.y = 1", &["db"]),
            ("select * from {db}.t join {db}.{u} using (id)", &[COMPUTED, COMPUTED]),
            ("select * from {catalog}.{db}.t join {catalog}.db.u", &[]),
        ] {
            assert_eq!(databases(sql), found, "{sql}");
        }
    }

    #[test]
    fn only_tables_are_renamed() {
        for (sql, expected) in [
            ("select * from src", "select * from src_2 AS src"),
            (
                "SELECT src.id FROM SRC\nWHERE SRC.a > 1",
                "SELECT src.id FROM src_2 AS SRC\nWHERE SRC.a > 1",
            ),
            ("select s.a from src s", "select s.a from src_2 s"),
            ("select s.a from `src` as s", "select s.a from src_2 as s"),
            ("select * from a, src, b", "select * from a, src_2 AS src, b"),
            (
                "select * from a left join src on a.id = src.id",
                "select * from a left join src_2 AS src on a.id = src.id",
            ),
            (
                "select * from (select * from src) src where src.a in (select src from src)",
                "select * from (select * from src_2 AS src) src where src.a in (select src from src_2 AS src)",
            ),
            ("select src from other -- from src\n", "select src from other -- from src\n"),
            (
                "select 'from src', \"join src\" from t /* from src */",
                "select 'from src', \"join src\" from t /* from src */",
            ),
            ("select * from src.table", "select * from src.table"),
            (
                "select * from (src join b on src.i = b.i)",
                "select * from (src_2 AS src join b on src.i = b.i)",
            ),
            ("select extract(day from src) from t", "select extract(day from src) from t"),
            ("select a, src from t", "select a, src from t"),
            (
                "select * from src union all select * from src;",
                "select * from src_2 AS src union all select * from src_2 AS src;",
            ),
            (
                "select * from {schema}.t join src using (id)",
                "select * from {schema}.t join src_2 AS src using (id)",
            ),
            (
                "select * from src where d = '{day}' and x = {src}",
                "select * from src_2 AS src where d = '{day}' and x = {src}",
            ),
            (
                "select * from source\\nwhere src is null",
                "select * from source\\nwhere src is null",
            ),
        ] {
            assert_eq!(renamed(sql).as_deref(), Some(expected));
        }
        assert_eq!(renamed("with src as (select 1) select * from src"), None);
    }
}
