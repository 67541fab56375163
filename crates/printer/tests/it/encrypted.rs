//! An encrypted line to the real printer program: its key is known again, and whoever has another is told nothing.

use std::net::TcpListener;

use printer::{Attempt, Ended, Pin, Press, Presses, PrinterError};
use rustls::version::{TLS12, TLS13};

use crate::impostor::{Impostor, certificate, renewed};
use crate::made_up::{MadeUp, printer_that};
use crate::stage::{Stage, encrypted_at, free_port, never, once, patiently, pdf, ticket};

/// A press of a program that was started anew and kept the key.
fn anew(stage: &Stage, key: Option<Pin>) -> Press {
    Press::knowing(stage.encrypted(), key).unwrap()
}

#[test]
fn a_document_is_printed_and_followed_and_the_printer_is_known_when_it_and_the_program_were_off() {
    let mut stage = Stage::new();
    let press = anew(&stage, None);
    assert_eq!(press.key(), None, "nothing was asked yet");
    assert!(press.look().unwrap().pdf);
    let key = press.key();
    assert!(key.is_some(), "it answered");
    let (plan, first) = (pdf("plan"), ticket());
    let job = press.print(first, Attempt::First, once(&plan), &mut never).unwrap();
    assert_eq!(press.follow(job, &mut patiently(), &mut |_| {}), Ended::Printed);
    assert_eq!(press.print(first, Attempt::Again, once(&plan), &mut never), Ok(job), "it is asked first");
    assert!(stage.tray() == [plan.clone()], "what came out is what was sent, once");

    stage.pull_the_plug();
    stage.switch_on();
    let press = anew(&stage, key.map(|key| key.to_string().parse().unwrap()));
    stage.slow_down();
    let job = press.print(ticket(), Attempt::First, once(&plan), &mut never).unwrap();
    assert_eq!(press.cancel(job), Ok(()));
    stage.speed_up();
    assert_eq!(press.follow(job, &mut patiently(), &mut |_| {}), Ended::Canceled);
    assert_eq!(press.key(), key);
    assert!(anew(&stage, None).look().is_ok_and(|look| look.pdf));
}

#[test]
fn another_key_is_told_nothing_until_a_person_takes_it() {
    let mut stage = Stage::new();
    let (press, plan) = (anew(&stage, None), pdf("plan"));
    let job = press.print(ticket(), Attempt::First, once(&plan), &mut never).unwrap();
    assert_eq!(press.follow(job, &mut patiently(), &mut |_| {}), Ended::Printed);
    let first_key = press.key();
    stage.pull_the_plug();
    stage.forget_its_key();
    stage.switch_on();

    let started_anew = anew(&stage, first_key);
    let second = ticket();
    for press in [&press, &started_anew] {
        let refused = press.print(second, Attempt::First, once(&plan), &mut never);
        assert_eq!(refused.err(), Some(PrinterError::OtherKey));
        assert_eq!(press.look().err(), Some(PrinterError::OtherKey));
        assert_eq!(press.find_job(second).err(), Some(PrinterError::OtherKey));
        assert_eq!(press.cancel(job).err(), Some(PrinterError::OtherKey));
        assert_eq!(press.follow(job, &mut patiently(), &mut |_| {}), Ended::Lost);
        assert_eq!(press.key(), first_key, "it is not forgotten by itself");
    }
    assert_eq!(stage.spooled().len(), 1, "the first only");

    let taken = started_anew.trust_other_key();
    assert!(taken.is_some() && taken != first_key && taken == started_anew.key());
    let job = started_anew.print(second, Attempt::First, once(&plan), &mut never).unwrap();
    assert_eq!(started_anew.follow(job, &mut patiently(), &mut |_| {}), Ended::Printed);
    assert_eq!(stage.tray().len(), 2);
    assert_eq!(anew(&stage, first_key).look().err(), Some(PrinterError::OtherKey), "taken there only");
}

#[test]
fn a_stolen_certificate_without_its_key_is_worth_nothing() {
    let (stage, other) = (Stage::new(), Stage::new());
    let own = anew(&stage, None);
    own.look().unwrap();
    anew(&other, None).look().unwrap();
    for version in [&TLS12, &TLS13] {
        for known in [own.key(), None] {
            let moved = Impostor::with(certificate(&stage.certificate()), &stage.key(), version);
            let press = Press::knowing(moved.printer(), known).unwrap();
            assert!(press.look().unwrap().pdf, "{version:?}: whoever has the key is the printer");
            assert!(
                press.look().unwrap().pdf && moved.resumed() == 1,
                "{version:?}: the second time in short"
            );
            assert_eq!(press.key(), own.key());
            let renewed = renewed(&certificate(&stage.certificate()));
            let renewed = Impostor::with(renewed, &stage.key(), version);
            let press = Press::knowing(renewed.printer(), known).unwrap();
            assert!(press.look().unwrap().pdf, "{version:?}: a new certificate for the same key");
            assert_eq!(press.key(), own.key());

            let impostor = Impostor::with(certificate(&stage.certificate()), &other.key(), version);
            let press = Press::knowing(impostor.printer(), known).unwrap();
            let refused = press.print(ticket(), Attempt::First, once(&pdf("plan")), &mut never);
            let why = if known.is_some() { PrinterError::LineGone } else { PrinterError::NoLine };
            assert_eq!(refused.err(), Some(why), "{version:?}");
            assert_eq!(press.trust_other_key(), known, "nobody is asked to take a key that was not proven");
            assert_eq!(impostor.heard(), 0, "{version:?}: not a byte of a request");
        }
        // Its own certificate with its own key, in the printer's place.
        let impostor = Impostor::with(certificate(&other.certificate()), &other.key(), version);
        let press = Press::knowing(impostor.printer(), own.key()).unwrap();
        assert_eq!(press.look().err(), Some(PrinterError::OtherKey), "{version:?}");
        assert_eq!(impostor.heard(), 0, "{version:?}: not a byte of a request");
    }
}

#[test]
fn a_device_has_one_key_on_each_of_its_ports_and_paths() {
    let (stage, other, presses) = (Stage::new(), Stage::new(), Presses::default());
    let early = presses.press(&other.encrypted(), None).unwrap();
    let own = presses.press(&stage.encrypted(), None).unwrap();
    own.look().unwrap();
    assert!(own.key().is_some() && early.key().is_none());
    // Another port of the same device, where another key answers: asked before, and asked now for the first time.
    let again = presses.press(&other.encrypted(), None).unwrap();
    let path = format!("{}/b", other.encrypted()).parse().unwrap();
    for press in [again, presses.press(&path, None).unwrap()] {
        let refused = press.print(ticket(), Attempt::First, once(&pdf("plan")), &mut never);
        assert_eq!(refused.err(), Some(PrinterError::OtherKey));
    }
    assert!(other.spooled().is_empty());
}

#[test]
fn a_line_that_was_there_before_and_is_broken_now_is_told_apart_from_one_that_never_was() {
    let stage = Stage::new();
    let own = anew(&stage, None);
    own.look().unwrap();
    let plain = MadeUp::that_says(printer_that("printer-state", &[0x23, 0, 0, 0, 3]));
    let garbage = MadeUp::that(|_| Some(vec![0x16, 3, 3, 0xff, 0xff, 2]));
    for in_between in [&plain, &garbage] {
        let press = Press::knowing(encrypted_at(in_between.port()), own.key()).unwrap();
        let refused = press.print(ticket(), Attempt::First, once(&pdf("plan")), &mut never);
        assert_eq!(refused.err(), Some(PrinterError::LineGone));
        assert_eq!((press.key(), in_between.documents()), (own.key(), 0));
    }
}

#[test]
fn what_makes_no_encrypted_line_is_told_apart_from_what_is_not_there() {
    let plain = MadeUp::that_says(printer_that("printer-state", &[0x23, 0, 0, 0, 3]));
    let garbage = MadeUp::that(|_| Some(vec![0x16, 3, 3, 0xff, 0xff, 2]));
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    for port in [plain.port(), garbage.port(), silent.local_addr().unwrap().port()] {
        let press = Press::new(encrypted_at(port)).unwrap();
        let refused = press.print(ticket(), Attempt::First, once(&pdf("plan")), &mut never);
        assert_eq!(refused.err(), Some(PrinterError::NoLine));
        assert_eq!(press.key(), None);
    }
    assert_eq!(plain.documents(), 0);
    let nobody = Press::new(encrypted_at(free_port())).unwrap();
    assert_eq!(nobody.look().err(), Some(PrinterError::NotReached));
}
