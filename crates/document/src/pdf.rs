//! A laid-out paper becomes a PDF: `draw` draws its pages, `tags` adds what the drawings mean, `outline` lists the headings,
//! `file` says what the file is and writes it. All that another library would replace is here; what stands where is not.

mod draw;
mod file;
mod icc;
mod outline;
mod subset;
mod tags;

use crate::error::DocumentError;
use crate::sheet::list::Sheets;
use file::About;

/// The file of a paper, and who says to have made it.
///
/// # Errors
/// [`DocumentError`] when a font or a logo cannot be used, or the file cannot be written.
pub(crate) fn file(sheets: &Sheets, producer: &str) -> Result<Vec<u8>, DocumentError> {
    let (mut document, marks) = draw::draw(sheets)?;
    let structure = tags::add(&mut document, sheets, &marks);
    outline::add(&mut document, sheets);
    file::bytes(document, &About { title: &sheets.title, language: &sheets.language, producer, structure })
}
