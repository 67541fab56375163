//! The people of a plan. Nothing here says what anyone does or promises.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::PersonId;

/// A child the plan is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Child {
    /// Who this is, in this plan.
    pub id: PersonId,
    /// As the family says it.
    pub name: String,
    /// What is known of the birth.
    pub birth: Birth,
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

/// A parent, guardian or other adult who makes the plan with us.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adult {
    /// Who this is, in this plan.
    pub id: PersonId,
    /// As the person says it.
    pub name: String,
    /// Date of birth, where given.
    pub born: Option<NaiveDate>,
    /// To the children, in everyday words: "mum", "grandad".
    pub relationship: String,
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
            Self::SocialWorker => "role.social_worker",
            Self::PoliceOfficer => "role.police_officer",
            Self::DetectiveSergeant => "role.detective_sergeant",
            Self::TeamManager => "role.team_manager",
        }
    }

    /// The key of the role's name as a heading.
    pub const fn title_key(self) -> &'static str {
        match self {
            Self::SocialWorker => "role_title.social_worker",
            Self::PoliceOfficer => "role_title.police_officer",
            Self::DetectiveSergeant => "role_title.detective_sergeant",
            Self::TeamManager => "role_title.team_manager",
        }
    }

    /// The key of the line that says who a worker is: name, role and agency.
    pub const fn line_key(self) -> &'static str {
        match self {
            Self::SocialWorker => "role_line.social_worker",
            Self::PoliceOfficer => "role_line.police_officer",
            Self::DetectiveSergeant => "role_line.detective_sergeant",
            Self::TeamManager => "role_line.team_manager",
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
            Self::ChildrensServices => "agency.childrens_services",
            Self::Police => "agency.police",
        }
    }
}
