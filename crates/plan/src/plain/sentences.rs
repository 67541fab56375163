//! Where sentences begin and end: at a mark that ends one (`stops`), where a list item, a heading or a paragraph ends
//! (`lines`), and where a thought is broken off with three dots.

use super::lines::{Wrapping, label};
use super::stops;
use super::words::{Word, words};

/// A sentence and its words; never without words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence<'a> {
    /// Its words, without the number or letter of a list's item.
    pub words: Vec<Word<'a>>,
    /// Bytes before it.
    pub start: usize,
    /// Bytes before what follows its last mark.
    pub end: usize,
}

/// The sentences of a text.
pub fn sentences(text: &str) -> Vec<Sentence<'_>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for end in ends(text) {
        if let Some(piece) = text.get(start..end) {
            let lead = piece.len() - piece.trim_start().len();
            let labelled = start + lead + label_at(text, start + lead);
            let words = words(text.get(labelled..end).unwrap_or_default(), labelled);
            if !words.is_empty() {
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
        && text
            .get(last.start..last.end)
            .is_some_and(|it| !it.ends_with(['.', '!', '?', '…', '۔', '؟', '।', '॥']));
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
    let mut from = 0;
    let mut labelled = after_label(text, from);
    for (at, mark) in text.char_indices() {
        let end = match mark {
            '\n' => wrapped.ends_at(text, at).then_some(at + 1),
            _ if at < labelled || mark.is_alphanumeric() || mark == ' ' => None,
            _ => stops::end_at(text, from, at, mark),
        };
        if let Some(end) = end {
            ends.push(end);
            from = end;
            labelled = after_label(text, from);
        }
    }
    ends.push(text.len());
    ends
}

/// The byte after the label of the item that begins here, if one does.
fn after_label(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    let start = text.len() - rest.trim_start().len();
    start + label_at(text, start)
}

fn label_at(text: &str, start: usize) -> usize {
    let before = text.get(..start).unwrap_or_default().trim_end_matches([' ', '\t']);
    label(text.get(start..).unwrap_or_default(), before.is_empty() || before.ends_with('\n'))
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
