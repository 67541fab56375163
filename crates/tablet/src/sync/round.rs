//! One round of sending: does what the machine says, with the store and the network, and tells how it went. Store and key
//! are taken up only to read, to sign and to keep, never while the network is waited for.

use ed25519_dalek::VerifyingKey;
use record::request::{Nonce, Proof, Request};
use record::wire::RejectCode;

use super::courier::{Courier, Means};
use super::http::{Call, Office, Sign};
use super::machine::{Action, Event, Failure, Item, ItemState, Machine, Outcome, Why};
use crate::environment::{Environment, random};
use crate::error::{Result, TabletError};
use crate::store::outgoing::ChainRow;

/// When to try again.
pub(crate) enum Next {
    /// When there is something new or someone asks.
    WhenRung,
    /// After a while, by itself.
    Again,
}

/// What a round begins with.
struct Beginning {
    office: Office,
    office_key: VerifyingKey,
    items: Vec<Item>,
}

/// Tries to send everything that waits.
pub(crate) fn run(courier: &Courier, environment: &dyn Environment) -> Next {
    let with_stuck = courier.take_with_stuck();
    let Beginning { office, office_key, items } = match courier.with(|means| beginning(means, with_stuck)) {
        Ok(beginning) => beginning,
        // Nobody is in; whoever comes in rings.
        Err(TabletError::Locked) => return Next::WhenRung,
        Err(error) => {
            tracing::warn!(%error, "sending could not begin");
            return Next::Again;
        }
    };
    let sign = |call: &Call<'_>| {
        let nonce = Nonce(random(environment).map_err(|_| Failure::Here)?);
        let at = environment.now().timestamp();
        let &Call { method, target, body } = call;
        with_means(courier, |means| {
            let request = Request { office: &means.enrolment.office_key, method, target, body };
            Ok(Proof::sign(&request, means.enrolment.device, at, nonce, &means.key))
        })
    };
    let (mut machine, mut actions) = Machine::start(office_key, items);
    loop {
        let mut event = None;
        for action in std::mem::take(&mut actions) {
            match carry_out(courier, &office, &sign, action) {
                Done::Event(came) => event = Some(came),
                Done::Kept => {}
                Done::Finished(outcome) => return finish(courier, &outcome),
            }
        }
        // Without an answer to wait for the round has lost its thread; the next one begins anew.
        let Some(event) = event else { return finish(courier, &Outcome::Failed(Failure::Here)) };
        actions = machine.handle(event);
    }
}

enum Done {
    Event(Event),
    Kept,
    Finished(Outcome),
}

fn carry_out(courier: &Courier, office: &Office, sign: Sign<'_>, action: Action) -> Done {
    let event = match action {
        Action::AskHeads => office.heads(sign).map(Event::Heads),
        Action::Push { seq } => push(courier, office, sign, seq),
        Action::AskOffset { blob } => office.blob_offset(blob, sign).map(|held| Event::Offset {
            blob,
            offset: held.offset,
            complete: held.complete,
        }),
        Action::SendPiece { blob, offset, len } => {
            let piece = with_means(courier, |means| means.outgoing.blob_piece(blob, offset));
            let held = piece.and_then(|piece| office.send_piece(blob, offset, len, &piece, sign));
            held.map(|held| Event::Offset { blob, offset: held.offset, complete: held.complete })
        }
        Action::Keep { seq, signed, receipt } => {
            return kept(with_means(courier, |means| means.outgoing.keep_receipt(seq, &signed, &receipt)));
        }
        Action::PutAside { seq, why } => {
            return kept(with_means(courier, |means| means.outgoing.set_stuck(seq, &why_sentence(&why))));
        }
        Action::Finish(outcome) => return Done::Finished(outcome),
    };
    Done::Event(event.unwrap_or_else(Event::Failed))
}

fn push(courier: &Courier, office: &Office, sign: Sign<'_>, seq: u64) -> std::result::Result<Event, Failure> {
    let record = with_means(courier, |means| means.outgoing.record(seq))?;
    Ok(Event::Pushed { seq, result: office.push(&record, sign)? })
}

fn kept(done: std::result::Result<(), Failure>) -> Done {
    match done {
        Ok(()) => Done::Kept,
        Err(failure) => Done::Finished(Outcome::Failed(failure)),
    }
}

fn with_means<T>(
    courier: &Courier,
    work: impl FnOnce(&mut Means) -> Result<T>,
) -> std::result::Result<T, Failure> {
    courier.with(work).map_err(|error| {
        tracing::warn!(%error, "sending stopped");
        Failure::Here
    })
}

fn beginning(means: &mut Means, with_stuck: bool) -> Result<Beginning> {
    let item = |ChainRow { head, blobs, waits }: ChainRow| {
        let state = match waits {
            None => ItemState::Safe,
            Some(row) if row.stuck.is_some() && !with_stuck => ItemState::Stuck,
            Some(_) => ItemState::Waiting,
        };
        Item { seq: head.seq, hash: head.hash, blobs, state }
    };
    Ok(Beginning {
        office: Office::at(&means.enrolment.address)?,
        office_key: means.enrolment.office_key.verifying_key()?,
        items: means.outgoing.chain()?.into_iter().map(item).collect(),
    })
}

fn finish(courier: &Courier, outcome: &Outcome) -> Next {
    let (next, last, reachable) = match outcome {
        Outcome::Done => {
            (Next::WhenRung, "The office answered. Everything this tablet could send is there.", true)
        }
        Outcome::Waiting => (Next::Again, WAITING, true),
        Outcome::Failed(Failure::NoAnswer) => (Next::Again, NO_ANSWER, false),
        Outcome::Failed(Failure::Rubbish) => (Next::Again, RUBBISH, false),
        Outcome::Failed(Failure::Refused(_)) => (Next::Again, REFUSED, true),
        Outcome::Failed(Failure::Here) => {
            return if courier.has_leave() { Next::Again } else { Next::WhenRung };
        }
    };
    tracing::info!(?outcome, "sending");
    courier.tell(last, reachable);
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
