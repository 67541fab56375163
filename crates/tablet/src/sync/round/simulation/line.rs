//! The line of the simulation: it loses requests and answers, keeps some for later, and while a tablet waits, other things happen.

use std::cell::{Cell, RefCell};

use office::OfficeError;
use record::request::{self, Nonce};
use record::wire::{AskReply, Changes, ChangesReply, LettersReply, RecordState, RefusalCode, Refused};

use super::*;
use crate::environment::random;
use crate::store::Place;

const ASK: &str = "/v1/ask";
const LETTERS: &str = "/v1/letters";
const CHANGES: &str = "/v1/changes";

pub(super) struct SimLine<'a> {
    pub(super) world: &'a RefCell<World>,
    pub(super) at: usize,
    /// Where the tablet believes it belongs, and how it signs.
    pub(super) place: Place,
    /// After so many steps of its disk the tablet's power goes.
    pub(super) cut: Cell<Option<usize>>,
}

/// What an office said.
pub(super) enum Said {
    Asked(AskReply),
    Sent(LettersReply),
    Came(ChangesReply),
}

impl Line for SimLine<'_> {
    fn ask(&self, asked: &Ask) -> Answer<AskReply> {
        match self.carry(ASK, serde_json::to_vec(asked).unwrap())? {
            Said::Asked(reply) => Ok(reply),
            Said::Sent(_) | Said::Came(_) => Err(Failure::Rubbish),
        }
    }

    fn changes(&self, asked: &Changes) -> Answer<ChangesReply> {
        match self.carry(CHANGES, serde_json::to_vec(asked).unwrap())? {
            Said::Came(reply) => {
                let is_closed = reply.changes.iter().all(|change| !has_canary(&change.closed));
                assert!(is_closed, "what goes down is closed");
                Ok(reply)
            }
            Said::Asked(_) | Said::Sent(_) => Err(Failure::Rubbish),
        }
    }

    fn send(&self, letters: &[u8]) -> Answer<LettersReply> {
        assert!(!has_canary(letters), "what goes over the line is closed");
        match self.carry(LETTERS, letters.to_vec())? {
            Said::Sent(reply) => Ok(reply),
            Said::Asked(_) | Said::Came(_) => Err(Failure::Rubbish),
        }
    }
}

impl SimLine<'_> {
    /// As `http` signs it.
    fn signed(&self, target: &'static str, body: Vec<u8>) -> Request {
        let clock = self.world.borrow_mut().tablet(self.at).clock.clone();
        let Place { keys, device, .. } = &self.place;
        let asked = request::Request { office: &keys.signing, method: "POST", target, body: &body };
        let (created, nonce) = (clock.now().timestamp(), Nonce(random(&*clock).unwrap()));
        let proof = Proof::sign(&asked, *device, created, nonce, &self.place.request_key().unwrap());
        Request { target, body, proof }
    }

    fn carry(&self, target: &'static str, body: Vec<u8>) -> Answer<Said> {
        if self.cut.get().is_some() {
            return Err(Failure::NoAnswer);
        }
        let request = self.signed(target, body);
        if self.world.borrow().faulty {
            self.trouble(&request)?;
        }
        let mut world = self.world.borrow_mut();
        world.steps += 1;
        let (office, takes) = (world.tablet_office(self.at), world.dice.below(8) as u64);
        world.tablet(self.at).clock.pass(takes);
        let said = world.answer(office, &request);
        if world.faulty && world.dice.below(10) == 0 {
            world.note("answers lost");
            return Err(Failure::NoAnswer);
        }
        said
    }

    fn trouble(&self, request: &Request) -> Answer<()> {
        let mut world = self.world.borrow_mut();
        if world.dice.below(10) == 0 {
            world.old.push((self.at, request.clone()));
            if world.old.len() > 50 {
                world.old.remove(0);
            }
        }
        let goes_deeper = world.depth < DEEPEST;
        match world.dice.below(40) {
            0..=3 => {
                world.note("requests lost");
                Err(Failure::NoAnswer)
            }
            4 => {
                let steps = world.tablet(self.at).disk.steps();
                let from = world.tablet(self.at).told.min(steps);
                self.cut.set(Some(from + world.dice.below(steps - from + 1)));
                Err(Failure::NoAnswer)
            }
            5..=8 if goes_deeper => {
                world.depth += 1;
                drop(world);
                step(self.world);
                self.world.borrow_mut().depth -= 1;
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

impl World {
    /// What an office says to a request, from whomever it is. A receipt is for what is all there, and the same each time.
    pub(super) fn answer(&mut self, office: usize, request: &Request) -> Answer<Said> {
        let (keys, is) = (self.offices[office].keys, self.offices[office].is());
        let Request { target, body, proof } = request;
        let asked = request::Request { office: &keys.signing, method: "POST", target, body };
        let said = is.authenticate(proof, &asked).and_then(|device| match *target {
            LETTERS => is.take_in(&device, body).map(Said::Sent),
            CHANGES => is.changes(&device, &serde_json::from_slice(body).unwrap()).map(Said::Came),
            _ => is.asked(&device, serde_json::from_slice(body).unwrap(), proof.created).map(Said::Asked),
        });
        let said = said.map_err(|error| if_refused(error).unwrap_or(Failure::NoAnswer))?;
        let Said::Asked(reply) = &said else { return Ok(said) };
        let asked: Ask = serde_json::from_slice(body).unwrap();
        let mut receipts = 0;
        for (record, state) in asked.records.iter().zip(&reply.records) {
            let RecordState::Safe { receipt } = state else { continue };
            let file = is.receipt_file(&BY, *record).unwrap().expect("it has what it gave a receipt for");
            assert_eq!(file.receipt, base::base64::encode(&receipt.receipt), "the same bytes each time");
            assert!(is.family_copy(&BY, *record).unwrap().is_some(), "all of it is there");
            receipts += 1;
        }
        *self.did.entry("receipts").or_default() += receipts;
        Ok(said)
    }
}

/// What `http` makes of a no. One that passes is as good as no answer.
fn if_refused(error: OfficeError) -> Option<Failure> {
    let OfficeError::Refused(Refused { code }) = error else { return None };
    let passes = matches!(code, RefusalCode::Unavailable | RefusalCode::Replayed);
    (!passes).then_some(Failure::Refused(code))
}
