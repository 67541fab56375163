//! Forms that must be readable for a lifetime.

use std::fs;
use std::path::PathBuf;

use chrono::NaiveDate;
use plan::agreement::NotRead;
use plan::change::{Change, Item, ItemId};
use plan::compose;
use plan::field::Field;
use plan::guards::Guard;
use plan::ids::{GoalId, PersonId};
use plan::people::{Birth, Outsider};
use plan::plan::LoadError;
use plan::questions::{Pick, Question};
use plan::{Agreement, AgreementHash, Plan, Texts};

use crate::marsh;

pub(crate) fn golden(name: &str, now: &[u8]) {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("golden").join(name);
    if std::env::var_os("WRITE_GOLDEN").is_some() {
        fs::write(&file, now).unwrap();
    }
    let kept = fs::read(&file).unwrap();
    assert_eq!(String::from_utf8_lossy(now), String::from_utf8_lossy(&kept), "{name} has changed its bytes");
}

#[test]
fn a_stored_plan_keeps_its_bytes() {
    golden("plan-5.json", &marsh().to_json());
}

#[test]
fn every_form_there_ever_was_is_read() {
    for form in ["plan-1.json", "plan-2.json", "plan-3.json", "plan-4.json", "plan-5.json"] {
        let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("golden").join(form);
        assert_eq!(Plan::from_json(&fs::read(file).unwrap()).unwrap(), marsh(), "{form}");
    }
}

#[test]
fn stored_changes_keep_their_bytes() {
    let (person, goal) = (PersonId::new(1, &[1; 10]), GoalId::new(2, &[2; 10]));
    let on = NaiveDate::from_ymd_opt(2026, 12, 4).unwrap();
    let changes = [
        Change::Edit { field: Field::Title, at: 4, remove: "a".into(), insert: "ż".into() },
        Change::Edit { field: Field::GoalWhat(goal), at: 0, remove: String::new(), insert: "clean".into() },
        Change::SetBirth { child: person, birth: Birth::Due { on } },
        Change::SetGoalBy { goal, by: Some(on) },
        Change::SetReviewOn { on: None },
        Change::Add { at: 0, item: Item::Goal(marsh().goals.remove(0)) },
        Change::Remove { item: ItemId::Goal(goal) },
    ];
    let asked = Question::Kept(Guard::NoContact(goal));
    let later = [
        Change::SetPick { question: Question::Advocate(person), pick: Some(Pick::NotPossible) },
        Change::Edit { field: Field::Words(asked), at: 0, remove: String::new(), insert: "why".into() },
        Change::SetDay { question: Question::TimeOffered, on: Some(on) },
    ];
    let outsider = Outsider { name: "Pike, Gary".into(), ..Outsider::empty(person) };
    let latest = [
        Change::Add { at: 0, item: Item::Outsider(outsider) },
        Change::Edit {
            field: Field::OutsiderName(person),
            at: 10,
            remove: String::new(),
            insert: "y".into(),
        },
        Change::Remove { item: ItemId::Outsider(person) },
    ];
    let [first, second] = ["changes-1.json", "changes-2.json"].map(|name| {
        let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("golden").join(name);
        serde_json::from_slice::<Vec<Change>>(&fs::read(file).unwrap()).unwrap()
    });
    assert_eq!(first, changes, "changes of the first form are read");
    let all: Vec<_> = changes.into_iter().chain(later).collect();
    assert_eq!(second, all, "and those of the second");
    let all: Vec<_> = all.into_iter().chain(latest).collect();
    golden("changes-3.json", &serde_json::to_vec_pretty(&all).unwrap());
}

#[test]
fn an_agreement_keeps_its_bytes_but_for_the_version_of_its_words() {
    let texts = Texts::english();
    let mut agreement = compose::agreement(&marsh(), &texts, NaiveDate::from_ymd_opt(2026, 11, 22).unwrap());
    agreement.texts = "en-test".into();
    let bytes = agreement.to_json();
    golden("agreement-2.json", &bytes);
    assert_eq!(Agreement::from_json(&bytes).unwrap(), agreement);
    for (other, form) in [("1", 1), ("3", 3), ("4294967295", u32::MAX)] {
        let other =
            String::from_utf8(bytes.clone()).unwrap().replacen("\"form\":2", &format!("\"form\":{other}"), 1);
        let read = Agreement::from_json(other.as_bytes());
        assert!(matches!(read, Err(NotRead::OtherForm { found }) if found == form), "{read:?}");
    }
    let hash = AgreementHash::of(&bytes);
    let read: AgreementHash = serde_json::from_str(&serde_json::to_string(&hash).unwrap()).unwrap();
    assert_eq!(read, hash);
}

#[test]
fn what_is_not_a_plan_is_refused() {
    for (bytes, why) in [
        (&b""[..], "nothing"),
        (b"not json", "not JSON"),
        (b"{}", "no form"),
        (b"{\"form\":1}", "a form and nothing else"),
        (b"\xff\xfe", "not text"),
        (b"{\"form\":\"1\"}", "a form that is a word"),
    ] {
        assert!(matches!(Plan::from_json(bytes), Err(LoadError::NotAPlan(_))), "{why} is not a plan");
    }
    let newer = br#"{"form":6,"something":"new"}"#;
    assert!(matches!(Plan::from_json(newer), Err(LoadError::TooNew { found: 6 })));
    let mut extra: serde_json::Value = serde_json::from_slice(&marsh().to_json()).unwrap();
    extra["unknown"] = 1.into();
    let extra = serde_json::to_vec(&extra).unwrap();
    assert!(
        matches!(Plan::from_json(&extra), Err(LoadError::NotAPlan(_))),
        "a field that would be lost is refused"
    );
}
