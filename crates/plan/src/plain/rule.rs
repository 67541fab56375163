//! Why words are pointed at. Each rule is looked for in `glossary` or in `wording`, and told in `findings`.

use serde::{Deserialize, Serialize};

/// Why a piece of text is pointed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// A professional's word.
    Jargon,
    /// Letters for words.
    Abbreviation,
    /// Says too little to be done or checked.
    Vague,
    /// A stock phrase that dilutes what was seen.
    Stock,
    /// A longer word than needed.
    Wordy,
    /// Two words in the place of one.
    Slash,
    /// A time on the 24-hour clock, or without am or pm.
    Clock,
    /// A day in figures alone.
    FigureDate,
    /// Nobody is said to do it.
    Passive,
    /// Two noes that make a yes.
    DoubleNegative,
    /// More than two conditions.
    Conditions,
    /// More than 20 words.
    LongSentence,
}

impl Rule {
    /// Every rule.
    pub const ALL: [Self; 12] = [
        Self::Jargon,
        Self::Abbreviation,
        Self::Vague,
        Self::Stock,
        Self::Wordy,
        Self::Slash,
        Self::Clock,
        Self::FigureDate,
        Self::Passive,
        Self::DoubleNegative,
        Self::Conditions,
        Self::LongSentence,
    ];

    /// Its name in lists and on the wire.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Jargon => "jargon",
            Self::Abbreviation => "abbreviation",
            Self::Vague => "vague",
            Self::Stock => "stock",
            Self::Wordy => "wordy",
            Self::Slash => "slash",
            Self::Clock => "clock",
            Self::FigureDate => "figure_date",
            Self::Passive => "passive",
            Self::DoubleNegative => "double_negative",
            Self::Conditions => "conditions",
            Self::LongSentence => "long_sentence",
        }
    }

    /// Whether it goes by the glossary, which says what to say for each word.
    pub const fn has_list(self) -> bool {
        matches!(self, Self::Jargon | Self::Abbreviation | Self::Vague | Self::Stock | Self::Wordy)
    }
}

/// A finding before it is told: the rule, the bytes, and what to say if the rule has its own words.
pub(super) struct Found<'a> {
    pub(super) rule: Rule,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) say: &'a str,
}
