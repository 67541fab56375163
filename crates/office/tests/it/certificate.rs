//! An office that encrypts by itself: others come on the encrypted way or not at all, and a certificate that cannot be used is said
//! in plain words before anybody comes.

use crate::serving::{Serving, init, program, refusal};
use crate::world::try_send;
use rcgen::{CertificateParams, KeyPair};
use record::request::NONCE;
use std::fs;
use std::path::PathBuf;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

/// A certificate for this machine, and its key.
pub(crate) fn pair() -> (String, String) {
    let key = KeyPair::generate().unwrap();
    (certificate(&key, |_| {}), key.serialize_pem())
}

fn certificate(key: &KeyPair, change: impl FnOnce(&mut CertificateParams)) -> String {
    let names = ["localhost".to_owned(), "127.0.0.1".to_owned()];
    let mut params = CertificateParams::new(names).unwrap();
    change(&mut params);
    params.self_signed(key).unwrap().pem()
}

struct Files {
    folder: tempfile::TempDir,
    certificate: PathBuf,
    key: PathBuf,
}

impl Files {
    fn of((certificate, key): &(String, String)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::write(&path, text).unwrap();
            path
        };
        let (certificate, key) = (path("office.crt", certificate), path("office.crt.key", key));
        Self { certificate, key, folder }
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("office")
    }

    fn arguments(&self) -> [&str; 4] {
        let [certificate, key] = [&self.certificate, &self.key].map(|path| path.to_str().unwrap());
        ["--tls-certificate", certificate, "--tls-key", key]
    }

    fn serving(&self) -> Serving {
        init(&self.data());
        let mut serve = program();
        serve.args(["serve", "--listen", "127.0.0.1:0"]).args(self.arguments());
        Serving::start_with(serve.arg("--data").arg(self.data()))
    }

    fn refused(&self) -> String {
        if !self.data().exists() {
            init(&self.data());
        }
        let data = self.data();
        let serve = ["serve", "--listen", "127.0.0.1:0", "--data", data.to_str().unwrap()];
        refusal(&[&serve[..], &self.arguments()].concat())
    }
}

/// Somebody who trusts this certificate and no other, and keeps a line open.
fn trusting(certificate: &str) -> ureq::Agent {
    let certificate = Certificate::from_pem(certificate.as_bytes()).unwrap();
    let roots = RootCerts::new_with_certs(&[certificate]);
    let tls = TlsConfig::builder().root_certs(roots).build();
    ureq::Agent::config_builder().http_status_as_error(false).proxy(None).tls_config(tls).build().into()
}

fn hello(agent: &ureq::Agent, address: &str) -> Result<u16, ureq::Error> {
    let mut answer = agent.get(format!("{address}/v1/hello")).header(NONCE, "00".repeat(16)).call()?;
    answer.body_mut().read_to_vec()?;
    let secured = answer.headers().get("strict-transport-security");
    assert_eq!(secured.unwrap(), "max-age=31536000");
    Ok(answer.status().as_u16())
}

#[test]
fn it_is_reached_on_the_encrypted_way_and_on_no_other() {
    let pair = pair();
    let serving = Files::of(&pair).serving();
    assert!(serving.address.starts_with("https://127.0.0.1:"), "{}", serving.address);
    assert_eq!(hello(&trusting(&pair.0), &serving.address).unwrap(), 200);
    let open = serving.address.replace("https://", "http://");
    assert!(try_send(&open, "GET", "/v1/hello", &[], b"").is_err(), "nothing is said in the open");
}

#[cfg(unix)]
#[test]
fn a_certificate_is_read_again_and_no_line_is_lost() {
    let (old, new) = (pair(), pair());
    let files = Files::of(&old);
    let serving = files.serving();
    let before = trusting(&old.0);
    assert_eq!(hello(&before, &serving.address).unwrap(), 200);
    fs::write(&files.certificate, &new.0).unwrap();
    serving.signal("-HUP");
    crate::cluster::until("the half is refused", || {
        serving.journal().contains("the certificate of before stays").then_some(())
    });
    assert_eq!(hello(&trusting(&old.0), &serving.address).unwrap(), 200, "and those of before go on");
    fs::write(&files.key, &new.1).unwrap();
    serving.signal("-HUP");
    crate::cluster::until("the new one is used", || hello(&trusting(&new.0), &serving.address).ok());
    assert!(hello(&trusting(&old.0), &serving.address).is_err());
    assert_eq!(hello(&before, &serving.address).unwrap(), 200, "on the line that was open");
}

#[test]
fn a_certificate_that_cannot_be_used_is_said_in_plain_words() {
    let (good, other) = (pair(), pair());
    let check = |certificate: &str, key: &str, says: &str| {
        let said = Files::of(&(certificate.to_owned(), key.to_owned())).refused();
        assert!(said.starts_with(says), "{said}");
    };
    check("", &good.1, "The file of tls_certificate cannot be read as a certificate.");
    check(&good.1, &good.1, "The file of tls_certificate cannot be read as a certificate.");
    check(&good.0, "rubbish", "The file of tls_key cannot be read as the key of a certificate.");
    check(&good.0, &other.1, "The certificate in tls_certificate does not belong to the key in tls_key.");
    let key = KeyPair::generate().unwrap();
    let past = certificate(&key, |params| {
        params.not_before = rcgen::date_time_ymd(2019, 1, 1);
        params.not_after = rcgen::date_time_ymd(2020, 1, 1);
    });
    let day = "The certificate in tls_certificate is good from 2019-01-01 00:00 UTC to 2020-01-01 00:00 UTC";
    check(&past, &key.serialize_pem(), day);
    let files = Files::of(&good);
    fs::remove_file(&files.key).unwrap();
    assert!(files.refused().starts_with("The file of tls_key cannot be read"));
    let one = refusal(&["serve", "--data", "x", "--tls-key", "y"]);
    assert!(one.contains("tls_certificate and tls_key belong together."), "{one}");
}
