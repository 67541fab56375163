//! What is being read aloud, and stopping it; `together` reads.

use ipc::visit::StopSaying;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::platform::shell;

/// What is being read aloud. Copies of this are the same.
#[derive(Clone, Copy)]
pub(crate) struct Aloud {
    /// The piece and the sentence in it that is being said.
    pub(crate) at: RwSignal<Option<(usize, usize)>>,
    /// Whether it is said more slowly.
    pub(crate) slower: RwSignal<bool>,
    /// Whether the next screen is read by itself: somebody asked for reading and has not stopped it.
    pub(crate) goes_on: StoredValue<bool>,
    /// Whether the voice was asked and has not come within some seconds.
    pub(crate) is_late: RwSignal<bool>,
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
            is_late: RwSignal::new(false),
            reading: StoredValue::new(0),
        }
    }

    /// Begins another reading, whose number is answered.
    pub(crate) fn begin(self) -> u32 {
        self.goes_on.set_value(true);
        self.next()
    }

    /// Whether this reading is still the one that goes on.
    pub(crate) fn is_on(self, reading: u32) -> bool {
        self.reading.get_value() == reading
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
        self.is_late.set(false);
        self.reading.update_value(|reading| *reading = reading.wrapping_add(1));
        self.reading.get_value()
    }
}
