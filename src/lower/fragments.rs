//! The fragments that templates may call, by name.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{LowerCx, LowerResult, Lowered, Refusal};
use crate::filled::Entry;
use crate::python::ast::{ExprId, ExprKind, StmtKind};
use crate::python::literal::quoted;
use crate::python::scope::Binding;
use crate::rules::RuleSet;
use crate::rules::bind::{Bound, Value};
use crate::script::Script;

/// What a fragment may see.
pub struct FragmentCx<'a> {
    /// The script.
    pub script: &'a Script<'a>,
    /// The rules, for option tables.
    pub rules: &'a RuleSet,
    /// The site.
    pub call: ExprId,
    /// Its arguments.
    pub bound: &'a Bound,
    /// The rewritten source of an expression of the script.
    pub source: &'a dyn Fn(ExprId) -> String,
    /// The name under which an import of `rules/imports.toml` is known in the file.
    pub import: &'a dyn Fn(&str) -> String,
    /// Name expressions that are still read in the rewritten text, as far as is known.
    pub survives: &'a dyn Fn(ExprId) -> bool,
    /// Arguments that fragments have accounted for (`a` or `a.key`), where somebody wants to know.
    pub used: Option<&'a RefCell<BTreeSet<String>>>,
    /// Edits a string that stands elsewhere in the script.
    pub elsewhere: &'a dyn Fn(Range<usize>, String),
}

type Fragment = fn(&FragmentCx<'_>, &[String]) -> LowerResult;

/// All fragments by name.
const FRAGMENTS: &[(&str, Fragment)] = &[
    ("again", super::frames::again),
    ("aggregate", super::values::aggregate),
    ("aggregates", super::studio::aggregates),
    ("arguments", super::arguments::arguments),
    ("as_dict", super::arguments::as_dict),
    ("below", super::target::below),
    ("batch_function", super::batch::batch_function),
    ("cast", super::values::cast),
    ("casts", casts),
    ("catalog_argument", super::target::catalog_argument),
    ("catalog_table", super::target::catalog_table),
    ("choices", super::choices::choices),
    ("collected", super::rdds::collected),
    ("collection", super::target::collection),
    ("column_mapping", super::columns::column_mapping),
    ("column_names", super::values::column_names),
    ("columns", columns),
    ("committed", super::incremental::committed),
    ("computed", computed),
    ("connection", super::target::connection),
    ("date_pattern", super::values::date_pattern),
    ("deleted_from", super::deletion::deleted_from),
    ("drop", drop_columns),
    ("exact_names", super::columns::exact_names),
    ("known_names", super::columns::known_names),
    ("extracted", super::values::extracted),
    ("files_below", super::deletion::files_below),
    ("first", super::studio::first),
    ("format_options", super::options::format_options),
    ("frame_behind", super::rdds::frame_behind),
    ("frame_of_rdd", super::frames::frame_of_rdd),
    ("fresh", fresh),
    ("given", super::values::given),
    ("join", super::frames::join),
    ("join_paths", super::frames::join_paths),
    ("joined", super::columns::joined),
    ("key_names", super::upsert::key_names),
    ("keyed", super::frames::keyed),
    ("keys", super::frames::keys),
    ("lake_around", super::lake::around),
    ("lake_format", super::lake::format),
    ("lake_hidden", super::lake::hidden),
    ("lake_path", super::lake::path),
    ("lake_partition", super::lake::rows_of_partition),
    ("lake_table", super::lake::table),
    ("loaded", super::options::loaded),
    ("made_with", super::frames::made_with_argument),
    ("mapped", super::columns::mapped),
    ("mapped_table", super::target::mapped_table_name),
    ("mode", super::target::mode),
    ("table_of_path", super::target::table_of_path),
    ("named_table", super::mapped::named_table),
    ("names", names_list),
    ("new_files", super::incremental::new_files),
    ("number", super::values::number),
    ("open_query", super::options::open_query),
    ("options", super::options::options),
    ("other_columns", super::frames::other_columns),
    ("partition_by", super::target::partition_by),
    ("paths", super::target::paths),
    ("partition_names", super::upsert::partition_names),
    ("picked", super::values::picked),
    ("pivot", super::values::pivot),
    ("plain_format", super::lake::plain_format),
    ("place", super::upsert::place),
    ("plain_names", super::values::plain_names),
    ("plain_options", super::options::plain_options),
    ("positions", super::values::positions),
    ("predicate", super::rows::predicate),
    ("quality", super::quality::quality),
    ("quoted", quoted_value),
    ("row_list", super::rdds::row_list),
    ("rows_of_rdd", super::rdds::rows_of_rdd),
    ("row_change", super::rows::change),
    ("row_function", super::rows::function),
    ("where", super::target::filter),
    ("row_mapping", super::rows::mapping),
    ("rename", rename),
    ("top_level", top_level),
    ("secret", super::target::secret),
    ("secrets", super::target::secret_dict),
    ("routes", super::studio::routes),
    ("select", select),
    ("resolved", super::schemas::resolved),
    ("schema", super::schemas::schema),
    ("session", session),
    ("sink_frame", super::target::first_given),
    ("spread", super::studio::spread),
    ("split_condition", super::frames::split_condition),
    ("suffixes", super::options::suffixes),
    ("table", super::target::table),
    ("target", super::target::target),
    ("top_column", super::values::top_column),
    ("top_name", super::values::top_name),
    ("unchanged_options", super::values::unchanged_options),
    ("variable", super::frames::variable),
    ("views", super::studio::views),
    ("widgets", super::arguments::widgets),
    ("write_format", super::target::write_format),
];

/// Whether a fragment exists.
pub fn exists(name: &str) -> bool {
    FRAGMENTS.iter().any(|f| f.0 == name)
}

/// Runs a fragment.
///
/// # Errors
/// What is in the way.
pub fn run(cx: &FragmentCx<'_>, name: &str, args: &[String]) -> LowerResult {
    static BY_NAME: LazyLock<FxHashMap<&str, Fragment>> =
        LazyLock::new(|| FRAGMENTS.iter().copied().collect());
    match BY_NAME.get(name) {
        Some(fragment) => fragment(cx, args),
        None => Err(cx.refuse(format!("there is no fragment `{name}`"))),
    }
}

impl FragmentCx<'_> {
    /// A refusal at the site itself.
    pub fn refuse(&self, message: impl Into<String>) -> Refusal {
        Refusal { expr: self.call, message: message.into() }
    }

    /// Notes that an argument (`a` or `a.key`) is in what a fragment writes.
    pub fn account_for(&self, path: &str) {
        let Some(used) = self.used else { return };
        if !used.borrow().contains(path) {
            used.borrow_mut().insert(path.to_owned());
        }
    }

    /// The argument at a path (`a` or `a.key`); `None` where it is absent.
    ///
    /// # Errors
    /// Where a key is asked of something that is not a literal dict.
    pub fn value(&self, path: &str) -> Result<Option<ExprId>, Refusal> {
        self.account_for(path);
        lookup(self.script, self.bound, path)
    }

    /// The argument at a path, which must be there.
    ///
    /// # Errors
    /// Where it is not.
    pub fn required(&self, path: &str) -> Result<ExprId, Refusal> {
        self.value(path)?.ok_or_else(|| self.refuse(format!("`{path}` is not given")))
    }

    /// All keys of a dict argument; empty where it is absent.
    ///
    /// # Errors
    /// Where it is not a literal dict.
    pub fn entries(&self, path: &str) -> Result<Vec<(String, ExprId)>, Refusal> {
        entries(self.script, self.bound, path)
    }

    /// Runs `f` with the view that the column lowerings take.
    pub fn lower<T>(&self, f: impl FnOnce(&LowerCx<'_>) -> T) -> T {
        let functions = Cell::new(false);
        let script = self.script;
        let constant = |id| script.constant(id);
        let name = "\u{0}F";
        let cx = LowerCx {
            module: script.module,
            spark: script.settings.spark,
            quote: script.style.quote,
            functions: name,
            uses_functions: &functions,
            source: self.source,
            constant: &constant,
        };
        f(&cx)
    }

    /// Puts the file's name for `pyspark.sql.functions` where [`FragmentCx::lower`] left a mark, so
    /// that the import is made only when it is used.
    pub fn with_functions(&self, mut lowered: Lowered) -> Lowered {
        if lowered.text.contains('\u{0}') {
            let name = (self.import)("F");
            lowered.text = lowered.text.replace("\u{0}F", &name);
        }
        // A helper is written between two marks.
        while let Some((before, rest)) = lowered.text.split_once('\u{1}') {
            let Some((name, behind)) = rest.split_once('\u{1}') else { break };
            lowered.text = format!("{before}{}{behind}", (self.import)(name));
        }
        lowered
    }

    /// A literal in the file's quotes.
    pub fn quote(&self, text: &str) -> String {
        quoted(text, self.script.style.quote)
    }
}

/// The argument at a path of a bound call.
///
/// # Errors
/// Where a key is asked of something that is not a literal dict.
pub fn lookup(script: &Script<'_>, bound: &Bound, path: &str) -> Result<Option<ExprId>, Refusal> {
    if let Some(Value::Expr(id)) = bound.values.get(path) {
        return Ok(Some(*id));
    }
    // Most paths are plain names, and most arguments are not given.
    if !path.bytes().any(|byte| matches!(byte, b'.' | b'>')) {
        return Ok(None);
    }
    // `frame->connection_options.inferSchema`: an argument of the call that made the frame.
    if path.contains('>')
        && let Some((head, rest)) = path.split_once("->")
    {
        let Some(made) = lookup(script, bound, head)? else { return Ok(None) };
        return super::origin::maker(script, made)
            .map_or(Ok(None), |bound| lookup(script, &bound, rest));
    }
    // Keys may have dots of their own (`connection_options.dynamodb.input.tableName`).
    let dots = path.bytes().enumerate().rev().filter(|(_, byte)| *byte == b'.');
    let mut cuts = dots.map(|(at, _)| (&path[..at], &path[at + 1..]));
    let found = cuts.find_map(|(head, key)| Some((head, key, bound.values.get(head)?)));
    let Some((head, key, value)) = found else {
        return Ok(None);
    };
    // Glue's option keys are compared without case (spec D).
    let named = |entries: &[Entry]| match entries.iter().find(|e| e.key.eq_ignore_ascii_case(key)) {
        Some(entry) if !entry.certain => Err(sometimes(entry)),
        entry => Ok(entry.map(|e| e.value)),
    };
    match value {
        Value::Expr(id) if !script.is_empty_literal(*id) => {
            named(&script.shared_entries(*id).ok_or_else(|| unseen(*id, head))?)
        }
        _ => named(&all_entries(script, bound, head)?),
    }
}

/// The entries of a dict argument.
///
/// # Errors
/// Where it is not a literal dict.
pub fn entries(
    script: &Script<'_>,
    bound: &Bound,
    path: &str,
) -> Result<Vec<(String, ExprId)>, Refusal> {
    let all = all_entries(script, bound, path)?;
    match all.iter().find(|entry| !entry.certain) {
        Some(entry) => Err(sometimes(entry)),
        None => Ok(all.into_iter().map(|entry| (entry.key, entry.value)).collect()),
    }
}

/// The entries of a dict argument, also those that a test decides about.
///
/// # Errors
/// Where it is not a literal dict, and no statements fill it.
pub fn all_entries(script: &Script<'_>, bound: &Bound, path: &str) -> Result<Vec<Entry>, Refusal> {
    match bound.values.get(path) {
        None | Some(Value::Positions(_)) => Ok(Vec::new()),
        Some(Value::Keywords(pairs)) => Ok(pairs.iter().cloned().map(Entry::always).collect()),
        Some(Value::Expr(id)) if script.is_empty_literal(*id) => Ok(Vec::new()),
        Some(Value::Expr(id)) => script.entries(*id).ok_or_else(|| unseen(*id, path)),
    }
}

fn unseen(expr: ExprId, path: &str) -> Refusal {
    let message = format!("`{path}` is not a literal dict, so its options cannot be seen");
    Refusal { expr, message }
}

/// The refusal of an option that only some runs set.
pub(super) fn sometimes(entry: &Entry) -> Refusal {
    let message = format!("the option `{}` is set only where a test says so", entry.key);
    Refusal { expr: entry.value, message }
}

fn columns(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let mappings = cx.required(&args[0])?;
    let typed = match cx.bound.values.get("self") {
        Some(Value::Expr(frame)) => typed_source(cx.script, *frame, 0),
        _ => false,
    };
    cx.lower(|l| super::mappings::select_columns(l, mappings, typed)).map(|t| cx.with_functions(t))
}

/// Whether a frame's column types come from a catalog or a typed file, not from text or inference.
fn typed_source(script: &Script<'_>, frame: ExprId, depth: usize) -> bool {
    let frame = script.module.unparen(frame);
    if depth > 12 {
        return false;
    }
    match &script.module.expr(frame).kind {
        ExprKind::Name(name) => {
            let bindings = script.scopes.bindings(script.scopes.scope_of(frame), name);
            !bindings.is_empty()
                && bindings.iter().all(|b| match b {
                    Binding::Target(stmt, _) => match &script.module.stmt(*stmt).kind {
                        StmtKind::Assign { value: Some(value), .. } => {
                            script.module.unparen(*value) != frame
                                && typed_source(script, *value, depth + 1)
                        }
                        _ => false,
                    },
                    _ => false,
                })
        }
        ExprKind::Call(func, args, _) => {
            if let ExprKind::Attribute(value, attr) = &script.module.expr(*func).kind {
                match attr.text {
                    "from_catalog" | "create_dynamic_frame_from_catalog" => return true,
                    "apply" => {
                        let frame = args
                            .iter()
                            .find(|a| a.name.is_some_and(|n| n.text == "frame"))
                            .or_else(|| args.iter().find(|a| a.name.is_none()));
                        return frame.is_some_and(|a| typed_source(script, a.value, depth + 1));
                    }
                    "drop_fields" | "filter" | "rename_field" | "select_fields"
                    | "apply_mapping" | "resolveChoice" | "toDF" => {
                        return typed_source(script, *value, depth + 1);
                    }
                    _ => {}
                }
            }
            false
        }
        _ => false,
    }
}

fn casts(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let specs = cx.required(&args[0])?;
    cx.lower(|l| super::specs::with_columns(l, specs)).map(|t| cx.with_functions(t))
}

fn drop_columns(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let paths = cx.required(&args[0])?;
    cx.lower(|l| super::names::drop_suffix(l, paths)).map(|t| cx.with_functions(t))
}

fn select(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let paths = cx.required(&args[0])?;
    cx.lower(|l| super::names::select_args(l, paths)).map(|t| cx.with_functions(t))
}

fn names_list(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let paths = cx.required(&args[0])?;
    let names = cx.lower(|l| super::names::names(l, paths))?;
    let text = names.iter().map(|n| cx.quote(n)).collect::<Vec<_>>().join(", ");
    Ok(Lowered { text, notes: Vec::new() })
}

fn rename(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let (old, new) = (cx.required(&args[0])?, cx.required(&args[1])?);
    cx.lower(|l| super::names::rename_suffix(l, old, new)).map(|t| cx.with_functions(t))
}

/// `top_level(name)`: the name of a column as the script has it, unless it is seen to be a path into a
/// struct.
fn top_level(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let id = cx.required(&args[0])?;
    let path = cx.script.literal(id).map(|text| super::path::Path::parse(&text));
    if path.is_some_and(|path| path.is_none_or(|path| path.nested())) {
        return Err(Refusal { expr: id, message: "it is a field of a struct".to_owned() });
    }
    Ok(Lowered { text: (cx.source)(id), notes: Vec::new() })
}

fn quoted_value(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let id = cx.required(&args[0])?;
    let Some(text) = cx.script.literal(id) else {
        return Ok(Lowered { text: (cx.source)(id), notes: Vec::new() });
    };
    Ok(Lowered { text: cx.quote(&text), notes: Vec::new() })
}

/// A name that the script does not use yet.
fn fresh(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    Ok(Lowered { text: fresh_name(cx.script, &args[0]), notes: Vec::new() })
}

/// A name like this one that the script does not bind.
pub fn fresh_name(script: &Script<'_>, name: &str) -> String {
    let mut name = name.to_owned();
    while script.scopes.bound_anywhere(&name) {
        name = format!("glue_{name}");
    }
    name
}

/// The session itself is written by the rewriter, which knows the names in scope.
fn session(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    cx.account_for(&args[0]);
    Ok(Lowered::default())
}

/// An argument that is made at run time; a literal list is refused without a word, since another rule has a
/// better form for it or a reason why it has none.
fn computed(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let id = cx.required(&args[0])?;
    let literal = cx.script.items(id).is_some_and(|items| {
        items.iter().all(|i| {
            let item = cx.script.constant(*i);
            item.is_some_and(|i| matches!(cx.script.module.expr(i).kind, ExprKind::Tuple(_)))
        })
    });
    if literal {
        return Err(cx.refuse(""));
    }
    Ok(Lowered { text: (cx.source)(id), notes: Vec::new() })
}
