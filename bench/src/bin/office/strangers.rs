//! What a thousand slow and large strangers do to a tablet's push: it is timed alone and beside them, in turns.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use record::DeviceId;

use crate::doorstep::Doorstep;
use crate::http::{Line, address_of, request};
use crate::tablet::bytes_of;
use crate::target::{Target, Work, percentile};

/// How many hold a line at once, and how many threads open them.
const LINES: usize = 1000;
const THREADS: usize = 4;
/// From so many addresses.
const ADDRESSES: usize = 64;
/// Before each of them does something anew.
const PAUSE: Duration = Duration::from_millis(10);
const TURNS: usize = 3;
const PUSHES: usize = 200;

/// Prints both, and how many times longer it took beside them.
pub(crate) fn beside(office: &Doorstep, work: &Work) -> Result<()> {
    let (mut alone, mut among) = (Vec::new(), Vec::new());
    for _ in 0..TURNS {
        alone.extend(pushes(office, work)?);
        let over = AtomicBool::new(false);
        let each = thread::scope(|scope| {
            for first in 0..THREADS {
                let (address, over) = (office.address(), &over);
                scope.spawn(move || come_and_stay(address, first, over));
            }
            // Until all of them are there.
            thread::sleep(Duration::from_secs(2));
            let each = pushes(office, work);
            over.store(true, Ordering::SeqCst);
            each
        });
        among.extend(each?);
    }
    for (name, of_hundred) in [("p50", 50), ("p99", 99)] {
        let (alone, among) = (percentile(&alone, of_hundred), percentile(&among, of_hundred));
        let times = among / alone.max(f64::MIN_POSITIVE);
        println!("| {} | {name} | {alone:.2} | {among:.2} | {times:.2} |", office.name());
    }
    Ok(())
}

/// One tablet that is known already sends one thing after the other.
fn pushes(office: &Doorstep, work: &Work) -> Result<Vec<f64>> {
    let mut sender = office.sender(0, work, PUSHES)?;
    let mut each = Vec::new();
    for _ in 0..PUSHES {
        let began = Instant::now();
        sender().context("beside strangers")?;
        each.push(began.elapsed().as_secs_f64() * 1000.0);
    }
    Ok(each)
}

/// Opens lines, says half of something on each, and holds as many as are its share; the oldest goes for the next.
fn come_and_stay(office: SocketAddr, first: usize, over: &AtomicBool) {
    let unknown = DeviceId::from([9; 16]).to_string();
    let head = |length: usize| {
        let nonce = base::hex::encode(&bytes_of(16));
        let headers = [
            (record::request::DEVICE, unknown.clone()),
            (record::request::CREATED, "0".to_owned()),
            (record::request::NONCE, nonce),
            (record::request::SIGNATURE, base::base64::encode(&[7; 64])),
        ];
        let whole = request("POST", "/v1/letters", &headers, b"");
        String::from_utf8_lossy(&whole).replace("content-length: 0", &format!("content-length: {length}"))
    };
    let junk = vec![0; 128 * 1024];
    let mut held = VecDeque::new();
    let mut at = first;
    while !over.load(Ordering::SeqCst) {
        at += THREADS;
        // Known tablets call from the first addresses.
        let Ok(mut line) = Line::open(office, address_of(10_000 + at % ADDRESSES)) else { continue };
        let _ = match at / THREADS % 4 {
            0 => line.say(b"POST /v1/letters HTTP/1.1\r\nhost: office\r\nx: "),
            1 => line.say(head(junk.len()).as_bytes()).and_then(|()| line.say(&junk[..1000])),
            2 => line.say(head(4 << 20).as_bytes()).and_then(|()| line.say(&junk)),
            _ => line.say(head(junk.len()).as_bytes()).and_then(|()| line.say(&junk)),
        };
        held.push_back(line);
        if held.len() > LINES / THREADS {
            held.pop_front();
            thread::sleep(PAUSE);
        }
    }
}
