//! Every answer a person may give: taken, sealed, on paper in its fixed words, and named at the office.

use std::collections::BTreeSet;
use std::fs;

use chrono::{NaiveDate, NaiveTime};
use ipc::visit::{SaveCopy, Seal, Sign};
use plan::ids::PersonId;
use plan::people::Adult;
use plan::signing::{Event, Joined, Outcome, Row};
use plan::{Texts, dates};

use crate::copies::{whole, words};
use crate::family::{answered, begun, rights_shown, take_back, turned, with_dan, written};
use crate::offices::TestOffice;
use crate::sending::{all_safe, of_a_fake_office};
use crate::world::World;

/// Each answer, with each of what it can hold. A new one does not compile before it stands in `printed` and here.
fn every_outcome(witness: PersonId, until: NaiveDate) -> Vec<Outcome> {
    let witness = Some(witness);
    vec![
        Outcome::Signs,
        Outcome::MakesMark { witness },
        Outcome::SignsWithoutDrawing { typed: "D. Marsh".into(), witness },
        Outcome::SignsWithoutDrawing { typed: String::new(), witness },
        Outcome::AgreesInPart { which: "I will cook.".into() },
        Outcome::WantsTime { until: Some(until) },
        Outcome::WantsTime { until: None },
        Outcome::AgreesWillNotSign,
        Outcome::DoesNotAgree { why: "It was not like that.".into() },
        Outcome::DoesNotAgree { why: String::new() },
        Outcome::WaitsForInterpreter,
        Outcome::NotPresent,
        Outcome::AgreedByPhone { said: "“Go on.”".into(), rang: None, call_at: None },
        Outcome::agreed_by_phone(),
        Outcome::AgreedByPhone {
            said: String::new(),
            rang: witness,
            call_at: NaiveTime::from_hms_opt(16, 30, 0),
        },
        Outcome::AgreedByPhone { said: "“Go on.”".into(), rang: witness, call_at: None },
    ]
}

/// The key of an answer's fixed words, what they are filled with, and its word at the office.
fn printed(outcome: &Outcome) -> (&'static str, Vec<(&'static str, String)>, &'static str) {
    let texts = Texts::english();
    match outcome {
        Outcome::Signs => ("signs", Vec::new(), "signs"),
        Outcome::MakesMark { .. } => ("makes_mark", Vec::new(), "makes_mark"),
        Outcome::SignsWithoutDrawing { typed, .. } if typed.is_empty() => {
            ("spoken", Vec::new(), "signs_without_drawing")
        }
        Outcome::SignsWithoutDrawing { typed, .. } => {
            ("typed", vec![("typed", typed.clone())], "signs_without_drawing")
        }
        Outcome::AgreesInPart { which } => {
            ("agrees_in_part", vec![("which", which.clone())], "agrees_in_part")
        }
        Outcome::WantsTime { until: None } => ("wants_time", Vec::new(), "wants_time"),
        Outcome::WantsTime { until: Some(until) } => {
            ("wants_time_until", vec![("day", dates::day(*until, &texts))], "wants_time")
        }
        Outcome::AgreesWillNotSign => ("agrees_will_not_sign", Vec::new(), "agrees_will_not_sign"),
        Outcome::DoesNotAgree { why } if why.is_empty() => ("does_not_agree", Vec::new(), "does_not_agree"),
        Outcome::DoesNotAgree { why } => ("does_not_agree_why", vec![("why", why.clone())], "does_not_agree"),
        Outcome::WaitsForInterpreter => ("waits_for_interpreter", Vec::new(), "waits_for_interpreter"),
        Outcome::NotPresent => ("not_present", Vec::new(), "not_present"),
        Outcome::AgreedByPhone { call_at: Some(_), .. } => {
            ("call", vec![("call", "Sam Reed rang Dee Marsh at 4:30pm.".into())], "agreed_by_phone")
        }
        Outcome::AgreedByPhone { said, rang: Some(_), .. } => {
            let call = ("call", "Sam Reed rang Dee Marsh.".into());
            ("call_said", vec![("said", said.clone()), call], "agreed_by_phone")
        }
        Outcome::AgreedByPhone { said, .. } if said.is_empty() => {
            ("agreed_by_phone", Vec::new(), "agreed_by_phone")
        }
        Outcome::AgreedByPhone { said, .. } => {
            ("agreed_by_phone_said", vec![("said", said.clone())], "agreed_by_phone")
        }
    }
}

/// The sentence a paper has for Dee's answer.
fn sentence(outcome: &Outcome, row: &Row, witness: &str) -> String {
    let texts = Texts::english();
    let at = row.confirmed_at.unwrap();
    let (key, more, _) = printed(outcome);
    let (day, time) = (dates::day(at.date_naive(), &texts), dates::time(at));
    let fixed = [("name", "Dee Marsh"), ("day", &*day), ("time", &*time), ("witness", witness)];
    let slots: Vec<_> = more.iter().map(|(slot, words)| (*slot, words.as_str())).chain(fixed).collect();
    texts.fill(format!("outcome.{key}"), &slots)
}

#[test]
fn every_answer_is_sealed_printed_and_named_at_the_office() {
    let (office, world) = (TestOffice::start(), World::new());
    let tablet = world.ready(&office);
    let before = written(&tablet, "How many there are");
    let (witness, until) = (before.plan.workers[0].id, NaiveDate::from_ymd_opt(2027, 1, 29).unwrap());
    let count = every_outcome(witness, until).len();
    let mut keys = BTreeSet::new();
    for at in 0..count {
        let before = written(&tablet, &format!("Family {at}"));
        let outcome = every_outcome(before.plan.workers[0].id, until).remove(at);
        let dee = before.plan.adults[0].id;
        let (sitting, signing) = begun(&tablet, before.plan.id);
        let signing = signing.id;
        let events =
            [vec![turned(&[dee], &[]), rights_shown(&sitting)], answered(dee, outcome.clone())].concat();
        tablet.sign(Sign { signing, events }).unwrap();
        take_back(&tablet, signing);
        let row = begun(&tablet, before.plan.id).1.row(dee);
        let card = tablet.seal(Seal { signing }).unwrap();
        assert_eq!(card.answers[0].outcome.as_ref(), Some(&outcome));
        assert_eq!(card.answers[0].who, "Dee Marsh, mum");
        let said = sentence(&outcome, &row, before.plan.workers[0].name.trim());
        let saved = tablet.save_copy(SaveCopy { copy: whole(before.plan.id), drive: None }).unwrap();
        let file = &saved.copies[0].saved.as_ref().unwrap().file;
        let paper = words(&fs::read(world.copies().join(file)).unwrap());
        assert!(paper.contains(&said), "{outcome:?}: “{said}” is not in {paper}");
        all_safe(&tablet, at + 1);
        let (key, _, word) = printed(&outcome);
        let listed = office.outcomes(&card.reference);
        assert_eq!(listed[0], ("Dee Marsh".to_owned(), "family".to_owned(), word.to_owned()));
        assert!(listed[1..].iter().all(|(_, _, said)| said == "not recorded"), "{listed:?}");
        assert!(keys.insert(key), "{key} twice");
    }
    let texts = Texts::english();
    let not_an_answer = [
        "signs_statement",
        "not_recorded",
        "said_on",
        "before",
        "code",
        // Parts of the sentences about a call.
        "rang",
        "rang_at",
        "rang_who_at",
    ];
    let fixed = texts.section("outcome").map(|(key, _)| key).filter(|key| !not_an_answer.contains(key));
    assert_eq!(fixed.collect::<BTreeSet<_>>(), keys, "each of the fixed sentences is for an answer");
}

#[test]
fn five_answers_of_one_sitting_have_five_codes_everywhere() {
    let world = World::new();
    let (tablet, office, _line) = of_a_fake_office(&world);
    let before = with_dan(&tablet, &written(&tablet, "The Marsh family"));
    let (sitting, signing) = begun(&tablet, before.plan.id);
    let (id, witness) = (signing.id, sitting.ids[0].take());
    let adults: Vec<PersonId> = before.plan.adults.iter().map(|adult: &Adult| adult.id).collect();
    let sign = |events| tablet.sign(Sign { signing: id, events }).unwrap();
    sign(vec![Event::Joined { person: witness, name: "Lee Ash".into(), part: Joined::Witness }]);
    sign(vec![turned(&adults, &[]), rights_shown(&sitting)]);
    sign(answered(adults[0], Outcome::MakesMark { witness: Some(witness) }));
    sign(answered(adults[1], Outcome::DoesNotAgree { why: String::new() }));
    take_back(&tablet, id);
    for worker in &before.plan.workers {
        sign(answered(worker.id, Outcome::Signs));
    }
    sign(answered(witness, Outcome::Signs));
    let (_, signing) = begun(&tablet, before.plan.id);
    tablet.seal(Seal { signing: id }).unwrap();
    let pushed = office.first_record();

    let people = signing.signers(&sitting.agreement);
    let bound: Vec<_> =
        people.iter().map(|person| signing.bound(*person, &sitting.agreement).unwrap()).collect();
    assert_eq!((bound.len(), bound.iter().collect::<BTreeSet<_>>().len()), (5, 5));
    let body: serde_json::Value = serde_json::from_slice(&pushed.body).unwrap();
    let in_manifest: Vec<_> =
        body["outcomes"].as_array().unwrap().iter().map(|it| it["bound"].clone()).collect();
    assert_eq!(in_manifest, bound.iter().map(|it| serde_json::json!(it)).collect::<Vec<_>>());
    let envelope = record::Envelope::read(&pushed.envelope).unwrap();
    let kept = record::Hash::of(&serde_json::to_vec(&signing).unwrap());
    assert_eq!(
        envelope.blobs[1].sha256.to_string(),
        kept.to_string(),
        "the sitting they are worked out from"
    );
    let saved = tablet.save_copy(SaveCopy { copy: whole(before.plan.id), drive: None }).unwrap();
    let file = &saved.copies[0].saved.as_ref().unwrap().file;
    let paper = words(&fs::read(world.copies().join(file)).unwrap());
    for bound in bound {
        let code = format!("Code of this answer: {}", bound.short());
        assert_eq!(paper.matches(&code).count(), 1, "{code} in {paper}");
    }
}
