//! An office whose folder was put back from a copy that was taken before.

use crate::people::BY;
use crate::tablet::Tablet;
use crate::world::Server;
use record::wire::RecordState;
use record::{Hash, SignedRecord};
use std::path::Path;

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

#[test]
fn what_it_lost_is_missing_again_and_gets_numbers_of_another_life() {
    let server = Server::start();
    let mut tablet = Tablet::joined(&server, 1);
    let records: Vec<SignedRecord> = (0..4).map(|_| tablet.next("{}", &[])).collect();
    let hashes: Vec<Hash> = records.iter().map(SignedRecord::hash).collect();
    let letters: Vec<Vec<u8>> = records.iter().map(|record| tablet.letter(record)).collect();
    tablet.keep(&letters[..2]);
    let backup = tempfile::tempdir().unwrap();
    let server = server.restart_after(|data| copy(data, backup.path()));
    tablet.address.clone_from(&server.address);
    tablet.keep(&letters[2..]);
    let given: Vec<_> = hashes.iter().map(|hash| tablet.receipt(*hash)).collect();
    let first_life = tablet.ask(&[]).epoch;

    let server = server.restart_after(|data| {
        copy(backup.path(), data);
        let folder = office::DataFolder::new(data.to_owned());
        let mut office = office::Office::open_alone(&folder, Box::new(office::System)).unwrap();
        assert_ne!(office.begin_epoch().unwrap(), first_life);
    });
    tablet.address.clone_from(&server.address);
    let reply = tablet.ask(&hashes);
    assert_ne!(reply.epoch, first_life);
    assert_eq!(reply.receipts, 2, "fewer than the tablet has");
    assert_eq!(reply.records[2..], [RecordState::Missing, RecordState::Missing]);
    assert_eq!(tablet.receipt(hashes[0]), given[0], "what it kept it says as before");
    tablet.keep(&letters);
    let key = tablet.office.signing.verifying_key().unwrap();
    let again = tablet.receipt(hashes[3]).verify(&key).unwrap();
    let before = given[3].verify(&key).unwrap();
    assert_eq!((again.office_seq, before.office_seq), (4, 4), "a number that was given before");
    assert_eq!((again.epoch, before.epoch), (reply.epoch, first_life), "in another life");
    assert_eq!(tablet.ask(&[]).receipts, 4);
}

#[test]
fn codes_by_telephone_are_not_given_twice_however_often_it_is_restored() {
    let server = Server::start();
    let tablet = Tablet::joined(&server, 1);
    let backup = tempfile::tempdir().unwrap();
    let mut server = server.restart_after(|data| copy(data, backup.path()));
    let mut firsts = vec![tablet.unlock.first];
    for _ in 0..2 {
        server.world.turn(chrono::TimeDelta::minutes(1));
        let world = server.world.clone();
        server = server.restart_after(|data| {
            copy(backup.path(), data);
            let folder = office::DataFolder::new(data.to_owned());
            office::Office::open_alone(&folder, Box::new(world)).unwrap().begin_epoch().unwrap();
        });
        firsts.push(Tablet::joined(&server, 2).unlock.first);
        let again = server.office.new_enrolment_line(&BY).unwrap().0;
        let again = crate::tablet::join(&again, &crate::tablet::asking(&again, 1, Some(tablet.device)));
        firsts.push(again.json::<record::wire::EnrolReply>().unlock.first);
    }
    let [before, new, known, new_later, known_later] = firsts[..] else { panic!("{firsts:?}") };
    assert_eq!((before, new, new_later), (1, known, known_later));
    assert!(new > 10_000 && new_later >= new + 64, "{firsts:?}");
}
