//! An encrypted line to a printer, and the proof of which key is at its other end. The only module here that knows rustls.
//!
//! Printers make their certificates themselves, so no authority, name or date is asked of one. What counts is the key: the
//! other side proves that it has it, and it has to be the printer's own before a byte of a request goes out.

use std::fmt;
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::net::Ipv4Addr;
use std::sync::{Arc, OnceLock};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::version::{TLS12, TLS13};
use rustls::{ClientConfig, ClientConnection, DigitallySignedStruct, SignatureScheme, StreamOwned};
use ureq::unversioned::transport::time::Duration;
use ureq::unversioned::transport::{
    Buffers, ConnectionDetails, Connector, LazyBuffers, NextTimeout, Transport, TransportAdapter,
};

use super::keys::Keys;
use crate::error::{PrinterError, Result};
use crate::pin::Pin;

/// The small computer in a printer takes its time over the arithmetic.
const TO_SHAKE_HANDS: Duration = Duration::from_secs(10);

/// The encrypted way to one printer.
#[derive(Debug)]
pub(super) struct Encrypted {
    config: Arc<ClientConfig>,
    keys: Arc<Keys>,
}

/// One connection: made as soon as it is needed, and known by the key that was proven on it.
#[derive(Debug, Clone)]
pub(super) struct Meeting {
    config: Arc<ClientConfig>,
    keys: Arc<Keys>,
    proven: Arc<OnceLock<Pin>>,
}

impl Encrypted {
    /// With what is known of the printer's key, if anything is.
    pub(super) fn knowing(own: Option<Pin>) -> Result<Self> {
        let provider = Arc::new(ring::default_provider());
        let config = ClientConfig::builder_with_provider(Arc::clone(&provider))
            .with_protocol_versions(&[&TLS13, &TLS12])
            .map_err(|error| no_line(&error))?;
        let any = AnyCertificate(provider);
        let mut config =
            config.dangerous().with_custom_certificate_verifier(Arc::new(any)).with_no_client_auth();
        config.enable_sni = false;
        Ok(Self { config: Arc::new(config), keys: Arc::new(Keys::knowing(own)) })
    }

    pub(super) fn keys(&self) -> &Keys {
        &self.keys
    }

    pub(super) fn meet(&self) -> Meeting {
        let (config, keys) = (Arc::clone(&self.config), Arc::clone(&self.keys));
        Meeting { config, keys, proven: Arc::default() }
    }
}

impl Meeting {
    /// Whoever is at the other end answered as a printer does.
    pub(super) fn answered(&self) -> Result<()> {
        self.keys.answered(*self.proven.get().ok_or(PrinterError::NoLine)?)
    }

    fn shake_hands(&self, stream: &mut Stream) -> Result<()> {
        stream.conn.complete_io(&mut stream.sock).map_err(|error| no_line(&error))?;
        if stream.conn.is_handshaking() {
            return Err(PrinterError::NoLine);
        }
        // Also where an earlier session is taken up again. Only now it is certain that the other side has the key.
        let shown = stream.conn.peer_certificates().and_then(<[_]>::first).ok_or(PrinterError::NoLine)?;
        let proven = pin(shown).map_err(|error| no_line(&error))?;
        self.keys.admit(proven)?;
        self.proven.set(proven).map_err(|_| PrinterError::NoLine)
    }
}

impl<In: Transport> Connector<In> for Meeting {
    type Out = Line;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        chained: Option<In>,
    ) -> std::result::Result<Option<Line>, ureq::Error> {
        let Some(plain) = chained else { return Ok(None) };
        // A name would be sent in the open and is not looked at.
        let nobody = ServerName::from(Ipv4Addr::UNSPECIFIED);
        let conn = ClientConnection::new(Arc::clone(&self.config), nobody)?;
        let mut sock = TransportAdapter::new(plain.boxed(), Arc::clone(&details.current_time));
        sock.set_timeout(NextTimeout { after: TO_SHAKE_HANDS, ..details.timeout });
        let mut stream = StreamOwned { conn, sock };
        self.shake_hands(&mut stream).map_err(|error| ureq::Error::Other(error.into()))?;
        let config = details.config;
        let buffers = LazyBuffers::new(config.input_buffer_size(), config.output_buffer_size());
        Ok(Some(Line { buffers, stream }))
    }
}

fn no_line(error: &dyn std::error::Error) -> PrinterError {
    tracing::debug!(%error, "no encrypted line to a printer");
    PrinterError::NoLine
}

fn pin(certificate: &CertificateDer<'_>) -> std::result::Result<Pin, rustls::Error> {
    Ok(Pin::of_public_key(&ParsedCertificate::try_from(certificate)?.subject_public_key_info()))
}

/// Takes any certificate, and never a signature that its key has not made.
#[derive(Debug)]
struct AnyCertificate(Arc<CryptoProvider>);

impl ServerCertVerifier for AnyCertificate {
    fn verify_server_cert(
        &self,
        shown: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> std::result::Result<ServerCertVerified, rustls::Error> {
        pin(shown).map(|_| ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        shown: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> std::result::Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, shown, signed, &self.0.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        shown: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> std::result::Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, shown, signed, &self.0.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

type Stream = StreamOwned<ClientConnection, TransportAdapter>;

/// A line on which the other side has proven its key.
pub(super) struct Line {
    buffers: LazyBuffers,
    stream: Stream,
}

impl Transport for Line {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(
        &mut self,
        amount: usize,
        timeout: NextTimeout,
    ) -> std::result::Result<(), ureq::Error> {
        self.stream.sock.set_timeout(timeout);
        let output =
            self.buffers.output().get(..amount).ok_or_else(|| io::Error::from(ErrorKind::InvalidInput))?;
        Ok(self.stream.write_all(output)?)
    }

    fn await_input(&mut self, timeout: NextTimeout) -> std::result::Result<bool, ureq::Error> {
        self.stream.sock.set_timeout(timeout);
        let amount = self.stream.read(self.buffers.input_append_buf())?;
        self.buffers.input_appended(amount);
        Ok(amount > 0)
    }

    fn is_open(&mut self) -> bool {
        self.stream.sock.get_mut().is_open()
    }

    fn is_tls(&self) -> bool {
        true
    }
}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Line").field("over", self.stream.sock.inner()).finish_non_exhaustive()
    }
}
