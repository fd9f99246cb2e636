//! Which files need not be decoded and parsed: those whose bytes hold no word of Glue.
//!
//! A script that uses Glue imports it, is handed one of its objects, or calls something that only its
//! objects have. The words for all three come from the stubs: the roots of Glue's modules, the names
//! of the classes whose use alone gives away what a parameter is, and the distinctive attributes.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::stubs::{Stubs, is_glue_module};

static WORDS: LazyLock<Option<AhoCorasick>> =
    // A few dozen short words always build; if they ever did not, every file would be parsed.
    LazyLock::new(|| AhoCorasick::new(words()).ok());

/// Words of which a file that uses Glue holds at least one.
fn words() -> Vec<String> {
    let stubs = Stubs::embedded();
    let roots = stubs
        .modules()
        .filter(|module| is_glue_module(module))
        .map(|module| module.split('.').next().unwrap_or(module).to_owned());
    let mut words: Vec<String> = roots
        .chain(stubs.distinctive_names().map(str::to_owned))
        // Modules of Glue Studio, which are not in the stubs, all begin with `gs_`.
        .chain(["import gs_", "from gs_"].map(str::to_owned))
        // Names that scripts use without importing them.
        .chain(["DynamicFrame", "GlueContext", "getResolvedOptions"].map(str::to_owned))
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// Whether bytes may be a script that uses Glue; where not, they need not be looked at.
pub fn may_use_glue(bytes: &[u8]) -> bool {
    WORDS.as_ref().is_none_or(|words| words.is_match(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glue_is_seen_and_spark_is_not() {
        for text in [
            "from awsglue.context import GlueContext\n",
            "import awsgluedq",
            "def f(ctx):\n    return ctx.create_dynamic_frame\n",
            "d.drop_fields(['a'])\n",
            "import gs_now\n",
        ] {
            assert!(may_use_glue(text.as_bytes()), "{text}");
        }
        for text in [
            "",
            "import pyspark\ndf = spark.read.table('a').drop('b')\n",
            "x = frame.toDF('a').filter(f).join(d)\n",
        ] {
            assert!(!may_use_glue(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn words_are_long_enough_to_tell() {
        let short: Vec<_> = words().into_iter().filter(|w| w.len() < 3).collect();
        assert!(short.is_empty(), "{short:?}");
    }
}
