//! Types and schemas that a script writes in Glue's classes or in their JSON form.

use serde_json::Value as Json;

use super::cast::cast;
use super::fragments::FragmentCx;
use super::path::Path;
use super::types::GlueType;
use super::{LowerResult, Lowered, Refusal, quoted};
use crate::python::ast::{ExprId, ExprKind};
use crate::rules::bind::{Value, bind};
use crate::types::Callee;

/// `schema(argument)`: a schema that is given as JSON. `json.dumps(x.jsonValue())` gives `x` itself, a
/// literal text becomes a DDL text.
pub(super) fn schema(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let id = cx.required(&args[0])?;
    if let Some(made) = serialised(cx, id) {
        return Ok(Lowered { text: (cx.source)(made), notes: Vec::new() });
    }
    let text = cx.script.literal(id).and_then(|text| serde_json::from_str::<Json>(&text).ok());
    let fields = text.as_ref().and_then(|json| json.get("fields")).and_then(fields);
    match fields {
        Some(fields) => Ok(Lowered { text: cx.quote(&fields.join(", ")), notes: Vec::new() }),
        None => Err(Refusal::new(id, "the schema is not a literal JSON text")),
    }
}

/// `x` of `json.dumps(x.jsonValue())`.
fn serialised(cx: &FragmentCx<'_>, id: ExprId) -> Option<ExprId> {
    let module = cx.script.module;
    let ExprKind::Call(dumps, args, _) = &module.expr(cx.script.constant(id)?).kind else {
        return None;
    };
    let ExprKind::Call(method, ..) = module.expr(args.first()?.value).kind else {
        return None;
    };
    match (&module.expr(*dumps).kind, &module.expr(method).kind) {
        (ExprKind::Attribute(_, dumps), ExprKind::Attribute(schema, method))
            if dumps.text == "dumps" && method.text == "jsonValue" =>
        {
            Some(*schema)
        }
        _ => None,
    }
}

/// Fields in DDL: name and type, with a colon inside of a struct.
fn fields(json: &Json) -> Option<Vec<String>> {
    let spelled = |field: &Json| {
        let name = field.get("name")?.as_str()?.replace('`', "``");
        Some(format!("`{name}` {}", kind(field.get("container")?)?))
    };
    json.as_array()?.iter().map(spelled).collect()
}

/// A type of Glue's JSON form in DDL.
fn kind(json: &Json) -> Option<String> {
    let inner = |key: &str| json.get(key).and_then(kind);
    match json.get("dataType")?.as_str()? {
        "array" | "set" => Some(format!("array<{}>", inner("elementType")?)),
        "map" => Some(format!("map<string,{}>", inner("valueType")?)),
        "struct" => Some(format!("struct<{}>", fields(json.get("fields")?)?.join(","))),
        "decimal" => {
            let number = |key: &str| json.get(key).and_then(Json::as_u64);
            Some(match (number("precision"), number("scale")) {
                (Some(precision), Some(scale)) => format!("decimal({precision},{scale})"),
                _ => "decimal(10,2)".to_owned(),
            })
        }
        name => match GlueType::parse(name) {
            Ok(GlueType::Scalar { spark, .. }) => Some(spark),
            _ => None,
        },
    }
}

/// `resolved(options, path, action, target)`: the casts that a list of options for choice columns
/// leaves to do, as a call that starts with the dot; the other names are parameters of an option.
pub(super) fn resolved(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let list = cx.required(&args[0])?;
    let items = cx.script.items(list);
    let items = items.ok_or_else(|| Refusal::new(list, "the options are not a literal list"))?;
    let mut casts: Vec<(String, String)> = Vec::new();
    for item in items {
        let refuse = |what: &str| Refusal::new(*item, format!("the option {what}"));
        let [path, action, target] =
            option(cx, *item, &args[1..]).ok_or_else(|| refuse("is not made where it is used"))?;
        let literal = |id: Option<ExprId>| id.and_then(|id| cx.script.literal(id));
        let path = literal(path).and_then(|path| Path::parse(&path)).filter(|p| !p.nested());
        let path = path.ok_or_else(|| refuse("names no top-level column"))?;
        match literal(action).unwrap_or_default().to_lowercase().as_str() {
            "keepasstruct" => {}
            "project" => {
                let kind = target.and_then(|t| constructed(cx, t));
                let kind = kind.ok_or_else(|| refuse("projects to a type that is not plain"))?;
                let value = cx.lower(|l| cast(l, &path, &kind));
                casts.push((cx.lower(|l| quoted(l, path.root())), value));
            }
            _ => return Err(refuse("is neither KeepAsStruct nor Project")),
        }
    }
    let text = match &casts[..] {
        [] => String::new(),
        [(name, value)] => format!(".withColumn({name}, {value})"),
        many => {
            let items: Vec<_> =
                many.iter().map(|(name, value)| format!("{name}: {value}")).collect();
            format!(".withColumns({{{}}})", items.join(", "))
        }
    };
    Ok(cx.with_functions(Lowered { text, notes: Vec::new() }))
}

/// The three arguments of an option that is made in place.
fn option(cx: &FragmentCx<'_>, item: ExprId, names: &[String]) -> Option<[Option<ExprId>; 3]> {
    let script = cx.script;
    let made = script.constant(item)?;
    let (Some(Callee::Construct(class)), ExprKind::Call(_, args, _)) =
        (script.typing.callees.get(&made), &script.module.expr(made).kind)
    else {
        return None;
    };
    let init = script.stubs.method(*class, "__init__")?;
    let bound = bind(script.stubs.func(init), None, args, |_| None);
    let value = |name: &String| match bound.values.get(name) {
        Some(Value::Expr(id)) => Some(*id),
        _ => None,
    };
    Some([value(&names[0]), value(&names[1]), value(&names[2])])
}

/// The Spark name of a scalar type that is made in place: `LongType()`.
fn constructed(cx: &FragmentCx<'_>, target: ExprId) -> Option<String> {
    let made = cx.script.constant(target)?;
    let Some(Callee::Construct(class)) = cx.script.typing.callees.get(&made) else { return None };
    let name = cx.script.stubs.class(*class).name.strip_suffix("Type")?.to_lowercase();
    match GlueType::parse(&name) {
        Ok(GlueType::Scalar { spark, note: None }) => Some(spark),
        _ => None,
    }
}
