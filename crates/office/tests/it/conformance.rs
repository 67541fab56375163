//! What any store must do: each law is a function that knows only `Store`, and is tested on a file and on a server.

use crate::stores::{
    DEVICE, Law, TENANT, agency, arrival, by, by_of, device, enrol, enrolled, file, hold_on_files,
    hold_on_servers, listed, now, receipt, request, take, troubles, whole,
};
use crate::tablet::signing_key;
use chrono::TimeDelta;
use ipc::office::Mark;
use office::store::{
    Agency, Arrival, Device, Enrolled, Incoming, MAX_REFUSED, MAX_ROW_BYTES, NotCome, Noted, Rules, Taken,
    Telling, Trouble, Wanted,
};
use office::{OfficeError, Store};
use record::letter::{Carried, Part};
use record::wire::{CodeOf, EnrolRequest, Lacking, RecordState, RefuseCode, Stuck, StuckWhy};
use record::{EpochId, Hash, Kind, Place, SignedReceipt, SignedRecord, TenantId};

const LAWS: &[Law] = &[
    an_agency_is_founded_once,
    codes_and_devices,
    joining_again,
    tablets_are_listed_by_the_bytes_of_their_names,
    codes_by_telephone,
    records_and_receipts,
    words_from_elsewhere_may_be_any,
    a_failed_signature_leaves_no_trace,
    parts_become_wholes,
    one_tenant_s_things_are_not_another_s,
    what_is_refused_and_what_is_stuck,
];

#[test]
fn on_files() {
    hold_on_files(LAWS);
}

#[test]
fn on_servers() {
    hold_on_servers(LAWS);
}

fn an_agency_is_founded_once(store: &Store) {
    assert_eq!((store.agency().unwrap(), store.tenant().unwrap()), (None, None));
    let first = agency(TENANT);
    store.found(&first).unwrap();
    store.found(&agency([9; 16])).unwrap();
    assert_eq!(store.agency().unwrap().as_ref(), Some(&first));
    assert_eq!(store.tenant().unwrap(), Some(first.tenant));
    let (other, renamed) = (TenantId::from([9; 16]), Agency { name: "Another".into(), ..first });
    store.set_name(TENANT.into(), "Another").unwrap();
    store.set_name(other, "A third").unwrap();
    assert_eq!(store.agency().unwrap().as_ref(), Some(&renamed), "its address is what it was");
    let renamed = Agency { address: "http://127.0.0.1:1".into(), ..renamed };
    store.set_address(TENANT.into(), "http://127.0.0.1:1").unwrap();
    store.set_address(other, "http://127.0.0.1:2").unwrap();
    assert_eq!(store.agency().unwrap().as_ref(), Some(&renamed), "and its name");
    let epoch = EpochId::from([8; 16]);
    store.begin_epoch(TENANT.into(), epoch, 0).unwrap();
    assert_eq!(store.agency().unwrap(), Some(Agency { epoch, ..renamed }));
}

fn codes_and_devices(store: &Store) {
    store.found(&agency(TENANT)).unwrap();
    let (tenant, now) = (TenantId::from(TENANT), now());
    let (one, two) = (request(1, 1, None), request(2, 2, None));
    assert_eq!(enrol(store, &one, DEVICE), Enrolled::Wrong);
    store.add_code(by(), one.code.hash(), now + TimeDelta::seconds(1)).unwrap();
    store.add_code(by(), two.code.hash(), now).unwrap();
    assert_eq!(enrol(store, &two, DEVICE), Enrolled::Expired);
    assert_eq!(store.device(tenant, DEVICE.into()).unwrap(), None);
    let joined = Enrolled::Device { id: DEVICE.into(), first_unlock: 1 };
    assert_eq!(enrol(store, &one, DEVICE), joined);
    assert_eq!(enrol(store, &one, [3; 16]), joined);
    for other in [request(1, 2, None), request(1, 1, Some([3; 16]))] {
        assert_eq!(enrol(store, &other, [3; 16]), Enrolled::Used);
    }
    assert_eq!(store.device(tenant, DEVICE.into()).unwrap(), Some(device()));
    assert_eq!(store.device(tenant, [3; 16].into()).unwrap(), None);
    store.set_lost(by(), DEVICE.into(), Some(now)).unwrap().unwrap();
    assert_eq!(store.device(tenant, DEVICE.into()).unwrap(), Some(Device { lost: true, ..device() }));
    let tablets = store.tablets(by()).unwrap();
    let [tablet] = tablets.as_slice() else { panic!("{tablets:?}") };
    assert_eq!((tablet.name.as_str(), tablet.joined_at, tablet.records), ("Tablet", now, 0));
    assert_eq!((tablet.asked_at, tablet.lost_at), (None, Some(now)));
    store.set_lost(by(), DEVICE.into(), None).unwrap().unwrap();
    assert_eq!(store.device(tenant, DEVICE.into()).unwrap(), Some(device()));
}

fn joining_again(store: &Store) {
    enrolled(store);
    let mut code = 10;
    let mut again = |of: [u8; 16], key: u8| {
        code += 1;
        let request = request(code, key, Some(of));
        store.add_code(by(), request.code.hash(), now() + TimeDelta::seconds(1)).unwrap();
        enrol(store, &request, [4; 16])
    };
    assert_eq!(again(DEVICE, 1), Enrolled::Device { id: DEVICE.into(), first_unlock: 65 });
    assert_eq!(again(DEVICE, 2), Enrolled::OtherKey);
    assert_eq!(again([7; 16], 2), Enrolled::Device { id: [7; 16].into(), first_unlock: 1 });
    assert_eq!(again([7; 16], 1), Enrolled::OtherKey);
    assert_eq!(store.tablets(by()).unwrap().len(), 2);
}

fn tablets_are_listed_by_the_bytes_of_their_names(store: &Store) {
    store.found(&agency(TENANT)).unwrap();
    for (at, name) in (1u8..).zip(["b", "Ä", "a", "C", "é", "Z"]) {
        let request = EnrolRequest { device_name: name.into(), ..request(at, at, None) };
        store.add_code(by(), request.code.hash(), now() + TimeDelta::seconds(1)).unwrap();
        enrol(store, &request, [at; 16]);
    }
    let names: Vec<String> = store.tablets(by()).unwrap().into_iter().map(|tablet| tablet.name).collect();
    assert_eq!(names, ["C", "Z", "a", "b", "Ä", "é"]);
}

fn words_from_elsewhere_may_be_any(store: &Store) {
    enrolled(store);
    let tenant = TenantId::from(TENANT);
    let long: String = (0..100).map(|at: u8| Hash::of(&[at]).to_string()).collect();
    for (seq, word) in (1..).zip(["a\0b", &long]) {
        let mut envelope = arrival(seq, None, &[]).envelope;
        envelope.kind = Kind::Unknown(word.to_owned());
        let record = SignedRecord::sign(&envelope, b"{}".into(), &signing_key(1)).unwrap();
        let arrival = Arrival { hash: record.hash(), record, envelope };
        let taken = take(store, &[whole(&arrival)]);
        assert!(matches!(taken.as_slice(), [Taken::Record { .. }]), "{taken:?}");
        assert_eq!(store.signed(by_of(tenant), arrival.hash).unwrap(), Some(arrival.record));
        assert_eq!(store.agreement(by_of(tenant), arrival.hash).unwrap(), None, "it is none");
    }
    let stuck =
        Stuck { record: Hash::of(b"r"), user: [6; 16].into(), seq: 1, why: StuckWhy::Unknown("a\0b".into()) };
    let noted = Noted { created: 1, held: &[], stuck: std::slice::from_ref(&stuck), codes: &[], now: now() };
    store.note_asked(tenant, DEVICE.into(), &noted).unwrap();
    let heard = Stuck { why: StuckWhy::Unknown("a\u{fffd}b".into()), ..stuck };
    assert_eq!(stuck_of(&troubles(store, tenant, 1)), [heard]);
}

fn codes_by_telephone(store: &Store) {
    enrolled(store);
    let tenant = TenantId::from(TENANT);
    let ask = |number: u32, unreported: bool| {
        store.give_unlock_code(by(), DEVICE.into(), number, unreported).unwrap()
    };
    let all = |unreported: bool| [0, 1, 2, 65, u32::MAX].map(|number| ask(number, unreported));
    let never = Telling::Never;
    assert_eq!(all(false), [never, Telling::Unreported, never, never, never]);
    assert_eq!(all(true), [never, Telling::Of(None), never, never, never]);
    let report = |created: i64, numbers: &[u32]| {
        let code = |number: &u32| CodeOf { number: *number, user: [6; 16].into() };
        let codes: Vec<CodeOf> = numbers.iter().map(code).collect();
        let noted = Noted { created, held: &[], stuck: &[], codes: &codes, now: now() };
        store.note_asked(tenant, DEVICE.into(), &noted).unwrap();
    };
    report(1, &[2, 64, 65]);
    let of = Telling::Of(Some([6; 16].into()));
    assert_eq!(all(true), [never, Telling::Of(None), of, never, never]);
    report(2, &[2, 5]);
    assert_eq!([5, 6, 7].map(|number| ask(number, true)), [of, Telling::Of(None), never]);
    report(1, &[3, 5]);
    assert_eq!([2, 3, 5, 6].map(|number| ask(number, false)), [of, of, of, Telling::Unreported]);
    store.set_lost(by(), DEVICE.into(), Some(now())).unwrap().unwrap();
    assert_eq!(ask(5, true), Telling::Lost(now()));
    store.set_lost(by(), DEVICE.into(), None).unwrap().unwrap();
    store.begin_epoch(tenant, [8; 16].into(), 0).unwrap();
    report(3, &[65]);
    assert_eq!(ask(65, false), of, "it may have got it in a life that is lost");
    store.begin_epoch(tenant, [9; 16].into(), 7_000_000).unwrap();
    let request = request(9, 9, None);
    store.add_code(by(), request.code.hash(), now() + TimeDelta::seconds(1)).unwrap();
    let first_unlock = 7_000_000;
    assert_eq!(enrol(store, &request, [3; 16]), Enrolled::Device { id: [3; 16].into(), first_unlock });
}

fn records_and_receipts(store: &Store) {
    enrolled(store);
    let tenant = TenantId::from(TENANT);
    let first = arrival(1, None, &[]);
    let second = arrival(2, Some(first.hash), &[b"ink", b"ink", b""]);
    let other = arrival(2, Some(first.hash), &[]);
    let place = |arrival: &Arrival| match take(store, &[whole(arrival)]).remove(0) {
        Taken::Record { place, .. } => Some(place),
        Taken::Held => None,
        other @ (Taken::File | Taken::Part | Taken::TooEarly | Taken::Refused(_) | Taken::Failed(_)) => {
            panic!("{other:?}")
        }
    };
    assert_eq!(place(&second), Some(Place::AfterHole));
    assert_eq!(place(&first), Some(Place::Follows));
    assert_eq!(place(&other), Some(Place::Branch));
    assert_eq!(place(&second), None);

    let states = |of: &[&Arrival]| {
        let hashes: Vec<Hash> = of.iter().map(|arrival| arrival.hash).collect();
        store.standing(tenant, DEVICE.into(), &hashes).unwrap()
    };
    let lacks = |files: &[&[u8]]| {
        let lacking = |file: &&[u8]| Lacking { file: Hash::of(file), held: vec![] };
        RecordState::Lacks { files: files.iter().map(lacking).collect() }
    };
    let standing = states(&[&second, &first]);
    assert_eq!(
        standing.records,
        [lacks(&[b"ink", b""]), RecordState::Safe { receipt: receipt(first.hash, 1) }]
    );
    assert_eq!(standing.receipts, 2);
    assert_eq!(store.receipt(by(), second.hash).unwrap(), None);
    assert!(matches!(take(store, &[file(b"")]).as_slice(), [Taken::File]));
    assert_eq!(states(&[&second]).records, [lacks(&[b"ink"])]);
    assert!(matches!(take(store, &[file(b"ink"), file(b"ink")]).as_slice(), [Taken::File, Taken::Held]));
    let receipt = receipt(second.hash, 3);
    assert_eq!(store.receipt(by(), second.hash).unwrap(), Some(receipt.clone()));
    assert_eq!(states(&[&second]).records, [RecordState::Safe { receipt }]);
    let others = store.standing(tenant, [7; 16].into(), &[first.hash]).unwrap();
    assert_eq!((others.records.as_slice(), others.receipts), ([RecordState::Missing].as_slice(), 0));

    let rows = listed(store, tenant, &Wanted::All, 2);
    assert_eq!(rows.len(), 3);
    let row = store.agreement(by_of(tenant), first.hash).unwrap().unwrap();
    assert!(rows.contains(&row));
    assert_eq!(store.signed(by_of(tenant), first.hash).unwrap(), Some(first.record));
    let here = ipc::office::Arrival::Here { received_at: now(), office_seq: 1 };
    assert_eq!((row.arrival, row.marks), (here, vec![]));
    let branch = store.agreement(by_of(tenant), second.hash).unwrap().unwrap().marks;
    assert_eq!(branch, [Mark::TwoBranches], "and so is the other");
}

fn a_failed_signature_leaves_no_trace(store: &Store) {
    struct Fails(Hash);
    impl Rules for Fails {
        fn prove(&self, _: Hash, _: &[u8]) -> Result<Arrival, RefuseCode> {
            Err(RefuseCode::Unreadable)
        }
        fn sign(&self, record: Hash, office_seq: u64) -> Result<SignedReceipt, OfficeError> {
            if record == self.0 { Err(OfficeError::Random) } else { Ok(receipt(record, office_seq)) }
        }
    }
    enrolled(store);
    let tenant = TenantId::from(TENANT);
    let (one, two, three) = (arrival(1, None, &[]), arrival(2, None, &[]), arrival(3, None, &[]));
    let incoming = [whole(&one), whole(&two), whole(&three)];
    let taken = store.take_in(tenant, &device(), &incoming, &Fails(two.hash), now()).unwrap();
    assert!(
        matches!(
            taken.as_slice(),
            [Taken::Record { .. }, Taken::Failed(OfficeError::Random), Taken::Record { .. }]
        ),
        "{taken:?}"
    );
    assert_eq!(store.signed(by_of(tenant), two.hash).unwrap(), None);
    assert_eq!(store.agreement(by_of(tenant), two.hash).unwrap(), None);
    assert!(matches!(take(store, &[whole(&two)]).as_slice(), [Taken::Record { .. }]));
    assert_eq!(store.receipt(by(), two.hash).unwrap(), Some(receipt(two.hash, 3)), "no number was used up");
}

fn parts_become_wholes(store: &Store) {
    enrolled(store);
    let tenant = TenantId::from(TENANT);
    let bytes: Vec<u8> = (0u32..).flat_map(u32::to_be_bytes).take(3 * MAX_ROW_BYTES + 5).collect();
    let (name, total) = (Hash::of(&bytes), bytes.len());
    let of = Carried::File(name);
    let part = |from: usize, to: usize| {
        let bytes = bytes[from..to].to_vec();
        Incoming::Part(Part { of, total: total as u64, start: from as u64, bytes })
    };
    let half = MAX_ROW_BYTES + 7;
    let early = take(store, &[part(half, total), file(b"right")]);
    assert!(
        matches!(early.as_slice(), [Taken::TooEarly, Taken::TooEarly]),
        "no record names them: {early:?}"
    );
    let waits = arrival(1, None, &[&bytes]);
    take(store, &[whole(&waits), whole(&arrival(3, None, &[b"right"]))]);
    let taken = take(store, &[part(half, total), part(10, half), part(0, 5)]);
    assert!(taken.iter().all(|taken| matches!(taken, Taken::Part)), "{taken:?}");
    assert_eq!(store.blob(by(), name).unwrap(), None, "a hole is left");
    let lacking = Lacking { file: name, held: vec![(0, 5), (10, total as u64)] };
    let standing = store.standing(tenant, DEVICE.into(), &[waits.hash]).unwrap();
    assert_eq!(standing.records, [RecordState::Lacks { files: vec![lacking] }]);
    assert!(matches!(take(store, &[part(0, 30), part(0, 4)]).as_slice(), [Taken::Part, Taken::File]));
    assert_eq!(store.blob(by(), name).unwrap().as_deref(), Some(bytes.as_slice()));
    assert!(store.receipt(by(), waits.hash).unwrap().is_some());
    assert!(matches!(take(store, &[part(0, 30)]).as_slice(), [Taken::Held]));

    let of = Carried::File(Hash::of(b"right"));
    let piece = |total, start, bytes: &[u8]| Incoming::Part(Part { of, total, start, bytes: bytes.to_vec() });
    let wrong = take(store, &[piece(5, 0, b"wr"), piece(5, 2, b"ong")]);
    assert!(matches!(wrong.as_slice(), [Taken::Part, Taken::Refused(RefuseCode::BadHash)]), "{wrong:?}");
    let anew = take(store, &[piece(5, 0, b"ri"), piece(6, 0, b"ri"), piece(5, 2, b"ght")]);
    assert!(
        matches!(anew.as_slice(), [Taken::Part, Taken::Refused(RefuseCode::TooLarge), Taken::File]),
        "{anew:?}"
    );

    let record = arrival(2, None, &[]);
    let (of, bytes) = (Carried::Record(record.hash), record.record.to_bytes());
    let total = bytes.len() as u64;
    let piece = |start: usize, bytes: &[u8]| {
        Incoming::Part(Part { of, total, start: start as u64, bytes: bytes.to_vec() })
    };
    let taken = take(store, &[piece(20, &bytes[20..]), piece(0, &bytes[..20])]);
    assert!(matches!(taken.as_slice(), [Taken::Part, Taken::Record { .. }]), "{taken:?}");
}

fn one_tenant_s_things_are_not_another_s(store: &Store) {
    enrolled(store);
    let other = TenantId::from([9; 16]);
    let first = arrival(1, None, &[b"a"]);
    take(store, &[whole(&first), file(b"a")]);
    assert_eq!(store.device(other, DEVICE.into()).unwrap(), None);
    assert_eq!(store.tablets(by_of(other)).unwrap(), []);
    let standing = store.standing(other, DEVICE.into(), &[first.hash]).unwrap();
    assert_eq!(standing.records, [RecordState::Missing]);
    assert_eq!(store.receipt(by_of(other), first.hash).unwrap(), None);
    assert_eq!(store.signed(by_of(other), first.hash).unwrap(), None);
    assert_eq!(store.agreement(by_of(other), first.hash).unwrap(), None);
    assert_eq!(listed(store, other, &Wanted::All, 50), []);
    assert_eq!(store.blob(by_of(other), Hash::of(b"a")).unwrap(), None);
}

fn what_is_refused_and_what_is_stuck(store: &Store) {
    enrolled(store);
    let tenant = TenantId::from(TENANT);
    let one = arrival(1, None, &[b"ink"]);
    let refused = |of: Carried| Incoming::Refused { of: Some(of), code: RefuseCode::BadSignature };
    take(store, &[refused(Carried::Record(one.hash)), refused(Carried::File(Hash::of(b"ink")))]);
    take(store, &[Incoming::Refused { of: None, code: RefuseCode::Unreadable }]);
    assert_eq!(troubles(store, tenant, 1).len(), 2);
    take(store, &[whole(&one), file(b"ink"), refused(Carried::Record(one.hash))]);
    assert_eq!(troubles(store, tenant, 1), [], "they came");
    let many = (0..MAX_REFUSED + 20).map(|at| refused(Carried::File(Hash::of(&at.to_be_bytes()))));
    take(store, &many.collect::<Vec<_>>());
    assert_eq!(troubles(store, tenant, 200).len() as u64, MAX_REFUSED);

    let stuck = |seq: u64, why: StuckWhy| Stuck { record: Hash::of(b"r"), user: [6; 16].into(), seq, why };
    let said = vec![stuck(2, StuckWhy::Damaged), stuck(1, StuckWhy::Unknown("new".into()))];
    let note = |created: i64, stuck: &[Stuck], codes: &[CodeOf]| {
        let noted = Noted { created, held: &[], stuck, codes, now: now() };
        store.note_asked(tenant, DEVICE.into(), &noted).unwrap();
    };
    let codes = [(3, 7), (5, 6)].map(|(number, user): (u32, u8)| CodeOf { number, user: [user; 16].into() });
    let standing = || store.standing(tenant, DEVICE.into(), &[]).unwrap();
    note(5, &said, &codes[..1]);
    let before = standing();
    assert_eq!((&before.stuck, before.asked_at, &*before.codes), (&said, Some(now()), &codes[..1]));
    note(4, &[], &[CodeOf { user: [9; 16].into(), ..codes[0] }]);
    assert_eq!(standing(), before, "by an earlier clock nothing is unsaid");
    note(4, &[Stuck { record: one.hash, ..said[0].clone() }, said[0].clone()], &codes[1..]);
    assert_eq!((standing().stuck.len(), standing().codes), (3, codes.to_vec()), "and what is new is heard");
    assert_eq!(stuck_of(&troubles(store, tenant, 200)).len(), 2, "one is all there");
    note(5, &said[..1], &[]);
    assert_eq!(standing().codes, codes);
    assert_eq!(stuck_of(&troubles(store, tenant, 200)), said[..1]);
}

/// What tablets say they cannot send.
fn stuck_of(troubles: &[Trouble]) -> Vec<Stuck> {
    let stuck = |trouble: &Trouble| match &trouble.what {
        NotCome::Stuck { stuck, .. } => Some(stuck.clone()),
        NotCome::Refused(_) => None,
    };
    troubles.iter().filter_map(stuck).collect()
}
