//! Whether somebody is still there. A tablet that was left alone, whose window was left for another or put out of sight, or that
//! slept, is to be locked; that it is, `tablet` sees to, before every command and on a thread of its own. All of it is measured
//! on a clock that goes on in sleep.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use ipc::visit::{LEFT_ALONE, WHILE_TALKING};

use crate::environment::Environment;

/// So long the window may stand behind another: somebody looks something up, or a message came.
const BEHIND: Duration = Duration::from_secs(30);

/// So long it may be out of sight: its page saves what was typed last and locks by itself.
const OUT_OF_SIGHT: Duration = Duration::from_secs(2);

/// What of sleep is none: the two clocks that tell it are not read at one moment.
const NO_SLEEP: Duration = Duration::from_millis(500);

/// How the window stands, as the shell sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// Whoever types, types into it.
    InFront,
    /// Whoever types, types into another.
    Behind,
    /// It cannot be seen.
    OutOfSight,
}

/// What a window that shows the tablet hears from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// The tablet locked by itself, or is about to because the machine goes to sleep: the page is to put down what it holds, put away
    /// what it shows and ask for the lock.
    Locked,
    /// A page has done so.
    Emptied {
        /// Whether it goes on holding words that could not be saved. Where it holds none it is to begin anew, so that nothing
        /// stays in its memory that somebody could read there.
        holds_words: bool,
    },
}

/// What was seen of somebody being there.
#[derive(Debug, Default)]
pub(crate) struct Watch(Mutex<Seen>);

#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    touched_ns: u64,
    slept_ns: u64,
    behind_since_ns: Option<u64>,
    out_of_sight_since_ns: Option<u64>,
}

impl Watch {
    /// A worker was let in.
    pub(crate) fn begin(&self, environment: &dyn Environment) {
        let touched_ns = environment.mono_ns();
        *self.seen() = Seen { touched_ns, slept_ns: environment.slept_ns(), ..Seen::default() };
    }

    /// Somebody did something.
    pub(crate) fn touched(&self, environment: &dyn Environment) {
        self.seen().touched_ns = environment.mono_ns();
    }

    /// The window stands otherwise.
    pub(crate) fn window(&self, window: Window, environment: &dyn Environment) {
        let now = environment.mono_ns();
        let mut seen = self.seen();
        match window {
            Window::InFront => (seen.behind_since_ns, seen.out_of_sight_since_ns) = (None, None),
            Window::Behind => seen.behind_since_ns = Some(now),
            Window::OutOfSight => seen.out_of_sight_since_ns = Some(now),
        }
    }

    /// Whether nobody is there any more.
    pub(crate) fn is_left(&self, is_with_family: bool, environment: &dyn Environment) -> bool {
        let (now, slept) = (environment.mono_ns(), environment.slept_ns());
        let seen = *self.seen();
        let since = |from: u64, to: u64| Duration::from_nanos(to.saturating_sub(from));
        let longest = if is_with_family { WHILE_TALKING } else { LEFT_ALONE };
        since(seen.touched_ns, now) > longest
            || since(seen.slept_ns, slept) > NO_SLEEP
            || seen.behind_since_ns.is_some_and(|behind| since(behind.max(seen.touched_ns), now) > BEHIND)
            || seen.out_of_sight_since_ns.is_some_and(|hidden| since(hidden, now) > OUT_OF_SIGHT)
    }

    /// A panic in between has left whole numbers behind.
    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a page was told to put away what it shows and has not done so yet.
#[derive(Debug, Default)]
pub(crate) struct PutAway {
    is_owed: Mutex<bool>,
    is_done: Condvar,
}

impl PutAway {
    /// A page is told to.
    pub(crate) fn is_asked_for(&self) {
        *self.owed() = true;
    }

    /// It has done all it can, or another page begins in its place.
    pub(crate) fn is_done(&self) {
        *self.owed() = false;
        self.is_done.notify_all();
    }

    /// Waits until nothing is owed, and no longer than this. False when something still is.
    pub(crate) fn wait(&self, longest: Duration) -> bool {
        let waited = self.is_done.wait_timeout_while(self.owed(), longest, |is_owed| *is_owed);
        let (is_owed, _) = waited.unwrap_or_else(PoisonError::into_inner);
        !*is_owed
    }

    fn owed(&self) -> MutexGuard<'_, bool> {
        self.is_owed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
