//! Functions: the row function itself, and functions of the script that it calls.

use crate::python::ast::{Arg, ExprId, ExprKind, Param, ParamKind, StmtId, StmtKind};

use super::super::{Refusal, excerpt, resolve};
use super::Row;
use super::boolean::{Boolean, Known, either_need, if_else};
use super::flow::Tree;
use super::need::{Errors, Need, conditions};
use super::state::{State, Sym};

/// Functions are entered this deep.
const DEEPEST: u8 = 6;

/// What a function gives, all branches put together, and the state that it leaves the record in; `None`
/// where it raises on every row.
pub(super) type Outcome<'a> = Option<(ExprId, Sym, State<'a>)>;

impl<'a> Row<'a> {
    /// The lambda or `def` behind the argument, run on the record.
    pub(super) fn enter(&self, f: ExprId, truth: bool) -> Result<Tree<'a>, Refusal> {
        let module = self.cx.module;
        let found = resolve(self.cx, f);
        let mut s = State { truth, ..State::default() };
        if let ExprKind::Lambda(params, body) = &module.expr(found).kind {
            self.bind_record(f, params, &mut s)?;
            if truth {
                let truth = self.boolean(*body, &s)?;
                return Ok(Tree::Return(*body, Sym::Truth(truth), s));
            }
            let symbol = if let Some(copy) = self.copy_of_record(*body, &mut s)? {
                copy
            } else if let Some(symbol) = self.own_outcome(*body, &mut s)? {
                symbol
            } else {
                self.eval(*body, &s)?
            };
            let symbol = s.settle(symbol);
            return Ok(Tree::Return(*body, symbol, s));
        }
        let Some(StmtKind::Def(def)) = (self.cx.definition)(f).map(|id| &module.stmt(id).kind)
        else {
            return Err(Refusal::new(
                f,
                format!("`{}` is not a lambda or a function of this file", excerpt(self.cx, f)),
            ));
        };
        if !def.decorators.is_empty() {
            return self.refuse(f, "the function is decorated");
        }
        self.bind_record(f, &def.params, &mut s)?;
        self.run(f, vec![&def.body.stmts], s)
    }

    /// A call in a lambda that gives the record itself: `lambda rec: clean(rec)`.
    fn own_outcome(&self, body: ExprId, s: &mut State<'a>) -> Result<Option<Sym>, Refusal> {
        let body = self.cx.module.unparen(body);
        let ExprKind::Call(function, args, _) = &self.cx.module.expr(body).kind else {
            return Ok(None);
        };
        if !args.iter().any(|a| self.is_record(a.value, s)) {
            return Ok(None);
        }
        self.own_changing_call(body, *function, args, s)
    }

    fn bind_record(
        &self,
        f: ExprId,
        params: &'a [Param<'a>],
        s: &mut State<'a>,
    ) -> Result<(), Refusal> {
        let Some((record, rest)) = params.split_first() else {
            return Err(Refusal::new(f, "the function has not exactly one parameter"));
        };
        if record.kind != ParamKind::Normal {
            return Err(Refusal::new(f, "the function has not exactly one parameter"));
        }
        for param in rest {
            match param.default {
                Some(default) if param.kind == ParamKind::Normal => {
                    let value = self.default(default, s)?;
                    s.bind(param.name.text, value);
                }
                _ => {
                    return Err(Refusal::new(f, "the function has not exactly one parameter"));
                }
            }
        }
        s.bind(record.name.text, Sym::Record);
        Ok(())
    }

    /// The value of a parameter that is not given.
    fn default(&self, default: ExprId, s: &State<'a>) -> Result<Sym, Refusal> {
        if (self.cx.steady)(default) {
            self.eval(default, s)
        } else {
            self.refuse(default, "the default may be another one where the condition stands")
        }
    }

    fn own_function(&self, function: ExprId, s: &State<'a>) -> Option<StmtId> {
        match self.named(function, s) {
            Some(Sym::Function(id)) => Some(id),
            Some(_) => None,
            None => (self.cx.definition)(function),
        }
    }

    /// A call of a function of the script, which gives a value.
    pub(super) fn own_call(
        &self,
        id: ExprId,
        function: ExprId,
        args: &'a [Arg<'a>],
        s: &State<'a>,
    ) -> Result<Option<Sym>, Refusal> {
        let Some(def) = self.own_function(function, s) else {
            return Ok(None);
        };
        let fields = s.fields.len();
        let inner = State { sound: Vec::new(), ..s.clone() };
        let (symbol, after) = self.call_own(id, def, args, inner)?;
        // Where a value is asked, nothing else may happen.
        if after.fields.len() != fields || matches!(symbol, Sym::Record) {
            return self.refuse(id, "the function changes the record");
        }
        Ok(Some(needing(symbol, &after.sound)))
    }

    /// A call of a function of the script that is given the record and may change it.
    pub(super) fn own_changing_call(
        &self,
        id: ExprId,
        function: ExprId,
        args: &'a [Arg<'a>],
        s: &mut State<'a>,
    ) -> Result<Option<Sym>, Refusal> {
        let Some(def) = self.own_function(function, s) else {
            return Ok(None);
        };
        let copies = self.copies.get();
        let (symbol, after) = self.call_own(id, def, args, s.clone())?;
        if self.copies.get() > copies {
            // What the function set before it made the copy is not told apart.
            s.lose_record();
        }
        s.fields = after.fields;
        s.known = after.known;
        s.sound = after.sound;
        Ok(Some(symbol))
    }

    /// The truth of what a function of the script gives.
    pub(super) fn own_truth(&self, id: ExprId, s: &State<'a>) -> Result<Option<Boolean>, Refusal> {
        let ExprKind::Call(function, args, _) = &self.cx.module.expr(id).kind else {
            return Ok(None);
        };
        let Some(def) = self.own_function(*function, s) else {
            return Ok(None);
        };
        let outer = State { sound: Vec::new(), ..s.clone() };
        let tree = self.tree_of(id, def, args, &outer, true)?;
        self.tree_truth(tree).map(Some)
    }

    fn call_own(
        &self,
        id: ExprId,
        def: StmtId,
        args: &'a [Arg<'a>],
        s: State<'a>,
    ) -> Result<(Sym, State<'a>), Refusal> {
        let tree = self.tree_of(id, def, args, &s, false)?;
        match self.combine(tree)? {
            None => self.refuse(id, "the function raises on every row"),
            Some((_, symbol, after)) => {
                Ok((symbol, State { names: s.names, depth: s.depth, truth: s.truth, ..after }))
            }
        }
    }

    /// A function of the script, run on its arguments.
    fn tree_of(
        &self,
        id: ExprId,
        def: StmtId,
        args: &'a [Arg<'a>],
        s: &State<'a>,
        truth: bool,
    ) -> Result<Tree<'a>, Refusal> {
        let StmtKind::Def(def) = &self.cx.module.stmt(def).kind else {
            return self.refuse(id, "the function is not known");
        };
        if s.depth >= DEEPEST || !def.decorators.is_empty() {
            return self.refuse(id, "the function calls too many others");
        }
        let names = std::collections::BTreeMap::new();
        let mut inner = State { names, depth: s.depth + 1, truth, ..s.clone() };
        // A function that is defined in the function sees its variables.
        for (name, symbol) in &s.names {
            if matches!(symbol, Sym::Function(_)) {
                inner.names.insert(name, symbol.clone());
            }
        }
        let mut positional = args.iter().filter(|a| a.name.is_none());
        for param in &def.params {
            let named = args.iter().find(|a| a.name.is_some_and(|n| n.text == param.name.text));
            let given = match param.kind {
                ParamKind::Normal => positional.next().or(named),
                ParamKind::KeywordOnly => named,
                _ => return self.refuse(id, "the function takes any number of arguments"),
            };
            let value = match (given, param.default) {
                (Some(arg), _) if arg.stars == 0 => self.eval(arg.value, s)?,
                (None, Some(default)) => self.default(default, &State::default())?,
                _ => return self.refuse(id, "unexpected arguments"),
            };
            inner.bind(param.name.text, value);
        }
        if positional.next().is_some() {
            return self.refuse(id, "unexpected arguments");
        }
        self.run(id, vec![&def.body.stmts], inner)
    }

    /// All branches of a function as one.
    pub(super) fn combine(&self, tree: Tree<'a>) -> Result<Outcome<'a>, Refusal> {
        match tree {
            Tree::Return(at, symbol, s) => Ok(Some((at, symbol, s))),
            Tree::Raise(_) => Ok(None),
            Tree::If { before, test, body, orelse } => {
                let (body, orelse) = (self.combine(*body)?, self.combine(*orelse)?);
                self.either(before, &test, body, orelse)
            }
        }
    }

    /// One of two branches; where one of them loses the row, only the other one is left.
    pub(super) fn either(
        &self,
        before: Vec<Need>,
        test: &Boolean,
        body: Outcome<'a>,
        orelse: Outcome<'a>,
    ) -> Result<Outcome<'a>, Refusal> {
        let alone =
            |conditions: &[super::column::Column], known: &Known, at, symbol, s: State<'a>| {
                let mut out =
                    State { sound: before.clone(), known: s.known.or(known), ..s.clone() };
                for condition in conditions {
                    out.require(&[Need::holds(condition.clone(), Errors::OTHER)]);
                }
                out.require(&s.sound);
                Some((at, symbol, out))
            };
        match (body, orelse) {
            (None, None) => Ok(None),
            (Some((at, symbol, s)), None) => Ok(alone(&test.yes, &test.yes_known, at, symbol, s)),
            (None, Some((at, symbol, s))) => Ok(alone(&test.no, &test.no_known, at, symbol, s)),
            (Some((at, yes, body)), Some((_, no, orelse))) => {
                let fields = self.joined_fields(at, test, &body, &orelse)?;
                let mut out = State { known: body.known.and(&orelse.known), ..State::default() };
                out.sound = before;
                out.require(&test.sound);
                if let Some(need) = either_need(test, &body.sound, &orelse.sound) {
                    out.require(&[need]);
                }
                self.bounded_needs(at, &out.sound)?;
                out.fields = fields;
                let symbol = match (yes, no) {
                    (Sym::Dict(yes), Sym::Dict(no)) => self.joined_dicts(at, test, &yes, &no)?,
                    (yes, no) => self.choose(at, test, yes, no)?,
                };
                let symbol = out.settle(symbol);
                Ok(Some((at, symbol, out)))
            }
        }
    }

    fn joined_dicts(
        &self,
        at: ExprId,
        test: &Boolean,
        yes: &[(String, Sym)],
        no: &[(String, Sym)],
    ) -> Result<Sym, Refusal> {
        let mut names: Vec<String> = yes.iter().chain(no).map(|i| i.0.clone()).collect();
        let mut seen = std::collections::BTreeSet::new();
        names.retain(|n| seen.insert(n.clone()));
        let side = |items: &[(String, Sym)], name: &str| {
            let found = items.iter().find(|i| i.0 == name).map(|i| i.1.clone());
            found.unwrap_or_else(|| Sym::Value(self.none()))
        };
        let mut out = Vec::new();
        for name in names {
            let symbol = self.choose(at, test, side(yes, &name), side(no, &name))?;
            out.push((name, symbol));
        }
        Ok(Sym::Dict(out))
    }

    /// The truth of what a function gives.
    pub(super) fn tree_truth(&self, tree: Tree<'a>) -> Result<Boolean, Refusal> {
        match tree {
            Tree::Raise(_) => {
                let never = vec![self.lit_truth(false)];
                let sound = vec![Need::holds(self.lit_truth(false), Errors::OTHER)];
                Ok(Boolean {
                    yes: never.clone(),
                    no: never,
                    sound,
                    yes_known: Known::default(),
                    no_known: Known::default(),
                })
            }
            Tree::Return(at, symbol, s) => {
                let truth = self.symbol_truth(at, symbol)?;
                Ok(behind(&s.sound, truth))
            }
            Tree::If { before, test, body, orelse } => {
                let (body, orelse) = (self.tree_truth(*body)?, self.tree_truth(*orelse)?);
                Ok(self.bounded_truth(behind(&before, if_else(&test, &body, &orelse))))
            }
        }
    }
}

/// A truth that is asked only where the needs hold.
pub(super) fn behind(needs: &[Need], truth: Boolean) -> Boolean {
    let guards = |known: &Known| {
        let open = needs.iter().filter(|n| !n.proves.as_ref().is_some_and(|c| known.has(c)));
        conditions(&open.cloned().collect::<Vec<_>>())
    };
    let known = Known::from_needs(needs);
    Boolean {
        yes: [guards(&truth.yes_known), truth.yes].concat(),
        no: [guards(&truth.no_known), truth.no].concat(),
        sound: [needs.to_vec(), truth.sound].concat(),
        yes_known: truth.yes_known.or(&known),
        no_known: truth.no_known.or(&known),
    }
}

/// A symbol that is there only where more needs hold.
fn needing(symbol: Sym, needs: &[Need]) -> Sym {
    if needs.is_empty() {
        return symbol;
    }
    match symbol {
        Sym::Value(mut value) => {
            value.needs = [needs.to_vec(), value.needs].concat();
            value.strict = false;
            Sym::Value(value)
        }
        Sym::Truth(truth) => Sym::Truth(behind(needs, truth)),
        Sym::List(items) => Sym::List(items.into_iter().map(|i| needing(i, needs)).collect()),
        Sym::Dict(items) => {
            Sym::Dict(items.into_iter().map(|(k, v)| (k, needing(v, needs))).collect())
        }
        Sym::Match(found) => {
            let matched = behind(needs, found.matched.clone());
            Sym::Match(Box::new(super::regex::Match { matched, ..*found }))
        }
        other => other,
    }
}
