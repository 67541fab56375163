//! What only shows inside: where a name led before.

use std::net::{Ipv4Addr, TcpListener};

use super::*;

#[test]
fn where_a_name_led_before_is_not_where_a_look_or_a_document_goes() {
    let there_before = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    there_before.set_nonblocking(true).unwrap();
    let port = there_before.local_addr().unwrap().port();
    let printer: Printer = format!("doorstep-test-nobody-has-this-name.local:{port}").parse().unwrap();
    let press = || {
        let press = Press::new(printer.clone()).unwrap();
        press.wire.believe_at(Ipv4Addr::LOCALHOST.into());
        press
    };
    let document = Document { pdf: b"%PDF-1.7", copies: NonZeroU8::MIN };
    let print = || {
        let ticket = Ticket::from_random([7; 6]);
        press().print(ticket, Attempt::First, document, &mut |_| ControlFlow::Continue(())).err()
    };
    let (looked, printed) = std::thread::scope(|scope| {
        let printed = scope.spawn(print);
        (press().look().err(), printed.join().unwrap())
    });
    assert_eq!((looked, printed), (Some(PrinterError::NoSuchName), Some(PrinterError::NoSuchName)));
    assert!(there_before.accept().is_err(), "nobody came");
}
