//! What a sitting shows later, and what stands at each person's place.

use plan::Texts;
use plan::agreement::BlockId;
use plan::hash::WordsHash;
use plan::people::WorkerRole;
use plan::signing::{AsSeen, Event, Evidence, Joined, Outcome, Part, Reading, SaidBack, Way};

use super::{Room, interpreter, joined, polish, somebody};

fn turn(room: &Room, without: &[BlockId], way: Way) -> Event {
    let (to, without) = (vec![room.kelly()], without.to_vec());
    Event::HandedOver { to, hears: String::new(), without, way, language: Some(polish()), agreed_with: None }
}

#[test]
fn only_what_stood_before_a_person_is_theirs_and_each_block_counts_once() {
    let mut room = Room::begun();
    let (kelly, reader) = (room.kelly(), room.sam());
    assert_eq!(room.signing.evidence(&room.agreement, kelly).shown, 0);
    let left_out = room.worry();
    room.take(turn(&room, std::slice::from_ref(&left_out), Way::ReadOut(reader)));
    let rights = room.rights();
    room.take(room.shown(rights.clone()));
    room.take(room.shown(rights[..3].to_vec()));
    let in_polish = AsSeen { language: polish(), size: 28, words: WordsHash::of([""]), again: false };
    room.take(Event::Shown { blocks: rights[..1].to_vec(), for_ms: 500, as_seen: Some(in_polish) });
    let place = room.agreement.blocks.last().unwrap().id.clone();
    room.take(room.shown(vec![place]));
    room.take(Event::ReadAloud { block: rights[0].clone(), sentences: 1, of: 2 });
    room.take(Event::ReadAloud { block: rights[1].clone(), sentences: 2, of: 2 });
    room.take(Event::SaidBack { person: kelly, part: Part::Worry, how: SaidBack::DidNotWant });
    room.take(Event::TakenBack);
    room.take(room.all_shown());
    let places = room.agreement.signers().count() + 1;
    let told = room.signing.evidence(&room.agreement, kelly);
    let all = room.agreement.without(std::slice::from_ref(&left_out)).blocks.len() - places;
    let asked = room.signing.asked(kelly, Part::Worry).unwrap();
    let language = polish();
    let expected = Evidence {
        shown: rights.len(),
        of: all,
        for_ms: 3500,
        languages: vec![&language],
        read: vec![Reading { by: None, blocks: 1 }, Reading { by: Some(reader), blocks: rights.len() }],
        said_back: Part::ALL.map(|part| (part, (part == Part::Worry).then_some(asked))).to_vec(),
    };
    assert_eq!(told, expected);
    let nothing = room.signing.evidence(&room.agreement, room.dean());
    assert_eq!((nothing.shown, nothing.for_ms, nothing.read), (0, 0, Vec::new()));
    assert_eq!(room.signing.read_out_by(&room.agreement, reader), [(kelly, rights.len())]);
    assert_eq!(room.signing.read_out_by(&room.agreement, kelly), []);
}

#[test]
fn what_was_looked_at_again_was_not_read_out_and_what_came_after_the_answer_was_not_seen_before_it() {
    let mut room = Room::begun();
    let (kelly, reader) = (room.kelly(), room.sam());
    room.take(turn(&room, &[], Way::ReadOut(reader)));
    let rights = room.rights();
    let again = |room: &Room, blocks: &[BlockId]| Event::Shown {
        blocks: blocks.to_vec(),
        for_ms: 700,
        as_seen: Some(AsSeen { again: true, ..room.as_seen(blocks) }),
    };
    room.take(room.shown(rights.clone()));
    let worry = [room.worry()];
    room.take(again(&room, &worry));
    room.take(again(&room, &rights[..1]));
    room.answer(kelly, Outcome::AgreesWillNotSign);
    let before = room.signing.evidence(&room.agreement, kelly);
    assert_eq!((before.shown, before.for_ms), (rights.len() + 1, 1000 + 700 + 700));
    assert_eq!(before.read, [Reading { by: Some(reader), blocks: rights.len() }]);
    let before = (before.shown, before.for_ms);
    room.take(room.all_shown());
    let after = room.signing.evidence(&room.agreement, kelly);
    assert_eq!((after.shown, after.for_ms), before, "it came after the answer");
}

#[test]
fn everyone_is_called_what_they_are() {
    let texts = Texts::english();
    let mut room = Room::begun();
    let worker = Joined::Worker(WorkerRole::DetectiveSergeant);
    for (person, name, part) in [
        (somebody(1), "Anna Nowak", interpreter()),
        (somebody(2), "Ann Page", Joined::Reader),
        (somebody(3), "Lee Ash", Joined::Witness),
        (room.plan.children[0].id, "Tia Marsh", Joined::Child),
        (somebody(4), "Jo Birch", worker),
    ] {
        room.take(joined(person, name, part));
    }
    let called = |person| room.signing.label(&room.agreement, person, &texts);
    assert_eq!(called(somebody(9)), None);
    let signers = room.signing.signers(&room.agreement);
    assert_eq!(
        signers.into_iter().map(|person| called(person).unwrap()).collect::<Vec<_>>(),
        [
            "Kelly Marsh, mum",
            "Dean O’Rourke, Jay’s dad",
            "Sam Okoro, social worker",
            "Ellis Vaughan, police officer",
            "Priya Nair, team manager",
            "Anna Nowak, interpreter for Polish",
            "Ann Page, who read the plan out",
            "Lee Ash, witness",
            "Tia Marsh",
            "Jo Birch, detective sergeant",
        ]
    );
}
