//! Settings that decide what is rewritten and how; every field has a default.
//!
//! `read` turns the text of a configuration file into [`Settings`], `discover` finds the file that
//! holds for a folder, `exclude` matches the patterns of files that are left out.

mod discover;
mod error;
mod exclude;
mod read;

pub use discover::{Config, Configs};
pub use error::{ConfigError, Invalid};
pub use exclude::Exclude;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostics::Grade;
use crate::house::House;
use crate::rules::RuleSet;
use crate::stubs::Stubs;

/// The Spark line that the rewritten code runs on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum SparkVersion {
    /// Spark 3.5: `F.expr("try_cast(…)")`.
    V3_5,
    /// Spark 4.0 and later: `Column.try_cast`.
    #[default]
    V4_0,
}

/// Where a rewritten job takes its arguments from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ArgumentStyle {
    /// `argparse` on `sys.argv`, as Glue itself does.
    #[default]
    Argparse,
    /// `dbutils.widgets.get`, for notebook tasks.
    Widgets,
}

/// What a rewrite needs to know about its target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The Spark line of the target.
    pub spark: SparkVersion,
    /// Where arguments come from.
    pub arguments: ArgumentStyle,
    /// Whether the session `spark` is there from the start, as in a notebook; no configuration says it.
    pub given_session: bool,
    /// Unity Catalog catalog put before `database.table`; `None` keeps two-level names.
    pub default_catalog: Option<String>,
    /// Glue database → `catalog.schema` (or `schema`).
    pub databases: BTreeMap<String, String>,
    /// Storage path → table name; compared without a trailing slash.
    pub paths: BTreeMap<String, String>,
    /// Glue connection → secret scope that holds its address and credentials; its own name if absent.
    pub secrets: BTreeMap<String, String>,
    /// Glue formats that become Delta when written.
    pub delta_formats: BTreeSet<String>,
    /// The folder for the state of incremental reads, where Auto Loader takes the place of bookmarks.
    pub incremental: Option<String>,
    /// Whether plain writers of Spark become Delta as well.
    pub plain_writes: bool,
    /// The most daring grade that is applied: `Safe` or `Review`.
    pub grade: Grade,
    /// Whether nothing outside of the run uses what is in it.
    pub whole_estate: bool,
    /// Whether findings say what is not Glue's and cannot run on the platform either.
    pub platform: bool,
    /// A team's own stubs and rules.
    pub house: Option<TeamHouse>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            spark: SparkVersion::default(),
            arguments: ArgumentStyle::default(),
            given_session: false,
            default_catalog: None,
            databases: BTreeMap::new(),
            paths: BTreeMap::new(),
            secrets: BTreeMap::new(),
            delta_formats: ["parquet", "glueparquet", "orc"].map(String::from).into(),
            incremental: None,
            plain_writes: false,
            grade: Grade::Review,
            whole_estate: false,
            platform: true,
            house: None,
        }
    }
}

/// A team's own stubs and rules; the same where they are of one configuration.
#[derive(Clone, Debug)]
pub struct TeamHouse(pub Arc<House>);

impl PartialEq for TeamHouse {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for TeamHouse {}

impl Settings {
    /// The declared classes and functions.
    pub fn stubs(&self) -> &Stubs {
        self.house.as_ref().map_or(Stubs::embedded(), |house| &house.0.stubs)
    }

    /// The rules, where a team has its own.
    pub fn own_rules(&self) -> Option<&RuleSet> {
        self.house.as_ref().map(|house| &house.0.rules)
    }

    /// Reads the text of an `unglue.toml`; patterns of files to leave out are checked and forgotten.
    ///
    /// # Errors
    /// What is wrong, without a place.
    pub fn from_toml(text: &str) -> Result<Self, String> {
        read::unglue_toml(text).map(|read| read.settings).map_err(|fault| fault.message)
    }

    /// A setting in the form that a rule's guard compares (`when = { "settings.arguments" = … }`).
    pub fn named(&self, name: &str) -> String {
        match name {
            "arguments" => match self.arguments {
                ArgumentStyle::Argparse => "argparse",
                ArgumentStyle::Widgets => "widgets",
            },
            "spark" => match self.spark {
                SparkVersion::V3_5 => "3.5",
                SparkVersion::V4_0 => "4.0",
            },
            "incremental" if self.incremental.is_some() => "autoloader",
            "plain_writes" if self.plain_writes => "true",
            _ => "",
        }
        .to_owned()
    }
}
