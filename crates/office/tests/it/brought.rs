//! Letters that came in a file: as good as sent, and refused in words where they are not what they should be.

use crate::people::BY;
use crate::tablet::{Tablet, named, paper};
use crate::world::Server;
use office::{BroughtRecord, OfficeError, Stands};
use record::letter::Carried;
use record::wire::{RecordState, RefuseCode};
use record::{Hash, LettersFile, SignedRecord};

/// The letters of a record and its files, as they stand in a file.
fn of(tablet: &Tablet, record: &SignedRecord, files: &[&[u8]]) -> Vec<u8> {
    let letters = tablet.letters(Carried::Record(record.hash()), &record.to_bytes());
    let files = files.iter().flat_map(|file| tablet.file(file));
    letters.into_iter().chain(files).collect::<Vec<_>>().concat()
}

fn file(tablet: &Tablet, letters: &[u8]) -> Vec<u8> {
    LettersFile::write(tablet.office.pin(), tablet.device, letters, &tablet.key)
}

fn stands(server: &Server, file: &[u8]) -> Vec<(Hash, Stands)> {
    let brought = server.office.take_in_file(file).unwrap();
    assert_eq!(brought.tablet, "Tablet 3");
    brought.records.into_iter().map(|BroughtRecord { record, stands, .. }| (record, stands)).collect()
}

#[test]
fn what_is_brought_is_as_good_as_sent_and_twice_is_once() {
    let server = Server::start();
    let mut tablet = Tablet::joined(&server, 1);
    // Longer than one request may be.
    let (pdf, ink) = (paper(5_000_000), b"ink".as_slice());
    let first = tablet.next("{\"reference\":\"FSP-1\"}", &[named(&pdf), named(ink)]);
    let second = tablet.next("{}", &[named(b"lost on the tablet")]);
    let letters = [of(&tablet, &first, &[&pdf, ink]), of(&tablet, &second, &[])].concat();
    let file = file(&tablet, &letters);
    let wanted = [(first.hash(), Stands::Safe), (second.hash(), Stands::Lacks(1))];
    assert_eq!(stands(&server, &file), wanted);
    let receipt = tablet.receipt(first.hash());
    assert_eq!(server.office.family_copy(&BY, first.hash()).unwrap().unwrap().bytes, pdf);

    assert_eq!(stands(&server, &file), wanted);
    assert_eq!(tablet.receipt(first.hash()), receipt, "byte for byte");
    assert_eq!(tablet.ask(&[]).receipts, 1);
    tablet.keep(&tablet.file(b"lost on the tablet"));
    assert_eq!(stands(&server, &file)[1], (second.hash(), Stands::Safe));
    let told = server.office.take_in_file(&file).unwrap().records;
    assert_eq!((told[0].reference.as_deref(), &told[1].reference), (Some("FSP-1"), &None));
}

#[test]
fn what_is_not_taken_is_named_and_keeps_no_other_back() {
    let server = Server::start();
    let mut tablet = Tablet::joined(&server, 1);
    let mut letters = Vec::new();
    let mut wanted = Vec::new();
    for number in 0..50 {
        let good = tablet.next("{}", &[]);
        // One of fifty is poisoned.
        let record = if number == 17 { SignedRecord { body: b"{} ".into(), ..good } } else { good };
        letters.extend(of(&tablet, &record, &[]));
        let stands = if number == 17 { Stands::Refused(RefuseCode::BadBody) } else { Stands::Safe };
        wanted.push((record.hash(), stands));
    }
    assert_eq!(stands(&server, &file(&tablet, &letters)), wanted);
    assert_eq!(tablet.ask(&[]).receipts, 49);
    assert_eq!(server.office.troubles(&BY, None, None).unwrap().items.len(), 1, "it stands on the page");
}

type Wanted = fn(&OfficeError) -> bool;

#[test]
fn a_file_that_is_not_what_it_should_be_is_refused_and_nothing_of_it_is_kept() {
    let (server, elsewhere) = (Server::start(), Server::start_other());
    let mut tablet = Tablet::joined(&server, 1);
    let record = tablet.next("{}", &[]);
    let good = file(&tablet, &of(&tablet, &record, &[]));
    let mut spoilt = good.clone();
    *spoilt.last_mut().unwrap() ^= 1;
    let stranger = Tablet { device: [9; 16].into(), ..tablet.clone() };
    let forged = Tablet { key: crate::tablet::signing_key(2), ..tablet.clone() };
    let not_letters: Wanted = |error| matches!(error, OfficeError::NotLetters);
    let is_spoilt: Wanted = |error| matches!(error, OfficeError::LettersSpoilt);
    let cases: [(&str, Vec<u8>, Wanted); 7] = [
        ("nothing", Vec::new(), not_letters),
        ("a paper", b"%PDF-1.7 and more".to_vec(), not_letters),
        ("cut off at its beginning", good[..60].to_vec(), not_letters),
        ("cut off", good[..good.len() - 1].to_vec(), is_spoilt),
        ("one bit", spoilt, is_spoilt),
        ("somebody else's", file(&forged, &of(&tablet, &record, &[])), is_spoilt),
        ("an unknown tablet's", file(&stranger, &of(&tablet, &record, &[])), |error| {
            matches!(error, OfficeError::LettersOfUnknown)
        }),
    ];
    for (what, file, wanted) in cases {
        let refused = server.office.take_in_file(&file).unwrap_err();
        assert!(wanted(&refused), "{what}: {refused:?}");
        assert!(refused.to_string().contains("Nothing was taken in."), "{refused}");
    }
    let refused = elsewhere.office.take_in_file(&good).unwrap_err();
    assert!(matches!(refused, OfficeError::LettersOfOther), "{refused:?}");
    assert_eq!(tablet.state(record.hash()), RecordState::Missing);
    assert_eq!(stands(&server, &good), [(record.hash(), Stands::Safe)]);
}
