//! Which files need not be decoded and parsed: those whose bytes hold no word of Glue.
//!
//! A script that uses Glue imports it, is handed one of its objects, or calls something that only its
//! objects have. The words for all three come from the stubs: the roots of Glue's modules, the names
//! of the classes whose use alone gives away what a parameter is, and the distinctive attributes.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, packed};

use crate::rules::RuleSet;
use crate::stubs::{Stubs, is_glue_module};

/// Finds any of the words in bytes.
enum Search {
    /// With vector instructions: ten times as fast, but not to be had on every processor, and for few
    /// words at a time.
    Packed(Vec<packed::Searcher>),
    /// With an automaton.
    Automaton(AhoCorasick),
    /// Not at all: every file is looked at. A few dozen short words always build.
    Nothing,
}

/// Vector instructions look for up to 64 words; fewer make fewer false alarms.
const AT_ONCE: usize = 48;

impl Search {
    fn of(words: &[String]) -> Self {
        let packed = |words: &[String]| packed::Config::new().builder().extend(words).build();
        match words.chunks(AT_ONCE).map(packed).collect() {
            Some(searches) => Self::Packed(searches),
            None => AhoCorasick::new(words).map_or(Self::Nothing, Self::Automaton),
        }
    }

    fn finds(&self, bytes: &[u8]) -> bool {
        match self {
            Self::Packed(searches) => searches.iter().any(|search| search.find(bytes).is_some()),
            Self::Automaton(search) => search.is_match(bytes),
            Self::Nothing => true,
        }
    }
}

static WORDS: LazyLock<Search> = LazyLock::new(|| Search::of(&words()));

/// Words of which a file that uses Glue holds at least one; none of them contains another.
fn words() -> Vec<String> {
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

/// Whether bytes may be a script that uses Glue; where not, they need not be looked at.
pub fn may_use_glue(bytes: &[u8]) -> bool {
    WORDS.finds(bytes)
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
    fn both_ways_to_search_find_the_same() {
        let words = words();
        let automaton = Search::Automaton(AhoCorasick::new(&words).unwrap());
        let text = |word: &str| format!("x = 1  # é\n{word}\n");
        for word in &words {
            assert!(Search::of(&words).finds(text(word).as_bytes()), "{word}");
            assert!(automaton.finds(text(word).as_bytes()), "{word}");
        }
        assert!(!Search::of(&words).finds(text("spark").as_bytes()));
        assert!(!automaton.finds(text("spark").as_bytes()));
    }

    #[cfg(target_arch = "x86_64")]
    #[test]
    fn many_words_are_still_found_with_vector_instructions() {
        let few = Search::of(&["awsglue".to_owned()]);
        let all = Search::of(&words());
        let packed = |search: &Search| matches!(search, Search::Packed(_));
        assert_eq!(packed(&few), packed(&all), "{} words", words().len());
    }

    #[test]
    fn words_are_long_enough_to_tell() {
        let short: Vec<_> = words().into_iter().filter(|w| w.len() < 3).collect();
        assert!(short.is_empty(), "{short:?}");
    }
}
