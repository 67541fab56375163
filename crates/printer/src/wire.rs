//! One question over HTTP, one answer, within limits of time and size. Only this module and its own know ureq.
//!
//! Printers are small computers on a stranger's network: an answer may never end, be nested without end, point elsewhere
//! or make no sense.

mod encrypted;
mod keys;
mod neighbours;

use std::io::{Cursor, Read};
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use ipp::parser::IppParser;
use ipp::reader::IppReader;
use ipp::request::IppRequestResponse;
use ureq::config::Config;
use ureq::unversioned::transport::{Connector as _, TcpConnector};
use ureq::{Agent, SendBody};

use crate::address::Printer;
use crate::error::{PrinterError, Result};
use crate::find;
use crate::pin::Pin;
use encrypted::{Encrypted, Meeting};
use neighbours::Neighbours;

const TO_CONNECT: Duration = Duration::from_secs(5);

/// For the answer to a question.
const TO_ANSWER: Duration = Duration::from_secs(15);

/// For a whole document, at the least. Some printers take it only as fast as they print it.
const TO_TAKE_A_DOCUMENT: Duration = Duration::from_secs(120);

/// So many bytes a second the slowest printer takes: three pages of pictures in two minutes.
const SLOWEST: u64 = 10_000;

/// Some printers answer with everything they know, whatever was asked.
const LONGEST_ANSWER: u64 = 1024 * 1024;

/// Collections in collections. The standard needs three.
const DEEPEST: usize = 16;

/// The way to one printer.
#[derive(Debug)]
pub(crate) struct Wire {
    config: Config,
    printer: Printer,
    /// Where its address asks for an encrypted line: there is no other way to it then.
    encrypted: Option<Encrypted>,
    /// The address behind a name of this network, while something answers there.
    at: Mutex<Option<IpAddr>>,
}

/// Reads a request, and knows whether anything of it went out.
struct Counted<R> {
    inner: R,
    begun: bool,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.begun = true;
        self.inner.read(buffer)
    }
}

impl Wire {
    /// With the key that an encrypted printer is known by, if any. Nothing is sent yet.
    pub(crate) fn to(printer: Printer, known: Option<Pin>) -> Result<Self> {
        let encrypted = printer.encrypted().then(|| Encrypted::knowing(known)).transpose()?;
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .proxy(None)
            .user_agent("")
            .accept("")
            .accept_encoding("")
            // A printer closes what is idle without a word, and the next question would go nowhere.
            .max_idle_connections(0)
            .timeout_resolve(Some(TO_CONNECT))
            .timeout_connect(Some(TO_CONNECT))
            .timeout_send_request(Some(TO_ANSWER))
            .timeout_recv_body(Some(TO_ANSWER));
        Ok(Self { config: config.build(), printer, encrypted, at: Mutex::new(None) })
    }

    pub(crate) fn printer(&self) -> &Printer {
        &self.printer
    }

    /// The key that an encrypted printer is known by, after its first answer at the latest.
    pub(crate) fn key(&self) -> Option<Pin> {
        self.encrypted.as_ref()?.keys().own()
    }

    /// Is told the key of an encrypted printer that is known by none yet.
    pub(crate) fn learn(&self, known: Option<Pin>) {
        if let (Some(encrypted), Some(known)) = (&self.encrypted, known) {
            encrypted.keys().learn(known);
        }
    }

    /// Takes the key that was met instead of it.
    pub(crate) fn trust_other_key(&self) -> Option<Pin> {
        self.encrypted.as_ref()?.keys().trust_other()
    }

    /// Asks something that changes nothing if it is lost.
    pub(crate) fn ask(&self, question: &IppRequestResponse) -> Result<IppRequestResponse> {
        self.exchange(question, &[], TO_ANSWER).map_err(|(why, _)| why)
    }

    /// Sends a document. Whatever goes wrong after its first byte, short of a clear no, is `Unknown`.
    pub(crate) fn send(&self, request: &IppRequestResponse, document: &[u8]) -> Result<IppRequestResponse> {
        self.exchange(request, document, to_take(document.len())).map_err(|(why, begun)| {
            let is_clear_no = matches!(
                why,
                PrinterError::Encrypted | PrinterError::NeedsPassword | PrinterError::WrongPlace
            );
            if begun && !is_clear_no { PrinterError::Unknown } else { why }
        })
    }

    /// What made an encrypted line before can make one.
    fn as_known(&self, why: PrinterError) -> PrinterError {
        if why == PrinterError::NoLine && self.key().is_some() { PrinterError::LineGone } else { why }
    }

    /// For one exchange; nothing is left open after it.
    fn agent(&self, meeting: Option<&Meeting>) -> Agent {
        let (config, open) = (self.config.clone(), ().chain(TcpConnector::default()));
        match meeting {
            Some(meeting) => Agent::with_parts(config, open.chain(meeting.clone()), Neighbours::default()),
            None => Agent::with_parts(config, open, Neighbours::default()),
        }
    }

    /// Where a name of this network leads. What the network does not tell is left to the system.
    fn looked_up(&self) -> Option<IpAddr> {
        let name = self.printer.local_name()?;
        let mut at = self.at.lock().unwrap_or_else(PoisonError::into_inner);
        *at = at.or_else(|| find::address_of(name, TO_CONNECT));
        *at
    }

    /// The printer may have another address by now, and another device its old one.
    pub(crate) fn look_up_again(&self) {
        *self.at.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// As if its name had led there once.
    #[cfg(test)]
    pub(crate) fn believe_at(&self, address: IpAddr) {
        *self.at.lock().unwrap_or_else(PoisonError::into_inner) = Some(address);
    }

    /// With an error comes whether anything went out.
    fn exchange(
        &self,
        request: &IppRequestResponse,
        document: &[u8],
        patience: Duration,
    ) -> std::result::Result<IppRequestResponse, (PrinterError, bool)> {
        let head = request.to_bytes();
        // Told beforehand, because not every printer takes a body in pieces.
        let length = head.len().saturating_add(document.len());
        let mut body = Counted { inner: Cursor::new(&head).chain(document), begun: false };
        let meeting = self.encrypted.as_ref().map(Encrypted::meet);
        let answered = self
            .agent(meeting.as_ref())
            .post(self.printer.url(self.looked_up()))
            .config()
            .timeout_send_body(Some(patience))
            .timeout_recv_response(Some(patience))
            .build()
            .header("content-type", "application/ipp")
            .header("content-length", length)
            .send(SendBody::from_reader(&mut body));
        let answer = answered.map_err(|error| {
            self.look_up_again();
            let unknown = self.printer.has_a_name() && !body.begun && is_about_the_name(&error);
            (if unknown { PrinterError::NoSuchName } else { self.as_known(why(&error)) }, body.begun)
        })?;
        let no = match answer.status().as_u16() {
            200..=299 => None,
            401 | 403 => Some(PrinterError::NeedsPassword),
            404 | 405 | 410 => Some(PrinterError::WrongPlace),
            426 => Some(PrinterError::Encrypted),
            // To the encrypted line, as printers do that want no other.
            300..=399 if leads_to_encrypted(&answer) => Some(PrinterError::Encrypted),
            503 => Some(PrinterError::Busy),
            _ => Some(PrinterError::NotIpp),
        };
        if let Some(no) = no {
            return Err((no, true));
        }
        let bytes = answer.into_body().with_config().limit(LONGEST_ANSWER).read_to_vec();
        let bytes = bytes.map_err(|error| (why(&error), true))?;
        let answer = read(bytes).map_err(|error| (error, true))?;
        meeting.map_or(Ok(()), |meeting| meeting.answered()).map_err(|error| (error, true))?;
        Ok(answer)
    }
}

/// How long a document of so many bytes may take.
fn to_take(length: usize) -> Duration {
    let seconds = u64::try_from(length).unwrap_or(u64::MAX).div_ceil(SLOWEST);
    TO_TAKE_A_DOCUMENT.max(Duration::from_secs(seconds))
}

fn leads_to_encrypted(answer: &ureq::http::Response<ureq::Body>) -> bool {
    let to = answer.headers().get("location").and_then(|to| to.to_str().ok()).unwrap_or_default();
    let to = to.to_ascii_lowercase();
    to.starts_with("https:") || to.starts_with("ipps:")
}

fn why(error: &ureq::Error) -> PrinterError {
    if let ureq::Error::Other(error) = error
        && let Some(error) = error.downcast_ref()
    {
        return *error;
    }
    tracing::debug!(%error, "a printer did not answer as it should");
    let is_silence = matches!(
        error,
        ureq::Error::Io(_)
            | ureq::Error::Timeout(_)
            | ureq::Error::ConnectionFailed
            | ureq::Error::HostNotFound
    );
    if is_silence { PrinterError::NotReached } else { PrinterError::NotIpp }
}

/// Whether an error before the first byte is about the name. Systems tell a failed look-up by no kind of its own, and the
/// ways a connection fails by one each.
fn is_about_the_name(error: &ureq::Error) -> bool {
    use std::io::ErrorKind as K;
    const OF_CONNECTIONS: [K; 8] = [
        K::ConnectionRefused,
        K::ConnectionReset,
        K::ConnectionAborted,
        K::HostUnreachable,
        K::NetworkUnreachable,
        K::NetworkDown,
        K::AddrNotAvailable,
        K::TimedOut,
    ];
    if let ureq::Error::Io(error) = error {
        return !OF_CONNECTIONS.contains(&error.kind());
    }
    matches!(error, ureq::Error::HostNotFound | ureq::Error::Timeout(ureq::Timeout::Resolve))
}

/// An answer from its bytes.
pub(crate) fn read(bytes: Vec<u8>) -> Result<IppRequestResponse> {
    if !is_sound(&bytes) {
        return Err(PrinterError::NotIpp);
    }
    IppParser::new(IppReader::new(Cursor::new(bytes))).parse().map_err(|_| PrinterError::NotIpp)
}

/// Whether collections end within reason and values hold what they say. The library unpacks collections one in the other, and
/// reads text beside its language by lengths that it does not look at: either would fell the program.
fn is_sound(answer: &[u8]) -> bool {
    const HEAD: usize = 8;
    const NO_MORE: u8 = 0x03;
    const LAST_DELIMITER: u8 = 0x0f;
    const BESIDE_ITS_LANGUAGE: [u8; 2] = [0x35, 0x36];
    const BEGIN: u8 = 0x34;
    const END: u8 = 0x37;
    let mut rest = answer.get(HEAD..).unwrap_or_default();
    let mut depth: usize = 0;
    while let Some((&tag, after)) = rest.split_first() {
        rest = after;
        if tag == NO_MORE {
            return true;
        }
        if tag <= LAST_DELIMITER {
            continue;
        }
        // What is cut short ends the library's reading too.
        let Some((value, beyond)) = first(rest).and_then(|(_, value)| first(value)) else { return true };
        rest = beyond;
        if BESIDE_ITS_LANGUAGE.contains(&tag) && first(value).and_then(|(_, text)| first(text)).is_none() {
            return false;
        }
        depth = match tag {
            BEGIN => depth.saturating_add(1),
            END => depth.saturating_sub(1),
            _ => depth,
        };
        if depth > DEEPEST {
            return false;
        }
    }
    true
}

/// Some bytes that begin with their number, and what stands behind them.
fn first(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (number, rest) = bytes.split_first_chunk::<2>()?;
    rest.split_at_checked(usize::from(u16::from_be_bytes(*number)))
}

#[cfg(test)]
mod tests;
