//! The same history on a file and on a server: whatever is asked of both in whatever order, they answer the same, and at its end
//! hold the same.

mod agencies;
mod said;
mod today;
mod world;

use self::world::{Signs, World};
use crate::lists::is_as_rebuilt;
use crate::people::BY;
use crate::seeds::{SEED, first_seed};
use crate::stores::{TENANT, agency, by_of, listed, now, on_a_file, on_a_server, request, troubles};
use chrono::{DateTime, TimeDelta, Utc};
use faults::Dice;
use office::store::{
    By, Certified, Device, Disposed, Hold, Incoming, Joining, NewLink, NewPasskey, NewPerson, NewSession,
    Noted, Sent, Taken, Wanted, Which,
};
use office::{Actor, Held, OfficeError, PersonId, Role, Store, TeamId, Who};
use record::wire::{CodeOf, EnrolRequest, Stuck, StuckWhy};
use record::{CaseId, DeviceId, EpochId, Hash, TenantId, UserId};
use std::fmt::Debug;

const STEPS: usize = 150;

/// What is asked, in words, and asking it.
type Asked = (&'static str, Box<dyn Fn(&Store) -> String>);

/// The office's machine asks, then.
fn by_at(tenant: TenantId, time: DateTime<Utc>) -> By<'static> {
    By { tenant, actor: &BY, now: time }
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
        let asked: Asked = match dice.below(52) {
            0 => ("found", Box::new(|store: &Store| told(store.found(&agency(TENANT))))),
            1 => {
                let (name, address) = (format!("Office {step}"), format!("http://127.0.0.1:{step}"));
                let set = move |store: &Store| {
                    let set = if coin {
                        store.set_name(tenant, &name)
                    } else {
                        store.set_address(tenant, &address)
                    };
                    told(set)
                };
                ("set_name or set_address", Box::new(set))
            }
            2 if dice.below(4) == 0 => {
                let epoch = EpochId::from([number as u8; 16]);
                ("begin_epoch", Box::new(move |store: &Store| told(store.begin_epoch(tenant, epoch, number))))
            }
            2 | 3 => {
                let code = request(number as u8 % 6, 1, None).code.hash();
                (
                    "add_code",
                    Box::new(move |store: &Store| told(store.add_code(by_at(tenant, time), code, soon))),
                )
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
                (
                    "set_lost",
                    Box::new(move |store: &Store| told(store.set_lost(by_at(tenant, time), device, since))),
                )
            }
            7 | 8 => {
                let give = move |store: &Store| {
                    told(store.give_unlock_code(by_at(tenant, time), device, number, coin))
                };
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
            12 => {
                let id = TeamId::from([number as u8 % 3; 16]);
                let name = ["Ä", "ä", "North"][number as usize % 3];
                (
                    "add_team",
                    Box::new(move |store: &Store| told(store.add_team(by_at(tenant, time), id, name))),
                )
            }
            13 => {
                let (id, team) = (PersonId::from([number as u8 % 4; 16]), TeamId::from([step as u8 % 3; 16]));
                let roles = [Held { role: Role::Manager, team: Some(team) }];
                let link = NewLink { link: some, codes: [number as u8; 16], expires_at: soon };
                let add = move |store: &Store| {
                    let (login, name) = (["ros", "jan", "ewa"][number as usize % 3], "Somebody");
                    let new = NewPerson { id, login, name, roles: &roles };
                    told(store.add_person(by_at(tenant, time), &new, &link))
                };
                ("add_person", Box::new(add))
            }
            14 => {
                let new = NewSession { session: some, ends_at: soon, step: step as i64 };
                let set =
                    move |store: &Store| told(store.use_link(by_at(tenant, time), some, "a password", &new));
                ("use_link", Box::new(set))
            }
            15 => {
                let team = TeamId::from([number as u8 % 3; 16]);
                let confirm = move |store: &Store| told(store.confirm(by_at(tenant, time), device, team));
                ("confirm", Box::new(confirm))
            }
            16 => {
                let idle = TimeDelta::seconds(10);
                let asked = move |store: &Store| {
                    // Somebody who is signed in sees what is theirs, on both alike.
                    let Ok(Some(person)) = store.session(tenant, some, time, idle) else {
                        return "nobody".to_owned();
                    };
                    let actor = Actor { who: Who::Person(Box::new(person)), page: "test" };
                    let by = By { actor: &actor, ..by_at(tenant, time) };
                    let team = TeamId::from([number as u8 % 3; 16]);
                    let done = match number % 6 {
                        0 => told(store.seal_case(by, case, &[])),
                        1 => told(store.move_case(by, case, team)),
                        2 => told(store.unseal_case(by, case)),
                        3 => told(store.add_passkey(by, &NewPasskey { passkey: some, name: "a", kept: "b" })),
                        4 => told(store.passkeys(by)),
                        _ => told(store.alerts(by)),
                    };
                    format!(
                        "{done} {} {} {} {}",
                        today::of(store, by),
                        told(store.agreements(by, &Wanted::All, None, None)),
                        told(store.tablets(by)),
                        told(store.troubles(by, None, None))
                    )
                };
                ("as a person", Box::new(asked))
            }
            17 => ("signed", Box::new(move |store: &Store| told(store.signed(by_at(tenant, time), record)))),
            36 if coin => (
                "agreement",
                Box::new(move |store: &Store| told(store.agreement(by_at(tenant, time), record))),
            ),
            36 => {
                let rebuild = move |store: &Store| told(store.rebuild(tenant));
                ("rebuild", Box::new(rebuild))
            }
            30 => {
                let hold = Hold { case, reason: "why".into(), by: "Ros".into(), at: time };
                ("hold", Box::new(move |store: &Store| told(store.hold(by_at(tenant, time), &hold))))
            }
            31 => (
                "unhold",
                Box::new(move |store: &Store| told(store.unhold(by_at(tenant, time), case, "Ros"))),
            ),
            32 => {
                let certify = |disposed: &Disposed| {
                    Ok(Certified { words: format!("{disposed:?}").into_bytes(), signature: [3; 64] })
                };
                (
                    "dispose",
                    Box::new(move |store: &Store| {
                        told(store.dispose(by_at(tenant, time), case, "why", &certify))
                    }),
                )
            }
            33 => {
                let tidy = move |store: &Store| {
                    told(store.tidy_parts(tenant, time - TimeDelta::seconds(40)))
                        + &told(store.tidy_files(tenant))
                };
                ("tidy", Box::new(tidy))
            }
            23 | 24 => {
                let give = coin || dice.coin();
                let case = CaseId::from([4; 16]);
                let whose = (device, UserId::from([6; 16]));
                let change = move |store: &Store| match give {
                    true => told(store.give_case(tenant, case, whose, time)),
                    false => told(store.take_case(tenant, case, whose)),
                };
                ("give_case", Box::new(change))
            }
            19..=21 => said::of_anything(tenant, time, (record, case), (number, coin), step),
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
            25 | 26 => said::ask(tenant, time, record, dice, step),
            48..=51 => agencies::ask(tenant, time, record, dice, step),
            _ => {
                let incoming: Vec<Incoming> =
                    (0..=dice.below(4)).map(|_| self.incoming(device, dice)).collect();
                let key = request(1, 1, None).record_key;
                let of = Device {
                    id: device,
                    record_key: key,
                    request_key: key,
                    lost: false,
                    confirmed: false,
                    revoked: false,
                };
                let take =
                    move |store: &Store| told_taken(store.take_in(tenant, &of, &incoming, &Signs, time));
                ("take_in", Box::new(take))
            }
        };
        asked
    }

    /// Everything that is held.
    fn all(&self, store: &Store) -> Vec<String> {
        let mut all =
            vec![told(store.agency()), told(store.tenant()), told(store.last_receipt(TENANT.into()))];
        all.push(told(store.counted()));
        for tenant in [TENANT, [9; 16]].map(TenantId::from) {
            all.extend([
                told(store.tablets(by_of(tenant))),
                told(store.people(by_of(tenant))),
                told(store.teams(by_of(tenant))),
                told(store.holds(tenant)),
                told(store.cases(tenant, CaseId::from([0; 16]))),
                told(store.files(tenant, Hash::from_bytes([0; 32]))),
                told(store.on_its_way(tenant, Hash::from_bytes([0; 32]))),
                told(store.kept(tenant, 0)),
                format!("{:?}", troubles(store, tenant, 3)),
                format!("{:?}", troubles(store, tenant, 200)),
                told(store.accessed(by_of(tenant), Which::All, None, 10_000)),
            ]);
            all.extend(agencies::all(store, tenant));
            all.push(today::of(store, by_of(tenant)));
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
                let by = by_of(tenant);
                all.extend([
                    told(store.receipt(by, *record)),
                    told(store.signed(by, *record)),
                    told(store.agreement(by, *record)),
                    told(store.said_of(by, *record)),
                    told(store.copies_given(by, *record)),
                ]);
            }
            for device in &self.devices {
                all.push(told(store.device(tenant, *device)));
                all.push(told(store.changes(tenant, (*device, [6; 16].into()), 0, 500)));
                all.push(told(store.worker(by_of(tenant), *device, [6; 16].into())));
                all.push(told(store.standing(tenant, *device, &records)));
            }
            all.extend(self.files.iter().map(|file| told(store.blob(by_of(tenant), Hash::of(file)))));
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
    world
        .arrivals
        .iter()
        .filter(|it| matches!(file.receipt(by_of(TENANT.into()), it.hash), Ok(Some(_))))
        .count()
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
