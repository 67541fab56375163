//! Getting to the office: away and back, cut in the middle, and among answers that are not the office's.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use ipc::office::Mark;
use ipc::refusal::Code;
use ipc::visit::{Delivery, Enrol, Lock, Look, Sealed, SendNow, Sending, TakeBack};
use record::wire::RefuseCode;
use tablet::Tablet;

use crate::fake_office::FakeOffice;
use crate::family::{opened, sealed, signed, stroke, written};
use crate::gate::Gate;
use crate::offices::TestOffice;
use crate::wire::{Line, response};
use crate::world::{PIN, World, code, first_worker, unlock};

/// Far longer than anything here takes.
pub(crate) const LONG: Duration = Duration::from_secs(60);

/// A tablet that reaches the office through a line that can be cut.
pub(crate) fn through_a_line(world: &World, office: &TestOffice) -> (Tablet, Line) {
    let line = Line::to(office.address());
    let tablet = world.start();
    tablet.enrol(Enrol { line: office.line_through(line.address()) }).unwrap();
    tablet.add_user(first_worker(PIN)).unwrap();
    (tablet, line)
}

/// A tablet of an office that does what a test wants.
pub(crate) fn of_a_fake_office(world: &World) -> (Tablet, FakeOffice, Line) {
    let line = Line::to("127.0.0.1:9".parse().unwrap());
    let office = FakeOffice::at(&line);
    let tablet = world.start();
    tablet.enrol(Enrol { line: FakeOffice::line(&line) }).unwrap();
    tablet.add_user(first_worker(PIN)).unwrap();
    (tablet, office, line)
}

/// Asks to send until what is on its way looks as wanted.
pub(crate) fn until(tablet: &Tablet, wanted: impl Fn(&Sending) -> bool) -> Sending {
    let begun = Instant::now();
    loop {
        let sending = tablet.send_now(SendNow {}).unwrap().sending;
        if wanted(&sending) {
            return sending;
        }
        assert!(begun.elapsed() < LONG, "{sending:?}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

pub(crate) fn all_safe(tablet: &Tablet, count: usize) {
    let sending = until(tablet, |sending| sending.safe == count);
    assert_eq!((sending.waiting, sending.stuck), (0, Vec::new()));
}

#[test]
fn a_clock_that_is_far_off_is_told_until_it_is_set_right_and_stands_in_what_is_sealed() {
    let (office, world) = (TestOffice::start(), World::new());
    let tablet = world.ready(&office);
    let told = |wanted: bool| until(&tablet, |sending| sending.clock_off_s.is_some() == wanted).clock_off_s;
    world.clock.set_wall(TimeDelta::minutes(4));
    until(&tablet, |sending| sending.reachable == Some(true));
    assert_eq!(told(false), None, "nobody sets a clock to the minute");
    world.clock.set_wall(TimeDelta::hours(-26));
    let off = told(true).unwrap();
    assert!((off - (26 * 60 - 4) * 60).abs() <= 2, "{off}");
    sealed(&tablet, "The Marsh family");
    all_safe(&tablet, 1);
    let marks = office.marks();
    assert!(marks.contains(&Mark::ClockOff), "{marks:?}");
    world.clock.set_wall(TimeDelta::hours(26));
    let off = tablet.look(Look {}).unwrap().sending.clock_off_s;
    assert_eq!(off, None, "at once, whenever the office was asked");
}

#[test]
fn a_wrong_clock_is_told_without_an_office_after_a_start_and_after_the_machine_s_where_it_is_behind() {
    let (office, world) = (TestOffice::start(), World::new());
    until(&world.ready(&office), |sending| sending.reachable == Some(true));
    office.go_away();
    let hours_off = |set_by: i64| {
        world.clock.set_wall(TimeDelta::hours(set_by));
        world.again().look(Look {}).unwrap().sending.clock_off_s.map(|off| (off + 60).div_euclid(3600))
    };
    assert_eq!([hours_off(48), hours_off(-96)], [Some(-48), Some(48)], "the app alone was started");
    world.clock.restart();
    assert_eq!([hours_off(96), hours_off(-96)], [None, Some(48)], "it is ahead, and then behind");
    let tablet = world.again();
    sealed(&tablet, "The Marsh family");
    office.come_back();
    all_safe(&tablet, 1);
    assert!(office.marks().contains(&Mark::ClockOff), "what was sealed without an office says so");
}

#[test]
fn what_was_sealed_without_an_office_arrives_when_it_is_back() {
    let (office, world) = (TestOffice::start(), World::new());
    let tablet = world.ready(&office);
    office.go_away();
    let (plan, card) = sealed(&tablet, "The Marsh family");
    let sending = until(&tablet, |sending| sending.last.is_some());
    assert_eq!((sending.waiting, sending.safe, sending.reachable), (1, 0, Some(false)));
    assert_eq!((sending.late, sending.must_join_again), (0, false));
    let said = sending.last.unwrap();
    assert_eq!(
        said,
        "The office did not answer. Your plan is safe on this tablet. We will try again by ourselves."
    );
    assert_eq!(tablet.sealed(Sealed { plan }).unwrap().delivery, Delivery::Waiting { last: Some(said) });
    drop(tablet);
    office.come_back();
    let tablet = world.again();
    all_safe(&tablet, 1);
    let card_now = tablet.sealed(Sealed { plan }).unwrap();
    assert!(matches!(card_now.delivery, Delivery::Safe { office_seq: 1, .. }));
    assert_eq!(office.holds(), [(card.reference.clone(), Some(card.pdf_sha256.clone()))]);
    assert_eq!(record::Hash::of(&office.copy(&card.reference)).to_string(), card.pdf_sha256);
}

#[test]
fn it_is_sent_without_anyone_asking() {
    let (office, world) = (TestOffice::start(), World::new());
    let tablet = world.ready(&office);
    sealed(&tablet, "The Marsh family");
    let begun = Instant::now();
    while tablet.look(Look {}).unwrap().sending.safe == 0 {
        assert!(begun.elapsed() < LONG);
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn it_is_tried_again_without_anyone_asking() {
    let (office, world) = (TestOffice::start(), World::new());
    let (tablet, line) = through_a_line(&world, &office);
    line.to_nobody();
    sealed(&tablet, "The Marsh family");
    let before = line.calls();
    let begun = Instant::now();
    // Coming in and sealing try once each; what is more comes from trying again. The waits double: six of them can be 63
    // seconds in all, before anything is done.
    while line.calls() < before + 4 {
        assert!(begun.elapsed() < 3 * LONG);
        std::thread::sleep(Duration::from_millis(20));
    }
    line.to_office(office.address());
    let begun = Instant::now();
    while tablet.look(Look {}).unwrap().sending.safe == 0 {
        assert!(begun.elapsed() < 3 * LONG);
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_line_that_is_cut_again_and_again_brings_every_byte_once() {
    let (office, world) = (TestOffice::start(), World::new());
    let (tablet, line) = through_a_line(&world, &office);
    line.to_nobody();
    let plan = written(&tablet, "The Marsh family");
    let sitting = signed(&tablet, &plan);
    let person = plan.plan.workers[0].id;
    let signing = sitting.signing.unwrap().id;
    let drawn = |_| plan::signing::Event::Drew { person, stroke: stroke() };
    tablet.sign(ipc::visit::Sign { signing, events: (0..200).map(drawn).collect() }).unwrap();
    let card = tablet.seal(ipc::visit::Seal { signing }).unwrap();
    line.cut_after(vec![2_000, 9_000, 60_000, 70_000, 30_000, 80_000]);
    line.to_office(office.address());
    all_safe(&tablet, 1);
    assert_eq!(line.cuts_left(), 0, "the line was cut every time");
    assert_eq!(office.holds(), [(card.reference.clone(), Some(card.pdf_sha256.clone()))]);
    assert_eq!(record::Hash::of(&office.copy(&card.reference)).to_string(), card.pdf_sha256);
}

#[test]
fn asking_ten_times_at_once_sends_once() {
    let (office, world) = (TestOffice::start(), World::new());
    let tablet = world.ready(&office);
    sealed(&tablet, "The Marsh family");
    std::thread::scope(|scope| {
        for _ in 0..10 {
            scope.spawn(|| tablet.send_now(SendNow {}).unwrap());
        }
    });
    all_safe(&tablet, 1);
    assert_eq!(office.holds().len(), 1);
}

#[test]
fn answers_that_make_no_sense_are_named_and_nothing_is_taken_for_sent() {
    let (office, world) = (TestOffice::start(), World::new());
    let (tablet, line) = through_a_line(&world, &office);
    line.to_nobody();
    sealed(&tablet, "The Marsh family");
    let answers: [(&str, Vec<u8>); 8] = [
        ("a login page", response("200 OK", "<html>Welcome to our free wifi</html>")),
        (
            "a way elsewhere",
            b"HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n".into(),
        ),
        ("no HTTP", b"220 mail.example ESMTP\r\n\r\n".into()),
        ("zeros", vec![0; 5000]),
        ("an endless answer", response("200 OK", &" ".repeat(6_000_000))),
        ("an empty one", response("200 OK", "")),
        ("an answer that is not signed", response("200 OK", r#"{"records":[]}"#)),
        ("a no that is not signed", response("401 Unauthorized", r#"{"code":"unknown_device"}"#)),
    ];
    for (what, bytes) in answers {
        let seen = std::sync::Arc::new(AtomicUsize::new(0));
        let count = std::sync::Arc::clone(&seen);
        line.answer(move |_| {
            count.fetch_add(1, Ordering::SeqCst);
            bytes.clone()
        });
        let sending = until(&tablet, |sending| {
            seen.load(Ordering::SeqCst) > 1
                && sending.last.as_deref().is_some_and(|last| last.contains("understand"))
        });
        assert_eq!((sending.waiting, sending.safe, sending.stuck.len()), (1, 0, 0), "{what}");
        assert_eq!(sending.reachable, Some(false), "{what}");
    }
    line.to_office(office.address());
    all_safe(&tablet, 1);
}

#[test]
fn an_office_that_lost_its_last_days_gets_them_again() {
    let (office, world) = (TestOffice::start(), World::new());
    let tablet = world.ready(&office);
    sealed(&tablet, "Before the backup");
    all_safe(&tablet, 1);
    office.go_away();
    let backup = office.back_up();
    office.come_back();
    sealed(&tablet, "After the backup");
    all_safe(&tablet, 2);
    office.go_away();
    office.restore(&backup);
    office.come_back();
    assert_eq!(office.holds().len(), 1, "the backup is older");
    until(&tablet, |sending| sending.waiting == 1);
    until(&tablet, |sending| sending.safe == 2);
    assert_eq!(office.holds().len(), 2);
}

#[test]
fn it_is_sent_while_nobody_is_in_also_after_a_start() {
    for restarted in [false, true] {
        let (office, world) = (TestOffice::start(), World::new());
        let mut tablet = world.ready(&office);
        office.go_away();
        let (_, card) = sealed(&tablet, "The Marsh family");
        tablet.lock(Lock::plain()).unwrap();
        if restarted {
            drop(tablet);
            tablet = world.start();
        }
        office.come_back();
        let begun = Instant::now();
        while office.holds() != [(card.reference.clone(), Some(card.pdf_sha256.clone()))] {
            assert!(begun.elapsed() < 2 * LONG, "restarted: {restarted}");
            std::thread::sleep(Duration::from_millis(20));
        }
        unlock(&tablet, PIN).unwrap();
        all_safe(&tablet, 1);
    }
}

#[test]
fn what_lies_ready_can_be_lost_and_is_made_again() {
    let (office, world) = (TestOffice::start(), World::new());
    let tablet = world.ready(&office);
    sealed(&tablet, "The Marsh family");
    all_safe(&tablet, 1);
    office.go_away();
    sealed(&tablet, "The Reed family");
    drop(tablet);
    for harm in ["gone", "garbage"] {
        let post = world.data().join("post.db");
        std::fs::remove_file(&post).unwrap();
        if harm == "garbage" {
            std::fs::write(&post, vec![7; 40_000]).unwrap();
        }
        let sending = world.again().look(Look {}).unwrap().sending;
        assert_eq!((sending.waiting, sending.safe), (1, 1), "{harm}");
    }
    office.come_back();
    all_safe(&world.again(), 2);
    assert_eq!(office.holds().len(), 2);
}

#[test]
fn a_page_of_what_lies_ready_that_cannot_be_read_costs_nothing_that_was_signed() {
    let (office, world) = (TestOffice::start(), World::new());
    let tablet = world.ready(&office);
    office.go_away();
    for number in 0..3 {
        sealed(&tablet, &format!("Family {number}"));
    }
    drop(tablet);
    office.come_back();
    let post = world.data().join("post.db");
    let good = std::fs::read(&post).unwrap();
    let pages = good.len() / 4096;
    assert!(pages > 20, "there are letters in it");
    for page in [2, pages / 3, pages / 2, pages - 2] {
        let mut bytes = good.clone();
        bytes[page * 4096 + 1000] ^= 1;
        std::fs::write(&post, &bytes).unwrap();
        let tablet = world.again();
        all_safe(&tablet, 3);
        drop(tablet);
    }
    assert_eq!(office.holds().len(), 3);
}

/// An office that takes its time with the first question.
fn slow(office: &FakeOffice, line: &Line, gate: Gate) {
    let office = office.clone();
    line.answer(move |asked| {
        if asked.target == "POST /v1/ask" {
            gate.pass();
        }
        office.answer(asked)
    });
}

#[test]
fn a_command_that_takes_long_keeps_nothing_from_being_sent() {
    let world = World::new();
    let (tablet, office, line) = of_a_fake_office(&world);
    line.to_nobody();
    sealed(&tablet, "The Marsh family");
    sealed(&tablet, "The Reed family");
    office.mood.lock().unwrap().refuses.insert(1, RefuseCode::UnknownVersion);
    // None of this tablet: the command is refused, after it asked the keystore for half of a key.
    let signing = plan::ids::SigningId::new(1, &[1; 10]);
    let (gate, question) = Gate::shut();
    slow(&office, &line, gate);
    tablet.send_now(SendNow {}).unwrap();
    question.wait();

    let keystore = world.keystore.takes_long();
    std::thread::scope(|scope| {
        let command = scope.spawn(|| tablet.take_back(TakeBack { signing, pin: PIN.into() }));
        keystore.wait();
        question.open();
        let begun = Instant::now();
        while office.mood.lock().unwrap().asked.len() < 3 {
            assert!(begun.elapsed() < LONG, "both were sent and asked about again");
            std::thread::yield_now();
        }
        assert!(!command.is_finished(), "the command has the tablet all the while");
        keystore.open();
        assert_eq!(code(command.join().unwrap()), Code::NotHere);
    });
    let sending = until(&tablet, |sending| sending.safe == 1);
    assert_eq!(sending.stuck.len() + sending.waiting, 1);
}

#[test]
fn an_office_that_does_not_answer_keeps_no_command_waiting_and_locking_closes_the_worker_s_store() {
    let world = World::new();
    let (tablet, office, line) = of_a_fake_office(&world);
    let (gate, question) = Gate::shut();
    slow(&office, &line, gate);
    sealed(&tablet, "The Marsh family");
    question.wait();

    sealed(&tablet, "The Reed family");
    assert_eq!(tablet.look(Look {}).unwrap().sending.waiting, 2);
    tablet.check_files().unwrap();
    tablet.lock(Lock::plain()).unwrap();
    for open in ["records.db-wal", "records.db-shm", "plans.db-wal"] {
        assert!(!world.user_folder().join(open).exists(), "nobody has the store open: {open}");
    }
    unlock(&tablet, PIN).unwrap();
    assert_eq!(tablet.look(Look {}).unwrap().sending.waiting, 2);
    question.open();
    all_safe(&tablet, 2);
}

#[test]
fn twenty_plans_from_a_day_without_signal_arrive_in_order() {
    let (office, world) = (TestOffice::start(), World::new());
    let tablet = world.ready(&office);
    office.go_away();
    let references: Vec<String> =
        (0..20).map(|number| sealed(&tablet, &format!("Family {number}")).1.reference).collect();
    office.come_back();
    all_safe(&tablet, 20);
    let held: Vec<String> = office.holds().into_iter().map(|(reference, _)| reference).rev().collect();
    assert_eq!(held, references);
    let plans = tablet.list_plans(ipc::visit::ListPlans {}).unwrap();
    assert_eq!(opened(&tablet, plans[0].plan).state, ipc::visit::PlanState::Safe);
}
