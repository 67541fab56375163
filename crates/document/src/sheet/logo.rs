//! A logo: a PNG, and its compressed pixels as they are, for files that take them so. What has see-through pixels has to be
//! decoded and laid on white by whatever makes the file.

use std::io::Read;

use flate2::read::ZlibDecoder;

use crate::error::DocumentError;

/// A PNG picture that has been looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    /// The PNG.
    pub png: Vec<u8>,
    /// Height divided by width, in thousandths.
    pub(crate) proportion: u32,
}

/// Pixels as they stand in a PNG: rows with a filter each, deflated.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Packed {
    pub(crate) columns: u32,
    pub(crate) rows: u32,
    /// Of one part of a pixel.
    pub(crate) bits: u8,
    pub(crate) colours: Colours,
    pub(crate) deflated: Vec<u8>,
}

/// What the parts of a pixel say.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Colours {
    Grey,
    Rgb,
    /// Red, green and blue of each number.
    Numbered(Vec<u8>),
}

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
const MOST_PIXELS: u32 = 2000;

impl Logo {
    /// Looks at a picture.
    ///
    /// # Errors
    /// [`DocumentError::LetterheadLogo`] when it is no PNG, too large, or cut off.
    pub(crate) fn read(png: &[u8]) -> Result<Self, DocumentError> {
        let logo = Self::carried(png)?;
        match logo.packed()? {
            Some(packed) if !packed.is_whole() => Err(DocumentError::LetterheadLogo),
            Some(_) | None => Ok(logo),
        }
    }

    /// A picture that comes with the program: a test reads it whole.
    ///
    /// # Errors
    /// [`DocumentError::LetterheadLogo`] when its first bytes are not a PNG's.
    pub(crate) fn carried(png: &[u8]) -> Result<Self, DocumentError> {
        let number = |at: usize| number(png, at).filter(|it| (1..=MOST_PIXELS).contains(it));
        let (Some(width), Some(height), true) = (number(16), number(20), png.starts_with(SIGNATURE)) else {
            return Err(DocumentError::LetterheadLogo);
        };
        Ok(Self { png: png.to_owned(), proportion: height * 1000 / width })
    }

    /// The pixels as they are, unless they are see-through, woven, or finer than eight bits.
    ///
    /// # Errors
    /// [`DocumentError::LetterheadLogo`] when the picture ends before its end or its numbers stand for no colours.
    pub(crate) fn packed(&self) -> Result<Option<Packed>, DocumentError> {
        let png = self.png.as_slice();
        let (mut palette, mut deflated, mut see_through) = (Vec::new(), Vec::new(), false);
        let mut at = SIGNATURE.len();
        loop {
            let (kind, data) = chunk(png, at).ok_or(DocumentError::LetterheadLogo)?;
            match kind {
                b"PLTE" => data.clone_into(&mut palette),
                b"IDAT" => deflated.extend_from_slice(data),
                b"tRNS" => see_through = true,
                b"IEND" => break,
                _ => {}
            }
            at += 12 + data.len();
        }
        let colours = match png.get(24..29) {
            Some([1 | 2 | 4 | 8, 0, _, _, 0]) => Colours::Grey,
            Some([8, 2, _, _, 0]) => Colours::Rgb,
            Some([1 | 2 | 4 | 8, 3, _, _, 0]) => match palette.len() {
                3..=768 if palette.len() % 3 == 0 => Colours::Numbered(palette),
                _ => return Err(DocumentError::LetterheadLogo),
            },
            Some(_) | None => return Ok(None),
        };
        let (Some(columns), Some(rows), Some(bits)) = (number(png, 16), number(png, 20), png.get(24)) else {
            return Ok(None);
        };
        let packed = Packed { columns, rows, bits: *bits, colours, deflated };
        Ok(Some(packed).filter(|_| !see_through))
    }
}

/// What stands in a piece of a PNG: its kind and its bytes.
fn chunk(png: &[u8], at: usize) -> Option<(&[u8], &[u8])> {
    let length = usize::try_from(number(png, at)?).ok()?;
    let start = at.checked_add(8)?;
    Some((png.get(at + 4..start)?, png.get(start..start.checked_add(length)?)?))
}

impl Packed {
    /// How many parts a pixel has.
    pub(crate) const fn parts(&self) -> u32 {
        match self.colours {
            Colours::Grey | Colours::Numbered(_) => 1,
            Colours::Rgb => 3,
        }
    }

    /// Whether every row is there, with a filter that exists.
    fn is_whole(&self) -> bool {
        let row = (self.columns * self.parts() * u32::from(self.bits)).div_ceil(8) + 1;
        let whole = u64::from(row) * u64::from(self.rows);
        let mut rows = Vec::new();
        let read = ZlibDecoder::new(self.deflated.as_slice()).take(whole + 1).read_to_end(&mut rows);
        let Ok(row) = usize::try_from(row) else { return false };
        read.is_ok_and(|read| read as u64 == whole)
            && rows.chunks(row).all(|row| row.first().is_some_and(|filter| *filter <= 4))
    }
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_be_bytes(four.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CARRIED: [&[u8]; 2] = [
        include_bytes!("../../../../assets/council/letterheads/brindlewood/logo.png"),
        include_bytes!("../../../../assets/council/letterheads/northmere/logo.png"),
    ];

    #[test]
    fn the_carried_logos_are_taken_as_they_are() {
        for png in CARRIED {
            let packed = Logo::read(png).unwrap().packed().unwrap().unwrap();
            assert!(packed.is_whole() && packed.deflated.len() < png.len());
        }
    }

    #[test]
    fn a_logo_whose_numbers_stand_for_no_colours_is_refused() {
        let [png, _] = CARRIED;
        let palette = png.windows(4).position(|it| it == b"PLTE").unwrap();
        let mut without = png.to_owned();
        without[palette..palette + 4].copy_from_slice(b"teXt");
        assert!(matches!(Logo::read(&without), Err(DocumentError::LetterheadLogo)));
    }

    #[test]
    fn a_logo_that_is_cut_off_is_refused() {
        let [png, _] = CARRIED;
        for end in 0..png.len() - 12 {
            assert!(matches!(Logo::read(&png[..end]), Err(DocumentError::LetterheadLogo)), "{end}");
        }
        let mut packed = Logo::read(png).unwrap().packed().unwrap().unwrap();
        packed.rows += 1;
        assert!(!packed.is_whole());
        packed.rows -= 2;
        assert!(!packed.is_whole());
        packed.rows += 1;
        packed.deflated.truncate(packed.deflated.len() / 2);
        assert!(!packed.is_whole());
    }
}
