//! The parts of a child's life that goals are sorted by: the four of the paper, and the further ones of the guidance.

use serde::{Deserialize, Serialize};

use crate::key;

/// A part of a child's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Domain {
    /// Food, warmth, a clean and working home.
    BasicCare,
    /// Nobody is hurt or left in danger.
    Safety,
    /// School or nursery.
    Education,
    /// Feeling heard and calm.
    Emotional,
    /// Love, attention, play.
    Warmth,
    /// Rules, bedtimes, guidance.
    Boundaries,
    /// Doctor, dentist, medicine.
    Health,
    /// Clothes, washing, getting on with others.
    Presentation,
}

impl Domain {
    /// Every domain, in the paper's order, then the guidance's.
    pub const ALL: [Self; 8] = [
        Self::BasicCare,
        Self::Safety,
        Self::Education,
        Self::Emotional,
        Self::Warmth,
        Self::Boundaries,
        Self::Health,
        Self::Presentation,
    ];

    /// Whether it has a heading of its own on the paper form; the others are opened when they are needed.
    pub const fn is_main(self) -> bool {
        matches!(self, Self::BasicCare | Self::Safety | Self::Education | Self::Emotional)
    }

    /// The key of the domain's name in the texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::BasicCare => key!("domain.basic_care").as_str(),
            Self::Safety => key!("domain.safety").as_str(),
            Self::Education => key!("domain.education").as_str(),
            Self::Emotional => key!("domain.emotional").as_str(),
            Self::Warmth => key!("domain.warmth").as_str(),
            Self::Boundaries => key!("domain.boundaries").as_str(),
            Self::Health => key!("domain.health").as_str(),
            Self::Presentation => key!("domain.presentation").as_str(),
        }
    }
}
