//! An agreement on paper: the words of its blocks, exactly, under the letterhead of the agencies, with what each person
//! said, the marks they made and how they went through it; in full, for one of them, in large print, or one of the other
//! kinds of copy. The same input gives the same bytes, on any machine, at any time.
//!
//! The way: `content` says what stands on a paper, [`sheet`] lays it on pages, as a list of what is drawn where and what it
//! means, `pdf` makes a file of that list. What is agreed is in the crate `plan`; storing, sending and printing a PDF are not
//! here.

mod content;
mod error;
mod letterhead;
mod pdf;
pub mod sheet;

pub use content::kind::Kind;
pub use content::paper::Paper;
pub use error::DocumentError;
pub use letterhead::{Letterhead, Number};
pub use sheet::fonts::{can_set, has_shape};
pub use sheet::look::Print;

use sheet::Sheets;

/// The version of the renderer. Changes whenever the same input would give other bytes than before.
pub const RENDERER: &str = "doorstep-document 12";

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
    let sheets = lay_out(paper)?;
    Ok(Pdf { bytes: pdf::file(&sheets, RENDERER)?, pages: sheets.pages.len() })
}

/// Lays an agreement out on pages, for whoever makes something else of them than our PDF.
///
/// # Errors
/// [`DocumentError::CannotSet`] when a character has no shape.
pub fn lay_out(paper: &Paper<'_>) -> Result<Sheets, DocumentError> {
    content::laid_out(paper)
}
