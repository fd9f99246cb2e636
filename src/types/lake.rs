//! Places whose rows a run keeps in Delta from now on, so that whoever reads them reads Delta too.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

/// Stands in a path around what only a run knows of it. No path has this character.
pub const MARK: char = '\u{1}';

/// Whether a path has parts that only a run knows.
pub fn is_computed(path: &str) -> bool {
    path.contains(MARK)
}

/// How the rows of a place are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// As a Delta table in this folder.
    Folder,
    /// In a table with this name, which chooses its own folder.
    Table(String),
    /// In one way here and in another one there.
    Unclear,
}

/// The columns by which a place has folders, where the script writes them out.
pub type Keys = Option<Vec<String>>;

/// A place that a module writes as Delta.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its path.
    pub place: String,
    /// How its rows are kept.
    pub kept: Kept,
    /// By what its files had folders.
    pub keys: Keys,
}

/// The places, by their path without the end that says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lake(BTreeMap<String, (Kept, Keys)>);

impl Lake {
    /// Adds a place; the order in which places are added makes no difference.
    pub fn add(&mut self, written: &Written) {
        let Written { place, kept, keys } = written;
        let slot = self.0.entry(place.clone()).or_insert_with(|| (kept.clone(), keys.clone()));
        if slot.0 != *kept {
            slot.0 = Kept::Unclear;
        }
        if slot.1 != *keys {
            slot.1 = None;
        }
    }

    /// How the rows of a place are kept.
    pub fn get(&self, place: &str) -> Option<&Kept> {
        self.0.get(place).map(|(kept, _)| kept)
    }

    /// The columns that a reader of `path/*` does not see, as the folders that it is given name them: one
    /// for each star. `None` where the script does not say by what the place has folders.
    pub fn hidden(&self, path: &str) -> Option<&[String]> {
        let stars = path.split('/').rev().take_while(|part| matches!(*part, "" | "*"));
        let stars = stars.filter(|part| *part == "*").count();
        if stars == 0 {
            return Some(&[]);
        }
        let keys = self.0.get(&place(path))?.1.as_deref()?;
        Some(&keys[..stars.min(keys.len())])
    }

    /// Whether a place has folders that name columns, or may have.
    pub fn has_folders(&self, place: &str) -> bool {
        self.0.get(place).is_some_and(|(_, keys)| keys.as_ref().is_none_or(|k| !k.is_empty()))
    }

    /// The place around a folder.
    pub fn around(&self, folder: &str) -> Option<&str> {
        folder
            .match_indices('/')
            .filter_map(|(at, _)| self.0.get_key_value(&folder[..at]))
            .map(|(place, _)| place.as_str())
            .next()
    }

    /// The first place that is a folder, is around it or is inside of it. A pattern covers what begins
    /// as it does up to its first `*`.
    pub fn near(&self, folder: &str) -> Option<&str> {
        if let Some((place, _)) = self.0.get_key_value(folder) {
            return Some(place);
        }
        let pattern = folder.find(['*', '?', '[', '{']);
        let known = pattern.map_or(folder, |at| &folder[..at]);
        self.around(known).or_else(|| match pattern {
            Some(_) => self.first(known),
            None => self.first(&format!("{folder}/")),
        })
    }

    /// The first place whose path begins so; a run has thousands, so they are not all looked at.
    fn first(&self, start: &str) -> Option<&str> {
        let from = (Bound::Included(start), Bound::Unbounded);
        let (place, _) = self.0.range::<str, _>(from).next()?;
        place.starts_with(start).then_some(place)
    }

    /// Whether rows of a folder are kept in Delta, in it, around it or inside of it.
    pub fn touches(&self, folder: &str) -> bool {
        self.near(folder).is_some()
    }

    /// Whether there is no such place.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The places that one module writes as Delta, and those that it reads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// What becomes Delta.
    pub written: Vec<Written>,
    /// What is read as files.
    pub read: Vec<String>,
}

impl Places {
    /// The places of a run with those of this module whose path only a run knows, which mean nothing
    /// elsewhere.
    pub fn with_own(&self, lake: &Arc<Lake>) -> Arc<Lake> {
        let mut all = Arc::clone(lake);
        for written in self.written.iter().filter(|written| is_computed(&written.place)) {
            Arc::make_mut(&mut all).add(written);
        }
        all
    }

    /// As [`Self::with_own`], where any of the places that are read is one of them: others need no copy.
    pub fn with_own_if_read(&self, lake: &Arc<Lake>) -> Option<Arc<Lake>> {
        if self.read.is_empty() {
            return None;
        }
        let read = self.read_from(lake) || self.read_from(&self.with_own(&Arc::default()));
        read.then(|| self.with_own(lake))
    }

    /// Whether any of the places that are read is one of a lake.
    pub fn read_from(&self, lake: &Lake) -> bool {
        self.read.iter().any(|folder| lake.touches(folder))
    }
}

/// A path without the end that says nothing: `s3://b/x` for `s3://b/x/*/`, but `s3://b/x*` as it is.
pub fn folder(path: &str) -> &str {
    let mut path = path.trim_end_matches('/');
    while let Some(rest) = path.strip_suffix("/*") {
        path = rest.trim_end_matches('/');
    }
    path
}

/// A path as places are compared: `s3a://b/x/*` and `s3://b/x/` are one place.
pub fn place(path: &str) -> String {
    let path = folder(path);
    for scheme in ["s3a://", "s3n://"] {
        if let Some(rest) = path.strip_prefix(scheme) {
            return format!("s3://{rest}");
        }
    }
    path.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(kept: Kept, keys: &[&str]) -> Written {
        let keys = Some(keys.iter().map(|key| (*key).to_owned()).collect());
        Written { place: "s3://b/x".to_owned(), kept, keys }
    }

    #[test]
    fn a_star_hides_the_column_of_its_folders() {
        let mut lake = Lake::default();
        lake.add(&written(Kept::Folder, &["y", "m"]));
        for (path, hidden) in [
            ("s3://b/x/", &[][..]),
            ("s3://b/x/*", &["y"][..]),
            ("s3a://b/x/*/*/", &["y", "m"][..]),
            ("s3://b/x/*/*/*", &["y", "m"][..]),
        ] {
            assert_eq!(lake.hidden(path).map(<[String]>::len), Some(hidden.len()), "{path}");
        }
        lake.add(&written(Kept::Folder, &["y"]));
        assert_eq!(lake.hidden("s3://b/x/*"), None);
        assert_eq!(lake.hidden("s3://b/x"), Some(&[][..]));
    }

    #[test]
    fn spellings_of_a_path_are_one_place() {
        for path in ["s3://b/x", "s3://b/x/", "s3a://b/x/*", "s3n://b/x//", "s3://b/x/*/*/"] {
            assert_eq!(place(path), "s3://b/x");
        }
    }

    #[test]
    fn a_pattern_is_no_place_but_is_near_to_what_it_covers() {
        let mut lake = Lake::default();
        lake.add(&written(Kept::Folder, &[]));
        for path in ["s3://b/x/day=*/", "s3://b/x*", "s3://b/*.parquet", "s3://b/x/*.parquet"] {
            let place = place(path);
            assert!(lake.get(&place).is_none(), "{path}");
            assert_eq!(lake.near(&place), Some("s3://b/x"), "{path}");
        }
        assert_eq!(lake.near("s3://b/y*"), None);
    }

    #[test]
    fn a_folder_inside_of_a_place_is_found_and_its_neighbour_is_not() {
        let mut lake = Lake::default();
        lake.add(&written(Kept::Folder, &[]));
        assert_eq!(lake.around("s3://b/x/year=2024"), Some("s3://b/x"));
        assert!(lake.touches("s3://b/x") && !lake.touches("s3://b/xy"));
        assert_eq!(lake.near("s3://b"), Some("s3://b/x"));
        lake.add(&Written { place: "s3://b/a-b/c".to_owned(), kept: Kept::Folder, keys: None });
        assert_eq!(lake.near("s3://b/a"), None);
        assert_eq!(lake.near("s3://b/a*"), Some("s3://b/a-b/c"));
    }

    #[test]
    fn two_ways_to_keep_a_place_are_unclear_in_any_order() {
        let ways = [Kept::Folder, Kept::Table("t".to_owned())];
        for order in [[0, 1], [1, 0]] {
            let mut lake = Lake::default();
            order.iter().for_each(|i| lake.add(&written(ways[*i].clone(), &[])));
            assert_eq!(lake.get("s3://b/x"), Some(&Kept::Unclear));
        }
    }

    #[test]
    fn places_are_copied_only_for_who_reads_one() {
        let own = format!("{MARK}p{MARK}/x");
        let written =
            |place: &str| Written { place: place.to_owned(), kept: Kept::Folder, keys: None };
        let mut lake = Lake::default();
        lake.add(&written("s3://b/x"));
        let lake = Arc::new(lake);
        for (read, reads) in [("s3://b/x", true), ("s3://b/y", false), (&*own, true)] {
            let places = Places { written: vec![written(&own)], read: vec![read.to_owned()] };
            assert_eq!(places.read_from(&places.with_own(&lake)), reads, "{read}");
            let all = reads.then(|| places.with_own(&lake));
            assert_eq!(places.with_own_if_read(&lake), all, "{read}");
        }
    }
}
