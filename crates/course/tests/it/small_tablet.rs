//! A tablet as small as can be: plans that take changes made on their revision, sittings that take events, a lock, a disk
//! that may be full. What it answers is what the real one answers; `crates/tablet` drives the queue with the real one.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use ipc::Refusal;
use ipc::refusal::Code;
use ipc::visit::{
    ChangePlan, DraftOf, KeepDraft, Kept, OpenPlan, Opened, PlanState, ReadSitting, Saved, Sign, Sitting,
    StartSigning,
};
use plan::agreement::AgreementHash;
use plan::ids::{CaseId, PersonId, PlanId, SigningId, UserId};
use plan::signing::{Event, Happened, SIGNING_FORM};
use plan::{Change, Plan, Signing, Texts, compose};

/// The tablet. Plans are counted; sitting `n` is about plan `n`.
pub(crate) struct SmallTablet {
    pub(crate) plans: BTreeMap<PlanId, OnDisk>,
    pub(crate) sittings: BTreeMap<SigningId, Vec<Event>>,
    pub(crate) drafts: BTreeMap<DraftOf, String>,
    pub(crate) is_locked: bool,
    /// What it says to everything that would be written, if not yes.
    pub(crate) says_no: Option<Code>,
}

/// A plan on the disk.
#[derive(Clone)]
pub(crate) struct OnDisk {
    pub(crate) plan: Plan,
    pub(crate) changes: Vec<Change>,
    pub(crate) is_sealed: bool,
}

pub(crate) fn plan_id(n: u8) -> PlanId {
    PlanId::new(u64::from(n), &[n; 10])
}

pub(crate) fn sitting_id(n: u8) -> SigningId {
    SigningId::new(u64::from(n), &[n; 10])
}

pub(crate) fn person() -> PersonId {
    PersonId::new(7, &[7; 10])
}

pub(crate) fn refusal(code: Code) -> Refusal {
    Refusal { code, sentence: format!("{code:?}") }
}

fn now() -> DateTime<FixedOffset> {
    "2026-11-02T10:00:00+00:00".parse().unwrap()
}

impl SmallTablet {
    pub(crate) fn with_plans(count: u8) -> Self {
        let empty = |n| {
            let plan = Plan::empty(plan_id(n), CaseId::new(0, &[n; 10]));
            (plan.id, OnDisk { plan, changes: Vec::new(), is_sealed: false })
        };
        let plans = (0..count).map(empty).collect();
        let sittings = (0..count).map(|n| (sitting_id(n), Vec::new())).collect();
        Self { plans, sittings, drafts: BTreeMap::new(), is_locked: false, says_no: None }
    }

    fn look(&self, writes: bool) -> Result<(), Refusal> {
        match self.says_no {
            _ if self.is_locked => Err(refusal(Code::Locked)),
            Some(code) if writes => Err(refusal(code)),
            _ => Ok(()),
        }
    }

    pub(crate) fn open(&self, asked: &OpenPlan) -> Result<Opened, Refusal> {
        self.look(false)?;
        let OnDisk { plan, changes, is_sealed } = self.plans[&asked.plan].clone();
        let state = if is_sealed { PlanState::Sealed } else { PlanState::Draft };
        Ok(Opened {
            plan,
            revision: changes.len() as u64,
            saved_at: now(),
            state,
            ids: Vec::new(),
            readings: Vec::new(),
            owed: Vec::new(),
            is_given: false,
            put_away: false,
        })
    }

    pub(crate) fn change(&mut self, asked: &ChangePlan) -> Result<Saved, Refusal> {
        self.look(true)?;
        let on_disk = self.plans.get_mut(&asked.plan).ok_or_else(|| refusal(Code::NotHere))?;
        if on_disk.is_sealed {
            return Err(refusal(Code::Sealed));
        }
        if on_disk.changes.len() as u64 != asked.base {
            return Err(refusal(Code::OutOfStep));
        }
        let mut plan = on_disk.plan.clone();
        for change in &asked.changes {
            plan.apply(change).map_err(|_| refusal(Code::OutOfStep))?;
        }
        on_disk.plan = plan;
        on_disk.changes.extend(asked.changes.iter().cloned());
        Ok(Saved { revision: on_disk.changes.len() as u64, saved_at: now(), ids: Vec::new(), reading: None })
    }

    pub(crate) fn sign(&mut self, asked: &Sign) -> Result<Kept, Refusal> {
        self.look(true)?;
        let events = self.sittings.get_mut(&asked.signing).ok_or_else(|| refusal(Code::NotHere))?;
        events.extend(asked.events.iter().cloned());
        Ok(Kept { at: now(), by: UserId::new(1, &[1; 10]), blockers: Vec::new() })
    }

    pub(crate) fn read_sitting(&self, asked: &ReadSitting) -> Result<Sitting, Refusal> {
        let plan = self.plans.keys().find(|plan| sitting_of(**plan) == asked.signing).unwrap();
        self.start_signing(&StartSigning { plan: *plan })
    }

    pub(crate) fn keep_draft(&mut self, asked: &KeepDraft) -> Result<(), Refusal> {
        self.look(true)?;
        self.drafts.insert(asked.of, asked.words.clone());
        self.drafts.retain(|_, words| !words.is_empty());
        Ok(())
    }

    pub(crate) fn start_signing(&self, asked: &StartSigning) -> Result<Sitting, Refusal> {
        self.look(false)?;
        let plan = &self.plans[&asked.plan].plan;
        let (signing, events) = self.sittings.iter().find(|(id, _)| sitting_of(plan.id) == **id).unwrap();
        let agreement = compose::agreement(plan, &Texts::default(), now().date_naive());
        let hash = AgreementHash::of(&[]);
        let events =
            events.iter().map(|event| Happened { at: now(), by: None, event: event.clone() }).collect();
        let signing = Signing {
            form: SIGNING_FORM,
            id: *signing,
            plan: plan.id,
            agreement: hash,
            nonce: String::new(),
            started_at: now(),
            events,
        };
        let signing = Some(signing);
        Ok(Sitting {
            agreement,
            hash,
            signing,
            blockers: Vec::new(),
            left_out: Vec::new(),
            saved_at: now(),
            ids: Vec::new(),
        })
    }
}

/// The only sitting there is about a plan.
pub(crate) fn sitting_of(plan: PlanId) -> SigningId {
    (0..=u8::MAX).find(|n| plan_id(*n) == plan).map(sitting_id).unwrap()
}
