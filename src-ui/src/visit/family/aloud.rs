//! Reading aloud: sentence by sentence, with the sentence lit, until the end, a stop, or another screen. How much of each
//! block was said is noted. What speaks is the shell's.

use ipc::visit::{SayAloud, StopSaying};
use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::agreement::BlockId;
use plan::language::sentences;
use plan::signing::Event;
use plan::texts::Language;

use crate::platform::shell;
use crate::visit::sitting::Together;

/// Words to be read, and the block they are.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Piece {
    /// The block; none for words that are not the agreement's.
    pub(crate) block: Option<BlockId>,
    /// Its words.
    pub(crate) text: String,
    /// Their language.
    pub(crate) language: Language,
}

/// What is being read aloud. Copies of this are the same.
#[derive(Clone, Copy)]
pub(crate) struct Aloud {
    /// The piece and the sentence in it that is being said.
    pub(crate) at: RwSignal<Option<(usize, usize)>>,
    /// Whether it is said more slowly.
    pub(crate) slower: RwSignal<bool>,
    /// Whether the next screen is read by itself: somebody asked for reading and has not stopped it.
    pub(crate) goes_on: StoredValue<bool>,
    /// Which reading is going on; another one ends it.
    reading: StoredValue<u32>,
}

impl Aloud {
    /// Nothing yet.
    pub(crate) fn new() -> Self {
        Self {
            at: RwSignal::new(None),
            slower: RwSignal::new(false),
            goes_on: StoredValue::new(false),
            reading: StoredValue::new(0),
        }
    }

    /// Reads the pieces from the first sentence to the last.
    pub(crate) fn read(self, together: Together, pieces: Vec<Piece>) {
        self.goes_on.set_value(true);
        let mine = self.next();
        spawn_local(async move {
            for (number, piece) in pieces.into_iter().enumerate() {
                let ranges: Vec<String> = split(&piece.text);
                let of = ranges.len();
                let mut said = 0;
                let mut silent = None;
                for (sentence, words) in ranges.into_iter().enumerate() {
                    if self.reading.get_value() != mine {
                        break;
                    }
                    self.at.set(Some((number, sentence)));
                    let language = piece.language.clone();
                    let slower = self.slower.get_untracked();
                    match shell::ask(SayAloud { words, language, slower }).await {
                        Ok(true) => said += 1,
                        Ok(false) => break,
                        Err(refusal) => {
                            silent = Some(refusal);
                            break;
                        }
                    }
                }
                if let Some(block) = piece.block.filter(|_| said > 0) {
                    together.happened(Event::ReadAloud { block, sentences: said, of: of as u16 });
                }
                if self.reading.get_value() != mine {
                    return;
                }
                // After what was said was noted: whatever happens takes the trouble before it off the screen.
                if silent.is_some() {
                    self.goes_on.set_value(false);
                    together.trouble.set(silent);
                    break;
                }
                if usize::from(said) < of {
                    break;
                }
            }
            self.at.set(None);
        });
    }

    /// Stops, and says nothing by itself any more.
    pub(crate) fn stop(self) {
        self.goes_on.set_value(false);
        self.pause();
    }

    /// Stops for another screen.
    pub(crate) fn pause(self) {
        if self.at.with_untracked(Option::is_some) {
            self.next();
            spawn_local(async move { drop(shell::ask(StopSaying {}).await) });
        }
    }

    /// Ends the reading that is going on.
    fn next(self) -> u32 {
        self.at.set(None);
        self.reading.update_value(|reading| *reading = reading.wrapping_add(1));
        self.reading.get_value()
    }
}

/// The sentences of a text, none of its characters lost.
pub(crate) fn split(text: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut start = 0;
    for sentence in sentences(text) {
        parts.extend(text.get(start..sentence.end).map(str::to_owned));
        start = sentence.end;
    }
    let rest = text.get(start..).unwrap_or_default();
    match parts.last_mut() {
        Some(last) => last.push_str(rest),
        None => parts.push(rest.to_owned()),
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_character_is_lost_between_sentences() {
        for text in ["", "One.", "One. Two!  Three", "Line\nend. 9:15am on.\n", "…"] {
            assert_eq!(split(text).concat(), text);
        }
        assert_eq!(split("We ring you. You ring us."), ["We ring you.", " You ring us."]);
    }
}
