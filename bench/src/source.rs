//! The paper as pieces that another program can lay out: the words of the display list in their order, each with its look,
//! and the marks and logos as pictures. How they are found in the list is in `read`, how they are written down in `html` and
//! `typst`.

mod html;
mod read;
mod svg;
mod typst;

use document::Paper;
use document::sheet::{Area, Colour, InkLine, Sheets};

/// A piece of the paper.
pub(crate) enum Piece {
    Heading(u8, Said),
    Paragraph(Said),
    Quotation(Said),
    /// Those that follow each other are a list.
    Entry(Said),
    /// The cells of a row. Those that follow each other are a table.
    Row(Vec<Said>),
    /// A place to sign, with the number of its picture.
    Place(Vec<Said>, usize),
}

/// Some words and how they look: lengths in points.
pub(crate) struct Said {
    pub(crate) text: String,
    pub(crate) size: f32,
    pub(crate) bold: bool,
    pub(crate) colour: Colour,
    /// The room above.
    pub(crate) space: f32,
    /// From the left margin.
    pub(crate) indent: f32,
    /// Whether the rule of a goal goes along it.
    pub(crate) band: bool,
    /// Where it leads.
    pub(crate) link: Option<String>,
}

/// A place's box with the mark in it, and the words for who cannot see it.
pub(crate) struct Mark {
    /// The box on its page.
    pub(crate) at: Area,
    /// On the same page.
    pub(crate) lines: Vec<InkLine>,
    pub(crate) said: String,
}

/// An agency at the top of the first page.
#[derive(Default)]
pub(crate) struct Agency {
    pub(crate) logo: Option<Logo>,
    pub(crate) words: Vec<Said>,
}

/// A logo, by its place among the pictures.
pub(crate) struct Logo {
    pub(crate) index: usize,
    pub(crate) width: f32,
    pub(crate) said: String,
}

/// All of it, and what stands around it.
pub(crate) struct Whole<'a> {
    pub(crate) paper: &'a Paper<'a>,
    pub(crate) title: &'a str,
    pub(crate) foot: String,
    /// At the left, at the right and above.
    pub(crate) margin: f32,
    /// Of the rules beside goals.
    pub(crate) band: Colour,
    pub(crate) head: Vec<Agency>,
    pub(crate) pieces: Vec<Piece>,
    pub(crate) marks: Vec<Mark>,
}

impl Said {
    /// How high its lines are, as the looks of the paper have it to within a point.
    pub(crate) fn line(&self) -> f32 {
        line(self.size)
    }
}

fn line(size: f32) -> f32 {
    if size < 14.5 { size * 1.4 } else { size * 1.25 }
}

/// The files, by name.
pub(crate) fn files(paper: &Paper<'_>, sheets: &Sheets) -> Vec<(String, Vec<u8>)> {
    let whole = read::whole(paper, sheets);
    let marks = whole.marks.iter().enumerate();
    let marks = marks.map(|(number, mark)| (format!("mark-{number}.svg"), svg::of(mark).into_bytes()));
    let logos = sheets.pictures.iter().enumerate();
    let logos = logos.map(|(number, logo)| (format!("logo-{number}.png"), logo.png.clone()));
    let pages = [("paper.html", html::of(&whole)), ("paper.typ", typst::of(&whole))];
    let pages = pages.into_iter().map(|(name, text)| (name.to_owned(), text.into_bytes()));
    pages.chain(logos).chain(marks).collect()
}
