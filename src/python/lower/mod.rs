//! From the strict parser's tree to our own: statements.
//!
//! The parser's crate has no stable interface yet; nothing outside [`super`] sees it.

mod expr;
mod parens;

use ruff_python_ast::token::TokenKind;
use ruff_python_ast::{self as ruff, ModModule, Pattern};
use ruff_python_parser::Parsed;
use ruff_text_size::{Ranged, TextRange};

use super::MAX_DEPTH;
use super::ast::{
    Alias, Block, ClassDef, Expr, ExprId, ExprKind, FunctionDef, Handler, Ident, Module, Span,
    Stmt, StmtId, StmtKind,
};

/// The tree of a text; `None` where it nests deeper than [`MAX_DEPTH`].
pub(super) fn lower<'s>(text: &'s str, parsed: &Parsed<ModModule>) -> Option<Module<'s>> {
    let comments = parsed
        .tokens()
        .iter()
        .filter(|t| t.kind() == TokenKind::Comment)
        .map(|t| span(t.range()))
        .collect();
    let mut lowering = Lowering {
        module: Module {
            text,
            body: Block::default(),
            comments,
            exprs: Vec::with_capacity(text.len() / 10),
            stmts: Vec::with_capacity(text.len() / 40),
        },
        depth: 0,
        too_deep: false,
    };
    lowering.module.body = lowering.block(&parsed.syntax().body);
    (!lowering.too_deep).then_some(lowering.module)
}

fn span(range: TextRange) -> Span {
    Span { start: range.start().to_u32(), end: range.end().to_u32() }
}

struct Lowering<'s> {
    module: Module<'s>,
    depth: usize,
    too_deep: bool,
}

impl<'s> Lowering<'s> {
    fn text(&self, range: TextRange) -> &'s str {
        self.module.source(span(range))
    }

    fn ident(&self, name: &ruff::Identifier) -> Ident<'s> {
        Ident { text: self.text(name.range()), span: span(name.range()) }
    }

    fn push(&mut self, kind: ExprKind<'s>, span: Span) -> ExprId {
        self.module.exprs.push(Expr { kind, span });
        // The arena is smaller than the text, which fits in u32.
        #[allow(clippy::cast_possible_truncation)]
        ExprId(self.module.exprs.len() as u32 - 1)
    }

    /// Runs `f` one level deeper; past the limit it gives `None` and the whole text is refused.
    fn deeper<T>(&mut self, f: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.depth == MAX_DEPTH {
            self.too_deep = true;
            return None;
        }
        self.depth += 1;
        let value = f(self);
        self.depth -= 1;
        Some(value)
    }

    fn block(&mut self, body: &[ruff::Stmt]) -> Block {
        let stmts: Vec<_> = body.iter().map(|s| self.stmt(s)).collect();
        let span = match (stmts.first(), stmts.last()) {
            (Some(first), Some(last)) => Span {
                start: self.module.stmt(*first).span.start,
                end: self.module.stmt(*last).span.end,
            },
            _ => Span::default(),
        };
        Block { stmts, span }
    }

    fn orelse(&mut self, body: &[ruff::Stmt]) -> Option<Block> {
        (!body.is_empty()).then(|| self.block(body))
    }

    fn stmt(&mut self, stmt: &ruff::Stmt) -> StmtId {
        let kind = self.deeper(|this| this.stmt_kind(stmt)).unwrap_or(StmtKind::Other(Vec::new()));
        self.module.stmts.push(Stmt { kind, span: span(stmt.range()) });
        #[allow(clippy::cast_possible_truncation)] // as for expressions
        StmtId(self.module.stmts.len() as u32 - 1)
    }

    fn stmt_kind(&mut self, stmt: &ruff::Stmt) -> StmtKind<'s> {
        use ruff::Stmt as R;
        match stmt {
            R::FunctionDef(def) => self.function(def),
            R::ClassDef(class) => self.class(class),
            R::Return(s) => StmtKind::Return(self.maybe(s.value.as_deref())),
            R::Delete(s) => StmtKind::Delete(self.exprs(&s.targets)),
            R::TypeAlias(s) => StmtKind::Other(vec![self.expr(&s.name), self.expr(&s.value)]),
            R::Assign(s) => StmtKind::Assign {
                targets: self.exprs(&s.targets),
                annotation: None,
                value: Some(self.expr(&s.value)),
            },
            R::AugAssign(s) => StmtKind::AugAssign(self.expr(&s.target), self.expr(&s.value)),
            R::AnnAssign(s) => StmtKind::Assign {
                targets: vec![self.expr(&s.target)],
                annotation: Some(self.expr(&s.annotation)),
                value: self.maybe(s.value.as_deref()),
            },
            R::For(s) => StmtKind::For {
                target: self.expr(&s.target),
                iter: self.expr(&s.iter),
                body: self.block(&s.body),
                orelse: self.orelse(&s.orelse),
            },
            R::While(s) => {
                StmtKind::While(self.expr(&s.test), self.block(&s.body), self.orelse(&s.orelse))
            }
            R::If(s) => {
                let mut branches = vec![(Some(self.expr(&s.test)), self.block(&s.body))];
                for clause in &s.elif_else_clauses {
                    branches.push((self.maybe(clause.test.as_ref()), self.block(&clause.body)));
                }
                StmtKind::If(branches)
            }
            R::With(s) => {
                let mut items = Vec::with_capacity(s.items.len());
                for item in &s.items {
                    let value = self.expr(&item.context_expr);
                    items.push((value, self.maybe(item.optional_vars.as_deref())));
                }
                StmtKind::With(items, self.block(&s.body))
            }
            R::Match(s) => self.match_stmt(s),
            R::Raise(s) => {
                let parts = [s.exc.as_deref(), s.cause.as_deref()];
                StmtKind::Other(parts.into_iter().flatten().map(|e| self.expr(e)).collect())
            }
            R::Try(s) => StmtKind::Try {
                body: self.block(&s.body),
                handlers: s.handlers.iter().map(|h| self.handler(h)).collect(),
                orelse: self.orelse(&s.orelse),
                finally: self.orelse(&s.finalbody),
            },
            R::Assert(s) => {
                let mut parts = vec![self.expr(&s.test)];
                parts.extend(self.maybe(s.msg.as_deref()));
                StmtKind::Other(parts)
            }
            R::Import(s) => StmtKind::Import(self.aliases(&s.names)),
            R::ImportFrom(s) => self.import_from(s),
            R::Global(s) => StmtKind::Scope(s.names.iter().map(|n| self.ident(n)).collect(), true),
            R::Nonlocal(s) => {
                StmtKind::Scope(s.names.iter().map(|n| self.ident(n)).collect(), false)
            }
            R::Expr(s) => StmtKind::Expr(self.expr(&s.value)),
            R::Pass(_) => StmtKind::Pass,
            R::Break(_) | R::Continue(_) | R::IpyEscapeCommand(_) => StmtKind::Other(Vec::new()),
        }
    }

    fn aliases(&self, names: &[ruff::Alias]) -> Vec<Alias<'s>> {
        names
            .iter()
            .map(|alias| Alias {
                path: self.text(alias.name.range()),
                asname: alias.asname.as_ref().map(|n| self.ident(n)),
                span: span(alias.range()),
            })
            .collect()
    }

    fn import_from(&self, stmt: &ruff::StmtImportFrom) -> StmtKind<'s> {
        let star = stmt.names.iter().any(|a| a.name.as_str() == "*");
        let names = if star { Vec::new() } else { self.aliases(&stmt.names) };
        StmtKind::ImportFrom { module: self.module_path(stmt), names, star }
    }

    /// The module of a `from` import with its leading dots, which the parser counts only.
    fn module_path(&self, stmt: &ruff::StmtImportFrom) -> &'s str {
        let name = stmt.module.as_ref().map(|m| span(m.range()));
        if stmt.level == 0 {
            return name.map_or("", |span| self.module.source(span));
        }
        let text = &self.module.text[..stmt.end().to_usize()];
        let start = stmt.start().to_usize();
        let Some(dots) = text[start..].find('.').map(|at| start + at) else {
            return "";
        };
        let end = name.map_or_else(
            || {
                let level = stmt.level as usize;
                text[dots..].match_indices('.').nth(level - 1).map_or(dots, |(at, _)| dots + at + 1)
            },
            |span| span.end as usize,
        );
        &text[dots..end]
    }

    fn handler(&mut self, handler: &ruff::ExceptHandler) -> Handler {
        let ruff::ExceptHandler::ExceptHandler(handler) = handler;
        let exception = self.maybe(handler.type_.as_deref());
        let name = handler.name.as_ref().map(|n| self.name(n));
        Handler { exception, name, body: self.block(&handler.body) }
    }

    fn name(&mut self, name: &ruff::Identifier) -> ExprId {
        self.push(ExprKind::Name(self.text(name.range())), span(name.range()))
    }

    fn function(&mut self, def: &ruff::StmtFunctionDef) -> StmtKind<'s> {
        let decorators = def.decorator_list.iter().map(|d| self.expr(&d.expression)).collect();
        StmtKind::Def(Box::new(FunctionDef {
            name: self.ident(&def.name),
            params: self.params(&def.parameters),
            params_span: span(def.parameters.range()),
            returns: self.maybe(def.returns.as_deref()),
            body: self.block(&def.body),
            decorators,
        }))
    }

    fn class(&mut self, class: &ruff::StmtClassDef) -> StmtKind<'s> {
        let decorators = class.decorator_list.iter().map(|d| self.expr(&d.expression)).collect();
        StmtKind::Class(Box::new(ClassDef {
            name: self.ident(&class.name),
            bases: class.arguments.as_deref().map(|a| self.args(a)).unwrap_or_default(),
            body: self.block(&class.body),
            decorators,
        }))
    }

    fn match_stmt(&mut self, stmt: &ruff::StmtMatch) -> StmtKind<'s> {
        let subject = self.expr(&stmt.subject);
        let mut cases = Vec::with_capacity(stmt.cases.len());
        for case in &stmt.cases {
            let mut exprs = vec![self.pattern(&case.pattern)];
            exprs.extend(self.maybe(case.guard.as_deref()));
            cases.push((exprs, self.block(&case.body)));
        }
        StmtKind::Match(subject, cases)
    }

    /// A pattern as an expression: captured names are names, the rest keeps its parts.
    fn pattern(&mut self, pattern: &Pattern) -> ExprId {
        let parts = self.deeper(|this| this.pattern_parts(pattern)).unwrap_or_default();
        match (pattern, &parts[..]) {
            (Pattern::MatchValue(_) | Pattern::MatchAs(_) | Pattern::MatchStar(_), [only]) => *only,
            _ => self.push(ExprKind::Other(parts), span(pattern.range())),
        }
    }

    fn pattern_parts(&mut self, pattern: &Pattern) -> Vec<ExprId> {
        let mut parts = Vec::new();
        match pattern {
            Pattern::MatchValue(p) => parts.push(self.expr(&p.value)),
            Pattern::MatchSingleton(_) => {}
            Pattern::MatchSequence(p) => parts.extend(p.patterns.iter().map(|p| self.pattern(p))),
            Pattern::MatchOr(p) => parts.extend(p.patterns.iter().map(|p| self.pattern(p))),
            Pattern::MatchMapping(p) => {
                parts.extend(p.keys.iter().map(|k| self.expr(k)));
                parts.extend(p.patterns.iter().map(|p| self.pattern(p)));
                parts.extend(p.rest.iter().map(|n| self.name(n)));
            }
            Pattern::MatchClass(p) => {
                parts.push(self.expr(&p.cls));
                parts.extend(p.arguments.patterns.iter().map(|p| self.pattern(p)));
                parts.extend(p.arguments.keywords.iter().map(|k| self.pattern(&k.pattern)));
            }
            Pattern::MatchStar(p) => parts.extend(p.name.iter().map(|n| self.name(n))),
            Pattern::MatchAs(p) => {
                parts.extend(p.pattern.iter().map(|p| self.pattern(p)));
                parts.extend(p.name.iter().map(|n| self.name(n)));
            }
        }
        parts
    }
}
