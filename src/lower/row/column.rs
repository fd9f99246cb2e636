//! Text of a Column expression, with how tightly its outermost operator binds.

/// Python's precedence, loosest first. Comparisons bind looser than `|`, which is why a Column
/// expression needs more parentheses than the predicate that it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Binding {
    Comparison,
    Or,
    And,
    Sum,
    Product,
    Unary,
    Primary,
}

/// A Column expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    pub text: String,
    pub binding: Binding,
    /// The value of a condition that is the same for each row.
    pub truth: Option<bool>,
    /// Whether it is a chain of `F.when(…)` to which cases can be put in front.
    pub cases: bool,
}

impl Column {
    /// A name, call or literal.
    pub fn primary(text: impl Into<String>) -> Self {
        Self::new(text, Binding::Primary)
    }

    fn new(text: impl Into<String>, binding: Binding) -> Self {
        Self { text: text.into(), binding, truth: None, cases: false }
    }

    /// `F.lit(True)` or `F.lit(False)`, where `functions` is the file's name for `F`.
    pub fn truth(functions: &str, value: bool) -> Self {
        let text = format!("{functions}.lit({})", if value { "True" } else { "False" });
        Self { truth: Some(value), ..Self::primary(text) }
    }

    /// The text, in parentheses where it binds looser than `least`.
    pub fn at(&self, least: Binding) -> String {
        if self.binding < least { format!("({})", self.text) } else { self.text.clone() }
    }

    /// `column.method(args)`
    pub fn method(&self, name: &str, args: &str) -> Self {
        Self::primary(format!("{}.{name}({args})", self.at(Binding::Primary)))
    }

    /// `column.isNotNull()`
    pub fn is_not_null(&self) -> Self {
        self.method("isNotNull", "")
    }

    /// `column.isNull()`
    pub fn is_null(&self) -> Self {
        self.method("isNull", "")
    }

    /// `~column`
    pub fn not(&self) -> Self {
        if let Some(value) = self.truth {
            let (from, to) = if value { ("True", "False") } else { ("False", "True") };
            return Self { truth: Some(!value), ..Self::primary(self.text.replace(from, to)) };
        }
        Self::new(format!("~{}", self.at(Binding::Unary)), Binding::Unary)
    }

    /// What `~…` negates.
    pub fn negated(&self) -> Option<Self> {
        if self.binding != Binding::Unary {
            return None;
        }
        let inner = self.text.strip_prefix('~')?;
        // The parentheses belong to what is inside only where they were put for the operator.
        let bare = inner.strip_prefix('(').and_then(|i| i.strip_suffix(')'));
        Some(match bare {
            Some(bare) => Self::new(bare, Binding::Comparison),
            None => Self::primary(inner),
        })
    }

    /// `-column`
    pub fn negative(&self) -> Self {
        Self::new(format!("-{}", self.at(Binding::Unary)), Binding::Unary)
    }

    /// `left op right` for a comparison operator.
    pub fn compare(&self, operator: &str, right: &Self) -> Self {
        // A chain of comparisons means something else: both sides must bind tighter.
        let (left, right) = (self.at(Binding::Or), right.at(Binding::Or));
        Self::new(format!("{left} {operator} {right}"), Binding::Comparison)
    }

    /// `left op right` for `+`, `-`, `*` and `/`.
    pub fn arithmetic(&self, operator: &str, right: &Self) -> Self {
        let (own, tighter) = match operator {
            "+" | "-" => (Binding::Sum, Binding::Product),
            _ => (Binding::Product, Binding::Unary),
        };
        Self::new(format!("{} {operator} {}", self.at(own), right.at(tighter)), own)
    }

    /// All of them, each once.
    pub fn all(parts: &[Self]) -> Option<Self> {
        join(parts, "&", Binding::And)
    }

    /// Any of them.
    pub fn any(parts: &[Self]) -> Option<Self> {
        join(parts, "|", Binding::Or)
    }
}

fn join(parts: &[Column], operator: &str, binding: Binding) -> Option<Column> {
    let absorbing = operator == "|";
    if let Some(whole) = parts.iter().find(|p| p.truth == Some(absorbing)) {
        return Some(whole.clone());
    }
    let mut distinct: Vec<&Column> = Vec::new();
    for part in parts {
        let idle = part.truth.is_some() && parts.iter().any(|p| p.truth.is_none());
        if !idle && !distinct.contains(&part) {
            distinct.push(part);
        }
    }
    match distinct[..] {
        [] => None,
        [only] => Some(only.clone()),
        _ => {
            let spell = |part: &&Column| match part.binding {
                own if own == binding => part.text.clone(),
                _ => part.at(Binding::Sum),
            };
            let texts: Vec<_> = distinct.iter().map(spell).collect();
            Some(Column::new(texts.join(&format!(" {operator} ")), binding))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parenthesises_as_python_binds() {
        let (a, b) = (Column::primary("a"), Column::primary("b"));
        let less = a.compare("<", &b);
        let both = Column::all(&[less.clone(), b.is_null()]).unwrap();
        assert_eq!(both.text, "(a < b) & b.isNull()");
        let any = Column::any(&[both.clone(), less.clone()]).unwrap();
        assert_eq!(any.text, "((a < b) & b.isNull()) | (a < b)");
        assert_eq!(any.not().text, "~(((a < b) & b.isNull()) | (a < b))");
        assert_eq!(Column::all(&[a.clone(), any]).unwrap().text.matches('(').count(), 5);
        let sum = a.arithmetic("-", &b);
        assert_eq!(a.arithmetic("-", &sum).text, "a - (a - b)");
        assert_eq!(sum.arithmetic("*", &a).text, "(a - b) * a");
        assert_eq!(sum.compare(">", &a).text, "a - b > a");
        assert_eq!(sum.is_not_null().text, "(a - b).isNotNull()");
    }
}
