//! What strangers hold of an office, and that it is nothing to tablets: lines, halves of requests, bodies that do not come. The
//! office asks for a body where a request says that it waits for that, so nothing here waits for time to pass.

use crate::people::BY;
use crate::tablet::{Tablet, asking, hello, join, named, nonce, paper, seed, unsigned};
use crate::world::{Server, send};
use record::answer::ANSWER;
use record::request::NONCE;
use record::wire::{EnrolRequest, LetterResult, MAX_REQUEST_BYTES, RecordState};
use record::{DeviceId, EnrolmentCode, EnrolmentLine, Purpose, SignedRecord};
use std::collections::VecDeque;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::net::TcpSocket;
use tokio::runtime::Runtime;

const LETTERS: &str = "/v1/letters";
const ENROL: &str = "/v1/enrol";
/// The longest body of a stranger that is read.
const OF_STRANGERS: usize = 128 * 1024;

/// Lines to an office, each from whom one likes: every address that begins with 127 is this machine's.
struct Lines {
    runtime: Runtime,
    office: SocketAddr,
}

impl Lines {
    fn to(server: &Server) -> Self {
        more_files();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Self { runtime, office: server.address.strip_prefix("http://").unwrap().parse().unwrap() }
    }

    fn open(&self, peer: u8) -> TcpStream {
        let opened = self.runtime.block_on(async {
            let socket = TcpSocket::new_v4().unwrap();
            socket.bind(SocketAddr::from(([127, 0, 1, peer], 0))).unwrap();
            socket.connect(self.office).await.unwrap().into_std().unwrap()
        });
        opened.set_nonblocking(false).unwrap();
        // A test that would hang fails.
        opened.set_read_timeout(Some(Duration::from_secs(100))).unwrap();
        opened
    }

    fn says(&self, peer: u8, what: &str) -> TcpStream {
        let mut line = self.open(peer);
        line.write_all(what.as_bytes()).unwrap();
        line
    }
}

/// Each line has two ends in this one process.
#[cfg(unix)]
fn more_files() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let wanted = limit.maximum.map_or(4096, |most| most.min(4096));
    let current = limit.current.map(|now| now.max(wanted));
    setrlimit(Resource::Nofile, Rlimit { current, maximum: limit.maximum }).unwrap();
}

#[cfg(not(unix))]
fn more_files() {}

/// A request up to its body, on a line that is closed after the answer.
fn head(target: &str, headers: &[(&str, String)], length: usize) -> String {
    let mut head = format!("POST {target} HTTP/1.1\r\nhost: office\r\nconnection: close\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str(&format!("content-length: {length}\r\n\r\n"));
    head
}

/// The same of one that waits until the office asks for the body.
fn waiting(target: &str, headers: &[(&str, String)], length: usize) -> String {
    let expects = [("expect", "100-continue".to_owned())];
    head(target, &[headers, expects.as_slice()].concat(), length)
}

/// Whether the office asks for the body. Otherwise it has said no.
fn is_let_in(line: &mut TcpStream) -> bool {
    let mut said = [0; 12];
    line.read_exact(&mut said).unwrap();
    let asks = said == *b"HTTP/1.1 100";
    if asks {
        let mut rest = [0; 13];
        line.read_exact(&mut rest).unwrap();
        assert_eq!(&rest, b" Continue\r\n\r\n");
    }
    asks
}

/// What a line is told until it is closed: the status, whether it is signed, and the body.
fn told(mut line: TcpStream) -> (u16, bool, String) {
    let mut said = Vec::new();
    // A line that is closed while more might come is reset.
    let _ = line.read_to_end(&mut said);
    let said = String::from_utf8(said).unwrap();
    let Some((head, body)) = said.split_once("\r\n\r\n") else { return (0, false, said) };
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, head.contains(ANSWER), body.to_owned())
}

fn refused(code: &str) -> String {
    format!(r#"{{"code":"{code}"}}"#)
}

fn with_nonce() -> [(&'static str, String); 1] {
    [(NONCE, nonce().text())]
}

#[test]
fn a_stranger_s_body_is_not_waited_for() {
    let server = Server::start();
    let (mut tablet, lines) = (Tablet::joined(&server, 1), Lines::to(&server));
    let unknown = Tablet { device: DeviceId::from([9; 16]), ..tablet.clone() };
    let begun = |at: u16| {
        let proof = unknown.proof("POST", LETTERS, b"").headers();
        let peer = 1 + u8::try_from(at % 5).unwrap();
        let mut line = lines.says(peer, &head(LETTERS, &proof, MAX_REQUEST_BYTES));
        if at % 2 == 1 {
            // The office closes the line before all of it is there.
            let _ = line.write_all(&vec![0; MAX_REQUEST_BYTES / 2]);
        }
        line
    };
    let begun: Vec<_> = (0..300).map(|at| (at, begun(at))).collect();
    let wanted = (401, false, refused("unknown_device"));
    for (at, line) in begun {
        let told = told(line);
        let is_reset = at % 2 == 1 && told.0 == 0;
        assert!(told == wanted || is_reset, "{at}: {told:?}");
    }
    let record = tablet.next("{}", &[]);
    tablet.keep(&[tablet.letter(&record)]);
}

#[test]
fn what_headers_are_refused_for_is_said_before_the_body_and_unsigned() {
    let server = Server::start();
    let (tablet, lines) = (Tablet::joined(&server, 1), Lines::to(&server));
    let check = |target: &str, headers: &[(&str, String)], length: usize, status: u16, code: &str| {
        let told = told(lines.says(1, &head(target, headers, length)));
        assert_eq!(told, (status, false, refused(code)), "{target} {headers:?}");
    };
    let proof = || tablet.proof("POST", LETTERS, b"").headers();
    check(LETTERS, &[], MAX_REQUEST_BYTES, 401, "not_signed");
    check(LETTERS, &with_nonce(), MAX_REQUEST_BYTES, 401, "not_signed");
    let [device, created, nonce, _] = proof();
    let junk = (record::request::SIGNATURE, "junk".to_owned());
    check(LETTERS, &[device, created, nonce, junk], MAX_REQUEST_BYTES, 401, "not_signed");
    let unknown = Tablet { device: DeviceId::from([9; 16]), ..tablet.clone() };
    let of_unknown = unknown.proof("POST", LETTERS, b"").headers();
    check(LETTERS, &of_unknown, OF_STRANGERS + 1, 401, "unknown_device");
    let seen = proof();
    assert_eq!(send(&server.address, "POST", LETTERS, &seen, b"").status, 200);
    check(LETTERS, &seen, MAX_REQUEST_BYTES, 409, "replayed");
    check(LETTERS, &proof(), MAX_REQUEST_BYTES + 1, 413, "too_large");
    check(ENROL, &with_nonce(), OF_STRANGERS + 1, 413, "too_large");
    let (status, _, body) = told(lines.says(1, &head("/api/sign-in", &[], OF_STRANGERS + 1)));
    assert!(status == 400 && body.contains(r#""bad_request""#), "{body}");

    // What is short is heard to its end, and then the no is signed: a tablet believes no other.
    let mut line = lines.says(1, &waiting(LETTERS, &of_unknown, OF_STRANGERS));
    assert!(is_let_in(&mut line));
    line.write_all(&[0; OF_STRANGERS]).unwrap();
    assert_eq!(told(line), (401, true, refused("unknown_device")));
}

#[test]
fn a_tablet_has_four_requests_at_once_and_the_first_gives_way_to_the_fifth() {
    let server = Server::start();
    let (mut tablet, lines) = (Tablet::joined(&server, 1), Lines::to(&server));
    let records: Vec<SignedRecord> = (0..5).map(|_| tablet.next("{}", &[])).collect();
    let request = |record: &SignedRecord| {
        let letter = tablet.letter(record);
        let proof = tablet.proof("POST", LETTERS, &letter).headers();
        (waiting(LETTERS, &proof, letter.len()), letter)
    };
    let requests: Vec<_> = records.iter().map(request).collect();
    let goes_on = |mut line: TcpStream, letter: &[u8]| {
        line.write_all(letter).unwrap();
        assert_eq!(told(line), (200, true, r#"{"results":[{"result":"kept"}]}"#.to_owned()));
    };
    let mut held = Vec::new();
    for (head, letter) in &requests[..4] {
        let mut line = lines.says(1, head);
        assert!(is_let_in(&mut line));
        held.push((line, letter));
    }
    let (head, letter) = &requests[4];
    let mut fifth = lines.says(1, head);
    assert!(is_let_in(&mut fifth));
    let (first, of_first) = held.remove(0);
    assert_eq!(told(first), (503, false, refused("unavailable")));
    let mut other = Tablet::joined(&server, 2);
    let of_other = other.next("{}", &[]);
    other.keep(&[other.letter(&of_other)]);
    for (line, letter) in held {
        goes_on(line, letter);
    }
    goes_on(fifth, letter);
    let mut again = lines.says(1, &requests[0].0);
    assert!(is_let_in(&mut again), "the same request, of which nothing was read");
    goes_on(again, of_first);
    for record in &records {
        tablet.receipt(record.hash());
    }
}

#[test]
fn who_knows_tablets_ids_takes_no_more_than_those_tablets_may() {
    let server = Server::start();
    let (mut tablet, lines) = (Tablet::joined(&server, 1), Lines::to(&server));
    let mut known: Vec<Tablet> = (2..6).map(|key| Tablet::joined(&server, key)).collect();
    let mut held = Vec::new();
    for of in known.iter().flat_map(|of| [of; 4]) {
        let mut line =
            lines.says(1, &waiting(LETTERS, &of.proof("POST", LETTERS, b"").headers(), MAX_REQUEST_BYTES));
        assert!(is_let_in(&mut line));
        held.push(line);
    }
    for of in known.iter_mut().chain([&mut tablet]) {
        let record = of.next("{}", &[]);
        of.keep(&[of.letter(&record)]);
        of.receipt(record.hash());
    }
    drop(held);
}

#[test]
fn a_thousand_strangers_keep_no_tablet_out() {
    let server = Server::start();
    let lines = Lines::to(&server);
    let unknown = Tablet { device: DeviceId::from([9; 16]), ..Tablet::joined(&server, 9) };
    let (mut held, mut let_in) = (Vec::new(), 0);
    for at in 0..1000_u16 {
        let peer = 1 + u8::try_from(at % 16).unwrap();
        if at < 400 {
            held.push(lines.says(peer, "POST /v1/letters HTTP/1.1\r\nhost: office\r\nx: "));
            continue;
        }
        let says = if at % 2 == 0 {
            waiting(ENROL, &with_nonce(), OF_STRANGERS / 2)
        } else {
            waiting(LETTERS, &unknown.proof("POST", LETTERS, b"").headers(), OF_STRANGERS / 2)
        };
        let mut line = lines.says(peer, &says);
        if is_let_in(&mut line) {
            let_in += 1;
            line.write_all(b"half of it, or a byte now and then").unwrap();
        }
        held.push(line);
    }
    assert!(let_in >= 16 * 8, "{let_in} of them hold bodies");
    let mut tablet = Tablet::joined(&server, 1);
    let record = tablet.next("{}", &[]);
    tablet.keep(&[tablet.letter(&record)]);
    tablet.receipt(record.hash());
    drop(held);
}

#[test]
fn strangers_who_keep_coming_hold_up_no_tablet() {
    let server = Server::start();
    let mut tablet = Tablet::joined(&server, 1);
    let unknown = Tablet { device: DeviceId::from([9; 16]), ..tablet.clone() };
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for stranger in 0..4_u8 {
            let (server, unknown, is_over) = (&server, &unknown, &is_over);
            scope.spawn(move || {
                let lines = Lines::to(server);
                let mut held = VecDeque::new();
                for at in (0_u8..16).cycle().take_while(|_| !is_over.load(Ordering::SeqCst)) {
                    let peer = 1 + stranger * 16 + at;
                    let of_unknown = || unknown.proof("POST", LETTERS, b"").headers();
                    // Half a head; a body that never comes; one that is large; one that is rubbish and answered.
                    let (head, body) = match at % 4 {
                        0 => ("POST /v1/letters HTTP/1.1\r\nhost: office\r\nx: ".to_owned(), 0),
                        1 => (head(ENROL, &with_nonce(), OF_STRANGERS), 1000),
                        2 => (head(LETTERS, &of_unknown(), MAX_REQUEST_BYTES), MAX_REQUEST_BYTES / 4),
                        _ => (head(LETTERS, &of_unknown(), OF_STRANGERS), OF_STRANGERS),
                    };
                    let mut line = lines.open(peer);
                    // The office may close it before all of it is there.
                    let _ = line.write_all(&[head.as_bytes(), &vec![0; body]].concat());
                    held.push_back(line);
                    if held.len() > 100 {
                        held.pop_front();
                    }
                }
            });
        }
        let over = Over(&is_over);
        let file = paper(150_000);
        for at in 0..30_usize {
            let files = if at % 10 == 0 { vec![named(&file)] } else { Vec::new() };
            let record = tablet.next("{}", &files);
            kept(&tablet, &[tablet.letter(&record)]);
            if at % 10 == 0 {
                kept(&tablet, &tablet.file(&file));
            }
            let asked = again_and_again(|| tablet.try_ask(&[record.hash()]));
            assert!(matches!(asked.records.as_slice(), [RecordState::Safe { .. }]), "{:?}", asked.records);
        }
        drop(over);
    });
}

/// As tablets do: on a line that gave way before it was known whose it is, nothing is lost, and it is said again.
fn again_and_again<T>(said: impl FnMut() -> Result<T, ureq::Error>) -> T {
    std::iter::repeat_with(said).take(20).find_map(Result::ok).unwrap()
}

fn kept(tablet: &Tablet, letters: &[Vec<u8>]) {
    let results = again_and_again(|| tablet.try_send(letters));
    assert!(results.iter().all(|result| *result == LetterResult::Kept), "{results:?}");
}

/// The strangers go home, also where a test fails.
struct Over<'a>(&'a AtomicBool);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

#[test]
fn the_room_that_strangers_hold_is_theirs() {
    let server = Server::start();
    let (mut tablet, lines) = (Tablet::joined(&server, 1), Lines::to(&server));
    let mut held: Vec<TcpStream> = (0..16 * 8)
        .map(|at: u8| lines.says(1 + at / 8, &waiting(ENROL, &with_nonce(), OF_STRANGERS)))
        .collect();
    assert!(held.iter_mut().all(is_let_in));
    let mut ninth = lines.says(1, &waiting(ENROL, &with_nonce(), OF_STRANGERS));
    assert!(is_let_in(&mut ninth));
    assert_eq!(told(held.remove(0)), (503, false, refused("unavailable")), "eight are one peer's share");
    let of_other = lines.says(99, &head(ENROL, &with_nonce(), 1));
    assert_eq!(told(of_other), (503, false, refused("unavailable")), "no room is left");
    let (status, _, body) = told(lines.says(99, &head("/api/sign-in", &[], 1)));
    assert!(status == 503 && body.contains(r#""unavailable""#), "{body}");
    assert_eq!(unsigned(&server.address, "GET", "/v1/hello", b"").1.status, 200, "that takes no room");

    let record = tablet.next("{}", &[]);
    tablet.keep(&[tablet.letter(&record)]);
    tablet.receipt(record.hash());

    let mut last = held.pop().unwrap();
    last.write_all(&[0; OF_STRANGERS]).unwrap();
    assert_eq!(told(last), (400, true, refused("bad_request")));
    Tablet::joined(&server, 2);
}

#[test]
fn wrong_codes_are_counted_against_whom_they_come_from() {
    let server = Server::start();
    let lines = Lines::to(&server);
    let (line, _) = server.office.new_enrolment_line(&BY).unwrap();
    let office = hello(&line).keys;
    let close = |asks: &EnrolRequest| {
        let plain = serde_json::to_vec(asks).unwrap();
        office.letters.close(Purpose::Joining, None, &plain, seed()).unwrap()
    };
    let guess = |peer: u8, guess: u8| {
        let wrong = EnrolmentLine { code: EnrolmentCode::from_random([guess; 10]), ..line.clone() };
        let closed = close(&asking(&wrong, 1, None));
        let mut open = lines.says(peer, &head(ENROL, &with_nonce(), closed.len()));
        open.write_all(&closed).unwrap();
        told(open)
    };
    for count in 0..100 {
        assert_eq!(guess(1, count), (403, true, refused("code_wrong")));
    }
    assert_eq!(guess(1, 100), (429, true, refused("too_many_tries")));
    assert_eq!(guess(2, 100), (403, true, refused("code_wrong")), "they are not another's");
    assert_eq!(join(&line, &asking(&line, 1, None)).status, 200);
}
