//! A sitting: reading the agreement together and signing it, in front of the family. What is read is written once when
//! reading begins; from then on it is those bytes that are shown, signed, printed and sealed.

use ipc::Refusal;
use ipc::visit::{
    BlockerCard, DraftOf, Kept, Preview, ReadSitting, Sign, Sitting as SittingCard, StartSigning, TakeBack,
};
use plan::agreement::{AgreementHash, BlockId};
use plan::gaps::{self, Blocker};
use plan::guards;
use plan::ids::{PersonId, PlanId, SigningId};
use plan::questions::{Pick, Question};
use plan::signing::{Event, Happened, Joined, SIGNING_FORM, Signing, SigningError};
use plan::{Agreement, Plan, compose, names, private};

use super::family::check_words;
use super::unlocking;
use crate::disk;
use crate::environment::{fresh, fresh_ids, random};
use crate::error::{Result, TabletError};
use crate::state::{Open, Shared, State};
use crate::store::plans::last_saved;
use crate::store::{PlanRow, Sitting};
use crate::tablet::Tablet;

/// How many may join a sitting without the interface asking again.
const IDS_FOR_THOSE_WHO_JOIN: usize = 16;

impl Tablet {
    /// The agreement as it would be now, and where its signing stands. Nothing is written.
    ///
    /// # Errors
    /// When the tablet is locked, or the plan is not here or cannot be read.
    pub fn preview(&self, asked: Preview) -> std::result::Result<SittingCard, Refusal> {
        self.carry_out::<Preview, _>(|shared, state| {
            let open = state.open()?;
            let kept = open.plans.plan(asked.plan)?;
            match open.plans.open_sitting(asked.plan)? {
                Some(sitting) => card(shared, open, &kept.plan, sitting),
                None => Ok(before_sitting(shared, kept)),
            }
        })
    }

    /// Begins reading and signing, or goes on with it. Where what was begun cannot be read for a minute, it begins anew.
    ///
    /// # Errors
    /// When the tablet is locked, or the plan is sealed, not here or cannot be read.
    pub fn start_signing(&self, asked: StartSigning) -> std::result::Result<SittingCard, Refusal> {
        self.carry_out::<StartSigning, _>(|shared, state| {
            let was_with_family = state.with_family;
            let open = state.open()?;
            if was_with_family.is_none() {
                refuse_sealed(open, asked.plan)?;
            }
            let kept = open.plans.plan(asked.plan)?;
            let mono_ns = shared.environment.mono_ns();
            let mut sitting = match open.plans.find_open(asked.plan)? {
                Some(Some(sitting)) => sitting,
                _ if was_with_family.is_some() => return Err(TabletError::WithFamily),
                None if !open.plans.is_unread_for_long(asked.plan, mono_ns) => {
                    return Err(TabletError::Damaged { what: "sitting" });
                }
                Some(None) | None => begin(shared, open, &kept.plan)?,
            };
            state.refuse_other(sitting.signing.id)?;
            // The app was closed in front of the family: whoever unlocked it has it back.
            if sitting.signing.in_front().is_some() && was_with_family.is_none() {
                keep(shared, state, sitting.signing.id, vec![Event::TakenBack])?;
                sitting = state.open()?.plans.sitting(sitting.signing.id)?;
            }
            card(shared, state.open()?, &kept.plan, sitting)
        })
    }

    /// A sitting that was begun, as it is on the disk.
    ///
    /// # Errors
    /// When the tablet is locked or stands before another family, or the sitting is not here or over.
    pub fn read_sitting(&self, asked: ReadSitting) -> std::result::Result<SittingCard, Refusal> {
        self.carry_out::<ReadSitting, _>(|shared, state| {
            state.refuse_other(asked.signing)?;
            let open = state.open()?;
            let sitting = open.plans.sitting(asked.signing)?;
            refuse_sealed(open, sitting.signing.plan)?;
            if sitting.superseded {
                return Err(TabletError::Superseded);
            }
            let plan = open.plans.plan(sitting.signing.plan)?.plan;
            card(shared, open, &plan, sitting)
        })
    }

    /// Keeps what happened in front of the family.
    ///
    /// # Errors
    /// When the tablet is locked, the plan is sealed or changed since, or an event does not fit the sitting.
    pub fn sign(&self, asked: Sign) -> std::result::Result<Kept, Refusal> {
        self.carry_out::<Sign, _>(|shared, state| {
            // Only the PIN takes the tablet back.
            let takes_back = asked.events.contains(&Event::TakenBack);
            if takes_back {
                Err(TabletError::WithFamily)
            } else {
                keep(shared, state, asked.signing, asked.events)
            }
        })
    }

    /// Takes the tablet back from the family.
    ///
    /// # Errors
    /// When the tablet is locked, the PIN is not that of the worker who is in, or the family does not have it.
    pub fn take_back(&self, asked: TakeBack) -> std::result::Result<Kept, Refusal> {
        self.carry_out::<TakeBack, _>(|shared, state| {
            let user = state.open()?.user;
            unlocking::keys_for(shared, user, asked.pin.typed())?;
            let mut kept = keep(shared, state, asked.signing, vec![Event::TakenBack]);
            if matches!(kept, Err(TabletError::Full)) {
                disk::give_up_reserve(&shared.folders.data);
                kept = keep(shared, state, asked.signing, vec![Event::TakenBack]);
            }
            match kept {
                // Whoever gave their PIN is not shut in by what cannot be read or written. Going on with the sitting says so in it.
                Err(error) if error.is_of_a_database() && state.with_family == Some(asked.signing) => {
                    tracing::warn!(%error, "taken back, and the sitting does not say so yet");
                    state.ails = true;
                    state.with_family = None;
                    Ok(Kept { at: shared.environment.now(), by: user, blockers: Vec::new() })
                }
                kept => kept,
            }
        })
    }
}

/// Keeps events of a sitting, and knows from them whether the tablet stands before the family.
fn keep(shared: &Shared, state: &mut State, signing: SigningId, events: Vec<Event>) -> Result<Kept> {
    state.refuse_other(signing)?;
    let open = state.open()?;
    let plan = open.plans.sitting(signing)?.signing.plan;
    refuse_sealed(open, plan)?;
    // What is kept is sealed and printed, and cannot be taken back: what paper has no shape for is refused now.
    let typed = events.iter().flat_map(Event::typed).flat_map(str::chars);
    if let Some(character) = typed.into_iter().find(|character| !document::can_set(*character)) {
        return Err(TabletError::CannotPrint(character));
    }
    let (at, by) = (shared.environment.now(), open.user);
    let turns = events.iter().any(|event| matches!(event, Event::HandedOver { .. }));
    let events: Vec<_> = events.into_iter().map(|event| Happened { at, by: Some(by), event }).collect();
    let plan = open.plans.plan(plan)?.plan;
    if events.iter().any(|happened: &Happened| is_agreed_with_nobody(&plan, &happened.event)) {
        return Err(TabletError::AgreedWithNobody);
    }
    refuse_harmful(&plan, &events)?;
    refuse_private(&plan, &open.plans.sitting(signing)?.signing, &events)?;
    let sitting = open.plans.add_events(signing, events, |happened, sitting| {
        check_words(shared, &plan, sitting, &happened.event)
    })?;
    if turns {
        // What was said before this turn is said anew before the next.
        for of in [DraftOf::Hears(plan.id), DraftOf::AgreedWith(plan.id)] {
            open.plans.keep_draft(of, "")?;
        }
    }
    let blockers = blockers(&plan, &sitting).iter().map(BlockerCard::from).collect();
    state.with_family = sitting.signing.in_front().is_some().then_some(signing);
    Ok(Kept { at, by, blockers })
}

/// Whoever the harm comes from does not interpret, also who is not in the plan. Asked of the plan: their names stand in no sitting,
/// which others read later.
fn refuse_harmful(plan: &Plan, events: &[Happened]) -> Result<()> {
    let harmful: Vec<String> = plan.harmful_outsiders().map(str::to_owned).collect();
    let is_harmful = |happened: &Happened| {
        let Event::Joined { name, part: Joined::Interpreter { .. }, .. } = &happened.event else {
            return false;
        };
        names::could_be_one_of(name, &harmful)
    };
    if events.iter().any(is_harmful) { Err(SigningError::CannotInterpret.into()) } else { Ok(()) }
}

/// What a worker types in a sitting and would tell what is private is refused: they can say it another way. In front of a family
/// nothing is, so that nobody finds an address by trying; there, what one says is in no other's own copy.
fn refuse_private(plan: &Plan, before: &Signing, events: &[Happened]) -> Result<()> {
    let mut with_family = before.in_front().is_some();
    for happened in events {
        let event = &happened.event;
        let is_turned = matches!(event, Event::HandedOver { .. });
        if is_turned || matches!(event, Event::TakenBack) {
            with_family = is_turned;
            continue;
        }
        let is_familys = event.person().is_some_and(|person| before.family().contains(&person));
        if !with_family && !is_familys && !private::in_event(plan, event).is_empty() {
            return Err(TabletError::Private);
        }
    }
    Ok(())
}

/// Whether the tablet would stand before somebody whom the harm comes from, and no worker says with whom that was agreed.
fn is_agreed_with_nobody(plan: &Plan, event: &Event) -> bool {
    let Event::HandedOver { to, agreed_with, .. } = event else { return false };
    let is_agreed = agreed_with.as_ref().is_some_and(|words| guards::has_words(words));
    to.iter().any(|person| plan.does_harm(*person)) && !is_agreed
}

/// What stops a sitting from being sealed.
pub(crate) fn blockers(plan: &Plan, sitting: &Sitting) -> Vec<Blocker> {
    gaps::blockers(plan, &sitting.agreement, &sitting.signing, document::can_set)
}

pub(super) fn refuse_sealed(open: &mut Open, plan: PlanId) -> Result<()> {
    if open.records.sealed(plan)?.is_some() { Err(TabletError::Sealed) } else { Ok(()) }
}

fn begin(shared: &Shared, open: &mut Open, plan: &Plan) -> Result<Sitting> {
    let agreement = agreement_today(shared, plan);
    let bytes = agreement.to_json();
    let nonce = u128::from_be_bytes(random(&*shared.environment)?);
    let started_at = shared.environment.now();
    let signing = Signing {
        form: SIGNING_FORM,
        id: fresh(&*shared.environment)?,
        plan: plan.id,
        agreement: AgreementHash::of(&bytes),
        nonce: format!("{nonce:032x}"),
        started_at,
        events: vec![Happened { at: started_at, by: Some(open.user), event: began(plan) }],
    };
    open.plans.begin_sitting(&signing, &bytes)?;
    Ok(Sitting { signing, agreement, bytes, superseded: false })
}

/// What the rules of a sitting need to know of the plan.
fn began(plan: &Plan) -> Event {
    let needs = |person| {
        let pick = plan.picked(Question::Interpreter(person));
        pick.is_some_and(|pick| !matches!(pick, Pick::NotNeeded | Pick::Declined))
    };
    let adults: Vec<_> = plan.adults.iter().map(|adult| adult.id).collect();
    let names = plan.children.iter().map(|it| &it.name).chain(plan.adults.iter().map(|it| &it.name));
    let names = names.chain(plan.supporters.iter().map(|it| &it.name)).map(String::as_str);
    Event::Began {
        need_interpreter: adults.iter().copied().filter(|adult| needs(*adult)).collect(),
        adults,
        relatives: names.filter(|name| !name.trim().is_empty()).map(str::to_owned).collect(),
    }
}

fn agreement_today(shared: &Shared, plan: &Plan) -> Agreement {
    compose::agreement(plan, &shared.council.texts, shared.environment.now().date_naive())
}

/// A sitting as it is answered. While the tablet stands before a family there is no more in it than they may see.
fn card(shared: &Shared, open: &mut Open, plan: &Plan, sitting: Sitting) -> Result<SittingCard> {
    let before = match sitting.signing.in_front() {
        Some(_) => Vec::new(),
        // What was left out before one that cannot be read is not taken for what was left out the last time: the worker chooses anew.
        None => left_out_before(open.plans.readable_sittings(plan.id)?.newest(), &sitting),
    };
    let left_out = sitting.signing.in_front().map_or(&[][..], |turn| turn.without);
    Ok(SittingCard {
        ids: fresh_ids(&*shared.environment, IDS_FOR_THOSE_WHO_JOIN)?,
        blockers: blockers(plan, &sitting).iter().map(BlockerCard::from).collect(),
        hash: sitting.signing.agreement,
        saved_at: last_saved(&sitting.signing),
        left_out: before,
        agreement: if left_out.is_empty() { sitting.agreement } else { sitting.agreement.without(left_out) },
        signing: Some(sitting.signing.for_those_in_front()),
    })
}

/// What was left out for each person when they had the tablet before them the last time, of what this agreement still has. A
/// change of one word must not show somebody what was kept from them before it.
fn left_out_before(all: &[Sitting], now: &Sitting) -> Vec<(PersonId, Vec<BlockId>)> {
    let last = |person: &PersonId| {
        let mut sittings: Vec<&Sitting> = all.iter().collect();
        sittings.sort_by_key(|it| it.signing.started_at);
        let turned = |it: &&&Sitting| it.signing.last_in_front(*person).is_some();
        let left_out = sittings.iter().rev().find(turned)?.signing.left_out(*person);
        let still_there = left_out.iter().filter(|block| now.agreement.block(block).is_some());
        let still_there: Vec<BlockId> = still_there.cloned().collect();
        (!still_there.is_empty()).then_some((*person, still_there))
    };
    now.signing.family().iter().filter_map(last).collect()
}

fn before_sitting(shared: &Shared, kept: PlanRow) -> SittingCard {
    let agreement = agreement_today(shared, &kept.plan);
    let blockers = gaps::before_signing(&kept.plan, &agreement, document::can_set);
    SittingCard {
        hash: AgreementHash::of(&agreement.to_json()),
        agreement,
        signing: None,
        blockers: blockers.iter().map(BlockerCard::from).collect(),
        left_out: Vec::new(),
        saved_at: kept.changed_at,
        ids: Vec::new(),
    }
}
