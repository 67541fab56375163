//! A dozen printers as they stand in homes and offices, made up after what public lists of such printers say of themselves: what is
//! told of each, and that each prints a document once.

use printer::{Attempt, Press, PrinterError};

use crate::made_up::{GET_PRINTER, MadeUp, PRINT_JOB, http, usual};
use crate::pictures::squares;
use crate::stage::{never, once, ticket};

const KEYWORD: u8 = 0x44;
const MIME: u8 = 0x49;

/// A printer: what it is like, and what comes of printing on it.
struct Home {
    is: &'static str,
    formats: &'static [&'static str],
    /// The kinds of dots its pictures of pages may have.
    pictures: &'static [&'static str],
    media: &'static [&'static str],
    reasons: &'static [&'static str],
    accepts: bool,
    /// Another line before IPP is spoken.
    answers: Option<&'static str>,
    comes: Result<(), PrinterError>,
    /// Words that stand in what it is asked.
    asked: &'static [&'static str],
}

const USUAL: Home = Home {
    is: "",
    formats: &["application/pdf"],
    pictures: &[],
    media: &["iso_a4_210x297mm"],
    reasons: &["none"],
    accepts: true,
    answers: None,
    comes: Ok(()),
    asked: &["iso_a4_210x297mm"],
};

const HOMES: [Home; 12] = [
    Home {
        is: "an ink printer with raster first",
        formats: &["image/urf", "image/pwg-raster", "application/pdf", "image/jpeg"],
        media: &["na_letter_8.5x11in", "iso_a4_210x297mm", "iso_a6_105x148mm"],
        ..USUAL
    },
    Home {
        is: "a photo printer that knows no PDF",
        formats: &["image/urf", "image/pwg-raster", "image/jpeg"],
        asked: &["iso_a4_210x297mm", "image/pwg-raster", "RaS2PwgRaster"],
        ..USUAL
    },
    Home {
        is: "a portable one that prints photos only",
        formats: &["image/urf", "image/jpeg"],
        comes: Err(PrinterError::NoFormat),
        ..USUAL
    },
    Home {
        is: "one for labels, whose pictures have no shades of grey",
        formats: &["image/pwg-raster"],
        pictures: &["black_1"],
        comes: Err(PrinterError::NoFormat),
        ..USUAL
    },
    Home {
        is: "an older laser that names a version of PDF, and A4 as it was named before",
        formats: &["application/octet-stream", "application/pdf;version=1.4"],
        media: &["na-letter", "iso-a4", "iso-a5"],
        asked: &["iso-a4"],
        ..USUAL
    },
    Home { is: "one whose ink is low", reasons: &["marker-supply-low-warning"], ..USUAL },
    Home {
        is: "one with an empty second tray",
        reasons: &["media-empty-warning", "media-needed-report"],
        ..USUAL
    },
    Home {
        is: "an American one without A4",
        media: &["na_letter_8.5x11in", "na_legal_8.5x14in"],
        comes: Err(PrinterError::NoA4),
        ..USUAL
    },
    Home { is: "one that says nothing of its paper", media: &[], asked: &["%PDF-1.7"], ..USUAL },
    Home {
        is: "one in an office that is put on hold",
        accepts: false,
        comes: Err(PrinterError::NotAccepting),
        ..USUAL
    },
    Home {
        is: "one that asks who prints",
        answers: Some("401 Unauthorized"),
        comes: Err(PrinterError::NeedsPassword),
        ..USUAL
    },
    Home {
        is: "one that speaks over an encrypted line only",
        answers: Some("426 Upgrade Required"),
        comes: Err(PrinterError::Encrypted),
        ..USUAL
    },
];

impl Home {
    /// What it says of itself.
    fn attributes(&self) -> Vec<(&'static str, Vec<u8>)> {
        let mut all = vec![
            ("printer-is-accepting-jobs", vec![0x22, u8::from(self.accepts)]),
            ("printer-state", vec![0x23, 0, 0, 0, 3]),
        ];
        for (name, tag, values) in [
            ("document-format-supported", MIME, self.formats),
            ("pwg-raster-document-type-supported", KEYWORD, self.pictures),
            ("media-supported", KEYWORD, self.media),
            ("printer-state-reasons", KEYWORD, self.reasons),
        ] {
            // Each further value of an attribute stands under no name.
            all.extend(
                values
                    .iter()
                    .enumerate()
                    .map(|(n, value)| (if n == 0 { name } else { "" }, [&[tag], value.as_bytes()].concat())),
            );
        }
        all
    }
}

#[test]
fn a_dozen_printers_each_print_once_or_say_why_not() {
    for home in HOMES {
        let itself = home.attributes();
        let (heard, hears) = std::sync::mpsc::channel();
        let made_up = MadeUp::that_reads(move |operation, request| {
            if operation == PRINT_JOB {
                heard.send(request.to_vec()).unwrap();
            }
            match home.answers {
                Some(status) if operation == GET_PRINTER => Some(http(status, b"")),
                _ => Some(usual(operation, &itself)),
            }
        });
        let (press, pdf, ticket) = (Press::new(made_up.printer()).unwrap(), squares(1), ticket());
        let first = press.print(ticket, Attempt::First, once(&pdf), &mut never).map(drop);
        assert_eq!(first, home.comes, "{}", home.is);
        let documents = usize::from(home.comes.is_ok());
        assert_eq!(made_up.documents(), documents, "{}", home.is);
        if let Ok(request) = hears.try_recv() {
            for words in home.asked {
                let is_asked = request.windows(words.len()).any(|part| part == words.as_bytes());
                assert!(is_asked, "{} is not asked for {words}", home.is);
            }
        }
        // The same ticket a second time, as after a tap too many: nothing more comes out.
        let _ = press.print(ticket, Attempt::First, once(&pdf), &mut never);
        assert_eq!(made_up.documents(), documents, "{}: twice", home.is);
    }
}
