//! The laws of a device's chain.

use crate::sample;
use proptest::prelude::*;
use record::{BodyRef, Envelope, Hash, Head, SignedRecord, Step, accept};

/// A chain as an office keeps it: every step goes through `accept`.
#[derive(Default)]
struct Kept(Vec<Hash>);

impl Kept {
    fn head(&self) -> Option<Head> {
        self.0.last().map(|hash| Head { seq: self.0.len() as u64, hash: *hash })
    }

    fn push(&mut self, (envelope, hash): &(Envelope, Hash)) -> Step {
        let at = usize::try_from(envelope.seq - 1).unwrap();
        let step = accept(self.head(), self.0.get(at).copied(), envelope, *hash);
        if step == Step::Next {
            self.0.push(*hash);
        }
        step
    }
}

fn records(count: u64, word: &str) -> Vec<(Envelope, Hash)> {
    let mut prev = None;
    let mut all = Vec::new();
    for seq in 1..=count {
        let body = format!("{word} {seq}").into_bytes();
        let envelope = Envelope { seq, prev, body: BodyRef::of(&body), ..sample::envelope() };
        let hash = SignedRecord::sign(&envelope, body, &sample::device_key()).unwrap().hash();
        prev = Some(hash);
        all.push((envelope, hash));
    }
    all
}

proptest! {
    #[test]
    fn any_order_any_number_of_times_gives_the_one_chain(sent in prop::collection::vec(0usize..8, 0..60)) {
        let all = records(8, "word");
        let mut kept = Kept::default();
        for at in sent {
            let before = kept.0.len();
            let step = kept.push(&all[at]);
            let due = match at.cmp(&before) {
                std::cmp::Ordering::Less => Step::Duplicate,
                std::cmp::Ordering::Equal => Step::Next,
                std::cmp::Ordering::Greater => Step::Gap { expected: before as u64 + 1 },
            };
            prop_assert_eq!(step, due);
        }
        let whole: Vec<Hash> = all.iter().take(kept.0.len()).map(|(_, hash)| *hash).collect();
        prop_assert_eq!(kept.0, whole);
    }

    #[test]
    fn a_second_chain_of_the_same_device_is_never_taken_in(length in 1u64..6, at in 0usize..6) {
        let mut kept = Kept::default();
        for record in &records(length, "word") {
            prop_assert_eq!(kept.push(record), Step::Next);
        }
        let other = &records(6, "other")[at];
        let due = if other.0.seq <= length + 1 { Step::Fork } else { Step::Gap { expected: length + 1 } };
        prop_assert_eq!(kept.push(other), due);
        prop_assert_eq!(kept.0.len() as u64, length);
    }
}
