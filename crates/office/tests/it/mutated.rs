//! Requests as they are really sent, changed in any way: bits, lengths, headers, ends, twice; and what a tablet signs that has gone
//! mad. Whatever comes, the office says no in its own words and goes on, and remembers nothing of it.

use crate::people::{Browser, TEAM};
use crate::seeds::{SEED, first_seed, number};
use crate::serving::{Serving, first_link, init, line_of, program, run, said};
use crate::tablet::{Tablet, asking, hello, named, nonce, paper, seed};
use faults::Dice;
use office::{Environment, System};
use record::letter::Carried;
use record::request::NONCE;
use record::wire::LetterResult;
use record::{EnrolmentLine, Hash, Purpose, SignedReceipt};
use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::thread;
use std::time::Duration;

/// How many come at once.
const AT_ONCE: u64 = 4;
/// How long a line is heard until it is told that no more comes. It decides nothing: a line that ends earlier is answered or not.
const HEARD: Duration = Duration::from_millis(50);
/// A test that would hang fails.
const PATIENCE: Duration = Duration::from_secs(100);

/// A request as it is sent.
#[derive(Clone)]
struct Sent {
    method: &'static str,
    target: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Sent {
    fn new(method: &'static str, target: &str, headers: &[(&str, String)], body: &[u8]) -> Self {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        Self { method, target: target.to_owned(), headers, body: body.to_vec() }
    }

    /// On a line that is closed after the answer.
    fn bytes(&self) -> Vec<u8> {
        let Self { method, target, headers, body } = self;
        let mut text = format!("{method} {target} HTTP/1.1\r\nhost: office\r\nconnection: close\r\n");
        for (name, value) in headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        if *method == "POST" {
            text.push_str(&format!("content-length: {}\r\n", body.len()));
        }
        text.push_str("\r\n");
        [text.as_bytes(), body].concat()
    }
}

/// What there is to change: a tablet and what it sends, and what the browser of somebody who is signed in sends.
struct Real {
    tablet: Tablet,
    letters: Vec<Vec<u8>>,
    line: EnrolmentLine,
    browser: Browser,
}

impl Real {
    fn signed(&self, target: &str, body: &[u8]) -> Sent {
        Sent::new("POST", target, &self.tablet.proof("POST", target, body).headers(), body)
    }

    /// A real request. Each is a new one, so that none is refused as seen before.
    fn any(&self, dice: &mut Dice) -> Sent {
        let with_nonce = [(NONCE, nonce().text())];
        let cookie = [("cookie", self.browser.cookie.clone())];
        let own = [("origin", self.tablet.address.clone())];
        let record = Hash::of(b"a record");
        match dice.below(16) {
            0 => Sent::new("GET", "/v1/hello", &with_nonce, b""),
            1 => {
                let plain = serde_json::to_vec(&asking(&self.line, 1, None)).unwrap();
                let closed =
                    self.tablet.office.letters.close(Purpose::Joining, None, &plain, seed()).unwrap();
                Sent::new("POST", "/v1/enrol", &with_nonce, &closed)
            }
            2..=5 => {
                let some = self.letters.iter().filter(|_| dice.coin()).cloned().collect::<Vec<_>>();
                self.signed("/v1/letters", &some.concat())
            }
            6 | 7 => self.signed("/v1/ask", format!(r#"{{"records":["{record}"]}}"#).as_bytes()),
            8 => Sent::new("POST", "/api/sign-in", &own, br#"{"login":"a","password":"b","code":"1"}"#),
            9 => Sent::new("GET", "/api/agreements", &cookie, b""),
            10 => Sent::new("GET", &format!("/api/agreements/{record}/pdf"), &cookie, b""),
            11 => Sent::new("GET", &format!("/api/agreements/{record}/receipt"), &cookie, b""),
            12 => Sent::new("POST", "/api/enrolment-codes", &[own, cookie].concat(), b""),
            13 => Sent::new("GET", "/api/troubles?limit=3", &cookie, b""),
            14 => {
                let find = br#"{"words":"fsp","limit":3}"#;
                Sent::new("POST", "/api/agreements/find", &[own, cookie].concat(), find)
            }
            _ => Sent::new("GET", "/", &[], b""),
        }
    }

    /// What a tablet signs that has gone mad: letters and words that are right on the outside alone.
    fn mad(&self, dice: &mut Dice) -> Sent {
        if dice.coin() {
            let ask = br#"{"records":[],"stuck":[{"record":"","user":"","seq":1,"why":"x"}],"codes":[]}"#;
            return self.signed("/v1/ask", &flipped(ask, dice));
        }
        let letter = &self.letters[dice.below(self.letters.len())];
        if dice.coin() {
            return self.signed("/v1/letters", &flipped(letter, dice));
        }
        // Closed as it should be, around something else.
        let mut plain = vec![u8::try_from(1 + dice.below(2)).unwrap()];
        plain.extend((0..dice.below(400)).map(|_| dice.any() as u8));
        plain.resize(4096 - 2 - record::CLOSING_BYTES, 0);
        let purpose = Purpose::Letter(self.tablet.device);
        let closed = self.tablet.office.letters.close(purpose, None, &plain, seed()).unwrap();
        self.signed("/v1/letters", &[&[1, 0], closed.as_slice()].concat())
    }

    fn changed(&self, dice: &mut Dice) -> Vec<u8> {
        if dice.below(5) == 0 {
            return self.mad(dice).bytes();
        }
        let mut sent = self.any(dice);
        match dice.below(10) {
            0 | 1 => flipped(&sent.bytes(), dice),
            2 => {
                // The body alone, so that more of it is looked at than the first line.
                sent.body = flipped(&sent.body, dice);
                sent.bytes()
            }
            3 => {
                let bytes = sent.bytes();
                bytes[..dice.below(bytes.len())].to_vec()
            }
            4 => {
                let length = [0, 1, u64::from(u32::MAX), u64::MAX, dice.any() % 5_000_000][dice.below(5)];
                sent.headers.push(("content-length".to_owned(), length.to_string()));
                sent.bytes()
            }
            5 => {
                let at = dice.below(sent.headers.len());
                match sent.headers.get(at).cloned() {
                    Some(header) if dice.coin() => sent.headers.push(header),
                    Some(_) => drop(sent.headers.remove(at)),
                    None => sent.method = "PUT",
                }
                sent.bytes()
            }
            6 => {
                let value = ["chunked", "gzip", "chunked, chunked", "identity"][dice.below(4)];
                sent.headers.push(("transfer-encoding".to_owned(), value.to_owned()));
                sent.bytes()
            }
            7 => {
                if let Some((_, value)) = sent.headers.last_mut() {
                    *value =
                        ["", " ", "é", "zz", "0", "-1", "9".repeat(9_000).as_str()][dice.below(7)].to_owned();
                }
                sent.bytes()
            }
            8 => {
                let more = ["?a=%00", "/", "/../..", "%2f", "//", "?", "#"][dice.below(7)];
                sent.target.push_str(more);
                sent.bytes()
            }
            _ => sent.bytes().repeat(2 + dice.below(3)),
        }
    }
}

/// Some of its bits are others.
fn flipped(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len());
        if let Some(byte) = bytes.get_mut(at) {
            *byte ^= 1 << dice.below(8);
        }
    }
    bytes
}

/// Everything an office says to these bytes, until it closes the line.
fn told(office: SocketAddr, bytes: &[u8]) -> Vec<u8> {
    let mut line = TcpStream::connect(office).unwrap();
    line.set_read_timeout(Some(HEARD)).unwrap();
    // It may have heard enough before it heard all.
    let _ = line.write_all(bytes);
    let mut told = Vec::new();
    let mut piece = [0; 16 * 1024];
    let mut is_open = true;
    loop {
        match line.read(&mut piece) {
            Ok(0) => return told,
            Ok(length) => told.extend_from_slice(&piece[..length]),
            Err(error) if is_open && matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                is_open = false;
                let _ = line.shutdown(Shutdown::Write);
                line.set_read_timeout(Some(PATIENCE)).unwrap();
            }
            Err(error) => {
                let hangs = matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut);
                assert!(!hangs, "a line whose sender is done is not closed");
                return told;
            }
        }
    }
}

/// The status of each answer.
fn statuses(told: &[u8]) -> Vec<u16> {
    let text = String::from_utf8_lossy(told);
    let status = |rest: &str| rest.get(..3)?.parse().ok();
    text.split("HTTP/1.1 ").skip(1).filter_map(status).collect()
}

/// What a program holds in memory that is its own, in bytes; nothing where the machine does not tell.
fn memory(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"))?;
    Some(line.trim().strip_suffix(" kB")?.parse::<u64>().ok()? * 1024)
}

fn send_changed(seed: u64, count: u64) {
    let folder = tempfile::tempdir().unwrap();
    let (data, pages) = (folder.path().join("office"), folder.path().join("pages"));
    std::fs::create_dir(&pages).unwrap();
    std::fs::write(pages.join("index.html"), "a page").unwrap();
    init(&data);
    let mut serve = program();
    serve.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(&data).arg("--pages").arg(&pages);
    let serving = Serving::start_with(&mut serve);
    let office: SocketAddr = serving.address.strip_prefix("http://").unwrap().parse().unwrap();
    let line: EnrolmentLine = said("enrol-code", &data).parse().unwrap();
    let mut tablet = Tablet::with_line(&line, 1);
    let file = paper(150_000);
    let record = tablet.next(r#"{"reference":"FSP-7"}"#, &[named(&file)]);
    let mut letters = vec![tablet.letter(&record)];
    letters.extend(tablet.letters(Carried::File(Hash::of(&file)), &file));
    let before = tablet.next("{}", &[]);
    tablet.keep(&[tablet.letter(&before)]);
    let receipt: SignedReceipt = tablet.receipt(before.hash());
    line_of(&run(&["add-team", "--name", TEAM, "--data", data.to_str().unwrap()]));
    let mut browser = Browser::at(&serving.address);
    let link = first_link(&data, "manager", Some(TEAM));
    assert_eq!(browser.first_time(&link, System.now()).status, 204);
    let real = Real { tablet: tablet.clone(), letters, line, browser };

    let quarter = |quarter: u64| {
        thread::scope(|scope| {
            for lane in 0..AT_ONCE {
                let real = &real;
                scope.spawn(move || {
                    let own = seed.wrapping_add(quarter * AT_ONCE + lane);
                    let mut dice = Dice::new(own);
                    for at in 0..count / 4 / AT_ONCE {
                        let bytes = real.changed(&mut dice);
                        let told = told(office, &bytes);
                        let text = String::from_utf8_lossy(&told);
                        for status in statuses(&told) {
                            let is_busy = status == 503 && text.contains(r#""unavailable""#);
                            assert!(status < 500 || is_busy, "seed {own}, request {at}: {text}");
                        }
                    }
                });
            }
        });
    };
    quarter(0);
    let first = memory(serving.id());
    (1..4).for_each(quarter);
    let last = memory(serving.id());
    if let (Some(first), Some(last)) = (first, last) {
        assert!(last < first + 24 * 1024 * 1024, "{first} bytes after a quarter, {last} at the end");
    }

    // It goes on, and of what it holds nothing is another.
    assert_eq!(hello(&real.line).office, "Brindlewood");
    assert_eq!(tablet.receipt(before.hash()), receipt, "byte for byte");
    let results = tablet.send(&real.letters);
    assert!(results.iter().all(|result| *result == LetterResult::Kept), "{results:?}");
    tablet.receipt(record.hash());
    let last = tablet.next("{}", &[]);
    tablet.keep(&[tablet.letter(&last)]);
    tablet.receipt(last.hash());
    #[cfg(unix)]
    {
        let journal = serving.stop();
        assert!(!journal.contains("panicked"), "{journal}");
    }
}

#[test]
fn requests_that_were_changed_do_no_harm() {
    send_changed(20_261_201, 2_000);
}

#[test]
#[ignore = "takes minutes; `cargo xtask soak` runs it"]
fn soak_requests_that_were_changed_do_no_harm() {
    let (seed, count) = (first_seed(20_261_201), number("DOORSTEP_REQUESTS", 100_000));
    println!("seed {seed}; the same again with {SEED}={seed}");
    send_changed(seed, count);
    println!("soak\trequests that were changed\t{count}");
}
