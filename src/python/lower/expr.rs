//! Expressions, arguments and parameters.

use ruff_python_ast::{self as ruff, InterpolatedStringElements};
use ruff_text_size::Ranged;

use super::super::ast::{
    Arg, Clause, ComprehensionKind, ExprId, ExprKind, Param, ParamKind, Span, StrLit,
};
use super::super::literal::Piece;
use super::{Lowering, span};

impl<'s> Lowering<'s> {
    pub(super) fn exprs(&mut self, exprs: &[ruff::Expr]) -> Vec<ExprId> {
        exprs.iter().map(|e| self.expr(e)).collect()
    }

    pub(super) fn maybe(&mut self, expr: Option<&ruff::Expr>) -> Option<ExprId> {
        expr.map(|e| self.expr(e))
    }

    pub(super) fn expr(&mut self, expr: &ruff::Expr) -> ExprId {
        self.expr_within(expr, None)
    }

    /// Lowers an expression and the parentheses around it, which the parser leaves out of its tree;
    /// `owned` is the place of a parenthesis that belongs to something else, such as a call.
    fn expr_within(&mut self, expr: &ruff::Expr, owned: Option<u32>) -> ExprId {
        let mut place = span(expr.range());
        let kind = self.deeper(|this| this.expr_kind(expr)).unwrap_or(ExprKind::None);
        let mut id = self.push(kind, place);
        while let Some(outer) = self.module.parens_around(place) {
            if owned == Some(outer.start) {
                break;
            }
            place = outer;
            id = self.push(ExprKind::Paren(id), place);
        }
        id
    }

    #[allow(clippy::too_many_lines)] // one arm a node kind: splitting it would hide the list
    fn expr_kind(&mut self, expr: &ruff::Expr) -> ExprKind<'s> {
        use ruff::Expr as R;
        match expr {
            R::BoolOp(e) => self.bool_op(e),
            R::Named(e) => ExprKind::Walrus(self.expr(&e.target), self.expr(&e.value)),
            R::BinOp(e) => {
                let left = self.expr(&e.left);
                ExprKind::Binary(left, e.op.as_str(), self.expr(&e.right))
            }
            R::UnaryOp(e) => {
                let operand = self.expr(&e.operand);
                match e.op {
                    ruff::UnaryOp::Not => ExprKind::Not(operand),
                    op => ExprKind::Unary(op.as_str(), operand),
                }
            }
            R::Lambda(e) => {
                let params = e.parameters.as_deref().map(|p| self.params(p)).unwrap_or_default();
                ExprKind::Lambda(params, self.expr(&e.body))
            }
            R::If(e) => {
                let body = self.expr(&e.body);
                let test = self.expr(&e.test);
                ExprKind::IfElse { test, body, orelse: self.expr(&e.orelse) }
            }
            R::Dict(e) => {
                let mut items = Vec::with_capacity(e.items.len());
                for item in &e.items {
                    let key = self.maybe(item.key.as_ref());
                    items.push((key, self.expr(&item.value)));
                }
                ExprKind::Dict(items)
            }
            R::Set(e) => ExprKind::Set(self.exprs(&e.elts)),
            R::ListComp(e) => {
                self.comprehension(ComprehensionKind::List, &e.elt, None, &e.generators)
            }
            R::SetComp(e) => {
                self.comprehension(ComprehensionKind::Set, &e.elt, None, &e.generators)
            }
            R::DictComp(e) => {
                let (kind, value) = (ComprehensionKind::Dict, &*e.value);
                match e.key.as_deref() {
                    Some(key) => self.comprehension(kind, key, Some(value), &e.generators),
                    None => self.comprehension(kind, value, None, &e.generators),
                }
            }
            R::Generator(e) => {
                self.comprehension(ComprehensionKind::Generator, &e.elt, None, &e.generators)
            }
            R::Await(e) => ExprKind::Await(self.expr(&e.value)),
            R::Yield(e) => ExprKind::Yield(self.maybe(e.value.as_deref())),
            R::YieldFrom(e) => ExprKind::Yield(Some(self.expr(&e.value))),
            R::Compare(e) => {
                let first = self.expr(&e.left);
                let rest = e.ops.iter().zip(&e.comparators);
                ExprKind::Compare(first, rest.map(|(op, e)| (op.as_str(), self.expr(e))).collect())
            }
            R::Call(e) => {
                let func = self.expr(&e.func);
                ExprKind::Call(func, self.args(&e.arguments), span(e.arguments.range()))
            }
            R::FString(_) | R::TString(_) | R::StringLiteral(_) | R::BytesLiteral(_) => {
                ExprKind::Str(self.string(expr))
            }
            R::NumberLiteral(e) => ExprKind::Number(self.text(e.range())),
            R::BooleanLiteral(e) => ExprKind::Bool(e.value),
            R::NoneLiteral(_) => ExprKind::None,
            R::EllipsisLiteral(_) | R::IpyEscapeCommand(_) => ExprKind::Other(Vec::new()),
            R::Attribute(e) => ExprKind::Attribute(self.expr(&e.value), self.ident(&e.attr)),
            R::Subscript(e) => {
                let value = self.expr(&e.value);
                let index = match &*e.slice {
                    R::Tuple(items) if !items.parenthesized => self.exprs(&items.elts),
                    slice => vec![self.expr(slice)],
                };
                ExprKind::Subscript(value, index)
            }
            R::Starred(e) => ExprKind::Star(1, self.expr(&e.value)),
            R::Name(e) => ExprKind::Name(self.text(e.range())),
            R::List(e) => ExprKind::List(self.exprs(&e.elts)),
            R::Tuple(e) => ExprKind::Tuple(self.exprs(&e.elts)),
            R::Slice(e) => {
                let parts = [e.lower.as_deref(), e.upper.as_deref(), e.step.as_deref()];
                ExprKind::Other(parts.into_iter().flatten().map(|e| self.expr(e)).collect())
            }
        }
    }

    /// `a and b and c` is one node of the parser's tree and nests to the left in ours.
    fn bool_op(&mut self, expr: &ruff::ExprBoolOp) -> ExprKind<'s> {
        let operator = expr.op.as_str();
        let start = expr.range().start().to_u32();
        let operands = self.exprs(&expr.values);
        if self.depth + operands.len() > super::MAX_DEPTH {
            self.too_deep = true;
            return ExprKind::Other(operands);
        }
        let mut operands = operands.into_iter();
        let (Some(mut left), Some(last)) = (operands.next(), operands.next_back()) else {
            return ExprKind::Other(Vec::new());
        };
        for operand in operands {
            let end = self.module.expr(operand).span.end;
            left = self.push(ExprKind::BoolOp(left, operator, operand), Span { start, end });
        }
        ExprKind::BoolOp(left, operator, last)
    }

    fn comprehension(
        &mut self,
        kind: ComprehensionKind,
        element: &ruff::Expr,
        value: Option<&ruff::Expr>,
        generators: &[ruff::Comprehension],
    ) -> ExprKind<'s> {
        let element = self.expr(element);
        let value = self.maybe(value);
        let mut clauses = Vec::with_capacity(generators.len());
        for clause in generators {
            let target = self.expr(&clause.target);
            let iter = self.expr(&clause.iter);
            clauses.push(Clause { target, iter, ifs: self.exprs(&clause.ifs) });
        }
        ExprKind::Comprehension(kind, element, value, clauses)
    }

    pub(super) fn args(&mut self, arguments: &ruff::Arguments) -> Vec<Arg<'s>> {
        let parens = span(arguments.range());
        let mut args = Vec::with_capacity(arguments.args.len() + arguments.keywords.len());
        for argument in arguments.iter_source_order() {
            args.push(match argument {
                ruff::ArgOrKeyword::Arg(ruff::Expr::Starred(e)) => {
                    let value = self.expr(&e.value);
                    Arg { name: None, stars: 1, value, span: span(e.range()) }
                }
                ruff::ArgOrKeyword::Arg(ruff::Expr::Generator(e)) if !e.parenthesized => {
                    // A lone generator brings its own parentheses: those of the call.
                    let kind = ComprehensionKind::Generator;
                    let kind = self
                        .deeper(|this| this.comprehension(kind, &e.elt, None, &e.generators))
                        .unwrap_or(ExprKind::None);
                    Arg { name: None, stars: 0, value: self.push(kind, parens), span: parens }
                }
                ruff::ArgOrKeyword::Arg(expr) => {
                    let value = self.expr_within(expr, Some(parens.start));
                    Arg { name: None, stars: 0, value, span: self.module.expr(value).span }
                }
                ruff::ArgOrKeyword::Keyword(keyword) => {
                    let name = keyword.arg.as_ref().map(|n| self.ident(n));
                    let stars = if name.is_some() { 0 } else { 2 };
                    let value = self.expr(&keyword.value);
                    Arg { name, stars, value, span: span(keyword.range()) }
                }
            });
        }
        args
    }

    pub(super) fn params(&mut self, parameters: &ruff::Parameters) -> Vec<Param<'s>> {
        use ruff::AnyParameterRef as Any;
        let mut keyword_only = false;
        let mut params = Vec::new();
        for parameter in parameters {
            let inner = parameter.as_parameter();
            let variadic = matches!(parameter, Any::Variadic(_));
            keyword_only |= parameters.kwonlyargs.iter().any(|p| p.name() == &inner.name);
            let star = parameters.vararg.as_ref().is_some_and(|p| p.name == inner.name);
            let kind = match (variadic, star) {
                (true, true) => ParamKind::Star,
                (true, false) => ParamKind::DoubleStar,
                _ if keyword_only => ParamKind::KeywordOnly,
                _ => ParamKind::Normal,
            };
            params.push(Param {
                name: self.ident(&inner.name),
                kind,
                annotation: self.maybe(inner.annotation()),
                default: self.maybe(parameter.default()),
                span: span(parameter.range()),
            });
        }
        params
    }

    fn string(&mut self, expr: &ruff::Expr) -> StrLit {
        let mut lit = StrLit {
            value: Some(String::new()),
            interpolations: Vec::new(),
            formatted: false,
            bytes: false,
        };
        match expr {
            ruff::Expr::StringLiteral(e) => {
                e.value.iter().for_each(|part| self.piece(part.range(), &mut lit));
            }
            ruff::Expr::BytesLiteral(e) => {
                e.value.iter().for_each(|part| self.piece(part.range(), &mut lit));
            }
            ruff::Expr::FString(e) => {
                for part in &e.value {
                    self.piece(part.range(), &mut lit);
                    if let ruff::FStringPart::FString(part) = part {
                        self.interpolations(&part.elements, &mut lit.interpolations);
                    }
                }
            }
            ruff::Expr::TString(e) => {
                for part in &e.value {
                    self.piece(part.range(), &mut lit);
                    self.interpolations(&part.elements, &mut lit.interpolations);
                }
            }
            _ => {}
        }
        lit
    }

    /// Adds one piece of an implicit concatenation.
    fn piece(&self, range: ruff_text_size::TextRange, lit: &mut StrLit) {
        let piece = Piece::split(self.text(range));
        lit.formatted |= piece.as_ref().is_some_and(Piece::formatted);
        lit.bytes |= piece.as_ref().is_some_and(Piece::bytes);
        lit.value = match (lit.value.take(), piece.and_then(|p| p.value())) {
            (Some(all), Some(part)) if all.is_empty() => Some(part),
            (Some(all), Some(part)) => Some(all + &part),
            _ => None,
        };
    }

    fn interpolations(&mut self, elements: &InterpolatedStringElements, found: &mut Vec<ExprId>) {
        for element in elements.interpolations() {
            found.push(self.expr(&element.expression));
            if let Some(format) = &element.format_spec {
                // Formats hold interpolations again, one level deep at most in real code.
                self.deeper(|this| this.interpolations(&format.elements, found));
            }
        }
    }
}
