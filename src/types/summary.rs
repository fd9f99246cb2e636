//! From what is known of a module inside to what it tells the others.

use super::members::kind_of;
use super::{Class, Function, Offers, Summary, Ty, Typing};
use crate::python::ast::{Module, StmtId, StmtKind};

/// Sums up a module; `session` names the parameters that carry a session from now on.
pub fn summarise(
    module: &Module<'_>,
    typing: &Typing,
    session: impl Fn(StmtId, usize) -> Option<String>,
) -> Summary {
    let mut offers = Offers { names: typing.names.clone(), ..Offers::default() };
    for index in 0..module.stmt_count() {
        #[allow(clippy::cast_possible_truncation)] // dense ids
        let id = StmtId(index as u32);
        match &module.stmt(id).kind {
            StmtKind::Def(def) => {
                let params: Vec<_> =
                    def.params.iter().map(|p| (p.name.text.to_owned(), p.kind)).collect();
                let sessions =
                    (0..params.len()).filter_map(|i| Some((i, session(id, i)?))).collect();
                let function = Function {
                    name: def.name.text.to_owned(),
                    params,
                    types: typing.params.get(&id).cloned().unwrap_or_default(),
                    returns: typing.returns.get(&id).cloned().unwrap_or(Ty::Never),
                    kind: kind_of(module, def),
                    called: typing.call_sites.contains_key(&id),
                    sessions,
                };
                offers.functions.insert(id, function);
            }
            StmtKind::Class(class) => {
                let class = Class {
                    name: class.name.text.to_owned(),
                    attrs: typing.attrs.get(&id).cloned().unwrap_or_default(),
                    bases: class.bases.iter().map(|b| typing.of(b.value).clone()).collect(),
                };
                offers.classes.insert(id, class);
            }
            _ => {}
        }
    }
    Summary { offers, asks: typing.asks.clone() }
}
