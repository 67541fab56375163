//! Plans: the list, beginning one, opening one, changing it. An answer means that it is on the disk.

use chrono::NaiveDate;
use council::Letterheads;
use ipc::Refusal;
use ipc::visit::{
    AnswerCard, ChangePlan, ListPlans, NewPlan, OpenPlan, Opened, PlanCard, PlanState, Reading, Saved,
};
use plan::change::Item;
use plan::field::Field;
use plan::ids::{PersonId, PlanId};
use plan::people::{Agency, Worker};
use plan::{Change, Plan, Texts, compose};

use crate::environment::{fresh, fresh_ids};
use crate::error::{Result, TabletError};
use crate::state::{Open, Shared};
use crate::store::plans::By;
use crate::store::{PlanRow, SealedRow, Sitting};
use crate::tablet::Tablet;
use crate::visit::seal::was_read;

/// So many things can be added before the interface needs another answer from us.
const IDS_AHEAD: usize = 64;

impl Tablet {
    /// The plans of the worker who is in, the one changed last first.
    ///
    /// # Errors
    /// When the tablet is locked.
    pub fn list_plans(&self, _: ListPlans) -> std::result::Result<Vec<PlanCard>, Refusal> {
        self.carry_out::<ListPlans, _>(|_, state| {
            let open = state.open()?;
            let being_signed = open.plans.plans_being_signed()?;
            let cards = open.plans.list()?.into_iter().map(|kept| {
                let state = state_of(open, kept.plan, being_signed.contains(&kept.plan))?;
                let (plan, title) = (kept.plan, kept.title);
                Ok(PlanCard { plan, title, children: kept.children, changed_at: kept.changed_at, state })
            });
            cards.collect()
        })
    }

    /// Begins a plan; the worker who is in stands in it.
    ///
    /// # Errors
    /// When the tablet is locked or the title is too long.
    pub fn new_plan(&self, asked: NewPlan) -> std::result::Result<Opened, Refusal> {
        self.carry_out::<NewPlan, _>(|shared, state| {
            let open = state.open()?;
            let environment = &*shared.environment;
            let plan = Plan::empty(fresh(environment)?, fresh(environment)?);
            let line = line_that_answers(&shared.council.letterheads);
            let changes = match asked.practice {
                None => first_changes(&plan, asked.title.trim(), line, open, fresh(environment)?),
                Some(number) => practice_changes(&plan, number, line, open, fresh(environment)?),
            };
            let kept = open.plans.begin(plan, &changes, &by(shared, open))?;
            opened(shared, kept, PlanState::Draft, Vec::new())
        })
    }

    /// Opens a plan.
    ///
    /// # Errors
    /// When the tablet is locked, or the plan is not here or cannot be read.
    pub fn open_plan(&self, asked: OpenPlan) -> std::result::Result<Opened, Refusal> {
        self.carry_out::<OpenPlan, _>(|shared, state| {
            let open = state.open()?;
            let kept = open.plans.plan(asked.plan)?;
            let being_signed = open.plans.plans_being_signed()?.contains(&asked.plan);
            let state = state_of(open, asked.plan, being_signed)?;
            let readings = readings(open, &kept.plan, &shared.council.texts)?;
            opened(shared, kept, state, readings)
        })
    }

    /// Changes a plan: all changes or none. A sitting that goes on ends when a word of the agreement changes by it; what was
    /// said and signed is kept. What the workers note for themselves ends nothing.
    ///
    /// # Errors
    /// When the tablet is locked, the plan is sealed, moved on meanwhile, or a change does not fit it.
    pub fn change_plan(&self, asked: ChangePlan) -> std::result::Result<Saved, Refusal> {
        self.carry_out::<ChangePlan, _>(|shared, state| {
            let open = state.open()?;
            if open.device.sealed(asked.plan)?.is_some() {
                return Err(TabletError::Sealed);
            }
            let by = by(shared, open);
            let texts = &shared.council.texts;
            let agreed = |plan: &Plan| compose::agreement(plan, texts, by.at.date_naive());
            let mut is_over = false;
            let kept = open.plans.change(asked.plan, asked.base, &asked.changes, &by, |before, after| {
                is_over = agreed(before) != agreed(after);
                is_over
            })?;
            // The changes are kept, whatever becomes of this.
            let sittings =
                if is_over { open.plans.sittings(asked.plan).unwrap_or_default() } else { Vec::new() };
            let meeting = kept.plan.review.on;
            let last = sittings.into_iter().next_back();
            let ended = last.map(|sitting| reading(&sitting, meeting, texts));
            let used = asked.changes.iter().filter(|change| matches!(change, Change::Add { .. })).count();
            let ids = fresh_ids(&*shared.environment, used)?;
            Ok(Saved { revision: kept.revision, saved_at: shared.environment.now(), ids, ended })
        })
    }
}

/// How far a sealed plan is.
pub(crate) fn sealed_state(open: &Open, row: &SealedRow) -> Result<PlanState> {
    Ok(if open.device.receipt(row.seq)?.is_some() { PlanState::Safe } else { PlanState::Sealed })
}

fn state_of(open: &Open, plan: PlanId, being_signed: bool) -> Result<PlanState> {
    match open.device.sealed(plan)? {
        Some(row) => sealed_state(open, &row),
        None if being_signed => Ok(PlanState::Signing),
        None => Ok(PlanState::Draft),
    }
}

fn by(shared: &Shared, open: &Open) -> By {
    By { author: open.user, device: open.enrolment.device, at: shared.environment.now() }
}

/// The council's number that is answered at any hour, or the police's where the council gave none; empty where neither did.
fn line_that_answers(heads: &Letterheads) -> &str {
    let numbers = [Agency::ChildrensServices, Agency::Police].map(|agency| heads.of(agency).always_answers());
    numbers.into_iter().find(|number| !number.is_empty()).unwrap_or_default()
}

fn first_changes(plan: &Plan, title: &str, line: &str, open: &Open, id: PersonId) -> Vec<Change> {
    let profile = open.profile.clone();
    let worker = Worker { id, name: profile.name, role: profile.role, phone: profile.phone };
    let typed = [(Field::Title, title), (Field::ContactLine, line)];
    let typed = typed.into_iter().filter_map(|(field, words)| Change::typing(plan, field, words));
    typed.chain([Change::Add { at: 0, item: Item::Worker(worker) }]).collect()
}

/// The made-up families to practise with.
const PRACTICE: [&[u8]; 3] = [
    include_bytes!("../../../../assets/practice/practice-1.json"),
    include_bytes!("../../../../assets/practice/practice-2.json"),
    include_bytes!("../../../../assets/practice/practice-3.json"),
];

/// A practice family, marked as one before anything else, so that it can never be taken for a real one.
fn practice_changes(plan: &Plan, number: usize, line: &str, open: &Open, id: PersonId) -> Vec<Change> {
    // The files are compiled in and a test reads them; a number past the end begins the first family.
    let bytes = PRACTICE.get(number).copied().unwrap_or(PRACTICE[0]);
    let family = Plan::from_json(bytes).unwrap_or_else(|_| plan.clone());
    let mut begun = plan.clone();
    let mut changes = vec![Change::StartPractice];
    changes.extend(first_changes(plan, &family.title, line, open, id));
    for change in &changes {
        let _ = begun.apply(change);
    }
    changes.extend(begun.take_over(&family));
    changes
}

fn opened(shared: &Shared, kept: PlanRow, state: PlanState, readings: Vec<Reading>) -> Result<Opened> {
    let ids = fresh_ids(&*shared.environment, IDS_AHEAD)?;
    Ok(Opened { plan: kept.plan, revision: kept.revision, saved_at: kept.changed_at, state, ids, readings })
}

/// The readings of a plan that the family had before them, or in which somebody gave an answer.
fn readings(open: &Open, plan: &Plan, texts: &Texts) -> Result<Vec<Reading>> {
    let sittings = open.plans.sittings(plan.id)?.into_iter();
    Ok(sittings.filter(was_read).map(|sitting| reading(&sitting, plan.review.on, texts)).collect())
}

fn reading(sitting: &Sitting, meeting: Option<NaiveDate>, texts: &Texts) -> Reading {
    let Sitting { signing, agreement, superseded, .. } = sitting;
    let answered = |person| {
        let outcome = signing.answer(person).and_then(|answer| answer.outcome);
        let open = signing.still_open(person, meeting);
        let is_told = outcome.is_some() || open.is_some();
        let who = signing.label(agreement, person, texts).filter(|_| is_told)?;
        Some(AnswerCard { who, outcome, open })
    };
    let answers = signing.signers(agreement).into_iter().filter_map(answered).collect();
    let (began_at, was_read) = (signing.started_at, was_read(sitting));
    Reading { began_at, is_ended: *superseded, was_read, answers }
}
