//! Making what was sealed ready for the office: every part of it becomes a letter, closed to the office's key, and goes into the
//! post. Done at each seal, and at each unlock for whatever has no letters and no receipt, so that the post can be lost.

use plan::ids::UserId;
use record::letter::{Carried, Part};
use record::{BodyRef, Envelope, Head, OfficeKeys, SignedRecord};

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
    pub(crate) fn make_ready(&self, records: &mut Records, courier: &Courier) -> Result<()> {
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

    fn see_to(
        &self,
        records: &mut Records,
        courier: &Courier,
        head: Head,
        row: Option<&PostRow>,
    ) -> Result<()> {
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
    pub(crate) fn put(&self, records: &mut Records, courier: &Courier, head: Head) -> Result<()> {
        let new = self.new_record(records, head);
        match self.close(records, head) {
            Ok(letters) => courier.with(|post| post.put(&new, &letters)),
            Err(TabletError::Damaged { what }) => {
                tracing::error!(what, seq = head.seq, "a record cannot be sent");
                // A damaged page may have made the whole connection useless for the others.
                records.mend()?;
                courier.with(|post| post.put_damaged(&new))
            }
            Err(error) => Err(error),
        }
    }

    /// The letters, one after the other, of what of a record can be read, and whether that is all of it; none where the record
    /// itself cannot be, without which an office takes none of its files.
    pub(crate) fn close_readable(
        &self,
        records: &mut Records,
        head: Head,
    ) -> Result<Option<(Vec<u8>, bool)>> {
        let read = readable(records, |records| records.record(head.seq))?;
        let Some((record, files)) = read.filter(|(record, _)| is_as_sealed(record, head)) else {
            return Ok(None);
        };
        let mut parts = Part::all(Carried::Record(head.hash), &record.to_bytes());
        let mut is_all = true;
        for file in files {
            match readable(records, |records| records.blob(file))? {
                Some(bytes) => parts.extend(Part::all(Carried::File(file), &bytes)),
                None => is_all = false,
            }
        }
        let mut letters = Vec::new();
        for part in &parts {
            letters.extend(self.letter(part)?.bytes);
        }
        Ok(Some((letters, is_all)))
    }

    /// Where the day it was sealed cannot be read, today stands for it, and so it does for what is no plan.
    fn new_record(&self, records: &Records, head: Head) -> NewRecord {
        let plan = records.plan_of(head.seq);
        let is_plan = !matches!(plan, Ok(None));
        let sealed_at = plan.ok().flatten().map_or_else(|| self.environment.now(), |(_, at)| at);
        NewRecord { hash: head.hash, user: self.user, seq: head.seq, sealed_at, is_plan }
    }

    fn close(&self, records: &Records, head: Head) -> Result<Vec<NewLetter>> {
        let (record, files) = records.record(head.seq)?;
        if !is_as_sealed(&record, head) {
            return Err(TabletError::Damaged { what: "record" });
        }
        let mut parts = Part::all(Carried::Record(head.hash), &record.to_bytes());
        for file in files {
            parts.extend(Part::all(Carried::File(file), &records.blob(file)?));
        }
        parts.iter().map(|part| self.letter(part)).collect()
    }

    fn letter(&self, part: &Part) -> Result<NewLetter> {
        let Place { keys: OfficeKeys { letters: office, .. }, device, .. } = self.place;
        let file = match part.of {
            Carried::Record(_) => None,
            Carried::File(file) => Some(file),
        };
        let bytes = part.close(office, *device, random(self.environment)?)?;
        Ok(NewLetter { file, part: (part.start, part.end()), bytes })
    }
}

/// What can be read; nothing where it is damaged. A page that is may have made the whole connection useless.
fn readable<T>(records: &mut Records, read: impl Fn(&Records) -> Result<T>) -> Result<Option<T>> {
    match read(records) {
        Ok(found) => Ok(Some(found)),
        Err(TabletError::Damaged { what }) => {
            tracing::warn!(what, "not in the file");
            records.mend().map(|()| None)
        }
        Err(error) => Err(error),
    }
}

/// Whether envelope and body are what was signed.
fn is_as_sealed(record: &SignedRecord, head: Head) -> bool {
    let named = Envelope::read(&record.envelope).map(|envelope| envelope.body);
    record.hash() == head.hash && named.is_ok_and(|named| named == BodyRef::of(&record.body))
}
