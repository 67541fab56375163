//! The store of records by itself: a seal is all or nothing, and what older programs wrote is still there.

use chrono::{DateTime, TimeDelta};
use ed25519_dalek::SigningKey;
use ipc::visit::Form;
use plan::ids::SigningId;
use record::wire::EnrolReply;
use record::{DeviceId, PublicKey, TenantId};
use rusqlite::Transaction;
use tempfile::TempDir;

use super::*;
use crate::store::outgoing::Outgoing;

pub(in crate::store) fn key_of_the_store() -> Secret {
    Secret::new([1; 32])
}

pub(in crate::store) fn device() -> (TempDir, Device) {
    let folder = tempfile::tempdir().unwrap();
    let key = SigningKey::from_bytes(&[5; 32]);
    let reply = EnrolReply {
        device: DeviceId::new(1, &[1; 10]),
        tenant: TenantId::new(1, &[2; 10]),
        office_key: PublicKey::from(&key.verifying_key()),
        office: "Brindlewood".into(),
    };
    let joined = Enrolment::new("https://office.example".into(), reply, &key);
    let device = Device::create(folder.path(), &key_of_the_store(), &joined).unwrap();
    assert_eq!(device.enrolment().unwrap().signing_key().unwrap(), key);
    (folder, device)
}

pub(in crate::store) fn record(text: &str) -> SignedRecord {
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
pub(in crate::store) fn copy() -> Vec<u8> {
    (0_u32..150_001).flat_map(u32::to_le_bytes).collect()
}

pub(in crate::store) fn seal(device: &mut Device, seq: u64, plan: u8) -> Result<()> {
    let copy = copy();
    let record = record(&format!("envelope {seq}"));
    let whole =
        CopyRow { person: None, name: String::new(), sha256: Hash::of(&copy), saved: None, given: None };
    let seal =
        Seal { record: &record, blobs: &[b"agreement", &copy], row: &row(seq, plan), copies: &[whole] };
    device.seal(&seal)
}

/// A seal that is not kept yet.
pub(in crate::store) fn writing(device: &mut Device) -> Transaction<'_> {
    device.connection.transaction_with_behavior(TransactionBehavior::Immediate).unwrap()
}

#[test]
fn a_seal_is_all_there_or_not_at_all() {
    let (folder, mut device) = device();
    seal(&mut device, 1, 1).unwrap();
    assert!(seal(&mut device, 2, 1).is_err(), "the plan is sealed already");
    assert_eq!(device.head().unwrap(), Some(Head { seq: 1, hash: record("envelope 1").hash() }));
    assert_eq!(device.outbox().unwrap(), [OutboxRow { seq: 1, stuck: None }]);
    assert_eq!(device.sealed(row(1, 1).plan).unwrap(), Some(row(1, 1)));
    seal(&mut device, 2, 2).unwrap();
    let chain = Outgoing::open(folder.path(), &key_of_the_store()).unwrap().chain().unwrap();
    assert_eq!(chain.iter().map(|row| row.head.seq).collect::<Vec<_>>(), [1, 2]);
    let lens: Vec<u64> = chain[1].blobs.iter().map(|(_, len)| *len).collect();
    assert_eq!(lens, [9, 600_004], "the same bytes are kept once and belong to both");
    device.check().unwrap();
}

#[test]
fn a_database_from_before_there_were_forms_keeps_its_prints_and_what_was_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(DEVICE_FILE);
    let connection = database::create(&path, &key_of_the_store(), &STEPS[..3], Connections::Two).unwrap();
    record_table::insert(&connection, 1, &record("envelope 1")).unwrap();
    for bytes in [b"agreement".to_vec(), copy()] {
        blob::insert(&connection, &bytes).unwrap();
    }
    sealed::insert(&connection, &row(1, 1)).unwrap();
    let plan = row(1, 1).plan;
    let ticket = Ticket::from_random([9; 6]);
    let copied = "INSERT INTO copy (plan, person, name, sha256, file, folder, saved_on) \
                  VALUES (?1, '', '', ?2, 'FSP-7F3A-92C1.pdf', 'Copies', '2026-11-21')";
    connection.execute(copied, (plan.to_string(), Hash::of(&copy()).as_bytes())).unwrap();
    let printed = "INSERT INTO print (plan, person, ticket, printer, state, begun_at) \
                   VALUES (?1, '', ?2, '127.0.0.1', 'open', '2026-11-21T10:00:00+00:00')";
    connection.execute(printed, (plan.to_string(), ticket.to_string())).unwrap();
    database::close(connection).unwrap();

    let device = Device::open(folder.path(), &key_of_the_store()).unwrap();
    device.check().unwrap();
    let of = |form| CopyOf { plan, person: None, form };
    let kept = PrintRow { ticket, printer: "127.0.0.1".into(), state: PrintState::Open };
    assert_eq!(device.last_print(&of(Form::Signed)).unwrap(), Some(kept.clone()), "it may be in the printer");
    assert_eq!(device.last_print(&of(Form::Short)).unwrap(), None);
    assert_eq!(device.copies(plan).unwrap()[0].saved.as_ref().unwrap().form, Form::Signed);
    let beside = of(Form::Beside(plan::texts::Language("ur".into())));
    let other = PrintRow { ticket: Ticket::from_random([8; 6]), ..kept.clone() };
    device.put_print(&beside, &other, row(1, 1).sealed_at).unwrap();
    assert_eq!(device.last_print(&beside).unwrap(), Some(other));
    assert_eq!(device.last_print(&of(Form::Signed)).unwrap(), Some(kept), "each form has its own ticket");
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

    let device = Device::open(folder.path(), &key_of_the_store()).unwrap();
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

#[test]
fn a_database_from_before_there_were_copies_keeps_its_seals_and_what_was_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(DEVICE_FILE);
    let connection = database::create(&path, &key_of_the_store(), &STEPS[..1], Connections::Two).unwrap();
    for (seq, plan) in [(1, 1), (2, 2)] {
        let (record, row) = (record(&format!("envelope {seq}")), row(seq, plan));
        record_table::insert(&connection, seq, &record).unwrap();
        for (place, bytes) in [b"agreement".to_vec(), copy()].iter().enumerate() {
            let hash = blob::insert(&connection, bytes).unwrap();
            blob::attach(&connection, seq, place, hash).unwrap();
        }
        sealed::insert(&connection, &row).unwrap();
    }
    let saved = "INSERT INTO saved_copy (plan, file, folder, saved_on) VALUES (?1, ?2, ?3, ?4)";
    let saved_as = ("FSP-7F3A-92C1.pdf", "Copies", "2026-11-21");
    let columns = (row(1, 1).plan.to_string(), saved_as.0, saved_as.1, saved_as.2);
    connection.execute(saved, columns).unwrap();
    database::close(connection).unwrap();

    let device = Device::open(folder.path(), &key_of_the_store()).unwrap();
    device.check().unwrap();
    assert_eq!(device.head().unwrap().unwrap().seq, 2);
    let whole =
        |saved| CopyRow { person: None, name: String::new(), sha256: Hash::of(&copy()), saved, given: None };
    let (file, folder, on) = (saved_as.0.into(), saved_as.1.into(), saved_as.2.parse().unwrap());
    let file = Copied { file, folder, on, form: Form::Signed };
    assert_eq!(device.sealed(row(1, 1).plan).unwrap(), Some(row(1, 1)));
    assert_eq!(device.copies(row(1, 1).plan).unwrap(), [whole(Some(file))]);
    assert_eq!(device.copies(row(2, 2).plan).unwrap(), [whole(None)], "sealed, and never saved");
    assert_eq!(device.blob(Hash::of(&copy())).unwrap(), copy());
    let by = (row(1, 1).sealed_at, UserId::new(1, &[4; 10]));
    device.set_given(row(2, 2).plan, None, Given::OnPaper, by).unwrap();
    assert_eq!(device.copies(row(2, 2).plan).unwrap()[0].given, Some(Given::OnPaper));
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
