//! How a person signs in: a link that a command prints, good once and for a quarter of an hour, begins a session. An office that
//! serves prints none, for what it prints is kept in journals.
//!
//! The link's secret stands behind a `#`, which browsers do not send, so it is in no server's log; the page it opens
//! takes it out of the address and gives it back for a cookie. Accounts come later.

use crate::environment::random;
use crate::store::LinkUse;
use crate::{Office, OfficeError};
use base::base64;
use chrono::TimeDelta;
use record::Hash;

const LINK_LIFE: TimeDelta = TimeDelta::minutes(15);
/// How long a session lasts: a working day.
pub(crate) const SESSION_LIFE: TimeDelta = TimeDelta::hours(10);

/// What became of a sign-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignedIn {
    /// The session has begun; this is its secret, for the cookie.
    Session(String),
    /// There is no such link.
    LinkWrong,
    /// The link was used before.
    LinkUsed,
    /// The link's time is over.
    LinkExpired,
}

impl Office {
    /// A new sign-in link, for whoever may give commands on the office's machine.
    ///
    /// # Errors
    /// [`OfficeError::Store`], [`OfficeError::Random`].
    pub fn new_sign_in_link(&self) -> Result<String, OfficeError> {
        let secret = self.secret()?;
        self.store.add_link(self.agency.tenant, link_hash(&secret), self.now() + LINK_LIFE)?;
        Ok(format!("{}/sign-in#{secret}", self.agency.address))
    }

    /// Begins a session with a link's secret.
    ///
    /// # Errors
    /// [`OfficeError::Store`], [`OfficeError::Random`].
    pub fn sign_in(&self, link: &str) -> Result<SignedIn, OfficeError> {
        let (session, now) = (self.secret()?, self.now());
        let ends = now + SESSION_LIFE;
        let used =
            self.store.use_link(self.agency.tenant, link_hash(link), now, session_hash(&session), ends)?;
        Ok(match used {
            LinkUse::SignedIn => SignedIn::Session(session),
            LinkUse::Wrong => SignedIn::LinkWrong,
            LinkUse::Used => SignedIn::LinkUsed,
            LinkUse::Expired => SignedIn::LinkExpired,
        })
    }

    /// Whether this is the secret of a session that is going on.
    ///
    /// # Errors
    /// [`OfficeError::Store`].
    pub fn is_signed_in(&self, session: &str) -> Result<bool, OfficeError> {
        self.store.session(self.agency.tenant, session_hash(session), self.now())
    }

    /// Ends a session.
    ///
    /// # Errors
    /// [`OfficeError::Store`].
    pub fn sign_out(&self, session: &str) -> Result<(), OfficeError> {
        self.store.end_session(self.agency.tenant, session_hash(session))
    }

    fn secret(&self) -> Result<String, OfficeError> {
        let bytes: [u8; 32] = random(self.environment.as_ref())?;
        Ok(base64::encode_for_address(&bytes))
    }
}

fn link_hash(secret: &str) -> Hash {
    Hash::of(format!("doorstep sign-in link v1\n{secret}").as_bytes())
}

fn session_hash(secret: &str) -> Hash {
    Hash::of(format!("doorstep session v1\n{secret}").as_bytes())
}
