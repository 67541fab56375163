//! Reading the agreement together and signing it. What is read is written once when reading begins; from then on it is
//! those bytes that are shown, signed, printed and sealed.

use ipc::Refusal;
use ipc::visit::{BlockerCard, Command, Preview, Sign, Sitting as SittingCard, StartSigning};
use plan::agreement::AgreementHash;
use plan::gaps::{self, Blocker};
use plan::ids::PlanId;
use plan::signing::{Happened, SIGNING_FORM, Signing};
use plan::{Agreement, Plan, compose};

use crate::environment::{fresh, random};
use crate::error::{Result, TabletError};
use crate::store::plans::last_saved;
use crate::store::{Kept, Sitting};
use crate::tablet::{Open, Shared, Tablet};

impl Tablet {
    /// The agreement as it would be now, and where its signing stands. Nothing is written.
    ///
    /// # Errors
    /// When the tablet is locked, or the plan is not here or cannot be read.
    pub fn preview(&self, asked: Preview) -> std::result::Result<SittingCard, Refusal> {
        self.carry_out(Preview::NAME, |shared, state| {
            let open = state.open()?;
            let kept = open.plans.plan(asked.plan)?;
            match open.plans.open_sitting(asked.plan)? {
                Some(sitting) => Ok(card(&kept.plan, sitting)),
                None => Ok(before_sitting(shared, kept)),
            }
        })
    }

    /// Begins reading and signing, or goes on with it.
    ///
    /// # Errors
    /// When the tablet is locked, or the plan is sealed, not here or cannot be read.
    pub fn start_signing(&self, asked: StartSigning) -> std::result::Result<SittingCard, Refusal> {
        self.carry_out(StartSigning::NAME, |shared, state| {
            let open = state.open()?;
            refuse_sealed(open, asked.plan)?;
            let kept = open.plans.plan(asked.plan)?;
            let sitting = match open.plans.open_sitting(asked.plan)? {
                Some(sitting) => sitting,
                None => begin(shared, open, &kept.plan)?,
            };
            Ok(card(&kept.plan, sitting))
        })
    }

    /// Keeps what happened in front of the family.
    ///
    /// # Errors
    /// When the tablet is locked, the plan is sealed or changed since, or an event does not fit the sitting.
    pub fn sign(&self, asked: Sign) -> std::result::Result<SittingCard, Refusal> {
        self.carry_out(Sign::NAME, |shared, state| {
            let open = state.open()?;
            let plan = open.plans.sitting(asked.signing)?.signing.plan;
            refuse_sealed(open, plan)?;
            let at = shared.environment.now();
            let events = asked.events.into_iter().map(|event| Happened { at, event }).collect();
            let sitting = open.plans.add_events(asked.signing, events)?;
            let kept = open.plans.plan(plan)?;
            Ok(card(&kept.plan, sitting))
        })
    }
}

/// What stops a sitting from being sealed.
pub(crate) fn blockers(plan: &Plan, sitting: &Sitting) -> Vec<Blocker> {
    gaps::blockers(plan, &sitting.agreement, &sitting.signing, document::can_set)
}

fn refuse_sealed(open: &Open, plan: PlanId) -> Result<()> {
    if open.device.sealed(plan)?.is_some() { Err(TabletError::Sealed) } else { Ok(()) }
}

fn begin(shared: &Shared, open: &mut Open, plan: &Plan) -> Result<Sitting> {
    let agreement = agreement_today(shared, plan);
    let bytes = agreement.to_json();
    let nonce = u128::from_be_bytes(random(&*shared.environment)?);
    let signing = Signing {
        form: SIGNING_FORM,
        id: fresh(&*shared.environment)?,
        plan: plan.id,
        agreement: AgreementHash::of(&bytes),
        nonce: format!("{nonce:032x}"),
        started_at: shared.environment.now(),
        events: Vec::new(),
    };
    open.plans.begin_sitting(&signing, &bytes)?;
    Ok(Sitting { signing, agreement, bytes, superseded: false })
}

fn agreement_today(shared: &Shared, plan: &Plan) -> Agreement {
    compose::agreement(plan, &shared.texts, shared.environment.now().date_naive())
}

fn card(plan: &Plan, sitting: Sitting) -> SittingCard {
    SittingCard {
        blockers: blockers(plan, &sitting).iter().map(BlockerCard::from).collect(),
        hash: sitting.signing.agreement,
        saved_at: last_saved(&sitting.signing),
        agreement: sitting.agreement,
        signing: Some(sitting.signing),
    }
}

fn before_sitting(shared: &Shared, kept: Kept) -> SittingCard {
    let agreement = agreement_today(shared, &kept.plan);
    let blockers = gaps::before_signing(&kept.plan, &agreement, document::can_set);
    SittingCard {
        hash: AgreementHash::of(&agreement.to_json()),
        agreement,
        signing: None,
        blockers: blockers.iter().map(BlockerCard::from).collect(),
        saved_at: kept.changed_at,
    }
}
