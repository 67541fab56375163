//! The way to the office and back, as a round needs it: `http` is one, and a simulation has its own.

use record::wire::{Ask, AskReply, Changes, ChangesReply, LettersReply};

use super::machine::Failure;

/// What came, or why nothing usable did.
pub(super) type Answer<T> = Result<T, Failure>;

/// Carries a tablet's requests. Nothing that comes by it is taken for the office's before it was proved.
pub(super) trait Line {
    /// Asks what became of records.
    fn ask(&self, asked: &Ask) -> Answer<AskReply>;

    /// Sends letters, one after the other.
    fn send(&self, letters: &[u8]) -> Answer<LettersReply>;

    /// Asks what the office wrote to a worker.
    fn changes(&self, asked: &Changes) -> Answer<ChangesReply>;
}
