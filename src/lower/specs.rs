//! `resolveChoice` specs as casts of columns.

use rustc_hash::FxHashMap;

use crate::python::ast::ExprId;

use super::cast::cast;
use super::mappings::{entries, path, texts};
use super::nested::{Change, Column};
use super::path::{Path, Segment};
use super::types::GlueType;
use super::{LowerCx, LowerResult, Lowered, Refusal, quoted};

const PROJECT_NOTE: &str =
    "`project` is read as a cast; Glue may instead null the values of other types";

/// One spec: a column and its new type.
struct Spec {
    path: Path,
    spark: String,
}

/// The `.withColumn(…)` calls, starting with the dot, that cast the columns as the specs say.
///
/// # Errors
/// Where a spec is not a literal tuple, goes through an array, or asks for more than a cast.
pub fn with_columns(cx: &LowerCx<'_>, specs: ExprId) -> LowerResult {
    let mut out = Lowered::default();
    let mut parsed: Vec<Spec> = Vec::new();
    let mut by_root: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for entry in entries(cx, specs)? {
        let spec = spec(cx, entry, &mut out)?;
        // Only paths of one root can overlap, and few do.
        let same = by_root.entry(spec.path.root().to_ascii_lowercase()).or_default();
        if same.iter().any(|at| overlap(&parsed[*at].path, &spec.path)) {
            return Err(Refusal::new(entry, format!("`{}` has two specs", spec.path.dotted())));
        }
        same.push(parsed.len());
        parsed.push(spec);
    }
    if parsed.is_empty() {
        return Err(Refusal::new(specs, "the specs are empty"));
    }
    // One new value a top-level column: fields of one struct are set together.
    let mut columns: Vec<(&str, String)> = Vec::new();
    let mut at: FxHashMap<String, usize> = FxHashMap::default();
    for spec in &parsed {
        let root = spec.path.root();
        let key = root.to_ascii_lowercase();
        let known = at.get(&key).copied();
        let of_root = || by_root.get(&key).into_iter().flatten().map(|at| &parsed[*at]);
        let new = if of_root().any(|s| s.path.through_array()) {
            if known.is_some() {
                continue;
            }
            through_arrays(cx, specs, of_root())?
        } else if spec.path.nested() {
            let value = cast(cx, &spec.path, &spec.spark);
            let field = format!(".withField({}, {value})", quoted(cx, &spec.path.inside()));
            if let Some(known) = known {
                columns[known].1.push_str(&field);
                continue;
            }
            Path::top(root).column(cx) + &field
        } else {
            cast(cx, &spec.path, &spec.spark)
        };
        at.insert(key, columns.len());
        columns.push((root, new));
    }
    out.text = if let [(name, value)] = &columns[..] {
        format!(".withColumn({}, {value})", quoted(cx, name))
    } else {
        let items: Vec<_> =
            columns.iter().map(|(name, value)| format!("{}: {value}", quoted(cx, name))).collect();
        format!(".withColumns({{{}}})", items.join(", "))
    };
    Ok(out)
}

/// The new value of a column whose fields are reached through arrays.
fn through_arrays<'s>(
    cx: &LowerCx<'_>,
    at: ExprId,
    specs: impl Iterator<Item = &'s Spec>,
) -> Result<String, Refusal> {
    let mut column: Option<Column> = None;
    for spec in specs {
        let column = column.get_or_insert_with(|| Column::new(&spec.path));
        if !column.add(&spec.path, Change::Cast(spec.spark.clone())) {
            let message = format!("`{}` is an array in one spec only", spec.path.root());
            return Err(Refusal::new(at, message));
        }
    }
    column.and_then(|c| c.value(cx)).ok_or_else(|| {
        Refusal::new(at, "Spark 3.5 has no try_cast for the items of an array".to_owned())
    })
}

/// Whether one path is the other or leads to it.
fn overlap(a: &Path, b: &Path) -> bool {
    let same = |(x, y): (&Segment, &Segment)| x.name.eq_ignore_ascii_case(&y.name);
    a.segments.iter().zip(&b.segments).all(same)
}

fn spec(cx: &LowerCx<'_>, entry: ExprId, out: &mut Lowered) -> Result<Spec, Refusal> {
    let parts = texts(cx, entry)?;
    let [column, action] = &parts[..] else {
        return Err(Refusal::new(entry, format!("a spec has 2 parts, not {}", parts.len())));
    };
    let path = path(entry, column)?;
    if path.root() == "*" {
        let message = "`*` is no column, and whether Glue takes it for all of them is not known";
        return Err(Refusal::new(entry, message));
    }
    let (verb, name) = match action.split_once(':') {
        Some((verb, name)) => (verb.trim().to_ascii_lowercase(), name),
        None => (action.trim().to_ascii_lowercase(), ""),
    };
    match verb.as_str() {
        "cast" => {}
        "project" => out.note(PROJECT_NOTE),
        "make_cols" | "make_struct" | "keepasstruct" | "match_catalog" => {
            return Err(Refusal::new(
                entry,
                format!("`{verb}` splits a column of several types, which Spark never has"),
            ));
        }
        _ => {
            return Err(Refusal::new(
                entry,
                format!("`{action}` is not an action of resolveChoice"),
            ));
        }
    }
    match GlueType::parse(name).map_err(|message| Refusal::new(entry, message))? {
        GlueType::Scalar { spark, note } => {
            note.iter().for_each(|note| out.note(*note));
            Ok(Spec { path, spark })
        }
        GlueType::Complex(to) => {
            Err(Refusal::new(entry, format!("a value cannot be cast to `{to}` without its parts")))
        }
    }
}

/// The type that literal specs cast a top-level column to, as Spark calls it.
pub(super) fn cast_type(cx: &LowerCx<'_>, specs: ExprId, name: &str) -> Option<String> {
    let mut notes = Lowered::default();
    let mut found = entries(cx, specs).ok()?.into_iter().filter_map(|entry| {
        let spec = spec(cx, entry, &mut notes).ok()?;
        let top = !spec.path.nested() && !spec.path.through_array();
        (top && spec.path.root().eq_ignore_ascii_case(name)).then_some(spec.spark)
    });
    found.next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::SparkVersion;
    use crate::lower::testing::Script;

    fn lowered(text: &str) -> LowerResult {
        Script::new(text).with_expr(with_columns)
    }

    #[test]
    fn casts_columns_and_fields() {
        for (specs, expected) in [
            ("[('c', 'cast:long')]", r#".withColumn("c", F.col("c").try_cast("bigint"))"#),
            ("('c', 'cast:String')", r#".withColumn("c", F.col("c").cast("string"))"#),
            (
                "[('c', 'cast:int'), ('`d.e`', 'cast:date')]",
                r#".withColumns({"c": F.col("c").try_cast("int"), "d.e": F.col("`d.e`").try_cast("date")})"#,
            ),
            (
                "[('a[].b', 'cast:int'), ('c', 'cast:date'), ('a[].d', 'cast:string')]",
                r#".withColumns({"a": F.transform(F.col("a"), lambda item: item.withField("b", item["b"].try_cast("int")).withField("d", item["d"].cast("string"))), "c": F.col("c").try_cast("date")})"#,
            ),
            (
                "[('a.b', 'cast:int'), ('a.c.d', 'project:double')]",
                r#".withColumn("a", F.col("a").withField("b", F.col("a.b").try_cast("int")).withField("c.d", F.col("a.c.d").try_cast("double")))"#,
            ),
        ] {
            assert_eq!(lowered(specs).unwrap().text, expected, "{specs}");
        }
        assert_eq!(lowered("[('c', 'project:int')]").unwrap().notes, [PROJECT_NOTE]);
        let old = Script::new("[('a.b', 'cast:int')]").spark(SparkVersion::V3_5);
        assert_eq!(
            old.with_expr(with_columns).unwrap().text,
            r#".withColumn("a", F.col("a").withField("b", F.expr("try_cast(`a`.`b` AS int)")))"#
        );
    }

    #[test]
    fn refuses_what_is_not_a_cast() {
        for (specs, message) in [
            ("[]", "the specs are empty"),
            ("x", "`x` is not a literal list of tuples"),
            (
                "[('c', 'make_cols')]",
                "`make_cols` splits a column of several types, which Spark never has",
            ),
            ("[('a[].c', 'cast:int'), ('a.d', 'cast:int')]", "`a` is an array in one spec only"),
            ("[('c', 'cast:int'), ('C', 'cast:int')]", "`C` has two specs"),
            ("[('c', 'cast:int'), ('c.d', 'cast:int')]", "`c.d` has two specs"),
            ("[('c', 'cast')]", "`` is not a type of Glue"),
            (
                "[('*', 'cast:string')]",
                "`*` is no column, and whether Glue takes it for all of them is not known",
            ),
            ("[('c', 'cast:array')]", "a value cannot be cast to `array` without its parts"),
            ("[('c', 'drop')]", "`drop` is not an action of resolveChoice"),
            ("[('c', 'cast:int', 'x')]", "a spec has 2 parts, not 3"),
        ] {
            assert_eq!(lowered(specs).unwrap_err().message, message);
        }
    }
}
