//! Where one person stands: what they said last, their mark, whether they confirmed it. What a mark is bound to.

use chrono::{DateTime, FixedOffset};
use serde::Serialize;

use super::event::{Event, Happened};
use super::outcome::Outcome;
use super::{Signing, last_in_front};
use crate::agreement::{Agreement, AgreementHash, BlockId};
use crate::hash::AnswerHash;
use crate::ids::{PersonId, SigningId, UserId};
use crate::signing::ink::Stroke;

/// Where one person stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// What they said last.
    pub outcome: Option<Outcome>,
    /// Their mark as it stands.
    pub strokes: Vec<Stroke>,
    /// When they said that this is their answer.
    pub confirmed_at: Option<DateTime<FixedOffset>>,
    /// Whose PIN had opened the tablet then.
    pub held_by: Option<UserId>,
}

/// What a mark is bound to. Its JSON is what is hashed; the order of the fields is part of it.
#[derive(Serialize)]
struct Bound<'a> {
    is: &'static str,
    signing: SigningId,
    nonce: &'a str,
    agreement: AgreementHash,
    /// The agreement as this person saw it, where something was left out.
    seen: Option<AgreementHash>,
    person: PersonId,
    outcome: &'a Outcome,
    strokes: &'a [Stroke],
    confirmed_at: DateTime<FixedOffset>,
    held_by: Option<UserId>,
}

impl Row {
    /// The row after one more of the person's events, which is kept or on its way.
    pub fn follow(&mut self, event: &Event, kept: Option<&Happened>) {
        match event {
            Event::Chose { outcome, .. } => self.outcome = Some(outcome.clone()),
            Event::Drew { stroke, .. } => self.strokes.push(stroke.clone()),
            Event::Undid { .. } => drop(self.strokes.pop()),
            Event::StartedAgain { .. } => self.strokes.clear(),
            Event::Confirmed { .. } => {
                self.confirmed_at = kept.map(|kept| kept.at);
                self.held_by = kept.and_then(|kept| kept.by);
            }
            Event::Began { .. }
            | Event::HandedOver { .. }
            | Event::TakenBack
            | Event::Shown { .. }
            | Event::ReadAloud { .. }
            | Event::SaidBack { .. }
            | Event::Offered { .. }
            | Event::Joined { .. } => {}
        }
    }
}

impl Signing {
    /// The hash that binds a confirmed answer to the person, the agreement, what they saw of it, this sitting and who held
    /// the tablet. Nothing while there is no confirmed answer.
    pub fn bound(&self, person: PersonId, agreement: &Agreement) -> Option<AnswerHash> {
        let row = self.row(person);
        let left_out = self.left_out_when_confirmed(person);
        let seen = (!left_out.is_empty()).then(|| AgreementHash::of(&agreement.without(left_out).to_json()));
        let bound = Bound {
            is: "doorstep answer 1",
            signing: self.id,
            nonce: &self.nonce,
            agreement: self.agreement,
            seen,
            person,
            outcome: row.outcome.as_ref()?,
            strokes: &row.strokes,
            confirmed_at: row.confirmed_at?,
            held_by: row.held_by,
        };
        serde_json::to_vec(&bound).ok().map(|bytes| AnswerHash::of(&bytes))
    }

    /// What a person had not seen when they confirmed. The tablet may be turned to them again afterwards.
    fn left_out_when_confirmed(&self, person: PersonId) -> &[BlockId] {
        let confirmed = self.events.iter().position(|it| it.event == Event::Confirmed { person });
        let before = self.events.get(..confirmed.unwrap_or(self.events.len())).unwrap_or_default();
        last_in_front(before, person).map_or(&[], |turn| turn.without)
    }
}
