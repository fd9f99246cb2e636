//! Lists of field names: dropping, selecting and renaming.

use crate::python::ast::{ExprId, ExprKind};

use super::mappings::path;
use super::nested::{Change, Column};
use super::path::Path;
use super::{LowerCx, LowerResult, Lowered, Refusal, excerpt, operand, quoted, resolve, text_of};

const STRUCT_NOTE: &str = "the columns that fields are dropped from are structs that keep at least \
     one field (drop the whole column where they do not); an array of structs needs F.transform";

/// One name of a list.
enum Name {
    Literal(Path),
    /// An expression that gives a name when the script runs.
    Computed(ExprId),
}

/// The names of a literal list, or of a literal text that stands for a list of one.
///
/// # Errors
/// Where any of them is not a literal text.
pub fn names(cx: &LowerCx<'_>, expr: ExprId) -> Result<Vec<String>, Refusal> {
    let found = resolve(cx, expr);
    if let Some(text) = text_of(cx, found) {
        return Ok(vec![text]);
    }
    let Some(items) = items(cx, found) else {
        return Err(Refusal::new(
            expr,
            format!("`{}` is not a literal list of names", excerpt(cx, expr)),
        ));
    };
    let text = |item: &ExprId| {
        text_of(cx, *item).ok_or_else(|| {
            Refusal::new(*item, format!("`{}` is not a literal text", excerpt(cx, *item)))
        })
    };
    items.iter().map(text).collect()
}

/// The calls, starting with the dot, that drop fields; empty where there are none.
///
/// # Errors
/// Where a path goes through an array.
pub fn drop_suffix(cx: &LowerCx<'_>, paths: ExprId) -> LowerResult {
    let mut out = Lowered::default();
    let Some(names) = list(cx, paths)? else {
        out.text = format!(".drop(*{})", starred(cx, paths)?);
        out.note(list_note(cx, paths));
        return Ok(out);
    };
    let (mut top, mut args, mut arrays) = (Vec::new(), Vec::new(), Vec::new());
    let mut nested: Vec<(&str, Vec<String>)> = Vec::new();
    let mut inside = Vec::new();
    for name in &names {
        match name {
            Name::Computed(expr) => {
                args.push((cx.source)(*expr));
                out.note(computed_note(cx, *expr));
            }
            Name::Literal(path) if path.through_array() => arrays.push(path),
            Name::Literal(path) if path.nested() && path.is_plain() => inside.push(path),
            Name::Literal(path) if path.nested() => {
                let inside = quoted(cx, &path.inside());
                match nested.iter_mut().find(|(root, _)| *root == path.root()) {
                    Some((_, fields)) => fields.push(inside),
                    None => nested.push((path.root(), vec![inside])),
                }
                out.note(STRUCT_NOTE);
            }
            Name::Literal(path) => {
                top.push(path.root());
                args.push(quoted(cx, path.root()));
            }
        }
    }
    for (root, fields) in nested.iter().filter(|(root, _)| !top.contains(root)) {
        let column = Path::top(root).column(cx);
        let (name, fields) = (quoted(cx, root), fields.join(", "));
        let call = format!(".withColumn({name}, {column}.dropFields({fields}))");
        out.text.push_str(&call);
    }
    inside.retain(|path| !top.contains(&path.root()));
    if !inside.is_empty() {
        let paths: Vec<_> = inside.iter().map(|path| quoted(cx, &path.dotted())).collect();
        let call = format!(".transform(\u{1}drop_nested\u{1}, {})", paths.join(", "));
        out.text.push_str(&call);
    }
    arrays.retain(|path| !top.contains(&path.root()));
    out.text.push_str(&dropped_in_arrays(cx, paths, &arrays, &nested, &inside)?);
    if !args.is_empty() {
        let call = format!(".drop({})", args.join(", "));
        out.text.push_str(&call);
    }
    Ok(out)
}

/// The calls that drop fields of structs inside arrays (`a[].b`).
fn dropped_in_arrays(
    cx: &LowerCx<'_>,
    paths: ExprId,
    arrays: &[&Path],
    nested: &[(&str, Vec<String>)],
    inside: &[&Path],
) -> Result<String, Refusal> {
    let mut columns: Vec<Column> = Vec::new();
    for path in arrays {
        let root = path.root();
        let at = columns.iter().position(|c| c.name() == root).unwrap_or_else(|| {
            columns.push(Column::new(path));
            columns.len() - 1
        });
        let whole = path.segments.last().is_some_and(|s| s.array);
        let twice = nested.iter().map(|n| n.0).chain(inside.iter().map(|p| p.root()));
        if whole || twice.into_iter().any(|r| r == root) || !columns[at].add(path, Change::Drop) {
            let message = format!("`{}` is an array in one path only", path.dotted());
            return Err(Refusal::new(paths, message));
        }
    }
    let call = |column: &Column| {
        let value = column.value(cx).unwrap_or_default();
        format!(".withColumn({}, {value})", quoted(cx, column.name()))
    };
    Ok(columns.iter().map(call).collect())
}

/// The arguments of the `select` that keeps top-level columns.
///
/// # Errors
/// Where a path is nested, or there are no paths.
pub fn select_args(cx: &LowerCx<'_>, paths: ExprId) -> LowerResult {
    let mut out = Lowered::default();
    let Some(names) = list(cx, paths)? else {
        out.text = format!("*{}", starred(cx, paths)?);
        out.note(list_note(cx, paths));
        return Ok(out);
    };
    let mut args: Vec<String> = Vec::new();
    for name in &names {
        match name {
            Name::Literal(path) if path.nested() || path.through_array() => {
                return Err(Refusal::new(
                    paths,
                    format!("`{}` is not a top-level field", path.dotted()),
                ));
            }
            // A field that is named twice is there once.
            Name::Literal(path) => {
                let arg = quoted(cx, &path.dotted());
                if !args.contains(&arg) {
                    args.push(arg);
                }
            }
            Name::Computed(expr) => {
                args.push((cx.source)(*expr));
                out.note(computed_note(cx, *expr));
            }
        }
    }
    if args.is_empty() {
        return Err(Refusal::new(paths, "no field is selected"));
    }
    out.text = args.join(", ");
    Ok(out)
}

/// The call, starting with the dot, that renames one field; empty where both names are the same.
///
/// # Errors
/// Where a name is not literal, or the field moves to another struct.
pub fn rename_suffix(cx: &LowerCx<'_>, old: ExprId, new: ExprId) -> LowerResult {
    let literal = |expr: ExprId| match text_of(cx, expr) {
        Some(text) => path(expr, &text),
        None => Err(Refusal::new(expr, format!("`{}` is not a literal text", excerpt(cx, expr)))),
    };
    let (from, to) = (literal(old)?, literal(new)?);
    let mut out = Lowered::default();
    if from == to {
        return Ok(out);
    }
    let parent = from.segments.len() - 1;
    if from.segments.len() != to.segments.len() || from.segments[..parent] != to.segments[..parent]
    {
        return moved(cx, new, &from, &to);
    }
    // Spark would set the field itself and then drop it.
    if parent > 0 && from.leaf().eq_ignore_ascii_case(to.leaf()) {
        return Err(Refusal::new(new, "only the case of a field inside a struct changes"));
    }
    if from.through_array() {
        let mut column = Column::new(&from);
        column.add(&from, Change::Rename(to.leaf().to_owned()));
        let value = column.value(cx).unwrap_or_default();
        out.text = format!(".withColumn({}, {value})", quoted(cx, from.root()));
        return Ok(out);
    }
    if !from.nested() {
        out.text =
            format!(".withColumnRenamed({}, {})", quoted(cx, from.root()), quoted(cx, to.root()));
        return Ok(out);
    }
    out.text = format!(
        ".withColumn({}, {}.withField({}, {}).dropFields({}))",
        quoted(cx, from.root()),
        Path::top(from.root()).column(cx),
        quoted(cx, &to.inside()),
        from.column(cx),
        quoted(cx, &from.inside())
    );
    out.note(format!("`{}` is a struct", Path::top(from.root()).dotted()));
    Ok(out)
}

/// The calls, starting with the dot, that give a field another place: into a struct, out of one.
fn moved(cx: &LowerCx<'_>, at: ExprId, from: &Path, to: &Path) -> LowerResult {
    if from.through_array() || to.through_array() {
        return Err(Refusal::new(at, "a field moves into or out of an array"));
    }
    if from.segments.starts_with(&to.segments) || to.segments.starts_with(&from.segments) {
        return Err(Refusal::new(at, format!("`{}` takes the place of its struct", to.dotted())));
    }
    let mut out = Lowered::default();
    let column = from.column(cx);
    let mut call = |name: &str, value: String| {
        out.text.push_str(&format!(".withColumn({}, {value})", quoted(cx, name)));
    };
    if to.nested() {
        let target = Path::top(to.root()).column(cx);
        call(to.root(), format!("{target}.withField({}, {column})", quoted(cx, &to.inside())));
    } else {
        call(to.root(), column);
    }
    if from.nested() {
        let source = Path::top(from.root()).column(cx);
        call(from.root(), format!("{source}.dropFields({})", quoted(cx, &from.inside())));
        let root = Path::top(from.root());
        out.note(format!("`{}` is a struct that keeps at least one field", root.dotted()));
    } else {
        out.text.push_str(&format!(".drop({})", quoted(cx, from.root())));
    }
    if to.nested() {
        out.note(format!("`{}` is a struct", Path::top(to.root()).dotted()));
    }
    Ok(out)
}

fn items<'m>(cx: &'m LowerCx<'_>, found: ExprId) -> Option<&'m [ExprId]> {
    match &cx.module.expr(found).kind {
        ExprKind::List(items) | ExprKind::Tuple(items) => Some(items),
        _ => None,
    }
}

/// The names of a list in the script; `None` where the list is made elsewhere.
fn list(cx: &LowerCx<'_>, paths: ExprId) -> Result<Option<Vec<Name>>, Refusal> {
    let found = resolve(cx, paths);
    let one = match &cx.module.expr(found).kind {
        ExprKind::Str(_) => true,
        ExprKind::Binary(left, _, right) => [left, right]
            .iter()
            .any(|side| matches!(cx.module.expr(resolve(cx, **side)).kind, ExprKind::Str(_))),
        // `"{}_id".format(name)`
        ExprKind::Call(function, ..) => match cx.module.expr(*function).kind {
            ExprKind::Attribute(object, method) => {
                method.text != "split"
                    && matches!(cx.module.expr(resolve(cx, object)).kind, ExprKind::Str(_))
            }
            _ => false,
        },
        _ => false,
    };
    if one {
        return Ok(Some(vec![name(cx, paths)?]));
    }
    let Some(items) = items(cx, found) else {
        return Ok(None);
    };
    // `["a", *more]`: a star is as good in the arguments of `drop` and `select`.
    let names = items.iter().map(|item| name(cx, *item));
    Ok(Some(names.collect::<Result<_, _>>()?))
}

fn name(cx: &LowerCx<'_>, item: ExprId) -> Result<Name, Refusal> {
    match text_of(cx, item) {
        Some(text) => Ok(Name::Literal(path(item, &text)?)),
        None => Ok(Name::Computed(item)),
    }
}

/// A list that is made elsewhere, as it stands behind a `*`.
fn starred(cx: &LowerCx<'_>, paths: ExprId) -> Result<String, Refusal> {
    use ExprKind as K;
    match cx.module.expr(cx.module.unparen(paths)).kind {
        K::Name(_)
        | K::Attribute(..)
        | K::Call(..)
        | K::Subscript(..)
        | K::Binary(..)
        | K::Comprehension(..) => Ok(operand(cx, paths)),
        _ => Err(Refusal::new(paths, format!("`{}` is not a list of names", excerpt(cx, paths)))),
    }
}

fn list_note(cx: &LowerCx<'_>, paths: ExprId) -> String {
    format!("`{}` is a list of top-level names without back-ticks", excerpt(cx, paths))
}

fn computed_note(cx: &LowerCx<'_>, name: ExprId) -> String {
    format!("`{}` gives top-level names without back-ticks", excerpt(cx, name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::testing::Script;

    fn dropped(text: &str) -> String {
        Script::new(text).with_expr(drop_suffix).unwrap().text
    }

    fn selected(text: &str) -> LowerResult {
        Script::new(text).with_expr(select_args)
    }

    fn renamed(old: &str, new: &str) -> LowerResult {
        Script::new(&format!("f({old}, {new})")).with_expr(|cx, e| {
            let ExprKind::Call(_, args, _) = &cx.module.expr(e).kind else { panic!() };
            rename_suffix(cx, args[0].value, args[1].value)
        })
    }

    #[test]
    fn reads_names() {
        let read = |text: &str| Script::new(text).with_expr(names);
        assert_eq!(read("'a'").unwrap(), ["a"]);
        assert_eq!(read("N = ('a', 'b')\nN\n").unwrap(), ["a", "b"]);
        assert_eq!(read("['a', b]").unwrap_err().message, "`b` is not a literal text");
        assert_eq!(read("keys()").unwrap_err().message, "`keys()` is not a literal list of names");
    }

    #[test]
    fn drops() {
        for (paths, expected) in [
            ("[]", ""),
            ("'a'", r#".drop("a")"#),
            ("['a', '`.id`', 'x y']", r#".drop("a", ".id", "x y")"#),
            (
                "['s.x', 'a', 's.y.z']",
                ".transform(\u{1}drop_nested\u{1}, \"s.x\", \"s.y.z\").drop(\"a\")",
            ),
            ("['`s.t`.x']", r#".withColumn("s.t", F.col("`s.t`").dropFields("x"))"#),
            ("['s.x', 's', 's[].y']", r#".drop("s")"#),
            (
                "['a[].b', 'c', 'a[].d.e']",
                r#".withColumn("a", F.transform(F.col("a"), lambda item: item.withField("d", item["d"].dropFields("e")).dropFields("b"))).drop("c")"#,
            ),
            ("cols", ".drop(*cols)"),
            ("[c for c in cols]", ".drop(*[c for c in cols])"),
            ("old + new", ".drop(*(old + new))"),
            ("f'{a}_id'", ".drop(f'{a}_id')"),
            ("p + '_id'", ".drop(p + '_id')"),
            ("'{}_id'.format(p)", ".drop('{}_id'.format(p))"),
            ("'a,b'.split(',')", ".drop(*'a,b'.split(','))"),
            ("['a', p + 'b', *more]", r#".drop("a", p + 'b', *more)"#),
        ] {
            assert_eq!(dropped(paths), expected, "{paths}");
        }
        let refused = Script::new("['a[].b', 'a.c']").with_expr(drop_suffix);
        assert_eq!(refused.unwrap_err().message, "`a.b` is an array in one path only");
        let refused = Script::new("x if y else z").with_expr(drop_suffix);
        assert_eq!(refused.unwrap_err().message, "`x if y else z` is not a list of names");
    }

    #[test]
    fn selects() {
        for (paths, expected) in [
            ("'a'", r#""a""#),
            ("['a', '`b.c`', 'x y']", r#""a", "`b.c`", "x y""#),
            ("cols", "*cols"),
        ] {
            assert_eq!(selected(paths).unwrap().text, expected);
        }
        assert_eq!(selected("cols").unwrap().notes.len(), 1);
        assert_eq!(selected("['a.b']").unwrap_err().message, "`a.b` is not a top-level field");
        assert_eq!(selected("[]").unwrap_err().message, "no field is selected");
    }

    #[test]
    fn renames() {
        let text = |old, new| renamed(old, new).unwrap().text;
        assert_eq!(text("'a'", "'b'"), r#".withColumnRenamed("a", "b")"#);
        assert_eq!(text("'`sum(x)`'", "'total'"), r#".withColumnRenamed("sum(x)", "total")"#);
        assert_eq!(
            text("'a.b.c'", "'a.b.d'"),
            r#".withColumn("a", F.col("a").withField("b.d", F.col("a.b.c")).dropFields("b.c"))"#
        );
        assert_eq!(text("'a'", "'a'"), "");
        assert_eq!(
            text("'a.b'", "'c'"),
            r#".withColumn("c", F.col("a.b")).withColumn("a", F.col("a").dropFields("b"))"#
        );
        assert_eq!(
            text("'`a.b`'", "'c.d.e'"),
            r#".withColumn("c", F.col("c").withField("d.e", F.col("`a.b`"))).drop("a.b")"#
        );
        assert_eq!(
            text("'a[].b'", "'a[].c'"),
            r#".withColumn("a", F.transform(F.col("a"), lambda item: item.withField("c", item["b"]).dropFields("b")))"#
        );
        for (old, new, message) in [
            ("'a.b'", "'a'", "`a` takes the place of its struct"),
            ("'a'", "x", "`x` is not a literal text"),
            ("'a.b'", "'a.B'", "only the case of a field inside a struct changes"),
            ("'a[].b'", "'c'", "a field moves into or out of an array"),
        ] {
            assert_eq!(renamed(old, new).unwrap_err().message, message);
        }
    }
}
