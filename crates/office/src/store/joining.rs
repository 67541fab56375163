//! How a tablet joins, for the first time or again: tables `enrolment_code` and `device`.

use super::engine::{Fault, Tx};
use super::{Device, Enrolled, Joining, Store, codes, devices};
use crate::OfficeError;
use record::TenantId;

#[expect(clippy::missing_errors_doc, reason = "said once, at the store")]
impl Store {
    /// Uses a code to let a tablet in, for the first time or again.
    pub fn enrol(&self, tenant: TenantId, joining: &Joining<'_>) -> Result<Enrolled, OfficeError> {
        // Who guesses keeps nobody from writing.
        let code = joining.request.code.hash();
        if self.for_tablets("find an enrolment code", |tx| codes::get(tx, tenant, code))?.is_none() {
            return Ok(Enrolled::Wrong);
        }
        self.write("enrol a device", |tx| enrol(tx, tenant, joining))
    }
}

fn enrol(tx: &dyn Tx, tenant: TenantId, joining: &Joining<'_>) -> Result<Enrolled, Fault> {
    let request = joining.request;
    let hash = request.code.hash();
    let Some(code) = codes::get(tx, tenant, hash)? else {
        return Ok(Enrolled::Wrong);
    };
    let same_keys = |device: &Device| {
        device.record_key == request.record_key && device.request_key == request.request_key
    };
    if let Some((id, first_unlock)) = code.used {
        let again = request.again.is_none_or(|again| again == id);
        let same = again && devices::get(tx, tenant, id)?.is_some_and(|device| same_keys(&device));
        return Ok(if same { Enrolled::Device { id, first_unlock } } else { Enrolled::Used });
    }
    if code.expires_at <= joining.now {
        return Ok(Enrolled::Expired);
    }
    let id = request.again.unwrap_or(joining.new);
    if devices::is_another_s(tx, tenant, id)? {
        return Ok(Enrolled::OtherKey);
    }
    match devices::get(tx, tenant, id)? {
        Some(known) if known.record_key != request.record_key => return Ok(Enrolled::OtherKey),
        Some(_) => devices::join_again(tx, tenant, id, joining)?,
        // One that joins again and is not known joined after the last backup.
        None => devices::insert(tx, tenant, id, joining)?,
    }
    let first_unlock = devices::draw_unlocks(tx, tenant, id, joining.unlock_keys)?;
    codes::set_used(tx, tenant, hash, id, first_unlock)?;
    Ok(Enrolled::Device { id, first_unlock })
}
