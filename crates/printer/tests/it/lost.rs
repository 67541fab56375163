//! Answers that are lost and printers that vanish: nothing is printed twice, and nothing is called printed or not printed
//! that is not known to be.

use printer::{Attempt, Ended, Press, PrinterError, Progress};

use crate::relay::{Line, Relay};
use crate::stage::{Stage, never, once, patiently, pdf, ticket, until};

#[test]
fn an_answer_that_is_lost_leaves_it_unknown_and_trying_again_finds_the_job() {
    let stage = Stage::new();
    let relay = Relay::to(stage.port(), Line::LosesTheAnswer);
    let (press, pdf, ticket) = (Press::new(relay.printer()).unwrap(), pdf("plan"), ticket());
    let lost = press.print(ticket, Attempt::First, once(&pdf), &mut never);
    assert_eq!(lost.err(), Some(PrinterError::Unknown));

    relay.repair();
    // Whoever forgot that there was an attempt, and a program that was started anew.
    let again = press.print(ticket, Attempt::First, once(&pdf), &mut never).unwrap();
    let started_anew = Press::new(relay.printer()).unwrap();
    assert_eq!(started_anew.print(ticket, Attempt::Again, once(&pdf), &mut never), Ok(again));
    assert_eq!(press.follow(again, &mut patiently(), &mut |_| {}), Ended::Printed);
    assert_eq!(
        press.print(ticket, Attempt::NothingCameOut, once(&pdf), &mut never),
        Ok(again),
        "it is in the list"
    );
    assert!(stage.spooled() == [pdf.clone()], "it was sent once");
    assert!(stage.tray() == [pdf], "and came out once");
}

#[test]
fn a_line_that_breaks_halfway_leaves_it_unknown_and_no_second_document_is_sent_unasked() {
    let stage = Stage::new();
    let relay = Relay::to(stage.port(), Line::BreaksHalfway);
    let (press, pdf, ticket) = (Press::new(relay.printer()).unwrap(), pdf("plan"), ticket());
    let lost = press.print(ticket, Attempt::First, once(&pdf), &mut never);
    assert_eq!(lost.err(), Some(PrinterError::Unknown));

    relay.repair();
    // This printer sometimes takes half a document for a whole one, and sometimes gives it up.
    match press.print(ticket, Attempt::Again, once(&pdf), &mut patiently()) {
        Ok(job) => assert_ne!(press.follow(job, &mut patiently(), &mut |_| {}), Ended::Forgotten),
        Err(why) => assert_eq!(why, PrinterError::Unsure),
    }
    assert!(stage.spooled().iter().all(|spooled| spooled.len() < pdf.len()), "the whole one was not sent");
}

#[test]
fn a_printer_that_vanishes_is_asked_first_when_it_is_back_and_the_plan_comes_out_once() {
    let mut stage = Stage::new();
    stage.slow_down();
    let (press, pdf, ticket) = (stage.press(), pdf("plan"), ticket());
    let job = press.print(ticket, Attempt::First, once(&pdf), &mut never).unwrap();
    let ended = press.follow(job, &mut patiently(), &mut |progress| {
        if progress == Progress::Printing {
            stage.pull_the_plug();
        }
    });
    assert_eq!(ended, Ended::Lost);
    let off = press.print(ticket, Attempt::Again, once(&pdf), &mut never);
    assert_eq!(off.err(), Some(PrinterError::NotReached));

    stage.speed_up();
    stage.switch_on();
    assert_eq!(press.follow(job, &mut patiently(), &mut |_| {}), Ended::Forgotten);
    for attempt in [Attempt::First, Attempt::Again] {
        let asked = press.print(ticket, attempt, once(&pdf), &mut never);
        assert_eq!(asked.err(), Some(PrinterError::Unsure), "{attempt:?}");
    }
    assert!(stage.tray().is_empty(), "nothing was sent without a person's word");

    let job = press.print(ticket, Attempt::NothingCameOut, once(&pdf), &mut never).unwrap();
    let twice = press.print(ticket, Attempt::NothingCameOut, once(&pdf), &mut never);
    assert_eq!(twice, Ok(job), "said twice, sent once");
    assert_eq!(press.follow(job, &mut patiently(), &mut |_| {}), Ended::Printed);
    assert!(stage.tray() == [pdf]);
}

#[test]
fn a_number_that_went_to_another_job_is_not_mistaken_for_the_first() {
    let mut stage = Stage::new();
    stage.slow_down();
    let (press, pdf) = (stage.press(), pdf("plan"));
    let mine = press.print(ticket(), Attempt::First, once(&pdf), &mut never).unwrap();
    stage.pull_the_plug();
    stage.switch_on();
    let theirs = press.print(ticket(), Attempt::First, once(&pdf), &mut never).unwrap();
    assert_eq!(theirs.id, mine.id, "the printer counts from the beginning");

    assert_eq!(press.cancel(mine), Err(PrinterError::JobGone));
    assert_eq!(press.follow(mine, &mut patiently(), &mut |_| {}), Ended::Forgotten);
    stage.speed_up();
    assert_eq!(press.follow(theirs, &mut patiently(), &mut |_| {}), Ended::Printed);
}

#[test]
fn what_never_left_can_simply_be_tried_again() {
    let mut stage = Stage::new();
    stage.pull_the_plug();
    let (press, pdf, ticket) = (stage.press(), pdf("plan"), ticket());
    let off = press.print(ticket, Attempt::First, once(&pdf), &mut never);
    assert_eq!(off.err(), Some(PrinterError::NotReached));
    stage.switch_on();
    press.print(ticket, Attempt::First, once(&pdf), &mut never).unwrap();
    until("it came out", || (stage.tray().len() == 1).then_some(()));
}
