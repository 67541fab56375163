//! Becoming one of an office's tablets, for the first time or again, and asking to send now.

use ed25519_dalek::SigningKey;
use ipc::Refusal;
use ipc::visit::{Command as _, Enrol, SendNow, Standing};
use record::wire::{EnrolReply, EnrolRequest, Hello, PROTOCOL, ProtocolRange};
use record::{EnrolmentLine, PublicKey, Purpose};

use super::joined::{joined, keep_joined};
use super::post_box;
use super::standing::standing;
use crate::environment::random;
use crate::error::{Result, TabletError};
use crate::keys::secret::fresh_secret;
use crate::state::{Door, Joining, Shared, State};
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
        let (line, joining) = self.carry_out::<Enrol, _>(|shared, state| {
            let line: EnrolmentLine = asked.line.parse()?;
            let joining = begin(shared, state, &line)?;
            Ok((line, joining))
        })?;
        // Nobody has the tablet in hand meanwhile: it can lock, and whatever is typed is saved.
        let met = ask(&self.shared, &line, &joining).map_err(|error| self.not_done(Enrol::NAME, &error))?;
        self.carry_out::<Enrol, _>(|shared, state| {
            keep(shared, state, line, met, &joining)?;
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

/// An office that let this tablet in.
struct Met {
    hello: Hello,
    reply: EnrolReply,
}

/// What the office is asked with. It is kept until there is an answer, which may be lost: then it is asked again with the same.
fn begin(shared: &Shared, state: &mut State, line: &EnrolmentLine) -> Result<Joining> {
    if let Door::Open(open) = &mut state.door {
        if line.pin != open.enrolment.place.keys.pin() {
            return Err(TabletError::EnrolledAlready);
        }
        // The key for records stays, that for requests is another.
        let request = open.enrolment.joining_key(|| fresh_secret(&*shared.environment))?;
        open.records.put_enrolment(&open.enrolment)?;
        let place = &open.enrolment.place;
        return Ok(Joining { record: open.key.clone(), request, again: Some((place.device, place.joined)) });
    }
    is_free(shared, state)?;
    let fresh =
        || -> Result<SigningKey> { Ok(SigningKey::from_bytes(&*fresh_secret(&*shared.environment)?)) };
    let keys = match state.joining.take() {
        Some(keys) => keys,
        None => Joining { record: fresh()?, request: fresh()?, again: None },
    };
    Ok(state.joining.insert(keys).clone())
}

/// A tablet belongs to one office.
fn is_free(shared: &Shared, state: &mut State) -> Result<()> {
    if !shared.folders.users()?.is_empty() || joined(shared, &mut state.joined)?.is_some() {
        return Err(TabletError::EnrolledAlready);
    }
    Ok(())
}

/// Keeps what the office answered. Where the tablet was locked meanwhile, joining again goes on from what was kept.
fn keep(shared: &Shared, state: &mut State, line: EnrolmentLine, met: Met, joining: &Joining) -> Result<()> {
    let Met { hello, reply } = met;
    let Joining { record, request, again } = joining;
    let name = tablet_name(record);
    if let Some((device, before)) = again {
        let open = state.open()?;
        let place = &open.enrolment.place;
        if place.joined != *before {
            // It joined meanwhile, and this answer is older.
            return Ok(());
        }
        if reply.device != *device || reply.tenant != place.tenant || open.key != *record {
            return Err(TabletError::OfficeRubbish);
        }
        let (times, name) = (place.joined, place.name.clone());
        let joined = Joined { address: line.address, keys: hello.keys, name, reply };
        open.enrolment.joined_again(Place::new(joined, times.saturating_add(1), request));
        open.records.put_enrolment(&open.enrolment)?;
        post_box::meet(shared, open)?;
        shared.courier.try_all();
        return Ok(());
    }
    is_free(shared, state)?;
    let joined = Joined { address: line.address, keys: hello.keys, name, reply };
    let post_key = fresh_secret(&*shared.environment)?;
    let enrolment = Enrolment::new(Place::new(joined, 1, request), record, &post_key);
    post_box::make(shared, &enrolment)?;
    keep_joined(shared, state, enrolment)?;
    state.joining = None;
    Ok(())
}

fn ask(shared: &Shared, line: &EnrolmentLine, joining: &Joining) -> Result<Met> {
    let Joining { record, request, again } = joining;
    let environment = &*shared.environment;
    let mut office = Office::unmet(&line.address)?;
    let hello = office.hello(line.pin, environment).map_err(no)?.ok_or(TabletError::OtherOffice)?;
    let ProtocolRange { min, max } = hello.protocol;
    if !(min..=max).contains(&PROTOCOL) {
        return Err(TabletError::OfficeSpeaksOther { is_newer: min > PROTOCOL });
    }
    let request = PublicKey::from(&request.verifying_key());
    let asked =
        EnrolRequest::sign(line.code, request, again.map(|(device, _)| device), tablet_name(record), record);
    let asked = serde_json::to_vec(&asked).map_err(|_| TabletError::OfficeRubbish)?;
    let closed = hello.keys.letters.close(Purpose::Joining, None, &asked, random(environment)?)?;
    let reply = office.enrol(&closed, environment).map_err(no)?;
    Ok(Met { hello, reply })
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
