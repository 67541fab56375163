//! A whole sitting of form 2 with the made-up family: the tablet turned to each, people who join, what they say back.

use plan::agreement::BlockId;
use plan::ids::PersonId;
use plan::people::WorkerRole;
use plan::signing::{AsSeen, Event, Joined, Manner, Offer, Outcome, Part, SaidBack, Way};
use plan::texts::Language;
use plan::{Agreement, Plan};

use super::{Family, answer, person, plan};

pub(crate) const MUM: u8 = 10;
pub(crate) const DAD: u8 = 11;
pub(crate) const SOCIAL_WORKER: u8 = 20;
pub(crate) const INTERPRETER: u8 = 30;
pub(crate) const READER: u8 = 31;
pub(crate) const WITNESS: u8 = 32;
pub(crate) const CHILD: u8 = 1;
pub(crate) const FURTHER_WORKER: u8 = 33;

/// Those who join, each with their name.
pub(crate) fn joining() -> Vec<Event> {
    let interpreter = Joined::Interpreter {
        language: "Polish".into(),
        manner: Manner::Phone,
        from: "Northmere Language Line".into(),
    };
    let joined =
        |number, name: &str, part| Event::Joined { person: person(number), name: name.to_owned(), part };
    vec![
        joined(INTERPRETER, "Anna Nowak", interpreter),
        joined(READER, "Delyth Morgan", Joined::Reader),
        joined(WITNESS, "Owen Hale", Joined::Witness),
        joined(CHILD, "Zofia Wiśniewska-Pugh", Joined::Child),
        joined(FURTHER_WORKER, "Mark Linden", Joined::Worker(WorkerRole::PoliceOfficer)),
    ]
}

/// The beginning: mum needs an interpreter.
pub(crate) fn began() -> Event {
    Event::Began {
        adults: vec![person(MUM), person(DAD)],
        need_interpreter: vec![person(MUM)],
        relatives: vec!["Zofia Wiśniewska-Pugh".into()],
    }
}

/// The tablet turned to one adult, who has everything that is not left out before them for a time.
pub(crate) fn turn(agreement: &Agreement, to: u8, way: Way, without: &[BlockId], for_ms: u32) -> Vec<Event> {
    turn_to(agreement, person(to), way, without, for_ms)
}

fn turn_to(agreement: &Agreement, to: PersonId, way: Way, without: &[BlockId], for_ms: u32) -> Vec<Event> {
    let seen = agreement.without(without);
    let blocks = seen.blocks.iter().map(|block| block.id.clone()).collect();
    let language = (to == person(MUM)).then(|| Language("pl".into()));
    vec![
        Event::HandedOver {
            to: vec![to],
            hears: String::new(),
            without: without.to_vec(),
            way,
            language: language.clone(),
            agreed_with: None,
        },
        match language {
            None => Event::shown(agreement, blocks, 20, for_ms),
            Some(language) => {
                let words = plan::hash::WordsHash::of(["what stood there in Polish"]);
                Event::Shown {
                    blocks,
                    for_ms,
                    as_seen: Some(AsSeen { language, size: 20, words, again: false }),
                }
            }
        },
        Event::TakenBack,
    ]
}

pub(crate) fn said_back(number: u8, part: Part, how: SaidBack) -> Event {
    Event::SaidBack { person: person(number), part, how }
}

pub(crate) fn in_own_words(words: &str) -> SaidBack {
    SaidBack::InOwnWords { words: words.into() }
}

/// A sitting whose events follow the rules.
pub(crate) fn sitting(plan: Plan, events: impl FnOnce(&Agreement) -> Vec<Event>) -> Family {
    let mut family = Family::holding(plan, events);
    for happened in std::mem::take(&mut family.signing.events) {
        let event = happened.event.clone();
        let taken = family.signing.take(happened, &family.agreement);
        assert_eq!(taken, Ok(()), "{event:?}");
    }
    family
}

/// A sitting with a bit of everything.
pub(crate) fn full() -> Family {
    sitting(plan(), |agreement| {
        let mut events = vec![began()];
        events.extend(joining());
        events.extend(turn(agreement, MUM, Way::ReadOut(person(READER)), &[], 410_000));
        events.extend([
            said_back(MUM, Part::Rights, in_own_words("I can say no, and I can ask for a lawyer.")),
            said_back(MUM, Part::Worry, SaidBack::InPart { words: "That it is loud on Fridays.".into() }),
            said_back(MUM, Part::First, SaidBack::NotYet),
            said_back(MUM, Part::First, SaidBack::NotYet),
            Event::Offered { person: person(MUM), chose: Offer::Pause },
            said_back(MUM, Part::Meeting, SaidBack::DidNotWant),
        ]);
        events.extend(turn(agreement, DAD, Way::ReadsAlone, &[], 95_000));
        let all: [(u8, Outcome); 10] = [
            (MUM, Outcome::MakesMark { witness: Some(person(WITNESS)) }),
            (
                DAD,
                Outcome::SignsWithoutDrawing {
                    typed: "Siôn O’Neill-Pugh".into(),
                    witness: Some(person(WITNESS)),
                },
            ),
            (SOCIAL_WORKER, Outcome::Signs),
            (21, Outcome::Signs),
            (22, Outcome::agreed_by_phone()),
            (
                INTERPRETER,
                Outcome::AgreedByPhone { said: "She told Priya Raman.".into(), rang: None, call_at: None },
            ),
            (READER, Outcome::Signs),
            (WITNESS, Outcome::Signs),
            (CHILD, Outcome::AgreesInPart { which: "I like the breakfast club.".into() }),
            (FURTHER_WORKER, Outcome::Signs),
        ];
        let answered = all.into_iter().enumerate();
        events.extend(answered.flat_map(|(number, (who, outcome))| answer(number, person(who), outcome)));
        events
    })
}

/// A sitting about any plan: who has a place to sign agrees, agrees in part, does not agree or is not asked, by turns from
/// the one with this number on, and those who joined sign. Of the first adult something is left out.
pub(crate) fn by_turns(plan: Plan, from: usize) -> Family {
    let adults: Vec<PersonId> = plan.adults.iter().map(|adult| adult.id).collect();
    sitting(plan, |agreement| {
        let is_here = |it: &Event| !matches!(it, Event::Joined { part: Joined::Child, .. });
        let began = Event::Began { adults: adults.clone(), need_interpreter: vec![], relatives: vec![] };
        let mut events = vec![began];
        events.extend(joining().into_iter().filter(is_here));
        for (number, adult) in adults.into_iter().enumerate() {
            let may = agreement.blocks.iter().filter(|it| number == 0 && it.may_be_left_out());
            let without: Vec<BlockId> = may.step_by(7).map(|it| it.id.clone()).collect();
            events.extend(turn_to(agreement, adult, Way::ReadsAlone, &without, 240_000));
            let how = in_own_words("You come on Friday, and I can say no.");
            events.push(Event::SaidBack { person: adult, part: Part::Meeting, how });
        }
        let outcomes = [
            Some(Outcome::Signs),
            Some(Outcome::AgreesInPart { which: "The mornings, yes. Not what the neighbours said.".into() }),
            Some(Outcome::DoesNotAgree { why: "It did not happen like that.".into() }),
            None,
        ];
        // With the worker who joined there are four in every family.
        let asked = agreement.signers().chain(someone(FURTHER_WORKER));
        let by_turns = asked.zip(outcomes.iter().cycle().skip(from));
        let by_turns = by_turns.filter_map(|(person, outcome)| Some((person, outcome.clone()?)));
        let signs = [INTERPRETER, READER, WITNESS].map(|number| (person(number), Outcome::Signs));
        let answered = by_turns.chain(signs).enumerate();
        events.extend(answered.flat_map(|(number, (person, outcome))| answer(number, person, outcome)));
        events
    })
}

/// Who a number is.
pub(crate) fn someone(number: u8) -> Option<PersonId> {
    Some(person(number))
}
