//! What the formulas count.

use serde::Serialize;

use super::sentences::Sentence;
use super::syllables::Syllables;
use super::words::is_address;

/// What was counted in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// Words.
    pub words: usize,
    /// Sentences.
    pub sentences: usize,
    /// Syllables, as spoken.
    pub syllables: usize,
    /// Words of three syllables or more.
    pub long_words: usize,
    /// Words of one syllable.
    pub short_words: usize,
    /// Letters, without digits.
    pub letters: usize,
    /// Letters, digits and marks within words.
    pub characters: usize,
}

impl Counts {
    /// Counts what is in some sentences.
    pub fn of(sentences: &[Sentence<'_>], lists: &Syllables) -> Self {
        let mut counts = Self { sentences: sentences.len(), ..Self::default() };
        for word in sentences.iter().flat_map(|sentence| &sentence.words) {
            counts.words += 1;
            if is_address(word.text) {
                // Nobody reads it letter by letter: it is a word of one syllable.
                (counts.syllables, counts.short_words) = (counts.syllables + 1, counts.short_words + 1);
                continue;
            }
            let syllables = lists.count(word.text);
            counts.syllables += syllables;
            counts.long_words += usize::from(syllables >= 3);
            counts.short_words += usize::from(syllables == 1);
            counts.letters += word.text.chars().filter(|c| c.is_alphabetic()).count();
            counts.characters += word.text.chars().count();
        }
        // Marks at the end of sentences are characters for ARI, as its authors counted keystrokes.
        counts.characters += counts.sentences;
        counts
    }
}
