//! What any store must do with what agencies give each other, on a file and on a server.

use crate::chain::write_seen;
use crate::stores::{
    DEVICE, OWN, TENANT, arrival, by, by_of, enrolled, file, listed, now, on_a_file, on_a_server, receipt,
    take, to_write, whole,
};
use crate::tablet::{envelope, named, signing_key};
use ed25519_dalek::SigningKey;
use office::store::{Certified, Coming, Disposed, Partner, ToWrite, Wanted, Wrote};
use office::{OfficeError, OfficeKey, Store};
use record::wire::RecordState;
use record::{
    AgencyLine, Author, Between, BodyRef, CaseId, DeviceId, Disclosed, Envelope, EpochId, Hash, Kind,
    OfficePerson, ProvedDisclosure, PublicKey, RECEIPT_VERSION, Receipt, RecordId, SignedReceipt,
    SignedRecord, SignedVouch, TenantId, VOUCH_VERSION, Vouch, WRITTEN_VERSION, What, Written,
};

const OTHER: [u8; 16] = [9; 16];
const THEIR_TABLET: [u8; 16] = [32; 16];
const THEIR_CASE: [u8; 16] = [33; 16];
/// The seeds of the other office's key and of its tablet's.
const THEIR_KEY: u8 = 21;
const TABLET_KEY: u8 = 31;

const LAWS: &[fn(&Store)] = &[
    an_agency_is_known_by_its_name_and_its_keys,
    what_comes_is_kept_beside_the_own_and_twice_is_once,
    what_is_known_as_somebody_else_s_is_not_taken,
    what_is_given_waits_for_its_receipt,
    what_was_lost_comes_back_and_nothing_is_written_over,
];

#[test]
fn on_files() {
    for law in LAWS {
        let (_place, store) = on_a_file();
        law(&store);
    }
}

#[test]
fn on_servers() {
    for law in LAWS {
        let (_place, store) = on_a_server();
        law(&store);
    }
}

pub(crate) fn partner() -> Partner {
    Partner {
        agency: OTHER.into(),
        name: "Northmere Police".into(),
        keys: OfficeKey::from_seed(&[THEIR_KEY; 32]).keys(),
        address: None,
        added_at: now(),
        ended_at: None,
    }
}

/// Whose an agreement is, and to whom it is given.
pub(crate) struct Way {
    of: TenantId,
    to: TenantId,
    office: SigningKey,
    device: DeviceId,
    tablet: SigningKey,
    case: CaseId,
}

/// The other agency gives something to this one.
pub(crate) fn theirs() -> Way {
    Way {
        of: OTHER.into(),
        to: TENANT.into(),
        office: signing_key(THEIR_KEY),
        device: THEIR_TABLET.into(),
        tablet: signing_key(TABLET_KEY),
        case: THEIR_CASE.into(),
    }
}

/// This agency gave something to the other.
fn own() -> Way {
    Way {
        of: TENANT.into(),
        to: OTHER.into(),
        office: signing_key(9),
        device: DEVICE.into(),
        tablet: signing_key(1),
        case: [4; 16].into(),
    }
}

impl Way {
    pub(crate) fn give(&self, seq: u64, files: &[&[u8]]) -> Disclosed {
        let body = format!("{{\"reference\":\"FSP-{seq}\"}}");
        let blobs: Vec<_> = files.iter().map(|file| named(file)).collect();
        let prev = (seq > 1).then(|| Hash::of(b"before"));
        let mut of = envelope(self.device, self.of, seq, prev, body.as_bytes(), &blobs);
        of.case = self.case;
        self.give_as(&of, body.as_bytes(), files)
    }

    fn give_as(&self, of: &Envelope, body: &[u8], files: &[&[u8]]) -> Disclosed {
        let record = SignedRecord::sign(of, body.to_vec(), &self.tablet).unwrap();
        let by = OfficePerson { id: [40; 16].into(), name: "Miriam Ősz".into(), role: "manager".into() };
        let what = What::Disclosure { to: "them".into(), tenant: Some(self.to) };
        let words = "They visit too.".to_owned();
        let written = Written { v: WRITTEN_VERSION, by, at: now(), of: Some(record.hash()), what, words };
        let said = written.to_bytes().unwrap();
        let disclosure = Envelope {
            id: RecordId::new(of.seq, &[3; 10]),
            dev: self.own_device(),
            seq: 1,
            prev: None,
            kind: Kind::Disclosure,
            schema: WRITTEN_VERSION,
            parents: vec![record.hash()],
            author: Author { user: [40; 16].into(), role: "manager".into(), agency: "A".into() },
            body: BodyRef::of(&said),
            blobs: vec![],
            ..of.clone()
        };
        let record_key = PublicKey::from(&self.tablet.verifying_key());
        let name = "Tablet 7".to_owned();
        let vouch = Vouch { v: VOUCH_VERSION, tenant: self.of, device: self.device, record_key, name };
        let given = Receipt {
            v: RECEIPT_VERSION,
            record: record.hash(),
            epoch: EpochId::from([5; 16]),
            office_seq: 7,
            received_at: now(),
            office_key: PublicKey::from(&self.office.verifying_key()).id(),
        };
        Disclosed {
            disclosure: SignedRecord::sign(&disclosure, said, &self.office).unwrap(),
            vouch: SignedVouch::sign(&vouch, &self.office).unwrap(),
            receipt: SignedReceipt::sign(&given, &self.office).unwrap(),
            record,
            files: files.iter().map(|file| file.to_vec()).collect(),
        }
    }

    /// What the office is as a device.
    fn own_device(&self) -> DeviceId {
        DeviceId::from(if self.of == TenantId::from(TENANT) { OWN } else { [39; 16] })
    }

    pub(crate) fn prove(&self, disclosed: &Disclosed) -> ProvedDisclosure {
        let key = self.office.verifying_key();
        disclosed.prove(Between { key: &key, of: self.of, to: self.to }).unwrap()
    }
}

pub(crate) fn sign(record: Hash, office_seq: u64) -> Result<SignedReceipt, OfficeError> {
    Ok(receipt(record, office_seq))
}

fn take_theirs(store: &Store, way: &Way, disclosed: &Disclosed) -> Result<Vec<SignedReceipt>, OfficeError> {
    let proved = way.prove(disclosed);
    store.take_disclosed(by(), &partner(), &[Coming { disclosed, proved: &proved }], &sign)
}

fn an_agency_is_known_by_its_name_and_its_keys(store: &Store) {
    enrolled(store);
    let tenant = TenantId::from(TENANT);
    store.add_partner(by(), &partner()).unwrap();
    assert_eq!(store.partners(by()).unwrap(), [partner()]);
    assert_eq!(store.partner(tenant, OTHER.into()).unwrap(), Some(partner()));
    assert_eq!(store.partner(OTHER.into(), OTHER.into()).unwrap(), None, "another tenant's");
    assert!(matches!(store.add_partner(by(), &partner()), Err(OfficeError::PartnerKnown)));
    let other = |name: &str| Partner { agency: [10; 16].into(), name: name.into(), ..partner() };
    assert!(matches!(store.add_partner(by(), &other("northmere POLICE")), Err(OfficeError::PartnerTaken)));
    let health = Partner { address: Some("https://health.example".into()), ..other("Elm Health") };
    store.add_partner(by(), &health).unwrap();
    assert_eq!(store.partners(by()).unwrap(), [health.clone(), partner()], "by their names");

    store.end_partner(by(), OTHER.into()).unwrap().unwrap();
    assert_eq!(store.end_partner(by(), OTHER.into()).unwrap(), None, "once");
    assert_eq!(store.partner(tenant, OTHER.into()).unwrap(), None);
    let ended = Partner { ended_at: Some(now()), ..partner() };
    assert_eq!(store.partners(by()).unwrap(), [health.clone(), ended]);
    let anew = Partner { keys: OfficeKey::from_seed(&[22; 32]).keys(), ..partner() };
    store.add_partner(by(), &anew).unwrap();
    assert_eq!(store.partners(by()).unwrap(), [health, anew.clone()]);
    let line = AgencyLine { tenant: anew.agency, keys: anew.keys };
    assert_eq!(line.to_string().parse::<AgencyLine>().unwrap(), line);
}

fn what_comes_is_kept_beside_the_own_and_twice_is_once(store: &Store) {
    enrolled(store);
    let tenant = TenantId::from(TENANT);
    store.add_partner(by(), &partner()).unwrap();
    take(store, &[whole(&arrival(1, None, &[]))]);
    let way = theirs();
    let first = way.give(5, &[b"%PDF", b"ink"]);
    let given = take_theirs(store, &way, &first).unwrap();
    assert_eq!(given, [receipt(first.hash(), 2)], "behind the own, and before the words about it");
    assert_eq!(
        store.receipt(by(), first.disclosure.hash()).unwrap(),
        Some(receipt(first.disclosure.hash(), 3))
    );
    assert_eq!(take_theirs(store, &way, &first).unwrap(), given);
    assert_eq!(store.signed(by(), first.hash()).unwrap().as_ref(), Some(&first.record));
    assert_eq!(store.signed(by(), first.disclosure.hash()).unwrap().as_ref(), Some(&first.disclosure));
    assert_eq!(store.blob(by(), Hash::of(b"ink")).unwrap().as_deref(), Some(b"ink".as_slice()));

    let rows = listed(store, tenant, &Wanted::All, 50);
    let mut from: Vec<_> =
        rows.iter().map(|row| (row.reference.as_str(), row.from_agency.as_deref())).collect();
    from.sort_unstable();
    assert_eq!(from, [("FSP-5", Some("Northmere Police")), ("not recorded", None)]);
    let row = rows.iter().find(|row| row.reference == "FSP-5").unwrap();
    assert_eq!((row.tablet.as_str(), row.marks.as_slice()), ("Tablet 7", [].as_slice()), "no hole is told");
    assert_eq!(store.tablets(by()).unwrap().len(), 1, "their tablet is none of ours");
    assert_eq!(store.device(tenant, THEIR_TABLET.into()).unwrap(), None);
    assert_eq!(store.names(tenant).unwrap().len(), 1);
    let received = store.received(by()).unwrap();
    let [one] = received.as_slice() else { panic!("{received:?}") };
    assert_eq!((one.record, one.from.as_str(), one.came_at), (first.hash(), "Northmere Police", now()));
    assert_eq!(store.received(by_of(OTHER.into())).unwrap(), []);
    assert_eq!(store.may_be_given_back(tenant, OTHER.into()).unwrap(), [first.hash()]);
    assert_eq!(store.to_give_back(by(), first.hash()).unwrap().as_ref(), Some(&first), "byte for byte");

    // Its own retention: what is disposed of here is never taken anew, and told to be safe all the same.
    let certify = |_: &Disposed| Ok(Certified { words: b"words".to_vec(), signature: [3; 64] });
    store.dispose(by(), THEIR_CASE.into(), "its time is over", &certify).unwrap();
    assert_eq!(take_theirs(store, &way, &first).unwrap(), given);
    assert_eq!(store.blob(by(), Hash::of(b"ink")).unwrap(), None);
    assert_eq!(store.to_give_back(by(), first.hash()).unwrap(), None);
    assert_eq!(store.may_be_given_back(tenant, OTHER.into()).unwrap(), []);

    let second = way.give(6, &[]);
    take_theirs(store, &way, &second).unwrap();
    assert_eq!(
        store.note_disposed_there(by(), OTHER.into(), &[second.hash(), Hash::of(b"x")], now()).unwrap(),
        1
    );
    assert_eq!(store.may_be_given_back(tenant, OTHER.into()).unwrap(), [], "it is gone there on purpose");
    assert!(store.to_give_back(by(), second.hash()).unwrap().is_some(), "and stays here");
}

fn what_is_known_as_somebody_else_s_is_not_taken(store: &Store) {
    enrolled(store);
    store.add_partner(by(), &partner()).unwrap();
    take(store, &[whole(&arrival(1, None, &[]))]);
    let clash = |way: Way| {
        let disclosed = way.give(5, &[]);
        let taken = take_theirs(store, &way, &disclosed);
        assert!(matches!(taken, Err(OfficeError::DisclosedClash)), "{taken:?}");
        assert_eq!(store.signed(by(), disclosed.hash()).unwrap(), None, "nothing of it is kept");
    };
    clash(Way { device: DEVICE.into(), ..theirs() });
    clash(Way { device: DEVICE.into(), tablet: signing_key(1), ..theirs() });
    clash(Way { case: [4; 16].into(), ..theirs() });
    take_theirs(store, &theirs(), &theirs().give(5, &[])).unwrap();
    clash(Way { tablet: signing_key(34), ..theirs() });
    // Whoever has the key of their tablet does not join with it here as that.
    let request = crate::stores::request(7, TABLET_KEY, Some(THEIR_TABLET));
    store.add_code(by(), request.code.hash(), now() + chrono::TimeDelta::seconds(1)).unwrap();
    assert_eq!(crate::stores::enrol(store, &request, [3; 16]), office::store::Enrolled::OtherKey);
}

fn what_is_given_waits_for_its_receipt(store: &Store) {
    enrolled(store);
    let tenant = TenantId::from(TENANT);
    let (whole_one, lacks) = (arrival(1, None, &[b"ink"]), arrival(2, None, &[b"never came"]));
    take(store, &[whole(&whole_one), whole(&lacks), file(b"ink")]);
    let write = |request: u8, of: Hash| {
        let asked = ToWrite { to: Some(OTHER.into()), ..to_write(request, of) };
        write_seen(store, &asked, request.into())
    };
    assert!(matches!(write(1, whole_one.hash), Err(OfficeError::NoPartner)));
    store.add_partner(by(), &partner()).unwrap();
    assert!(matches!(write(1, lacks.hash), Err(OfficeError::NotWhole)));
    let wrote = write(1, whole_one.hash).unwrap();
    let Wrote::Now { record: said, .. } = wrote else { panic!("{wrote:?}") };
    assert_eq!(write(1, whole_one.hash).unwrap(), Wrote::Before { record: said });
    assert!(matches!(write(2, said), Ok(Wrote::Now { .. })), "a store asks nothing of kinds");

    let waiting = store.given(by(), true).unwrap();
    assert_eq!(waiting.len(), 2);
    let of = waiting.iter().find(|given| given.record == whole_one.hash).unwrap();
    assert_eq!((of.disclosure, of.to.as_str(), of.receipted_at), (said, "Northmere Police", None));
    assert!(store.waiting_to_be_given(tenant).unwrap().contains(&(said, OTHER.into())));
    assert_eq!(store.waiting_to_be_given(OTHER.into()).unwrap(), []);
    let packed = store.to_give(tenant, said).unwrap().unwrap();
    assert_eq!((packed.agency, packed.device), (OTHER.into(), DEVICE.into()));
    assert_eq!((packed.record, packed.files), (whole_one.record.clone(), vec![b"ink".to_vec()]));
    assert_eq!((packed.receipt, packed.tablet.as_str()), (receipt(whole_one.hash, 1), "Tablet"));
    assert_eq!(packed.disclosure.hash(), said);

    let theirs = [(whole_one.hash, receipt(whole_one.hash, 41))];
    assert_eq!(store.keep_receipts(tenant, [10; 16].into(), &theirs, now()).unwrap(), 0, "another agency's");
    assert_eq!(store.keep_receipts(tenant, OTHER.into(), &theirs, now()).unwrap(), 1);
    assert_eq!(store.keep_receipts(tenant, OTHER.into(), &theirs, now()).unwrap(), 0, "the first stays");
    assert_eq!(store.receipt_of_other(tenant, said).unwrap(), Some(receipt(whole_one.hash, 41)));
    assert_eq!(store.given(by(), true).unwrap().len(), 1);
    assert_eq!(store.given(by(), false).unwrap().len(), 2);
    assert!(store.given_and_held(tenant, OTHER.into()).unwrap().contains(&whole_one.hash));

    let told = std::cell::RefCell::new(Vec::new());
    let certify = |disposed: &Disposed| {
        told.borrow_mut().clone_from(&disposed.given_to);
        Ok(Certified { words: b"words".to_vec(), signature: [3; 64] })
    };
    take(store, &[file(b"never came")]);
    store.dispose(by(), CaseId::from([4; 16]), "its time is over", &certify).unwrap();
    assert_eq!(*told.borrow(), ["Northmere Police"]);
    assert_eq!(store.to_give(tenant, said).unwrap(), None, "what is disposed of is given no more");
    assert_eq!(store.waiting_to_be_given(tenant).unwrap(), []);
    assert!(store.given_and_held(tenant, OTHER.into()).unwrap().contains(&whole_one.hash), "nor asked back");
}

fn what_was_lost_comes_back_and_nothing_is_written_over(store: &Store) {
    enrolled(store);
    let tenant = TenantId::from(TENANT);
    store.add_partner(by(), &partner()).unwrap();
    let (way, key) = (own(), PublicKey::from(&signing_key(9).verifying_key()));
    let back = |way: &Way, disclosed: &Disclosed| {
        let proved = way.prove(disclosed);
        let coming = [Coming { disclosed, proved: &proved }];
        store.take_back_disclosed(by(), &partner(), &coming, (key, "O"), &sign)
    };
    // All of it was lost, its tablet too.
    let gone = Way { device: [50; 16].into(), tablet: signing_key(50), ..own() };
    let lost = gone.give(3, &[b"%PDF"]);
    assert_eq!(back(&gone, &lost).unwrap(), 1);
    assert_eq!(back(&gone, &lost).unwrap(), 0, "twice is once");
    assert_eq!(store.signed(by(), lost.hash()).unwrap().as_ref(), Some(&lost.record));
    let standing = store.standing(tenant, [50; 16].into(), &[lost.hash()]).unwrap();
    assert!(matches!(standing.records.as_slice(), [RecordState::Safe { .. }]));
    let row = store.agreement(by(), lost.hash()).unwrap().unwrap();
    assert_eq!((row.from_agency, row.tablet.as_str()), (None, "Tablet 7"), "it is this office's own");
    let tablets = store.tablets(by()).unwrap();
    let of = tablets.iter().find(|tablet| tablet.name == "Tablet 7").unwrap();
    assert_eq!((of.confirmed_at, of.records), (None, 1), "it has to be confirmed anew");
    assert_eq!(store.given(by(), true).unwrap().len(), 1, "and that it was given is known again");

    // Of another the record is there, and a file was lost.
    let half = way.give(9, &[b"here", b"lost"]);
    let proved = way.prove(&half);
    let arrival = office::store::Arrival {
        record: half.record.clone(),
        envelope: proved.envelope.clone(),
        hash: half.hash(),
    };
    take(store, &[whole(&arrival), file(b"here")]);
    assert_eq!(store.receipt(by(), half.hash()).unwrap(), None);
    assert_eq!(back(&way, &half).unwrap(), 1);
    let given = store.receipt(by(), half.hash()).unwrap();
    assert!(given.is_some());
    assert_eq!(back(&way, &half).unwrap(), 0);
    assert_eq!(store.receipt(by(), half.hash()).unwrap(), given);
    // A tablet that is known by another key is not the one that is vouched for.
    let forged = Way { tablet: signing_key(60), ..own() };
    let other = forged.give(12, &[]);
    assert!(matches!(back(&forged, &other), Err(OfficeError::DisclosedClash)));
}
