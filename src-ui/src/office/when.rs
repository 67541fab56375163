//! Moments of the office's clock, as people read them where they are.

use chrono::{DateTime, Local, Utc};

use crate::words;

/// A day and a time.
pub(super) fn at(when: DateTime<Utc>) -> String {
    words::at("office.at", when.with_timezone(&Local).fixed_offset())
}
