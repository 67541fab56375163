//! Taking in records. Each has its own result, and a record that is not taken keeps none behind that does not build on it.

use crate::store::{Arrival, Device};
use crate::{Office, OfficeError};
use record::wire::{
    Heads, MAX_BLOB_BYTES, MAX_PUSH_RECORDS, PushReply, PushRequest, RecordResult, RefusalCode, RejectCode,
    WireRecord,
};
use record::{Hash, RECEIPT_VERSION, Receipt, RecordError, SignedReceipt, SignedRecord};

impl Office {
    /// How far this tablet's chain has come.
    ///
    /// # Errors
    /// [`OfficeError::Store`].
    pub fn heads(&self, device: &Device) -> Result<Heads, OfficeError> {
        Ok(Heads { device: self.store.head(self.agency.tenant, device.id)? })
    }

    /// Takes in records in the order they are given.
    ///
    /// # Errors
    /// Refused with [`RefusalCode::TooLarge`] over [`MAX_PUSH_RECORDS`]; [`OfficeError::Store`], and then the records
    /// before the one that failed are kept, and all may be pushed again.
    pub fn push(&self, device: &Device, request: &PushRequest) -> Result<PushReply, OfficeError> {
        if request.records.len() > MAX_PUSH_RECORDS {
            return Err(OfficeError::refused(RefusalCode::TooLarge));
        }
        let results: Result<Vec<_>, _> =
            request.records.iter().map(|sent| self.take_in(device, sent)).collect();
        let results = results?;
        let stored = results.iter().filter(|result| matches!(result, RecordResult::Stored { .. })).count();
        tracing::info!(device = %device.id, pushed = results.len(), stored, "records");
        Ok(PushReply { results })
    }

    /// The receipt of a record this tablet made, byte for byte as it was given.
    ///
    /// # Errors
    /// Refused with [`RefusalCode::NotFound`]; [`OfficeError::Store`].
    pub fn receipt(&self, device: &Device, record: Hash) -> Result<SignedReceipt, OfficeError> {
        let receipt = self.store.receipt(self.agency.tenant, Some(device.id), record)?;
        receipt.ok_or(OfficeError::refused(RefusalCode::NotFound))
    }

    fn take_in(&self, device: &Device, sent: &WireRecord) -> Result<RecordResult, OfficeError> {
        let key = device.key.verifying_key()?;
        let opened = SignedRecord::try_from(sent).and_then(|record| Ok((record.open(&key)?, record)));
        let (envelope, record) = match opened {
            Ok(opened) => opened,
            Err(error) => return Ok(rejected(why_unreadable(&error))),
        };
        if envelope.dev != device.id {
            return Ok(rejected(RejectCode::OtherDevice));
        }
        if envelope.tenant != self.agency.tenant {
            return Ok(rejected(RejectCode::OtherTenant));
        }
        if envelope.blobs.iter().any(|blob| blob.len > MAX_BLOB_BYTES) {
            return Ok(rejected(RejectCode::BadBlob));
        }
        let (hash, received_at) = (record.hash(), self.now());
        let arrival = Arrival { record: &record, envelope: &envelope, hash, received_at };
        let sign = |office_seq| {
            let office_key = self.key.id();
            let receipt = Receipt { v: RECEIPT_VERSION, record: hash, office_seq, received_at, office_key };
            Ok(self.key.sign(&receipt)?)
        };
        let result = self.store.keep_record(self.agency.tenant, &arrival, &sign)?;
        if result == RecordResult::Fork {
            tracing::error!(device = %device.id, seq = envelope.seq, record = %hash, "two chains under one device");
        }
        Ok(result)
    }
}

fn rejected(code: RejectCode) -> RecordResult {
    tracing::warn!(%code, "record rejected");
    RecordResult::Rejected { code }
}

const fn why_unreadable(error: &RecordError) -> RejectCode {
    match error {
        RecordError::Signature => RejectCode::BadSignature,
        RecordError::Version { .. } => RejectCode::UnknownVersion,
        RecordError::Body => RejectCode::BadBody,
        RecordError::Key
        | RecordError::Envelope(_)
        | RecordError::Place { .. }
        | RecordError::Write(_)
        | RecordError::Receipt(_)
        | RecordError::ReceiptKey
        | RecordError::Header { .. }
        | RecordError::Text { .. } => RejectCode::Unreadable,
    }
}
