//! A code told by telephone lets a worker in who forgot their PIN or tried it too often, with no signal at the tablet. It is good
//! once: a new PIN is chosen with it, and the next code has another number.

use ipc::Refusal;
use ipc::visit::{Standing, UnlockByPhone};
use plan::ids::UserId;
use record::UnlockCode;

use super::standing::standing;
use super::{door, joined, unlocking};
use crate::error::{Result, TabletError};
use crate::keys::file::KeyFile;
use crate::keys::slot::Keys;
use crate::state::Shared;
use crate::tablet::Tablet;

impl Tablet {
    /// Lets a worker in with the code that the office told them, and gives them the new PIN.
    ///
    /// # Errors
    /// When the code is not the one for this worker and this tablet, or the new PIN cannot be used.
    pub fn unlock_by_phone(&self, asked: UnlockByPhone) -> std::result::Result<Standing, Refusal> {
        self.carry_out::<UnlockByPhone, _>(|shared, state| {
            state.close()?;
            let UnlockByPhone { user, code, pin } = asked;
            let keys = keys_for(shared, user, code.typed())?;
            unlocking::set_pin(shared, user, &keys, pin.typed())?;
            joined::forget_at_last(shared);
            state.let_in(door::open(shared, user, &keys)?);
            standing(shared, state)
        })
    }
}

fn keys_for(shared: &Shared, user: UserId, code: &str) -> Result<Keys> {
    shared.only_one.claim(&shared.folders.data)?;
    let folder = shared.folders.user(user);
    if !shared.folders.users()?.contains(&folder) {
        return Err(TabletError::NotHere);
    }
    let file = KeyFile::read(&folder)?;
    let slot = file.phone_slot().ok_or(TabletError::NoCode)?;
    let code: UnlockCode = code.parse().map_err(|_| TabletError::WrongCode)?;
    let secret = if slot.keystore { Some(unlocking::device_secret(shared)?) } else { None };
    slot.open(&code, secret.as_ref(), user)?.ok_or(TabletError::WrongCode)
}
