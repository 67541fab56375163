//! What a tablet asks and what it says of itself. The statements are beside the tables that hold it.

use super::{Noted, Standing, Store, devices, held, records, troubles, unlocks};
use crate::OfficeError;
use record::{DeviceId, Hash, TenantId};

#[expect(clippy::missing_errors_doc, reason = "said once, at the store")]
impl Store {
    /// How these records of a tablet stand, and the tablet.
    pub fn standing(
        &self,
        tenant: TenantId,
        device: DeviceId,
        asked: &[Hash],
    ) -> Result<Standing, OfficeError> {
        self.to_be_sure("find how records stand", |tx| {
            let states = asked.iter().map(|record| records::state(tx, tenant, device, *record));
            Ok(Standing {
                records: states.collect::<Result<_, _>>()?,
                receipts: records::receipts(tx, tenant, device)?,
                stuck: troubles::stuck_of(tx, tenant, device)?,
                codes: unlocks::all(tx, tenant, device)?,
                asked_at: devices::asked_at(tx, tenant, device)?,
            })
        })
    }

    /// Notes what a tablet says, in place of what is noted. What it says by an earlier clock than that is added to it, and takes
    /// nothing away.
    pub fn note_asked(
        &self,
        tenant: TenantId,
        device: DeviceId,
        noted: &Noted<'_>,
    ) -> Result<(), OfficeError> {
        self.write("note what a device says", |tx| {
            let Some(is_newest) = devices::set_asked(tx, tenant, device, noted.created, noted.now)? else {
                return Ok(());
            };
            if !is_newest {
                unlocks::add(tx, tenant, device, noted.codes)?;
                return troubles::add_stuck(tx, tenant, device, noted.stuck);
            }
            held::replace(tx, tenant, device, noted.held, noted.now)?;
            if !noted.codes.is_empty() {
                unlocks::replace(tx, tenant, device, noted.codes)?;
            }
            troubles::replace_stuck(tx, tenant, device, noted.stuck)
        })
    }
}
