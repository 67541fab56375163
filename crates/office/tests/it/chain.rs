//! What the office writes: kept once, in chains of its own, and down to whoever has the case, in its order.

use crate::people::{BY, TEAM, confirm_all};
use crate::stores::{
    DEVICE, OWN, PERSON, Says, TENANT, arrival, by, by_of, enrolled, now, on_a_file, on_a_server, receipt,
    take, to_write, whole,
};
use crate::tablet::{Tablet, asking, join};
use crate::world::Server;
use office::store::{ToWrite, Wanted, Wrote};
use office::{OfficeError, Store};
use record::wire::{Change, Changes, ChangesReply, Cursor, RecordState};
use record::{
    CaseId, DeviceId, DocId, Envelope, Hash, Kind, OfficePerson, RequestId, TenantId, UserId, What,
    WorkerKey, Written, WrittenFault, change,
};
use serde_json::{Value, json};

/// The worker of every record of these tests' tablets.
const WORKER: [u8; 16] = [6; 16];

#[test]
fn a_store_keeps_what_is_written_once_and_sends_it_down_in_order() {
    for (_place, store) in [on_a_file(), on_a_server()] {
        is_kept_once(&store);
    }
    for (_place, store) in [on_a_file(), on_a_server()] {
        goes_down_to_whoever_has_the_case(&store);
    }
}

/// The office's machine writes that something was seen, always the same for the same number.
pub(crate) fn write_seen(store: &Store, asked: &ToWrite<'_>, number: u64) -> Result<Wrote, OfficeError> {
    store.keep_written(by(), office::What::NoteSeen, asked, &Says(number))
}

fn is_kept_once(store: &Store) {
    enrolled(store);
    let (tenant, sealed) = (TenantId::from(TENANT), arrival(1, None, &[]));
    let write =
        |request: u8, of: Hash, number: u64| write_seen(store, &to_write(request, of), number).unwrap();
    assert_eq!(write(1, sealed.hash, 1), Wrote::NothingOf);
    take(store, &[whole(&sealed)]);
    let first = write(1, sealed.hash, 1);
    let Wrote::Now { record, office_seq: 2 } = first else { panic!("{first:?}") };
    assert_eq!(write(1, sealed.hash, 2), Wrote::Before { record });
    let other = ToWrite { said: Hash::of(b"another"), ..to_write(1, sealed.hash) };
    assert_eq!(write_seen(store, &other, 3).unwrap(), Wrote::OtherRequest);
    let second = write(2, record, 4);
    let Wrote::Now { record: second, office_seq: 3 } = second else { panic!("{second:?}") };
    let signed = store.signed(by_of(tenant), second).unwrap().unwrap();
    let envelope = Envelope::read(&signed.envelope).unwrap();
    assert_eq!((envelope.seq, envelope.prev), (2, Some(record)));
    assert_eq!(store.receipt(by_of(tenant), second).unwrap(), Some(receipt(second, 3)));
    assert_eq!(store.tablets(by_of(tenant)).unwrap().len(), 1, "the office is no tablet");
    assert_eq!(store.device(tenant, OWN.into()).unwrap(), None);
    let other = TenantId::from([9; 16]);
    let asked = to_write(3, sealed.hash);
    let wrote = store.keep_written(by_of(other), office::What::NoteSeen, &asked, &Says(5)).unwrap();
    assert_eq!(wrote, Wrote::NothingOf);
}

fn goes_down_to_whoever_has_the_case(store: &Store) {
    enrolled(store);
    let (tenant, sealed) = (TenantId::from(TENANT), arrival(1, None, &[]));
    let case = CaseId::from([4; 16]);
    let [one, other] = [PERSON, [7; 16]].map(|user| (DeviceId::from(DEVICE), UserId::from(user)));
    let down = |whose: (DeviceId, UserId), after: u64, most: u32| {
        let found = store.changes(tenant, whose, after, most).unwrap();
        assert!(found.iter().all(|down| down.record.hash() == down.hash));
        found.iter().map(|down| (down.place, down.hash)).collect::<Vec<_>>()
    };
    take(store, &[whole(&sealed)]);
    let written: Vec<Hash> = (1..=3)
        .map(|number: u8| {
            let wrote = write_seen(store, &to_write(number, sealed.hash), number.into());
            let Ok(Wrote::Now { record, .. }) = wrote else { panic!("{wrote:?}") };
            record
        })
        .collect();
    let all = |first: u64| (first..).zip(written.clone()).collect::<Vec<_>>();
    assert_eq!(down(one, 0, 9), all(1), "whoever brought the case has it");
    assert_eq!(down(one, 1, 1), all(1)[1..2]);
    assert_eq!(down(one, 3, 9), []);
    assert_eq!(down(one, 4, 9), all(1), "a place that was never given");
    assert_eq!(down(other, 0, 9), []);
    store.give_case(tenant, case, other, now()).unwrap();
    store.give_case(tenant, case, other, now()).unwrap();
    assert_eq!(down(other, 0, 9), all(4), "what was written before");
    store.take_case(tenant, case, other).unwrap();
    assert_eq!(down(other, 0, 9), []);
    store.give_case(tenant, case, other, now()).unwrap();
    assert_eq!(down(other, 6, 9), all(7), "given again, it goes down again");
    assert_eq!(store.changes([9; 16].into(), one, 0, 9).unwrap(), []);
}

fn manager(last: u8) -> OfficePerson {
    OfficePerson { id: [last; 16].into(), name: "Miriam Ősz".into(), role: "Team manager".into() }
}

fn countersigned() -> What {
    What::PlanCountersigned { phone: None, signs_as: None, signature: None }
}

/// Writes with a request of this number.
fn write(server: &Server, request: u8, by: u8, of: Hash, what: What) -> Result<Hash, OfficeError> {
    let words = if what == What::PlanReturned { "Say who." } else { "" };
    server.office.write(&BY, RequestId::from([request; 16]), manager(by), Some(of), what, words.into())
}

fn worker_key(tablet: &Tablet, user: [u8; 16]) -> WorkerKey {
    WorkerKey::sign(tablet.device, user.into(), WorkerKey::opening(&[3; 32]).closing(), &tablet.key)
}

fn asked(tablet: &Tablet, after: Option<Cursor>) -> Changes {
    Changes { worker: worker_key(tablet, WORKER), after, most: u64::MAX }
}

fn ask(tablet: &Tablet, asked: &Changes) -> ChangesReply {
    tablet.call("POST", "/v1/changes", &serde_json::to_vec(asked).unwrap()).json()
}

/// What came down, opened and proved.
fn read(tablet: &Tablet, down: &Change) -> (Envelope, Written) {
    let whose = (tablet.device, UserId::from(WORKER));
    let record = change::open(&down.closed, whose, &WorkerKey::opening(&[3; 32])).unwrap();
    assert_eq!(record.hash(), down.record);
    let envelope = record.open(&tablet.office.signing.verifying_key().unwrap()).unwrap();
    (envelope, Written::read(&record.body).unwrap())
}

/// A tablet that is confirmed and has brought a record.
fn with_a_record(server: &Server, key: u8) -> (Tablet, Hash) {
    let mut tablet = Tablet::joined(server, key);
    confirm_all(&server.office, TEAM);
    let record = tablet.next("{}", &[]);
    tablet.keep(&[tablet.letter(&record)]);
    (tablet, record.hash())
}

#[test]
fn what_is_written_goes_down_to_the_worker_and_to_nobody_else() {
    let server = Server::start();
    let (tablet, sealed) = with_a_record(&server, 1);
    let stranger = Tablet::joined(&server, 2);
    let nothing = ask(&tablet, &asked(&tablet, None));
    assert_eq!((nothing.changes.len(), nothing.more), (0, false));
    let first = write(&server, 1, 40, sealed, countersigned()).unwrap();
    let second = write(&server, 2, 40, sealed, What::PlanReturned).unwrap();
    let of_another = write(&server, 3, 41, sealed, What::NoteSeen).unwrap();
    assert_eq!(write(&server, 1, 40, sealed, countersigned()).unwrap(), first, "asked again");

    let came = ask(&tablet, &asked(&tablet, Some(nothing.next)));
    assert_eq!(came.changes.iter().map(|it| it.record).collect::<Vec<_>>(), [first, second, of_another]);
    let all: Vec<_> = came.changes.iter().map(|it| read(&tablet, it)).collect();
    let chain: Vec<_> = all.iter().map(|(it, _)| (it.seq, it.prev, it.author.user)).collect();
    let [one, other] = [[40; 16], [41; 16]].map(UserId::from);
    assert_eq!(chain, [(1, None, one), (2, Some(first), one), (1, None, other)]);
    for (envelope, written) in &all {
        assert_eq!((envelope.kind.clone(), &envelope.parents), (written.what.kind(), &vec![sealed]));
        assert_eq!((envelope.dev.uuid(), written.of), (came.epoch.uuid(), Some(sealed)));
        assert_eq!(written.by.role, "Team manager");
    }
    assert_eq!(all[0].0.kind, Kind::PlanCountersigned);
    let again = ask(&tablet, &asked(&tablet, Some(came.next.clone())));
    assert_eq!((again.changes.len(), again.next), (0, came.next));

    assert_eq!(ask(&stranger, &asked(&stranger, None)).changes, [], "another tablet");
    let colleague = Changes { worker: worker_key(&tablet, [7; 16]), after: None, most: u64::MAX };
    assert_eq!(ask(&tablet, &colleague).changes, [], "another worker");
    let receipt = server.office.receipt_file(&BY, second).unwrap().unwrap();
    let pin = server.office.keys().pin().to_string();
    assert_eq!(office::verify_receipt(&receipt, &pin).unwrap().record, second);
    assert_eq!(tablet.state(second), RecordState::Missing, "it is not the tablet's own");
    assert_eq!(server.office.agreements(&BY, &Wanted::All, None, None).unwrap().items.len(), 1);
}

#[test]
fn it_comes_in_pieces_and_a_case_that_comes_later_brings_what_was_written_before() {
    let server = Server::start();
    let (tablet, sealed) = with_a_record(&server, 1);
    let written: Vec<Hash> =
        (1..=5).map(|it| write(&server, it, 40, sealed, What::NoteSeen).unwrap()).collect();
    let (mut got, mut after) = (Vec::new(), None);
    loop {
        let reply = ask(&tablet, &Changes { most: 1, ..asked(&tablet, after.clone()) });
        got.extend(reply.changes.iter().map(|it| it.record));
        after = Some(reply.next);
        if !reply.more {
            break;
        }
        assert_eq!(reply.changes.len(), 1);
    }
    assert_eq!(got, written);
    let (later, _) = with_a_record(&server, 2);
    let came = ask(&later, &asked(&later, None));
    assert_eq!(came.changes.iter().map(|it| it.record).collect::<Vec<_>>(), written);
}

#[test]
fn a_key_is_the_tablet_s_word_and_a_tablet_that_is_lost_or_not_confirmed_hears_nothing() {
    let server = Server::start();
    let (tablet, sealed) = with_a_record(&server, 1);
    write(&server, 1, 40, sealed, countersigned()).unwrap();
    let other = Tablet::joined(&server, 2);
    let right = asked(&tablet, None);
    let key = WorkerKey::opening(&[4; 32]).closing();
    let foreign = Changes { worker: worker_key(&other, WORKER), ..right.clone() };
    let swapped = Changes { worker: WorkerKey { key, ..right.worker.clone() }, ..right.clone() };
    for wrong in [&foreign, &swapped] {
        let answer = tablet.call("POST", "/v1/changes", &serde_json::to_vec(wrong).unwrap());
        assert_eq!(answer.refusal(), (400, "bad_request".into()));
    }
    let junk = tablet.call("POST", "/v1/changes", b"{}");
    assert_eq!(junk.refusal(), (400, "bad_request".into()));
    let of = server.office.tablet(&tablet.device.to_string()).unwrap();
    server.office.set_lost(&of, true).unwrap();
    let nothing = ask(&tablet, &right);
    assert_eq!((nothing.changes.len(), nothing.more), (0, false));
    server.office.set_lost(&of, false).unwrap();
    assert_eq!(ask(&tablet, &asked(&tablet, Some(nothing.next))).changes.len(), 1, "found again");

    let mut unconfirmed = Tablet::joined(&server, 3);
    let record = unconfirmed.next("{}", &[]);
    unconfirmed.keep(&[unconfirmed.letter(&record)]);
    let nothing = ask(&unconfirmed, &asked(&unconfirmed, None));
    assert_eq!(nothing.changes.len(), 0, "it has the case, by its own word");
    confirm_all(&server.office, TEAM);
    assert_eq!(ask(&unconfirmed, &asked(&unconfirmed, Some(nothing.next))).changes.len(), 1);
}

#[test]
fn in_another_life_it_begins_anew_and_no_chain_goes_on() {
    let server = Server::start();
    let (mut tablet, sealed) = with_a_record(&server, 1);
    let first = write(&server, 1, 40, sealed, countersigned()).unwrap();
    let before = ask(&tablet, &asked(&tablet, None));
    let world = server.world.clone();
    let server = server.restart_after(|data| {
        let folder = office::DataFolder::new(data.to_owned());
        office::Office::open_alone(&folder, Box::new(world)).unwrap().begin_epoch().unwrap();
    });
    tablet.address.clone_from(&server.address);
    let second = write(&server, 2, 40, sealed, What::NoteSeen).unwrap();
    for cursor in [before.next, Cursor::from("what is this".to_owned())] {
        let came = ask(&tablet, &asked(&tablet, Some(cursor)));
        assert_ne!(came.epoch, before.epoch);
        assert_eq!(came.changes.iter().map(|it| it.record).collect::<Vec<_>>(), [first, second]);
        let [old, new] = [0, 1].map(|at| read(&tablet, &came.changes[at]).0);
        assert_ne!(old.dev, new.dev);
        assert_eq!((new.seq, new.prev), (1, None));
    }
}

#[test]
fn what_cannot_be_said_so_is_not_written() {
    let server = Server::start();
    let (tablet, sealed) = with_a_record(&server, 1);
    let own = write(&server, 1, 40, sealed, countersigned()).unwrap();
    let other = write(&server, 1, 40, sealed, What::NoteSeen);
    assert!(matches!(other, Err(OfficeError::OtherRequest)), "{other:?}");
    let other = write(&server, 1, 41, sealed, countersigned());
    assert!(matches!(other, Err(OfficeError::OtherRequest)), "another person");
    for (of, what) in
        [(own, countersigned()), (own, What::PlanReturned), (Hash::of(b"nothing"), What::NoteSeen)]
    {
        let no = write(&server, 9, 40, of, what);
        assert!(matches!(no, Err(OfficeError::NothingOf)), "{no:?}");
    }
    let correct = |request: u8, of: Hash, words: &str| {
        let (by, what) = (manager(40), What::Correction);
        server.office.write(&BY, [request; 16].into(), by, Some(of), what, words.into())
    };
    let no = correct(9, sealed, "It was another day.");
    assert!(matches!(no, Err(OfficeError::NothingOf)), "a tablet's is not corrected here: {no:?}");
    let no = correct(9, own, "");
    assert!(matches!(no, Err(OfficeError::NotWritten(WrittenFault::NoWords))), "{no:?}");
    let correction = correct(9, own, "It was another day.").unwrap();
    let came = ask(&tablet, &asked(&tablet, None));
    assert_eq!(came.changes.iter().map(|it| it.record).collect::<Vec<_>>(), [own, correction]);
}

#[test]
fn what_begins_something_is_about_nothing_and_goes_to_whoever_has_the_case() {
    let server = Server::start();
    let (tablet, sealed) = with_a_record(&server, 1);
    let (case, doc) = (CaseId::from([4; 16]), DocId::from([50; 16]));
    let prepare = |of: Option<Hash>, plan: Value| {
        let what = What::PlanPrepared { plan, previous: Some(sealed) };
        server.office.write(&BY, [1; 16].into(), manager(40), of, what, String::new())
    };
    let plan = || json!({ "id": doc, "case": case, "title": "The Marsh family" });
    let no = prepare(Some(sealed), plan());
    assert!(matches!(no, Err(OfficeError::NotWritten(WrittenFault::Field { field: "of" }))), "{no:?}");
    for nowhere in [json!({ "id": doc }), json!({ "case": case }), json!({ "id": doc, "case": "here" })] {
        let no = prepare(None, nowhere);
        assert!(matches!(no, Err(OfficeError::NothingOf)), "{no:?}");
    }
    let prepared = prepare(None, plan()).unwrap();
    assert_eq!(prepare(None, plan()).unwrap(), prepared, "asked again");
    let given =
        What::CaseGiven { from: Some("Ros Adeyemi".into()), open: vec!["They meet on Monday.".into()] };
    for (request, of) in [(2, prepared), (3, sealed)] {
        write(&server, request, 40, of, given.clone()).unwrap();
    }
    let no = write(&server, 9, 40, prepared, countersigned());
    assert!(matches!(no, Err(OfficeError::NothingOf)), "nobody signed it: {no:?}");

    let came = ask(&tablet, &asked(&tablet, None));
    let all: Vec<_> = came.changes.iter().map(|it| read(&tablet, it)).collect();
    let [(envelope, written), (_, to_prepared), (_, to_sealed)] = all.as_slice() else { panic!("{all:?}") };
    assert_eq!((envelope.kind.clone(), envelope.parents.len()), (Kind::PlanPrepared, 0));
    assert_eq!((envelope.case, envelope.doc, written.of), (case, doc, None));
    assert_eq!(written.what, What::PlanPrepared { plan: plan(), previous: Some(sealed) });
    assert_eq!((to_prepared.of, to_sealed.of), (Some(prepared), Some(sealed)));
    assert_eq!(server.office.agreements(&BY, &Wanted::All, None, None).unwrap().items.len(), 1);
}

#[test]
fn nobody_joins_as_the_office() {
    let server = Server::start();
    let (_, sealed) = with_a_record(&server, 1);
    write(&server, 1, 40, sealed, countersigned()).unwrap();
    let (line, _) = server.office.new_enrolment_line(&BY).unwrap();
    let own = DeviceId::from(*server.office.hello().epoch.as_bytes());
    let answer = join(&line, &asking(&line, 5, Some(own)));
    assert_eq!(answer.refusal(), (409, "other_key".into()));
    assert_eq!(server.office.tablets(&BY).unwrap().len(), 1);
}
