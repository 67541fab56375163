//! How a tablet becomes one of this office's: a code that is good once and for a quarter of an hour.

use crate::environment::{fresh, random};
use crate::store::Enrolled;
use crate::{Office, OfficeError};
use chrono::{DateTime, TimeDelta, Utc};
use record::wire::{EnrolReply, EnrolRequest, RefusalCode};
use record::{DeviceId, EnrolmentCode, EnrolmentLine};
use std::net::IpAddr;

const CODE_LIFE: TimeDelta = TimeDelta::minutes(15);
/// Letters in the names a tablet gives.
const MAX_NAME: usize = 200;

impl Office {
    /// A new code, in the line to be typed or scanned at the tablet, and the time from which on it is good for nothing.
    ///
    /// # Errors
    /// [`OfficeError::Store`], [`OfficeError::Random`].
    pub fn new_enrolment_line(&self) -> Result<(EnrolmentLine, DateTime<Utc>), OfficeError> {
        let code = EnrolmentCode::from_random(random(self.environment.as_ref())?);
        let expires_at = self.now() + CODE_LIFE;
        self.store.add_code(self.agency.tenant, code.hash(), expires_at)?;
        let address = self.agency.address.clone();
        Ok((EnrolmentLine { address, pin: self.key.id(), code }, expires_at))
    }

    /// Lets a tablet in. `from` is where the request came from: wrong codes from there are counted.
    ///
    /// # Errors
    /// Refused with [`RefusalCode::TooManyTries`], [`RefusalCode::CodeWrong`], [`RefusalCode::CodeUsed`],
    /// [`RefusalCode::CodeExpired`] or [`RefusalCode::BadRequest`]; [`OfficeError::Store`], [`OfficeError::Random`].
    pub fn enrol(&self, request: &EnrolRequest, from: IpAddr) -> Result<EnrolReply, OfficeError> {
        let now = self.now();
        if self.tries.must_wait(from, now) {
            return Err(OfficeError::refused(RefusalCode::TooManyTries));
        }
        let names = [&request.device_name, &request.user_name, &request.user_role];
        let fits = names.iter().all(|name| !name.trim().is_empty() && name.chars().count() <= MAX_NAME);
        if !fits || request.device_key.verifying_key().is_err() {
            return Err(OfficeError::refused(RefusalCode::BadRequest));
        }
        let (unix_ms, random) = fresh(self.environment.as_ref())?;
        let new = DeviceId::new(unix_ms, &random);
        let refuse = |code: RefusalCode| {
            self.tries.was_wrong(from, now);
            tracing::warn!(%code, "enrolment refused");
            Err(OfficeError::refused(code))
        };
        match self.store.enrol(self.agency.tenant, request, new, now)? {
            Enrolled::Device(device) => {
                tracing::info!(%device, "enrolled");
                Ok(EnrolReply {
                    device,
                    tenant: self.agency.tenant,
                    office_key: self.key.public(),
                    office: self.agency.name.clone(),
                })
            }
            Enrolled::Wrong => refuse(RefusalCode::CodeWrong),
            Enrolled::Used => refuse(RefusalCode::CodeUsed),
            Enrolled::Expired => refuse(RefusalCode::CodeExpired),
        }
    }
}
