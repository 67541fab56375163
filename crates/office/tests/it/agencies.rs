//! Two agencies, each with an office of its own: an agreement is given by a record, and then both hold the same bytes, each
//! with its own receipt and its own time; what one loses it gets back from the other.

use crate::people::{BY, Browser, TEAM, team};
use crate::stores::{Place, on_a_file, on_a_server};
use crate::tablet::{Tablet, named, paper};
use crate::world::{Server, World, send};
use ipc::office::partners::GivenRow;
use ipc::office::{Agreements, Arrival};
use office::store::{CaseName, Partner, Wanted, Which};
use office::{Became, Disclosing, Environment, Office, OfficeError, OfficeKey, Role, SentOut, TakenIn};
use record::wire::DisclosureReply;
use record::{AgencyLine, BlobRef, CaseId, DisclosureFile, Gives, Hash, NOTES_ROLE, SignedReceipt, Way};
use rusqlite::Row;

const BODY: &str = r#"{"reference":"FSP-7K2M","title":"Keeping Sam and Ava safe","worker":{"name":"Ros Adeyemi"},
    "outcomes":[{"name":"Ewa","role":"parent","outcome":"signs"}]}"#;
const INK: &[u8] = b"ink";
/// What is not on paper.
const NOTES: &[u8] = br#"{"answers":["He may hear us."]}"#;
const REASON: &str = "They visit the family too.";

/// Each adds the other, who is reached over a network or is not.
pub(crate) fn introduce(one: &Office, other: &Office, over_a_network: bool) {
    let address = |office: &Office| over_a_network.then(|| office.address().to_owned());
    let add = |to: &Office, name: &str, who: &Office| {
        to.add_partner(&BY, name, &who.agency_line().to_string(), address(who).as_deref()).unwrap();
    };
    add(one, "Northmere Police", other);
    add(other, "Brindlewood", one);
}

pub(crate) fn partner(office: &Office) -> Partner {
    office.partners(&BY).unwrap().remove(0)
}

/// A tablet of an office that sent an agreement with its paper, and what is not on it.
pub(crate) fn sealed(server: &Server) -> (Tablet, Hash, Vec<u8>) {
    let pdf = paper(150_000);
    let mut tablet = Tablet::joined(server, 1);
    let notes = BlobRef::of(NOTES, "application/json", NOTES_ROLE);
    let record = tablet.next(BODY, &[named(&pdf), named(INK), notes]);
    tablet.keep(&tablet.letters(record::letter::Carried::Record(record.hash()), &record.to_bytes()));
    tablet.keep(&[tablet.file(&pdf), tablet.file(INK), tablet.file(NOTES)].concat());
    tablet.receipt(record.hash());
    (tablet, record.hash(), pdf)
}

fn disclose(office: &Office, to: &Partner, of: CaseName) -> Result<Vec<Hash>, OfficeError> {
    let (request, by) = (office.new_request().unwrap(), office.at_the_machine("Miriam Ősz"));
    office.disclose(&BY, &Disclosing { request, by, of, to, reason: REASON })
}

/// The file that holds what was given.
pub(crate) fn given(office: &Office, record: Hash) -> Vec<u8> {
    let to = partner(office);
    let given = disclose(office, &to, CaseName::Record(record)).unwrap();
    office.pack(&to, &given).unwrap()
}

pub(crate) fn held(taken: &TakenIn) -> &DisclosureReply {
    let Became::Held(reply) = &taken.became else { panic!("{taken:?}") };
    reply
}

/// An agreement as a database holds it: the three strings of its bytes.
pub(crate) fn kept(server: &Server, record: Hash) -> (Vec<u8>, Vec<u8>, Vec<u8>) {
    let sql = "SELECT envelope, signature, body FROM record WHERE hash = ?1";
    let read = |row: &Row<'_>| -> rusqlite::Result<_> { Ok((row.get(0)?, row.get(1)?, row.get(2)?)) };
    server.database().query_row(sql, [record.as_bytes()], read).unwrap()
}

fn file(server: &Server, name: Hash) -> Vec<u8> {
    let database = server.database();
    let mut statement =
        database.prepare("SELECT bytes FROM blob_part WHERE sha256 = ?1 ORDER BY start").unwrap();
    let parts = statement.query_map([name.as_bytes()], |row| row.get::<_, Vec<u8>>(0)).unwrap();
    parts.map(Result::unwrap).collect::<Vec<_>>().concat()
}

/// That all of what an office holds is as it was signed, its own and what came.
pub(crate) fn is_proved(server: &Server) {
    let folder = tempfile::tempdir().unwrap();
    server.office.back_up(&folder.path().join("backup"), None).unwrap();
}

#[test]
fn an_agreement_is_given_over_a_network_and_both_hold_the_same_bytes() {
    let (one, other) = (Server::start(), Server::start_other());
    introduce(&one.office, &other.office, true);
    let (_, record, pdf) = sealed(&one);
    let manager = Browser::of_a_manager(&one);
    let to = partner(&one.office).agency;
    let asked = serde_json::json!({ "partner": to.to_string(), "reason": REASON,
        "request": "01970000-0000-7000-8000-000000000001" });
    let target = format!("/api/agreements/{record}/disclose");
    for _ in 0..2 {
        let answer = manager.post(&target, asked.to_string().as_bytes());
        assert_eq!(answer.status, 204, "{answer:?}");
    }
    let listed = |browser: &Browser| browser.get("/api/disclosures").json::<Vec<GivenRow>>();
    let waiting = listed(&manager);
    assert_eq!(
        (waiting.len(), waiting[0].receipted_at, waiting[0].to.as_str()),
        (1, None, "Northmere Police")
    );
    assert_eq!(waiting[0].reference.as_deref(), Some("FSP-7K2M"));
    let written: Hash = waiting[0].disclosure.parse().unwrap();
    let body = String::from_utf8(kept(&one, written).2).unwrap();
    assert!(
        body.contains(REASON) && body.contains("Ruth Okafor") && body.contains(&to.to_string()),
        "{body}"
    );

    assert_eq!(one.office.send_disclosures().unwrap(), SentOut { receipted: 1, waiting: 0 });
    assert_eq!(one.office.send_disclosures().unwrap(), SentOut::default());
    assert!(listed(&manager)[0].receipted_at.is_some());
    assert_eq!(kept(&one, record), kept(&other, record));
    assert_eq!(kept(&one, written), kept(&other, written), "the words that give it too");
    for (name, bytes) in [(Hash::of(&pdf), pdf.as_slice()), (Hash::of(INK), INK)] {
        assert_eq!((file(&one, name), file(&other, name)), (bytes.to_vec(), bytes.to_vec()));
    }
    let notes = Hash::of(NOTES);
    assert_eq!((file(&one, notes).as_slice(), file(&other, notes).as_slice()), (NOTES, b"".as_slice()));
    let row = other.office.agreements(&BY, &Wanted::All, None, None).unwrap().items.remove(0);
    assert!(matches!(row.arrival, Arrival::Here { .. }), "it is whole without that: {row:?}");
    assert_eq!(other.office.family_copy(&BY, record).unwrap().unwrap().bytes, pdf);
    let sql = "SELECT receipt, receipt_signature FROM disclosure";
    let read = |row: &Row<'_>| -> rusqlite::Result<_> {
        Ok(SignedReceipt { receipt: row.get(0)?, signature: row.get(1)? })
    };
    let receipt = one.database().query_row(sql, [], read).unwrap();
    let said = receipt.verify(&other.office.keys().signing.verifying_key().unwrap()).unwrap();
    assert_eq!(said.record, record, "the other office says that it holds it for good");
    is_proved(&one);
    is_proved(&other);
    let rows = other.office.accessed(&BY, Which::All, None).unwrap();
    let taken = rows.iter().find(|row| row.done == "take_disclosure").unwrap();
    assert_eq!((taken.who.as_str(), taken.reason.as_str(), taken.allowed), ("agency", "Brindlewood", true));
}

#[test]
fn what_came_from_another_agency_is_seen_by_nobody_until_its_case_has_a_team() {
    let (one, other) = (Server::start(), Server::start_other());
    introduce(&one.office, &other.office, false);
    let (_, record, _) = sealed(&one);
    let taken = other.office.take_disclosure(&BY, &given(&one.office, record)).unwrap();
    assert_eq!((taken.agreements.as_slice(), taken.from.name.as_str()), ([record].as_slice(), "Brindlewood"));
    let officer = Browser::signed_in(&other, Role::Officer, TEAM);
    let seen = || officer.get("/api/agreements").json::<Agreements>().items;
    assert_eq!(seen(), []);
    assert_eq!(officer.get(&format!("/api/agreements/{record}/pdf")).status, 404);
    for case in taken.cases {
        other.office.move_case(&BY, case, team(&other.office, TEAM)).unwrap().unwrap();
    }
    let rows = seen();
    assert_eq!((rows.len(), rows[0].from_agency.as_deref()), (1, Some("Brindlewood")));
    assert_eq!(officer.get(&format!("/api/agreements/{record}/pdf")).status, 200);
    assert_eq!(other.office.tablets(&BY).unwrap(), [], "the other's tablet is none here");
    let own = one.office.agreements(&BY, &Wanted::All, None, None).unwrap().items;
    assert_eq!(own[0].from_agency, None);
    // What came is not given on: the word for its tablet is the other's.
    let onward = disclose(&other.office, &partner(&other.office), CaseName::Record(record));
    assert!(matches!(onward, Err(OfficeError::NothingOf)), "{onward:?}");
}

/// An office on a store of either kind, which has no network.
fn office_on((place, store): (Place, office::Store), seed: u8) -> (Place, Office) {
    let (key, world) = (OfficeKey::from_seed(&[seed; 32]), World::other());
    // Of two such offices each draws its own ids.
    (0..seed).for_each(|_| world.fill(&mut [0; 32]).unwrap());
    let office = Office::with_store(store, key, None, "http://127.0.0.1:1", Box::new(world)).unwrap();
    (place, office)
}

#[test]
fn what_is_carried_is_as_good_as_sent_and_twice_is_once() {
    let one = Server::start();
    let (mut tablet, first, pdf) = sealed(&one);
    let second = tablet.next("{}", &[]);
    tablet.keep(&[tablet.letter(&second)]);
    let lacks = tablet.next("{}", &[named(b"on its way")]);
    tablet.keep(&[tablet.letter(&lacks)]);
    let both = [("Northmere Police", on_a_file(), 77), ("Elm Health", on_a_server(), 78)];
    for (name, on, seed) in both {
        let (_place, other) = office_on(on, seed);
        let to = one.office.add_partner(&BY, name, &other.agency_line().to_string(), None).unwrap();
        other.add_partner(&BY, "Brindlewood", &one.office.agency_line().to_string(), None).unwrap();
        let not_whole = disclose(&one.office, &to, CaseName::Record(lacks.hash()));
        assert!(matches!(not_whole, Err(OfficeError::NotWhole)), "{not_whole:?}");
        let case = disclose(&one.office, &to, CaseName::Case(CaseId::from([4; 16]))).unwrap();
        assert_eq!(case.len(), 2, "all that is whole of the case");
        assert_eq!(one.office.send_disclosures().unwrap(), SentOut { receipted: 0, waiting: 2 });
        let (agreements, packed) = one.office.pack_waiting(&to).unwrap();
        assert_eq!(agreements, 2);

        let taken = other.take_disclosure(&BY, &packed).unwrap();
        assert_eq!(other.family_copy(&BY, first).unwrap().unwrap().bytes, pdf);
        assert_eq!(other.take_disclosure(&BY, &packed).unwrap(), taken, "with the same receipts");
        let again = one.office.pack(&to, &case).unwrap();
        assert_ne!(again, packed, "closed afresh");
        let mut records: Vec<Hash> = other.take_disclosure(&BY, &again).unwrap().agreements;
        records.sort_unstable();
        let mut wanted = [first, second.hash()];
        wanted.sort_unstable();
        assert_eq!(records, wanted);
        assert_eq!(other.received(&BY).unwrap().len(), 2);

        let file = serde_json::to_vec(held(&taken)).unwrap();
        assert_eq!(one.office.keep_receipts_of_file(&to, &file).unwrap(), 2);
        assert_eq!(one.office.keep_receipts_of_file(&to, &file).unwrap(), 0);
        assert_eq!(one.office.given(&BY, true).unwrap(), []);
        let own = DisclosureReply { receipts: vec![tablet.receipt(first)] };
        let forged = one.office.keep_receipts(&to, &own);
        assert!(matches!(forged, Err(OfficeError::BadReceipts)), "{forged:?}");
        one.office.end_partner(&BY, to.agency).unwrap().unwrap();
        let ended = disclose(&one.office, &to, CaseName::Record(first));
        assert!(matches!(ended, Err(OfficeError::NoPartner)), "{ended:?}");
    }
}

type Refused = fn(&OfficeError) -> bool;

#[test]
fn what_is_not_what_it_should_be_is_refused_in_words_and_nothing_of_it_is_kept() {
    let (one, other) = (Server::start(), Server::start_other());
    introduce(&one.office, &other.office, false);
    let (_, record, _) = sealed(&one);
    let good = given(&one.office, record);
    let not_one: Refused = |error| matches!(error, OfficeError::NotADisclosure);
    let of_other: Refused = |error| matches!(error, OfficeError::DisclosureOfOther);
    let of_unknown: Refused = |error| matches!(error, OfficeError::DisclosureOfUnknown);
    let spoilt: Refused = |error| matches!(error, OfficeError::DisclosureSpoilt);
    let changed = |at: usize| {
        let mut file = good.clone();
        file[at] ^= 1;
        file
    };
    // A stranger closes whatever it likes to this office's key.
    let (stranger, keys) = (OfficeKey::from_seed(&[88; 32]), other.office.keys());
    let key = crate::tablet::signing_key(88);
    let way = Way { to: &keys, from: stranger.pin(), key: &key };
    let strange = DisclosureFile::write(Gives::Disclosure, &[], way, [3; 32]).unwrap();
    // And says that it is from the one that is known.
    let way = Way { to: &keys, from: one.office.keys().pin(), key: &key };
    let forged = DisclosureFile::write(Gives::Disclosure, &[], way, [3; 32]).unwrap();
    let cases: [(&str, Vec<u8>, Refused); 10] = [
        ("nothing", Vec::new(), not_one),
        ("a paper", b"%PDF-1.7 and more".to_vec(), not_one),
        ("cut off in its beginning", good[..60].to_vec(), not_one),
        ("of a newer form", changed(20), not_one),
        ("for another office", changed(21), of_other),
        ("from another office", changed(37), of_unknown),
        ("with another signature", changed(53), spoilt),
        ("with another content", changed(good.len() - 1), spoilt),
        ("a stranger's", strange, of_unknown),
        ("forged", forged, spoilt),
    ];
    for (what, file, wanted) in cases {
        let refused = other.office.take_disclosure(&BY, &file).unwrap_err();
        assert!(wanted(&refused), "{what}: {refused:?}");
        assert!(refused.to_string().contains("Nothing was taken in."), "{refused}");
    }
    let cut = other.office.take_disclosure(&BY, &good[..good.len() - 1]).unwrap_err();
    assert!(spoilt(&cut), "{cut:?}");
    let back_home = one.office.take_disclosure(&BY, &good).unwrap_err();
    assert!(of_other(&back_home), "{back_home:?}");
    assert_eq!(other.office.received(&BY).unwrap(), []);
    assert_eq!(other.office.agreements(&BY, &Wanted::All, None, None).unwrap().items, []);

    let known = partner(&other.office).agency;
    other.office.end_partner(&BY, known).unwrap().unwrap();
    let ended = other.office.take_disclosure(&BY, &good).unwrap_err();
    assert!(of_unknown(&ended), "{ended:?}");
    other.office.add_partner(&BY, "Brindlewood", &one.office.agency_line().to_string(), None).unwrap();
    other.office.take_disclosure(&BY, &good).unwrap();

    let own = other.office.add_partner(&BY, "We", &other.office.agency_line().to_string(), None);
    assert!(matches!(own, Err(OfficeError::OwnAgency)), "{own:?}");
    let line = AgencyLine { tenant: [3; 16].into(), keys: stranger.keys() }.to_string();
    let plain = other.office.add_partner(&BY, "Health", &line, Some("http://health.example"));
    assert!(matches!(plain, Err(OfficeError::BadAddress)), "{plain:?}");
    let typed = other.office.add_partner(&BY, "Health", line.trim_start_matches('0'), None);
    assert!(matches!(typed, Err(OfficeError::BadAgency)), "{typed:?}");
}

#[test]
fn what_one_agency_s_office_sends_is_its_own() {
    let (one, other) = (Server::start(), Server::start_other());
    introduce(&one.office, &other.office, true);
    let (_, record, _) = sealed(&one);
    let good = given(&one.office, record);
    // A third that is known here brings what another gave, under its own name.
    let third = OfficeKey::from_seed(&[66; 32]);
    let agency = [66; 16];
    let line = AgencyLine { tenant: agency.into(), keys: third.keys() }.to_string();
    other.office.add_partner(&BY, "Elm Health", &line, None).unwrap();
    let signing = other.office.keys().signing;
    let request =
        record::request::Request { office: &signing, method: "POST", target: "/v1/disclosures", body: &good };
    let nonce = crate::tablet::nonce();
    let proof =
        record::request::Proof::sign(&request, agency.into(), 0, nonce, &crate::tablet::signing_key(66));
    let answer = send(&other.address, "POST", "/v1/disclosures", &proof.headers(), &good);
    answer.prove(&other.office.keys(), nonce).unwrap();
    assert_eq!(answer.refusal(), (400, "bad_request".into()));
    assert_eq!(other.office.received(&BY).unwrap(), []);
    // An office that is gone is asked again later.
    let waits = Server::start_other();
    let gone = waits.address.clone();
    drop(waits);
    let sql = "UPDATE partner SET address = ?1";
    one.database().execute(sql, [&gone]).unwrap();
    assert_eq!(one.office.send_disclosures().unwrap(), SentOut { receipted: 0, waiting: 1 });
    one.database().execute(sql, [&other.address]).unwrap();
    assert_eq!(one.office.send_disclosures().unwrap(), SentOut { receipted: 1, waiting: 0 });
}
