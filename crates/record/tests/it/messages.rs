//! One of each message that is JSON, as the golden files hold them, and how each is read. What is signed as bytes is in `sample`.

use crate::sample::{self, id};
use record::wire::{
    Ask, AskReply, Change, Changes, ChangesReply, CodeOf, Cursor, DisclosureReply, EnrolReply, Hello,
    Lacking, LetterResult, LettersReply, Order, ProtocolRange, RecordState, RefusalCode, RefuseCode, Refused,
    Stuck, StuckWhy, UnlockKeys,
};
use record::{Hash, UnlockCode};
use serde::Serialize;
use serde::de::DeserializeOwned;

pub(crate) fn hello() -> Hello {
    Hello {
        office: "Brindlewood".into(),
        keys: sample::office_keys(),
        protocol: ProtocolRange { min: 1, max: 2 },
        epoch: id(7),
        time: sample::receipt().received_at,
    }
}

pub(crate) fn disclosure_reply() -> DisclosureReply {
    DisclosureReply { receipts: vec![sample::signed_receipt()] }
}

pub(crate) fn enrol_reply() -> EnrolReply {
    let key = |number| UnlockCode::of(&[9; 32], id(2), number).key().closing();
    EnrolReply {
        device: id(2),
        tenant: id(3),
        office: "Brindlewood".into(),
        epoch: id(7),
        unlock: UnlockKeys { first: 4, keys: vec![key(4), key(5)] },
    }
}

pub(crate) fn letters_reply() -> LettersReply {
    let refused = LetterResult::Refused { code: RefuseCode::BadHash };
    LettersReply { results: vec![LetterResult::Kept, LetterResult::Later, refused] }
}

/// One record for each state.
fn records() -> [Hash; 3] {
    [sample::record().hash(), Hash::of(b"a second record"), Hash::of(b"a third record")]
}

pub(crate) fn ask() -> Ask {
    let [_, second, third] = records();
    let stuck = |record, seq, why| Stuck { record, user: id(6), seq, why };
    Ask {
        records: records().to_vec(),
        stuck: vec![stuck(second, 3, StuckWhy::Refused), stuck(third, 4, StuckWhy::Damaged)],
        codes: vec![CodeOf { number: 4, user: id(6) }],
    }
}

pub(crate) fn ask_reply() -> AskReply {
    let begun = Lacking { file: Hash::of(b"a file"), held: vec![(0, 65_433), (130_866, 150_000)] };
    let not_begun = Lacking { file: Hash::of(b"another file"), held: vec![] };
    AskReply {
        epoch: id(7),
        time: sample::receipt().received_at,
        receipts: 41,
        records: vec![
            RecordState::Safe { receipt: sample::signed_receipt() },
            RecordState::Lacks { files: vec![begun, not_begun] },
            RecordState::Missing,
        ],
        orders: vec![Order::Close],
    }
}

pub(crate) const fn refused() -> Refused {
    Refused { code: RefusalCode::UnknownDevice }
}

pub(crate) fn changes() -> Changes {
    Changes { worker: sample::worker_key(), after: Some(Cursor::new(id(7), 11)), most: 100_000 }
}

pub(crate) fn changes_reply() -> ChangesReply {
    let closed = include_bytes!("../../golden/change.bin").to_vec();
    let change = Change { record: sample::office_record().hash(), closed };
    ChangesReply { epoch: id(7), changes: vec![change], next: Cursor::new(id(7), 12), more: true }
}

/// A message: one that is right, and how any is read and written again.
pub(crate) struct Message {
    pub(crate) name: &'static str,
    pub(crate) right: String,
    /// Nothing where the bytes are refused.
    pub(crate) again: fn(&[u8]) -> Option<String>,
}

/// All of them.
pub(crate) fn all() -> [Message; 10] {
    [
        message("hello", &hello()),
        message("enrol", &sample::joining()),
        message("the answer to enrol", &enrol_reply()),
        message("the answer to letters", &letters_reply()),
        message("ask", &ask()),
        message("the answer to ask", &ask_reply()),
        message("changes", &changes()),
        message("the answer to changes", &changes_reply()),
        message("the answer to disclosures", &disclosure_reply()),
        message("a refusal", &refused()),
    ]
}

fn message<T: Serialize + DeserializeOwned>(name: &'static str, right: &T) -> Message {
    Message { name, right: serde_json::to_string(right).unwrap(), again: again::<T> }
}

/// What is read of these bytes, written again.
pub(crate) fn again<T: Serialize + DeserializeOwned>(bytes: &[u8]) -> Option<String> {
    let read: T = serde_json::from_slice(bytes).ok()?;
    Some(serde_json::to_string(&read).unwrap())
}
