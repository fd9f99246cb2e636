//! A [`LowerCx`] for unit tests: names resolve to the module's only assignment of them.

use std::cell::Cell;

use crate::config::SparkVersion;
use crate::python::ast::{ExprId, Module, StmtId, StmtKind};
use crate::python::parse;

use super::LowerCx;

/// A script whose last statement is the expression under test.
pub(crate) struct Script {
    text: String,
    spark: SparkVersion,
    quote: char,
}

impl Script {
    /// Takes the source.
    pub(crate) fn new(text: &str) -> Self {
        Self { text: text.to_owned(), spark: SparkVersion::V4_0, quote: '"' }
    }

    /// Targets another Spark line.
    pub(crate) fn spark(mut self, spark: SparkVersion) -> Self {
        self.spark = spark;
        self
    }

    /// Prefers another quote.
    pub(crate) fn quote(mut self, quote: char) -> Self {
        self.quote = quote;
        self
    }

    /// Calls `f` with a context.
    pub(crate) fn with<T>(&self, f: impl FnOnce(&LowerCx<'_>) -> T) -> T {
        self.with_expr(|cx, _| f(cx))
    }

    /// Calls `f` with a context and the last statement's expression.
    pub(crate) fn with_expr<T>(&self, f: impl FnOnce(&LowerCx<'_>, ExprId) -> T) -> T {
        let module = parse(&self.text).unwrap();
        let uses_functions = Cell::new(false);
        let source = |id: ExprId| module.expr_source(id).to_owned();
        let constant = |id: ExprId| constant(&module, id);
        let cx = LowerCx {
            module: &module,
            spark: self.spark,
            quote: self.quote,
            functions: "F",
            uses_functions: &uses_functions,
            source: &source,
            constant: &constant,
        };
        let last = *module.body.stmts.last().unwrap();
        let (StmtKind::Expr(expr) | StmtKind::Assign { value: Some(expr), .. }) =
            module.stmt(last).kind
        else {
            panic!("the last statement is not an expression");
        };
        f(&cx, expr)
    }
}

fn constant(module: &Module<'_>, id: ExprId) -> Option<ExprId> {
    let name = module.name(id)?;
    let mut found = module.body.stmts.iter().filter_map(|s| {
        let StmtKind::Assign { targets, value: Some(value), .. } = &module.stmt(*s).kind else {
            return None;
        };
        (module.name(targets[0]) == Some(name)).then_some(*value)
    });
    let value = found.next()?;
    found.next().is_none().then_some(value)
}

/// The module's function of that name.
pub(crate) fn definition(cx: &LowerCx<'_>, f: ExprId) -> Option<StmtId> {
    let name = cx.module.name(f)?;
    cx.module.body.stmts.iter().copied().find(|s| match &cx.module.stmt(*s).kind {
        StmtKind::Def(def) => def.name.text == name,
        _ => false,
    })
}
