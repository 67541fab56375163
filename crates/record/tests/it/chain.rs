//! The laws of what a record is to those that are held.

use proptest::prelude::*;
use record::{Hash, Place, place};

fn hash(chain: &str, seq: usize) -> Hash {
    Hash::of(format!("{chain} {seq}").as_bytes())
}

/// What an office holds: under each number, every record that came.
#[derive(Default)]
struct Held(Vec<Vec<Hash>>);

impl Held {
    fn at(&self, seq: usize) -> &[Hash] {
        self.0.get(seq).map_or(&[], Vec::as_slice)
    }

    fn take(&mut self, chain: &str, seq: usize, prev: Option<Hash>) -> Place {
        let hash = hash(chain, seq);
        let before = if seq == 1 { &[] } else { self.at(seq - 1) };
        let place = place(hash, prev, self.at(seq), before);
        if self.0.len() <= seq {
            self.0.resize(seq + 1, Vec::new());
        }
        if !self.0[seq].contains(&hash) {
            self.0[seq].push(hash);
        }
        place
    }
}

fn prev(chain: &str, seq: usize) -> Option<Hash> {
    (seq > 1).then(|| hash(chain, seq - 1))
}

proptest! {
    #[test]
    fn one_chain_in_any_order_never_branches_and_follows_where_the_one_before_is_held(
        order in Just((1..=8).collect::<Vec<usize>>()).prop_shuffle(),
    ) {
        let mut held = Held::default();
        for seq in order {
            let is_held = seq == 1 || !held.at(seq - 1).is_empty();
            let due = if is_held { Place::Follows } else { Place::AfterHole };
            prop_assert_eq!(held.take("one", seq, prev("one", seq)), due);
        }
    }

    #[test]
    fn two_that_go_on_from_one_are_branches_from_there_on(common in 1usize..4, more in 1usize..4) {
        let mut held = Held::default();
        for seq in 1..=common + more {
            prop_assert_eq!(held.take("one", seq, prev("one", seq)), Place::Follows);
        }
        for seq in common + 1..=common + more {
            let before = if seq == common + 1 { prev("one", seq) } else { prev("twin", seq) };
            prop_assert_eq!(held.take("twin", seq, before), Place::Branch);
        }
    }
}

#[test]
fn a_record_that_names_another_than_the_one_held_before_it_is_a_branch() {
    assert_eq!(place(hash("a", 3), Some(hash("b", 2)), &[], &[hash("a", 2)]), Place::Branch);
    assert_eq!(place(hash("b", 3), Some(hash("b", 2)), &[], &[hash("a", 2), hash("b", 2)]), Place::Follows);
    assert_eq!(place(hash("a", 1), None, &[hash("b", 1)], &[]), Place::Branch);
    assert_eq!(place(hash("a", 1), None, &[hash("a", 1)], &[]), Place::Follows, "itself is no other");
}
