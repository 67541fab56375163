//! What a confirmed answer is bound to: another person, sitting, answer, line, holder or page gives another hash.

use std::collections::BTreeMap;

use plan::AgreementHash;
use plan::hash::AnswerHash;
use plan::ids::{SigningId, UserId};
use plan::signing::{Event, Outcome};

use super::{Room, dot};
use crate::stored::golden;

fn a_day() -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(2026, 12, 4).unwrap()
}

/// Kelly reads and signs, with whatever is different about it.
fn signed(different: impl Fn(&mut Room), outcome: Outcome, without: bool) -> (Room, AnswerHash) {
    let mut room = Room::begun();
    different(&mut room);
    let kelly = room.kelly();
    let left_out = if without { vec![room.worry()] } else { Vec::new() };
    room.take(room.turned(&[kelly], &left_out));
    room.take(room.all_shown());
    room.answer(kelly, outcome);
    let bound = room.signing.bound(kelly, &room.agreement).unwrap();
    (room, bound)
}

#[test]
fn whatever_is_different_gives_another_hash() {
    let nothing = |_: &mut Room| {};
    let witness = Some(Room::begun().sam());
    let (room, same) = signed(nothing, Outcome::Signs, false);
    assert_eq!(signed(nothing, Outcome::Signs, false).1, same, "the same answer has the same hash");
    let mut all = BTreeMap::from([("signed", same)]);
    let mut another = |what, bound| assert_eq!(all.insert(what, bound), None);
    another("left out", signed(nothing, Outcome::Signs, true).1);
    another("a mark", signed(nothing, Outcome::MakesMark { witness }, false).1);
    another("no witness", {
        let witness = Some(Room::begun().plan.workers[1].id);
        signed(nothing, Outcome::MakesMark { witness }, false).1
    });
    another("part", signed(nothing, Outcome::AgreesInPart { which: "a".into() }, false).1);
    another("other part", signed(nothing, Outcome::AgreesInPart { which: "b".into() }, false).1);
    another("nonce", signed(|it| it.signing.nonce = "1".repeat(32), Outcome::Signs, false).1);
    another("sitting", signed(|it| it.signing.id = SigningId::new(0, &[7; 10]), Outcome::Signs, false).1);
    another("holder", signed(|it| it.held_by = Some(UserId::new(0, &[7; 10])), Outcome::Signs, false).1);
    another("nobody", signed(|it| it.held_by = None, Outcome::Signs, false).1);
    let other = AgreementHash::of(b"another agreement");
    another("agreement", signed(|it| it.signing.agreement = other, Outcome::Signs, false).1);
    another("later", {
        let wait = |it: &mut Room| it.take(it.all_shown());
        signed(wait, Outcome::Signs, false).1
    });

    let mut two = room.clone();
    two.take(Event::TakenBack);
    let person = two.plan.workers[0].id;
    two.answer(person, Outcome::Signs);
    another("person", two.signing.bound(person, &two.agreement).unwrap());
    another("line", {
        let mut moved = room.clone();
        let kelly = moved.kelly();
        for happened in &mut moved.signing.events {
            if let Event::Drew { stroke, .. } = &mut happened.event {
                stroke.points[0].p += 1;
            }
        }
        moved.signing.bound(kelly, &moved.agreement).unwrap()
    });
    let distinct: std::collections::BTreeSet<&AnswerHash> = all.values().collect();
    assert_eq!(distinct.len(), all.len(), "{all:#?}");
}

/// Words that stay the same when the fixed texts change.
fn of_no_words_of_ours(room: &mut Room) {
    for (number, block) in room.agreement.blocks.iter_mut().enumerate() {
        block.text = format!("Words {number}");
    }
    room.signing.agreement = AgreementHash::of(b"an agreement");
    room.held_by = Some(UserId::new(0, &[7; 10]));
}

/// What an answer is bound to has to be put together again in thirty years, by others.
#[test]
fn the_bytes_an_answer_is_bound_to_are_kept() {
    let witness = Some(Room::begun().sam());
    let outcome = Outcome::SignsWithoutDrawing { typed: "Kelly Marsh".into(), witness };
    let mut all = String::new();
    let call = Outcome::AgreedByPhone {
        said: "Go on.".into(),
        rang: witness,
        call_at: chrono::NaiveTime::from_hms_opt(16, 30, 0),
    };
    for (outcome, without) in [
        (Outcome::Signs, false),
        (outcome, true),
        (Outcome::WantsTime { until: Some(a_day()) }, false),
        (call, false),
    ] {
        let (room, hash) = signed(of_no_words_of_ours, outcome, without);
        let bytes = room.signing.bound_bytes(room.kelly(), &room.agreement).unwrap();
        assert_eq!(base::Hash::of(&bytes).to_string(), hash.to_string());
        all += &format!("{hash}\n{}\n", base::hex::encode(&bytes));
    }
    golden("answer-2.txt", all.as_bytes());
}

#[test]
fn nothing_is_bound_before_it_is_confirmed() {
    let (mut room, person) = Room::in_front_of(Room::kelly);
    let bound = |room: &Room| room.signing.bound(person, &room.agreement);
    assert_eq!(bound(&room), None);
    room.take(Event::Chose { person, outcome: Outcome::Signs });
    room.take(Event::Drew { person, stroke: dot() });
    assert_eq!(bound(&room), None);
    room.take(Event::Confirmed { person });
    let first = bound(&room).unwrap();
    room.take(Event::TakenBack);
    room.answer(room.sam(), Outcome::Signs);
    assert_eq!(bound(&room), Some(first), "what others say changes nothing");
    let row = room.signing.row(person);
    assert_eq!(row.held_by, room.held_by);
    assert!(row.confirmed_at.is_some());
}
