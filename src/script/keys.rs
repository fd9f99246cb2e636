//! The keys that are read of the dict that a name holds.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::Script;
use crate::python::ast::{ExprId, ExprKind};

/// The reads of a name that holds a dict.
#[derive(Debug, Default)]
pub(crate) struct KeyReads {
    /// Those that ask for a literal key: `args["a"]`, `args.get("a")`.
    pub keys: FxHashMap<String, Vec<ExprId>>,
    /// All others.
    pub others: Vec<ExprId>,
}

impl Script<'_> {
    /// What is read of the dict that a target holds, found once for a name.
    pub(crate) fn key_reads(&self, target: ExprId) -> Rc<KeyReads> {
        let name = self.module.name(target).unwrap_or_default();
        let owner = self.scopes.resolve(self.scopes.scope_of(target), name);
        let reads = self.scopes.reads_of(owner, name);
        let Some(first) = reads.first() else { return Rc::default() };
        if let Some(known) = self.key_reads.borrow().get(first) {
            return Rc::clone(known);
        }
        let mut found = KeyReads::default();
        for read in reads {
            match self.key_read(*read) {
                Some(key) => found.keys.entry(key).or_default().push(*read),
                None => found.others.push(*read),
            }
        }
        let found = Rc::new(found);
        self.key_reads.borrow_mut().insert(*first, Rc::clone(&found));
        found
    }

    fn key_read(&self, dict: ExprId) -> Option<String> {
        let parent = self.scopes.parent(dict)?;
        match &self.module.expr(parent).kind {
            ExprKind::Subscript(value, index) if *value == dict => self.literal(*index.first()?),
            ExprKind::Attribute(value, attr) if *value == dict && attr.text == "get" => {
                let call = self.scopes.parent(parent)?;
                match &self.module.expr(call).kind {
                    ExprKind::Call(callee, args, _) if *callee == parent => {
                        let key =
                            args.first().filter(|arg| arg.stars == 0 && arg.name.is_none())?;
                        self.literal(key.value)
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }
}
