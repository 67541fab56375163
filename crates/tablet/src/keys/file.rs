//! The key file of one worker: the name shown at the locked door, and the slots that open their keys. Slots of kinds this
//! program does not know are left alone, so that others can be added without moving anything.

use std::path::Path;

use plan::ids::UserId;
use serde::{Deserialize, Serialize};

use super::closed_slot::{OfficeSlot, PhoneSlot};
use super::slot::UserSlot;
use crate::disk::twice::{self, Kept};
use crate::error::{Result, TabletError};

/// The file's name in the worker's folder.
pub(crate) const KEY_FILE: &str = "keys.json";

const VERSION: u32 = 1;

/// A key file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeyFile {
    version: u32,
    /// Whose.
    pub(crate) user: UserId,
    /// What the locked door says.
    pub(crate) display_name: String,
    slots: Vec<Slot>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Slot {
    User(UserSlot),
    Office(OfficeSlot),
    Phone(PhoneSlot),
    #[serde(untagged)]
    Other(serde_json::Value),
}

impl KeyFile {
    pub(crate) fn new(user: UserId, display_name: String, slot: UserSlot, office: OfficeSlot) -> Self {
        let slots = vec![Slot::User(slot), Slot::Office(office)];
        Self { version: VERSION, user, display_name, slots }
    }

    /// Reads the key file of a worker's folder, and mends a copy of it that is lost. Only with the tablet in hand.
    pub(crate) fn read(folder: &Path) -> Result<Self> {
        Self::of(twice::read(&folder.join(KEY_FILE)))
    }

    /// The same and mends nothing, for whoever does not have the tablet in hand.
    pub(crate) fn look(folder: &Path) -> Result<Self> {
        Self::of(twice::look(&folder.join(KEY_FILE)))
    }

    fn of(kept: Kept) -> Result<Self> {
        #[derive(Deserialize)]
        struct Versioned {
            version: u32,
        }
        let damaged = |_| TabletError::Damaged { what: "key file" };
        let Kept::Whole(bytes) = kept else {
            return Err(TabletError::Damaged { what: "key file" });
        };
        let Versioned { version } = serde_json::from_slice(&bytes).map_err(damaged)?;
        if version > VERSION {
            return Err(TabletError::TooNew);
        }
        let file: Self = serde_json::from_slice(&bytes).map_err(damaged)?;
        Ok(file)
    }

    /// Writes it. From then on the worker exists.
    pub(crate) fn write(&self, folder: &Path) -> Result<()> {
        let bytes = serde_json::to_vec_pretty(self).map_err(|_| TabletError::Damaged { what: "key file" })?;
        twice::keep(&folder.join(KEY_FILE), &bytes)
    }

    /// The slot that a PIN opens; none where the office has closed the tablet.
    pub(crate) fn user_slot(&self) -> Result<&UserSlot> {
        let mut slots = self.slots.iter().filter_map(|slot| match slot {
            Slot::User(slot) => Some(slot),
            Slot::Office(_) | Slot::Phone(_) | Slot::Other(_) => None,
        });
        let is_the_office_s = self.slots.iter().any(|slot| matches!(slot, Slot::Office(_)));
        slots.next().ok_or(if is_the_office_s {
            TabletError::ClosedByOffice
        } else {
            TabletError::Damaged { what: "key file" }
        })
    }

    /// Whether anything in it opens anything.
    pub(crate) fn is_of_use(&self) -> Result<()> {
        match self.user_slot() {
            Ok(_) | Err(TabletError::ClosedByOffice) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// The slot that a code told by telephone opens, where there is one.
    pub(crate) fn phone_slot(&self) -> Option<&PhoneSlot> {
        self.slots.iter().find_map(|slot| match slot {
            Slot::Phone(slot) => Some(slot),
            Slot::User(_) | Slot::Office(_) | Slot::Other(_) => None,
        })
    }

    /// Another PIN. Nothing that lies under the keys is touched.
    pub(crate) fn set_user_slot(&mut self, slot: UserSlot) {
        self.slots.retain(|slot| !matches!(slot, Slot::User(_)));
        self.slots.insert(0, Slot::User(slot));
    }

    /// Another code.
    pub(crate) fn set_phone_slot(&mut self, slot: Option<PhoneSlot>) {
        self.slots.retain(|slot| !matches!(slot, Slot::Phone(_)));
        self.slots.extend(slot.map(Slot::Phone));
    }

    /// Closes it to everyone but the office.
    pub(crate) fn leave_to_office(&mut self) {
        self.slots.retain(|slot| matches!(slot, Slot::Office(_) | Slot::Other(_)));
    }
}

#[cfg(test)]
mod tests;
