//! Printers that cannot or will not: nothing is sent to them.

use printer::{Attempt, Press, Printer, PrinterError};

use crate::made_up::{MadeUp, printer_that};
use crate::stage::{Stage, at, free_port, never, once, pdf, ticket};

fn try_on(printer: Printer) -> Option<PrinterError> {
    let pdf = pdf("plan");
    Press::new(printer).unwrap().print(ticket(), Attempt::First, once(&pdf), &mut never).err()
}

#[test]
fn a_printer_that_takes_neither_pdf_nor_pictures_of_pages_is_sent_nothing() {
    let stage = Stage::taking("image/jpeg");
    assert!(!stage.press().look().unwrap().pdf);
    assert_eq!(try_on(stage.printer()), Some(PrinterError::NoFormat));
    assert!(stage.spooled().is_empty());
}

#[test]
fn a_wrong_path_is_told_apart_from_a_printer_that_is_not_there() {
    let stage = Stage::new();
    let elsewhere = format!("ipp://127.0.0.1:{}/ipp/nowhere", stage.port()).parse().unwrap();
    assert_eq!(try_on(elsewhere), Some(PrinterError::WrongPlace));
    assert_eq!(try_on(at(free_port())), Some(PrinterError::NotReached));
    let unknown = "no-such-printer.invalid".parse().unwrap();
    assert_eq!(try_on(unknown), Some(PrinterError::NoSuchName));
    let off = format!("localhost:{}", free_port()).parse().unwrap();
    assert_eq!(try_on(off), Some(PrinterError::NotReached), "the name is right");
}

#[test]
fn a_printer_that_takes_nothing_now_or_has_no_a4_is_sent_nothing() {
    for (printer, why) in [
        (printer_that("printer-is-accepting-jobs", &[0x22, 0]), PrinterError::NotAccepting),
        (printer_that("media-supported", b"\x44na_letter_8.5x11in"), PrinterError::NoA4),
    ] {
        let made_up = MadeUp::that_says(printer);
        assert_eq!(try_on(made_up.printer()), Some(why));
        assert_eq!(made_up.documents(), 0, "{why}");
    }
}
