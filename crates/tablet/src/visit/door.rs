//! The door: how the tablet stands, the first worker, unlocking and locking.
//!
//! Joining an office comes before the first worker, but the keys that protect the tablet's database come with the worker.
//! So the office's answer is held in memory, and in the keystore where there is one, until the first worker comes; then
//! the database is made with it. On a tablet without a keystore, an app that dies in between needs a new code.

use ed25519_dalek::SigningKey;
use ipc::Refusal;
use ipc::visit::{
    AddUser, Lock, Look, ReadLibrary, Sending, Shows, Stage, Standing, Start, Started, StillHere, Unlock,
    UserCard,
};
use plan::Library;
use plan::ids::UserId;

use super::unlocking;
use crate::disk;
use crate::environment::fresh;
use crate::error::{Result, TabletError};
use crate::keys::file::KeyFile;
use crate::keys::pin;
use crate::keys::secret::{Secret, fresh_secret};
use crate::keys::slot::{Keys, UserSlot, measured};
use crate::state::{Door, Open, Shared, State};
use crate::store::device::{DEVICE_FILE, Device};
use crate::store::outgoing::Outgoing;
use crate::store::plans::Plans;
use crate::store::{Enrolment, Profile};
use crate::sync::{Leave, Means};
use crate::tablet::Tablet;

const JOINED: &str = "joined";

/// The sections of the texts that the lock screen's words are in.
const LOCK_SCREEN: [&str; 3] = ["app", "door", "trouble"];

impl Tablet {
    /// What an interface begins with.
    ///
    /// # Errors
    /// None: what goes wrong stands in the answer, beside the words.
    pub fn start(&self, asked: Start) -> std::result::Result<Started, Refusal> {
        let standing = self.carry_out::<Start, _>(standing);
        self.carry_out::<Start, _>(|shared, _| {
            let texts = &shared.council.texts;
            let texts = match asked.shows {
                Shows::LockScreen => texts.only(&LOCK_SCREEN),
                Shows::EveryScreen => texts.clone(),
            };
            Ok(Started { texts, standing })
        })
    }

    /// What a worker writes with.
    ///
    /// # Errors
    /// None.
    pub fn read_library(&self, _: ReadLibrary) -> std::result::Result<Library, Refusal> {
        Ok(Library::english())
    }

    /// How the tablet stands.
    ///
    /// # Errors
    /// When what is stored cannot be read.
    pub fn look(&self, _: Look) -> std::result::Result<Standing, Refusal> {
        self.carry_out::<Look, _>(standing)
    }

    /// Adds the first worker and lets them in. Further workers come later.
    ///
    /// # Errors
    /// When the tablet belongs to no office, has a worker already, or name or PIN cannot be used.
    pub fn add_user(&self, asked: AddUser) -> std::result::Result<Standing, Refusal> {
        self.carry_out::<AddUser, _>(|shared, state| {
            let open = add_first_user(shared, state, asked)?;
            state.door = Door::Open(Box::new(open));
            standing(shared, state)
        })
    }

    /// Lets a worker in.
    ///
    /// # Errors
    /// When the PIN is not the right one, comes too early, or came wrong too often.
    pub fn unlock(&self, asked: Unlock) -> std::result::Result<Standing, Refusal> {
        self.carry_out::<Unlock, _>(|shared, state| {
            state.close()?;
            let open = unlock(shared, asked.user, asked.pin.typed())?;
            state.door = Door::Open(Box::new(open));
            standing(shared, state)
        })
    }

    /// Closes everything. Nothing has to be saved: it is already.
    ///
    /// # Errors
    /// When the files cannot be tidied; the tablet is locked all the same.
    pub fn lock(&self, _: Lock) -> std::result::Result<Standing, Refusal> {
        self.carry_out::<Lock, _>(|shared, state| {
            state.close()?;
            standing(shared, state)
        })
    }
}

impl Tablet {
    /// Somebody is there.
    ///
    /// # Errors
    /// When the tablet is locked.
    pub fn still_here(&self, _: StillHere) -> std::result::Result<(), Refusal> {
        self.carry_out::<StillHere, _>(|_, state| state.open().map(drop))
    }
}

/// How the tablet stands. While it is locked, what is on its way is not known.
pub(crate) fn standing(shared: &Shared, state: &mut State) -> Result<Standing> {
    let (stage, sending) = match &state.door {
        Door::Open(open) => (Stage::Open { user: open.card() }, sending(shared, open)?),
        Door::Locked => (locked_stage(shared, &mut state.joined)?, Sending::default()),
    };
    let with_family = state.with_family;
    Ok(Standing { stage, notice: notice(shared), sending, now: shared.environment.now(), with_family })
}

/// The words at the door: those for practice, and what of the council's folder could not be read.
fn notice(shared: &Shared) -> Option<String> {
    let unread = shared.council.unread();
    let unread = unread.map(|files| shared.council.texts.fill("door.unread", &[("files", &files)]));
    let said = shared.folders.notice().into_iter().chain(unread);
    let said: Vec<String> = said.filter(|text| !text.trim().is_empty()).collect();
    (!said.is_empty()).then(|| said.join(" "))
}

/// Keeps the office's answer until the first worker comes.
pub(crate) fn keep_joined(shared: &Shared, state: &mut State, joined: Enrolment) -> Result<()> {
    let bytes = joined.to_json()?;
    // First of all in memory: the office has used up its code for it, whatever the keystore says.
    state.joined = Some(joined);
    if has_keystore(shared)? {
        shared.keystore.put(&shared.secret_name(JOINED), &bytes).map_err(TabletError::Keystore)?;
    }
    Ok(())
}

/// The office's answer, where there is one and no worker yet.
pub(crate) fn joined<'a>(shared: &Shared, held: &'a mut Option<Enrolment>) -> Result<Option<&'a Enrolment>> {
    if held.is_none() && has_keystore(shared)? {
        let kept = shared.keystore.get(&shared.secret_name(JOINED)).map_err(TabletError::Keystore)?;
        *held = kept.map(|bytes| Enrolment::from_json(&bytes)).transpose()?;
    }
    Ok(held.as_ref())
}

/// One that does not answer is not none: that would make a tablet whose key a passphrase alone holds.
fn has_keystore(shared: &Shared) -> Result<bool> {
    shared.keystore.is_here().map_err(TabletError::Keystore)
}

fn sending(shared: &Shared, open: &Open) -> Result<Sending> {
    let progress = shared.courier.progress();
    let (on_its_way, safe) = open.device.outbox_and_receipts()?;
    let (stuck, waiting): (Vec<_>, Vec<_>) = on_its_way.into_iter().partition(|row| row.stuck.is_some());
    Ok(Sending {
        waiting: waiting.len(),
        safe,
        last: progress.last,
        reachable: progress.reachable,
        stuck: stuck.into_iter().filter_map(|row| row.stuck).collect(),
    })
}

fn locked_stage(shared: &Shared, held: &mut Option<Enrolment>) -> Result<Stage> {
    let files: Result<Vec<KeyFile>> =
        shared.folders.users()?.iter().map(|folder| KeyFile::read(folder)).collect();
    let files = files?;
    if files.is_empty() {
        let passphrase = !has_keystore(shared)?;
        return Ok(match joined(shared, held)? {
            Some(joined) => Stage::NoUser { office: joined.office.clone(), passphrase },
            None => Stage::Fresh,
        });
    }
    let uses_passphrase =
        files.iter().map(|file| Ok(!file.user_slot()?.keystore)).collect::<Result<Vec<bool>>>()?;
    let users = files.into_iter().map(|file| UserCard { id: file.user, name: file.display_name }).collect();
    Ok(Stage::Locked { users, passphrase: uses_passphrase.contains(&true) })
}

fn add_first_user(shared: &Shared, state: &mut State, asked: AddUser) -> Result<Open> {
    shared.only_one.claim(&shared.folders.data)?;
    if !shared.folders.users()?.is_empty() {
        return Err(TabletError::UserAlready);
    }
    let joined = joined(shared, &mut state.joined)?.ok_or(TabletError::NotEnrolled)?;
    let entered = asked.pin;
    let has_keystore = has_keystore(shared)?;
    pin::check(entered.typed(), !has_keystore)?;
    let name = asked.name.trim().to_owned();
    if name.is_empty() {
        return Err(TabletError::NoName);
    }
    let said = |text: String| text.trim().to_owned();
    let (phone, rank, collar) = (said(asked.phone), said(asked.rank), said(asked.collar));
    let profile = Profile { name: name.clone(), role: asked.role, phone, rank, collar };

    let environment = &*shared.environment;
    let user: UserId = fresh(environment)?;
    let folder = shared.folders.user(user);
    disk::make_own_folder(&folder)?;
    let keys = Keys { plans: fresh_secret(environment)?, device: fresh_secret(environment)? };
    let device_secret = if has_keystore { Some(unlocking::make_device_secret(shared)?) } else { None };
    let cost = measured(shared.pin_cost, environment)?;
    let slot = UserSlot::seal(&keys, entered.typed(), device_secret.as_ref(), user, cost, environment)?;

    set_aside(shared)?;
    let device = Device::create(&shared.folders.data, &keys.device, joined)?;
    let plans = Plans::create(&folder, &keys.plans, &profile)?;
    let enrolment = joined.clone();
    let key = enrolment.signing_key()?;
    let leave = leave_to_send(shared, &keys.device, &enrolment, &key)?;
    unlocking::nothing_tried(shared, &folder, user, &slot)?;
    // Until this file is there, nothing above counts, and all of it can be done again.
    KeyFile::new(user, name, slot).write(&folder)?;
    state.joined = None;
    // What stays behind in the keystore is read only while there is no worker.
    let _ = shared.keystore.forget(&shared.secret_name(JOINED));
    Ok(Open { user, profile, plans, device, enrolment, key, leave })
}

fn unlock(shared: &Shared, user: UserId, entered: &str) -> Result<Open> {
    let keys = unlocking::keys_for(shared, user, entered)?;
    let plans = Plans::open(&shared.folders.user(user), &keys.plans)?;
    let device = Device::open(&shared.folders.data, &keys.device)?;
    let (enrolment, profile) = (device.enrolment()?, plans.profile()?);
    let key = enrolment.signing_key()?;
    let leave = leave_to_send(shared, &keys.device, &enrolment, &key)?;
    Ok(Open { user, profile, plans, device, enrolment, key, leave })
}

/// Lets what is sealed be sent for as long as the tablet is open.
fn leave_to_send(shared: &Shared, store: &Secret, enrolment: &Enrolment, key: &SigningKey) -> Result<Leave> {
    let outgoing = Outgoing::open(&shared.folders.data, store)?;
    Ok(shared.courier.give_leave(Means { outgoing, enrolment: enrolment.clone(), key: key.clone() }))
}

/// A database of records that no worker can open, left by an attempt that did not end or by lost key files, is moved out
/// of the way and kept: the office may yet have a use for it. Its log goes with it, or the new one would be taken for it.
fn set_aside(shared: &Shared) -> Result<()> {
    let aside = format!("aside-{}-{DEVICE_FILE}", shared.environment.now().timestamp_millis());
    for ending in ["-shm", "-wal", ""] {
        let found = shared.folders.data.join(format!("{DEVICE_FILE}{ending}"));
        if found.exists() {
            let aside = shared.folders.data.join(format!("{aside}{ending}"));
            std::fs::rename(&found, aside).map_err(TabletError::file("setting a database aside"))?;
        }
    }
    Ok(())
}
