//! `make_cols` and `make_struct` on named columns: a column of texts and numbers, which is a choice of two
//! types in Glue and a text in Spark, is split as the spec says (B4.2).

use super::cast::cast;
use super::fragments::FragmentCx;
use super::mappings::{entries, path, texts};
use super::path::Path;
use super::{LowerCx, LowerResult, Lowered, Refusal, quoted};
use crate::python::ast::ExprId;

/// The numbers of Glue and how Spark calls them.
const NUMBERS: [(&str, &str); 5] = [
    ("double", "double"),
    ("float", "float"),
    ("int", "int"),
    ("long", "bigint"),
    ("short", "smallint"),
];

/// How many columns are split at once: what the script says of each is looked for in all of its text.
const MOST: usize = 20;

/// `choices(specs)`: the calls, starting with the dot, that split the columns. Which number a column holds is
/// what the script itself says of it elsewhere.
pub(super) fn choices(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let specs = cx.required(&args[0])?;
    let text = cx.script.module.text;
    cx.lower(|l| split(l, specs, text)).map(|found| cx.with_functions(found))
}

fn split(cx: &LowerCx<'_>, specs: ExprId, text: &str) -> LowerResult {
    let mut out = Lowered::default();
    let mut columns: Vec<String> = Vec::new();
    let mut dropped = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    let specified = entries(cx, specs)?;
    if specified.len() > MOST {
        return Err(Refusal::new(specs, format!("more than {MOST} columns would be split")));
    }
    for entry in specified {
        let refuse = |message: String| Refusal::new(entry, message);
        let parts = texts(cx, entry)?;
        let [column, action] = &parts[..] else {
            return Err(refuse(format!("a spec has 2 parts, not {}", parts.len())));
        };
        let path = path(entry, column)?;
        let name = path.root();
        if path.nested()
            || path.through_array()
            || seen.iter().any(|s| s.eq_ignore_ascii_case(name))
        {
            return Err(refuse(format!("`{column}` is not one top-level column")));
        }
        seen.push(name.to_owned());
        let action = action.trim().to_ascii_lowercase();
        if !matches!(action.as_str(), "make_cols" | "make_struct") {
            return Err(refuse(format!("`{action}` stands beside an action that splits columns")));
        }
        let number = number(text, name).ok_or_else(|| {
            refuse(format!("nothing in the script says which numbers `{name}` holds besides texts"))
        })?;
        let [value, rest] = halves(cx, &path, number.1);
        if action == "make_cols" {
            columns.push(format!("{}: {value}", quoted(cx, &format!("{name}_{}", number.0))));
            columns.push(format!("{}: {rest}", quoted(cx, &format!("{name}_string"))));
            dropped.push(quoted(cx, name));
        } else {
            let fields = format!(
                "{f}.struct({value}.alias({}), {rest}.alias({}))",
                quoted(cx, number.0),
                quoted(cx, "string"),
                f = cx.functions,
            );
            let column = path.column(cx);
            let f = cx.functions;
            columns.push(format!("{}: {f}.when({column}.isNotNull(), {fields})", quoted(cx, name)));
        }
        out.note(format!(
            "`{name}` is a text here; in Glue it was a choice of {} and string, and no text of it is a number",
            number.0
        ));
    }
    if columns.is_empty() {
        return Err(Refusal::new(specs, "the specs are empty"));
    }
    out.text = match &columns[..] {
        [one] => format!(".withColumn({})", one.replacen(": ", ", ", 1)),
        many => format!(".withColumns({{{}}})", many.join(", ")),
    };
    if !dropped.is_empty() {
        out.text.push_str(&format!(".drop({})", dropped.join(", ")));
    }
    Ok(out)
}

/// The numbers of a column, and the texts that are none.
fn halves(cx: &LowerCx<'_>, path: &Path, kind: &str) -> [String; 2] {
    let number = cast(cx, path, kind);
    let column = path.column(cx);
    let rest = format!("{}.when({number}.isNull(), {column})", cx.functions);
    [number, rest]
}

/// The one kind of number that a script says a column holds: by a name that `make_cols` gives (`c_long`), by
/// a path into what `make_struct` gives (`c.long`), or by a cast of the same column.
fn number(text: &str, column: &str) -> Option<(&'static str, &'static str)> {
    let mut found = NUMBERS.iter().filter(|(kind, _)| {
        stands(text, &format!("{column}_{kind}"))
            || stands(text, &format!("{column}.{kind}"))
            || ["cast", "project"]
                .iter()
                .any(|verb| is_cast(text, column, &format!("{verb}:{kind}")))
    });
    let first = found.next()?;
    found.next().is_none().then_some(*first)
}

/// Whether a name stands in a text, and not as a part of a longer one.
fn stands(text: &str, name: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(name)
        .any(|(at, _)| !text[..at].ends_with(part) && !text[at + name.len()..].starts_with(part))
}

/// Whether a spec in the text casts a column so: `("c", "cast:long")`.
fn is_cast(text: &str, column: &str, action: &str) -> bool {
    let quotes = ['"', '\''];
    text.match_indices(column).any(|(at, _)| {
        let behind = text[at + column.len()..].strip_prefix(quotes);
        let spec = behind.and_then(|rest| rest.trim_start().strip_prefix(','));
        let spec = spec.and_then(|rest| rest.trim_start().strip_prefix(quotes));
        let spec = spec.and_then(|rest| rest.strip_prefix(action));
        text[..at].ends_with(quotes) && spec.is_some_and(|rest| rest.starts_with(quotes))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::testing::Script;

    fn lowered(specs: &str, text: &str) -> Result<String, String> {
        let found = Script::new(specs).with_expr(|cx, id| split(cx, id, text));
        found.map(|l| l.text).map_err(|r| r.message)
    }

    #[test]
    fn splits_a_column_of_texts_and_numbers() {
        assert_eq!(
            lowered("[('c', 'make_cols')]", "x['c_long']").unwrap(),
            concat!(
                r#".withColumns({"c_long": F.col("c").try_cast("bigint"), "#,
                r#""c_string": F.when(F.col("c").try_cast("bigint").isNull(), F.col("c"))}).drop("c")"#
            )
        );
        assert_eq!(
            lowered("[('c', 'make_struct')]", "specs=[(\"c\", 'cast:double')]").unwrap(),
            concat!(
                r#".withColumn("c", F.when(F.col("c").isNotNull(), F.struct(F.col("c").try_cast("double").alias("double"), "#,
                r#"F.when(F.col("c").try_cast("double").isNull(), F.col("c")).alias("string"))))"#
            )
        );
    }

    #[test]
    fn refuses_what_the_script_does_not_tell() {
        for (specs, text) in [
            ("[('c', 'make_cols')]", "c_longer, abc_long, c_string, ('c', 'cast:string')"),
            ("[('c', 'make_cols')]", "c_long, c_int"),
            ("[('c.d', 'make_cols')]", "d_long"),
            ("[('c', 'make_cols'), ('c', 'make_struct')]", "c_long"),
            ("[('c', 'make_cols'), ('d', 'cast:int')]", "c_long"),
            ("[]", ""),
        ] {
            assert!(lowered(specs, text).is_err(), "{specs}");
        }
    }
}
