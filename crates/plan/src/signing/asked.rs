//! How saying it back went in a sitting: what came of it last, how often it was asked, when we offer to stop.

use super::Signing;
use super::event::Event;
use super::said_back::{Offer, Part, SaidBack};
use crate::ids::PersonId;

/// Where a person stands with a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked<'a> {
    /// What came of it last.
    pub last: &'a SaidBack,
    /// How often it was asked.
    pub times: usize,
}

/// So many “not yet” and we offer to stop.
const OFFER_AFTER: usize = 2;

impl Signing {
    /// Where a person stands with a part; nothing when it was not asked.
    pub fn asked(&self, person: PersonId, part: Part) -> Option<Asked<'_>> {
        self.asked_within(self.events.len(), person, part)
    }

    /// The same within the first events.
    pub(super) fn asked_within(&self, first: usize, person: PersonId, part: Part) -> Option<Asked<'_>> {
        let mut times = 0;
        let mut last = None;
        for happened in self.events.iter().take(first) {
            if let Event::SaidBack { person: who, part: which, how } = &happened.event
                && (*who, *which) == (person, part)
            {
                times += 1;
                last = Some(how);
            }
        }
        last.map(|last| Asked { last, times })
    }

    /// How often a person was asked about a part.
    pub fn times_asked(&self, person: PersonId, part: Part) -> usize {
        self.asked(person, part).map_or(0, |asked| asked.times)
    }

    /// Whether it is time to offer a pause, an advocate or another day: two “not yet” since the last offer.
    pub fn should_offer(&self, person: PersonId) -> bool {
        let mut not_yet = 0;
        for happened in &self.events {
            if let Event::SaidBack { person: who, how: SaidBack::NotYet, .. } = &happened.event {
                not_yet += usize::from(*who == person);
            } else if matches!(&happened.event, Event::Offered { person: who, .. } if *who == person) {
                not_yet = 0;
            }
        }
        not_yet >= OFFER_AFTER
    }

    /// What a person chose when we offered to stop, each time.
    pub fn offers(&self, person: PersonId) -> impl Iterator<Item = &Offer> {
        self.events.iter().filter_map(move |happened| {
            let Event::Offered { person: who, chose } = &happened.event else { return None };
            (*who == person).then_some(chose)
        })
    }
}
