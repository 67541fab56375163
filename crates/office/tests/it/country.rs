//! An office on three machines that take each other's place: PostgreSQL with a synchronous standby, Patroni, etcd and HAProxy, all on
//! this one, by the very settings that `assets/office/country` gives to people. Some of it is killed, stopped or cut off while
//! tablets send. Nothing that has a receipt may be lost or get another, and sending goes on without anybody's help.
//!
//! How long it took is printed and not judged: the machine of these tests has more to do.

#![expect(clippy::print_stdout, reason = "what a test says is kept by those who run it")]

mod faults;
mod forwarder;
mod machines;
mod parts;
mod patience;
mod senders;

use self::faults::Fault;
use self::machines::Country;
use self::parts::Programs;
use self::patience::patiently;
use self::senders::{Office, Sent};
use ::faults::Dice;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

const SEED: &str = "PROPTEST_RNG_SEED";
/// How long one fault lasts at most.
const LASTS: u64 = 35_000;

fn number(variable: &str, usual: usize) -> usize {
    std::env::var(variable).map_or(usual, |said| said.parse().unwrap())
}

fn dice() -> Dice {
    let seed = std::env::var(SEED).map_or(20_261_201, |seed| seed.parse().unwrap());
    println!("seed {seed}; the same again with {SEED}={seed}");
    Dice::new(seed)
}

/// Waits for so many receipts, as long as there are more and more.
fn arrived(sent: &Sent, all: usize) {
    while sent.count() < all {
        let before = sent.count();
        patiently("more is there", || (sent.count() > before).then_some(()));
    }
}

#[test]
#[ignore = "takes minutes; `cargo xtask soak` runs it"]
fn soak_the_primary_is_killed_while_tablets_send() {
    let Some(programs) = Programs::found() else { return };
    let (tablets, each) = (number("DOORSTEP_TABLETS", 10), number("DOORSTEP_AGREEMENTS", 5));
    let (bytes, all) = (number("DOORSTEP_BYTES", 20_000), tablets * each);
    let mut country = Country::start(programs);
    let office = Office::start(&country);
    let (sent, goes_on) = (Sent::default(), AtomicBool::new(true));
    let mut senders: Vec<_> = (0..tablets).map(|at| office.tablet(at)).collect();
    let stood_still = thread::scope(|scope| {
        // Whatever fails here ends the senders too.
        let _ends = Ends(&goes_on);
        for sender in &mut senders {
            let (sent, goes_on) = (&sent, &goes_on);
            scope.spawn(move || sender.send(each, bytes, sent, goes_on));
        }
        arrived(&sent, all / 2);
        let began = Instant::now();
        Fault::KillPrimary.befall(&mut country, &mut dice());
        arrived(&sent, all);
        sent.longest_silence(began, Instant::now())
    });
    sent.check(&senders);
    println!("soak\tagreements of {bytes} bytes, the primary killed amidst, none lost\t{all}");
    println!("soak\tseconds without a receipt then\t{:.1}", stood_still.as_secs_f64());
}

#[test]
#[ignore = "takes hours; `cargo xtask soak` runs it"]
fn soak_machines_are_killed_stopped_and_cut_off_while_tablets_send() {
    let Some(programs) = Programs::found() else { return };
    let (faults, tablets) = (number("DOORSTEP_FAULTS", 32), number("DOORSTEP_TABLETS", 8));
    let (bytes, mut dice) = (number("DOORSTEP_BYTES", 4_000), dice());
    let mut country = Country::start(programs);
    let office = Office::start(&country);
    let (sent, goes_on) = (Sent::default(), AtomicBool::new(true));
    let mut senders: Vec<_> = (0..tablets).map(|at| office.tablet(at)).collect();
    let who: Vec<_> = senders.clone();
    let mut silences = Vec::new();
    thread::scope(|scope| {
        let _ends = Ends(&goes_on);
        for sender in &mut senders {
            let (sent, goes_on) = (&sent, &goes_on);
            scope.spawn(move || sender.send(usize::MAX, bytes, sent, goes_on));
        }
        arrived(&sent, 1);
        for count in 0..faults {
            // Each kind once, then any.
            let fault = Fault::ALL.get(count).copied().unwrap_or_else(|| Fault::any(&mut dice));
            let (began, primary) = (Instant::now(), country.primary());
            let remedy = fault.befall(&mut country, &mut dice);
            thread::sleep(Duration::from_millis(1_000 + dice.any() % LASTS));
            remedy.apply(&mut country);
            let healed = Instant::now();
            patiently("tablets send again", || sent.is_any_since(healed).then_some(()));
            let since = if fault.is_got_over() { began } else { healed };
            let silence = sent.longest_silence(since, Instant::now());
            country.steady();
            sent.check(&who);
            let (silence_s, now) = (silence.as_secs_f64(), country.primary());
            println!(
                "{count} {fault:?}: primary {primary:?}, then {now:?}; {silence_s:.1} s without a receipt"
            );
            silences.push(silence);
        }
    });
    silences.sort();
    let at = |percent: usize| silences[(silences.len() - 1) * percent / 100].as_secs_f64();
    println!("soak\tfaults of three machines, no receipt lost\t{faults}");
    println!("soak\treceipts\t{}", sent.count());
    println!("soak\tseconds without a receipt, in the middle\t{:.1}", at(50));
    println!("soak\tseconds without a receipt, 99 of 100\t{:.1}", at(99));
    println!("soak\tseconds without a receipt, the longest\t{:.1}", at(100));
}

/// Says that it is over once it is let go.
struct Ends<'a>(&'a AtomicBool);

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::SeqCst);
    }
}
