//! Glue type names and the Spark types they stand for.

/// A type that a Glue script names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GlueType {
    /// A type that values can be cast to.
    Scalar {
        /// Spark's name of it.
        spark: String,
        /// What is to be confirmed about it.
        note: Option<&'static str>,
    },
    /// `array`, `struct`, `map`, `choice` or `null`, with or without its parts.
    Complex(&'static str),
}

/// What a bare `decimal` depends on.
pub const BARE_DECIMAL_NOTE: &str =
    "`decimal` without a precision is taken as decimal(10,2), Glue's default";

/// What the types of SQL for texts of some length depend on, which Glue Studio offers.
pub const TEXT_NOTE: &str = "`varchar` and `char` are taken as string, whose length nothing limits";

impl GlueType {
    /// Reads a type name, ignoring case.
    ///
    /// # Errors
    /// Says so where Glue has no such type.
    pub fn parse(name: &str) -> Result<Self, String> {
        let lower = name.trim().to_ascii_lowercase();
        let (head, rest) = match lower.find(['(', '<']) {
            Some(at) => (lower[..at].trim_end(), &lower[at..]),
            None => (lower.as_str(), ""),
        };
        if head == "decimal" {
            return decimal(rest).ok_or_else(|| unknown(name));
        }
        for complex in ["array", "struct", "map", "choice", "null"] {
            if head == complex && (rest.is_empty() || rest.starts_with('<')) {
                return Ok(Self::Complex(complex));
            }
        }
        if head == "varchar" || head == "char" {
            let length = rest.strip_prefix('(').and_then(|r| r.strip_suffix(')'));
            if rest.is_empty() || length.is_some_and(|l| l.trim().parse::<u32>().is_ok()) {
                return Ok(Self::Scalar { spark: "string".to_owned(), note: Some(TEXT_NOTE) });
            }
        }
        let spark = match head {
            _ if !rest.is_empty() => return Err(unknown(name)),
            "string" | "float" | "double" | "date" | "timestamp" | "binary" => head,
            "int" | "integer" => "int",
            "long" | "bigint" => "bigint",
            "short" | "smallint" => "smallint",
            "byte" | "tinyint" => "tinyint",
            "bool" | "boolean" => "boolean",
            _ => return Err(unknown(name)),
        };
        Ok(Self::Scalar { spark: spark.to_owned(), note: None })
    }

    /// Whether it is `string` and was called so.
    pub fn is_plain_string(&self) -> bool {
        self.is_string() && matches!(self, Self::Scalar { note: None, .. })
    }

    /// Whether it is `string`.
    pub fn is_string(&self) -> bool {
        matches!(self, Self::Scalar { spark, .. } if spark == "string")
    }
}

/// Whether Spark refuses the whole query for a cast between two of its types, whatever the values.
pub fn never_cast(from: &str, to: &str) -> bool {
    let of_day = |name: &str| matches!(name, "date" | "timestamp");
    if from == to || from == "string" || to == "string" || of_day(from) && of_day(to) {
        return false;
    }
    match (from, to) {
        ("binary" | "date", _) | (_, "binary") => true,
        ("timestamp", _) => to == "boolean",
        (_, "date") => is_number(from) || from == "boolean",
        (_, "timestamp") => from == "boolean",
        _ => false,
    }
}

/// Whether a cast between two of Spark's types takes a number for the seconds of a time.
pub fn counts_seconds(from: &str, to: &str) -> bool {
    from == "timestamp" && is_number(to) || to == "timestamp" && is_number(from)
}

fn is_number(name: &str) -> bool {
    ["tinyint", "smallint", "int", "bigint", "float", "double"].contains(&name)
        || name.starts_with("decimal")
}

fn unknown(name: &str) -> String {
    format!("`{name}` is not a type of Glue")
}

fn decimal(rest: &str) -> Option<GlueType> {
    if rest.is_empty() {
        return Some(GlueType::Scalar {
            spark: "decimal(10,2)".to_owned(),
            note: Some(BARE_DECIMAL_NOTE),
        });
    }
    let inner = rest.strip_prefix('(')?.strip_suffix(')')?;
    let (precision, scale) = inner.split_once(',').unwrap_or((inner, "0"));
    let precision: u8 = precision.trim().parse().ok()?;
    let scale: u8 = scale.trim().parse().ok()?;
    (precision <= 38 && scale <= precision)
        .then(|| GlueType::Scalar { spark: format!("decimal({precision},{scale})"), note: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_glue_names_and_aliases() {
        for (glue, spark) in [
            ("String", "string"),
            ("long", "bigint"),
            ("BIGINT", "bigint"),
            ("integer", "int"),
            ("short", "smallint"),
            ("byte", "tinyint"),
            ("bool", "boolean"),
            ("Date", "date"),
            ("decimal", "decimal(10,2)"),
            ("decimal( 12 , 2 )", "decimal(12,2)"),
            ("decimal(9)", "decimal(9,0)"),
            ("varchar", "string"),
            ("VARCHAR(20)", "string"),
            ("char( 3 )", "string"),
        ] {
            let Ok(GlueType::Scalar { spark: got, .. }) = GlueType::parse(glue) else {
                panic!("{glue}");
            };
            assert_eq!(got, spark);
        }
        assert_eq!(GlueType::parse("array"), Ok(GlueType::Complex("array")));
        assert_eq!(GlueType::parse("struct<a:int>"), Ok(GlueType::Complex("struct")));
        for bad in ["", "text", "decimal(50,2)", "decimal(2,3)", "int(3)", "varchar(x)"] {
            assert!(GlueType::parse(bad).is_err(), "{bad}");
        }
    }
}
