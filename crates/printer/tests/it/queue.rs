//! Several jobs at once.

use std::ops::ControlFlow;
use std::sync::{Arc, Barrier};
use std::thread;

use printer::{Asked, Attempt, Ended, Press, Presses, PrinterError};

use crate::made_up::{MadeUp, PRINT_JOB, ipp, ok, printer_that, usual};
use crate::stage::{Stage, never, once, patiently, pdf, ticket};

#[test]
fn two_jobs_at_once_both_come_out_once_each_and_in_order() {
    let stage = Stage::new();
    let presses = Presses::default();
    let at_once = Barrier::new(2);
    let job = |name: &'static str| {
        let (pdf, press) = (pdf(name), presses.press(&stage.printer(), None).unwrap());
        let at_once = &at_once;
        move || {
            at_once.wait();
            let job = press.print(ticket(), Attempt::First, once(&pdf), &mut patiently()).unwrap();
            assert_eq!(press.follow(job, &mut patiently(), &mut |_| {}), Ended::Printed);
            (job.id, pdf)
        }
    };
    let mut printed = thread::scope(|scope| {
        let both = [scope.spawn(job("one")), scope.spawn(job("other"))];
        both.map(|thread| thread.join().unwrap())
    });
    printed.sort_by_key(|(id, _)| *id);
    assert!(stage.tray() == printed.map(|(_, pdf)| pdf));
}

#[test]
fn the_same_job_asked_for_twice_at_once_is_sent_once() {
    let stage = Stage::new();
    let (press, pdf, ticket) = (Arc::new(stage.press()), pdf("plan"), ticket());
    let at_once = Barrier::new(4);
    let jobs: Vec<_> = thread::scope(|scope| {
        let all: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    at_once.wait();
                    press.print(ticket, Attempt::First, once(&pdf), &mut patiently()).unwrap()
                })
            })
            .collect();
        all.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(jobs.iter().all(|job| *job == jobs[0]));
    assert_eq!(press.follow(jobs[0], &mut patiently(), &mut |_| {}), Ended::Printed);
    assert!(stage.tray() == [pdf.clone()]);
    assert!(stage.spooled() == [pdf]);
}

#[test]
fn who_does_not_want_to_wait_for_others_sends_nothing_and_can_try_again() {
    let stage = Stage::new();
    stage.slow_down();
    let (press, pdf, second) = (stage.press(), pdf("plan"), ticket());
    let first = press.print(ticket(), Attempt::First, once(&pdf), &mut never).unwrap();
    let busy = press.print(second, Attempt::First, once(&pdf), &mut never);
    assert_eq!(busy.err(), Some(PrinterError::Busy));
    stage.speed_up();
    assert_eq!(press.follow(first, &mut patiently(), &mut |_| {}), Ended::Printed);
    let job = press.print(second, Attempt::First, once(&pdf), &mut patiently()).unwrap();
    assert_eq!(press.follow(job, &mut patiently(), &mut |_| {}), Ended::Printed);
    assert!(stage.tray() == [pdf.clone(), pdf]);
}

#[test]
fn what_is_stopped_before_it_is_sent_is_not_sent() {
    let made_up = MadeUp::that_says(printer_that("x", b"\x44y"));
    let (press, pdf) = (Press::new(made_up.printer()).unwrap(), pdf("plan"));
    // When the printer was asked for the job, and when all is ready to be sent.
    for patience in 0..2 {
        let mut asks = 0;
        let mut rest = |asked| {
            assert_eq!(asked, Asked::GoOn, "nobody is before it");
            asks += 1;
            if asks > patience { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let stopped = press.print(ticket(), Attempt::First, once(&pdf), &mut rest);
        assert_eq!((stopped.err(), made_up.documents()), (Some(PrinterError::Stopped), 0));
    }
}

#[test]
fn what_is_stopped_while_the_printer_is_busy_is_not_sent_again() {
    let made_up = MadeUp::that(|operation| match operation {
        PRINT_JOB => Some(ok(&ipp(0x0507, 2, &[]))),
        _ => Some(usual(operation, &printer_that("x", b"\x44y"))),
    });
    let press = Press::new(made_up.printer()).unwrap();
    let mut rested = false;
    let mut rest = |asked| {
        let is_stopped = rested;
        rested |= asked == Asked::Rest;
        if is_stopped { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let stopped = press.print(ticket(), Attempt::First, once(&pdf("plan")), &mut rest);
    assert_eq!((stopped.err(), made_up.documents()), (Some(PrinterError::Stopped), 1));
}
