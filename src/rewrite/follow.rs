//! Calls that stay Glue because the call that made what they work on does.

use rustc_hash::FxHashMap;

use super::decide::Decision;
use super::site::Site;
use crate::python::ast::ExprId;
use crate::rules::bind::Value;
use crate::script::Script;

/// The sites that would be rewritten while the call that their rule follows is not.
pub(super) fn left_behind(
    script: &Script<'_>,
    sites: &FxHashMap<ExprId, Site>,
    found: &FxHashMap<ExprId, Decision<'_>>,
) -> Vec<ExprId> {
    let stays = |id: &ExprId| {
        let followed = found.get(id)?.rule?.follows.as_deref()?;
        let Some(Value::Expr(value)) = sites.get(id)?.bound.values.get(followed) else {
            return None;
        };
        let maker = script.constant(*value)?;
        found.get(&maker).map(Decision::keeps_glue)
    };
    found.keys().copied().filter(|id| stays(id) == Some(true)).collect()
}
