//! What a sitting shows later: what each person had before them and for how long, what was read out to them and by whom,
//! and whose mark they saw. Only what was recorded; nothing is estimated.

use super::Signing;
use super::asked::Asked;
use super::event::{Event, Joined, Way};
use super::outcome::Outcome;
use super::said_back::Part;
use super::{InFront, in_front};
use crate::agreement::{Agreement, BlockId, Section};
use crate::ids::PersonId;
use crate::texts::key;
use crate::texts::{Language, Texts, names};

/// What one person had before them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evidence<'a> {
    /// The blocks that stood on the screen in front of them, of those up to where people sign.
    pub shown: usize,
    /// How many there were for them.
    pub of: usize,
    /// For how long, in milliseconds, all together.
    pub for_ms: u64,
    /// The languages beside the agreement's own.
    pub languages: Vec<&'a Language>,
    /// What was read out to them.
    pub read: Vec<Reading>,
    /// The parts they can be asked to say back, and how it went with those they were asked.
    pub said_back: Vec<(Part, Option<Asked<'a>>)>,
}

/// How much one reader read out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// Who; none when it was the tablet.
    pub by: Option<PersonId>,
    /// How many blocks, each to its end.
    pub blocks: usize,
}

impl Signing {
    /// The blocks that stood on the screen during some of the turns. What was shown before the tablet was ever turned to
    /// anyone counts for everyone; what the worker looked at after taking it back, for nobody.
    pub(super) fn shown(&self, counts: impl Fn(&InFront<'_>) -> bool) -> Vec<&BlockId> {
        let mut shown = Vec::new();
        let mut was_turned = false;
        for (turn, event) in self.turns() {
            was_turned |= turn.is_some();
            if let Event::Shown { blocks, .. } = event
                && turn.as_ref().map_or(!was_turned, &counts)
            {
                shown.extend(blocks);
            }
        }
        shown
    }

    /// Every event with the turn it happened in.
    pub(super) fn turns(&self) -> impl Iterator<Item = (Option<InFront<'_>>, &Event)> {
        let mut turn = None;
        self.events.iter().map(move |happened| {
            match in_front(&happened.event) {
                None if happened.event == Event::TakenBack => turn = None,
                None => {}
                next => turn = next,
            }
            (turn, &happened.event)
        })
    }

    /// What a person had before them.
    pub fn evidence(&self, agreement: &Agreement, person: PersonId) -> Evidence<'_> {
        let seen = agreement.without(self.left_out(person));
        let to_read: Vec<&BlockId> =
            seen.blocks.iter().filter(|it| it.section != Section::Signatures).map(|it| &it.id).collect();
        let mut evidence = Evidence { of: to_read.len(), ..Evidence::default() };
        let mut shown: Vec<&BlockId> = Vec::new();
        let mut read: Vec<(Option<PersonId>, &BlockId)> = Vec::new();
        let before = self.before_the_answer(person);
        for (turn, event) in self.turns().take(before) {
            let Some(turn) = turn.filter(|turn| turn.to.contains(&person)) else { continue };
            if let Event::Shown { blocks, for_ms, as_seen } = event {
                shown.extend(blocks);
                evidence.for_ms += u64::from(*for_ms);
                let language = as_seen.as_ref().map(|it| &it.language);
                evidence.languages.extend(language.filter(|it| **it != agreement.language));
                let is_read_out = as_seen.as_ref().is_none_or(|it| !it.again);
                if let Way::ReadOut(by) = turn.way
                    && is_read_out
                {
                    read.extend(blocks.iter().map(|block| (Some(by), block)));
                }
            } else if let Event::ReadAloud { block, sentences, of } = event
                && sentences >= of
            {
                read.push((None, block));
            }
        }
        shown.retain(|id| to_read.contains(id));
        read.retain(|(_, id)| to_read.contains(id));
        evidence.shown = distinct(shown).len();
        evidence.languages = distinct(std::mem::take(&mut evidence.languages));
        for (by, _) in distinct(read) {
            match evidence.read.iter_mut().find(|reading| reading.by == by) {
                Some(reading) => reading.blocks += 1,
                None => evidence.read.push(Reading { by, blocks: 1 }),
            }
        }
        let parts = Part::ALL.into_iter().map(|part| (part, self.asked_within(before, person, part)));
        let is_there = |(part, asked): &(Part, Option<_>)| asked.is_some() || !part.blocks(&seen).is_empty();
        evidence.said_back = parts.filter(is_there).collect();
        evidence
    }

    /// So many events came before the answer that stands: what somebody looks at or says afterwards is no part of what they
    /// had before it. Who was not there, waits or wants time goes on reading, and so does who is giving another answer.
    fn before_the_answer(&self, person: PersonId) -> usize {
        let row = self.row(person);
        let goes_on = matches!(
            row.outcome,
            None | Some(Outcome::NotPresent | Outcome::WaitsForInterpreter | Outcome::WantsTime { .. })
        );
        let answered = self.events.iter().rposition(|it| it.event == Event::Confirmed { person });
        answered.filter(|_| row.confirmed_at.is_some() && !goes_on).unwrap_or(self.events.len())
    }

    /// The name of somebody who has a place in the agreement, or joined.
    pub fn name<'a>(&'a self, agreement: &'a Agreement, person: PersonId) -> Option<&'a str> {
        let joined = self.joined().find(|(who, ..)| *who == person).map(|(_, name, _)| name);
        joined.or_else(|| agreement.name(person))
    }

    /// What stands at a person's place to sign: "Kelly Marsh, mum", "Anna Nowak, interpreter for Polish". Nothing when they
    /// have no place.
    pub fn label(&self, agreement: &Agreement, person: PersonId, texts: &Texts) -> Option<String> {
        if let Some(block) = agreement.blocks.iter().find(|block| block.kind.signer() == Some(person)) {
            return Some(block.text.clone());
        }
        let (_, name, part) = self.joined().find(|(who, _, _)| *who == person)?;
        let in_order = names::in_order(name);
        let name = if name.trim().is_empty() { texts.get(key!("agreement.no_name")) } else { &*in_order };
        Some(match part {
            Joined::Interpreter { language, .. } => {
                texts.fill(key!("joined.interpreter"), &[("name", name), ("language", language)])
            }
            Joined::Reader => texts.fill(key!("joined.reader"), &[("name", name)]),
            Joined::Witness => texts.fill(key!("joined.witness"), &[("name", name)]),
            Joined::Child => texts.fill(key!("joined.child"), &[("name", name)]),
            Joined::Worker(role) => format!("{name}, {}", texts.get(role.key())),
        })
    }

    /// To whom a person read the plan out, and how many blocks of it.
    pub fn read_out_by(&self, agreement: &Agreement, reader: PersonId) -> Vec<(PersonId, usize)> {
        let to = self.signers(agreement).into_iter();
        to.filter_map(|person| {
            let read = self.evidence(agreement, person).read;
            let reading = read.into_iter().find(|reading| reading.by == Some(reader))?;
            Some((person, reading.blocks))
        })
        .collect()
    }

    /// Whose confirmed answer a person saw or heard.
    pub fn witnessed_by(&self, agreement: &Agreement, witness: PersonId) -> Vec<PersonId> {
        let mut people = self.signers(agreement);
        people.retain(|person| {
            let outcome = self.answer(*person).and_then(|answer| answer.outcome);
            outcome.and_then(|outcome| outcome.witness()).flatten() == Some(witness)
        });
        people
    }
}

fn distinct<T: Ord>(mut all: Vec<T>) -> Vec<T> {
    all.sort_unstable();
    all.dedup();
    all
}
