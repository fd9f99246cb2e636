//! Dicts that a script makes and then fills key by key: `options = {}`, `options["path"] = p`.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::python::ast::{Arg, ExprId, ExprKind, Module, StmtId, StmtKind};
use crate::python::scope::Binding;
use crate::script::{Script, is_mutator};

/// One entry of a dict at one place of the script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Its value.
    pub value: ExprId,
    /// Whether it is always there; else a test decides.
    pub certain: bool,
    /// The one test that decides, where it only looks at names that stay the same.
    pub test: Option<ExprId>,
    /// Whether it is there where the test does not hold.
    pub unless: bool,
}

impl Entry {
    /// An entry that is always there.
    pub fn always((key, value): (String, ExprId)) -> Self {
        Self { key, value, certain: true, test: None, unless: false }
    }
}

impl Entry {
    /// Takes in what is set behind the place where the dict is made.
    fn join(&mut self, set: Option<Set>) {
        match set {
            Some(set) if set.certain => *self = set.entry(&self.key),
            // What the key holds hangs on a test.
            Some(_) => (self.certain, self.test) = (false, None),
            None => {}
        }
    }
}

/// A value that was set says something else by now.
struct Changed;

/// What a key holds at one place, as [`Entry`] has it.
struct Set {
    value: ExprId,
    certain: bool,
    test: Option<ExprId>,
}

impl Set {
    fn entry(self, key: &str) -> Entry {
        let Self { value, certain, test } = self;
        Entry { key: key.to_owned(), value, certain, test, unless: false }
    }
}

/// What is done with a name that holds a dict.
#[derive(Debug, Default)]
pub(crate) struct Fillings {
    /// The keys that are set.
    keys: Vec<(String, SetKey)>,
    /// Reads that do neither look at it nor set a key.
    others: Vec<ExprId>,
}

/// How one key is set.
#[derive(Debug, Default)]
struct SetKey {
    /// The statements that set it, with its values, in order of place.
    all: Vec<(StmtId, ExprId)>,
    /// Whether some of them are in functions or classes of their own, which may run at any time.
    elsewhere: bool,
}

/// A statement that sets keys of a dict.
struct Setter {
    stmt: StmtId,
    entries: Vec<(String, ExprId)>,
}

impl Script<'_> {
    /// All entries that a dict may have where the expression stands, also those that only some runs set.
    pub fn entries(&self, id: ExprId) -> Option<Vec<Entry>> {
        self.shared_entries(id).map(|entries| entries.to_vec())
    }

    /// As [`Script::entries`], found once.
    pub(crate) fn shared_entries(&self, id: ExprId) -> Option<Rc<[Entry]>> {
        if let Some(known) = self.entries.borrow().get(&id) {
            return known.clone();
        }
        let plain = self.plain_dict(id);
        let now = |entries: &Vec<(String, ExprId)>| {
            entries.iter().all(|(_, value)| self.is_steady(*value, self.module.unparen(id)))
        };
        let found = match plain.filter(now) {
            Some(entries) => Some(entries.into_iter().map(Entry::always).collect()),
            None => self.filled(id).map(Rc::from),
        };
        self.entries.borrow_mut().insert(id, found.clone());
        found
    }

    /// The entries of a name whose dict is filled by statements before this place.
    fn filled(&self, id: ExprId) -> Option<Vec<Entry>> {
        let id = self.module.unparen(id);
        let name = self.module.name(id)?;
        let from = self.scopes.scope_of(id);
        let here = self.scopes.stmt_of(id);
        let (target, made) = match self.scopes.bindings(from, name) {
            [Binding::Target(made, target)] if self.runs_before(*made, here) => {
                let made = self.made_at(*made, *target, id)?;
                (*target, made.into_iter().map(Entry::always).collect())
            }
            [Binding::Target(one, first), Binding::Target(other, second)] => {
                let around =
                    self.scopes.stmt_parent(*one).filter(|s| self.runs_before(*s, here))?;
                let test = self.test_of_arms(around, *one, *other, here)?;
                let made = self.made_at(*one, *first, id)?;
                (*first, self.either(test, made, self.made_at(*other, *second, id)?))
            }
            _ => return None,
        };
        let fillings = self.fillings(target, name);
        if fillings.others.iter().any(|read| *read != id) {
            return None;
        }
        let mut found: Vec<Entry> = made;
        let made: FxHashMap<String, usize> =
            found.iter().enumerate().map(|(at, entry)| (entry.key.clone(), at)).collect();
        for (key, all) in &fillings.keys {
            let set = self.set_before(all, id, here).ok()?;
            match made.get(key) {
                Some(at) => found[*at].join(set),
                None => found.extend(set.map(|set| set.entry(key))),
            }
        }
        Some(found)
    }

    /// What is done with the name of a dict, which this target binds alone or as the first of two; found
    /// once.
    fn fillings(&self, target: ExprId, name: &str) -> Rc<Fillings> {
        if let Some(known) = self.fillings.borrow().get(&target) {
            return Rc::clone(known);
        }
        let mut found = Fillings::default();
        let mut places: FxHashMap<String, usize> = FxHashMap::default();
        let made = self.scopes.scope_of(target);
        let owner = self.scopes.resolve(made, name);
        for read in self.scopes.reads_of(owner, name) {
            if self.only_looks(*read) {
                continue;
            }
            let Some(setter) = self.setter(*read) else {
                found.others.push(*read);
                continue;
            };
            for (key, value) in setter.entries {
                let at = *places.entry(key).or_insert_with_key(|key| {
                    found.keys.push((key.clone(), SetKey::default()));
                    found.keys.len() - 1
                });
                let key = &mut found.keys[at].1;
                key.all.push((setter.stmt, value));
                key.elsewhere |= self.scopes.scope_of_stmt(setter.stmt) != made;
            }
        }
        for (_, key) in &mut found.keys {
            key.all.sort_by_key(|(stmt, _)| self.module.stmt(*stmt).span.start);
        }
        let found = Rc::new(found);
        self.fillings.borrow_mut().insert(target, Rc::clone(&found));
        found
    }

    /// What the statements that set one key, in order of place, leave in it where an expression stands:
    /// no value may say something else there.
    fn set_before(
        &self,
        SetKey { all, elsewhere }: &SetKey,
        id: ExprId,
        here: StmtId,
    ) -> Result<Option<Set>, Changed> {
        let start = self.module.expr(id).span.start;
        let behind = all.partition_point(|(stmt, _)| self.module.stmt(*stmt).span.start <= start);
        let mut set: Option<Set> = None;
        // What was set before a statement that surely sets the key anew is not there any more.
        let certain = |(stmt, _): &(StmtId, ExprId)| self.runs_before(*stmt, here);
        let last = || all[..behind].iter().rposition(certain);
        let first = if *elsewhere { 0 } else { last().unwrap_or(0) };
        let again = all[behind..].iter().filter(|(stmt, _)| self.shares_loop(*stmt, here));
        let before = all[first..behind].iter().map(|all| (all, true));
        for ((stmt, value), before) in before.chain(again.map(|all| (all, false))) {
            if !self.stays_the_same(*value, *stmt, here) || !self.is_steady(*value, id) {
                return Err(Changed);
            }
            let certain = before && !elsewhere && self.runs_before(*stmt, here);
            let test = if certain || *elsewhere { None } else { self.test_of(*stmt, here) };
            let new = Set { value: *value, certain, test };
            set = match set {
                // Others that may be set as well say no more.
                Some(old) if !certain => {
                    return Ok(Some(Set { certain: false, test: None, ..old }));
                }
                _ => Some(new),
            };
        }
        Ok(set)
    }

    /// The dict that a statement gives a name, where its values are the same at the place of a read.
    fn made_at(&self, made: StmtId, target: ExprId, read: ExprId) -> Option<Vec<(String, ExprId)>> {
        let StmtKind::Assign { targets, value: Some(value), .. } = &self.module.stmt(made).kind
        else {
            return None;
        };
        let made = self.plain_dict(*value).filter(|_| targets[..] == [target])?;
        made.iter().all(|(_, value)| self.is_steady(*value, read)).then_some(made)
    }

    /// The test of an `if` with an `else` whose two branches hold these statements.
    fn test_of_arms(
        &self,
        around: StmtId,
        one: StmtId,
        other: StmtId,
        then: StmtId,
    ) -> Option<ExprId> {
        let StmtKind::If(branches) = &self.module.stmt(around).kind else { return None };
        let [(Some(test), first), (None, second)] = &branches[..] else { return None };
        (first.stmts.contains(&one)
            && second.stmts.contains(&other)
            && self.asks_names(*test)
            && self.stays_the_same(*test, around, then))
        .then_some(*test)
    }

    /// The entries of a dict that a test makes in one of two ways.
    fn either(
        &self,
        test: ExprId,
        made: Vec<(String, ExprId)>,
        mut otherwise: Vec<(String, ExprId)>,
    ) -> Vec<Entry> {
        let same = |a, b| self.module.expr_source(a) == self.module.expr_source(b);
        let mut found = Vec::new();
        for (key, value) in made {
            let other = otherwise.iter().position(|o| o.0 == key).map(|at| otherwise.remove(at).1);
            let certain = other.is_some_and(|other| same(value, other));
            let test = Some(test).filter(|_| other.is_none());
            found.push(Entry { key, value, certain, test, unless: false });
        }
        for (key, value) in otherwise {
            found.push(Entry { key, value, certain: false, test: Some(test), unless: true });
        }
        found
    }

    /// Whether a read of a dict only sets keys of it.
    pub(crate) fn sets_keys(&self, read: ExprId) -> bool {
        self.setter(read).is_some()
    }

    /// `name["key"] = value`, `name.update({…})` or `name.update(key=value)`, as a statement of its own.
    fn setter(&self, read: ExprId) -> Option<Setter> {
        let module = self.module;
        let parent = self.scopes.parent(read)?;
        let stmt = self.scopes.stmt_of(read);
        let entries = match (&module.expr(parent).kind, &module.stmt(stmt).kind) {
            (
                ExprKind::Subscript(dict, index),
                StmtKind::Assign { targets, value: Some(value), annotation: None },
            ) if *dict == read && targets[..] == [parent] => {
                vec![(module.str_value(*index.first()?)?.to_owned(), *value)]
            }
            (ExprKind::Attribute(dict, attr), StmtKind::Expr(call))
                if *dict == read && attr.text == "update" =>
            {
                let ExprKind::Call(callee, args, _) = &module.expr(*call).kind else { return None };
                if *callee != parent {
                    return None;
                }
                match &args[..] {
                    [only] if only.stars == 0 && only.name.is_none() => {
                        self.plain_dict(only.value)?
                    }
                    named => {
                        let entry = |a: &Arg<'_>| Some((a.name?.text.to_owned(), a.value));
                        named.iter().map(entry).collect::<Option<_>>()?
                    }
                }
            }
            _ => return None,
        };
        Some(Setter { stmt, entries })
    }

    /// Whether a statement always runs before another one that is reached: it stands further up in the
    /// block of that one, or in one around it.
    fn runs_before(&self, first: StmtId, then: StmtId) -> bool {
        if self.module.stmt(first).span.start >= self.module.stmt(then).span.start
            || self.scopes.scope_of_stmt(first) != self.scopes.scope_of_stmt(then)
        {
            return false;
        }
        let block = self.block_of(first);
        let mut inner = then;
        loop {
            if self.block_of(inner) == block {
                return true;
            }
            match self.scopes.stmt_parent(inner) {
                Some(around) => inner = around,
                None => return false,
            }
        }
    }

    /// The test of the `if` without further branches that alone decides whether a statement runs before
    /// another one.
    fn test_of(&self, stmt: StmtId, then: StmtId) -> Option<ExprId> {
        let around = self.scopes.stmt_parent(stmt)?;
        let StmtKind::If(branches) = &self.module.stmt(around).kind else { return None };
        let [(Some(test), _)] = branches[..] else { return None };
        (self.runs_before(around, then)
            && self.asks_names(test)
            && self.stays_the_same(test, around, then))
        .then_some(test)
    }

    fn asks_names(&self, test: ExprId) -> bool {
        let mut plain = match self.module.expr(test).kind {
            ExprKind::Call(callee, ..) => {
                matches!(self.module.name(callee), Some("len" | "isinstance" | "bool"))
            }
            _ => true,
        };
        self.module.each_child(test, |child| plain &= self.asks_names(child));
        plain
    }

    /// What tells the block of a statement from all others: its first statement.
    fn block_of(&self, stmt: StmtId) -> Option<StmtId> {
        let (block, _) = self.module.place_in_block(self.scopes.stmt_parent(stmt), stmt)?;
        block.stmts.first().copied()
    }

    /// Whether a loop around both runs them again.
    fn shares_loop(&self, one: StmtId, other: StmtId) -> bool {
        let span = self.module.stmt(other).span;
        let mut inner = one;
        while let Some(around) = self.scopes.stmt_parent(inner) {
            let stmt = self.module.stmt(around);
            if matches!(stmt.kind, StmtKind::For { .. } | StmtKind::While(..))
                && stmt.span.contains(span)
            {
                return true;
            }
            inner = around;
        }
        // A function may be called again, but what it makes is made anew then.
        self.scopes.scope_of_stmt(one) != self.scopes.scope_of_stmt(other)
    }

    /// Whether a value that is read at one statement is the same at a later one.
    fn stays_the_same(&self, value: ExprId, from: StmtId, to: StmtId) -> bool {
        let module = self.module;
        let (start, end) = (module.stmt(from).span.start, module.stmt(to).span.start);
        let mut same = match &module.expr(value).kind {
            ExprKind::Name(name) => {
                let bindings = self.scopes.bindings(self.scopes.scope_of(value), name);
                bindings.iter().all(|binding| match binding {
                    Binding::Target(stmt, _) => {
                        let at = module.stmt(*stmt).span.start;
                        at < start || at > end
                    }
                    _ => true,
                })
            }
            ExprKind::Call(callee, ..) => is_of_texts(module, *callee),
            ExprKind::Await(_) | ExprKind::Yield(_) | ExprKind::Walrus(..) => false,
            _ => true,
        };
        module.each_child(value, |child| same &= self.stays_the_same(child, from, to));
        same
    }

    /// Whether a dict is only looked at: by key, in a test or a text, by a call that does not change it.
    fn only_looks(&self, read: ExprId) -> bool {
        if self.is_read_of_key(read) || self.goes_to_glue(read) {
            return true;
        }
        let Some(parent) = self.scopes.parent(read) else { return false };
        match &self.module.expr(parent).kind {
            ExprKind::Compare(..) | ExprKind::Str(_) => true,
            ExprKind::Attribute(_, attr) => {
                matches!(attr.text, "get" | "keys" | "items" | "values" | "copy")
            }
            _ => false,
        }
    }

    /// `name["key"]` that is only read; what the key holds may be changed, too.
    fn is_read_of_key(&self, read: ExprId) -> bool {
        let mut part = read;
        while let Some(parent) = self.scopes.parent(part)
            && matches!(self.module.expr(parent).kind, ExprKind::Subscript(whole, _) if whole == part)
        {
            part = parent;
        }
        let changed = self.scopes.parent(part).is_some_and(|parent| {
            matches!(&self.module.expr(parent).kind, ExprKind::Attribute(value, attr)
                if *value == part && is_mutator(attr.text))
        });
        part != read && !changed && !self.is_set(part)
    }

    fn is_set(&self, id: ExprId) -> bool {
        match &self.module.stmt(self.scopes.stmt_of(id)).kind {
            StmtKind::Assign { targets, .. } | StmtKind::Delete(targets) => targets.contains(&id),
            StmtKind::AugAssign(target, _) => *target == id,
            _ => false,
        }
    }

    /// An argument of a call that does not change it: one of Glue's, `print`, or a logger's.
    fn goes_to_glue(&self, read: ExprId) -> bool {
        use crate::types::Callee;
        let Some(call) = self.scopes.parent(read) else { return false };
        let ExprKind::Call(callee, args, _) = &self.module.expr(call).kind else { return false };
        let argument = args.iter().any(|a| a.value == read && a.stars == 0);
        let glue = matches!(self.typing.callees.get(&call), Some(Callee::Op { func, .. })
            if self.stubs.func(*func).glue);
        let tells = match &self.module.expr(*callee).kind {
            ExprKind::Name(name) => matches!(*name, "str" | "len"),
            ExprKind::Attribute(_, attr) => attr.text == "dumps",
            _ => false,
        };
        argument && (glue || tells) || self.is_shown(read)
    }

    /// Whether a value is only printed or logged, perhaps as a part of a text.
    pub(crate) fn is_shown(&self, read: ExprId) -> bool {
        let module = self.module;
        let Some(mut parent) = self.scopes.parent(read) else { return false };
        let mut part = read;
        while matches!(module.expr(parent).kind, ExprKind::Str(_))
            && let Some(around) = self.scopes.parent(parent)
        {
            (part, parent) = (parent, around);
        }
        let ExprKind::Call(callee, args, _) = &module.expr(parent).kind else { return false };
        let shows = match &module.expr(*callee).kind {
            ExprKind::Name(name) => *name == "print",
            ExprKind::Attribute(_, attr) => {
                matches!(attr.text, "info" | "debug" | "warning" | "warn" | "error")
            }
            _ => false,
        };
        shows && args.iter().any(|a| a.value == part && a.stars == 0 && a.name.is_none())
    }
}

/// Whether a call makes a text or a number of its arguments and does nothing else.
pub(crate) fn is_of_texts(module: &Module<'_>, callee: ExprId) -> bool {
    match &module.expr(callee).kind {
        ExprKind::Name(name) => {
            matches!(
                *name,
                "str" | "int" | "float" | "bool" | "len" | "isinstance" | "list" | "dict"
            )
        }
        ExprKind::Attribute(_, attr) => matches!(
            attr.text,
            "format"
                | "join"
                | "strip"
                | "lstrip"
                | "rstrip"
                | "lower"
                | "upper"
                | "title"
                | "replace"
                | "split"
                | "zfill"
                | "strftime"
                | "isoformat"
                | "get"
                | "keys"
        ),
        _ => false,
    }
}
