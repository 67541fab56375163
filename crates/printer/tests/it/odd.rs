//! Answers that a printer should not give.

use printer::{Attempt, Ended, Failure, Press, PrinterError};

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
        (Some(ok(&ipp(0x0504, 2, &[]))), PrinterError::Refused { status: 0x0504 }),
        // There was a job by then, and it may have begun.
        (Some(ok(&ipp(0x0500, 2, &[]))), nonsense),
        (Some(ok(&ipp(0x0508, 2, &[]))), nonsense),
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

#[test]
fn a_value_that_is_shorter_than_it_says_is_refused() {
    for tag in [0x35, 0x36] {
        let broken = printer_that("printer-make-and-model", &[tag, 0xff, 0xff]);
        assert_eq!(looked_at(Some(ok(&ipp(0, 4, &broken)))), Some(PrinterError::NotIpp), "{tag:#x}");
    }
    let sound = printer_that("printer-make-and-model", b"\x35\x00\x02en\x00\x03One");
    let made_up = MadeUp::that_says(sound);
    let look = Press::new(made_up.printer()).unwrap().look().unwrap();
    assert_eq!(look.model.as_deref(), Some("One"));
}

/// A usual printer that also prints on both sides, leaves a page its size and has its own word for A4.
fn able() -> Vec<(&'static str, Vec<u8>)> {
    let mut itself = printer_that("media-supported", b"\x44iso-a4");
    itself.push(("sides-supported", b"\x44two-sided-long-edge".to_vec()));
    itself.push(("print-scaling-supported", b"\x44none".to_vec()));
    itself
}

fn says(request: &[u8], words: &str) -> bool {
    request.windows(words.len()).any(|part| part == words.as_bytes())
}

#[test]
fn a_printer_is_asked_for_what_it_says_it_can_and_in_its_own_words() {
    const ASKED: [&str; 3] = ["two-sided-long-edge", "print-scaling", "iso-a4"];
    for (itself, is_able) in [(able(), true), (printer_that("x", b"\x44y"), false)] {
        let (heard, hears) = std::sync::mpsc::channel();
        let made_up = MadeUp::that_reads(move |operation, request| {
            if operation == PRINT_JOB {
                heard.send(request.to_vec()).unwrap();
            }
            Some(usual(operation, &itself))
        });
        let press = Press::new(made_up.printer()).unwrap();
        press.print(ticket(), Attempt::First, once(&pdf("plan")), &mut never).unwrap();
        let request = hears.recv().unwrap();
        assert_eq!(ASKED.map(|words| says(&request, words)), [is_able; 3]);
    }
}

#[test]
fn a_no_that_may_be_to_both_sides_is_tried_once_without_them_and_printed_once() {
    let made_up = MadeUp::that_reads(|operation, request| match operation {
        PRINT_JOB if says(request, "two-sided-long-edge") => Some(ok(&ipp(0x040b, 2, &[]))),
        _ => Some(usual(operation, &able())),
    });
    let press = Press::new(made_up.printer()).unwrap();
    assert!(press.print(ticket(), Attempt::First, once(&pdf("plan")), &mut never).is_ok());
    assert_eq!(made_up.documents(), 2, "refused, then taken");
}

#[test]
fn a_job_that_stands_still_over_an_error_has_failed() {
    const GET_JOB: u16 = 0x0009;
    let made_up = MadeUp::that(|operation| match operation {
        GET_JOB => Some(ok(&ipp(
            0,
            2,
            &[
                ("job-id", vec![0x21, 0, 0, 0, 7]),
                ("job-state", vec![0x23, 0, 0, 0, 6]),
                ("job-state-reasons", b"\x44job-completed-with-errors".to_vec()),
            ],
        ))),
        _ => Some(usual(operation, &printer_that("x", b"\x44y"))),
    });
    let press = Press::new(made_up.printer()).unwrap();
    let job = press.print(ticket(), Attempt::First, once(&pdf("plan")), &mut never).unwrap();
    let ended = press.follow(job, &mut never, &mut |_| {});
    assert_eq!(ended, Ended::Failed(Failure::NotSaid), "it is not waited for");
}
