//! An office with as many agreements as are wanted, each of 20 kB: of a hundred tablets, some of them late, some to be looked at
//! again soon, with children whose names many share. The first tablet is a small team's, which has a hundredth of all; the others are a
//! large team's.

use anyhow::{Result, ensure};
use chrono::{DateTime, Days, TimeDelta, Utc};
use ed25519_dalek::SigningKey;
use office::store::{
    Agency, Arrival, By, Device, Enrolled, Incoming, Joining, NewLink, NewPerson, NewSession, Rules, Taken,
};
use office::{Actor, Held, OfficeError, PersonId, Role, Store, TeamId, Who};
use record::wire::{EnrolRequest, RefuseCode};
use record::{
    Algorithm, Author, BlobRef, BodyRef, CaseId, DocId, ENVELOPE_VERSION, EnrolmentCode, Envelope, Hash,
    Kind, PublicKey, RecordId, SignedReceipt, SignedRecord, TenantId,
};
use serde_json::json;

const TENANT: [u8; 16] = [1; 16];
const TABLETS: usize = 100;
/// Agreements that are taken in at once.
const AT_ONCE: usize = 200;
/// Bytes of the agreement itself, beside the record of about a thousand.
const FILE: usize = 19_000;
const LAST_NAMES: [&str; 10] =
    ["Marsh", "Ash", "Birch", "Elm", "Oak", "Khan", "O’Brien", "Łęcka", "Müller", "Singh"];
const FIRST_NAMES: [&str; 10] = ["Sam", "Ava", "Tia", "Jay", "Zoë", "Noor", "Leo", "Mia", "Samira", "Finn"];

/// Whoever asks is at the office's machine.
static MACHINE: Actor = Actor::machine("bench");

/// The teams: the small one and the large one.
const TEAMS: [[u8; 16]; 2] = [[21; 16], [22; 16]];

/// Gives receipts that nobody signs.
struct Receipts;

impl Rules for Receipts {
    fn prove(&self, _: Hash, _: &[u8]) -> Result<Arrival, RefuseCode> {
        Err(RefuseCode::Unreadable)
    }

    fn sign(&self, record: Hash, office_seq: u64) -> Result<SignedReceipt, OfficeError> {
        Ok(SignedReceipt { receipt: format!("{record} {office_seq}").into(), signature: [0; 64] })
    }
}

/// A tablet and the end of its chain.
struct Tablet {
    device: Device,
    key: SigningKey,
    seq: u64,
    prev: Option<Hash>,
}

/// Who asks, then.
pub(crate) fn by(now: DateTime<Utc>) -> By<'static> {
    By { tenant: TENANT.into(), actor: &MACHINE, now }
}

/// Whoever leads the small team, or both.
pub(crate) fn manager(store: &Store, of_both: bool, now: DateTime<Utc>) -> Result<Actor> {
    let number = 1 + u8::from(of_both);
    let teams = &TEAMS[..usize::from(number)];
    let roles: Vec<Held> =
        teams.iter().map(|team| Held { role: Role::Manager, team: Some(TeamId::from(*team)) }).collect();
    let (link, session) = (Hash::of(&[number]), Hash::of(&[number, number]));
    let login = format!("manager{number}");
    let new =
        NewPerson { id: PersonId::from([number; 16]), login: &login, name: "Priya Nair", roles: &roles };
    let soon = now + TimeDelta::hours(12);
    store.add_person(by(now), &new, &NewLink { link, codes: [number; 16], expires_at: soon })?;
    let nobody = Actor::nobody("bench");
    let set = By { actor: &nobody, ..by(now) };
    store.use_link(set, link, "kept", &NewSession { session, ends_at: soon, step: 1 })?;
    let person = store.session(TENANT.into(), session, now, TimeDelta::hours(12))?;
    let person = person.ok_or_else(|| anyhow::anyhow!("nobody is signed in"))?;
    Ok(Actor { who: Who::Person(Box::new(person)), page: "bench" })
}

pub(crate) fn fill(store: &Store, size: usize) -> Result<TenantId> {
    let tenant = TenantId::from(TENANT);
    let (name, address) = ("Brindlewood".to_owned(), String::new());
    let epoch = [2; 16].into();
    store.found(&Agency { tenant, name, address, epoch, signing_key: None, moved_at: None })?;
    let begun: DateTime<Utc> = "2026-06-09T18:00:00Z".parse()?;
    for (team, name) in TEAMS.into_iter().zip(["Small", "Large"]) {
        store.add_team(by(begun), team.into(), name)?;
    }
    let mut tablets = (0..TABLETS).map(|at| join(store, at, begun)).collect::<Result<Vec<_>>>()?;
    let numbers: Vec<usize> = (0..size).collect();
    for some in numbers.chunks(AT_ONCE) {
        let tablet = &mut tablets[some[0] / AT_ONCE % TABLETS];
        let now = begun + TimeDelta::seconds(some[0] as i64 * 60);
        let mut incoming = Vec::with_capacity(2 * some.len());
        for number in some {
            let (arrival, file) = sealed(tablet, *number, now)?;
            incoming.push(Incoming::Record(Box::new(arrival)));
            incoming.push(Incoming::File { name: Hash::of(&file), bytes: file });
        }
        let taken = store.take_in(tenant, &tablet.device, &incoming, &Receipts, now)?;
        let is_kept = |it: &Taken| matches!(it, Taken::Record { .. } | Taken::File);
        ensure!(taken.iter().all(is_kept), "something was not kept");
    }
    Ok(tenant)
}

fn join(store: &Store, at: usize, now: DateTime<Utc>) -> Result<Tablet> {
    let seed = Hash::of(&at.to_be_bytes());
    let key = SigningKey::from_bytes(seed.as_bytes());
    let mut random = [0; 10];
    random.copy_from_slice(&seed.as_bytes()[..10]);
    let code = EnrolmentCode::from_random(random);
    let public = PublicKey::from(&key.verifying_key());
    let request = EnrolRequest::sign(code, public, None, format!("Tablet {at}"), &key);
    let tenant = TenantId::from(TENANT);
    store.add_code(by(now), request.code.hash(), now + TimeDelta::hours(1))?;
    let new = record::DeviceId::new(at as u64 + 1, &[7; 10]);
    let joined = store.enrol(tenant, &Joining { request: &request, new, unlock_keys: 1, now })?;
    ensure!(matches!(joined, Enrolled::Device { .. }), "a tablet did not join");
    let team = TEAMS[usize::from(at > 0)];
    store.confirm(by(now), new, team.into())?.ok_or_else(|| anyhow::anyhow!("a tablet was not confirmed"))?;
    let device = Device {
        id: new,
        record_key: public,
        request_key: public,
        lost: false,
        confirmed: false,
        revoked: false,
    };
    Ok(Tablet { device, key, seq: 0, prev: None })
}

fn sealed(tablet: &mut Tablet, number: usize, now: DateTime<Utc>) -> Result<(Arrival, Vec<u8>)> {
    let drawn = *Hash::of(&number.to_be_bytes()).as_bytes();
    let [first, second, last, days, late, said, ..] = drawn.map(usize::from);
    let said = ["does_not_agree", "wants_time", "waits_for_interpreter", "agrees_in_part"].get(said % 16);
    let last = format!("{} {}", LAST_NAMES[last % 10], number % 50);
    let child = |first: usize| format!("{} {last}", FIRST_NAMES[first % 10]);
    let review = now.date_naive() + Days::new(days as u64);
    let file: Vec<u8> = drawn.iter().copied().cycle().take(FILE).chain(number.to_be_bytes()).collect();
    let blob = BlobRef::of(&file, "application/pdf", "family-copy");
    let body = json!({
        "v": 3, "reference": format!("FSP-{number}"), "title": format!("The {last} family"),
        "worker": { "name": "Ros Adeyemi", "role": "social-worker" },
        "children": [
            { "name": child(first), "birth": { "known": "born", "on": "2019-02-03" } },
            { "name": child(second), "birth": { "known": "not_recorded" } },
        ],
        "outcomes": [
            { "name": format!("Ewa {last}"), "role": "family", "outcome": said.unwrap_or(&"signs") },
            { "name": "Ros Adeyemi", "role": "social-worker", "outcome": "signs" },
        ],
        "review": { "on": review, "at": "10:30:00" },
        "copies": [{ "role": "family-copy", "sha256": blob.sha256, "len": blob.len }],
    });
    let body = serde_json::to_vec(&body)?;
    let hours = if late < 5 { 40 } else { 1 };
    tablet.seq += 1;
    let envelope = Envelope {
        v: ENVELOPE_VERSION,
        id: RecordId::new(number as u64 + 1, &[1; 10]),
        dev: tablet.device.id,
        seq: tablet.seq,
        prev: tablet.prev,
        kind: Kind::PlanSealed,
        schema: 3,
        tenant: TENANT.into(),
        // A family has three agreements in the end.
        case: CaseId::new(number as u64 / 3 + 1, &[4; 10]),
        doc: DocId::new(number as u64 + 1, &[5; 10]),
        parents: vec![],
        author: Author { user: [6; 16].into(), role: "social-worker".into(), agency: "council".into() },
        wall: (now - TimeDelta::hours(hours)).fixed_offset(),
        mono_ns: number as u64,
        boot: "b".into(),
        clk: None,
        body: BodyRef::of(&body),
        blobs: vec![blob],
        alg: Algorithm::Ed25519,
    };
    let record = SignedRecord::sign(&envelope, body, &tablet.key)?;
    let hash = record.hash();
    tablet.prev = Some(hash);
    Ok((Arrival { record, envelope, hash }, file))
}
