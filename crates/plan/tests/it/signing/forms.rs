//! Sittings as they are stored. A signing that was sealed is read for as long as anybody asks for it.

use std::fs;
use std::path::PathBuf;

use plan::agreement::AgreementHash;
use plan::hash::WordsHash;
use plan::signing::{
    AsSeen, Event, Happened, Joined, Offer, Outcome, Part, SIGNING_FORM, SaidBack, Signing, Way,
};
use plan::{Agreement, Texts};

use super::{Room, dot, interpreter, joined, polish, somebody};
use crate::stored::golden;

fn kept(path: &str) -> Vec<u8> {
    fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// One of each, with each of what it can hold. A new one has no place here and does not compile.
fn every_outcome(room: &Room) -> Vec<Outcome> {
    let witness = Some(room.sam());
    let until = Some(room.agreement.made_on);
    let all = vec![
        Outcome::Signs,
        Outcome::MakesMark { witness },
        Outcome::SignsWithoutDrawing { typed: "Kelly Marsh".into(), witness },
        Outcome::AgreesInPart { which: "the first goal".into() },
        Outcome::WantsTime { until },
        Outcome::WantsTime { until: None },
        Outcome::AgreesWillNotSign,
        Outcome::DoesNotAgree { why: "It was not like that.".into() },
        Outcome::NotPresent,
        Outcome::AgreedByPhone { said: "“Go on.”".into(), rang: None, call_at: None },
        Outcome::agreed_by_phone(),
        Outcome::WaitsForInterpreter,
    ];
    for outcome in &all {
        match outcome {
            Outcome::Signs
            | Outcome::MakesMark { .. }
            | Outcome::SignsWithoutDrawing { .. }
            | Outcome::AgreesInPart { .. }
            | Outcome::WantsTime { .. }
            | Outcome::AgreesWillNotSign
            | Outcome::DoesNotAgree { .. }
            | Outcome::WaitsForInterpreter
            | Outcome::NotPresent
            | Outcome::AgreedByPhone { .. } => {}
        }
    }
    all
}

/// A sitting with one of each event. The rules take every one of them.
fn one_of_each() -> Signing {
    let mut room = Room::begun();
    room.signing.agreement = AgreementHash::of(b"an agreement");
    let (kelly, rights) = (room.kelly(), room.rights());
    for (event, how) in [
        (Part::Rights, SaidBack::InOwnWords { words: "I can say no.".into() }),
        (Part::Worry, SaidBack::InPart { words: "No food.".into() }),
        (Part::First, SaidBack::NotYet),
        (Part::Help, SaidBack::DidNotWant),
    ] {
        room.take(Event::SaidBack { person: kelly, part: event, how });
    }
    let another = Offer::AnotherDay { on: Some(room.agreement.made_on) };
    for chose in [Offer::GoOn, Offer::Pause, Offer::Advocate, another] {
        room.take(Event::Offered { person: kelly, chose });
    }
    room.take(joined(somebody(1), "Anna Nowak", interpreter()));
    room.take(joined(somebody(2), "Ann Page", Joined::Reader));
    room.take(joined(somebody(3), "Lee Ash", Joined::Witness));
    room.take(joined(room.plan.children[0].id, "Tia Marsh", Joined::Child));
    room.take(joined(somebody(4), "Jo Birch", Joined::Worker(plan::people::WorkerRole::TeamManager)));
    for way in [Way::ReadsAlone, Way::TabletReads, Way::ReadOut(somebody(2))] {
        room.take(Event::HandedOver {
            to: vec![kelly],
            hears: "Nana Jean".into(),
            without: vec![room.worry()],
            way,
            language: (way == Way::TabletReads).then(polish),
            agreed_with: (way == Way::ReadsAlone).then(|| "our manager".into()),
        });
        let words = WordsHash::of(["Polish words"]);
        let in_polish = AsSeen { language: polish(), size: 28, words, again: false };
        let as_seen = if way == Way::TabletReads { in_polish } else { room.as_seen(&rights) };
        room.take(Event::Shown { blocks: rights.clone(), for_ms: 62_000, as_seen: Some(as_seen) });
        room.take(Event::ReadAloud { block: rights[0].clone(), sentences: 2, of: 2 });
        room.take(Event::TakenBack);
    }
    for outcome in every_outcome(&room) {
        room.take(Event::Chose { person: kelly, outcome });
    }
    room.take(Event::Drew { person: kelly, stroke: dot() });
    room.take(Event::Undid { person: kelly });
    room.take(Event::StartedAgain { person: kelly });
    room.take(Event::Confirmed { person: kelly });
    room.signing
}

#[test]
fn a_stored_signing_keeps_its_bytes() {
    let signing = one_of_each();
    assert_eq!(signing.form, SIGNING_FORM);
    let bytes = serde_json::to_vec_pretty(&signing).unwrap();
    golden("signing-2.json", &bytes);
    assert_eq!(serde_json::from_slice::<Signing>(&bytes).unwrap(), signing);
}

#[test]
fn a_signing_of_the_first_form_is_read_and_followed() {
    let bytes = kept("golden/signing-1.json");
    let signing: Signing = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(signing.form, 1);
    let again = serde_json::to_string(&signing).unwrap();
    assert_eq!(again, String::from_utf8_lossy(&bytes), "written again, it is the same");
    let agreement = Agreement::from_json(&kept("golden/agreement-2.json")).unwrap();
    let mut followed = Signing { events: Vec::new(), ..signing.clone() };
    for Happened { at, by, event } in signing.events.clone() {
        assert_eq!(by, None);
        followed.take(Happened { at, by, event }, &agreement).unwrap();
    }
    assert_eq!(followed, signing);
    assert!(signing.rights_not_shown(&agreement).is_empty() && signing.in_front().is_none());
    let said: Vec<Option<Outcome>> =
        signing.signers(&agreement).into_iter().map(|person| signing.row(person).outcome).collect();
    assert_eq!(
        said,
        [
            Some(Outcome::Signs),
            Some(Outcome::DoesNotAgree { why: "It was not like that.".into() }),
            Some(Outcome::AgreesInPart { which: "the first goal".into() }),
            Some(Outcome::WantsTime { until: Some("2026-11-29".parse().unwrap()) }),
            Some(Outcome::agreed_by_phone()),
        ]
    );
    let kelly = signing.signers(&agreement)[0];
    assert_eq!(signing.row(kelly).strokes.len(), 1, "two were taken back");
    assert!(signing.bound(kelly, &agreement).is_some());
    assert_eq!(signing.label(&agreement, kelly, &Texts::english()).unwrap(), "Kelly Marsh, mum");
    assert!(!signing.waits_for_interpreter(kelly) && !signing.should_offer(kelly));
}

#[test]
fn a_signing_that_was_sealed_before_there_were_turns_is_read() {
    let bytes = kept("../document/tests/golden/signing.json");
    let signing: Signing = serde_json::from_slice(&bytes).unwrap();
    assert_eq!((signing.form, signing.events.len()), (1, 3));
    let Event::Chose { person, .. } = signing.events[0].event else { panic!("somebody chose first") };
    let row = signing.row(person);
    assert_eq!((row.outcome, row.strokes.len(), row.held_by), (Some(Outcome::Signs), 1, None));
    assert!(row.confirmed_at.is_some());
}
