//! What a row function itself says about the types of its fields: `x["a"].lower()` makes `a` a string.

use std::collections::{HashMap, HashSet};

use crate::python::ast::{Block, ExprId, ExprKind, Param, StmtKind};

use super::super::path::Path;
use super::super::{resolve, text_of};
use super::RowCx;
use super::value::Kind;

/// Methods that only strings have among the values of a record.
const STRING_METHODS: [&str; 20] = [
    "capitalize",
    "casefold",
    "encode",
    "endswith",
    "isalnum",
    "isalpha",
    "isdigit",
    "isnumeric",
    "join",
    "ljust",
    "lower",
    "lstrip",
    "replace",
    "rjust",
    "rstrip",
    "split",
    "startswith",
    "strip",
    "title",
    "upper",
];

/// The kinds of the fields, by their Column text; a field with two kinds has none.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    kinds: HashMap<String, Kind>,
    /// The top-level fields that are read.
    read: HashSet<String>,
}

/// The names of the function that stand for the record (`None`) or one of its fields.
type Names<'a> = HashMap<&'a str, Option<Path>>;

struct Visitor<'a, 'c> {
    cx: &'c RowCx<'a>,
    found: Evidence,
    names: Names<'c>,
}

impl Evidence {
    /// Reads a row function.
    pub fn of(cx: &RowCx<'_>, f: ExprId) -> Self {
        let module = cx.module;
        let mut visitor = Visitor { cx, found: Self::default(), names: Names::new() };
        let record = |params: &[Param<'_>]| params.first().map(|p| p.name.text.to_owned());
        if let ExprKind::Lambda(params, body) = &module.expr(resolve(cx, f)).kind {
            if let Some(first) = params.first() {
                visitor.names.insert(first.name.text, None);
            }
            visitor.visit(*body);
        } else if let Some(StmtKind::Def(def)) = (cx.definition)(f).map(|id| &module.stmt(id).kind)
        {
            if record(&def.params).is_some() {
                visitor.names.insert(def.params[0].name.text, None);
            }
            visitor.block(&def.body);
        }
        visitor.found
    }

    /// What is known of a field.
    pub fn kind(&self, path: &Path) -> Kind {
        self.kinds.get(&path.dotted()).copied().unwrap_or_default()
    }

    /// Whether the function reads a top-level field.
    pub fn reads(&self, name: &str) -> bool {
        self.read.contains(name)
    }
}

impl<'c> Visitor<'_, 'c> {
    fn block(&mut self, block: &'c Block) {
        let module = self.cx.module;
        for id in &block.stmts {
            match &module.stmt(*id).kind {
                StmtKind::Def(_) => continue,
                StmtKind::Assign { targets, value: Some(value), .. } => {
                    self.visit(*value);
                    let path = self.path(*value);
                    for target in targets {
                        self.target(*target, path.clone());
                    }
                }
                _ => {
                    let mut exprs = Vec::new();
                    module.each_stmt_expr(*id, |e| exprs.push(e));
                    exprs.into_iter().for_each(|e| self.visit(e));
                }
            }
            let mut blocks = Vec::new();
            module.each_block(*id, |b| blocks.push(b));
            blocks.into_iter().for_each(|b| self.block(b));
        }
    }

    /// A target is no read of the field that it sets.
    fn target(&mut self, target: ExprId, path: Option<Path>) {
        let module = self.cx.module;
        match &module.expr(target).kind {
            // A name that is bound twice says nothing certain, but the last one still says what it is.
            ExprKind::Name(name) => match path {
                Some(path) => {
                    self.names.insert(name, Some(path));
                }
                None => {
                    self.names.remove(name);
                }
            },
            ExprKind::Subscript(..) => {}
            _ => self.visit(target),
        }
    }

    fn visit(&mut self, id: ExprId) {
        let module = self.cx.module;
        if let Some(path) = self.path(id) {
            self.found.read.insert(path.root().to_owned());
            let mut parents = path.segments.clone();
            parents.pop();
            if !parents.is_empty() {
                self.add(&Path { segments: parents }, Kind::Struct);
            }
        }
        match &module.expr(id).kind {
            ExprKind::Compare(first, rest) => {
                let mut left = *first;
                for (operator, right) in rest {
                    if *operator == "in" || *operator == "not in" {
                        self.member(left, *right);
                    } else if !operator.starts_with("is") {
                        self.pair(left, *right);
                        self.pair(*right, left);
                    }
                    left = *right;
                }
            }
            ExprKind::Binary(left, "-" | "*" | "/" | "+", right) => {
                self.pair(*left, *right);
                self.pair(*right, *left);
            }
            ExprKind::Call(function, args, _) => {
                if let ExprKind::Attribute(object, method) = module.expr(*function).kind {
                    if STRING_METHODS.contains(&method.text) {
                        self.known(object, Kind::Text);
                        // A slice of a list is a list.
                        if let ExprKind::Subscript(sliced, index) = &module.expr(object).kind
                            && let [index] = index[..]
                            && matches!(module.expr(index).kind, ExprKind::Other(_))
                            && module.expr_source(index).contains(':')
                        {
                            self.known(*sliced, Kind::Text);
                        }
                    }
                    if args.is_empty() && ["date", "timestamp"].contains(&method.text) {
                        self.known(object, Kind::Time);
                    }
                    let regex = ["match", "search", "fullmatch", "strptime"].contains(&method.text);
                    let at = usize::from(method.text != "strptime");
                    if let Some(text) = args.get(at).filter(|_| regex) {
                        self.known(text.value, Kind::Text);
                    }
                }
            }
            _ => {}
        }
        let mut children = Vec::new();
        module.each_child(id, |child| match module.expr(child).kind {
            // The name of a method is no field.
            ExprKind::Attribute(object, _)
                if matches!(module.expr(id).kind, ExprKind::Call(function, ..) if function == child) =>
            {
                children.push(object);
            }
            _ => children.push(child),
        });
        children.into_iter().for_each(|child| self.visit(child));
    }

    fn member(&mut self, item: ExprId, of: ExprId) {
        match &self.cx.module.expr(resolve(self.cx, of)).kind {
            ExprKind::List(items) | ExprKind::Tuple(items) | ExprKind::Set(items) => {
                for other in items {
                    self.pair(item, *other);
                }
            }
            _ => {}
        }
    }

    fn pair(&mut self, field: ExprId, other: ExprId) {
        let module = self.cx.module;
        let other = resolve(self.cx, other);
        let kind = match module.expr(other).kind {
            ExprKind::Str(_) => Kind::Text,
            ExprKind::Number(_) => Kind::Number,
            ExprKind::Unary("-", n) if matches!(module.expr(n).kind, ExprKind::Number(_)) => {
                Kind::Number
            }
            ExprKind::Bool(_) => Kind::Bool,
            _ => return,
        };
        if let ExprKind::Subscript(list, index) = &module.expr(field).kind
            && let [index] = index[..]
            && matches!(module.expr(index).kind, ExprKind::Number(_) | ExprKind::Unary("-", _))
        {
            // One character is taken from a string, all else from a list.
            let one = module.str_value(other).is_some_and(|text| text.chars().count() == 1);
            self.known(*list, if one { Kind::Text } else { Kind::List });
            return;
        }
        self.known(field, kind);
    }

    fn known(&mut self, field: ExprId, kind: Kind) {
        // What is added or joined is of the kind of the result.
        if let ExprKind::Binary(left, "+", right) = self.cx.module.expr(field).kind {
            self.known(left, kind);
            self.known(right, kind);
        }
        if let Some(path) = self.path(field) {
            self.add(&path, kind);
        }
    }

    fn add(&mut self, path: &Path, kind: Kind) {
        let known = self.found.kinds.entry(path.dotted()).or_insert(kind);
        if *known != kind {
            *known = Kind::Unknown;
        }
    }

    /// The field that an expression reads.
    fn path(&self, id: ExprId) -> Option<Path> {
        let module = self.cx.module;
        let id = module.unparen(id);
        let (object, key) = match &module.expr(id).kind {
            ExprKind::Name(name) => return self.names.get(name).cloned().flatten(),
            ExprKind::Subscript(object, index) => match index[..] {
                [key] => (*object, text_of(self.cx, key)?),
                _ => return None,
            },
            ExprKind::Attribute(object, name) => {
                // `x.a` and `x.a.b`; behind anything else stands a method or a part of a date.
                let root = match module.expr(*object).kind {
                    ExprKind::Attribute(root, _) => root,
                    _ => *object,
                };
                let name_of_record = module.name(root)?;
                if !matches!(self.names.get(name_of_record), Some(None)) {
                    return None;
                }
                (*object, name.text.to_owned())
            }
            ExprKind::Call(function, args, _) => match module.expr(*function).kind {
                ExprKind::Attribute(object, method) if method.text == "get" => {
                    (object, text_of(self.cx, args.first()?.value)?)
                }
                _ => return None,
            },
            _ => return None,
        };
        if key.is_empty() {
            return None;
        }
        let record = module.name(object).is_some_and(|n| matches!(self.names.get(n), Some(None)));
        if record {
            return Some(Path::top(&key));
        }
        Some(self.path(object)?.child(&key))
    }
}
