//! Reader and writer options through the option tables.

use super::fragments::FragmentCx;
use super::{LowerResult, Lowered, Refusal};
use crate::python::ast::ExprId;
use crate::rules::options::{OptionKind, OptionRow};
use crate::rules::template::{Part, Template};

/// One option of Spark and its value as source.
struct Setting {
    key: String,
    value: String,
    /// Set by the script rather than by a differing default.
    explicit: bool,
}

#[derive(Default)]
struct Outcome {
    settings: Vec<Setting>,
    suffix: String,
    notes: Vec<String>,
}

/// `.option("k", "v")…` for pairs of table and dict argument.
pub(super) fn options(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let outcome = outcome(cx, args)?;
    let text = outcome
        .settings
        .iter()
        .map(|s| format!(".option({}, {})", cx.quote(&s.key), s.value))
        .collect();
    Ok(Lowered { text, notes: outcome.notes })
}

/// What follows the `load` for the same pairs.
pub(super) fn suffixes(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    Ok(Lowered { text: outcome(cx, args)?.suffix, notes: Vec::new() })
}

/// Accounts for the keys of the pairs without writing anything.
pub(super) fn loaded(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let outcome = outcome(cx, args)?;
    Ok(Lowered { text: String::new(), notes: outcome.notes })
}

/// `.option(k, v)…` for a dict of Spark's own options.
pub(super) fn plain_options(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    cx.used.borrow_mut().insert(args[0].clone());
    let text = cx
        .entries(&args[0])?
        .into_iter()
        .map(|(key, value)| format!(".option({}, {})", cx.quote(&key), (cx.source)(value)))
        .collect();
    Ok(Lowered { text, notes: Vec::new() })
}

fn outcome(cx: &FragmentCx<'_>, args: &[String]) -> Result<Outcome, Refusal> {
    let mut out = Outcome::default();
    for pair in args.chunks(2) {
        let [name, param] = pair else {
            return Err(cx.refuse("options come in pairs of table and argument"));
        };
        let Some(table) = cx.rules.tables.get(name) else {
            return Err(cx.refuse(format!("there is no option table `{name}`")));
        };
        cx.used.borrow_mut().insert(param.clone());
        let given = cx.entries(param)?;
        for (key, value) in &given {
            let known = table
                .option
                .iter()
                .any(|r| r.glue.as_deref().is_some_and(|g| g.eq_ignore_ascii_case(key)));
            if !known {
                let message = format!("the option `{key}` is not known for {name}");
                return Err(Refusal { expr: *value, message });
            }
            cx.used.borrow_mut().insert(format!("{param}.{key}"));
        }
        for row in &table.option {
            let value = row.glue.as_deref().and_then(|glue| {
                given.iter().find(|(k, _)| glue.eq_ignore_ascii_case(k)).map(|e| e.1)
            });
            match value {
                Some(value) => present(cx, row, value, &mut out)?,
                None => absent(cx, row, &mut out)?,
            }
        }
    }
    Ok(out)
}

fn absent(cx: &FragmentCx<'_>, row: &OptionRow, out: &mut Outcome) -> Result<(), Refusal> {
    if let (Some(spark), Some(value)) = (&row.spark, &row.absent)
        && !out.settings.iter().any(|s| s.key == *spark)
    {
        let value = cx.quote(value);
        out.settings.push(Setting { key: spark.clone(), value, explicit: false });
    }
    if let (Some(suffix), true) = (&row.suffix, row.suffix_absent) {
        out.suffix.push_str(&suffix_text(cx, suffix, None)?);
    }
    Ok(())
}

fn present(
    cx: &FragmentCx<'_>,
    row: &OptionRow,
    value: ExprId,
    out: &mut Outcome,
) -> Result<(), Refusal> {
    if row.structural {
        return Ok(());
    }
    let literal = cx.script.literal(value);
    let matches = |list: &[String]| {
        literal.as_deref().is_some_and(|l| list.iter().any(|v| v.eq_ignore_ascii_case(l)))
    };
    if matches(&row.drop_values) {
        // The value is Glue's default; Spark's differing default is still set.
        return if row.absent.is_some() { absent(cx, row, out) } else { Ok(()) };
    }
    let translated = literal.as_deref().and_then(|l| row.values.get(l));
    if let (Some(manual), None) = (&row.manual, translated) {
        let glue = row.glue.as_deref().unwrap_or_default();
        let way_out = row.way_out.as_deref().map(|w| format!("; {w}")).unwrap_or_default();
        let message = format!("the option `{glue}`: {manual}{way_out}");
        return Err(Refusal { expr: value, message });
    }
    if let (Some(message), Some(_)) = (&row.literal_manual, &literal) {
        return Err(Refusal { expr: value, message: message.clone() });
    }
    if let Some(note) = &row.note {
        out.notes.push(note.clone());
    }
    if let Some(spark) = &row.spark {
        let value = match (translated, row.kind, &literal) {
            (Some(text), ..) => cx.quote(text),
            (None, OptionKind::Bool | OptionKind::Int, Some(text)) => {
                cx.quote(&text.to_lowercase())
            }
            (None, OptionKind::String, Some(text))
                if cx.script.module.str_value(value).is_none() =>
            {
                cx.quote(text)
            }
            _ => (cx.source)(value),
        };
        out.settings.retain(|s| s.key != *spark || s.explicit && row.absent.is_some());
        out.settings.push(Setting { key: spark.clone(), value, explicit: true });
    }
    if let Some(suffix) = &row.suffix
        && (row.suffix_values.is_empty() || matches(&row.suffix_values))
    {
        let source = (cx.source)(value);
        out.suffix.push_str(&suffix_text(cx, suffix, Some(&source))?);
    }
    Ok(())
}

fn suffix_text(cx: &FragmentCx<'_>, suffix: &str, value: Option<&str>) -> Result<String, Refusal> {
    let template = Template::parse(suffix).map_err(|e| cx.refuse(e))?;
    let mut text = String::new();
    for part in &template.parts {
        match part {
            Part::Text(t) => text.push_str(&super::in_style(t, cx.script.style.quote)),
            Part::Import(name) => text.push_str(&(cx.import)(name)),
            Part::Value(_) => text.push_str(value.unwrap_or_default()),
            Part::Fragment(..) | Part::Optional(_) => {
                return Err(cx.refuse("a suffix has only `${value}` and imports"));
            }
        }
    }
    Ok(text)
}
