//! A line as it is in a village: slow, with a long way, losing pieces, and cut every now and then. What was sealed arrives, and
//! little of it goes twice.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use faults::Dice;
use ipc::visit::{Enrol, Seal, Sign};
use tablet::Tablet;

use crate::fake_office::FakeOffice;
use crate::family::{signed, stroke, written};
use crate::offices::TestOffice;
use crate::seed;
use crate::wire::Line;
use crate::world::{PIN, World, first_worker};

/// The bytes of one letter on a line, with what goes with it.
const CHUNK: u64 = 66 * 1024;

/// A line, and how many times faster than a real one all of it is.
#[derive(Clone, Copy)]
struct Quality {
    bytes_a_second: u64,
    there_and_back: Duration,
    /// Of a hundred pieces, how many are lost and come a second later.
    lost: u64,
    /// Between how many and how many seconds it holds.
    holds: Option<(u64, u64)>,
    faster: u32,
}

struct BadLine {
    address: SocketAddr,
    up: Arc<AtomicU64>,
    cuts: Arc<AtomicUsize>,
}

impl BadLine {
    fn to(office: SocketAddr, quality: Quality, dice: Dice) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let line = Self { address, up: Arc::default(), cuts: Arc::default() };
        let (up, cuts, dice) = (Arc::clone(&line.up), Arc::clone(&line.cuts), Arc::new(Mutex::new(dice)));
        let holds_until = Arc::new(Mutex::new(Instant::now()));
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let Ok(server) = TcpStream::connect(office) else { continue };
                let ends = quality.next_cut(&mut holds_until.lock().unwrap(), &mut dice.lock().unwrap());
                let (from, to) = (server.try_clone().unwrap(), client.try_clone().unwrap());
                let there_and_back = quality.there_and_back / quality.faster;
                thread::spawn(move || {
                    carry(from, to, |_| {
                        thread::sleep(there_and_back / 2);
                        true
                    })
                });
                let (up, cuts, dice) = (Arc::clone(&up), Arc::clone(&cuts), Arc::clone(&dice));
                thread::spawn(move || {
                    thread::sleep(there_and_back);
                    carry(client, server, |bytes| {
                        thread::sleep(quality.takes(bytes, &mut dice.lock().unwrap()));
                        let holds = ends.is_none_or(|ends| Instant::now() < ends);
                        up.fetch_add(bytes as u64, Ordering::Relaxed);
                        cuts.fetch_add(usize::from(!holds), Ordering::Relaxed);
                        holds
                    });
                });
            }
        });
        line
    }
}

impl Quality {
    /// When the line is cut that is begun now. All that are open in that time are.
    fn next_cut(self, until: &mut Instant, dice: &mut Dice) -> Option<Instant> {
        let (least, most) = self.holds?;
        if *until <= Instant::now() {
            let seconds = least + dice.below(usize::try_from(most - least).unwrap()) as u64;
            *until = Instant::now() + Duration::from_secs(seconds) / self.faster;
        }
        Some(*until)
    }

    fn takes(self, bytes: usize, dice: &mut Dice) -> Duration {
        let carried = Duration::from_secs_f64(bytes as f64 / self.bytes_a_second as f64);
        let is_lost = (dice.below(100) as u64) < self.lost;
        (carried + if is_lost { Duration::from_millis(300) } else { Duration::ZERO }) / self.faster
    }
}

/// Passes pieces on while `go_on` says so, then cuts both ways.
fn carry(mut from: TcpStream, mut to: TcpStream, mut go_on: impl FnMut(usize) -> bool) {
    let mut piece = [0; 1460];
    while let Ok(read @ 1..) = from.read(&mut piece) {
        if !go_on(read) || to.write_all(&piece[..read]).is_err() {
            break;
        }
    }
    for stream in [from, to] {
        let _ = stream.shutdown(Shutdown::Both);
    }
}

/// Seals a plan of about so many bytes.
fn seal_of(tablet: &Tablet, title: &str, bytes: usize) {
    let plan = written(tablet, title);
    let sitting = signed(tablet, &plan);
    let (signing, person) = (sitting.signing.unwrap().id, plan.plan.workers[0].id);
    let drawn = |_| plan::signing::Event::Drew { person, stroke: stroke() };
    let one = serde_json::to_vec(&drawn(())).unwrap().len();
    for _ in 0..bytes / one / 200 {
        tablet.sign(Sign { signing, events: (0..200).map(|_| drawn(())).collect() }).unwrap();
    }
    tablet.seal(Seal { signing }).unwrap();
}

/// What arrived, and what went up for it besides.
fn arrives(bytes: usize, faster: u32) {
    let world = World::new();
    let quality = Quality {
        bytes_a_second: 64_000 / 8,
        there_and_back: Duration::from_secs(2),
        lost: 30,
        holds: Some((10, 60)),
        faster,
    };
    let far_end = Line::to("127.0.0.1:9".parse().unwrap());
    let office = FakeOffice::at(&far_end);
    let line = BadLine::to(far_end.address(), quality, seed::dice());
    let tablet = world.start();
    let address = |line: SocketAddr| format!("http://{line}");
    let joining = FakeOffice::line(&far_end).replace(&address(far_end.address()), &address(line.address));
    // Whoever types the line again has the same keys.
    while tablet.enrol(Enrol { line: joining.clone() }).is_err() {}
    tablet.add_user(first_worker(PIN)).unwrap();
    let before = line.up.load(Ordering::Relaxed);
    let begun = Instant::now();
    seal_of(&tablet, "The Marsh family", bytes);
    // It locks by itself meanwhile, and goes on.
    world.clock.run_faster(u64::from(faster));
    while office.safe() == 0 {
        thread::sleep(Duration::from_millis(20));
    }
    let (up, cuts) = (line.up.load(Ordering::Relaxed) - before, line.cuts.load(Ordering::Relaxed));
    let held: u64 = office.mood.lock().unwrap().letters.values().map(|length| *length as u64).sum();
    let most = held + held / 10 + CHUNK * cuts as u64;
    seed::tell("bytes of letters", held);
    seed::tell("bytes that went up", up);
    seed::tell("cuts", cuts);
    seed::tell("seconds of such a line", begun.elapsed().as_secs() * u64::from(faster));
    assert!(up <= most, "{up} bytes went up for {held}, with {cuts} cuts");
}

#[test]
fn a_plan_arrives_over_a_slow_line_that_is_cut_and_little_goes_twice() {
    arrives(600_000, 60);
}

#[test]
#[ignore = "takes a quarter of an hour"]
fn soak_five_megabytes_arrive_over_a_slow_line_that_is_cut() {
    arrives(5_000_000, 1);
}

/// Two weeks of visits, then a network.
#[test]
#[ignore = "takes a quarter of an hour"]
fn soak_fifty_plans_of_two_megabytes_arrive_over_a_megabit() {
    let (plans, bytes) = (seed::times("DOORSTEP_PLANS", 50), seed::times("DOORSTEP_BYTES", 2_000_000));
    let (world, office, gate) = (World::new(), TestOffice::start(), Line::to("127.0.0.1:9".parse().unwrap()));
    let quality = Quality {
        bytes_a_second: 1_000_000 / 8,
        there_and_back: Duration::from_millis(50),
        lost: 0,
        holds: None,
        faster: 1,
    };
    gate.to_office(office.address());
    let line = BadLine::to(gate.address(), quality, seed::dice());
    let tablet = world.start();
    tablet.enrol(Enrol { line: office.line_through(line.address) }).unwrap();
    tablet.add_user(first_worker(PIN)).unwrap();
    gate.to_nobody();
    for number in 0..plans {
        seal_of(&tablet, &format!("Family {number}"), bytes);
    }
    let before = line.up.load(Ordering::Relaxed);
    gate.to_office(office.address());
    let begun = Instant::now();
    let after = |what: &str, is_so: &dyn Fn() -> bool| {
        while !is_so() {
            thread::sleep(Duration::from_millis(100));
        }
        seed::tell(&format!("seconds after the network came until {what}"), begun.elapsed().as_secs());
    };
    seed::tell("plans sealed without a network", plans);
    after("the first record was at the office", &|| !office.holds().is_empty());
    after("all records were", &|| office.holds().len() == plans);
    after("all was", &|| office.has_all_of() == plans);
    seed::tell("bytes that went up", line.up.load(Ordering::Relaxed) - before);
}
