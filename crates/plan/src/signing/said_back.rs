//! Saying it back: after each part of the plan a person is asked to say it in their own words, to see whether we
//! explained it well (teach-back; Talevski and others, 2020). Nobody is tested, nothing is scored, and signing never
//! depends on it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Signing;
use super::event::Event;
use crate::agreement::{Agreement, Block, BlockKind, Section};
use crate::ids::PersonId;

/// What a person is asked to say back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// My rights.
    Rights,
    /// The worry.
    Worry,
    /// What I will do first.
    First,
    /// Who helps me, and when.
    Help,
    /// What may happen.
    MayHappen,
    /// When we meet.
    Meeting,
}

/// What came of asking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "said", rename_all = "snake_case")]
pub enum SaidBack {
    /// Said in the person's own words.
    InOwnWords {
        /// Those words.
        words: String,
    },
    /// Said some of it.
    InPart {
        /// Those words.
        words: String,
    },
    /// Not yet: it is for us to explain it again.
    NotYet,
    /// The person did not want to.
    DidNotWant,
}

/// What a person chose when we offered to stop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "offer", rename_all = "snake_case")]
pub enum Offer {
    /// To go on.
    GoOn,
    /// A pause.
    Pause,
    /// An advocate first.
    Advocate,
    /// Another day.
    AnotherDay {
        /// Which, if they said.
        on: Option<NaiveDate>,
    },
}

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

impl Part {
    /// All parts, in the order they are asked.
    pub const ALL: [Self; 6] =
        [Self::Rights, Self::Worry, Self::First, Self::Help, Self::MayHappen, Self::Meeting];

    /// Its key in the texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Rights => "rights",
            Self::Worry => "worry",
            Self::First => "first",
            Self::Help => "help",
            Self::MayHappen => "may_happen",
            Self::Meeting => "meeting",
        }
    }

    /// The blocks that say it, for telling it again.
    pub fn blocks(self, agreement: &Agreement) -> Vec<&Block> {
        let first = agreement.section(Section::Now).find_map(|block| block.kind.goal());
        let says = |block: &&Block| match self {
            Self::Rights => block.kind == BlockKind::Right && !MAY_HAPPEN.contains(&block.id.0.as_str()),
            Self::Worry => block.kind == BlockKind::Worry,
            Self::First => block.section == Section::Now && first.is_some() && block.kind.goal() == first,
            Self::Help => {
                block.section == Section::Supporters && !matches!(block.kind, BlockKind::Heading { .. })
                    || matches!(block.kind, BlockKind::Promise { .. })
            }
            Self::MayHappen => MAY_HAPPEN.contains(&block.id.0.as_str()),
            Self::Meeting => {
                matches!(block.section, Section::Meeting | Section::Contact)
                    && block.kind == BlockKind::Sentence
            }
        };
        agreement.blocks.iter().filter(says).collect()
    }
}

/// The rights that say what may happen if the plan does not work.
const MAY_HAPPEN: [&str; 3] = ["rights.07", "rights.10", "rights.11"];

impl Signing {
    /// Where a person stands with a part; nothing when it was not asked.
    pub fn asked(&self, person: PersonId, part: Part) -> Option<Asked<'_>> {
        let mut times = 0;
        let mut last = None;
        for happened in &self.events {
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
