//! Small values: arguments with their defaults, lists of names in one text, patterns of dates.

use super::fragments::FragmentCx;
use super::names::names;
use super::path::Path;
use super::{LowerResult, Lowered, Refusal};
use crate::config::SparkVersion;
use crate::python::ast::{Arg, ExprId, ExprKind, StmtKind};
use crate::python::scope::Binding;
use crate::rules::bind::Value;
use crate::script::Script;
use crate::types::Callee;

fn plain(text: impl Into<String>) -> LowerResult {
    Ok(Lowered { text: text.into(), notes: Vec::new() })
}

/// `given(argument)`: the argument, or the default that the stub gives it.
pub(super) fn given(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    if let Some(value) = cx.value(&args[0])? {
        return plain((cx.source)(value));
    }
    let default = match cx.script.typing.callees.get(&cx.call) {
        Some(Callee::Op { func, .. }) => {
            let params = &cx.script.stubs.func(*func).params;
            params.iter().find(|p| p.canonical == args[0]).and_then(|p| p.default.clone())
        }
        _ => None,
    };
    let default = default.ok_or_else(|| cx.refuse(format!("`{}` is not given", args[0])))?;
    plain(super::in_style(&default, cx.script.style.quote))
}

/// `positions(arguments)`: the arguments that `*arguments` collects.
pub(super) fn positions(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    cx.account_for(&args[0]);
    match cx.bound.values.get(&args[0]) {
        Some(Value::Positions(items)) => {
            let items: Vec<_> = items.iter().map(|i| (cx.source)(*i)).collect();
            plain(items.join(", "))
        }
        _ => plain(""),
    }
}

/// `number(argument)`: a number that is given as text.
pub(super) fn number(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let id = cx.required(&args[0])?;
    match cx.script.literal(id) {
        Some(text) => match text.trim().parse::<u32>() {
            Ok(number) => plain(number.to_string()),
            Err(_) => Err(Refusal::new(id, format!("`{text}` is not a number"))),
        },
        None => plain(format!("int({})", (cx.source)(id))),
    }
}

/// `unchanged_options(dict, keys…)`: a dict that goes on as it is; refused where the script shows that it holds
/// one of the keys, with which only Glue can do anything.
pub(super) fn unchanged_options(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let dict = cx.required(&args[0])?;
    match args[1..].iter().find(|key| holds(cx.script, dict, key, 8)) {
        Some(key) => Err(Refusal::new(
            dict,
            format!("the dict holds `{key}`, and not all of it can be seen"),
        )),
        None => plain((cx.source)(dict)),
    }
}

/// Whether a dict that is made somewhere in the script is seen to hold a key.
fn holds(script: &Script<'_>, dict: ExprId, key: &str, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return false };
    let within = |id: ExprId| holds(script, id, key, depth);
    let dict = script.module.unparen(dict);
    match &script.module.expr(dict).kind {
        ExprKind::Dict(items) => items.iter().any(|(name, value)| match name {
            Some(name) => script.literal(*name).as_deref() == Some(key),
            None => within(*value),
        }),
        ExprKind::Name(name) => {
            let bindings = script.scopes.bindings(script.scopes.scope_of(dict), name);
            bindings.iter().any(|binding| {
                let Binding::Target(stmt, _) = binding else { return false };
                matches!(&script.module.stmt(*stmt).kind,
                    StmtKind::Assign { value: Some(value), .. } if within(*value))
            })
        }
        ExprKind::Call(callee, args, _) => {
            let named = |a: &Arg<'_>| a.name.is_some_and(|name| name.text == key);
            args.iter().any(named)
                || match script.module.expr(*callee).kind {
                    ExprKind::Name("dict") => args.iter().any(|a| within(a.value)),
                    ExprKind::Attribute(value, attr) => attr.text == "copy" && within(value),
                    _ => false,
                }
        }
        ExprKind::Binary(one, "|", other) => within(*one) || within(*other),
        _ => false,
    }
}

/// The names of a literal list, or of a literal text that separates them by commas.
fn listed(cx: &FragmentCx<'_>, list: ExprId) -> Result<Vec<String>, Refusal> {
    let text = match cx.script.items(list) {
        Some(_) => None,
        None => cx.script.literal(list),
    };
    match text {
        Some(text) => Ok(text.split(',').map(|n| n.trim().to_owned()).collect()),
        None => cx.lower(|l| names(l, list)),
    }
}

/// `cast(column, type)`: a top-level column, by name, as another type; null where it does not convert.
pub(super) fn cast(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let column = cx.required(&args[0])?;
    if let Some(name) = cx.script.literal(column) {
        let text = cx.lower(|l| super::cast::cast(l, &Path::top(&name), &args[1]));
        return plain(text).map(|t| cx.with_functions(t));
    }
    if cx.script.settings.spark == SparkVersion::V3_5 {
        return Err(Refusal::new(column, "the name of the column is made at run time"));
    }
    let (f, kind) = ((cx.import)("F"), cx.quote(&args[1]));
    plain(format!("{f}.col({}).try_cast({kind})", (cx.source)(column)))
}

/// The top-level column that a literal path names.
fn top(cx: &FragmentCx<'_>, arg: &str) -> Result<Path, Refusal> {
    let id = cx.required(arg)?;
    let path = cx.script.literal(id).and_then(|text| Path::parse(&text));
    path.filter(|p| !p.nested() && !p.through_array())
        .ok_or_else(|| Refusal::new(id, "it is not the literal name of a top-level column"))
}

/// `top_name(path)`: the name of a top-level column, without back-ticks.
pub(super) fn top_name(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    plain(cx.quote(top(cx, &args[0])?.root()))
}

/// `top_column(path)`: a top-level column.
pub(super) fn top_column(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let path = top(cx, &args[0])?;
    plain(cx.lower(|l| path.column(l))).map(|t| cx.with_functions(t))
}

/// `column_names(argument)`: names as `select` takes them, `"a", "b"`; a list that is made at run time
/// is unpacked.
pub(super) fn column_names(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let list = cx.required(&args[0])?;
    if cx.script.items(list).is_none() && cx.script.literal(list).is_none() {
        let source = super::operand_text(cx.script.module, list, &(cx.source)(list));
        let notes = vec![format!("`{source}` is a list of names, not a text with commas")];
        return Ok(Lowered { text: format!("*{source}"), notes });
    }
    let quoted = |name: &String| cx.quote(&Path::top(name).dotted());
    plain(listed(cx, list)?.iter().map(quoted).collect::<Vec<_>>().join(", "))
}

/// `plain_names(lists…)`: literal names, as `columns` has them, separated by commas.
pub(super) fn plain_names(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let mut found = Vec::new();
    for arg in args {
        found.extend(listed(cx, cx.required(arg)?)?);
    }
    plain(found.iter().map(|n| cx.quote(n)).collect::<Vec<_>>().join(", "))
}

/// `pivot(columns, values)`: the arguments of `pivot`, which takes one column.
pub(super) fn pivot(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let list = cx.required(&args[0])?;
    let [column] = &listed(cx, list)?[..] else {
        return Err(Refusal::new(list, "it turns several columns"));
    };
    let column = cx.quote(&Path::top(column).dotted());
    match cx.value(&args[1])?.filter(|v| !cx.script.is_empty_literal(*v)) {
        None => plain(column),
        Some(values) if cx.script.items(values).is_some() => {
            plain(format!("{column}, {}", (cx.source)(values)))
        }
        Some(values) => {
            let values: Vec<_> = listed(cx, values)?.iter().map(|v| cx.quote(v)).collect();
            plain(format!("{column}, [{}]", values.join(", ")))
        }
    }
}

/// Aggregates that have the same name in SQL and in `pyspark.sql.functions`.
const AGGREGATES: [&str; 14] = [
    "avg",
    "count",
    "first",
    "last",
    "max",
    "mean",
    "median",
    "min",
    "mode",
    "stddev",
    "sum",
    "variance",
    "collect_list",
    "collect_set",
];

/// `aggregate(function, column)`: the call of an aggregate that is named by a literal text.
pub(super) fn aggregate(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let (function, column) = (cx.required(&args[0])?, cx.required(&args[1])?);
    let name = cx.script.literal(function).map(|n| n.to_lowercase()).unwrap_or_default();
    if !AGGREGATES.contains(&name.as_str()) {
        return Err(Refusal::new(function, "the aggregate is not a literal name of one"));
    }
    plain(format!("{}.{name}({})", (cx.import)("F"), (cx.source)(column)))
}

/// `picked(column, names, indexes)`: a dict that gives items of an array their own columns.
pub(super) fn picked(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let (column, list) = (cx.required(&args[0])?, cx.required(&args[1])?);
    let names = listed(cx, list)?;
    let indexes = match cx.value(&args[2])?.filter(|i| !cx.script.is_empty_literal(*i)) {
        Some(indexes) => positive(cx, indexes)?,
        None => (1..=names.len()).collect(),
    };
    if indexes.len() != names.len() {
        return Err(cx.refuse("there are not as many positions as names"));
    }
    let (f, column) = ((cx.import)("F"), (cx.source)(column));
    let entry = |(name, index): (&String, &usize)| {
        format!("{}: {f}.get({column}, {})", cx.quote(name), index - 1)
    };
    let entries: Vec<_> = names.iter().zip(&indexes).map(entry).collect();
    plain(format!("{{{}}}", entries.join(", ")))
}

/// Positions, from 1, as a list of numbers or one text.
fn positive(cx: &FragmentCx<'_>, list: ExprId) -> Result<Vec<usize>, Refusal> {
    let texts: Vec<String> = match (cx.script.items(list), cx.script.literal(list)) {
        (Some(items), _) => items.iter().filter_map(|i| cx.script.literal(*i)).collect(),
        (None, Some(text)) => text.split(',').map(str::to_owned).collect(),
        (None, None) => Vec::new(),
    };
    let numbers = texts.iter().map(|t| t.trim().parse().ok().filter(|n| *n > 0));
    match numbers.collect::<Option<Vec<usize>>>() {
        Some(numbers) if !numbers.is_empty() => Ok(numbers),
        _ => Err(Refusal::new(list, "the positions are not literal numbers from 1")),
    }
}

/// `extracted(column, regex, names)`: a dict that gives the groups of a regular expression their own
/// columns.
pub(super) fn extracted(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let (column, regex) = (cx.required(&args[0])?, cx.required(&args[1])?);
    let names = listed(cx, cx.required(&args[2])?)?;
    let pattern = cx
        .script
        .literal(regex)
        .ok_or_else(|| Refusal::new(regex, "the regular expression is not a literal text"))?;
    let groups = groups(&pattern);
    if groups.max(1) < names.len() {
        return Err(Refusal::new(
            regex,
            format!("it has {groups} groups for {} columns", names.len()),
        ));
    }
    let (f, column, regex) = ((cx.import)("F"), (cx.source)(column), (cx.source)(regex));
    let entry = |(index, name): (usize, &String)| {
        let group = if groups == 0 { 0 } else { index + 1 };
        format!("{}: {f}.regexp_extract({column}, {regex}, {group})", cx.quote(name))
    };
    let entries: Vec<_> = names.iter().enumerate().map(entry).collect();
    plain(format!("{{{}}}", entries.join(", ")))
}

/// How many capturing groups a regular expression has.
fn groups(pattern: &str) -> usize {
    let (mut count, mut class) = (0, false);
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                chars.next();
            }
            '[' => class = true,
            ']' => class = false,
            '(' if !class => {
                let rest: String = chars.clone().take(3).collect();
                let named = rest.starts_with("?P<")
                    || rest.starts_with("?<")
                        && !rest.starts_with("?<=")
                        && !rest.starts_with("?<!");
                count += usize::from(!rest.starts_with('?') || named);
            }
            _ => {}
        }
    }
    count
}

/// `date_pattern(argument)`: a pattern with `strftime` codes as Spark writes it.
pub(super) fn date_pattern(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let id = cx.required(&args[0])?;
    let text = cx
        .script
        .literal(id)
        .ok_or_else(|| Refusal::new(id, "the date format is not a literal text"))?;
    let pattern = spark_pattern(&text).map_err(|message| Refusal::new(id, message))?;
    let mut out = Lowered { text: cx.quote(&pattern), notes: Vec::new() };
    if text.contains("%X") {
        out.note("`%X` gives the month where the minutes belong, as it does in Glue");
    }
    Ok(out)
}

/// The Spark pattern of a text with `strftime` codes; a text without any is a pattern already.
fn spark_pattern(text: &str) -> Result<String, String> {
    if !text.contains('%') {
        return Ok(text.to_owned());
    }
    let (mut out, mut letters) = (String::new(), String::new());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '%' && c.is_ascii_alphabetic() {
            letters.push(c);
            continue;
        }
        if !letters.is_empty() {
            out.push_str(&format!("'{}'", std::mem::take(&mut letters)));
        }
        if c != '%' {
            out.push(c);
            if c == '\'' {
                out.push(c);
            }
            continue;
        }
        let code = chars.next().unwrap_or(' ');
        out.push_str(match code {
            'Y' | 'G' => "yyyy",
            'y' => "yy",
            'm' => "MM",
            'd' => "dd",
            'H' => "HH",
            'I' => "hh",
            'M' => "mm",
            'S' => "ss",
            'f' => "SSSSSS",
            'a' => "E",
            'A' => "EEEE",
            'b' => "MMM",
            'B' => "MMMM",
            'p' => "a",
            'z' => "Z",
            'Z' => "z",
            'j' => "DDD",
            'c' => "EEE MMM d HH:mm:ss yyyy",
            // The month stands where the minutes belong, as in Glue (spec C2).
            'X' => "HH:MM:ss",
            '%' => "%",
            _ => return Err(format!("`%{code}` has no counterpart in a date pattern of Spark")),
        });
    }
    if !letters.is_empty() {
        out.push_str(&format!("'{letters}'"));
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strftime_becomes_a_pattern() {
        for (strftime, pattern) in [
            ("%Y-%m-%d %H:%M:%S", "yyyy-MM-dd HH:mm:ss"),
            ("%Y-%m-%dT%H:%M:%S.%f%z", "yyyy-MM-dd'T'HH:mm:ss.SSSSSSZ"),
            ("%d of %B", "dd 'of' MMMM"),
            ("100%%", "100%"),
            ("yyyy/MM/dd", "yyyy/MM/dd"),
        ] {
            assert_eq!(spark_pattern(strftime).unwrap(), pattern, "{strftime}");
        }
        assert!(spark_pattern("%Q").is_err());
    }

    #[test]
    fn only_capturing_groups_count() {
        for (regex, count) in [
            ("a", 0),
            ("(a)(b)", 2),
            (r"\((a)", 1),
            ("[(](?:x)(?P<n>y)", 1),
            ("(?<n>y)(?<=x)(?<!x)(?=x)", 1),
        ] {
            assert_eq!(groups(regex), count, "{regex}");
        }
    }
}
