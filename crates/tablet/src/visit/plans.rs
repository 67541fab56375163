//! Plans: the list, beginning one, opening one, changing it. An answer means that it is on the disk.

use chrono::NaiveDate;
use council::Letterheads;
use ipc::Refusal;
use ipc::visit::{
    AnswerCard, ChangePlan, CopyCard, Given, ListPlans, NewPlan, OpenPlan, Opened, PlanCard, PlanState,
    PutAway, Reading, RemovePractice, Saved,
};
use plan::change::Item;
use plan::field::Field;
use plan::ids::{PersonId, PlanId};
use plan::people::{Agency, Contact, Worker};
use plan::questions::Question;
use plan::{Change, Plan, Texts, compose};

use crate::environment::{Environment, fresh, fresh_ids};
use crate::error::{Result, TabletError};
use crate::state::{Open, Shared};
use crate::store::plans::{After, By, Follows};
use crate::store::{CopyRow, PlanRow, Profile, Sitting};
use crate::tablet::Tablet;
use crate::visit::from_office::said_last;
use crate::visit::history::fold_what_is_safe;
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
            fold_what_is_safe(state);
            cards(state.open()?)
        })
    }

    /// Puts a plan out of the list of what is looked after, or back into it.
    ///
    /// # Errors
    /// When the tablet is locked or the plan is not here.
    pub fn put_away(&self, asked: PutAway) -> std::result::Result<Vec<PlanCard>, Refusal> {
        self.carry_out::<PutAway, _>(|shared, state| {
            let open = state.open()?;
            open.plans.put_away(asked.plan, asked.away.then(|| shared.environment.now()))?;
            cards(open)
        })
    }

    /// Removes a practice family's plan.
    ///
    /// # Errors
    /// When the tablet is locked or it is no practice plan that is here.
    pub fn remove_practice(&self, asked: RemovePractice) -> std::result::Result<Vec<PlanCard>, Refusal> {
        self.carry_out::<RemovePractice, _>(|_, state| {
            let open = state.open()?;
            if open.records.sealed(asked.plan)?.is_some() {
                return Err(TabletError::Sealed);
            }
            open.plans.remove_practice(asked.plan)?;
            cards(open)
        })
    }

    /// Begins a plan; the worker who is in stands in it. One that goes on from a sealed plan is for the same family, and has in it
    /// what was agreed there.
    ///
    /// # Errors
    /// When the tablet is locked or the title is too long, or the plan to go on from is not here or not sealed.
    pub fn new_plan(&self, asked: NewPlan) -> std::result::Result<Opened, Refusal> {
        self.carry_out::<NewPlan, _>(|shared, state| {
            let open = state.open()?;
            let environment = &*shared.environment;
            if let Some(before) = asked.after {
                let kept = go_on_from(shared, open, before)?;
                return opened(shared, open, kept, PlanState::Draft, Vec::new());
            }
            let plan = Plan::empty(fresh(environment)?, fresh(environment)?);
            let given = given(&plan, &shared.council.letterheads, environment)?;
            let id = fresh(environment)?;
            let changes = match asked.practice {
                None => first_changes(&plan, asked.title.trim(), given, open, id),
                Some(number) => practice_changes(&plan, number, given, open, id),
            };
            let kept = open.plans.begin(plan, &changes, &by(shared, open), None)?;
            opened(shared, open, kept, PlanState::Draft, Vec::new())
        })
    }

    /// Opens a plan.
    ///
    /// # Errors
    /// When the tablet is locked, or the plan is not here or cannot be read, or it cannot be read whether it is sealed.
    pub fn open_plan(&self, asked: OpenPlan) -> std::result::Result<Opened, Refusal> {
        self.carry_out::<OpenPlan, _>(|shared, state| {
            let open = state.open()?;
            let kept = open.plans.plan(asked.plan)?;
            let being_signed = open.plans.is_being_signed(asked.plan)?;
            let state = state_of(open, asked.plan, being_signed)?;
            let readings = readings(open, &kept.plan, &shared.council.texts)?;
            opened(shared, open, kept, state, readings)
        })
    }

    /// Changes a plan: all changes or none. A sitting that goes on ends when a word of the agreement changes by it; what was
    /// said and signed is kept, and goes on again with the words it was about. What the workers note for themselves ends nothing.
    ///
    /// # Errors
    /// When the tablet is locked, the plan is sealed or may be, moved on meanwhile, or a change does not fit it.
    pub fn change_plan(&self, asked: ChangePlan) -> std::result::Result<Saved, Refusal> {
        self.carry_out::<ChangePlan, _>(|shared, state| {
            let open = state.open()?;
            if open.records.sealed(asked.plan)?.is_some() {
                return Err(TabletError::Sealed);
            }
            // A plan is one for practice from its first change or never.
            if asked.changes.contains(&Change::StartPractice) {
                return Err(TabletError::NotHere);
            }
            let by = by(shared, open);
            let texts = &shared.council.texts;
            let agreed = |plan: &Plan, on| compose::agreement(plan, texts, on);
            let (kept, follows) = open.plans.change(asked.plan, asked.base, &asked.changes, &by, agreed)?;
            let reading = followed(open, &kept, follows, texts);
            let used = asked.changes.iter().filter(|change| matches!(change, Change::Add { .. })).count();
            let ids = fresh_ids(&*shared.environment, used)?;
            Ok(Saved { revision: kept.revision, saved_at: shared.environment.now(), ids, reading })
        })
    }
}

/// The sitting that a change ended or lets go on again. Of one that cannot be read no more is told than that it is over.
fn followed(open: &mut Open, kept: &PlanRow, follows: Follows, texts: &Texts) -> Option<Reading> {
    let sitting = match follows {
        Follows::Nothing => return None,
        Follows::Ends(id) | Follows::GoesOn(id) => open.plans.readable_sitting(id),
        Follows::EndsUnread => None,
    };
    let unread =
        || Reading { began_at: kept.changed_at, is_ended: true, was_read: false, answers: Vec::new() };
    Some(sitting.map_or_else(unread, |sitting| reading(&sitting, kept.plan.review.on, texts)))
}

/// A line for each plan, the one changed last first. What cannot be read of one hides none.
fn cards(open: &mut Open) -> Result<Vec<PlanCard>> {
    let being_signed = open.plans.plans_being_signed()?;
    let mut cards = Vec::new();
    for kept in open.plans.list()? {
        let state = match state_of(open, kept.plan, being_signed.contains(&kept.plan)) {
            // Opening it says so. Nothing is said to be sealed that may not be.
            Err(TabletError::Damaged { .. }) => {
                open.files.met_damage();
                PlanState::Draft
            }
            state => state?,
        };
        cards.push(PlanCard {
            plan: kept.plan,
            state,
            is_owed: !owed(&copies(open, kept.plan, state)?).is_empty(),
            office: match state {
                PlanState::Sealed | PlanState::Safe => said_last(open, kept.plan)?,
                PlanState::Draft | PlanState::Signing => None,
            },
            goes_on_from: match kept.after {
                Some(before) => sealed_on(open, before)?,
                None => None,
            },
            title: kept.title,
            children: kept.children,
            changed_at: kept.changed_at,
            meeting: kept.meeting,
            practice: kept.practice,
            put_away: kept.put_away,
        });
    }
    note_damage(open);
    Ok(cards)
}

/// What could not be read is told with how the files are.
fn note_damage(open: &Open) {
    if open.plans.met_damage() || open.records.met_damage() {
        open.files.met_damage();
    }
}

/// The copies of a plan that is sealed, as far as they can be read; no other has any.
fn copies(open: &mut Open, plan: PlanId, state: PlanState) -> Result<Vec<CopyCard>> {
    Ok(match state {
        PlanState::Draft | PlanState::Signing => Vec::new(),
        PlanState::Sealed | PlanState::Safe => {
            open.records.readable_copies(plan)?.into_iter().map(CopyRow::card).collect()
        }
    })
}

/// Whose copies were promised for later and not given yet.
fn owed(copies: &[CopyCard]) -> Vec<String> {
    let owed = copies.iter().filter(|copy| copy.given == Some(Given::Later));
    owed.map(|copy| copy.name.clone()).collect()
}

/// How far a plan is.
///
/// # Errors
/// [`TabletError::Damaged`] when it cannot be read whether it is sealed: it is not opened as if it were not.
fn state_of(open: &mut Open, plan: PlanId, being_signed: bool) -> Result<PlanState> {
    Ok(match open.records.sealed(plan)? {
        Some(row) if open.records.is_received(row.seq)? => PlanState::Safe,
        Some(_) => PlanState::Sealed,
        None if being_signed => PlanState::Signing,
        None => PlanState::Draft,
    })
}

/// The day on which a plan was sealed; none where that cannot be read.
fn sealed_on(open: &mut Open, plan: PlanId) -> Result<Option<NaiveDate>> {
    match open.records.sealed(plan) {
        Err(TabletError::Damaged { .. }) => Ok(None),
        row => Ok(row?.map(|row| row.sealed_at.date_naive())),
    }
}

/// Begins a plan that goes on from a sealed one.
fn go_on_from(shared: &Shared, open: &mut Open, before: PlanId) -> Result<PlanRow> {
    let environment = &*shared.environment;
    let row = open.records.sealed(before)?.ok_or(TabletError::NotSealed)?;
    let (sealed, _) = open.records.record(row.seq)?;
    let after = After { plan: Some(before), record: sealed.hash() };
    let before = open.plans.plan(before)?.plan;
    let plan = Plan::empty(fresh(environment)?, before.case);
    let mut changes = first_changes(&plan, &before.title, Vec::new(), open, fresh(environment)?);
    let mut begun = plan.clone();
    for change in &changes {
        begun.apply(change)?;
    }
    changes.extend(begun.go_on_from(&before, environment.now().date_naive()));
    open.plans.begin(plan, &changes, &by(shared, open), Some(&after))
}

fn by(shared: &Shared, open: &Open) -> By {
    By { author: open.user, device: open.enrolment.place.device, at: shared.environment.now() }
}

/// What the agencies give every family: the number that is answered at any hour and whom to ring afterwards, the council's
/// or where it gave none the police's, and the other numbers of both.
fn given(plan: &Plan, heads: &Letterheads, environment: &dyn Environment) -> Result<Vec<Change>> {
    let heads = [Agency::ChildrensServices, Agency::Police].map(|agency| heads.of(agency));
    let first = |all: [&str; 2]| all.into_iter().find(|words| !words.is_empty()).map(str::to_owned);
    let typed = [
        (Field::ContactLine, first(heads.map(|head| head.always_answers()))),
        (Field::Words(Question::AfterClosing), first(heads.map(|head| head.after_closing()))),
    ];
    let typed = typed.into_iter().filter_map(|(field, words)| Change::typing(plan, field, &words?));
    let mut changes: Vec<Change> = typed.collect();
    for number in heads.into_iter().flat_map(|head| head.numbers()).rev() {
        let contact =
            Contact { id: fresh(environment)?, name: number.who.clone(), phone: number.phone.clone() };
        changes.push(Change::Add { at: 0, item: Item::Contact(contact) });
    }
    // What is too long for a plan does not keep one from being begun. The first of the numbers is put in last, before the others.
    let mut with = plan.clone();
    changes.retain(|change| with.apply(change).is_ok());
    Ok(changes)
}

fn first_changes(plan: &Plan, title: &str, given: Vec<Change>, open: &Open, id: PersonId) -> Vec<Change> {
    let Profile { name, role, phone, rank, collar } = open.profile.clone();
    let worker = Worker { name, phone, rank, collar, ..Worker::empty(id, role) };
    let title = Change::typing(plan, Field::Title, title);
    title.into_iter().chain(given).chain([Change::Add { at: 0, item: Item::Worker(worker) }]).collect()
}

/// The made-up families to practise with.
const PRACTICE: [&[u8]; 3] = [
    include_bytes!("../../../../assets/practice/practice-1.json"),
    include_bytes!("../../../../assets/practice/practice-2.json"),
    include_bytes!("../../../../assets/practice/practice-3.json"),
];

/// A practice family, marked as one before anything else, so that it can never be taken for a real one.
fn practice_changes(
    plan: &Plan,
    number: usize,
    given: Vec<Change>,
    open: &Open,
    id: PersonId,
) -> Vec<Change> {
    // The files are compiled in and a test reads them; a number past the end begins the first family.
    let bytes = PRACTICE.get(number).copied().unwrap_or(PRACTICE[0]);
    let family = Plan::from_json(bytes).unwrap_or_else(|_| plan.clone());
    let mut begun = plan.clone();
    let mut changes = vec![Change::StartPractice];
    changes.extend(first_changes(plan, &family.title, given, open, id));
    for change in &changes {
        let _ = begun.apply(change);
    }
    changes.extend(begun.take_over(&family));
    changes
}

fn opened(
    shared: &Shared,
    open: &mut Open,
    kept: PlanRow,
    state: PlanState,
    readings: Vec<Reading>,
) -> Result<Opened> {
    let ids = fresh_ids(&*shared.environment, IDS_AHEAD)?;
    let copies = copies(open, kept.plan.id, state)?;
    note_damage(open);
    Ok(Opened {
        owed: owed(&copies),
        is_given: CopyCard::are_given(&copies),
        put_away: open.plans.is_put_away(kept.plan.id)?,
        plan: kept.plan,
        revision: kept.revision,
        saved_at: kept.changed_at,
        state,
        ids,
        readings,
    })
}

/// The readings of a plan that the family had before them, or in which somebody gave an answer, where they can be read.
fn readings(open: &mut Open, plan: &Plan, texts: &Texts) -> Result<Vec<Reading>> {
    let sittings = open.plans.readable_sittings(plan.id)?.read.into_iter();
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
