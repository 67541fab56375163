//! What an office writes: each kind, what it may hold, and its way down to one worker.

use crate::damage::any_json;
use crate::sample::{self, id};
use chrono::{DateTime, NaiveDate};
use proptest::prelude::*;
use record::wire::Cursor;
use record::{
    EpochId, Hash, How, Kind, MAX_INK, MAX_LISTED, MAX_NAME, MAX_WORDS, OfficePerson, Phone, RecordError,
    Signature, SignedRecord, SignsAs, TenantId, Went, What, WorkerKey, Written, WrittenFault, change,
};
use serde_json::{Value, json};

fn day() -> impl Strategy<Value = NaiveDate> {
    (0..20_000_u64).prop_map(|days| NaiveDate::default() + chrono::Days::new(days))
}

fn line() -> impl Strategy<Value = String> {
    "[a-zA-Zé'.-][a-zA-Zé'. -]{0,40}"
}

fn hash() -> impl Strategy<Value = Hash> {
    any::<[u8; 32]>().prop_map(Hash::from_bytes)
}

fn words() -> impl Strategy<Value = String> {
    "[a-zA-Z0-9 .\n]{1,200}x"
}

/// A word that is known, and now and then one of a newer office.
fn word<T: From<String> + std::fmt::Debug>(known: &'static [&'static str]) -> impl Strategy<Value = T> {
    let known = prop::sample::select(known).prop_map(|word: &'static str| T::from(word.to_owned()));
    prop_oneof![9 => known, 1 => "x_[a-z]{1,8}".prop_map(T::from)]
}

fn countersigned() -> impl Strategy<Value = What> {
    let phone = prop::option::of(word::<Phone>(&["confirmed", "disputed"]));
    let signs_as = prop::option::of(word::<SignsAs>(&["manager", "sergeant", "other_agency"]));
    let signature = prop_oneof![
        Just(None::<Signature>),
        line().prop_map(|name| Some(Signature::Typed { name })),
        any_json().prop_map(|ink| Some(Signature::Drawn { ink })),
    ];
    (phone, signs_as, signature).prop_map(|(phone, signs_as, signature)| What::PlanCountersigned {
        phone,
        signs_as,
        signature,
    })
}

fn went() -> impl Strategy<Value = Vec<Went>> {
    let how = word::<How>(&["done", "partly", "not_yet", "not_known"]);
    let one = (line(), how, "[a-z \n]{0,20}").prop_map(|(id, how, words)| Went { id, how, words });
    prop::collection::vec(one, 0..4)
}

/// What is said of a plan, its copies and its case.
fn of_a_plan() -> impl Strategy<Value = What> {
    let given = (prop::option::of(line()), prop::collection::vec(line(), 0..4));
    let copy = (line(), line(), any::<bool>());
    let prepared = (any_json(), prop::option::of(hash()));
    prop_oneof![
        countersigned(),
        Just(What::PlanReturned),
        hash().prop_map(|said| What::PlanUnsigned { said }),
        prepared.prop_map(|(plan, previous)| What::PlanPrepared { plan: json!({ "id": plan }), previous }),
        given.prop_map(|(from, open)| What::CaseGiven { from, open }),
        hash().prop_map(|other| What::VersionChosen { other }),
        copy.prop_map(|(to, form, given)| What::CopyGiven { to, form, given }),
    ]
}

fn what() -> impl Strategy<Value = What> {
    let ended = (any::<bool>(), any::<bool>(), prop::option::of(line()));
    let to = (line(), prop::option::of(any::<[u8; 16]>().prop_map(TenantId::from)));
    let held = (day(), went(), went());
    prop_oneof![
        7 => of_a_plan(),
        1 => held.prop_map(|(on, goals, promises)| What::ReviewRecorded { on, goals, promises }),
        1 => day().prop_map(|on| What::ReviewPlanned { on }),
        1 => ended.prop_map(|(lasted, done, lead)| What::CaseEnded { lasted, done, lead }),
        1 => Just(What::Correction),
        1 => Just(What::NoteSeen),
        1 => to.prop_map(|(to, tenant)| What::Disclosure { to, tenant }),
    ]
}

fn written() -> impl Strategy<Value = Written> {
    let by = (any::<[u8; 16]>(), line(), line());
    let by = by.prop_map(|(id, name, role)| OfficePerson { id: id.into(), name, role });
    let at = (0..253_402_300_800_i64).prop_map(|at| DateTime::from_timestamp(at, 0).unwrap());
    (by, at, hash(), what(), words()).prop_map(|(by, at, of, what, words)| {
        let of = (!what.begins()).then_some(of);
        Written { v: 1, by, at, of, what, words }
    })
}

proptest! {
    #[test]
    fn what_was_written_is_read(written in written()) {
        let bytes = written.to_bytes().unwrap();
        prop_assert_eq!(&Written::read(&bytes).unwrap(), &written);
        let json: Value = serde_json::from_slice(&bytes).unwrap();
        let kind = written.what.kind();
        prop_assert_eq!(json["what"]["kind"].as_str(), Some(kind.as_str()));
        prop_assert!(!matches!(written.what.kind(), Kind::Unknown(_)));
    }

    #[test]
    fn no_bytes_make_it_stumble(bytes in prop::collection::vec(any::<u8>(), 0..5000), size in 0u8..6) {
        let _ = Written::read(&bytes);
        let mut change = bytes;
        change.resize(4096, 0);
        change[..2].copy_from_slice(&[1, size]);
        prop_assert!(change::open(&change, (id(2), id(6)), &sample::worker_opening()).is_err());
    }

    #[test]
    fn a_cursor_is_read_as_it_was_given_or_not_at_all(epoch: [u8; 16], place: u64, other in ".{0,40}") {
        let epoch = EpochId::from(epoch);
        prop_assert_eq!(Cursor::new(epoch, place).read(), Some((epoch, place)));
        if let Some((epoch, place)) = Cursor::from(other.clone()).read() {
            let same = Cursor::new(epoch, place);
            prop_assert_eq!(same.as_str(), other);
        }
    }

    #[test]
    fn one_bit_of_a_change(at: prop::sample::Index, bit in 0u8..8) {
        let record = sample::office_record();
        let (whose, to) = ((id(2), id(6)), sample::worker_opening().closing());
        let mut closed = change::close(&record, whose, &to, [3; 32]).unwrap();
        prop_assert_eq!(closed.len(), 4096);
        prop_assert_eq!(&change::open(&closed, whose, &sample::worker_opening()).unwrap(), &record);
        let at = at.index(closed.len());
        closed[at] ^= 1 << bit;
        prop_assert!(change::open(&closed, whose, &sample::worker_opening()).is_err());
    }
}

#[test]
fn a_change_is_for_one_worker_on_one_tablet_and_no_longer_than_a_letter() {
    let (record, to) = (sample::office_record(), sample::worker_opening().closing());
    let closed = change::close(&record, (id(2), id(6)), &to, [3; 32]).unwrap();
    for other in [(id(3), id(6)), (id(2), id(7))] {
        let opened = change::open(&closed, other, &sample::worker_opening());
        assert!(matches!(opened, Err(RecordError::Closed)));
    }
    assert!(change::open(&closed, (id(2), id(6)), &WorkerKey::opening(&[5; 32])).is_err());
    let around = record.to_bytes().len() - record.body.len();
    let of = |len: usize| SignedRecord { body: vec![7; len - around], ..record.clone() };
    let close = |record: &SignedRecord| change::close(record, (id(2), id(6)), &to, [3; 32]);
    assert_eq!(close(&of(change::MOST_IN_A_CHANGE)).unwrap().len(), 64 * 1024);
    assert!(close(&of(change::MOST_IN_A_CHANGE + 1)).is_err());
}

#[test]
fn the_longest_that_can_be_written_fits_into_a_change() {
    let mut longest = sample::written(What::PlanReturned, &"\u{1F600}".repeat(MAX_WORDS));
    longest.by.name = "\u{1F600}".repeat(MAX_NAME);
    longest.by.role = longest.by.name.clone();
    assert!(longest.to_bytes().unwrap().len() < change::MOST_IN_A_CHANGE - 8 * 1024);
    longest.words = "\"".repeat(MAX_WORDS);
    assert!(longest.to_bytes().unwrap().len() < change::MOST_IN_A_CHANGE - 8 * 1024);
    let signature = Some(Signature::Drawn { ink: json!("a".repeat(MAX_INK - 2)) });
    longest.what = What::PlanCountersigned { phone: None, signs_as: None, signature };
    assert!(longest.to_bytes().unwrap().len() < change::MOST_IN_A_CHANGE - 8 * 1024);
}

#[test]
fn what_is_too_long_or_lacks_words_is_not_written_and_not_read() {
    let check = |written: &Written, wanted: &str| {
        let read = Written::read(&serde_json::to_vec(written).unwrap());
        for fault in [written.to_bytes().unwrap_err(), read.unwrap_err()] {
            let named = match fault {
                WrittenFault::Field { field } => field,
                WrittenFault::NoWords => "no words",
                WrittenFault::Version { .. } | WrittenFault::Form(_) | WrittenFault::Unknown => "another",
            };
            assert_eq!(named, wanted, "{written:?}");
        }
    };
    let right = || sample::written(What::NoteSeen, "");
    let by = |name: &str, role: &str| OfficePerson { id: id(9), name: name.into(), role: role.into() };
    for name in ["", " ", "a\nb", &"a".repeat(MAX_NAME + 1)] {
        check(&Written { by: by(name, "r"), ..right() }, "name");
        check(&Written { by: by("n", name), ..right() }, "role");
        let what = What::Disclosure { to: name.to_owned(), tenant: None };
        check(&Written { what, words: "w".into(), ..right() }, "to");
        let what = What::CaseEnded { lasted: true, done: true, lead: Some(name.to_owned()) };
        check(&Written { what, ..right() }, "lead");
    }
    let copy = |to: &str, form: &str| What::CopyGiven { to: to.into(), form: form.into(), given: true };
    for (what, wanted) in [(copy("a\nb", "c"), "to"), (copy("a", ""), "form")] {
        check(&Written { what, ..right() }, wanted);
    }
    let from = Some(" ".to_owned());
    check(&Written { what: What::CaseGiven { from, open: Vec::new() }, ..right() }, "from");
    for open in [vec![String::new()], vec!["a".to_owned(); MAX_LISTED + 1]] {
        check(&Written { what: What::CaseGiven { from: None, open }, ..right() }, "open");
    }
    let went = |id: &str, words: &str| Went { id: id.into(), how: How::Done, words: words.into() };
    for wrong in [vec![went("", "")], vec![went("a", "\u{7}")], vec![went("a", ""); MAX_LISTED + 1]] {
        let on = NaiveDate::default();
        check(&Written { what: sample::held(on, wrong.clone(), Vec::new()), ..right() }, "goals");
        check(&Written { what: sample::held(on, Vec::new(), wrong), ..right() }, "promises");
    }
    for signature in
        [Signature::Typed { name: " ".into() }, Signature::Drawn { ink: json!("a".repeat(MAX_INK)) }]
    {
        let signature = Some(signature);
        check(
            &Written { what: What::PlanCountersigned { phone: None, signs_as: None, signature }, ..right() },
            "signature",
        );
    }
    for words in ["a\u{7}", &"a".repeat(MAX_WORDS + 1)] {
        check(&Written { words: words.into(), ..right() }, "words");
    }
    for what in [
        What::PlanReturned,
        What::Correction,
        What::PlanUnsigned { said: Hash::of(b"said") },
        What::VersionChosen { other: Hash::of(b"other") },
        What::CopyGiven { to: "a".into(), form: "b".into(), given: false },
        sample::held(NaiveDate::default(), Vec::new(), Vec::new()),
        What::PlanCountersigned { phone: Some(Phone::Disputed), signs_as: None, signature: None },
        What::CaseEnded { lasted: true, done: true, lead: None },
        What::Disclosure { to: "a".into(), tenant: None },
    ] {
        check(&Written { what, words: " \n".into(), ..right() }, "no words");
    }
}

#[test]
fn only_what_begins_something_is_about_no_record() {
    let prepared = |plan: Value| What::PlanPrepared { plan, previous: None };
    let right = sample::written(prepared(json!({ "title": "The Marsh family" })), "");
    assert_eq!(right.of, None);
    assert_eq!(Written::read(&right.to_bytes().unwrap()).unwrap(), right);
    let of = Some(Hash::of(b"a record"));
    let none = Written { of: None, ..sample::written(What::NoteSeen, "") };
    for wrong in [Written { of, ..right.clone() }, none] {
        let fault = wrong.to_bytes().unwrap_err();
        assert!(matches!(fault, WrittenFault::Field { field: "of" }), "{fault:?}");
    }
    for plan in [json!(null), json!([1]), json!("a plan")] {
        let fault = Written { what: prepared(plan), ..right.clone() }.to_bytes().unwrap_err();
        assert!(matches!(fault, WrittenFault::Field { field: "plan" }), "{fault:?}");
    }
    // Of what a newer office wrote nobody here knows whether it is about a record.
    let mut newer = serde_json::to_value(&right).unwrap();
    newer["what"] = json!({ "kind": "tea.offered" });
    assert_eq!(Written::read(newer.to_string().as_bytes()).unwrap().of, None);
}

#[test]
fn a_signature_of_a_newer_office_keeps_the_word_it_stands_with() {
    let what = What::PlanCountersigned { phone: None, signs_as: None, signature: None };
    let mut newer = serde_json::to_value(sample::written(what, "")).unwrap();
    newer["what"]["signature"] = json!({ "form": "sealed", "wax": "red" });
    newer["what"]["signs_as"] = json!("deputy");
    let read = Written::read(newer.to_string().as_bytes()).unwrap();
    let signs_as = Some(SignsAs::Unknown("deputy".into()));
    let signature = Some(Signature::Unknown(json!({ "form": "sealed", "wax": "red" })));
    assert_eq!(read.what, What::PlanCountersigned { phone: None, signs_as, signature });
}

#[test]
fn what_a_newer_office_wrote_is_kept_as_it_came_and_never_written_here() {
    let mut newer = serde_json::to_value(sample::written(What::NoteSeen, "")).unwrap();
    newer["what"] = json!({"kind": "tea.offered", "cups": 2});
    newer["mood"] = json!("good");
    let read = Written::read(newer.to_string().as_bytes()).unwrap();
    assert_eq!(read.what, What::Unknown(json!({"kind": "tea.offered", "cups": 2})));
    assert_eq!(read.what.kind(), Kind::Unknown("tea.offered".into()));
    assert!(matches!(read.to_bytes(), Err(WrittenFault::Unknown)));
    newer["v"] = json!(2);
    let newer = Written::read(newer.to_string().as_bytes());
    assert!(matches!(newer, Err(WrittenFault::Version { found: 2, known: 1 })));
}

#[test]
fn a_worker_s_key_is_told_by_one_tablet() {
    let (told, by) = (sample::worker_key(), sample::device_key().verifying_key());
    told.verify(id(2), &by).unwrap();
    assert!(told.verify(id(3), &by).is_err(), "of another tablet");
    assert!(WorkerKey { user: id(7), ..told.clone() }.verify(id(2), &by).is_err(), "another worker's");
    assert!(told.verify(id(2), &sample::office_key().verifying_key()).is_err());
    let key = WorkerKey::opening(&[5; 32]).closing();
    assert!(WorkerKey { key, ..told.clone() }.verify(id(2), &by).is_err(), "another key");
    told.called("Ros Adeyemi", "social-worker").verify(id(2), &by).unwrap();
}
