//! What can be picked as an answer. Which picks a question offers is in `question`.

use serde::{Deserialize, Serialize};

/// Something that can be picked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "their meaning is their words, in the texts under `pick`")]
pub enum Pick {
    Yes,
    No,
    NotKnown,
    Beforehand,
    AtTheVisit,
    ChildrensServices,
    Police,
    Together,
    ReadsAlone,
    ReadOut,
    TabletReads,
    NotNeeded,
    Offered,
    Declined,
    Wanted,
    Arranged,
    Present,
    NotPossible,
    Calm,
    Upset,
    Angry,
    Unwell,
    DrinkOrDrugs,
    Share,
    DoNotShare,
    AskAgain,
    WithMoreHelp,
    WantsToStart,
    Unsure,
    NotNow,
    Fully,
    InPart,
    HardToday,
    Agree,
    Differ,
    Settled,
}

impl Pick {
    /// The pick's key in the texts, under `pick`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::NotKnown => "not_known",
            Self::Beforehand => "beforehand",
            Self::AtTheVisit => "at_the_visit",
            Self::ChildrensServices => "childrens_services",
            Self::Police => "police",
            Self::Together => "together",
            Self::ReadsAlone => "reads_alone",
            Self::ReadOut => "read_out",
            Self::TabletReads => "tablet_reads",
            Self::NotNeeded => "not_needed",
            Self::Offered => "offered",
            Self::Declined => "declined",
            Self::Wanted => "wanted",
            Self::Arranged => "arranged",
            Self::Present => "present",
            Self::NotPossible => "not_possible",
            Self::Calm => "calm",
            Self::Upset => "upset",
            Self::Angry => "angry",
            Self::Unwell => "unwell",
            Self::DrinkOrDrugs => "drink_or_drugs",
            Self::Share => "share",
            Self::DoNotShare => "do_not_share",
            Self::AskAgain => "ask_again",
            Self::WithMoreHelp => "with_more_help",
            Self::WantsToStart => "wants_to_start",
            Self::Unsure => "unsure",
            Self::NotNow => "not_now",
            Self::Fully => "fully",
            Self::InPart => "in_part",
            Self::HardToday => "hard_today",
            Self::Agree => "agree",
            Self::Differ => "differ",
            Self::Settled => "settled",
        }
    }
}
