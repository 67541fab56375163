//! The JSON between tablet and office, as it is written today, and what a newer side may add to it.

use crate::sample;
use record::wire::{PushReply, RecordResult, RefusalCode, Refused, RejectCode, WireRecord};
use record::{Hash, SignedRecord};
use serde_json::{Value, json};

fn check(result: &RecordResult, json: Value) {
    assert_eq!(serde_json::to_value(result).unwrap(), json);
    assert_eq!(&serde_json::from_value::<RecordResult>(json).unwrap(), result);
}

#[test]
fn every_result_of_a_push() {
    let receipt = sample::signed_receipt();
    let receipt_json = serde_json::to_value(&receipt).unwrap();
    let missing = Hash::of(b"a blob");
    check(
        &RecordResult::Stored { receipt: receipt.clone() },
        json!({"result": "stored", "receipt": receipt_json}),
    );
    check(&RecordResult::Duplicate { receipt }, json!({"result": "duplicate", "receipt": receipt_json}));
    check(&RecordResult::Gap { expected: 4 }, json!({"result": "gap", "expected": 4}));
    check(&RecordResult::Fork, json!({"result": "fork"}));
    check(
        &RecordResult::NeedBlobs { missing: vec![missing] },
        json!({"result": "need_blobs", "missing": [missing]}),
    );
    check(
        &RecordResult::Rejected { code: RejectCode::BadBody },
        json!({"result": "rejected", "code": "bad_body"}),
    );
    let code = RejectCode::Unknown("too_sunny".into());
    check(&RecordResult::Rejected { code }, json!({"result": "rejected", "code": "too_sunny"}));
    let newer = json!({"result": "on_the_way", "hours": 3});
    check(&RecordResult::Unknown(newer.clone()), newer);
}

#[test]
fn a_receipt_that_cannot_be_read_is_never_stored() {
    let reply: PushReply =
        serde_json::from_value(json!({"results": [{"result": "stored"}], "weather": 1})).unwrap();
    assert!(matches!(reply.results.as_slice(), [RecordResult::Unknown(_)]));
}

#[test]
fn a_record_travels_byte_for_byte() {
    let record = sample::record();
    let sent = WireRecord::from(&record);
    assert_eq!(SignedRecord::try_from(&sent).unwrap(), record);
    for spoilt in [
        WireRecord { envelope: "*".into(), ..sent.clone() },
        WireRecord { signature: "AAAA".into(), ..sent.clone() },
        WireRecord { body: "AAA".into(), ..sent.clone() },
    ] {
        assert!(SignedRecord::try_from(&spoilt).is_err());
    }
}

#[test]
fn a_refusal_keeps_words_it_does_not_know() {
    let json = json!({"code": "blob_offset", "offset": 12});
    let known: Refused = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(known, Refused { code: RefusalCode::BlobOffset, offset: Some(12) });
    assert_eq!(serde_json::to_value(&known).unwrap(), json);
    let newer: Refused = serde_json::from_value(json!({"code": "asleep"})).unwrap();
    assert_eq!(newer, Refused { code: RefusalCode::Unknown("asleep".into()), offset: None });
}
