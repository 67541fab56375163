//! The words of a piece of text and where they stand. What ends a sentence is not here.
//!
//! A word is a run of letters and digits, with apostrophes and hyphens inside it; a slash or a dash parts words. An address
//! of a page or of a mailbox is one word, however long.

/// A word and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'a> {
    /// As it was written.
    pub text: &'a str,
    /// Bytes before it.
    pub start: usize,
}

impl Word<'_> {
    /// Bytes before what follows it.
    pub const fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// What an address of a page ends with before its first slash.
const PLACES: [&str; 10] = ["uk", "com", "org", "net", "gov", "eu", "info", "io", "co", "example"];

/// Marks that stand around an address and are not part of it.
const AROUND: [char; 16] = ['(', ')', '[', ']', '<', '>', '“', '”', '‘', '’', '"', '\'', ',', '.', ';', ':'];

/// Whether something without spaces is the address of a page or of a mailbox.
pub(super) fn is_address(text: &str) -> bool {
    let host = text.split('/').next().unwrap_or_default();
    let is_mail = host.split_once('@').is_some_and(|(name, place)| !name.is_empty() && place.contains('.'));
    let is_host = || {
        host.rsplit_once('.').is_some_and(|(name, place)| {
            !name.is_empty()
                && PLACES.contains(&place.to_ascii_lowercase().as_str())
                && name.split('.').all(|part| {
                    !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
                })
        })
    };
    text.contains("://") || text.starts_with("www.") || is_mail || is_host()
}

/// The words of a piece of text that stands `offset` bytes into the whole.
pub(super) fn words(piece: &str, offset: usize) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut start = 0;
    for chunk in piece.split_inclusive(char::is_whitespace) {
        let bare = chunk.trim_end().trim_matches(AROUND);
        // Most words have no such mark; they need no closer look.
        if bare.contains(['.', '@']) && is_address(bare) {
            let lead = chunk.find(bare).unwrap_or_default();
            words.push(Word { text: bare, start: offset + start + lead });
        } else {
            runs(chunk, offset + start, &mut words);
        }
        start += chunk.len();
    }
    words
}

fn runs<'a>(piece: &'a str, offset: usize, words: &mut Vec<Word<'a>>) {
    let mut start = None;
    let mut previous = ' ';
    let mut letters = piece.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map_or(' ', |(_, next)| *next);
        let joins = match letter {
            '\'' | '’' | '-' | '‑' => previous.is_alphanumeric() && next.is_alphanumeric(),
            '.' | ',' | ':' => previous.is_ascii_digit() && next.is_ascii_digit(),
            _ => false,
        };
        if letter.is_alphanumeric() || joins {
            start.get_or_insert(at);
        } else if let Some(start) = start.take()
            && let Some(text) = piece.get(start..at)
        {
            words.push(Word { text, start: offset + start });
        }
        previous = letter;
    }
    if let Some(text) = start.and_then(|start| piece.get(start..)) {
        words.push(Word { text, start: offset + piece.len() - text.len() });
    }
}

/// A word as it is looked up: small letters, straight apostrophes.
pub(crate) fn folded(word: &str) -> String {
    word.to_lowercase().replace('’', "'")
}
