//! What did not come: records that tablets say they cannot send, and what the office did not take. Nothing of what is in
//! them is known here.

use crate::{Office, OfficeError};
use ipc::office::{Trouble, TroubleOf, TroubleRow};
use record::letter::Carried;
use record::wire::{RefuseCode, StuckWhy};
use record::{DeviceId, Hash, UserId};
use std::collections::HashMap;

impl Office {
    /// What did not come. `workers` are the names of workers that are known from records.
    pub(crate) fn troubles(&self, workers: &HashMap<UserId, String>) -> Result<Vec<TroubleRow>, OfficeError> {
        let tenant = self.agency.tenant;
        let (stuck, refused) = (self.store.stuck(tenant)?, self.store.refused(tenant)?);
        if stuck.is_empty() && refused.is_empty() {
            return Ok(Vec::new());
        }
        let tablets: HashMap<DeviceId, String> =
            self.store.tablets(tenant)?.into_iter().map(|tablet| (tablet.id, tablet.name)).collect();
        let named = |device: DeviceId| tablets.get(&device).cloned().unwrap_or_default();
        let mut codes: HashMap<(DeviceId, Hash), RefuseCode> = HashMap::new();
        let (mut rows, mut others) = (Vec::new(), Vec::new());
        for (device, refusal) in refused {
            match refusal.of {
                Carried::Record(name) => {
                    codes.insert((device, name), refusal.code.clone());
                    others.push((device, name, TroubleOf::Record, refusal.code));
                }
                Carried::File(name) => others.push((device, name, TroubleOf::File, refusal.code)),
            }
        }
        for (device, stuck) in stuck {
            let code = codes.remove(&(device, stuck.record)).map(String::from);
            others.retain(|(of, name, ..)| (*of, *name) != (device, stuck.record));
            rows.push(TroubleRow {
                name: stuck.record.to_string(),
                of: TroubleOf::Record,
                tablet: named(device),
                worker: workers.get(&stuck.user).cloned(),
                number: Some(stuck.seq),
                why: match stuck.why {
                    StuckWhy::Refused => Trouble::Refused { code },
                    StuckWhy::Damaged => Trouble::Damaged,
                    StuckWhy::Unknown(word) => Trouble::Other { word },
                },
            });
        }
        rows.extend(others.into_iter().map(|(device, name, of, code)| TroubleRow {
            name: name.to_string(),
            of,
            tablet: named(device),
            worker: None,
            number: None,
            why: Trouble::Refused { code: Some(code.into()) },
        }));
        Ok(rows)
    }
}
