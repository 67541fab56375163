//! What the verbs of a store take and give.

mod copies;
mod lists;
mod partners;
mod people;
mod said;
mod ways;

pub use copies::CopyGiven;
pub use lists::{Narrow, Wanted};
pub use partners::{Coming, Given, Partner, Received, SignsReceipt, ToGive};
pub use people::{
    Accessed, Alert, Begins, Breaking, By, CaseName, Known, LinkUse, NewLink, NewPerson, NewSession, Person,
    Session, Team, Which,
};
pub use said::{OwnWays, Said, SaidOf};
pub use ways::{Account, ByAccount, KnownPasskey, NewPasskey, OwnPasskey};

use crate::OfficeError;
use chrono::{DateTime, Utc};
use record::letter::{Carried, Part};
use record::wire::{CodeOf, EnrolRequest, RecordState, RefuseCode, Stuck};
use record::{
    CaseId, DeviceId, DocId, Envelope, EpochId, Hash, Head, Kind, Place, PublicKey, RequestId, SignedReceipt,
    SignedRecord, TenantId, UserId,
};

/// The agency whose office this is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agency {
    /// Its id.
    pub tenant: TenantId,
    /// Its name for people.
    pub name: String,
    /// Where its office last listened; empty before the first time.
    pub address: String,
    /// Which life of its store this is.
    pub epoch: EpochId,
    /// The key that its receipts are signed with; none as long as no program that knows this column served from it.
    pub signing_key: Option<PublicKey>,
    /// Since when it goes on in another database, and this one is left behind.
    pub moved_at: Option<DateTime<Utc>>,
}

/// A tablet that may send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Its id.
    pub id: DeviceId,
    /// The key it signs records with.
    pub record_key: PublicKey,
    /// The key it signs requests with.
    pub request_key: PublicKey,
    /// Whether people marked it as lost.
    pub lost: bool,
    /// Whether people confirmed it: until then it gets nothing but receipts.
    pub confirmed: bool,
    /// Whether people revoked it.
    pub revoked: bool,
}

/// A tablet as people see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tablet {
    /// Its id.
    pub id: DeviceId,
    /// What people call it.
    pub name: String,
    /// Who sealed the newest agreement that came from it, where that says it.
    pub worker: Option<String>,
    /// When it first joined.
    pub joined_at: DateTime<Utc>,
    /// How many records of it are held.
    pub records: u64,
    /// How many records it held when it last asked that are not all here now.
    pub held: u64,
    /// When it last asked, to within five minutes.
    pub asked_at: Option<DateTime<Utc>>,
    /// Since when it is marked as lost.
    pub lost_at: Option<DateTime<Utc>>,
    /// Its team, by name; none until it is confirmed.
    pub team: Option<String>,
    /// Since when it is confirmed.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// Since when it is revoked.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// A tablet wants to join, and has proved that it has its key.
#[derive(Debug, Clone, Copy)]
pub struct Joining<'a> {
    /// What it asks.
    pub request: &'a EnrolRequest,
    /// The id it gets if it is new.
    pub new: DeviceId,
    /// How many keys for codes by telephone it gets.
    pub unlock_keys: u32,
    /// The office's clock.
    pub now: DateTime<Utc>,
}

/// What became of a joining.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Enrolled {
    /// The code was good, or these very keys used it before.
    Device {
        /// The tablet's id.
        id: DeviceId,
        /// The number of its first new key for codes by telephone.
        first_unlock: u32,
    },
    /// There is no such code.
    Wrong,
    /// Other keys used it.
    Used,
    /// Its time is over.
    Expired,
    /// It joins again, and had another record key. The code is still good.
    OtherKey,
}

/// A record that was opened and belongs to this tenant and device.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// Its bytes.
    pub record: SignedRecord,
    /// What the envelope says.
    pub envelope: Envelope,
    /// The envelope's hash.
    pub hash: Hash,
}

/// What came in a letter.
#[derive(Debug, Clone)]
pub enum Incoming {
    /// A whole record, proved to be good.
    Record(Box<Arrival>),
    /// A whole file. Its hash is its name.
    File {
        /// The hash.
        name: Hash,
        /// The bytes.
        bytes: Vec<u8>,
    },
    /// A part of either.
    Part(Part),
    /// Nothing that may be taken.
    Refused {
        /// Of what, if that could be read.
        of: Option<Carried>,
        /// Why.
        code: RefuseCode,
    },
}

/// What the office decides while a store takes something in.
pub trait Rules {
    /// Proves a record that is whole.
    ///
    /// # Errors
    /// Why it is not taken.
    fn prove(&self, name: Hash, bytes: &[u8]) -> Result<Arrival, RefuseCode>;

    /// The receipt for a record of which everything is there.
    ///
    /// # Errors
    /// [`OfficeError::Record`].
    fn sign(&self, record: Hash, office_seq: u64) -> Result<SignedReceipt, OfficeError>;
}

/// What a tablet sent at once.
#[derive(Clone, Copy)]
pub struct Sent<'a> {
    /// Which tablet.
    pub device: DeviceId,
    /// What was in it, in order.
    pub incoming: &'a [Incoming],
    /// What is decided about it elsewhere.
    pub rules: &'a dyn Rules,
    /// The office's clock when it came.
    pub now: DateTime<Utc>,
}

/// What became of what came in a letter.
#[derive(Debug)]
pub enum Taken {
    /// A record, which stands so among those before it.
    Record {
        /// Its place.
        place: Place,
        /// Its number among its author's.
        seq: u64,
    },
    /// A file.
    File,
    /// A part of something that is not whole yet.
    Part,
    /// It was there.
    Held,
    /// A file that no record of this tablet names yet.
    TooEarly,
    /// It is not taken.
    Refused(RefuseCode),
    /// It could not be kept now.
    Failed(OfficeError),
}

/// How records of a tablet stand, and the tablet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// One for each record asked about, in order.
    pub records: Vec<RecordState>,
    /// How many of the tablet's records have a receipt.
    pub receipts: u64,
    /// What it last said it cannot send.
    pub stuck: Vec<Stuck>,
    /// Whose its codes by telephone are, by their numbers.
    pub codes: Vec<CodeOf>,
    /// When it was last noted that it asked.
    pub asked_at: Option<DateTime<Utc>>,
}

/// What a tablet says of itself when it asks.
#[derive(Debug, Clone, Copy)]
pub struct Noted<'a> {
    /// When it said so by its own clock, in seconds since 1970. A claim: it decides no more than whether what was said before
    /// may be taken away.
    pub created: i64,
    /// Records that it asks about and that are not all here.
    pub held: &'a [Hash],
    /// What it cannot send.
    pub stuck: &'a [Stuck],
    /// Whose its codes by telephone are; nothing new if empty.
    pub codes: &'a [CodeOf],
    /// The office's clock.
    pub now: DateTime<Utc>,
}

/// Whether a code by telephone may be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Telling {
    /// It opens this worker's keys; none if the tablet has not said whose it is.
    Of(Option<UserId>),
    /// The tablet never got this number.
    Never,
    /// The tablet has not said whose it is.
    Unreported,
    /// The tablet is marked as lost.
    Lost(DateTime<Utc>),
}

/// Something a tablet sent that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What it was to be.
    pub of: Carried,
    /// Why.
    pub code: RefuseCode,
    /// When it came last.
    pub at: DateTime<Utc>,
}

/// Something that did not come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// The tablet it is on.
    pub device: DeviceId,
    /// What people call the tablet.
    pub tablet: String,
    /// What it is.
    pub what: NotCome,
}

/// What did not come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotCome {
    /// A record that its tablet says it cannot send.
    Stuck {
        /// What the tablet says.
        stuck: Stuck,
        /// Whose it is, where an agreement of theirs on the tablet says it.
        worker: Option<String>,
        /// Why it was not taken, where it came.
        code: Option<RefuseCode>,
    },
    /// Something that was not taken, and that no tablet says it cannot send.
    Refused(Refusal),
}

/// The office as a device, in one life of its store.
#[derive(Debug, Clone, Copy)]
pub struct Own<'a> {
    /// Which.
    pub device: DeviceId,
    /// The key it signs records with.
    pub key: PublicKey,
    /// The office's name.
    pub name: &'a str,
}

/// What somebody asks the office to write.
#[derive(Debug, Clone, Copy)]
pub struct ToWrite<'a> {
    /// Asked again, it is the same.
    pub request: RequestId,
    /// The hash of all that is asked.
    pub said: Hash,
    /// The record it is about; none where it begins something.
    pub of: Option<Hash>,
    /// The case of what it begins.
    pub case: Option<CaseId>,
    /// The office, which signs it.
    pub own: Own<'a>,
    /// Who asks.
    pub user: UserId,
    /// The agency that the record is given to by it, where that has an office.
    pub to: Option<TenantId>,
}

/// The record that something is written about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// What it is.
    pub kind: Kind,
    /// Its case.
    pub case: CaseId,
    /// What it is about.
    pub doc: DocId,
    /// Whether this office wrote it.
    pub is_own: bool,
}

/// What the office decides while a store keeps what it writes.
pub trait Writes {
    /// The record, which is about that one, or begins something, and stands behind this one in its writer's chain.
    ///
    /// # Errors
    /// [`OfficeError::NothingOf`] if it cannot be written about that; [`OfficeError::Record`].
    fn make(&self, about: Option<&About>, head: Option<Head>) -> Result<Arrival, OfficeError>;

    /// Its receipt.
    ///
    /// # Errors
    /// [`OfficeError::Record`].
    fn sign(&self, record: Hash, office_seq: u64) -> Result<SignedReceipt, OfficeError>;
}

/// What became of what was to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrote {
    /// It is written.
    Now {
        /// Its hash.
        record: Hash,
        /// Its number at this office.
        office_seq: u64,
    },
    /// It was written when it was asked before.
    Before {
        /// Its hash.
        record: Hash,
    },
    /// Something else was asked with this request before.
    OtherRequest,
    /// The record it is to be about is not here.
    NothingOf,
}

/// A record of the office on its way down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Down {
    /// Its place among all that go down.
    pub place: u64,
    /// Its hash.
    pub hash: Hash,
    /// Its bytes.
    pub record: SignedRecord,
}
