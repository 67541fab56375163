//! A tablet asks what became of its records, and says which it cannot send.

use crate::store::{Device, Noted, Standing};
use crate::{Office, OfficeError};
use chrono::TimeDelta;
use record::Hash;
use record::wire::{Ask, AskReply, CodeOf, MAX_ASKED, Order, RecordState, RefusalCode};

/// How exactly it is kept when a tablet last asked. Each note waits for the disk.
const NOTED_EVERY: TimeDelta = TimeDelta::minutes(5);

impl Office {
    /// What became of a tablet's records, and what the office wants of it. `created` is when it asked by its own clock, in
    /// seconds. Where that is before what is noted, its clock is behind or this is a copy of an old request, and nothing tells
    /// the two apart: what it says is noted beside what is there, and takes nothing of that away.
    ///
    /// # Errors
    /// Refused with [`RefusalCode::TooLarge`] over [`MAX_ASKED`]; [`OfficeError::Store`].
    pub fn asked(&self, device: &Device, mut ask: Ask, created: i64) -> Result<AskReply, OfficeError> {
        if ask.records.len() > MAX_ASKED {
            return Err(OfficeError::refused(RefusalCode::TooLarge));
        }
        ask.stuck.truncate(MAX_ASKED);
        ask.codes.truncate(MAX_ASKED);
        ask.codes.sort_by_key(|code| code.number);
        ask.codes.dedup_by_key(|code| code.number);
        let standing = self.store.standing(self.agency.tenant, device.id, &ask.records)?;
        self.note(device, &standing, &ask, created);
        Ok(AskReply {
            epoch: self.agency.epoch,
            time: self.now(),
            receipts: standing.receipts,
            records: standing.records,
            orders: if device.lost { vec![Order::Close] } else { Vec::new() },
        })
    }

    /// For people. That it cannot be noted keeps no tablet from its answer.
    fn note(&self, device: &Device, standing: &Standing, ask: &Ask, created: i64) {
        let now = self.now();
        let lately = standing.asked_at.is_some_and(|at| (now - at).abs() < NOTED_EVERY);
        // Those of a clock that is behind are noted beside others.
        let knows_codes = ask.codes.iter().all(|code| standing.codes.contains(code));
        if lately && standing.stuck == ask.stuck && knows_codes {
            return;
        }
        // A clock that was ahead and is set right is not taken for one that is behind.
        let created = created.min(now.timestamp());
        let asked = ask.records.iter().zip(&standing.records);
        let held = asked.filter(|(_, state)| !matches!(state, RecordState::Safe { .. }));
        let held: Vec<Hash> = held.map(|(record, _)| *record).collect();
        let codes: &[CodeOf] = if standing.codes == ask.codes { &[] } else { &ask.codes };
        let noted = Noted { created, held: &held, stuck: &ask.stuck, codes, now };
        if let Err(error) = self.store.note_asked(self.agency.tenant, device.id, &noted) {
            let reason = error.reason();
            tracing::error!(device = %device.id, %error, reason, "that a tablet asked is not noted");
        }
    }
}
