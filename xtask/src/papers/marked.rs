//! Two pictures of a page side by side, with the dots that differ marked in the second.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufReader, BufWriter};
use std::path::Path;

use anyhow::{Context as _, Result};

/// What marks a dot that differs: its red is full, the rest fades.
const MARK: u8 = 255;

/// A page as dots of red, green and blue.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Page {
    width: usize,
    height: usize,
    dots: Vec<[u8; 3]>,
}

/// Compares the pages of two folders by their names, and writes those that differ, before beside after. The answer is a
/// line for each paper with a page that differs, and one for all.
///
/// # Errors
/// When a picture cannot be read or written.
pub(super) fn compare(before: &Path, after: &Path, into: &Path) -> Result<String> {
    if into.exists() {
        fs::remove_dir_all(into)?;
    }
    fs::create_dir_all(into)?;
    let names: BTreeSet<String> = names(before)?.into_iter().chain(names(after)?).collect();
    let (mut lines, mut differing) = (Vec::new(), 0);
    for name in &names {
        let (old, new) = (read(&before.join(name))?, read(&after.join(name))?);
        let share = old.differs_from(&new);
        if share > 0.0 {
            differing += 1;
            lines.push(format!("{:5.1} %  {name}", share * 100.0));
            write(&old.beside(&new), &into.join(name))?;
        }
    }
    lines.push(format!("{differing} of {} pages differ", names.len()));
    Ok(lines.join("\n"))
}

fn names(folder: &Path) -> Result<Vec<String>> {
    let all = fs::read_dir(folder)?.map(|it| Ok(it?.file_name().to_string_lossy().into_owned()));
    all.collect::<Result<Vec<String>>>()
}

/// A page; one that is not there has no dots.
fn read(file: &Path) -> Result<Page> {
    if !file.exists() {
        return Ok(Page { width: 0, height: 0, dots: Vec::new() });
    }
    let mut reader = png::Decoder::new(BufReader::new(File::open(file)?));
    reader.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = reader.read_info()?;
    let mut bytes = vec![0; reader.output_buffer_size().context("a picture too large")?];
    let info = reader.next_frame(&mut bytes)?;
    let samples = info.color_type.samples();
    let dot = |dot: &[u8]| match dot {
        [red, green, blue, ..] => [*red, *green, *blue],
        [grey, ..] => [*grey; 3],
        [] => [0; 3],
    };
    let dots = bytes.chunks_exact(samples).map(dot).collect();
    Ok(Page { width: info.width as usize, height: info.height as usize, dots })
}

fn write(page: &Page, file: &Path) -> Result<()> {
    let (width, height) = (u32::try_from(page.width)?, u32::try_from(page.height)?);
    let mut encoder = png::Encoder::new(BufWriter::new(File::create(file)?), width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header()?;
    Ok(writer.write_image_data(&page.dots.concat())?)
}

impl Page {
    fn at(&self, x: usize, y: usize) -> [u8; 3] {
        let is_inside = x < self.width && y < self.height;
        let dot = is_inside.then(|| self.dots.get(y * self.width + x).copied()).flatten();
        dot.unwrap_or([MARK; 3])
    }

    /// Which part of all dots differs.
    fn differs_from(&self, other: &Self) -> f64 {
        if self == other {
            return 0.0;
        }
        let (width, height) = (self.width.max(other.width), self.height.max(other.height));
        let all = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        let differing = all.filter(|(x, y)| self.at(*x, *y) != other.at(*x, *y)).count();
        differing.max(1) as f64 / (width * height).max(1) as f64
    }

    /// This page, and the other at its right with what differs in it in red.
    fn beside(&self, other: &Self) -> Self {
        let (width, height) = (self.width.max(other.width), self.height.max(other.height));
        let marked = |x: usize, y: usize| {
            let [red, green, blue] = other.at(x, y);
            if self.at(x, y) == other.at(x, y) { [red, green, blue] } else { [MARK, green / 2, blue / 2] }
        };
        let row = |y| (0..width).map(move |x| self.at(x, y)).chain((0..width).map(move |x| marked(x, y)));
        Self { width: 2 * width, height, dots: (0..height).flat_map(row).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(dots: [u8; 4]) -> Page {
        Page { width: 2, height: 2, dots: dots.map(|grey| [grey; 3]).to_vec() }
    }

    #[test]
    fn what_differs_is_counted_and_marked_in_the_second() {
        let (before, after) = (page([255, 255, 0, 255]), page([255, 0, 0, 255]));
        assert!((before.differs_from(&after) - 0.25).abs() < 1e-9);
        assert!(before.differs_from(&before) == 0.0);
        let both = before.beside(&after);
        assert_eq!((both.width, both.height), (4, 2));
        assert_eq!(both.at(1, 0), [255; 3], "the first as it is");
        assert_eq!(both.at(3, 0), [MARK, 0, 0], "the second marked");
        assert_eq!(both.at(2, 1), [0; 3], "what is the same is not");
    }

    #[test]
    fn a_page_that_is_in_one_only_differs() {
        let nothing = Page { width: 0, height: 0, dots: Vec::new() };
        assert!(nothing.differs_from(&page([255; 4])) > 0.0);
    }

    #[test]
    fn what_is_written_is_read_again() {
        let file = std::env::temp_dir().join(format!("doorstep-page-{}.png", std::process::id()));
        let page = page([1, 2, 3, 4]);
        write(&page, &file).unwrap();
        assert_eq!(read(&file).unwrap(), page);
        fs::remove_file(file).unwrap();
    }
}
