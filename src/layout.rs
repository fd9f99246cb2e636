//! Breaks a long expression over lines, in the style of black.
//!
//! Fragments that the tool writes come on one line; what the user wrote may span lines already and
//! stays as it is. Only white space, parentheses and trailing commas are ever added.

mod moved;
pub mod newlines;
mod place;
#[cfg(test)]
mod tests;

use std::cell::Cell;

use crate::python::ast::{Arg, ExprId, ExprKind, Module, Span, StmtKind};
use crate::python::parse;

pub use moved::moved;
use place::{Place, fits};

/// Lays out one expression.
///
/// `indent` is the white space that the statement starts with, `unit` one more level of it,
/// `first_column` the column at which the expression starts in its line. Where the first line fits
/// in `width` columns, or the code is not one expression, it comes back unchanged.
pub fn layout(
    code: &str,
    indent: &str,
    unit: &str,
    first_column: usize,
    width: usize,
    newline: &str,
) -> String {
    if fits(code, first_column, 0, width) && !code.contains('\n') {
        return code.to_owned();
    }
    // In parentheses, so that a fragment may span lines.
    let wrapped = format!("({code}\n)\n");
    let Ok(module) = parse(&wrapped) else {
        return code.to_owned();
    };
    let Some(expr) = only_expr(&module, code) else {
        return code.to_owned();
    };
    let left = Cell::new(module.expr_count() * TRIES);
    let printer = Printer { module: &module, unit, width, newline, left };
    let place = Place { indent, column: first_column, bracketed: false, reserve: 0 };
    let (links, broken) = printer.links(expr);
    if broken { printer.laid_out(&links, place) } else { printer.expr(expr, place) }
}

/// The expression inside the parentheses, if it is all there is.
fn only_expr(module: &Module<'_>, code: &str) -> Option<ExprId> {
    let [only] = module.body.stmts[..] else {
        return None;
    };
    let StmtKind::Expr(paren) = module.stmt(only).kind else {
        return None;
    };
    let ExprKind::Paren(inner) = module.expr(paren).kind else {
        return None;
    };
    (module.expr_source(inner) == code).then_some(inner)
}

/// Part of a chain that stays together: `.option("a", "b")`, or all up to the first call.
struct Link<'a> {
    span: Span,
    /// The last call's arguments and their parentheses.
    call: Option<(&'a [Arg<'a>], Span)>,
}

struct Printer<'a> {
    module: &'a Module<'a>,
    unit: &'a str,
    width: usize,
    newline: &'a str,
    /// How many more parts are laid out.
    left: Cell<usize>,
}

/// Whether code is a chain whose lines the user has broken.
pub fn is_laid_out(code: &str) -> bool {
    if !code.contains('\n') {
        return false;
    }
    let wrapped = format!("({code}\n)\n");
    let Ok(module) = parse(&wrapped) else { return false };
    let left = Cell::new(module.expr_count() * TRIES);
    let printer = Printer { module: &module, unit: "", width: 0, newline: "\n", left };
    only_expr(&module, code).is_some_and(|expr| printer.links(expr).1)
}

/// The blanks, line breaks and comments that a link of a chain starts with.
fn gap(link: &str) -> &str {
    let mut rest = link;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\\');
        match rest.strip_prefix('#') {
            Some(comment) => rest = &comment[comment.find('\n').unwrap_or(comment.len())..],
            None => return &link[..link.len() - rest.len()],
        }
    }
}

/// How often a part is laid out on average, at most: a pair of links is tried in two ways, and so is each
/// pair inside of it. What comes then stays on its line.
const TRIES: usize = 40;

impl<'a> Printer<'a> {
    fn expr(&self, id: ExprId, place: Place<'_>) -> String {
        let source = self.module.expr_source(id);
        let Some(left) = self.left.get().checked_sub(1) else {
            return source.to_owned();
        };
        self.left.set(left);
        if fits(source, place.column, place.reserve, self.width) {
            return source.to_owned();
        }
        match &self.module.expr(id).kind {
            ExprKind::Call(..) | ExprKind::Attribute(..) | ExprKind::Subscript(..) => {
                self.chain(id, place)
            }
            ExprKind::Binary(_, operator, _) | ExprKind::BoolOp(_, operator, _) => {
                self.operation(id, operator, place)
            }
            ExprKind::Paren(inner) => self.bracketed(id, &[*inner], false, place),
            ExprKind::List(items) | ExprKind::Set(items) => {
                self.bracketed(id, items, items.len() > 1, place)
            }
            ExprKind::Tuple(items) if source.starts_with('(') && source.ends_with(')') => {
                self.bracketed(id, items, true, place)
            }
            ExprKind::Dict(items) => self.dict(id, items, place),
            ExprKind::Unary(operator, operand) => {
                let operand = self.expr(*operand, place.after(operator));
                format!("{operator}{operand}")
            }
            _ => source.to_owned(),
        }
    }

    /// A chain of attributes, calls and subscripts.
    fn chain(&self, id: ExprId, place: Place<'_>) -> String {
        let source = self.module.expr_source(id);
        let (links, laid_out) = self.links(id);
        if laid_out {
            return self.laid_out(&links, place);
        }
        let broken = match &links[..] {
            [only] => return self.link(only, place),
            // One link does not look right on a line of its own.
            [head, tail] => self.pair(head, tail, place).or_else(|| self.whole(source, place)),
            _ => None,
        };
        if let Some(text) = broken {
            return text;
        }
        let inner = format!("{}{}", place.indent, self.unit);
        let indent = if place.bracketed { place.indent } else { &inner };
        let last = links.len() - 1;
        let mut parts = Vec::new();
        for (at, link) in links.iter().enumerate() {
            let mut own = Place::line(indent, 0);
            if at == last && place.bracketed {
                own.reserve = place.reserve;
            }
            if at == 0 && place.bracketed {
                own.column = place.column;
            }
            let text = self.link(link, own);
            parts.push(moved(&text, indent, self.newline).unwrap_or(text));
        }
        let text = parts.join(&format!("{}{indent}", self.newline));
        self.parenthesised(&text, place)
    }

    /// A chain whose lines the user has broken: they stay. Links that came into a line which is too long
    /// then get lines of their own, and a link that is too long itself is broken further.
    fn laid_out(&self, links: &[Link<'a>], place: Place<'_>) -> String {
        let gaps: Vec<&str> = links.iter().map(|l| gap(self.module.source(l.span))).collect();
        let first = gaps.iter().find(|gap| gap.contains('\n')).copied().unwrap_or_default();
        let indent = first.rsplit_once('\n').map_or(place.indent, |(_, indent)| indent);
        let slash = if first.contains('\\') { " \\" } else { "" };
        let step = format!("{slash}{}{indent}", self.newline);
        let mut out = String::new();
        let mut at = Place { indent, ..place };
        let mut long = false;
        for (index, link) in links.iter().enumerate() {
            let mut gap = gaps[index];
            if index == 0 || gap.contains('\n') {
                at = gap.rsplit_once('\n').map_or(at, |(_, indent)| Place::line(indent, 0));
                let more = gaps[index + 1..].iter().position(|gap| gap.contains('\n'));
                let last = more.map_or(links.len() - 1, |more| index + more);
                let start = link.span.start as usize + gap.len();
                let line = &self.module.text[start..links[last].span.end as usize];
                long = last > index && !fits(line, at.column, 0, self.width);
            } else if long {
                gap = &step;
                at = Place::line(indent, 0);
            }
            // Gaps are as short as lines.
            #[allow(clippy::cast_possible_truncation)]
            let start = link.span.start + gaps[index].len() as u32;
            let span = Span { start, ..link.span };
            let text = self.link(&Link { span, call: link.call }, at);
            out += gap;
            out += &text;
            at = at.after(&text);
        }
        out
    }

    /// All on one line inside parentheses, where it fits there.
    fn whole(&self, source: &str, place: Place<'_>) -> Option<String> {
        let inner = format!("{}{}", place.indent, self.unit);
        let fit = fits(source, Place::line(&inner, 0).column, 0, self.width);
        (!place.bracketed && fit && !source.contains('\n'))
            .then(|| self.parenthesised(source, place))
    }

    /// Text that starts on a line of its own, in parentheses where there are none yet.
    fn parenthesised(&self, text: &str, place: Place<'_>) -> String {
        if place.bracketed {
            return text.to_owned();
        }
        let (newline, indent, unit) = (self.newline, place.indent, self.unit);
        format!("({newline}{indent}{unit}{text}{newline}{indent})")
    }

    /// `head(…).tail(…)` with the arguments of one of them broken; `None` where that does not help.
    fn pair(&self, head: &Link<'_>, tail: &Link<'_>, place: Place<'_>) -> Option<String> {
        let head_source = self.module.source(head.span);
        let tail_source = self.module.source(tail.span);
        let opening = tail.call.map_or(tail_source, |(_, args)| {
            self.module.source(Span { start: tail.span.start, end: args.start + 1 })
        });
        let start = format!("{head_source}{opening}");
        if !start.contains('\n') && fits(&start, place.column, 0, self.width) {
            let tail = self.link(tail, place.after(head_source));
            return Some(format!("{head_source}{tail}"));
        }
        let (args, _) = head.call.filter(|(args, _)| !args.is_empty())?;
        // Words on a line of their own tell less than a link.
        let inner = format!("{}{}", place.indent, self.unit);
        let words = args.iter().all(|arg| self.is_plain(arg.value));
        if words && fits(head_source, Place::line(&inner, 0).column, 0, self.width) {
            return None;
        }
        let head = self.link(head, place);
        let end = place.after(&head);
        let broken = head.contains('\n');
        (broken && fits(tail_source, end.column, place.reserve, self.width))
            .then(|| format!("{head}{tail_source}"))
    }

    /// The links of a chain, and whether the user has laid it out already.
    fn links(&self, id: ExprId) -> (Vec<Link<'a>>, bool) {
        let mut laid_out = false;
        let mut parts = Vec::new();
        let mut base = id;
        loop {
            let expr = self.module.expr(base);
            let inner = match &expr.kind {
                ExprKind::Call(inner, ..)
                | ExprKind::Attribute(inner, _)
                | ExprKind::Subscript(inner, _) => *inner,
                _ => break,
            };
            parts.push(base);
            base = inner;
        }
        let mut span = self.module.expr(base).span;
        let mut links = Vec::new();
        let mut call = None;
        for part in parts.into_iter().rev() {
            let expr = self.module.expr(part);
            match &expr.kind {
                ExprKind::Attribute(object, name) => {
                    let object = self.module.expr(*object).span;
                    let gap = &self.module.text[object.end as usize..name.span.start as usize];
                    let broken = gap.contains(['\n', '#']);
                    laid_out |= broken;
                    if call.is_some() || broken {
                        links.push(Link { span, call });
                        call = None;
                        span.start = object.end;
                    }
                }
                ExprKind::Call(_, args, parens) => call = Some((&args[..], *parens)),
                _ => {}
            }
            span.end = expr.span.end;
        }
        match (call, links.last_mut()) {
            // A last attribute stays with the call before it.
            (None, Some(last)) => last.span.end = span.end,
            _ => links.push(Link { span, call }),
        }
        (links, laid_out)
    }

    fn link(&self, link: &Link<'_>, place: Place<'_>) -> String {
        let source = self.module.source(link.span);
        let Some((args, parens)) = link.call else {
            return source.to_owned();
        };
        // A lone generator brings its own parentheses.
        let generator = args.iter().any(|a| a.span == parens);
        let spans: Vec<_> = args.iter().map(|a| a.span).collect();
        if args.is_empty()
            || generator
            || fits(source, place.column, place.reserve, self.width)
            || self.has_comments(parens, &spans)
        {
            return source.to_owned();
        }
        let text = &self.module.text;
        let inner = format!("{}{}", place.indent, self.unit);
        let comma = usize::from(args.len() > 1);
        let mut out = text[link.span.start as usize..=parens.start as usize].to_owned();
        let values: Vec<_> = args.iter().map(|a| a.value).collect();
        if let Some(line) = self.one_line(&spans, &values, &inner) {
            out += &format!("{}{inner}{line}{}{}", self.newline, self.newline, place.indent);
            out += &text[parens.end as usize - 1..link.span.end as usize];
            return out;
        }
        for arg in args {
            let value = self.module.expr(arg.value).span;
            let name = &text[arg.span.start as usize..value.start as usize];
            let own = Place::line(&inner, comma).after(name);
            let value = self.expr(arg.value, own);
            let value = moved(&value, &inner, self.newline).unwrap_or(value);
            for part in [self.newline, &inner, name, &value] {
                out += part;
            }
            out += if comma == 1 { "," } else { "" };
        }
        out += self.newline;
        out += place.indent;
        out += &text[parens.end as usize - 1..link.span.end as usize];
        out
    }

    /// Plain items that fit on one line of their own together, as black puts them; items that are
    /// calls read better one a line.
    fn one_line(&self, spans: &[Span], values: &[ExprId], inner: &str) -> Option<String> {
        let (first, last) = (spans.first()?, spans.last()?);
        let line = self.module.source(Span { start: first.start, end: last.end });
        let fit = fits(line, Place::line(inner, 0).column, 0, self.width);
        (fit && !line.contains('\n') && values.iter().all(|v| self.is_plain(*v)))
            .then(|| line.to_owned())
    }

    /// Names and literals, and lists of them.
    fn is_plain(&self, id: ExprId) -> bool {
        match &self.module.expr(id).kind {
            ExprKind::Name(_)
            | ExprKind::Str(_)
            | ExprKind::Number(_)
            | ExprKind::Bool(_)
            | ExprKind::None => true,
            ExprKind::Attribute(value, _) => self.is_plain(*value),
            ExprKind::List(items) | ExprKind::Tuple(items) | ExprKind::Set(items) => {
                items.iter().all(|i| self.is_plain(*i))
            }
            ExprKind::Dict(items) => items.is_empty(),
            _ => false,
        }
    }

    /// Whether comments stand between the parts of a node.
    fn has_comments(&self, whole: Span, parts: &[Span]) -> bool {
        let mut inside = self.module.comments.iter().filter(|c| whole.contains(**c));
        inside.any(|c| !parts.iter().any(|p| p.contains(*c)))
    }

    /// Items between brackets, one a line.
    fn bracketed(&self, id: ExprId, items: &[ExprId], comma: bool, place: Place<'_>) -> String {
        let expr = self.module.expr(id);
        let source = self.module.source(expr.span);
        let spans: Vec<_> = items.iter().map(|i| self.module.expr(*i).span).collect();
        if items.is_empty() || self.has_comments(expr.span, &spans) {
            return source.to_owned();
        }
        let inner = format!("{}{}", place.indent, self.unit);
        // A tuple of one item needs its comma.
        let several = !matches!(expr.kind, ExprKind::Tuple(_)) || items.len() > 1;
        if several && let Some(line) = self.one_line(&spans, items, &inner) {
            return self.surround(source, &[line], false, place);
        }
        let line = |item: &ExprId| self.expr(*item, Place::line(&inner, usize::from(comma)));
        let lines: Vec<_> = items.iter().map(line).collect();
        self.surround(source, &lines, comma, place)
    }

    fn dict(&self, id: ExprId, items: &[(Option<ExprId>, ExprId)], place: Place<'_>) -> String {
        let expr = self.module.expr(id);
        let source = self.module.source(expr.span);
        let inner = format!("{}{}", place.indent, self.unit);
        let mut spans = Vec::new();
        let mut lines = Vec::new();
        for (key, value) in items {
            let value_span = self.module.expr(*value).span;
            let line = Place::line(&inner, 1);
            let (span, key) = match key {
                Some(key) => {
                    let span = self.module.expr(*key).span;
                    let start = span.start as usize;
                    (span, &self.module.text[start..value_span.start as usize])
                }
                None => (value_span, "**"),
            };
            spans.push(Span { start: span.start, end: value_span.end });
            let value = self.expr(*value, line.after(key));
            lines.push(format!("{key}{value}"));
        }
        if items.is_empty() || self.has_comments(expr.span, &spans) {
            return source.to_owned();
        }
        self.surround(source, &lines, true, place)
    }

    /// The lines between the first and the last character of `source`.
    fn surround(&self, source: &str, lines: &[String], comma: bool, place: Place<'_>) -> String {
        let inner = format!("{}{}{}", self.newline, place.indent, self.unit);
        let mut out = source[..1].to_owned();
        for line in lines {
            out += &inner;
            out += line;
            out += if comma { "," } else { "" };
        }
        out += self.newline;
        out += place.indent;
        out += &source[source.len() - 1..];
        out
    }

    /// Operands of one operator, each on its line.
    fn operation(&self, id: ExprId, operator: &str, place: Place<'_>) -> String {
        let mut operands = Vec::new();
        let mut left = id;
        while let ExprKind::Binary(l, op, r) | ExprKind::BoolOp(l, op, r) =
            self.module.expr(left).kind
        {
            if op != operator {
                break;
            }
            operands.push(r);
            left = l;
        }
        operands.push(left);
        operands.reverse();
        let whole = self.module.expr(id).span;
        let spans: Vec<_> = operands.iter().map(|o| self.module.expr(*o).span).collect();
        if self.has_comments(whole, &spans) {
            return self.module.source(whole).to_owned();
        }
        let inner = format!("{}{}", place.indent, self.unit);
        let indent = if place.bracketed { place.indent } else { &inner };
        let mut lines = Vec::new();
        for (at, operand) in operands.iter().enumerate() {
            let mut line = Place::line(indent, 0);
            if at + 1 == operands.len() && place.bracketed {
                line.reserve = place.reserve;
            }
            if at == 0 {
                if place.bracketed {
                    line.column = place.column;
                }
                lines.push(self.expr(*operand, line));
            } else {
                let sign = format!("{operator} ");
                let text = self.expr(*operand, line.after(&sign));
                lines.push(sign + &text);
            }
        }
        let text = lines.join(&format!("{}{indent}", self.newline));
        self.parenthesised(&text, place)
    }
}
