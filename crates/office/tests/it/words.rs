//! What is said of an agreement, by its tablet and by the office, whenever it comes: before the agreement, behind it, or never. What is
//! kept ready is the same as if all of it were made anew.

use crate::chain::write_seen;
use crate::lists::{check, is_as_rebuilt};
use crate::stores::{OWN, Says, TENANT, arrival, by_of, file, listed, now, take, to_write, whole};
use crate::tablet::signing_key;
use office::Store;
use office::store::{About, Arrival, Taken, ToWrite, Wanted, Writes, Wrote};
use record::{
    BodyRef, CaseId, DeviceId, Envelope, GivenCopies, GivenCopy, Hash, Kind, SignedRecord, TenantId,
};

/// What the tablet says of the copies of an agreement, behind it in its chain.
fn given(agreement: Hash, seq: u64, files: &[&[u8]]) -> Arrival {
    let copy = GivenCopy {
        person: None,
        name: "Ewa Ash".into(),
        how: "later".into(),
        words: "She asked us to wait.".into(),
    };
    let body = GivenCopies { v: 1, of: agreement, copies: vec![copy] }.to_bytes().unwrap();
    let mut envelope = arrival(seq, Some(agreement), files).envelope;
    envelope.kind = Kind::CopyGiven;
    envelope.parents = vec![agreement];
    envelope.body = BodyRef::of(&body);
    let record = SignedRecord::sign(&envelope, body, &signing_key(1)).unwrap();
    Arrival { hash: record.hash(), record, envelope }
}

/// What the office wrote of an agreement in a life that it lost.
fn written_before(number: u64, agreement: &Arrival) -> Arrival {
    let envelope = &agreement.envelope;
    let about = About { kind: Kind::PlanSealed, case: envelope.case, doc: envelope.doc, is_own: false };
    Says(number).make(Some(&about), None).unwrap()
}

fn agreements(store: &Store) -> usize {
    listed(store, TenantId::from(TENANT), &Wanted::All, 50).len()
}

#[test]
fn what_is_said_may_come_before_the_agreement() {
    check(|place, store| {
        let tenant = TenantId::from(TENANT);
        let agreement = arrival(1, None, &[b"ink"]);
        let (said, lacks) = (given(agreement.hash, 2, &[]), given(agreement.hash, 3, &[b"paper"]));
        let before = written_before(1, &agreement);
        for word in [&said, &lacks] {
            let taken = take(store, &[whole(word)]);
            assert!(matches!(taken.as_slice(), [Taken::Record { .. }]), "{taken:?}");
            is_as_rebuilt(place, "of a tablet, before");
        }
        let own = to_write(1, agreement.hash).own;
        assert!(store.take_back(tenant, &own, &before, &Says(1), now()).unwrap());
        is_as_rebuilt(place, "of the office, before");
        assert_eq!(agreements(store), 0);
        assert_eq!(store.rebuild(tenant).unwrap(), 0, "none of them is an agreement");

        take(store, &[whole(&agreement)]);
        is_as_rebuilt(place, "and the agreement");
        for (bytes, what) in
            [(b"paper".as_slice(), "all of a word"), (b"ink".as_slice(), "and all of the agreement")]
        {
            assert!(matches!(take(store, &[file(bytes)]).as_slice(), [Taken::File]));
            is_as_rebuilt(place, what);
        }
        let wrote = write_seen(store, &to_write(2, agreement.hash), 2).unwrap();
        assert!(matches!(wrote, Wrote::Now { office_seq: 5, .. }), "{wrote:?}");
        is_as_rebuilt(place, "and what the office says now");
        assert_eq!(agreements(store), 1);
        for word in [said.hash, lacks.hash, before.hash] {
            assert_eq!(store.agreement(by_of(tenant), word).unwrap(), None);
            assert!(store.receipt(by_of(tenant), word).unwrap().is_some());
        }
    });
}

#[test]
fn what_begins_something_is_in_no_list_of_agreements() {
    check(|place, store| {
        let tenant = TenantId::from(TENANT);
        let asked = ToWrite { of: None, case: Some(CaseId::from([4; 16])), ..to_write(1, Hash::of(b"none")) };
        let wrote = store.keep_written(by_of(tenant), office::What::Prepare, &asked, &Says(1)).unwrap();
        let Wrote::Now { record, office_seq: 1 } = wrote else { panic!("{wrote:?}") };
        is_as_rebuilt(place, "begun");
        let signed = store.signed(by_of(tenant), record).unwrap().unwrap();
        let envelope = Envelope::read(&signed.envelope).unwrap();
        assert_eq!((envelope.kind, envelope.parents.len()), (Kind::PlanPrepared, 0));
        assert_eq!(envelope.dev, DeviceId::from(OWN));
        take(store, &[whole(&arrival(1, None, &[]))]);
        is_as_rebuilt(place, "and an agreement of its case");
        assert_eq!(agreements(store), 1);
        let nowhere = ToWrite { case: None, ..asked };
        let asked = ToWrite { request: [2; 16].into(), ..nowhere };
        let wrote = store.keep_written(by_of(tenant), office::What::Prepare, &asked, &Says(2)).unwrap();
        assert_eq!(wrote, Wrote::NothingOf, "of no case");
    });
}
