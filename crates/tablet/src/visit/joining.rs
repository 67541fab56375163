//! Becoming one of an office's tablets, for the first time or again, and asking to send now.

use ed25519_dalek::SigningKey;
use ipc::Refusal;
use ipc::visit::{Enrol, SendNow, Standing};
use record::wire::{EnrolReply, EnrolRequest, Hello};
use record::{DeviceId, EnrolmentLine, PublicKey, Purpose};

use super::joined::{joined, keep_joined};
use super::post_box;
use super::standing::standing;
use crate::environment::random;
use crate::error::{Result, TabletError};
use crate::keys::secret::fresh_secret;
use crate::state::{Door, Joining, Open, Shared, State};
use crate::store::{Enrolment, Joined, Place};
use crate::sync::Failure;
use crate::sync::http::Office;
use crate::tablet::Tablet;

impl Tablet {
    /// Makes this tablet one of an office's. While somebody is in, a tablet that the office does not know any more joins the
    /// same office again, with the same key for records, and its records go on.
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
            post_box::meet(shared, state.open()?)?;
            shared.courier.try_all();
            standing(shared, state)
        })
    }
}

fn enrol(shared: &Shared, state: &mut State, line: &str) -> Result<()> {
    let line: EnrolmentLine = line.parse()?;
    if let Door::Open(open) = &mut state.door {
        return again(shared, open, line);
    }
    if !shared.folders.users()?.is_empty() || joined(shared, &mut state.joined)?.is_some() {
        return Err(TabletError::EnrolledAlready);
    }
    // The keys of a try that got no answer are used again: the office may have let the tablet in with them.
    let fresh =
        || -> Result<SigningKey> { Ok(SigningKey::from_bytes(&*fresh_secret(&*shared.environment)?)) };
    let keys = match state.joining.take() {
        Some(keys) => keys,
        None => Joining { record: fresh()?, request: fresh()? },
    };
    let Joining { record, request } = state.joining.insert(keys);
    let (hello, reply) = ask(shared, &line, record, request, None)?;
    let joined = Joined { address: line.address, keys: hello.keys, name: tablet_name(record), reply };
    let post_key = fresh_secret(&*shared.environment)?;
    let enrolment = Enrolment::new(Place::new(joined, 1, request), record, &post_key);
    post_box::make(shared, &enrolment)?;
    keep_joined(shared, state, enrolment)?;
    state.joining = None;
    Ok(())
}

/// Joins the same office again: another key for requests, the same for records.
fn again(shared: &Shared, open: &mut Open, line: EnrolmentLine) -> Result<()> {
    let Place { keys, device, joined: times, .. } = open.enrolment.place;
    let name = open.enrolment.place.name.clone();
    if line.pin != keys.pin() {
        return Err(TabletError::EnrolledAlready);
    }
    // The office may let it in with this key and the answer be lost: then it is asked again with the same.
    let request = open.enrolment.joining_key(|| fresh_secret(&*shared.environment))?;
    open.records.put_enrolment(&open.enrolment)?;
    let (hello, reply) = ask(shared, &line, &open.key, &request, Some(device))?;
    if reply.device != device || reply.tenant != open.enrolment.place.tenant {
        return Err(TabletError::OfficeRubbish);
    }
    let joined = Joined { address: line.address, keys: hello.keys, name, reply };
    open.enrolment.joined_again(Place::new(joined, times.saturating_add(1), &request));
    open.records.put_enrolment(&open.enrolment)?;
    post_box::meet(shared, open)?;
    shared.courier.try_all();
    Ok(())
}

fn ask(
    shared: &Shared,
    line: &EnrolmentLine,
    record: &SigningKey,
    request: &SigningKey,
    device: Option<DeviceId>,
) -> Result<(Hello, EnrolReply)> {
    let environment = &*shared.environment;
    let mut office = Office::unmet(&line.address)?;
    let hello = office.hello(line.pin, environment).map_err(no)?.ok_or(TabletError::OtherOffice)?;
    let request = PublicKey::from(&request.verifying_key());
    let asked = EnrolRequest::sign(line.code, request, device, tablet_name(record), record);
    let asked = serde_json::to_vec(&asked).map_err(|_| TabletError::OfficeRubbish)?;
    let closed = hello.keys.letters.close(Purpose::Joining, None, &asked, random(environment)?)?;
    let reply = office.enrol(&closed, environment).map_err(no)?;
    Ok((hello, reply))
}

/// What people call a tablet until they call it something else: cut from its key, so that two are told apart.
fn tablet_name(key: &SigningKey) -> String {
    let id = PublicKey::from(&key.verifying_key()).id().to_string();
    format!("Tablet {}", id.split('-').next().unwrap_or_default())
}

fn no(failure: Failure) -> TabletError {
    match failure {
        Failure::NoAnswer => TabletError::NoOffice,
        Failure::Rubbish | Failure::Here => TabletError::OfficeRubbish,
        Failure::Refused(code) => TabletError::OfficeRefused(code),
    }
}
