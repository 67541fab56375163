//! How a tablet becomes one of this office's, for the first time or again: a code that is good once and for a quarter of an
//! hour.

use crate::actor::Actor;
use crate::environment::{fresh, random};
use crate::key::UNLOCK_KEYS;
use crate::lines::Peer;
use crate::store::{Enrolled, Joining};
use crate::{Office, OfficeError};
use chrono::{DateTime, TimeDelta, Utc};
use record::wire::{EnrolReply, EnrolRequest, RefusalCode, UnlockKeys};
use record::{DeviceId, EnrolmentCode, EnrolmentLine, Purpose, RecordError};

const CODE_LIFE: TimeDelta = TimeDelta::minutes(15);
/// Letters in the name a tablet gives.
const MAX_NAME: usize = 200;

impl Office {
    /// A new code, in the line to be typed or scanned at the tablet, and the time from which on it is good for nothing.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`], [`OfficeError::Random`].
    pub fn new_enrolment_line(&self, actor: &Actor) -> Result<(EnrolmentLine, DateTime<Utc>), OfficeError> {
        let code = EnrolmentCode::from_random(random(self.environment.as_ref())?);
        let expires_at = self.now() + CODE_LIFE;
        self.store.add_code(self.by(actor), code.hash(), expires_at)?;
        let address = self.agency.address.clone();
        Ok((EnrolmentLine { address, pin: self.key.pin(), code }, expires_at))
    }

    /// Lets a tablet in. `closed` is an [`EnrolRequest`], closed to this office. Wrong codes are counted by whom they come from,
    /// and over the limit answered so and not logged; one with a right code never waits. Nobody guesses 80 bits.
    ///
    /// # Errors
    /// Refused with [`RefusalCode::TooManyTries`], [`RefusalCode::CodeWrong`], [`RefusalCode::CodeUsed`],
    /// [`RefusalCode::CodeExpired`], [`RefusalCode::OtherKey`], [`RefusalCode::BadSignature`] or
    /// [`RefusalCode::BadRequest`]; [`OfficeError::Store`], [`OfficeError::Random`].
    pub fn enrol(&self, closed: &[u8], from: Peer) -> Result<EnrolReply, OfficeError> {
        let now = self.now();
        let refuse = |code: RefusalCode| {
            tracing::warn!(%code, "enrolment refused");
            OfficeError::refused(code)
        };
        let wrong = |code: RefusalCode| {
            let too_many = self.tries.too_many(from, now);
            if too_many { OfficeError::refused(RefusalCode::TooManyTries) } else { refuse(code) }
        };
        let request = self.read(closed)?;
        match request.verify() {
            Ok(()) => {}
            Err(RecordError::Signature) => return Err(wrong(RefusalCode::BadSignature)),
            Err(_) => return Err(OfficeError::refused(RefusalCode::BadRequest)),
        }
        let (unix_ms, random) = fresh(self.environment.as_ref())?;
        let new = DeviceId::new(unix_ms, &random);
        let joining = Joining { request: &request, new, unlock_keys: UNLOCK_KEYS, now };
        match self.store.enrol(self.agency.tenant, &joining)? {
            Enrolled::Device { id, first_unlock } => {
                tracing::info!(device = %id, again = request.again.is_some(), "enrolled");
                Ok(self.enrolled(id, first_unlock))
            }
            Enrolled::Wrong => Err(wrong(RefusalCode::CodeWrong)),
            Enrolled::Used => Err(refuse(RefusalCode::CodeUsed)),
            Enrolled::Expired => Err(refuse(RefusalCode::CodeExpired)),
            Enrolled::OtherKey => Err(refuse(RefusalCode::OtherKey)),
        }
    }

    fn read(&self, closed: &[u8]) -> Result<EnrolRequest, OfficeError> {
        let bad = || OfficeError::refused(RefusalCode::BadRequest);
        let open = self.key.letters().open(Purpose::Joining, None, closed).map_err(|_| bad())?;
        let request: EnrolRequest = serde_json::from_slice(&open).map_err(|_| bad())?;
        // The name is shown in lists and at the command line.
        let name = &request.device_name;
        let fits = !name.trim().is_empty() && name.chars().count() <= MAX_NAME;
        if fits && !name.chars().any(char::is_control) { Ok(request) } else { Err(bad()) }
    }

    fn enrolled(&self, device: DeviceId, first: u32) -> EnrolReply {
        let numbers = first..first.saturating_add(UNLOCK_KEYS);
        let keys = numbers.map(|number| self.key.unlock_code(device, number).key().closing()).collect();
        EnrolReply {
            device,
            tenant: self.agency.tenant,
            office: self.name(),
            epoch: self.agency.epoch,
            unlock: UnlockKeys { first, keys },
        }
    }
}
