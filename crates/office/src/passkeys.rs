//! Passkeys: a key on somebody's telephone, computer or key ring that signs them in once the device knows who holds it. So it is
//! the thing they have and the one they know, or are, together, and no password or code is asked beside it.
//!
//! They belong to the name by which browsers know the office. Where that is a number, or the way there is not encrypted and not
//! on this machine, browsers have no passkeys, and none are asked for.

use crate::actor::{Actor, SignedIn};
use crate::asked::Asked;
use crate::ids::PersonId;
use crate::lines::Peer;
use crate::office::fit_name;
use crate::secrets::{asked_hash, passkey_hash, secret};
use crate::settings::is_encrypted;
use crate::sign_in::SigningIn;
use crate::store::{KnownPasskey, NewPasskey, OwnPasskey};
use crate::{Office, OfficeError};
use record::Hash;
use webauthn_rs::prelude::{
    CreationChallengeResponse, DiscoverableAuthentication, Passkey, PublicKeyCredential,
    RegisterPublicKeyCredential, RequestChallengeResponse, Url, Uuid, WebauthnError,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};

/// What became of a passkey that was to be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Adding {
    /// It signs its person in from now on.
    Added,
    /// It is not what was asked for, or that is over.
    Wrong,
    /// This office has no passkeys.
    NoSuchWay,
}

impl Office {
    /// Whether the office is known by an address at which passkeys work.
    pub(crate) fn has_passkeys(&self) -> bool {
        self.relying_party().is_some()
    }

    /// What a browser asks a passkey, whosever it is, and the secret that the answer is brought with. None if there are none here.
    ///
    /// # Errors
    /// [`OfficeError::Passkey`], [`OfficeError::Random`].
    pub(crate) fn ask_passkey(
        &self,
        from: Peer,
    ) -> Result<Option<(String, RequestChallengeResponse)>, OfficeError> {
        let secret = secret(self.environment.as_ref())?;
        let question = self.ask_passkey_as(asked_hash(&secret), from)?;
        Ok(question.map(|question| (secret, question)))
    }

    /// What a browser asks a passkey, whosever it is; it is remembered by this name. None if there are none here.
    ///
    /// # Errors
    /// [`OfficeError::Passkey`].
    pub(crate) fn ask_passkey_as(
        &self,
        name: Hash,
        from: Peer,
    ) -> Result<Option<RequestChallengeResponse>, OfficeError> {
        let Some(party) = self.relying_party() else { return Ok(None) };
        let (mut question, asked) = party.start_discoverable_authentication().map_err(failed)?;
        // It is asked for by a button, and not offered in a field.
        question.mediation = None;
        self.asked.keep(name, from, Asked::Passkey(asked), self.now());
        Ok(Some(question))
    }

    /// Begins a session of the person whose passkey it is.
    ///
    /// # Errors
    /// [`OfficeError::Store`], [`OfficeError::Random`], [`OfficeError::Passkey`].
    pub(crate) fn sign_in_by_passkey(
        &self,
        actor: &Actor,
        from: Peer,
        asked: Option<&str>,
        shown: &PublicKeyCredential,
    ) -> Result<SigningIn, OfficeError> {
        if !self.has_passkeys() {
            return Ok(SigningIn::NoSuchWay);
        }
        let (now, passkey) = (self.now(), passkey_hash(shown.get_credential_id()));
        let guessed = format!("passkey {passkey}");
        if self.sign_ins.too_many(from, &guessed, now) {
            return Ok(SigningIn::TooMany);
        }
        let asked = asked.and_then(|secret| self.asked.take(asked_hash(secret), now));
        if let Some((known, kept)) = self.shown_passkey(asked, shown)?
            && let Some(session) = self.begin_by_passkey(actor, &known, &kept)?
        {
            self.sign_ins.forget(from, &guessed);
            return Ok(SigningIn::Session(session));
        }
        self.sign_ins.count(from, &guessed, now);
        Ok(SigningIn::Wrong)
    }

    /// The passkey that answered what was asked, and what is kept of it from now on; none if it did not.
    ///
    /// # Errors
    /// [`OfficeError::Store`], [`OfficeError::Passkey`].
    pub(crate) fn shown_passkey(
        &self,
        asked: Option<Asked>,
        shown: &PublicKeyCredential,
    ) -> Result<Option<(KnownPasskey, String)>, OfficeError> {
        let (Some(party), Some(Asked::Passkey(asked))) = (self.relying_party(), asked) else {
            return Ok(None);
        };
        let passkey = passkey_hash(shown.get_credential_id());
        let Some(known) = self.store.known_passkey(self.agency.tenant, passkey)? else { return Ok(None) };
        Ok(proved(&party, &known, asked, shown)?.map(|kept| (known, kept)))
    }

    /// The passkeys of whoever asks.
    ///
    /// # Errors
    /// [`OfficeError::Store`].
    pub(crate) fn passkeys(&self, actor: &Actor) -> Result<Vec<OwnPasskey>, OfficeError> {
        self.store.passkeys(self.by(actor))
    }

    /// What a browser has a device make a passkey for. None if there are none here.
    ///
    /// # Errors
    /// [`OfficeError::Passkey`], [`OfficeError::Store`].
    pub(crate) fn begin_passkey(
        &self,
        own: &SignedIn,
        from: Peer,
    ) -> Result<Option<CreationChallengeResponse>, OfficeError> {
        let Some(party) = self.relying_party() else { return Ok(None) };
        let all = self.store.passkeys_kept(self.agency.tenant, own.id)?;
        let known = all.iter().filter_map(|kept| serde_json::from_str::<Passkey>(kept).ok());
        let known = known.map(|passkey| passkey.cred_id().clone()).collect();
        let (mut question, asked) = party
            .start_passkey_registration(handle(own.id), &own.login, &own.name, Some(known))
            .map_err(failed)?;
        if let Some(wanted) = &mut question.public_key.authenticator_selection {
            // One that is found without being told for whom. Where nothing else is said, this says so.
            wanted.resident_key = None;
            wanted.require_resident_key = true;
        }
        self.asked.keep(own.session, from, Asked::NewPasskey(asked), self.now());
        Ok(Some(question))
    }

    /// Adds a passkey of whoever asks, which was made for what [`Office::begin_passkey`] gave them.
    ///
    /// # Errors
    /// [`OfficeError::BadPasskeyName`], [`OfficeError::PasskeyNotFoundAlone`], [`OfficeError::PasskeyTaken`],
    /// [`OfficeError::ManyPasskeys`]; [`OfficeError::Passkey`], [`OfficeError::Store`].
    pub(crate) fn add_passkey(
        &self,
        actor: &Actor,
        name: &str,
        made: &RegisterPublicKeyCredential,
    ) -> Result<Adding, OfficeError> {
        let (Some(party), Some(own)) = (self.relying_party(), actor.person()) else {
            return Ok(Adding::NoSuchWay);
        };
        let name = fit_name(name).map_err(|_| OfficeError::BadPasskeyName)?;
        let Some(Asked::NewPasskey(asked)) = self.asked.take(own.session, self.now()) else {
            return Ok(Adding::Wrong);
        };
        if made.extensions.cred_props.as_ref().is_some_and(|said| said.rk == Some(false)) {
            return Err(OfficeError::PasskeyNotFoundAlone);
        }
        let passkey = match party.finish_passkey_registration(made, &asked) {
            Ok(passkey) => passkey,
            Err(why) => {
                tracing::info!(%why, "a new passkey was not taken");
                return Ok(Adding::Wrong);
            }
        };
        let kept = serde_json::to_string(&passkey).map_err(|_| OfficeError::Passkey)?;
        let new = NewPasskey { passkey: passkey_hash(passkey.cred_id()), name, kept: &kept };
        let added = self.store.add_passkey(self.by(actor), &new)?;
        Ok(if added.is_some() { Adding::Added } else { Adding::Wrong })
    }

    /// Removes a passkey of whoever asks. None if they have none of this name.
    ///
    /// # Errors
    /// [`OfficeError::Store`].
    pub(crate) fn remove_passkey(&self, actor: &Actor, passkey: Hash) -> Result<Option<()>, OfficeError> {
        self.store.remove_passkey(self.by(actor), passkey)
    }

    fn begin_by_passkey(
        &self,
        actor: &Actor,
        known: &KnownPasskey,
        kept: &str,
    ) -> Result<Option<String>, OfficeError> {
        let (session, new) = self.session_that_begins()?;
        let begun = self.store.sign_in_by_passkey(self.by(actor), known, kept, new)?;
        Ok(begun.then_some(session))
    }

    fn relying_party(&self) -> Option<Webauthn> {
        relying_party(&self.agency.address, &self.agency.name)
    }
}

/// An office as browsers know it, if they have passkeys for such a one.
fn relying_party(address: &str, called: &str) -> Option<Webauthn> {
    let at = Url::parse(address).ok()?;
    let name = at.domain()?;
    if !is_encrypted(address) && name != "localhost" {
        return None;
    }
    WebauthnBuilder::new(name, &at).ok()?.rp_name(called).build().ok()
}

/// What is kept of a passkey from now on, if it is this one that answered what was asked.
fn proved(
    party: &Webauthn,
    known: &KnownPasskey,
    asked: DiscoverableAuthentication,
    shown: &PublicKeyCredential,
) -> Result<Option<String>, OfficeError> {
    let whose = party.identify_discoverable_authentication(shown);
    if whose.ok().is_none_or(|(whose, _)| whose != handle(known.person)) {
        return Ok(None);
    }
    let mut kept: Passkey = serde_json::from_str(&known.kept).map_err(|_| OfficeError::Passkey)?;
    match party.finish_discoverable_authentication_v2(shown, asked, &kept) {
        Ok(shown) if shown.user_verified() => {
            kept.update_credential(&shown);
            serde_json::to_string(&kept).map(Some).map_err(|_| OfficeError::Passkey)
        }
        Ok(_) => Ok(None),
        Err(WebauthnError::CredentialPossibleCompromise) => {
            tracing::warn!(person = %known.person, "a passkey counts back: somebody may have a copy of it");
            Ok(None)
        }
        Err(why) => {
            tracing::info!(%why, "a passkey was not taken");
            Ok(None)
        }
    }
}

/// How devices keep whose a passkey is: the person's id, which says nothing to anybody else.
fn handle(person: PersonId) -> Uuid {
    Uuid::from_bytes(*person.as_bytes())
}

fn failed(why: WebauthnError) -> OfficeError {
    tracing::error!(%why, "no passkey could be asked for");
    OfficeError::Passkey
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_have_passkeys_for_a_name_on_an_encrypted_way_or_on_this_machine() {
        for (address, has) in [
            ("https://office.example", true),
            ("https://office.example:8443", true),
            ("http://localhost:8440", true),
            ("http://127.0.0.1:8440", false),
            ("https://192.0.2.7", false),
            ("https://[2001:db8::1]:8440", false),
            ("http://office.example", false),
            ("", false),
        ] {
            assert_eq!(relying_party(address, "Brindlewood").is_some(), has, "{address}");
        }
    }
}
