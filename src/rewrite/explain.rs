//! What the model believes of one line: the type of each expression and where it comes from, and
//! which rules were tried for each use of Glue.

use std::fmt::Write as _;

use super::analysis::{Analysis, Guide, Parsed};
use super::decide::trials;
use crate::python::ast::{ExprId, ExprKind, StmtKind};
use crate::python::scope::{Binding, ScopeId};
use crate::script::Script;
use crate::source::position_at;
use crate::types::{DefId, Ty};

/// Explains the line that holds a byte of a text; `line_name` says what people call the line of a byte.
pub fn explain(
    parsed: &Parsed<'_>,
    guide: Guide<'_, '_>,
    analysis: &Analysis<'_>,
    offset: usize,
    line_name: &dyn Fn(usize) -> String,
) -> String {
    let text = parsed.module.text;
    let mut script = parsed.script(guide, &analysis.typing);
    script.helpers = Some(&analysis.helpers);
    let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let mut out = format!("    {}\n\ntypes:\n", text[start..end].trim());
    let line = Line { script: &script, line_name };
    let here: Vec<ExprId> = (0..script.module.expr_count())
        .filter_map(|i| u32::try_from(i).ok().map(ExprId))
        .filter(|id| (start..=end).contains(&(script.module.expr(*id).span.start as usize)))
        .collect();
    let mut typed: Vec<_> = here.iter().filter(|id| line.is_worth(**id)).collect();
    typed.sort_by_key(|id| {
        let span = script.module.expr(**id).span;
        (span.start, span.end)
    });
    for id in &typed {
        line.type_of(**id, &mut out);
    }
    if typed.is_empty() {
        out.push_str("    nothing with a type\n");
    }
    out.push_str("\nrules:\n");
    let mut sites: Vec<_> = here.iter().filter(|id| analysis.sites.contains_key(id)).collect();
    sites.sort_by_key(|id| script.module.expr(**id).span.start);
    for id in &sites {
        let site = &analysis.sites[id];
        let column = position_at(text, script.module.expr(**id).span.start as usize).column;
        // Writing to a string cannot fail.
        let _ = writeln!(out, "    {} (column {column})", site.op);
        let chosen = analysis.decisions.get(id);
        for (rule, verdict) in trials(&script, guide.rules, (**id, site), &analysis.sites, chosen) {
            let _ = writeln!(out, "        {rule}: {verdict}");
        }
    }
    if sites.is_empty() {
        out.push_str("    no use of Glue that the model knows\n");
    }
    out
}

struct Line<'a> {
    script: &'a Script<'a>,
    line_name: &'a dyn Fn(usize) -> String,
}

impl Line<'_> {
    /// Literals speak for themselves.
    fn is_worth(&self, id: ExprId) -> bool {
        matches!(
            self.script.module.expr(id).kind,
            ExprKind::Name(_)
                | ExprKind::Attribute(..)
                | ExprKind::Call(..)
                | ExprKind::Subscript(..)
        )
    }

    fn type_of(&self, id: ExprId, out: &mut String) {
        let source = self.script.module.expr_source(id);
        let first = source.lines().next().unwrap_or_default();
        let dots = if first.len() < source.len() { " …" } else { "" };
        let shown = self.shown(self.script.typing.of(id));
        // Writing to a string cannot fail.
        let _ = writeln!(out, "    {first}{dots}: {shown}");
        if let ExprKind::Name(name) = self.script.module.expr(id).kind {
            for origin in self.origins(id, name) {
                let _ = writeln!(out, "        {origin}");
            }
        }
    }

    /// Where the name gets its values.
    fn origins(&self, id: ExprId, name: &str) -> Vec<String> {
        let Script { module, scopes, typing, .. } = self.script;
        let bindings = scopes.bindings(scopes.scope_of(id), name);
        if bindings.is_empty() {
            let given = self.script.settings.given_session && matches!(name, "spark" | "sc");
            let stars = &scopes.scope(ScopeId(0)).stars;
            let star =
                stars.iter().find(|(_, from)| self.script.stubs.export(from, name).is_some());
            return vec![match star {
                _ if given => "is there from the start".to_owned(),
                Some((_, from)) => format!("from `from {from} import *`"),
                None => "is not bound in this file".to_owned(),
            }];
        }
        let at = |start: u32| (self.line_name)(start as usize);
        let of = |binding: &Binding| match binding {
            Binding::Target(stmt, target) => format!(
                "assigned on {}: {}",
                at(module.stmt(*stmt).span.start),
                self.shown(typing.of(*target))
            ),
            Binding::Import(stmt) => format!("imported on {}", at(module.stmt(*stmt).span.start)),
            Binding::Definition(stmt) => {
                format!("defined on {}", at(module.stmt(*stmt).span.start))
            }
            Binding::Param(def, index) => {
                let ty = typing.params.get(def).and_then(|params| params.get(*index));
                let ty = ty.map_or_else(|| "not known".to_owned(), |ty| self.shown(ty));
                let StmtKind::Def(stub) = &module.stmt(*def).kind else { return ty };
                let calls = typing.call_sites.get(def).map_or(&[][..], Vec::as_slice);
                let mut lines: Vec<_> =
                    calls.iter().map(|call| at(module.expr(*call).span.start)).collect();
                lines.dedup();
                let view = self.script.view;
                let id = DefId { module: view.here, stmt: *def };
                let elsewhere = view.asked().is_some_and(|asks| asks.called.contains(&id));
                let calls = match (&lines[..], elsewhere) {
                    ([], true) => "called from other modules".to_owned(),
                    ([], false) => "no call of it is known".to_owned(),
                    (_, false) => format!("called on {}", lines.join("; ")),
                    (_, true) => {
                        format!("called on {} and from other modules", lines.join("; "))
                    }
                };
                format!("parameter of `{}`: {ty}; {calls}", stub.name.text)
            }
            Binding::Expression(_) => "bound inside an expression".to_owned(),
        };
        bindings.iter().map(of).collect()
    }

    fn shown(&self, ty: &Ty) -> String {
        let stubs = self.script.stubs;
        let several = |all: &[Ty], between: &str| {
            all.iter().map(|ty| self.shown(ty)).collect::<Vec<_>>().join(between)
        };
        match ty {
            Ty::Never => "no value has been seen".to_owned(),
            Ty::Unknown => "not known".to_owned(),
            Ty::None => "None".to_owned(),
            Ty::Module(name) => format!("module {name}"),
            Ty::Class(class) => format!("class {}", stubs.class(*class).name),
            Ty::Instance(class) => stubs.class(*class).name.clone(),
            Ty::Kept(class) => format!("{} of a call that stays Glue", stubs.class(*class).name),
            Ty::Func(func) => format!("function {}", stubs.func(*func).op),
            Ty::Bound(func, _) => format!("method {}", stubs.func(*func).op),
            Ty::Def(def, _) => format!("function {}", self.local(def.stmt)),
            Ty::LocalClass(def) => format!("class {}", self.local(def.stmt)),
            Ty::LocalInstance(def) => self.local(def.stmt).to_owned(),
            Ty::File(_) | Ty::Path(..) => "module of the run".to_owned(),
            Ty::List(item) => format!("list[{}]", self.shown(item)),
            Ty::Dict(item) => format!("dict[…, {}]", self.shown(item)),
            Ty::Tuple(items) => format!("tuple[{}]", several(items, ", ")),
            Ty::Union(members) => several(members, " or "),
        }
    }

    fn local(&self, stmt: crate::python::ast::StmtId) -> &str {
        match &self.script.module.stmt(stmt).kind {
            StmtKind::Def(def) => def.name.text,
            StmtKind::Class(class) => class.name.text,
            _ => "of this file",
        }
    }
}
