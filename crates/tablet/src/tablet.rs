//! The tablet as one thing: how it is opened and closed, and the way every command goes.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, OnceLock, Weak};
use std::time::Duration;

use council::Council;
use ipc::Refusal;
use ipc::visit::{AskedBy, Before, Command};

use crate::disk::only_one::OnlyOne;
use crate::drives::Drives;
use crate::environment::Environment;
use crate::error::{Result, TabletError};
use crate::folders::Folders;
use crate::keys::cost::PinCost;
use crate::keys::in_time::{InTime, PATIENCE};
use crate::keys::keystore::Keystore;
use crate::keys::tries::Untried;
use crate::printing::Prints;
use crate::state::{Shared, State};
use crate::store::database;
use crate::sync::{Around, Courier};
use crate::voice::{NoVoiceHere, Voice};
use crate::watch::{Heard, PutAway, Watch, Window};
use crate::{disk, refusal, sync, visit};

/// What a tablet has besides: a voice, what its council gave it, and what a PIN costs.
pub struct Outfit {
    /// What reads aloud.
    pub voice: Box<dyn Voice>,
    /// The folder with the council's approved rights, translations and recordings.
    pub council: Option<PathBuf>,
    /// Whether practice families can be read in the two made-up languages that are for testing.
    pub made_up_languages: bool,
    /// What trying a PIN costs, for workers who are added.
    pub pin_cost: PinCost,
    /// Which drives a file can leave the tablet by are there now.
    pub drives: Drives,
}

impl Default for Outfit {
    fn default() -> Self {
        Self {
            voice: Box::new(NoVoiceHere),
            council: None,
            made_up_languages: false,
            pin_cost: PinCost::FULL,
            drives: Box::new(Vec::new),
        }
    }
}

/// The tablet app without a window.
pub struct Tablet {
    pub(crate) shared: Arc<Shared>,
    /// Dropped, it ends the thread that watches.
    _watches: Sender<()>,
}

/// So often it is looked whether somebody is still there.
const BETWEEN_LOOKS: Duration = Duration::from_secs(1);

impl Tablet {
    /// Opens the folders, making them when they are not there. Nobody is in yet.
    ///
    /// # Errors
    /// When a folder cannot be made or read, or the program was built with a database library that is not fit.
    pub fn open(
        folders: Folders,
        environment: Box<dyn Environment>,
        keystore: Box<dyn Keystore>,
        outfit: Outfit,
    ) -> std::result::Result<Self, TabletError> {
        database::check_library()?;
        folders.make()?;
        let environment: Arc<dyn Environment> = environment.into();
        let folder_name = folders.name(&*environment)?;
        disk::keep_reserve(&folders.data);
        let shared = Arc::new(Shared {
            folders,
            only_one: OnlyOne::default(),
            environment,
            council: Council::read(outfit.council.as_deref(), outfit.made_up_languages),
            voice: outfit.voice,
            keystore: Box::new(InTime::new(keystore, PATIENCE)?),
            untried: Untried::default(),
            pin_cost: outfit.pin_cost,
            drives: outfit.drives,
            leaves: Mutex::default(),
            folder_name,
            courier: Arc::new(Courier::default()),
            prints: Prints::default(),
            watch: Watch::default(),
            window_hears: OnceLock::new(),
            put_away: PutAway::default(),
            state: Mutex::default(),
        });
        sync::start(&shared.courier, &shared.environment, around(&shared))?;
        let (watches, ends) = channel();
        let watched = Arc::downgrade(&shared);
        let thread = std::thread::Builder::new().name("watching".into());
        thread.spawn(move || watch(&watched, &ends)).map_err(TabletError::file("starting to watch"))?;
        Ok(Self { shared, _watches: watches })
    }

    /// From now on this is told what concerns a window that shows the tablet. It is not to ask anything of the tablet.
    pub fn window_hears(&self, tell: impl Fn(Heard) + Send + Sync + 'static) {
        let _ = self.shared.window_hears.set(Box::new(tell));
    }

    /// The window stands otherwise. Waits for nothing.
    pub fn window_is(&self, window: Window) {
        self.shared.watch.window(window, &*self.shared.environment);
    }

    /// Words to show at the door, for a tablet that is only for practice. They stay until they are set anew.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn set_notice(&self, text: &str) -> std::result::Result<(), Refusal> {
        self.in_hand("set_notice", |shared, _| shared.folders.set_notice(text))
    }

    /// Reads everything that is stored and says whether it is whole. Takes a while.
    ///
    /// # Errors
    /// When the tablet is locked or something cannot be read.
    pub fn check_files(&self) -> std::result::Result<(), Refusal> {
        self.in_hand("check_files", |shared, state| {
            let open = state.open()?;
            open.plans.check()?;
            open.records.check()?;
            shared.courier.with(|post| post.check())
        })
    }

    /// Carries a command out, if it may be before whom the tablet stands.
    pub(crate) fn carry_out<C: Command, T>(
        &self,
        work: impl FnOnce(&Shared, &mut State) -> Result<T>,
    ) -> std::result::Result<T, Refusal> {
        self.in_hand(C::NAME, |shared, state| {
            may_be_carried_out::<C>(state)?;
            let was_open = state.is_open();
            let done = work(shared, state)?;
            // What was refused is no use: a page tries it again by itself.
            match C::ASKED_BY {
                AskedBy::Person if was_open => shared.watch.touched(&*shared.environment),
                AskedBy::Person => shared.watch.begin(&*shared.environment),
                AskedBy::Page => {}
            }
            Ok(done)
        })
    }

    /// Does one thing with the tablet in hand.
    pub(crate) fn in_hand<T>(
        &self,
        what: &'static str,
        work: impl FnOnce(&Shared, &mut State) -> Result<T>,
    ) -> std::result::Result<T, Refusal> {
        let mut state = self.shared.lock();
        self.shared.lock_if_left(&mut state);
        state.mend();
        visit::take_news(&self.shared, &mut state);
        work(&self.shared, &mut state).map_err(|error| {
            state.ails |= error.is_of_a_database();
            state.is_newer |= matches!(error, TabletError::TooNew);
            self.not_done(what, &error)
        })
    }

    /// Whatever goes wrong is logged here, once and without content, and told in words for a person.
    pub(crate) fn not_done(&self, what: &'static str, error: &TabletError) -> Refusal {
        tracing::warn!(what, %error, "not done");
        if matches!(error, TabletError::Full) {
            disk::give_up_reserve(&self.shared.folders.data);
        }
        refusal::of(error)
    }
}

/// Locks a tablet that is left, whatever its page does. It ends with the tablet.
fn watch(shared: &Weak<Shared>, ends: &Receiver<()>) {
    while ends.recv_timeout(BETWEEN_LOOKS) == Err(RecvTimeoutError::Timeout) {
        let Some(shared) = shared.upgrade() else { return };
        // Whatever goes wrong with it once, the next look is due.
        let _ = catch_unwind(AssertUnwindSafe(|| shared.lock_if_left(&mut shared.lock())));
    }
}

/// While the tablet stands before a family, only what belongs there is carried out.
pub(crate) fn may_be_carried_out<C: Command>(state: &State) -> Result<()> {
    match C::BEFORE {
        Before::WorkerOnly if state.with_family.is_some() => Err(TabletError::WithFamily),
        Before::WorkerOnly | Before::Family => Ok(()),
    }
}

/// What sending asks of the tablet, for as long as there is one.
fn around(shared: &Arc<Shared>) -> Around {
    let [one, two, three, four] = [(); 4].map(|()| Arc::downgrade(shared));
    Around {
        open_post: Box::new(move || one.upgrade().map_or(Ok(()), |shared| visit::open_post(&shared))),
        has_post: Box::new(move || two.upgrade().is_some_and(|shared| visit::has_post(&shared))),
        codes: Box::new(move || three.upgrade().map(|shared| visit::codes(&shared)).unwrap_or_default()),
        obey: Box::new(move |order| {
            if let Some(shared) = four.upgrade() {
                visit::obey(&shared, order);
            }
        }),
    }
}

impl Tablet {
    /// Closes everything, for a program that ends without letting go of it. Everything is committed already; a tablet that was not
    /// closed looks through its files when somebody next comes in. Another program can have the store from then on.
    pub fn close(&self) {
        self.shared.courier.stop();
        let mut state = self.shared.lock();
        if let Err(error) = state.close() {
            tracing::warn!(%error, "the files are not tidied");
        }
        self.shared.only_one.let_go();
    }
}

impl Drop for Tablet {
    fn drop(&mut self) {
        self.close();
    }
}
