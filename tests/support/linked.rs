//! Converts made estates, each as one run, and says what must hold of every module.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Mutex;

use unglue::config::Settings;
use unglue::estate::{self, Failed, Member, Outcome, Texts};
use unglue::free_names::free_names;
use unglue::prefilter::may_use_glue;
use unglue::python::ast::{Alias, ExprId, ExprKind, Module as Tree, StmtId, StmtKind};
use unglue::python::parse;
use unglue::rewrite::Conversion;
use unglue::rules::RuleSet;
use unglue::types::{ModId, ModuleNames};

use super::program::Module;

struct Held<'t>(&'t [String]);

impl Texts for Held<'_> {
    fn text(&self, module: ModId) -> Option<&str> {
        self.0.get(module.index()).map(String::as_str)
    }
}

/// What comes of each module; `None` where it has nothing to do with Glue.
fn converted(paths: &[&Path], texts: &[String], settings: &Settings) -> Vec<Option<Outcome>> {
    let names = ModuleNames::of(paths.iter().copied());
    let member = |index: usize| {
        #[allow(clippy::cast_possible_truncation)] // four modules
        let imports = estate::imported(&names, ModId(index as u32), texts[index].as_bytes());
        Member {
            path: paths[index],
            settings,
            glue: may_use_glue(texts[index].as_bytes()),
            imports,
        }
    };
    let members: Vec<_> = (0..paths.len()).map(member).collect();
    let found = Mutex::new(vec![None; paths.len()]);
    estate::convert(
        &members,
        names.clone(),
        &Held(texts),
        RuleSet::embedded(),
        &|module, outcome| {
            found.lock().unwrap()[module.index()] = outcome;
        },
    );
    found.into_inner().unwrap()
}

/// The texts after a run, and what it says of each module.
fn once(
    paths: &[&Path],
    texts: &[String],
    settings: &Settings,
) -> Result<(Vec<String>, Vec<Conversion>), String> {
    let (mut new, mut said) = (texts.to_vec(), Vec::new());
    for (index, outcome) in converted(paths, texts, settings).into_iter().enumerate() {
        let done = match outcome {
            None => Conversion::default(),
            Some(Ok(done)) => done,
            Some(Err(Failed::Convert(error))) => return Err(error.to_string()),
            Some(Err(failed)) => {
                return Err(format!("{} is refused: {failed:?}", paths[index].display()));
            }
        };
        if let Some(text) = &done.text {
            new[index].clone_from(text);
        }
        said.push(done);
    }
    Ok((new, said))
}

/// What one run makes of the modules of an estate.
///
/// # Errors
/// Where one is refused.
pub fn rewritten(modules: &[Module], settings: &Settings) -> Result<Vec<String>, String> {
    let paths: Vec<&Path> = modules.iter().map(|module| Path::new(module.path)).collect();
    let old: Vec<String> = modules.iter().map(|module| module.text.clone()).collect();
    Ok(once(&paths, &old, settings)?.0)
}

/// Converts an estate and checks what must hold of any.
///
/// # Errors
/// The invariant that is broken.
pub fn check(modules: &[Module], settings: &Settings) -> Result<(), String> {
    let paths: Vec<&Path> = modules.iter().map(|module| Path::new(module.path)).collect();
    let old: Vec<String> = modules.iter().map(|module| module.text.clone()).collect();
    for (path, text) in paths.iter().zip(&old) {
        parse(text)
            .map_err(|error| format!("the made {} does not parse: {error}", path.display()))?;
    }
    let (new, said) = once(&paths, &old, settings)?;
    let (again, said_again) = once(&paths, &new, settings)?;
    for (index, module) in modules.iter().enumerate() {
        let (old, new) = (&old[index], &new[index]);
        let fault = well_formed(module, old, new, &said[index])
            .and_then(|()| with_findings(new, &said_again[index]));
        fault.map_err(|fault| format!("{}: {fault}", module.path))?;
        if again[index] != *new {
            return Err(format!(
                "{}: a second run changes\n{new}\ninto\n{}",
                module.path, again[index]
            ));
        }
    }
    Ok(())
}

fn well_formed(module: &Module, old: &str, new: &str, said: &Conversion) -> Result<(), String> {
    for finding in &said.findings {
        if old.get(finding.range.clone()).is_none() || finding.message.is_empty() {
            return Err(format!("a finding without a place or a message: {finding:?}"));
        }
    }
    let tree = parse(new).map_err(|error| format!("the output does not parse: {error}\n{new}"))?;
    let (Some(before), Some(after)) = (free_names(old), free_names(new)) else {
        return Err("the names of the text cannot be told".to_owned());
    };
    let added: Vec<_> = after.difference(&before).collect();
    if !added.is_empty() {
        return Err(format!("new undefined names {added:?} in\n{new}"));
    }
    let unread = unread_imports(&parse(old).map_err(|error| error.to_string())?);
    let added: Vec<_> = unread_imports(&tree).difference(&unread).cloned().collect();
    if !added.is_empty() {
        return Err(format!("new unused imports {added:?} in\n{new}"));
    }
    for text in module.plain.iter().chain(&module.comments) {
        if new.matches(text.as_str()).count() != 1 {
            return Err(format!("`{text}` is not once in\n{new}"));
        }
    }
    if new.replace("\r\n", "").contains('\n') && new.contains("\r\n") {
        return Err(format!("the line endings are mixed in\n{new}"));
    }
    Ok(())
}

fn expressions<'m, 't>(tree: &'m Tree<'t>) -> impl Iterator<Item = (ExprId, &'m ExprKind<'t>)> {
    #[allow(clippy::cast_possible_truncation)] // dense ids
    (0..tree.expr_count()).map(|i| (ExprId(i as u32), &tree.expr(ExprId(i as u32)).kind))
}

/// The imported names that no expression reads.
fn unread_imports(tree: &Tree<'_>) -> BTreeSet<String> {
    let read: BTreeSet<&str> = expressions(tree)
        .filter_map(|(_, kind)| if let ExprKind::Name(name) = kind { Some(*name) } else { None })
        .collect();
    let mut found = BTreeSet::new();
    for i in 0..tree.stmt_count() {
        #[allow(clippy::cast_possible_truncation)] // dense ids
        match &tree.stmt(StmtId(i as u32)).kind {
            StmtKind::Import(names) | StmtKind::ImportFrom { names, .. } => {
                found.extend(names.iter().map(Alias::bound).filter(|n| *n != "*"));
            }
            _ => {}
        }
    }
    found.into_iter().filter(|name| !read.contains(name)).map(str::to_owned).collect()
}

/// Words that are nothing but Glue's.
const GLUE: [&str; 14] = [
    "create_dynamic_frame",
    "write_dynamic_frame",
    "create_dynamic_frame_from_catalog",
    "create_dynamic_frame_from_options",
    "write_dynamic_frame_from_options",
    "resolveChoice",
    "relationalize",
    "fromDF",
    "drop_fields",
    "rename_field",
    "select_fields",
    "GlueContext",
    "ApplyMapping",
    "DropFields",
];

/// Every use of Glue in a text must have a finding on its line.
fn with_findings(text: &str, said: &Conversion) -> Result<(), String> {
    let tree = parse(text).map_err(|error| error.to_string())?;
    for (id, kind) in expressions(&tree) {
        let word = match kind {
            ExprKind::Name(name) if name.starts_with(char::is_uppercase) => name,
            ExprKind::Attribute(_, attr) => attr.text,
            _ => continue,
        };
        let span = tree.expr(id).span.range();
        // The word itself stands at the end.
        let line = 1 + text[..span.end].matches('\n').count();
        let met = |start: usize, end: usize| (start..=end).contains(&line);
        if GLUE.contains(&word) && !said.findings.iter().any(|f| met(f.start.line, f.end.line)) {
            let shown = text.lines().nth(line - 1).unwrap_or_default();
            return Err(format!("no finding for `{word}` at `{shown}` in\n{text}"));
        }
    }
    Ok(())
}
