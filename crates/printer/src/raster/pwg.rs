//! Pictures of pages as PWG raster: a word to begin with, then for each page a head of fixed size and its lines, packed. Pure;
//! what is on the pictures is not known here.

use super::{Dots, Raster};

/// What a file begins with.
pub(super) const BEGIN: &[u8; 4] = b"RaS2";

/// The length of the head of a page.
const HEAD: usize = 1796;

/// So many dots stand in a run, and so many times a line is repeated, at most.
const LONGEST_RUN: usize = 128;
const MOST_LINES: usize = 256;

/// Adds a picture of a sheet of A4, given line by line from the top. `sides` is how many pictures the whole file has.
pub(super) fn add_page(file: &mut Vec<u8>, raster: Raster, sides: u32, dots: &[u8]) {
    file.extend(head(raster, sides));
    let (across, _) = raster.of_a_sheet();
    match raster.dots {
        Dots::Grey => add_lines::<1>(file, across, dots),
        Dots::Colours => add_lines::<3>(file, across, dots),
    }
}

/// What a printer has to know of a page before its lines. All that is not named is nought: one side, one copy, the tray and
/// the quality that the printer was asked for.
fn head(raster: Raster, sides: u32) -> Vec<u8> {
    let (across, down) = raster.of_a_sheet();
    let bytes = u32::try_from(raster.dots.bytes()).unwrap_or_default();
    let (dots, space) = match raster.dots {
        Dots::Grey => (1, 18),
        Dots::Colours => (3, 19),
    };
    let numbers: [(usize, u32); 16] = [
        // Dots to the inch, across and down; the sheet in points and in dots.
        (276, raster.per_inch.into()),
        (280, raster.per_inch.into()),
        (352, 595),
        (356, 842),
        (372, across.into()),
        (376, down.into()),
        // Bits of a colour and of a dot, bytes of a line; colours beside each other; which colours, and how many.
        (384, 8),
        (388, bytes * 8),
        (392, u32::from(across) * bytes),
        (396, 0),
        (400, space),
        (420, dots),
        (452, sides),
        // The picture lies as the sheet does.
        (456, 1),
        (460, 1),
        // White is what stands in for a colour that is not there.
        (480, 0x00ff_ffff),
    ];
    let mut head = vec![0; HEAD];
    let mut put = |at: usize, value: &[u8]| {
        if let Some(place) = head.get_mut(at..at.saturating_add(value.len())) {
            place.copy_from_slice(value);
        }
    };
    put(0, b"PwgRaster");
    put(1732, b"iso_a4_210x297mm");
    numbers.iter().for_each(|(at, number)| put(*at, &number.to_be_bytes()));
    head
}

/// Each line once with how often it comes, then its dots in runs.
fn add_lines<const BYTES: usize>(file: &mut Vec<u8>, across: u16, dots: &[u8]) {
    let (dots, _) = dots.as_chunks::<BYTES>();
    let mut lines = dots.chunks_exact(usize::from(across)).peekable();
    while let Some(line) = lines.next() {
        let mut repeated: u8 = 0;
        while usize::from(repeated) < MOST_LINES - 1 && lines.next_if_eq(&line).is_some() {
            repeated = repeated.saturating_add(1);
        }
        file.push(repeated);
        add_runs(file, line);
    }
}

/// Dots that are alike as one with their number, others as they are.
fn add_runs<const BYTES: usize>(file: &mut Vec<u8>, line: &[[u8; BYTES]]) {
    let mut rest = line;
    while let Some(first) = rest.first() {
        let alike = rest.iter().take(LONGEST_RUN).take_while(|dot| *dot == first).count();
        let pairs = rest.iter().zip(rest.iter().skip(1)).take(LONGEST_RUN);
        let different = pairs.take_while(|(one, next)| one != next).count();
        // Behind the last pair of a line or of a run stands one more that is like none before it.
        let different = if different == rest.len() - 1 { rest.len() } else { different }.min(LONGEST_RUN);
        let run = if different > 1 {
            let (run, _) = rest.split_at_checked(different).unwrap_or_default();
            file.push(number(LONGEST_RUN * 2 + 1 - different));
            file.extend(run.iter().flatten());
            different
        } else {
            file.push(number(alike - 1));
            file.extend(first);
            alike
        };
        rest = rest.get(run..).unwrap_or_default();
    }
}

/// A number that fits a byte because runs are short.
fn number(number: usize) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests;
