//! Ids, one type for each thing. They are made where the thing is made, from a given time and given random bytes.

use uuid::{Builder, Uuid};

macro_rules! ids {
    ($($(#[$about:meta])* $name:ident,)+) => {$(
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A new id (UUID version 7) from the time in milliseconds since 1970 and ten random bytes.
            #[must_use]
            pub const fn new(unix_ms: u64, random: &[u8; 10]) -> Self {
                Self(Builder::from_unix_timestamp_millis(unix_ms, random).into_uuid())
            }

            /// The plain UUID, for a database or another crate's id.
            #[must_use]
            pub const fn uuid(self) -> Uuid {
                self.0
            }

            /// The sixteen bytes, as databases keep them.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<[u8; 16]> for $name {
            fn from(bytes: [u8; 16]) -> Self {
                Self(Uuid::from_bytes(bytes))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(out)
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::RecordError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self).map_err(|_| crate::RecordError::Text { wanted: "an id" })
            }
        }
    )+};
}

ids! {
    /// One record.
    RecordId,
    /// One tablet as one office knows it.
    DeviceId,
    /// One agency. Nothing of one tenant is ever seen by another.
    TenantId,
    /// One family's case.
    CaseId,
    /// The thing a record is about, such as one plan with all its versions.
    DocId,
    /// A person who works with the program.
    UserId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_version_7_and_sorts_by_its_time() {
        let early = RecordId::new(1_700_000_000_000, &[0xff; 10]);
        let late = RecordId::new(1_700_000_000_001, &[0; 10]);
        assert_eq!(early.uuid().get_version_num(), 7);
        assert!(early < late);
        assert_eq!(early.to_string().parse::<RecordId>().unwrap(), early);
    }
}
