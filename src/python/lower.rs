//! From the tree-sitter tree to our own syntax tree.

use super::ast::{
    Alias, Arg, Block, ClassDef, Clause, ComprehensionKind, Expr, ExprId, ExprKind, FunctionDef,
    Handler, Ident, Module, Param, ParamKind, Span, Stmt, StmtId, StmtKind, StrLit,
};
use super::flat::{Flat, Node};
use super::literal::Piece;

pub(super) fn lower(text: &str, flat: Flat) -> Module<'_> {
    let mut lowering = Lowering {
        module: Module {
            text,
            body: Block::default(),
            comments: Vec::new(),
            exprs: Vec::with_capacity(text.len() / 12),
            stmts: Vec::with_capacity(text.len() / 40),
        },
    };
    let body = lowering.block(flat.root());
    lowering.module.body = body;
    lowering.module.comments = flat.comments;
    lowering.module
}

fn span(node: Node<'_>) -> Span {
    node.span()
}

struct Lowering<'s> {
    module: Module<'s>,
}

fn named_children(node: Node<'_>) -> Vec<Node<'_>> {
    node.named().collect()
}

fn fields<'t>(node: Node<'t>, name: &'static str) -> Vec<Node<'t>> {
    node.of_field(name).filter(|n| n.is_named() && !n.is_extra()).collect()
}

impl<'s> Lowering<'s> {
    fn text(&self, node: Node<'_>) -> &'s str {
        &self.module.text[node.span().range()]
    }

    fn ident(&self, node: Node<'_>) -> Ident<'s> {
        Ident { text: self.text(node), span: span(node) }
    }

    fn push(&mut self, kind: ExprKind<'s>, span: Span) -> ExprId {
        self.module.exprs.push(Expr { kind, span });
        // The arena is smaller than the text, which fits in u32.
        #[allow(clippy::cast_possible_truncation)]
        ExprId(self.module.exprs.len() as u32 - 1)
    }

    fn push_stmt(&mut self, kind: StmtKind<'s>, span: Span) -> StmtId {
        self.module.stmts.push(Stmt { kind, span });
        #[allow(clippy::cast_possible_truncation)]
        StmtId(self.module.stmts.len() as u32 - 1)
    }

    fn block(&mut self, node: Node<'_>) -> Block {
        let stmts: Vec<_> = named_children(node).into_iter().map(|n| self.stmt(n)).collect();
        let span = match (stmts.first(), stmts.last()) {
            (Some(first), Some(last)) => Span {
                start: self.module.stmt(*first).span.start,
                end: self.module.stmt(*last).span.end,
            },
            _ => span(node),
        };
        Block { stmts, span }
    }

    fn field_block(&mut self, node: Node<'_>, name: &'static str) -> Block {
        node.child_by_field_name(name).map(|n| self.block(n)).unwrap_or_default()
    }

    fn field_expr(&mut self, node: Node<'_>, name: &'static str) -> Option<ExprId> {
        node.child_by_field_name(name).map(|n| self.expr(n))
    }

    /// A field that valid Python always has; an empty placeholder keeps the lowering total.
    fn must(&mut self, node: Node<'_>, name: &'static str) -> ExprId {
        match self.field_expr(node, name) {
            Some(id) => id,
            None => self.push(ExprKind::Other(Vec::new()), span(node)),
        }
    }

    fn exprs(&mut self, nodes: Vec<Node<'_>>) -> Vec<ExprId> {
        nodes.into_iter().map(|n| self.expr(n)).collect()
    }

    fn stmt(&mut self, node: Node<'_>) -> StmtId {
        let kind = match node.kind() {
            "expression_statement" => return self.expression_statement(node),
            "import_statement" => StmtKind::Import(self.aliases(node)),
            "import_from_statement" => self.import_from(node),
            "return_statement" => {
                let value = named_children(node).first().map(|n| self.expr(*n));
                StmtKind::Return(value)
            }
            "if_statement" => self.if_statement(node),
            "for_statement" => {
                let target = self.must(node, "left");
                let iter = self.must(node, "right");
                let body = self.field_block(node, "body");
                let orelse = self.else_block(node);
                StmtKind::For { target, iter, body, orelse }
            }
            "while_statement" => {
                let test = self.must(node, "condition");
                let body = self.field_block(node, "body");
                let orelse = self.else_block(node);
                StmtKind::While(test, body, orelse)
            }
            "with_statement" => self.with_statement(node),
            "try_statement" => self.try_statement(node),
            "function_definition" => self.function(node, Vec::new()),
            "class_definition" => self.class(node, Vec::new()),
            "decorated_definition" => self.decorated(node),
            "global_statement" | "nonlocal_statement" => {
                let names = named_children(node).into_iter().map(|n| self.ident(n)).collect();
                StmtKind::Scope(names, node.kind() == "global_statement")
            }
            "delete_statement" => {
                let mut items = Vec::new();
                for child in named_children(node) {
                    if child.kind() == "expression_list" {
                        items.extend(self.exprs(named_children(child)));
                    } else {
                        items.push(self.expr(child));
                    }
                }
                StmtKind::Delete(items)
            }
            "match_statement" => self.match_statement(node),
            "pass_statement" => StmtKind::Pass,
            _ => StmtKind::Other(self.exprs(named_children(node))),
        };
        self.push_stmt(kind, span(node))
    }

    fn expression_statement(&mut self, node: Node<'_>) -> StmtId {
        let children = named_children(node);
        let [only] = children[..] else {
            // `a, b` without parentheses: the children are the items of a tuple.
            let items = self.exprs(children);
            let tuple = self.push(ExprKind::Tuple(items), span(node));
            return self.push_stmt(StmtKind::Expr(tuple), span(node));
        };
        let kind = match only.kind() {
            "assignment" => self.assignment(only),
            "augmented_assignment" => {
                let target = self.must(only, "left");
                let value = self.must(only, "right");
                StmtKind::AugAssign(target, value)
            }
            _ => StmtKind::Expr(self.expr(only)),
        };
        self.push_stmt(kind, span(node))
    }

    /// `a = b = value` nests to the right in the tree; here it is one statement.
    fn assignment(&mut self, node: Node<'_>) -> StmtKind<'s> {
        let mut targets = vec![self.must(node, "left")];
        let annotation = self.field_expr(node, "type");
        let mut right = node.child_by_field_name("right");
        while let Some(next) = right.filter(|n| n.kind() == "assignment") {
            targets.push(self.must(next, "left"));
            right = next.child_by_field_name("right");
        }
        let value = right.map(|n| self.expr(n));
        StmtKind::Assign { targets, annotation, value }
    }

    fn aliases(&mut self, node: Node<'_>) -> Vec<Alias<'s>> {
        fields(node, "name")
            .into_iter()
            .map(|n| {
                let (path, asname) = if n.kind() == "aliased_import" {
                    let name = n.child_by_field_name("name").unwrap_or(n);
                    (self.text(name), n.child_by_field_name("alias").map(|a| self.ident(a)))
                } else {
                    (self.text(n), None)
                };
                Alias { path, asname, span: span(n) }
            })
            .collect()
    }

    fn import_from(&mut self, node: Node<'_>) -> StmtKind<'s> {
        let module = node.child_by_field_name("module_name").map_or("", |n| self.text(n));
        let star = named_children(node).iter().any(|n| n.kind() == "wildcard_import");
        StmtKind::ImportFrom { module, names: self.aliases(node), star }
    }

    fn if_statement(&mut self, node: Node<'_>) -> StmtKind<'s> {
        let test = self.field_expr(node, "condition");
        let mut branches = vec![(test, self.field_block(node, "consequence"))];
        for clause in fields(node, "alternative") {
            let test = self.field_expr(clause, "condition");
            let name = if clause.kind() == "elif_clause" { "consequence" } else { "body" };
            branches.push((test, self.field_block(clause, name)));
        }
        StmtKind::If(branches)
    }

    fn else_block(&mut self, node: Node<'_>) -> Option<Block> {
        let clause = node.child_by_field_name("alternative")?;
        Some(self.field_block(clause, "body"))
    }

    fn with_statement(&mut self, node: Node<'_>) -> StmtKind<'s> {
        let mut items = Vec::new();
        for clause in named_children(node).into_iter().filter(|n| n.kind() == "with_clause") {
            for item in named_children(clause) {
                let Some(value) = item.child_by_field_name("value") else {
                    continue;
                };
                // `with (a as b, c as d)` parses as one tuple of as-patterns.
                let parts =
                    if value.kind() == "tuple" { named_children(value) } else { vec![value] };
                for part in parts {
                    items.push(self.with_item(part));
                }
            }
        }
        StmtKind::With(items, self.field_block(node, "body"))
    }

    fn with_item(&mut self, node: Node<'_>) -> (ExprId, Option<ExprId>) {
        if node.kind() == "as_pattern" {
            let children = named_children(node);
            let value = children.first().map_or(node, |n| *n);
            let target =
                node.child_by_field_name("alias").and_then(|a| named_children(a).first().copied());
            let value = self.expr(value);
            return (value, target.map(|t| self.expr(t)));
        }
        (self.expr(node), None)
    }

    fn try_statement(&mut self, node: Node<'_>) -> StmtKind<'s> {
        let body = self.field_block(node, "body");
        let (mut handlers, mut orelse, mut finally) = (Vec::new(), None, None);
        for clause in named_children(node) {
            match clause.kind() {
                "except_clause" | "except_group_clause" => handlers.push(self.handler(clause)),
                "else_clause" => orelse = Some(self.field_block(clause, "body")),
                "finally_clause" => {
                    let block = named_children(clause).into_iter().find(|n| n.kind() == "block");
                    finally = block.map(|b| self.block(b));
                }
                _ => {}
            }
        }
        StmtKind::Try { body, handlers, orelse, finally }
    }

    fn handler(&mut self, clause: Node<'_>) -> Handler {
        let mut handler = Handler { exception: None, name: None, body: Block::default() };
        for child in named_children(clause) {
            match child.kind() {
                "block" => handler.body = self.block(child),
                "as_pattern" => {
                    let (exception, name) = self.with_item(child);
                    handler.exception = Some(exception);
                    handler.name = name;
                }
                _ if handler.exception.is_none() => handler.exception = Some(self.expr(child)),
                _ => handler.name = Some(self.expr(child)),
            }
        }
        handler
    }

    fn decorated(&mut self, node: Node<'_>) -> StmtKind<'s> {
        let mut decorators = Vec::new();
        for child in named_children(node) {
            if child.kind() == "decorator" {
                decorators.extend(self.exprs(named_children(child)));
            }
        }
        match node.child_by_field_name("definition") {
            Some(def) if def.kind() == "class_definition" => self.class(def, decorators),
            Some(def) => self.function(def, decorators),
            None => StmtKind::Other(decorators),
        }
    }

    fn function(&mut self, node: Node<'_>, decorators: Vec<ExprId>) -> StmtKind<'s> {
        let name = node.child_by_field_name("name").unwrap_or(node);
        let params_node = node.child_by_field_name("parameters");
        let params = params_node.map(|n| self.params(n)).unwrap_or_default();
        let returns = self.field_expr(node, "return_type");
        StmtKind::Def(Box::new(FunctionDef {
            name: self.ident(name),
            params,
            params_span: params_node.map(span).unwrap_or_default(),
            returns,
            body: self.field_block(node, "body"),
            decorators,
        }))
    }

    fn class(&mut self, node: Node<'_>, decorators: Vec<ExprId>) -> StmtKind<'s> {
        let name = node.child_by_field_name("name").unwrap_or(node);
        let bases =
            node.child_by_field_name("superclasses").map(|n| self.args(n)).unwrap_or_default();
        StmtKind::Class(Box::new(ClassDef {
            name: self.ident(name),
            bases,
            body: self.field_block(node, "body"),
            decorators,
        }))
    }

    fn match_statement(&mut self, node: Node<'_>) -> StmtKind<'s> {
        let subjects = self.exprs(fields(node, "subject"));
        let subject = match subjects[..] {
            [only] => only,
            _ => self.push(ExprKind::Tuple(subjects), span(node)),
        };
        let mut cases = Vec::new();
        for clause in node.child_by_field_name("body").map(named_children).unwrap_or_default() {
            let mut exprs = Vec::new();
            for child in named_children(clause) {
                if child.kind() != "block" {
                    exprs.push(self.expr(child));
                }
            }
            let body = self.field_block(clause, "consequence");
            cases.push((exprs, body));
        }
        StmtKind::Match(subject, cases)
    }

    fn params(&mut self, node: Node<'_>) -> Vec<Param<'s>> {
        let mut params = Vec::new();
        let mut keyword_only = false;
        for child in named_children(node) {
            match child.kind() {
                "keyword_separator" => keyword_only = true,
                "positional_separator" => {}
                _ => {
                    if let Some(param) = self.param(child, keyword_only) {
                        keyword_only |= param.kind == ParamKind::Star;
                        params.push(param);
                    }
                }
            }
        }
        params
    }

    fn param(&mut self, node: Node<'_>, keyword_only: bool) -> Option<Param<'s>> {
        let annotation = self.field_expr(node, "type");
        let default = self.field_expr(node, "value");
        let mut inner = match node.kind() {
            "default_parameter" | "typed_default_parameter" => node.child_by_field_name("name")?,
            "typed_parameter" => *named_children(node).first()?,
            _ => node,
        };
        let kind = match inner.kind() {
            "list_splat_pattern" => ParamKind::Star,
            "dictionary_splat_pattern" => ParamKind::DoubleStar,
            _ if keyword_only => ParamKind::KeywordOnly,
            _ => ParamKind::Normal,
        };
        if matches!(kind, ParamKind::Star | ParamKind::DoubleStar) {
            inner = *named_children(inner).first()?;
        }
        Some(Param { name: self.ident(inner), kind, annotation, default, span: span(node) })
    }

    fn args(&mut self, node: Node<'_>) -> Vec<Arg<'s>> {
        let mut args = Vec::new();
        for child in named_children(node) {
            let arg = match child.kind() {
                "keyword_argument" => {
                    let name = child.child_by_field_name("name").map(|n| self.ident(n));
                    Arg { name, stars: 0, value: self.must(child, "value"), span: span(child) }
                }
                "list_splat" | "dictionary_splat" => {
                    let stars = if child.kind() == "list_splat" { 1 } else { 2 };
                    let inner = named_children(child).first().copied().unwrap_or(child);
                    Arg { name: None, stars, value: self.expr(inner), span: span(child) }
                }
                _ => Arg { name: None, stars: 0, value: self.expr(child), span: span(child) },
            };
            args.push(arg);
        }
        args
    }

    fn expr(&mut self, node: Node<'_>) -> ExprId {
        let kind = self.expr_kind(node);
        self.push(kind, span(node))
    }

    #[allow(clippy::too_many_lines)] // one arm a node kind: splitting it would hide the list
    fn expr_kind(&mut self, node: Node<'_>) -> ExprKind<'s> {
        match node.kind() {
            "identifier" => ExprKind::Name(self.text(node)),
            "attribute" => {
                let value = self.must(node, "object");
                let attr = node.child_by_field_name("attribute").unwrap_or(node);
                ExprKind::Attribute(value, self.ident(attr))
            }
            "call" => self.call(node),
            "subscript" => {
                let value = self.must(node, "value");
                ExprKind::Subscript(value, self.exprs(fields(node, "subscript")))
            }
            "string" => ExprKind::Str(self.string(&[node])),
            "concatenated_string" => ExprKind::Str(self.string(&named_children(node))),
            "integer" | "float" => ExprKind::Number(self.text(node)),
            "true" => ExprKind::Bool(true),
            "false" => ExprKind::Bool(false),
            "none" => ExprKind::None,
            "list" | "list_pattern" => ExprKind::List(self.exprs(named_children(node))),
            "tuple" | "tuple_pattern" | "expression_list" | "pattern_list" => {
                ExprKind::Tuple(self.exprs(named_children(node)))
            }
            "set" => ExprKind::Set(self.exprs(named_children(node))),
            "dictionary" => self.dict(node),
            "lambda" => {
                let params = node.child_by_field_name("parameters").map(|n| self.params(n));
                let body = self.must(node, "body");
                ExprKind::Lambda(params.unwrap_or_default(), body)
            }
            "conditional_expression" => {
                let parts = self.exprs(named_children(node));
                match parts[..] {
                    [body, test, orelse] => ExprKind::IfElse { test, body, orelse },
                    _ => ExprKind::Other(parts),
                }
            }
            "binary_operator" | "boolean_operator" => {
                let left = self.must(node, "left");
                let operator = node.child_by_field_name("operator").map_or("", |n| self.text(n));
                let right = self.must(node, "right");
                if node.kind() == "binary_operator" {
                    ExprKind::Binary(left, operator, right)
                } else {
                    ExprKind::BoolOp(left, operator, right)
                }
            }
            "not_operator" => ExprKind::Not(self.must(node, "argument")),
            "unary_operator" => {
                let operator = node.child_by_field_name("operator").map_or("", |n| self.text(n));
                ExprKind::Unary(operator, self.must(node, "argument"))
            }
            "comparison_operator" => self.comparison(node),
            "list_comprehension" => self.comprehension(node, ComprehensionKind::List),
            "set_comprehension" => self.comprehension(node, ComprehensionKind::Set),
            "dictionary_comprehension" => self.comprehension(node, ComprehensionKind::Dict),
            "generator_expression" => self.comprehension(node, ComprehensionKind::Generator),
            "parenthesized_expression" => {
                let parts = self.exprs(named_children(node));
                match parts[..] {
                    [inner] => ExprKind::Paren(inner),
                    _ => ExprKind::Other(parts),
                }
            }
            "await" => match self.exprs(named_children(node))[..] {
                [inner] => ExprKind::Await(inner),
                ref parts => ExprKind::Other(parts.to_vec()),
            },
            "yield" => ExprKind::Yield(named_children(node).first().map(|n| self.expr(*n))),
            "named_expression" => {
                let name = self.must(node, "name");
                ExprKind::Walrus(name, self.must(node, "value"))
            }
            "list_splat" | "list_splat_pattern" | "dictionary_splat" => {
                let stars = if node.kind().starts_with("list") { 1 } else { 2 };
                match self.exprs(named_children(node))[..] {
                    [inner] => ExprKind::Star(stars, inner),
                    ref parts => ExprKind::Other(parts.to_vec()),
                }
            }
            // An annotation wraps its expression in a `type` node of the same range.
            "type" => match named_children(node)[..] {
                [inner] => self.expr_kind(inner),
                _ => ExprKind::Other(self.exprs(named_children(node))),
            },
            "keyword_argument" => ExprKind::Other(
                node.child_by_field_name("value").map(|n| self.expr(n)).into_iter().collect(),
            ),
            _ => {
                let children = named_children(node);
                if children.is_empty() && is_identifier(self.text(node)) {
                    // Soft keywords (`print`, `match`, `type`) come as nodes of their own.
                    ExprKind::Name(self.text(node))
                } else {
                    ExprKind::Other(self.exprs(children))
                }
            }
        }
    }

    fn call(&mut self, node: Node<'_>) -> ExprKind<'s> {
        let func = self.must(node, "function");
        let Some(arguments) = node.child_by_field_name("arguments") else {
            return ExprKind::Other(vec![func]);
        };
        let args = if arguments.kind() == "generator_expression" {
            let value = self.expr(arguments);
            vec![Arg { name: None, stars: 0, value, span: span(arguments) }]
        } else {
            self.args(arguments)
        };
        ExprKind::Call(func, args, span(arguments))
    }

    fn dict(&mut self, node: Node<'_>) -> ExprKind<'s> {
        let mut items = Vec::new();
        for child in named_children(node) {
            if child.kind() == "pair" {
                let key = self.must(child, "key");
                items.push((Some(key), self.must(child, "value")));
            } else {
                let inner = named_children(child).first().copied().unwrap_or(child);
                items.push((None, self.expr(inner)));
            }
        }
        ExprKind::Dict(items)
    }

    fn comparison(&mut self, node: Node<'_>) -> ExprKind<'s> {
        let operands = self.exprs(named_children(node));
        let operators: Vec<_> =
            node.of_field("operators").map(|n| operator(self.text(n))).collect();
        match operands.split_first() {
            Some((first, rest)) if rest.len() == operators.len() => {
                let rest = operators.into_iter().zip(rest.iter().copied()).collect();
                ExprKind::Compare(*first, rest)
            }
            _ => ExprKind::Other(operands),
        }
    }

    fn comprehension(&mut self, node: Node<'_>, kind: ComprehensionKind) -> ExprKind<'s> {
        let body = node.child_by_field_name("body").unwrap_or(node);
        let (element, value) = if body.kind() == "pair" {
            let key = self.must(body, "key");
            (key, Some(self.must(body, "value")))
        } else {
            (self.expr(body), None)
        };
        let mut clauses: Vec<Clause> = Vec::new();
        for child in named_children(node) {
            match (child.kind(), clauses.last_mut()) {
                ("for_in_clause", _) => {
                    let target = self.must(child, "left");
                    let iters = self.exprs(fields(child, "right"));
                    let iter = match iters[..] {
                        [only] => only,
                        _ => self.push(ExprKind::Tuple(iters), span(child)),
                    };
                    clauses.push(Clause { target, iter, ifs: Vec::new() });
                }
                ("if_clause", Some(_)) => {
                    let tests = self.exprs(named_children(child));
                    if let Some(clause) = clauses.last_mut() {
                        clause.ifs.extend(tests);
                    }
                }
                _ => {}
            }
        }
        ExprKind::Comprehension(kind, element, value, clauses)
    }

    fn string(&mut self, nodes: &[Node<'_>]) -> StrLit {
        let mut lit = StrLit {
            value: Some(String::new()),
            interpolations: Vec::new(),
            formatted: false,
            bytes: false,
        };
        for node in nodes {
            let piece = Piece::split(self.text(*node));
            lit.formatted |= piece.as_ref().is_some_and(Piece::formatted);
            lit.bytes |= piece.as_ref().is_some_and(Piece::bytes);
            let value = piece.and_then(|p| p.value());
            lit.value = match (lit.value.take(), value) {
                (Some(mut all), Some(part)) => {
                    all.push_str(&part);
                    Some(all)
                }
                _ => None,
            };
            self.interpolations(*node, &mut lit.interpolations);
        }
        lit
    }

    fn interpolations(&mut self, node: Node<'_>, found: &mut Vec<ExprId>) {
        for child in named_children(node) {
            match child.kind() {
                "interpolation" => {
                    for inner in named_children(child) {
                        match inner.kind() {
                            "type_conversion" => {}
                            "format_specifier" => self.interpolations(inner, found),
                            _ => found.push(self.expr(inner)),
                        }
                    }
                }
                "format_expression" => found.extend(self.exprs(fields(child, "expression"))),
                _ => {}
            }
        }
    }
}

fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c.is_alphabetic() || c == '_')
        && chars.all(|c| c.is_alphanumeric() || c == '_')
}

fn operator(text: &str) -> &'static str {
    let words: Vec<_> = text.split_whitespace().collect();
    match words[..] {
        ["<"] => "<",
        ["<="] => "<=",
        [">"] => ">",
        [">="] => ">=",
        ["=="] => "==",
        ["!="] => "!=",
        ["in"] => "in",
        ["not", "in"] => "not in",
        ["is"] => "is",
        ["is", "not"] => "is not",
        _ => "?",
    }
}
