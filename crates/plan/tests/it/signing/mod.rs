//! A sitting with the family: what may happen in it and in what order, what it shows later, what an answer is bound to.

mod answers;
mod bound;
mod evidence;
mod forms;
mod in_front;
mod left_out;
mod said_back;
mod witnesses;

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use plan::agreement::{BlockId, BlockKind};
use plan::compose;
use plan::hash::WordsHash;
use plan::ids::{PersonId, SigningId, UserId};
use plan::ink::{Point, Pointer, Stroke};
use plan::signing::{
    AsSeen, Event, Happened, Joined, Manner, Outcome, SIGNING_FORM, Signing, SigningError, Way,
};
use plan::texts::Language;
use plan::{Agreement, AgreementHash, Plan, Texts};

use crate::marsh;

pub(crate) fn at() -> DateTime<FixedOffset> {
    "2026-11-22T10:42:00+00:00".parse().unwrap()
}

pub(crate) fn agreement(plan: &Plan) -> Agreement {
    compose::agreement(plan, &Texts::english(), NaiveDate::from_ymd_opt(2026, 11, 22).unwrap())
}

/// A mark as small as there can be.
pub(crate) fn dot() -> Stroke {
    let points = vec![Point { x: 100, y: 100, t: 0, p: 500 }];
    Stroke { pointer: Pointer::Pen, width: 10_000, height: 5_000, points }
}

/// A person who is not in the plan.
pub(crate) fn somebody(number: u8) -> PersonId {
    PersonId::new(0, &[number; 10])
}

/// A sitting with the example family. Each event comes ten seconds after the one before.
#[derive(Clone)]
pub(crate) struct Room {
    pub(crate) plan: Plan,
    pub(crate) agreement: Agreement,
    pub(crate) signing: Signing,
    pub(crate) held_by: Option<UserId>,
}

impl Room {
    /// As an earlier program began it: with nothing.
    pub(crate) fn empty() -> Self {
        let plan = marsh();
        let agreement = agreement(&plan);
        let signing = Signing {
            form: SIGNING_FORM,
            id: SigningId::new(0, &[9; 10]),
            plan: plan.id,
            agreement: AgreementHash::of(&agreement.to_json()),
            nonce: "0".repeat(32),
            started_at: at(),
            events: Vec::new(),
        };
        Self { plan, agreement, signing, held_by: Some(UserId::new(0, &[8; 10])) }
    }

    /// As the tablet begins it. Kelly needs no interpreter, Dean does.
    pub(crate) fn begun() -> Self {
        let mut room = Self::empty();
        room.take(room.began());
        room
    }

    pub(crate) fn began(&self) -> Event {
        let names =
            self.plan.children.iter().map(|it| &it.name).chain(self.plan.adults.iter().map(|it| &it.name));
        Event::Began {
            adults: vec![self.kelly(), self.dean()],
            need_interpreter: vec![self.dean()],
            relatives: names.cloned().collect(),
        }
    }

    pub(crate) fn kelly(&self) -> PersonId {
        self.plan.adults[0].id
    }

    pub(crate) fn dean(&self) -> PersonId {
        self.plan.adults[1].id
    }

    /// The social worker.
    pub(crate) fn sam(&self) -> PersonId {
        self.plan.workers[0].id
    }

    pub(crate) fn happened(&self, event: Event) -> Happened {
        let after = i32::try_from(self.signing.events.len()).unwrap();
        Happened { at: at() + TimeDelta::seconds(10) * after, by: self.held_by, event }
    }

    pub(crate) fn take(&mut self, event: Event) {
        let happened = self.happened(event.clone());
        let taken = self.signing.take(happened, &self.agreement);
        assert_eq!(taken, Ok(()), "{event:?}");
    }

    /// Asks for what has to be refused, and is.
    pub(crate) fn refuse(&mut self, event: Event, why: SigningError) {
        let before = self.signing.clone();
        let happened = self.happened(event.clone());
        assert_eq!(self.signing.take(happened, &self.agreement), Err(why), "{event:?}");
        assert_eq!(self.signing, before, "what is refused leaves nothing behind");
    }

    /// The tablet turned to these people, who see all but this.
    pub(crate) fn turned(&self, to: &[PersonId], without: &[BlockId]) -> Event {
        let (to, without) = (to.to_vec(), without.to_vec());
        Event::HandedOver {
            to,
            hears: String::new(),
            without,
            way: Way::ReadsAlone,
            language: None,
            agreed_with: None,
        }
    }

    /// All of the plan on the screen, or what of it is not left out.
    pub(crate) fn all_shown(&self) -> Event {
        let left_out = self.signing.in_front().map_or(&[][..], |turn| turn.without);
        let seen = self.agreement.without(left_out);
        self.shown(seen.blocks.into_iter().map(|block| block.id).collect())
    }

    /// Blocks on the screen, in the agreement's own words.
    pub(crate) fn shown(&self, blocks: Vec<BlockId>) -> Event {
        Event::shown(&self.agreement, blocks, 28, 1000)
    }

    pub(crate) fn rights(&self) -> Vec<BlockId> {
        let rights =
            self.agreement.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Right { .. }));
        rights.map(|block| block.id.clone()).collect()
    }

    /// The first block that may be left out.
    pub(crate) fn worry(&self) -> BlockId {
        let mut worries =
            self.agreement.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Worry { .. }));
        worries.next().unwrap().id.clone()
    }

    /// The tablet turned to one person who then saw all of it.
    pub(crate) fn in_front_of(person: impl Fn(&Self) -> PersonId) -> (Self, PersonId) {
        let mut room = Self::begun();
        let person = person(&room);
        room.take(room.turned(&[person], &[]));
        room.take(room.all_shown());
        (room, person)
    }

    /// How blocks stood on the screen, in the agreement's own words.
    pub(crate) fn as_seen(&self, blocks: &[BlockId]) -> AsSeen {
        let words = blocks.iter().map(|id| self.agreement.block(id).unwrap().text.as_str());
        AsSeen {
            language: self.agreement.language.clone(),
            size: 28,
            words: WordsHash::of(words),
            again: false,
        }
    }

    /// Answers and confirms, with a dot where a mark is needed.
    pub(crate) fn answer(&mut self, person: PersonId, outcome: Outcome) {
        let needs_mark = outcome.needs_mark();
        self.take(Event::Chose { person, outcome });
        if needs_mark {
            self.take(Event::Drew { person, stroke: dot() });
        }
        self.take(Event::Confirmed { person });
    }
}

pub(crate) fn joined(person: PersonId, name: &str, part: Joined) -> Event {
    Event::Joined { person, name: name.into(), part }
}

pub(crate) fn interpreter() -> Joined {
    Joined::Interpreter { language: "Polish".into(), manner: Manner::Phone, from: "LanguageLine 4471".into() }
}

pub(crate) fn polish() -> Language {
    Language("pl".into())
}
