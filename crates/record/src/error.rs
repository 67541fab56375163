//! Everything that can be wrong with a record, a receipt, a signed request or an enrolment line. What a person is told of it
//! is not here.

/// What is wrong. The sentences name no person and no content, so they may be logged.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// The signature was not made with this key over these bytes.
    #[error("the signature does not fit the bytes and the key")]
    Signature,
    /// A key is not one that Ed25519 or X25519 can use.
    #[error("the key is not a usable one")]
    Key,
    /// The envelope is signed, but cannot be read.
    #[error("the envelope cannot be read")]
    Envelope(#[source] serde_json::Error),
    /// The envelope's place in the chain contradicts itself: the first record has number 1 and no record before it.
    #[error("record number {seq} of its device cannot stand first or without one before it")]
    Place {
        /// The number the envelope gives.
        seq: u64,
    },
    /// The envelope has a version this program does not know; a newer program can read it.
    #[error("the record has version {found}, and this program knows versions up to {known}")]
    Version {
        /// The version the bytes give.
        found: u32,
        /// The newest version known here.
        known: u32,
    },
    /// The body has another length or hash than the envelope says.
    #[error("the body is not the one the envelope names")]
    Body,
    /// What was closed is not for this key and purpose, or was changed since.
    #[error("what was closed cannot be opened with this key")]
    Closed,
    /// A letter has no known size, or what is in it makes no sense.
    #[error("the letter makes no sense")]
    Letter,
    /// The file is not one of letters, or is cut off.
    #[error("the file holds no letters")]
    LettersFile,
    /// What one office gave another has not the form, or is cut off.
    #[error("what is disclosed has not the form")]
    Disclosure,
    /// The value cannot be written as JSON.
    #[error("the value cannot be written")]
    Write(#[source] serde_json::Error),
    /// The receipt is signed, but cannot be read.
    #[error("the receipt cannot be read")]
    Receipt(#[source] serde_json::Error),
    /// The receipt names another key than the one that signed it.
    #[error("the receipt names another office key")]
    ReceiptKey,
    /// A signed request lacks a header, or the header cannot be read.
    #[error("the header {name} is missing or cannot be read")]
    Header {
        /// The header's name.
        name: &'static str,
    },
    /// A text that stands for bytes (hex, base64, letters of a pin) cannot be read.
    #[error("the text does not stand for {wanted}")]
    Text {
        /// What was to be read.
        wanted: &'static str,
    },
}

impl From<base::TextError> for RecordError {
    fn from(base::TextError { wanted }: base::TextError) -> Self {
        Self::Text { wanted }
    }
}

/// What is wrong with the body of a record that an office writes. The sentences name no person and no content.
#[derive(Debug, thiserror::Error)]
pub enum WrittenFault {
    /// It has a version this program does not know; a newer program can read it.
    #[error("what was written has version {found}, and this program knows versions up to {known}")]
    Version {
        /// The version the bytes give.
        found: u32,
        /// The newest version known here.
        known: u32,
    },
    /// It has not the form.
    #[error("what was written has not the form")]
    Form(#[source] serde_json::Error),
    /// A text is empty where one is needed, too long, or has signs in it that are no letters.
    #[error("the field {field} cannot be so")]
    Field {
        /// Which.
        field: &'static str,
    },
    /// It has to be told in words, and there are none.
    #[error("there are no words where they are needed")]
    NoWords,
    /// It is of no kind that this program writes.
    #[error("it is of no kind that this program writes")]
    Unknown,
}

/// What is wrong with an enrolment line that was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LineFault {
    /// It has more or fewer than three parts.
    #[error("the enrolment line has {found} parts")]
    Parts {
        /// How many parts there are.
        found: usize,
    },
    /// The first part is not an address.
    #[error("the first part of the enrolment line is not an address")]
    Address,
    /// The second part is not a pin.
    #[error("the second part of the enrolment line is not a pin")]
    Pin,
    /// The third part is not a code.
    #[error("the third part of the enrolment line is not a code")]
    Code,
}
