//! Files that SQL text names by their path.

/// The paths of files other than Delta's that a query reads or a statement declares: those of
/// ``parquet.`s3://…` `` and of `LOCATION 's3://…'`.
pub(super) fn named_files(sql: &str) -> Vec<&str> {
    const FORMATS: [&str; 6] = ["parquet", "orc", "json", "csv", "text", "avro"];
    // Lower-case ASCII keeps all places.
    let lower = sql.to_ascii_lowercase();
    let mut found = Vec::new();
    for (at, _) in lower.match_indices(".`") {
        let format = lower[..at].trim_end().trim_end_matches('`');
        if FORMATS.iter().any(|name| ends_with_word(format, name)) {
            found.extend(sql[at + 2..].split('`').next());
        }
    }
    if !lower.contains("using delta") {
        for word in ["location", "directory"] {
            for (at, _) in lower.match_indices(word) {
                let rest = sql[at + word.len()..].trim_start();
                let quote = rest.chars().next().filter(|c| matches!(c, '\'' | '"'));
                let inner = quote.and_then(|quote| rest[1..].split(quote).next());
                found.extend(inner.filter(|_| ends_with_word(&lower[..at + word.len()], word)));
            }
        }
    }
    found
}

fn ends_with_word(text: &str, word: &str) -> bool {
    let before = text.strip_suffix(word).map(|rest| rest.chars().next_back());
    before.is_some_and(|c| c.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != '.'))
}

#[cfg(test)]
mod tests {
    use super::named_files;

    #[test]
    fn a_query_names_files_by_format_and_path() {
        let sql = "SELECT * FROM Parquet.`s3://b/x` a JOIN `orc`.`s3://b/y/` b ON a.i = b.`i`";
        assert_eq!(named_files(sql), ["s3://b/x", "s3://b/y/"]);
        for other in ["select a.`b` from t", "select * from delta.`s3://b/x`", "from my_json.`b`"] {
            assert!(named_files(other).is_empty(), "{other}");
        }
    }

    #[test]
    fn a_table_is_declared_over_files() {
        let sql = "create external table t (a int) stored as parquet location 's3://b/x'";
        assert_eq!(named_files(sql), ["s3://b/x"]);
        assert_eq!(
            named_files("INSERT OVERWRITE DIRECTORY \"s3://b/x\" USING parquet SELECT 1"),
            ["s3://b/x"]
        );
        for other in ["CREATE TABLE t USING delta LOCATION 's3://b/x'", "select location, 'x'"] {
            assert!(named_files(other).is_empty(), "{other}");
        }
    }
}
