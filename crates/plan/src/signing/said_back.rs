//! Saying it back: after each part of the plan a person is asked to say it in their own words, to see whether we
//! explained it well (teach-back; Talevski and others, 2020). Nobody is tested, nothing is scored, and signing never
//! depends on it. How often somebody was asked is in `asked`.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::agreement::{Agreement, Block, BlockKind, Section};

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
            Self::Rights => block.kind == BlockKind::Right { may_happen: false },
            Self::Worry => matches!(block.kind, BlockKind::Worry { .. } | BlockKind::Seen { .. }),
            Self::First => block.section == Section::Now && first.is_some() && block.kind.goal() == first,
            Self::Help => {
                block.section == Section::Supporters && !block.kind.is_heading()
                    || matches!(block.kind, BlockKind::Promise { .. })
            }
            Self::MayHappen => block.kind == BlockKind::Right { may_happen: true },
            Self::Meeting => {
                matches!(block.section, Section::Meeting | Section::Contact)
                    && matches!(block.kind, BlockKind::Sentence { .. } | BlockKind::Line)
            }
        };
        agreement.blocks.iter().filter(says).collect()
    }
}
