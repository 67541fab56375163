//! A voice that makes no sound and goes on with a sentence until it is stopped, so that a screen stays as it is while it
//! reads.

use std::sync::{Condvar, Mutex, PoisonError};

use tablet::voice::{Language, NoVoice, Said, Sentence, Voice};
use tests::process::PATIENCE;

/// The voice.
#[derive(Default)]
pub(super) struct Murmur {
    stops: Mutex<usize>,
    stopped: Condvar,
}

impl Voice for Murmur {
    fn speaks(&self) -> Result<Vec<Language>, NoVoice> {
        Ok(["en", "ar"].map(Language::new).to_vec())
    }

    fn say(&self, _: &Sentence) -> Result<Said, NoVoice> {
        let stops = self.stops.lock().unwrap_or_else(PoisonError::into_inner);
        let before = *stops;
        drop(self.stopped.wait_timeout_while(stops, PATIENCE, |now| *now == before));
        Ok(Said::Stopped)
    }

    fn stop(&self) {
        *self.stops.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.stopped.notify_all();
    }
}

/// The same, and nothing of it is ever heard.
#[derive(Default)]
pub(super) struct Mute(Murmur);

impl Voice for Mute {
    fn speaks(&self) -> Result<Vec<Language>, NoVoice> {
        self.0.speaks()
    }

    fn say(&self, sentence: &Sentence) -> Result<Said, NoVoice> {
        self.0.say(sentence)
    }

    fn is_heard(&self) -> bool {
        false
    }

    fn stop(&self) {
        self.0.stop();
    }
}
