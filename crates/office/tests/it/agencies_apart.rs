//! Two offices that hold the same: each disposes of its own at its own time, and what one loses it gets back from the other.

use crate::agencies::{given, held, introduce, is_proved, kept, partner, sealed};
use crate::people::BY;
use crate::tablet::{asking, join};
use crate::world::Server;
use office::store::Wanted;
use office::{Became, Certificate, DataFolder, Office, OfficeError};
use record::CaseId;
use record::wire::RecordState;
use std::fs;
use std::path::Path;

#[test]
fn each_keeps_for_its_own_time_and_tells_the_other() {
    let (one, other) = (Server::start(), Server::start_other());
    introduce(&one.office, &other.office, false);
    let (_, record, pdf) = sealed(&one);
    let packed = given(&one.office, record);
    let receipts = other.office.take_disclosure(&BY, &packed).unwrap();
    one.office.keep_receipts(&partner(&one.office), held(&receipts)).unwrap();

    let case = CaseId::from([4; 16]);
    let statement = one.office.dispose(&BY, case, "its time is over", "Ros Adeyemi").unwrap();
    let certificate = serde_json::to_vec(&statement).unwrap();
    let said = Certificate::verify(&certificate, &one.office.keys().pin().to_string()).unwrap();
    assert_eq!(said.given_to, ["Northmere Police"]);
    assert!(one.office.family_copy(&BY, record).unwrap().is_none());
    assert_eq!(other.office.family_copy(&BY, record).unwrap().unwrap().bytes, pdf, "it is the other's own");

    let (of, noted) = other.office.note_disposal(&BY, &certificate).unwrap();
    assert_eq!((of.name.as_str(), noted), ("Brindlewood", 1));
    assert_eq!(other.office.received(&BY).unwrap()[0].disposed_there_at, Some(said.disposed_at));
    let asked = serde_json::to_vec(&one.office.ask_back(&partner(&one.office)).unwrap()).unwrap();
    let nothing = other.office.give_back(&BY, &asked);
    assert!(matches!(nothing, Err(OfficeError::NothingToGiveBack)), "{nothing:?}");
    let again = other.office.take_disclosure(&BY, &packed).unwrap();
    assert_eq!(held(&again), held(&receipts));

    let theirs = other.office.dispose(&BY, case, "its time is over here too", "Jan Nowak").unwrap();
    let theirs =
        Certificate::verify(&serde_json::to_vec(&theirs).unwrap(), &other.office.keys().pin().to_string());
    assert!(theirs.unwrap().given_to.is_empty());
    let after = other.office.take_disclosure(&BY, &packed).unwrap();
    assert_eq!(held(&after), held(&receipts), "it is never taken anew");
    assert!(other.office.family_copy(&BY, record).unwrap().is_none());
    is_proved(&one);
    is_proved(&other);
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

/// The drill of docs/TWO-AGENCIES.md: an office is put back from a copy of before its tablet joined, and the tablet is gone.
#[test]
fn what_one_office_lost_it_gets_back_from_the_other() {
    let (one, other) = (Server::start(), Server::start_other());
    introduce(&one.office, &other.office, false);
    let before = tempfile::tempdir().unwrap();
    let one = one.restart_after(|data| copy(data, before.path()));
    let (mut tablet, record, pdf) = sealed(&one);
    let (packed, sealed_bytes) = (given(&one.office, record), kept(&one, record));
    let first = other.office.take_disclosure(&BY, &packed).unwrap();

    let world = one.world.clone();
    let one = one.restart_after(|data| {
        fs::remove_dir_all(data).unwrap();
        copy(before.path(), data);
        let folder = DataFolder::new(data.to_owned());
        Office::open_alone(&folder, Box::new(world)).unwrap().begin_epoch().unwrap();
    });
    assert!(one.office.family_copy(&BY, record).unwrap().is_none());
    assert_eq!(one.office.tablets(&BY).unwrap(), []);

    let of = partner(&one.office);
    let asked = serde_json::to_vec(&one.office.ask_back(&of).unwrap()).unwrap();
    let stranger = one.office.give_back(&BY, &asked);
    assert!(matches!(stranger, Err(OfficeError::DisclosureOfUnknown)), "its own: {stranger:?}");
    let junk = other.office.give_back(&BY, b"{}");
    assert!(matches!(junk, Err(OfficeError::NotAnAsking)), "{junk:?}");
    let (to, agreements, back) = other.office.give_back(&BY, &asked).unwrap();
    assert_eq!((to.name.as_str(), agreements), ("Brindlewood", 1));
    let mut forged = back.clone();
    *forged.last_mut().unwrap() ^= 1;
    let refused = one.office.take_disclosure(&BY, &forged);
    assert!(matches!(refused, Err(OfficeError::DisclosureSpoilt)), "{refused:?}");

    let taken = one.office.take_disclosure(&BY, &back).unwrap();
    assert_eq!((taken.became, taken.agreements.as_slice()), (Became::Back(1), [record].as_slice()));
    assert_eq!(one.office.take_disclosure(&BY, &back).unwrap().became, Became::Back(0), "twice is once");
    assert_eq!(kept(&one, record), sealed_bytes);
    assert_eq!(one.office.family_copy(&BY, record).unwrap().unwrap().bytes, pdf);
    let row = one.office.agreements(&BY, &Wanted::All, None, None).unwrap().items.remove(0);
    assert_eq!((row.from_agency, row.tablet.as_str()), (None, "Tablet 3"));
    is_proved(&one);
    let asked = serde_json::to_vec(&one.office.ask_back(&of).unwrap()).unwrap();
    assert!(matches!(other.office.give_back(&BY, &asked), Err(OfficeError::NothingToGiveBack)));

    // It is given still, and the other's receipt comes once more, the same.
    let (waiting, packed) = one.office.pack_waiting(&of).unwrap();
    assert_eq!(waiting, 1);
    let again = other.office.take_disclosure(&BY, &packed).unwrap();
    assert_eq!(held(&again), held(&first));
    assert_eq!(one.office.keep_receipts(&of, held(&again)).unwrap(), 1);

    // The tablet is found after all: it joins again under its old id, and finds all of it safe.
    let (line, _) = one.office.new_enrolment_line(&BY).unwrap();
    assert_eq!(join(&line, &asking(&line, 1, Some(tablet.device))).status, 200);
    tablet.address.clone_from(&one.address);
    assert!(matches!(tablet.state(record), RecordState::Safe { .. }));
    let next = tablet.next("{}", &[]);
    tablet.keep(&[tablet.letter(&next)]);
    tablet.receipt(next.hash());
}
