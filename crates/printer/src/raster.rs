//! A document as pictures of its pages, for printers that understand no PDF: drawn here page by page and written as PWG
//! raster (PWG 5102.4), which nearly every printer without a driver takes.
//!
//! Not here: how a page is drawn (`pages`) and how pictures are written (`pwg`). Apple's raster (`image/urf`) is not written:
//! a printer that takes it and not this one is rare.

mod pages;
mod pwg;

use crate::document::Document;
use crate::error::{PrinterError, Result};

/// More sides than that are no paper of a family, and would fill a tablet's memory.
const MOST_SIDES: usize = 200;

/// The same in bytes, should a page hold pictures that do not pack well.
const MOST_BYTES: usize = 256 * 1024 * 1024;

/// What a printer most often takes, and draws letters well enough for.
const USUAL_PER_INCH: u16 = 300;
const FEWEST_PER_INCH: u16 = 150;
const MOST_PER_INCH: u16 = 600;

const GREY: &str = "sgray_8";
const COLOURS: &str = "srgb_8";

/// What a dot of a picture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dots {
    /// One byte, from black to white.
    Grey,
    /// One byte each for red, green and blue.
    Colours,
}

/// The pictures a printer takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Raster {
    dots: Dots,
    per_inch: u16,
}

impl Raster {
    /// The best of what a printer says it takes: kinds of dots, and how many go to an inch across and down. What it does not
    /// say is the usual. Grey goes before colours: it is half the bytes, and a plan means the same without.
    pub(crate) fn of(kinds: &[&str], per_inch: &[(i32, i32)]) -> Option<Self> {
        let dots = if kinds.is_empty() || kinds.contains(&GREY) {
            Dots::Grey
        } else {
            kinds.contains(&COLOURS).then_some(Dots::Colours)?
        };
        let alike = per_inch.iter().filter(|(across, down)| across == down);
        let alike = alike.filter_map(|(both, _)| u16::try_from(*both).ok());
        let fitting = alike.filter(|dots| (FEWEST_PER_INCH..=MOST_PER_INCH).contains(dots));
        let nearest = fitting.min_by_key(|dots| dots.abs_diff(USUAL_PER_INCH));
        let per_inch = if per_inch.is_empty() { USUAL_PER_INCH } else { nearest? };
        Some(Self { dots, per_inch })
    }

    /// How many dots wide and high a sheet of A4 is. What is left of a dot is left out, as other programs do.
    fn of_a_sheet(self) -> (u16, u16) {
        const TENTHS: [u32; 2] = [2100, 2970];
        const TENTHS_OF_AN_INCH: u32 = 254;
        let [across, down] = TENTHS.map(|side| side * u32::from(self.per_inch) / TENTHS_OF_AN_INCH);
        // At the most dots to the inch it is far below what the numbers hold.
        (u16::try_from(across).unwrap_or(u16::MAX), u16::try_from(down).unwrap_or(u16::MAX))
    }
}

impl Dots {
    const fn bytes(self) -> usize {
        match self {
            Self::Grey => 1,
            Self::Colours => 3,
        }
    }
}

/// The whole document as a printer takes it. A further copy stands in it as further pages: many printers count copies of PDF
/// only, and print a picture once whatever they are asked for.
///
/// # Errors
///
/// [`PrinterError::NotDrawn`] if it is broken, not A4, needs what is not in it, or is far too long.
pub(crate) fn drawn(document: Document<'_>, raster: Raster) -> Result<Vec<u8>> {
    let copies = usize::from(document.copies.get());
    let mut file = pwg::BEGIN.to_vec();
    pages::each(document.pdf, raster, MOST_SIDES / copies, &mut |dots, pages| {
        let sides = u32::try_from(pages.saturating_mul(copies)).unwrap_or_default();
        pwg::add_page(&mut file, raster, sides, dots);
        let all = file.len().saturating_mul(copies);
        if all > MOST_BYTES { Err(PrinterError::NotDrawn) } else { Ok(()) }
    })?;
    let one = file.get(pwg::BEGIN.len()..).unwrap_or_default().to_vec();
    (1..copies).for_each(|_| file.extend_from_slice(&one));
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grey_goes_before_colours_and_the_nearest_to_300_before_all_others() {
        let raster = |dots, per_inch| Some(Raster { dots, per_inch });
        let (grey, colours) = (Dots::Grey, Dots::Colours);
        for (kinds, per_inch, meant) in [
            (&[][..], &[][..], raster(grey, 300)),
            (&["black_1", "srgb_8", "sgray_8"], &[(600, 600), (300, 300)], raster(grey, 300)),
            (&["srgb_8"], &[(300, 600), (600, 600)], raster(colours, 600)),
            (&["sgray_8"], &[(200, 200), (360, 360), (150, 150)], raster(grey, 360)),
            (&["sgray_8"], &[(100, 100), (1200, 1200), (300, 600), (-300, -300)], None),
            (&["black_1", "sgray_16"], &[(300, 300)], None),
        ] {
            assert_eq!(Raster::of(kinds, per_inch), meant, "{kinds:?} {per_inch:?}");
        }
    }

    #[test]
    fn a_sheet_is_as_large_as_other_programs_make_it() {
        let size = |per_inch| Raster { dots: Dots::Grey, per_inch }.of_a_sheet();
        assert_eq!([300, 600].map(size), [(2480, 3507), (4960, 7015)]);
    }
}
