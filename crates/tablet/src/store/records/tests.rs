//! The store of records by itself: a seal is all or nothing.

use chrono::{DateTime, TimeDelta};
use ed25519_dalek::SigningKey;
use ipc::visit::Form;
use plan::ids::SigningId;
use record::wire::{EnrolReply, UnlockKeys};
use record::{ClosingKey, DeviceId, EpochId, GIVEN_VERSION, GivenCopy, OfficeKeys, PublicKey, TenantId};
use tempfile::TempDir;

use super::*;
use crate::store::{Joined, Place};

fn key_of_the_store() -> Secret {
    Secret::new([1; 32])
}

fn device() -> (TempDir, Records) {
    let folder = tempfile::tempdir().unwrap();
    let key = SigningKey::from_bytes(&[5; 32]);
    let reply = EnrolReply {
        device: DeviceId::new(1, &[1; 10]),
        tenant: TenantId::new(1, &[2; 10]),
        office: "Brindlewood".into(),
        epoch: EpochId::from([3; 16]),
        unlock: UnlockKeys { first: 1, keys: Vec::new() },
    };
    let keys = OfficeKeys {
        signing: PublicKey::from(&key.verifying_key()),
        letters: ClosingKey::from_bytes([9; 32]),
    };
    let joined = Joined { address: "https://office.example".into(), keys, name: "Tablet 7".into(), reply };
    let enrolment = Enrolment::new(Place::new(joined, 1, &key), &key, &key_of_the_store());
    let device = Records::create(folder.path(), &key_of_the_store(), &enrolment).unwrap();
    let kept = device.enrolment().unwrap();
    assert_eq!((kept.signing_key().unwrap(), kept.place.request_key().unwrap()), (key.clone(), key));
    (folder, device)
}

fn record(text: &str) -> SignedRecord {
    SignedRecord { envelope: text.into(), signature: [7; 64], body: b"body".to_vec() }
}

fn row(seq: u64, plan: u8) -> SealedRow {
    SealedRow {
        plan: PlanId::new(1, &[plan; 10]),
        signing: SigningId::new(seq, &[plan; 10]),
        seq,
        agreement: Hash::of(b"agreement"),
        family_copy: Hash::of(&copy()),
        sealed_at: DateTime::parse_from_rfc3339("2026-11-22T10:00:00+00:00").unwrap(),
        pages: 2,
        pdf_ms: 1.5,
        seal_ms: 2.5,
    }
}

/// Longer than two rows, with an end that fills none.
fn copy() -> Vec<u8> {
    (0_u32..150_001).flat_map(u32::to_le_bytes).collect()
}

fn seal(device: &mut Records, seq: u64, plan: u8) -> Result<()> {
    let copy = copy();
    let record = record(&format!("envelope {seq}"));
    let whole =
        CopyRow { person: None, name: String::new(), sha256: Hash::of(&copy), saved: None, given: None };
    let seal =
        Seal { record: &record, blobs: &[b"agreement", &copy], row: &row(seq, plan), copies: &[whole] };
    device.seal(&seal)
}

#[test]
fn a_seal_is_all_there_or_not_at_all() {
    let (_folder, mut device) = device();
    seal(&mut device, 1, 1).unwrap();
    assert!(seal(&mut device, 2, 1).is_err(), "the plan is sealed already");
    assert_eq!(device.head().unwrap(), Some(Head { seq: 1, hash: record("envelope 1").hash() }));
    assert!(device.receipt(1).unwrap().is_none(), "it is on its way");
    assert_eq!(device.sealed(row(1, 1).plan).unwrap(), Some(row(1, 1)));
    seal(&mut device, 2, 2).unwrap();
    assert_eq!(device.chain().unwrap().iter().map(|head| head.seq).collect::<Vec<_>>(), [1, 2]);
    let (second, files) = device.record(2).unwrap();
    assert_eq!(
        (second, files.len()),
        (record("envelope 2"), 2),
        "the same bytes are kept once and belong to both"
    );
    device.check().unwrap();
}

#[test]
fn that_a_copy_was_given_is_on_record_or_is_not_noted() {
    let (_folder, mut device) = device();
    seal(&mut device, 1, 1).unwrap();
    let plan = row(1, 1).plan;
    let of = record("envelope 1").hash();
    let copy = GivenCopy { person: None, name: String::new(), how: "later".into(), words: String::new() };
    let body = GivenCopies { v: GIVEN_VERSION, of, copies: vec![copy] }.to_bytes().unwrap();
    let said = SignedRecord { body, ..record("envelope 2") };
    let when_and_by = (row(1, 1).sealed_at, UserId::new(1, &[7; 10]));
    let give = |device: &mut Records, seq, given| {
        device.give(&Giving { record: &said, seq, plan, person: None, given, when_and_by })
    };
    assert!(give(&mut device, 1, Given::Later).is_err(), "the number is taken");
    assert_eq!(device.copy(plan, None).unwrap().given, None);
    give(&mut device, 2, Given::Later).unwrap();
    assert_eq!(device.copy(plan, None).unwrap().given, Some(Given::Later));
    assert!(give(&mut device, 3, Given::OnPaper).is_err(), "the record is there already");
    assert_eq!(device.copy(plan, None).unwrap().given, Some(Given::Later));
    assert_eq!(device.chain().unwrap().len(), 2);
    let sealed_at = row(1, 1).sealed_at;
    assert_eq!(device.plan_of(1).unwrap(), Some((plan, sealed_at)));
    assert_eq!((device.plan_of(2).unwrap(), device.plan_of(3).unwrap()), (None, None));
    assert_eq!(device.plan_about(2).unwrap(), Some((plan, sealed_at)), "whose copies it is about");
}

#[test]
fn a_number_that_was_typed_in_one_home_is_not_offered_in_the_next() {
    let (_folder, device) = device();
    let [here, next] = [row(1, 1).plan, row(2, 2).plan];
    let print = |plan, form, printer: &str, minutes| {
        let state = PrintState::Over;
        let printed = PrintRow { ticket: Ticket::from_random([9; 6]), printer: printer.into(), state };
        let at = row(1, 1).sealed_at + TimeDelta::minutes(minutes);
        device.put_print(&CopyOf { plan, person: None, form }, &printed, at).unwrap();
    };
    let number = "ipp://192.168.1.20:631/ipp/print";
    for (minutes, elsewhere) in
        (0..).zip([number, "ipps://192.168.1.20:631/ipp/print", "ipp://one.local:631/ipp/print"])
    {
        print(here, Form::Signed, elsewhere, minutes);
        assert_eq!(device.last_printer(here).unwrap().as_deref(), Some(elsewhere), "in the same home");
        assert_eq!(device.last_printer(next).unwrap(), None, "{elsewhere}");
    }
    let in_the_car = "ipps://one.local:631/ipp/print";
    print(here, Form::Short, in_the_car, 5);
    print(here, Form::Large, number, 6);
    assert_eq!(device.last_printer(here).unwrap().as_deref(), Some(number));
    assert_eq!(device.last_printer(next).unwrap().as_deref(), Some(in_the_car));
}

#[test]
fn a_printers_key_is_there_after_a_start_and_one_that_cannot_be_read_is_not_taken_for_none() {
    let (folder, device) = device();
    let [one, other]: [Printer; 2] = ["ipps://one.local", "ipps://other.local"].map(|it| it.parse().unwrap());
    let [first, second]: [Pin; 2] = ["0a", "b0"].map(|byte| byte.repeat(32).parse().unwrap());
    device.put_printer_key(&one, first).unwrap();
    device.put_printer_key(&one, second).unwrap();
    device.close().unwrap();

    let device = Records::open(folder.path(), &key_of_the_store()).unwrap();
    assert_eq!(device.printer_key(&one).unwrap(), Some(second), "the last that was taken");
    assert_eq!(device.printer_key(&other).unwrap(), None);
    for elsewhere in ["ipps://one.local/printers/b", "ipps://one.local:443/ipp"] {
        let elsewhere = elsewhere.parse().unwrap();
        assert_eq!(device.printer_key(&elsewhere).unwrap(), Some(second), "{elsewhere}: the same device");
    }
    assert_eq!(device.printers_with_a_key().unwrap(), std::slice::from_ref(&one));
    for (beside, pin) in [
        ("ipps://one.local:443/z", second),
        ("ipps://one.local:8631/b", first),
        ("ipps://one.local/a", first),
    ] {
        device.put_printer_key(&beside.parse().unwrap(), pin).unwrap();
    }
    for (asked, pin) in
        [("ipps://one.local", second), ("ipps://one.local/a", first), ("ipps://one.local:8631", first)]
    {
        let asked = asked.parse().unwrap();
        assert_eq!(device.printer_key(&asked).unwrap(), Some(pin), "{asked}: its own, or who is on its port");
    }
    let spoilt = "UPDATE printer_key SET pin = replace(pin, '0', 'x')";
    assert_eq!(device.connection.execute(spoilt, ()).unwrap(), 4);
    assert!(matches!(
        device.printer_key(&"ipps://one.local/c".parse().unwrap()),
        Err(TabletError::Damaged { .. })
    ));
    assert!(matches!(device.printer_key(&one), Err(TabletError::Damaged { .. })));
}

/// When the clocks go back, an hour of a night is there twice.
#[test]
fn the_printer_that_was_used_last_is_the_last_one_also_when_the_clocks_go_back() {
    let (_folder, device) = device();
    let plan = row(1, 1).plan;
    let used = [
        (Form::Signed, "192.168.0.1", "2026-10-25T00:40:00+01:00"),
        (Form::Short, "192.168.0.2", "2026-10-25T01:50:00+01:00"),
        (Form::Large, "192.168.0.3", "2026-10-25T01:10:00+00:00"),
    ];
    for (n, (form, printer, at)) in used.into_iter().enumerate() {
        let ticket = Ticket::from_random([u8::try_from(n).unwrap(); 6]);
        let print = PrintRow { ticket, printer: printer.into(), state: PrintState::Over };
        let at = DateTime::parse_from_rfc3339(at).unwrap();
        device.put_print(&CopyOf { plan, person: None, form }, &print, at).unwrap();
        assert_eq!(device.last_printer(plan).unwrap().as_deref(), Some(printer));
    }
}
