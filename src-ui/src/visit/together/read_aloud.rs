//! Reading aloud: sentence by sentence, with the sentence lit, until the end, a stop, or another screen. How much of each
//! block was said is noted. What speaks is the shell's.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use ipc::visit::{IsHeard, SayAloud};
use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::agreement::BlockId;
use plan::language::cut;
use plan::signing::Event;
use plan::texts::Language;

use crate::platform::pause::pause;
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

/// Reads the pieces from the first sentence to the last.
pub(crate) fn read_aloud(together: Together, pieces: Vec<Piece>) {
    let aloud = together.aloud;
    let mine = aloud.begin();
    let (before, people) = (together.id(), together.in_front());
    let has_come = Rc::new(Cell::new(false));
    spawn_local(say_when_late(together, mine, Rc::clone(&has_come)));
    spawn_local(async move {
        for (number, piece) in pieces.into_iter().enumerate() {
            let ranges: Vec<String> = cut(&piece.text);
            let of = ranges.len();
            let mut said = 0;
            let mut silent = None;
            for (sentence, words) in ranges.into_iter().enumerate() {
                if !aloud.is_on(mine) {
                    break;
                }
                aloud.at.set(Some((number, sentence)));
                let language = piece.language.clone();
                let slower = aloud.slower.get_untracked();
                let heard = shell::ask(SayAloud { words, language, slower }).await;
                has_come.set(true);
                aloud.is_late.set(false);
                match heard {
                    Ok(true) => said += 1,
                    Ok(false) => break,
                    Err(refusal) => {
                        silent = Some(refusal);
                        break;
                    }
                }
            }
            if let (Some(signing), Some(block)) = (before, piece.block.filter(|_| said > 0)) {
                let read = Event::ReadAloud { block, sentences: said, of: of as u16 };
                together.happened_before(signing, &people, read);
            }
            if !aloud.is_on(mine) {
                return;
            }
            // After what was said was noted: whatever happens takes the trouble before it off the screen.
            if silent.is_some() {
                aloud.goes_on.set_value(false);
                together.trouble.set(silent);
                break;
            }
            if usize::from(said) < of {
                break;
            }
        }
        aloud.at.set(None);
    });
}

/// Nobody is left before a lit sentence and silence: after so long it is said that the voice has not come.
const SOON: Duration = Duration::from_secs(3);
/// Between two looks whether it has come.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

async fn say_when_late(together: Together, reading: u32, has_come: Rc<Cell<bool>>) {
    let aloud = together.aloud;
    pause(SOON).await;
    while aloud.is_on(reading) && !has_come.get() {
        let is_silent = shell::ask(IsHeard {}).await == Ok(false);
        if !is_silent || !aloud.is_on(reading) || has_come.get() {
            break;
        }
        aloud.is_late.set(true);
        pause(LOOK_AGAIN).await;
    }
    if aloud.is_on(reading) {
        aloud.is_late.set(false);
    }
}
