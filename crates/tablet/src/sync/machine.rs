//! What to do next to get every record to the office, and what to make of each answer. Pure: events in, actions out. At
//! any moment it waits for one answer at most; an answer it does not wait for changes nothing.
//!
//! One round: ask what became of the records, send the records that are missing, all of them before any file, then the files of
//! one record after the other, asking for its receipt. A letter the office will not take puts its record aside, and one it cannot
//! keep now leaves it waiting; the others go on. A failure of the whole connection ends the round.

mod item;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use ed25519_dalek::VerifyingKey;
use record::wire::{AskReply, LetterResult, MAX_ASKED, Order, RecordState, RefusalCode, RefuseCode};
use record::{EpochId, Hash, Receipt, SignedReceipt};

pub(crate) use item::{Item, ItemState, Letter};

/// So often a record is asked about in one round. Each time but the last has to bring it closer.
const MOST_ASKS: u32 = 6;

/// What came from outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Event {
    /// What became of the records asked about.
    Answered(AskReply),
    /// What became of the letters sent, in their order.
    Sent(Vec<LetterResult>),
    /// No usable answer came.
    Failed(Failure),
}

/// Why no usable answer came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    /// Nothing, too late, or the office cannot now.
    NoAnswer,
    /// Something that makes no sense, or is not from our office.
    Rubbish,
    /// The office does not take this tablet's requests.
    Refused(RefusalCode),
    /// This tablet could not read or keep something of its own.
    Here,
}

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Action {
    Ask(Vec<Hash>),
    /// Letters by their ids, in one request.
    Send(Vec<i64>),
    /// The receipt verified and is for this record.
    Keep {
        signed: SignedReceipt,
        receipt: Receipt,
    },
    /// The office will not take it.
    PutAside {
        record: Hash,
        code: RefuseCode,
    },
    /// The office gave a receipt and has it no more; it is to be made ready again.
    OfferAgain {
        record: Hash,
    },
    /// All records with a receipt were looked at in this life of the office's store.
    Looked(EpochId),
    /// What the office wants.
    Obey(Order),
    Finish(Outcome),
}

/// What a round came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Every record that can be is at the office.
    Done,
    /// Some are still waiting although the office answered.
    Waiting,
    /// The round ended early.
    Failed(Failure),
}

/// What a round begins with.
#[derive(Debug, Clone)]
pub(crate) struct Beginning {
    pub(crate) office: VerifyingKey,
    pub(crate) items: Vec<Item>,
    /// In which life of the office's store all records with a receipt were looked at last.
    pub(crate) epoch: Option<EpochId>,
    /// Bytes of letters in one request at most; one letter goes in any case.
    pub(crate) batch: u64,
}

/// One round.
#[derive(Debug)]
pub(crate) struct Machine {
    office: VerifyingKey,
    items: BTreeMap<Hash, Item>,
    epoch: Option<EpochId>,
    batch: u64,
    /// Asked about before anything else is sent.
    to_ask: VecDeque<Hash>,
    /// Letters of records, which go first.
    records: VecDeque<(Hash, Letter)>,
    /// Records of which files are missing.
    lacking: VecDeque<Hash>,
    /// Letters of the files of one record.
    files: VecDeque<(Hash, Letter)>,
    /// Of which something was sent since they were asked about.
    to_check: Vec<Hash>,
    asks: BTreeMap<Hash, u32>,
    /// Left for the next round.
    later: BTreeSet<Hash>,
    look: Look,
    step: Step,
}

/// Whether all records with a receipt are looked at in this round, because the office may have lost some.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    NotYet,
    GoesOn(EpochId),
    Done,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Ask(Vec<Hash>),
    Send(Vec<(Hash, i64)>),
    Finished,
}

impl Machine {
    /// Begins a round with everything in the post.
    pub(crate) fn start(beginning: Beginning) -> (Self, Vec<Action>) {
        let Beginning { office, items, epoch, batch } = beginning;
        // What does not go by itself may have been brought to the office.
        let to_ask = items.iter().filter(|item| matches!(item.state, ItemState::Waiting | ItemState::Stuck));
        let mut machine = Self {
            office,
            to_ask: to_ask.map(|item| item.hash).collect(),
            items: items.into_iter().map(|item| (item.hash, item)).collect(),
            epoch,
            batch,
            records: VecDeque::new(),
            lacking: VecDeque::new(),
            files: VecDeque::new(),
            to_check: Vec::new(),
            asks: BTreeMap::new(),
            later: BTreeSet::new(),
            look: Look::NotYet,
            step: Step::Finished,
        };
        // Also with nothing to send: the office may have lost something, or want something.
        let actions = machine.ask();
        (machine, actions)
    }

    /// How much goes into one request from now on.
    pub(crate) fn set_batch(&mut self, batch: u64) {
        self.batch = batch;
    }

    /// Takes in what came.
    pub(crate) fn handle(&mut self, event: Event) -> Vec<Action> {
        match (event, std::mem::replace(&mut self.step, Step::Finished)) {
            (_, Step::Finished) => Vec::new(),
            (Event::Failed(failure), _) => vec![Action::Finish(Outcome::Failed(failure))],
            (Event::Answered(reply), Step::Ask(asked)) => self.answered(&asked, reply),
            (Event::Sent(results), Step::Send(sent)) => self.sent(&sent, results),
            (Event::Answered(_) | Event::Sent(_), step @ (Step::Ask(_) | Step::Send(_))) => {
                self.step = step;
                Vec::new()
            }
        }
    }

    fn answered(&mut self, asked: &[Hash], reply: AskReply) -> Vec<Action> {
        if asked.len() != reply.records.len() {
            return vec![Action::Finish(Outcome::Failed(Failure::Rubbish))];
        }
        let mut actions: Vec<_> = reply.orders.into_iter().map(Action::Obey).collect();
        self.look_at_all_if_something_is_lost(reply.epoch, reply.receipts);
        for (record, state) in asked.iter().zip(reply.records) {
            match state {
                RecordState::Safe { receipt } => match self.receipt(*record, receipt) {
                    Some(keep) => actions.extend(keep),
                    // It proves nothing, and the others can be as good as ever.
                    None => drop(self.later.insert(*record)),
                },
                RecordState::Missing | RecordState::Lacks { .. } | RecordState::Unknown(_)
                    if self.is_stuck(*record) => {}
                RecordState::Missing => actions.extend(self.missing(*record)),
                RecordState::Lacks { files } => {
                    let Some(item) = self.items.get_mut(record) else { continue };
                    item.lacks = Some(files);
                    let offer = item.is_safe_here().then_some(Action::OfferAgain { record: *record });
                    actions.extend(offer);
                    self.lacking.push_back(*record);
                }
                RecordState::Unknown(_) => {
                    self.later.insert(*record);
                }
            }
        }
        actions.extend(self.next());
        actions
    }

    /// Once in a round: an office that was restored from a backup may have lost what it gave receipts for.
    fn look_at_all_if_something_is_lost(&mut self, epoch: EpochId, receipts: u64) {
        let safe = self.items.values().filter(|item| item.state == ItemState::Safe);
        let is_another = self.epoch != Some(epoch);
        if self.look == Look::NotYet && (is_another || receipts < safe.clone().count() as u64) {
            self.to_ask.extend(safe.map(|item| item.hash));
            self.look = Look::GoesOn(epoch);
        }
    }

    /// The receipt, if it is ours and for this record. One that is kept already is not kept again.
    fn receipt(&mut self, record: Hash, signed: SignedReceipt) -> Option<Option<Action>> {
        let receipt = signed.verify(&self.office).ok()?;
        if receipt.record != record {
            return None;
        }
        let item = self.items.get_mut(&record)?;
        // An office that lost it and got it again, from a copy of this tablet, gives another.
        let hash = Hash::of(&signed.receipt);
        let is_new = item.state != ItemState::Safe || item.receipt != Some(hash);
        (item.state, item.receipt) = (ItemState::Safe, Some(hash));
        Some(is_new.then_some(Action::Keep { signed, receipt }))
    }

    fn missing(&mut self, record: Hash) -> Option<Action> {
        let item = self.items.get_mut(&record)?;
        let offer = item.is_safe_here().then_some(Action::OfferAgain { record });
        let letters: Vec<_> = item.of_record().map(|letter| (record, letter)).collect();
        if letters.is_empty() {
            // Whose it is has to come in before it can be made ready.
            self.later.insert(record);
        }
        self.records.extend(letters);
        offer
    }

    fn sent(&mut self, sent: &[(Hash, i64)], results: Vec<LetterResult>) -> Vec<Action> {
        if sent.len() != results.len() {
            return vec![Action::Finish(Outcome::Failed(Failure::Rubbish))];
        }
        let mut actions = Vec::new();
        for ((record, _), result) in sent.iter().zip(results) {
            match result {
                LetterResult::Kept => {}
                LetterResult::Later | LetterResult::Unknown(_) => {
                    self.later.insert(*record);
                }
                // All its parts are to go anew: the next answer asks for them.
                LetterResult::Refused { code: RefuseCode::BadHash } if !self.asked_enough(record) => {}
                LetterResult::Refused { code } => actions.extend(self.put_aside(*record, code)),
            }
        }
        let done = self.later.iter().copied().chain(self.stuck()).collect::<BTreeSet<_>>();
        self.records.retain(|(record, _)| !done.contains(record));
        self.files.retain(|(record, _)| !done.contains(record));
        for (record, _) in sent {
            if !self.to_check.contains(record) {
                self.to_check.push(*record);
            }
        }
        if self.records.is_empty() && self.files.is_empty() {
            let sent = std::mem::take(&mut self.to_check);
            self.to_ask.extend(sent.into_iter().filter(|record| !done.contains(record)));
        }
        actions.extend(self.next());
        actions
    }

    fn is_stuck(&self, record: Hash) -> bool {
        self.items.get(&record).is_some_and(|item| item.state == ItemState::Stuck)
    }

    fn stuck(&self) -> impl Iterator<Item = Hash> {
        self.items.values().filter(|item| item.state == ItemState::Stuck).map(|item| item.hash)
    }

    fn put_aside(&mut self, record: Hash, code: RefuseCode) -> Option<Action> {
        let item = self.items.get_mut(&record)?;
        let is_new = item.state != ItemState::Stuck;
        item.state = ItemState::Stuck;
        is_new.then_some(Action::PutAside { record, code })
    }

    fn next(&mut self) -> Vec<Action> {
        if !self.to_ask.is_empty() {
            return self.ask();
        }
        if let Look::GoesOn(epoch) = self.look {
            self.look = Look::Done;
            let mut actions = vec![Action::Looked(epoch)];
            actions.extend(self.next());
            return actions;
        }
        if !self.records.is_empty() {
            return self.send_records();
        }
        while self.files.is_empty() {
            let Some(record) = self.lacking.pop_front() else { return self.finish() };
            self.files = self.files_of(record);
            if self.files.is_empty() {
                self.later.insert(record);
            }
        }
        self.send_files()
    }

    fn files_of(&mut self, record: Hash) -> VecDeque<(Hash, Letter)> {
        let is_left = !self.later.contains(&record);
        let item = self.items.get_mut(&record).filter(|item| is_left && item.state != ItemState::Stuck);
        let Some(item) = item else { return VecDeque::new() };
        item.missing_letters().into_iter().map(|letter| (record, letter)).collect()
    }

    fn ask(&mut self) -> Vec<Action> {
        let count = self.to_ask.len().min(MAX_ASKED);
        let asked: Vec<Hash> = self.to_ask.drain(..count).collect();
        let (asked, left): (Vec<_>, Vec<_>) =
            asked.into_iter().partition(|record| !self.asked_enough(record));
        self.later.extend(left);
        for record in &asked {
            *self.asks.entry(*record).or_default() += 1;
        }
        self.step = Step::Ask(asked.clone());
        vec![Action::Ask(asked)]
    }

    fn asked_enough(&self, record: &Hash) -> bool {
        self.asks.get(record).is_some_and(|times| *times >= MOST_ASKS)
    }

    fn send_records(&mut self) -> Vec<Action> {
        let letters = take(&mut self.records, self.batch);
        self.send(letters)
    }

    fn send_files(&mut self) -> Vec<Action> {
        let letters = take(&mut self.files, self.batch);
        self.send(letters)
    }

    fn send(&mut self, letters: Vec<(Hash, i64)>) -> Vec<Action> {
        let ids = letters.iter().map(|(_, id)| *id).collect();
        self.step = Step::Send(letters);
        vec![Action::Send(ids)]
    }

    fn finish(&mut self) -> Vec<Action> {
        let is_left = self.items.values().any(|item| item.state == ItemState::Waiting);
        let outcome = if is_left || !self.later.is_empty() { Outcome::Waiting } else { Outcome::Done };
        vec![Action::Finish(outcome)]
    }
}

/// The first letters of a queue that fit into one request, and at least one.
fn take(queue: &mut VecDeque<(Hash, Letter)>, batch: u64) -> Vec<(Hash, i64)> {
    let mut letters = Vec::new();
    let mut bytes = 0;
    while let Some((record, letter)) = queue.front() {
        bytes += letter.len;
        if bytes > batch && !letters.is_empty() {
            break;
        }
        letters.push((*record, letter.id));
        queue.pop_front();
    }
    letters
}

#[cfg(test)]
mod tests;
