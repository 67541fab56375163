//! The office over HTTP: signed requests, answers that prove whose they are, time limits, answers of bounded size. Plain HTTP
//! is for this machine only.

use std::time::Duration;

use ed25519_dalek::{SigningKey, VerifyingKey};
use record::DeviceId;
use record::answer::{ANSWER, Answer as SignedAnswer, Asked};
use record::request::{NONCE, Nonce, Proof, Request, SIGNATURE};
use record::wire::{
    Ask, AskReply, Changes, ChangesReply, EnrolReply, Hello, LettersReply, RefusalCode, Refused,
};
use record::{Hash, OfficePin, PublicKey};
use serde::de::DeserializeOwned;
use ureq::Agent;
use ureq::http::{self, Uri};
use ureq::tls::{RootCerts, TlsConfig};

use super::line::{Answer, Line};
use super::machine::Failure;

use crate::environment::{Environment, random};
use crate::error::TabletError;
use crate::store::Place;

/// Bytes of an answer that are read at most. An answer holds receipts or what the office wrote, never a file.
const MOST_ANSWERED: u64 = 4 * 1024 * 1024;
/// Bytes up to which a call sends little.
const SMALL: usize = 16 * 1024;
const CONNECT: Duration = Duration::from_secs(10);
/// For a whole call that sends and asks little.
const SMALL_CALL: Duration = Duration::from_secs(20);
/// For a whole call that sends letters: at 64 kbit/s one takes ten seconds.
const LARGE_CALL: Duration = Duration::from_secs(120);

/// How to reach an office, and the key its answers are signed with.
pub(crate) struct Office {
    agent: Agent,
    address: String,
    /// The path within the address, which is part of what is signed.
    path: String,
    key: Option<VerifyingKey>,
}

/// A tablet's requests, each signed for its office.
pub(super) struct Signed<'a> {
    office: Office,
    device: DeviceId,
    key: SigningKey,
    environment: &'a dyn Environment,
}

impl Office {
    /// The office with this key at an address.
    ///
    /// # Errors
    /// [`TabletError::PlainAddress`] when others could read along.
    fn at(address: &str, key: VerifyingKey) -> Result<Self, TabletError> {
        Ok(Self { key: Some(key), ..Self::unmet(address)? })
    }

    /// An office whose key is not known yet: all it can be asked is who it is.
    ///
    /// # Errors
    /// [`TabletError::PlainAddress`].
    pub(crate) fn unmet(address: &str) -> Result<Self, TabletError> {
        let uri: Uri = address.parse().map_err(|_| TabletError::PlainAddress)?;
        let host = uri.host().unwrap_or_default();
        let here = matches!(host, "127.0.0.1" | "localhost" | "[::1]");
        match uri.scheme_str() {
            Some("https") => {}
            Some("http") if here => {}
            Some(_) | None => return Err(TabletError::PlainAddress),
        }
        let mut config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(CONNECT))
            // Whom the machine trusts: a council adds its own authority there. Whose answer it is, the pinned keys say.
            .tls_config(TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build());
        if here {
            config = config.proxy(None);
        }
        let path = uri.path().trim_end_matches('/').to_owned();
        let address = address.trim_end_matches('/').to_owned();
        Ok(Self { agent: config.build().new_agent(), address, path, key: None })
    }

    /// Asks who it is, and remembers it. Nothing counts unless it proves to be the one the pin names.
    pub(crate) fn hello(&mut self, pin: OfficePin, environment: &dyn Environment) -> Answer<Option<Hello>> {
        let sent = self.call("GET", "/v1/hello", &[], None, nonce(environment)?)?;
        if !sent.status.is_success() {
            return Err(by_status(sent.status));
        }
        let hello: Hello = sent.yes()?;
        let key = hello.keys.signing.verifying_key().ok().filter(|_| hello.keys.pin() == pin);
        self.key = key.filter(|key| sent.is_from(key));
        Ok(self.key.is_some().then_some(hello))
    }

    /// `closed` is what the office alone can open.
    pub(crate) fn enrol(&self, closed: &[u8], environment: &dyn Environment) -> Answer<EnrolReply> {
        self.proved(&self.call("POST", "/v1/enrol", closed, None, nonce(environment)?)?)
    }

    /// What the office answered, if it was the office, and to this: anything else may be a page of whatever lies in between.
    fn proved<T: DeserializeOwned>(&self, said: &Said) -> Answer<T> {
        if self.key.is_some_and(|key| said.is_from(&key)) { said.yes() } else { Err(by_status(said.status)) }
    }

    fn call(
        &self,
        method: &'static str,
        target: &str,
        body: &[u8],
        proof: Option<&Proof>,
        nonce: Nonce,
    ) -> Answer<Said> {
        let mut request = http::Request::builder().method(method).uri(format!("{}{target}", self.address));
        let headers = proof.map_or_else(|| vec![(NONCE, nonce.text())], |proof| proof.headers().to_vec());
        let signature = headers.iter().find(|(name, _)| *name == SIGNATURE).map(|(_, value)| value.clone());
        for (name, value) in headers {
            request = request.header(name, value);
        }
        let limit = if body.len() > SMALL { LARGE_CALL } else { SMALL_CALL };
        let answered = if body.is_empty() {
            let request = request.body(()).map_err(|_| Failure::Here)?;
            self.agent.run(self.agent.configure_request(request).timeout_global(Some(limit)).build())
        } else {
            let request = request.header("content-type", "application/octet-stream").body(body);
            let request = request.map_err(|_| Failure::Here)?;
            self.agent.run(self.agent.configure_request(request).timeout_global(Some(limit)).build())
        };
        let mut answer = answered.map_err(no_answer)?;
        let said = answer.headers().get(ANSWER).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let bytes = answer.body_mut().with_config().limit(MOST_ANSWERED).read_to_vec().map_err(no_answer)?;
        Ok(Said {
            method,
            target: format!("{}{target}", self.path),
            asked: Hash::of(body),
            signature: signature.unwrap_or_default(),
            nonce,
            status: answer.status(),
            proof: said,
            body: bytes,
        })
    }
}

impl<'a> Signed<'a> {
    /// The requests of a tablet with this place.
    ///
    /// # Errors
    /// [`TabletError::PlainAddress`]; when a key in the place cannot be read.
    pub(super) fn of(place: &Place, environment: &'a dyn Environment) -> Result<Self, TabletError> {
        let office = Office::at(&place.address, place.keys.signing.verifying_key()?)?;
        Ok(Self { office, device: place.device, key: place.request_key()?, environment })
    }

    fn signed<T: DeserializeOwned>(&self, target: &'static str, body: &[u8]) -> Answer<T> {
        let Self { office, device, key, environment } = self;
        let nonce = nonce(*environment)?;
        let of_office = PublicKey::from(&office.key.ok_or(Failure::Here)?);
        let whole = format!("{}{target}", office.path);
        let request = Request { office: &of_office, method: "POST", target: &whole, body };
        let at = environment.now().timestamp();
        let proof = Proof::sign(&request, *device, at, nonce, key);
        office.proved(&office.call("POST", target, body, Some(&proof), nonce)?)
    }
}

impl Line for Signed<'_> {
    fn ask(&self, asked: &Ask) -> Answer<AskReply> {
        let body = serde_json::to_vec(asked).map_err(|_| Failure::Here)?;
        self.signed("/v1/ask", &body)
    }

    fn send(&self, letters: &[u8]) -> Answer<LettersReply> {
        self.signed("/v1/letters", letters)
    }

    fn changes(&self, asked: &Changes) -> Answer<ChangesReply> {
        let body = serde_json::to_vec(asked).map_err(|_| Failure::Here)?;
        self.signed("/v1/changes", &body)
    }
}

/// An answer as it came, from whomever, and to what.
struct Said {
    method: &'static str,
    target: String,
    asked: Hash,
    signature: String,
    nonce: Nonce,
    status: http::StatusCode,
    proof: Option<String>,
    body: Vec<u8>,
}

impl Said {
    fn is_from(&self, key: &VerifyingKey) -> bool {
        let Self { method, target, asked, signature, nonce, status, proof, body } = self;
        let to = Asked { method, target, body: *asked, signature, nonce: *nonce };
        let answer = SignedAnswer { to, status: status.as_u16(), body };
        proof.as_deref().is_some_and(|proof| answer.verify(proof, key).is_ok())
    }

    fn yes<T: DeserializeOwned>(&self) -> Answer<T> {
        if !self.status.is_success() {
            return Err(refused(self.status, &self.body));
        }
        serde_json::from_slice(&self.body).map_err(|_| Failure::Rubbish)
    }
}

fn nonce(environment: &dyn Environment) -> Answer<Nonce> {
    random(environment).map(Nonce).map_err(|_| Failure::Here)
}

/// What an answer that is not a yes means.
fn refused(status: http::StatusCode, bytes: &[u8]) -> Failure {
    match serde_json::from_slice::<Refused>(bytes) {
        Ok(Refused { code: RefusalCode::Unavailable | RefusalCode::Replayed }) => Failure::NoAnswer,
        Ok(Refused { code }) => Failure::Refused(code),
        Err(_) => by_status(status),
    }
}

/// An answer without a reason: something between us and the office may have given it.
fn by_status(status: http::StatusCode) -> Failure {
    if status.is_server_error() { Failure::NoAnswer } else { Failure::Rubbish }
}

/// Whether nothing came, or something that is no HTTP or too much of it.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the library may add errors; each means that nothing came"
)]
fn no_answer(error: ureq::Error) -> Failure {
    match error {
        ureq::Error::Protocol(_) | ureq::Error::Http(_) | ureq::Error::BodyExceedsLimit(_) => {
            Failure::Rubbish
        }
        ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::InvalidData => Failure::Rubbish,
        _ => Failure::NoAnswer,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_for_this_machine_only() {
        for (address, fine) in [
            ("https://office.example", true),
            ("https://office.example:8440/council", true),
            ("http://127.0.0.1:8440", true),
            ("http://localhost:8440", true),
            ("http://[::1]:8440", true),
            ("http://office.example", false),
            ("http://127.0.0.1.office.example", false),
            ("http://localhost.office.example", false),
            ("http://192.168.0.7", false),
            ("http://user@127.0.0.1@office.example", false),
            ("ftp://127.0.0.1", false),
            ("127.0.0.1:8440", false),
            ("", false),
        ] {
            assert_eq!(Office::unmet(address).is_ok(), fine, "{address}");
        }
    }
}
