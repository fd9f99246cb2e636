//! `try` statements: what is raised in them, and what catches it.

use crate::python::ast::{Block, ExprId, ExprKind, Handler, StmtId, StmtKind};

use super::super::Refusal;
use super::Row;
use super::boolean::{Boolean, Known, all};
use super::flow::{Todo, Tree};
use super::need::{Errors, Need, conditions};
use super::state::State;

impl<'a> Row<'a> {
    /// A `try` of which a block leaves the function.
    pub(super) fn attempt(
        &self,
        at: ExprId,
        id: StmtId,
        (body, handlers, orelse): (&'a Block, &'a [Handler], Option<&'a Block>),
        todo: Todo<'a>,
        s: State<'a>,
    ) -> Result<Tree<'a>, Refusal> {
        let (head, last) = match body.stmts.split_last() {
            Some((last, head)) if orelse.is_none() => (head, Some(last)),
            _ => (&body.stmts[..], None),
        };
        // What is returned in the body is asked there, too.
        let returned = match last.map(|l| &self.cx.module.stmt(*l).kind) {
            Some(StmtKind::Return(Some(value))) => Some(*value),
            _ => None,
        };
        let steps = if returned.is_some() { head } else { &body.stmts[..] };
        let steps_exit = steps.iter().any(|id| {
            let mut found =
                matches!(self.cx.module.stmt(*id).kind, StmtKind::Return(_) | StmtKind::Other(_));
            self.cx.module.each_block(*id, |b| found = found || self.exits(b));
            found
        });
        if steps_exit {
            return self.refuse(at, "a try statement with several ways out");
        }
        let mut tried = State { sound: Vec::new(), ..s.clone() };
        self.tried(id, steps, &mut tried)?;
        let outcome = match returned {
            Some(value) => {
                let (symbol, after) = self.outcome(value, tried)?;
                tried = after;
                Some((value, symbol))
            }
            None => None,
        };
        let (test, handler, escapes) = self.caught(at, &tried.sound, handlers)?;
        let mut before = s.sound.clone();
        before.extend(escapes.clone());
        let well = State {
            sound: Vec::new(),
            known: tried.known.or(&Known::from_needs(&escapes)),
            ..tried
        };
        let body = if let Some((value, symbol)) = outcome {
            Tree::Return(value, symbol, well)
        } else {
            let mut todo = todo.clone();
            if let Some(orelse) = orelse {
                todo.push(&orelse.stmts);
            }
            self.run(at, todo, well)?
        };
        let Some((test, handler)) = test.zip(handler) else {
            // Nothing in it raises.
            return Ok(match body {
                Tree::Return(value, symbol, state) => {
                    Tree::Return(value, symbol, State { sound: before, ..state })
                }
                Tree::Raise(state) => Tree::Raise(State { sound: before, ..state }),
                Tree::If { before: inner, test, body, orelse } => {
                    before.extend(inner);
                    Tree::If { before, test, body, orelse }
                }
            });
        };
        let mut todo = todo;
        todo.push(&handler.body.stmts);
        let bad = State { sound: Vec::new(), known: s.known.or(&Known::from_needs(&escapes)), ..s };
        let orelse = self.run(at, todo, bad)?;
        Ok(Tree::If { before, test, body: Box::new(body), orelse: Box::new(orelse) })
    }

    /// The statements of a `try`; what is changed before something raises stays changed, so a change
    /// may only come behind all that raises. A variable that is new in the `try` is no change: where it
    /// is read afterwards it is refused.
    fn tried(&self, id: StmtId, steps: &'a [StmtId], s: &mut State<'a>) -> Result<(), Refusal> {
        let module = self.cx.module;
        let outer: Vec<&'a str> = s.names.keys().copied().collect();
        let mut changed = false;
        for step in steps {
            let before = s.sound.len();
            self.step(*step, s)?;
            if changed && s.sound.len() > before {
                let first = self.first_expr(id);
                return self.refuse(first, "something is assigned before the part that may raise");
            }
            let fresh = |target: &ExprId| module.name(*target).is_some_and(|n| !outer.contains(&n));
            changed |= match &module.stmt(*step).kind {
                StmtKind::Assign { targets, .. } => !targets.iter().all(fresh),
                StmtKind::Pass | StmtKind::Import(_) | StmtKind::ImportFrom { .. } => false,
                _ => true,
            };
        }
        Ok(())
    }

    pub(super) fn first_expr(&self, id: StmtId) -> ExprId {
        let mut found = None;
        let module = self.cx.module;
        module.each_stmt_expr(id, |e| found = found.or(Some(e)));
        module.each_block(id, |b| {
            for stmt in &b.stmts {
                module.each_stmt_expr(*stmt, |e| found = found.or(Some(e)));
            }
        });
        found.unwrap_or(self.site)
    }

    /// Splits what must hold into the test for "nothing raised", with the handler of what is raised,
    /// and what is raised past the handler.
    #[allow(clippy::type_complexity)] // the three parts of one split
    fn caught(
        &self,
        at: ExprId,
        needs: &[Need],
        handlers: &'a [Handler],
    ) -> Result<(Option<Boolean>, Option<&'a Handler>, Vec<Need>), Refusal> {
        if needs.is_empty() {
            return Ok((None, None, Vec::new()));
        }
        let mut escapes = Vec::new();
        let mut asked: Vec<Need> = Vec::new();
        let [handler] = handlers else {
            return self.refuse(at, "a try statement with several handlers");
        };
        let caught = self.classes(handler.exception)?;
        for need in needs {
            if need.errors.within(caught) {
                asked.push(need.clone());
                continue;
            }
            match &need.split {
                // Only one of the two exceptions is caught.
                Some(column) if Errors::VALUE.within(caught) && !Errors::TYPE.within(caught) => {
                    escapes.push(Need::not_null(column, Errors::TYPE));
                    asked.push(need.clone());
                }
                _ => {
                    return self.refuse(
                        handler.exception.unwrap_or(at),
                        "whether it catches what is raised is not known",
                    );
                }
            }
        }
        let yes = conditions(&asked);
        // A test for null has no null itself; anything else gets one first.
        let no = if let [Need { proves: Some(column), .. }] = &asked[..] {
            column.is_null()
        } else {
            let lit = self.lit_truth(false);
            self.function("coalesce", &format!("{}, {}", all(&yes).text, lit.text)).not()
        };
        let test = Boolean {
            yes_known: Known::from_needs(&asked),
            yes,
            no: vec![no],
            sound: Vec::new(),
            no_known: Known::default(),
        };
        Ok((Some(test), Some(handler), escapes))
    }

    fn classes(&self, exception: Option<ExprId>) -> Result<Errors, Refusal> {
        let module = self.cx.module;
        let Some(exception) = exception else {
            return Ok(Errors::ALL);
        };
        let names = match &module.expr(module.unparen(exception)).kind {
            ExprKind::Tuple(items) => items.clone(),
            _ => vec![exception],
        };
        let mut caught = Errors::default();
        for name in names {
            match module.name(name).and_then(Errors::named) {
                Some(errors) => caught = caught.and(errors),
                None => return self.refuse(name, "the exception is not known"),
            }
        }
        Ok(caught)
    }

    /// A `try` of which no block leaves the function.
    pub(super) fn join_try(
        &self,
        id: StmtId,
        (body, handlers, orelse): (&'a Block, &'a [Handler], Option<&'a Block>),
        s: &mut State<'a>,
    ) -> Result<(), Refusal> {
        let at = self.first_expr(id);
        let mut tried = State { sound: Vec::new(), ..s.clone() };
        self.tried(id, &body.stmts, &mut tried)?;
        let (test, handler, escapes) = self.caught(at, &tried.sound, handlers)?;
        let well =
            |known: &Known| State { sound: Vec::new(), known: known.clone(), ..tried.clone() };
        let Some((test, handler)) = test.zip(handler) else {
            let sound = std::mem::take(&mut s.sound);
            *s = State { sound, ..well(&tried.known) };
            return orelse.map_or(Ok(()), |b| b.stmts.iter().try_for_each(|id| self.step(*id, s)));
        };
        let mut yes = well(&tried.known);
        if let Some(orelse) = orelse {
            orelse.stmts.iter().try_for_each(|id| self.step(*id, &mut yes))?;
        }
        let mut before = s.sound.clone();
        before.extend(escapes.iter().cloned());
        let known = s.known.or(&Known::from_needs(&escapes));
        let mut no = State { sound: Vec::new(), known, ..std::mem::take(s) };
        handler.body.stmts.iter().try_for_each(|id| self.step(*id, &mut no))?;
        *s = self.joined_states(at, &test, before, &yes, &no)?;
        Ok(())
    }
}
