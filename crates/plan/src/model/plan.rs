//! The plan as it stands: the sum of its changes. Any number of gaps is allowed here.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::find::{find, find_mut};
use crate::ids::{CaseId, ConcernId, ContactId, GoalId, PersonId, PlanId, PromiseId, StepId};
use crate::model::content::{Concern, Goal, Promise, Review, Step};
use crate::model::people::{Adult, Child, Contact, Outsider, Supporter, Worker};
use crate::model::questions::{Answer, Pick, Question};
use crate::texts::names;

/// The number of the stored form this program writes. A smaller one is read, with nothing recorded for what it did not
/// ask; a larger one is refused, never guessed at.
pub const STORED_FORM: u32 = 5;

/// Since this form a reason or a permission is kept with what it was given for.
const BINDS_ANSWERS: u32 = 3;

/// A family safety plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The stored form, [`STORED_FORM`].
    pub form: u32,
    /// Which plan.
    pub id: PlanId,
    /// Which family, over the years.
    pub case: CaseId,
    /// What we call it: "The Marsh family".
    pub title: String,
    /// Where the family lives.
    pub address: String,
    /// The children it is for.
    pub children: Vec<Child>,
    /// The parents, guardians and others who make it with us.
    pub adults: Vec<Adult>,
    /// The professionals.
    pub workers: Vec<Worker>,
    /// What we are worried about.
    pub concerns: Vec<Concern>,
    /// What will change.
    pub goals: Vec<Goal>,
    /// What we promise.
    pub promises: Vec<Promise>,
    /// Meeting again.
    pub review: Review,
    /// Whom to ring when the worker cannot be reached.
    pub contact_line: String,
    /// Other numbers to ring.
    #[serde(default)]
    pub contacts: Vec<Contact>,
    /// The family's own network.
    #[serde(default)]
    pub supporters: Vec<Supporter>,
    /// Sources of the harm who are not in the plan. For the guards alone; never in the agreement.
    #[serde(default)]
    pub outsiders: Vec<Outsider>,
    /// What earlier forms had in the place of [`Plan::outsiders`]: names with commas between. Empty in a plan that was read.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub harm_by: String,
    /// Whether it is a practice family's: it is never sealed and never sent.
    #[serde(default)]
    pub practice: bool,
    /// What was answered, in the order of the questions, one for each question.
    #[serde(default)]
    pub answers: Vec<Answer>,
}

/// Why bytes are not a plan this program can read.
#[derive(Debug, Error)]
pub enum LoadError {
    /// It was written by a newer program.
    #[error("the plan has stored form {found}, newer than {STORED_FORM}")]
    TooNew {
        /// The form it names.
        found: u32,
    },
    /// It is not a plan.
    #[error("the file is not a plan")]
    NotAPlan(#[source] serde_json::Error),
}

impl Plan {
    /// A plan with nothing in it.
    pub const fn empty(id: PlanId, case: CaseId) -> Self {
        Self {
            form: STORED_FORM,
            id,
            case,
            title: String::new(),
            address: String::new(),
            children: Vec::new(),
            adults: Vec::new(),
            workers: Vec::new(),
            concerns: Vec::new(),
            goals: Vec::new(),
            promises: Vec::new(),
            review: Review { on: None, at: None, place: String::new() },
            contact_line: String::new(),
            contacts: Vec::new(),
            supporters: Vec::new(),
            outsiders: Vec::new(),
            harm_by: String::new(),
            practice: false,
            answers: Vec::new(),
        }
    }

    /// Reads the stored form.
    ///
    /// # Errors
    /// [`LoadError`] when it is from a newer program or not a plan.
    pub fn from_json(bytes: &[u8]) -> Result<Self, LoadError> {
        #[derive(Deserialize)]
        struct Form {
            form: u32,
        }
        let Form { form } = serde_json::from_slice(bytes).map_err(LoadError::NotAPlan)?;
        if form > STORED_FORM {
            return Err(LoadError::TooNew { found: form });
        }
        let plan: Self = serde_json::from_slice(bytes).map_err(LoadError::NotAPlan)?;
        let mut plan = Self { form: STORED_FORM, ..plan };
        plan.answers.sort_by_key(|answer| answer.question);
        plan.answers.dedup_by_key(|answer| answer.question);
        if form < BINDS_ANSWERS {
            // Before, an answer was for whatever there was: for what there is when the plan is read.
            let all: Vec<_> = plan.answers.iter().map(|answer| answer.question).collect();
            plan.bind_anew(&all);
        }
        plan.list_outsiders();
        Ok(plan)
    }

    /// Writes the stored form.
    pub fn to_json(&self) -> Vec<u8> {
        // A plan holds only strings, numbers and lists of them, which always have a JSON form.
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// What somebody of the family is called in a sentence, once they have a name with letters in it: the first name, all of it
    /// where anybody else in the plan has the same one, and who they are where even that is the same.
    pub fn called(&self, id: PersonId) -> Option<Cow<'_, str>> {
        let others = self.named().filter(|(other, _)| *other != id).map(|(_, name)| name);
        let called = names::called(self.name(id)?, others)?;
        let adult = self.adult(id).map(|it| it.relationship.as_str());
        let who = adult.or_else(|| self.supporter(id).map(|it| it.relationship.as_str()));
        let who = who.filter(|_| self.has_namesake(id)).unwrap_or_default();
        Some(names::with_who(called, who))
    }

    /// Whether somebody else in the plan has all of a person's name: a mother and a daughter can.
    pub fn has_namesake(&self, id: PersonId) -> bool {
        let others = self.named().filter(|(other, _)| *other != id);
        let others: Vec<String> = others.map(|(_, name)| names::full(name).into_owned()).collect();
        self.name(id).is_some_and(|name| names::is_among(&names::full(name), &others))
    }

    fn name(&self, id: PersonId) -> Option<&str> {
        self.named().find(|(other, _)| *other == id).map(|(_, name)| name)
    }

    /// Everybody in the plan.
    fn named(&self) -> impl Iterator<Item = (PersonId, &str)> {
        let children = self.children.iter().map(|it| (it.id, it.name.as_str()));
        let adults = self.adults.iter().map(|it| (it.id, it.name.as_str()));
        let supporters = self.supporters.iter().map(|it| (it.id, it.name.as_str()));
        let workers = self.workers.iter().map(|it| (it.id, it.name.as_str()));
        children.chain(adults).chain(supporters).chain(workers)
    }

    /// Whether the family's address is itself withheld, because somebody lives there whose address is.
    pub fn is_home_withheld(&self) -> bool {
        self.adults.iter().any(|adult| adult.withheld && adult.lives_at_home())
    }

    /// Whether somebody has this id, in the plan or outside of it.
    pub(crate) fn holds_person(&self, id: PersonId) -> bool {
        self.named().any(|(other, _)| other == id) || self.outsiders.iter().any(|it| it.id == id)
    }

    /// Whether the harm comes from an adult of the plan: a worker said so, or typed their name as of somebody else.
    pub fn does_harm(&self, adult: PersonId) -> bool {
        match self.picked(Question::SourceOfHarm(adult)) {
            Some(Pick::Yes) => true,
            Some(Pick::No) => false,
            Some(_) | None => self.adult(adult).is_some_and(|adult| {
                let typed: Vec<String> = self.harmful_outsiders().map(str::to_owned).collect();
                let called = names::first(&adult.name).unwrap_or_default();
                names::could_be_one_of(called, &typed)
                    || typed.iter().any(|it| names::could_be_one_of(it, std::slice::from_ref(&adult.name)))
            }),
        }
    }

    /// The child of this id.
    pub fn child(&self, id: PersonId) -> Option<&Child> {
        find(&self.children, id)
    }

    /// The adult of this id.
    pub fn adult(&self, id: PersonId) -> Option<&Adult> {
        find(&self.adults, id)
    }

    /// The worker of this id.
    pub fn worker(&self, id: PersonId) -> Option<&Worker> {
        find(&self.workers, id)
    }

    /// The worry of this id.
    pub fn concern(&self, id: ConcernId) -> Option<&Concern> {
        find(&self.concerns, id)
    }

    /// The goal of this id.
    pub fn goal(&self, id: GoalId) -> Option<&Goal> {
        find(&self.goals, id)
    }

    /// The promise of this id.
    pub fn promise(&self, id: PromiseId) -> Option<&Promise> {
        find(&self.promises, id)
    }

    /// The supporter of this id.
    pub fn supporter(&self, id: PersonId) -> Option<&Supporter> {
        find(&self.supporters, id)
    }

    /// The number of this id.
    pub fn contact(&self, id: ContactId) -> Option<&Contact> {
        find(&self.contacts, id)
    }

    /// The small step of this id, and its goal.
    pub fn step(&self, id: StepId) -> Option<(&Goal, &Step)> {
        self.goals.iter().find_map(|goal| Some((goal, find(&goal.steps, id)?)))
    }

    /// The small step of this id as it may be changed, and which goal it is for.
    pub(crate) fn step_mut(&mut self, id: StepId) -> Option<(GoalId, &mut Step)> {
        self.goals.iter_mut().find_map(|goal| Some((goal.id, find_mut(&mut goal.steps, id)?)))
    }

    /// The promises that stand under a goal.
    pub fn promises_for(&self, goal: GoalId) -> impl Iterator<Item = &Promise> {
        self.promises.iter().filter(move |promise| promise.goal == Some(goal))
    }
}
