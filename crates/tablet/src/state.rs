//! What is there while the app runs: who is in and what is open because of it, the one lock that keeps two commands from
//! meeting half-way, and what stands beside that lock. What can be done with it is in `visit`.
//!
//! A command holds the lock from beginning to end, so the worker's plans and the tablet's records are always seen
//! together. Nothing that waits for a network holds it. The sending thread takes it for one thing: to close a tablet that the office
//! says is lost.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use council::Council;
use ed25519_dalek::SigningKey;
use ipc::visit::{LeftAt, UserCard};
use plan::ids::{SigningId, UserId};
use record::{DeviceId, OpeningKey};

use crate::disk;
use crate::disk::only_one::OnlyOne;
use crate::drives::Drives;
use crate::environment::Environment;
use crate::error::{Result, TabletError};
use crate::folders::Folders;
use crate::keys::cost::PinCost;
use crate::keys::keystore::Keystore;
use crate::keys::tries::Untried;
use crate::printing::Prints;
use crate::store::plans::Plans;
use crate::store::records::Records;
use crate::store::unclean::OpenFiles;
use crate::store::{Enrolment, Profile};
use crate::sync::Courier;
use crate::voice::Voice;
use crate::watch::{Heard, PutAway, Watch};

/// What commands and the threads beside them share.
pub(crate) struct Shared {
    pub(crate) folders: Folders,
    pub(crate) only_one: OnlyOne,
    pub(crate) environment: Arc<dyn Environment>,
    pub(crate) council: Council,
    pub(crate) voice: Box<dyn Voice>,
    pub(crate) keystore: Box<dyn Keystore>,
    pub(crate) untried: Untried,
    pub(crate) pin_cost: PinCost,
    pub(crate) drives: Drives,
    /// Held while a file leaves the tablet, and never with the tablet in hand.
    pub(crate) leaves: Mutex<()>,
    /// What the store is called in the keystore.
    pub(crate) folder_name: String,
    pub(crate) courier: Arc<Courier>,
    pub(crate) prints: Prints,
    pub(crate) watch: Watch,
    /// Told what concerns a window that shows the tablet.
    pub(crate) window_hears: OnceLock<Box<dyn Fn(Heard) + Send + Sync>>,
    /// Whether its page still has something to put away.
    pub(crate) put_away: PutAway,
    pub(crate) state: Mutex<State>,
}

/// What changes while the app runs.
#[derive(Default)]
pub(crate) struct State {
    pub(crate) door: Door,
    /// The office's answer, between joining and the first worker.
    pub(crate) joined: Option<Enrolment>,
    /// The keys of a joining that has no answer yet.
    pub(crate) joining: Option<Joining>,
    /// The sitting the tablet stands before a family with. Kept while it is locked.
    pub(crate) with_family: Option<SigningId>,
    /// Where somebody was when it was locked.
    pub(crate) left: Option<LeftAt>,
    /// What is stored was found to be a newer program's: all that can be done with it is to copy it.
    pub(crate) is_newer: bool,
    /// A database failed: before the next command it is looked at.
    pub(crate) ails: bool,
}

/// Whether someone is in.
#[derive(Default)]
pub(crate) enum Door {
    #[default]
    Locked,
    Open(Box<Open>),
}

/// A worker who is in, and everything that is open because of it.
pub(crate) struct Open {
    pub(crate) user: UserId,
    /// Whether there is no keystore, so that a PIN would be too weak.
    pub(crate) passphrase: bool,
    pub(crate) profile: Profile,
    pub(crate) files: OpenFiles,
    pub(crate) plans: Plans,
    pub(crate) records: Records,
    pub(crate) enrolment: Enrolment,
    pub(crate) key: SigningKey,
    /// What opens what the office wrote for this worker.
    pub(crate) opening: OpeningKey,
}

/// The keys a tablet joins with.
#[derive(Clone)]
pub(crate) struct Joining {
    pub(crate) record: SigningKey,
    pub(crate) request: SigningKey,
    /// What the office called it, and how often it had joined, for one that joins again.
    pub(crate) again: Option<(DeviceId, u32)>,
}

impl Shared {
    /// A command that panicked has rolled its transaction back, so what it leaves behind is whole.
    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Locks, whatever happens: nothing is read aloud any more, and the reserve that a full disk was given is taken back.
    pub(crate) fn close(&self, state: &mut State) -> Result<()> {
        self.voice.stop();
        let closed = state.close();
        disk::keep_reserve(&self.folders.data);
        closed
    }

    /// Locks where nobody is there any more.
    pub(crate) fn lock_if_left(&self, state: &mut State) {
        if state.is_open() && self.watch.is_left(state.with_family.is_some(), &*self.environment) {
            self.lock_by_itself(state);
        }
    }

    /// Locks where somebody is in, whatever the page does.
    pub(crate) fn lock_by_itself(&self, state: &mut State) {
        if !state.is_open() {
            return;
        }
        if let Err(error) = self.close(state) {
            tracing::warn!(%error, "locked, and the files are not tidied");
        }
        // A page that is well says anew where it was.
        state.left = None;
        self.tell_window(Heard::Locked);
    }

    /// Lets the window hear something.
    pub(crate) fn tell_window(&self, heard: Heard) {
        let Some(tell) = self.window_hears.get() else { return };
        // Before it is told, for it may answer at once.
        if heard == Heard::Locked {
            self.put_away.is_asked_for();
        }
        tell(heard);
        // A page that holds nothing begins anew, in another process, and that says so when it begins.
        if heard == (Heard::Emptied { holds_words: true }) {
            self.put_away.is_done();
        }
    }

    /// Whether there is a keystore. One that does not answer is not none: that would make a tablet whose key a passphrase alone
    /// holds.
    pub(crate) fn has_keystore(&self) -> Result<bool> {
        self.keystore.is_here().map_err(TabletError::Keystore)
    }

    /// The name of a secret in the keystore.
    pub(crate) fn secret_name(&self, what: &str) -> String {
        format!("{} {what}", self.folder_name)
    }
}

impl State {
    pub(crate) fn open(&mut self) -> Result<&mut Open> {
        match &mut self.door {
            Door::Open(open) => Ok(open),
            Door::Locked => Err(TabletError::Locked),
        }
    }

    /// Somebody is in. What stood before a colleague's family is not before it any more: whoever has a PIN of their own has taken the
    /// tablet back.
    pub(crate) fn let_in(&mut self, mut open: Open) {
        // Nor is anybody shut in with a sitting that cannot be read: it cannot be gone on with, and they gave their PIN.
        self.with_family = self.with_family.filter(|signing| open.plans.readable_sitting(*signing).is_some());
        self.door = Door::Open(Box::new(open));
    }

    /// Where whoever is in was before it was locked. What a colleague left is forgotten.
    pub(crate) fn left_by_whoever_is_in(&mut self) -> Option<LeftAt> {
        let Door::Open(open) = &self.door else { return None };
        self.left.take().filter(|left| left.user == open.user)
    }

    pub(crate) const fn is_open(&self) -> bool {
        matches!(self.door, Door::Open(_))
    }

    /// Locks, whatever happens.
    pub(crate) fn close(&mut self) -> Result<()> {
        match std::mem::take(&mut self.door) {
            Door::Open(open) => open.close(),
            Door::Locked => Ok(()),
        }
    }

    /// Opens again what a failure has made useless, so that trying again helps. Where the disk still fails, so does the next command.
    pub(crate) fn mend(&mut self) {
        if let Door::Open(open) = &mut self.door
            && self.ails
        {
            let [plans, records] = [open.plans.mend(), open.records.mend()];
            self.ails = plans.and(records).inspect_err(|error| tracing::warn!(%error, "not mended")).is_err();
        }
    }

    /// While the tablet stands before a family, only their own sitting is read or gone on with.
    pub(crate) fn refuse_other(&self, asked: SigningId) -> Result<()> {
        if self.with_family.is_some_and(|theirs| theirs != asked) {
            Err(TabletError::WithFamily)
        } else {
            Ok(())
        }
    }
}

impl Open {
    pub(crate) fn card(&self) -> UserCard {
        UserCard { id: self.user, name: self.profile.name.clone(), code: None }
    }

    /// Writes everything into the main files, closes them and lets the keys go.
    fn close(self) -> Result<()> {
        let Self { files, plans, records, .. } = self;
        plans.close().and(records.close()).map(|()| files.closed())
    }
}
