//! What a whole run came to, before anybody prints it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use serde::Serialize;

use super::{Family, Finding, Grade, Position};

/// What becomes of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Site {
    /// Rewritten, same rows.
    Converted,
    /// Rewritten, same rows under a condition that a person checks.
    Review,
    /// Left as it is for a person.
    Manual,
}

impl Finding {
    /// What becomes of the site.
    pub fn site(&self) -> Site {
        match (self.converted, self.grade) {
            (true, Grade::Safe) => Site::Converted,
            (true, _) => Site::Review,
            (false, _) => Site::Manual,
        }
    }
}

impl Site {
    /// The word for it in messages: the grade of what is rewritten, `manual` for the rest.
    pub fn word(self) -> &'static str {
        match self {
            Self::Converted => "safe",
            Self::Review => "review",
            Self::Manual => "manual",
        }
    }
}

/// A file that could not be worked on; the file is as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// The path as the user knows it.
    pub path: String,
    /// Where in the file, if it is about a place.
    #[serde(flatten)]
    pub position: Option<Position>,
    /// What was found.
    pub message: String,
    /// What a person does about it; may be empty.
    pub way_out: String,
}

/// Why a path was passed over; none of these is a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SkipReason {
    /// A pattern leaves it out.
    Excluded,
    /// A symbolic link inside of a folder.
    Link,
    /// A notebook whose kernel does not run Python.
    Language,
}

impl SkipReason {
    /// The reason in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Excluded => "excluded",
            Self::Link => "symbolic link, not followed",
            Self::Language => "notebook in another language",
        }
    }
}

/// A path that was passed over.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Skip {
    /// The path as the user knows it.
    pub path: String,
    /// Why.
    pub reason: SkipReason,
}

/// One file that was read and understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileReport {
    /// The path as the user knows it.
    pub path: Arc<Path>,
    /// Whether it uses Glue.
    pub glue: bool,
    /// Whether the rewrite changes it.
    pub changed: bool,
    /// What there is to say, in order of place.
    pub findings: Vec<Finding>,
    /// The decoded text that the findings point into; empty where there are none.
    pub text: Arc<str>,
}

impl FileReport {
    /// The path as messages show it.
    pub fn shown(&self) -> String {
        crate::walk::shown(&self.path)
    }
}

/// A run: files in order, what failed, what was passed over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The files that were understood, in order of path.
    pub files: Vec<FileReport>,
    /// What failed.
    pub failures: Vec<Failure>,
    /// What was passed over.
    pub skipped: Vec<Skip>,
}

/// The numbers of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Files that were looked at, failed ones included.
    pub scanned: usize,
    /// Files that use Glue.
    pub glue: usize,
    /// Files that the rewrite changes.
    pub changed: usize,
    /// Paths that failed.
    pub failed: usize,
    /// Paths that were passed over, by reason.
    pub skipped: BTreeMap<SkipReason, usize>,
    /// Sites of Glue that are rewritten and give the same rows.
    pub converted: usize,
    /// Sites of Glue that are rewritten under a condition.
    pub review: usize,
    /// Sites of Glue that are left for a person.
    pub manual: usize,
    /// Places that are not Glue's and that the platform cannot run, left for a person.
    pub platform: usize,
}

impl Report {
    /// Counts everything.
    pub fn summary(&self) -> Summary {
        let all = |family, site| {
            let findings = self.files.iter().flat_map(|file| &file.findings);
            findings.filter(|f| f.family == family && f.site() == site).count()
        };
        let sites = |site| all(Family::Glue, site);
        let mut skipped = BTreeMap::new();
        for skip in &self.skipped {
            *skipped.entry(skip.reason).or_default() += 1;
        }
        Summary {
            scanned: self.files.len() + self.failures.len(),
            glue: self.files.iter().filter(|file| file.glue).count(),
            changed: self.files.iter().filter(|file| file.changed).count(),
            failed: self.failures.len(),
            skipped,
            converted: sites(Site::Converted),
            review: sites(Site::Review),
            manual: sites(Site::Manual),
            platform: all(Family::Platform, Site::Manual),
        }
    }

    /// The exit code: 2 where something failed, 1 where something changes or a person must look.
    pub fn exit_code(&self) -> u8 {
        if !self.failures.is_empty() {
            return 2;
        }
        let speaks = |file: &FileReport| {
            file.changed || file.findings.iter().any(|finding| finding.site() != Site::Converted)
        };
        u8::from(self.files.iter().any(speaks))
    }
}
