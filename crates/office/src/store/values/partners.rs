//! What verbs about other agencies take and give.

use chrono::{DateTime, Utc};
use record::{
    DeviceId, Disclosed, Hash, OfficeKeys, ProvedDisclosure, PublicKey, SignedReceipt, SignedRecord, TenantId,
};

/// Another agency with an office of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partner {
    /// Its id.
    pub agency: TenantId,
    /// Its name for people here.
    pub name: String,
    /// Its office's keys, as two people compared them.
    pub keys: OfficeKeys,
    /// Where its office is reached; none where files are carried.
    pub address: Option<String>,
    /// Since when it is one.
    pub added_at: DateTime<Utc>,
    /// Since when it is one no more: nothing is given to it and nothing taken from it.
    pub ended_at: Option<DateTime<Utc>>,
}

/// An agreement that is to be given, as it is kept, and whose tablet made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToGive {
    /// The agency that it is given to.
    pub agency: TenantId,
    /// The record that says so.
    pub disclosure: SignedRecord,
    /// The agreement.
    pub record: SignedRecord,
    /// Its receipt here.
    pub receipt: SignedReceipt,
    /// Its files, each once, as the envelope first names them.
    pub files: Vec<Vec<u8>>,
    /// Its tablet.
    pub device: DeviceId,
    /// The key that signs the tablet's records.
    pub record_key: PublicKey,
    /// What people call the tablet.
    pub tablet: String,
}

/// An agreement that came from another agency, and what was proved of it.
#[derive(Debug, Clone, Copy)]
pub struct Coming<'a> {
    /// All of it.
    pub disclosed: &'a Disclosed,
    /// What was proved.
    pub proved: &'a ProvedDisclosure,
}

/// Gives the receipt for a record with this number.
pub type SignsReceipt<'a> = &'a dyn Fn(Hash, u64) -> Result<SignedReceipt, crate::OfficeError>;

/// Something that was given to another agency, as people see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The record that says so.
    pub disclosure: Hash,
    /// The agreement.
    pub record: Hash,
    /// The reference on its paper, where it says one.
    pub reference: Option<String>,
    /// To whom.
    pub to: String,
    /// When.
    pub disclosed_at: DateTime<Utc>,
    /// When the other office's receipt came.
    pub receipted_at: Option<DateTime<Utc>>,
}

/// Something that came from another agency, as people see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// The agreement.
    pub record: Hash,
    /// The reference on its paper, where it says one.
    pub reference: Option<String>,
    /// From whom.
    pub from: String,
    /// When.
    pub came_at: DateTime<Utc>,
    /// Since when that office keeps it no more.
    pub disposed_there_at: Option<DateTime<Utc>>,
}
