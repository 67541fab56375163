//! A round against an office that is a few lines long and may lose, refuse and forget.

use std::collections::BTreeMap;

use chrono::DateTime;
use ed25519_dalek::SigningKey;
use proptest::prelude::*;
use record::wire::Lacking;
use record::{KeyId, RECEIPT_VERSION};

use super::*;

const PIECE: u64 = 100;

fn office_key() -> SigningKey {
    SigningKey::from_bytes(&[9; 32])
}

fn epoch(of: u8) -> EpochId {
    EpochId::from([of; 16])
}

fn hash(name: &str) -> Hash {
    Hash::of(name.as_bytes())
}

fn receipt(record: Hash, key: &SigningKey) -> SignedReceipt {
    let receipt = Receipt {
        v: RECEIPT_VERSION,
        record,
        epoch: epoch(1),
        office_seq: 1,
        received_at: DateTime::UNIX_EPOCH,
        office_key: KeyId::of(&key.verifying_key()),
    };
    SignedReceipt::sign(&receipt, key).unwrap()
}

/// A record with files of so many pieces.
fn record(number: i64, files: &[u64]) -> Item {
    let record = Letter { id: number * 1000, file: None, part: (0, PIECE), len: 4096 };
    let of_file = |(place, pieces): (i64, &u64)| -> Vec<Letter> {
        let file = Some(hash(&format!("file {number} {place}")));
        let piece = |at: u64| Letter {
            id: number * 1000 + place * 100 + i64::try_from(at).unwrap() + 1,
            file,
            part: (at * PIECE, (at + 1) * PIECE),
            len: 65_536,
        };
        (0..*pieces).map(piece).collect()
    };
    let files = (0..).zip(files).flat_map(of_file);
    Item {
        hash: hash(&format!("record {number}")),
        letters: std::iter::once(record).chain(files).collect(),
        state: ItemState::Waiting,
        receipt: None,
        lacks: None,
    }
}

/// What an office holds: records, and of each file the pieces.
#[derive(Default, Clone)]
struct Held {
    records: BTreeSet<Hash>,
    pieces: BTreeSet<i64>,
    refused: BTreeMap<i64, RefuseCode>,
    late: BTreeSet<i64>,
    requests: Vec<Vec<i64>>,
}

impl Held {
    fn ask(&self, items: &[Item], asked: &[Hash]) -> AskReply {
        let state = |record: &Hash| {
            let item = items.iter().find(|item| item.hash == *record).unwrap();
            if !self.records.contains(record) {
                return RecordState::Missing;
            }
            let files: BTreeSet<Hash> = item.letters.iter().filter_map(|letter| letter.file).collect();
            let lacking = |file: Hash| {
                let (held, missing): (Vec<&Letter>, Vec<&Letter>) = item
                    .letters
                    .iter()
                    .filter(|letter| letter.file == Some(file))
                    .partition(|letter| self.pieces.contains(&letter.id));
                let held = held.into_iter().map(|letter| letter.part).collect();
                (!missing.is_empty()).then_some(Lacking { file, held })
            };
            let files: Vec<_> = files.into_iter().filter_map(lacking).collect();
            if files.is_empty() {
                RecordState::Safe { receipt: receipt(*record, &office_key()) }
            } else {
                RecordState::Lacks { files }
            }
        };
        let receipts =
            items.iter().filter(|item| matches!(state(&item.hash), RecordState::Safe { .. })).count();
        AskReply {
            epoch: epoch(1),
            time: DateTime::UNIX_EPOCH,
            receipts: receipts as u64,
            records: asked.iter().map(state).collect(),
            orders: Vec::new(),
        }
    }

    fn take(&mut self, items: &[Item], sent: &[i64]) -> Vec<LetterResult> {
        self.requests.push(sent.to_vec());
        let result = |id: &i64| {
            if let Some(code) = self.refused.get(id) {
                return LetterResult::Refused { code: code.clone() };
            }
            if self.late.contains(id) {
                return LetterResult::Later;
            }
            let item = items.iter().find(|item| item.letters.iter().any(|letter| letter.id == *id)).unwrap();
            let letter = item.letters.iter().find(|letter| letter.id == *id).unwrap();
            match letter.file {
                None => self.records.insert(item.hash),
                Some(_) => self.pieces.insert(*id),
            };
            LetterResult::Kept
        };
        sent.iter().map(result).collect()
    }
}

/// What a round did that is not talking.
#[derive(Default)]
struct Did {
    kept: BTreeSet<Hash>,
    aside: Vec<(Hash, RefuseCode)>,
    again: BTreeSet<Hash>,
    looked: Option<EpochId>,
}

/// One round; after `cut` requests the line is cut, before or after the office heard the last.
fn round(items: &[Item], held: &mut Held, batch: u64, cut: Option<(usize, bool)>) -> (Outcome, Did) {
    let office = office_key().verifying_key();
    let (mut machine, mut actions) =
        Machine::start(Beginning { office, items: items.to_vec(), epoch: Some(epoch(1)), batch });
    let mut did = Did::default();
    for number in 0..10_000 {
        let mut event = None;
        let is_cut = cut.is_some_and(|(after, _)| number >= after);
        let is_heard = !is_cut || cut.is_some_and(|(after, heard)| heard && number == after);
        for action in std::mem::take(&mut actions) {
            let came = match action {
                Action::Ask(asked) => Event::Answered(held.ask(items, &asked)),
                Action::Send(sent) if is_heard => Event::Sent(held.take(items, &sent)),
                Action::Send(_) => Event::Failed(Failure::NoAnswer),
                Action::Keep { receipt, .. } => {
                    did.kept.insert(receipt.record);
                    continue;
                }
                Action::PutAside { record, code } => {
                    did.aside.push((record, code));
                    continue;
                }
                Action::OfferAgain { record } => {
                    did.again.insert(record);
                    continue;
                }
                Action::Looked(epoch) => {
                    did.looked = Some(epoch);
                    continue;
                }
                Action::Obey(_) => continue,
                Action::Finish(outcome) => return (outcome, did),
            };
            event = Some(if is_cut { Event::Failed(Failure::NoAnswer) } else { came });
        }
        actions = machine.handle(event.unwrap());
    }
    panic!("it never ends");
}

#[test]
fn all_records_go_before_any_file_and_small_files_before_large_ones() {
    let items = [record(1, &[3, 1]), record(2, &[2])];
    let mut held = Held::default();
    let (outcome, did) = round(&items, &mut held, 1, None);
    assert_eq!((outcome, did.kept.len()), (Outcome::Done, 2));
    let sent: BTreeSet<&[i64]> = held.requests[..2].iter().map(Vec::as_slice).collect();
    assert_eq!(sent, BTreeSet::from([&[1000][..], &[2000][..]]), "one letter in a request, records first");
    let files: Vec<i64> = held.requests[2..].iter().flatten().copied().filter(|id| *id < 2000).collect();
    assert_eq!(files, [1101, 1001, 1002, 1003]);
}

#[test]
fn a_poisoned_record_is_named_and_the_others_arrive() {
    let items: Vec<Item> = (1..=50).map(|number| record(number, &[1])).collect();
    let mut held = Held::default();
    held.refused.insert(7000, RefuseCode::BadSignature);
    held.late.insert(9001);
    let (outcome, did) = round(&items, &mut held, 1 << 20, None);
    assert_eq!(outcome, Outcome::Waiting, "one is left for the next round");
    assert_eq!((did.kept.len(), did.aside), (48, vec![(hash("record 7"), RefuseCode::BadSignature)]));
}

#[test]
fn what_does_not_go_by_itself_is_not_sent_and_is_safe_once_it_came_another_way() {
    let stuck = |number| Item { state: ItemState::Stuck, ..record(number, &[1]) };
    let items = [stuck(1), stuck(2), stuck(3)];
    let mut held = Held::default();
    held.records.extend([hash("record 1"), hash("record 2")]);
    held.pieces.insert(1001);
    let (outcome, did) = round(&items, &mut held, 1 << 20, None);
    assert_eq!(outcome, Outcome::Done);
    assert_eq!(
        (did.kept.len(), held.requests.len()),
        (1, 0),
        "the second lacks a file, the third is not there"
    );
}

#[test]
fn a_file_that_arrived_wrong_is_sent_anew_a_few_times_and_no_more() {
    let items = [record(1, &[1])];
    let mut held = Held::default();
    held.refused.insert(1001, RefuseCode::BadHash);
    let (_, did) = round(&items, &mut held, 1 << 20, None);
    assert_eq!(did.aside, [(hash("record 1"), RefuseCode::BadHash)]);
    assert!(held.requests.len() > 3, "{:?}", held.requests);
}

#[test]
fn what_the_office_lost_is_offered_again_and_what_it_has_is_not_sent() {
    let safe = |number| Item { state: ItemState::Safe, letters: Vec::new(), ..record(number, &[1]) };
    let items = [safe(1), safe(2), record(3, &[2])];
    let mut held = Held::default();
    held.records.insert(hash("record 1"));
    let (_, did) = round(&items, &mut held, 1 << 20, None);
    assert_eq!(did.again, BTreeSet::from([hash("record 2")]), "fewer receipts than we have: it looks at all");
    assert!(held.requests.concat().iter().all(|id| *id >= 3000));
}

#[test]
fn in_another_life_of_the_office_all_receipts_are_looked_at_once_and_not_before_that_is_done() {
    let safe = |number| {
        let it = record(number, &[]);
        let kept = receipt(it.hash, &office_key()).receipt;
        Item { state: ItemState::Safe, letters: Vec::new(), receipt: Some(Hash::of(&kept)), ..it }
    };
    let items: Vec<Item> = (1..=3).map(safe).collect();
    let mut held = Held::default();
    held.records.extend(items.iter().map(|item| item.hash));
    let looks = |epoch, cut| {
        let office = office_key().verifying_key();
        let (mut machine, mut actions) =
            Machine::start(Beginning { office, items: items.clone(), epoch, batch: 1 });
        let (mut looked, mut asked) = (None, 0);
        for number in 0..10 {
            let mut event = None;
            for action in std::mem::take(&mut actions) {
                match action {
                    Action::Ask(records) => {
                        asked += records.len();
                        let reply = held.ask(&items, &records);
                        let is_cut = cut && number == 1;
                        event = Some(if is_cut {
                            Event::Failed(Failure::NoAnswer)
                        } else {
                            Event::Answered(reply)
                        });
                    }
                    Action::Looked(epoch) => looked = Some(epoch),
                    Action::Finish(_) => return (looked, asked),
                    other @ (Action::Send(_)
                    | Action::Keep { .. }
                    | Action::PutAside { .. }
                    | Action::OfferAgain { .. }
                    | Action::Obey(_)) => panic!("{other:?}"),
                }
            }
            actions = machine.handle(event.unwrap());
        }
        panic!("it never ends");
    };
    assert_eq!(looks(Some(epoch(1)), false), (None, 0), "the same life, and as many receipts");
    assert_eq!(looks(Some(epoch(2)), false), (Some(epoch(1)), 3));
    assert_eq!(looks(None, false), (Some(epoch(1)), 3), "not known");
    assert_eq!(looks(Some(epoch(2)), true), (None, 3), "it was cut before the end");
}

#[test]
fn what_only_its_worker_can_make_ready_is_not_asked_about_again_and_again() {
    let items = [Item { state: ItemState::Wanting, letters: Vec::new(), ..record(1, &[]) }];
    let (outcome, did) = round(&items, &mut Held::default(), 1, None);
    assert_eq!((outcome, did.again.len()), (Outcome::Done, 0));
}

#[test]
fn a_receipt_counts_only_from_our_office_and_for_this_record() {
    let stranger = SigningKey::from_bytes(&[3; 32]);
    for wrong in [receipt(hash("record 1"), &stranger), receipt(hash("record 2"), &office_key())] {
        let items = vec![record(1, &[1])];
        let office = office_key().verifying_key();
        let (mut machine, actions) = Machine::start(Beginning { office, items, epoch: None, batch: 1 });
        assert_eq!(actions, [Action::Ask(vec![hash("record 1")])]);
        let reply = AskReply {
            epoch: epoch(1),
            time: DateTime::UNIX_EPOCH,
            receipts: 1,
            records: vec![RecordState::Safe { receipt: wrong }],
            orders: Vec::new(),
        };
        let came = machine.handle(Event::Answered(reply));
        assert!(came.iter().all(|action| !matches!(action, Action::Keep { .. })), "{came:?}");
        assert!(came.contains(&Action::Finish(Outcome::Waiting)), "{came:?}");
    }
}

#[test]
fn answers_of_another_length_end_the_round_and_late_ones_change_nothing() {
    let (mut machine, _) = Machine::start(Beginning {
        office: office_key().verifying_key(),
        items: vec![record(1, &[1])],
        epoch: None,
        batch: 1,
    });
    assert!(machine.handle(Event::Sent(Vec::new())).is_empty(), "it waits for another answer");
    let empty = Held::default().ask(&[], &[]);
    assert_eq!(
        machine.handle(Event::Answered(empty.clone())),
        [Action::Finish(Outcome::Failed(Failure::Rubbish))]
    );
    assert!(machine.handle(Event::Answered(empty)).is_empty(), "the round is over");
}

proptest! {
    #[test]
    fn however_often_the_line_is_cut_all_arrives_and_little_is_sent_twice(
        files in prop::collection::vec(prop::collection::vec(1u64..6, 0..4), 1..6),
        cuts in prop::collection::vec((0usize..8, any::<bool>()), 0..12),
        batch in prop::sample::select(vec![1u64, 150_000, 1 << 20]),
    ) {
        let mut items: Vec<Item> = (1..).zip(&files).map(|(number, files)| record(number, files)).collect();
        let mut held = Held::default();
        let rounds = cuts.iter().copied().map(Some).chain(std::iter::once(None));
        let mut outcome = Outcome::Waiting;
        for cut in rounds {
            let (ended, did) = round(&items, &mut held, batch, cut);
            for item in &mut items {
                if did.kept.contains(&item.hash) {
                    item.state = ItemState::Safe;
                    item.letters.clear();
                }
            }
            outcome = ended;
        }
        prop_assert_eq!(outcome, Outcome::Done);
        prop_assert!(items.iter().all(|item| item.state == ItemState::Safe));
        let mut sent: Vec<i64> = held.requests.concat();
        let all = sent.len();
        sent.sort_unstable();
        sent.dedup();
        let most = held.requests.iter().map(Vec::len).max().unwrap_or(0);
        prop_assert!(all - sent.len() <= cuts.len() * most, "at most one request for each cut");
    }
}
