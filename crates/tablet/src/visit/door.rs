//! The door: what an interface begins with, unlocking and locking. Who may come in is decided in `unlocking`, `by_phone` and
//! `workers`.

use ipc::Refusal;
use ipc::visit::{LeftAt, Lock, Look, ReadLibrary, Shows, Standing, Start, Started, StillHere, Unlock};
use plan::Library;
use plan::ids::UserId;
use record::WorkerKey;

use super::standing::standing;
use super::{post_box, unlocking};
use crate::error::Result;
use crate::keys::slot::Keys;
use crate::state::{Open, Shared};
use crate::store::plans::Plans;
use crate::store::records::Records;
use crate::store::unclean::OpenFiles;
use crate::tablet::Tablet;
use crate::watch::Heard;

/// The sections of the texts that the lock screen's words are in.
const LOCK_SCREEN: [&str; 4] = ["app", "door", "stick", "trouble"];

impl Tablet {
    /// What an interface begins with.
    ///
    /// # Errors
    /// None: what goes wrong stands in the answer, beside the words.
    pub fn start(&self, asked: Start) -> std::result::Result<Started, Refusal> {
        let standing = self.carry_out::<Start, _>(standing);
        self.carry_out::<Start, _>(|shared, state| {
            let texts = &shared.council.texts;
            let (texts, left) = match asked.shows {
                Shows::LockScreen => {
                    // A page that begins shows nothing, and the one before it has ended.
                    shared.put_away.is_done();
                    (texts.only(&LOCK_SCREEN), None)
                }
                Shows::EveryScreen => (texts.clone(), state.left_by_whoever_is_in()),
            };
            Ok(Started { texts, standing, left })
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

    /// Lets a worker in.
    ///
    /// # Errors
    /// When the PIN is not the right one, comes too early, or came wrong too often.
    pub fn unlock(&self, asked: Unlock) -> std::result::Result<Standing, Refusal> {
        self.carry_out::<Unlock, _>(|shared, state| {
            state.close()?;
            let keys = unlocking::keys_for(shared, asked.user, asked.pin.typed())?;
            state.let_in(open(shared, asked.user, &keys)?);
            // Whatever was newer before, this store is not.
            state.is_newer = false;
            standing(shared, state)
        })
    }

    /// Closes everything. Nothing has to be saved: it is already.
    ///
    /// # Errors
    /// When the files cannot be tidied; the tablet is locked all the same.
    pub fn lock(&self, asked: Lock) -> std::result::Result<Standing, Refusal> {
        self.carry_out::<Lock, _>(|shared, state| {
            state.left = asked.left.filter(|left| left.place.len() <= LeftAt::LONGEST);
            let closed = shared.close(state);
            shared.tell_window(Heard::Emptied { holds_words: asked.holds_words });
            closed?;
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

/// Opens what a worker's keys open.
pub(super) fn open(shared: &Shared, user: UserId, keys: &Keys) -> Result<Open> {
    let folder = shared.folders.user(user);
    let files = OpenFiles::begin(&folder, keys);
    let plans = Plans::open(&folder, &keys.plans)?;
    let records = Records::open(&folder, &keys.records)?;
    let (enrolment, profile) = (records.enrolment()?, plans.profile()?);
    let key = enrolment.signing_key()?;
    let passphrase = !shared.has_keystore().unwrap_or(true);
    let opening = WorkerKey::opening(&keys.records);
    let mut open = Open { user, passphrase, profile, files, plans, records, enrolment, key, opening };
    post_box::meet(shared, &mut open)?;
    unlocking::keep_phone_slot(shared, &mut open, keys);
    Ok(open)
}
