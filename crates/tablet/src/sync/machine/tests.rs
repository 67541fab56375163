//! The machine against an office made of a few lines, over a line that loses, doubles and delays.

use std::collections::BTreeSet;

use ed25519_dalek::SigningKey;
use proptest::prelude::*;
use record::{KeyId, RECEIPT_VERSION};

use super::*;

/// Bytes of a piece here.
const PIECE: u64 = 10;
/// More steps than any round may take.
const ENDLESS: usize = 2000;

/// What the line does with a question and its answer.
#[derive(Debug, Clone, Copy)]
enum Weather {
    Fine,
    LosesTheQuestion,
    LosesTheAnswer,
    DoublesTheQuestion,
    DoublesTheAnswer,
    BringsAnOldAnswerFirst,
}

struct Office {
    key: SigningKey,
    items: Vec<Item>,
    chain: Vec<Hash>,
    blobs: BTreeMap<Hash, u64>,
    will_not_take: BTreeSet<u64>,
}

impl Office {
    fn answer(&mut self, action: &Action) -> Option<Event> {
        Some(match *action {
            Action::AskHeads => {
                let head = self.chain.last().map(|hash| Head { seq: self.chain.len() as u64, hash: *hash });
                Event::Heads(head)
            }
            Action::Push { seq } => Event::Pushed { seq, result: self.push(seq) },
            Action::AskOffset { blob } => self.offset(blob),
            Action::SendPiece { blob, offset, len } => {
                let held = self.blobs.entry(blob).or_default();
                if *held == offset {
                    *held = (offset + PIECE).min(len);
                }
                self.offset(blob)
            }
            Action::Keep { .. } | Action::PutAside { .. } | Action::Finish(_) => return None,
        })
    }

    fn offset(&self, blob: Hash) -> Event {
        let offset = self.blobs.get(&blob).copied().unwrap_or(0);
        let len = self.items.iter().flat_map(|item| &item.blobs).find(|(hash, _)| *hash == blob).unwrap().1;
        Event::Offset { blob, offset, complete: offset == len }
    }

    fn push(&mut self, seq: u64) -> RecordResult {
        let item = self.items.iter().find(|item| item.seq == seq).unwrap().clone();
        let next = self.chain.len() as u64 + 1;
        let complete = |(hash, len): &(Hash, u64)| self.blobs.get(hash) == Some(len);
        let missing: Vec<Hash> =
            item.blobs.iter().filter(|blob| !complete(blob)).map(|(hash, _)| *hash).collect();
        if seq < next {
            return RecordResult::Duplicate { receipt: receipt(&self.key, seq, item.hash) };
        }
        if self.will_not_take.contains(&seq) {
            return RecordResult::Rejected { code: RejectCode::BadBody };
        }
        if seq > next {
            return RecordResult::Gap { expected: next };
        }
        if !missing.is_empty() {
            return RecordResult::NeedBlobs { missing };
        }
        self.chain.push(item.hash);
        RecordResult::Stored { receipt: receipt(&self.key, seq, item.hash) }
    }
}

fn receipt(key: &SigningKey, office_seq: u64, record: Hash) -> SignedReceipt {
    let office_key = KeyId::of(&key.verifying_key());
    let received_at = chrono::DateTime::UNIX_EPOCH;
    SignedReceipt::sign(&Receipt { v: RECEIPT_VERSION, record, office_seq, received_at, office_key }, key)
        .unwrap()
}

fn office(sizes: &[Vec<u64>]) -> Office {
    let item = |(at, sizes): (usize, &Vec<u64>)| {
        let blob = |(place, len): (usize, &u64)| (Hash::of(format!("{at} {place}").as_bytes()), *len);
        let blobs = sizes.iter().enumerate().map(blob).collect();
        let seq = at as u64 + 1;
        Item { seq, hash: Hash::of(&seq.to_be_bytes()), blobs, state: ItemState::Waiting }
    };
    let items = sizes.iter().enumerate().map(item).collect();
    let key = SigningKey::from_bytes(&[7; 32]);
    Office { key, items, chain: Vec::new(), blobs: BTreeMap::new(), will_not_take: BTreeSet::new() }
}

/// One round; `ours` is what the tablet remembers of it afterwards.
fn round(office: &mut Office, ours: &mut [Item], weather: &mut impl Iterator<Item = Weather>) -> Outcome {
    let (mut machine, mut actions) = Machine::start(office.key.verifying_key(), ours.to_vec());
    let mut old: Vec<Event> = Vec::new();
    for _ in 0..ENDLESS {
        let mut events = Vec::new();
        for action in std::mem::take(&mut actions) {
            match &action {
                Action::Keep { seq, signed, .. } => {
                    let item = &mut ours[usize::try_from(*seq).unwrap() - 1];
                    let verified = signed.verify(&office.key.verifying_key()).unwrap();
                    assert_eq!(verified.record, item.hash, "a receipt is kept for its own record only");
                    item.state = ItemState::Safe;
                }
                Action::PutAside { seq, .. } => {
                    ours[usize::try_from(*seq).unwrap() - 1].state = ItemState::Stuck
                }
                Action::Finish(outcome) => return outcome.clone(),
                Action::AskHeads
                | Action::Push { .. }
                | Action::AskOffset { .. }
                | Action::SendPiece { .. } => {
                    events = through(office, &action, weather.next().unwrap_or(Weather::Fine), &old);
                    old.extend(events.iter().cloned());
                }
            }
        }
        for event in events {
            actions.extend(machine.handle(event));
        }
    }
    panic!("the round does not end");
}

fn through(office: &mut Office, action: &Action, weather: Weather, old: &[Event]) -> Vec<Event> {
    let lost = || vec![Event::Failed(Failure::NoAnswer)];
    let mut answer = || office.answer(action).into_iter().collect::<Vec<Event>>();
    match weather {
        Weather::Fine => answer(),
        Weather::LosesTheQuestion => lost(),
        Weather::LosesTheAnswer => {
            answer();
            lost()
        }
        Weather::DoublesTheQuestion => {
            answer();
            answer()
        }
        Weather::DoublesTheAnswer => answer().into_iter().flat_map(|event| [event.clone(), event]).collect(),
        Weather::BringsAnOldAnswerFirst => {
            let old = old.iter().rev().nth(1).filter(|event| !matches!(event, Event::Failed(_))).cloned();
            old.into_iter().chain(answer()).collect()
        }
    }
}

fn any_weather() -> impl Strategy<Value = Weather> {
    prop::sample::select(vec![
        Weather::Fine,
        Weather::Fine,
        Weather::LosesTheQuestion,
        Weather::LosesTheAnswer,
        Weather::DoublesTheQuestion,
        Weather::DoublesTheAnswer,
        Weather::BringsAnOldAnswerFirst,
    ])
}

fn any_records() -> impl Strategy<Value = Vec<Vec<u64>>> {
    prop::collection::vec(prop::collection::vec(1_u64..45, 0..4), 1..6)
}

proptest! {
    #[test]
    fn everything_arrives_once_and_in_order_through_any_weather(
        records in any_records(),
        weather in prop::collection::vec(any_weather(), 0..80),
    ) {
        let mut office = office(&records);
        let mut ours = office.items.clone();
        let mut weather = weather.into_iter();
        let ended = (0..200).find(|_| round(&mut office, &mut ours, &mut weather) == Outcome::Done);
        prop_assert!(ended.is_some(), "with the line good again it ends");
        prop_assert!(ours.iter().all(|item| item.state == ItemState::Safe));
        let all: Vec<Hash> = office.items.iter().map(|item| item.hash).collect();
        prop_assert_eq!(&office.chain, &all);
    }

    #[test]
    fn an_office_that_lost_its_last_records_gets_them_again(records in any_records(), left in 0_usize..6) {
        let mut office = office(&records);
        let mut ours = office.items.clone();
        round(&mut office, &mut ours, &mut std::iter::empty());
        office.chain.truncate(left);
        prop_assert_eq!(round(&mut office, &mut ours, &mut std::iter::empty()), Outcome::Done);
        prop_assert_eq!(office.chain.len(), records.len());
    }

    #[test]
    fn a_record_that_is_not_taken_is_put_aside_and_the_others_are_tried(
        records in any_records(),
        refused in 1_u64..6,
        weather in prop::collection::vec(any_weather(), 0..40),
    ) {
        let mut office = office(&records);
        office.will_not_take.insert(refused);
        let mut ours = office.items.clone();
        let mut weather = weather.into_iter();
        let ended = (0..100).find(|_| !matches!(round(&mut office, &mut ours, &mut weather), Outcome::Failed(_)));
        prop_assert!(ended.is_some());
        for item in &ours {
            let expected = match item.seq.cmp(&refused) {
                std::cmp::Ordering::Less => ItemState::Safe,
                std::cmp::Ordering::Equal => ItemState::Stuck,
                std::cmp::Ordering::Greater => ItemState::Waiting,
            };
            prop_assert_eq!(item.state, expected, "record {}", item.seq);
        }
    }

    /// Answers out of the blue, in any order, about anything: no receipt is believed and the round ends.
    #[test]
    fn nonsense_is_never_believed(records in any_records(), nonsense in prop::collection::vec(any_nonsense(), 0..60)) {
        let office = office(&records);
        let (mut machine, mut actions) = Machine::start(office.key.verifying_key(), office.items);
        for event in nonsense {
            actions.extend(machine.handle(event));
        }
        prop_assert!(actions.len() < ENDLESS);
        let believed = actions.iter().any(|action| matches!(action, Action::Keep { .. }));
        prop_assert!(!believed);
    }
}

fn any_nonsense() -> impl Strategy<Value = Event> {
    let blob = |at: u8| Hash::of(format!("{} {}", at % 3, at / 3 % 3).as_bytes());
    prop_oneof![
        (0_u64..9).prop_map(|seq| Event::Heads(Some(Head { seq, hash: Hash::of(b"?") }))),
        Just(Event::Heads(None)),
        (1_u64..7, any_result()).prop_map(|(seq, result)| Event::Pushed { seq, result }),
        (0_u8..9, 0_u64..60, any::<bool>()).prop_map(move |(at, offset, complete)| Event::Offset {
            blob: blob(at),
            offset,
            complete
        }),
    ]
}

fn any_result() -> impl Strategy<Value = RecordResult> {
    let stranger = SigningKey::from_bytes(&[8; 32]);
    let ours = SigningKey::from_bytes(&[7; 32]);
    let by_stranger = receipt(&stranger, 1, Hash::of(&1_u64.to_be_bytes()));
    let for_another = receipt(&ours, 1, Hash::of(b"another record"));
    prop_oneof![
        Just(RecordResult::Stored { receipt: by_stranger }),
        Just(RecordResult::Duplicate { receipt: for_another }),
        (0_u64..9).prop_map(|expected| RecordResult::Gap { expected }),
        Just(RecordResult::Fork),
        Just(RecordResult::NeedBlobs { missing: vec![Hash::of(b"0 0"), Hash::of(b"0 1")] }),
        Just(RecordResult::NeedBlobs { missing: Vec::new() }),
        Just(RecordResult::Unknown(serde_json::Value::Null)),
    ]
}

#[test]
fn what_builds_on_a_record_that_is_stuck_is_tried_once() {
    let mut office = office(&[vec![], vec![]]);
    office.will_not_take.insert(1);
    let mut items = office.items.clone();
    items[0].state = ItemState::Stuck;
    let (mut machine, _) = Machine::start(office.key.verifying_key(), items);
    assert_eq!(machine.handle(Event::Heads(None)), [Action::Push { seq: 2 }]);
    let gap = Event::Pushed { seq: 2, result: RecordResult::Gap { expected: 1 } };
    assert_eq!(machine.handle(gap), [Action::Finish(Outcome::Waiting)]);
}

#[test]
fn an_office_that_keeps_asking_for_the_same_is_not_served_for_ever() {
    let mut office = office(&[vec![30]]);
    let blob = office.items[0].blobs[0].0;
    let (mut machine, mut actions) = Machine::start(office.key.verifying_key(), office.items.clone());
    for steps in 0.. {
        assert!(steps < ENDLESS, "the round does not end");
        let Some(action) = actions.pop() else { panic!("nothing to do and not finished") };
        let event = match action {
            Action::SendPiece { .. } => Event::Offset { blob, offset: 0, complete: false },
            Action::Finish(outcome) => {
                assert_eq!(outcome, Outcome::Failed(Failure::Rubbish));
                break;
            }
            asked @ (Action::AskHeads | Action::Push { .. } | Action::AskOffset { .. }) => {
                office.answer(&asked).unwrap()
            }
            Action::Keep { .. } | Action::PutAside { .. } => panic!("there is nothing to keep"),
        };
        actions = machine.handle(event);
    }
}
