//! Where one person stands: what they said last, their mark, whether they confirmed it. What an answer is bound to is in
//! `bound`.

use chrono::{DateTime, FixedOffset};

use super::event::{Event, Happened};
use super::outcome::Outcome;
use crate::ids::UserId;
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

impl Row {
    /// The row after one more of the person's events, which is kept or on its way.
    pub fn follow(&mut self, event: &Event, kept: Option<&Happened>) {
        match event {
            Event::Chose { outcome, .. } => {
                // Another answer after one that was given begins anew.
                if self.confirmed_at.is_some() {
                    *self = Self::default();
                }
                self.outcome = Some(outcome.clone());
            }
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
