//! Stores of each kind to test, and what is done to them.

use crate::people::BY;
use crate::tablet::{envelope, named, signing_key};
use crate::world::World;
use chrono::{DateTime, TimeDelta, Utc};
use ipc::office::AgreementRow;
use office::store::{
    About, Agency, Arrival, At, By, Device, Enrolled, Incoming, Joining, Own, Rules, StoreKey, Taken,
    ToWrite, Trouble, Wanted, Writes,
};
use office::{Environment, OfficeError, Store};
use record::wire::{EnrolRequest, RefuseCode};
use record::{
    DeviceId, EnrolmentCode, Envelope, Hash, Head, Kind, PublicKey, RecordId, SignedReceipt, SignedRecord,
    TenantId,
};
use std::any::Any;

pub(crate) const TENANT: [u8; 16] = [1; 16];
pub(crate) const DEVICE: [u8; 16] = [2; 16];

/// What has to be there as long as the store is.
pub(crate) type Place = Box<dyn Any>;

/// What any store must do, as a function that knows only the store.
pub(crate) type Law = fn(&Store);

/// Each of them holds in a new file.
pub(crate) fn hold_on_files(laws: &[Law]) {
    for law in laws {
        let (_place, store) = on_a_file();
        law(&store);
    }
}

/// Each of them holds in a new database of a server.
pub(crate) fn hold_on_servers(laws: &[Law]) {
    for law in laws {
        let (_place, store) = on_a_server();
        law(&store);
    }
}

/// A new store in a file. It comes last, so that it goes first.
pub(crate) fn on_a_file() -> (Place, Store) {
    let (at, place) = in_a_file();
    (place, Store::make(at).unwrap())
}

/// What files are closed with here.
pub(crate) fn store_key() -> StoreKey {
    StoreKey::from_bytes([7; 32])
}

/// Where a file may be made.
pub(crate) fn in_a_file() -> (At, Place) {
    let folder = tempfile::tempdir().unwrap();
    (At::File(folder.path().join("office.sqlite"), store_key()), Box::new(folder))
}

/// The database of a store that is there.
pub(crate) fn at(place: &Place) -> At {
    match place.downcast_ref::<tempfile::TempDir>() {
        Some(folder) => At::File(folder.path().join("office.sqlite"), store_key()),
        None => at_its_server(place),
    }
}

#[cfg(unix)]
fn at_its_server(place: &Place) -> At {
    let database: &crate::cluster::Database = place.downcast_ref().unwrap();
    At::Postgres(database.url().parse().unwrap())
}

#[cfg(not(unix))]
fn at_its_server(_: &Place) -> At {
    panic!("these tests start no server here")
}

/// A new store on a server.
#[cfg(unix)]
pub(crate) fn on_a_server() -> (Place, Store) {
    let (at, place) = at_a_server();
    (place, Store::make(at).unwrap())
}

/// Where these tests start no server, a file is as good.
#[cfg(not(unix))]
pub(crate) fn on_a_server() -> (Place, Store) {
    on_a_file()
}

/// A database of a server in which nothing is.
#[cfg(unix)]
pub(crate) fn at_a_server() -> (At, Place) {
    let database = crate::cluster::shared().database();
    (At::Postgres(database.url().parse().unwrap()), Box::new(database))
}

pub(crate) fn now() -> DateTime<Utc> {
    World::new().now()
}

/// The office's machine asks, of this tenant or another.
pub(crate) fn by() -> By<'static> {
    by_of(TENANT.into())
}

pub(crate) fn by_of(tenant: TenantId) -> By<'static> {
    By { tenant, actor: &BY, now: now() }
}

pub(crate) fn agency(tenant: [u8; 16]) -> Agency {
    let (name, epoch) = ("Brindlewood".into(), [5; 16].into());
    let (tenant, address) = (tenant.into(), String::new());
    Agency { tenant, name, address, epoch, signing_key: None, moved_at: None }
}

pub(crate) fn request(code: u8, key: u8, again: Option<[u8; 16]>) -> EnrolRequest {
    let code = EnrolmentCode::from_random([code; 10]);
    let request_key = PublicKey::from(&signing_key(key + 100).verifying_key());
    EnrolRequest::sign(code, request_key, again.map(DeviceId::from), "Tablet".into(), &signing_key(key))
}

pub(crate) fn enrol(store: &Store, request: &EnrolRequest, new: [u8; 16]) -> Enrolled {
    let joining = Joining { request, new: new.into(), unlock_keys: 64, now: now() };
    store.enrol(TENANT.into(), &joining).unwrap()
}

/// The agency is there and one device is, with key 1.
pub(crate) fn enrolled(store: &Store) {
    store.found(&agency(TENANT)).unwrap();
    let request = request(1, 1, None);
    store.add_code(by(), request.code.hash(), now() + TimeDelta::seconds(1)).unwrap();
    enrol(store, &request, DEVICE);
}

pub(crate) fn device() -> Device {
    let request = request(1, 1, None);
    let (record_key, request_key) = (request.record_key, request.request_key);
    Device { id: DEVICE.into(), record_key, request_key, lost: false, confirmed: false, revoked: false }
}

pub(crate) fn arrival(seq: u64, prev: Option<Hash>, files: &[&[u8]]) -> Arrival {
    let prev = prev.or((seq > 1).then(|| Hash::of(b"before")));
    let files: Vec<_> = files.iter().map(|file| named(file)).collect();
    let envelope = envelope(DEVICE.into(), TENANT.into(), seq, prev, b"{}", &files);
    let record = SignedRecord::sign(&envelope, b"{}".into(), &signing_key(1)).unwrap();
    Arrival { hash: record.hash(), record, envelope }
}

pub(crate) fn whole(arrival: &Arrival) -> Incoming {
    Incoming::Record(Box::new(arrival.clone()))
}

pub(crate) fn file(bytes: &[u8]) -> Incoming {
    Incoming::File { name: Hash::of(bytes), bytes: bytes.to_vec() }
}

/// A store takes any bytes for a receipt; these name the record and the number.
pub(crate) fn receipt(record: Hash, office_seq: u64) -> SignedReceipt {
    SignedReceipt { receipt: format!("{record} {office_seq}").into(), signature: [0; 64] }
}

/// Takes whatever can be read.
pub(crate) struct Takes;

impl Rules for Takes {
    fn prove(&self, _: Hash, bytes: &[u8]) -> Result<Arrival, RefuseCode> {
        let record = SignedRecord::from_bytes(bytes).map_err(|_| RefuseCode::Unreadable)?;
        let envelope = Envelope::read(&record.envelope).map_err(|_| RefuseCode::Unreadable)?;
        Ok(Arrival { hash: record.hash(), record, envelope })
    }

    fn sign(&self, record: Hash, office_seq: u64) -> Result<SignedReceipt, OfficeError> {
        Ok(receipt(record, office_seq))
    }
}

pub(crate) fn take(store: &Store, incoming: &[Incoming]) -> Vec<Taken> {
    store.take_in(TENANT.into(), &device(), incoming, &Takes, now()).unwrap()
}

/// The office as a device, and the person there who writes.
pub(crate) const OWN: [u8; 16] = [8; 16];
pub(crate) const PERSON: [u8; 16] = [6; 16];

/// Writes about whatever it is asked to, or begins something, always the same for the same number.
pub(crate) struct Says(pub(crate) u64);

impl Writes for Says {
    fn make(&self, about: Option<&About>, head: Option<Head>) -> Result<Arrival, OfficeError> {
        let (seq, prev) = (head.map_or(1, |head| head.seq + 1), head.map(|head| head.hash));
        let mut envelope = envelope(OWN.into(), TENANT.into(), seq, prev, b"{}", &[]);
        (envelope.id, envelope.mono_ns) = (RecordId::new(self.0, &[2; 10]), self.0);
        envelope.kind = Kind::PlanPrepared;
        if let Some(about) = about {
            (envelope.kind, envelope.case, envelope.doc) = (Kind::NoteSeen, about.case, about.doc);
        }
        let record = SignedRecord::sign(&envelope, b"{}".into(), &signing_key(9)).unwrap();
        Ok(Arrival { hash: record.hash(), record, envelope })
    }

    fn sign(&self, record: Hash, office_seq: u64) -> Result<SignedReceipt, OfficeError> {
        Ok(receipt(record, office_seq))
    }
}

/// What is asked with a request about a record.
pub(crate) fn to_write(request: u8, of: Hash) -> ToWrite<'static> {
    let own = Own { device: OWN.into(), key: PublicKey::from(&signing_key(9).verifying_key()), name: "O" };
    let said = Hash::of(&[of.as_bytes().as_slice(), &[request]].concat());
    ToWrite {
        request: [request; 16].into(),
        said,
        of: Some(of),
        case: None,
        own,
        user: PERSON.into(),
        to: None,
    }
}

/// All agreements that are wanted, read in pages of so many rows.
pub(crate) fn listed(store: &Store, tenant: TenantId, wanted: &Wanted, rows: u64) -> Vec<AgreementRow> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let page = store.agreements(by_of(tenant), wanted, after.as_ref(), Some(rows)).unwrap();
        assert!(page.items.len() as u64 <= rows);
        all.extend(page.items);
        after = page.next;
        if after.is_none() {
            return all;
        }
    }
}

/// All that did not come, read in pages of so many rows.
pub(crate) fn troubles(store: &Store, tenant: TenantId, rows: u64) -> Vec<Trouble> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let page = store.troubles(by_of(tenant), after.as_ref(), Some(rows)).unwrap();
        assert!(page.items.len() as u64 <= rows);
        all.extend(page.items);
        after = page.next;
        if after.is_none() {
            return all;
        }
    }
}
