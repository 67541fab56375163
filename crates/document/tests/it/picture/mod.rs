//! Words as pictures: out of a PDF, and as HarfBuzz draws them.

use std::path::Path;
use std::process::Command;

/// Dots to the inch. Poppler puts each glyph on whole dots, so with fewer a mark is seen to move.
const DOTS: u32 = 1200;

/// Ink on paper, cut to where there is any.
pub(crate) struct Picture {
    width: usize,
    ink: Vec<bool>,
}

impl Picture {
    /// What stands on the first page of a PDF, or on another, in points: left, top, right, bottom.
    pub(crate) fn of_page(pdf: &Path, page: usize, area: Option<[f32; 4]>) -> Self {
        let mut command = Command::new("pdftoppm");
        let (dots, page) = (DOTS.to_string(), page.to_string());
        command.args(["-gray", "-r", &dots, "-f", &page, "-l", &page]);
        if let Some(area) = area {
            let [left, top, right, bottom] = area.map(|at| (at * DOTS as f32 / 72.0).round() as i32);
            let sides = [("-x", left), ("-y", top), ("-W", right - left), ("-H", bottom - top)];
            command.args(sides.iter().flat_map(|(name, value)| [(*name).to_owned(), value.to_string()]));
        }
        let done = command.arg(pdf).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        Self::read(&done.stdout)
    }

    /// What HarfBuzz draws, at a size in points.
    pub(crate) fn by_harfbuzz(text: &str, font: &str, size: f32, language: &str, options: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let pdf = folder.path().join("word.pdf");
        let font = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/fonts").join(font);
        let mut command = Command::new("hb-view");
        command.arg(format!("--font-size={size}"));
        command.args(["--margin=20", "--output-format=pdf", "--output-file"]).arg(&pdf);
        command.arg(format!("--language={language}")).args(options).arg("--font-file").arg(font);
        let done = command.arg(format!("--text={text}")).output();
        let done = done.unwrap_or_else(|error| panic!("hb-view of libharfbuzz-bin is needed: {error}"));
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        Self::of_page(&pdf, 1, None)
    }

    /// A picture as pdftoppm writes it: three words of head, then a byte for each dot.
    fn read(pgm: &[u8]) -> Self {
        let mut head = pgm.splitn(4, |byte| byte.is_ascii_whitespace());
        let number =
            |part: Option<&[u8]>| std::str::from_utf8(part.unwrap()).unwrap().parse::<usize>().unwrap();
        assert_eq!(head.next(), Some(b"P5".as_slice()));
        let (width, height) = (number(head.next()), number(head.next()));
        let dots = &pgm[pgm.len() - width * height..];
        let dark = |dot: &u8| *dot < 128;
        let lines: Vec<&[u8]> = dots.chunks(width).collect();
        let inked: Vec<usize> = (0..height).filter(|y| lines[*y].iter().any(dark)).collect();
        let columns: Vec<usize> = (0..width).filter(|x| lines.iter().any(|line| dark(&line[*x]))).collect();
        let (Some(top), Some(bottom)) = (inked.first(), inked.last()) else {
            return Self { width: 0, ink: Vec::new() };
        };
        let (left, right) = (columns[0], columns[columns.len() - 1]);
        let ink = lines[*top..=*bottom].iter().flat_map(|line| line[left..=right].iter().map(dark)).collect();
        Self { width: right - left + 1, ink }
    }

    fn height(&self) -> usize {
        self.ink.len().checked_div(self.width).unwrap_or_default()
    }

    fn at(&self, x: usize, y: usize) -> bool {
        x < self.width && self.ink.get(y * self.width + x) == Some(&true)
    }

    /// How much of the ink of both is in the same place, between 0 and 1; a dot this way or that does not count.
    pub(crate) fn overlap(&self, other: &Self) -> f32 {
        let shifts = (0..3).flat_map(|x| (0..3).map(move |y| (x, y)));
        shifts.map(|(x, y)| self.shifted_overlap(other, x, y)).fold(0.0, f32::max)
    }

    fn shifted_overlap(&self, other: &Self, right: usize, down: usize) -> f32 {
        let (mut both, mut any) = (0_u32, 0_u32);
        for y in 0..self.height().max(other.height()) + 2 {
            for x in 0..self.width.max(other.width) + 2 {
                let one = x > 0 && y > 0 && self.at(x - 1, y - 1);
                let two = x >= right && y >= down && other.at(x - right, y - down);
                both += u32::from(one && two);
                any += u32::from(one || two);
            }
        }
        both as f32 / any.max(1) as f32
    }
}
