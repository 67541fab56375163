//! Where the count of wrong PINs lies, and that nothing which lies there in its place lowers it.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::disk::damage::{damage, damaged, rubbish};
use crate::environment::System;
use crate::keys::in_time::InTime;
use crate::keys::in_time::tests::KeyRing;

fn place<'a>((folder, untried): (&'a Path, &'a Untried), keystore: &'a InTime) -> TriesPlace<'a> {
    TriesPlace { data: folder, folder, keystore: Some((keystore, "tries".to_owned())), untried }
}

#[test]
fn a_count_is_put_back_in_both_places_or_it_is_said() {
    let (folder, untried) = (tempfile::tempdir().unwrap(), Untried::default());
    let keystore = InTime::over(&Arc::default());
    let place = place((folder.path(), &untried), &keystore);
    place.reset().unwrap();
    // One of another length is made anew, and something lies in the way of that.
    twice::keep(&folder.path().join(FILE), br#"{"wrong":10,"boot":"","mono_ns":0}"#).unwrap();
    let in_the_way = folder.path().join("tries.json.new");
    fs::create_dir(&in_the_way).unwrap();
    place.reset().unwrap_err();
    assert_eq!(place.read().unwrap().wrong, MOST, "the higher one holds");
    fs::remove_dir(in_the_way).unwrap();
    place.reset().unwrap();
    assert_eq!(place.read().unwrap(), Tries::default());
}

#[test]
fn a_count_that_the_key_ring_keeps_late_counts_once_and_only_when_its_pin_is_tried() {
    let (folder, clock) = (tempfile::tempdir().unwrap(), System::new());
    let (ring, untried) = (Arc::new(KeyRing::default()), Untried::default());
    let mut keystore = InTime::over(&ring);
    let here = (folder.path(), &untried);
    place(here, &keystore).reset().unwrap();
    for _ in 0..MOST {
        place(here, &keystore).read().unwrap();
        let somebody = ring.lock_for_keeping();
        keystore.given_up(&somebody, |it| drop(place(here, it).count(&clock).unwrap_err()));
        drop(somebody);
        assert_eq!(place(here, &keystore).read().unwrap(), Tries::default(), "no PIN was tried");
    }
    assert_eq!(place(here, &keystore).count(&clock).unwrap().wrong, 1, "this one is");
    assert_eq!(place(here, &keystore).read().unwrap().wrong, 1);
    assert_eq!(place(here, &keystore).count(&clock).unwrap().wrong, 2);
}

/// Any count, also one that this program never makes.
fn any_tries() -> impl Strategy<Value = Tries> {
    let boot = prop_oneof![Just(System::new().boot()), ".{0,12}"];
    (prop_oneof![0..12_u32, any::<u32>()], boot, any::<u64>()).prop_map(|(wrong, boot, mono_ns)| Tries {
        wrong,
        boot,
        mono_ns,
    })
}

/// What somebody may lay in the file's place who knows how it is kept.
fn laid_there() -> impl Strategy<Value = Vec<u8>> {
    let count = any_tries().prop_map(|tries| as_bytes(&tries).unwrap());
    let changed =
        (any_tries(), damage()).prop_map(|(tries, done)| damaged(&as_bytes(&tries).unwrap(), &done));
    prop_oneof![count, changed, rubbish()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_damaged_count_is_the_one_that_was_written_or_the_highest(
        wrong in 0..MOST,
        first in damage(),
        second in damage(),
    ) {
        let (folder, untried) = (tempfile::tempdir().unwrap(), Untried::default());
        let (data, keystore) = (folder.path(), None);
        let place = TriesPlace { data, folder: data, keystore, untried: &untried };
        let written = Tries { wrong, boot: "a start".into(), mono_ns: 7 };
        place.write(&written).unwrap();
        for (name, done) in [(FILE, &first), ("tries.json.2", &second)] {
            let copy = folder.path().join(name);
            fs::write(&copy, damaged(&fs::read(&copy).unwrap(), done)).unwrap();
        }
        let read = place.read().unwrap();
        if first.is_empty() || second.is_empty() {
            prop_assert_eq!(read, written);
        } else {
            let highest = Tries { wrong: MOST, ..Tries::default() };
            prop_assert!(read == written || read == highest, "{:?}", read);
        }
    }

    #[test]
    fn no_file_lowers_what_the_keystore_counts(kept in any_tries(), laid in laid_there()) {
        let (folder, untried) = (tempfile::tempdir().unwrap(), Untried::default());
        let (data, ring) = (folder.path(), Arc::new(KeyRing::default()));
        let keystore: Option<(&dyn Keystore, String)> = Some((&ring, "tries".to_owned()));
        let place = TriesPlace { data, folder: data, keystore, untried: &untried };
        place.write(&kept).unwrap();
        twice::keep(&folder.path().join(FILE), &laid).unwrap();
        let read = place.read().unwrap();
        prop_assert!(read.wrong >= kept.wrong);
        prop_assert_eq!((read.boot, read.mono_ns), (kept.boot, kept.mono_ns));
    }

    #[test]
    fn of_any_count_it_is_said_when_the_next_may_be_tried(tries in any_tries()) {
        let kept: Tries = serde_json::from_slice(&as_bytes(&tries).unwrap()).unwrap();
        prop_assert_eq!(&kept, &tries);
        match kept.may(&System::new()) {
            May::AskTheOffice => prop_assert!(kept.wrong >= MOST),
            May::Try => prop_assert!(kept.wrong < MOST),
            May::Wait { seconds } => {
                prop_assert!((4..MOST).contains(&kept.wrong));
                prop_assert!((1..=900).contains(&seconds));
            }
        }
    }
}
