//! Values as the databases keep them: ids and times as text, lists and choices as JSON.

use std::str::FromStr;

use chrono::{DateTime, FixedOffset};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::{Result, TabletError};

/// A value that has a text form.
pub(crate) fn parse<T: FromStr>(text: &str, what: &'static str) -> Result<T> {
    text.parse().map_err(|_| TabletError::Damaged { what })
}

/// A time, with the offset it was written in.
pub(crate) fn time(text: &str) -> Result<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc3339(text).map_err(|_| TabletError::Damaged { what: "time" })
}

/// The JSON of a value of ours.
pub(crate) fn json(value: &impl Serialize, what: &'static str) -> Result<Vec<u8>> {
    serde_json::to_vec(value).map_err(|_| TabletError::Damaged { what })
}

/// A value from its JSON. What serde says is dropped: it may quote what was read.
pub(crate) fn from_json<T: DeserializeOwned>(bytes: &[u8], what: &'static str) -> Result<T> {
    serde_json::from_slice(bytes).map_err(|_| TabletError::Damaged { what })
}

/// A number that is never negative.
pub(crate) fn count<T: TryFrom<i64>>(value: i64, what: &'static str) -> Result<T> {
    T::try_from(value).map_err(|_| TabletError::Damaged { what })
}

/// A number as SQLite keeps it.
pub(crate) fn number(value: impl TryInto<i64>, what: &'static str) -> Result<i64> {
    value.try_into().map_err(|_| TabletError::Damaged { what })
}
