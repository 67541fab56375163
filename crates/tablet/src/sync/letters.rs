//! Making what was sealed ready for the office: every part of it becomes a letter, closed to the office's key, and goes into the
//! post. Done at each seal, and at each unlock for whatever has no letters and no receipt, so that the post can be lost.

use plan::ids::UserId;
use record::letter::{Carried, Part};
use record::{BodyRef, DeviceId, Envelope, Head, OfficeKeys};

use super::courier::Courier;
use crate::environment::{Environment, random};
use crate::error::{Result, TabletError};
use crate::store::Place;
use crate::store::post::{NewLetter, NewRecord, PostRow};
use crate::store::records::Records;

/// Whose records are made ready, and for whom.
pub(crate) struct Sender<'a> {
    pub(crate) user: UserId,
    pub(crate) place: &'a Place,
    pub(crate) environment: &'a dyn Environment,
}

impl Sender<'_> {
    /// Makes everything ready that has neither letters nor a receipt that the office still knows of, and brings the receipts that
    /// came meanwhile into the worker's store.
    ///
    /// # Errors
    /// The first that came. Each record is seen to all the same.
    pub(crate) fn make_ready(&self, records: &Records, courier: &Courier) -> Result<()> {
        let rows = courier.with(|post| post.rows())?;
        let mut first = Ok(());
        for head in records.chain()? {
            let row = rows.iter().find(|row| row.hash == head.hash);
            let done = self.see_to(records, courier, head, row);
            first = first.and(done.inspect_err(|error| tracing::warn!(%error, seq = head.seq, "not ready")));
        }
        courier.ring();
        first
    }

    fn see_to(&self, records: &Records, courier: &Courier, head: Head, row: Option<&PostRow>) -> Result<()> {
        let office = self.place.keys.signing.verifying_key()?;
        let kept = records.signed_receipt(head.seq)?;
        match (row, kept) {
            // The post was made anew, and the office has it.
            (None, Some(signed)) => {
                let receipt = signed.verify(&office)?;
                let new = self.new_record(records, head);
                courier.with(|post| post.put_safe(&new, &signed, &receipt))
            }
            (Some(PostRow { receipt: Some(_), again: true, letters, .. }), _) => {
                records.set_receipt_aside(head.seq)?;
                if letters.is_empty() { self.put(records, courier, head) } else { Ok(()) }
            }
            (Some(PostRow { receipt: Some(signed), .. }), kept) if kept.as_ref() != Some(signed) => {
                let receipt = signed.verify(&office)?;
                records.set_receipt_aside(head.seq)?;
                records.keep_receipt(head.seq, signed, &receipt)
            }
            (Some(PostRow { receipt: None, letters, .. }), _) if letters.is_empty() => {
                self.put(records, courier, head)
            }
            (None, None) => self.put(records, courier, head),
            (Some(_), _) => Ok(()),
        }
    }

    /// Puts one record into the post. One that cannot be read any more is named there and keeps no other back.
    pub(crate) fn put(&self, records: &Records, courier: &Courier, head: Head) -> Result<()> {
        let new = self.new_record(records, head);
        match self.close(records, head) {
            Ok(letters) => courier.with(|post| post.put(&new, &letters)),
            Err(TabletError::Damaged { what }) => {
                tracing::error!(what, seq = head.seq, "a record cannot be sent");
                courier.with(|post| post.put_damaged(&new))
            }
            Err(error) => Err(error),
        }
    }

    /// Where the day it was sealed cannot be read, today stands for it.
    fn new_record(&self, records: &Records, head: Head) -> NewRecord {
        let sealed_at = records.plan_of(head.seq).map_or_else(|_| self.environment.now(), |(_, at)| at);
        NewRecord { hash: head.hash, user: self.user, seq: head.seq, sealed_at }
    }

    fn close(&self, records: &Records, head: Head) -> Result<Vec<NewLetter>> {
        let (record, files) = records.record(head.seq)?;
        let is_as_sealed = record.hash() == head.hash
            && Envelope::read(&record.envelope)
                .is_ok_and(|envelope| envelope.body == BodyRef::of(&record.body));
        if !is_as_sealed {
            return Err(TabletError::Damaged { what: "record" });
        }
        let mut parts = Part::all(Carried::Record(head.hash), &record.to_bytes());
        for file in files {
            parts.extend(Part::all(Carried::File(file), &records.blob(file)?));
        }
        let &Place { keys: OfficeKeys { letters, .. }, device, .. } = self.place;
        parts.iter().map(|part| self.letter(part, letters, device)).collect()
    }

    fn letter(&self, part: &Part, office: record::ClosingKey, device: DeviceId) -> Result<NewLetter> {
        let file = match part.of {
            Carried::Record(_) => None,
            Carried::File(file) => Some(file),
        };
        let bytes = part.close(&office, device, random(self.environment)?)?;
        Ok(NewLetter { file, part: (part.start, part.end()), bytes })
    }
}
