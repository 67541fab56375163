//! Workers of this tablet: the first, colleagues who are added by somebody who is in, and another PIN.
//!
//! Each has keys of their own, so what one wrote and sealed is closed to the other in the store. What they share is the tablet's
//! place at the office and the key it signs records with.

use ipc::Refusal;
use ipc::visit::{AddUser, ChangePin, Standing};
use plan::ids::UserId;

use super::joined::{self, joined};
use super::standing::standing;
use super::{door, unlocking};
use crate::disk;
use crate::environment::fresh;
use crate::error::{Result, TabletError};
use crate::keys::closed_slot::OfficeSlot;
use crate::keys::file::KeyFile;
use crate::keys::pin;
use crate::keys::secret::fresh_secret;
use crate::keys::slot::{Keys, UserSlot};
use crate::state::{Door, Shared, State};
use crate::store::plans::Plans;
use crate::store::records::Records;
use crate::store::{Enrolment, Profile};
use crate::tablet::Tablet;

impl Tablet {
    /// Adds a worker: the first, who is let in, or while somebody is in a colleague, who unlocks with their own PIN from then on.
    ///
    /// # Errors
    /// When the tablet belongs to no office, is locked and has a worker already, or name or PIN cannot be used.
    pub fn add_user(&self, asked: AddUser) -> std::result::Result<Standing, Refusal> {
        self.carry_out::<AddUser, _>(|shared, state| {
            add_user(shared, state, asked)?;
            standing(shared, state)
        })
    }

    /// Another PIN for the worker who is in. The old one is asked for, and counted where it is wrong.
    ///
    /// # Errors
    /// When the tablet is locked, the old PIN is not the right one, or the new one cannot be used.
    pub fn change_pin(&self, asked: ChangePin) -> std::result::Result<Standing, Refusal> {
        self.carry_out::<ChangePin, _>(|shared, state| {
            let user = state.open()?.user;
            let keys = unlocking::keys_for(shared, user, asked.pin.typed())?;
            unlocking::set_pin(shared, user, &keys, asked.new.typed())?;
            unlocking::keep_phone_slot(shared, state.open()?, &keys);
            standing(shared, state)
        })
    }
}

fn add_user(shared: &Shared, state: &mut State, asked: AddUser) -> Result<()> {
    shared.only_one.claim(&shared.folders.data)?;
    let is_first = shared.folders.users()?.is_empty();
    let enrolment = match (&state.door, is_first) {
        (Door::Open(open), _) => open.enrolment.clone(),
        (Door::Locked, true) => joined(shared, &mut state.joined)?.ok_or(TabletError::NotEnrolled)?.clone(),
        (Door::Locked, false) => return Err(TabletError::UserAlready),
    };
    let (user, keys) = make(shared, &enrolment, asked)?;
    if is_first {
        if let Err(error) = joined::forget(shared, state) {
            tracing::warn!(%error, "what is read only while there is no worker stays in the keystore");
        }
        state.let_in(door::open(shared, user, &keys)?);
    }
    Ok(())
}

fn make(shared: &Shared, enrolment: &Enrolment, asked: AddUser) -> Result<(UserId, Keys)> {
    pin::check(asked.pin.typed(), !shared.has_keystore()?)?;
    let said = |text: String| text.trim().to_owned();
    let name = said(asked.name);
    if name.is_empty() {
        return Err(TabletError::NoName);
    }
    let (phone, rank, collar) = (said(asked.phone), said(asked.rank), said(asked.collar));
    let profile = Profile { name: name.clone(), role: asked.role, phone, rank, collar };

    let environment = &*shared.environment;
    let user: UserId = fresh(environment)?;
    let folder = shared.folders.user(user);
    disk::make_own_folder(&folder)?;
    let keys = Keys { plans: fresh_secret(environment)?, records: fresh_secret(environment)? };
    let slot: UserSlot = unlocking::new_user_slot(shared, user, &keys, asked.pin.typed())?;
    let office = OfficeSlot::close(&keys, user, enrolment.place.keys, environment)?;
    Records::create(&folder, &keys.records, enrolment)?.close()?;
    Plans::create(&folder, &keys.plans, &profile)?.close()?;
    unlocking::nothing_tried(shared, &folder, user, &slot)?;
    // Until this file is there, nothing above counts, and all of it can be done again.
    KeyFile::new(user, name, slot, office).write(&folder)?;
    Ok((user, keys))
}
