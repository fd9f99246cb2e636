//! Expressions: their types from the types of their parts.

use super::imports::export_type;
use super::members::Found;
use super::{Callee, DefId, FORGOTTEN, Infer, MethodKind, OFTEN_FORGOTTEN, Ty};
use crate::python::ast::{ComprehensionKind, ExprId, ExprKind};
use crate::python::scope::ScopeId;
use crate::stubs::{ClassId, FuncKind};

impl<'a, 's: 'a> Infer<'a, 's> {
    pub(super) fn expr(&mut self, id: ExprId) -> Ty {
        // Many expressions are literals, of which nothing is told apart.
        let plain = match &self.module.expr(id).kind {
            ExprKind::Str(literal) => literal.interpolations.is_empty(),
            ExprKind::Number(_) | ExprKind::Bool(_) => true,
            _ => false,
        };
        if plain {
            self.out.types[id.0 as usize] = Ty::Unknown;
            return Ty::Unknown;
        }
        let ty = self.evaluate(id).bounded();
        self.set(id, ty)
    }

    fn evaluate(&mut self, id: ExprId) -> Ty {
        let module = self.module;
        match &module.expr(id).kind {
            ExprKind::Name(name) => self.name(id, name),
            ExprKind::Attribute(value, attr) => {
                let owner = self.expr(*value);
                self.attribute(id, *value, &owner, attr.text)
            }
            ExprKind::Call(func, args, _) => self.call(id, *func, args),
            ExprKind::Subscript(value, index) => {
                let owner = self.expr(*value);
                for i in index {
                    self.expr(*i);
                }
                self.subscript(id, &owner, index)
            }
            ExprKind::None => Ty::None,
            ExprKind::Paren(inner) | ExprKind::Await(inner) => self.expr(*inner),
            ExprKind::List(items) | ExprKind::Set(items) => {
                let element = items.iter().fold(Ty::Never, |ty, i| ty.join(self.expr(*i)));
                Ty::List(Box::new(element))
            }
            ExprKind::Tuple(items) => Ty::Tuple(items.iter().map(|i| self.expr(*i)).collect()),
            ExprKind::Dict(items) => {
                let mut element = Ty::Never;
                for (key, value) in items {
                    let ty = self.expr(*value);
                    match (key, ty) {
                        (Some(key), ty) => {
                            self.expr(*key);
                            element = element.join(ty);
                        }
                        (None, Ty::Dict(inner)) => element = element.join(*inner),
                        (None, _) => element = element.join(Ty::Unknown),
                    }
                }
                Ty::Dict(Box::new(element))
            }
            ExprKind::IfElse { test, body, orelse } => {
                self.expr(*test);
                self.expr(*body).join(self.expr(*orelse))
            }
            // `x or y` is `x` only where that is not None.
            ExprKind::BoolOp(left, "or", right) => {
                let left = self.expr(*left);
                let some = left.members().iter().filter(|member| **member != Ty::None);
                some.cloned().fold(Ty::Never, Ty::join).join(self.expr(*right))
            }
            ExprKind::BoolOp(left, _, right) => self.expr(*left).join(self.expr(*right)),
            ExprKind::Binary(left, operator, right) => {
                let (left, right) = (self.expr(*left), self.expr(*right));
                match (operator, &left, &right) {
                    (&"+", Ty::List(_), Ty::List(_)) => left.join(right),
                    (&"*", Ty::List(_), _) => left,
                    _ => Ty::Unknown,
                }
            }
            ExprKind::Walrus(name, value) => {
                let ty = self.expr(*value);
                self.assign(*name, ty.clone());
                ty
            }
            ExprKind::Comprehension(kind, element, value, clauses) => {
                let (scope, before) = (self.scope, self.env.mark());
                for clause in clauses {
                    let item = self.iterate(clause.iter);
                    self.scope = self.scopes.scope_of(*element);
                    self.assign(clause.target, item);
                    for test in &clause.ifs {
                        self.expr(*test);
                    }
                }
                let mut ty = self.expr(*element);
                if let Some(value) = value {
                    ty = self.expr(*value);
                }
                self.scope = scope;
                self.env.undo(before);
                match kind {
                    ComprehensionKind::Dict => Ty::Dict(Box::new(ty)),
                    _ => Ty::List(Box::new(ty)),
                }
            }
            ExprKind::Yield(value) => self.yielded(id, *value),
            ExprKind::Lambda(..) => {
                self.apply(id, &[]);
                Ty::Unknown
            }
            _ => {
                module.each_child(id, |child| {
                    self.expr(child);
                });
                Ty::Unknown
            }
        }
    }

    fn name(&mut self, id: ExprId, name: &'a str) -> Ty {
        let found = match self.env.get(name) {
            // Any call may have assigned it since.
            Some(ty) if self.shared.contains(name) => ty.clone().join(self.outer(name)),
            Some(ty) => ty.clone(),
            None => self.outer(name),
        };
        // A function that is named outside of a call may be called by anybody.
        if let Ty::Def(def, _) = found {
            let called = self.scopes.parent(id).is_some_and(
                |p| matches!(self.module.expr(p).kind, ExprKind::Call(func, ..) if func == id),
            );
            if !called && !self.scopes.is_store(id) {
                self.used_as_value(def);
            }
        }
        found
    }

    /// Whether an unbound name is one of Glue's. A star of somebody else's module may bring one.
    fn is_forgotten(&self, name: &str) -> bool {
        let known = |module: &str| self.stubs.has_module(module) || module.starts_with("pyspark.");
        let stars = &self.scopes.scope(ScopeId(0)).stars;
        FORGOTTEN.contains(&name)
            || OFTEN_FORGOTTEN.contains(&name) && stars.iter().all(|(_, from)| known(from))
    }

    fn outer(&self, name: &'a str) -> Ty {
        let mut scope = self.scopes.resolve(self.scope, name);
        // A star import binds names that no scope lists.
        if scope.is_none() && self.finals.get((ScopeId(0), name)).is_some() {
            scope = Some(ScopeId(0));
        }
        // Scripts forget the import of what only Glue calls by this name; it is still Glue's.
        if scope.is_none() && self.glue && self.is_forgotten(name) {
            let modules = [
                "awsglue.dynamicframe",
                "awsglue.context",
                "awsglue.utils",
                "awsglue.job",
                "awsglue.transforms",
                "awsgluedq.transforms",
            ];
            let found = modules.iter().find_map(|module| self.stubs.export(module, name));
            return found.map_or(Ty::Unknown, export_type);
        }
        // A name that is bound but has no value yet says nothing; a later round knows more.
        scope.map_or(Ty::Unknown, |s| self.finals.get((s, name)).cloned().unwrap_or(Ty::Never))
    }

    /// The type of `owner.name`, joined over what the owner may be.
    fn attribute(&mut self, id: ExprId, value: ExprId, owner: &Ty, name: &'a str) -> Ty {
        let mut result = Ty::Never;
        let mut having = Vec::new();
        for member in owner.members() {
            if let Some(ty) = self.member(id, member, name) {
                result = result.join(ty);
                having.push(member);
            }
        }
        if !having.is_empty() {
            // What else the owner may be has no such attribute, so it is none of that here.
            if let [Ty::Instance(class)] = having[..]
                && owner.members().len() > 1
                && (self.stubs.distinctive(name) == Some(*class)
                    || owner.members().iter().all(is_closed))
            {
                self.set(value, Ty::Instance(*class));
            }
            return result;
        }
        let open = |member: &Ty| match member {
            Ty::Unknown | Ty::Never | Ty::None | Ty::LocalInstance(_) => true,
            // It would fail here. What was Glue's is something else in a file that is half done, so that
            // the next run would not know this owner any more.
            Ty::Instance(class) => {
                let stub = self.stubs.class(*class);
                stub.glue || ["DataFrame", "SparkSession"].contains(&stub.name.as_str())
            }
            _ => false,
        };
        if owner.members().iter().any(open)
            && self.glue
            && let Some(class) =
                self.stubs.distinctive(name).or_else(|| self.by_own_keys(id, value, name))
            && !self.out.mocks.holds(self.module, self.scopes, value)
        {
            return self.by_use(id, value, class, name);
        }
        // Nothing is read of `None`: where this runs, the value is something that a later turn of the
        // loop or another place knows.
        if matches!(owner, Ty::Never | Ty::None) { Ty::Never } else { Ty::Unknown }
    }

    pub(super) fn member(&mut self, id: ExprId, owner: &Ty, name: &'a str) -> Option<Ty> {
        match owner {
            Ty::Module(path) => self.stubs.export(path, name).map(export_type),
            Ty::Instance(class) => self.instance_member(id, *class, name, false),
            Ty::Kept(class) => self.instance_member(id, *class, name, true),
            Ty::Class(class) => {
                let Some(func) = self.stubs.method(*class, name) else {
                    return self.stubs.attr(*class, name).map(Ty::from);
                };
                if self.stubs.func(func).kind == FuncKind::Property {
                    return None;
                }
                Some(Ty::Func(func))
            }
            Ty::LocalInstance(class) => self.local_member(id, *class, name, true),
            Ty::LocalClass(class) => self.local_member(id, *class, name, false),
            Ty::File(module) => Some(self.exported(*module, name)),
            Ty::Path(module, 1) => {
                self.view.world.names.is_at(*module, name, 1).then_some(Ty::File(*module))
            }
            Ty::Path(module, depth) => self
                .view
                .world
                .names
                .is_at(*module, name, *depth)
                .then_some(Ty::Path(*module, depth - 1)),
            _ => None,
        }
    }

    fn instance_member(
        &mut self,
        id: ExprId,
        class: ClassId,
        name: &'a str,
        kept: bool,
    ) -> Option<Ty> {
        if let Some(func) = self.stubs.method(class, name) {
            let stub = self.stubs.func(func);
            if stub.kind != FuncKind::Property {
                return Some(Ty::Bound(func, kept));
            }
            self.out.callees.insert(id, Callee::Op { func, kept });
            return Some((&stub.returns).into());
        }
        if let Some(Ty::Def(def, _)) = self.patches.get((class, name)) {
            return Some(Ty::Def(*def, true));
        }
        self.stubs.attr(class, name).map(Ty::from)
    }

    fn local_member(
        &mut self,
        id: ExprId,
        class: DefId,
        name: &'a str,
        instance: bool,
    ) -> Option<Ty> {
        Some(match self.find_member(class, name)? {
            Found::Own(Ty::Def(def, _)) | Found::Far(_, Ty::Def(def, _)) => {
                self.method_type(id, def, instance)
            }
            Found::Own(other) => other,
            Found::Far(module, other) => {
                self.out.asks.reads.insert((module, name.to_owned()));
                other
            }
            Found::Declared(base) if instance => {
                return self.instance_member(id, base, name, false);
            }
            Found::Declared(_) => return None,
        })
    }

    fn method_type(&mut self, id: ExprId, def: DefId, instance: bool) -> Ty {
        let module = self.module;
        let kind = self.method_kind(def);
        if kind == MethodKind::Property {
            return self.returned(def);
        }
        let called = self
            .scopes
            .parent(id)
            .is_some_and(|p| matches!(module.expr(p).kind, ExprKind::Call(func, ..) if func == id));
        if !called {
            self.used_as_value(def);
        }
        let bound = match kind {
            MethodKind::Class => true,
            MethodKind::Static => false,
            _ => instance,
        };
        Ty::Def(def, bound)
    }

    fn subscript(&mut self, id: ExprId, owner: &Ty, index: &[ExprId]) -> Ty {
        let mut result = Ty::Never;
        let slice = index.first().is_some_and(|i| self.is_slice(*i));
        for member in owner.members() {
            let ty = match member {
                Ty::List(_) if slice => member.clone(),
                Ty::Tuple(_) if slice => Ty::List(Box::new(member.element())),
                Ty::List(inner) | Ty::Dict(inner) => (**inner).clone(),
                Ty::Tuple(items) => {
                    let at = index.first().and_then(|i| match self.module.expr(*i).kind {
                        ExprKind::Number(n) => n.parse::<usize>().ok(),
                        _ => None,
                    });
                    at.and_then(|i| items.get(i)).cloned().unwrap_or_else(|| member.element())
                }
                Ty::Instance(class) | Ty::Kept(class) => {
                    let Some(func) = self.stubs.method(*class, "__getitem__") else {
                        continue;
                    };
                    let kept = matches!(member, Ty::Kept(_));
                    self.out.callees.insert(id, Callee::Op { func, kept });
                    (&self.stubs.func(func).returns).into()
                }
                Ty::LocalInstance(class) => self.given_by(*class, "__getitem__"),
                Ty::Never => Ty::Never,
                Ty::None if owner.members().len() > 1 => continue,
                _ => Ty::Unknown,
            };
            result = result.join(ty);
        }
        if result == Ty::Never && *owner != Ty::Never { Ty::Unknown } else { result }
    }

    /// Whether an index is `a:b`, which gives a part of a list.
    fn is_slice(&self, index: ExprId) -> bool {
        matches!(self.module.expr(index).kind, ExprKind::Other(_))
            && self.module.expr_source(index).contains(':')
    }

    /// The type of what a loop over the expression binds.
    pub(super) fn iterate(&mut self, iter: ExprId) -> Ty {
        match self.expr(iter) {
            // Iterating over a dict gives its keys.
            Ty::Dict(_) => Ty::Unknown,
            Ty::LocalInstance(class) => self.given_by(class, "__iter__").element(),
            Ty::Instance(class) => match self.stubs.method(class, "__iter__") {
                Some(func) => Ty::from(&self.stubs.func(func).returns).element(),
                None => Ty::Unknown,
            },
            other => other.element(),
        }
    }

    /// The instance that an annotation promises.
    pub(super) fn annotation(&mut self, id: ExprId) -> Ty {
        let module = self.module;
        match &module.expr(id).kind {
            ExprKind::Str(lit) => {
                let name = lit.value.as_deref().unwrap_or_default();
                let found = self.env.get(name).cloned().unwrap_or_else(|| self.outer(name));
                instance_of(&found)
            }
            ExprKind::None => Ty::None,
            ExprKind::Binary(left, "|", right) => {
                self.annotation(*left).join(self.annotation(*right))
            }
            ExprKind::Subscript(head, index) => self.generic(*head, &index.clone()),
            ExprKind::Other(parts) => match parts.split_first() {
                Some((head, rest)) => {
                    let args: Vec<_> = rest
                        .iter()
                        .flat_map(|r| match &module.expr(*r).kind {
                            ExprKind::Other(inner) => inner.clone(),
                            _ => vec![*r],
                        })
                        .collect();
                    self.generic(*head, &args)
                }
                None => Ty::Unknown,
            },
            _ => instance_of(&self.expr(id)),
        }
    }

    fn generic(&mut self, head: ExprId, args: &[ExprId]) -> Ty {
        let name = match self.module.expr(head).kind {
            ExprKind::Name(name) => name,
            ExprKind::Attribute(_, attr) => attr.text,
            _ => "",
        };
        let args: Vec<_> = args.iter().map(|a| self.annotation(*a)).collect();
        let last = args.last().cloned().unwrap_or_default();
        match name {
            "list" | "List" | "Iterable" | "Iterator" | "Sequence" | "set" | "Set" => {
                Ty::List(Box::new(last))
            }
            "dict" | "Dict" | "Mapping" | "DefaultDict" | "OrderedDict" => Ty::Dict(Box::new(last)),
            "tuple" | "Tuple" => Ty::Tuple(args),
            "Optional" => last.join(Ty::None),
            "Union" => args.into_iter().fold(Ty::Never, Ty::join),
            _ => Ty::Unknown,
        }
    }
}

/// Whether all attributes of a type are known.
fn is_closed(ty: &Ty) -> bool {
    matches!(ty, Ty::None | Ty::Instance(_) | Ty::Tuple(_) | Ty::List(_) | Ty::Dict(_))
}

pub(super) fn instance_of(ty: &Ty) -> Ty {
    match ty {
        // `None` where an import failed.
        Ty::Union(members) => match &members[..] {
            [Ty::None, class] => instance_of(class),
            _ => Ty::Unknown,
        },
        Ty::Class(class) => Ty::Instance(*class),
        Ty::LocalClass(class) => Ty::LocalInstance(*class),
        _ => Ty::Unknown,
    }
}
