//! The one record, receipt and request that the golden files hold.

use chrono::{DateTime, NaiveDate};
use ed25519_dalek::SigningKey;
use record::answer::{Answer, Asked};
use record::letter::{Carried, Part};
use record::request::{Nonce, Proof, Request};
use record::wire::EnrolRequest;
use record::{
    Algorithm, Author, BlobRef, BodyRef, ClockClaim, Disclosed, ENVELOPE_VERSION, EnrolmentCode,
    EnrolmentLine, Envelope, GIVEN_VERSION, GivenCopies, GivenCopy, Hash, How, KeyId, Kind, OfficeKeys,
    OfficePerson, OpeningKey, Phone, PublicKey, RECEIPT_VERSION, Receipt, Signature, SignedReceipt,
    SignedRecord, SignedVouch, SignsAs, VOUCH_VERSION, Vouch, WRITTEN_VERSION, Went, What, WorkerKey,
    Written,
};
use serde_json::json;

pub(crate) fn device_key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

pub(crate) fn office_key() -> SigningKey {
    SigningKey::from_bytes(&[9; 32])
}

pub(crate) fn id<T: From<[u8; 16]>>(last: u8) -> T {
    T::from([0x01, 0x8f, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, last])
}

pub(crate) fn body() -> Vec<u8> {
    "{\"v\":1,\"title\":\"A plan for the twins — Ślęża\"}".into()
}

pub(crate) fn envelope() -> Envelope {
    Envelope {
        v: ENVELOPE_VERSION,
        id: id(1),
        dev: id(2),
        seq: 2,
        prev: Some(Hash::of(b"the envelope before")),
        kind: Kind::PlanSealed,
        schema: 1,
        tenant: id(3),
        case: id(4),
        doc: id(5),
        parents: vec![Hash::of(b"an earlier version")],
        author: Author { user: id(6), role: "social-worker".into(), agency: "children-services".into() },
        wall: DateTime::parse_from_rfc3339("2026-06-09T17:41:07.250+01:00").unwrap(),
        mono_ns: 5_123_456_789,
        boot: "b-17".into(),
        clk: Some(ClockClaim { server_offset_ms: -1250, err_ms: 40, age_s: 7200 }),
        body: BodyRef::of(&body()),
        blobs: vec![BlobRef::of(b"%PDF-1.7 not really", "application/pdf", "family-copy")],
        alg: Algorithm::Ed25519,
    }
}

pub(crate) fn record() -> SignedRecord {
    SignedRecord::sign(&envelope(), body(), &device_key()).unwrap()
}

pub(crate) fn receipt() -> Receipt {
    Receipt {
        v: RECEIPT_VERSION,
        record: record().hash(),
        epoch: id(7),
        office_seq: 41,
        received_at: DateTime::parse_from_rfc3339("2026-06-09T18:02:11.000123Z").unwrap().to_utc(),
        office_key: KeyId::of(&office_key().verifying_key()),
    }
}

pub(crate) fn signed_receipt() -> SignedReceipt {
    SignedReceipt::sign(&receipt(), &office_key()).unwrap()
}

pub(crate) fn office() -> PublicKey {
    PublicKey::from(&office_key().verifying_key())
}

pub(crate) const fn request(office: &PublicKey) -> Request<'_> {
    Request { office, method: "POST", target: "/v1/ask", body: b"{\"records\":[]}" }
}

pub(crate) fn proof() -> Proof {
    Proof::sign(&request(&office()), id(2), 1_773_074_527, Nonce([0x0b; 16]), &device_key())
}

pub(crate) fn line() -> EnrolmentLine {
    EnrolmentLine {
        address: "https://office.brindlewood.example".into(),
        pin: office_keys().pin(),
        code: EnrolmentCode::from_random([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
    }
}

/// What opens letters to the office.
pub(crate) fn opening_key() -> OpeningKey {
    OpeningKey::from_secret(&[9; 32], "doorstep office letters v1")
}

pub(crate) fn office_keys() -> OfficeKeys {
    OfficeKeys { signing: office(), letters: opening_key().closing() }
}

/// The last part of a file of three.
pub(crate) fn part() -> Part {
    let whole: Vec<u8> = (0..150_000_u32).map(|at| u8::try_from(at % 251).unwrap()).collect();
    Part::all(Carried::File(Hash::of(&whole)), &whole).pop().unwrap()
}

pub(crate) fn letter() -> Vec<u8> {
    part().close(&office_keys().letters, id(2), [3; 32]).unwrap()
}

pub(crate) fn joining() -> EnrolRequest {
    let request_key = PublicKey::from(&SigningKey::from_bytes(&[6; 32]).verifying_key());
    EnrolRequest::sign(line().code, request_key, Some(id(2)), "Tablet 7".into(), &device_key())
}

/// The signature of the sample's request, as its header says it.
pub(crate) fn request_signature() -> String {
    base::base64::encode(&proof().signature)
}

/// The answer to the sample's request.
pub(crate) fn answer(signature: &str) -> Answer<'_> {
    let to = Asked {
        method: "POST",
        target: "/v1/ask",
        body: Hash::of(b"{\"records\":[]}"),
        signature,
        nonce: Nonce([0x0b; 16]),
    };
    Answer { to, status: 200, body: b"{\"results\":[]}" }
}

/// A manager's words about the sample's record.
pub(crate) fn written(what: What, words: &str) -> Written {
    let by = OfficePerson { id: id(9), name: "Miriam Ősz".into(), role: "Team manager".into() };
    let at = receipt().received_at;
    let of = (!what.begins()).then(|| record().hash());
    Written { v: WRITTEN_VERSION, by, at, of, what, words: words.into() }
}

/// One of each kind, and two of those that may say two things.
pub(crate) fn all_written() -> Vec<Written> {
    let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
    let countersigned =
        |phone| What::PlanCountersigned { phone: Some(phone), signs_as: None, signature: None };
    let lead = Some("Joan Abara, health visitor".to_owned());
    let to = "Northmere Police".to_owned();
    vec![
        written(countersigned(Phone::Confirmed), "Agreed.\nThe review stands."),
        written(countersigned(Phone::Disputed), "Nobody rang me."),
        written(What::PlanReturned, "Say who brings the children to school."),
        written(held(day(7, 21), Vec::new(), Vec::new()), "Two of three goals are kept."),
        written(What::ReviewPlanned { on: day(9, 1) }, ""),
        written(What::CaseEnded { lasted: true, done: true, lead }, ""),
        written(
            What::CaseEnded { lasted: false, done: true, lead: None },
            "The family moved to another council.",
        ),
        written(What::Correction, "The review is on 2 September."),
        written(What::NoteSeen, ""),
        written(What::Disclosure { to, tenant: Some(id(11)) }, "They visit the family too."),
    ]
}

pub(crate) fn held(on: NaiveDate, goals: Vec<Went>, promises: Vec<Went>) -> What {
    What::ReviewRecorded { on, goals, promises }
}

/// What came to be said later: one of each kind, and of each kind that says more now.
pub(crate) fn all_written_later() -> Vec<Written> {
    let went = |id: &str, how, words: &str| Went { id: id.into(), how, words: words.into() };
    let signed = |phone, signs_as, signature| What::PlanCountersigned {
        phone,
        signs_as: Some(signs_as),
        signature: Some(signature),
    };
    let typed = Signature::Typed { name: "Miriam Ősz".into() };
    let drawn = Signature::Drawn { ink: json!({ "strokes": [[10, 20, 0], [11, 24, 8]] }) };
    let [said, other] = [b"what was said", b"another plan."].map(|bytes| Hash::of(bytes));
    let prepared = |previous| What::PlanPrepared { plan: json!({ "title": "The Marsh family" }), previous };
    let open = vec!["They meet again on 21 July.".into(), "Oakfield School has no copy.".into()];
    let copy = |given| What::CopyGiven { to: "Oakfield School".into(), form: "school".into(), given };
    let on = NaiveDate::from_ymd_opt(2026, 7, 21).unwrap();
    let goals = vec![went("g1", How::Done, ""), went("g2", How::Partly, "Three days of five.")];
    let promises = vec![went("p1", How::NotYet, "We could not reach them."), went("p2", How::NotKnown, "")];
    vec![
        written(signed(None, SignsAs::Manager, typed), ""),
        written(signed(Some(Phone::Confirmed), SignsAs::Sergeant, drawn), "It was so."),
        written(What::PlanUnsigned { said }, "I looked at another family's."),
        written(prepared(None), ""),
        written(prepared(Some(other)), "As we said on the telephone."),
        written(What::CaseGiven { from: None, open: Vec::new() }, ""),
        written(What::CaseGiven { from: Some("Ros Adeyemi".into()), open }, "Ros is away until May."),
        written(What::VersionChosen { other }, "It is the later one."),
        written(copy(true), ""),
        written(copy(false), "The children are at another school now."),
        written(held(on, goals, promises), ""),
    ]
}

/// What a tablet says of copies of the sample's record.
pub(crate) fn given() -> GivenCopies {
    let copy = |person: Option<&str>, name: &str, how: &str, words: &str| GivenCopy {
        person: person.map(str::to_owned),
        name: name.into(),
        how: how.into(),
        words: words.into(),
    };
    let ewa = "018f0000-0000-7000-8000-00000000000c";
    let copies =
        vec![copy(None, "", "printed", ""), copy(Some(ewa), "Ewa Marsh", "later", "She asked us to wait.")];
    GivenCopies { v: GIVEN_VERSION, of: record().hash(), copies }
}

/// The first of all as the office signed it.
pub(crate) fn office_record() -> SignedRecord {
    let written = all_written().remove(0);
    let body = written.to_bytes().unwrap();
    let role = written.by.role.clone();
    let envelope = Envelope {
        id: id(10),
        dev: id(7),
        seq: 1,
        prev: None,
        kind: written.what.kind(),
        parents: written.of.into_iter().collect(),
        author: Author { user: id(9), role, agency: "Brindlewood".into() },
        wall: written.at.fixed_offset(),
        mono_ns: 0,
        boot: String::new(),
        clk: None,
        body: BodyRef::of(&body),
        blobs: Vec::new(),
        ..envelope()
    };
    SignedRecord::sign(&envelope, body, &office_key()).unwrap()
}

/// The last of them as the office signed it: the sample's record is given to another office.
pub(crate) fn disclosure() -> SignedRecord {
    let written = all_written().pop().unwrap();
    let body = written.to_bytes().unwrap();
    let first = Envelope::read(&office_record().envelope).unwrap();
    let envelope = Envelope { id: id(12), kind: written.what.kind(), body: BodyRef::of(&body), ..first };
    SignedRecord::sign(&envelope, body, &office_key()).unwrap()
}

pub(crate) fn vouch() -> Vouch {
    let record_key = PublicKey::from(&device_key().verifying_key());
    Vouch { v: VOUCH_VERSION, tenant: id(3), device: id(2), record_key, name: "Tablet 7".into() }
}

/// The sample's record as it is given.
pub(crate) fn disclosed() -> Disclosed {
    Disclosed {
        disclosure: disclosure(),
        vouch: SignedVouch::sign(&vouch(), &office_key()).unwrap(),
        receipt: signed_receipt(),
        record: record(),
        files: vec![b"%PDF-1.7 not really".to_vec()],
    }
}

/// What opens what is given to the other office.
pub(crate) fn other_opening() -> OpeningKey {
    OpeningKey::from_secret(&[8; 32], "doorstep office letters v1")
}

pub(crate) fn other_keys() -> OfficeKeys {
    let signing = PublicKey::from(&SigningKey::from_bytes(&[8; 32]).verifying_key());
    OfficeKeys { signing, letters: other_opening().closing() }
}

/// What opens what is closed to the sample's worker.
pub(crate) fn worker_opening() -> OpeningKey {
    WorkerKey::opening(&[4; 32])
}

pub(crate) fn worker_key() -> WorkerKey {
    WorkerKey::sign(id(2), id(6), worker_opening().closing(), &device_key())
}
