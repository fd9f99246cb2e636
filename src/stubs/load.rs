//! Reading stub files.

use include_dir::{Dir, include_dir};
use rustc_hash::FxHashMap;

use super::{
    ClassId, ClassStub, Export, FuncId, FuncKind, FuncStub, ModuleStub, OwnStub, ParamStub,
    StubError, Stubs, TypeExpr, is_glue_module,
};
use crate::python::ast::{Block, ClassDef, ExprId, ExprKind, FunctionDef, Module, StmtKind};
use crate::python::{ParseError, parse};

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rules/stubs");

/// The stubs in the binary. A stub that does not parse is a fault of the build, which a test holds.
pub(super) fn embedded() -> Stubs {
    let mut files = Vec::new();
    collect(&FILES, &mut files);
    files.sort_unstable();
    let parsed: Vec<_> =
        files.into_iter().filter_map(|(path, text)| Some((path, parse(text).ok()?))).collect();
    let mut loader = Loader::default();
    for (path, module) in &parsed {
        loader.declare(path, module);
    }
    // Re-exports may chain through modules that are read later: once more settles them.
    for _ in 0..2 {
        for (path, module) in &parsed {
            loader.import(path, module);
        }
    }
    for (path, module) in &parsed {
        loader.fill(path, module);
    }
    loader.stubs
}

/// Stubs with a team's own on top.
pub(super) fn own(ours: &Stubs, files: &[OwnStub<'_>]) -> Result<Stubs, StubError> {
    let mut parsed = Vec::new();
    for (index, file) in files.iter().enumerate() {
        let module = parse(file.text).map_err(|error| {
            let (start, message) = match error {
                ParseError::Syntax { offset, message } => (offset, message),
                ParseError::TooDeep | ParseError::TooLong => (0, error.to_string()),
            };
            let end = file.text[start..].find('\n').map_or(file.text.len(), |i| start + i);
            let message = format!("not a stub file: {message}");
            StubError { index, range: start..end, message }
        })?;
        if ours.has_module(&file.module) || parsed.iter().any(|(path, _)| *path == file.module) {
            let message = format!("the module `{}` is declared already", file.module);
            return Err(StubError { index, range: 0..0, message });
        }
        parsed.push((file.module.clone(), module));
    }
    let classes = ours.classes.iter().enumerate().map(|(index, class)| {
        #[allow(clippy::cast_possible_truncation)] // a few hundred
        ((class.module.clone(), class.name.clone()), ClassId(index as u32))
    });
    let mut loader = Loader { stubs: ours.clone(), classes: classes.collect(), is_own: true };
    for (path, module) in &parsed {
        loader.stubs.own.insert(path.clone());
        loader.declare(path, module);
    }
    for _ in 0..2 {
        for (path, module) in &parsed {
            loader.import(path, module);
        }
    }
    for (path, module) in &parsed {
        loader.fill(path, module);
    }
    loader.mark_glue();
    Ok(loader.stubs)
}

/// The paths of stub files in the binary that are not valid stubs; for the test.
#[cfg(test)]
pub(super) fn broken() -> Vec<String> {
    let mut files = Vec::new();
    collect(&FILES, &mut files);
    files.into_iter().filter(|(_, text)| parse(text).is_err()).map(|f| f.0).collect()
}

fn collect<'a>(dir: &'a Dir<'a>, files: &mut Vec<(String, &'a str)>) {
    for file in dir.files() {
        let (Some(path), Some(text)) = (file.path().to_str(), file.contents_utf8()) else {
            continue;
        };
        let Some(path) = path.strip_suffix(".pyi") else {
            continue;
        };
        let dotted = path.replace(['/', '\\'], ".");
        let module = dotted.strip_suffix(".__init__").unwrap_or(&dotted);
        files.push((module.to_owned(), text));
    }
    dir.dirs().for_each(|d| collect(d, files));
}

#[derive(Default)]
struct Loader {
    stubs: Stubs,
    /// Class of each `class` statement, by module and name.
    classes: FxHashMap<(String, String), ClassId>,
    /// Whether a team's own stubs are read.
    is_own: bool,
}

struct Decorators {
    kind: Option<FuncKind>,
    same_as: Option<String>,
    renames: Vec<(String, String)>,
    distinctive: bool,
    in_glue: bool,
    doubtful: bool,
    own_keys: bool,
}

// The embedded stubs hold far fewer than 2^32 classes and functions.
#[allow(clippy::cast_possible_truncation)]
impl Loader {
    fn declare(&mut self, path: &str, module: &Module<'_>) {
        let mut stub = ModuleStub::default();
        for id in &module.body.stmts {
            if let StmtKind::Class(class) = &module.stmt(*id).kind {
                let name = class.name.text.to_owned();
                let id = ClassId(self.stubs.classes.len() as u32);
                self.stubs.classes.push(ClassStub {
                    name: name.clone(),
                    module: path.to_owned(),
                    glue: is_glue_module(path),
                    ..ClassStub::default()
                });
                self.classes.insert((path.to_owned(), name.clone()), id);
                let known = self.stubs.named.get(&name).map(|id| self.stubs.class(*id).glue);
                if known.is_none() || known == Some(false) && is_glue_module(path) {
                    self.stubs.named.insert(name.clone(), id);
                }
                stub.names.insert(name, Export::Class(id));
            } else if let StmtKind::Assign { targets, value: Some(value), .. } =
                &module.stmt(*id).kind
                && targets.first().and_then(|t| module.name(*t)) == Some("__all__")
                && let ExprKind::List(items) = &module.expr(*value).kind
            {
                let names = items.iter().filter_map(|i| module.str_value(*i)).map(str::to_owned);
                stub.all = Some(names.collect());
            }
        }
        self.stubs.modules.insert(path.to_owned(), stub);
    }

    fn import(&mut self, path: &str, module: &Module<'_>) {
        for id in &module.body.stmts {
            let mut found = Vec::new();
            match &module.stmt(*id).kind {
                StmtKind::ImportFrom { module: from, names, star: false } => {
                    for alias in names {
                        if let Some(export) = self.stubs.export(from, alias.path) {
                            found.push((alias.bound().to_owned(), export));
                        }
                    }
                }
                StmtKind::ImportFrom { module: from, star: true, .. } => {
                    for (name, export) in self.stubs.star(from) {
                        found.push((name.to_owned(), export.clone()));
                    }
                }
                _ => {}
            }
            if let Some(stub) = self.stubs.modules.get_mut(path) {
                for (name, export) in found {
                    stub.names.entry(name).or_insert(export);
                }
            }
        }
    }

    fn fill(&mut self, path: &str, module: &Module<'_>) {
        for id in &module.body.stmts {
            match &module.stmt(*id).kind {
                StmtKind::Class(class) => self.fill_class(path, module, class),
                StmtKind::Def(def) => {
                    let func = self.func(path, module, None, def);
                    if let Some(stub) = self.stubs.modules.get_mut(path) {
                        stub.names.insert(def.name.text.to_owned(), Export::Func(func));
                    }
                }
                StmtKind::Assign { targets, annotation: Some(annotation), .. } => {
                    let Some(name) = targets.first().and_then(|t| module.name(*t)) else {
                        continue;
                    };
                    let value = Export::Value(self.type_expr(path, module, *annotation));
                    if let Some(stub) = self.stubs.modules.get_mut(path) {
                        stub.names.insert(name.to_owned(), value);
                    }
                }
                _ => {}
            }
        }
    }

    fn fill_class(&mut self, path: &str, module: &Module<'_>, class: &ClassDef<'_>) {
        let Some(id) = self.classes.get(&(path.to_owned(), class.name.text.to_owned())).copied()
        else {
            return;
        };
        let bases = class
            .bases
            .iter()
            .filter_map(|b| match self.type_expr(path, module, b.value) {
                TypeExpr::Class(base) => Some(base),
                _ => None,
            })
            .collect();
        self.stubs.classes[id.0 as usize].bases = bases;
        self.members(path, module, id, &class.body);
    }

    fn members(&mut self, path: &str, module: &Module<'_>, id: ClassId, body: &Block) {
        for stmt in &body.stmts {
            match &module.stmt(*stmt).kind {
                StmtKind::Def(def) => {
                    let func = self.func(path, module, Some(id), def);
                    let name = def.name.text.to_owned();
                    self.stubs.classes[id.0 as usize].methods.insert(name, func);
                }
                StmtKind::Assign { targets, annotation: Some(annotation), .. } => {
                    let Some(name) = targets.first().and_then(|t| module.name(*t)) else {
                        continue;
                    };
                    let value = self.type_expr(path, module, *annotation);
                    self.stubs.classes[id.0 as usize].attrs.insert(name.to_owned(), value);
                }
                _ => {}
            }
        }
    }

    fn func(
        &mut self,
        path: &str,
        module: &Module<'_>,
        class: Option<ClassId>,
        def: &FunctionDef<'_>,
    ) -> FuncId {
        let decorators = decorators(module, def);
        let own = match class {
            Some(id) => format!("{}.{}", self.stubs.class(id).name, def.name.text),
            None => def.name.text.to_owned(),
        };
        let kind = decorators.kind.unwrap_or(match class {
            Some(_) => FuncKind::Method,
            None => FuncKind::Function,
        });
        if decorators.distinctive
            && let Some(id) = class
        {
            self.stubs.distinctive.insert(def.name.text.to_owned(), id);
            if decorators.in_glue {
                self.stubs.in_glue.insert(def.name.text.to_owned());
            }
        }
        if decorators.own_keys
            && let Some(id) = class
        {
            self.stubs.own_keys.insert(def.name.text.to_owned(), id);
        }
        if decorators.doubtful {
            let required = def.params.iter().filter(|p| p.default.is_none()).count();
            let takes = required.saturating_sub(usize::from(class.is_some()));
            self.stubs.doubtful.insert(def.name.text.to_owned(), (own.clone(), takes));
        }
        // `self` and `cls` are bound by the access, not by the call.
        let skip = usize::from(
            class.is_some()
                && matches!(def.params.first().map(|p| p.name.text), Some("self" | "cls")),
        );
        let params = def.params[skip..]
            .iter()
            .map(|p| {
                let rename = decorators.renames.iter().find(|r| r.0 == p.name.text);
                ParamStub {
                    name: p.name.text.to_owned(),
                    canonical: rename.map_or(p.name.text, |r| r.1.as_str()).to_owned(),
                    kind: p.kind,
                    default: p.default.map(|d| module.expr_source(d).to_owned()),
                }
            })
            .collect();
        let returns = def.returns.map(|r| self.type_expr(path, module, r)).unwrap_or_default();
        let op = decorators.same_as.unwrap_or_else(|| own.clone());
        let glue = is_glue_module(path) || self.is_own && self.handles_glue(path, module, def);
        self.stubs.funcs.push(FuncStub { op, own, params, returns, kind, glue });
        FuncId(self.stubs.funcs.len() as u32 - 1)
    }

    /// Whether a function takes or gives something of Glue: then a call of it is Glue's, and needs a
    /// rule or a person.
    fn handles_glue(&self, path: &str, module: &Module<'_>, def: &FunctionDef<'_>) -> bool {
        let annotations = def.params.iter().filter_map(|p| p.annotation).chain(def.returns);
        annotations.into_iter().any(|a| self.names_glue(&self.type_expr(path, module, a)))
    }

    fn names_glue(&self, ty: &TypeExpr) -> bool {
        match ty {
            TypeExpr::Class(class) => self.stubs.class(*class).glue,
            TypeExpr::List(inner) | TypeExpr::Dict(inner) => self.names_glue(inner),
            TypeExpr::Tuple(items) | TypeExpr::Union(items) => {
                items.iter().any(|i| self.names_glue(i))
            }
            TypeExpr::Any | TypeExpr::None => false,
        }
    }

    /// A class is Glue's where one of its methods or bases is.
    fn mark_glue(&mut self) {
        for index in 0..self.stubs.classes.len() {
            let class = &self.stubs.classes[index];
            if !self.stubs.own.contains(&class.module) {
                continue;
            }
            let glue = class.methods.values().any(|f| self.stubs.func(*f).glue)
                || class.bases.iter().any(|b| self.stubs.class(*b).glue);
            self.stubs.classes[index].glue = glue;
        }
    }

    fn type_expr(&self, path: &str, module: &Module<'_>, id: ExprId) -> TypeExpr {
        match &module.expr(id).kind {
            ExprKind::None => TypeExpr::None,
            ExprKind::Name(name) => self.named(path, name),
            ExprKind::Str(lit) => {
                lit.value.as_deref().map(|v| self.named(path, v)).unwrap_or_default()
            }
            ExprKind::Attribute(_, attr) => self.named(path, attr.text),
            ExprKind::Binary(left, "|", right) => TypeExpr::Union(vec![
                self.type_expr(path, module, *left),
                self.type_expr(path, module, *right),
            ]),
            ExprKind::Subscript(head, index) => {
                let args: Vec<_> = index.iter().map(|i| self.type_expr(path, module, *i)).collect();
                generic(module.name(*head).unwrap_or_default(), args)
            }
            // tree-sitter gives `list[X]` in annotations as a generic type of its own.
            ExprKind::Other(parts) => match parts.split_first() {
                Some((head, rest)) => {
                    let args = rest.iter().flat_map(|r| match &module.expr(*r).kind {
                        ExprKind::Other(inner) => inner.clone(),
                        _ => vec![*r],
                    });
                    let args = args.map(|a| self.type_expr(path, module, a)).collect();
                    generic(module.name(*head).unwrap_or_default(), args)
                }
                None => TypeExpr::Any,
            },
            _ => TypeExpr::Any,
        }
    }

    fn named(&self, path: &str, name: &str) -> TypeExpr {
        match self.stubs.modules.get(path).and_then(|m| m.names.get(name)) {
            Some(Export::Class(id)) => TypeExpr::Class(*id),
            // A name for a type that has grown out of many others is nobody's annotation.
            Some(Export::Value(value)) if value.size() > 100 => TypeExpr::Any,
            Some(Export::Value(value)) => value.clone(),
            _ => match name {
                "list" => TypeExpr::List(Box::default()),
                "dict" => TypeExpr::Dict(Box::default()),
                _ => TypeExpr::Any,
            },
        }
    }
}

fn generic(head: &str, mut args: Vec<TypeExpr>) -> TypeExpr {
    match head {
        "list" | "List" | "Iterable" | "Iterator" | "Sequence" => {
            TypeExpr::List(Box::new(args.pop().unwrap_or_default()))
        }
        "dict" | "Dict" | "Mapping" => TypeExpr::Dict(Box::new(args.pop().unwrap_or_default())),
        "tuple" | "Tuple" => TypeExpr::Tuple(args),
        "Optional" => args.pop().unwrap_or_default(),
        "Union" => TypeExpr::Union(args),
        _ => TypeExpr::Any,
    }
}

fn decorators(module: &Module<'_>, def: &FunctionDef<'_>) -> Decorators {
    let mut found = Decorators {
        kind: None,
        same_as: None,
        renames: Vec::new(),
        distinctive: false,
        in_glue: false,
        doubtful: false,
        own_keys: false,
    };
    for id in &def.decorators {
        match &module.expr(*id).kind {
            ExprKind::Name("property") => found.kind = Some(FuncKind::Property),
            ExprKind::Name("staticmethod" | "classmethod") => found.kind = Some(FuncKind::Static),
            ExprKind::Name("distinctive") => found.distinctive = true,
            ExprKind::Name("doubtful") => found.doubtful = true,
            ExprKind::Name("by_own_keys") => found.own_keys = true,
            ExprKind::Name("distinctive_in_glue") => {
                (found.distinctive, found.in_glue) = (true, true);
            }
            ExprKind::Call(func, args, _) if module.name(*func) == Some("same_as") => {
                for arg in args {
                    let Some(value) = module.str_value(arg.value) else {
                        continue;
                    };
                    match arg.name {
                        None => found.same_as = Some(value.to_owned()),
                        Some(name) => found.renames.push((name.text.to_owned(), value.to_owned())),
                    }
                }
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stub_file_parses() {
        assert_eq!(broken(), Vec::<String>::new());
    }

    #[test]
    fn a_transform_is_a_spelling_of_the_method() {
        let stubs = embedded();
        let class = stubs.class_named("RenameField").unwrap();
        let func = stubs.func(stubs.method(class, "apply").unwrap());
        assert_eq!(func.op, "DynamicFrame.rename_field");
        let names: Vec<_> = func.params.iter().map(|p| p.canonical.as_str()).take(3).collect();
        assert_eq!(names, ["self", "oldName", "newName"]);
        let frame = stubs.class_named("DynamicFrame").unwrap();
        assert_eq!(func.returns, TypeExpr::Class(frame));
        assert_eq!(stubs.distinctive("drop_fields"), Some(frame));
    }

    #[test]
    fn a_context_is_a_sql_context() {
        let stubs = embedded();
        let context = stubs.class_named("GlueContext").unwrap();
        let sql = stubs.func(stubs.method(context, "sql").unwrap());
        assert!(!sql.glue);
        let star: Vec<_> = stubs.star("awsglue.transforms").into_iter().map(|s| s.0).collect();
        assert!(star.contains(&"DropFields") && !star.contains(&"DynamicFrame"));
    }
}
