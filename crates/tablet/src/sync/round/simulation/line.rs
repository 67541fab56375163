//! The line of the simulation: it loses requests and answers, keeps some for later, and while a tablet waits, other things happen.

use std::cell::{Cell, RefCell};

use record::wire::{AskReply, LettersReply, RecordState};

use super::*;

pub(super) struct SimLine<'a> {
    pub(super) world: &'a RefCell<World>,
    pub(super) at: usize,
    /// After so many steps of its disk the tablet's power goes.
    pub(super) cut: Cell<Option<usize>>,
}

/// What an office said.
pub(super) enum Said {
    Asked(AskReply),
    Sent(LettersReply),
}

impl Line for SimLine<'_> {
    fn ask(&self, asked: &Ask) -> Answer<AskReply> {
        match self.carry(Request::Ask(asked.records.clone()))? {
            Said::Asked(reply) => Ok(reply),
            Said::Sent(_) => Err(Failure::Rubbish),
        }
    }

    fn send(&self, letters: &[u8]) -> Answer<LettersReply> {
        assert!(!has_canary(letters), "what goes over the line is closed");
        match self.carry(Request::Letters(letters.to_vec()))? {
            Said::Sent(reply) => Ok(reply),
            Said::Asked(_) => Err(Failure::Rubbish),
        }
    }
}

impl SimLine<'_> {
    fn carry(&self, request: Request) -> Answer<Said> {
        if self.cut.get().is_some() {
            return Err(Failure::NoAnswer);
        }
        if self.world.borrow().faulty {
            self.trouble(&request)?;
        }
        let mut world = self.world.borrow_mut();
        world.steps += 1;
        let (office, takes) = (world.tablet_office(self.at), world.dice.below(8) as u64);
        world.tablet(self.at).clock.pass(takes);
        let said = world.answer(office, self.at, &request);
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
    /// What an office says to a tablet's request. A receipt is for what is all there, and the same each time.
    pub(super) fn answer(&mut self, office: usize, tablet: usize, request: &Request) -> Answer<Said> {
        let is = self.offices[office].is();
        let Some(device) = self.tablets[tablet].as_ref().map(|tablet| &tablet.device) else {
            return Err(Failure::NoAnswer);
        };
        let said = match request {
            Request::Letters(bytes) => is.take_in(device, bytes).map(Said::Sent),
            Request::Ask(records) => {
                let ask = Ask { records: records.clone(), stuck: Vec::new(), codes: Vec::new() };
                is.asked(device, ask, 0).map(Said::Asked)
            }
        };
        let Ok(said) = said else { return Err(Failure::NoAnswer) };
        let (Said::Asked(reply), Request::Ask(records)) = (&said, request) else { return Ok(said) };
        let mut receipts = 0;
        for (record, state) in records.iter().zip(&reply.records) {
            let RecordState::Safe { receipt } = state else { continue };
            let file = is.receipt_file(*record).unwrap().expect("it has what it gave a receipt for");
            assert_eq!(file.receipt, base::base64::encode(&receipt.receipt), "the same bytes each time");
            assert!(is.family_copy(*record).unwrap().is_some(), "all of it is there");
            receipts += 1;
        }
        *self.did.entry("receipts").or_default() += receipts;
        Ok(said)
    }
}
