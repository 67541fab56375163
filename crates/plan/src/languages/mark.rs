//! The mark before words that are still English. It goes with them into every sentence they become part of.

/// Stands before words that are still English. A character for private use: no font has it and nobody types it.
pub const UNTRANSLATED: char = '\u{E000}';

/// Words with the mark that they are still English.
pub fn marked(words: &str) -> String {
    format!("{UNTRANSLATED}{words}")
}

/// Whether any part of a text is still English.
pub fn untranslated(text: &str) -> bool {
    text.contains(UNTRANSLATED)
}

/// A text without the marks, as a person reads it.
pub fn unmarked(text: &str) -> String {
    text.replace(UNTRANSLATED, "")
}
