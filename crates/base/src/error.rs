//! The one thing that can go wrong here: a text that is none of ours.

/// A text that should stand for an id or for bytes, and does not. The sentence does not repeat the text, so it may be
/// logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the text does not stand for {wanted}")]
pub struct TextError {
    /// What was to be read, such as "a SHA-256".
    pub wanted: &'static str,
}
