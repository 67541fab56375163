//! An office behind a line that only the council's own authority vouches for: the machine is told of that authority, and the tablet
//! asks the machine. What the machine knows is the same for a whole process, so that each tablet here is one.

use std::io::{Read, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::thread;

use ipc::refusal::Code;
use ipc::visit::Enrol;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::offices::TestOffice;
use crate::world::{World, code};

const LINE: &str = "DOORSTEP_TEST_LINE";
const IS_KNOWN: &str = "DOORSTEP_TEST_AUTHORITY_IS_KNOWN";

#[test]
fn an_office_is_reached_where_the_machine_knows_the_councils_own_authority_and_nowhere_else() {
    let office = TestOffice::start();
    let (councils, others) = (authority("Council"), authority("Somebody else"));
    let line = encrypted(&councils, office.address());
    let folder = tempfile::tempdir().unwrap();
    for (known, is_known) in [(&councils, true), (&others, false)] {
        let roots = folder.path().join("known.pem");
        std::fs::write(&roots, known.pem()).unwrap();
        joins(&office.line_through(line).replace("http://", "https://"), &roots, is_known);
    }
}

fn joins(line: &str, roots: &Path, is_known: bool) {
    let mut tablet = Command::new(std::env::current_exe().unwrap());
    tablet.args(["--exact", "own_authority::the_tablet", "--ignored"]);
    tablet.env(LINE, line).env(IS_KNOWN, is_known.to_string()).env("SSL_CERT_FILE", roots);
    let said = tablet.output().unwrap();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stdout));
    assert!(String::from_utf8_lossy(&said.stdout).contains("1 passed"));
}

#[test]
#[ignore = "is run by another test"]
fn the_tablet() {
    let Ok(line) = std::env::var(LINE) else { return };
    let world = World::new();
    let tablet = world.start();
    let joined = tablet.enrol(Enrol { line });
    if std::env::var(IS_KNOWN).unwrap() == "true" {
        joined.unwrap();
    } else {
        assert_eq!(code(joined), Code::OfficeRubbish);
    }
}

fn authority(name: &str) -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.distinguished_name.push(rcgen::DnType::CommonName, name);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// A line to an office that is encrypted as far as here.
fn encrypted(by: &CertifiedIssuer<'static, KeyPair>, office: SocketAddr) -> SocketAddr {
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(["127.0.0.1".to_owned()]).unwrap();
    let shown = params.signed_by(&key, by).unwrap();
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![shown.der().clone()], PrivateKeyDer::try_from(key.serialize_der()).unwrap());
    let config = Arc::new(config.unwrap());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for client in listener.incoming() {
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let line = StreamOwned::new(connection, client.unwrap());
            thread::spawn(move || relay(line, office));
        }
    });
    address
}

/// Requests and their answers until the client goes: it may ask again on the same line. One that does not trust it hangs up before.
fn relay(mut client: StreamOwned<ServerConnection, TcpStream>, office: SocketAddr) -> Option<()> {
    loop {
        let asked = message(&mut client)?;
        let mut office = TcpStream::connect(office).ok()?;
        office.write_all(&asked).ok()?;
        client.write_all(&message(&mut office)?).ok()?;
        client.flush().ok()?;
    }
}

/// A head, and as much behind it as it says.
fn message(from: &mut impl Read) -> Option<Vec<u8>> {
    let (mut message, mut piece) = (Vec::new(), [0; 4096]);
    loop {
        let read = from.read(&mut piece).ok().filter(|read| *read > 0)?;
        message.extend_from_slice(&piece[..read]);
        let Some(end) = message.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&message[..end]).to_lowercase();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.trim().parse().ok());
        if message.len() >= end + 4 + length.unwrap_or(0_usize) {
            return Some(message);
        }
    }
}
