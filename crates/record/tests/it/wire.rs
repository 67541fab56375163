//! The JSON between tablet and office, as it is written today, and what a newer side may add to it.

use crate::sample;
use record::Hash;
use record::wire::{
    Ask, AskReply, CodeOf, EnrolRequest, Lacking, LetterResult, LettersReply, Order, RecordState,
    RefusalCode, RefuseCode, Refused, Stuck, StuckWhy,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

fn check<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T, json: Value) {
    assert_eq!(serde_json::to_value(value).unwrap(), json);
    assert_eq!(&serde_json::from_value::<T>(json).unwrap(), value);
}

#[test]
fn every_result_of_a_letter() {
    check(&LetterResult::Kept, json!({"result": "kept"}));
    check(&LetterResult::Later, json!({"result": "later"}));
    check(
        &LetterResult::Refused { code: RefuseCode::BadBody },
        json!({"result": "refused", "code": "bad_body"}),
    );
    let code = RefuseCode::Unknown("too_sunny".into());
    check(&LetterResult::Refused { code }, json!({"result": "refused", "code": "too_sunny"}));
    let newer = json!({"result": "on_the_way", "hours": 3});
    check(&LetterResult::Unknown(newer.clone()), newer);
}

#[test]
fn every_state_of_a_record() {
    let receipt = sample::signed_receipt();
    let receipt_json = serde_json::to_value(&receipt).unwrap();
    check(&RecordState::Safe { receipt }, json!({"state": "safe", "receipt": receipt_json}));
    check(&RecordState::Missing, json!({"state": "missing"}));
    let file = Hash::of(b"a file");
    check(
        &RecordState::Lacks { files: vec![Lacking { file, held: vec![(0, 5), (9, 12)] }] },
        json!({"state": "lacks", "files": [{"file": file, "held": [[0, 5], [9, 12]]}]}),
    );
    let newer = json!({"state": "being_read", "by": 2});
    check(&RecordState::Unknown(newer.clone()), newer);
}

#[test]
fn a_receipt_that_cannot_be_read_is_never_safe() {
    let reply: LettersReply =
        serde_json::from_value(json!({"results": [{"result": 7}], "weather": 1})).unwrap();
    assert!(matches!(reply.results.as_slice(), [LetterResult::Unknown(_)]));
    let state: RecordState = serde_json::from_value(json!({"state": "safe"})).unwrap();
    assert!(matches!(state, RecordState::Unknown(_)));
}

#[test]
fn what_is_asked_and_answered() {
    let record = Hash::of(b"a record");
    let stuck = Stuck { record, user: sample::id(6), seq: 3, why: StuckWhy::Damaged };
    check(
        &Ask {
            records: vec![record],
            stuck: vec![stuck],
            codes: vec![CodeOf { number: 2, user: sample::id(6) }],
        },
        json!({"records": [record], "codes": [{"number": 2, "user": "018f0000-0000-7000-8000-000000000006"}], "stuck": [{
            "record": record, "user": "018f0000-0000-7000-8000-000000000006", "seq": 3, "why": "damaged"}]}),
    );
    let reply: AskReply = serde_json::from_value(json!({
        "epoch": "018f0000-0000-7000-8000-000000000007", "time": "2026-06-09T18:02:11Z", "receipts": 2,
        "records": [], "orders": ["close", "sing"], "weather": 1}))
    .unwrap();
    assert_eq!(reply.orders, [Order::Close, Order::Unknown("sing".into())]);
}

#[test]
fn a_joining() {
    let asked = sample::joining();
    let json = serde_json::to_value(&asked).unwrap();
    assert_eq!(json["code"], "000G-40R4-0M30-E209");
    assert_eq!(serde_json::from_value::<EnrolRequest>(json).unwrap(), asked);
}

#[test]
fn a_refusal_keeps_words_it_does_not_know() {
    check(&Refused { code: RefusalCode::UnknownDevice }, json!({"code": "unknown_device"}));
    let newer: Refused = serde_json::from_value(json!({"code": "asleep", "until": 7})).unwrap();
    assert_eq!(newer, Refused { code: RefusalCode::Unknown("asleep".into()) });
}
