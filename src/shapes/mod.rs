//! Functions of a script that are known by what they do: helpers that a generator wrote into it.
//!
//! `[[helper]]` in `rules/` gives an example of each; a function of the script with the same canonical
//! form is that helper under whatever name, and its calls are an operation that rules speak of.

mod canon;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::python::ast::{ExprId, ExprKind, Module, StmtId, StmtKind};
use crate::python::parse;
use crate::python::scope::{Binding, ScopeId, Scopes};
use crate::rules::RuleSet;
use crate::rules::bind::{Bound, Value};
use crate::script::Script;
use crate::types::{Callee, bind_local};
pub use canon::Form;
use canon::{View, form};

/// A known function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Helper {
    /// The operation that its calls are.
    pub op: String,
    /// The parameters that its body reads, in the order of [`Form::params`].
    pub params: Vec<String>,
    /// The longest word that any spelling of it holds: a script without the word needs no look.
    pub word: String,
}

/// Reads the example of a helper: its last function, with what that one uses.
///
/// # Errors
/// What is wrong with it, in one sentence.
pub fn example(op: &str, source: &str, transparent: &[String]) -> Result<(String, Helper), String> {
    let module = parse(source).map_err(|e| e.to_string())?;
    let scopes = Scopes::of(&module);
    let last = module.body.stmts.iter().rev();
    let def = last
        .copied()
        .find(|s| matches!(module.stmt(*s).kind, StmtKind::Def(_)))
        .ok_or("it holds no function")?;
    let is_session = |id: ExprId| matches!(module.expr(id).kind, ExprKind::Name("spark"));
    let view = View { module: &module, scopes: &scopes, is_session: &is_session, transparent };
    let form = form(&view, def).ok_or("it holds what has no canonical form")?;
    let StmtKind::Def(stub) = &module.stmt(def).kind else { return Err(String::new()) };
    let params = form.params.iter().map(|i| stub.params[*i].name.text.to_owned()).collect();
    Ok((form.text, Helper { op: op.to_owned(), params, word: longest_word(&module) }))
}

/// The longest attribute or text of a module; a renamed copy of its functions has it as well.
fn longest_word(module: &Module<'_>) -> String {
    let words = (0..module.expr_count()).filter_map(|i| {
        #[allow(clippy::cast_possible_truncation)] // dense ids
        let id = ExprId(i as u32);
        match &module.expr(id).kind {
            ExprKind::Attribute(_, attr) => Some(attr.text),
            ExprKind::Str(_) => {
                module.str_value(id).filter(|s| s.chars().all(char::is_alphanumeric))
            }
            _ => None,
        }
    });
    words.max_by_key(|word| word.len()).unwrap_or_default().to_owned()
}

/// The helpers of one script.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The calls of helpers: the operation and its arguments.
    pub calls: FxHashMap<ExprId, (String, Bound)>,
    /// The functions that are helpers.
    pub defs: FxHashSet<StmtId>,
}

/// Looks for helpers among the functions of a module.
pub fn find(script: &Script<'_>, rules: &RuleSet) -> Found {
    let mut found = Found::default();
    if !rules.helper_words.finds(script.module.text.as_bytes()) {
        return found;
    }
    let is_session = |id: ExprId| {
        script.is_instance(id, "SparkSession")
            || matches!(script.module.expr(id).kind, ExprKind::Name("spark"))
    };
    let view = View {
        module: script.module,
        scopes: script.scopes,
        is_session: &is_session,
        transparent: &rules.transparent,
    };
    for id in &script.module.body.stmts {
        let StmtKind::Def(stub) = &script.module.stmt(*id).kind else { continue };
        let bindings = script.scopes.bindings(ScopeId(0), stub.name.text);
        if !matches!(bindings, [Binding::Definition(_)]) {
            continue;
        }
        let Some(form) = form(&view, *id) else { continue };
        let Some(helper) = rules.helpers.get(&form.text) else { continue };
        // Without Glue in it a function is the user's own and stays.
        if !form.unwrapped && !holds_glue(script, *id) {
            continue;
        }
        found.defs.insert(*id);
        for call in script.typing.call_sites.get(id).into_iter().flatten() {
            if let Some(bound) = arguments(script, *id, &form, helper, *call) {
                found.calls.insert(*call, (helper.op.clone(), bound));
            }
        }
    }
    found
}

/// The arguments of a call under the helper's own names.
fn arguments(
    script: &Script<'_>,
    def: StmtId,
    form: &Form,
    helper: &Helper,
    call: ExprId,
) -> Option<Bound> {
    let StmtKind::Def(stub) = &script.module.stmt(def).kind else { return None };
    let ExprKind::Call(_, args, _) = &script.module.expr(call).kind else { return None };
    if !matches!(script.typing.callees.get(&call), Some(Callee::Local { bound: false, .. }))
        || args.iter().any(|a| a.stars > 0)
    {
        return None;
    }
    let params = stub.params.iter().map(|p| (p.name.text, p.kind));
    let mut given: FxHashMap<usize, ExprId> = FxHashMap::default();
    for (index, arg) in bind_local(&params, false, args).into_iter().zip(args) {
        given.insert(index?, arg.value);
    }
    let mut bound = Bound::default();
    for (index, name) in form.params.iter().zip(&helper.params) {
        let value = given.remove(index).or(stub.params[*index].default)?;
        bound.values.insert(name.clone(), Value::Expr(value));
    }
    // The context tells where the session comes from; nothing else is read by the helper.
    let mut rest: Vec<_> = given.into_iter().collect();
    rest.sort_unstable();
    if let Some((_, context)) = rest.iter().find(|(_, v)| script.is_instance(*v, "GlueContext")) {
        bound.values.insert("glue_ctx".to_owned(), Value::Expr(*context));
    }
    Some(bound)
}

fn holds_glue(script: &Script<'_>, def: StmtId) -> bool {
    let span = script.module.stmt(def).span;
    script.typing.callees.iter().any(|(id, callee)| {
        let glue = match callee {
            Callee::Op { func, .. } => script.stubs.func(*func).glue,
            Callee::Construct(class) => script.stubs.class(*class).glue,
            Callee::Local { .. } => false,
        };
        glue && span.contains(script.module.expr(*id).span)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(source: &str) -> (String, Vec<String>) {
        let transparent = ["DynamicFrame.toDF".to_owned(), "DynamicFrame.fromDF".to_owned()];
        let (form, helper) = example("op", source, &transparent).unwrap();
        (form, helper.params)
    }

    const PLAIN: &str = "def q(ctx, sql, frames):\n    for k, v in frames.items():\n        v.createOrReplaceTempView(k)\n    return spark.sql(sql)\n";

    #[test]
    fn names_annotations_and_steps_do_not_count() {
        let generated = "def other(frames: dict, c, text, name='x') -> 'F':\n    'Says what it does.'\n    for alias, frame in frames.items():\n        (frame.toDF()).createOrReplaceTempView(alias)  # registers it\n    result = spark.sql(text)\n    return DynamicFrame.fromDF(result, c, name)\n";
        assert_eq!(shape(generated).0, shape(PLAIN).0);
        assert_eq!(shape(generated).1, ["frames", "text"]);
        assert_eq!(shape(PLAIN).1, ["frames", "sql"]);
    }

    #[test]
    fn what_is_done_counts() {
        for other in [
            PLAIN.replace("createOrReplaceTempView", "createTempView"),
            PLAIN.replace("v.create", "k.create"),
            PLAIN.replace("sql(sql)", "sql(sql).limit(1)"),
            PLAIN.replace("    return", "    print(sql)\n    return"),
            PLAIN.replace("sql(sql)", "sql('select 1')"),
        ] {
            assert_ne!(shape(&other).0, shape(PLAIN).0, "{other}");
        }
    }

    #[test]
    fn functions_that_are_used_are_taken_in() {
        let one = "import hashlib as h\ndef one(v):\n    return h.sha256(v)\ndef f(a, b):\n    return one(b) if a else f(b, a)\n";
        let two = "from x import hashlib\nw = lambda: 0\ndef two(z):\n    return hashlib.sha256(z)\ndef g(p, q):\n    return two(q) if p else g(q, p)\n";
        assert_eq!(shape(one).0, shape(two).0);
    }

    #[test]
    fn a_step_that_runs_elsewhere_keeps_its_place() {
        let outside = "def f(a, xs):\n    y = a()\n    for x in xs:\n        g(x, y)\n";
        let inside = "def f(a, xs):\n    for x in xs:\n        g(x, a())\n";
        assert_ne!(shape(outside).0, shape(inside).0);
    }
}
