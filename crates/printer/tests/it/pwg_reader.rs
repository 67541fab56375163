//! PWG raster read as the standard (PWG 5102.4) says, to see what a printer sees. Written apart from what writes it.

/// A page as it was read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Read {
    pub(crate) per_inch: (u32, u32),
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// Bytes of a dot.
    pub(crate) dot: usize,
    pub(crate) pages: u32,
    pub(crate) paper: String,
    pub(crate) dots: Vec<u8>,
}

impl Read {
    /// Leaves a grey page in the folder `PAPERS`, if that is set, to be looked at.
    #[allow(dead_code, reason = "not every test that reads is about looking")]
    pub(crate) fn kept(&self, name: &str) {
        if let Some(papers) = std::env::var_os("PAPERS") {
            let head = format!("P5\n{} {}\n255\n", self.width, self.height).into_bytes();
            std::fs::write(std::path::Path::new(&papers).join(name), [head, self.dots.clone()].concat())
                .unwrap();
        }
    }
}

/// All pages of a file. Stops the test at whatever is not so.
pub(crate) fn read(file: &[u8]) -> Vec<Read> {
    let mut rest = file.strip_prefix(b"RaS2").unwrap();
    let mut pages = Vec::new();
    while !rest.is_empty() {
        let (page, after) = page(rest);
        pages.push(page);
        rest = after;
    }
    pages
}

fn page(bytes: &[u8]) -> (Read, &[u8]) {
    let (head, mut rest) = bytes.split_at(1796);
    let number = |at: usize| u32::from_be_bytes(head[at..at + 4].try_into().unwrap());
    let word = |at: usize| {
        let bytes = &head[at..at + 64];
        let end = bytes.iter().position(|byte| *byte == 0).unwrap();
        String::from_utf8(bytes[..end].to_vec()).unwrap()
    };
    assert_eq!(word(0), "PwgRaster");
    let (width, height) = (number(372) as usize, number(376) as usize);
    let dot = number(388) as usize / 8;
    assert_eq!(number(384), 8, "bits of a colour");
    assert_eq!(number(392) as usize, width * dot, "bytes of a line");
    assert_eq!(number(396), 0, "the colours of a dot stand together");
    assert_eq!((number(400), number(420)), if dot == 1 { (18, 1) } else { (19, 3) }, "sRGB, grey or not");
    assert_eq!((number(456), number(460)), (1, 1), "neither mirrored nor turned");
    assert_eq!((number(272), number(340)), (0, 0), "on one side, as often as the printer was asked");
    let mut dots = Vec::with_capacity(width * height * dot);
    while dots.len() < width * height * dot {
        let (line, times, after) = line(rest, width, dot);
        (0..times).for_each(|_| dots.extend(&line));
        rest = after;
    }
    assert_eq!(dots.len(), width * height * dot, "no line is repeated out of the page");
    let read = Read {
        per_inch: (number(276), number(280)),
        width,
        height,
        dot,
        pages: number(452),
        paper: word(1732),
        dots,
    };
    (read, rest)
}

fn line(bytes: &[u8], width: usize, dot: usize) -> (Vec<u8>, usize, &[u8]) {
    let (times, mut rest) = (usize::from(bytes[0]) + 1, &bytes[1..]);
    let mut line = Vec::with_capacity(width * dot);
    while line.len() < width * dot {
        let code = usize::from(rest[0]);
        rest = &rest[1..];
        let (run, taken) = match code {
            0..128 => (rest[..dot].repeat(code + 1), dot),
            128 => panic!("the standard has no such run"),
            _ => (rest[..(257 - code) * dot].to_vec(), (257 - code) * dot),
        };
        line.extend(run);
        rest = &rest[taken..];
    }
    assert_eq!(line.len(), width * dot, "no run goes out of its line");
    (line, times, rest)
}
