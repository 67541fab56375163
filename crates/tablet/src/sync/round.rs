//! One round of sending: does what the machine says, with the post and the network, and tells how it went. The post is taken
//! up only to read, to sign and to keep, never while the network is waited for. What the office wrote is fetched at its end.

mod fetch;

use std::time::Duration;

use ed25519_dalek::VerifyingKey;
use record::wire::{Ask, AskReply, CodeOf, LetterResult, Stuck, StuckWhy};
use record::{Hash, Receipt, SignedReceipt};

use super::Around;
use super::courier::Courier;
use super::http::Signed;
use super::line::{Answer, Line};
use super::machine::{Action, Beginning, Event, Failure, Item, ItemState, Letter, Machine, Outcome};
use super::told::{self, Met, Next};
use crate::environment::Environment;
use crate::error::{Result, TabletError};
use crate::store::post::{LetterRow, OfficeClock, Post, PostRow};

/// Bytes of letters in one request, at first and after a failure: one letter, which a line that is cut every few seconds still
/// brings through.
const LEAST_BATCH: u64 = 64 * 1024;
/// Bytes in one request on a good line.
const MOST_BATCH: u64 = 1024 * 1024;
/// A request that took no longer was on a good line.
const QUICK: Duration = Duration::from_secs(4);

/// What a round is carried out with.
struct Round<'a> {
    courier: &'a Courier,
    environment: &'a dyn Environment,
    line: &'a dyn Line,
    stuck: Vec<Stuck>,
    codes: Vec<CodeOf>,
    batch: u64,
    met: Met,
    around: &'a Around,
    is_put_aside: bool,
    is_clock_kept: bool,
}

/// Tries to send everything that waits.
pub(crate) fn run(courier: &Courier, environment: &dyn Environment, around: &Around) -> Next {
    let place = match courier.with(|post| post.place()) {
        Ok(place) => place,
        // There is no office yet, or nobody was in to open the post; whoever comes in rings.
        Err(TabletError::NotEnrolled) => return told::without_a_post(around),
        Err(error) => return could_not_begin(courier, &error),
    };
    let keys =
        (place.keys.signing.verifying_key().map_err(TabletError::from), Signed::of(&place, environment));
    match keys {
        (Ok(office), Ok(line)) => over(&line, office, courier, environment, around),
        (Err(error), _) | (_, Err(error)) => could_not_begin(courier, &error),
    }
}

/// The same over a line that is there, to the office with this key.
fn over(
    line: &dyn Line,
    office: VerifyingKey,
    courier: &Courier,
    environment: &dyn Environment,
    around: &Around,
) -> Next {
    let rows = match courier.with(|post| post.rows()) {
        Ok(rows) => rows,
        Err(error) => return could_not_begin(courier, &error),
    };
    let mut round = Round {
        courier,
        environment,
        line,
        stuck: rows.iter().filter_map(PostRow::as_stuck).collect(),
        codes: (around.codes)(),
        batch: courier.progress().batch.unwrap_or(LEAST_BATCH),
        met: Met::default(),
        around,
        is_put_aside: false,
        is_clock_kept: false,
    };
    let outcome = round.carry_out(office, rows);
    if matches!(outcome, Outcome::Done | Outcome::Waiting) {
        round.fetch();
    }
    if round.is_put_aside {
        // The next round tells the office what stays here.
        courier.ring();
    }
    told::finish(courier, &outcome, round.met)
}

impl Round<'_> {
    fn carry_out(&mut self, office: VerifyingKey, rows: Vec<PostRow>) -> Outcome {
        let items = rows.into_iter().map(item).collect();
        let Ok(epoch) = self.with(|post| post.epoch()) else { return Outcome::Failed(Failure::Here) };
        let beginning = Beginning { office, items, epoch, batch: self.batch };
        let (mut machine, mut actions) = Machine::start(beginning);
        loop {
            let mut event = None;
            for action in std::mem::take(&mut actions) {
                let done = match action {
                    Action::Ask(records) => self.ask(records).map(|came| event = Some(Event::Answered(came))),
                    Action::Send(letters) => {
                        let sent = self.send(&letters);
                        machine.set_batch(self.batch);
                        sent.map(|came| event = Some(came))
                    }
                    Action::Keep { signed, receipt } => {
                        self.met.moved = true;
                        let kept = self.keep(&signed, &receipt);
                        self.courier.tell(|progress| progress.news = true);
                        kept
                    }
                    Action::PutAside { record, code } => {
                        tracing::warn!(%code, "the office does not take a record");
                        self.is_put_aside = true;
                        self.with(|post| post.set_stuck(record, Some(&StuckWhy::Refused)))
                    }
                    Action::OfferAgain { record } => {
                        let noted = self.with(|post| post.offer_again(record));
                        self.courier.tell(|progress| progress.news = true);
                        noted
                    }
                    Action::Looked(epoch) => self.with(|post| post.set_epoch(epoch)),
                    Action::Obey(order) => {
                        (self.around.obey)(&order);
                        Ok(())
                    }
                    Action::Finish(outcome) => return outcome,
                };
                if let Err(failure) = done {
                    event = Some(Event::Failed(failure));
                    break;
                }
            }
            // Without an answer to wait for the round has lost its thread; the next one begins anew.
            let Some(event) = event else { return Outcome::Failed(Failure::Here) };
            actions = machine.handle(event);
        }
    }

    /// What is not fetched now is in a later round: that is told to nobody, for nothing of theirs waits because of it.
    fn fetch(&mut self) {
        match fetch::all(self.courier, self.line, self.batch) {
            Ok(came) => self.courier.tell(|progress| progress.news |= came),
            Err(failure) => {
                tracing::warn!(?failure, "what the office wrote was not fetched");
                self.courier.tell(|progress| progress.batch = Some(LEAST_BATCH));
            }
        }
    }

    fn ask(&mut self, records: Vec<Hash>) -> Answer<AskReply> {
        let asked = Ask { records, stuck: self.stuck.clone(), codes: self.codes.clone() };
        let began = self.environment.mono_ns();
        let reply = self.line.ask(&asked)?;
        // It was said somewhere between.
        let half_ns = self.environment.mono_ns().saturating_sub(began) / 2;
        let err_ms = u32::try_from(Duration::from_nanos(half_ns).as_millis()).unwrap_or(u32::MAX);
        let boot = self.environment.boot();
        self.note_clock(OfficeClock { said: reply.time, err_ms, boot, at_ns: began + half_ns });
        Ok(reply)
    }

    /// Kept once in a round, for after a start. That there is no place for it is no reason to stop.
    fn note_clock(&mut self, clock: OfficeClock) {
        if !std::mem::replace(&mut self.is_clock_kept, true)
            && let Err(error) = self.courier.with(|post| post.keep_clock(&clock))
        {
            tracing::warn!(%error, "what the office's clock says is not kept");
        }
        self.courier.tell(|progress| progress.clock = Some(clock));
    }

    /// A receipt is kept also where the letters it makes needless cannot be removed.
    fn keep(&mut self, signed: &SignedReceipt, receipt: &Receipt) -> Answer<()> {
        self.with(|post| match post.keep_receipt(signed, receipt) {
            Err(TabletError::Damaged { .. } | TabletError::Database(_)) => {
                post.mend()?;
                post.keep_receipt_alone(signed, receipt)
            }
            kept => kept,
        })
    }

    /// Letters that cannot be read are left for later, and keep no others back.
    fn send(&mut self, letters: &[i64]) -> Answer<Event> {
        let read = self.courier.letters(letters).map_err(|error| self.not_here(&error))?;
        self.met.unread |= read.contains(&None);
        let bytes: Vec<&[u8]> = read.iter().flatten().map(Vec::as_slice).collect();
        let results = if bytes.is_empty() { Vec::new() } else { self.carry(&bytes.concat())? };
        if results.len() != bytes.len() {
            return Err(Failure::Rubbish);
        }
        let mut results = results.into_iter();
        let of_each = read.iter().map(|letter| letter.as_ref().and_then(|_| results.next()));
        Ok(Event::Sent(of_each.map(|result| result.unwrap_or(LetterResult::Later)).collect()))
    }

    /// A line that carries a request quickly gets more at once, one that does not gets as little as there is.
    fn carry(&mut self, letters: &[u8]) -> Answer<Vec<LetterResult>> {
        let began = self.environment.mono_ns();
        let sent = self.line.send(letters);
        let took = Duration::from_nanos(self.environment.mono_ns().saturating_sub(began));
        self.batch = match &sent {
            Ok(_) if took <= QUICK => (self.batch * 2).min(MOST_BATCH),
            Ok(_) => self.batch,
            Err(_) => LEAST_BATCH,
        };
        let batch = self.batch;
        self.courier.tell(|progress| progress.batch = Some(batch));
        let reply = sent?;
        self.met.moved = true;
        Ok(reply.results)
    }

    fn with<T>(&mut self, work: impl FnOnce(&mut Post) -> Result<T>) -> Answer<T> {
        self.courier.with(work).map_err(|error| self.not_here(&error))
    }

    fn not_here(&mut self, error: &TabletError) -> Failure {
        tracing::warn!(%error, "sending stopped");
        if matches!(error, TabletError::Full) {
            self.met.no_room = true;
            // A receipt lets letters go, so the room that is given up for it comes back.
            let _ = self.courier.with(|post| {
                post.give_up_reserve();
                Ok(())
            });
        }
        Failure::Here
    }
}

fn could_not_begin(courier: &Courier, error: &TabletError) -> Next {
    tracing::warn!(%error, "sending could not begin");
    told::not_here(courier)
}

fn item(row: PostRow) -> Item {
    let state = match (&row.receipt, &row.stuck) {
        (_, Some(_)) => ItemState::Stuck,
        (Some(_), None) if !row.again => ItemState::Safe,
        (Some(_), None) if row.letters.is_empty() => ItemState::Wanting,
        (_, None) => ItemState::Waiting,
    };
    let receipt = row.receipt.as_ref().map(|signed| Hash::of(&signed.receipt));
    let letter = |LetterRow { id, file, part, len }| Letter { id, file, part, len };
    Item {
        hash: row.hash,
        letters: row.letters.into_iter().map(letter).collect(),
        state,
        receipt,
        lacks: None,
    }
}

#[cfg(test)]
mod simulation;
