//! The tablet as one thing: its folders, its door, and the one lock that keeps two commands from meeting half-way.
//!
//! A command holds the lock from beginning to end, so the worker's plans and the tablet's records are always seen
//! together. The sending thread takes it only to read what it sends and to keep what came back, never while it waits for
//! the network.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use council::Council;
use ed25519_dalek::SigningKey;
use ipc::Refusal;
use ipc::visit::UserCard;
use plan::ids::{SigningId, UserId};
use uuid::Uuid;

use crate::environment::{Environment, random};
use crate::error::{Result, TabletError};
use crate::keys::keystore::Keystore;
use crate::store::device::Device;
use crate::store::plans::Plans;
use crate::store::{Enrolment, Profile, database};
use crate::sync::{Bell, Progress};
use crate::visit::family::may_be_done_in_front;
use crate::visit::print::Prints;
use crate::voice::{NoVoiceHere, Voice};
use crate::{disk, refusal, sync};

/// Where a tablet keeps its things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    /// The store: nothing in it can be read without a PIN but the names at the locked door.
    pub data: PathBuf,
    /// Where the family's copies go, because a person asked for them.
    pub copies: PathBuf,
}

/// What a tablet has besides: a voice, and what its council gave it.
pub struct Outfit {
    /// What reads aloud.
    pub voice: Box<dyn Voice>,
    /// The folder with the council's approved rights, translations and recordings.
    pub council: Option<PathBuf>,
    /// Whether practice families can be read in the two made-up languages that are for testing.
    pub made_up_languages: bool,
}

impl Default for Outfit {
    fn default() -> Self {
        Self { voice: Box::new(NoVoiceHere), council: None, made_up_languages: false }
    }
}

/// The tablet app without a window.
pub struct Tablet {
    pub(crate) shared: Arc<Shared>,
}

/// What commands and the sending thread share.
pub(crate) struct Shared {
    pub(crate) folders: Folders,
    pub(crate) environment: Box<dyn Environment>,
    pub(crate) council: Council,
    pub(crate) voice: Box<dyn Voice>,
    pub(crate) bell: Bell,
    pub(crate) prints: Prints,
    keystore: Box<dyn Keystore>,
    folder_name: String,
    state: Mutex<State>,
}

/// What changes while the app runs.
pub(crate) struct State {
    pub(crate) door: Door,
    /// The office's answer, between joining and the first worker.
    pub(crate) joined: Option<Enrolment>,
    pub(crate) progress: Progress,
    /// The sitting the tablet stands before a family with. Kept while it is locked.
    pub(crate) with_family: Option<SigningId>,
}

/// Whether someone is in.
pub(crate) enum Door {
    Locked,
    Open(Box<Open>),
}

/// A worker who is in, and everything that is open because of it.
pub(crate) struct Open {
    pub(crate) user: UserId,
    pub(crate) profile: Profile,
    pub(crate) plans: Plans,
    pub(crate) device: Device,
    pub(crate) enrolment: Enrolment,
    pub(crate) key: SigningKey,
}

impl Open {
    pub(crate) fn card(&self) -> UserCard {
        UserCard { id: self.user, name: self.profile.name.clone() }
    }

    /// Writes everything into the main files, closes them and lets the keys go.
    pub(crate) fn close(self) -> Result<()> {
        let Self { plans, device, .. } = self;
        plans.close().and(device.close())
    }
}

impl State {
    pub(crate) fn open(&mut self) -> Result<&mut Open> {
        match &mut self.door {
            Door::Open(open) => Ok(open),
            Door::Locked => Err(TabletError::Locked),
        }
    }
}

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
        disk::make_own_folder(&folders.data)?;
        disk::make_own_folder(&folders.data.join(USERS))?;
        let folder_name = folder_name(&folders.data, &*environment)?;
        disk::keep_reserve(&folders.data);
        let shared = Shared {
            folders,
            environment,
            council: Council::read(outfit.council.as_deref(), outfit.made_up_languages),
            voice: outfit.voice,
            bell: Bell::default(),
            prints: Prints::default(),
            keystore,
            folder_name,
            state: Mutex::new(State {
                door: Door::Locked,
                joined: None,
                progress: Progress::default(),
                with_family: None,
            }),
        };
        let shared = Arc::new(shared);
        sync::start(&shared)?;
        Ok(Self { shared })
    }

    /// Words to show at the door, for a tablet that is only for practice. They stay until they are set anew.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn set_notice(&self, text: &str) -> std::result::Result<(), Refusal> {
        self.carry_out("set_notice", |shared, _| {
            disk::write(&shared.folders.data.join(NOTICE), text.as_bytes())
        })
    }

    /// Reads everything that is stored and says whether it is whole. Takes a while.
    ///
    /// # Errors
    /// When the tablet is locked or something cannot be read.
    pub fn check_files(&self) -> std::result::Result<(), Refusal> {
        self.carry_out("check_files", |_, state| {
            let open = state.open()?;
            open.plans.check()?;
            open.device.check()
        })
    }

    /// Does one thing with the tablet in hand. Whatever goes wrong is logged here, once and without content, and told in
    /// words for a person.
    pub(crate) fn carry_out<T>(
        &self,
        command: &'static str,
        work: impl FnOnce(&Shared, &mut State) -> Result<T>,
    ) -> std::result::Result<T, Refusal> {
        let mut state = self.shared.lock();
        let is_familys = state.with_family.is_some() && !may_be_done_in_front(command);
        let done = if is_familys { Err(TabletError::WithFamily) } else { work(&self.shared, &mut state) };
        done.map_err(|error| {
            tracing::warn!(command, %error, "not done");
            if matches!(error, TabletError::Full) {
                disk::give_up_reserve(&self.shared.folders.data);
            }
            refusal::of(&error)
        })
    }
}

impl Drop for Tablet {
    fn drop(&mut self) {
        self.shared.bell.stop();
        if let Door::Open(open) = std::mem::replace(&mut self.shared.lock().door, Door::Locked) {
            // Everything is committed already; closing only tidies.
            let _ = open.close();
        }
    }
}

impl Shared {
    /// A command that panicked has rolled its transaction back, so what it leaves behind is whole.
    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn keystore(&self) -> &dyn Keystore {
        &*self.keystore
    }

    /// The name of a secret in the keystore. Two data folders on one machine have their own.
    pub(crate) fn secret_name(&self, what: &str) -> String {
        format!("{} {what}", self.folder_name)
    }

    /// A worker's folder.
    pub(crate) fn user_folder(&self, user: UserId) -> PathBuf {
        self.folders.data.join(USERS).join(user.to_string())
    }

    /// The folders of all workers that exist: those with a key file.
    pub(crate) fn user_folders(&self) -> Result<Vec<PathBuf>> {
        let reading = TabletError::file("reading the folder of workers");
        let entries = fs::read_dir(self.folders.data.join(USERS)).map_err(&reading)?;
        let folders: std::io::Result<Vec<PathBuf>> = entries.map(|entry| Ok(entry?.path())).collect();
        let mut folders = folders.map_err(&reading)?;
        folders.retain(|folder| folder.join(crate::keys::file::KEY_FILE).exists());
        folders.sort();
        Ok(folders)
    }

    /// The words at the door: those for practice, and what of the council's folder could not be read.
    pub(crate) fn notice(&self) -> Option<String> {
        let practice = fs::read_to_string(self.folders.data.join(NOTICE)).ok();
        let unread = self.council.unread();
        let unread = unread.map(|files| self.council.texts.fill("door.unread", &[("files", &files)]));
        let said: Vec<String> =
            practice.into_iter().chain(unread).filter(|text| !text.trim().is_empty()).collect();
        (!said.is_empty()).then(|| said.join(" "))
    }
}

const USERS: &str = "users";
const NOTICE: &str = "notice.txt";
const FOLDER_NAME: &str = "folder-id";

/// The name of the data folder in the keystore: random, so that nobody guesses it and no path is in it.
fn folder_name(data: &Path, environment: &dyn Environment) -> Result<String> {
    let path = data.join(FOLDER_NAME);
    if !path.exists() {
        let name = Uuid::from_bytes(random(environment)?).to_string();
        disk::write(&path, name.as_bytes())?;
        return Ok(name);
    }
    let name = fs::read_to_string(&path).map_err(TabletError::file("reading the folder's id"))?;
    let read: std::result::Result<Uuid, _> = name.trim().parse();
    read.map(|id| id.to_string()).map_err(|_| TabletError::Damaged { what: "folder id" })
}
