//! `any(…)` and `all(…)` over what the script spells out.

use crate::python::ast::{ComprehensionKind, ExprId, ExprKind};

use super::super::{Refusal, resolve};
use super::Row;
use super::boolean::Boolean;
use super::function::behind;
use super::state::State;

/// Lists longer than this make no readable condition.
const MOST: usize = 32;

impl<'a> Row<'a> {
    /// `any([a, b])`, `all(x[name] for name in ("a", "b"))`; `None` where it is over something else.
    pub(super) fn quantified(
        &self,
        of: ExprId,
        every: bool,
        s: &State<'a>,
    ) -> Result<Option<Boolean>, Refusal> {
        let module = self.cx.module;
        let of = module.unparen(of);
        match &module.expr(of).kind {
            ExprKind::List(items) | ExprKind::Tuple(items) if items.len() <= MOST => {
                let truths: Result<Vec<_>, _> = items.iter().map(|i| self.boolean(*i, s)).collect();
                let truths = truths?;
                // All items are made before the first one is asked.
                let needs: Vec<_> = truths.iter().flat_map(|t| t.sound.clone()).collect();
                Ok(Some(behind(&needs, self.chained(truths, every))))
            }
            ExprKind::Comprehension(
                kind @ (ComprehensionKind::List | ComprehensionKind::Generator),
                element,
                None,
                clauses,
            ) => {
                let [clause] = &clauses[..] else {
                    return Ok(None);
                };
                let (ExprKind::List(items) | ExprKind::Tuple(items)) =
                    &module.expr(resolve(self.cx, clause.iter)).kind
                else {
                    return Ok(None);
                };
                let Some(name) = module.name(clause.target) else {
                    return Ok(None);
                };
                if !clause.ifs.is_empty() || items.len() > MOST {
                    return Ok(None);
                }
                let mut truths: Vec<Boolean> = Vec::new();
                for item in items {
                    let mut inner = s.clone();
                    inner.bind(name, self.eval(*item, s)?);
                    // The next one is asked only where the one before has not decided.
                    for before in &truths {
                        let known = if every { &before.yes_known } else { &before.no_known };
                        inner = inner.knowing(known);
                    }
                    truths.push(self.boolean(*element, &inner)?);
                }
                let needs: Vec<_> = match kind {
                    ComprehensionKind::List => {
                        truths.iter().flat_map(|t| t.sound.clone()).collect()
                    }
                    _ => Vec::new(),
                };
                Ok(Some(behind(&needs, self.chained(truths, every))))
            }
            _ => Ok(None),
        }
    }

    /// `a and b and c`, or `a or b or c`.
    fn chained(&self, truths: Vec<Boolean>, every: bool) -> Boolean {
        let mut truths = truths.into_iter().map(|t| t.is(every));
        match truths.next() {
            Some(first) => truths.fold(first, Boolean::and).is(every),
            None => self.constant_truth(every),
        }
    }
}
