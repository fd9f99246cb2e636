//! Looks for any of many words at once.

use aho_corasick::{AhoCorasick, packed};

/// Finds any of some words in bytes.
#[derive(Clone, Debug, Default)]
pub(crate) enum Search {
    /// With vector instructions: ten times as fast, but not to be had on every processor, and for few
    /// words at a time.
    Packed(Vec<packed::Searcher>),
    /// With an automaton.
    Automaton(AhoCorasick),
    /// Not at all: everything is looked at. A few dozen short words always build.
    #[default]
    Nothing,
}

/// Vector instructions look for up to 64 words; fewer make fewer false alarms.
const AT_ONCE: usize = 48;

impl Search {
    /// For words, of which there may be any number.
    pub fn of(words: &[&str]) -> Self {
        let packed = |words: &[&str]| packed::Config::new().builder().extend(words).build();
        match words.chunks(AT_ONCE).map(packed).collect() {
            Some(searches) => Self::Packed(searches),
            None => AhoCorasick::new(words).map_or(Self::Nothing, Self::Automaton),
        }
    }

    /// Whether any of the words is there; where that cannot be found out, one may be.
    pub fn finds(&self, bytes: &[u8]) -> bool {
        match self {
            Self::Packed(searches) => searches.iter().any(|search| search.find(bytes).is_some()),
            Self::Automaton(search) => search.is_match(bytes),
            Self::Nothing => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FEW: [&str; 4] = ["awsglue", "getSink", "create_dynamic_frame", "%glue_version"];

    /// As many words as vector instructions look for in two turns.
    fn many() -> Vec<String> {
        (0..AT_ONCE + 9).map(|number| format!("word-{number:03}")).collect()
    }

    #[test]
    fn both_ways_to_search_find_the_same() {
        let many = many();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        for words in [&FEW[..], &many, &[]] {
            let automaton = Search::Automaton(AhoCorasick::new(words).unwrap());
            let text = |word: &str| format!("x = 1  # é\n{word}\n");
            for word in words {
                assert!(Search::of(words).finds(text(word).as_bytes()), "{word}");
                assert!(automaton.finds(text(word).as_bytes()), "{word}");
            }
            assert!(!Search::of(words).finds(text("spark").as_bytes()));
            assert!(!automaton.finds(text("spark").as_bytes()));
        }
    }

    #[cfg(target_arch = "x86_64")]
    #[test]
    fn many_words_are_still_found_with_vector_instructions() {
        let many = many();
        let packed = |words: &[&str]| matches!(Search::of(words), Search::Packed(_));
        let all: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(packed(&FEW), packed(&all));
    }
}
