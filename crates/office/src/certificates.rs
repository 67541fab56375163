//! The certificate by which others know an office that encrypts by itself, and its key. Both are files that whoever renews them
//! writes; they are read again when the office is told so, and lines that are open go on with what they began with.

use crate::{Environment, OfficeError};
use chrono::{DateTime, Utc};
use ipc::Told;
use ipc::told::office_command;
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::version::{TLS12, TLS13};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use tokio_rustls::TlsAcceptor;
use x509_cert::Certificate;
use x509_cert::der::Decode;
use x509_cert::time::Time;
use zeroize::Zeroizing;

/// What is spoken on the encrypted way.
const SPOKEN: &[u8] = b"http/1.1";

/// Where certificate and key are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateFiles {
    /// The office's certificate, and after it those that lead to an authority.
    pub certificate: PathBuf,
    /// Its key.
    pub key: PathBuf,
}

/// Certificate and key, as they were last read.
#[derive(Debug)]
pub struct Certificates {
    files: CertificateFiles,
    held: RwLock<Held>,
}

#[derive(Debug, Clone)]
struct Held {
    config: Arc<ServerConfig>,
    ends: DateTime<Utc>,
}

impl Certificates {
    /// Reads them.
    ///
    /// # Errors
    /// [`OfficeError::Certificate`] if they cannot be read, do not belong together or are not of this day.
    pub fn read(files: CertificateFiles, environment: &dyn Environment) -> Result<Self, OfficeError> {
        let held = RwLock::new(held(&files, environment.now())?);
        Ok(Self { files, held })
    }

    /// Reads them again, for lines that are opened from now on. What cannot be used is left, and those of before go on.
    ///
    /// # Errors
    /// As [`Certificates::read`].
    pub fn renew(&self, environment: &dyn Environment) -> Result<(), OfficeError> {
        let new = held(&self.files, environment.now())?;
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = new;
        Ok(())
    }

    /// When the certificate ends.
    #[must_use]
    pub fn ends(&self) -> DateTime<Utc> {
        self.held.read().unwrap_or_else(PoisonError::into_inner).ends
    }

    /// For a new line.
    pub(crate) fn acceptor(&self) -> TlsAcceptor {
        Arc::clone(&self.held.read().unwrap_or_else(PoisonError::into_inner).config).into()
    }
}

fn held(files: &CertificateFiles, now: DateTime<Utc>) -> Result<Held, OfficeError> {
    let chain = chain(&files.certificate)?;
    let certificate = chain.first().and_then(|first| Certificate::from_der(first).ok());
    let certificate = certificate.ok_or_else(|| no(office_command::certificate_unread()))?;
    let validity = certificate.tbs_certificate.validity;
    let (begins, ends) = (time(validity.not_before)?, time(validity.not_after)?);
    if now < begins || ends <= now {
        let day = |at: DateTime<Utc>| at.format("%Y-%m-%d %H:%M UTC").to_string();
        return Err(no(office_command::certificate_of_another_day(day(begins), day(ends))));
    }
    let key = key(&files.key)?;
    // Named, because another library could make another one the default.
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_protocol_versions(&[&TLS13, &TLS12]);
    let config = config.and_then(|config| config.with_no_client_auth().with_single_cert(chain, key));
    let mut config = config.map_err(|error| {
        let is_another_s = matches!(error, rustls::Error::InconsistentKeys(_));
        let told = if is_another_s {
            office_command::certificate_of_another_key()
        } else {
            office_command::certificate_key_unread()
        };
        no(told)
    })?;
    config.alpn_protocols = vec![SPOKEN.to_vec()];
    Ok(Held { config: config.into(), ends })
}

fn chain(path: &Path) -> Result<Vec<CertificateDer<'static>>, OfficeError> {
    let unread = || no(office_command::certificate_unread());
    let text = fs::read(path).map_err(|_| unread())?;
    CertificateDer::pem_slice_iter(&text).collect::<Result<_, _>>().map_err(|_| unread())
}

fn key(path: &Path) -> Result<PrivateKeyDer<'static>, OfficeError> {
    let unread = || no(office_command::certificate_key_unread());
    let text = Zeroizing::new(fs::read(path).map_err(|_| unread())?);
    PrivateKeyDer::from_pem_slice(&text).map_err(|_| unread())
}

fn time(time: Time) -> Result<DateTime<Utc>, OfficeError> {
    let since: Duration = time.to_unix_duration();
    let seconds = i64::try_from(since.as_secs()).ok();
    let at = seconds.and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    at.ok_or_else(|| no(office_command::certificate_unread()))
}

const fn no(why: Told) -> OfficeError {
    OfficeError::Certificate(why)
}
