//! The body of a sealed record: one page of JSON that names everything the seal holds, so that a reader with the record
//! alone knows what was agreed by whom and which files belong to it.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};
use plan::Agreement;
use plan::ids::{PersonId, PlanId, SigningId};
use plan::people::{Agency, Birth, WorkerRole};
use plan::signing::{Joined, Outcome, StillOpen};
use plan::{Plan, Signing};
use record::BlobRef;
use serde::Serialize;

/// The number of this form. Form 1 had one copy, no translations, and nothing that binds an answer; form 2 nothing by which an office
/// lists what is due; form 3 nothing of what is not on paper, no agreement that it goes on from, and nobody's id.
pub(crate) const MANIFEST_VERSION: u32 = 4;

/// What a seal holds.
#[derive(Serialize)]
pub(crate) struct Manifest<'a> {
    pub(crate) v: u32,
    pub(crate) plan: PlanId,
    /// The record of the agreement that this one goes on from. It is the envelope's only parent, too.
    pub(crate) previous: Option<record::Hash>,
    /// The plan as it was written, with what is not on paper: the file of role [`record::NOTES_ROLE`].
    pub(crate) plan_file: Bytes<'a>,
    pub(crate) signing: SigningId,
    pub(crate) reference: &'a str,
    pub(crate) title: &'a str,
    pub(crate) agreement: Bytes<'a>,
    pub(crate) sealed_at: DateTime<FixedOffset>,
    pub(crate) letterhead: Heads<'a>,
    pub(crate) texts: &'a str,
    pub(crate) renderer: &'a str,
    pub(crate) worker: Worker<'a>,
    pub(crate) outcomes: Vec<Answer>,
    pub(crate) children: Vec<Child<'a>>,
    pub(crate) review: Review,
    /// The day until which the plan holds, where one was agreed.
    pub(crate) holds_until: Option<NaiveDate>,
    /// Whether not every earlier sitting could be read any more: what was answered in one may be missing here.
    pub(crate) lacks_earlier: bool,
    pub(crate) copies: Vec<Bytes<'a>>,
    /// What was read in another language.
    pub(crate) translations: Vec<Bytes<'a>>,
}

/// A file that belongs to the seal.
#[derive(Serialize)]
pub(crate) struct Bytes<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'a str>,
    /// Whose copy it is, where somebody does not see all of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<PersonId>,
    sha256: record::Hash,
    len: u64,
}

/// Whose paper it is.
#[derive(Serialize)]
pub(crate) struct Heads<'a> {
    pub(crate) lead: &'a str,
    pub(crate) with: Option<&'a str>,
}

/// Who sealed it.
#[derive(Serialize)]
pub(crate) struct Worker<'a> {
    pub(crate) name: &'a str,
    pub(crate) role: &'a str,
}

/// A child whom the plan is for, so that an office finds all that there is of one over the years.
#[derive(Serialize)]
pub(crate) struct Child<'a> {
    id: PersonId,
    name: &'a str,
    birth: Birth,
    #[serde(skip_serializing_if = "Option::is_none")]
    born_in: Option<i32>,
}

/// When all of them meet again, where that was agreed.
#[derive(Serialize)]
pub(crate) struct Review {
    on: Option<NaiveDate>,
    at: Option<NaiveTime>,
}

/// What one person said. No outcome means that none was confirmed.
#[derive(Serialize)]
pub(crate) struct Answer {
    /// Who it is in the plan, or in the sitting.
    person: PersonId,
    name: String,
    role: &'static str,
    #[serde(flatten)]
    outcome: OutcomeOrNone,
    /// What is open with somebody of the family.
    #[serde(skip_serializing_if = "Option::is_none")]
    open: Option<StillOpen>,
    /// What binds the answer to the person, the agreement and the sitting.
    #[serde(skip_serializing_if = "Option::is_none")]
    bound: Option<plan::hash::AnswerHash>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum OutcomeOrNone {
    Given(Outcome),
    None { outcome: () },
}

impl<'a> Bytes<'a> {
    pub(crate) const fn of(blob: &'a BlobRef) -> Self {
        Self { role: None, person: None, sha256: blob.sha256, len: blob.len }
    }

    pub(crate) fn with_role(blob: &'a BlobRef, person: Option<PersonId>) -> Self {
        Self { role: Some(&blob.role), person, ..Self::of(blob) }
    }
}

impl<'a> Child<'a> {
    pub(crate) fn all(plan: &'a Plan) -> Vec<Self> {
        let child = |it: &'a plan::people::Child| Self {
            id: it.id,
            name: it.name.trim(),
            birth: it.birth,
            // As on paper: a day counts for more than a year that was typed before it.
            born_in: it.born_in.filter(|_| it.birth == Birth::NotRecorded),
        };
        plan.children.iter().map(child).collect()
    }
}

impl Review {
    /// As on paper: a time without a day is none.
    pub(crate) fn of(plan: &Plan) -> Self {
        Self { on: plan.review.on, at: plan.review.on.and(plan.review.at) }
    }
}

/// What everyone who has a place to sign said, in the paper's order.
pub(crate) fn answers(plan: &Plan, agreement: &Agreement, signing: &Signing) -> Vec<Answer> {
    let answer = |person: PersonId| {
        let joined = signing.joined().find(|(who, _, _)| *who == person);
        let (name, role) = match (plan.adult(person), plan.worker(person), joined) {
            (Some(adult), _, _) => (adult.name.trim(), "family"),
            (None, Some(worker), _) => (worker.name.trim(), role_word(worker.role)),
            (None, None, Some((_, name, part))) => (name.trim(), joined_word(part)),
            (None, None, None) => return None,
        };
        let outcome = match signing.answer(person).and_then(|answer| answer.outcome) {
            Some(outcome) => OutcomeOrNone::Given(outcome),
            None => OutcomeOrNone::None { outcome: () },
        };
        let open = signing.still_open(person, plan.review.on);
        let (name, bound) = (name.to_owned(), signing.bound(person, agreement));
        Some(Answer { person, name, role, outcome, open, bound })
    };
    signing.signers(agreement).into_iter().filter_map(answer).collect()
}

/// As what somebody joined, as records say it.
const fn joined_word(part: &Joined) -> &'static str {
    match part {
        Joined::Interpreter { .. } => "interpreter",
        Joined::Reader => "reader",
        Joined::Witness => "witness",
        Joined::Child => "child",
        Joined::Worker(role) => role_word(*role),
    }
}

/// A role as records say it.
pub(crate) const fn role_word(role: WorkerRole) -> &'static str {
    match role {
        WorkerRole::SocialWorker => "social-worker",
        WorkerRole::PoliceOfficer => "police-officer",
        WorkerRole::DetectiveSergeant => "detective-sergeant",
        WorkerRole::TeamManager => "team-manager",
    }
}

/// An agency as records say it.
pub(crate) const fn agency_word(agency: Agency) -> &'static str {
    match agency {
        Agency::ChildrensServices => "childrens-services",
        Agency::Police => "police",
    }
}
