//! What to do next to get every record to the office, and what to make of each answer. Pure: events in, actions out. At
//! any moment it waits for one answer at most; an answer it does not wait for changes nothing.
//!
//! One round: ask how far the office has this tablet's chain, push in order from there what has no receipt or is missing
//! at the office, send the blobs it asks for, push again. A record the office will not take is put aside and the next one
//! is tried. A failure of the whole connection ends the round.

use std::collections::{BTreeMap, VecDeque};

use ed25519_dalek::VerifyingKey;
use record::wire::{RecordResult, RefusalCode, RejectCode};
use record::{Hash, Head, Receipt, SignedReceipt};

/// So often a record is pushed in one round. Each push but the last has to bring it closer.
const MOST_PUSHES: u32 = 4;
/// So often the office may take back what it had of a blob, in one round.
const MOST_RESTARTS: u32 = 3;

/// A record of the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) seq: u64,
    pub(crate) hash: Hash,
    pub(crate) blobs: Vec<(Hash, u64)>,
    pub(crate) state: ItemState,
}

/// Where a record stands when the round begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ItemState {
    /// No receipt yet.
    Waiting,
    /// The office would not take it.
    Stuck,
    /// Its receipt is kept.
    Safe,
}

/// What came from outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Event {
    /// How far the office has this tablet's chain.
    Heads(Option<Head>),
    /// What became of a record.
    Pushed { seq: u64, result: RecordResult },
    /// How much of a blob the office has.
    Offset { blob: Hash, offset: u64, complete: bool },
    /// No usable answer came.
    Failed(Failure),
}

/// Why no usable answer came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    /// Nothing, too late, or the office cannot now.
    NoAnswer,
    /// Something that makes no sense.
    Rubbish,
    /// The office does not take this tablet's requests.
    Refused(RefusalCode),
    /// This tablet could not read or keep something of its own.
    Here,
}

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Action {
    AskHeads,
    Push {
        seq: u64,
    },
    AskOffset {
        blob: Hash,
    },
    SendPiece {
        blob: Hash,
        offset: u64,
        len: u64,
    },
    /// The receipt verified and is for this record.
    Keep {
        seq: u64,
        signed: SignedReceipt,
        receipt: Receipt,
    },
    PutAside {
        seq: u64,
        why: Why,
    },
    Finish(Outcome),
}

/// Why the office will not take a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Why {
    Rejected(RejectCode),
    /// It holds something else under the same number.
    Fork,
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

/// One round.
#[derive(Debug)]
pub(crate) struct Machine {
    office: VerifyingKey,
    items: BTreeMap<u64, Item>,
    todo: VecDeque<u64>,
    pushes: BTreeMap<u64, u32>,
    step: Step,
    waiting: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Heads,
    Push { seq: u64 },
    Blob { seq: u64, blob: Hash, len: u64, sent: Option<u64>, restarts: u32, rest: VecDeque<(Hash, u64)> },
    Finished,
}

impl Machine {
    /// Begins a round with all records of the chain.
    pub(crate) fn start(office: VerifyingKey, items: Vec<Item>) -> (Self, Vec<Action>) {
        let items = items.into_iter().map(|item| (item.seq, item)).collect();
        let machine = Self {
            office,
            items,
            todo: VecDeque::new(),
            pushes: BTreeMap::new(),
            step: Step::Heads,
            waiting: false,
        };
        (machine, vec![Action::AskHeads])
    }

    /// Takes in what came.
    pub(crate) fn handle(&mut self, event: Event) -> Vec<Action> {
        match (event, std::mem::replace(&mut self.step, Step::Finished)) {
            (_, Step::Finished) => Vec::new(),
            (Event::Failed(failure), _) => vec![Action::Finish(Outcome::Failed(failure))],
            (Event::Heads(head), Step::Heads) => {
                let held = head.map_or(0, |head| head.seq);
                let wanted = |item: &&Item| match item.state {
                    ItemState::Waiting => true,
                    ItemState::Safe => item.seq > held,
                    ItemState::Stuck => false,
                };
                self.todo = self.items.values().filter(wanted).map(|item| item.seq).collect();
                self.next()
            }
            (Event::Pushed { seq, result }, Step::Push { seq: asked }) if seq == asked => {
                self.pushed(seq, result)
            }
            (
                Event::Offset { blob, offset, complete },
                Step::Blob { seq, blob: asked, len, sent, restarts, rest },
            ) if blob == asked => {
                let blob = Sending { seq, blob, len, sent, restarts, rest };
                self.offset(blob, offset, complete)
            }
            (
                Event::Heads(_) | Event::Pushed { .. } | Event::Offset { .. },
                step @ (Step::Heads | Step::Push { .. } | Step::Blob { .. }),
            ) => {
                self.step = step;
                Vec::new()
            }
        }
    }

    fn pushed(&mut self, seq: u64, result: RecordResult) -> Vec<Action> {
        match result {
            RecordResult::Stored { receipt } | RecordResult::Duplicate { receipt } => {
                self.receipt(seq, receipt)
            }
            RecordResult::NeedBlobs { missing } => self.need_blobs(seq, &missing),
            RecordResult::Gap { expected } => {
                self.gap(seq, expected);
                self.next()
            }
            RecordResult::Rejected { code } => self.put_aside(seq, Why::Rejected(code)),
            RecordResult::Fork => self.put_aside(seq, Why::Fork),
            RecordResult::Unknown(_) => vec![Action::Finish(Outcome::Failed(Failure::Rubbish))],
        }
    }

    fn receipt(&mut self, seq: u64, signed: SignedReceipt) -> Vec<Action> {
        let hash = self.items.get(&seq).map(|item| item.hash);
        match signed.verify(&self.office) {
            Ok(receipt) if Some(receipt.record) == hash => {
                let mut actions = vec![Action::Keep { seq, signed, receipt }];
                actions.extend(self.next());
                actions
            }
            Ok(_) | Err(_) => vec![Action::Finish(Outcome::Failed(Failure::Rubbish))],
        }
    }

    fn need_blobs(&mut self, seq: u64, missing: &[Hash]) -> Vec<Action> {
        let ours = self.items.get(&seq).map(|item| item.blobs.clone()).unwrap_or_default();
        let asked: VecDeque<(Hash, u64)> =
            ours.into_iter().filter(|(hash, _)| missing.contains(hash)).collect();
        if asked.is_empty() || asked.len() < missing.len() || self.pushed_enough(seq) {
            return vec![Action::Finish(Outcome::Failed(Failure::Rubbish))];
        }
        self.next_blob(seq, asked)
    }

    fn next_blob(&mut self, seq: u64, mut rest: VecDeque<(Hash, u64)>) -> Vec<Action> {
        match rest.pop_front() {
            Some((blob, len)) => {
                self.step = Step::Blob { seq, blob, len, sent: None, restarts: 0, rest };
                vec![Action::AskOffset { blob }]
            }
            None => self.push(seq),
        }
    }

    /// Sends on from where the office is; every answer has to be further on, except for a few starts anew.
    fn offset(&mut self, sending: Sending, offset: u64, complete: bool) -> Vec<Action> {
        let Sending { seq, blob, len, sent, mut restarts, rest } = sending;
        if complete {
            return self.next_blob(seq, rest);
        }
        if sent.is_some_and(|sent| offset <= sent) {
            restarts += 1;
        }
        if offset >= len || restarts > MOST_RESTARTS {
            return vec![Action::Finish(Outcome::Failed(Failure::Rubbish))];
        }
        self.step = Step::Blob { seq, blob, len, sent: Some(offset), restarts, rest };
        vec![Action::SendPiece { blob, offset, len }]
    }

    /// The office waits for an earlier record: push from there on.
    fn gap(&mut self, seq: u64, expected: u64) {
        let can_fill = expected < seq
            && self.items.get(&expected).is_some_and(|item| item.state != ItemState::Stuck)
            && !self.pushed_enough(expected)
            && !self.pushed_enough(seq);
        if !can_fill {
            self.waiting = true;
            return;
        }
        self.todo.retain(|later| *later > seq);
        let from_there = self.items.range(expected..=seq).rev();
        for (seq, _) in from_there.filter(|(_, item)| item.state != ItemState::Stuck) {
            self.todo.push_front(*seq);
        }
    }

    fn put_aside(&mut self, seq: u64, why: Why) -> Vec<Action> {
        if let Some(item) = self.items.get_mut(&seq) {
            item.state = ItemState::Stuck;
        }
        let mut actions = vec![Action::PutAside { seq, why }];
        actions.extend(self.next());
        actions
    }

    fn next(&mut self) -> Vec<Action> {
        match self.todo.pop_front() {
            Some(seq) if self.pushed_enough(seq) => {
                self.waiting = true;
                self.next()
            }
            Some(seq) => self.push(seq),
            None => {
                self.step = Step::Finished;
                vec![Action::Finish(if self.waiting { Outcome::Waiting } else { Outcome::Done })]
            }
        }
    }

    fn push(&mut self, seq: u64) -> Vec<Action> {
        *self.pushes.entry(seq).or_default() += 1;
        self.step = Step::Push { seq };
        vec![Action::Push { seq }]
    }

    fn pushed_enough(&self, seq: u64) -> bool {
        self.pushes.get(&seq).is_some_and(|times| *times >= MOST_PUSHES)
    }
}

struct Sending {
    seq: u64,
    blob: Hash,
    len: u64,
    sent: Option<u64>,
    restarts: u32,
    rest: VecDeque<(Hash, u64)>,
}

#[cfg(test)]
mod tests;
