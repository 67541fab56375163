//! How the tablet stands, for the door and for whoever is in.

use chrono::TimeDelta;
use ipc::visit::{Sending, Stage, Standing, StuckPlan, UserCard};
use plan::agreement::Reference;
use plan::compose;
use record::wire::StuckWhy;

use super::joined::joined;
use crate::error::{Result, TabletError};
use crate::keys::file::KeyFile;
use crate::state::{Door, Open, Shared, State};
use crate::store::Enrolment;

/// What is not at the office so long after it was sealed is late.
const LATE: TimeDelta = TimeDelta::days(1);

/// How the tablet stands.
pub(crate) fn standing(shared: &Shared, state: &mut State) -> Result<Standing> {
    let stage = match &state.door {
        Door::Open(open) => Stage::Open { user: open.card(), passphrase: open.passphrase },
        Door::Locked => locked_stage(shared, &mut state.joined)?,
    };
    let sending = match &state.door {
        Door::Open(open) => of_one(shared, open)?,
        Door::Locked => Sending::default(),
    };
    let with_family = state.with_family;
    Ok(Standing { stage, notice: notice(shared), sending, now: shared.environment.now(), with_family })
}

/// The words at the door: those for practice, and what of the council's folder could not be read.
fn notice(shared: &Shared) -> Option<String> {
    let unread = shared.council.unread();
    let unread = unread.map(|files| shared.council.texts.fill("door.unread", &[("files", &files)]));
    let said = shared.folders.notice().into_iter().chain(unread);
    let said: Vec<String> = said.filter(|text| !text.trim().is_empty()).collect();
    (!said.is_empty()).then(|| said.join(" "))
}

/// What of this worker's plans is on its way.
fn of_one(shared: &Shared, open: &Open) -> Result<Sending> {
    let progress = shared.courier.progress();
    let rows = shared.courier.with(|post| post.rows()).unwrap_or_default();
    let mut sending = Sending {
        last: progress.last,
        reachable: progress.reachable,
        must_join_again: progress.is_unknown,
        ..Sending::default()
    };
    let now = shared.environment.now();
    for head in open.records.chain()? {
        let stuck = rows.iter().find(|row| row.hash == head.hash).and_then(|row| row.stuck.as_ref());
        match (open.records.receipt(head.seq)?, stuck) {
            (Some(_), _) => sending.safe += 1,
            (None, Some(why)) => sending.stuck.push(stuck_plan(shared, open, head.seq, why)?),
            (None, None) => {
                sending.waiting += 1;
                let (_, sealed_at) = open.records.plan_of(head.seq)?;
                sending.late += usize::from(now - sealed_at > LATE);
            }
        }
    }
    Ok(sending)
}

fn stuck_plan(shared: &Shared, open: &Open, seq: u64, why: &StuckWhy) -> Result<StuckPlan> {
    let (plan, since) = open.records.plan_of(seq)?;
    let title = compose::title(&open.plans.plan(plan)?.plan, &shared.council.texts);
    Ok(StuckPlan { title, reference: Reference::from(plan).to_string(), since, why: why_stuck(why) })
}

/// Why a record is stuck, for a person.
pub(super) fn why_stuck(why: &StuckWhy) -> String {
    let what = match why {
        StuckWhy::Refused | StuckWhy::Unknown(_) => "The office cannot check this plan and did not take it",
        StuckWhy::Damaged => "This tablet cannot read a part of this sealed plan any more",
    };
    format!("{what}. It is on this tablet and is not deleted. Ring the office.")
}

fn locked_stage(shared: &Shared, held: &mut Option<Enrolment>) -> Result<Stage> {
    let files: Result<Vec<KeyFile>> =
        shared.folders.users()?.iter().map(|folder| KeyFile::read(folder)).collect();
    let files = files?;
    if files.is_empty() {
        let passphrase = !shared.has_keystore()?;
        return Ok(match joined(shared, held)? {
            Some(joined) => Stage::NoUser { office: joined.place.office.clone(), passphrase },
            None => Stage::Fresh,
        });
    }
    let mut uses_keystore = Vec::new();
    for file in &files {
        match file.user_slot() {
            Ok(slot) => uses_keystore.push(slot.keystore),
            Err(TabletError::ClosedByOffice) => {}
            Err(error) => return Err(error),
        }
    }
    if uses_keystore.is_empty() {
        return Ok(Stage::Closed);
    }
    let passphrase = uses_keystore.contains(&false);
    let place = shared.courier.with(|post| post.place());
    let card = |file: KeyFile| {
        let code = file.phone_slot().map(|slot| slot.number);
        UserCard { id: file.user, name: file.display_name, code }
    };
    let users = files.into_iter().map(card).collect();
    let rows = shared.courier.with(|post| post.rows()).unwrap_or_default();
    let waiting = rows.iter().filter(|row| row.receipt.is_none() && row.stuck.is_none()).count();
    Ok(Stage::Locked { users, passphrase, tablet: place.map(|place| place.name).ok(), waiting })
}
