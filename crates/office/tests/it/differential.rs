//! The same history on a file and on a server: whatever is asked of both in whatever order, they answer the same, and at its end
//! hold the same.

use crate::lists::is_as_rebuilt;
use crate::seeds::{SEED, first_seed};
use crate::stores::{
    Says, TENANT, Takes, agency, listed, now, on_a_file, on_a_server, receipt, request, to_write, troubles,
};
use crate::tablet::{envelope, named, paper, signing_key};
use chrono::TimeDelta;
use faults::Dice;
use office::store::{
    Agency, Arrival, Certified, Device, Disposed, Hold, Incoming, Joining, Noted, Rules, Sent, Taken,
    ToWrite, Wanted,
};
use office::{OfficeError, Store};
use record::letter::{Carried, Part};
use record::wire::{CodeOf, EnrolRequest, RefuseCode, Stuck, StuckWhy};
use record::{
    BlobRef, CaseId, DeviceId, EpochId, Hash, Kind, RecordId, SignedReceipt, SignedRecord, TenantId, UserId,
};
use serde_json::json;
use std::fmt::Debug;

const STEPS: usize = 150;

/// What is asked, in words, and asking it.
type Asked = (&'static str, Box<dyn Fn(&Store) -> String>);

/// What there is to be asked about.
struct World {
    devices: Vec<DeviceId>,
    arrivals: Vec<Arrival>,
    files: Vec<Vec<u8>>,
}

/// Signs nothing for some records.
struct Signs;

impl Rules for Signs {
    fn prove(&self, name: Hash, bytes: &[u8]) -> Result<Arrival, RefuseCode> {
        Takes.prove(name, bytes)
    }

    fn sign(&self, record: Hash, office_seq: u64) -> Result<SignedReceipt, OfficeError> {
        if record.as_bytes()[0].is_multiple_of(8) {
            Err(OfficeError::Random)
        } else {
            Ok(receipt(record, office_seq))
        }
    }
}

/// A body as tablets write it, or nearly.
fn manifest(dice: &mut Dice) -> Vec<u8> {
    let mut one_of = |words: &[&str]| words[dice.below(words.len())].to_owned();
    let names = ["Sam Ash", "sam  ash", "Élodie O’Brien", "Ashley\0", "", "Zoë"];
    let body = json!({
        "reference": one_of(&["FSP-1", "FSP-12", " ", "fsp 1"]),
        "title": one_of(&["The Ash family", "The Ash\0family", "é"]),
        "worker": { "name": one_of(&["Ros Adeyemi", ""]) },
        "children": [{ "name": one_of(&names), "birth": { "known": "born", "on": "2020-02-03" } }, { "name": one_of(&names) }],
        "outcomes": [{ "name": one_of(&names), "role": one_of(&["family", "reader"]), "outcome": "signs" }],
        "review": { "on": one_of(&["2026-06-20", "2026-07-30", "never"]), "at": one_of(&["10:30:00", "noon"]) },
        "holds_until": one_of(&["2026-07-01", "2027-06-01", ""]),
        "lacks_earlier": one_of(&["no", "yes"]) == "yes",
    });
    serde_json::to_vec(&body).unwrap()
}

/// An answer, to be compared. What an engine says of an error is its own.
fn told<T: Debug>(answer: Result<T, OfficeError>) -> String {
    answer.map_or_else(|error| format!("failed: {error}"), |answer| format!("{answer:?}"))
}

fn told_taken(answer: Result<Vec<Taken>, OfficeError>) -> String {
    let one = |taken: Taken| match taken {
        Taken::Failed(error) => format!("failed: {error}"),
        other @ (Taken::Record { .. }
        | Taken::File
        | Taken::Part
        | Taken::Held
        | Taken::TooEarly
        | Taken::Refused(_)) => format!("{other:?}"),
    };
    told(answer.map(|all| all.into_iter().map(one).collect::<Vec<_>>()))
}

impl World {
    fn new(dice: &mut Dice) -> Self {
        let devices: Vec<DeviceId> = (20u8..23).map(|id| DeviceId::from([id; 16])).collect();
        let files = vec![Vec::new(), b"ink".to_vec(), paper(3_000), paper(office::store::MAX_ROW_BYTES + 7)];
        let mut arrivals: Vec<Arrival> = Vec::new();
        for at in 0..14u64 {
            let device = devices[dice.below(devices.len())];
            let other = arrivals.get(dice.below(arrivals.len() + 2)).map(|arrival| arrival.hash);
            let named: Vec<BlobRef> =
                files.iter().filter(|_| dice.below(4) == 0).map(|file| named(file)).collect();
            let body = if dice.below(3) == 0 { paper(dice.below(400)) } else { manifest(dice) };
            let seq = dice.below(5) as u64 + 1;
            let before = (seq > 1).then(|| other.unwrap_or(Hash::of(b"never")));
            let mut envelope = envelope(device, TENANT.into(), seq, before, &body, &named);
            // So that the same seed is the same history.
            (envelope.id, envelope.mono_ns) = (RecordId::new(at, &[1; 10]), at);
            envelope.case = CaseId::from([dice.below(4) as u8; 16]);
            envelope.wall += TimeDelta::hours(dice.below(3) as i64 * 30 - 40);
            if dice.below(5) == 0 {
                envelope.kind = Kind::Unknown("another\0kind".into());
            }
            let record = SignedRecord::sign(&envelope, body, &signing_key(1)).unwrap();
            arrivals.push(Arrival { hash: record.hash(), record, envelope });
        }
        Self { devices, arrivals, files }
    }

    fn device(&self, dice: &mut Dice) -> DeviceId {
        self.devices[dice.below(self.devices.len())]
    }

    fn record(&self, dice: &mut Dice) -> Hash {
        self.arrivals[dice.below(self.arrivals.len())].hash
    }

    fn incoming(&self, from: DeviceId, dice: &mut Dice) -> Incoming {
        let own: Vec<&Arrival> = self.arrivals.iter().filter(|it| it.envelope.dev == from).collect();
        let arrival = own.get(dice.below(own.len())).copied();
        let file = &self.files[dice.below(self.files.len())];
        let (of, bytes) = match arrival {
            Some(arrival) if dice.coin() => (Carried::Record(arrival.hash), arrival.record.to_bytes()),
            Some(_) | None => (Carried::File(Hash::of(file)), file.clone()),
        };
        let total = bytes.len() as u64;
        match (dice.below(6), arrival) {
            (0, _) => Incoming::Refused { of: Some(of), code: RefuseCode::BadSignature },
            (1 | 2, Some(arrival)) => Incoming::Record(Box::new(arrival.clone())),
            (3, _) => Incoming::File { name: Hash::of(file), bytes: file.clone() },
            _ => {
                let start = dice.below(3) * bytes.len() / 3;
                let end = (start + bytes.len() / 2 + 1).min(bytes.len());
                let bytes =
                    if dice.below(9) == 0 { vec![7; end - start] } else { bytes[start..end].to_vec() };
                Incoming::Part(Part { of, total, start: start as u64, bytes })
            }
        }
    }

    /// An office, and the first of its tablets, so that something is kept of what the others bring about.
    fn begin(&self, store: &Store) {
        store.found(&agency(TENANT)).unwrap();
        let request = request(9, 1, None);
        store.add_code(TENANT.into(), request.code.hash(), now() + TimeDelta::seconds(1)).unwrap();
        let joining = Joining { request: &request, new: self.devices[0], unlock_keys: 64, now: now() };
        store.enrol(TENANT.into(), &joining).unwrap();
    }

    /// Something to ask.
    fn ask(&self, dice: &mut Dice, step: usize) -> Asked {
        let tenant = TenantId::from(if dice.below(12) == 0 { [9; 16] } else { TENANT });
        let (device, record) = (self.device(dice), self.record(dice));
        let time = now() + TimeDelta::seconds(step as i64);
        let soon = time + TimeDelta::seconds(dice.below(20) as i64);
        let some = Hash::of(&[dice.below(5) as u8]);
        let number = dice.below(70) as u32;
        let coin = dice.coin();
        let case = CaseId::from([dice.below(4) as u8; 16]);
        let asked: Asked = match dice.below(48) {
            0 => ("found", Box::new(|store: &Store| told(store.found(&agency(TENANT))))),
            1 => {
                let named = Agency { name: format!("Office {step}"), ..agency(TENANT) };
                ("rename", Box::new(move |store: &Store| told(store.rename(&named))))
            }
            2 if dice.below(4) == 0 => {
                let epoch = EpochId::from([number as u8; 16]);
                ("begin_epoch", Box::new(move |store: &Store| told(store.begin_epoch(tenant, epoch, number))))
            }
            2 | 3 => {
                let code = request(number as u8 % 6, 1, None).code.hash();
                ("add_code", Box::new(move |store: &Store| told(store.add_code(tenant, code, soon))))
            }
            4 | 5 => {
                let again = coin.then(|| *device.as_bytes());
                let name = ["Tablet", "tablet ", "Ä", "b"][number as usize % 4].to_owned();
                let request = EnrolRequest {
                    device_name: name,
                    ..request(number as u8 % 6, 1 + number as u8 % 2, again)
                };
                let enrol = move |store: &Store| {
                    let joining = Joining { request: &request, new: device, unlock_keys: 64, now: time };
                    told(store.enrol(tenant, &joining))
                };
                ("enrol", Box::new(enrol))
            }
            6 => {
                let since = coin.then_some(time);
                ("set_lost", Box::new(move |store: &Store| told(store.set_lost(tenant, device, since))))
            }
            7 | 8 => {
                let give =
                    move |store: &Store| told(store.give_unlock_code(tenant, device, number, coin, time));
                ("give_unlock_code", Box::new(give))
            }
            9 | 10 => {
                let stuck: Vec<Stuck> = (0..dice.below(3))
                    .map(|at| Stuck {
                        record: self.record(dice),
                        user: [6; 16].into(),
                        seq: at as u64,
                        why: StuckWhy::Unknown("for\0a reason".into()),
                    })
                    .collect();
                let codes: Vec<CodeOf> = (0..dice.below(3) as u32)
                    .map(|at| CodeOf { number: number + at, user: [at as u8; 16].into() })
                    .collect();
                let held: Vec<Hash> = (0..dice.below(4)).map(|_| self.record(dice)).collect();
                let created = dice.below(50) as i64;
                let note = move |store: &Store| {
                    let noted = Noted { created, held: &held, stuck: &stuck, codes: &codes, now: time };
                    told(store.note_asked(tenant, device, &noted))
                };
                ("note_asked", Box::new(note))
            }
            11 => {
                let records: Vec<Hash> = self.arrivals.iter().map(|arrival| arrival.hash).collect();
                ("standing", Box::new(move |store: &Store| told(store.standing(tenant, device, &records))))
            }
            12 => ("add_link", Box::new(move |store: &Store| told(store.add_link(tenant, some, soon)))),
            13 => {
                let open = move |store: &Store| told(store.use_link(tenant, some, time, some, soon));
                ("use_link", Box::new(open))
            }
            14 => ("session", Box::new(move |store: &Store| told(store.session(tenant, some, time)))),
            15 => ("end_session", Box::new(move |store: &Store| told(store.end_session(tenant, some)))),
            16 if coin => ("agreement", Box::new(move |store: &Store| told(store.agreement(tenant, record)))),
            16 => {
                let rebuild = move |store: &Store| told(store.rebuild(tenant));
                ("rebuild", Box::new(rebuild))
            }
            30 => {
                let hold = Hold { case, reason: "why".into(), by: "Ros".into(), at: time };
                ("hold", Box::new(move |store: &Store| told(store.hold(tenant, &hold))))
            }
            31 => ("unhold", Box::new(move |store: &Store| told(store.unhold(tenant, case, "Ros", time)))),
            32 => {
                let certify = |disposed: &Disposed| {
                    Ok(Certified { words: format!("{disposed:?}").into_bytes(), signature: [3; 64] })
                };
                ("dispose", Box::new(move |store: &Store| told(store.dispose(tenant, case, time, &certify))))
            }
            33 => {
                let tidy = move |store: &Store| {
                    told(store.tidy_parts(tenant, time - TimeDelta::seconds(40)))
                        + &told(store.tidy_files(tenant))
                };
                ("tidy", Box::new(tidy))
            }
            17 | 18 => {
                let give = coin || dice.coin();
                let case = CaseId::from([4; 16]);
                let whose = (device, UserId::from([6; 16]));
                let change = move |store: &Store| match give {
                    true => told(store.give_case(tenant, case, whose, time)),
                    false => told(store.take_case(tenant, case, whose)),
                };
                ("give_case", Box::new(change))
            }
            19..=21 => {
                // Now and then with a request that was used before.
                let request = (step % 200) as u8 / if coin { 1 } else { 9 };
                let write = move |store: &Store| {
                    let asked = ToWrite { now: time, ..to_write(request, record) };
                    told(store.keep_written(tenant, &asked, &Says(step as u64)))
                };
                ("keep_written", Box::new(write))
            }
            22 => {
                let (after, whose) = (u64::from(number), (device, UserId::from([6; 16])));
                ("changes", Box::new(move |store: &Store| told(store.changes(tenant, whose, after, 5))))
            }
            34 | 35 => {
                let mut sent: Vec<(DeviceId, Vec<Incoming>)> = Vec::new();
                for of in [device, self.device(dice)] {
                    sent.push((of, (0..=dice.below(3)).map(|_| self.incoming(of, dice)).collect()));
                }
                let take = move |store: &Store| {
                    let mut all: Vec<Sent<'_>> = Vec::new();
                    for (device, incoming) in &sent {
                        all.push(Sent { device: *device, incoming, rules: &Signs, now: time });
                    }
                    let taken = store.take_in_all(tenant, &all);
                    told_taken(taken.map(|all| all.into_iter().flatten().collect()))
                };
                ("take_in_all", Box::new(take))
            }
            _ => {
                let incoming: Vec<Incoming> =
                    (0..=dice.below(4)).map(|_| self.incoming(device, dice)).collect();
                let key = request(1, 1, None).record_key;
                let of = Device { id: device, record_key: key, request_key: key, lost: false };
                let take =
                    move |store: &Store| told_taken(store.take_in(tenant, &of, &incoming, &Signs, time));
                ("take_in", Box::new(take))
            }
        };
        asked
    }

    /// Everything that is held.
    fn all(&self, store: &Store) -> Vec<String> {
        let mut all = vec![told(store.agency()), told(store.last_receipt(TENANT.into()))];
        all.push(told(store.counted()));
        for tenant in [TENANT, [9; 16]].map(TenantId::from) {
            all.extend([
                told(store.tablets(tenant)),
                told(store.holds(tenant)),
                told(store.cases(tenant, CaseId::from([0; 16]))),
                told(store.files(tenant, Hash::from_bytes([0; 32]))),
                told(store.on_its_way(tenant, Hash::from_bytes([0; 32]))),
                told(store.kept(tenant, 0)),
                format!("{:?}", troubles(store, tenant, 3)),
                format!("{:?}", troubles(store, tenant, 200)),
            ]);
            let found =
                ["", "a", "sam", "ash ", "FSP-1", "é", "nobody"].map(str::to_owned).map(Wanted::Found);
            let due =
                [0, 40, 4_000].map(|days| Wanted::DueBefore(now().date_naive() + TimeDelta::days(days)));
            for wanted in [Wanted::All, Wanted::ToLookAt].into_iter().chain(found).chain(due) {
                let at_once = listed(store, tenant, &wanted, 200);
                assert_eq!(listed(store, tenant, &wanted, 2), at_once, "however it is divided");
                all.push(format!("{at_once:?}"));
            }
            let records: Vec<Hash> = self.arrivals.iter().map(|arrival| arrival.hash).collect();
            for record in &records {
                all.extend([
                    told(store.receipt(tenant, *record)),
                    told(store.signed(tenant, *record)),
                    told(store.agreement(tenant, *record)),
                ]);
            }
            for device in &self.devices {
                all.push(told(store.device(tenant, *device)));
                all.push(told(store.changes(tenant, (*device, [6; 16].into()), 0, 500)));
                all.push(told(store.worker(tenant, *device, [6; 16].into())));
                all.push(told(store.standing(tenant, *device, &records)));
            }
            all.extend(self.files.iter().map(|file| told(store.blob(tenant, Hash::of(file)))));
        }
        all
    }
}

/// How many records had a receipt in the end.
fn check(seed: u64, steps: usize) -> usize {
    let mut dice = Dice::new(seed);
    let world = World::new(&mut dice);
    let ((folder, file), (database, server)) = (on_a_file(), on_a_server());
    for store in [&file, &server] {
        world.begin(store);
    }
    for step in 0..steps {
        let (what, ask) = world.ask(&mut dice, step);
        assert_eq!(ask(&file), ask(&server), "seed {seed}, step {step}: {what}");
    }
    let (one, other) = (world.all(&file), world.all(&server));
    for (one, other) in one.iter().zip(&other) {
        assert_eq!(one, other, "seed {seed}, at its end");
    }
    for place in [&folder, &database] {
        is_as_rebuilt(place, &format!("seed {seed}"));
    }
    world.arrivals.iter().filter(|it| matches!(file.receipt(TENANT.into(), it.hash), Ok(Some(_)))).count()
}

#[test]
fn a_file_and_a_server_answer_the_same() {
    let receipts: usize = (1..=6).map(|seed| check(seed, STEPS)).sum();
    assert!(receipts > 0, "histories in which nothing is kept prove little");
}

#[test]
#[ignore = "takes minutes; `cargo xtask soak` runs it"]
fn soak_a_file_and_a_server_answer_the_same() {
    let seed = first_seed(20_261_130);
    println!("seed {seed}; the same again with {SEED}={seed}");
    let histories = 200;
    let receipts: usize = (0..histories).map(|history| check(seed + history, 400)).sum();
    println!("soak\thistories that a file and a server answered the same\t{histories}");
    println!("soak\trecords with a receipt in them\t{receipts}");
}
