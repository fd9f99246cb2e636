//! Reader and writer options through the option tables.

use super::fragments::{FragmentCx, all_entries, sometimes};
use super::{LowerResult, Lowered, Refusal, operand_text, secrets};
use crate::filled::Entry;
use crate::python::ast::{ExprId, ExprKind};
use crate::rules::options::{OptionKind, OptionRow, OptionTable};
use crate::rules::template::{Part, Template};

/// One option of Spark and its value as source.
struct Setting {
    key: String,
    value: String,
    /// Set by the script rather than by a differing default.
    explicit: bool,
}

impl Setting {
    /// It as a call on the reader or writer; a value that starts with a dot is one already.
    fn call(&self, cx: &FragmentCx<'_>) -> String {
        if self.value.starts_with('.') {
            return self.value.clone();
        }
        format!(".option({}, {})", cx.quote(&self.key), self.value)
    }
}

#[derive(Default)]
struct Outcome {
    settings: Vec<Setting>,
    suffix: String,
    notes: Vec<String>,
}

/// The most options that are written in one chain, which is an expression nested as deeply.
const MOST_OPTIONS: usize = 300;

fn not_too_many(cx: &FragmentCx<'_>, count: usize) -> Result<(), Refusal> {
    let refused = count > MOST_OPTIONS;
    if refused {
        Err(cx.refuse(format!("it has more than {MOST_OPTIONS} options")))
    } else {
        Ok(())
    }
}

/// `.option("k", "v")…` for pairs of table and dict argument.
pub(super) fn options(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let outcome = outcome(cx, args)?;
    not_too_many(cx, outcome.settings.len())?;
    let text = outcome.settings.iter().map(|setting| setting.call(cx)).collect();
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

/// `open_query(path)`: a query to which Glue adds the conditions of its parts behind a last `where` or `and`;
/// without that, it gives the rows of all parts.
pub(super) fn open_query(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let id = cx.required(&args[0])?;
    let text = cx.script.literal(id);
    let text = text.ok_or_else(|| Refusal::new(id, "the query is not a text in the script"))?;
    let lower = text.trim_end().to_ascii_lowercase();
    let open = ["where", "and"].into_iter().find(|word| {
        lower.strip_suffix(word).is_some_and(|rest| rest.ends_with(char::is_whitespace))
    });
    let open =
        open.ok_or_else(|| Refusal::new(id, "the query does not end in `where` or `and`"))?;
    let query = text.trim_end();
    let query = query[..query.len() - open.len()].trim_end();
    Ok(Lowered { text: cx.quote(query), notes: Vec::new() })
}

/// `format_options(argument, options…)`: a dict of options for a format that is known at run time; those
/// that are seen must be such as the helper knows.
pub(super) fn format_options(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let id = cx.required(&args[0])?;
    known_keys(cx, id, &args[1..])?;
    Ok(Lowered { text: (cx.source)(id), notes: Vec::new() })
}

fn known_keys(cx: &FragmentCx<'_>, id: ExprId, known: &[String]) -> Result<(), Refusal> {
    let module = cx.script.module;
    if let ExprKind::IfElse { body, orelse, .. } = module.expr(module.unparen(id)).kind {
        known_keys(cx, body, known)?;
        return known_keys(cx, orelse, known);
    }
    for (key, value) in cx.script.dict(id).unwrap_or_default() {
        if !known.iter().any(|name| name.eq_ignore_ascii_case(&key)) {
            return Err(Refusal::new(
                value,
                format!("the option `{key}` is not one that each format has in Spark"),
            ));
        }
    }
    Ok(())
}

/// `.option(k, v)…` for a dict of Spark's own options.
pub(super) fn plain_options(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    cx.account_for(&args[0]);
    let given = cx.entries(&args[0])?;
    not_too_many(cx, given.len())?;
    let mut out = Lowered::default();
    for (key, value) in &given {
        let value = secrets::guarded(cx, &given, key, *value);
        out.text.push_str(&format!(".option({}, {})", cx.quote(key), value.text));
        value.notes.into_iter().for_each(|n| out.note(n));
    }
    Ok(out)
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
        cx.account_for(param);
        let (mut given, mut unsure) = (Vec::new(), Vec::new());
        for entry in all_entries(cx.script, cx.bound, param)? {
            let Entry { key, value, certain, test, .. } = &entry;
            if !speaks(table, key) {
                let message = format!("the option `{key}` is not known for {name}");
                return Err(Refusal { expr: *value, message });
            }
            let row = table.option.iter().find(|row| row.speaks_of(key));
            let told = |row: &OptionRow| {
                row.drop || (row.structural || row.unset.is_some()) && test.is_some()
            };
            if !certain && !row.is_some_and(told) {
                return Err(sometimes(&entry));
            }
            cx.account_for(&format!("{param}.{key}"));
            if !certain {
                unsure.push(entry.clone());
            }
            given.push((entry.key, entry.value));
        }
        for (at, row) in table.option.iter().enumerate().filter(|(_, row)| !row.is_family()) {
            // What a secret takes the place of is not written, and so not read.
            if table.option[at + 1..].iter().any(|later| hides(later, row, &given)) {
                continue;
            }
            let value = row.glue.as_deref().and_then(|glue| {
                given.iter().find(|(k, _)| glue.eq_ignore_ascii_case(k)).map(|e| e.1)
            });
            // `None` says as little as no option does.
            let value = value.filter(|value| !is_none(cx, *value));
            match value {
                Some(value) => present(cx, row, value, &given, &mut out)?,
                None => absent(cx, row, &mut out)?,
            }
            if let Some(entry) = unsure.iter().find(|entry| Some(entry.value) == value) {
                unset_by_test(cx, row, entry, &mut out);
            }
        }
        for row in table.option.iter().filter(|row| !row.instead_of.is_empty()) {
            give_way(row, &mut out);
        }
        for (key, value) in &given {
            match table.option.iter().find(|row| row.speaks_of(key)) {
                Some(row) if row.is_family() => {
                    out.notes.extend(row.note.clone());
                    if !row.drop {
                        other(cx, key, *value, &given, &mut out);
                    }
                }
                Some(_) => {}
                None => match &table.unknown {
                    Some(note) => out.notes.push(note.replace("${key}", key)),
                    None => other(cx, key, *value, &given, &mut out),
                },
            }
        }
        let lacks = |key: &&String| !out.settings.iter().any(|s| s.key.eq_ignore_ascii_case(key));
        if let Some(key) = table.needs.iter().find(lacks) {
            return Err(cx.refuse(format!("no option says what {name} needs as `{key}`")));
        }
    }
    Ok(out)
}

/// Whether an option that the script gives puts a secret in the place of what another row would set.
fn hides(later: &OptionRow, row: &OptionRow, given: &[(String, ExprId)]) -> bool {
    let is_given = |key: &str| given.iter().any(|(k, _)| key.eq_ignore_ascii_case(k));
    later.hidden
        && later.secret.is_some()
        && row.spark.is_some()
        && row.spark == later.spark
        && later.glue.as_deref().is_some_and(is_given)
}

/// Takes out what Spark refuses beside the option of a row that the script gives.
fn give_way(row: &OptionRow, out: &mut Outcome) {
    let Some(spark) = row.spark.as_deref() else { return };
    if !out.settings.iter().any(|s| s.key == spark) {
        return;
    }
    for other in &row.instead_of {
        if out.settings.iter().any(|s| s.key == *other) {
            out.settings.retain(|s| s.key != *other);
            out.notes.push(format!(
                "Spark takes `{spark}` or `{other}` and not both, and `{spark}` is the one kept"
            ));
        }
    }
}

/// Gives an option that only some runs set the value that says nothing in the others.
fn unset_by_test(cx: &FragmentCx<'_>, row: &OptionRow, entry: &Entry, out: &mut Outcome) {
    let (Some(unset), Some(test)) = (&row.unset, entry.test) else { return };
    let Some(setting) = out.settings.iter_mut().find(|s| Some(&s.key) == row.spark.as_ref()) else {
        return;
    };
    let module = cx.script.module;
    let value = operand_text(module, entry.value, &setting.value);
    let (test, unset) = ((cx.source)(test), cx.quote(unset));
    setting.value = if entry.unless {
        format!("{unset} if {test} else {value}")
    } else if unset == cx.quote("") && test == value {
        // What it tests is the value itself: `if sql: options["preactions"] = sql`.
        format!("{value} or {unset}")
    } else {
        format!("{value} if {test} else {unset}")
    };
}

/// Whether a table says what becomes of an option.
fn speaks(table: &OptionTable, key: &str) -> bool {
    table.others || table.unknown.is_some() || table.option.iter().any(|row| row.speaks_of(key))
}

fn absent(cx: &FragmentCx<'_>, row: &OptionRow, out: &mut Outcome) -> Result<(), Refusal> {
    if let (Some(spark), Some(value)) = (&row.spark, &row.absent)
        && !out.settings.iter().any(|s| s.key == *spark)
    {
        // An empty value turns the other one off.
        let same =
            out.settings.iter().find(|s| s.explicit && row.absent_as.as_ref() == Some(&s.key));
        let same = same.map(|s| s.value.clone()).filter(|value| *value != cx.quote(""));
        if let Some(called) = same.as_ref().filter(|value| value.contains('(')) {
            return Err(
                cx.refuse(format!("`{called}` would be called twice: give it a name first"))
            );
        }
        let value = same.unwrap_or_else(|| cx.quote(value));
        out.settings.push(Setting { key: spark.clone(), value, explicit: false });
    }
    if let (Some(suffix), true) = (&row.suffix, row.suffix_absent) {
        out.suffix.push_str(&suffix_text(cx, suffix, None)?);
    }
    Ok(())
}

/// An option that the table does not speak of and hands on.
fn other(
    cx: &FragmentCx<'_>,
    key: &str,
    value: ExprId,
    given: &[(String, ExprId)],
    out: &mut Outcome,
) {
    let lowered = secrets::guarded(cx, given, key, value);
    let text = match cx.script.literal(value) {
        Some(text) if !is_text(cx, value) && lowered.notes.is_empty() => cx.quote(&text),
        _ => lowered.text,
    };
    out.notes.extend(lowered.notes);
    out.settings.push(Setting { key: key.to_owned(), value: text, explicit: true });
}

fn present(
    cx: &FragmentCx<'_>,
    row: &OptionRow,
    value: ExprId,
    given: &[(String, ExprId)],
    out: &mut Outcome,
) -> Result<(), Refusal> {
    if row.structural {
        return Ok(());
    }
    let literal = cx.script.literal(value);
    let matches = |list: &[String]| {
        literal.as_deref().is_some_and(|l| list.iter().any(|v| v.eq_ignore_ascii_case(l)))
    };
    if !row.only.is_empty() && !matches(&row.only) {
        return Ok(());
    }
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
    if let (Some(suffix), None, false) = (&row.suffix_computed, &literal, calls(cx, value)) {
        out.suffix.push_str(&suffix_text(cx, suffix, Some(&(cx.source)(value)))?);
    } else if !row.suffix_values.is_empty() && literal.is_none() {
        let glue = row.glue.as_deref().unwrap_or_default();
        let message = format!(
            "the option `{glue}` is not known before the script runs, and what follows the read \
             depends on it; write the reader for the value that it has"
        );
        return Err(Refusal { expr: value, message });
    }
    // What the script gives itself does not come from the scope.
    let given_here = |spark: &str| out.settings.iter().any(|s| s.explicit && s.key == spark);
    let wanted: Vec<_> = row.secrets.iter().filter(|s| !given_here(&s.0)).collect();
    if !wanted.is_empty() {
        let scope = secrets::connection_scope(cx, value);
        let keys: Vec<_> = wanted.iter().map(|s| s.1.as_str()).collect();
        out.notes.push(secrets::holds(&scope, &keys));
        for (spark, key) in wanted {
            let value = secrets::get(cx, &scope, key);
            out.settings.push(Setting { key: spark.clone(), value, explicit: false });
        }
    }
    if let Some(note) = &row.note {
        out.notes.push(note.clone());
    }
    if row.drop {
        return Ok(());
    }
    if let Some(spark) = &row.spark {
        let written_out = match &row.mark {
            Some(mark) => literal.as_deref().is_some_and(|l| l.contains(mark)),
            None => secrets::is_written_out(cx, value),
        };
        let secret = row.secret.as_ref().filter(|_| row.hidden || written_out);
        let hidden = secret.or_else(|| secrets::shows_password(cx, value).then_some(spark));
        let value = match (translated, row.kind, &literal) {
            _ if hidden.is_some() => {
                let scope = secrets::scope(cx, given);
                let key = hidden.map_or("", String::as_str);
                let kept = if row.hidden {
                    secrets::holds(&scope, &[key])
                } else {
                    secrets::note(&scope, key)
                };
                out.notes.push(kept);
                secrets::get(cx, &scope, key)
            }
            _ if row.split.is_some() => piece(cx, row, value)?,
            (Some(text), ..) => cx.quote(text),
            (None, OptionKind::Bool | OptionKind::Int, Some(text)) => {
                cx.quote(&text.to_lowercase())
            }
            (None, OptionKind::String, Some(text)) if !is_text(cx, value) => cx.quote(text),
            (None, _, None) if row.computed.is_some() => {
                out.notes.extend(row.computed_note.clone());
                let source = operand_text(cx.script.module, value, &(cx.source)(value));
                suffix_text(cx, row.computed.as_deref().unwrap_or_default(), Some(&source))?
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

/// Whether a value is a text, or a name of one: the name is what a reader changes.
fn is_text(cx: &FragmentCx<'_>, value: ExprId) -> bool {
    cx.script.constant(value).is_some_and(|v| cx.script.module.str_value(v).is_some())
}

fn is_none(cx: &FragmentCx<'_>, value: ExprId) -> bool {
    let constant = cx.script.constant(value);
    constant.is_some_and(|value| matches!(cx.script.module.expr(value).kind, ExprKind::None))
}

/// Whether a value calls something, which must not happen twice.
fn calls(cx: &FragmentCx<'_>, value: ExprId) -> bool {
    let module = cx.script.module;
    let mut found = !matches!(
        module.expr(value).kind,
        ExprKind::Name(_) | ExprKind::Attribute(..) | ExprKind::Subscript(..) | ExprKind::Str(_)
    );
    module.each_child(value, |child| found |= calls(cx, child));
    found
}

/// One piece of a value that is cut at a separator.
fn piece(cx: &FragmentCx<'_>, row: &OptionRow, value: ExprId) -> Result<String, Refusal> {
    let separator = row.split.as_deref().unwrap_or_default();
    let Some(text) = cx.script.literal(value) else {
        let source = super::operand_text(cx.script.module, value, &(cx.source)(value));
        return Ok(format!("{source}.split({})[{}]", cx.quote(separator), row.part));
    };
    let pieces: Vec<&str> = text.split(separator).collect();
    let index = match usize::try_from(row.part) {
        Ok(index) => Some(index),
        Err(_) => pieces.len().checked_sub(row.part.unsigned_abs() as usize),
    };
    let found = index.and_then(|i| pieces.get(i)).filter(|p| !p.is_empty());
    found
        .map(|p| cx.quote(p))
        .ok_or_else(|| Refusal { expr: value, message: format!("`{text}` has no such part") })
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
