//! Folders of offices of earlier versions: today's program serves from each, and nothing that was in it is gone or said otherwise.
//!
//! `tests/frozen/1` is of the first version. From the day there are real offices none of them ever changes. A version that keeps
//! something in another form adds the next folder, written with its own code before it is given out:
//!
//! ```text
//! WRITE_GOLDEN=2 cargo test -p office --test it -- --ignored frozen::write
//! ```

use crate::people::BY;
use crate::tablet::{Tablet, named, paper, seed, signing_key};
use crate::world::Server;
use base::base64;
use office::store::Wanted;
use record::letter::{Carried, Part};
use record::wire::{LetterResult, RecordState, RefuseCode, Stuck, StuckWhy, UnlockKeys};
use record::{DeviceId, Hash, SignedRecord, TenantId};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// The tablet's keys are made from it.
const KEY: u8 = 1;
/// Bytes of the file that is there and of the one of which a part is.
const LENGTHS: [usize; 2] = [9_000, 100_000];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/frozen")
}

/// The tablet that sent all of it.
fn tablet(server: &Server, described: &Value) -> Tablet {
    let of = |field: &str| described[field].as_str().unwrap().to_owned();
    Tablet {
        address: server.address.clone(),
        office: server.office.keys(),
        key: signing_key(KEY),
        request_key: signing_key(KEY ^ 0x80),
        device: of("device").parse::<DeviceId>().unwrap(),
        tenant: of("tenant").parse::<TenantId>().unwrap(),
        unlock: UnlockKeys { first: 1, keys: Vec::new() },
        seq: 3,
        prev: Some(of("last").parse().unwrap()),
    }
}

/// What it answers now: all that people and tablets are shown, each by its form of today.
fn said(server: &Server, tablet: &Tablet, records: &[Hash]) -> Value {
    let listed = server.office.agreements(&BY, &Wanted::All, None, None).unwrap();
    let rows = listed.items.iter().map(|row| {
        let copy = server.office.family_copy(&BY, row.record.parse().unwrap()).unwrap();
        let copy = copy.map(|copy| Hash::of(&copy.bytes).to_string());
        json!({ "record": row.record, "title": row.title, "tablet": row.tablet, "came_at": row.came_at, "copy": copy })
    });
    let states = records.iter().map(|record| match tablet.state(*record) {
        RecordState::Safe { receipt } => {
            json!({ "receipt": base64::encode(&receipt.receipt), "signature": base64::encode(&receipt.signature) })
        }
        RecordState::Lacks { files } => {
            let files = files.into_iter().map(|it| json!({ "file": it.file.to_string(), "held": it.held }));
            json!({ "lacks": files.collect::<Vec<_>>() })
        }
        RecordState::Missing => json!("missing"),
        RecordState::Unknown(_) => json!("unknown"),
    });
    let of = server.office.tablet(&tablet.device.to_string()).unwrap();
    json!({
        "listed": rows.collect::<Vec<_>>(),
        "states": states.collect::<Vec<_>>(),
        "troubles": server.office.troubles(&BY, None, None).unwrap().items,
        "receipts": tablet.ask(&[]).receipts,
        "epoch": tablet.ask(&[]).epoch.to_string(),
        "records_of_tablet": of.records,
        "joined_at": of.joined_at,
        "unlock_code": server.office.unlock_code(&of, 1, true).unwrap().code.spoken(),
        "pin": server.office.keys().pin().to_string(),
    })
}

#[test]
fn every_version_s_office_goes_on_with_all_that_was_in_it() {
    let mut versions: Vec<_> = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    versions.sort();
    assert!(versions[0].ends_with("1"), "{versions:?}");
    for version in versions {
        let described = fs::read(version.join("described.json")).unwrap();
        let described: Value = serde_json::from_slice(&described).unwrap();
        let server = Server::start_with(&version.join("data"));
        let mut tablet = tablet(&server, &described);
        let records: Vec<Hash> = serde_json::from_value(described["records"].clone()).unwrap();
        assert_eq!(said(&server, &tablet, &records), described["said"], "{}", version.display());

        // What was half there comes to its end, and the chain goes on.
        tablet.keep(&tablet.file(&paper(LENGTHS[1]))[1..]);
        let receipt = tablet.receipt(records[1]);
        let next = tablet.next("{}", &[]);
        tablet.keep(&[tablet.letter(&next)]);
        let key = tablet.office.signing.verifying_key().unwrap();
        assert_eq!(receipt.verify(&key).unwrap().office_seq, 2);
        assert_eq!(tablet.receipt(next.hash()).verify(&key).unwrap().office_seq, 3);
        server.office.new_enrolment_line(&BY).unwrap();
    }
}

#[test]
#[ignore = "writes the folder of this version's office: WRITE_GOLDEN=2 into tests/frozen/2"]
fn write_the_folder_of_this_version_s_office() {
    let number = std::env::var("WRITE_GOLDEN").unwrap();
    let server = Server::start();
    let mut tablet = Tablet::joined(&server, KEY);
    let [whole, in_part] = LENGTHS.map(paper);
    let first = tablet.next("{\"title\":\"The Ash family\"}", &[named(&whole), named(b"ink")]);
    let second = tablet.next("{\"title\":\"The Birch family\"}", &[named(&in_part)]);
    let third = tablet.next("{\"title\":\"The Elm family\"}", &[]);
    tablet.keep(&[tablet.letter(&first), tablet.letter(&second)]);
    tablet.keep(&[tablet.file(&whole), tablet.file(b"ink"), tablet.file(&in_part)[..1].to_vec()].concat());
    let poisoned = SignedRecord { body: b"[]".to_vec(), ..third.clone() };
    let refused = LetterResult::Refused { code: RefuseCode::BadBody };
    assert_eq!(tablet.send(&[tablet.letter(&poisoned)]), [refused]);
    let stuck = Stuck { record: third.hash(), user: [6; 16].into(), seq: 3, why: StuckWhy::Refused };
    let codes = vec![record::wire::CodeOf { number: 1, user: [6; 16].into() }];
    tablet.ask_at(&record::wire::Ask { records: vec![], stuck: vec![stuck], codes }, 1);
    let part = Part { of: Carried::Record(Hash::of(b"never")), total: 70_000, start: 0, bytes: vec![7; 100] };
    tablet.keep(&[part.close(&tablet.office.letters, tablet.device, seed()).unwrap()]);

    let records = [first.hash(), second.hash(), third.hash()];
    let described = json!({
        "device": tablet.device.to_string(),
        "tenant": tablet.tenant.to_string(),
        "last": third.hash().to_string(),
        "records": records,
        "said": said(&server, &tablet, &records),
    });
    let into = folder().join(number);
    fs::remove_dir_all(&into).ok();
    fs::create_dir_all(into.join("data")).unwrap();
    let database = server.database();
    database.execute_batch("VACUUM").unwrap();
    database.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    for name in ["office.key", "office.sqlite"] {
        fs::copy(server.data().join(name), into.join("data").join(name)).unwrap();
    }
    fs::write(into.join("described.json"), serde_json::to_vec_pretty(&described).unwrap()).unwrap();
}
