//! A small Python syntax tree with exact source ranges, held in two arenas.
//!
//! It keeps what a rewriter asks for (names, calls with their arguments, literals, blocks) and folds
//! the rest into [`ExprKind::Other`], whose children are still visited. It knows nothing of Glue.

use std::ops::Range;

/// Index of an expression in its [`Module`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExprId(pub u32);

/// Index of a statement in its [`Module`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StmtId(pub u32);

/// Byte range of a node in the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span as a range that can index the text.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether `other` lies inside this span.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// A name with its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ident<'s> {
    /// The name.
    pub text: &'s str,
    /// Where it stands.
    pub span: Span,
}

/// One argument of a call, or one base of a class.
#[derive(Clone, Debug, PartialEq)]
pub struct Arg<'s> {
    /// The keyword, if it was given.
    pub name: Option<Ident<'s>>,
    /// 0 for a plain argument, 1 for `*x`, 2 for `**x`.
    pub stars: u8,
    /// The value (behind the stars).
    pub value: ExprId,
    /// The whole argument.
    pub span: Span,
}

/// How a parameter takes its argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParamKind {
    /// By position or keyword.
    Normal,
    /// By keyword only (behind a `*`).
    KeywordOnly,
    /// `*args`.
    Star,
    /// `**kwargs`.
    DoubleStar,
}

/// One parameter of a function or lambda.
#[derive(Clone, Debug, PartialEq)]
pub struct Param<'s> {
    /// Its name.
    pub name: Ident<'s>,
    /// How it is passed.
    pub kind: ParamKind,
    /// Its annotation.
    pub annotation: Option<ExprId>,
    /// Its default.
    pub default: Option<ExprId>,
    /// The whole parameter.
    pub span: Span,
}

/// A string literal, implicit concatenation included.
#[derive(Clone, Debug, PartialEq)]
pub struct StrLit {
    /// The value, where it is a plain text without interpolation.
    pub value: Option<String>,
    /// Expressions interpolated by f-strings.
    pub interpolations: Vec<ExprId>,
    /// Whether any piece is an f-string.
    pub formatted: bool,
    /// Whether any piece is a bytes literal.
    pub bytes: bool,
}

/// One `for … in … if …` of a comprehension.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    /// What is bound.
    pub target: ExprId,
    /// What is iterated.
    pub iter: ExprId,
    /// The filters.
    pub ifs: Vec<ExprId>,
}

/// Which literal a comprehension builds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComprehensionKind {
    /// `[…]`
    List,
    /// `{…}`
    Set,
    /// `{k: v …}`
    Dict,
    /// `(…)`
    Generator,
}

/// What an expression is.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind<'s> {
    /// `x`
    Name(&'s str),
    /// `x.attr`
    Attribute(ExprId, Ident<'s>),
    /// `f(…)`; the span covers the parentheses.
    Call(ExprId, Vec<Arg<'s>>, Span),
    /// `x[…]`
    Subscript(ExprId, Vec<ExprId>),
    /// A string.
    Str(StrLit),
    /// A number.
    Number(&'s str),
    /// `True` or `False`
    Bool(bool),
    /// `None`
    None,
    /// `[…]`
    List(Vec<ExprId>),
    /// `(a, b)` or `a, b`
    Tuple(Vec<ExprId>),
    /// `{a, b}`
    Set(Vec<ExprId>),
    /// `{k: v, **d}`; a missing key is a splat.
    Dict(Vec<(Option<ExprId>, ExprId)>),
    /// `lambda …: body`
    Lambda(Vec<Param<'s>>, ExprId),
    /// `body if test else orelse`
    IfElse {
        /// The condition.
        test: ExprId,
        /// The value when it holds.
        body: ExprId,
        /// The value otherwise.
        orelse: ExprId,
    },
    /// An arithmetic or bitwise operator.
    Binary(ExprId, &'s str, ExprId),
    /// `and` / `or`
    BoolOp(ExprId, &'s str, ExprId),
    /// `not x`
    Not(ExprId),
    /// `-x`, `+x`, `~x`
    Unary(&'s str, ExprId),
    /// `a < b < c`; operators with inner white space folded (`not in`, `is not`).
    Compare(ExprId, Vec<(&'static str, ExprId)>),
    /// A comprehension: kind, element (and value of a dict), clauses.
    Comprehension(ComprehensionKind, ExprId, Option<ExprId>, Vec<Clause>),
    /// `await x`
    Await(ExprId),
    /// `yield x` / `yield from x`
    Yield(Option<ExprId>),
    /// `*x` (1) or `**x` (2) outside of calls.
    Star(u8, ExprId),
    /// `(name := value)`
    Walrus(ExprId, ExprId),
    /// `(x)`
    Paren(ExprId),
    /// Anything else, with its parts.
    Other(Vec<ExprId>),
}

/// An expression and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr<'s> {
    /// What it is.
    pub kind: ExprKind<'s>,
    /// Where it stands.
    pub span: Span,
}

/// One imported name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alias<'s> {
    /// The dotted name as written.
    pub path: &'s str,
    /// The name behind `as`.
    pub asname: Option<Ident<'s>>,
    /// The whole item.
    pub span: Span,
}

impl<'s> Alias<'s> {
    /// The name that the import binds.
    pub fn bound(&self) -> &'s str {
        match self.asname {
            Some(name) => name.text,
            None => self.path.split('.').next().unwrap_or(self.path),
        }
    }
}

/// The statements of one suite.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Block {
    /// In order.
    pub stmts: Vec<StmtId>,
    /// The suite's range; empty for an empty module.
    pub span: Span,
}

/// A function definition.
#[derive(Clone, Debug, PartialEq)]
pub struct FunctionDef<'s> {
    /// Its name.
    pub name: Ident<'s>,
    /// Its parameters.
    pub params: Vec<Param<'s>>,
    /// The parentheses with the parameters.
    pub params_span: Span,
    /// The return annotation.
    pub returns: Option<ExprId>,
    /// The body.
    pub body: Block,
    /// Decorator expressions.
    pub decorators: Vec<ExprId>,
}

/// A class definition.
#[derive(Clone, Debug, PartialEq)]
pub struct ClassDef<'s> {
    /// Its name.
    pub name: Ident<'s>,
    /// Bases and keywords.
    pub bases: Vec<Arg<'s>>,
    /// The body.
    pub body: Block,
    /// Decorator expressions.
    pub decorators: Vec<ExprId>,
}

/// One `except` clause.
#[derive(Clone, Debug, PartialEq)]
pub struct Handler {
    /// The exception expression; a Name target bound by `as` is `name`.
    pub exception: Option<ExprId>,
    /// The bound name.
    pub name: Option<ExprId>,
    /// The body.
    pub body: Block,
}

/// What a statement is.
#[derive(Clone, Debug, PartialEq)]
pub enum StmtKind<'s> {
    /// `import a.b as c`
    Import(Vec<Alias<'s>>),
    /// `from m import a as b`
    ImportFrom {
        /// The module with its leading dots.
        module: &'s str,
        /// The names; empty for `*`.
        names: Vec<Alias<'s>>,
        /// Whether it is `import *`.
        star: bool,
    },
    /// An expression on its own.
    Expr(ExprId),
    /// `a = b = value`, `a: T = value`, `a: T`
    Assign {
        /// The targets, left to right.
        targets: Vec<ExprId>,
        /// The annotation.
        annotation: Option<ExprId>,
        /// The value.
        value: Option<ExprId>,
    },
    /// `a += value`
    AugAssign(ExprId, ExprId),
    /// `return x`
    Return(Option<ExprId>),
    /// `if`/`elif`/`else`: a branch without test is `else`.
    If(Vec<(Option<ExprId>, Block)>),
    /// `for target in iter`
    For {
        /// What is bound.
        target: ExprId,
        /// What is iterated.
        iter: ExprId,
        /// The body.
        body: Block,
        /// The `else` suite.
        orelse: Option<Block>,
    },
    /// `while test`
    While(ExprId, Block, Option<Block>),
    /// `with a as b`
    With(Vec<(ExprId, Option<ExprId>)>, Block),
    /// `try`
    Try {
        /// The body.
        body: Block,
        /// The `except` clauses.
        handlers: Vec<Handler>,
        /// The `else` suite.
        orelse: Option<Block>,
        /// The `finally` suite.
        finally: Option<Block>,
    },
    /// `def`
    Def(Box<FunctionDef<'s>>),
    /// `class`
    Class(Box<ClassDef<'s>>),
    /// `global` / `nonlocal`
    Scope(Vec<Ident<'s>>, bool),
    /// `del a, b`
    Delete(Vec<ExprId>),
    /// `match`: the subject and each case's expressions with its body.
    Match(ExprId, Vec<(Vec<ExprId>, Block)>),
    /// `pass`
    Pass,
    /// Anything else, with its expressions.
    Other(Vec<ExprId>),
}

/// A statement and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Stmt<'s> {
    /// What it is.
    pub kind: StmtKind<'s>,
    /// Where it stands, decorators included.
    pub span: Span,
}

/// A parsed text.
#[derive(Clone, Debug, PartialEq)]
pub struct Module<'s> {
    /// The text that all spans index.
    pub text: &'s str,
    /// The top-level statements.
    pub body: Block,
    /// Comments in order of place.
    pub comments: Vec<Span>,
    pub(super) exprs: Vec<Expr<'s>>,
    pub(super) stmts: Vec<Stmt<'s>>,
}

impl<'s> Module<'s> {
    /// The expression behind an id.
    pub fn expr(&self, id: ExprId) -> &Expr<'s> {
        &self.exprs[id.0 as usize]
    }

    /// The statement behind an id.
    pub fn stmt(&self, id: StmtId) -> &Stmt<'s> {
        &self.stmts[id.0 as usize]
    }

    /// The source of a span.
    pub fn source(&self, span: Span) -> &'s str {
        &self.text[span.range()]
    }

    /// The source of an expression.
    pub fn expr_source(&self, id: ExprId) -> &'s str {
        self.source(self.expr(id).span)
    }

    /// The number of expressions; ids run from 0 to this.
    pub fn expr_count(&self) -> usize {
        self.exprs.len()
    }

    /// The number of statements; ids run from 0 to this.
    pub fn stmt_count(&self) -> usize {
        self.stmts.len()
    }

    /// All string literals with whether they are f-strings.
    pub fn strings(&self) -> impl Iterator<Item = (Span, bool)> {
        self.exprs.iter().filter_map(|e| match &e.kind {
            ExprKind::Str(lit) => Some((e.span, lit.formatted)),
            _ => None,
        })
    }

    /// The expression inside any parentheses.
    pub fn unparen(&self, mut id: ExprId) -> ExprId {
        while let ExprKind::Paren(inner) = self.expr(id).kind {
            id = inner;
        }
        id
    }

    /// The value of a plain string literal.
    pub fn str_value(&self, id: ExprId) -> Option<&str> {
        match &self.expr(self.unparen(id)).kind {
            ExprKind::Str(lit) if !lit.bytes => lit.value.as_deref(),
            _ => None,
        }
    }

    /// The name, if the expression is a bare one.
    pub fn name(&self, id: ExprId) -> Option<&'s str> {
        match self.expr(self.unparen(id)).kind {
            ExprKind::Name(name) => Some(name),
            _ => None,
        }
    }

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
}

fn each_param_expr(params: &[Param<'_>], f: &mut impl FnMut(ExprId)) {
    for param in params {
        param.annotation.iter().for_each(|a| f(*a));
        param.default.iter().for_each(|d| f(*d));
    }
}
