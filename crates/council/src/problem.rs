//! Why a file that a council gave cannot be used.

use std::io;
use std::string::FromUtf8Error;

use document::DocumentError;
use plan::rights::RightsError;
use thiserror::Error;

/// Why a file cannot be used. Each kind names the file as it lies in its folder.
#[derive(Debug, Error)]
pub enum Problem {
    /// The disk does not give it.
    #[error("{file} cannot be read from the disk")]
    Disk {
        /// Which file.
        file: String,
        /// What the disk says.
        source: io::Error,
    },
    /// It is larger than any file of ours.
    #[error("{file} is larger than 4 MB")]
    TooLarge {
        /// Which file.
        file: String,
    },
    /// Its bytes are no text.
    #[error("{file} is not text")]
    NotText {
        /// Which file.
        file: String,
        /// From where on.
        source: FromUtf8Error,
    },
    /// It is a text of another form than is asked for.
    #[error("{file} does not have the form it should have")]
    Form {
        /// Which file.
        file: String,
        /// Where, and what was expected.
        source: toml::de::Error,
    },
    /// A council's rights cannot stand in the place of the draft.
    #[error("{file}: {source}")]
    Rights {
        /// Which file.
        file: String,
        /// Why.
        source: RightsError,
    },
    /// The words, the colour or the logo of a letterhead cannot be printed.
    #[error("{file} cannot be used as a letterhead")]
    Letterhead {
        /// Which folder.
        file: String,
        /// What is wrong with it.
        source: DocumentError,
    },
    /// Another letterhead of the same agency was read before it, and only one can be right.
    #[error("{file} is a second letterhead of one agency")]
    SecondLetterhead {
        /// Which folder.
        file: String,
    },
}

impl Problem {
    /// The name of the file, or of the folder that is a letterhead.
    pub fn file(&self) -> &str {
        match self {
            Self::Disk { file, .. }
            | Self::TooLarge { file }
            | Self::SecondLetterhead { file }
            | Self::NotText { file, .. }
            | Self::Form { file, .. }
            | Self::Rights { file, .. }
            | Self::Letterhead { file, .. } => file,
        }
    }
}
