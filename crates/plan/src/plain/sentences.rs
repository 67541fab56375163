//! Where sentences and words begin and end.
//!
//! A word is a run of letters and digits, with apostrophes and hyphens inside it; a slash or a dash parts words. A
//! sentence ends at a full stop, question or exclamation mark before a space, but not after "Dr." or within "9 a.m. on";
//! where a thought is broken off with three dots; and where a list item, a heading or a paragraph ends.

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

/// A sentence and its words; never without words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence<'a> {
    /// Its words.
    pub words: Vec<Word<'a>>,
    /// Bytes before it.
    pub start: usize,
    /// Bytes before what follows its last mark.
    pub end: usize,
}

const SHORT_FORMS: [&str; 14] =
    ["dr", "mr", "mrs", "ms", "miss", "st", "rd", "no", "prof", "e.g", "i.e", "eg", "ie", "approx"];

/// A line this much shorter than the longest one was ended on purpose.
const SHORT_LINE: f64 = 0.6;

/// A text with a longer line than this, in characters, was not wrapped: every line end in it was meant.
const LONGEST_WRAPPED: usize = 120;

/// The sentences of a text.
pub fn sentences(text: &str) -> Vec<Sentence<'_>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for end in ends(text) {
        if let Some(piece) = text.get(start..end) {
            let words = words(piece, start);
            if !words.is_empty() {
                let lead = piece.len() - piece.trim_start().len();
                sentences.push(Sentence { words, start: start + lead, end: start + piece.trim_end().len() });
            }
        }
        start = end;
    }
    join_loose_end(text, &mut sentences);
    sentences
}

/// A word or two without a full stop after the last sentence were cut off; they are not a sentence of their own.
fn join_loose_end(text: &str, sentences: &mut Vec<Sentence<'_>>) {
    let [.., before, last] = sentences.as_slice() else { return };
    let is_cut = last.words.len() < 3
        && text.get(last.start..last.end).is_some_and(|it| !it.ends_with(['.', '!', '?', '…']));
    let same_line = text.get(before.end..last.start).is_some_and(|gap| !gap.contains('\n'));
    if is_cut
        && same_line
        && let Some(last) = sentences.pop()
        && let Some(before) = sentences.last_mut()
    {
        before.end = last.end;
        before.words.extend(last.words);
    }
}

/// The bytes before each place where a sentence ends.
fn ends(text: &str) -> Vec<usize> {
    let wrapped = Wrapping::of(text);
    let mut ends = Vec::new();
    for (at, mark) in text.char_indices() {
        let after = at + mark.len_utf8();
        let ends_here = match mark {
            '.' | '!' | '?' | '…' => is_full_stop(text, at, after, mark),
            '\n' => wrapped.ends_at(text, at),
            _ => false,
        };
        if ends_here {
            ends.push(after);
        }
    }
    ends.push(text.len());
    ends
}

fn is_full_stop(text: &str, at: usize, after: usize, mark: char) -> bool {
    let rest = text.get(after..).unwrap_or_default();
    let rest = rest.trim_start_matches(['”', '’', '"', '\'', ')', ']']);
    let Some(next) = rest.chars().next() else { return true };
    if !next.is_whitespace() {
        return false;
    }
    let following = rest.trim_start().chars().next();
    let before = text.get(..at).unwrap_or_default();
    if mark == '…' || before.ends_with("..") {
        return true;
    }
    if following.is_some_and(|c| c.is_lowercase()) {
        return mark != '.';
    }
    let last =
        before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default().to_lowercase();
    let is_initial = last.chars().count() == 1 && last.chars().all(char::is_alphabetic) && last != "i";
    mark != '.' || !(SHORT_FORMS.contains(&last.as_str()) || is_initial)
}

/// How the lines of a text were made: by hand, or by wrapping what was longer.
struct Wrapping {
    longest: usize,
}

impl Wrapping {
    fn of(text: &str) -> Self {
        Self { longest: text.lines().map(|line| line.chars().count()).max().unwrap_or_default() }
    }

    fn ends_at(&self, text: &str, at: usize) -> bool {
        let line = text.get(..at).and_then(|before| before.rsplit('\n').next()).unwrap_or_default();
        let next = text.get(at + 1..).and_then(|rest| rest.lines().next()).unwrap_or_default().trim_start();
        let is_item = next.starts_with(['-', '•', '*', '·']) || starts_with_number(next);
        let length = line.trim_end().chars().count() as f64;
        next.is_empty()
            || is_item
            || self.longest > LONGEST_WRAPPED
            || length < SHORT_LINE * self.longest as f64
    }
}

fn starts_with_number(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < line.len() && rest.starts_with(['.', ')'])
}

/// The words of a piece of text that stands `offset` bytes into the whole.
fn words(piece: &str, offset: usize) -> Vec<Word<'_>> {
    let mut words = Vec::new();
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
    words
}

/// A word as it is looked up: small letters, straight apostrophes.
pub(crate) fn folded(word: &str) -> String {
    word.to_lowercase().replace('’', "'")
}

/// A text cut after each of its sentences, none of its characters lost: what is read aloud one after the other.
pub fn cut(text: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut start = 0;
    for sentence in sentences(text) {
        parts.extend(text.get(start..sentence.end).map(str::to_owned));
        start = sentence.end;
    }
    let rest = text.get(start..).unwrap_or_default();
    match parts.last_mut() {
        Some(last) => last.push_str(rest),
        None => parts.push(rest.to_owned()),
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<Vec<&str>> {
        sentences(text).iter().map(|sentence| sentence.words.iter().map(|word| word.text).collect()).collect()
    }

    #[test]
    fn marks_end_sentences_but_short_forms_and_times_do_not() {
        assert_eq!(split("Ring Dr. Shah at 9 a.m. on Monday. Then rest!").len(), 2);
        assert_eq!(split("It is 1.5 km. “Is it?” She left…").len(), 3);
        assert_eq!(split("She said “Stop.” Then he left.").len(), 2);
    }

    #[test]
    fn lists_headings_and_paragraphs_end_sentences_but_wrapped_lines_do_not() {
        assert_eq!(split("Home\n\nClean the floor\n\nWash up").len(), 3);
        assert_eq!(split("You will\n- clean the floor\n- wash up").len(), 3);
        let wrapped = "This is a long line of a letter that was wrapped by a machine\nand goes on for a while until it ends here.";
        assert_eq!(split(wrapped).len(), 1);
    }

    #[test]
    fn slashes_part_words_and_hyphens_do_not() {
        assert_eq!(
            split("child/ren well-being O’Rourke’s 8:45am – 1,200"),
            [vec!["child", "ren", "well-being", "O’Rourke’s", "8:45am", "1,200"]]
        );
    }

    #[test]
    fn words_know_where_they_stand() {
        let text = "Żar. Ćma śpi";
        for word in sentences(text).iter().flat_map(|sentence| &sentence.words) {
            assert_eq!(text.get(word.start..word.end()), Some(word.text));
        }
    }

    #[test]
    fn no_character_is_lost_between_sentences() {
        for text in ["", "One.", "One. Two!  Three", "Line\nend. 9:15am on.\n", "…"] {
            assert_eq!(cut(text).concat(), text);
        }
        assert_eq!(cut("We ring you. You ring us."), ["We ring you.", " You ring us."]);
    }
}
