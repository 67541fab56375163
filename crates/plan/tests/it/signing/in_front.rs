//! To whom the tablet is turned, and what may stand before them.

use plan::agreement::{BlockId, BlockKind, Section};
use plan::hash::WordsHash;
use plan::signing::{AsSeen, Event, Offer, Outcome, Part, SaidBack, SigningError, Way};
use serde_json::json;

use super::{Room, joined, polish, somebody};

#[test]
fn a_sitting_begins_once_and_at_the_beginning() {
    let mut room = Room::begun();
    room.refuse(room.began(), SigningError::NotNow);
    let mut room = Room::empty();
    room.take(room.all_shown());
    room.refuse(room.began(), SigningError::NotNow);
}

#[test]
fn it_is_turned_to_people_with_a_place_and_read_out_by_one() {
    let mut room = Room::begun();
    let child = room.plan.children[0].id;
    room.refuse(room.turned(&[], &[]), SigningError::NoPlace);
    room.refuse(room.turned(&[somebody(1)], &[]), SigningError::NoPlace);
    room.refuse(room.turned(&[room.kelly(), child], &[]), SigningError::NoPlace);
    let read_by = |room: &Room, reader| Event::HandedOver {
        to: vec![room.kelly()],
        hears: "Nana Jean in the kitchen".into(),
        without: Vec::new(),
        way: Way::ReadOut(reader),
        language: Some(polish()),
        agreed_with: None,
    };
    room.refuse(read_by(&room, somebody(1)), SigningError::NoPlace);
    room.take(joined(child, "Tia Marsh", plan::signing::Joined::Child));
    room.take(joined(somebody(1), "Ann Page", plan::signing::Joined::Reader));
    room.take(read_by(&room, somebody(1)));
    let turn = room.signing.in_front().unwrap();
    assert_eq!((turn.to, turn.way), (&[room.kelly()][..], Way::ReadOut(somebody(1))));
    assert_eq!((turn.without, turn.language), (&[][..], Some(&polish())));
}

#[test]
fn it_is_turned_to_somebody_else_only_after_it_was_taken_back() {
    let mut room = Room::begun();
    room.refuse(Event::TakenBack, SigningError::NotNow);
    room.take(room.turned(&[room.kelly()], &[room.worry()]));
    let (to_kelly, to_dean) = (room.turned(&[room.kelly()], &[]), room.turned(&[room.dean()], &[]));
    room.refuse(to_kelly, SigningError::NotNow);
    room.refuse(to_dean.clone(), SigningError::NotNow);
    room.take(Event::TakenBack);
    assert_eq!(room.signing.in_front(), None);
    room.refuse(Event::TakenBack, SigningError::NotNow);
    room.take(to_dean);
    assert_eq!(room.signing.left_out(room.kelly()), [room.worry()]);
    assert!(room.signing.left_out(room.dean()).is_empty());
}

#[test]
fn what_the_plan_is_the_rights_and_the_places_cannot_be_left_out() {
    let mut room = Room::begun();
    for block in room.agreement.blocks.clone() {
        let turned = room.turned(&[room.kelly()], std::slice::from_ref(&block.id));
        let is_for_all = matches!(block.section, Section::About | Section::Rights | Section::Signatures);
        let is_heading = matches!(block.kind, BlockKind::Title | BlockKind::Heading { .. });
        if is_for_all || is_heading {
            room.refuse(turned, SigningError::MustBeShown);
        } else {
            room.clone().take(turned);
        }
    }
    let strange = BlockId("worries.99".into());
    room.refuse(room.turned(&[room.kelly()], &[strange]), SigningError::NotInAgreement);
}

#[test]
fn what_was_left_out_is_neither_shown_nor_read_aloud() {
    let mut room = Room::begun();
    let goal = room.plan.goals[0].id;
    let left_out = BlockId(format!("now.{goal}"));
    let own_words = BlockId(format!("now.{goal}.own_words"));
    room.take(room.turned(&[room.kelly()], std::slice::from_ref(&left_out)));
    for block in [left_out, own_words] {
        room.refuse(room.shown(vec![room.rights()[0].clone(), block.clone()]), SigningError::NotInAgreement);
        let in_polish = AsSeen { language: polish(), size: 28, words: WordsHash::of([""]), again: false };
        let blocks = vec![block.clone()];
        let polish = Event::Shown { blocks, for_ms: 1, as_seen: Some(in_polish) };
        room.refuse(polish, SigningError::NotInAgreement);
        room.refuse(
            Event::ReadAloud { block: block.clone(), sentences: 1, of: 1 },
            SigningError::NotInAgreement,
        );
        let mut after = room.clone();
        after.take(Event::TakenBack);
        after.take(after.shown(vec![block]));
    }
    room.take(room.all_shown());
}

#[test]
fn only_the_words_of_the_agreement_stand_on_the_screen() {
    let mut room = Room::begun();
    room.take(room.turned(&[room.kelly()], &[]));
    let blocks = room.rights()[..2].to_vec();
    let as_seen = room.as_seen(&blocks);
    let told = |blocks: &[BlockId], as_seen: &AsSeen| Event::Shown {
        blocks: blocks.to_vec(),
        for_ms: 900,
        as_seen: Some(as_seen.clone()),
    };
    let mut other = as_seen.clone();
    other.words = WordsHash::of(["You can say no.", "You can ask for an advocate"]);
    room.refuse(told(&blocks, &other), SigningError::OtherWords);
    room.refuse(told(&blocks[..1], &as_seen), SigningError::OtherWords);
    let turned_round = [blocks[1].clone(), blocks[0].clone()];
    room.refuse(told(&turned_round, &as_seen), SigningError::OtherWords);
    room.take(told(&blocks, &as_seen));
}

/// What stood there without the hash of its words proves nothing: only a sitting of the first form has such.
#[test]
fn what_was_shown_is_taken_with_the_hash_of_its_words_alone() {
    let hashless = |blocks: Vec<BlockId>| Event::Shown { blocks, for_ms: 900, as_seen: None };
    let (before, mut turned, mut nothing_yet) = (Room::begun(), Room::begun(), Room::empty());
    turned.take(turned.turned(&[turned.kelly()], &[]));
    for mut room in [before, turned, nothing_yet.clone()] {
        for blocks in [room.rights(), Vec::new()] {
            room.refuse(hashless(blocks), SigningError::OtherWords);
        }
        assert_eq!(room.signing.rights_not_shown(&room.agreement).len(), room.rights().len());
    }
    nothing_yet.signing.form = 1;
    nothing_yet.take(hashless(nothing_yet.rights()));
}

#[test]
fn what_was_shown_is_not_read_where_the_hash_of_its_words_is_none() {
    let room = Room::begun();
    let whole = serde_json::to_value(room.all_shown()).unwrap();
    assert_eq!(serde_json::from_value::<Event>(whole.clone()).unwrap(), room.all_shown());
    let hash = whole["as_seen"]["words"].as_str().unwrap().to_owned();
    let first = hash.chars().next().unwrap();
    for other in [
        json!(null),
        json!(""),
        json!(hash.strip_prefix(first).unwrap()),
        json!(hash.clone() + "0"),
        json!(hash.replace(first, "z")),
    ] {
        let mut event = whole.clone();
        event["as_seen"]["words"] = other;
        assert!(serde_json::from_value::<Event>(event.clone()).is_err(), "{event}");
    }
    let mut event = whole;
    event["as_seen"].as_object_mut().unwrap().remove("words");
    assert!(serde_json::from_value::<Event>(event.clone()).is_err(), "{event}");
}

/// Kelly says no, wants an advocate, and gives the tablet back: nothing of it is told before Dean, and all of it to the worker.
#[test]
fn what_one_said_and_was_offered_is_not_told_before_another() {
    let (mut room, kelly) = Room::in_front_of(Room::kelly);
    room.take(Event::SaidBack { person: kelly, part: Part::Worry, how: SaidBack::NotYet });
    room.take(Event::Offered { person: kelly, chose: Offer::Advocate });
    room.answer(kelly, Outcome::DoesNotAgree { why: "He shouts.".into() });
    room.take(Event::TakenBack);
    let before = room.signing.clone();
    assert_eq!(before.for_those_in_front(), before, "the worker has it");
    room.take(room.turned(&[room.dean()], &[]));
    let theirs = room.signing.for_those_in_front();
    assert_eq!(theirs.events.len(), room.signing.events.len());
    assert_eq!(theirs.answer(kelly).and_then(|answer| answer.outcome), None);
    assert!(theirs.events.iter().all(|it| it.event.typed().iter().all(|typed| typed.is_empty())));
    let of_kelly = |event: &Event| {
        matches!(
            event,
            Event::SaidBack { .. } | Event::Offered { .. } | Event::Chose { .. } | Event::Drew { .. }
        )
    };
    assert!(!theirs.events.iter().any(|it| of_kelly(&it.event)), "{:?}", theirs.events);
    room.take(Event::TakenBack);
    room.take(room.turned(&[kelly], &[]));
    let answer = room.signing.for_those_in_front().answer(kelly).and_then(|answer| answer.outcome);
    assert!(matches!(answer, Some(Outcome::DoesNotAgree { .. })), "her own answer is hers: {answer:?}");
}

#[test]
fn only_those_before_whom_it_stands_answer() {
    let (mut room, kelly) = Room::in_front_of(Room::kelly);
    for person in [room.dean(), room.sam()] {
        for event in [
            Event::Chose { person, outcome: Outcome::DoesNotAgree { why: String::new() } },
            Event::Drew { person, stroke: super::dot() },
            Event::Undid { person },
            Event::StartedAgain { person },
            Event::Confirmed { person },
        ] {
            room.refuse(event, SigningError::NotTheirTurn);
        }
    }
    room.answer(kelly, Outcome::Signs);
    room.take(Event::TakenBack);
    room.answer(room.sam(), Outcome::Signs);
}
