//! What may happen in a sitting, and in what order.

use thiserror::Error;

use super::Signing;
use super::event::{AsSeen, Event, Joined, Way};
use super::outcome::Outcome;
use crate::agreement::{Agreement, Block, BlockId};
use crate::change::splice::MAX_CHARS;
use crate::hash::WordsHash;
use crate::ids::PersonId;
use crate::texts::names;

/// Since this form it is recorded in which words a block stood on the screen.
const RECORDS_WORDS: u32 = 2;

/// Why an event cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SigningError {
    /// The person has no place in this agreement.
    #[error("the person has no place to sign in this agreement")]
    NoPlace,
    /// A right has not been shown yet.
    #[error("the rights have not all been shown")]
    RightsNotShown,
    /// An answer that comes with a mark has none yet.
    #[error("there is no mark yet")]
    NoMark,
    /// There is no answer to confirm.
    #[error("there is no answer yet")]
    NoAnswer,
    /// The person's answer is already confirmed.
    #[error("the answer has been confirmed already")]
    Confirmed,
    /// The line has no point, or more than can be kept.
    #[error("the line cannot be kept")]
    NotDrawn,
    /// Blocks that are not in this agreement, or not in what these people may see.
    #[error("a block is not in this agreement")]
    NotInAgreement,
    /// The words on the screen were not those of the agreement.
    #[error("other words than those of the agreement")]
    OtherWords,
    /// Something has to be seen by everyone and was left out.
    #[error("this cannot be left out")]
    MustBeShown,
    /// The tablet stands before somebody else.
    #[error("the tablet stands before somebody else")]
    NotTheirTurn,
    /// Nobody is named who saw or heard it.
    #[error("there is no witness yet")]
    NoWitness,
    /// A child, a relative or a friend, or nobody by name.
    #[error("this person cannot interpret")]
    CannotInterpret,
    /// Signing waits for an interpreter.
    #[error("signing waits for an interpreter")]
    NeedsInterpreter,
    /// Somebody who takes part has no name.
    #[error("somebody has no name")]
    NoName,
    /// A text is longer than [`MAX_CHARS`].
    #[error("a text is too long")]
    TooLong,
    /// It can only stand at the beginning, or once.
    #[error("this cannot happen now")]
    NotNow,
}

impl Signing {
    pub(super) fn check(&self, event: &Event, agreement: &Agreement) -> Result<(), SigningError> {
        let is_short = event.typed().into_iter().all(|text| text.chars().count() <= MAX_CHARS);
        when(is_short, SigningError::TooLong)?;
        match event {
            Event::Began { .. } => when(self.events.is_empty(), SigningError::NotNow),
            Event::HandedOver { to, without, way, .. } => self.check_turn(to, without, *way, agreement),
            Event::TakenBack => when(self.in_front().is_some(), SigningError::NotNow),
            Event::Shown { blocks, as_seen, .. } => self.check_shown(blocks, as_seen.as_ref(), agreement),
            Event::ReadAloud { block, .. } => self.seen_of(std::slice::from_ref(block), agreement).map(drop),
            Event::SaidBack { person, .. } | Event::Offered { person, .. } => {
                self.check_place(*person, agreement)
            }
            Event::Joined { person, name, part } => self.check_joined(*person, name, part, agreement),
            Event::Chose { person, .. }
            | Event::Drew { person, .. }
            | Event::Undid { person }
            | Event::StartedAgain { person }
            | Event::Confirmed { person } => self.check_answer(*person, event, agreement),
        }
    }

    fn check_turn(
        &self,
        to: &[PersonId],
        without: &[BlockId],
        way: Way,
        agreement: &Agreement,
    ) -> Result<(), SigningError> {
        // Who has it now could otherwise turn it to themselves and see what was left out.
        when(self.in_front().is_none(), SigningError::NotNow)?;
        when(!to.is_empty(), SigningError::NoPlace)?;
        to.iter().try_for_each(|person| self.check_place(*person, agreement))?;
        if let Way::ReadOut(reader) = way {
            self.check_place(reader, agreement)?;
        }
        without.iter().try_for_each(|id| {
            let block = agreement.block(id).ok_or(SigningError::NotInAgreement)?;
            when(block.may_be_left_out(), SigningError::MustBeShown)
        })
    }

    fn check_shown(
        &self,
        shown: &[BlockId],
        as_seen: Option<&AsSeen>,
        agreement: &Agreement,
    ) -> Result<(), SigningError> {
        let words = self.seen_of(shown, agreement)?;
        match as_seen {
            // What stood there in another language is known to whoever holds the translation.
            Some(as_seen) if as_seen.language != agreement.language => Ok(()),
            Some(as_seen) => when(words == as_seen.words, SigningError::OtherWords),
            None => when(self.form < RECORDS_WORDS, SigningError::OtherWords),
        }
    }

    /// The hash of the words of blocks that those before the tablet may see.
    fn seen_of(&self, blocks: &[BlockId], agreement: &Agreement) -> Result<WordsHash, SigningError> {
        let left_out = self.in_front().map_or(&[][..], |turn| turn.without);
        let seen = if left_out.is_empty() { agreement } else { &agreement.without(left_out) };
        let blocks: Option<Vec<&Block>> = blocks.iter().map(|id| seen.block(id)).collect();
        let blocks = blocks.ok_or(SigningError::NotInAgreement)?;
        Ok(WordsHash::of(blocks.into_iter().map(|block| block.text.as_str())))
    }

    fn check_place(&self, person: PersonId, agreement: &Agreement) -> Result<(), SigningError> {
        when(self.signers(agreement).contains(&person), SigningError::NoPlace)
    }

    fn check_joined(
        &self,
        person: PersonId,
        name: &str,
        part: &Joined,
        agreement: &Agreement,
    ) -> Result<(), SigningError> {
        when(!self.signers(agreement).contains(&person), SigningError::NotNow)?;
        let has_name = !name.trim().is_empty();
        let Joined::Interpreter { .. } = part else { return when(has_name, SigningError::NoName) };
        let is_relative = match self.events.first().map(|happened| &happened.event) {
            Some(Event::Began { relatives, .. }) => names::could_be_one_of(name, relatives),
            Some(_) | None => false,
        };
        when(!is_relative && has_name, SigningError::CannotInterpret)
    }

    fn check_answer(
        &self,
        person: PersonId,
        event: &Event,
        agreement: &Agreement,
    ) -> Result<(), SigningError> {
        self.check_place(person, agreement)?;
        if let Some(turn) = self.in_front() {
            when(turn.to.contains(&person), SigningError::NotTheirTurn)?;
        }
        when(self.rights_not_shown_to(agreement, person).is_empty(), SigningError::RightsNotShown)?;
        let row = self.row(person);
        // Who has given an answer may give another one: it is their right until the plan is sealed. A parent or child does so
        // with the tablet in their hands; nobody else gives another answer for them.
        if let Event::Chose { outcome, .. } = event {
            let has_answered = self.answer(person).is_some_and(|it| it.outcome != Some(Outcome::NotPresent));
            let is_child = self.joined().any(|(who, _, part)| who == person && *part == Joined::Child);
            let is_familys = (is_child || self.family().contains(&person)) && has_answered;
            when(!is_familys || self.in_front().is_some(), SigningError::NotTheirTurn)?;
            return self.check_outcome(person, outcome, agreement);
        }
        when(row.confirmed_at.is_none(), SigningError::Confirmed)?;
        if let Event::Drew { stroke, .. } = event {
            return when(stroke.is_drawn(), SigningError::NotDrawn);
        }
        if let Event::Confirmed { .. } = event {
            let outcome = row.outcome.ok_or(SigningError::NoAnswer)?;
            when(!(outcome.needs_mark() && row.strokes.is_empty()), SigningError::NoMark)?;
            when(outcome.witness() != Some(None), SigningError::NoWitness)?;
        }
        Ok(())
    }

    fn check_outcome(
        &self,
        person: PersonId,
        outcome: &Outcome,
        agreement: &Agreement,
    ) -> Result<(), SigningError> {
        when(!(outcome.agrees() && self.waits_for_interpreter(person)), SigningError::NeedsInterpreter)?;
        if let Outcome::AgreedByPhone { rang: Some(rang), .. } = outcome {
            let is_other = |(who, _, part): &(PersonId, &str, &Joined)| {
                who == rang && !matches!(part, Joined::Worker(_))
            };
            let is_worker = !self.family().contains(rang) && !self.joined().any(|it| is_other(&it));
            when(*rang != person && is_worker, SigningError::NoPlace)?;
            self.check_place(*rang, agreement)?;
        }
        match outcome.witness().flatten() {
            Some(witness) if witness == person => Err(SigningError::NoWitness),
            Some(witness) => self.check_place(witness, agreement),
            None => Ok(()),
        }
    }
}

fn when(holds: bool, error: SigningError) -> Result<(), SigningError> {
    if holds { Ok(()) } else { Err(error) }
}
