//! How the tablet stands, for the door and for whoever is in.

use chrono::TimeDelta;
use ipc::visit::{Files, Sending, Stage, Standing, StuckPlan, UserCard};
use plan::agreement::Reference;
use plan::compose;
use record::wire::StuckWhy;

use super::joined::joined;
use crate::disk;
use crate::error::{Result, TabletError};
use crate::keys::file::KeyFile;
use crate::state::{Door, Open, Shared, State};
use crate::store::Enrolment;
use crate::store::post::PostRow;

/// What is not at the office so long after it was sealed is late.
const LATE: TimeDelta = TimeDelta::days(1);

/// How the tablet stands.
pub(crate) fn standing(shared: &Shared, state: &mut State) -> Result<Standing> {
    let stage = match &state.door {
        Door::Open(open) => Stage::Open { user: open.card(), passphrase: open.passphrase },
        Door::Locked => locked_stage(shared, &mut state.joined)?,
    };
    let sending = match &mut state.door {
        Door::Open(open) => of_one(shared, open).unwrap_or_else(|error| unknown(shared, &error)),
        Door::Locked => Sending::default(),
    };
    let files = match &state.door {
        Door::Open(open) => open.files.found(),
        Door::Locked => Files::Closed,
    };
    let (with_family, now) = (state.with_family, shared.environment.now());
    let is_nearly_full = disk::is_nearly_full(&shared.folders.data);
    Ok(Standing { stage, notice: notice(shared), sending, files, now, with_family, is_nearly_full })
}

/// How far the tablet's clock is from the office's, where that is far.
fn clock_off_s(shared: &Shared) -> Option<i64> {
    let clock = shared.courier.progress().clock?.claim(&*shared.environment)?;
    Some(clock.far_off()?.num_seconds())
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
fn of_one(shared: &Shared, open: &mut Open) -> Result<Sending> {
    let progress = shared.courier.progress();
    let rows = shared.courier.with(|post| post.rows()).unwrap_or_default();
    let mut sending = Sending {
        last: progress.last,
        reachable: progress.reachable,
        must_join_again: progress.is_unknown,
        clock_off_s: clock_off_s(shared),
        ..Sending::default()
    };
    let now = shared.environment.now();
    for head in open.records.chain()? {
        let stuck = rows.iter().find(|row| row.hash == head.hash).and_then(|row| row.stuck.as_ref());
        let plan = open.records.plan_of(head.seq);
        // What is said of a plan's copies is sent like a plan, and is none.
        let is_plan = usize::from(!matches!(plan, Ok(None)));
        match (open.records.receipt(head.seq)?, stuck) {
            (Some(_), _) => sending.safe += is_plan,
            (None, Some(why)) => sending.stuck.push(stuck_plan(shared, open, head.seq, why)),
            (None, None) => {
                sending.waiting += is_plan;
                let sealed = plan.ok().flatten();
                sending.late += usize::from(sealed.is_some_and(|(_, sealed_at)| now - sealed_at > LATE));
            }
        }
    }
    Ok(sending)
}

/// Named as far as it can be read.
fn stuck_plan(shared: &Shared, open: &mut Open, seq: u64, why: &StuckWhy) -> StuckPlan {
    let sealed = open.records.plan_about(seq).ok().flatten();
    let plan = sealed.and_then(|(plan, _)| open.plans.plan(plan).ok());
    StuckPlan {
        title: plan.map(|row| compose::title(&row.plan, &shared.council.texts)).unwrap_or_default(),
        reference: sealed.map(|(plan, _)| Reference::from(plan).to_string()).unwrap_or_default(),
        since: sealed.map_or_else(|| shared.environment.now(), |(_, since)| since),
        why: why_stuck(why),
    }
}

/// What is on its way cannot be read: that is told, and keeps nobody from their plans.
fn unknown(shared: &Shared, error: &TabletError) -> Sending {
    tracing::error!(%error, "what is on its way cannot be read");
    Sending { last: Some(shared.council.texts.get("this_tablet.unknown").to_owned()), ..Sending::default() }
}

/// The key files that can be read, unless none can: a colleague's keeps nobody out. They are only looked at: another app may have the
/// store, and be writing.
fn key_files(shared: &Shared) -> Result<Vec<KeyFile>> {
    let (mut files, mut first) = (Vec::new(), None);
    for folder in shared.folders.users()? {
        match KeyFile::look(&folder).and_then(|file| file.is_of_use().map(|()| file)) {
            Ok(file) => files.push(file),
            Err(error) => {
                tracing::error!(%error, "a worker's key file cannot be read");
                first = first.or(Some(error));
            }
        }
    }
    match first {
        Some(error) if files.is_empty() => Err(error),
        Some(_) | None => Ok(files),
    }
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
    let files = key_files(shared)?;
    if files.is_empty() {
        let passphrase = !shared.has_keystore()?;
        return Ok(match joined(shared, held)? {
            Some(joined) => Stage::NoUser { office: joined.place.office.clone(), passphrase },
            None => Stage::Fresh,
        });
    }
    let slots = files.iter().filter_map(|file| file.user_slot().ok());
    let uses_keystore: Vec<bool> = slots.map(|slot| slot.keystore).collect();
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
    let waits = |row: &&PostRow| row.is_plan && row.stuck.is_none() && (row.receipt.is_none() || row.again);
    let waiting = rows.iter().filter(waits).count();
    Ok(Stage::Locked { users, passphrase, tablet: place.map(|place| place.name).ok(), waiting })
}
