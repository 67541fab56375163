//! What can go wrong between an agreement and its paper.

use thiserror::Error;

/// Why no paper could be made.
#[derive(Debug, Error)]
pub enum DocumentError {
    /// No font has a shape for a character. A box in its place would hide what was agreed.
    #[error("no font has a shape for the character {0:?}")]
    CannotSet(char),
    /// The words of a letterhead cannot be read.
    #[error("the letterhead cannot be read")]
    Letterhead(#[source] toml::de::Error),
    /// A letterhead's colour is not written like `#0b4f5c`.
    #[error("the letterhead's colour {0:?} is not written like #0b4f5c")]
    LetterheadColour(String),
    /// A letterhead's logo is not a PNG picture of a usable size.
    #[error("the letterhead's logo is not a PNG picture of up to 2000 by 2000 points")]
    LetterheadLogo,
    /// A font could not be cut down to the letters that are used.
    #[error("a font could not be cut down to the letters that are used")]
    PdfFont,
    /// The finished pages could not be written as a PDF.
    #[error("the pages could not be written as a PDF")]
    Pdf(#[source] std::io::Error),
}
