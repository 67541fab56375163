//! A worker at work by chance, step by step, and all that can be seen of it: what was answered is what is to be found again.

use std::path::Path;

use faults::{Dice, Disk};
use ipc::Refusal;
use ipc::visit::{
    ChangePlan, DraftOf, KeepDraft, ListPlans, Lock, OpenPlan, Opened, PlanState, Preview, ReadDraft,
    SaveCopy, Seal, Sign, StartSigning,
};
use plan::change::Change;
use plan::field::Field;
use plan::ids::{PersonId, PlanId};
use plan::signing::{Event, Outcome, Part};
use plan::{Plan, Signing};
use record::Hash;
use tablet::Tablet;

use crate::copies::whole;
use crate::family::{rights_shown, stroke};
use crate::place::Place;
use crate::world::{PIN, unlock};

/// All that can be seen of one plan.
#[derive(Clone, PartialEq)]
pub(crate) struct Seen {
    plan: Plan,
    revision: u64,
    sitting: Option<Signing>,
    drafts: Vec<String>,
    is_sealed: bool,
}

impl Seen {
    pub(crate) const fn id(&self) -> PlanId {
        self.plan.id
    }

    /// Whether each thing that is seen of it was so at some time, though not at one and the same.
    pub(crate) fn was_once(&self, times: &[&[Self]]) -> bool {
        let mut all = times.iter().flat_map(|seen| seen.iter()).filter(|it| it.id() == self.id());
        let mut also = all.clone();
        all.any(|it| (it.revision, &it.plan) == (self.revision, &self.plan))
            && also.any(|it| it.sitting == self.sitting)
    }

    /// Whether it is as before, or one thing was done to it.
    pub(crate) fn is_one_further_than(&self, before: &Self) -> bool {
        let events = |seen: &Self| seen.sitting.as_ref().map_or(0, |sitting| sitting.events.len());
        self == before
            || self.is_sealed
            || self.revision == before.revision + 1
            || (self.revision == before.revision
                && self.plan == before.plan
                && events(self) >= events(before))
    }

    /// Whether a plan that was opened is as it was.
    pub(crate) fn is(&self, now: &Opened) -> bool {
        (now.revision, &now.plan) == (self.revision, &self.plan)
    }
}

/// Enough to tell one from another where a test failed.
impl std::fmt::Debug for Seen {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let events = self.sitting.as_ref().map(|sitting| sitting.events.len());
        let Self { revision, drafts, is_sealed, .. } = self;
        write!(out, "revision {revision}, events {events:?}, drafts {drafts:?}, sealed {is_sealed}")
    }
}

/// What a worker does next.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Act {
    Retitle,
    Say,
    SayMuch,
    Read,
    Sign,
    Seal,
    LockAndUnlock,
}

/// A visit that was watched: how many steps the disk had taken when something was answered, and all that could be seen then.
pub(crate) struct Watched {
    pub(crate) disk: Disk,
    pub(crate) place: Place,
    answered: Vec<(usize, Vec<Seen>)>,
}

impl Watched {
    /// Opens a place and notes what is there.
    pub(crate) fn begin(place: Place) -> (Self, Tablet) {
        let disk = place.watch();
        let tablet = place.open().unwrap();
        let answered = vec![(0, seen(&tablet).unwrap())];
        (Self { disk, place, answered }, tablet)
    }

    /// Does something and notes what can be seen of it.
    pub(crate) fn act(&mut self, tablet: &Tablet, plan: PlanId, act: Act) -> Result<(), Refusal> {
        act.on(tablet, plan)?;
        let steps = self.disk.steps();
        self.answered.push((steps, seen(tablet)?));
        Ok(())
    }

    /// Everything that was answered, from the beginning.
    pub(crate) fn all(&self) -> Vec<&[Seen]> {
        self.answered.iter().map(|(_, seen)| &**seen).collect()
    }

    /// What is there when it begins.
    pub(crate) fn found(&self) -> &[Seen] {
        &self.answered[0].1
    }

    /// What may be found when the power went after so many steps: what was answered last, or what was under way.
    pub(crate) fn may_be_found(&self, steps: usize) -> Vec<&[Seen]> {
        let last = self.answered.partition_point(|(at, _)| *at <= steps) - 1;
        self.answered.iter().skip(last).take(2).map(|(_, seen)| &**seen).collect()
    }
}

impl Act {
    /// What fits a plan now, by chance; sealing when all is said.
    pub(crate) fn next(tablet: &Tablet, plan: PlanId, dice: &mut Dice) -> Self {
        let now = open(tablet, plan).unwrap();
        match (dice.below(8), is_sealed(tablet, plan).unwrap()) {
            (0, _) | (_, true) => Self::LockAndUnlock,
            (1..=3, _) => Self::Retitle,
            (4, _) => Self::Say,
            (5, _) => Self::Read,
            (6, _) => Self::Sign,
            _ if now.readings.iter().any(|it| !it.is_ended && it.was_read) => Self::Seal,
            _ => Self::Sign,
        }
    }

    /// Does it.
    pub(crate) fn on(self, tablet: &Tablet, plan: PlanId) -> Result<(), Refusal> {
        let now = open(tablet, plan)?;
        let person = now.plan.adults[0].id;
        match self {
            Self::Retitle => retitle(tablet, &now),
            Self::Say | Self::SayMuch => {
                let times = if matches!(self, Self::Say) { 1 } else { 150 };
                let words = format!("I cook tea and Nana rings me {}. ", now.revision).repeat(times);
                tablet.keep_draft(KeepDraft { of: draft(plan, person), words })
            }
            Self::Read => tablet.start_signing(StartSigning { plan }).map(drop),
            Self::Sign => {
                let sitting = tablet.preview(Preview { plan })?;
                // One thing at a time, so that a cut lies before or after it.
                let Some(signing) = &sitting.signing else { return Self::Read.on(tablet, plan) };
                if signing.answer(person).is_some() {
                    return Ok(());
                }
                let is_begun = signing.events.len() > 1;
                let rights = (!is_begun).then(|| rights_shown(&sitting));
                let chose = [Event::Chose { person, outcome: Outcome::Signs }];
                let drew = [Event::Drew { person, stroke: stroke() }, Event::Confirmed { person }];
                let events = rights.into_iter().chain(chose).chain(drew).collect();
                tablet.sign(Sign { signing: signing.id, events }).map(drop)
            }
            Self::Seal => {
                let signing = tablet.preview(Preview { plan })?.signing.unwrap().id;
                tablet.seal(Seal { signing }).map(drop)
            }
            Self::LockAndUnlock => {
                tablet.lock(Lock::plain())?;
                unlock(tablet, PIN)
            }
        }
    }
}

fn retitle(tablet: &Tablet, now: &Opened) -> Result<(), Refusal> {
    let title = format!("{}", now.revision);
    let changes = Change::typing(&now.plan, Field::Title, &title).into_iter().collect();
    tablet.change_plan(ChangePlan { plan: now.plan.id, base: now.revision, changes }).map(drop)
}

/// All that can be seen of every plan.
pub(crate) fn seen(tablet: &Tablet) -> Result<Vec<Seen>, Refusal> {
    let mut plans: Vec<PlanId> = tablet.list_plans(ListPlans {})?.into_iter().map(|card| card.plan).collect();
    plans.sort();
    plans.into_iter().map(|plan| seen_of(tablet, plan)).collect()
}

fn seen_of(tablet: &Tablet, plan: PlanId) -> Result<Seen, Refusal> {
    let now = open(tablet, plan)?;
    let is_sealed = matches!(now.state, PlanState::Sealed | PlanState::Safe);
    let (mut drafts, mut sitting) = (Vec::new(), None);
    if !is_sealed {
        for adult in &now.plan.adults {
            drafts.push(tablet.read_draft(ReadDraft { of: draft(plan, adult.id) })?);
        }
        sitting = tablet.preview(Preview { plan })?.signing;
    }
    Ok(Seen { plan: now.plan, revision: now.revision, sitting, drafts, is_sealed })
}

/// Reads the copy of a sealed plan to the last byte.
pub(crate) fn read_copy(tablet: &Tablet, plan: PlanId) -> Result<(), Refusal> {
    let card = tablet.save_copy(SaveCopy { copy: whole(plan), drive: None })?;
    let saved = card.copies.into_iter().next().and_then(|copy| copy.saved).unwrap();
    let bytes = std::fs::read(Path::new(&saved.folder).join(saved.file)).unwrap();
    assert_eq!(Hash::of(&bytes).to_string(), card.pdf_sha256, "a seal that is there is whole");
    Ok(())
}

/// Whether a plan is sealed.
pub(crate) fn is_sealed(tablet: &Tablet, plan: PlanId) -> Result<bool, Refusal> {
    Ok(matches!(open(tablet, plan)?.state, PlanState::Sealed | PlanState::Safe))
}

fn open(tablet: &Tablet, plan: PlanId) -> Result<Opened, Refusal> {
    tablet.open_plan(OpenPlan { plan })
}

const fn draft(plan: PlanId, person: PersonId) -> DraftOf {
    DraftOf::SaidBack(plan, person, Part::First)
}
