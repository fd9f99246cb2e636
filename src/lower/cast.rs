//! Casts that give null where a value does not fit, as Glue's do, also with ANSI mode on.

use crate::config::SparkVersion;

use super::path::Path;
use super::{LowerCx, quoted};

/// The column at `path` cast to a Spark type.
pub fn cast(cx: &LowerCx<'_>, path: &Path, spark_type: &str) -> String {
    // Every value has a text: the plain cast cannot fail.
    if spark_type == "string" {
        return format!("{}.cast({})", path.column(cx), quoted(cx, spark_type));
    }
    match cx.spark {
        SparkVersion::V4_0 => {
            format!("{}.try_cast({})", path.column(cx), quoted(cx, spark_type))
        }
        SparkVersion::V3_5 => {
            cx.uses_functions.set(true);
            let sql = format!("try_cast({} AS {spark_type})", path.sql());
            format!("{}.expr({})", cx.functions, quoted(cx, &sql))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::testing::Script;

    #[test]
    fn spells_per_spark_version() {
        let script = Script::new("x");
        let path = Path::parse("a.`b c`").unwrap();
        let four = script.with(|cx| (cast(cx, &path, "int"), cast(cx, &path, "string")));
        assert_eq!(four.0, r#"F.col("a.b c").try_cast("int")"#);
        assert_eq!(four.1, r#"F.col("a.b c").cast("string")"#);
        let script = script.spark(SparkVersion::V3_5);
        let three = script.with(|cx| cast(cx, &path, "decimal(10,2)"));
        assert_eq!(three, r#"F.expr("try_cast(`a`.`b c` AS decimal(10,2))")"#);
    }
}
