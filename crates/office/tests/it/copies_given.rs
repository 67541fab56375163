//! How copies were given, as any store keeps it: as their worker's tablet said it last, in whichever order that came, and it is what
//! comes of the records alone.

use crate::lists::{check, is_as_rebuilt};
use crate::stores::{arrival, by, now, take, whole};
use crate::tablet::signing_key;
use office::Store;
use office::store::{Arrival, CopyGiven};
use record::{BodyRef, Envelope, GIVEN_VERSION, GivenCopies, GivenCopy, Hash, Kind, RecordId, SignedRecord};

const EWA: &str = "018f0000-0000-7000-8000-00000000000c";

fn copy(person: Option<&str>, how: &str) -> GivenCopy {
    let name = if person.is_some() { "Ewa Marsh" } else { "" };
    let person = person.map(str::to_owned);
    GivenCopy { person, name: name.into(), how: how.into(), words: String::new() }
}

/// What the tablet says of copies in the record with this number.
fn says(seq: u64, of: Hash, copies: Vec<GivenCopy>, change: impl FnOnce(&mut Envelope)) -> Arrival {
    let body = GivenCopies { v: GIVEN_VERSION, of, copies }.to_bytes().unwrap();
    let mut envelope = arrival(seq, None, &[]).envelope;
    envelope.id = RecordId::new(seq, &[3; 10]);
    (envelope.kind, envelope.schema, envelope.body) = (Kind::CopyGiven, GIVEN_VERSION, BodyRef::of(&body));
    envelope.parents = vec![of];
    change(&mut envelope);
    let record = SignedRecord::sign(&envelope, body, &signing_key(1)).unwrap();
    Arrival { hash: record.hash(), record, envelope }
}

fn given(store: &Store, of: Hash) -> Vec<(Option<String>, String)> {
    let given = store.copies_given(by(), of).unwrap().unwrap();
    given.into_iter().map(|it| (it.person, it.how)).collect()
}

fn family(how: &str) -> (Option<String>, String) {
    (None, how.to_owned())
}

fn ewa(how: &str) -> (Option<String>, String) {
    (Some(EWA.to_owned()), how.to_owned())
}

#[test]
fn what_was_said_last_of_each_copy_holds_whatever_came_first() {
    check(|place, store| {
        let sealed = arrival(1, None, &[]);
        let of = sealed.hash;
        let owed = says(2, of, vec![copy(None, "later"), copy(Some(EWA), "not_safe")], |_| {});
        let on_paper = says(3, of, vec![copy(None, "on_paper")], |_| {});
        let as_file = says(4, of, vec![copy(None, "as_file")], |_| {});
        assert_eq!(store.copies_given(by(), of).unwrap(), None);
        take(store, &[whole(&sealed)]);
        assert_eq!(given(store, of), [], "nobody said anything");
        take(store, &[whole(&on_paper)]);
        assert_eq!(given(store, of), [family("on_paper")]);
        take(store, &[whole(&owed)]);
        is_as_rebuilt(place, "an earlier one came later");
        assert_eq!(given(store, of), [family("on_paper"), ewa("not_safe")]);
        take(store, &[whole(&as_file), whole(&owed), whole(&as_file)]);
        is_as_rebuilt(place, "each twice");
        assert_eq!(given(store, of), [family("as_file"), ewa("not_safe")]);
        let all = store.copies_given(by(), of).unwrap().unwrap();
        let CopyGiven { name, at, said, .. } = all[1].clone();
        assert_eq!((name.as_str(), said), ("Ewa Marsh", owed.hash));
        assert!(at <= now(), "nobody says what has come already");
        assert_eq!(store.agreement(by(), of).unwrap().unwrap().record, of.to_string(), "one agreement");
    });
}

#[test]
fn it_may_come_before_the_agreement() {
    check(|place, store| {
        let sealed = arrival(1, None, &[]);
        let owed = says(2, sealed.hash, vec![copy(None, "later")], |_| {});
        take(store, &[whole(&owed)]);
        assert_eq!(store.copies_given(by(), sealed.hash).unwrap(), None);
        take(store, &[whole(&sealed)]);
        assert_eq!(given(store, sealed.hash), [family("later")]);
        is_as_rebuilt(place, "the agreement came later");
    });
}

#[test]
fn what_another_says_of_a_copy_says_nothing() {
    check(|place, store| {
        let sealed = arrival(1, None, &[]);
        let of = sealed.hash;
        let all = |seq| says(seq, of, vec![copy(None, "on_paper")], |_| {});
        let other_worker =
            says(2, of, vec![copy(None, "on_paper")], |envelope| envelope.author.user = [77; 16].into());
        let other_case =
            says(3, of, vec![copy(None, "on_paper")], |envelope| envelope.case = [78; 16].into());
        let no_body = {
            let mut it = all(4);
            it.envelope.body = BodyRef::of(b"{}");
            let record = SignedRecord::sign(&it.envelope, b"{}".to_vec(), &signing_key(1)).unwrap();
            Arrival { hash: record.hash(), record, envelope: it.envelope }
        };
        take(store, &[whole(&sealed), whole(&other_worker), whole(&other_case), whole(&no_body)]);
        for kept in [&other_worker, &other_case, &no_body] {
            assert!(store.signed(by(), kept.hash).unwrap().is_some(), "it is kept");
        }
        assert_eq!(given(store, of), []);
        is_as_rebuilt(place, "none of them is of the agreement's chain");
    });
}
