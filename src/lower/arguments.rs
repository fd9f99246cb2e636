//! Job arguments: what `getResolvedOptions` does, with `argparse` or widgets (spec B1).

use std::sync::LazyLock;

use super::fragments::FragmentCx;
use super::{LowerResult, Lowered};
use crate::python::ast::{ExprId, ExprKind, StmtKind};
use crate::search::Search;

/// Keys that Glue's result always has (spec B1, point 4); `None` where the job got no such argument.
const ALWAYS: [&str; 10] = [
    "TempDir",
    "RedshiftTempDir",
    "JOB_ID",
    "JOB_RUN_ID",
    "SECURITY_CONFIGURATION",
    "encryption_type",
    "enable_data_lineage",
    "job_bookmark_option",
    "job_bookmark_from",
    "job_bookmark_to",
];

/// Directories that a job need not be given (spec B1, point 3).
const NEVER_REQUIRED: [&str; 2] = ["TempDir", "RedshiftTempDir"];

/// Names longer than this are declared in a loop.
const LOOP_FROM: usize = 13;

fn plain(text: impl Into<String>) -> LowerResult {
    Ok(Lowered { text: text.into(), notes: Vec::new() })
}

/// The names that were asked for, where they are all literal.
fn literal_names(cx: &FragmentCx<'_>, options: ExprId) -> Option<Vec<String>> {
    let items = cx.script.items(options)?;
    items.iter().map(|i| cx.script.module.str_value(*i).map(str::to_owned)).collect()
}

/// How the result is used.
#[derive(Default)]
struct Uses {
    /// The one key that is read of it at once.
    at_once: Option<String>,
    /// The name that holds it.
    target: Option<ExprId>,
}

impl Uses {
    fn of(cx: &FragmentCx<'_>) -> Self {
        let script = cx.script;
        if let Some(parent) = script.scopes.parent(cx.call) {
            let at_once = match &script.module.expr(parent).kind {
                ExprKind::Subscript(_, index) => index.first().and_then(|i| script.literal(*i)),
                _ => None,
            };
            return Self { at_once, target: None };
        }
        match &script.module.stmt(script.scopes.stmt_of(cx.call)).kind {
            StmtKind::Assign { targets, .. } => {
                let target = targets.first().copied().filter(|_| targets.len() == 1);
                let target = target.filter(|target| script.module.name(*target).is_some());
                Self { at_once: None, target }
            }
            _ => Self::default(),
        }
    }

    /// Whether a key is read of it by literal subscription.
    fn reads(&self, cx: &FragmentCx<'_>, key: &str) -> bool {
        match self.target {
            Some(target) => {
                let all = cx.script.key_reads(target);
                all.keys.get(key).is_some_and(|reads| reads.iter().any(|id| (cx.survives)(*id)))
            }
            None => self.at_once.as_deref() == Some(key),
        }
    }

    /// Whether it goes anywhere else.
    fn escapes(&self, cx: &FragmentCx<'_>) -> bool {
        match self.target {
            Some(target) => cx.script.key_reads(target).others.iter().any(|id| (cx.survives)(*id)),
            None => self.at_once.is_none(),
        }
    }
}

/// The names to declare: what was asked for, without a `JOB_NAME` that nothing reads, and what Glue
/// gives without being asked, where it is read. The flag says whether it is required.
fn wanted(cx: &FragmentCx<'_>, mut names: Vec<String>) -> Vec<(String, bool)> {
    let uses = Uses::of(cx);
    let escapes = uses.escapes(cx);
    let read = |name: &str| uses.reads(cx, &name.replace('-', "_"));
    names.retain(|n| n != "JOB_NAME" || escapes || read(n));
    let mut seen = std::collections::BTreeSet::new();
    names.retain(|n| seen.insert(n.clone()));
    let mut out: Vec<_> = names
        .into_iter()
        .map(|n| {
            let required = !NEVER_REQUIRED.contains(&n.as_str());
            (n, required)
        })
        .collect();
    let any = escapes && may_name_any(cx);
    for name in ALWAYS {
        // Where the dict goes elsewhere, what the script names it may be asked for.
        if (read(name) || any && is_named(cx, name)) && !out.iter().any(|(n, _)| n == name) {
            // The flags of bookmarks have hyphens.
            let bookmark = name.starts_with("job_bookmark");
            let name = if bookmark { name.replace('_', "-") } else { name.to_owned() };
            out.push((name, false));
        }
    }
    out
}

/// The `add_argument` lines: `arguments(options, parser name)`.
pub(super) fn arguments(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let options = cx.required(&args[0])?;
    let parser = super::fragments::run(cx, "fresh", &args[1..])?.text;
    let option = super::fragments::run(cx, "fresh", &["option".to_owned()])?.text;
    let newline = cx.script.style.newline;
    let indent = &cx.script.style.indent;
    let Some(names) = literal_names(cx, options) else {
        return plain(computed(cx, options, &parser, &option).join(newline));
    };
    let names = wanted(cx, names);
    let (required, optional): (Vec<_>, Vec<_>) = names.into_iter().partition(|n| n.1);
    let mut lines = Vec::new();
    if required.len() >= LOOP_FROM {
        lines.push(format!("for {option} in ["));
        lines.extend(required.iter().map(|n| format!("{indent}{},", cx.quote(&n.0))));
        lines.push("]:".to_owned());
        lines.push(format!("{indent}{parser}.add_argument(f\"--{{{option}}}\", required=True)"));
    } else {
        for (name, _) in &required {
            let name = cx.quote(&format!("--{name}"));
            lines.push(format!("{parser}.add_argument({name}, required=True)"));
        }
    }
    for (name, _) in &optional {
        let flag = cx.quote(&format!("--{name}"));
        // Without the flag Glue says that bookmarks are off.
        let default = match name.as_str() {
            "job-bookmark-option" => format!(", default={}", cx.quote("job-bookmark-disable")),
            _ => String::new(),
        };
        lines.push(format!("{parser}.add_argument({flag}{default})"));
    }
    plain(lines.join(newline))
}

/// Whether the script may have one of [`ALWAYS`] in quotes: most have none, which one look tells.
fn may_name_any(cx: &FragmentCx<'_>) -> bool {
    static ANY: LazyLock<Search> = LazyLock::new(|| {
        let quoted = ALWAYS.map(|name| [format!("\"{name}"), format!("'{name}")]).concat();
        Search::of(&quoted.iter().map(String::as_str).collect::<Vec<_>>())
    });
    ANY.finds(cx.script.module.text.as_bytes())
}

/// Whether the script has a name in quotes.
fn is_named(cx: &FragmentCx<'_>, name: &str) -> bool {
    let text = cx.script.module.text.as_bytes();
    memchr::memmem::find_iter(text, name).any(|at| {
        let before = at.checked_sub(1).map(|before| text[before]);
        matches!(before, Some(b'"' | b'\'')) && text.get(at + name.len()).copied() == before
    })
}

/// The lines for names that are known at run time. They may hold a directory that Glue never asks for,
/// and that is declared once.
fn computed(cx: &FragmentCx<'_>, options: ExprId, parser: &str, option: &str) -> Vec<String> {
    let indent = &cx.script.style.indent;
    let read = wanted(cx, Vec::new());
    let mut directories = NEVER_REQUIRED.to_vec();
    directories.retain(|name| is_named(cx, name));
    let key = |name: &str| is_key(cx, name);
    if let Some(name) = only_name(cx, options).filter(|n| directories.is_empty() || key(n)) {
        let required = match directories[..] {
            [] => "True".to_owned(),
            [one] => format!("{name} != {}", cx.quote(one)),
            _ => format!("not {name}.endswith({})", cx.quote("TempDir")),
        };
        let mut lines =
            vec![format!("{parser}.add_argument(f\"--{{{name}}}\", required={required})")];
        for (other, _) in read.iter().filter(|_| !key(name)) {
            lines.push(format!("{parser}.add_argument({})", cx.quote(&format!("--{other}"))));
        }
        return lines;
    }
    let mut lines = vec![format!("for {option} in {}:", (cx.source)(options))];
    let add = format!("{parser}.add_argument(f\"--{{{option}}}\", required=True)");
    match directories[..] {
        [] => lines.push(format!("{indent}{add}")),
        [one] => lines.push(format!("{indent}if {option} != {}:", cx.quote(one))),
        _ => {
            let names: Vec<_> = directories.iter().map(|name| cx.quote(name)).collect();
            lines.push(format!("{indent}if {option} not in ({}):", names.join(", ")));
        }
    }
    if !directories.is_empty() {
        lines.push(format!("{indent}{indent}{add}"));
    }
    let others = read.iter().map(|(name, _)| name.as_str());
    let others: Vec<_> = others.filter(|name| !directories.contains(name)).collect();
    for name in directories.into_iter().chain(others) {
        lines.push(format!("{parser}.add_argument({})", cx.quote(&format!("--{name}"))));
    }
    lines
}

/// The one name in `[name]`.
fn only_name<'s>(cx: &FragmentCx<'s>, options: ExprId) -> Option<&'s str> {
    let module = cx.script.module;
    let (ExprKind::List(items) | ExprKind::Tuple(items)) =
        &module.expr(module.unparen(options)).kind
    else {
        return None;
    };
    let [item] = items[..] else { return None };
    module.name(item)
}

/// Whether nothing but the value under this name is read: `getResolvedOptions(sys.argv, [name])[name]`.
fn is_key(cx: &FragmentCx<'_>, name: &str) -> bool {
    let module = cx.script.module;
    let parent = cx.script.scopes.parent(cx.call).map(|parent| &module.expr(parent).kind);
    matches!(parent, Some(ExprKind::Subscript(_, index))
        if matches!(index[..], [index] if module.name(index) == Some(name)))
}

/// The argument of `parse_known_args`: nothing for `sys.argv`, which is its default.
fn argv(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let argv = cx.required(&args[0])?;
    let source = cx.script.module.expr_source(argv);
    if source == "sys.argv" || source == "argv" && is_sys_argv(cx, argv) {
        return plain("");
    }
    plain(format!("{}[1:]", super::operand_text(cx.script.module, argv, &(cx.source)(argv))))
}

/// Whether `argv` comes from `from sys import argv`.
fn is_sys_argv(cx: &FragmentCx<'_>, id: ExprId) -> bool {
    use crate::python::scope::Binding;
    let script = cx.script;
    let bindings = script.scopes.bindings(script.scopes.scope_of(id), "argv");
    matches!(bindings, [Binding::Import(stmt)]
        if matches!(script.module.stmt(*stmt).kind, StmtKind::ImportFrom { module: "sys", .. }))
}

/// A dict of widgets.
pub(super) fn widgets(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let options = cx.required(&args[0])?;
    cx.account_for("args");
    let dbutils = (cx.import)("dbutils");
    let notes = asks_the_command_line(cx);
    let Some(names) = literal_names(cx, options) else {
        let option = super::fragments::run(cx, "fresh", &["option".to_owned()])?.text;
        let text = format!(
            "{{{option}.replace({}, {}): {dbutils}.widgets.get({option}) for {option} in {}}}",
            cx.quote("-"),
            cx.quote("_"),
            (cx.source)(options)
        );
        return Ok(Lowered { text, notes });
    };
    let pairs: Vec<_> = wanted(cx, names)
        .into_iter()
        .map(|(name, _)| {
            let key = cx.quote(&name.replace('-', "_"));
            format!("{key}: {dbutils}.widgets.get({})", cx.quote(&name))
        })
        .collect();
    Ok(Lowered { text: format!("{{{}}}", pairs.join(", ")), notes })
}

/// What a reviewer must know where the script asks the command line whether an argument is there: a
/// notebook has its parameters elsewhere, and takes the other way in silence.
fn asks_the_command_line(cx: &FragmentCx<'_>) -> Vec<String> {
    let module = cx.script.module;
    if !module.text.contains(" in sys.argv") {
        return Vec::new();
    }
    // Ids are dense and fit in u32 as the text does.
    #[allow(clippy::cast_possible_truncation)]
    let mut all = (0..module.expr_count()).map(|id| ExprId(id as u32));
    let asks = all.find(|id| match &module.expr(*id).kind {
        ExprKind::Compare(_, rest) => rest.iter().any(|(operator, right)| {
            matches!(*operator, "in" | "not in") && module.expr_source(*right) == "sys.argv"
        }),
        _ => false,
    });
    let note = asks.map(|id| {
        format!(
            "`{}` finds no parameter of a notebook: ask dbutils.widgets.getAll()",
            module.expr_source(id)
        )
    });
    note.into_iter().collect()
}

/// `as_dict(parser, args)`: the parsed arguments as a dict.
pub(super) fn as_dict(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let parser = super::fragments::run(cx, "fresh", &args[..1])?.text;
    let argv = argv(cx, &args[1..])?.text;
    let parsed = format!("{parser}.parse_known_args({argv})[0]");
    // Scripts call their own variables `vars`.
    let shadowed = cx.script.scopes.resolve(cx.script.scopes.scope_of(cx.call), "vars").is_some();
    plain(if shadowed { format!("{parsed}.__dict__") } else { format!("vars({parsed})") })
}
