//! Ids, one type for each kind of thing, so that one can never stand where another is meant. An id is a UUID version 7,
//! made where the thing is made from a given time and given random bytes.
//!
//! Here are the ids that an agreement and a record both name; the others are made by [`ids!`](crate::ids) in the crate that
//! knows the thing.

use uuid::Builder;
pub use uuid::Uuid as Raw;

use crate::TextError;

/// Makes a type for each kind of id. The crate that uses it has `serde`.
#[macro_export]
macro_rules! ids {
    ($($(#[$about:meta])* $name:ident,)+) => {$(
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name($crate::id::Raw);

        impl $name {
            /// An id from the time it is made (milliseconds since 1970) and ten random bytes.
            #[must_use]
            pub const fn new(unix_ms: u64, random: &[u8; 10]) -> Self {
                Self($crate::id::version_7(unix_ms, random))
            }

            /// The UUID itself, for storing and for the wire.
            #[must_use]
            pub const fn uuid(self) -> $crate::id::Raw {
                self.0
            }

            /// The sixteen bytes, as databases keep them.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }
        }

        impl From<$crate::id::Raw> for $name {
            fn from(id: $crate::id::Raw) -> Self {
                Self(id)
            }
        }

        impl From<[u8; 16]> for $name {
            fn from(bytes: [u8; 16]) -> Self {
                Self($crate::id::Raw::from_bytes(bytes))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(out)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::TextError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::id::parse(text).map(Self)
            }
        }
    )+};
}

ids! {
    /// One agency's part of the office. Nothing of one tenant is ever seen by another.
    TenantId,
    /// One tablet as one office knows it.
    DeviceId,
    /// A person who works with the program, such as a worker who unlocks a tablet.
    UserId,
    /// One family's case, over the years.
    CaseId,
}

/// The UUID of this time (milliseconds since 1970) and these ten random bytes.
#[must_use]
pub const fn version_7(unix_ms: u64, random: &[u8; 10]) -> Raw {
    Builder::from_unix_timestamp_millis(unix_ms, random).into_uuid()
}

/// Reads an id. More than one text is read as the same id, also in JSON: capitals, no dashes, `{…}` and `urn:uuid:…`; and
/// the version is not looked at.
///
/// # Errors
/// [`TextError`] if it is no UUID.
pub fn parse(text: &str) -> Result<Raw, TextError> {
    Raw::parse_str(text).map_err(|_| TextError { wanted: "an id" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_version_7_and_sorts_by_its_time() {
        let early = CaseId::new(1_700_000_000_000, &[0xff; 10]);
        let late = CaseId::new(1_700_000_000_001, &[0; 10]);
        assert_eq!(early.uuid().get_version_num(), 7);
        assert!(early < late);
        assert_eq!(early.to_string().parse::<CaseId>().unwrap(), early);
    }

    #[test]
    fn other_texts_that_are_read_as_the_same_id() {
        let id = CaseId::new(1_700_000_000_000, &[0xab; 10]);
        let (text, plain) = (id.to_string(), id.uuid().simple().to_string());
        for same in [text.to_uppercase(), plain, format!("{{{text}}}"), format!("urn:uuid:{text}")] {
            assert_eq!(same.parse(), Ok(id), "{same}");
            assert_eq!(serde_json::from_str::<CaseId>(&format!("\"{same}\"")).unwrap(), id, "{same}");
        }
        assert!("".parse::<CaseId>().is_err());
    }
}
