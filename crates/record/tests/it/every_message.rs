//! Any message there can be is read as it was written, whatever stands in it.

use crate::damage::any_json;
use chrono::{DateTime, Utc};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use record::wire::{
    Ask, AskReply, Change, Changes, ChangesReply, CodeOf, Cursor, EnrolReply, EnrolRequest, Hello, Lacking,
    LetterResult, LettersReply, Order, ProtocolRange, RecordState, RefusalCode, RefuseCode, Refused, Stuck,
    StuckWhy, UnlockKeys,
};
use record::{
    ClosingKey, DeviceId, EnrolmentCode, EpochId, Hash, OfficeKeys, PublicKey, SignedReceipt, TenantId,
    UserId, WorkerKey,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

fn id<T: From<[u8; 16]> + std::fmt::Debug>() -> impl Strategy<Value = T> {
    any::<[u8; 16]>().prop_map(T::from)
}

fn hash() -> impl Strategy<Value = Hash> {
    any::<[u8; 32]>().prop_map(Hash::from_bytes)
}

fn public_key() -> impl Strategy<Value = PublicKey> {
    any::<[u8; 32]>().prop_map(PublicKey::from_bytes)
}

fn closing_key() -> impl Strategy<Value = ClosingKey> {
    any::<[u8; 32]>().prop_map(ClosingKey::from_bytes)
}

/// From 1970 until the year 9999.
fn time() -> impl Strategy<Value = DateTime<Utc>> {
    (0..253_402_300_800_i64, 0..1_000_000_000_u32)
        .prop_map(|(seconds, nanos)| DateTime::from_timestamp(seconds, nanos).unwrap())
}

/// A word, known or not.
fn word() -> impl Strategy<Value = String> {
    let known = vec!["refused", "damaged", "close", "too_large", "bad_hash", "unavailable", "replayed"];
    prop_oneof![select(known).prop_map(str::to_owned), ".{0,12}"]
}

/// What only a newer side says.
fn newer(tag: &'static str) -> impl Strategy<Value = Value> {
    ("x_[a-z]{0,8}", any_json()).prop_map(move |(word, more)| json!({tag: word, "more": more}))
}

fn hello() -> impl Strategy<Value = Hello> {
    let keys = (public_key(), closing_key()).prop_map(|(signing, letters)| OfficeKeys { signing, letters });
    let protocol = any::<(u32, u32)>().prop_map(|(min, max)| ProtocolRange { min, max });
    (".*", keys, protocol, id::<EpochId>(), time()).prop_map(|(office, keys, protocol, epoch, time)| Hello {
        office,
        keys,
        protocol,
        epoch,
        time,
    })
}

fn joining() -> impl Strategy<Value = EnrolRequest> {
    let code = any::<[u8; 10]>().prop_map(EnrolmentCode::from_random);
    let again = prop::option::of(id::<DeviceId>());
    (code, public_key(), public_key(), again, ".*", any::<[u8; 64]>()).prop_map(
        |(code, record_key, request_key, again, device_name, proof)| EnrolRequest {
            code,
            record_key,
            request_key,
            again,
            device_name,
            proof,
        },
    )
}

fn enrol_reply() -> impl Strategy<Value = EnrolReply> {
    let keys = (any::<u32>(), vec(closing_key(), 0..4));
    let unlock = keys.prop_map(|(first, keys)| UnlockKeys { first, keys });
    (id::<DeviceId>(), id::<TenantId>(), ".*", id::<EpochId>(), unlock).prop_map(
        |(device, tenant, office, epoch, unlock)| EnrolReply { device, tenant, office, epoch, unlock },
    )
}

fn letter_result() -> impl Strategy<Value = LetterResult> {
    prop_oneof![
        Just(LetterResult::Kept),
        Just(LetterResult::Later),
        word().prop_map(|word| LetterResult::Refused { code: RefuseCode::from(word) }),
        newer("result").prop_map(LetterResult::Unknown),
    ]
}

fn ask() -> impl Strategy<Value = Ask> {
    let stuck = (hash(), id::<UserId>(), any::<u64>(), word()).prop_map(|(record, user, seq, why)| Stuck {
        record,
        user,
        seq,
        why: StuckWhy::from(why),
    });
    let code = (any::<u32>(), id::<UserId>()).prop_map(|(number, user)| CodeOf { number, user });
    (vec(hash(), 0..4), vec(stuck, 0..3), vec(code, 0..3)).prop_map(|(records, stuck, codes)| Ask {
        records,
        stuck,
        codes,
    })
}

fn state() -> impl Strategy<Value = RecordState> {
    let receipt = (any::<Vec<u8>>(), any::<[u8; 64]>())
        .prop_map(|(receipt, signature)| SignedReceipt { receipt, signature });
    let lacking = (hash(), vec(any::<(u64, u64)>(), 0..3)).prop_map(|(file, held)| Lacking { file, held });
    prop_oneof![
        receipt.prop_map(|receipt| RecordState::Safe { receipt }),
        vec(lacking, 0..3).prop_map(|files| RecordState::Lacks { files }),
        Just(RecordState::Missing),
        newer("state").prop_map(RecordState::Unknown),
    ]
}

fn ask_reply() -> impl Strategy<Value = AskReply> {
    let orders = vec(word().prop_map(Order::from), 0..3);
    (id::<EpochId>(), time(), any::<u64>(), vec(state(), 0..4), orders).prop_map(
        |(epoch, time, receipts, records, orders)| AskReply { epoch, time, receipts, records, orders },
    )
}

fn changes() -> impl Strategy<Value = Changes> {
    let called = (prop::option::of(".{0,20}"), prop::option::of(word()));
    let worker = (id::<UserId>(), closing_key(), any::<[u8; 64]>(), called)
        .prop_map(|(user, key, proof, (name, role))| WorkerKey { user, key, proof, name, role });
    let after = prop::option::of(".{0,40}".prop_map(Cursor::from));
    (worker, after, any::<u64>()).prop_map(|(worker, after, most)| Changes { worker, after, most })
}

fn changes_reply() -> impl Strategy<Value = ChangesReply> {
    let change = (hash(), any::<Vec<u8>>()).prop_map(|(record, closed)| Change { record, closed });
    let next = (id::<EpochId>(), any::<u64>()).prop_map(|(epoch, place)| Cursor::new(epoch, place));
    (id::<EpochId>(), vec(change, 0..3), next, any::<bool>())
        .prop_map(|(epoch, changes, next, more)| ChangesReply { epoch, changes, next, more })
}

fn arrives<T>(sent: &T) -> Result<(), TestCaseError>
where
    T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug,
{
    let bytes = serde_json::to_vec(sent).unwrap();
    prop_assert_eq!(&serde_json::from_slice::<T>(&bytes).unwrap(), sent);
    Ok(())
}

proptest! {
    #[test]
    fn what_joins_a_tablet_arrives_as_it_was_sent(
        hello in hello(),
        joining in joining(),
        reply in enrol_reply(),
        word in word(),
    ) {
        arrives(&hello)?;
        arrives(&joining)?;
        arrives(&reply)?;
        arrives(&Refused { code: RefusalCode::from(word) })?;
    }

    #[test]
    fn what_becomes_of_records_arrives_as_it_was_sent(
        results in vec(letter_result(), 0..4),
        ask in ask(),
        reply in ask_reply(),
        changes in changes(),
        changes_reply in changes_reply(),
    ) {
        arrives(&LettersReply { results })?;
        arrives(&changes)?;
        arrives(&changes_reply)?;
        arrives(&ask)?;
        arrives(&reply)?;
    }
}
