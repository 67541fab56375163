//! Signed, chained records, the receipts an office gives for them, and what tablet and office say to each other.
//!
//! A record is an envelope, a signature and a body. Their bytes are kept and sent exactly as they were made: nobody
//! writes them anew, so an old office keeps what a newer tablet says and a signature stays good for decades.
//!
//! Everything here is pure. Time, ids and random bytes come in as arguments; files, databases and sockets belong to the
//! programs that use this. What a record is about is not known here: bodies and blobs are bytes with a hash.

mod agency;
pub mod answer;
mod chain;
pub mod change;
mod closed;
mod code;
mod disclosed;
mod disclosure_file;
mod enrolment;
mod envelope;
mod error;
mod given;
mod id;
mod key;
pub mod letter;
mod letters_file;
mod receipt;
pub mod request;
mod signed;
mod text;
mod unlock;
mod vouch;
pub mod wire;
mod worker;
mod written;

pub use agency::AgencyLine;
pub use base::Hash;
pub use chain::{Head, Place, place};
pub use closed::{CLOSING_BYTES, ClosingKey, OpeningKey, Purpose};
pub use disclosed::{Between, Disclosed, DisclosedFault, NOTES_ROLE, ProvedDisclosure, files_of};
pub use disclosure_file::{DisclosureFile, Gives, Way};
pub use enrolment::{EnrolmentCode, EnrolmentLine};
pub use envelope::{Algorithm, Author, BlobRef, BodyRef, ClockClaim, ENVELOPE_VERSION, Envelope, Kind};
pub use error::{LineFault, RecordError, WrittenFault};
pub use given::{GIVEN_VERSION, GivenCopies, GivenCopy};
pub use id::{CaseId, DeviceId, DocId, EpochId, RecordId, RequestId, TenantId, UserId};
pub use key::{KeyId, OfficeKeys, OfficePin, PublicKey};
pub use letters_file::LettersFile;
pub use receipt::{RECEIPT_VERSION, Receipt, SignedReceipt};
pub use signed::SignedRecord;
pub use text::{MAX_LISTED, MAX_NAME, MAX_WORDS};
pub use unlock::UnlockCode;
pub use vouch::{SignedVouch, VOUCH_VERSION, Vouch};
pub use worker::WorkerKey;
pub use written::{
    How, MAX_INK, OfficePerson, Phone, Signature, SignsAs, WRITTEN_VERSION, Went, What, Written,
};
