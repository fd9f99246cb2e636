//! Conditions on arguments.

use rustc_hash::FxHashMap;

/// A property of an argument that a guard can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Property {
    /// The argument is not there, or is its default.
    Absent,
    /// The argument is there.
    Present,
    /// The argument is absent, `None`, empty or zero.
    Empty,
    /// A literal string.
    Literal,
    /// A literal dict (or a name with one).
    Dict,
    /// Any dict, as far as its type is known.
    Mapping,
    /// There, and neither a literal nor a dict whose keys can be seen.
    Computed,
    /// A table, or SQL, of a database that has another name by the configuration.
    Mapped,
}

/// What one argument must be; several values mean any of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Condition {
    /// Accepted literal values, in lower case; one that ends in `*` accepts what starts so.
    pub values: Vec<String>,
    /// Accepted properties.
    pub properties: Vec<Property>,
    /// Literal values that must not be there, in lower case.
    pub not: Vec<String>,
}

impl Condition {
    /// Reads a condition: literal values, `!value`, or `@property`.
    ///
    /// # Errors
    /// Names a property that does not exist and those that do.
    pub fn parse(values: &[String]) -> Result<Self, String> {
        let mut out = Self::default();
        for value in values {
            if let Some(name) = value.strip_prefix('@') {
                out.properties.push(match name {
                    "absent" => Property::Absent,
                    "present" => Property::Present,
                    "empty" => Property::Empty,
                    "literal" => Property::Literal,
                    "dict" => Property::Dict,
                    "mapping" => Property::Mapping,
                    "computed" => Property::Computed,
                    "mapped" => Property::Mapped,
                    _ => {
                        return Err(format!(
                            "`@{name}` is no condition; there are @absent, @present, @empty, @literal, @dict, @mapping, @computed, @mapped"
                        ));
                    }
                });
            } else if let Some(value) = value.strip_prefix('!') {
                out.not.push(value.to_lowercase());
            } else {
                out.values.push(value.to_lowercase());
            }
        }
        Ok(out)
    }
}

/// What all rules ask, each path and each condition once: the rules of an operation differ in few of
/// them, and what one rule asks is found out for all.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Paths to arguments, and what else conditions are about.
    pub paths: Vec<String>,
    /// Conditions, each with the number of its path.
    pub conditions: Vec<(u32, Condition)>,
}

/// Numbers what rules ask.
#[derive(Default)]
pub(super) struct Numbers<'r> {
    paths: FxHashMap<&'r str, u32>,
    conditions: FxHashMap<(u32, &'r Condition), u32>,
    asked: Asked,
}

impl<'r> Numbers<'r> {
    /// The numbers of some conditions.
    #[allow(clippy::cast_possible_truncation)] // a set has far fewer rules
    pub fn of(&mut self, when: &'r [(String, Condition)]) -> Box<[u32]> {
        let Self { paths, conditions, asked } = self;
        let number = |(path, condition): &'r (String, Condition)| {
            let path = *paths.entry(path).or_insert_with_key(|path| {
                asked.paths.push((*path).to_owned());
                asked.paths.len() as u32 - 1
            });
            *conditions.entry((path, condition)).or_insert_with(|| {
                asked.conditions.push((path, condition.clone()));
                asked.conditions.len() as u32 - 1
            })
        };
        when.iter().map(number).collect()
    }

    /// All that was numbered.
    pub fn asked(self) -> Asked {
        self.asked
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_two_rules_ask_is_asked_once() {
        let asks = |path: &str, value: &str| {
            (path.to_owned(), Condition::parse(&[value.to_owned()]).unwrap())
        };
        let first = [asks("format", "csv"), asks("format", "json"), asks("path", "@absent")];
        let second = [asks("format", "JSON"), asks("path", "@present")];
        let mut numbers = Numbers::default();
        assert_eq!(*numbers.of(&first), [0, 1, 2]);
        assert_eq!(*numbers.of(&second), [1, 3]);
        let asked = numbers.asked();
        assert_eq!(asked.paths, ["format", "path"]);
        assert_eq!(asked.conditions.len(), 4);
    }
}
