//! How a world of the simulation has to end.

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
    let mut inside = world.borrow_mut();
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
            let file = is.receipt_file(head.hash).unwrap().expect("what was sealed is at its office");
            let kept = kept.expect("and its tablet has the receipt");
            assert_eq!(file.receipt, base::base64::encode(&kept.receipt));
        }
    }
    for (at, office) in inside.offices.iter().enumerate() {
        let rows = office.is().agreements().unwrap().items;
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
