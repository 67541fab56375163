//! The copies of a sealed plan: which there are, and how each is printed, saved and given.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use plan::domain::Domain;
use plan::ids::{PersonId, PlanId};
use plan::texts::Language;
use serde::{Deserialize, Serialize};

const BESIDE: &str = "beside ";

/// One paper: of which plan, whose, in which form.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CopyOf {
    /// Which plan.
    pub plan: PlanId,
    /// Whose copy; none for the whole plan.
    pub person: Option<PersonId>,
    /// In which form.
    pub form: Form,
}

/// How a copy is set on paper. What is left out for a person is left out of each.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// As it was signed: the very bytes that were sealed.
    #[default]
    Signed,
    /// What was agreed, on one page.
    Short,
    /// As it was signed, in large letters.
    Large,
    /// English beside another language.
    Beside(Language),
    /// Room for how each goal and promise went.
    Review,
    /// What somebody needs who helps the children.
    Part(Helper),
    /// Nothing filled in. It is nobody's, and there before anything is sealed.
    Blank,
    /// What anybody can ask the police. It is nobody's too.
    Leaflet,
}

/// Who gets a part of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Helper {
    /// A school or nursery.
    School,
    /// A health visitor, or whoever looks after a child's health.
    Health,
}

impl Helper {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::School, Self::Health];

    /// The key of what they are called in the texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::School => "helper.school",
            Self::Health => "helper.health",
        }
    }

    /// The parts of life they help with.
    pub const fn domains(self) -> &'static [Domain] {
        match self {
            Self::School => &[Domain::Education],
            Self::Health => &[Domain::Health, Domain::BasicCare],
        }
    }
}

impl Form {
    /// Whether it is a copy of what was agreed, and it is noted where that was saved last.
    pub const fn is_copy(&self) -> bool {
        matches!(self, Self::Signed | Self::Short | Self::Large | Self::Beside(_))
    }

    /// Whether it is the same whatever was agreed, and needs nothing that was sealed.
    pub const fn is_nobodys(&self) -> bool {
        matches!(self, Self::Blank | Self::Leaflet)
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Signed => f.write_str("signed"),
            Self::Short => f.write_str("short"),
            Self::Large => f.write_str("large"),
            Self::Beside(language) => write!(f, "{BESIDE}{}", language.0),
            Self::Review => f.write_str("review"),
            Self::Part(Helper::School) => f.write_str("part school"),
            Self::Part(Helper::Health) => f.write_str("part health"),
            Self::Blank => f.write_str("blank"),
            Self::Leaflet => f.write_str("leaflet"),
        }
    }
}

impl FromStr for Form {
    type Err = NoForm;

    fn from_str(text: &str) -> Result<Self, NoForm> {
        match (text, text.strip_prefix(BESIDE)) {
            ("signed", _) => Ok(Self::Signed),
            ("short", _) => Ok(Self::Short),
            ("large", _) => Ok(Self::Large),
            ("review", _) => Ok(Self::Review),
            ("part school", _) => Ok(Self::Part(Helper::School)),
            ("part health", _) => Ok(Self::Part(Helper::Health)),
            ("blank", _) => Ok(Self::Blank),
            ("leaflet", _) => Ok(Self::Leaflet),
            (_, Some(tag)) => Ok(Self::Beside(Language(tag.to_owned()))),
            (_, None) => Err(NoForm),
        }
    }
}

/// No form is written like this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no form of a copy is called that")]
pub struct NoForm;

/// A copy of a sealed plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CopyCard {
    /// Whose; none for the whole plan.
    pub person: Option<PersonId>,
    /// Their name; empty for the whole plan.
    pub name: String,
    /// Where it was saved last, once it was, in one of its forms.
    pub saved: Option<Copied>,
    /// How it was given, once that was noted.
    pub given: Option<Given>,
}

impl CopyCard {
    /// Whether it was noted how the family got a copy, and none is owed.
    pub fn are_given(copies: &[Self]) -> bool {
        let mut given = copies.iter().filter_map(|copy| copy.given).peekable();
        given.peek().is_some() && given.all(|given| given != Given::Later)
    }
}

/// A printer that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrinterCard {
    /// What its owner calls it.
    pub name: String,
    /// Its address.
    pub printer: String,
    /// The address of its open line beside the encrypted one, for when that cannot be made.
    pub open: Option<String>,
    /// Why it cannot be used, where that is known.
    pub why_not: Option<WhyNot>,
}

/// Why a printer that was found cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyNot {
    /// It takes other kinds of file only.
    NoFormat,
}

/// How the last print of a copy goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintCard {
    /// The printer it went to last.
    pub printer: Option<String>,
    /// Where it went to none yet, the printer that was used last for another copy of its plan, or for anything where it is
    /// known by its key and its name and so is the same in every home.
    pub last_used: Option<String>,
    /// How it goes.
    pub state: PrintGoes,
}

/// How a print goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrintGoes {
    /// Nothing was printed since the tablet was started.
    Not,
    /// It goes on.
    On {
        /// What a person is told.
        says: String,
    },
    /// It came out.
    Printed {
        /// What a person is told.
        says: String,
    },
    /// It ended without paper, or with some of it. It can be tried again.
    Stopped {
        /// What a person is told.
        says: String,
    },
    /// The printer has another key than before, and nothing was sent: somebody has to decide whether it is the same one.
    OtherKey {
        /// What a person is told.
        says: String,
    },
    /// There is no encrypted line to the printer, which is known by no key, and nothing was sent: somebody may decide for an open
    /// one.
    NoLine {
        /// What a person is told.
        says: String,
    },
    /// Nobody knows whether it came out: somebody has to look.
    Unsure {
        /// What a person is told.
        says: String,
    },
}

/// How a copy was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Given {
    /// On paper, at the visit.
    OnPaper,
    /// As a file.
    AsFile,
    /// It will be brought or sent.
    Later,
    /// It would not be safe to leave one.
    NotSafe,
}

/// A file saved outside the tablet's store, because a person asked for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copied {
    /// The file's name, without its folder.
    pub file: String,
    /// The folder, as a person would look for it.
    pub folder: String,
    /// The day.
    pub on: NaiveDate,
    /// In which form.
    pub form: Form,
}
