//! A worker's keys for their PIN: the key file, the keystore's half, and the count of wrong ones.

use std::path::Path;

use plan::ids::UserId;

use crate::error::{Result, TabletError};
use crate::keys::file::KeyFile;
use crate::keys::secret::{Secret, fresh_secret};
use crate::keys::slot::{Keys, UserSlot};
use crate::keys::tries::{May, TriesPlace};
use crate::state::Shared;

const DEVICE_SECRET: &str = "secret";

/// The worker's keys, for their PIN. Wrong ones are counted, wherever they are typed.
pub(super) fn keys_for(shared: &Shared, user: UserId, entered: &str) -> Result<Keys> {
    shared.only_one.claim(&shared.folders.data)?;
    let folder = shared.folders.user(user);
    if !shared.folders.users()?.contains(&folder) {
        return Err(TabletError::NotHere);
    }
    let file = KeyFile::read(&folder)?;
    let slot = file.user_slot()?;
    let tries = tries_place(shared, &folder, user, slot);
    match tries.read()?.may(&*shared.environment) {
        May::Try => {}
        May::Wait { seconds } => return Err(TabletError::TooEarly { wait_s: seconds }),
        May::AskTheOffice => return Err(TabletError::OfficeOnly),
    }
    let device_secret = if slot.keystore { Some(device_secret(shared)?) } else { None };
    let counted = tries.count(&*shared.environment)?;
    let Some(keys) = slot.open(entered, device_secret.as_ref(), user)? else {
        return Err(match counted.may(&*shared.environment) {
            May::Try => TabletError::WrongPin { wait_s: 0 },
            May::Wait { seconds } => TabletError::WrongPin { wait_s: seconds },
            May::AskTheOffice => TabletError::OfficeOnly,
        });
    };
    // The right one opens, also where the count cannot be put back: then the next right one does it.
    if let Err(error) = tries.reset() {
        tracing::warn!(%error, "the count of wrong PINs stays");
    }
    Ok(keys)
}

/// A new worker has tried nothing. The count is there before it is needed.
pub(super) fn nothing_tried(shared: &Shared, folder: &Path, user: UserId, slot: &UserSlot) -> Result<()> {
    tries_place(shared, folder, user, slot).reset()
}

fn tries_place<'a>(shared: &'a Shared, folder: &'a Path, user: UserId, slot: &UserSlot) -> TriesPlace<'a> {
    let keystore = slot.keystore.then(|| (&*shared.keystore, shared.secret_name(&format!("tries {user}"))));
    TriesPlace { folder, keystore, untried: &shared.untried }
}

/// The keystore's half of every worker's key. One that is there already stays: a lost key file may yet be found.
pub(super) fn make_device_secret(shared: &Shared) -> Result<Secret> {
    match device_secret(shared) {
        Err(TabletError::SecretGone) => {}
        found => return found,
    }
    let secret = fresh_secret(&*shared.environment)?;
    let kept = shared.keystore.put(&shared.secret_name(DEVICE_SECRET), secret.as_slice());
    kept.map_err(TabletError::Keystore)?;
    Ok(secret)
}

fn device_secret(shared: &Shared) -> Result<Secret> {
    let kept = shared.keystore.get(&shared.secret_name(DEVICE_SECRET)).map_err(TabletError::Keystore)?;
    let secret: Option<[u8; 32]> = kept.and_then(|bytes| bytes.as_slice().try_into().ok());
    secret.map(Secret::new).ok_or(TabletError::SecretGone)
}
