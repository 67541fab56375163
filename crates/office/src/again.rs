//! A second look: before somebody signs, they show again that it is they, with a code of their app or with a passkey. Who is signed in
//! may have gone for a coffee. It holds for five minutes in that session, since a code is good once and several things may be signed
//! one after the other. Wrong tries are counted as at the sign-in.

use crate::actor::{Actor, SignedIn};
use crate::codes::Codes;
use crate::lines::Peer;
use crate::secrets::again_hash;
use crate::store::{By, OwnWays};
use crate::{Office, OfficeError};
use chrono::{DateTime, TimeDelta, Utc};
use ipc::office::countersigning::{Again, AgainWays};
use webauthn_rs::prelude::{PublicKeyCredential, RequestChallengeResponse};

/// How long a look holds.
const HOLDS_FOR: TimeDelta = TimeDelta::minutes(5);

impl Office {
    /// How whoever asks can show that it is they.
    ///
    /// # Errors
    /// [`OfficeError::Store`].
    pub(crate) fn ways_again(&self, actor: &Actor) -> Result<AgainWays, OfficeError> {
        let by = self.by(actor);
        let Some(ways) = self.store.own_ways(by)? else { return Ok(AgainWays::default()) };
        Ok(AgainWays {
            is_fresh: is_fresh(&ways, by.now),
            code: self.has_passwords && ways.codes.is_some(),
            passkey: self.has_passkeys() && ways.has_passkey,
        })
    }

    /// What a browser asks a passkey of whoever is signed in. None if there are none here.
    ///
    /// # Errors
    /// [`OfficeError::Passkey`].
    pub(crate) fn ask_again(
        &self,
        own: &SignedIn,
        from: Peer,
    ) -> Result<Option<RequestChallengeResponse>, OfficeError> {
        self.ask_passkey_as(again_hash(own.session), from)
    }

    /// Whoever is signed in is they: they showed it just now, or do by this.
    ///
    /// # Errors
    /// [`OfficeError::AgainNeeded`], [`OfficeError::AgainWrong`], [`OfficeError::AgainTooMany`]; [`OfficeError::NotAllowed`] for
    /// whoever is not signed in; [`OfficeError::Passkey`], [`OfficeError::Store`].
    pub(crate) fn look_again(
        &self,
        actor: &Actor,
        from: Peer,
        again: Option<&Again<PublicKeyCredential>>,
    ) -> Result<(), OfficeError> {
        let (by, own) = (self.by(actor), actor.person().ok_or(OfficeError::NotAllowed)?);
        let ways = self.store.own_ways(by)?.ok_or(OfficeError::NotAllowed)?;
        if is_fresh(&ways, by.now) {
            return Ok(());
        }
        let again = again.ok_or(OfficeError::AgainNeeded)?;
        let guessed = format!("again {}", own.id);
        if self.sign_ins.too_many(from, &guessed, by.now) {
            return Err(OfficeError::AgainTooMany);
        }
        let is_they = match again {
            Again::Code { code } => self.is_own_code(by, &ways, code)?,
            Again::Passkey { shown } => self.is_own_passkey(by, own, shown)?,
        };
        if !is_they {
            self.sign_ins.count(from, &guessed, by.now);
            return Err(OfficeError::AgainWrong);
        }
        self.sign_ins.forget(from, &guessed);
        Ok(())
    }

    fn is_own_code(&self, by: By<'_>, ways: &OwnWays, code: &str) -> Result<bool, OfficeError> {
        let drawn = ways.codes.filter(|_| self.has_passwords);
        let step = drawn.and_then(|drawn| Codes::of(&self.key, &drawn).step_of(code, by.now));
        step.map_or(Ok(false), |step| self.store.looked_again_by_code(by, step))
    }

    fn is_own_passkey(
        &self,
        by: By<'_>,
        own: &SignedIn,
        shown: &PublicKeyCredential,
    ) -> Result<bool, OfficeError> {
        let asked = self.asked.take(again_hash(own.session), by.now);
        match self.shown_passkey(asked, shown)? {
            Some((known, kept)) if known.person == own.id => {
                self.store.looked_again_by_passkey(by, &known, &kept)
            }
            Some(_) | None => Ok(false),
        }
    }
}

/// However the clock was turned.
fn is_fresh(ways: &OwnWays, now: DateTime<Utc>) -> bool {
    ways.looked_at.is_some_and(|at| (now - at).abs() < HOLDS_FOR)
}
