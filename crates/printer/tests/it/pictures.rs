//! A printer that understands no PDF is sent pictures of the pages.

use std::num::NonZeroU8;
use std::process::Command;

use printer::{Attempt, Document, Ended, Press, PrinterError};

use crate::made_up::{MadeUp, PRINT_JOB, printer_that, usual};
use crate::pwg_reader::read;
use crate::stage::{Stage, never, once, patiently, pdf, ticket};

/// A real PDF of A4 with a black square for each page so far, an inch wide, one below the other.
pub(crate) fn squares(pages: usize) -> Vec<u8> {
    let kids: String = (0..pages).map(|page| format!("{} 0 R ", 3 + page * 2)).collect();
    let mut file = format!(
        "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
         2 0 obj<</Type/Pages/Count {pages}/MediaBox[0 0 595.276 841.89]/Kids[{kids}]>>endobj\n"
    );
    for page in 0..pages {
        let drawing: String = (0..=page).map(|at| format!("72 {} 72 72 re f\n", 700 - at * 100)).collect();
        let (own, length) = (3 + page * 2, drawing.len());
        file += &format!("{own} 0 obj<</Type/Page/Parent 2 0 R/Contents {} 0 R>>endobj\n", own + 1);
        file += &format!("{} 0 obj<</Length {length}>>stream\n{drawing}\nendstream endobj\n", own + 1);
    }
    (file + "trailer<</Root 1 0 R>>\n%%EOF\n").into_bytes()
}

/// How many square inches of a page are black, as near as that.
fn black(dots: &[u8]) -> usize {
    (dots.iter().filter(|dot| **dot < 128).count() + 45_000) / 90_000
}

#[test]
fn a_printer_without_pdf_is_sent_the_pages_as_pictures_once() {
    let stage = Stage::taking("image/pwg-raster");
    let press = stage.press();
    let look = press.look().unwrap();
    assert!(!look.pdf && look.takes_a_document().is_ok());
    let (pdf, ticket) = (squares(3), ticket());
    let job = press.print(ticket, Attempt::First, once(&pdf), &mut never).unwrap();
    assert_eq!(press.follow(job, &mut patiently(), &mut |_| {}), Ended::Printed);
    assert_eq!(press.print(ticket, Attempt::Again, once(&pdf), &mut never), Ok(job), "it is asked for once");

    let tray = stage.tray();
    assert_eq!((tray.len(), stage.spooled().len()), (1, 1));
    let pages = read(&tray[0]);
    for page in &pages {
        assert_eq!((page.per_inch, page.width, page.height, page.dot), ((300, 300), 2480, 3507, 1));
        assert_eq!((page.pages, page.paper.as_str()), (3, "iso_a4_210x297mm"));
    }
    assert_eq!(pages.iter().map(|page| black(&page.dots)).collect::<Vec<_>>(), [1, 2, 3]);
    let asked = stage.asked(0);
    for line in
        ["IPP_COPIES=1", "IPP_MEDIA=iso_a4_210x297mm", "IPP_DOCUMENT_FORMAT_SUPPLIED=image/pwg-raster"]
    {
        assert!(asked.lines().any(|asked| asked == line), "{line} in\n{asked}");
    }
    assert!(asked.contains(&format!("IPP_JOB_NAME=Document {ticket}\n")), "{asked}");
}

#[test]
fn a_program_that_prints_such_pictures_makes_as_many_pages_of_them() {
    let stage = Stage::taking("image/pwg-raster");
    let two = Document { pdf: &squares(3), copies: NonZeroU8::new(2).unwrap() };
    let press = stage.press();
    let job = press.print(ticket(), Attempt::First, two, &mut never).unwrap();
    assert_eq!(press.follow(job, &mut patiently(), &mut |_| {}), Ended::Printed);
    let file = stage.tray().remove(0);
    let pages = read(&file);
    let squares: Vec<usize> = pages.iter().map(|page| black(&page.dots)).collect();
    assert_eq!(squares, [1, 2, 3, 1, 2, 3], "a copy after the other");
    assert!(pages.iter().all(|page| page.pages == 6));
    assert!(stage.asked(0).lines().any(|asked| asked == "IPP_COPIES=1"), "no printer makes four of them");

    // CUPS' own reader turns them into the language of laser printers.
    let folder = tempfile::tempdir().unwrap();
    let raster = folder.path().join("document.pwg");
    std::fs::write(&raster, &file).unwrap();
    let mut program = Command::new("ippevepcl");
    program.arg(&raster).env("CONTENT_TYPE", "image/pwg-raster");
    let made = program.output().unwrap_or_else(|why| panic!("ippevepcl: {why}; installed?"));
    let said = String::from_utf8_lossy(&made.stderr);
    assert!(made.status.success() && !said.contains("ERROR"), "{said}");
    let sheets = made.stdout.windows(4).filter(|bytes| bytes == b"\x1b*r1").count();
    assert_eq!(sheets, 6, "{said}");
}

#[test]
fn a_printer_of_both_sides_is_asked_for_one_and_one_of_colours_and_600_dots_gets_what_it_takes() {
    let mut itself = printer_that("document-format-supported", b"\x49image/pwg-raster");
    let six_hundred = [0x32, 0, 0, 2, 88, 0, 0, 2, 88, 3].to_vec();
    itself.push(("pwg-raster-document-resolution-supported", six_hundred));
    itself.push(("pwg-raster-document-type-supported", b"\x44srgb_8".to_vec()));
    itself.push(("sides-supported", b"\x44two-sided-long-edge".to_vec()));
    let (heard, hears) = std::sync::mpsc::channel();
    let made_up = MadeUp::that_reads(move |operation, request| {
        if operation == PRINT_JOB {
            heard.send(request.to_vec()).unwrap();
        }
        Some(usual(operation, &itself))
    });
    let press = Press::new(made_up.printer()).unwrap();
    press.print(ticket(), Attempt::First, once(&squares(1)), &mut never).unwrap();
    let request = hears.recv().unwrap();
    let begin = request.windows(8).position(|bytes| bytes == b"RaS2PwgR").unwrap();
    let (asked, file) = request.split_at(begin);
    let asks = |words: &str| asked.windows(words.len()).any(|part| part == words.as_bytes());
    assert!(asks("one-sided") && !asks("two-sided"));
    let pages = read(file);
    assert_eq!(pages.len(), 1);
    assert_eq!((pages[0].per_inch, pages[0].width, pages[0].dot), ((600, 600), 4960, 3));
    let dark = pages[0].dots.chunks(3).filter(|dot| *dot == [0, 0, 0]).count();
    assert!(dark.abs_diff(600 * 600) < 3_000, "an inch of black: {dark}");
}

#[test]
fn what_cannot_be_drawn_is_not_sent_and_said_to_be_so() {
    let stage = Stage::taking("image/pwg-raster");
    let press = stage.press();
    let no_pdf = press.print(ticket(), Attempt::First, once(&pdf("plan")), &mut never);
    assert_eq!(no_pdf.err(), Some(PrinterError::NotDrawn));
    let too_many = Document { pdf: &squares(3), copies: NonZeroU8::new(67).unwrap() };
    let too_many = press.print(ticket(), Attempt::First, too_many, &mut never);
    assert_eq!(too_many.err(), Some(PrinterError::NotDrawn), "201 sides");
    assert!(stage.spooled().is_empty());
}
