//! Through a real print server, as they stand in offices and share printers in homes.

use printer::{Attempt, Ended, Failure, PrinterError, Progress, State, Trouble};

use crate::print_server::{PrintServer, Queue, STOP};
use crate::stage::{Stage, free_port, never, once, patiently, pdf, ticket, until};

#[test]
fn a_document_goes_through_the_server_to_the_printer_once_and_names_nobody() {
    let stage = Stage::new();
    let queue = Queue::to(stage.port());
    let server = PrintServer::with(&queue);
    let press = server.press(&queue);
    let look = press.look().unwrap();
    assert_eq!((look.state, look.pdf, look.a4, look.accepting), (State::Idle, true, true, true));

    let (pdf, ticket) = (pdf("plan"), ticket());
    let job = press.print(ticket, Attempt::First, once(&pdf), &mut never).unwrap();
    assert_eq!(press.follow(job, &mut patiently(), &mut |_| {}), Ended::Printed);
    // Whoever forgot that there was an attempt, and a program that was started anew.
    assert_eq!(press.print(ticket, Attempt::First, once(&pdf), &mut never), Ok(job));
    let started_anew = server.press(&queue);
    for attempt in [Attempt::Again, Attempt::NothingCameOut] {
        assert_eq!(started_anew.print(ticket, attempt, once(&pdf), &mut never), Ok(job), "{attempt:?}");
    }
    assert!(stage.tray() == [pdf.clone()], "what came out is what was sent");
    assert!(stage.spooled() == [pdf], "and nothing else was sent");
    let asked = stage.asked(0);
    for line in [format!("IPP_JOB_NAME=Document {ticket}"), "IPP_JOB_ORIGINATING_USER_NAME=guest".into()] {
        assert!(asked.lines().any(|asked| asked == line), "{line} in\n{asked}");
    }
}

#[test]
fn a_slow_printer_behind_the_server_is_not_said_to_wait_for_something() {
    let stage = Stage::new();
    stage.slow_down();
    let queue = Queue::to(stage.port());
    let server = PrintServer::with(&queue);
    let (press, pdf) = (server.press(&queue), pdf("plan"));
    let job = press.print(ticket(), Attempt::First, once(&pdf), &mut never).unwrap();
    // The server knows of the printer's slowness from now on.
    until("the printer has the document", || (stage.spooled() == [pdf.clone()]).then_some(()));
    let (mut rest, mut looks) = (patiently(), 0);
    let mut told = Vec::new();
    let ended = press.follow(
        job,
        &mut |asked| {
            looks += 1;
            if looks == 60 {
                stage.speed_up();
            }
            rest(asked)
        },
        &mut |progress| told.push(progress),
    );
    assert_eq!((told, ended), (vec![Progress::Printing], Ended::Printed));
    assert!(stage.tray() == [pdf]);
}

#[test]
fn paper_that_ran_out_behind_the_server_is_told_and_the_job_goes_on() {
    let stage = Stage::new();
    stage.take_paper_out();
    let queue = Queue::to(stage.port());
    let server = PrintServer::with(&queue);
    let (press, pdf) = (server.press(&queue), pdf("plan"));
    let job = press.print(ticket(), Attempt::First, once(&pdf), &mut never).unwrap();
    let mut told = Vec::new();
    let ended = press.follow(job, &mut patiently(), &mut |progress| {
        if progress == Progress::Held(Trouble::PaperOut) && stage.tray().is_empty() {
            stage.put_paper_in();
        }
        told.push(progress);
    });
    assert_eq!(ended, Ended::Printed, "{told:?}");
    assert!(told.contains(&Progress::Held(Trouble::PaperOut)), "{told:?}");
    assert!(stage.tray() == [pdf]);
}

#[test]
fn a_printer_the_server_cannot_reach_is_told_and_switched_on_it_prints_once() {
    let mut stage = Stage::new();
    stage.pull_the_plug();
    let queue = Queue::to(stage.port());
    let server = PrintServer::with(&queue);
    let (press, pdf) = (server.press(&queue), pdf("plan"));
    let job = press.print(ticket(), Attempt::First, once(&pdf), &mut never).unwrap();
    let mut told = Vec::new();
    let ended = press.follow(job, &mut patiently(), &mut |progress| {
        if progress == Progress::Held(Trouble::NotThere) && !told.contains(&progress) {
            stage.switch_on();
        }
        told.push(progress);
    });
    assert_eq!(ended, Ended::Printed, "{told:?}");
    assert!(told.contains(&Progress::Held(Trouble::NotThere)), "{told:?}");
    assert!(stage.tray() == [pdf]);
}

#[test]
fn a_server_that_gives_up_over_a_printer_that_is_not_there_says_so() {
    let queue = Queue::impatient(free_port());
    let server = PrintServer::with(&queue);
    let press = server.press(&queue);
    let job = press.print(ticket(), Attempt::First, once(&pdf("plan")), &mut never).unwrap();
    let ended = press.follow(job, &mut patiently(), &mut |_| {});
    assert_eq!(ended, Ended::Failed(Failure::Trouble(Trouble::NotThere)));
}

#[test]
fn a_queue_that_stopped_over_a_printer_that_was_not_there_prints_once_when_both_go_on() {
    let mut stage = Stage::new();
    stage.pull_the_plug();
    let queue = Queue { on_error: STOP, ..Queue::impatient(stage.port()) };
    let server = PrintServer::with(&queue);
    let (press, pdf) = (server.press(&queue), pdf("plan"));
    let job = press.print(ticket(), Attempt::First, once(&pdf), &mut never).unwrap();
    let mut told = Vec::new();
    let ended = press.follow(job, &mut patiently(), &mut |progress| {
        if progress == Progress::Held(Trouble::Paused) && !told.contains(&progress) {
            stage.switch_on();
            server.resume(&queue);
        }
        told.push(progress);
    });
    assert_eq!(ended, Ended::Printed, "{told:?}");
    let [unreached, paused] = [Trouble::NotThere, Trouble::Paused].map(Progress::Held);
    let first = |progress| told.iter().position(|told| *told == progress);
    assert!(first(unreached).is_some() && first(unreached) < first(paused), "{told:?}");
    assert!(stage.tray() == [pdf]);
}

#[test]
fn a_queue_that_is_paused_says_so_and_prints_once_when_it_is_resumed() {
    let stage = Stage::new();
    let queue = Queue { paused: true, ..Queue::to(stage.port()) };
    let server = PrintServer::with(&queue);
    let (press, pdf, ticket) = (server.press(&queue), pdf("plan"), ticket());
    let job = press.print(ticket, Attempt::First, once(&pdf), &mut never).unwrap();
    // Nothing came out, and nothing more is sent for that: the job waits in the queue.
    for attempt in [Attempt::Again, Attempt::NothingCameOut] {
        assert_eq!(press.print(ticket, attempt, once(&pdf), &mut never), Ok(job), "{attempt:?}");
    }
    let mut told = Vec::new();
    let ended = press.follow(job, &mut patiently(), &mut |progress| {
        if progress == Progress::Held(Trouble::Paused) {
            assert!(stage.spooled().is_empty(), "it is paused");
            server.resume(&queue);
        }
        told.push(progress);
    });
    assert_eq!(ended, Ended::Printed, "{told:?}");
    assert_eq!(told.first(), Some(&Progress::Held(Trouble::Paused)), "{told:?}");
    assert!(stage.tray() == [pdf]);
}

#[test]
fn a_queue_that_takes_no_jobs_is_sent_nothing() {
    let stage = Stage::new();
    let queue = Queue { accepts: false, ..Queue::to(stage.port()) };
    let server = PrintServer::with(&queue);
    let press = server.press(&queue);
    let refused = press.print(ticket(), Attempt::First, once(&pdf("plan")), &mut never);
    assert_eq!(refused.err(), Some(PrinterError::NotAccepting));
    assert_eq!(press.print(ticket(), Attempt::First, once(&pdf("plan")), &mut never), refused);
    assert!(stage.spooled().is_empty());
}

#[test]
fn three_queues_of_one_server_are_told_apart() {
    let [stage, behind] = [Stage::new(), Stage::new()];
    let mut away = Stage::new();
    away.pull_the_plug();
    let open = Queue { name: "open", ..Queue::to(stage.port()) };
    let paused = Queue { name: "paused", paused: true, ..Queue::to(behind.port()) };
    let unreached = Queue { name: "unreached", ..Queue::impatient(away.port()) };
    let server = PrintServer::with_all(&[&open, &paused, &unreached]);
    let pdfs = ["one", "two", "three"].map(pdf);
    let presses = [&open, &paused, &unreached].map(|queue| server.press(queue));
    let mut jobs = Vec::new();
    for (press, pdf) in presses.iter().zip(&pdfs) {
        jobs.push(press.print(ticket(), Attempt::First, once(pdf), &mut never).unwrap());
    }
    assert_eq!(presses[0].follow(jobs[0], &mut patiently(), &mut |_| {}), Ended::Printed);
    let mut told = None;
    let ended = presses[1].follow(jobs[1], &mut patiently(), &mut |progress| {
        if told.is_none() {
            assert!(behind.spooled().is_empty(), "it is paused");
            server.resume(&paused);
        }
        told.get_or_insert(progress);
    });
    assert_eq!((told, ended), (Some(Progress::Held(Trouble::Paused)), Ended::Printed));
    let ended = presses[2].follow(jobs[2], &mut patiently(), &mut |_| {});
    assert_eq!(ended, Ended::Failed(Failure::Trouble(Trouble::NotThere)));
    let [one, two, _] = pdfs;
    assert!(stage.tray() == [one] && behind.tray() == [two], "each came out of its own printer, once");
}
