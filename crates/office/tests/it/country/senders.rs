//! The office before the three machines, tablets that send to it until they have a receipt, and what they were given.

use super::machines::Country;
use super::patience::patiently;
use crate::serving::{Serving, line_of, program};
use crate::tablet::{Tablet, named, paper};
use crate::world::{Answer, try_send};
use record::wire::{Ask, AskReply, LetterResult, LettersReply, MAX_ASKED, RecordState};
use record::{EnrolmentLine, Hash, SignedReceipt};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Before a tablet tries again. Shorter than a real one's, so that what is measured is the machines' part.
const PAUSE: Duration = Duration::from_millis(100);

pub(super) struct Office {
    _serving: Serving,
    url: String,
    folder: tempfile::TempDir,
}

impl Office {
    pub(super) fn start(country: &Country) -> Self {
        let (url, folder) = (country.database(), tempfile::tempdir().unwrap());
        line_of(&command(&url, &folder, &["init", "--name", "Brindlewood"]).output().unwrap());
        let serving = Serving::start_with(&mut command(&url, &folder, &["serve", "--listen", "127.0.0.1:0"]));
        Self { _serving: serving, url, folder }
    }

    pub(super) fn tablet(&self, at: usize) -> Sender {
        let line = line_of(&command(&self.url, &self.folder, &["enrol-code"]).output().unwrap());
        let line: EnrolmentLine = line.parse().unwrap();
        Sender { at, tablet: Tablet::with_line(&line, u8::try_from(at + 1).unwrap()) }
    }
}

fn command(url: &str, folder: &tempfile::TempDir, words: &[&str]) -> Command {
    let mut command = program();
    command.args(words).arg("--data").arg(folder.path().join("office"));
    command.env("DOORSTEP_OFFICE_DATABASE", url);
    command
}

/// A tablet that sends.
#[derive(Clone)]
pub(super) struct Sender {
    at: usize,
    tablet: Tablet,
}

/// A receipt that a tablet was given.
struct Given {
    at: Instant,
    tablet: usize,
    record: Hash,
    receipt: SignedReceipt,
}

/// All that were given, in order.
#[derive(Default)]
pub(super) struct Sent(Mutex<Vec<Given>>);

impl Sender {
    /// Sends so many agreements with a file of so many bytes each, one after the other.
    pub(super) fn send(&mut self, most: usize, bytes: usize, sent: &Sent, goes_on: &AtomicBool) {
        for _ in 0..most {
            // Nobody's file is like another's.
            let mut file = paper(bytes);
            let own = format!("{} {}", self.at, self.tablet.seq);
            file.truncate(bytes.saturating_sub(own.len()));
            file.extend(own.as_bytes());
            let record = self.tablet.next("{}", &[named(&file)]);
            let letters = [vec![self.tablet.letter(&record)], self.tablet.file(&file)].concat().concat();
            let receipt = loop {
                if !goes_on.load(Ordering::SeqCst) {
                    return;
                }
                match self.once(record.hash(), &letters) {
                    Some(receipt) => break receipt,
                    None => thread::sleep(PAUSE),
                }
            };
            let given = Given { at: Instant::now(), tablet: self.at, record: record.hash(), receipt };
            sent.0.lock().unwrap().push(given);
        }
    }

    fn once(&self, record: Hash, letters: &[u8]) -> Option<SignedReceipt> {
        let reply: LettersReply = self.call("/v1/letters", letters)?.json();
        for result in reply.results {
            if result == LetterResult::Later {
                return None;
            }
            assert_eq!(result, LetterResult::Kept);
        }
        // What was kept a moment ago may be nowhere, on a server that followed.
        let RecordState::Safe { receipt } = self.ask(&[record])?.remove(0) else { return None };
        let said = receipt.verify(&self.tablet.office.signing.verifying_key().unwrap()).unwrap();
        assert_eq!(said.record, record);
        Some(receipt)
    }

    fn ask(&self, records: &[Hash]) -> Option<Vec<RecordState>> {
        let ask = Ask { records: records.to_vec(), stuck: Vec::new(), codes: Vec::new() };
        let reply: AskReply = self.call("/v1/ask", &serde_json::to_vec(&ask).unwrap())?.json();
        Some(reply.records)
    }

    /// None where the office cannot answer.
    fn call(&self, target: &str, body: &[u8]) -> Option<Answer> {
        let proof = self.tablet.proof("POST", target, body);
        let answer = try_send(&self.tablet.address, "POST", target, &proof.headers(), body).ok()?;
        if answer.status != 200 {
            assert_eq!(answer.refusal(), (503, "unavailable".to_owned()));
            return None;
        }
        answer.prove(&self.tablet.office, proof.nonce).unwrap();
        Some(answer)
    }
}

impl Sent {
    pub(super) fn count(&self) -> usize {
        self.0.lock().unwrap().len()
    }

    pub(super) fn is_any_since(&self, when: Instant) -> bool {
        self.0.lock().unwrap().last().is_some_and(|given| given.at > when)
    }

    /// The longest time between two receipts, or between one and the beginning or the end.
    pub(super) fn longest_silence(&self, from: Instant, to: Instant) -> Duration {
        let given = self.0.lock().unwrap();
        let within = given.iter().map(|given| given.at).filter(|at| (from..to).contains(at));
        let all: Vec<Instant> = std::iter::once(from).chain(within).chain([to]).collect();
        all.windows(2).map(|pair| pair[1].duration_since(pair[0])).max().unwrap_or_default()
    }

    /// Each receipt that was given is given again, byte for byte.
    pub(super) fn check(&self, senders: &[Sender]) {
        for sender in senders {
            let given = self.0.lock().unwrap();
            let own: Vec<(Hash, SignedReceipt)> = given
                .iter()
                .filter(|given| given.tablet == sender.at)
                .map(|given| (given.record, given.receipt.clone()))
                .collect();
            drop(given);
            for some in own.chunks(MAX_ASKED) {
                let records: Vec<Hash> = some.iter().map(|(record, _)| *record).collect();
                let states = patiently("the office answers", || sender.ask(&records));
                for ((record, receipt), state) in some.iter().zip(states) {
                    assert_eq!(state, RecordState::Safe { receipt: receipt.clone() }, "{record}");
                }
            }
        }
    }
}
