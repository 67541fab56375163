//! Those with no place in the agreement who take part, and who saw an answer.

use plan::signing::{Event, Joined, Outcome, SigningError};

use super::{Room, dot, interpreter, joined, somebody};

#[test]
fn a_mark_and_a_spoken_yes_need_somebody_else_who_saw_or_heard_it() {
    let (room, person) = Room::in_front_of(Room::kelly);
    let mark = |witness| Outcome::MakesMark { witness };
    let spoken = |witness| Outcome::SignsWithoutDrawing { typed: String::new(), witness };
    for outcome in [&mark as &dyn Fn(_) -> Outcome, &spoken] {
        let mut room = room.clone();
        let choose = |witness| Event::Chose { person, outcome: outcome(witness) };
        room.take(choose(None));
        room.take(Event::Drew { person, stroke: dot() });
        room.refuse(Event::Confirmed { person }, SigningError::NoWitness);
        room.refuse(choose(Some(person)), SigningError::NoWitness);
        room.refuse(choose(Some(somebody(1))), SigningError::NoPlace);
        room.take(joined(somebody(1), "Ann Page", Joined::Witness));
        room.take(choose(Some(somebody(1))));
        assert_eq!(room.signing.witnessed_by(&room.agreement, somebody(1)), [], "nothing is confirmed yet");
        room.take(Event::Confirmed { person });
        assert_eq!(room.signing.witnessed_by(&room.agreement, somebody(1)), [person]);
        assert_eq!(room.signing.witnessed_by(&room.agreement, room.sam()), []);
    }
}

#[test]
fn a_child_or_a_relative_is_no_interpreter_however_the_name_is_written() {
    let mut room = Room::begun();
    for name in [
        "Tia Marsh",
        " tia  marsh ",
        "JAY MARSH",
        "Kelly\u{a0}Marsh",
        "kelly marsh",
        "DEAN O’ROURKE",
        "Tia\tMarsh",
        "Tia",
        "Marsh, Tia",
        "Mr O’Rourke",
        "",
        "   ",
    ] {
        room.refuse(joined(somebody(1), name, interpreter()), SigningError::CannotInterpret);
        assert!(!room.signing.has_interpreter());
    }
    // Reading out and seeing a mark are open to them.
    room.take(joined(somebody(2), "Tia Marsh", Joined::Witness));
    room.take(joined(somebody(1), "Anna Nowak", interpreter()));
}

#[test]
fn who_joins_has_a_name() {
    let mut room = Room::begun();
    for part in [Joined::Witness, Joined::Child] {
        for name in ["", " ", "\t\u{a0}"] {
            room.refuse(joined(somebody(1), name, part.clone()), SigningError::NoName);
        }
    }
}

#[test]
fn who_has_a_place_does_not_join_and_nobody_joins_twice() {
    let mut room = Room::begun();
    for person in [room.kelly(), room.sam()] {
        room.refuse(joined(person, "Anna Nowak", interpreter()), SigningError::NotNow);
    }
    room.take(joined(somebody(1), "Anna Nowak", interpreter()));
    room.refuse(joined(somebody(1), "Ann Page", Joined::Witness), SigningError::NotNow);
}

#[test]
fn a_child_who_wants_to_signs_like_everyone() {
    let mut room = Room::begun();
    let child = room.plan.children[0].id;
    room.refuse(room.turned(&[child], &[]), SigningError::NoPlace);
    room.take(joined(child, "Tia Marsh", Joined::Child));
    room.take(room.turned(&[child], &[]));
    room.refuse(Event::Chose { person: child, outcome: Outcome::Signs }, SigningError::RightsNotShown);
    room.take(room.all_shown());
    room.answer(child, Outcome::Signs);
    assert!(room.signing.bound(child, &room.agreement).is_some());
    assert_eq!(room.signing.signers(&room.agreement).last(), Some(&child));
}
