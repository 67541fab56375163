//! Papers as the tablet draws them for printers that understand no PDF, beside what poppler draws of the same bytes.
//! With `PAPERS` set to a folder, the pages are left there to be looked at.

use std::num::NonZeroU8;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};

use document::{Paper, Pdf, render};
use printer::{Attempt, Document, Press};

use crate::family::printed::Printed;
use crate::family::{kinds, translated};
use crate::kinds::examples;
use crate::made_up::{MadeUp, PRINT_JOB, printer_that, usual};
use crate::names::languages;
use crate::pwg_reader::{Read, read};
use crate::scripts::{saying, sentences};
use crate::stage::{never, ticket};

/// A printer that takes pictures of pages only, and hands on what it is sent.
fn printer_of_pictures() -> (MadeUp, Receiver<Vec<u8>>) {
    let itself = printer_that("document-format-supported", b"\x49image/pwg-raster");
    let (sent, comes) = channel();
    let made_up = MadeUp::that_reads(move |operation, request| {
        if operation == PRINT_JOB {
            let begin = request.windows(8).position(|bytes| bytes == b"RaS2PwgR").unwrap();
            sent.send(request[begin..].to_vec()).unwrap();
        }
        Some(usual(operation, &itself))
    });
    (made_up, comes)
}

/// A page as poppler draws it: a byte for each dot.
fn by_poppler(pdf: &Path, page: usize) -> (usize, Vec<u8>) {
    let page = page.to_string();
    let mut command = Command::new("pdftoppm");
    command.args(["-gray", "-r", "300", "-f", &page, "-l", &page]).arg(pdf);
    let done = command.output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let mut head = done.stdout.splitn(4, |byte| byte.is_ascii_whitespace()).skip(1);
    let mut number = || String::from_utf8_lossy(head.next().unwrap()).parse::<usize>().unwrap();
    let (width, height) = (number(), number());
    (width, done.stdout[done.stdout.len() - width * height..].to_vec())
}

/// Dots that are dark, and how many of them have nothing dark beside them in the other picture. Poppler puts each glyph on
/// whole dots, so that edges differ by one; more is something that is missing, or stands elsewhere.
struct Ink<'a>(Vec<&'a [u8]>);

impl<'a> Ink<'a> {
    fn of(width: usize, dots: &'a [u8]) -> Self {
        Self(dots.chunks(width).collect())
    }

    fn is_dark(&self, x: usize, y: usize) -> bool {
        self.0.get(y).and_then(|line| line.get(x)).is_some_and(|dot| *dot < 128)
    }

    fn is_dark_near(&self, x: usize, y: usize) -> bool {
        (y.saturating_sub(1)..=y + 1).any(|y| (x.saturating_sub(1)..=x + 1).any(|x| self.is_dark(x, y)))
    }

    fn dark(&self) -> impl Iterator<Item = (usize, usize)> {
        let lines = self.0.iter().enumerate();
        lines.flat_map(|(y, line)| {
            let dark = line.iter().enumerate().filter(|(_, dot)| **dot < 128);
            dark.map(move |(x, _)| (x, y))
        })
    }

    fn only_here(&self, other: &Self) -> usize {
        self.dark().filter(|(x, y)| !other.is_dark(*x, *y) && !other.is_dark_near(*x, *y)).count()
    }
}

/// A word of the smallest print has twice as many dots.
const A_WORD: usize = 500;

/// No page of ours has less on it than its foot.
const A_FOOT: usize = 20_000;

/// How much of a page may be lighter here and darker there, for all edges together.
const EDGES: f64 = 0.015;

fn is_alike(ours: &Read, pdf: &Path, page: usize, name: &str) {
    let (width, theirs) = by_poppler(pdf, page);
    assert!(width.abs_diff(ours.width) <= 1, "{name}: {width} dots wide");
    let (here, there) = (Ink::of(ours.width, &ours.dots), Ink::of(width, &theirs));
    let dots = here.dark().count();
    assert!(dots > A_FOOT, "{name}: {dots} dark dots");
    let (more, less) = (here.only_here(&there), there.only_here(&here));
    assert!(more < A_WORD && less < A_WORD, "{name}: {more} dots too many, {less} are missing");
    let differ = here.0.iter().zip(&there.0).map(|(one, other)| {
        let far = |(one, other): &(&u8, &u8)| one.abs_diff(**other) > 127;
        one.iter().zip(*other).filter(far).count()
    });
    let differ: usize = differ.sum();
    let share = differ as f64 / ours.dots.len() as f64;
    assert!(share < EDGES, "{name}: {share} of the page differs");
}

/// Of so many examples one, each as another kind of copy, the scripts families read, and names of sixty languages.
fn papers(one_in: usize) -> Vec<(String, Pdf)> {
    let mut papers = Vec::new();
    for (number, (name, family)) in examples().into_iter().enumerate().step_by(one_in) {
        let theirs = translated(&family);
        let kinds = kinds(&theirs);
        let (file, kind, print) = kinds[(number + 1) % kinds.len()];
        papers.push((format!("{name}-{file}"), render(&Paper { kind, print, ..family.paper() }).unwrap()));
    }
    for (language, text) in sentences() {
        papers.push((language.to_owned(), render(&saying(language, &text).paper()).unwrap()));
    }
    let names: Vec<String> = languages().map(|(_, names)| names.join("\n")).collect();
    papers.push(("names".to_owned(), render(&saying("en", &names.join("\n")).paper()).unwrap()));
    papers
}

#[test]
fn pages_are_drawn_as_poppler_draws_them() {
    assert!(are_drawn_alike(papers(4)) > 20);
}

#[test]
#[ignore = "takes minutes; `cargo xtask soak` runs it"]
fn soak_pages_of_every_example_are_drawn_as_poppler_draws_them() {
    println!("soak\tpages drawn beside poppler’s\t{}", are_drawn_alike(papers(1)));
}

/// How many pages there were.
fn are_drawn_alike(papers: Vec<(String, Pdf)>) -> usize {
    let (made_up, comes) = printer_of_pictures();
    let press = Press::new(made_up.printer()).unwrap();
    let mut drawn = 0;
    for (name, pdf) in papers {
        let printed = Printed::new(&pdf);
        let document = Document { pdf: &pdf.bytes, copies: NonZeroU8::MIN };
        let sent = press.print(ticket(), Attempt::First, document, &mut never);
        sent.unwrap_or_else(|no| panic!("{name}: {no}"));
        let pages = read(&comes.recv().unwrap());
        assert_eq!(pages.len(), printed.pages, "{name}");
        drawn += pages.len();
        for (number, page) in pages.iter().enumerate() {
            page.kept(&format!("{name}-{}.pgm", number + 1));
            is_alike(page, &printed.path, number + 1, &format!("{name}, page {}", number + 1));
        }
    }
    drawn
}
