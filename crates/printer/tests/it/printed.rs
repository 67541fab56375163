//! What goes well, and what a person can put right.

use std::num::NonZeroU8;

use printer::{Attempt, Document, Ended, PrinterError, Progress, State, Trouble};

use crate::stage::{Stage, never, once, patiently, pdf, ticket, until};

#[test]
fn a_document_is_printed_as_it_was_sent_on_a4_under_a_name_that_names_nobody() {
    let stage = Stage::new();
    let press = stage.press();
    let look = press.look().unwrap();
    assert_eq!((look.state, look.pdf, look.a4, look.accepting), (State::Idle, true, true, true));
    assert!(look.colour, "it was started as a printer of colours");
    assert_eq!((look.troubles, look.warnings), (vec![], vec![]));

    let (pdf, ticket) = (pdf("plan"), ticket());
    let two = Document { pdf: &pdf, copies: NonZeroU8::new(2).unwrap() };
    let job = press.print(ticket, Attempt::First, two, &mut never).unwrap();
    assert_eq!(press.follow(job, &mut patiently(), &mut |_| {}), Ended::Printed);

    assert!(stage.tray() == [pdf.clone()], "what came out is what was sent");
    assert!(stage.spooled() == [pdf], "nothing else was sent");
    let asked = stage.asked(0);
    for line in ["IPP_COPIES=2", "IPP_MEDIA=iso_a4_210x297mm"] {
        assert!(asked.lines().any(|asked| asked == line), "{line} in\n{asked}");
    }
    let about_people: Vec<&str> =
        asked.lines().filter(|line| line.contains("NAME") || line.contains("USER")).collect();
    let name = format!("IPP_JOB_NAME=Document {ticket}");
    let mut expected = vec![name.as_str(), "IPP_JOB_ORIGINATING_USER_NAME=guest"];
    expected.sort_unstable();
    let mut about_people = about_people;
    about_people.sort_unstable();
    assert_eq!(about_people, expected);
}

#[test]
fn paper_that_ran_out_is_told_and_when_it_is_there_again_the_job_goes_on() {
    let stage = Stage::new();
    stage.take_paper_out();
    let (press, pdf) = (stage.press(), pdf("plan"));
    let job = press.print(ticket(), Attempt::First, once(&pdf), &mut never).unwrap();

    let mut told = Vec::new();
    let ended = press.follow(job, &mut patiently(), &mut |progress| {
        if progress == Progress::Held(Trouble::PaperOut) && stage.tray().is_empty() {
            stage.put_paper_in();
        }
        told.push(progress);
    });
    assert_eq!(ended, Ended::Printed);
    assert!(told.contains(&Progress::Held(Trouble::PaperOut)), "{told:?}");
    assert!(stage.tray() == [pdf]);
    until("the printer has nothing to complain about", || {
        let look = press.look().unwrap();
        (look.troubles.is_empty() && look.warnings.is_empty()).then_some(())
    });
}

#[test]
fn a_job_is_cancelled_as_soon_as_the_printer_can_and_only_once() {
    let stage = Stage::new();
    stage.slow_down();
    let (press, pdf, cancelled) = (stage.press(), pdf("plan"), ticket());
    let job = press.print(cancelled, Attempt::First, once(&pdf), &mut never).unwrap();
    press.cancel(job).unwrap();
    // This printer ends the sheet it has begun.
    stage.speed_up();
    assert_eq!(press.follow(job, &mut patiently(), &mut |_| {}), Ended::Canceled);
    assert_eq!(press.cancel(job), Err(PrinterError::TooLate));

    let before = stage.tray().len();
    assert_eq!(press.print(cancelled, Attempt::First, once(&pdf), &mut never), Ok(job), "it stays cancelled");
    let other = press.print(ticket(), Attempt::First, once(&pdf), &mut patiently()).unwrap();
    assert_eq!(
        press.follow(other, &mut patiently(), &mut |_| {}),
        Ended::Printed,
        "another paper is another job"
    );
    assert_eq!(stage.tray().len(), before + 1);
}

#[test]
fn whoever_stops_following_can_begin_again() {
    let stage = Stage::new();
    stage.slow_down();
    let (press, pdf) = (stage.press(), pdf("plan"));
    let job = press.print(ticket(), Attempt::First, once(&pdf), &mut never).unwrap();
    assert_eq!(press.follow(job, &mut never, &mut |_| {}), Ended::LeftAlone);
    stage.speed_up();
    assert_eq!(press.follow(job, &mut patiently(), &mut |_| {}), Ended::Printed);
}
