//! The people of a plan. Nothing here says what anyone does or promises.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::ids::{ContactId, PersonId};
use crate::texts::key;

/// A child the plan is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Child {
    /// Who this is, in this plan.
    pub id: PersonId,
    /// As the family says it.
    pub name: String,
    /// What is known of the birth.
    pub birth: Birth,
    /// The year of birth, where the day is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub born_in: Option<i32>,
    /// School or nursery.
    #[serde(default)]
    pub school: String,
    /// Health visitor, or whoever looks after their health.
    #[serde(default)]
    pub health_visitor: String,
}

impl Child {
    /// A child nothing is known of yet.
    pub const fn empty(id: PersonId) -> Self {
        Self {
            id,
            name: String::new(),
            birth: Birth::NotRecorded,
            born_in: None,
            school: String::new(),
            health_visitor: String::new(),
        }
    }
}

/// How old a child is, as far as it matters for how they are heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgeBand {
    /// Unborn, or not two yet: watched, not asked.
    Baby,
    /// Two to four.
    Preschool,
    /// Five to ten, and where the age is not known.
    Child,
    /// Eleven to fifteen.
    YoungPerson,
    /// Sixteen and over.
    Older,
}

impl AgeBand {
    /// The band's key in the texts, under `voice_`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Baby => "baby",
            Self::Preschool => "preschool",
            Self::Child => "child",
            Self::YoungPerson => "young_person",
            Self::Older => "older",
        }
    }
}

impl Child {
    /// How old the child is on a day.
    pub fn age_band(&self, today: NaiveDate) -> AgeBand {
        let age = match (self.birth, self.born_in) {
            (Birth::Born { on }, _) => today.years_since(on).unwrap_or_default(),
            (Birth::Due { .. }, _) => return AgeBand::Baby,
            // A birthday this year may still be to come.
            (Birth::NotRecorded, Some(year)) => {
                let age = today.year().saturating_sub(year).saturating_sub(1);
                u32::try_from(age).unwrap_or_default()
            }
            (Birth::NotRecorded, None) => return AgeBand::Child,
        };
        match age {
            0 | 1 => AgeBand::Baby,
            2..=4 => AgeBand::Preschool,
            5..=10 => AgeBand::Child,
            11..=15 => AgeBand::YoungPerson,
            _ => AgeBand::Older,
        }
    }
}

/// What is known of a child's birth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "known", rename_all = "snake_case")]
pub enum Birth {
    /// Nobody has said.
    #[default]
    NotRecorded,
    /// Born on this day.
    Born {
        /// The day.
        on: NaiveDate,
    },
    /// Not born yet, expected on this day.
    Due {
        /// The day.
        on: NaiveDate,
    },
}

/// The words with which somebody says that an address is the family's.
const SAME_PLACE: [&str; 26] = [
    "a", "above", "address", "and", "as", "at", "children", "family", "here", "home", "house", "in", "is",
    "kids", "lives", "living", "n", "na", "none", "same", "see", "the", "there", "this", "to", "with",
];

/// A parent, guardian or other adult who makes the plan with us.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adult {
    /// Who this is, in this plan.
    pub id: PersonId,
    /// As the person says it.
    pub name: String,
    /// Date of birth, where given.
    pub born: Option<NaiveDate>,
    /// The year of birth, where the day is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub born_in: Option<i32>,
    /// To the children, in everyday words: "mum", "grandad".
    pub relationship: String,
    /// Their own number.
    #[serde(default)]
    pub phone: String,
    /// Where they live, if not with the children.
    #[serde(default)]
    pub address: String,
    /// Whether number and address are kept out of the agreement, because someone must not learn them.
    #[serde(default)]
    pub withheld: bool,
}

impl Adult {
    /// An adult nothing is known of yet.
    pub const fn empty(id: PersonId) -> Self {
        Self {
            id,
            name: String::new(),
            born: None,
            born_in: None,
            relationship: String::new(),
            phone: String::new(),
            address: String::new(),
            withheld: false,
        }
    }

    /// Whether this adult lives at the family's address: one of their own is asked only of others, and some type there that it
    /// is the same.
    pub fn lives_at_home(&self) -> bool {
        let letters = |c: char| c.is_alphabetic().then(|| c.to_lowercase()).into_iter().flatten();
        let words =
            self.address.split_whitespace().map(|word| word.chars().flat_map(letters).collect::<String>());
        let words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
        let has_number = self.address.chars().any(char::is_numeric);
        !has_number && words.iter().all(|word| SAME_PLACE.contains(&word.as_str()))
    }
}

/// Someone of the family's own network who helps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supporter {
    /// Who this is, in this plan.
    pub id: PersonId,
    /// As the family says it.
    pub name: String,
    /// To the family, in everyday words: "next door", "auntie".
    pub relationship: String,
    /// Where they can be reached.
    pub phone: String,
    /// What they offer to do, following "will".
    pub offers: String,
}

impl Supporter {
    /// Someone nothing is known of yet.
    pub const fn empty(id: PersonId) -> Self {
        Self {
            id,
            name: String::new(),
            relationship: String::new(),
            phone: String::new(),
            offers: String::new(),
        }
    }
}

/// Somebody the harm comes from who is not in the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outsider {
    /// Who this is, in this plan.
    pub id: PersonId,
    /// As far as it is known: one person, also with a comma in it.
    pub name: String,
}

impl Outsider {
    /// Someone nothing is known of yet.
    pub const fn empty(id: PersonId) -> Self {
        Self { id, name: String::new() }
    }
}

/// A number the family can ring that is nobody's in the plan: an advice line, the school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Which.
    pub id: ContactId,
    /// Who answers, and for what.
    pub name: String,
    /// The number.
    pub phone: String,
}

/// A professional who makes promises or signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worker {
    /// Who this is, in this plan.
    pub id: PersonId,
    /// Full name.
    pub name: String,
    /// In what role.
    pub role: WorkerRole,
    /// The number the family can ring.
    pub phone: String,
    /// A police worker's rank, such as "PC".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rank: String,
    /// A police worker's collar number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub collar: String,
}

impl Worker {
    /// A worker of whom only the role is known.
    pub const fn empty(id: PersonId, role: WorkerRole) -> Self {
        Self {
            id,
            name: String::new(),
            role,
            phone: String::new(),
            rank: String::new(),
            collar: String::new(),
        }
    }
}

/// The roles that have a place in the agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkerRole {
    /// The children's social worker, who usually leads.
    SocialWorker,
    /// The officer at the visit.
    PoliceOfficer,
    /// Signs where the child abuse team is not there.
    DetectiveSergeant,
    /// Agrees by phone, countersigns later.
    TeamManager,
}

impl WorkerRole {
    /// Every role, in the order of the signature rows.
    pub const ALL: [Self; 4] =
        [Self::SocialWorker, Self::PoliceOfficer, Self::DetectiveSergeant, Self::TeamManager];

    /// Whose worker this is.
    pub const fn agency(self) -> Agency {
        match self {
            Self::SocialWorker | Self::TeamManager => Agency::ChildrensServices,
            Self::PoliceOfficer | Self::DetectiveSergeant => Agency::Police,
        }
    }

    /// The key of the role's name in the texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::SocialWorker => key!("role.social_worker").as_str(),
            Self::PoliceOfficer => key!("role.police_officer").as_str(),
            Self::DetectiveSergeant => key!("role.detective_sergeant").as_str(),
            Self::TeamManager => key!("role.team_manager").as_str(),
        }
    }

    /// The key of the role's name as a heading.
    pub const fn title_key(self) -> &'static str {
        match self {
            Self::SocialWorker => key!("role_title.social_worker").as_str(),
            Self::PoliceOfficer => key!("role_title.police_officer").as_str(),
            Self::DetectiveSergeant => key!("role_title.detective_sergeant").as_str(),
            Self::TeamManager => key!("role_title.team_manager").as_str(),
        }
    }

    /// The key of the line that says who a worker is: name, role and agency.
    pub const fn line_key(self) -> &'static str {
        match self {
            Self::SocialWorker => key!("role_line.social_worker").as_str(),
            Self::PoliceOfficer => key!("role_line.police_officer").as_str(),
            Self::DetectiveSergeant => key!("role_line.detective_sergeant").as_str(),
            Self::TeamManager => key!("role_line.team_manager").as_str(),
        }
    }
}

/// The two owners of the agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Agency {
    /// The council's Children's Services.
    ChildrensServices,
    /// The police force.
    Police,
}

impl Agency {
    /// Both, Children's Services first.
    pub const ALL: [Self; 2] = [Self::ChildrensServices, Self::Police];

    /// The key of the agency's name in the texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::ChildrensServices => key!("agency.childrens_services").as_str(),
            Self::Police => key!("agency.police").as_str(),
        }
    }
}

/// Whose worry something is: one agency's, or both agencies'.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whose {
    /// The council's Children's Services.
    ChildrensServices,
    /// The police force.
    Police,
    /// Both, in the same words.
    Both,
}

impl Whose {
    /// All, in the order of the agreement: what both say comes first.
    pub const ALL: [Self; 3] = [Self::Both, Self::ChildrensServices, Self::Police];

    /// The key of its name in the texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::ChildrensServices => Agency::ChildrensServices.key(),
            Self::Police => Agency::Police.key(),
            Self::Both => key!("agency.both").as_str(),
        }
    }
}

impl From<Agency> for Whose {
    fn from(agency: Agency) -> Self {
        match agency {
            Agency::ChildrensServices => Self::ChildrensServices,
            Agency::Police => Self::Police,
        }
    }
}
