//! Lines that are slow, too many, not encrypted in time, or a proxy's.

use super::*;
use crate::CertificateFiles;
use crate::lines::keep_line;
use axum::body::Bytes;
use axum::http::HeaderValue;
use axum::routing::{get, post};
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::mpsc::{Sender, channel};
use tokio::task::{JoinHandle, spawn_blocking};

const WHOLE: &str = "GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n";
const HALF: &str = "GET / HTTP/1.1\r\nhost: a\r\nx: ";

async fn serving(bounds: Bounds) -> (SocketAddr, JoinHandle<()>) {
    serving_to(Networks::default(), Router::new().route("/", get(|| async { "here" })), bounds).await
}

async fn serving_to(trusted_proxy: Networks, router: Router, bounds: Bounds) -> (SocketAddr, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let callers = Callers::Of(Reach { trusted_proxy, ..Reach::on(address) });
    let gate = Gate { callers, certificates: None, bounds, counts: None };
    let serving = answer(listener, router, gate, std::future::pending());
    (address, tokio::spawn(serving))
}

fn says(address: SocketAddr, says: &str) -> TcpStream {
    let mut line = TcpStream::connect(address).unwrap();
    line.write_all(says.as_bytes()).unwrap();
    line
}

/// What a line is told until it is closed.
fn told(mut line: TcpStream) -> String {
    let mut told = Vec::new();
    // A line that is closed while more might come is reset, on some machines.
    let _ = line.read_to_end(&mut told);
    String::from_utf8(told).unwrap()
}

/// Reads on a line until it has said this.
fn until(line: &mut TcpStream, end: &str) {
    let (mut said, mut next) = (Vec::new(), [0]);
    while !said.ends_with(end.as_bytes()) {
        line.read_exact(&mut next).unwrap();
        said.extend(next);
    }
}

/// What is too long to be on its way without being taken. It tells when it is given up.
struct Long(Sender<()>, Vec<u8>);

impl AsRef<[u8]> for Long {
    fn as_ref(&self) -> &[u8] {
        &self.1
    }
}

impl Drop for Long {
    fn drop(&mut self) {
        let _ = self.0.send(());
    }
}

#[test]
fn a_caller_s_own_word_is_not_believed_because_the_proxy_s_cannot_be_read() {
    let proxy = IpAddr::from([10, 0, 0, 1]);
    let mut headers = HeaderMap::new();
    headers.append("forwarded", HeaderValue::from_static("for=198.51.100.7"));
    let called = |headers: &HeaderMap| caller(&Networks::read("10.0.0.1").unwrap(), proxy, headers);
    assert_eq!(called(&headers), Peer::from(IpAddr::from([198, 51, 100, 7])));
    headers.append("x-forwarded-for", HeaderValue::from_bytes(b"\xff").unwrap());
    assert_eq!(called(&headers), Peer::from(proxy));
}

#[tokio::test]
async fn an_answer_that_nobody_takes_is_given_up() {
    let (tell, told) = channel();
    let long = get(move || async move { Bytes::from_owner(Long(tell, vec![0; 64 << 20])) });
    let bounds = Bounds { answer: Duration::from_millis(50), ..BOUNDS };
    let (address, serving) = serving_to(Networks::default(), Router::new().route("/", long), bounds).await;
    let given_up = spawn_blocking(move || {
        let _line = says(address, WHOLE);
        told.recv_timeout(Duration::from_secs(100))
    });
    given_up.await.unwrap().unwrap();
    serving.abort();
}

#[tokio::test]
async fn on_a_proxy_s_line_whoever_speaks_next_is_a_stranger() {
    let known = get(|request: axum::extract::Request| async move {
        keep_line(request.extensions());
        "known"
    });
    let body = post(|_: Bytes| async { "all of it" });
    let router = Router::new().route("/known", known).route("/body", body);
    let router = router.route("/", get(|| async { "here" }));
    let bounds = Bounds { lines: Most { all: 2, of_one: 2 }, ..BOUNDS };
    let (address, serving) = serving_to(Networks::read("127.0.0.1").unwrap(), router, bounds).await;
    let done = spawn_blocking(move || {
        let [mut first, mut other] =
            [(); 2].map(|()| says(address, "GET /known HTTP/1.1\r\nhost: a\r\n\r\n"));
        until(&mut first, "known");
        until(&mut other, "known");
        let waits = "POST /body HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\ncontent-length: 1\r\n\r\n";
        first.write_all(waits.as_bytes()).unwrap();
        until(&mut first, "100 Continue\r\n\r\n");
        assert!(told(says(address, WHOLE)).ends_with("here"), "there is a line for whoever comes");
        assert_eq!(told(first), "", "and for whoever waits there is none");
    });
    done.await.unwrap();
    serving.abort();
}

#[tokio::test]
async fn a_line_that_says_nothing_or_half_a_request_is_closed() {
    let bounds = Bounds { headers: Duration::from_millis(50), ..BOUNDS };
    let (address, serving) = serving(bounds).await;
    let on_a_line = |what: &'static str| spawn_blocking(move || told(says(address, what)));
    for what in ["", HALF] {
        let told = on_a_line(what).await.unwrap();
        assert!(!told.contains("here"), "{told}");
    }
    let told = on_a_line("GET / HTTP/1.1\r\nhost: a\r\n\r\n").await.unwrap();
    assert!(told.ends_with("here"), "answered, and closed once nothing more comes: {told}");
    serving.abort();
}

#[tokio::test]
async fn a_line_that_is_not_encrypted_in_time_is_closed_and_counted() {
    let folder = tempfile::tempdir().unwrap();
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let files = CertificateFiles { certificate: folder.path().join("a"), key: folder.path().join("b") };
    fs::write(&files.certificate, made.cert.pem()).unwrap();
    fs::write(&files.key, made.signing_key.serialize_pem()).unwrap();
    let certificates = Some(Arc::new(Certificates::read(files, &System).unwrap()));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (address, counts) = (listener.local_addr().unwrap(), Counts::new());
    let (callers, counted) = (Callers::Of(Reach::on(address)), Some(Arc::clone(&counts)));
    let bounds = Bounds { headers: Duration::from_millis(50), ..BOUNDS };
    let gate = Gate { callers, certificates, bounds, counts: counted };
    let serving = tokio::spawn(answer(listener, Router::new(), gate, std::future::pending()));
    for what in ["", "\x16\x03\x01", WHOLE] {
        let told = spawn_blocking(move || told(says(address, what))).await.unwrap();
        assert!(!told.contains("HTTP"), "{told}");
    }
    while counts.handshakes.get() < 3 {
        tokio::task::yield_now().await;
    }
    serving.abort();
}

#[tokio::test]
async fn a_stranger_s_first_line_gives_way_to_their_next() {
    let lines = Most { all: 9, of_one: 2 };
    let bounds = Bounds { headers: Duration::from_secs(3600), lines, ..BOUNDS };
    let (address, serving) = serving(bounds).await;
    let done = spawn_blocking(move || {
        let (first, mut second) = (says(address, HALF), says(address, HALF));
        let third = says(address, WHOLE);
        assert!(told(third).ends_with("here"), "there is a line for whoever comes");
        assert_eq!(told(first), "", "and for whoever waits there is none");
        second.write_all(b"y\r\nconnection: close\r\n\r\n").unwrap();
        assert!(told(second).ends_with("here"), "one may be slow");
    });
    done.await.unwrap();
    serving.abort();
}
