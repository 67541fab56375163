//! The office is killed again and again, at any moment, while tablets send. Whatever became of their requests: everything arrives
//! once, and a receipt that was given is the receipt ever after.

use crate::seeds::{SEED, first_seed, number};
use crate::serving::{Serving, line_of, program};
use crate::tablet::{Tablet, named};
use crate::world::{Answer, try_send};
use faults::Dice;
use record::wire::{Ask, AskReply, LetterResult, LettersReply, RecordState};
use record::{EnrolmentLine, Hash, SignedReceipt, SignedRecord};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, RwLock};
use std::thread;
use std::time::Duration;

/// Letters that a tablet sends at once where the line is good.
const AT_ONCE: usize = 16;

/// How much is sent, and how often the office is killed meanwhile.
#[derive(Clone, Copy)]
struct Work {
    tablets: u8,
    agreements: u64,
    /// Bytes of each agreement's paper.
    bytes: usize,
    kills: usize,
}

/// An office's folder, and its database where that is on a server.
struct Place {
    data: PathBuf,
    database: Option<String>,
}

impl Place {
    fn command(&self, word: &str) -> Command {
        let mut command = program();
        command.arg(word).arg("--data").arg(&self.data);
        if let Some(database) = &self.database {
            command.env("DOORSTEP_OFFICE_DATABASE", database);
        }
        command
    }

    fn serve(&self) -> Serving {
        Serving::start_with(self.command("serve").args(["--listen", "127.0.0.1:0"]))
    }
}

/// A record and the receipt that was given for it.
type Given = (Hash, SignedReceipt);

/// Bytes that no other agreement has.
fn paper(tablet: u8, agreement: u64, length: usize) -> Vec<u8> {
    let own = Hash::of(format!("{tablet} {agreement}").as_bytes());
    let parts =
        (0u64..).flat_map(|at| *Hash::of(&[&own.as_bytes()[..], &at.to_be_bytes()[..]].concat()).as_bytes());
    parts.take(length).collect()
}

/// Where the office is now, and whether it answers there.
struct Office<'a> {
    address: &'a RwLock<String>,
}

impl Office<'_> {
    /// What it answers; nothing if it is gone meanwhile or has no room.
    fn says(&self, tablet: &Tablet, target: &str, body: &[u8]) -> Option<Answer> {
        let address = self.address.read().unwrap().clone();
        let proof = tablet.proof("POST", target, body);
        let answer = try_send(&address, "POST", target, &proof.headers(), body).ok()?;
        answer.prove(&tablet.office, proof.nonce).ok()?;
        (answer.status == 200).then_some(answer)
    }

    /// Sends as far as it is answered.
    fn send(&self, tablet: &Tablet, letters: &[Vec<u8>]) {
        for letters in letters.chunks(AT_ONCE) {
            let Some(answer) = self.says(tablet, "/v1/letters", &letters.concat()) else { return };
            let results = answer.json::<LettersReply>().results;
            let known = |result: &LetterResult| matches!(result, LetterResult::Kept | LetterResult::Later);
            assert!(results.iter().all(known), "nothing is refused: {results:?}");
        }
    }

    fn ask(&self, tablet: &Tablet, records: &[Hash]) -> Option<AskReply> {
        let ask = Ask { records: records.to_vec(), stuck: Vec::new(), codes: Vec::new() };
        Some(self.says(tablet, "/v1/ask", &serde_json::to_vec(&ask).unwrap())?.json())
    }

    /// Sends an agreement until it is safe.
    fn until_safe(&self, tablet: &Tablet, record: &SignedRecord, paper: &[u8]) -> SignedReceipt {
        let all = [vec![tablet.letter(record)], tablet.file(paper)].concat();
        loop {
            // Where nobody answers, somebody is starting it.
            let Some(mut reply) = self.ask(tablet, &[record.hash()]) else {
                thread::sleep(Duration::from_millis(5));
                continue;
            };
            match reply.records.remove(0) {
                RecordState::Safe { receipt } => return receipt,
                RecordState::Lacks { .. } | RecordState::Missing => self.send(tablet, &all),
                RecordState::Unknown(state) => panic!("{state}"),
            }
        }
    }
}

/// Sends all agreements of a tablet, and tells of each receipt.
fn send_all(office: &Office<'_>, number: u8, tablet: &mut Tablet, work: Work, tell: &Sender<Given>) {
    for agreement in 0..work.agreements {
        let paper = paper(number, agreement, work.bytes);
        let record = tablet.next(r#"{"reference":"FSP-7"}"#, &[named(&paper)]);
        let receipt = office.until_safe(tablet, &record, &paper);
        // Whoever kills it may have killed it often enough.
        let _ = tell.send((record.hash(), receipt));
    }
}

/// Kills it and starts it again, each time after some receipts and then a moment.
fn kill(
    work: Work,
    serving: Serving,
    place: &Place,
    address: &RwLock<String>,
    told: &Receiver<Given>,
    dice: &mut Dice,
) -> (Serving, Vec<Given>) {
    let (mut serving, mut given) = (serving, Vec::new());
    let all = usize::from(work.tablets) * usize::try_from(work.agreements).unwrap();
    for _ in 0..work.kills {
        let after = dice.below(2 * all / (work.kills + 1) + 1);
        given.extend(told.iter().take(after));
        thread::sleep(Duration::from_micros(dice.any() % 50_000));
        serving.kill();
        serving = place.serve();
        address.write().unwrap().clone_from(&serving.address);
    }
    given.extend(told.iter());
    (serving, given)
}

fn check(seed: u64, work: Work, database: Option<String>) {
    let mut dice = Dice::new(seed);
    let folder = tempfile::tempdir().unwrap();
    let place = Place { data: folder.path().join("office"), database };
    line_of(&place.command("init").args(["--name", "Brindlewood"]).output().unwrap());
    let serving = place.serve();
    let address = RwLock::new(serving.address.clone());
    let joined = |number: u8| -> Tablet {
        let line = line_of(&place.command("enrol-code").output().unwrap());
        let line: EnrolmentLine = line.parse().unwrap();
        Tablet::with_line(&line, number)
    };
    let tablets: Vec<Mutex<Tablet>> = (1..=work.tablets).map(|number| Mutex::new(joined(number))).collect();
    let (tell, told) = channel();
    let (_serving, given) = thread::scope(|scope| {
        for (number, tablet) in (1..).zip(&tablets) {
            let (tell, address) = (tell.clone(), &address);
            scope.spawn(move || {
                send_all(&Office { address }, number, &mut tablet.lock().unwrap(), work, &tell)
            });
        }
        drop(tell);
        kill(work, serving, &place, &address, &told, &mut dice)
    });

    let all = u64::from(work.tablets) * work.agreements;
    assert_eq!(given.len() as u64, all, "seed {seed}: each has its receipt");
    let office = Office { address: &address };
    let mut numbers = BTreeSet::new();
    for tablet in &tablets {
        let tablet = tablet.lock().unwrap();
        assert_eq!(office.ask(&tablet, &[]).unwrap().receipts, work.agreements, "seed {seed}: once");
    }
    let tablet = tablets[0].lock().unwrap();
    let key = tablet.office.signing.verifying_key().unwrap();
    for (record, receipt) in &given {
        let said = receipt.verify(&key).unwrap();
        assert_eq!(said.record, *record, "seed {seed}");
        numbers.insert(said.office_seq);
    }
    assert_eq!(numbers, (1..=all).collect(), "seed {seed}: one number for each, without gaps");
    drop(tablet);
    still_true(&office, &tablets, &given, seed);
}

/// Whoever asks is given the receipts that were given first, byte for byte.
fn still_true(office: &Office<'_>, tablets: &[Mutex<Tablet>], given: &[Given], seed: u64) {
    let mut found = 0;
    for tablet in tablets {
        let tablet = tablet.lock().unwrap();
        for some in given.chunks(100) {
            let records: Vec<Hash> = some.iter().map(|(record, _)| *record).collect();
            let states = office.ask(&tablet, &records).unwrap().records;
            for (state, (_, before)) in states.into_iter().zip(some) {
                // Another tablet's is nothing to this one.
                if let RecordState::Safe { receipt } = state {
                    assert_eq!(receipt, *before, "seed {seed}");
                    found += 1;
                }
            }
        }
    }
    assert_eq!(found, given.len(), "seed {seed}");
}

const QUICK: Work = Work { tablets: 4, agreements: 6, bytes: 150_000, kills: 6 };

#[test]
fn everything_arrives_once_however_often_the_office_is_killed() {
    check(20_261_201, QUICK, None);
}

#[cfg(unix)]
#[test]
fn everything_arrives_once_on_a_server_too() {
    let database = crate::cluster::shared().database();
    check(20_261_201, QUICK, Some(database.url()));
}

#[test]
#[ignore = "takes minutes; `cargo xtask soak` runs it"]
fn soak_everything_arrives_once_however_often_the_office_is_killed() {
    let seed = first_seed(20_261_201);
    println!("seed {seed}; the same draws again with {SEED}={seed}");
    let work = Work {
        tablets: u8::try_from(number("DOORSTEP_TABLETS", 50)).unwrap(),
        agreements: number("DOORSTEP_AGREEMENTS", 20),
        bytes: usize::try_from(number("DOORSTEP_BYTES", 2_000_000)).unwrap(),
        kills: usize::try_from(number("DOORSTEP_KILLS", 200)).unwrap(),
    };
    check(seed, work, None);
    println!("soak\tkills of an office to which tablets send\t{}", work.kills);
    println!("soak\tagreements that arrived once\t{}", u64::from(work.tablets) * work.agreements);
}
