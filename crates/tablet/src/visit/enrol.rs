//! Becoming one of an office's tablets, and asking to send now.

use ed25519_dalek::SigningKey;
use ipc::Refusal;
use ipc::visit::{Enrol, SendNow, Standing};
use record::wire::EnrolRequest;
use record::{EnrolmentLine, PublicKey};

use super::door::{joined, keep_joined, standing};
use crate::error::{Result, TabletError};
use crate::keys::secret::fresh_secret;
use crate::state::{Shared, State};
use crate::store::Enrolment;
use crate::sync::Failure;
use crate::sync::http::Office;
use crate::tablet::Tablet;

/// The first worker comes after joining, so their name cannot be told yet. Each record tells it.
const NOT_RECORDED: &str = "not recorded";

impl Tablet {
    /// Makes this tablet one of an office's.
    ///
    /// # Errors
    /// When the line cannot be read, the tablet belongs to an office already, or the office cannot be reached, is another
    /// one or refuses.
    pub fn enrol(&self, asked: Enrol) -> std::result::Result<Standing, Refusal> {
        self.carry_out::<Enrol, _>(|shared, state| {
            enrol(shared, state, &asked.line)?;
            standing(shared, state)
        })
    }

    /// Tries to send what is waiting. Answers at once; the sending goes on by itself.
    ///
    /// # Errors
    /// When the tablet is locked.
    pub fn send_now(&self, _: SendNow) -> std::result::Result<Standing, Refusal> {
        self.carry_out::<SendNow, _>(|shared, state| {
            state.open()?;
            state.progress.with_stuck = true;
            shared.bell.ring();
            standing(shared, state)
        })
    }
}

fn enrol(shared: &Shared, state: &mut State, line: &str) -> Result<()> {
    let line: EnrolmentLine = line.parse().map_err(TabletError::Line)?;
    if !shared.folders.users()?.is_empty() || joined(shared, &mut state.joined)?.is_some() {
        return Err(TabletError::EnrolledAlready);
    }
    let office = Office::at(&line.address)?;
    let hello = office.hello().map_err(no)?;
    if hello.office_key.id() != line.pin {
        return Err(TabletError::OtherOffice);
    }
    let key = SigningKey::from_bytes(&*fresh_secret(&*shared.environment)?);
    let public = PublicKey::from(&key.verifying_key());
    let asked = EnrolRequest {
        code: line.code,
        device_key: public,
        device_name: tablet_name(public),
        user_name: NOT_RECORDED.to_owned(),
        user_role: NOT_RECORDED.to_owned(),
    };
    let reply = office.enrol(&asked).map_err(no)?;
    if reply.office_key.id() != line.pin || reply.office_key.verifying_key().is_err() {
        return Err(TabletError::OtherOffice);
    }
    keep_joined(shared, state, Enrolment::new(line.address, reply, &key))
}

/// What people call a tablet until they call it something else: cut from its key, so that two are told apart.
fn tablet_name(key: PublicKey) -> String {
    let id = key.id().to_string();
    format!("Tablet {}", id.split('-').next().unwrap_or_default())
}

fn no(failure: Failure) -> TabletError {
    match failure {
        Failure::NoAnswer => TabletError::NoOffice,
        Failure::Rubbish | Failure::Here => TabletError::OfficeRubbish,
        Failure::Refused(code) => TabletError::OfficeRefused(code),
    }
}
