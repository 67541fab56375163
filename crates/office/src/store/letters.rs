//! Taking in what came in letters, of several tablets in one transaction. Each part is for itself: what fails leaves no trace and
//! takes nothing with it. A record is kept as soon as it is whole, whatever else is missing, and gets its receipt with the last of
//! its files. A file is taken only for a record of the same tablet that is there and names it, so that nobody fills the disk with
//! what no record names.

use super::engine::{Fault, Tx};
use super::parts::Staged;
use super::{
    Arrival, Device, Incoming, MAX_UNFINISHED, Rules, Sent, Store, Taken, agencies, blobs, changes, disposal,
    parts, projections, records, troubles,
};
use crate::OfficeError;
use chrono::{DateTime, Utc};
use record::letter::{Carried, MOST_IN_A_LETTER, Part};
use record::wire::RefuseCode;
use record::{DeviceId, Hash, TenantId};
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Who sent it, when it came, and what is decided about it elsewhere.
struct From<'a> {
    tenant: TenantId,
    device: DeviceId,
    rules: &'a dyn Rules,
    now: DateTime<Utc>,
}

#[expect(clippy::missing_errors_doc, reason = "said once, at the store")]
impl Store {
    /// Takes in what came in a tablet's letters, in order, and gives the result of each. One that cannot be kept leaves no
    /// trace, and the others are kept all the same. A record whose files are all there gets its number and receipt.
    pub fn take_in(
        &self,
        tenant: TenantId,
        device: &Device,
        incoming: &[Incoming],
        rules: &dyn Rules,
        now: DateTime<Utc>,
    ) -> Result<Vec<Taken>, OfficeError> {
        let sent = Sent { device: device.id, incoming, rules, now };
        let mut taken = self.take_in_all(tenant, &[sent])?;
        Ok(taken.pop().unwrap_or_default())
    }

    /// Takes in what several tablets sent, one after the other, as [`Store::take_in`] does, and waits for the disk once. If it
    /// fails, nothing of any of them was kept.
    pub fn take_in_all(&self, tenant: TenantId, sent: &[Sent<'_>]) -> Result<Vec<Vec<Taken>>, OfficeError> {
        self.write("take in letters", |tx| {
            let one = |&Sent { device, incoming, rules, now }: &Sent<'_>| {
                take_in(tx, &From { tenant, device, rules, now }, incoming)
            };
            sent.iter().map(one).collect()
        })
    }
}

fn take_in(tx: &dyn Tx, from: &From<'_>, incoming: &[Incoming]) -> Result<Vec<Taken>, Fault> {
    // Whether something is whole is looked at once, with the last of its parts here.
    let mut last = HashMap::new();
    for (at, it) in incoming.iter().enumerate() {
        if let Incoming::Part(part) = it {
            last.insert((part.of, part.total), at);
        }
    }
    let one = |(at, it): (usize, &Incoming)| {
        let taken = apart(tx, || match it {
            Incoming::Record(arrival) => keep_record(tx, from, arrival),
            Incoming::File { name, bytes } => keep_named_file(tx, from, *name, bytes),
            Incoming::Part(part) => keep_part(tx, from, part, last.get(&(part.of, part.total)) == Some(&at)),
            Incoming::Refused { of, code } => refuse(tx, from, of.as_ref(), code),
        })?;
        Ok(taken.unwrap_or_else(|fault| Taken::Failed(fault.named("keep what was in a letter"))))
    };
    incoming.iter().enumerate().map(one).collect()
}

/// Does something whole or not at all within the transaction, whatever goes wrong in it. The outer error is that the transaction
/// itself is gone.
fn apart<T>(tx: &dyn Tx, work: impl FnOnce() -> Result<T, Fault>) -> Result<Result<T, Fault>, Fault> {
    tx.begin_apart()?;
    // Others' letters are in the same transaction. What was begun is taken back, so nothing half done is seen.
    let done = catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(Fault::Office(OfficeError::Dropped)));
    match done {
        Ok(done) => {
            tx.keep_apart()?;
            Ok(Ok(done))
        }
        Err(fault @ (Fault::Again(_) | Fault::Full)) => Err(fault),
        Err(fault) => match tx.take_back_apart() {
            Ok(()) => Ok(Err(fault)),
            // What failed first says why there is nothing to go back to.
            Err(_) => Err(fault),
        },
    }
}

fn is_held(tx: &dyn Tx, from: &From<'_>, of: &Carried) -> Result<bool, Fault> {
    match of {
        Carried::Record(name) => records::is_held(tx, from.tenant, from.device, *name),
        // What was disposed of counts as held: it is never taken anew.
        Carried::File(name) => {
            Ok(blobs::is_held(tx, from.tenant, *name)? || disposal::is_disposed(tx, from.tenant, *name)?)
        }
    }
}

fn keep_record(tx: &dyn Tx, from: &From<'_>, arrival: &Arrival) -> Result<Taken, Fault> {
    let (tenant, envelope) = (from.tenant, &arrival.envelope);
    let of = Carried::Record(arrival.hash);
    if is_held(tx, from, &of)? {
        return Ok(Taken::Held);
    }
    let chain = (envelope.dev, envelope.author.user);
    let place = records::place(tx, tenant, chain, envelope.seq, arrival.hash, envelope.prev)?;
    // Before it is kept, so that it lies where its parts lay, and the disk has it to write once.
    parts::delete_all(tx, tenant, &of)?;
    records::insert(tx, tenant, arrival, from.now)?;
    troubles::forget_refused(tx, tenant, &of)?;
    let is_whole = complete(tx, from, arrival.hash)?;
    changes::give(tx, tenant, envelope.case, chain, from.now)?;
    projections::kept(tx, tenant, arrival)?;
    if is_whole {
        projections::whole(tx, tenant, arrival.hash)?;
    }
    Ok(Taken::Record { place, seq: envelope.seq })
}

/// A file that came in one letter. Its hash proves it, whatever length the record says.
fn keep_named_file(tx: &dyn Tx, from: &From<'_>, name: Hash, bytes: &[u8]) -> Result<Taken, Fault> {
    if is_held(tx, from, &Carried::File(name))? {
        return Ok(Taken::Held);
    }
    if records::named_lengths(tx, from.tenant, from.device, name)?.is_empty() {
        return Ok(Taken::TooEarly);
    }
    keep_file(tx, from, name, bytes)
}

fn keep_file(tx: &dyn Tx, from: &From<'_>, name: Hash, bytes: &[u8]) -> Result<Taken, Fault> {
    let of = Carried::File(name);
    if is_held(tx, from, &of)? {
        return Ok(Taken::Held);
    }
    parts::delete_all(tx, from.tenant, &of)?;
    blobs::insert(tx, from.tenant, name, bytes)?;
    troubles::forget_refused(tx, from.tenant, &of)?;
    for record in records::waiting_for(tx, from.tenant, name)? {
        let is_whole = complete(tx, from, record)?;
        projections::restate(tx, from.tenant, record)?;
        if is_whole {
            projections::whole(tx, from.tenant, record)?;
        }
    }
    Ok(Taken::File)
}

fn keep_part(tx: &dyn Tx, from: &From<'_>, part: &Part, may_be_last: bool) -> Result<Taken, Fault> {
    let staged = Staged { tenant: from.tenant, device: from.device, of: part.of, total: part.total };
    if is_held(tx, from, &part.of)? {
        return Ok(Taken::Held);
    }
    if let Carried::File(name) = part.of {
        let lengths = records::named_lengths(tx, from.tenant, from.device, name)?;
        if lengths.is_empty() {
            return Ok(Taken::TooEarly);
        }
        if !lengths.contains(&part.total) {
            return refuse(tx, from, Some(&part.of), &RefuseCode::TooLarge);
        }
    }
    parts::put(tx, &staged, part, from.now)?;
    if let Carried::Record(_) = part.of {
        parts::drop_oldest_records(tx, &staged, MAX_UNFINISHED)?;
    }
    if !may_be_last {
        return Ok(Taken::Part);
    }
    let (held, bytes) = parts::held(tx, &staged)?;
    // Parts that overlap again and again are no tablet's.
    if bytes > part.total.saturating_mul(2).saturating_add(MOST_IN_A_LETTER as u64) {
        return spoilt(tx, from, &staged, &RefuseCode::BadHash);
    }
    if held != [(0, part.total)] {
        return Ok(Taken::Part);
    }
    let whole = parts::whole(tx, &staged, &[])?;
    match part.of {
        Carried::Record(name) => match from.rules.prove(name, &whole) {
            Ok(arrival) => keep_record(tx, from, &arrival),
            Err(code) => spoilt(tx, from, &staged, &code),
        },
        Carried::File(name) if Hash::of(&whole) == name => keep_file(tx, from, name, &whole),
        Carried::File(_) => spoilt(tx, from, &staged, &RefuseCode::BadHash),
    }
}

/// What was put together of its parts is not what it should be.
fn spoilt(tx: &dyn Tx, from: &From<'_>, staged: &Staged, code: &RefuseCode) -> Result<Taken, Fault> {
    parts::delete(tx, staged)?;
    refuse(tx, from, Some(&staged.of), code)
}

/// Refuses what came. What came before stays: it may be good.
fn refuse(tx: &dyn Tx, from: &From<'_>, of: Option<&Carried>, code: &RefuseCode) -> Result<Taken, Fault> {
    if let Some(of) = of {
        if is_held(tx, from, of)? {
            return Ok(Taken::Held);
        }
        troubles::note_refused(tx, from.tenant, from.device, of, code, from.now)?;
    }
    Ok(Taken::Refused(code.clone()))
}

/// Gives a record its number and receipt if all of its files are there, and says whether they are.
fn complete(tx: &dyn Tx, from: &From<'_>, record: Hash) -> Result<bool, Fault> {
    if !records::lacking(tx, from.tenant, record)?.is_empty() {
        return Ok(false);
    }
    let office_seq = agencies::next_seq(tx, from.tenant)?;
    let receipt = from.rules.sign(record, office_seq)?;
    records::set_receipt(tx, from.tenant, record, (office_seq, from.now), &receipt)?;
    Ok(true)
}
