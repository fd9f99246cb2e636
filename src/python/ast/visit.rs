//! What stands inside what.

use super::{Block, ExprId, ExprKind, Module, Param, StmtId, StmtKind};

impl Module<'_> {
    /// Calls `f` on each direct sub-expression, in order of place.
    pub fn each_child(&self, id: ExprId, mut f: impl FnMut(ExprId)) {
        use ExprKind as K;
        match &self.expr(id).kind {
            K::Name(_) | K::Number(_) | K::Bool(_) | K::None => {}
            K::Attribute(v, _)
            | K::Await(v)
            | K::Star(_, v)
            | K::Paren(v)
            | K::Not(v)
            | K::Unary(_, v) => {
                f(*v);
            }
            K::Call(func, args, _) => {
                f(*func);
                args.iter().for_each(|a| f(a.value));
            }
            K::Subscript(v, index) => {
                f(*v);
                index.iter().for_each(|i| f(*i));
            }
            K::Str(lit) => lit.interpolations.iter().for_each(|i| f(*i)),
            K::List(items) | K::Tuple(items) | K::Set(items) | K::Other(items) => {
                items.iter().for_each(|i| f(*i));
            }
            K::Dict(items) => {
                for (key, value) in items {
                    if let Some(key) = key {
                        f(*key);
                    }
                    f(*value);
                }
            }
            K::Lambda(params, body) => {
                each_param_expr(params, &mut f);
                f(*body);
            }
            K::IfElse { test, body, orelse } => {
                f(*body);
                f(*test);
                f(*orelse);
            }
            K::Binary(l, _, r) | K::BoolOp(l, _, r) | K::Walrus(l, r) => {
                f(*l);
                f(*r);
            }
            K::Compare(first, rest) => {
                f(*first);
                rest.iter().for_each(|(_, e)| f(*e));
            }
            K::Comprehension(_, element, value, clauses) => {
                f(*element);
                if let Some(value) = value {
                    f(*value);
                }
                for clause in clauses {
                    f(clause.target);
                    f(clause.iter);
                    clause.ifs.iter().for_each(|i| f(*i));
                }
            }
            K::Yield(v) => {
                if let Some(v) = v {
                    f(*v);
                }
            }
        }
    }

    /// Calls `f` on each expression that stands directly in a statement (not in its blocks).
    pub fn each_stmt_expr(&self, id: StmtId, mut f: impl FnMut(ExprId)) {
        use StmtKind as K;
        match &self.stmt(id).kind {
            K::Import(_) | K::ImportFrom { .. } | K::Scope(..) | K::Pass => {}
            K::Expr(e) => f(*e),
            K::Assign { targets, annotation, value } => {
                targets.iter().for_each(|t| f(*t));
                annotation.iter().for_each(|t| f(*t));
                value.iter().for_each(|t| f(*t));
            }
            K::AugAssign(target, value) => {
                f(*target);
                f(*value);
            }
            K::Return(value) => value.iter().for_each(|v| f(*v)),
            K::If(branches) => {
                branches.iter().filter_map(|b| b.0).for_each(f);
            }
            K::For { target, iter, .. } => {
                f(*target);
                f(*iter);
            }
            K::While(test, ..) => f(*test),
            K::With(items, _) => {
                for (value, target) in items {
                    f(*value);
                    target.iter().for_each(|t| f(*t));
                }
            }
            K::Try { handlers, .. } => {
                for handler in handlers {
                    handler.exception.iter().for_each(|t| f(*t));
                    handler.name.iter().for_each(|t| f(*t));
                }
            }
            K::Def(def) => {
                def.decorators.iter().for_each(|d| f(*d));
                each_param_expr(&def.params, &mut f);
                def.returns.iter().for_each(|r| f(*r));
            }
            K::Class(class) => {
                class.decorators.iter().for_each(|d| f(*d));
                class.bases.iter().for_each(|b| f(b.value));
            }
            K::Delete(items) | K::Other(items) => items.iter().for_each(|i| f(*i)),
            K::Match(subject, cases) => {
                f(*subject);
                for (exprs, _) in cases {
                    exprs.iter().for_each(|e| f(*e));
                }
            }
        }
    }

    /// Calls `f` on each block of a statement, in order of place.
    pub fn each_block<'a>(&'a self, id: StmtId, mut f: impl FnMut(&'a Block)) {
        use StmtKind as K;
        match &self.stmt(id).kind {
            K::If(branches) => branches.iter().for_each(|b| f(&b.1)),
            K::For { body, orelse, .. } | K::While(_, body, orelse) => {
                f(body);
                orelse.iter().for_each(f);
            }
            K::With(_, body) => f(body),
            K::Try { body, handlers, orelse, finally } => {
                f(body);
                handlers.iter().for_each(|h| f(&h.body));
                orelse.iter().chain(finally).for_each(f);
            }
            K::Def(def) => f(&def.body),
            K::Class(class) => f(&class.body),
            K::Match(_, cases) => cases.iter().for_each(|c| f(&c.1)),
            _ => {}
        }
    }

    /// The block that holds a statement, and its place in it; `around` is the statement around it.
    pub fn place_in_block(&self, around: Option<StmtId>, id: StmtId) -> Option<(&Block, usize)> {
        let Some(around) = around else {
            return self.place_within(&self.body, id).map(|at| (&self.body, at));
        };
        let mut found = None;
        self.each_block(around, |block| {
            found = found.or_else(|| self.place_within(block, id).map(|at| (block, at)));
        });
        found
    }

    /// Whether a block holds a statement itself, not in a block of its own.
    pub fn holds(&self, block: &Block, id: StmtId) -> bool {
        self.place_within(block, id).is_some()
    }

    fn place_within(&self, block: &Block, id: StmtId) -> Option<usize> {
        let start = self.stmt(id).span.start;
        let found = block.stmts.binary_search_by_key(&start, |s| self.stmt(*s).span.start);
        found.ok().filter(|at| block.stmts[*at] == id)
    }
}

fn each_param_expr(params: &[Param<'_>], f: &mut impl FnMut(ExprId)) {
    for param in params {
        param.annotation.iter().for_each(|a| f(*a));
        param.default.iter().for_each(|d| f(*d));
    }
}
