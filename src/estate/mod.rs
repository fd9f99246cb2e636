//! The files of a run as one program.
//!
//! Two phases: every module that matters is analysed and summed up, then rewritten with what the
//! others say of it. Which modules matter is found without parsing: those with a word of Glue, those
//! that they import, and those that import one that offers something of Glue. Modules go in an order
//! that follows their imports, and within one step none sees what another one of that step finds, so
//! that neither the order of the files nor the number of threads can change the result.

mod link;
mod order;
mod scan;
mod unread;

use std::path::Path;

use rustc_hash::FxHashSet;

use crate::config::Settings;
use crate::rewrite::{Conversion, ConvertError};
use crate::types::{ModId, ModuleNames};
pub use link::{convert, inspect};

/// The texts of a run, read when they are asked for.
pub trait Texts: Sync {
    /// The text of a module; `None` where it cannot be read.
    fn text(&self, module: ModId) -> Option<&str>;
}

/// One file of a run.
#[derive(Clone, Debug)]
pub struct Member<'a> {
    /// Where it is.
    pub path: &'a Path,
    /// What its target wants.
    pub settings: &'a Settings,
    /// Whether its bytes hold a word of Glue.
    pub glue: bool,
    /// The modules of the run that it imports.
    pub imports: Box<[ModId]>,
}

/// What came of one module.
pub type Outcome = Result<Conversion, Failed>;

/// Why nothing came of a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failed {
    /// The text cannot be rewritten.
    Convert(ConvertError),
    /// The program has a fault.
    Panic(String),
}

/// The modules of the run that the bytes of one of them import.
pub fn imported(names: &ModuleNames, from: ModId, bytes: &[u8]) -> Box<[ModId]> {
    let mut found = FxHashSet::default();
    for import in scan::imports(bytes) {
        let module = names.resolve(from, import.module);
        found.extend(module);
        for name in import.names {
            let inner = match module {
                Some(package) => names.submodule(package, name),
                None if import.module.ends_with('.') => {
                    names.resolve(from, &format!("{}{name}", import.module))
                }
                None => names.resolve(from, &format!("{}.{name}", import.module)),
            };
            found.extend(inner);
        }
    }
    found.remove(&from);
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_unstable();
    found.into()
}
