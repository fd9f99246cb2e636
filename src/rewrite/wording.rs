//! Types that stand in text: quoted annotations and docstrings follow the types that they name.

use super::edit::Edit;
use super::render::Renderer;
use crate::python::ast::{ExprId, ExprKind, FunctionDef, StmtId, StmtKind};
use crate::python::scope::Binding;
use crate::rules::template::Part;
use crate::rules::{Action, RuleSet};
use crate::script::Script;
use crate::stubs::{ClassId, Export};
use crate::types::{FORGOTTEN, Ty};

impl Renderer<'_> {
    /// The edits of the text of a statement: its quoted annotations, and a function's docstring.
    pub(super) fn wording(&self, id: StmtId, edits: &mut Vec<Edit>) {
        match &self.script.module.stmt(id).kind {
            StmtKind::Def(def) => {
                let scope = self.script.scopes.body_scope(id);
                for param in &def.params {
                    let key = scope.map(|scope| (scope, param.name.text.to_owned()));
                    // What must stay a GlueContext is still called one.
                    if key.is_none_or(|key| !self.plan.verbatim().contains(&key)) {
                        param.annotation.iter().for_each(|a| self.quoted(*a, edits));
                    }
                }
                if !self.plan.kept_returns().contains(&id) {
                    def.returns.iter().for_each(|a| self.quoted(*a, edits));
                }
                self.docstring(id, def, edits);
            }
            StmtKind::Assign { annotation: Some(annotation), .. } => {
                self.quoted(*annotation, edits);
            }
            _ => {}
        }
    }

    fn quoted(&self, id: ExprId, edits: &mut Vec<Edit>) {
        let module = self.script.module;
        if module.str_value(id).is_some() {
            let span = module.expr(id).span;
            for (at, word) in words(module.source(span)) {
                let class = quoted_class(self.script, id, word);
                let name = class.map(|class| self.script.stubs.class(class).name.as_str());
                let Some(import) = name.and_then(|name| named_anew(self.rules, name)) else {
                    continue;
                };
                let start = span.start as usize + at;
                let text = self.import(import);
                edits.push(Edit { range: start..start + word.len(), text });
            }
        }
        module.each_child(id, |child| self.quoted(child, edits));
    }

    /// A function that takes or gives other types says so in its docstring.
    fn docstring(&self, id: StmtId, def: &FunctionDef<'_>, edits: &mut Vec<Edit>) {
        let module = self.script.module;
        let Some(first) = def.body.stmts.first() else { return };
        let StmtKind::Expr(text) = module.stmt(*first).kind else { return };
        if !matches!(module.expr(text).kind, ExprKind::Str(_)) {
            return;
        }
        self.undescribed(id, def, text, edits);
        let typing = self.script.typing;
        let scope = self.script.scopes.body_scope(id);
        // What must stay a GlueContext is still called one.
        let stays = |index: usize| {
            let name = def.params.get(index).map_or("", |param| param.name.text);
            scope.is_some_and(|scope| self.plan.verbatim().contains(&(scope, name.to_owned())))
        };
        let params = typing.params.get(&id).into_iter().flatten().enumerate();
        let returns = typing.returns.get(&id).filter(|_| !self.plan.kept_returns().contains(&id));
        let params = params.filter(|(index, _)| !stays(*index)).map(|(_, ty)| ty);
        let types: Vec<&Ty> = params.chain(returns).collect();
        let stubs = self.script.stubs;
        let glue = |ty: &&&Ty| {
            let is = |m: &Ty| matches!(m, Ty::Instance(class) if stubs.class(*class).glue);
            ty.members().iter().any(is)
        };
        if !types.iter().any(|ty| glue(&ty)) {
            return;
        }
        let source = module.source(module.expr(text).span);
        for (at, word) in words(source) {
            let renamed = (0..def.params.len()).find_map(|index| {
                let new = self.plan.session_params().get(&(id, index))?;
                let named = def.params[index].name.text == word && names_it(source, at, word);
                named.then(|| new.clone())
            });
            let class = self.script.stubs.class_named(word);
            let typed = class.filter(|c| types.iter().any(|ty| ty.may_be(*c)));
            let became = typed.and_then(|_| named_anew(self.rules, word)).map(str::to_owned);
            // `Turns a DynamicFrame into a DataFrame` would say nothing.
            let became = became.filter(|name| !beside(source, at, name));
            let Some(text_now) = renamed.or(became) else { continue };
            let start = module.expr(text).span.start as usize + at;
            // `awsglue.dynamicframe.DynamicFrame` loses its module as well.
            let path = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
            let before = &source[..at];
            let prefix = before.len() - before.trim_end_matches(path).len();
            let prefix = if before[at - prefix..].starts_with("awsglue.") { prefix } else { 0 };
            edits.push(Edit { range: start - prefix..start + word.len(), text: text_now });
        }
    }
}

/// The name of the import that takes the place of a class, where a rule says so.
pub(super) fn named_anew<'r>(rules: &'r RuleSet, class: &str) -> Option<&'r str> {
    rules.of(class).find_map(|rule| match &rule.action {
        Action::Replace(template) => match &template.parts[..] {
            [Part::Import(name)] => Some(name.as_str()),
            _ => None,
        },
        _ => None,
    })
}

/// The class of Glue that a word of a quoted annotation names, imported or not: nothing fails where it is
/// not.
pub(super) fn quoted_class(script: &Script<'_>, at: ExprId, word: &str) -> Option<ClassId> {
    let Some(scope) = script.scopes.resolve(script.scopes.scope_of(at), word) else {
        let forgotten = script.typing.names_glue && FORGOTTEN.contains(&word);
        return script.stubs.class_named(word).filter(|_| forgotten);
    };
    script.scopes.scope(scope).names.get(word)?.iter().find_map(|binding| {
        let Binding::Import(stmt) = binding else { return None };
        let StmtKind::ImportFrom { module, names, .. } = &script.module.stmt(*stmt).kind else {
            return None;
        };
        let alias = names.iter().find(|a| a.bound() == word)?;
        match script.stubs.export(module, alias.path)? {
            Export::Class(class) if script.stubs.class(class).glue => Some(class),
            _ => None,
        }
    })
}

/// Whether the line around a place has a word.
fn beside(text: &str, at: usize, word: &str) -> bool {
    let (_, line) = line_of(text, at);
    words(line).any(|(_, found)| found == word)
}

/// Whether a word of a docstring names a parameter: `context` may be just a word of the text.
fn names_it(text: &str, at: usize, word: &str) -> bool {
    let (start, line) = line_of(text, at);
    let is_listed =
        line[..at - start].trim_start_matches([' ', '\t', '*', '-', '`', '"', '\'']).is_empty()
            || line.trim_start().starts_with(":param");
    let quoted = text[..at].ends_with(['`', '\'', '"']);
    word.contains('_') || word.contains(char::is_uppercase) || is_listed || quoted
}

/// The line around a place, and where it starts.
fn line_of(text: &str, at: usize) -> (usize, &str) {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    (start, text[start..].lines().next().unwrap_or_default())
}

/// The words of a text with their places.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let starts = text.char_indices().filter(move |(at, c)| {
        is_word(*c) && !text[..*at].chars().next_back().is_some_and(is_word)
    });
    starts.map(move |(at, _)| {
        let rest = &text[at..];
        (at, &rest[..rest.find(|c: char| !is_word(c)).unwrap_or(rest.len())])
    })
}
