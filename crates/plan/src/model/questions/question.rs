//! One question: what may be picked, whether a day belongs to it, what it is about.

use serde::{Deserialize, Serialize};

use super::gap::Gap;
use super::guard::{About, Guard};
use super::pick::Pick;
use crate::ids::{GoalId, PersonId};

/// One question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// Whether a strategy discussion agreed on making a plan; words: who agreed; day: when.
    StrategyDiscussion,
    /// Whether it is part of a section 47 enquiry.
    Section47,
    /// Which kind of plan the children have beside it.
    PlanKind,
    /// Children's Services' number for the family, in words.
    CaseReference,
    /// The police's number for what happened, in words.
    PoliceReference,
    /// Which agency leads.
    Lead,
    /// Written beforehand or at the visit.
    Prepared,
    /// Whether the family had a blank copy before.
    BlankCopy,
    /// Whether this adult has parental responsibility.
    ParentalResponsibility(PersonId),
    /// Whether this adult is a source of the harm. For the guards alone; never in the agreement.
    SourceOfHarm(PersonId),
    /// How this person wants to go through the plan.
    WayThrough(PersonId),
    /// Their first language and dialect, in words.
    Language(PersonId),
    /// An interpreter.
    Interpreter(PersonId),
    /// Help with reading and writing.
    Reading(PersonId),
    /// Help with learning needs.
    Learning(PersonId),
    /// Help with sight or hearing.
    SightHearing(PersonId),
    /// An advocate.
    Advocate(PersonId),
    /// Advice from a lawyer. Never in the agreement: another adult could read whom somebody asks.
    LegalAdvice(PersonId),
    /// A referral to adult services. Never in the agreement, for the same reason.
    AdultServices(PersonId),
    /// Whether this person was told, alone, of the two schemes by which the police tell what they know of a partner or of
    /// somebody near a child. Never in the agreement.
    Schemes(PersonId),
    /// How this person is today. Never in the agreement.
    Today(PersonId),
    /// Whether this person can talk freely. Never in the agreement.
    SafeToTalk(PersonId),
    /// Who can overhear. Never in the agreement.
    Overhear,
    /// What is good, in the child's exact words.
    VoiceGood(PersonId),
    /// What worries the child, in the child's exact words.
    VoiceWorries(PersonId),
    /// What the child wishes, in the child's exact words.
    VoiceWishes(PersonId),
    /// What was seen of the child.
    VoiceSeen(PersonId),
    /// Who wrote the child's words down, and who was there.
    VoiceWriter(PersonId),
    /// Whether the child's words may be shown to the family. Only "share" shows them.
    VoiceShare(PersonId),
    /// Whether the person can do this goal with the help listed: the A of SMART, asked of people.
    CanDo(GoalId),
    /// The time offered to make the changes; day: its end.
    TimeOffered,
    /// How long the plan holds; day: its end, if it has one.
    Holds,
    /// Whom to ring once the work with the family has ended, in words.
    AfterClosing,
    /// What the police decided; day: when. It is about one person, so it is never in the agreement.
    PoliceOutcome,
    /// How the family feels about starting.
    Ready,
    /// How the family took part in making the plan.
    TookPart,
    /// Whether the agencies see it the same way. Never in the agreement.
    Agencies,
    /// Whether something that is missing was left out on purpose. Never in the agreement.
    LeftOut(Gap),
    /// Why something a guard warns of stands all the same; picked where somebody who is harmed would have a duty: who
    /// agreed it.
    Kept(Guard),
}

const OFFER: &[Pick] = &[
    Pick::NotNeeded,
    Pick::Offered,
    Pick::Declined,
    Pick::Wanted,
    Pick::Arranged,
    Pick::Present,
    Pick::NotPossible,
];

impl Question {
    /// The help that somebody may need to understand the plan and take part.
    pub const fn help_for(person: PersonId) -> [Self; 5] {
        [
            Self::Interpreter(person),
            Self::Reading(person),
            Self::Learning(person),
            Self::SightHearing(person),
            Self::Advocate(person),
        ]
    }

    /// What may be picked; nothing where only words are asked for.
    pub const fn picks(self) -> &'static [Pick] {
        match self {
            Self::StrategyDiscussion
            | Self::Section47
            | Self::BlankCopy
            | Self::ParentalResponsibility(_)
            | Self::SourceOfHarm(_)
            | Self::SafeToTalk(_) => &[Pick::Yes, Pick::No, Pick::NotKnown],
            Self::PlanKind => &[Pick::ChildInNeed, Pick::ChildProtection, Pick::NoOtherPlan],
            Self::Schemes(_) => &[Pick::ToldAlone, Pick::NotAlone, Pick::NotNow],
            Self::PoliceOutcome => &[
                Pick::NothingMore,
                Pick::CommunityResolution,
                Pick::ConditionalCaution,
                Pick::Charge,
                Pick::StillOpen,
            ],
            Self::Lead => &[Pick::ChildrensServices, Pick::Police, Pick::Together],
            Self::Prepared => &[Pick::Beforehand, Pick::AtTheVisit],
            Self::WayThrough(_) => &[Pick::ReadsAlone, Pick::ReadOut, Pick::TabletReads],
            Self::Interpreter(_)
            | Self::Reading(_)
            | Self::Learning(_)
            | Self::SightHearing(_)
            | Self::Advocate(_)
            | Self::LegalAdvice(_)
            | Self::AdultServices(_) => OFFER,
            Self::Today(_) => &[Pick::Calm, Pick::Upset, Pick::Angry, Pick::Unwell, Pick::DrinkOrDrugs],
            Self::VoiceShare(_) => &[Pick::DoNotShare, Pick::AskAgain, Pick::Share],
            Self::CanDo(_) => &[Pick::Yes, Pick::WithMoreHelp, Pick::NotNow],
            Self::Ready => &[Pick::WantsToStart, Pick::Unsure, Pick::NotNow],
            Self::TookPart => &[Pick::Fully, Pick::InPart, Pick::HardToday],
            Self::Agencies => &[Pick::Agree, Pick::Differ, Pick::Settled],
            Self::LeftOut(_) => &[Pick::Yes],
            Self::Kept(Guard::NoContact(_)) => {
                &[Pick::Themselves, Pick::Colleague, Pick::Manager, Pick::Court]
            }
            Self::CaseReference
            | Self::PoliceReference
            | Self::AfterClosing
            | Self::Language(_)
            | Self::Overhear
            | Self::VoiceGood(_)
            | Self::VoiceWorries(_)
            | Self::VoiceWishes(_)
            | Self::VoiceSeen(_)
            | Self::VoiceWriter(_)
            | Self::TimeOffered
            | Self::Holds
            | Self::Kept(_) => &[],
        }
    }

    /// Whether a day belongs to the answer.
    pub const fn asks_day(self) -> bool {
        matches!(self, Self::StrategyDiscussion | Self::TimeOffered | Self::Holds | Self::PoliceOutcome)
    }

    /// Whether that day is one that was.
    pub const fn looks_back(self) -> bool {
        matches!(self, Self::StrategyDiscussion | Self::PoliceOutcome)
    }

    /// Whether its words are a few, such as a number.
    pub const fn is_brief(self) -> bool {
        matches!(self, Self::CaseReference | Self::PoliceReference | Self::AfterClosing)
    }

    /// What it is about.
    pub const fn about(self) -> About {
        match self {
            Self::StrategyDiscussion
            | Self::Section47
            | Self::PlanKind
            | Self::CaseReference
            | Self::PoliceReference
            | Self::Lead
            | Self::Prepared
            | Self::BlankCopy
            | Self::Overhear
            | Self::AfterClosing
            | Self::PoliceOutcome
            | Self::TimeOffered
            | Self::Holds
            | Self::Ready
            | Self::TookPart
            | Self::Agencies => About::Plan,
            Self::ParentalResponsibility(person)
            | Self::SourceOfHarm(person)
            | Self::WayThrough(person)
            | Self::Language(person)
            | Self::Interpreter(person)
            | Self::Reading(person)
            | Self::Learning(person)
            | Self::SightHearing(person)
            | Self::Advocate(person)
            | Self::LegalAdvice(person)
            | Self::AdultServices(person)
            | Self::Schemes(person)
            | Self::Today(person)
            | Self::SafeToTalk(person)
            | Self::VoiceGood(person)
            | Self::VoiceWorries(person)
            | Self::VoiceWishes(person)
            | Self::VoiceSeen(person)
            | Self::VoiceWriter(person)
            | Self::VoiceShare(person) => About::Person(person),
            Self::CanDo(goal) => About::Goal(goal),
            Self::LeftOut(gap) => gap.about(),
            Self::Kept(guard) => guard.about(),
        }
    }

    /// The question's key in the texts, under `question`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::StrategyDiscussion => "strategy_discussion",
            Self::Section47 => "section47",
            Self::PlanKind => "plan_kind",
            Self::CaseReference => "case_reference",
            Self::PoliceReference => "police_reference",
            Self::Lead => "lead",
            Self::Prepared => "prepared",
            Self::BlankCopy => "blank_copy",
            Self::ParentalResponsibility(_) => "parental_responsibility",
            Self::SourceOfHarm(_) => "source_of_harm",
            Self::WayThrough(_) => "way_through",
            Self::Language(_) => "language",
            Self::Interpreter(_) => "interpreter",
            Self::Reading(_) => "reading",
            Self::Learning(_) => "learning",
            Self::SightHearing(_) => "sight_hearing",
            Self::Advocate(_) => "advocate",
            Self::LegalAdvice(_) => "legal_advice",
            Self::AdultServices(_) => "adult_services",
            Self::Schemes(_) => "schemes",
            Self::Today(_) => "today",
            Self::SafeToTalk(_) => "safe_to_talk",
            Self::Overhear => "overhear",
            Self::VoiceGood(_) => "voice_good",
            Self::VoiceWorries(_) => "voice_worries",
            Self::VoiceWishes(_) => "voice_wishes",
            Self::VoiceSeen(_) => "voice_seen",
            Self::VoiceWriter(_) => "voice_writer",
            Self::VoiceShare(_) => "voice_share",
            Self::CanDo(_) => "can_do",
            Self::TimeOffered => "time_offered",
            Self::Holds => "holds",
            Self::AfterClosing => "after_closing",
            Self::PoliceOutcome => "police_outcome",
            Self::Ready => "ready",
            Self::TookPart => "took_part",
            Self::Agencies => "agencies",
            Self::LeftOut(_) => "left_out",
            Self::Kept(_) => "kept",
        }
    }
}
