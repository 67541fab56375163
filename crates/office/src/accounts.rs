//! Signing in with an account elsewhere: the one that somebody has at the council's provider. It is whose login here the provider
//! vouches for, from the first time on, and nobody is added by it. What they are here, only this office says.

use crate::actor::Actor;
use crate::asked::{Asked, AskedProvider};
use crate::lines::Peer;
use crate::provider::Told;
use crate::secrets::{asked_hash, secret};
use crate::sign_in::SigningIn;
use crate::store::{Account, ByAccount};
use crate::{Office, OfficeError};
use ipc::office::people::{FromProvider, ToProvider};

impl Office {
    /// Where a browser goes to sign in, and the secret that the answer is brought with. None if there is no such way here.
    ///
    /// # Errors
    /// [`OfficeError::Provider`], [`OfficeError::Random`].
    pub(crate) fn ask_account(&self, from: Peer) -> Result<Option<(String, ToProvider)>, OfficeError> {
        let Some(provider) = &self.provider else { return Ok(None) };
        let fresh = || secret(self.environment.as_ref());
        let asked = AskedProvider { state: fresh()?, nonce: fresh()?, verifier: fresh()? };
        let address = provider.question(&asked, &self.back_to(), self.now())?;
        let name = fresh()?;
        self.asked.keep(asked_hash(&name), from, Asked::Account(asked), self.now());
        Ok(Some((name, ToProvider { address })))
    }

    /// Begins a session of the person whose account it is.
    ///
    /// # Errors
    /// [`OfficeError::Provider`], [`OfficeError::Store`], [`OfficeError::Random`].
    pub(crate) fn sign_in_by_account(
        &self,
        actor: &Actor,
        from: Peer,
        asked: Option<&str>,
        said: FromProvider,
    ) -> Result<SigningIn, OfficeError> {
        let Some(provider) = &self.provider else { return Ok(SigningIn::NoSuchWay) };
        let (now, guessed) = (self.now(), format!("account {}", said.state));
        if self.sign_ins.too_many(from, &guessed, now) {
            return Ok(SigningIn::TooMany);
        }
        let asked = asked.and_then(|secret| self.asked.take(asked_hash(secret), now));
        let mut became = SigningIn::Wrong;
        if let Some(Asked::Account(asked)) = asked
            && asked.state == said.state
            && let Some(code) = said.code
            && let Some(told) = provider.account(asked, code, &self.back_to(), now)?
        {
            became = self.begin_by_account(actor, &told)?;
        }
        if matches!(became, SigningIn::Wrong | SigningIn::Unknown) {
            self.sign_ins.count(from, &guessed, now);
        }
        Ok(became)
    }

    fn begin_by_account(&self, actor: &Actor, told: &Told) -> Result<SigningIn, OfficeError> {
        let (session, new) = self.session_that_begins()?;
        let login = told.login.as_deref();
        let account = Account { issuer: &told.issuer, subject: &told.subject, login };
        match self.store.sign_in_by_account(self.by(actor), &account, new)? {
            ByAccount::Begun => Ok(SigningIn::Session(session)),
            ByAccount::BegunFirst => {
                tracing::info!("a person has an account elsewhere from now on");
                Ok(SigningIn::Session(session))
            }
            ByAccount::Nobody => Ok(SigningIn::Unknown),
        }
    }

    /// Where the provider sends browsers back to: what is told it when the office is registered there.
    fn back_to(&self) -> String {
        format!("{}/sign-in", self.agency.address)
    }
}
