//! What a confirmed answer is bound to, as bytes of our own making: the person, the words they saw, their answer and their
//! mark, this sitting and who held the tablet. A golden file keeps these bytes; they are never written from JSON.

use super::ink::{Pointer, Stroke};
use super::outcome::Outcome;
use super::row::Row;
use super::{Signing, last_in_front};
use crate::agreement::{Agreement, BlockId};
use crate::hash::{AnswerHash, Parts};
use crate::ids::PersonId;
use crate::signing::event::Event;

impl Signing {
    /// The hash that binds a confirmed answer. Nothing while there is no confirmed answer.
    pub fn bound(&self, person: PersonId, agreement: &Agreement) -> Option<AnswerHash> {
        self.bound_parts(person, agreement).map(|parts| AnswerHash::of(&parts))
    }

    /// The bytes that are hashed, for keeping them the same.
    #[doc(hidden)]
    pub fn bound_bytes(&self, person: PersonId, agreement: &Agreement) -> Option<Vec<u8>> {
        self.bound_parts(person, agreement).map(|parts| parts.0)
    }

    fn bound_parts(&self, person: PersonId, agreement: &Agreement) -> Option<Parts> {
        let Row { outcome, strokes, confirmed_at, held_by } = self.answer(person)?;
        let mut parts = Parts::of("doorstep answer 2");
        parts.put(self.id.as_bytes());
        parts.put(self.nonce.as_bytes());
        parts.put(self.agreement.as_bytes());
        parts.put(person.as_bytes());
        let seen = agreement.without(self.left_out_when_confirmed(person));
        parts.count(seen.blocks.len());
        for block in &seen.blocks {
            parts.put(block.id.0.as_bytes());
            parts.put(block.text.as_bytes());
        }
        put_outcome(&mut parts, &outcome?);
        parts.count(strokes.len());
        strokes.iter().for_each(|stroke| put_stroke(&mut parts, stroke));
        parts.put(confirmed_at?.to_rfc3339().as_bytes());
        parts.put(held_by.as_ref().map_or(&[][..], |it| it.as_bytes()));
        Some(parts)
    }

    /// What a person had not seen when they confirmed. The tablet may be turned to them again afterwards.
    fn left_out_when_confirmed(&self, person: PersonId) -> &[BlockId] {
        let confirmed = self.events.iter().rposition(|it| it.event == Event::Confirmed { person });
        let before = self.events.get(..confirmed.unwrap_or(self.events.len())).unwrap_or_default();
        last_in_front(before, person).map_or(&[], |turn| turn.without)
    }
}

/// Which answer, then what was typed, who saw it and until when; each empty where the answer has none.
fn put_outcome(parts: &mut Parts, outcome: &Outcome) {
    let until = if let Outcome::WantsTime { until } = outcome { *until } else { None };
    parts.put(name(outcome).as_bytes());
    parts.put(outcome.typed().unwrap_or_default().as_bytes());
    parts.put(outcome.witness().flatten().as_ref().map_or(&[][..], |it| it.as_bytes()));
    parts.put(until.map(|day| day.to_string()).unwrap_or_default().as_bytes());
    // Behind a word of their own, so that an answer without a call on record has the bytes it always had.
    if let Outcome::AgreedByPhone { rang, call_at, .. } = outcome
        && (rang.is_some() || call_at.is_some())
    {
        parts.put(b"call");
        parts.put(rang.as_ref().map_or(&[][..], |it| it.as_bytes()));
        parts.put(call_at.map(|at| at.to_string()).unwrap_or_default().as_bytes());
    }
}

const fn name(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Signs => "signs",
        Outcome::MakesMark { .. } => "makes_mark",
        Outcome::SignsWithoutDrawing { .. } => "signs_without_drawing",
        Outcome::AgreesInPart { .. } => "agrees_in_part",
        Outcome::WantsTime { .. } => "wants_time",
        Outcome::AgreesWillNotSign => "agrees_will_not_sign",
        Outcome::DoesNotAgree { .. } => "does_not_agree",
        Outcome::WaitsForInterpreter => "waits_for_interpreter",
        Outcome::NotPresent => "not_present",
        Outcome::AgreedByPhone { .. } => "agreed_by_phone",
    }
}

/// What drew it, the place it was drawn in, and each point, all numbers with their highest byte first.
fn put_stroke(parts: &mut Parts, stroke: &Stroke) {
    let pointer: &[u8] = match stroke.pointer {
        Pointer::Pen => b"pen",
        Pointer::Touch => b"touch",
        Pointer::Mouse => b"mouse",
    };
    parts.put(pointer);
    let mut numbers = [stroke.width.to_be_bytes(), stroke.height.to_be_bytes()].concat();
    for point in &stroke.points {
        numbers.extend(point.x.to_be_bytes());
        numbers.extend(point.y.to_be_bytes());
        numbers.extend(point.t.to_be_bytes());
        numbers.extend(point.p.to_be_bytes());
    }
    parts.put(&numbers);
}
