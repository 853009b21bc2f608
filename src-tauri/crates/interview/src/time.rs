//! Time on the one timeline of a take: integer milliseconds from its first sample.

use serde::{Deserialize, Serialize};

/// Milliseconds from the first sample of a take (about 49 days fit).
pub type Millis = u32;

/// A half-open stretch of time, `start_ms <= t < end_ms`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Span {
    /// First millisecond inside.
    pub start_ms: Millis,
    /// First millisecond after.
    pub end_ms: Millis,
}

impl Span {
    /// A span; an end before the start is taken as an empty span at the start.
    pub fn new(start_ms: Millis, end_ms: Millis) -> Self {
        Self { start_ms, end_ms: end_ms.max(start_ms) }
    }

    /// Length in milliseconds.
    pub fn len_ms(self) -> Millis {
        self.end_ms - self.start_ms
    }

    /// Milliseconds the two spans share.
    pub fn overlap_ms(self, other: Self) -> Millis {
        self.end_ms.min(other.end_ms).saturating_sub(self.start_ms.max(other.start_ms))
    }
}
