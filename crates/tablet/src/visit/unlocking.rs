//! A worker's keys for their PIN: the key file, the keystore's half, and the count of wrong ones.

use std::path::Path;

use plan::ids::UserId;

use super::{joined, post_box};
use crate::error::{Result, TabletError};
use crate::keys::closed_slot::PhoneSlot;
use crate::keys::file::KeyFile;
use crate::keys::pin;
use crate::keys::secret::{Secret, fresh_secret};
use crate::keys::slot::{Keys, UserSlot, measured};
use crate::keys::tries::{May, TriesPlace};
use crate::state::{Open, Shared};

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
    joined::forget_at_last(shared);
    Ok(keys)
}

/// A slot for a PIN, with the keystore's half where there is one. It costs what this machine can bear.
pub(super) fn new_user_slot(shared: &Shared, user: UserId, keys: &Keys, chosen: &str) -> Result<UserSlot> {
    let has_keystore = shared.has_keystore()?;
    pin::check(chosen, !has_keystore)?;
    let device_secret = if has_keystore { Some(make_device_secret(shared)?) } else { None };
    let environment = &*shared.environment;
    let cost = measured(shared.pin_cost, environment)?;
    UserSlot::seal(keys, chosen, device_secret.as_ref(), user, cost, environment)
}

/// Another PIN. Nothing that lies under the keys is touched, and a code that was told for the old one opens nothing any more.
pub(super) fn set_pin(shared: &Shared, user: UserId, keys: &Keys, chosen: &str) -> Result<()> {
    let folder = shared.folders.user(user);
    let slot = new_user_slot(shared, user, keys, chosen)?;
    // Before the file, or a stop in between would leave a new PIN under ten wrong ones and no code. Whoever is here has the keys. That
    // the count is the worker's and not a slot's stays so: an older key file that is put back brings no new tries.
    nothing_tried(shared, &folder, user, &slot)?;
    let mut file = KeyFile::read(&folder)?;
    file.set_user_slot(slot);
    file.set_phone_slot(None);
    file.write(&folder)
}

/// Makes the slot for the next code unless there is one. Without it a forgotten PIN needs the office's own key; that is no reason
/// to keep a worker out now.
pub(super) fn keep_phone_slot(shared: &Shared, open: &mut Open, keys: &Keys) {
    if let Err(error) = make_phone_slot(shared, open, keys) {
        tracing::warn!(%error, "there is no slot for a code by telephone");
    }
}

fn make_phone_slot(shared: &Shared, open: &mut Open, keys: &Keys) -> Result<()> {
    let (user, folder) = (open.user, shared.folders.user(open.user));
    let mut file = KeyFile::read(&folder)?;
    if file.phone_slot().is_some() {
        return Ok(());
    }
    let Some(key) = post_box::next_unlock_key(shared, open)? else { return Err(TabletError::NoCode) };
    let secret = if file.user_slot()?.keystore { Some(device_secret(shared)?) } else { None };
    let slot = PhoneSlot::close(keys, user, key, secret.as_ref(), &*shared.environment)?;
    file.set_phone_slot(Some(slot));
    file.write(&folder)
}

/// A new worker has tried nothing, and nobody a new PIN. The count is there before it is needed.
pub(super) fn nothing_tried(shared: &Shared, folder: &Path, user: UserId, slot: &UserSlot) -> Result<()> {
    tries_place(shared, folder, user, slot).reset()
}

fn tries_place<'a>(shared: &'a Shared, folder: &'a Path, user: UserId, slot: &UserSlot) -> TriesPlace<'a> {
    let keystore = slot.keystore.then(|| (&*shared.keystore, shared.secret_name(&format!("tries {user}"))));
    TriesPlace { data: &shared.folders.data, folder, keystore, untried: &shared.untried }
}

/// The keystore's half of every worker's key. One that is there already stays: a lost key file may yet be found.
fn make_device_secret(shared: &Shared) -> Result<Secret> {
    match device_secret(shared) {
        Err(TabletError::SecretGone) => {}
        found => return found,
    }
    let secret = fresh_secret(&*shared.environment)?;
    let kept = shared.keystore.put(&shared.secret_name(DEVICE_SECRET), secret.as_slice());
    kept.map_err(TabletError::Keystore)?;
    Ok(secret)
}

pub(super) fn device_secret(shared: &Shared) -> Result<Secret> {
    let kept = shared.keystore.get(&shared.secret_name(DEVICE_SECRET)).map_err(TabletError::Keystore)?;
    let secret: Option<[u8; 32]> = kept.and_then(|bytes| bytes.as_slice().try_into().ok());
    secret.map(Secret::new).ok_or(TabletError::SecretGone)
}

/// Lets the keystore's half go: what it was a half of opens for nobody any more.
pub(super) fn forget_device_secret(shared: &Shared) -> Result<()> {
    if !shared.has_keystore()? {
        return Ok(());
    }
    shared.keystore.forget(&shared.secret_name(DEVICE_SECRET)).map_err(TabletError::Keystore)
}
