//! `unglue` takes AWS Glue out of Spark code.
//!
//! The modules are the stages that a file passes through, in this order; data moves one way:
//!
//! `walk` → `source` → `python` → `types` (with `stubs`) → `rules` (with `lower`) → `rewrite` →
//! `patch` / `write` / `diagnostics`. `run` drives the stages over many files.

pub mod config;
pub mod diagnostics;
pub mod estate;
mod filled;
pub mod free_names;
pub mod house;
pub mod layout;
pub mod lower;
mod mocked;
pub mod notebook;
mod panics;
pub mod patch;
pub mod prefilter;
pub mod python;
pub mod rewrite;
pub mod rules;
pub mod run;
pub mod script;
mod search;
pub mod shapes;
pub mod source;
pub mod stubs;
mod tested;
pub mod types;
pub mod walk;
pub mod write;
