//! One round of sending: does what the machine says, with the store and the network, and tells how it went. The tablet's
//! lock is held only to read and to keep, never while the network is waited for.

use ed25519_dalek::{SigningKey, VerifyingKey};
use record::wire::RejectCode;
use record::{DeviceId, Head};

use super::http::{Asker, Office};
use super::machine::{Action, Event, Failure, Item, ItemState, Machine, Outcome, Why};
use crate::error::{Result, TabletError};
use crate::state::{Door, Shared, State};
use crate::store::device::Device;

/// When to try again.
pub(crate) enum Next {
    /// When there is something new or someone asks.
    WhenRung,
    /// After a while, by itself.
    Again,
}

/// Everything a round needs of an open tablet.
struct Beginning {
    office: Office,
    office_key: VerifyingKey,
    device: DeviceId,
    key: SigningKey,
    items: Vec<Item>,
}

/// Tries to send everything that waits.
pub(crate) fn run(shared: &Shared) -> Next {
    let beginning = match beginning(&mut shared.lock()) {
        Ok(beginning) => beginning,
        // Nobody is in; whoever comes in rings.
        Err(TabletError::Locked) => return Next::WhenRung,
        Err(error) => {
            tracing::warn!(%error, "sending could not begin");
            return Next::Again;
        }
    };
    let Beginning { office, office_key, device, key, items } = beginning;
    let asker = Asker { device, key: &key, environment: &*shared.environment };
    let (mut machine, mut actions) = Machine::start(office_key, items);
    loop {
        let mut event = None;
        for action in std::mem::take(&mut actions) {
            match carry_out(shared, &office, &asker, action) {
                Done::Event(came) => event = Some(came),
                Done::Kept => {}
                Done::Finished(outcome) => return finish(shared, &outcome),
            }
        }
        // Without an answer to wait for the round has lost its thread; the next one begins anew.
        let Some(event) = event else { return finish(shared, &Outcome::Failed(Failure::Here)) };
        actions = machine.handle(event);
    }
}

enum Done {
    Event(Event),
    Kept,
    Finished(Outcome),
}

fn carry_out(shared: &Shared, office: &Office, asker: &Asker<'_>, action: Action) -> Done {
    let event =
        match action {
            Action::AskHeads => office.heads(asker).map(Event::Heads),
            Action::Push { seq } => match with_device(shared, |device| device.record(seq)) {
                Ok(record) => office.push(&record, asker).map(|result| Event::Pushed { seq, result }),
                Err(failure) => Err(failure),
            },
            Action::AskOffset { blob } => office.blob_offset(blob, asker).map(|held| Event::Offset {
                blob,
                offset: held.offset,
                complete: held.complete,
            }),
            Action::SendPiece { blob, offset, len } => {
                match with_device(shared, |device| device.blob_piece(blob, offset)) {
                    Ok(piece) => office
                        .send_piece(blob, offset, len, &piece, asker)
                        .map(|held| Event::Offset { blob, offset: held.offset, complete: held.complete }),
                    Err(failure) => Err(failure),
                }
            }
            Action::Keep { seq, signed, receipt } => {
                return match with_device(shared, |device| device.keep_receipt(seq, &signed, &receipt)) {
                    Ok(()) => Done::Kept,
                    Err(failure) => Done::Finished(Outcome::Failed(failure)),
                };
            }
            Action::PutAside { seq, why } => {
                return match with_device(shared, |device| device.set_stuck(seq, &why_sentence(&why))) {
                    Ok(()) => Done::Kept,
                    Err(failure) => Done::Finished(Outcome::Failed(failure)),
                };
            }
            Action::Finish(outcome) => return Done::Finished(outcome),
        };
    Done::Event(event.unwrap_or_else(Event::Failed))
}

fn with_device<T>(
    shared: &Shared,
    work: impl FnOnce(&mut Device) -> Result<T>,
) -> std::result::Result<T, Failure> {
    let done = shared.lock().open().and_then(|open| work(&mut open.device));
    done.map_err(|error| {
        tracing::warn!(%error, "sending stopped");
        Failure::Here
    })
}

fn beginning(state: &mut State) -> Result<Beginning> {
    let with_stuck = std::mem::take(&mut state.progress.with_stuck);
    let open = state.open()?;
    let outbox = open.device.outbox()?;
    let item = |Head { seq, hash }: Head| {
        let state = match outbox.iter().find(|row| row.seq == seq) {
            None => ItemState::Safe,
            Some(row) if row.stuck.is_some() && !with_stuck => ItemState::Stuck,
            Some(_) => ItemState::Waiting,
        };
        Ok(Item { seq, hash, blobs: open.device.blobs_of(seq)?, state })
    };
    Ok(Beginning {
        office: Office::at(&open.enrolment.address)?,
        office_key: open.enrolment.office_key.verifying_key()?,
        device: open.enrolment.device,
        key: open.key.clone(),
        items: open.device.chain()?.into_iter().map(item).collect::<Result<Vec<Item>>>()?,
    })
}

fn finish(shared: &Shared, outcome: &Outcome) -> Next {
    let (next, last, reachable) = match outcome {
        Outcome::Done => {
            (Next::WhenRung, "The office answered. Everything this tablet could send is there.", Some(true))
        }
        Outcome::Waiting => (Next::Again, WAITING, Some(true)),
        Outcome::Failed(Failure::NoAnswer) => (Next::Again, NO_ANSWER, Some(false)),
        Outcome::Failed(Failure::Rubbish) => (Next::Again, RUBBISH, Some(false)),
        Outcome::Failed(Failure::Refused(_)) => (Next::Again, REFUSED, Some(true)),
        Outcome::Failed(Failure::Here) => {
            let locked = matches!(shared.lock().door, Door::Locked);
            return if locked { Next::WhenRung } else { Next::Again };
        }
    };
    tracing::info!(?outcome, "sending");
    let progress = &mut shared.lock().progress;
    progress.last = Some(last.to_owned());
    progress.reachable = reachable;
    next
}

const NO_ANSWER: &str =
    "The office did not answer. Your plan is safe on this tablet. We will try again by ourselves.";
const RUBBISH: &str = "The office answered with something this tablet does not understand. \
     Your plan is safe on this tablet. We will try again by ourselves.";
const REFUSED: &str = "The office does not take anything from this tablet now. Your plan is safe on this tablet. \
     Ring the office.";
const WAITING: &str = "The office waits for an earlier plan of this tablet. Your plan is safe on this tablet. \
     Ring the office.";

/// Why a record is stuck, for a person.
fn why_sentence(why: &Why) -> String {
    let what = match why {
        Why::Rejected(RejectCode::UnknownVersion) => "The office’s program is older than this tablet’s",
        Why::Rejected(RejectCode::BadBlob) => {
            "The office finds a file that is too large or of another length"
        }
        Why::Rejected(RejectCode::OtherDevice | RejectCode::OtherTenant) => {
            "The office says that this plan belongs to another tablet or agency"
        }
        Why::Rejected(
            RejectCode::Unreadable | RejectCode::BadSignature | RejectCode::BadBody | RejectCode::IdTaken,
        ) => "The office cannot check this plan",
        Why::Rejected(RejectCode::Unknown(_)) => "The office does not take this plan",
        Why::Fork => "The office holds another plan under the same number from this tablet",
    };
    format!("{what}. It is safe on this tablet and is not deleted. Ring the office.")
}
