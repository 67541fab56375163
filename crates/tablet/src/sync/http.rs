//! The office over HTTP: signed requests, time limits, answers of bounded size. Plain HTTP is for this machine only.

use std::time::Duration;

use record::request::Proof;
use record::wire::{
    BlobOffset, EnrolReply, EnrolRequest, Heads, Hello, PushReply, PushRequest, RecordResult, RefusalCode,
    Refused, UPLOAD_COMPLETE, UPLOAD_OFFSET, WireRecord,
};
use record::{Hash, Head, SignedRecord};
use serde::de::DeserializeOwned;
use ureq::http::{self, Uri};
use ureq::{Agent, Body};

use super::machine::Failure;
use crate::error::TabletError;

/// Bytes of an answer that are read at most. An answer holds a receipt or two, never a file.
const MOST_ANSWERED: u64 = 1024 * 1024;
/// Bytes up to which a call sends little.
const SMALL: usize = 16 * 1024;
const CONNECT: Duration = Duration::from_secs(10);
/// For a whole call that sends and asks little.
const SMALL_CALL: Duration = Duration::from_secs(20);
/// For a whole call that sends a piece of a blob: at 64 kbit/s that takes half a minute.
const LARGE_CALL: Duration = Duration::from_secs(120);

type Answer<T> = Result<T, Failure>;

/// How to reach an office.
pub(crate) struct Office {
    agent: Agent,
    address: String,
    /// The path within the address, which is part of what is signed.
    path: String,
}

/// Signs a request. Asked for each one right before it goes out, so that nobody holds the key while it is on its way.
pub(crate) type Sign<'a> = &'a dyn Fn(&Call<'_>) -> Answer<Proof>;

/// What is asked of the office; for which office it is, whoever signs it knows.
pub(crate) struct Call<'a> {
    pub(crate) method: &'a str,
    pub(crate) target: &'a str,
    pub(crate) body: &'a [u8],
}

impl Office {
    /// An office at an address.
    ///
    /// # Errors
    /// [`TabletError::PlainAddress`] when others could read along.
    pub(crate) fn at(address: &str) -> Result<Self, TabletError> {
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
            .timeout_connect(Some(CONNECT));
        if here {
            config = config.proxy(None);
        }
        let path = uri.path().trim_end_matches('/').to_owned();
        let address = address.trim_end_matches('/').to_owned();
        Ok(Self { agent: config.build().new_agent(), address, path })
    }

    pub(crate) fn hello(&self) -> Answer<Hello> {
        read(self.call("GET", "/v1/hello", &[], None)?)
    }

    pub(crate) fn enrol(&self, asked: &EnrolRequest) -> Answer<EnrolReply> {
        let body = serde_json::to_vec(asked).map_err(|_| Failure::Here)?;
        read(self.call("POST", "/v1/enrol", &body, None)?)
    }

    pub(crate) fn heads(&self, sign: Sign<'_>) -> Answer<Option<Head>> {
        let heads: Heads = read(self.call("GET", "/v1/heads", &[], Some(sign))?)?;
        Ok(heads.device)
    }

    pub(crate) fn push(&self, record: &SignedRecord, sign: Sign<'_>) -> Answer<RecordResult> {
        let asked = PushRequest { records: vec![WireRecord::from(record)] };
        let body = serde_json::to_vec(&asked).map_err(|_| Failure::Here)?;
        let reply: PushReply = read(self.call("POST", "/v1/records", &body, Some(sign))?)?;
        let mut results = reply.results.into_iter();
        match (results.next(), results.next()) {
            (Some(result), None) => Ok(result),
            (Some(_) | None, _) => Err(Failure::Rubbish),
        }
    }

    pub(crate) fn blob_offset(&self, blob: Hash, sign: Sign<'_>) -> Answer<BlobOffset> {
        let answer = self.call("HEAD", &format!("/v1/blobs/{blob}"), &[], Some(sign))?;
        if !answer.status().is_success() {
            return Err(by_status(answer.status()));
        }
        let header = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok());
        let offset = header(UPLOAD_OFFSET).and_then(|text| text.parse().ok()).ok_or(Failure::Rubbish)?;
        Ok(BlobOffset { offset, complete: header(UPLOAD_COMPLETE) == Some("1") })
    }

    /// Sends a piece of a blob. An office that is further or less far than thought says where it is.
    pub(crate) fn send_piece(
        &self,
        blob: Hash,
        offset: u64,
        len: u64,
        piece: &[u8],
        sign: Sign<'_>,
    ) -> Answer<BlobOffset> {
        let target = format!("/v1/blobs/{blob}?offset={offset}&length={len}");
        let (status, bytes) = whole(self.call("PATCH", &target, piece, Some(sign))?)?;
        if status.is_success() {
            return serde_json::from_slice(&bytes).map_err(|_| Failure::Rubbish);
        }
        match refused(status, &bytes) {
            (Failure::Refused(RefusalCode::BlobOffset), Some(offset)) => {
                Ok(BlobOffset { offset, complete: false })
            }
            (Failure::Refused(RefusalCode::BlobHash), _) => Ok(BlobOffset { offset: 0, complete: false }),
            (failure, _) => Err(failure),
        }
    }

    fn call(
        &self,
        method: &'static str,
        target: &str,
        body: &[u8],
        sign: Option<Sign<'_>>,
    ) -> Answer<http::Response<Body>> {
        let mut request = http::Request::builder().method(method).uri(format!("{}{target}", self.address));
        if !body.is_empty() {
            let kind = if method == "PATCH" { "application/octet-stream" } else { "application/json" };
            request = request.header("content-type", kind);
        }
        if let Some(sign) = sign {
            let target = format!("{}{target}", self.path);
            for (name, value) in sign(&Call { method, target: &target, body })?.headers() {
                request = request.header(name, value);
            }
        }
        let limit = if body.len() > SMALL { LARGE_CALL } else { SMALL_CALL };
        let answered = if body.is_empty() {
            let request = request.body(()).map_err(|_| Failure::Here)?;
            self.agent.run(self.agent.configure_request(request).timeout_global(Some(limit)).build())
        } else {
            let request = request.body(body).map_err(|_| Failure::Here)?;
            self.agent.run(self.agent.configure_request(request).timeout_global(Some(limit)).build())
        };
        answered.map_err(no_answer)
    }
}

fn read<T: DeserializeOwned>(answer: http::Response<Body>) -> Answer<T> {
    let (status, bytes) = whole(answer)?;
    if !status.is_success() {
        return Err(refused(status, &bytes).0);
    }
    serde_json::from_slice(&bytes).map_err(|_| Failure::Rubbish)
}

fn whole(mut answer: http::Response<Body>) -> Answer<(http::StatusCode, Vec<u8>)> {
    let status = answer.status();
    let bytes = answer.body_mut().with_config().limit(MOST_ANSWERED).read_to_vec().map_err(no_answer)?;
    Ok((status, bytes))
}

/// What an answer that is not a yes means, and the offset it may give.
fn refused(status: http::StatusCode, bytes: &[u8]) -> (Failure, Option<u64>) {
    match serde_json::from_slice::<Refused>(bytes) {
        Ok(Refused { code: RefusalCode::Unavailable | RefusalCode::Replayed, .. }) => {
            (Failure::NoAnswer, None)
        }
        Ok(Refused { code, offset }) => (Failure::Refused(code), offset),
        Err(_) => (by_status(status), None),
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
            assert_eq!(Office::at(address).is_ok(), fine, "{address}");
        }
    }
}
