//! A tablet asks what became of its records, and says which it cannot send.

use crate::store::{Device, Standing};
use crate::{Office, OfficeError};
use chrono::TimeDelta;
use record::wire::{Ask, AskReply, MAX_ASKED, Order, RefusalCode, Stuck};

/// How exactly it is kept when a tablet last asked. Each note waits for the disk.
const NOTED_EVERY: TimeDelta = TimeDelta::minutes(5);

impl Office {
    /// What became of a tablet's records, and what the office wants of it.
    ///
    /// # Errors
    /// Refused with [`RefusalCode::TooLarge`] over [`MAX_ASKED`]; [`OfficeError::Store`].
    pub fn asked(&self, device: &Device, mut ask: Ask) -> Result<AskReply, OfficeError> {
        if ask.records.len() > MAX_ASKED {
            return Err(OfficeError::refused(RefusalCode::TooLarge));
        }
        ask.stuck.truncate(MAX_ASKED);
        let standing = self.store.standing(self.agency.tenant, device.id, &ask.records)?;
        self.note(device, &standing, &ask.stuck);
        Ok(AskReply {
            epoch: self.agency.epoch,
            time: self.now(),
            receipts: standing.receipts,
            records: standing.records,
            orders: if device.lost { vec![Order::Close] } else { Vec::new() },
        })
    }

    /// For people. That it cannot be noted keeps no tablet from its answer.
    fn note(&self, device: &Device, standing: &Standing, stuck: &[Stuck]) {
        let now = self.now();
        let lately = standing.asked_at.is_some_and(|at| (now - at).abs() < NOTED_EVERY);
        if lately && standing.stuck == stuck {
            return;
        }
        if let Err(error) = self.store.note_asked(self.agency.tenant, device.id, stuck, now) {
            let reason = error.reason();
            tracing::error!(device = %device.id, %error, reason, "that a tablet asked is not noted");
        }
    }
}
