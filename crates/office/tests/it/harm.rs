//! What somebody does who has a tablet's request key, or copies of its requests, and not its records' key.

use crate::people::BY;
use crate::tablet::{Tablet, named, paper, seed};
use crate::world::Server;
use record::letter::{Carried, Part};
use record::wire::{Ask, CodeOf, Lacking, LetterResult, RecordState, RefuseCode, Stuck, StuckWhy};
use record::{BlobRef, Hash};

#[test]
fn an_old_request_sent_again_unsays_nothing() {
    let server = Server::start();
    let tablet = Tablet::joined(&server, 1);
    let noted = |tablet: &Tablet| {
        let troubles = server.office.troubles(&BY, None, None).unwrap().items.len();
        let of = server.office.tablet(&tablet.device.to_string()).unwrap();
        (troubles, server.office.unlock_code(&of, 2, false).is_ok(), of.asked_at)
    };
    let stuck = Stuck { record: Hash::of(b"1"), user: [6; 16].into(), seq: 2, why: StuckWhy::Damaged };
    let code = |number| CodeOf { number, user: [6; 16].into() };
    let now = 1_780_000_000;
    tablet.ask_at(&Ask { records: vec![], stuck: vec![stuck.clone()], codes: vec![code(2)] }, now);
    let before = noted(&tablet);
    assert_eq!((before.0, before.1), (1, true));
    server.world.turn(chrono::TimeDelta::hours(1));
    let old = Ask { records: vec![], stuck: vec![], codes: vec![code(1)] };
    assert_eq!(tablet.ask_at(&old, now - 1).receipts, 0, "it is answered");
    let heard = noted(&tablet);
    assert_eq!((heard.0, heard.1), (before.0, before.1));
    // Whose codes are stays until the tablet says something else of it.
    tablet.ask_at(&Ask { codes: vec![], ..old }, now);
    let after = noted(&tablet);
    assert_eq!((after.0, after.1, after.2 > before.2), (0, true, true));
    // A clock that was ahead and is set right does not silence it.
    tablet.ask_at(&Ask { records: vec![], stuck: vec![stuck], codes: vec![] }, i64::MAX);
    assert_eq!(noted(&tablet).0, 1);
    server.world.turn(chrono::TimeDelta::hours(1));
    tablet.ask_at(&Ask { records: vec![], stuck: vec![], codes: vec![] }, 1_781_100_000);
    assert_eq!(noted(&tablet).0, 0);
}

#[test]
fn nobody_fills_the_disk_with_what_is_never_whole() {
    let server = Server::start();
    let mut tablet = Tablet::joined(&server, 1);
    let long = "x".repeat(70_000);
    let record = tablet.next(&long, &[]);
    let parts = tablet.letters(Carried::Record(record.hash()), &record.to_bytes());
    let junk = |at: u32| {
        let of = Carried::Record(Hash::of(&at.to_be_bytes()));
        let part = Part { of, total: 1000, start: 0, bytes: vec![1] };
        part.close(&tablet.office.letters, tablet.device, seed()).unwrap()
    };
    let staged =
        || -> u32 { server.database().query_row("SELECT COUNT(*) FROM part", [], |row| row.get(0)).unwrap() };
    tablet.keep(&(0..80).map(junk).collect::<Vec<_>>());
    assert_eq!(staged(), 64);
    server.world.turn(chrono::TimeDelta::seconds(1));
    tablet.keep(&parts[..1]);
    tablet.keep(&(100..150).map(junk).collect::<Vec<_>>());
    assert_eq!(staged(), 64);
    // Junk under its name with another length displaces nothing of it.
    let of = Carried::Record(record.hash());
    let other = Part { of, total: 1000, start: 0, bytes: vec![1] };
    tablet.keep(&[other.close(&tablet.office.letters, tablet.device, seed()).unwrap()]);
    tablet.keep(&parts[1..]);
    tablet.receipt(record.hash());

    // Parts that overlap without end.
    let pdf = paper(150_000);
    let named = tablet.next("{}", &[named(&pdf)]);
    tablet.keep(&[tablet.letter(&named)]);
    let of = Carried::File(Hash::of(&pdf));
    let part = |start: u64| Part { of, total: 150_000, start, bytes: vec![1; 60_000] };
    let close = |part: Part| part.close(&tablet.office.letters, tablet.device, seed()).unwrap();
    let results = tablet.send(&(0..9).map(|start| close(part(start))).collect::<Vec<_>>());
    assert_eq!(results.last(), Some(&LetterResult::Refused { code: RefuseCode::BadHash }));
    tablet.keep(&tablet.file(&pdf));
    tablet.receipt(named.hash());
}

#[test]
fn a_file_whose_length_is_said_wrongly_is_taken_or_refused() {
    let server = Server::start();
    let mut tablet = Tablet::joined(&server, 1);
    let pdf = paper(150_000);
    let (small, large) = (b"ink".as_slice(), pdf.as_slice());
    let files = [
        BlobRef { len: 0, ..named(small) },
        BlobRef { len: 7, ..named(b"") },
        BlobRef { len: 0, ..named(large) },
    ];
    let record = tablet.next("{}", &files);
    tablet.keep(&[tablet.letter(&record)]);
    tablet.keep(&[tablet.file(small), tablet.file(b"")].concat());
    let result = LetterResult::Refused { code: RefuseCode::TooLarge };
    assert_eq!(tablet.send(&tablet.file(large)), vec![result; 3]);
    let lacking = Lacking { file: Hash::of(large), held: vec![] };
    assert_eq!(tablet.state(record.hash()), RecordState::Lacks { files: vec![lacking] });
    assert_eq!(server.office.troubles(&BY, None, None).unwrap().items.len(), 1, "people are told");
}
