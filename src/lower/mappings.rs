//! An `ApplyMapping` list as the arguments of one `select`.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::python::ast::{ExprId, ExprKind};

use super::cast::cast;
use super::path::Path;
use super::types::{GlueType, counts_seconds, never_cast};
use super::{LowerCx, LowerResult, Lowered, Refusal, excerpt, quoted, resolve, text_of};

const STRUCT_NOTE: &str = "a struct built by the mapping is a struct of nulls where all of its \
     sources are null; Glue leaves it out";
const THREE_NOTE: &str = "a mapping of three is read as (source, target, target type)";

/// One mapping.
struct Mapping {
    expr: ExprId,
    source: Path,
    target: Path,
    /// The type to cast to; `None` keeps the value as it is.
    cast: Option<String>,
}

/// The columns of one level of the target, in order of first appearance.
enum Column<'m> {
    Plain(&'m Mapping),
    Struct(&'m str, Columns<'m>),
}

/// Columns in their order, found by name. Spark ignores case, so `ID` beside `id` could not be told
/// apart afterwards.
#[derive(Default)]
struct Columns<'m> {
    all: Vec<Column<'m>>,
    by_name: FxHashMap<String, usize>,
}

/// The arguments of the `select` that does what the mappings say, separated by `, `.
///
/// `typed_source` says that the frame's columns have the types that the mappings name as theirs, so
/// that a mapping to the same type needs no cast.
///
/// # Errors
/// Where a mapping is not a tuple of literals, or has no counterpart in Spark.
pub fn select_columns(cx: &LowerCx<'_>, mappings: ExprId, typed_source: bool) -> LowerResult {
    let mut out = Lowered::default();
    let mut parsed = Vec::new();
    for item in entries(cx, mappings)? {
        parsed.push(mapping(cx, item, typed_source, &mut out)?);
    }
    if parsed.is_empty() {
        return Err(Refusal::new(mappings, "the mappings are empty"));
    }
    let mut columns = Columns::default();
    for mapping in &parsed {
        if mapping.target.nested() {
            out.note(STRUCT_NOTE);
        }
        insert(&mut columns, mapping, 0)?;
    }
    let columns: Vec<_> = columns.all.iter().map(|c| spell(cx, c)).collect();
    out.text = columns.join(", ");
    Ok(out)
}

/// The tuples of a list, or the one tuple that stands for a list of one.
pub(super) fn entries(cx: &LowerCx<'_>, list: ExprId) -> Result<Vec<ExprId>, Refusal> {
    let found = resolve(cx, list);
    match &cx.module.expr(found).kind {
        ExprKind::Tuple(items) if items.first().is_some_and(|i| text_of(cx, *i).is_some()) => {
            Ok(vec![found])
        }
        ExprKind::List(items) | ExprKind::Tuple(items) => Ok(items.clone()),
        _ => Err(Refusal::new(
            list,
            format!("`{}` is not a literal list of tuples", excerpt(cx, list)),
        )),
    }
}

/// The top-level columns that literal mappings give, in order.
pub(super) fn target_roots(cx: &LowerCx<'_>, mappings: ExprId) -> Option<Vec<String>> {
    let mut found: Vec<String> = Vec::new();
    let mut seen = FxHashSet::default();
    for entry in entries(cx, mappings).ok()? {
        let parts = texts(cx, entry).ok()?;
        let target = if parts.len() == 4 { parts.get(2)? } else { parts.get(1)? };
        let root = Path::parse(target)?.root().to_owned();
        if seen.insert(root.clone()) {
            found.push(root);
        }
    }
    Some(found)
}

/// Whether each mapping is literal and gives its target a type that is no struct, array or map.
pub(super) fn all_scalar(cx: &LowerCx<'_>, mappings: ExprId) -> bool {
    let scalar = |entry: &ExprId| {
        texts(cx, *entry).is_ok_and(|parts| {
            let to = (parts.len() > 2).then(|| parts.last()).flatten();
            matches!(to.map(|t| GlueType::parse(t)), Some(Ok(GlueType::Scalar { .. })))
        })
    };
    entries(cx, mappings).is_ok_and(|entries| entries.iter().all(scalar))
}

/// The type that literal mappings give a top-level column, as Spark calls it.
pub(super) fn target_type(cx: &LowerCx<'_>, mappings: ExprId, name: &str) -> Option<String> {
    let mut found = None;
    for entry in entries(cx, mappings).ok()? {
        let parts = texts(cx, entry).ok()?;
        let target = Path::parse(parts.get(if parts.len() == 4 { 2 } else { 1 })?)?;
        if !target.root().eq_ignore_ascii_case(name) {
            continue;
        }
        if target.nested() {
            return Some("struct".to_owned());
        }
        // A name that is mapped to twice is of the type that both say.
        let to = (parts.len() > 2).then(|| GlueType::parse(parts.last()?).ok()).flatten()?;
        let spark = match to {
            GlueType::Scalar { spark, .. } => spark,
            GlueType::Complex(name) => name.to_owned(),
        };
        if found.replace(spark.clone()).is_some_and(|other| other != spark) {
            return None;
        }
    }
    found
}

/// The literal texts of one tuple.
pub(super) fn texts(cx: &LowerCx<'_>, entry: ExprId) -> Result<Vec<String>, Refusal> {
    let ExprKind::Tuple(parts) = &cx.module.expr(resolve(cx, entry)).kind else {
        return Err(Refusal::new(
            entry,
            format!("`{}` is not a literal tuple", excerpt(cx, entry)),
        ));
    };
    let text = |part: &ExprId| {
        text_of(cx, *part).ok_or_else(|| {
            Refusal::new(*part, format!("`{}` is not a literal text", excerpt(cx, *part)))
        })
    };
    parts.iter().map(text).collect()
}

/// Reads a path, or says that it is none.
pub(super) fn path(expr: ExprId, text: &str) -> Result<Path, Refusal> {
    Path::parse(text).ok_or_else(|| Refusal::new(expr, format!("`{text}` is not a path")))
}

fn mapping(
    cx: &LowerCx<'_>,
    expr: ExprId,
    typed_source: bool,
    out: &mut Lowered,
) -> Result<Mapping, Refusal> {
    let parts = texts(cx, expr)?;
    let (source, from, target, to) = match &parts[..] {
        [source, target] => (source, None, target, None),
        [source, target, to] => {
            out.note(THREE_NOTE);
            (source, None, target, Some(to))
        }
        [source, from, target, to] => (source, Some(from), target, Some(to)),
        _ => {
            return Err(Refusal::new(
                expr,
                format!("a mapping has 2, 3 or 4 parts, not {}", parts.len()),
            ));
        }
    };
    let source = path(expr, source)?;
    let target = path(expr, target)?;
    if source.through_array() || target.through_array() {
        return Err(Refusal::new(expr, "a mapping cannot go through an array"));
    }
    let cast = match to {
        Some(to) => cast_type(expr, from.map(String::as_str), to, typed_source, out)?,
        None => None,
    };
    Ok(Mapping { expr, source, target, cast })
}

/// The Spark type to cast to, `None` where the value stays as it is.
fn cast_type(
    expr: ExprId,
    from: Option<&str>,
    to: &str,
    typed_source: bool,
    out: &mut Lowered,
) -> Result<Option<String>, Refusal> {
    // A source type is only a hint: one that is not known (`varchar(10)`) still asks for the cast.
    let from = from.and_then(|f| GlueType::parse(f).ok());
    let to = GlueType::parse(to).map_err(|message| Refusal::new(expr, message))?;
    match (&from, &to) {
        (Some(GlueType::Complex(from)), GlueType::Complex(to)) if from == to => Ok(None),
        (None, GlueType::Complex(to)) => {
            Err(Refusal::new(expr, format!("a value cannot be cast to `{to}` without its parts")))
        }
        (_, GlueType::Complex(to)) => {
            Err(Refusal::new(expr, format!("a value of another type cannot be cast to `{to}`")))
        }
        (Some(GlueType::Complex(from @ ("array" | "struct" | "map"))), _) => {
            Err(Refusal::new(expr, format!("what Glue makes of a cast from `{from}` is not known")))
        }
        (_, GlueType::Scalar { spark, note }) => {
            let same = from.as_ref() == Some(&to);
            let text = to.is_string() && from.as_ref().is_some_and(GlueType::is_plain_string);
            if text || same && (typed_source || to.is_string()) {
                note.filter(|_| text).iter().for_each(|note| out.note(*note));
                return Ok(None);
            }
            if let Some(GlueType::Scalar { spark: from, .. }) = &from
                && never_cast(from, spark)
            {
                let message = format!(
                    "Spark casts no `{from}` to `{spark}`, and what Glue makes of it is not known"
                );
                return Err(Refusal::new(expr, message));
            }
            if let Some(GlueType::Scalar { spark: from, .. }) = &from
                && counts_seconds(from, spark)
            {
                out.note("a number of a time is its seconds since 1970, as in Spark");
            }
            note.iter().for_each(|note| out.note(*note));
            Ok(Some(spark.clone()))
        }
    }
}

fn insert<'m>(
    columns: &mut Columns<'m>,
    mapping: &'m Mapping,
    depth: usize,
) -> Result<(), Refusal> {
    let name = mapping.target.segments[depth].name.as_str();
    let last = depth + 1 == mapping.target.segments.len();
    let key = name.to_ascii_lowercase();
    if let Some(known) = columns.by_name.get(&key) {
        return match &mut columns.all[*known] {
            Column::Struct(_, fields) if !last => insert(fields, mapping, depth + 1),
            _ => Err(Refusal::new(
                mapping.expr,
                format!("`{}` is a target twice", mapping.target.dotted()),
            )),
        };
    }
    let new = if last {
        Column::Plain(mapping)
    } else {
        let mut fields = Columns::default();
        insert(&mut fields, mapping, depth + 1)?;
        Column::Struct(name, fields)
    };
    columns.by_name.insert(key, columns.all.len());
    columns.all.push(new);
    Ok(())
}

fn spell(cx: &LowerCx<'_>, column: &Column<'_>) -> String {
    let mapping = match column {
        Column::Struct(name, fields) => {
            cx.uses_functions.set(true);
            let fields: Vec<_> = fields.all.iter().map(|f| spell(cx, f)).collect();
            let f = cx.functions;
            let fields = fields.join(", ");
            return format!("{f}.struct({fields}).alias({})", quoted(cx, name));
        }
        Column::Plain(mapping) => mapping,
    };
    let (source, name) = (&mapping.source, mapping.target.leaf());
    let kept = !source.nested() && source.leaf() == name;
    match &mapping.cast {
        None if kept && source.dotted() == name => quoted(cx, name),
        None if kept => source.column(cx),
        None => format!("{}.alias({})", source.column(cx), quoted(cx, name)),
        Some(to) => format!("{}.alias({})", cast(cx, source, to), quoted(cx, name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::SparkVersion;
    use crate::lower::testing::Script;
    use crate::lower::types::{BARE_DECIMAL_NOTE, TEXT_NOTE};

    fn lowered(text: &str, typed: bool) -> LowerResult {
        Script::new(text).with_expr(|cx, e| select_columns(cx, e, typed))
    }

    fn text(source: &str) -> String {
        lowered(source, false).unwrap().text
    }

    #[test]
    fn keeps_renames_and_casts() {
        for (mappings, expected) in [
            (r#"[("a", "string", "a", "string"), ("b", "b")]"#, r#""a", "b""#),
            (
                r#"[("a", "string", "a", "string"), ("b", "string", "c", "string")]"#,
                r#""a", F.col("b").alias("c")"#,
            ),
            (
                r#"[("a", "string", "a", "int"), ("b", "long", "b", "string")]"#,
                r#"F.col("a").try_cast("int").alias("a"), F.col("b").cast("string").alias("b")"#,
            ),
            (r#"("a", "int", "b", "Long")"#, r#"F.col("a").try_cast("bigint").alias("b")"#),
            (r#"(("a", "a"), ("b", "c"))"#, r#""a", F.col("b").alias("c")"#),
            (r#"[("a.b", "string", "b", "string")]"#, r#"F.col("a.b").alias("b")"#),
            (r#"[("`a.b`", "string", "c", "string")]"#, r#"F.col("`a.b`").alias("c")"#),
            (r#"[("a", "string", "`x.y`", "string")]"#, r#"F.col("a").alias("x.y")"#),
            (r#"[("`x.y`", "string", "`x.y`", "string")]"#, r#"F.col("`x.y`")"#),
            (
                r#"[("order id", "string", "order id", "string"), ("a", "array", "b", "array")]"#,
                r#""order id", F.col("a").alias("b")"#,
            ),
            (
                r#"[("zip", "string", "adr.zip", "int"), ("n", "n"), ("st", "string", "adr.state", "string"), ("ci", "string", "adr.ci", "string"), ("g", "string", "adr.geo.lat", "double")]"#,
                r#"F.struct(F.col("zip").try_cast("int").alias("zip"), F.col("st").alias("state"), "ci", F.struct(F.col("g").try_cast("double").alias("lat")).alias("geo")).alias("adr"), "n""#,
            ),
            (
                r#"[("a", "string", "a", "varchar"), ("b", "long", "b", "char(2)")]"#,
                r#""a", F.col("b").cast("string").alias("b")"#,
            ),
            ("N = 'string'\nM = [('a', N, 'b' 'c', N)]\nM\n", r#"F.col("a").alias("bc")"#),
            ("m = [\n  (\"a\", \"a\"),  # why\n  (\"b\", \"b\"),\n]\n", r#""a", "b""#),
        ] {
            assert_eq!(text(mappings), expected, "{mappings}");
        }
    }

    #[test]
    fn typed_sources_need_no_cast_to_the_same_type() {
        let mappings = r#"[("a", "int", "a", "integer"), ("b", "int", "b", "long")]"#;
        assert_eq!(
            lowered(mappings, true).unwrap().text,
            r#""a", F.col("b").try_cast("bigint").alias("b")"#
        );
        assert_eq!(
            text(r#"[("a", "int", "a", "int")]"#),
            r#"F.col("a").try_cast("int").alias("a")"#
        );
    }

    #[test]
    fn notes_what_it_depends_on() {
        let notes = |m: &str| lowered(m, false).unwrap().notes;
        assert_eq!(notes(r#"[("a", "string", "a", "decimal")]"#), [BARE_DECIMAL_NOTE]);
        assert_eq!(notes(r#"[("a", "string", "a", "varchar(9)")]"#), [TEXT_NOTE]);
        assert_eq!(notes(r#"[("a", "a", "string")]"#), [THREE_NOTE]);
        assert_eq!(notes(r#"[("a", "b.c"), ("d", "b.d")]"#), [STRUCT_NOTE]);
        assert!(notes(r#"[("a", "a")]"#).is_empty());
    }

    #[test]
    fn spells_for_spark_3() {
        let script =
            Script::new("[('a', 'string', 'a', 'date')]").spark(SparkVersion::V3_5).quote('\'');
        let got = script.with_expr(|cx, e| {
            let text = select_columns(cx, e, false).unwrap().text;
            assert!(cx.uses_functions.get());
            text
        });
        assert_eq!(got, "F.expr('try_cast(`a` AS date)').alias('a')");
    }

    #[test]
    fn says_what_a_number_of_a_time_is() {
        for (mapping, said) in [
            ("[('a', 'long', 'a', 'timestamp')]", true),
            ("[('a', 'timestamp', 'a', 'double')]", true),
            ("[('a', 'string', 'a', 'timestamp')]", false),
            ("[('a', 'timestamp', 'a', 'date')]", false),
        ] {
            let notes = lowered(mapping, false).unwrap().notes;
            assert_eq!(notes.iter().any(|note| note.contains("seconds")), said, "{mapping}");
        }
    }

    #[test]
    fn refuses_what_it_cannot_read() {
        for (mappings, message) in [
            ("[]", "the mappings are empty"),
            ("x", "`x` is not a literal list of tuples"),
            ("[('a', 'a'), x]", "`x` is not a literal tuple"),
            ("[*x]", "`*x` is not a literal tuple"),
            ("[('a', b)]", "`b` is not a literal text"),
            ("[(f'{a}', 'b')]", "`f'{a}'` is not a literal text"),
            ("[['a', 'a']]", "`['a', 'a']` is not a literal tuple"),
            ("[(c, c) for c in cols]", "`[(c, c) for c in cols]` is not a literal list of tuples"),
            ("[('a', 'x'), ('b', 'X')]", "`X` is a target twice"),
            ("[('a', 'x'), ('b', 'x.y')]", "`x.y` is a target twice"),
            ("[('a', 'x.y'), ('b', 'x')]", "`x` is a target twice"),
            (
                "[('a', 'string', 'a', 'array')]",
                "a value of another type cannot be cast to `array`",
            ),
            (
                "[('a', 'struct', 'a', 'string')]",
                "what Glue makes of a cast from `struct` is not known",
            ),
            (
                "[('a', 'date', 'a', 'long')]",
                "Spark casts no `date` to `bigint`, and what Glue makes of it is not known",
            ),
            ("[('a', 'string', 'a', 'text')]", "`text` is not a type of Glue"),
            ("[('a',)]", "a mapping has 2, 3 or 4 parts, not 1"),
            ("[('a[].b', 'b')]", "a mapping cannot go through an array"),
            ("[('a..b', 'b')]", "`a..b` is not a path"),
        ] {
            assert_eq!(lowered(mappings, false).unwrap_err().message, message);
        }
    }
}
