//! `unglue` takes AWS Glue out of Spark code.
//!
//! The modules are the stages that a file passes through, in this order; data moves one way:
//!
//! `walk` → `source` → `python` → `types` (with `stubs`) → `rules` (with `lower`) → `rewrite` →
//! `patch` / `write` / `diagnostics`. `run` drives the stages over many files.

pub mod config;
pub mod diagnostics;
pub mod patch;
pub mod rewrite;
pub mod run;
pub mod source;
pub mod walk;
pub mod write;
