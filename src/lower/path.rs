//! Glue paths (`a.b`, `` `a.b` ``, `arr[]`) and their Spark spellings.

use super::{LowerCx, quoted};

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The field's name, without back-ticks.
    pub name: String,
    /// Whether it was written with `[]`.
    pub array: bool,
}

/// A path to a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// From the top-level column inwards; never empty.
    pub segments: Vec<Segment>,
}

impl Path {
    /// Reads a path; `None` where a step is empty or a back-tick is left open.
    pub fn parse(text: &str) -> Option<Self> {
        let mut segments = Vec::new();
        let (mut name, mut array) = (String::new(), false);
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            rest = &rest[c.len_utf8()..];
            match c {
                '`' => {
                    let (inner, after) = rest.split_once('`')?;
                    if inner.is_empty() || array {
                        return None;
                    }
                    name.push_str(inner);
                    rest = after;
                }
                '.' => segments.push(Segment::new(&mut name, &mut array)?),
                '[' if rest.starts_with(']') && !array && !name.is_empty() => {
                    array = true;
                    rest = &rest[1..];
                }
                _ if array => return None,
                c => name.push(c),
            }
        }
        segments.push(Segment::new(&mut name, &mut array)?);
        Some(Self { segments })
    }

    /// The path of one top-level column that has exactly this name.
    pub fn top(name: &str) -> Self {
        Self { segments: vec![Segment { name: name.to_owned(), array: false }] }
    }

    /// This path and one more step.
    #[must_use]
    pub fn child(&self, name: &str) -> Self {
        let mut path = self.clone();
        path.segments.extend(Self::top(name).segments);
        path
    }

    /// Whether any step goes through an array.
    pub fn through_array(&self) -> bool {
        self.segments.iter().any(|s| s.array)
    }

    /// Whether the path names a field inside a struct.
    pub fn nested(&self) -> bool {
        self.segments.len() > 1
    }

    /// Whether its names need no back-ticks to tell them apart.
    pub fn is_plain(&self) -> bool {
        self.segments.iter().all(|s| !s.name.contains(['.', '`']))
    }

    /// The name of the top-level column, as `drop`, `withColumn` and `alias` take it.
    pub fn root(&self) -> &str {
        &self.segments[0].name
    }

    /// The name of the field itself.
    pub fn leaf(&self) -> &str {
        &self.segments[self.segments.len() - 1].name
    }

    /// The name as `F.col` and `select` take it: back-ticks only where they are needed.
    pub fn dotted(&self) -> String {
        dotted(&self.segments)
    }

    /// The path behind the top-level column, as `withField` and `dropFields` take it.
    pub fn inside(&self) -> String {
        dotted(&self.segments[1..])
    }

    /// The path in an SQL expression; always with back-ticks, because a name may be a keyword.
    pub fn sql(&self) -> String {
        let parts: Vec<_> = self.segments.iter().map(|s| back_ticked(&s.name)).collect();
        parts.join(".")
    }

    /// `F.col("…")`.
    pub fn column(&self, cx: &LowerCx<'_>) -> String {
        cx.uses_functions.set(true);
        format!("{}.col({})", cx.functions, quoted(cx, &self.dotted()))
    }
}

impl Segment {
    fn new(name: &mut String, array: &mut bool) -> Option<Self> {
        let segment = Self { name: std::mem::take(name), array: std::mem::take(array) };
        (!segment.name.is_empty()).then_some(segment)
    }
}

fn dotted(segments: &[Segment]) -> String {
    let parts: Vec<_> = segments
        .iter()
        .map(|s| {
            if s.name.contains(['.', '`']) || s.name == "*" {
                back_ticked(&s.name)
            } else {
                s.name.clone()
            }
        })
        .collect();
    parts.join(".")
}

fn back_ticked(name: &str) -> String {
    format!("`{}`", name.replace('`', "``"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Option<Vec<String>> {
        let path = Path::parse(text)?;
        Some(path.segments.into_iter().map(|s| s.name).collect())
    }

    #[test]
    fn reads_steps_back_ticks_and_arrays() {
        assert_eq!(names("a").unwrap(), ["a"]);
        assert_eq!(names("a.b c.d").unwrap(), ["a", "b c", "d"]);
        assert_eq!(names("a.`b.c`.d").unwrap(), ["a", "b.c", "d"]);
        assert_eq!(names("`.id`").unwrap(), [".id"]);
        let array = Path::parse("a[].`b.c`[].d").unwrap();
        let flags: Vec<_> = array.segments.iter().map(|s| s.array).collect();
        assert_eq!(flags, [true, true, false]);
        for bad in ["", ".a", "a.", "a..b", "`a", "a[]b", "``"] {
            assert_eq!(names(bad), None, "{bad}");
        }
    }

    #[test]
    fn spells_for_spark() {
        for (path, dotted, sql) in [
            ("a.b", "a.b", "`a`.`b`"),
            ("`a.b`", "`a.b`", "`a.b`"),
            ("order id", "order id", "`order id`"),
            ("`order id`", "order id", "`order id`"),
            ("`sum(x)`", "sum(x)", "`sum(x)`"),
            ("s.`x.y`", "s.`x.y`", "`s`.`x.y`"),
        ] {
            let parsed = Path::parse(path).unwrap();
            assert_eq!(parsed.dotted(), dotted);
            assert_eq!(parsed.sql(), sql);
        }
        assert_eq!(Path::parse("a.b.`c.d`").unwrap().inside(), "b.`c.d`");
    }
}
