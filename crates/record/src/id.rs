//! Ids of what only a record names. Those that an agreement names as well come from `base`.

pub use base::{CaseId, DeviceId, TenantId, UserId};

base::ids! {
    /// One record.
    RecordId,
    /// The thing a record is about, such as one plan with all its versions.
    DocId,
    /// One life of an office's store. One that was restored from a backup begins another, because it may give numbers again.
    EpochId,
    /// Something that somebody asks an office to write. Asked again, it is the same.
    RequestId,
}
