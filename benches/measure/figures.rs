//! Figures of many runs: medians, percentiles and a plain table.

use std::io::{self, Write};
use std::time::Duration;

/// The value that `part` of all do not exceed (nearest rank); 0 of none.
pub(crate) fn percentile(values: &[f64], part: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a rank among a few thousand values"
    )]
    let rank = (sorted.len() as f64 * part).ceil() as usize;
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or_default()
}

pub(crate) fn median(values: &[f64]) -> f64 {
    percentile(values, 0.5)
}

pub(crate) fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Millions of bytes.
#[expect(clippy::cast_precision_loss, reason = "a size to be shown with one decimal")]
pub(crate) fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

/// Prints a row: what, and its figures.
pub(crate) fn row(what: &str, figures: &str) -> io::Result<()> {
    writeln!(io::stdout(), "{what:<40} {figures}")
}
