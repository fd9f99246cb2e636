//! What kind of value it is, as far as the function or the frame's mapping tells.

/// The kind of a value; None aside, which any value may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Anything.
    #[default]
    Unknown,
    /// None and nothing else.
    None,
    /// A string.
    Text,
    /// A number, whole or not.
    Number,
    /// A whole number.
    Whole,
    /// True or False.
    Bool,
    /// A date.
    Date,
    /// A date with a time.
    Time,
    /// A list.
    List,
    /// A dict.
    Struct,
}

impl Kind {
    /// Whether it is known to be a number.
    pub fn is_number(self) -> bool {
        matches!(self, Self::Number | Self::Whole)
    }

    /// The kind of a value that is one or the other; `None` where they do not go into one column.
    pub fn join(self, other: Self) -> Option<Self> {
        match (self, other) {
            (a, b) if a == b => Some(a),
            (Self::None, kind) | (kind, Self::None) => Some(kind),
            (Self::Unknown, _) | (_, Self::Unknown) => Some(Self::Unknown),
            (a, b) if a.is_number() && b.is_number() => Some(Self::Number),
            _ => None,
        }
    }

    /// The kind of the values of a Spark type.
    pub fn of_spark(spark: &str) -> Self {
        match spark.split(['(', '<']).next().unwrap_or_default() {
            "string" => Self::Text,
            "int" | "bigint" | "smallint" | "tinyint" => Self::Whole,
            "float" | "double" | "decimal" => Self::Number,
            "boolean" => Self::Bool,
            "date" => Self::Date,
            "timestamp" => Self::Time,
            "array" => Self::List,
            "struct" => Self::Struct,
            _ => Self::Unknown,
        }
    }
}
