//! What a person may answer, and when: the rights first, a mark where one is needed, and no change afterwards.

use plan::agreement::BlockId;
use plan::gaps::{Blocker, blockers};
use plan::ink::Stroke;
use plan::signing::{Event, Joined, Manner, Outcome, Part, SaidBack, Signing, SigningError};
use plan::splice::MAX_CHARS;

use super::{Room, dot, interpreter, joined, somebody};

#[test]
fn nobody_answers_before_every_right_was_on_the_screen() {
    let mut room = Room::begun();
    let person = room.kelly();
    let choose = Event::Chose { person, outcome: Outcome::DoesNotAgree { why: String::new() } };
    room.take(room.turned(&[person], &[]));
    for right in room.rights() {
        room.refuse(choose.clone(), SigningError::RightsNotShown);
        room.take(room.shown(vec![right]));
    }
    room.take(choose);
}

#[test]
fn the_rights_have_to_stand_before_the_person_who_answers() {
    let (mut room, kelly) = Room::in_front_of(Room::kelly);
    room.answer(kelly, Outcome::AgreesWillNotSign);
    room.take(Event::TakenBack);
    // The worker looks at it alone: Dean sees none of that.
    room.take(room.all_shown());
    let dean = room.dean();
    let wants_time = Event::Chose { person: dean, outcome: Outcome::WantsTime { until: None } };
    room.take(room.turned(&[dean], &[]));
    room.refuse(wants_time.clone(), SigningError::RightsNotShown);
    room.take(room.shown(room.rights()));
    room.take(wants_time);
}

#[test]
fn what_stood_there_before_any_turn_was_seen_by_everyone() {
    let mut room = Room::begun();
    room.take(room.all_shown());
    let kelly = room.kelly();
    room.take(room.turned(&[kelly], &[]));
    room.take(Event::Chose { person: kelly, outcome: Outcome::AgreesWillNotSign });
    assert!(room.signing.rights_not_shown_to(&room.agreement, room.dean()).is_empty());
}

#[test]
fn a_dot_is_a_mark_and_nothing_is_not() {
    let (mut room, person) = Room::in_front_of(Room::kelly);
    let confirm = Event::Confirmed { person };
    room.refuse(confirm.clone(), SigningError::NoAnswer);
    room.take(Event::Chose { person, outcome: Outcome::Signs });
    room.refuse(confirm.clone(), SigningError::NoMark);
    let nothing = Stroke { points: Vec::new(), ..dot() };
    room.refuse(Event::Drew { person, stroke: nothing }, SigningError::NotDrawn);
    room.take(Event::Drew { person, stroke: dot() });
    room.take(Event::Undid { person });
    room.refuse(confirm.clone(), SigningError::NoMark);
    room.take(Event::Drew { person, stroke: dot() });
    room.take(Event::StartedAgain { person });
    room.refuse(confirm.clone(), SigningError::NoMark);
    room.take(Event::Drew { person, stroke: dot() });
    let missing = |signing: &Signing| blockers(&room.plan, &room.agreement, signing, |_| true);
    assert!(missing(&room.signing).contains(&Blocker::NoOutcome));
    let kept = room.signing.events.len();
    let mut confirmed = room.signing.clone();
    confirmed.take(room.happened(confirm), &room.agreement).unwrap();
    assert_eq!(missing(&confirmed), []);
    assert_eq!(confirmed.row(person).strokes.len(), 1);
    assert_eq!(confirmed.events.len(), kept + 1, "what was taken back stays in the record");
}

#[test]
fn a_confirmed_answer_does_not_change() {
    let (mut room, person) = Room::in_front_of(Room::kelly);
    room.answer(person, Outcome::Signs);
    let (row, bound) = (room.signing.row(person), room.signing.bound(person, &room.agreement));
    for event in [
        Event::Drew { person, stroke: dot() },
        Event::Undid { person },
        Event::StartedAgain { person },
        Event::Confirmed { person },
    ] {
        room.refuse(event, SigningError::Confirmed);
    }
    // The tablet comes back to them for somebody else's sake, and shows less.
    room.take(Event::TakenBack);
    room.take(room.turned(&[person, room.dean()], &[room.worry()]));
    assert_eq!(room.signing.row(person), row);
    assert_eq!(room.signing.bound(person, &room.agreement), bound, "it is bound to what was seen before it");
}

#[test]
fn who_changes_their_mind_has_given_both_answers_and_the_last_one_stands() {
    let (mut room, person) = Room::in_front_of(Room::kelly);
    room.answer(person, Outcome::Signs);
    let first = room.signing.answer(person).unwrap();
    room.take(Event::Chose { person, outcome: Outcome::DoesNotAgree { why: String::new() } });
    let row = room.signing.row(person);
    assert_eq!((row.strokes.len(), row.confirmed_at), (0, None), "the mark was for the first answer");
    assert_eq!(room.signing.answer(person), Some(first.clone()), "which stands until there is another");
    let missing = blockers(&room.plan, &room.agreement, &room.signing, |_| true);
    assert_eq!(missing, [Blocker::AnswerOpen], "and nothing is sealed while they are at it");
    room.take(Event::Confirmed { person });
    let all = room.signing.answers(person);
    assert_eq!(all.len(), 2);
    assert_eq!(all[0], first);
    assert_eq!(all[1].outcome, Some(Outcome::DoesNotAgree { why: String::new() }));
    assert_eq!(room.signing.answer(person), all.last().cloned());
    room.take(Event::TakenBack);
    let for_them = Event::Chose { person, outcome: Outcome::Signs };
    room.refuse(for_them, SigningError::NotTheirTurn);
    room.take(room.turned(&[person], &[]));
    room.answer(person, Outcome::Signs);
    let third = room.signing.answer(person).unwrap();
    assert_eq!(third.strokes.len(), 1, "with a mark of its own");
    assert_ne!(third.confirmed_at, first.confirmed_at);
}

#[test]
fn who_needs_an_interpreter_says_yes_to_nothing_until_one_is_there() {
    let (mut room, person) = Room::in_front_of(Room::dean);
    let witness = Some(room.sam());
    let choose = |outcome: &Outcome| Event::Chose { person, outcome: outcome.clone() };
    let yes = [
        Outcome::Signs,
        Outcome::MakesMark { witness },
        Outcome::SignsWithoutDrawing { typed: "Dean".into(), witness },
        Outcome::AgreesInPart { which: "the first".into() },
        Outcome::AgreesWillNotSign,
        Outcome::agreed_by_phone(),
    ];
    for outcome in &yes {
        room.refuse(choose(outcome), SigningError::NeedsInterpreter);
    }
    for outcome in [
        Outcome::WantsTime { until: None },
        Outcome::DoesNotAgree { why: "No.".into() },
        Outcome::WaitsForInterpreter,
        Outcome::NotPresent,
    ] {
        room.take(choose(&outcome));
    }
    assert!(room.signing.waits_for_interpreter(person) && !room.signing.waits_for_interpreter(room.kelly()));
    room.take(joined(somebody(1), "Anna Nowak", interpreter()));
    assert!(room.signing.has_interpreter() && !room.signing.waits_for_interpreter(person));
    for outcome in &yes {
        room.take(choose(outcome));
    }
}

#[test]
fn strangers_and_strange_blocks_have_no_place() {
    let mut room = Room::begun();
    room.take(room.all_shown());
    for person in [somebody(7), room.plan.children[0].id] {
        room.refuse(Event::Chose { person, outcome: Outcome::Signs }, SigningError::NoPlace);
        room.refuse(Event::Confirmed { person }, SigningError::NoPlace);
    }
    room.refuse(room.shown(vec![BlockId("rights.99".into())]), SigningError::NotInAgreement);
}

#[test]
fn a_text_as_long_as_any_in_a_plan_is_kept_and_a_longer_one_is_refused() {
    let (mut room, person) = Room::in_front_of(Room::kelly);
    let long = |more: usize| "é".repeat(MAX_CHARS + more);
    let texts = |more| {
        let name = long(more);
        let interpreter = |name: &str, language, from| {
            joined(somebody(9), name, Joined::Interpreter { language, manner: Manner::Phone, from })
        };
        let way = room.turned(&[person], &[]);
        let Event::HandedOver { to, way, without, language, .. } = way else { panic!("it is turned") };
        let said = |how| Event::SaidBack { person, part: Part::Worry, how };
        let chose = |outcome| Event::Chose { person, outcome };
        vec![
            Event::HandedOver { to, way, without, language, hears: long(more), agreed_with: None },
            said(SaidBack::InOwnWords { words: long(more) }),
            said(SaidBack::InPart { words: long(more) }),
            joined(somebody(1), &name, Joined::Witness),
            interpreter(&name, String::new(), String::new()),
            interpreter("Anna Nowak", long(more), String::new()),
            interpreter("Anna Nowak", String::new(), long(more)),
            chose(Outcome::AgreesInPart { which: long(more) }),
            chose(Outcome::DoesNotAgree { why: long(more) }),
            chose(Outcome::SignsWithoutDrawing { typed: long(more), witness: None }),
            chose(Outcome::AgreedByPhone { said: long(more), rang: None, call_at: None }),
        ]
    };
    for (long, longer) in texts(0).into_iter().zip(texts(1)) {
        room.clone().refuse(longer, SigningError::TooLong);
        if !matches!(long, Event::HandedOver { .. }) {
            room.clone().take(long);
        }
    }
    let turned = texts(0).remove(0);
    room.take(Event::TakenBack);
    room.take(turned);
}

#[test]
fn a_signing_can_be_stored_and_read() {
    let (mut room, person) = Room::in_front_of(Room::dean);
    room.take(Event::Chose { person, outcome: Outcome::WantsTime { until: None } });
    room.take(Event::Drew { person, stroke: dot() });
    let bytes = serde_json::to_vec(&room.signing).unwrap();
    assert_eq!(serde_json::from_slice::<Signing>(&bytes).unwrap(), room.signing);
}
