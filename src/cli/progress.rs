//! A progress bar for runs that take long enough to wonder.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Runs that are over by then show nothing.
const PATIENCE: Duration = Duration::from_millis(500);

/// Counts files; draws only on a terminal, and only after a while.
pub struct Progress {
    start: Instant,
    total: u64,
    done: AtomicU64,
    bar: OnceLock<ProgressBar>,
    enabled: bool,
}

impl Progress {
    pub fn new(total: usize, enabled: bool) -> Self {
        Self {
            start: Instant::now(),
            total: u64::try_from(total).unwrap_or(u64::MAX),
            done: AtomicU64::new(0),
            bar: OnceLock::new(),
            enabled,
        }
    }

    /// One more file is done; called from any thread.
    pub fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if self.enabled && self.start.elapsed() > PATIENCE {
            self.bar.get_or_init(|| bar(self.total)).set_position(done);
        }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}

fn bar(total: u64) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr_with_hz(10));
    match ProgressStyle::with_template("{bar:30} {pos}/{len} files, {eta} left") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
