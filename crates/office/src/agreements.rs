//! The list of sealed agreements, read tolerantly: a body of a newer form, or one that cannot be read at all, is listed
//! with what it does say.

use crate::store::Listed;
use crate::{Office, OfficeError};
use base::base64;
use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use ipc::office::{AgreementRow, Agreements, Arrival, Mark, OutcomeRow, ReceiptFile};
use record::{BlobRef, DeviceId, Envelope, Hash, Kind, Place, UserId};
use serde_json::Value;
use std::collections::HashMap;

const NOT_RECORDED: &str = "not recorded";
const FAMILY_COPY: &str = "family-copy";
/// How long after its sealing an agreement comes as usual.
const USUAL: TimeDelta = TimeDelta::hours(24);

/// The family's copy of an agreement, to be saved as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FamilyCopy {
    /// A file name that gives nothing away: the reference.
    pub file_name: String,
    /// The PDF.
    pub bytes: Vec<u8>,
}

impl Office {
    /// All sealed agreements, newest first, and what did not come.
    ///
    /// # Errors
    /// [`OfficeError::Store`].
    pub fn agreements(&self) -> Result<Agreements, OfficeError> {
        let listed = self.store.list(self.agency.tenant, Kind::PlanSealed.as_str())?;
        let (mut items, mut workers) = (Vec::with_capacity(listed.len()), HashMap::<UserId, String>::new());
        for listed in &listed {
            let (author, row) = row(listed)?;
            if row.worker != NOT_RECORDED {
                workers.entry(author).or_insert_with(|| row.worker.clone());
            }
            items.push(row);
        }
        Ok(Agreements { items, troubles: self.troubles(&workers)? })
    }

    /// The family's copy of one agreement; none if there is no such record or it has no copy.
    ///
    /// # Errors
    /// [`OfficeError::Store`].
    pub fn family_copy(&self, record: Hash) -> Result<Option<FamilyCopy>, OfficeError> {
        let Some(listed) = self.store.listed(self.agency.tenant, record)? else {
            return Ok(None);
        };
        let envelope = Envelope::read(&listed.envelope)?;
        let Some(copy) = family_copy_of(&envelope) else {
            return Ok(None);
        };
        let bytes = self.store.blob(self.agency.tenant, copy.sha256)?;
        let file_name = file_name(&row(&listed)?.1.reference);
        Ok(bytes.map(|bytes| FamilyCopy { file_name, bytes }))
    }

    /// The name of a worker on a tablet, from their newest record of it. What another tablet says of them counts for nothing.
    pub(crate) fn worker(&self, device: DeviceId, user: UserId) -> Result<Option<String>, OfficeError> {
        for listed in self.store.list(self.agency.tenant, Kind::PlanSealed.as_str())? {
            let (author, row) = row(&listed)?;
            if author == user && row.worker != NOT_RECORDED && Envelope::read(&listed.envelope)?.dev == device
            {
                return Ok(Some(row.worker.chars().filter(|letter| !letter.is_control()).collect()));
            }
        }
        Ok(None)
    }

    /// The reference on the paper of a record; none if there is no such record or it does not say it.
    pub(crate) fn reference(&self, record: Hash) -> Result<Option<String>, OfficeError> {
        let Some(listed) = self.store.listed(self.agency.tenant, record)? else { return Ok(None) };
        let reference = row(&listed)?.1.reference;
        Ok((reference != NOT_RECORDED).then(|| reference.chars().filter(|it| !it.is_control()).collect()))
    }

    /// The receipt of one record, as a file that can be checked elsewhere.
    ///
    /// # Errors
    /// [`OfficeError::Store`].
    pub fn receipt_file(&self, record: Hash) -> Result<Option<ReceiptFile>, OfficeError> {
        let receipt = self.store.receipt(self.agency.tenant, record)?;
        let keys = self.keys();
        Ok(receipt.map(|signed| ReceiptFile {
            receipt: base64::encode(&signed.receipt),
            signature: base64::encode(&signed.signature),
            office_key: base64::encode(keys.signing.as_bytes()),
            letters_key: base64::encode(keys.letters.as_bytes()),
        }))
    }
}

/// Who sealed an agreement, and how it is listed.
fn row(listed: &Listed) -> Result<(UserId, AgreementRow), OfficeError> {
    let envelope = Envelope::read(&listed.envelope)?;
    let body: Value = serde_json::from_slice(&listed.body).unwrap_or_default();
    let copy = family_copy_of(&envelope);
    let row = AgreementRow {
        record: listed.hash.to_string(),
        reference: text(&body, "reference"),
        title: text(&body, "title"),
        signed_on: sealed_on(&body).unwrap_or(envelope.wall.date_naive()),
        came_at: listed.came_at,
        arrival: match listed.received {
            Some((office_seq, received_at)) => Arrival::Here { received_at, office_seq },
            None => Arrival::OnItsWay { files: listed.lacking },
        },
        marks: marks(listed, &envelope, &body),
        tablet: listed.device_name.clone(),
        worker: body.get("worker").map_or(NOT_RECORDED.to_owned(), |worker| text(worker, "name")),
        outcomes: body.get("outcomes").and_then(Value::as_array).into_iter().flatten().map(outcome).collect(),
        pdf_sha256: copy.map(|copy| copy.sha256.to_string()),
        pdf_bytes: copy.map(|copy| copy.len),
    };
    Ok((envelope.author.user, row))
}

/// What a person should look at. The tablet's clock is a claim, set right where the tablet knew how far it was off.
fn marks(listed: &Listed, envelope: &Envelope, body: &Value) -> Vec<Mark> {
    let place = match listed.place {
        Place::Follows => None,
        Place::AfterHole => Some(Mark::EarlierMissing),
        Place::Branch => Some(Mark::TwoBranches),
    };
    // A bound says that a clock is wrong, and not by how much.
    let exact = envelope.clk.filter(|clock| !clock.is_a_bound(envelope.mono_ns));
    let off = exact.and_then(|clock| TimeDelta::try_milliseconds(clock.server_offset_ms)).unwrap_or_default();
    let sealed_at = envelope.wall.to_utc().checked_add_signed(off).unwrap_or(envelope.wall.to_utc());
    let all_came_at = listed.received.map_or(listed.came_at, |(_, at)| at);
    let late = (all_came_at - sealed_at > USUAL).then_some(Mark::CameLate);
    let is_off = envelope.clk.is_some_and(|clock| clock.far_off().is_some());
    let lacks_earlier = body.get("lacks_earlier").and_then(Value::as_bool).unwrap_or_default();
    let marks = [place, late, is_off.then_some(Mark::ClockOff), lacks_earlier.then_some(Mark::LacksEarlier)];
    marks.into_iter().flatten().collect()
}

fn family_copy_of(envelope: &Envelope) -> Option<&BlobRef> {
    envelope.blobs.iter().find(|blob| blob.role == FAMILY_COPY && blob.mime == "application/pdf")
}

fn text(within: &Value, field: &str) -> String {
    let text = within.get(field).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
    text.unwrap_or(NOT_RECORDED).to_owned()
}

fn sealed_on(body: &Value) -> Option<NaiveDate> {
    let sealed_at: DateTime<FixedOffset> = body.get("sealed_at")?.as_str()?.parse().ok()?;
    Some(sealed_at.date_naive())
}

fn outcome(said: &Value) -> OutcomeRow {
    let open = said.get("open").cloned().and_then(|open| serde_json::from_value(open).ok());
    OutcomeRow { name: text(said, "name"), role: text(said, "role"), outcome: outcome_word(said), open }
}

/// The outcome's word. One with more to say is an object named by its word.
fn outcome_word(said: &Value) -> String {
    let named = said.get("outcome").and_then(Value::as_object).and_then(|object| object.keys().next());
    named.map_or_else(|| text(said, "outcome"), Clone::clone)
}

/// Letters, digits and dashes of the reference only, since it becomes a file's name.
fn file_name(reference: &str) -> String {
    let plain: String =
        reference.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(40).collect();
    let stem = if plain.is_empty() || reference == NOT_RECORDED { "agreement" } else { &plain };
    format!("{stem}.pdf")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_gives_nothing_away_and_breaks_nothing() {
        assert_eq!(file_name("FSP-7K2M"), "FSP-7K2M.pdf");
        assert_eq!(file_name("../a\"\r\nb"), "ab.pdf");
        assert_eq!(file_name("ﬀ /"), "agreement.pdf");
        assert_eq!(file_name(NOT_RECORDED), "agreement.pdf");
    }

    #[test]
    fn an_outcome_is_listed_with_what_it_says() {
        let check = |json: &str, wanted: [&str; 3]| {
            let row = outcome(&serde_json::from_str(json).unwrap());
            assert_eq!([row.name.as_str(), &row.role, &row.outcome], wanted, "{json}");
        };
        check(r#"{"name":"A","role":"parent","outcome":"signs","new":1}"#, ["A", "parent", "signs"]);
        check(
            r#"{"name":"A","outcome":{"agrees_in_part":{"which":"…"}}}"#,
            ["A", NOT_RECORDED, "agrees_in_part"],
        );
        check(r#"{"name":7,"role":" ","outcome":null}"#, [NOT_RECORDED; 3]);
        check("[]", [NOT_RECORDED; 3]);
    }
}
