//! What is whole with the parts that just came, put together by whoever has them and not by who writes: it is proved before it is
//! kept, and the parts that came are not written first.

use super::engine::{Fault, Tx};
use super::parts::{self, Staged};
use super::{Store, blobs, records};
use crate::OfficeError;
use record::letter::{Carried, Part};
use record::{DeviceId, TenantId};

#[expect(clippy::missing_errors_doc, reason = "said once, at the store")]
impl Store {
    /// The bytes of a record or file of which a tablet's parts came now, with those that are kept of it; all are of the same thing
    /// and say the same length. Nothing if there are gaps, if it is there already, or if it is a file of which no record of this
    /// tablet says that it is so long. What was put together is still to be proved.
    pub fn joined(
        &self,
        tenant: TenantId,
        device: DeviceId,
        came: &[&Part],
    ) -> Result<Option<Vec<u8>>, OfficeError> {
        let Some(Part { of, total, .. }) = came.first() else { return Ok(None) };
        let staged = Staged { tenant, device, of: *of, total: *total };
        self.for_tablets("put parts together", |tx| joined(tx, &staged, came))
    }
}

fn joined(tx: &dyn Tx, staged: &Staged, came: &[&Part]) -> Result<Option<Vec<u8>>, Fault> {
    let Staged { tenant, device, of, total } = *staged;
    let may_be_kept = match of {
        Carried::Record(name) => !records::is_held(tx, tenant, device, name)?,
        Carried::File(name) => {
            let is_named = records::named_lengths(tx, tenant, device, name)?.contains(&total);
            is_named && !blobs::is_held(tx, tenant, name)?
        }
    };
    if !may_be_kept {
        return Ok(None);
    }
    let (mut all, _) = parts::held(tx, staged)?;
    all.extend(came.iter().map(|part| (part.start, part.end())));
    all.sort_unstable();
    if parts::ranges(all) != [(0, total)] {
        return Ok(None);
    }
    parts::whole(tx, staged, came).map(Some)
}
