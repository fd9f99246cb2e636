//! A small Python syntax tree with exact source ranges, held in two arenas.
//!
//! It keeps what a rewriter asks for (names, calls with their arguments, literals, blocks) and folds
//! the rest into [`ExprKind::Other`], whose children are still visited. It knows nothing of Glue.

mod module;
mod set;
mod visit;

use std::ops::Range;

pub use module::Module;
pub use set::ExprSet;

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
