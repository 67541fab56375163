//! The encrypted way to a server on another machine: whoever answers there has to prove by a certificate that it is the server of
//! this name, and the certificate has to come from the authority whose own is in a file. That file is read for each line anew, so
//! that it can be replaced while the office runs.

use crate::OfficeError;
use crate::store::engine::Fault;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use tokio_postgres_rustls::MakeRustlsConnect;

#[derive(Debug, thiserror::Error)]
#[error("the file of database_ca holds no certificate")]
struct NoCertificate;

/// What a line is encrypted with.
pub(super) fn way(authority: &Path) -> Result<MakeRustlsConnect, Fault> {
    let file = fs::read(authority).map_err(OfficeError::machine("read the file of database_ca"))?;
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(&file) {
        roots.add(certificate.map_err(Fault::database)?).map_err(Fault::database)?;
    }
    if roots.is_empty() {
        return Err(Fault::database(NoCertificate));
    }
    // Named, because another library could make another one the default.
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = config.map_err(Fault::database)?.with_root_certificates(roots).with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}
