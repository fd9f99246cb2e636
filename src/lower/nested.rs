//! Changes inside of structs and arrays of structs: fields that are cast, dropped or renamed.

use crate::config::SparkVersion;

use super::path::{Path, Segment};
use super::{LowerCx, quoted};

/// What happens to a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// Its values are cast to a Spark type.
    Cast(String),
    /// It goes.
    Drop,
    /// It gets another name.
    Rename(String),
}

/// A field with changes in it or to it.
struct Node {
    segment: Segment,
    change: Option<Change>,
    fields: Vec<Node>,
}

/// Changes of one top-level column.
pub(super) struct Column {
    root: Node,
}

impl Column {
    /// A column without changes.
    pub(super) fn new(path: &Path) -> Self {
        Self { root: Node::new(path.segments[0].clone()) }
    }

    /// The name of the column.
    pub(super) fn name(&self) -> &str {
        &self.root.segment.name
    }

    /// Adds a change of a field; `false` where another one is in its way.
    pub(super) fn add(&mut self, path: &Path, change: Change) -> bool {
        let mut node = &mut self.root;
        // `a.b` and `a[].b` cannot both be right.
        let mut agree = node.segment.array == path.segments[0].array;
        for segment in &path.segments[1..] {
            if node.change.is_some() {
                return false;
            }
            let same = |n: &Node| n.segment.name.eq_ignore_ascii_case(&segment.name);
            let at = node.fields.iter().position(same).unwrap_or_else(|| {
                node.fields.push(Node::new(segment.clone()));
                node.fields.len() - 1
            });
            node = &mut node.fields[at];
            agree &= node.segment.array == segment.array;
        }
        let free = node.change.is_none() && node.fields.is_empty() && agree;
        node.change = Some(change);
        free
    }

    /// The new value of the column. `None` where Spark 3.5 lacks the function for it.
    pub(super) fn value(&self, cx: &LowerCx<'_>) -> Option<String> {
        let column = Path::top(self.name()).column(cx);
        self.root.value(cx, &column, 0)
    }
}

impl Node {
    fn new(segment: Segment) -> Self {
        Self { segment, change: None, fields: Vec::new() }
    }

    /// The new value of a field that is read as `old`.
    fn value(&self, cx: &LowerCx<'_>, old: &str, depth: usize) -> Option<String> {
        if !self.segment.array {
            return self.inner(cx, old, depth);
        }
        let item = match depth {
            0 => "item".to_owned(),
            depth => format!("item{}", depth + 1),
        };
        let inner = self.inner(cx, &item, depth + 1)?;
        cx.uses_functions.set(true);
        Some(format!("{}.transform({old}, lambda {item}: {inner})", cx.functions))
    }

    fn inner(&self, cx: &LowerCx<'_>, old: &str, depth: usize) -> Option<String> {
        match &self.change {
            Some(Change::Cast(kind)) if kind == "string" => {
                return Some(format!("{old}.cast({})", quoted(cx, kind)));
            }
            Some(Change::Cast(kind)) => {
                let spelled = format!("{old}.try_cast({})", quoted(cx, kind));
                return (cx.spark == SparkVersion::V4_0).then_some(spelled);
            }
            _ => {}
        }
        let (mut text, mut dropped) = (old.to_owned(), Vec::new());
        for field in &self.fields {
            let name = &field.segment.name;
            let step = quoted(cx, &Path::top(name).dotted());
            let value = format!("{old}[{}]", quoted(cx, name));
            match &field.change {
                Some(Change::Drop) => dropped.push(step),
                Some(Change::Rename(new)) => {
                    let new = quoted(cx, &Path::top(new).dotted());
                    text.push_str(&format!(".withField({new}, {value})"));
                    dropped.push(step);
                }
                _ => {
                    let value = field.value(cx, &value, depth)?;
                    text.push_str(&format!(".withField({step}, {value})"));
                }
            }
        }
        if !dropped.is_empty() {
            text.push_str(&format!(".dropFields({})", dropped.join(", ")));
        }
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::testing::Script;

    fn changed(changes: &[(&str, Change)]) -> String {
        let paths: Vec<_> =
            changes.iter().map(|(path, change)| (Path::parse(path).unwrap(), change)).collect();
        let mut column = Column::new(&paths[0].0);
        for (path, change) in &paths {
            assert!(column.add(path, (*change).clone()));
        }
        Script::new("x").with(|cx| column.value(cx).unwrap())
    }

    #[test]
    fn goes_into_structs_and_arrays() {
        let int = || Change::Cast("int".to_owned());
        for (changes, expected) in [
            (vec![("a[]", int())], r#"F.transform(F.col("a"), lambda item: item.try_cast("int"))"#),
            (
                vec![("a[].b", int()), ("a[].`c.d`", Change::Drop)],
                r#"F.transform(F.col("a"), lambda item: item.withField("b", item["b"].try_cast("int")).dropFields("`c.d`"))"#,
            ),
            (
                vec![("a.b[].c[].d", Change::Rename("e".to_owned()))],
                r#"F.col("a").withField("b", F.transform(F.col("a")["b"], lambda item: item.withField("c", F.transform(item["c"], lambda item2: item2.withField("e", item2["d"]).dropFields("d")))))"#,
            ),
        ] {
            assert_eq!(changed(&changes), expected);
        }
    }
}
