//! What a program says, the interface reads as it was meant; what is something else is refused.

use std::fs;
use std::path::Path;

use ipc::refusal::{Code, Refusal};
use ipc::visit::{Delivery, Saved, Stage, UserCard};
use plan::agreement::BlockId;
use plan::ids::{PersonId, UserId};
use plan::ink::{Point, Pointer, Stroke};
use plan::signing::{Event, Outcome};
use plan::{Agreement, Library, Plan, Texts, compose};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What the shell wrote is read as it meant it.
#[track_caller]
fn is_read<T: Serialize + DeserializeOwned + PartialEq>(written: &T) {
    let text = serde_json::to_string(written).unwrap();
    assert!(serde_json::from_str::<T>(&text).is_ok_and(|it| it == *written), "read otherwise: {text:.300}");
}

fn examples() -> Vec<Plan> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/examples");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.map(|file| Plan::from_json(&fs::read(file).unwrap()).unwrap()).collect()
}

#[test]
fn every_example_its_agreement_and_the_words_are_read() {
    let examples = examples();
    assert!(examples.len() > 5);
    let day = "2026-11-02".parse().unwrap();
    for plan in examples {
        is_read::<Agreement>(&compose::agreement(&plan, &Texts::english(), day));
        is_read(&plan);
    }
    is_read(&Texts::english());
    is_read(&Library::english());
}

#[test]
fn what_happens_at_signing_is_read() {
    let person = PersonId::new(1, &[1; 10]);
    let stroke = Stroke {
        pointer: Pointer::Pen,
        width: 9000,
        height: 3000,
        points: vec![Point { x: 120, y: -3, t: 0, p: 512 }],
    };
    for event in [
        Event::Shown { blocks: vec![BlockId("rights.a".into())], for_ms: 3_000_000_000, as_seen: None },
        Event::Drew { person, stroke },
        Event::Undid { person },
        Event::Confirmed { person },
    ] {
        is_read(&event);
    }
    for outcome in [
        Outcome::Signs,
        Outcome::DoesNotAgree { why: "“no”\n\u{1f600}".into() },
        Outcome::WantsTime { until: None },
        Outcome::WantsTime { until: "2026-12-01".parse().ok() },
        Outcome::NotPresent,
    ] {
        is_read(&Event::Chose { person, outcome });
    }
}

#[test]
fn doors_deliveries_and_refusals_are_read() {
    let user =
        UserCard { id: UserId::new(1, &[1; 10]), name: "Zofia Müller-O’Brien".into(), code: Some(3) };
    for stage in [
        Stage::Fresh,
        Stage::Locked {
            users: vec![user.clone(), user.clone()],
            passphrase: true,
            tablet: Some("Tablet 4XZ2".into()),
            waiting: 2,
        },
        Stage::Closed,
        Stage::Open { user, passphrase: false },
    ] {
        is_read(&stage);
    }
    for delivery in [
        Delivery::Waiting { last: None },
        Delivery::Safe {
            received_at: "2026-11-02T10:00:00+00:00".parse().unwrap(),
            office_seq: 9_007_199_254_740_991,
        },
    ] {
        is_read(&delivery);
    }
    for code in [Code::Locked, Code::WrongPin { wait_s: 30 }] {
        is_read(&Refusal { code, sentence: "…".into() });
    }
}

#[test]
fn what_is_something_else_is_refused() {
    for text in [
        "null",
        "[]",
        "{}",
        r#"{"revision":-1,"saved_at":"2026-11-02T10:00:00Z","ids":[]}"#,
        r#"{"revision":1,"saved_at":"yesterday","ids":[]}"#,
        r#"{"revision":1,"saved_at":"2026-11-02T10:00:00Z"}"#,
    ] {
        assert!(serde_json::from_str::<Saved>(text).is_err(), "{text}");
    }
    for text in ["\"open\"", "{\"open\":{}}", "{\"fresh\":{},\"open\":{}}", "\"shut\""] {
        assert!(serde_json::from_str::<Stage>(text).is_err(), "{text}");
    }
}
