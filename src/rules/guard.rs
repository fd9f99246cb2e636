//! Conditions on arguments.

/// A property of an argument that a guard can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
}

/// What one argument must be; several values mean any of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
                    _ => {
                        return Err(format!(
                            "`@{name}` is no condition; there are @absent, @present, @empty, @literal, @dict, @computed"
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
