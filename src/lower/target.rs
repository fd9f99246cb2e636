//! Where rows come from and go to: table names, paths, partitions, the format of a write.

use super::fragments::{FragmentCx, all_entries};
use super::place_text::partitions;
use super::{LowerResult, Lowered, Refusal, operand_text};
use crate::config::Settings;
use crate::filled::Entry;
use crate::python::ast::{ExprId, ExprKind};
use crate::script::Script;

fn plain(text: impl Into<String>) -> LowerResult {
    Ok(Lowered { text: text.into(), notes: Vec::new() })
}

/// The name of a table from database and table arguments (spec B0.4).
pub(super) fn table(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let database = match cx.value(&args[0])? {
        Some(database) => database,
        // `name_space` is the older spelling of `database` (spec B0.4).
        None => match cx.value("kwargs.name_space")? {
            Some(database) => database,
            None => cx.required(&args[0])?,
        },
    };
    let table = cx.required(&args[1])?;
    let settings = cx.script.settings;
    let schema = match cx.script.literal(database) {
        Some(name) => Piece::Literal(schema_name(settings, &name)),
        None => match &settings.default_catalog {
            Some(catalog) => Piece::Source(Some(identifier(catalog)), database),
            None => Piece::Source(None, database),
        },
    };
    let name = match cx.script.literal(table) {
        // `arn:aws:dynamodb:region:account:table/name`
        Some(name) if name.starts_with("arn:") => {
            Piece::Literal(identifier(name.rsplit('/').next().unwrap_or_default()))
        }
        Some(name) => Piece::Literal(identifier(&name)),
        None => Piece::Source(None, table),
    };
    plain(dotted(cx, &schema, &name))
}

/// `catalog_argument(name)`: the catalog of databases that are known at run time, as an argument and a comma;
/// nothing where the configuration names none.
pub(super) fn catalog_argument(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    plain(match &cx.script.settings.default_catalog {
        Some(catalog) => format!("{}={}, ", args[0], cx.quote(catalog)),
        None => String::new(),
    })
}

/// `catalog_table(path)`: the table that `catalog.database.table` names.
pub(super) fn catalog_table(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let path = cx.required(&args[0])?;
    let text = cx.script.literal(path).unwrap_or_default();
    let [_, database, table] = text.split('.').collect::<Vec<_>>()[..] else {
        return Err(cx.refuse("the path is not the name of a table"));
    };
    let schema = schema_name(cx.script.settings, database.trim_matches('`'));
    plain(cx.quote(&format!("{schema}.{}", identifier(table.trim_matches('`')))))
}

pub(super) fn schema_name(settings: &Settings, database: &str) -> String {
    let mapped = settings.databases.iter().find(|(k, _)| k.eq_ignore_ascii_case(database));
    match (mapped, &settings.default_catalog) {
        (Some((_, schema)), _) => identifier_path(schema),
        (None, Some(catalog)) => format!("{}.{}", identifier(catalog), identifier(database)),
        (None, None) => identifier(database),
    }
}

/// The name of a table that the script writes out.
pub fn table_name(script: &Script<'_>, database: ExprId, table: ExprId) -> Option<String> {
    let database = schema_name(script.settings, &script.literal(database)?);
    Some(format!("{database}.{}", identifier(&script.literal(table)?)))
}

enum Piece {
    Literal(String),
    Source(Option<String>, ExprId),
}

fn dotted(cx: &FragmentCx<'_>, schema: &Piece, table: &Piece) -> String {
    if let (Piece::Literal(schema), Piece::Literal(table)) = (schema, table) {
        return cx.quote(&format!("{schema}.{table}"));
    }
    let quote = cx.script.style.quote;
    let mut parts = Vec::new();
    for piece in [schema, table] {
        match piece {
            Piece::Literal(text) => parts.push((text.clone(), None)),
            Piece::Source(catalog, id) => {
                if let Some(catalog) = catalog {
                    parts.push((catalog.clone(), None));
                }
                parts.push((String::new(), Some((*id, (cx.source)(*id)))));
            }
        }
    }
    let inner: Option<Vec<String>> = parts
        .iter()
        .map(|(text, source)| match source {
            Some((_, source)) => in_f_string(source, quote),
            None => literal_in_f_string(text, quote),
        })
        .collect();
    if let Some(inner) = inner {
        return format!("f{quote}{}{quote}", inner.join("."));
    }
    let mut out = String::new();
    let mut literal = String::new();
    for (index, (text, source)) in parts.iter().enumerate() {
        if index > 0 {
            literal.push('.');
        }
        literal.push_str(text);
        if let Some((id, source)) = source {
            if !literal.is_empty() {
                push_plus(&mut out, &cx.quote(&literal));
                literal.clear();
            }
            push_plus(&mut out, &super::operand_text(cx.script.module, *id, source));
        }
    }
    if !literal.is_empty() {
        push_plus(&mut out, &cx.quote(&literal));
    }
    out
}

/// A literal text inside an f-string, where its braces are no holes.
fn literal_in_f_string(text: &str, quote: char) -> Option<String> {
    let plain = !text.contains([quote, '\\', '\n', '\r']);
    plain.then(|| text.replace('{', "{{").replace('}', "}}"))
}

/// What stands for a value inside an f-string: the text of one, or the value in braces.
fn in_f_string(source: &str, quote: char) -> Option<String> {
    let own = source.strip_prefix(['f', 'F']).and_then(|text| {
        let text = text.strip_prefix(['\'', '"']).filter(|_| text.len() > 2)?;
        let body = text.strip_suffix(source.chars().nth(1)?)?;
        (!body.contains(['\\', '\n', quote]) && !body.contains(source.chars().nth(1)?))
            .then(|| body.to_owned())
    });
    // Before Python 3.12 an f-string cannot hold its own quotes, braces or backslashes.
    let plain = !source.contains(['\'', '"', '\\', '{', '}', '#', '\n', '!', ':']);
    own.or_else(|| plain.then(|| format!("{{{source}}}")))
}

fn push_plus(out: &mut String, text: &str) {
    if !out.is_empty() {
        out.push_str(" + ");
    }
    out.push_str(text);
}

/// A table or schema name, in back-ticks where SQL needs them.
pub(super) fn identifier(name: &str) -> String {
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && name.chars().next().is_some_and(|c| !c.is_ascii_digit());
    if plain || name.starts_with('`') {
        name.to_owned()
    } else {
        format!("`{}`", name.replace('`', "``"))
    }
}

/// A configured `catalog.schema`, taken as the user wrote it.
fn identifier_path(path: &str) -> String {
    path.to_owned()
}

/// The path or paths of a read; of files, unless `any` is said.
pub(super) fn paths(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let options = &args[0];
    let found = match cx.value(&format!("{options}.paths"))? {
        Some(paths) => paths,
        None => cx.required(&format!("{options}.path"))?,
    };
    let files = args.get(1).map(String::as_str) != Some("any");
    let notes = if files { super::lake::note_kept(cx, found) } else { Vec::new() };
    if let Some([only]) = cx.script.items(found)
        && !matches!(cx.script.module.expr(*only).kind, ExprKind::Star(..))
    {
        return Ok(Lowered { text: (cx.source)(*only), notes });
    }
    Ok(Lowered { text: (cx.source)(found), notes })
}

/// `where(predicate)`: `.where(…)`, or nothing. Glue reads everything for an empty predicate, for which
/// Spark raises.
pub(super) fn filter(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let Some(predicate) = cx.value(&args[0])? else {
        return plain("");
    };
    match cx.script.literal(predicate).as_deref() {
        Some("" | "none") => plain(""),
        None if cx.script.may_be_empty(predicate) => {
            let text = operand_text(cx.script.module, predicate, &(cx.source)(predicate));
            plain(format!(".where({text} or {})", cx.quote("true")))
        }
        _ => plain(format!(".where({})", (cx.source)(predicate))),
    }
}

/// `.partitionBy(…)`, or nothing.
pub(super) fn partition_by(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    if let Some((test, Entry { value: keys, unless, .. })) = tested(cx, &args[0])? {
        let keys = operand_text(cx.script.module, keys, &(cx.source)(keys));
        let test = (cx.source)(test);
        let (held, otherwise) = if unless { ("[]", &*keys) } else { (&*keys, "[]") };
        return plain(format!(".partitionBy(*({held} if {test} else {otherwise}))"));
    }
    let Some(keys) = cx.value(&args[0])? else {
        return plain("");
    };
    if cx.script.is_empty_literal(keys) {
        return plain("");
    }
    if let Some(text) = cx.script.module.str_value(keys) {
        return plain(format!(".partitionBy({})", cx.quote(text)));
    }
    match &cx.script.module.expr(cx.script.module.unparen(keys)).kind {
        ExprKind::List(items) | ExprKind::Tuple(items) => {
            let items: Vec<_> = items.iter().map(|i| (cx.source)(*i)).collect();
            plain(format!(".partitionBy({})", items.join(", ")))
        }
        _ if cx.script.may_be_none(keys) => {
            let keys = operand_text(cx.script.module, keys, &(cx.source)(keys));
            plain(format!(".partitionBy(*({keys} or []))"))
        }
        // `partitionBy` takes a list as it is.
        _ => plain(format!(".partitionBy({})", (cx.source)(keys))),
    }
}

/// An option that a test decides about, with the test.
fn tested(cx: &FragmentCx<'_>, path: &str) -> Result<Option<(ExprId, Entry)>, Refusal> {
    let Some((argument, key)) = path.split_once('.') else { return Ok(None) };
    let entries = all_entries(cx.script, cx.bound, argument)?;
    let found = entries.into_iter().find(|e| !e.certain && e.key.eq_ignore_ascii_case(key));
    Ok(found.and_then(|entry| Some((entry.test?, entry))))
}

/// The table that the configuration gives for a literal path.
pub(super) fn mapped_table(cx: &FragmentCx<'_>, path: ExprId) -> Option<String> {
    let path = cx.script.literal(path)?;
    let wanted = normal(&path);
    let settings = cx.script.settings;
    settings.paths.iter().find(|(k, _)| normal(k) == wanted).map(|(_, table)| table.clone())
}

fn normal(path: &str) -> String {
    let path = path.trim_end_matches('/');
    for scheme in ["s3a://", "s3n://"] {
        if let Some(rest) = path.strip_prefix(scheme) {
            return format!("s3://{rest}");
        }
    }
    path.to_owned()
}

fn becomes_delta(cx: &FragmentCx<'_>, format: &str) -> bool {
    cx.script.settings.delta_formats.iter().any(|f| f.eq_ignore_ascii_case(format))
}

fn format_name(cx: &FragmentCx<'_>, path: &str) -> Result<String, Refusal> {
    let format = cx.required(path)?;
    cx.script
        .literal(format)
        .map(|f| f.to_lowercase())
        .ok_or_else(|| Refusal { expr: format, message: "the format is not a literal".to_owned() })
}

/// The format of a write in quotes: `"delta"` for the formats that the configuration names.
pub(super) fn write_format(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let format = format_name(cx, &args[0])?;
    let name = match format.as_str() {
        _ if becomes_delta(cx, &format) => "delta",
        "glueparquet" => "parquet",
        other => other,
    };
    plain(cx.quote(name))
}

/// `.saveAsTable("…")` for a path that the configuration maps, else `.save(path)`.
pub(super) fn target(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let path = cx.required(&format!("{}.path", args[0]))?;
    let format = format_name(cx, &args[1])?;
    if becomes_delta(cx, &format)
        && let Some(table) = mapped_table(cx, path)
    {
        return plain(format!(".saveAsTable({})", cx.quote(&table)));
    }
    let text = format!(".save({})", (cx.source)(path));
    let named = if becomes_delta(cx, &format) { partitions(cx.script, path) } else { Vec::new() };
    Ok(Lowered { text, notes: own_table(&named).into_iter().collect() })
}

/// What becomes of a folder that was a partition of the files above it.
fn own_table(named: &[String]) -> Option<String> {
    let folders: Vec<_> = named.iter().map(|name| format!("{name}=…")).collect();
    let added: Vec<_> = named.iter().map(|name| format!("{name:?}")).collect();
    (!named.is_empty()).then(|| {
        format!(
            "the folder `{}` becomes a Delta table of its own, and no part of a table above it: for one table, add the column with withColumn and save to the folder above with .partitionBy({})",
            folders.join("/"),
            added.join(", ")
        )
    })
}

/// The table of a path that the configuration maps, in quotes.
pub(super) fn mapped_table_name(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let options = &args[0];
    let found = match cx.value(&format!("{options}.paths"))? {
        Some(paths) => match cx.script.items(paths) {
            Some([only]) => *only,
            _ => paths,
        },
        None => cx.required(&format!("{options}.path"))?,
    };
    match mapped_table(cx, found) {
        Some(table) => plain(cx.quote(&table)),
        None => Err(cx.refuse("")),
    }
}

/// `table_of_path(argument)`: the table that the configuration has for a path, in quotes.
pub(super) fn table_of_path(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    match mapped_table(cx, cx.required(&args[0])?) {
        Some(table) => plain(cx.quote(&table)),
        None => Err(cx.refuse("")),
    }
}

/// The first of several arguments that is given: the frame of a sink's writing methods. A collection
/// goes to one path for each of its frames, which is no one writer (spec B4.7).
pub(super) fn first_given(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    for path in args {
        if let Some(id) = cx.value(path)? {
            if cx.script.is_instance(id, "DynamicFrameCollection") {
                let message = "a collection goes to a path for each of its frames; write each of \
                               them with a writer of its own, below the path under its key";
                return Err(Refusal { expr: id, message: message.to_owned() });
            }
            return plain(super::operand_text(cx.script.module, id, &(cx.source)(id)));
        }
    }
    Err(cx.refuse("no frame is given"))
}

/// `collection(argument, …)`: the collection that a sink is given, now a dict.
pub(super) fn collection(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    for path in args {
        if let Some(id) = cx.value(path)?
            && cx.script.is_instance(id, "DynamicFrameCollection")
        {
            return plain(super::operand_text(cx.script.module, id, &(cx.source)(id)));
        }
    }
    Err(cx.refuse(""))
}

/// `below(path, name)`: the path of one frame of a collection, with the variable that holds its name.
pub(super) fn below(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let path = cx.required(&args[0])?;
    let name = super::fragments::fresh_name(cx.script, &args[1]);
    let quote = cx.script.style.quote;
    if let Some(text) = cx.script.module.str_value(path) {
        let text = text.trim_end_matches('/').replace('{', "{{").replace('}', "}}");
        if !text.contains(['\\', quote, '\n']) {
            return plain(format!("f{quote}{text}/{{{name}}}{quote}"));
        }
    }
    let source = (cx.source)(path);
    match in_f_string(&source, quote) {
        Some(inner) => plain(format!("f{quote}{}/{{{name}}}{quote}", inner.trim_end_matches('/'))),
        None => plain(format!(
            "{} + f{quote}/{{{name}}}{quote}",
            super::operand_text(cx.script.module, path, &source)
        )),
    }
}

/// Address and credentials of a Glue connection, from the secret scope that stands for it: what the
/// connection holds never stands in the script, before or after (spec D3).
pub(super) fn connection(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let name = cx.required(&args[0])?;
    let scope = super::secrets::connection_scope(cx, name);
    let given = args.get(1).map_or_else(|| Ok(Vec::new()), |options| cx.entries(options))?;
    let own = |key: &&str| !given.iter().any(|(name, _)| name.eq_ignore_ascii_case(key));
    let keys: Vec<&str> = ["url", "user", "password"].into_iter().filter(own).collect();
    let option = |key: &&str| {
        format!(".option({}, {})", cx.quote(key), super::secrets::get(cx, &scope, key))
    };
    let text = keys.iter().map(option).collect();
    Ok(Lowered { text, notes: vec![super::secrets::holds(&scope, &keys)] })
}

/// `secrets(connection, name, key, …)`: the properties of a Glue connection as a dict of secrets, each
/// name with its key; only those that the script reads, where that can be seen.
pub(super) fn secret_dict(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let scope = super::secrets::connection_scope(cx, cx.required(&args[0])?);
    let read = cx.script.keys_read(cx.call);
    let known: Vec<(&str, &str)> =
        args[1..].chunks(2).map(|p| (p[0].as_str(), p[p.len() - 1].as_str())).collect();
    if let Some(lost) = read.iter().flatten().find(|key| !known.iter().any(|k| k.0 == **key)) {
        return Err(cx.refuse(format!("the script reads `{lost}` of it")));
    }
    let wanted = |name: &str| read.as_ref().is_none_or(|read| read.iter().any(|key| key == name));
    let pairs: Vec<_> = known.into_iter().filter(|(name, _)| wanted(name)).collect();
    let items: Vec<_> = pairs
        .iter()
        .map(|(name, key)| format!("{}: {}", cx.quote(name), super::secrets::get(cx, &scope, key)))
        .collect();
    let keys: Vec<_> = pairs.iter().map(|p| p.1).collect();
    Ok(Lowered {
        text: format!("{{{}}}", items.join(", ")),
        notes: vec![super::secrets::holds(&scope, &keys)],
    })
}

/// `mode(purge)`: how a write goes about what is there; a deletion before it makes it an overwrite.
pub(super) fn mode(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    match cx.value(&args[0])? {
        None => plain(cx.quote("append")),
        Some(_) => Ok(Lowered {
            text: cx.quote("overwrite"),
            notes: vec!["the purge before it and the append are one overwrite now".to_owned()],
        }),
    }
}

/// `secret(connection, key)`: one property of a Glue connection.
pub(super) fn secret(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let scope = super::secrets::connection_scope(cx, cx.required(&args[0])?);
    let key = args.get(1).map_or("password", String::as_str);
    Ok(Lowered {
        text: super::secrets::get(cx, &scope, key),
        notes: vec![super::secrets::holds(&scope, &[key])],
    })
}
