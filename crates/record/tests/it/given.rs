//! What a tablet says of copies.

use crate::damage::{damage, damaged};
use crate::sample;
use proptest::prelude::*;
use record::{GivenCopies, GivenCopy, Hash, MAX_LISTED, MAX_NAME, MAX_WORDS, WrittenFault};
use serde_json::json;

fn copy() -> impl Strategy<Value = GivenCopy> {
    let person = prop::option::of("[a-z0-9-]{1,36}");
    (person, "[a-zA-Zé' ]{0,40}", "[a-z_]{1,20}", "[a-z .\n]{0,80}")
        .prop_map(|(person, name, how, words)| GivenCopy { person, name, how, words })
}

proptest! {
    #[test]
    fn what_was_written_is_read(of: [u8; 32], copies in prop::collection::vec(copy(), 1..5)) {
        let given = GivenCopies { v: 1, of: Hash::from_bytes(of), copies };
        prop_assert_eq!(&GivenCopies::read(&given.to_bytes().unwrap()).unwrap(), &given);
    }

    #[test]
    fn whatever_is_read_can_be_written(damage in damage()) {
        let bytes = damaged(&sample::given().to_bytes().unwrap(), &damage);
        if let Ok(given) = GivenCopies::read(&bytes) {
            prop_assert_eq!(&GivenCopies::read(&given.to_bytes().unwrap()).unwrap(), &given);
        }
    }
}

#[test]
fn what_cannot_be_so_is_not_written_and_not_read() {
    let right = || sample::given().copies.remove(0);
    let check = |copies: Vec<GivenCopy>, wanted: &str| {
        let given = GivenCopies { copies, ..sample::given() };
        let read = GivenCopies::read(&serde_json::to_vec(&given).unwrap());
        for fault in [given.to_bytes().unwrap_err(), read.unwrap_err()] {
            assert!(matches!(fault, WrittenFault::Field { field } if field == wanted), "{fault:?}");
        }
    };
    check(vec![], "copies");
    check(vec![right(); MAX_LISTED + 1], "copies");
    check(vec![right(), GivenCopy { person: Some(String::new()), ..right() }], "person");
    for name in ["a\nb", &"a".repeat(MAX_NAME + 1)] {
        check(vec![GivenCopy { name: name.into(), ..right() }], "name");
        check(vec![GivenCopy { how: name.into(), ..right() }], "how");
    }
    check(vec![GivenCopy { how: " ".into(), ..right() }], "how");
    check(vec![GivenCopy { words: "a".repeat(MAX_WORDS + 1), ..right() }], "words");
}

#[test]
fn a_newer_form_is_told_and_what_a_newer_tablet_adds_is_passed_over() {
    let mut newer = serde_json::to_value(sample::given()).unwrap();
    newer["copies"][0]["weight"] = json!(3);
    assert_eq!(GivenCopies::read(newer.to_string().as_bytes()).unwrap(), sample::given());
    newer["v"] = json!(2);
    let newer = GivenCopies::read(newer.to_string().as_bytes());
    assert!(matches!(newer, Err(WrittenFault::Version { found: 2, known: 1 })));
}
