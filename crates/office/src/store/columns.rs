//! How the office's values stand in columns.

use super::engine::{Fault, Row, unfit};
use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc};
use record::letter::Carried;
use record::{Hash, PublicKey, SignedReceipt, SignedRecord};

/// Letters of a kind that are kept beside its record. PostgreSQL keeps no longer ones in order.
const MOST_OF_A_KIND: usize = 100;

/// Microseconds since 1970.
pub(super) fn time(at: DateTime<Utc>) -> i64 {
    at.timestamp_micros()
}

/// Days from the first day of the year 1, which is day 1.
pub(super) fn day(on: NaiveDate) -> i64 {
    on.num_days_from_ce().into()
}

/// Lengths and sequence numbers. What does not fit is larger than anything the office ever keeps, and so is this.
pub(super) fn number(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// A record's kind, which may be as long as its maker likes.
pub(super) fn kind(kind: &str) -> &str {
    let end = kind.char_indices().nth(MOST_OF_A_KIND).map_or(kind.len(), |(end, _)| end);
    kind.get(..end).unwrap_or(kind)
}

/// Kind and name of what a letter carries.
pub(super) const fn carried(of: &Carried) -> (i64, &[u8; 32]) {
    match of {
        Carried::Record(name) => (1, name.as_bytes()),
        Carried::File(name) => (2, name.as_bytes()),
    }
}

impl Row {
    pub(super) fn carried(&self) -> Result<Carried, Fault> {
        let name = self.hash("name")?;
        match self.integer("kind")? {
            1 => Ok(Carried::Record(name)),
            2 => Ok(Carried::File(name)),
            _ => Err(unfit("kind")),
        }
    }

    pub(super) fn time(&self, column: &'static str) -> Result<DateTime<Utc>, Fault> {
        DateTime::from_timestamp_micros(self.integer(column)?).ok_or_else(|| unfit(column))
    }

    pub(super) fn some_time(&self, column: &'static str) -> Result<Option<DateTime<Utc>>, Fault> {
        self.some_integer(column)?.map(|_| self.time(column)).transpose()
    }

    pub(super) fn day(&self, column: &'static str) -> Result<NaiveDate, Fault> {
        let day = i32::try_from(self.integer(column)?).ok().and_then(NaiveDate::from_num_days_from_ce_opt);
        day.ok_or_else(|| unfit(column))
    }

    pub(super) fn some_day(&self, column: &'static str) -> Result<Option<NaiveDate>, Fault> {
        self.some_integer(column)?.map(|_| self.day(column)).transpose()
    }

    /// A time of day, in seconds.
    pub(super) fn some_time_of_day(&self, column: &'static str) -> Result<Option<NaiveTime>, Fault> {
        let Some(seconds) = self.some_integer(column)? else { return Ok(None) };
        let seconds = u32::try_from(seconds).ok();
        let time = seconds.and_then(|seconds| NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0));
        time.map(Some).ok_or_else(|| unfit(column))
    }

    /// The number of a code by telephone.
    pub(super) fn unlock(&self, column: &'static str) -> Result<u32, Fault> {
        u32::try_from(self.integer(column)?).map_err(|_| unfit(column))
    }

    pub(super) fn number(&self, column: &'static str) -> Result<u64, Fault> {
        u64::try_from(self.integer(column)?).map_err(|_| unfit(column))
    }

    pub(super) fn hash(&self, column: &'static str) -> Result<Hash, Fault> {
        self.array(column).map(Hash::from_bytes)
    }

    pub(super) fn some_hash(&self, column: &'static str) -> Result<Option<Hash>, Fault> {
        self.some_bytes(column)?.map(|_| self.hash(column)).transpose()
    }

    pub(super) fn key(&self, column: &'static str) -> Result<PublicKey, Fault> {
        self.array(column).map(PublicKey::from_bytes)
    }

    pub(super) fn some_key(&self, column: &'static str) -> Result<Option<PublicKey>, Fault> {
        self.some_bytes(column)?.map(|_| self.key(column)).transpose()
    }

    pub(super) fn id<T: From<[u8; 16]>>(&self, column: &'static str) -> Result<T, Fault> {
        self.array(column).map(T::from)
    }

    pub(super) fn some_id<T: From<[u8; 16]>>(&self, column: &'static str) -> Result<Option<T>, Fault> {
        self.some_bytes(column)?.map(|_| self.id(column)).transpose()
    }

    /// A record's receipt, if one was given.
    pub(super) fn receipt(&self) -> Result<Option<SignedReceipt>, Fault> {
        let Some(receipt) = self.some_bytes("receipt")? else { return Ok(None) };
        Ok(Some(SignedReceipt { receipt: receipt.to_vec(), signature: self.array("receipt_signature")? }))
    }

    /// A record's bytes.
    pub(super) fn signed(&self) -> Result<SignedRecord, Fault> {
        let (envelope, body) = (self.bytes("envelope")?.to_vec(), self.bytes("body")?.to_vec());
        Ok(SignedRecord { envelope, signature: self.array("signature")?, body })
    }

    pub(super) fn array<const LENGTH: usize>(&self, column: &'static str) -> Result<[u8; LENGTH], Fault> {
        self.bytes(column)?.try_into().map_err(|_| unfit(column))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_cut_between_its_letters() {
        assert_eq!(kind("plan.sealed"), "plan.sealed");
        assert_eq!(kind(&"é".repeat(MOST_OF_A_KIND + 1)), "é".repeat(MOST_OF_A_KIND));
        assert_eq!(kind(""), "");
    }
}
