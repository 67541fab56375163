//! Answers that a printer should not give.

use printer::{Attempt, Press, PrinterError};

use crate::made_up::{GET_PRINTER, MadeUp, PRINT_JOB, http, ipp, ok, printer_that, usual};
use crate::stage::{never, once, pdf, ticket};

fn looked_at(answer: Option<Vec<u8>>) -> Option<PrinterError> {
    let made_up = MadeUp::that(move |_| answer.clone());
    Press::new(made_up.printer()).unwrap().look().err()
}

#[test]
fn what_is_not_an_answer_of_a_printer_is_refused() {
    let page = b"<!doctype html><title>Router</title>".to_vec();
    for (answer, why) in [
        (Some(ok(&page)), PrinterError::NotIpp),
        (Some(ok(&[])), PrinterError::NotIpp),
        (Some(ok(&[0xff; 5000])), PrinterError::NotIpp),
        (Some(b"SSH-2.0-OpenSSH\r\n".to_vec()), PrinterError::NotIpp),
        (Some(http("404 Not Found", &page)), PrinterError::WrongPlace),
        (Some(http("401 Unauthorized", &page)), PrinterError::NeedsPassword),
        (Some(http("426 Upgrade Required", &page)), PrinterError::Encrypted),
        (Some(http("500 Internal Server Error", &page)), PrinterError::NotIpp),
        (
            Some(b"HTTP/1.1 302 Away\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n".to_vec()),
            PrinterError::NotIpp,
        ),
        (
            Some(
                b"HTTP/1.1 307 Away\r\nlocation: HTTPS://127.0.0.1/ipp/print\r\ncontent-length: 0\r\n\r\n"
                    .to_vec(),
            ),
            PrinterError::Encrypted,
        ),
        (Some(http("503 Service Unavailable", &page)), PrinterError::Busy),
        (Some(ok(&ipp(0x041e, 4, &[]))), PrinterError::Quota),
        (Some(ok(&ipp(0x0406, 4, &[]))), PrinterError::WrongPlace),
        (Some(ok(&ipp(0x0500, 4, &[]))), PrinterError::Refused { status: 0x0500 }),
        (Some(ok(&ipp(0, 4, &[]))), PrinterError::NotIpp),
    ] {
        let shown = answer
            .as_deref()
            .map(|answer| String::from_utf8_lossy(&answer[..40.min(answer.len())]).into_owned());
        assert_eq!(looked_at(answer), Some(why), "{shown:?}");
    }
    assert!(matches!(looked_at(None), Some(PrinterError::NotReached | PrinterError::NotIpp)), "it hangs up");
}

#[test]
fn an_answer_without_end_is_not_read_to_the_end() {
    let mut endless = ipp(0, 4, &printer_that("x", b"\x44y"));
    endless.pop();
    for _ in 0..20_000 {
        endless.extend(b"\x44\x00\x00\x00\x80");
        endless.extend([b'a'; 0x80]);
    }
    endless.push(3);
    assert!(endless.len() > 2_000_000);
    assert_eq!(looked_at(Some(ok(&endless))), Some(PrinterError::NotIpp));
}

#[test]
fn a_printer_that_says_nothing_is_not_waited_for_without_end() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let silent = crate::stage::at(listener.local_addr().unwrap().port());
    let began = std::time::Instant::now();
    assert_eq!(Press::new(silent).unwrap().look().err(), Some(PrinterError::NotReached));
    assert!(began.elapsed().as_secs() < 40, "{:?}", began.elapsed());
}

#[test]
fn only_a_clear_no_to_a_document_is_called_not_printed() {
    let nonsense = PrinterError::Unknown;
    for (answer, why) in [
        (None, nonsense),
        (Some(ok(b"thank you")), nonsense),
        (Some(ok(&ipp(0, 2, &[]))), nonsense),
        (Some(http("500 Internal Server Error", b"")), nonsense),
        (Some(ok(&ipp(0x0507, 2, &[]))), PrinterError::Busy),
        (Some(ok(&ipp(0x0506, 2, &[]))), PrinterError::NotAccepting),
        (Some(ok(&ipp(0x040b, 2, &[]))), PrinterError::NoA4),
        (Some(http("503 Service Unavailable", b"")), nonsense),
        (Some(http("403 Forbidden", b"")), PrinterError::NeedsPassword),
    ] {
        let made_up = MadeUp::that(move |operation| match operation {
            PRINT_JOB => answer.clone(),
            _ => Some(usual(operation, &printer_that("x", b"\x44y"))),
        });
        let (press, pdf, ticket) = (Press::new(made_up.printer()).unwrap(), pdf("plan"), ticket());
        let first = press.print(ticket, Attempt::First, once(&pdf), &mut never).err();
        assert_eq!(first, Some(why));
        let again = press.print(ticket, Attempt::First, once(&pdf), &mut never).err();
        let (then, documents) =
            if why == PrinterError::Unknown { (PrinterError::Unsure, 1) } else { (why, 2) };
        assert_eq!((again, made_up.documents()), (Some(then), documents), "after {why}");
    }
}

#[test]
fn a_list_of_jobs_that_is_kept_secret_does_not_stop_a_first_print_and_stops_a_second() {
    let made_up = MadeUp::that(|operation| match operation {
        PRINT_JOB | GET_PRINTER => Some(usual(operation, &printer_that("x", b"\x44y"))),
        _ => Some(ok(&ipp(0x0403, 1, &[]))),
    });
    let (press, pdf, ticket) = (Press::new(made_up.printer()).unwrap(), pdf("plan"), ticket());
    assert!(press.print(ticket, Attempt::First, once(&pdf), &mut never).is_ok());
    let again = press.print(ticket, Attempt::Again, once(&pdf), &mut never);
    assert_eq!((again.err(), made_up.documents()), (Some(PrinterError::Unsure), 1));
}
