//! Which files need not be decoded and parsed: those whose bytes hold no word of Glue.
//!
//! A script that uses Glue imports it, is handed one of its objects, or calls something that only its
//! objects have. The words for all three come from the stubs: the roots of Glue's modules, the names
//! of the classes whose use alone gives away what a parameter is, and the distinctive attributes.

use std::sync::LazyLock;

use crate::search::Search;

static WORDS: LazyLock<Search> = LazyLock::new(|| Search::of(&words().collect::<Vec<_>>()));

/// The words, ready to be searched for: a run that meets no Glue reads neither stubs nor rules.
/// `UPDATE_WORDS=1 cargo test --lib prefilter` writes them.
const FILE: &str = include_str!("../rules/words.txt");

fn words() -> impl Iterator<Item = &'static str> {
    FILE.lines().filter(|line| !line.starts_with('#'))
}

/// Whether bytes may be a script that uses Glue; where not, they need not be looked at.
pub fn may_use_glue(bytes: &[u8]) -> bool {
    WORDS.finds(bytes)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;
    use crate::rules::RuleSet;
    use crate::stubs::{Stubs, is_glue_module};

    /// Words of which a file that uses Glue holds at least one; none of them contains another.
    fn from_stubs() -> Vec<String> {
        let stubs = Stubs::embedded();
        let roots = stubs
            .modules()
            .filter(|module| is_glue_module(module))
            .map(|module| module.split('.').next().unwrap_or(module).to_owned());
        let all: BTreeSet<String> = roots
            .chain(stubs.distinctive_names().map(str::to_owned))
            // Modules of Glue Studio, which are not in the stubs, all begin with `gs_`.
            .chain(["import gs_", "from gs_"].map(str::to_owned))
            // Names that scripts use without importing them.
            .chain(["DynamicFrame", "GlueContext", "getResolvedOptions"].map(str::to_owned))
            // Notebooks that use Glue's session and nothing else of it.
            .chain(RuleSet::embedded().telling_magics().map(str::to_owned))
            .collect();
        let longer = |word: &String| all.iter().any(|other| word != other && word.contains(other));
        all.iter().filter(|word| !longer(word)).cloned().collect()
    }

    #[test]
    fn the_words_are_those_of_the_stubs() {
        let head = "# Words of which a file that uses Glue holds at least one, from the stubs and the rules.\n\
                    # Made by `UPDATE_WORDS=1 cargo test --lib prefilter`; do not edit.\n";
        let wanted = from_stubs().iter().fold(head.to_owned(), |all, word| all + word + "\n");
        if std::env::var_os("UPDATE_WORDS").is_some() {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/words.txt");
            fs_err::write(path, wanted).unwrap();
            return;
        }
        assert_eq!(FILE, wanted, "UPDATE_WORDS=1 cargo test --lib prefilter");
    }

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
        let short: Vec<_> = words().filter(|w| w.len() < 3).collect();
        assert!(short.is_empty(), "{short:?}");
    }
}
