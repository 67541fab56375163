//! What any store must do. The functions know only `Store`, so the next database joins by one more line in `on_sqlite`.

use crate::tablet::signing_key;
use crate::world::{Server, World};
use chrono::{DateTime, TimeDelta, Utc};
use office::store::{Agency, Arrival, BlobStep, Enrolled, LinkUse, MAX_ROW_BYTES, SqliteStore};
use office::{Environment, OfficeError, Store};
use record::wire::{BlobOffset, EnrolRequest, RecordResult};
use record::{
    Algorithm, Author, BlobRef, BodyRef, DeviceId, ENVELOPE_VERSION, EnrolmentCode, Envelope, Hash, Head,
    Kind, PublicKey, RecordId, SignedReceipt, SignedRecord, TenantId,
};

pub(crate) const TENANT: [u8; 16] = [1; 16];
const DEVICE: [u8; 16] = [2; 16];

#[test]
fn on_sqlite() {
    let check = |law: fn(&dyn Store)| {
        let folder = tempfile::tempdir().unwrap();
        law(&SqliteStore::open(&folder.path().join("office.sqlite")).unwrap());
    };
    check(an_agency_is_founded_once);
    check(codes_and_devices);
    check(records_are_kept_whole_and_in_order);
    check(a_failed_signature_leaves_no_trace);
    check(one_tenant_s_things_are_not_another_s);
    check(blobs_larger_than_a_row);
    check(links_and_sessions);
}

/// How many records a running office has put aside.
pub(crate) fn forks(server: &Server) -> u64 {
    let store = SqliteStore::open(&server.database()).unwrap();
    let tenant = store.agency().unwrap().unwrap().tenant;
    store.forks(tenant).unwrap()
}

fn an_agency_is_founded_once(store: &dyn Store) {
    assert_eq!(store.agency().unwrap(), None);
    let first = agency(TENANT);
    store.found(&first).unwrap();
    store.found(&agency([9; 16])).unwrap();
    assert_eq!(store.agency().unwrap().as_ref(), Some(&first));
    let renamed = Agency { name: "Another".into(), address: "http://127.0.0.1:1".into(), ..first };
    store.rename(&renamed).unwrap();
    assert_eq!(store.agency().unwrap(), Some(renamed));
}

fn codes_and_devices(store: &dyn Store) {
    store.found(&agency(TENANT)).unwrap();
    let (tenant, now) = (TenantId::from(TENANT), now());
    let (one, two) = (request(1, 1), request(2, 2));
    assert_eq!(store.enrol(tenant, &one, DEVICE.into(), now).unwrap(), Enrolled::Wrong);
    store.add_code(tenant, one.code.hash(), now + TimeDelta::seconds(1)).unwrap();
    store.add_code(tenant, two.code.hash(), now).unwrap();
    assert_eq!(store.enrol(tenant, &two, DEVICE.into(), now).unwrap(), Enrolled::Expired);
    assert_eq!(store.device(tenant, DEVICE.into()).unwrap(), None);
    assert_eq!(store.enrol(tenant, &one, DEVICE.into(), now).unwrap(), Enrolled::Device(DEVICE.into()));
    assert_eq!(store.enrol(tenant, &one, [3; 16].into(), now).unwrap(), Enrolled::Device(DEVICE.into()));
    let other_key = EnrolRequest { device_key: two.device_key, ..one.clone() };
    assert_eq!(store.enrol(tenant, &other_key, [3; 16].into(), now).unwrap(), Enrolled::Used);
    assert_eq!(store.device(tenant, DEVICE.into()).unwrap().unwrap().key, one.device_key);
    assert_eq!(store.device(tenant, [3; 16].into()).unwrap(), None);
}

fn records_are_kept_whole_and_in_order(store: &dyn Store) {
    enrolled(store, DEVICE.into());
    let tenant = TenantId::from(TENANT);
    let (first, envelope) = record(DEVICE.into(), 1, None, &[]);
    let (second, second_envelope) = record(DEVICE.into(), 2, Some(first.hash()), &[]);
    let keep = |record: &SignedRecord, envelope: &Envelope| keep(store, tenant, record, envelope);

    assert_eq!(keep(&second, &second_envelope).unwrap(), RecordResult::Gap { expected: 1 });
    let stored = RecordResult::Stored { receipt: receipt(1) };
    assert_eq!(keep(&first, &envelope).unwrap(), stored);
    assert_eq!(keep(&second, &second_envelope).unwrap(), RecordResult::Stored { receipt: receipt(2) });
    assert_eq!(keep(&first, &envelope).unwrap(), RecordResult::Duplicate { receipt: receipt(1) });
    let (other, other_envelope) = record(DEVICE.into(), 2, Some(Hash::of(b"elsewhere")), &[]);
    assert_eq!(keep(&other, &other_envelope).unwrap(), RecordResult::Fork);
    assert_eq!(keep(&other, &other_envelope).unwrap(), RecordResult::Fork);
    assert_eq!(store.forks(tenant).unwrap(), 1);

    assert_eq!(store.head(tenant, DEVICE.into()).unwrap(), Some(Head { seq: 2, hash: second.hash() }));
    assert_eq!(store.receipt(tenant, Some(DEVICE.into()), first.hash()).unwrap(), Some(receipt(1)));
    assert_eq!(store.receipt(tenant, None, first.hash()).unwrap(), Some(receipt(1)));
    assert_eq!(store.receipt(tenant, Some([7; 16].into()), first.hash()).unwrap(), None);
    let list = store.list(tenant, "plan.sealed").unwrap();
    let numbers: Vec<u64> = list.iter().map(|listed| listed.office_seq).collect();
    assert_eq!(numbers, [2, 1], "newest first");
    assert_eq!(
        (&list[1].envelope, &list[1].body, list[1].received_at),
        (&first.envelope, &first.body, now())
    );
    assert_eq!(store.listed(tenant, first.hash()).unwrap().as_ref(), list.get(1));
    assert_eq!(store.list(tenant, "another.kind").unwrap(), []);
}

fn a_failed_signature_leaves_no_trace(store: &dyn Store) {
    enrolled(store, DEVICE.into());
    let tenant = TenantId::from(TENANT);
    let (first, envelope) = record(DEVICE.into(), 1, None, &[]);
    let arrival = Arrival { record: &first, envelope: &envelope, hash: first.hash(), received_at: now() };
    let fails = store.keep_record(tenant, &arrival, &|_| Err(OfficeError::Random));
    assert!(matches!(fails, Err(OfficeError::Random)), "{fails:?}");
    assert_eq!(store.head(tenant, DEVICE.into()).unwrap(), None);
    let kept = keep(store, tenant, &first, &envelope).unwrap();
    assert_eq!(kept, RecordResult::Stored { receipt: receipt(1) }, "its number was not used up");
}

fn one_tenant_s_things_are_not_another_s(store: &dyn Store) {
    enrolled(store, DEVICE.into());
    let (tenant, other) = (TenantId::from(TENANT), TenantId::from([9; 16]));
    let (first, envelope) = record(DEVICE.into(), 1, None, &[]);
    keep(store, tenant, &first, &envelope).unwrap();
    store.append_blob(tenant, Hash::of(b"a"), 1, 0, b"a").unwrap();
    store.add_link(tenant, Hash::of(b"link"), now() + TimeDelta::seconds(1)).unwrap();
    assert_eq!(store.device(other, DEVICE.into()).unwrap(), None);
    assert_eq!(store.head(other, DEVICE.into()).unwrap(), None);
    assert_eq!(store.receipt(other, None, first.hash()).unwrap(), None);
    assert_eq!(store.listed(other, first.hash()).unwrap(), None);
    assert_eq!(store.list(other, "plan.sealed").unwrap(), []);
    assert_eq!(store.blob(other, Hash::of(b"a")).unwrap(), None);
    let session = Hash::of(b"session");
    assert_eq!(store.use_link(other, Hash::of(b"link"), now(), session, now()).unwrap(), LinkUse::Wrong);
}

fn blobs_larger_than_a_row(store: &dyn Store) {
    let tenant = TenantId::from(TENANT);
    let bytes: Vec<u8> = (0u32..).flat_map(u32::to_be_bytes).take(3 * MAX_ROW_BYTES + 5).collect();
    let (name, length) = (Hash::of(&bytes), bytes.len() as u64);
    assert_eq!(store.blob_offset(tenant, name).unwrap(), BlobOffset { offset: 0, complete: false });
    let half = MAX_ROW_BYTES + 7;
    let step = store.append_blob(tenant, name, length, 0, &bytes[..half]).unwrap();
    assert_eq!(step, BlobStep::Taken(BlobOffset { offset: half as u64, complete: false }));
    assert_eq!(store.blob(tenant, name).unwrap(), None, "half a blob is none");
    let step = store.append_blob(tenant, name, length, half as u64, &bytes[half..]).unwrap();
    assert_eq!(step, BlobStep::Taken(BlobOffset { offset: length, complete: true }));
    assert_eq!(store.blob(tenant, name).unwrap().as_deref(), Some(bytes.as_slice()));
    let wrong = store.append_blob(tenant, Hash::of(b"right"), 5, 0, b"wrong").unwrap();
    assert_eq!(wrong, BlobStep::WrongHash);
    let offset = store.blob_offset(tenant, Hash::of(b"right")).unwrap();
    assert_eq!(offset, BlobOffset { offset: 0, complete: false });
}

fn links_and_sessions(store: &dyn Store) {
    let (tenant, now, second) = (TenantId::from(TENANT), now(), TimeDelta::seconds(1));
    let (link, late, session) = (Hash::of(b"link"), Hash::of(b"late"), Hash::of(b"session"));
    store.add_link(tenant, link, now + second).unwrap();
    store.add_link(tenant, late, now).unwrap();
    let open = |link| store.use_link(tenant, link, now, session, now + second).unwrap();
    assert_eq!(open(session), LinkUse::Wrong);
    assert_eq!(open(late), LinkUse::Expired);
    assert!(!store.session(tenant, session, now).unwrap());
    assert_eq!(open(link), LinkUse::SignedIn);
    assert_eq!(open(link), LinkUse::Used);
    assert!(store.session(tenant, session, now).unwrap());
    assert!(!store.session(tenant, session, now + second).unwrap());
    store.end_session(tenant, session).unwrap();
    assert!(!store.session(tenant, session, now).unwrap());
}

pub(crate) fn now() -> DateTime<Utc> {
    World::new().now()
}

fn agency(tenant: [u8; 16]) -> Agency {
    Agency { tenant: tenant.into(), name: "Brindlewood".into(), address: String::new() }
}

fn request(code: u8, key: u8) -> EnrolRequest {
    EnrolRequest {
        code: EnrolmentCode::from_random([code; 10]),
        device_key: PublicKey::from(&signing_key(key).verifying_key()),
        device_name: "Tablet".into(),
        user_name: "Somebody".into(),
        user_role: "social-worker".into(),
    }
}

pub(crate) fn enrolled(store: &dyn Store, device: DeviceId) {
    store.found(&agency(TENANT)).unwrap();
    let request = request(device.as_bytes()[0], 1);
    store.add_code(TENANT.into(), request.code.hash(), now() + TimeDelta::seconds(1)).unwrap();
    store.enrol(TENANT.into(), &request, device, now()).unwrap();
}

pub(crate) fn record(
    device: DeviceId,
    seq: u64,
    prev: Option<Hash>,
    blobs: &[&[u8]],
) -> (SignedRecord, Envelope) {
    let envelope = Envelope {
        v: ENVELOPE_VERSION,
        id: RecordId::new(seq, &[device.as_bytes()[0]; 10]),
        dev: device,
        seq,
        prev,
        kind: Kind::PlanSealed,
        schema: 1,
        tenant: TENANT.into(),
        case: [4; 16].into(),
        doc: [5; 16].into(),
        parents: vec![],
        author: Author { user: [6; 16].into(), role: "r".into(), agency: "a".into() },
        wall: now().fixed_offset(),
        mono_ns: 0,
        boot: "b".into(),
        clk: None,
        body: BodyRef::of(b"{}"),
        blobs: blobs.iter().map(|blob| BlobRef::of(blob, "text/plain", "copy")).collect(),
        alg: Algorithm::Ed25519,
    };
    (SignedRecord::sign(&envelope, b"{}".into(), &signing_key(1)).unwrap(), envelope)
}

/// A store takes any bytes for a receipt; these name the number.
pub(crate) fn receipt(office_seq: u64) -> SignedReceipt {
    SignedReceipt { receipt: office_seq.to_be_bytes().into(), signature: [0; 64] }
}

pub(crate) fn keep(
    store: &dyn Store,
    tenant: TenantId,
    record: &SignedRecord,
    envelope: &Envelope,
) -> Result<RecordResult, OfficeError> {
    let arrival = Arrival { record, envelope, hash: record.hash(), received_at: now() };
    store.keep_record(tenant, &arrival, &|office_seq| Ok(receipt(office_seq)))
}
