//! How a world of the simulation has to end.

use office::Office;
use record::{CaseId, Envelope, SignedRecord, Written};

use super::*;

/// Nothing fails any more.
pub(super) fn heal(world: &RefCell<World>) {
    world.borrow_mut().faulty = false;
    let count = world.borrow().tablets.len();
    for at in (0..4).flat_map(|_| 0..count) {
        // Whoever has to join again does so after the first: each of two clones whenever the other has.
        (0..3).for_each(|_| round(world, at));
        its_code_is_known(&world.borrow(), at);
    }
    let came: u64 = (0..count).map(|at| has_what_was_written(&world.borrow(), at)).sum();
    let mut inside = world.borrow_mut();
    *inside.did.entry("records of an office that are on a tablet").or_default() += came;
    let mut all = [BTreeSet::new(), BTreeSet::new()];
    for at in 0..count {
        let office = inside.tablet_office(at);
        let tablet = inside.tablet(at);
        tablet.is_whole();
        let records = tablet.records.as_ref().unwrap();
        let chain: Vec<_> = records.chain().unwrap();
        let receipts: Vec<_> = chain.iter().map(|head| records.signed_receipt(head.seq).unwrap()).collect();
        let is = inside.offices[office].is();
        for (head, kept) in chain.iter().zip(receipts) {
            all[office].insert(head.hash);
            let file = is.receipt_file(&BY, head.hash).unwrap().expect("what was sealed is at its office");
            let kept = kept.expect("and its tablet has the receipt");
            assert_eq!(file.receipt, base::base64::encode(&kept.receipt));
        }
    }
    for (at, office) in inside.offices.iter().enumerate() {
        let rows = office.rows();
        let held: BTreeSet<Hash> = rows.iter().map(|row| row.record.parse().unwrap()).collect();
        assert_eq!(held.len(), rows.len(), "each once");
        assert!(held.is_superset(&all[at]), "each is there");
        assert!(held.is_subset(&inside.signed[at]), "and nothing of the other's");
    }
}

/// The office may say whose a tablet's code by telephone is, whatever the year was when the tablet said so, and however many old
/// requests came since.
fn its_code_is_known(world: &World, at: usize) {
    let tablet = world.tablets[at].as_ref().unwrap();
    let is = world.offices[tablet.office].is();
    let of = is.tablet(&tablet.device.to_string()).unwrap();
    is.unlock_code(&of, tablet.code().unwrap().number, false).unwrap();
}

/// What an office wrote and still has is with each worker there who has the case: once, in its order, and nothing that it never wrote
/// beside it. How much that is.
fn has_what_was_written(world: &World, at: usize) -> u64 {
    let tablet = world.tablets[at].as_ref().unwrap();
    let (is, written) = (world.offices[tablet.office].is(), &world.written[tablet.office]);
    let aside = tablet.courier.with(|post| Ok(post.changes_aside())).unwrap();
    assert!(aside.is_empty(), "{aside:?}");
    let came = tablet.records.as_ref().unwrap().all_from_office().unwrap();
    let hashes: BTreeSet<Hash> = came.iter().map(SignedRecord::hash).collect();
    assert_eq!(hashes.len(), came.len(), "each once");
    assert!(hashes.iter().all(|hash| written.contains_key(hash)), "nothing of the other's");
    let key = is.keys().signing.verifying_key().unwrap();
    let mut newest = BTreeMap::<CaseId, u64>::new();
    for record in &came {
        let case = record.open(&key).unwrap().case;
        assert!(Written::read(&record.body).unwrap().words.starts_with(CANARY));
        // What its office lost in a restore stays where it came.
        let Some(number) = number(is, record.hash()) else { continue };
        assert!(newest.insert(case, number).is_none_or(|before| before < number), "in order");
    }
    let cases = |tablet: &SimTablet| -> BTreeMap<Hash, CaseId> {
        let records = tablet.records.as_ref().unwrap();
        let case = |seq: u64| Envelope::read(&records.record(seq).unwrap().0.envelope).unwrap().case;
        records.chain().unwrap().into_iter().map(|head| (head.hash, case(head.seq))).collect()
    };
    let own: BTreeSet<CaseId> = cases(tablet).into_values().collect();
    let known: BTreeMap<Hash, CaseId> = world.tablets.iter().flatten().flat_map(cases).collect();
    for (hash, of) in written {
        if known.get(of).is_some_and(|case| own.contains(case)) && number(is, *hash).is_some() {
            assert!(hashes.contains(hash), "what was written is there");
        }
    }
    came.len() as u64
}

/// The number of a record at its office; none where that lost it.
fn number(is: &Office, record: Hash) -> Option<u64> {
    let file = is.receipt_file(&BY, record).unwrap()?;
    Some(office::verify_receipt(&file, &is.keys().pin().to_string()).unwrap().office_seq)
}
