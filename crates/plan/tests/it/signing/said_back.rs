//! Saying it back: evidence, an offer after two “not yet”, and never a condition.

use chrono::NaiveDate;
use plan::agreement::BlockKind;
use plan::signing::{Event, Offer, Outcome, Part, SaidBack, SigningError};

use super::{Room, somebody};

fn not_yet(room: &mut Room, part: Part) {
    let person = room.kelly();
    room.take(Event::SaidBack { person, part, how: SaidBack::NotYet });
}

#[test]
fn two_not_yet_of_any_parts_make_an_offer_and_the_answer_begins_anew() {
    let mut room = Room::begun();
    let (kelly, dean) = (room.kelly(), room.dean());
    not_yet(&mut room, Part::Worry);
    room.take(Event::SaidBack { person: dean, part: Part::Worry, how: SaidBack::NotYet });
    let said = SaidBack::InOwnWords { words: "I can say no.".into() };
    room.take(Event::SaidBack { person: kelly, part: Part::Rights, how: said });
    assert!(!room.signing.should_offer(kelly), "one each is not two");
    not_yet(&mut room, Part::Meeting);
    assert!(room.signing.should_offer(kelly) && !room.signing.should_offer(dean));
    room.take(Event::Offered { person: dean, chose: Offer::GoOn });
    assert!(room.signing.should_offer(kelly), "another person's answer is not theirs");
    room.take(Event::Offered { person: kelly, chose: Offer::Pause });
    assert!(!room.signing.should_offer(kelly));
    not_yet(&mut room, Part::Worry);
    assert!(!room.signing.should_offer(kelly));
    not_yet(&mut room, Part::Worry);
    assert!(room.signing.should_offer(kelly));
    let another = Offer::AnotherDay { on: NaiveDate::from_ymd_opt(2026, 11, 29) };
    room.take(Event::Offered { person: kelly, chose: another.clone() });
    assert_eq!(room.signing.offers(kelly).collect::<Vec<_>>(), [&Offer::Pause, &another]);
    assert_eq!(room.signing.offers(dean).collect::<Vec<_>>(), [&Offer::GoOn]);
}

#[test]
fn the_last_word_counts_and_every_time_is_counted() {
    let mut room = Room::begun();
    let kelly = room.kelly();
    assert_eq!(room.signing.asked(kelly, Part::Help), None);
    not_yet(&mut room, Part::Help);
    let how = SaidBack::InPart { words: "Mum, on Mondays.".into() };
    room.take(Event::SaidBack { person: kelly, part: Part::Help, how: how.clone() });
    let asked = room.signing.asked(kelly, Part::Help).unwrap();
    assert_eq!((asked.last, asked.times), (&how, 2));
    let stranger = Event::SaidBack { person: somebody(1), part: Part::Help, how };
    room.refuse(stranger, SigningError::NoPlace);
    room.refuse(Event::Offered { person: somebody(1), chose: Offer::GoOn }, SigningError::NoPlace);
}

#[test]
fn signing_never_depends_on_it() {
    for how in [SaidBack::NotYet, SaidBack::DidNotWant] {
        let (mut room, kelly) = Room::in_front_of(Room::kelly);
        let mut silent = room.clone();
        silent.answer(kelly, Outcome::Signs);
        for part in Part::ALL {
            room.take(Event::SaidBack { person: kelly, part, how: how.clone() });
            room.take(Event::SaidBack { person: kelly, part, how: how.clone() });
        }
        room.answer(kelly, Outcome::Signs);
        assert!(room.signing.bound(kelly, &room.agreement).is_some());
    }
}

#[test]
fn every_part_has_words_in_the_agreement_to_tell_it_again() {
    let room = Room::begun();
    let mut told = Vec::new();
    for part in Part::ALL {
        let blocks = part.blocks(&room.agreement);
        assert!(!blocks.is_empty(), "{part:?}");
        assert!(blocks.iter().all(|block| !matches!(block.kind, BlockKind::Heading { .. })), "{part:?}");
        told.push((part.key(), blocks));
    }
    let rights =
        |at: usize| told[at].1.iter().filter(|block| matches!(block.kind, BlockKind::Right { .. })).count();
    assert_eq!(rights(0) + rights(4), room.rights().len(), "each right belongs to one of the two");
    let first = told[2].1[0].kind.goal();
    assert!(first.is_some() && told[2].1.iter().all(|block| block.kind.goal() == first));
}
