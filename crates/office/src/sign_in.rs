//! How a person signs in with what they are called here, a password and a code of six digits. The first time a one-time link lets
//! them set both. An office that serves prints no link, for what it prints is kept in journals. The other ways in are in `passkeys`
//! and `accounts`.
//!
//! Whoever is not known and whoever is get the same answer after the same work. Wrong tries are counted for who is tried and whom
//! they come from together, so that nobody is shut out by a stranger's guesses.

use crate::actor::{Actor, SignedIn};
use crate::codes::{Codes, link};
use crate::lines::Peer;
use crate::secrets::{link_hash, secret, session_hash};
use crate::store::{Begins, Known, LinkUse, NewSession};
use crate::{Office, OfficeError, passwords};
use chrono::TimeDelta;
use ipc::office::people::FirstTime;

/// How long a session lasts at the most: a long working day.
pub(crate) const SESSION_LIFE: TimeDelta = TimeDelta::hours(12);
/// How long it lasts while nobody does anything.
const IDLE: TimeDelta = TimeDelta::minutes(30);

/// What became of a sign-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SigningIn {
    /// The session has begun; this is its secret, for the cookie.
    Session(String),
    /// What was shown is wrong, such as name, password or code. Which, nobody is told.
    Wrong,
    /// They are known elsewhere, and nobody here.
    Unknown,
    /// There were too many wrong tries of late.
    TooMany,
    /// This office lets nobody in this way.
    NoSuchWay,
}

/// What became of a first time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Set {
    /// Password and codes are set, and a session has begun; this is its secret, for the cookie.
    Session(String),
    /// There is no such link.
    LinkWrong,
    /// The link was used before.
    LinkUsed,
    /// The link's time is over.
    LinkExpired,
    /// The password will not do.
    WeakPassword,
    /// The code is not one of the source that is shown.
    WrongCode,
    /// This office has no passwords.
    NoSuchWay,
}

impl Office {
    /// Begins a session.
    ///
    /// # Errors
    /// [`OfficeError::Store`], [`OfficeError::Random`], [`OfficeError::Password`].
    pub fn sign_in(
        &self,
        actor: &Actor,
        from: Peer,
        login: &str,
        password: &str,
        code: &str,
    ) -> Result<SigningIn, OfficeError> {
        if !self.has_passwords {
            return Ok(SigningIn::NoSuchWay);
        }
        let (now, login) = (self.now(), login.trim().to_lowercase());
        if self.sign_ins.too_many(from, &login, now) {
            return Ok(SigningIn::TooMany);
        }
        let known = self.store.known(self.agency.tenant, &login)?;
        let kept = known.as_ref().map(|known| known.password.as_str());
        let is_right = passwords::is_right(password, kept)?;
        // Of nobody's codes too it is asked, for the same work.
        let drawn = known.as_ref().map(|known| known.codes).unwrap_or_default();
        let step = Codes::of(&self.key, &drawn).step_of(code, now);
        if let (Some(known), true, Some(step)) = (known, is_right, step)
            && let Some(session) = self.begin(actor, &known, step)?
        {
            self.sign_ins.forget(from, &login);
            return Ok(SigningIn::Session(session));
        }
        self.sign_ins.count(from, &login, now);
        Ok(SigningIn::Wrong)
    }

    /// What a link is for, before it is used: who signs in with it, and the source of codes to be told their app.
    ///
    /// # Errors
    /// [`OfficeError::Store`].
    pub fn first_time(&self, secret: &str) -> Result<Result<FirstTime, Set>, OfficeError> {
        if !self.has_passwords {
            return Ok(Err(Set::NoSuchWay));
        }
        let found = self.store.link(self.agency.tenant, link_hash(secret), self.now())?;
        Ok(match found {
            LinkUse::Good { login, name, codes, .. } => {
                let secret = Codes::of(&self.key, &codes).secret();
                let app_link = link(&secret, &self.agency.name, &login);
                Ok(FirstTime { login, name, secret, app_link })
            }
            LinkUse::Wrong => Err(Set::LinkWrong),
            LinkUse::Used => Err(Set::LinkUsed),
            LinkUse::Expired => Err(Set::LinkExpired),
        })
    }

    /// Sets a password and the link's source of codes, of which one code is given to show that the app has it, and begins a session.
    ///
    /// # Errors
    /// [`OfficeError::Store`], [`OfficeError::Random`], [`OfficeError::Password`].
    pub fn set_password(
        &self,
        actor: &Actor,
        link: &str,
        password: &str,
        code: &str,
    ) -> Result<Set, OfficeError> {
        if !self.has_passwords {
            return Ok(Set::NoSuchWay);
        }
        let (now, hash) = (self.now(), link_hash(link));
        let used = match self.store.link(self.agency.tenant, hash, now)? {
            LinkUse::Good { codes, .. } => {
                let Some(step) = Codes::of(&self.key, &codes).step_of(code, now) else {
                    return Ok(Set::WrongCode);
                };
                if !passwords::will_do(password) {
                    return Ok(Set::WeakPassword);
                }
                let kept = passwords::kept(password, self.environment.as_ref())?;
                let (session, new) = self.new_session(step)?;
                let used = self.store.use_link(self.by(actor), hash, &kept, &new)?;
                if let LinkUse::Good { .. } = used {
                    return Ok(Set::Session(session));
                }
                used
            }
            other @ (LinkUse::Wrong | LinkUse::Used | LinkUse::Expired) => other,
        };
        Ok(match used {
            LinkUse::Used => Set::LinkUsed,
            LinkUse::Expired => Set::LinkExpired,
            LinkUse::Wrong | LinkUse::Good { .. } => Set::LinkWrong,
        })
    }

    /// Who has this session's secret, if it goes on.
    ///
    /// # Errors
    /// [`OfficeError::Store`].
    pub fn signed_in(&self, session: &str) -> Result<Option<SignedIn>, OfficeError> {
        self.store.session(self.agency.tenant, session_hash(session), self.now(), IDLE)
    }

    fn begin(&self, actor: &Actor, known: &Known, step: i64) -> Result<Option<String>, OfficeError> {
        let (session, new) = self.new_session(step)?;
        let begun = self.store.sign_in(self.by(actor), known, &new)?;
        Ok(begun.then_some(session))
    }

    fn new_session(&self, step: i64) -> Result<(String, NewSession), OfficeError> {
        let (secret, Begins { session, ends_at }) = self.session_that_begins()?;
        Ok((secret, NewSession { session, ends_at, step }))
    }

    /// A new session's secret, and what the store keeps of it.
    pub(crate) fn session_that_begins(&self) -> Result<(String, Begins), OfficeError> {
        let session = secret(self.environment.as_ref())?;
        let ends_at = self.now() + SESSION_LIFE;
        let new = Begins { session: session_hash(&session), ends_at };
        Ok((session, new))
    }
}
