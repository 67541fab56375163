//! What happened in one sitting and is not on the disk yet, in order. One event is under way at a time, so that a refusal
//! is of that one. It counts what the disk holds, so that an event whose answer never came is not kept twice.

use std::collections::VecDeque;

use ipc::refusal::{Code, Refusal};
use ipc::visit::{ReadSitting, Sign, Sitting};
use plan::Signing;
use plan::ids::{PlanId, SigningId};
use plan::signing::Event;

use super::again::{self, Again};
use super::request::{Number, Request};

/// What of one sitting is not on the disk.
#[derive(Debug)]
pub(super) struct Waiting {
    signing: SigningId,
    plan: PlanId,
    /// So many events are on the disk, as far as is known.
    kept: usize,
    events: VecDeque<Event>,
    state: State,
    trouble: Option<Refusal>,
}

#[derive(Debug)]
enum State {
    /// Nothing is under way.
    Free,
    /// The first event is under way.
    Sending(Number),
    /// The tablet was asked what is on the disk, because an answer did not say.
    Asking(Number),
    /// What was sent last was refused. Where it is not known whether it is on the disk, that is asked first.
    Refused { again: Again, is_unsure: bool },
}

/// What became of the event that was under way.
#[derive(Debug, Clone, PartialEq)]
pub enum Became {
    /// It is on the disk.
    Kept(Event),
    /// It waits and is sent again.
    Waits(Refusal),
    /// It would be refused again and waits no more.
    Over(Refusal),
}

impl Waiting {
    /// A sitting that the tablet began or went on with.
    pub(super) fn new(signing: &Signing) -> Self {
        Self {
            signing: signing.id,
            plan: signing.plan,
            kept: signing.events.len(),
            events: VecDeque::new(),
            state: State::Free,
            trouble: None,
        }
    }

    /// The plan it is about.
    pub(super) const fn plan(&self) -> PlanId {
        self.plan
    }

    /// Why its first event is not kept; nothing when it was not refused.
    pub(super) const fn trouble(&self) -> Option<&Refusal> {
        self.trouble.as_ref()
    }

    pub(super) fn happened(&mut self, event: Event) {
        self.events.push_back(event);
    }

    /// Something was kept that was not sent from here: the worker took the tablet back.
    pub(super) const fn was_kept(&mut self) {
        self.kept += 1;
    }

    pub(super) fn events(&self) -> impl Iterator<Item = &Event> {
        self.events.iter()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    pub(super) fn is_due(&self, now: f64) -> bool {
        match &self.state {
            State::Free => !self.is_empty(),
            State::Refused { again, .. } => again.is_due(now),
            State::Sending(_) | State::Asking(_) => false,
        }
    }

    pub(super) const fn may_be_sent(&self) -> bool {
        matches!(self.state, State::Free | State::Refused { .. })
    }

    /// Whether an answer is waited for.
    pub(super) const fn is_under_way(&self) -> bool {
        matches!(self.state, State::Sending(_) | State::Asking(_))
    }

    /// What to send now: the next event, or first the question whether the disk has it.
    pub(super) fn send(&mut self, number: impl FnOnce() -> Number) -> Option<Request> {
        let event = self.events.front()?.clone();
        let number = number();
        if matches!(self.state, State::Refused { is_unsure: true, .. }) {
            self.state = State::Asking(number);
            return Some(Request::GoOn(number, ReadSitting { signing: self.signing }));
        }
        self.state = State::Sending(number);
        Some(Request::Sign(number, Sign { signing: self.signing, events: vec![event] }))
    }

    /// The first event is on the disk. Nothing when nobody waits for this answer any more.
    pub(super) fn kept(&mut self, number: Number) -> Option<Became> {
        if !matches!(self.state, State::Sending(sent) if sent == number) {
            return None;
        }
        self.state = State::Free;
        self.trouble = None;
        self.kept += 1;
        self.events.pop_front().map(Became::Kept)
    }

    /// The first event was refused. What somebody decides is done now or not at all, because they may think again: neither
    /// is the tablet turned later by itself, nor an answer confirmed whose last words were not kept.
    pub(super) fn refused(&mut self, number: Number, why: Refusal, now: f64) -> Option<Became> {
        if !matches!(self.state, State::Sending(sent) if sent == number) {
            return None;
        }
        let first = self.events.pop_front()?;
        let person = first.person();
        let is_decision = |it: &Event| {
            matches!(it, Event::HandedOver { .. })
                || matches!(it, Event::Confirmed { person: who } if person == Some(*who))
        };
        self.events.retain(|it| !is_decision(it));
        let is_unsure = why.code == Code::Other && !matches!(first, Event::HandedOver { .. });
        let again = again::events(why.code, now);
        if again == Again::Never || (is_decision(&first) && !is_unsure) {
            self.state = State::Free;
            self.trouble = None;
            return Some(Became::Over(why));
        }
        self.events.push_front(first);
        self.state = State::Refused { again, is_unsure };
        self.trouble = Some(why.clone());
        Some(Became::Waits(why))
    }

    /// The tablet went on with a sitting, whoever asked: what is on the disk waits no more.
    pub(super) fn went_on(&mut self, number: Option<Number>, sitting: &Sitting) {
        let was_asked = matches!(self.state, State::Asking(asked) if Some(asked) == number);
        let signing = sitting.signing.as_ref().filter(|signing| signing.id == self.signing);
        if let Some(signing) = signing {
            let new = signing.events.get(self.kept..).unwrap_or_default();
            let is_unsure = matches!(
                self.state,
                State::Sending(_) | State::Asking(_) | State::Refused { is_unsure: true, .. }
            );
            if is_unsure && new.iter().any(|it| Some(&it.event) == self.events.front()) {
                self.events.pop_front();
                self.state = State::Free;
                self.trouble = None;
            }
            self.kept = self.kept.max(signing.events.len());
        }
        if was_asked {
            // Where this sitting is over, the tablet says so to the event itself.
            self.state = State::Free;
        }
    }

    /// It could not be asked what is on the disk.
    pub(super) fn did_not_go_on(&mut self, number: Number, code: Code, now: f64) {
        if matches!(self.state, State::Asking(asked) if asked == number) {
            let again = again::events(code, now);
            if again == Again::Never {
                // A sitting that is over takes nothing any more.
                self.events.clear();
                self.state = State::Free;
                self.trouble = None;
            } else {
                self.state = State::Refused { again, is_unsure: true };
            }
        }
    }
}
