//! Batch functions of streams. Glue does not call them for an empty batch, Spark does.

use super::fragments::FragmentCx;
use super::{LowerResult, Lowered};
use crate::python::ast::{Block, ExprId, ExprKind, Module, StmtKind};
use crate::types::Ty;

/// `batch_function(f)`: the function itself where it leaves empty batches alone, else the function
/// behind a guard that does (spec E 19).
pub(super) fn batch_function(cx: &FragmentCx<'_>, args: &[String]) -> LowerResult {
    let function = cx.required(&args[0])?;
    let text = (cx.source)(function);
    let text = if guards_itself(cx, function) {
        text
    } else {
        format!("{}({text})", (cx.import)("skip_empty"))
    };
    Ok(Lowered { text, notes: Vec::new() })
}

fn guards_itself(cx: &FragmentCx<'_>, function: ExprId) -> bool {
    let Ty::Def(def, _) = cx.script.typing.of(function) else { return false };
    if def.module != cx.script.view.here {
        return false;
    }
    let StmtKind::Def(stub) = &cx.script.module.stmt(def.stmt).kind else { return false };
    let batch = stub.params.first().map(|p| p.name.text);
    batch.is_some_and(|batch| Guard { module: cx.script.module, batch }.block(&stub.body))
}

struct Guard<'m, 's> {
    module: &'m Module<'s>,
    batch: &'m str,
}

impl Guard<'_, '_> {
    /// Whether a block does nothing but log where the batch is empty.
    fn block(&self, block: &Block) -> bool {
        for (at, id) in block.stmts.iter().enumerate() {
            match &self.module.stmt(*id).kind {
                StmtKind::Pass => {}
                StmtKind::Expr(e) if self.only_says(*e) => {}
                StmtKind::If(branches) => {
                    let [(Some(test), body)] = &branches[..] else { return false };
                    let rest = &block.stmts[at + 1..];
                    return self.is_empty(*test, false) && self.says_only(rest)
                        || self.is_empty(*test, true) && self.leaves(body);
                }
                StmtKind::Try { body, .. } => {
                    return self.says_only(&block.stmts[at + 1..]) && self.block(body);
                }
                _ => return false,
            }
        }
        true
    }

    fn says_only(&self, stmts: &[crate::python::ast::StmtId]) -> bool {
        stmts.iter().all(|s| match self.module.stmt(*s).kind {
            StmtKind::Pass => true,
            StmtKind::Expr(e) => self.only_says(e),
            _ => false,
        })
    }

    /// `print(…)`, `logger.info(…)`, a docstring.
    fn only_says(&self, id: ExprId) -> bool {
        match &self.module.expr(id).kind {
            ExprKind::Str(_) => true,
            ExprKind::Call(func, ..) => match self.module.expr(*func).kind {
                ExprKind::Name("print") => true,
                ExprKind::Attribute(object, _) => {
                    self.module.name(object).is_some_and(|n| n.to_lowercase().contains("log"))
                }
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether a block ends in `return` after nothing but words.
    fn leaves(&self, body: &Block) -> bool {
        let Some((last, rest)) = body.stmts.split_last() else { return false };
        matches!(self.module.stmt(*last).kind, StmtKind::Return(None)) && self.says_only(rest)
    }

    /// Whether a test asks just this of the batch: that it is empty, or that it is not.
    fn is_empty(&self, test: ExprId, empty: bool) -> bool {
        let test = self.module.unparen(test);
        match &self.module.expr(test).kind {
            ExprKind::Not(inner) => self.is_empty(*inner, !empty),
            ExprKind::Call(..) => {
                let call = |name| self.called(test, name);
                if empty { call("isEmpty") } else { call("count") }
            }
            ExprKind::Compare(count, rest) => {
                let [(operator, number)] = rest[..] else { return false };
                let number = self.module.expr_source(number);
                self.called(*count, "count")
                    && match (operator, number) {
                        ("==" | "<=", "0") | ("<", "1") => empty,
                        ("!=" | ">", "0") | (">=", "1") => !empty,
                        _ => false,
                    }
            }
            _ => false,
        }
    }

    /// `batch.name()` or `batch.rdd.name()`.
    fn called(&self, id: ExprId, name: &str) -> bool {
        let ExprKind::Call(func, args, _) = &self.module.expr(self.module.unparen(id)).kind else {
            return false;
        };
        let ExprKind::Attribute(object, attr) = self.module.expr(*func).kind else { return false };
        let object = match self.module.expr(object).kind {
            ExprKind::Attribute(inner, rdd) if rdd.text == "rdd" => inner,
            _ => object,
        };
        args.is_empty() && attr.text == name && self.module.name(object) == Some(self.batch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::python::parse;

    fn guarded(body: &str) -> bool {
        let text = format!("def f(df, batch_id):\n{body}");
        let module = parse(&text).unwrap();
        let StmtKind::Def(stub) = &module.stmt(module.body.stmts[0]).kind else { panic!() };
        Guard { module: &module, batch: "df" }.block(&stub.body)
    }

    #[test]
    fn guards_are_seen() {
        for body in [
            "    if df.count() > 0:\n        write(df)\n",
            "    'Writes.'\n    print(batch_id)\n    if (not df.isEmpty()):\n        write(df)\n    print('done')\n",
            "    if df.rdd.isEmpty():\n        logger.info('empty')\n        return\n    write(df)\n",
            "    try:\n        if df.count() == 0:\n            return\n        write(df)\n    except Exception as e:\n        print(e)\n        raise\n",
            "    pass\n",
        ] {
            assert!(guarded(body), "{body}");
        }
    }

    #[test]
    fn what_runs_for_an_empty_batch_is_no_guard() {
        for body in [
            "    write(df)\n",
            "    if df.count() > 0:\n        write(df)\n    else:\n        write(None)\n",
            "    if df.count() > 0:\n        write(df)\n    finish()\n",
            "    begin()\n    if df.count() > 0:\n        write(df)\n",
            "    if df.count() > 1:\n        write(df)\n",
            "    if df.isEmpty():\n        mark()\n        return\n    write(df)\n",
            "    if other.count() == 0:\n        return\n    write(df)\n",
            "    if df.count():\n        return\n    write(df)\n",
        ] {
            assert!(!guarded(body), "{body}");
        }
    }
}
