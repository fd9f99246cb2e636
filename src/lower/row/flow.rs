//! Statements of a row function, followed branch by branch.

use crate::python::ast::{Block, ExprId, ExprKind, StmtId, StmtKind};

use super::super::{Refusal, resolve};
use super::Row;
use super::boolean::{Boolean, Known};
use super::need::Need;
use super::state::{State, Sym};

/// More branches than this are nobody's Column.
const MOST_BRANCHES: u32 = 64;

/// How a function ends.
pub(super) enum Tree<'a> {
    /// It returns something.
    Return(ExprId, Sym, State<'a>),
    /// It raises.
    Raise(State<'a>),
    /// It depends on a test, which is asked where the needs before it hold.
    If { before: Vec<Need>, test: Boolean, body: Box<Tree<'a>>, orelse: Box<Tree<'a>> },
}

/// What is still to be run.
pub(super) type Todo<'a> = Vec<&'a [StmtId]>;

impl<'a> Row<'a> {
    /// Runs statements to the end of the function.
    pub(super) fn run(
        &self,
        at: ExprId,
        mut todo: Todo<'a>,
        mut s: State<'a>,
    ) -> Result<Tree<'a>, Refusal> {
        loop {
            let Some(block) = todo.last_mut() else {
                return Ok(Tree::Return(at, Sym::Value(self.none()), s));
            };
            let Some((first, rest)) = block.split_first() else {
                todo.pop();
                continue;
            };
            *block = rest;
            match &self.cx.module.stmt(*first).kind {
                StmtKind::Return(None) => {
                    return Ok(Tree::Return(at, Sym::Value(self.none()), s));
                }
                StmtKind::Return(Some(value)) => {
                    let (symbol, s) = self.outcome(*value, s)?;
                    return Ok(Tree::Return(*value, symbol, s));
                }
                StmtKind::If(branches) if branches.iter().any(|b| self.exits(&b.1)) => {
                    return self.fork(at, branches, todo, s);
                }
                StmtKind::Try { body, handlers, orelse, finally: None }
                    if self.exits(body) || handlers.iter().any(|h| self.exits(&h.body)) =>
                {
                    return self.attempt(at, *first, (body, handlers, orelse.as_ref()), todo, s);
                }
                StmtKind::Other(_) if self.raises(*first) => return Ok(Tree::Raise(s)),
                _ => self.step(*first, &mut s)?,
            }
        }
    }

    /// The value that is returned; a function of the script may change the record on the way.
    pub(super) fn outcome(
        &self,
        id: ExprId,
        mut s: State<'a>,
    ) -> Result<(Sym, State<'a>), Refusal> {
        if let Some(symbol) = self.changing_call(id, &mut s)? {
            return Ok((symbol, s));
        }
        if let Some(copy) = self.copy_of_record(id, &mut s)? {
            return Ok((copy, s));
        }
        let symbol = if s.truth {
            Sym::Truth(self.boolean(id, &s)?)
        } else {
            let symbol = self.eval(id, &s)?;
            s.settle(symbol)
        };
        Ok((symbol, s))
    }

    /// Whether a block may leave the function.
    pub(super) fn exits(&self, block: &Block) -> bool {
        block.stmts.iter().any(|id| {
            let mut found = match &self.cx.module.stmt(*id).kind {
                StmtKind::Return(_) | StmtKind::Other(_) => true,
                StmtKind::Def(_) => return false,
                _ => false,
            };
            self.cx.module.each_block(*id, |b| found = found || self.exits(b));
            found
        })
    }

    fn raises(&self, id: StmtId) -> bool {
        let source = self.cx.module.source(self.cx.module.stmt(id).span);
        source == "raise" || source.starts_with("raise ")
    }

    pub(super) fn too_many(&self, at: ExprId) -> Result<(), Refusal> {
        self.branches.set(self.branches.get() + 1);
        if self.branches.get() > MOST_BRANCHES {
            return self.refuse(at, "the function has too many branches for one Column");
        }
        Ok(())
    }

    /// An `if` of which a branch leaves the function.
    fn fork(
        &self,
        at: ExprId,
        branches: &'a [(Option<ExprId>, Block)],
        todo: Todo<'a>,
        s: State<'a>,
    ) -> Result<Tree<'a>, Refusal> {
        let Some(((test, block), rest)) = branches.split_first() else {
            return self.run(at, todo, s);
        };
        let into = |mut todo: Todo<'a>, block: &'a Block| {
            todo.push(&block.stmts);
            todo
        };
        let Some(test) = test else {
            return self.run(at, into(todo, block), s);
        };
        self.too_many(*test)?;
        let condition = self.boolean(*test, &s)?;
        if let Some(constant) = condition.constant() {
            return if constant {
                self.run(at, into(todo, block), s)
            } else {
                self.fork(at, rest, todo, s)
            };
        }
        let (before, yes, no) = split(&condition, s);
        let body = self.run(at, into(todo.clone(), block), yes)?;
        let orelse = self.fork(at, rest, todo, no)?;
        let (body, orelse) = (Box::new(body), Box::new(orelse));
        Ok(Tree::If { before, test: condition, body, orelse })
    }

    /// Runs one statement that does not leave the function.
    pub(super) fn step(&self, id: StmtId, s: &mut State<'a>) -> Result<(), Refusal> {
        let module = self.cx.module;
        match &module.stmt(id).kind {
            StmtKind::Pass
            | StmtKind::Import(_)
            | StmtKind::ImportFrom { .. }
            | StmtKind::Assign { value: None, .. } => Ok(()),
            StmtKind::Expr(value) => self.effect(*value, s),
            StmtKind::Assign { targets, value: Some(value), .. } => {
                let symbol = match self.changing_call(*value, s)? {
                    Some(symbol) => symbol,
                    None => match self.copied(*value, s)? {
                        Some(copy) => copy,
                        None => self.assigned(*value, s)?,
                    },
                };
                let symbol = self.bounded(*value, symbol)?;
                for target in targets {
                    self.assign(*target, *value, symbol.clone(), s)?;
                }
                Ok(())
            }
            StmtKind::AugAssign(target, value) => {
                let between =
                    module.expr(*target).span.end as usize..module.expr(*value).span.start as usize;
                let operator = module.text[between].trim().trim_end_matches('=');
                let (l, r) = (self.value(*target, s)?, self.value(*value, s)?);
                let result = self.operate(*target, (*target, &l), operator, (*value, &r))?;
                let symbol = self.bounded(*value, Sym::Value(result))?;
                self.assign(*target, *value, symbol, s)
            }
            StmtKind::Delete(targets) => {
                targets.iter().try_for_each(|target| self.delete(*target, s))
            }
            StmtKind::If(branches) => self.join_branches(branches, s),
            StmtKind::Try { body, handlers, orelse, finally: None } => {
                self.join_try(id, (body, handlers, orelse.as_ref()), s)
            }
            StmtKind::For { target, iter, body, orelse: None } => {
                self.unroll(*target, *iter, body, s)
            }
            StmtKind::Def(def) => {
                s.names.insert(def.name.text, Sym::Function(id));
                Ok(())
            }
            _ => self.refuse(self.first_expr(id), "the statement has no counterpart as a Column"),
        }
    }

    /// A loop over a list that the script spells out.
    fn unroll(
        &self,
        target: ExprId,
        iter: ExprId,
        body: &'a Block,
        s: &mut State<'a>,
    ) -> Result<(), Refusal> {
        let module = self.cx.module;
        let found = match self.named(iter, s) {
            Some(_) => iter,
            None => resolve(self.cx, iter),
        };
        let (ExprKind::List(items) | ExprKind::Tuple(items)) = &module.expr(found).kind else {
            return self.refuse(iter, "the loop is not over a list that the script spells out");
        };
        if items.len() > 200 || self.exits(body) {
            return self.refuse(iter, "the loop can be left in the middle");
        }
        for item in items {
            let symbol = match &module.expr(module.unparen(*item)).kind {
                ExprKind::Tuple(parts) => {
                    let parts: Result<_, _> = parts.iter().map(|p| self.eval(*p, s)).collect();
                    Sym::List(parts?)
                }
                _ => self.eval(*item, s)?,
            };
            self.assign(target, *item, symbol, s)?;
            for step in &body.stmts {
                self.step(*step, s)?;
            }
        }
        Ok(())
    }
}

/// The states on both sides of a test, and what must hold before it is asked.
pub(super) fn split<'a>(test: &Boolean, s: State<'a>) -> (Vec<Need>, State<'a>, State<'a>) {
    let mut s = s;
    let before = std::mem::take(&mut s.sound);
    s.known.learn(Known::from_needs(&test.sound));
    let yes = s.knowing(&test.yes_known);
    let no = s.knowing(&test.no_known);
    (before, yes, no)
}
