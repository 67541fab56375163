//! An agreement on paper: the words of its blocks, exactly, under the letterhead of the agencies, with what each person
//! said, the marks they made and how they went through it; in full, for one of them, in large print, or one of the other
//! kinds of copy. The same input gives the same bytes, on any machine, at any time.
//!
//! The way: `edition` says what its reader sees, `compose` lays blocks out as chunks of drawing (`page`, `lines`,
//! `shape`), `flow` spreads them over pages, `backend` draws the pages as a PDF, `tags` adds what the drawings mean, `file`
//! writes it. What is agreed is in the crate `plan`; storing, sending and printing a PDF are not here.

mod answers;
mod backend;
mod beside;
mod blank;
mod colour;
mod compose;
mod direction;
mod edition;
mod error;
mod evidence;
mod file;
mod flow;
mod fonts;
mod head;
mod icc;
mod ink;
mod kind;
mod letterhead;
mod lines;
mod list;
mod logo;
mod look;
mod outline;
mod page;
mod pictures;
mod places;
mod review;
mod shape;
mod subset;
mod summary;
mod table;
mod tags;
mod telling;

use plan::agreement::BlockKind;
use plan::ids::PersonId;
use plan::{Agreement, AgreementHash, Signing, Texts};

use file::About;

pub use error::DocumentError;
pub use fonts::can_set;
pub use kind::Kind;
pub use letterhead::Letterhead;
pub use look::Print;

/// The version of the renderer. Changes whenever the same input would give other bytes than before.
pub const RENDERER: &str = "doorstep-document 4";

/// What goes on paper.
#[derive(Debug, Clone, Copy)]
pub struct Paper<'a> {
    /// What is agreed.
    pub agreement: &'a Agreement,
    /// The hash of the full agreement's bytes, printed in short at the foot of every page.
    pub hash: AgreementHash,
    /// What people said about it, once they have been asked.
    pub signing: Option<&'a Signing>,
    /// Which copy it is.
    pub kind: Kind<'a>,
    /// How large its letters are.
    pub print: Print,
    /// Whose copy it is: without what was left out for them, and without what another adult of the family said. Nobody's
    /// holds everything.
    pub reader: Option<PersonId>,
    /// The agency that leads.
    pub lead: &'a Letterhead,
    /// The agency beside it.
    pub with: Option<&'a Letterhead>,
    /// The fixed words around the agreement.
    pub texts: &'a Texts,
}

/// A finished paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
}

/// Puts an agreement on paper.
///
/// # Errors
/// [`DocumentError::CannotSet`] when a character has no shape, and the others when a letterhead's logo or the file
/// itself cannot be made.
pub fn render(paper: &Paper<'_>) -> Result<Pdf, DocumentError> {
    let sheets = compose::sheets(paper)?;
    let (mut document, marks) = backend::draw(&sheets)?;
    let structure = tags::add(&mut document, &sheets, &marks);
    outline::add(&mut document, &sheets);
    // Reference and kind of paper name the file; the family is not named where a screen's title bar would show it. A
    // blank paper is nobody's.
    let kind = paper.agreement.blocks.iter().find(|block| block.kind == BlockKind::Title);
    let reference = if paper.kind == Kind::Blank { "" } else { &paper.agreement.reference };
    let title = format!("{} {reference}", kind.map_or("", |block| &block.text));
    let about = About { title: title.trim(), language: &paper.agreement.language.0, structure };
    Ok(Pdf { bytes: file::bytes(document, &about)?, pages: sheets.pages.len() })
}
