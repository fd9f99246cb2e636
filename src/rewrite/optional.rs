//! Imports that may fail: `try: from awsglue… except ImportError: …` goes as a whole.

use super::imports::binds_a_method;
use super::plan::Facts;
use super::render::Renderer;
use crate::python::ast::{Block, StmtId, StmtKind};
use crate::stubs::is_glue_module;

impl Renderer<'_> {
    /// Whether a `try` only imports from Glue, and nothing reads what it or its handlers bind.
    pub(super) fn is_idle_import(&self, id: StmtId, facts: &Facts) -> bool {
        let module = self.script.module;
        let StmtKind::Try { body, handlers, orelse: None, finally: None } = &module.stmt(id).kind
        else {
            return false;
        };
        !handlers.is_empty()
            && body.stmts.iter().all(|s| self.is_unread_import(*s, facts))
            && handlers.iter().all(|h| self.binds_nothing_read(&h.body, facts))
    }

    /// Whether a statement imports from Glue what nothing reads.
    pub(super) fn is_unread_import(&self, id: StmtId, facts: &Facts) -> bool {
        let goes = |path: &str, bound: &str| {
            is_glue_module(path)
                && !binds_a_method(&facts.attr_reads, path)
                && self.is_name_unread(id, bound, facts)
                && !self.is_quoted(id, bound)
        };
        match &self.script.module.stmt(id).kind {
            StmtKind::Import(names) => names.iter().all(|a| goes(a.path, a.bound())),
            StmtKind::ImportFrom { module, names, star: false, .. } => {
                names.iter().all(|a| goes(module, a.bound()))
            }
            _ => false,
        }
    }

    fn is_quoted(&self, at: StmtId, name: &str) -> bool {
        let scopes = self.script.scopes;
        let owner = scopes.resolve(scopes.scope_of_stmt(at), name);
        owner.is_some_and(|owner| self.names_in_quotes().contains(&(owner, name.to_owned())))
    }

    fn binds_nothing_read(&self, block: &Block, facts: &Facts) -> bool {
        let module = self.script.module;
        block.stmts.iter().all(|id| {
            let mut idle = match &module.stmt(*id).kind {
                StmtKind::Import(names) | StmtKind::ImportFrom { names, star: false, .. } => {
                    names.iter().all(|a| self.is_name_unread(*id, a.bound(), facts))
                }
                StmtKind::Assign { targets, .. } => targets
                    .iter()
                    .all(|t| module.name(*t).is_some_and(|n| self.is_name_unread(*id, n, facts))),
                StmtKind::Expr(_) | StmtKind::Pass | StmtKind::Other(_) => true,
                StmtKind::Def(def) => self.is_name_unread(*id, def.name.text, facts),
                StmtKind::Class(class) => self.is_name_unread(*id, class.name.text, facts),
                _ => false,
            };
            if !matches!(module.stmt(*id).kind, StmtKind::Def(_) | StmtKind::Class(_)) {
                module.each_block(*id, |b| idle &= self.binds_nothing_read(b, facts));
            }
            idle
        })
    }

    fn is_name_unread(&self, at: StmtId, name: &str, facts: &Facts) -> bool {
        let scopes = self.script.scopes;
        let owner = scopes.resolve(scopes.scope_of_stmt(at), name);
        let inserted = owner.is_some_and(|owner| {
            let key = (owner, name.to_owned());
            facts.inserted_reads.contains(&key) || facts.verbatim.contains(&key)
        });
        !inserted
            && !facts.imports.contains(name)
            && !scopes.reads_of(owner, name).iter().any(|read| facts.survivors.contains(*read))
    }
}
