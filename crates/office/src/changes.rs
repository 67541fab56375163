//! What goes down to a tablet: what the office wrote of the cases that one of its workers has, in the office's order, each record closed to
//! that worker. The tablet says how far it has come, and nothing of it is kept here.

use crate::environment::random;
use crate::store::{Device, Down};
use crate::{Office, OfficeError};
use record::change;
use record::wire::{Change, Changes, ChangesReply, Cursor, MAX_CHANGES_BYTES, RefusalCode};

/// Records that are read for one answer at most.
const AT_ONCE: u32 = 128;

impl Office {
    /// What the office wrote to a worker on a tablet behind where that is. A cursor of another life of the store, or of none, begins
    /// anew.
    ///
    /// # Errors
    /// Refused with [`RefusalCode::BadRequest`] if the key is not one that this tablet told for its worker;
    /// [`OfficeError::Store`], [`OfficeError::Random`].
    pub fn changes(&self, device: &Device, asked: &Changes) -> Result<ChangesReply, OfficeError> {
        let (worker, epoch) = (&asked.worker, self.agency.epoch);
        let bad = || OfficeError::refused(RefusalCode::BadRequest);
        worker.verify(device.id, &device.record_key.verifying_key()?).map_err(|_| bad())?;
        let cursor = asked.after.as_ref().and_then(Cursor::read).filter(|(of, _)| *of == epoch);
        let after = cursor.map_or(0, |(_, place)| place);
        let mut reply =
            ChangesReply { epoch, changes: Vec::new(), next: Cursor::new(epoch, after), more: false };
        if !may_hear(device) {
            return Ok(reply);
        }
        let whose = (device.id, worker.user);
        let found = self.store.changes(self.agency.tenant, whose, after, AT_ONCE)?;
        reply.more = found.len() >= usize::try_from(AT_ONCE).unwrap_or(usize::MAX);
        let (most, mut bytes) = (asked.most.min(MAX_CHANGES_BYTES), 0);
        for Down { place, hash, record } in found {
            let seed = random(self.environment.as_ref())?;
            let closed = change::close(&record, whose, &worker.key, seed).map_err(|_| bad())?;
            bytes += closed.len() as u64;
            if bytes > most && !reply.changes.is_empty() {
                reply.more = true;
                break;
            }
            reply.changes.push(Change { record: hash, closed });
            reply.next = Cursor::new(epoch, place);
        }
        Ok(reply)
    }
}

/// Whether anything goes down to a tablet. One that nobody confirmed, or that is lost or revoked, gets nothing.
const fn may_hear(device: &Device) -> bool {
    device.confirmed && !device.revoked && !device.lost
}
