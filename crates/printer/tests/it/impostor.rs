//! Somebody on the line who shows a certificate and signs with a key that need not be its own. Whoever speaks to them all the
//! same is answered as a usual printer does, and what they heard is counted.

use std::io::Write as _;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{JoinHandle, spawn};

use printer::Printer;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::{CertifiedKey, SingleCertAndKey};
use rustls::{HandshakeKind, ServerConfig, ServerConnection, StreamOwned, SupportedProtocolVersion};

use crate::made_up::{operation, printer_that, request, usual};
use crate::stage::encrypted_at;

pub(crate) struct Impostor {
    port: u16,
    heard: Arc<AtomicUsize>,
    resumed: Arc<AtomicUsize>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Impostor {
    /// The key is a PEM file.
    pub(crate) fn with(
        certificate: CertificateDer<'static>,
        key: &Path,
        version: &'static SupportedProtocolVersion,
    ) -> Self {
        let key = ring::sign::any_supported_type(&PrivateKeyDer::from_pem_file(key).unwrap()).unwrap();
        // Made in this way nobody asks whether the two belong together.
        let shown = SingleCertAndKey::from(CertifiedKey::new(vec![certificate], key));
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_protocol_versions(&[version])
            .unwrap()
            .with_no_client_auth()
            .with_cert_resolver(Arc::new(shown));
        let config = Arc::new(config);

        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (heard, resumed) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let stop = Arc::new(AtomicBool::new(false));
        let (counted, also, stopped) = (Arc::clone(&heard), Arc::clone(&resumed), Arc::clone(&stop));
        let thread = spawn(move || {
            for caller in listener.incoming() {
                if stopped.load(Ordering::SeqCst) {
                    return;
                }
                let line = ServerConnection::new(Arc::clone(&config)).unwrap();
                let mut line = StreamOwned::new(line, caller.unwrap());
                let request = request(&mut line);
                counted.fetch_add(request.len(), Ordering::SeqCst);
                if line.conn.handshake_kind() == Some(HandshakeKind::Resumed) {
                    also.fetch_add(1, Ordering::SeqCst);
                }
                if let Some(operation) = operation(&request) {
                    let _ = line.write_all(&without_a_length(operation));
                }
                // It hangs up without a word, as many printers do.
            }
        });
        Self { port, heard, resumed, stop, thread: Some(thread) }
    }

    pub(crate) fn printer(&self) -> Printer {
        encrypted_at(self.port)
    }

    /// So many bytes of requests.
    pub(crate) fn heard(&self) -> usize {
        self.heard.load(Ordering::SeqCst)
    }

    /// So many times an earlier session was taken up again, with less arithmetic.
    pub(crate) fn resumed(&self) -> usize {
        self.resumed.load(Ordering::SeqCst)
    }
}

/// A certificate from its PEM file.
pub(crate) fn certificate(file: &Path) -> CertificateDer<'static> {
    CertificateDer::from_pem_file(file).unwrap()
}

/// Another certificate for the same key: it is made out to somebody else. That its own signature is no longer right is as
/// little looked at as whose it is.
pub(crate) fn renewed(certificate: &CertificateDer<'_>) -> CertificateDer<'static> {
    let mut bytes = certificate.to_vec();
    let name = bytes.windows(9).position(|window| window == b"localhost").unwrap();
    bytes[name..name + 9].copy_from_slice(b"elsewhere");
    bytes.into()
}

/// An answer that ends where the line does.
fn without_a_length(operation: u16) -> Vec<u8> {
    let answer = usual(operation, &printer_that("printer-state", &[0x23, 0, 0, 0, 3]));
    let body = answer.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    [b"HTTP/1.1 200 OK\r\ncontent-type: application/ipp", &answer[body..]].concat()
}

impl Drop for Impostor {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(("127.0.0.1", self.port));
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
