//! What a text holds beside its words: numbers to ring, and words in the letters of another language. It is cut there, so
//! that each can be told by itself. Of words in Latin letters nothing tells their language, nor of words in the same letters
//! as the paper's: they pass for the paper's own.

use std::ops::Range;

use crate::sheet::fonts::is_blank;
use crate::sheet::numbers;
use crate::sheet::script;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) range: Range<usize>,
    pub(crate) is: Is,
}

/// What a part is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Is {
    /// Words of the text's own language, as far as anybody knows.
    Words,
    /// Words of another one: its tag.
    InLanguage(String),
    /// A number to ring: where it leads.
    Number(String),
    /// An address to follow, which is all of the text.
    Address(String),
}

impl Part {
    /// Where it leads.
    pub(crate) fn target(&self) -> Option<&str> {
        match &self.is {
            Is::Words | Is::InLanguage(_) => None,
            Is::Number(target) | Is::Address(target) => Some(target),
        }
    }
}

/// What is known of the languages around a text.
pub(crate) struct Around<'a> {
    /// The text's own: a tag.
    pub(crate) own: &'a str,
    /// Those that the people of this paper read.
    pub(crate) known: &'a [String],
    /// Whether it says whom to ring, so that 101 is a number and no house.
    pub(crate) rings: bool,
}

/// The parts of a text in order; they make up all of it. There is always one.
pub(crate) fn of(text: &str, around: &Around<'_>) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut numbers = numbers::to_ring(text, around.rings).into_iter().peekable();
    for part in by_script(text, around) {
        let mut start = part.range.start;
        while let Some(number) = numbers.next_if(|number| number.range.start < part.range.end) {
            if number.range.start > start {
                parts.push(Part { range: start..number.range.start, is: part.is.clone() });
            }
            start = number.range.end;
            parts.push(Part { range: number.range, is: Is::Number(format!("tel:{}", number.dialled)) });
        }
        if part.range.end > start || text.is_empty() {
            parts.push(Part { range: start..part.range.end, is: part.is });
        }
    }
    parts
}

/// The text cut where the script of its words changes. What has no letters goes with what stands before it.
fn by_script(text: &str, around: &Around<'_>) -> Vec<Part> {
    let own = script::of_language(around.own);
    let mut starts: Vec<(usize, Option<&str>)> = Vec::new();
    for (start, word) in words(text) {
        let scripts = || word.chars().filter_map(script::of);
        let other = scripts().find(|it| *it != own && *it != script::LATIN);
        if scripts().next().is_some() && starts.last().is_none_or(|(_, before)| *before != other) {
            starts.push((start, other));
        }
    }
    match starts.first_mut() {
        Some((first, _)) => *first = 0,
        None => starts.push((0, None)),
    }
    let ends = starts.iter().skip(1).map(|(start, _)| *start).chain([text.len()]);
    let part = |(&(start, other), end): (&(usize, Option<&str>), usize)| {
        let in_language = |it| Is::InLanguage(script::language(it, around.known));
        Part { range: start..end, is: other.map_or(Is::Words, in_language) }
    };
    starts.iter().zip(ends).map(part).collect()
}

/// The words of a text and where they begin.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive(is_blank).filter_map(move |word| {
        let start = at;
        at += word.len();
        let word = word.trim_end_matches(is_blank);
        (!word.is_empty()).then_some((start, word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, own: &str) -> Vec<(String, Is)> {
        let parts = of(text, &Around { own, known: &["ur".to_owned()], rings: false });
        let all: String = parts.iter().map(|part| text.get(part.range.clone()).unwrap()).collect();
        assert_eq!(all, text, "nothing is lost");
        parts.into_iter().map(|part| (text.get(part.range).unwrap().to_owned(), part.is)).collect()
    }

    fn ur() -> Is {
        Is::InLanguage("ur".into())
    }

    #[test]
    fn a_text_in_its_own_language_is_one_part() {
        for (text, own) in
            [("Łucja said 4.", "en"), ("", "en"), ("4, 5.", "ur"), ("سارہ Siân ہے", "ur"), (" ", "en")]
        {
            assert_eq!(told(text, own), [(text.to_owned(), Is::Words)], "{text}");
        }
    }

    #[test]
    fn words_in_other_letters_are_in_another_language() {
        let whole = "“سارہ 4 ہے”.";
        assert_eq!(told(whole, "en"), [(whole.to_owned(), ur())]);
        let parts = told("She said: “سارہ ہے” to Анна and Thu.", "en");
        let wanted = [
            ("She said: ", Is::Words),
            ("“سارہ ہے” ", ur()),
            ("to ", Is::Words),
            ("Анна ", Is::InLanguage("und-Cyrl".into())),
            ("and Thu.", Is::Words),
        ];
        assert_eq!(parts, wanted.map(|(text, is)| (text.to_owned(), is)));
    }

    #[test]
    fn a_number_to_ring_is_a_part_in_any_language() {
        let number = || ("01632 960 114".to_owned(), Is::Number("tel:+441632960114".into()));
        assert_eq!(told("01632 960 114", "en"), [number()]);
        let parts = told("Ring on 01632 960 114.", "en");
        assert_eq!(parts, [("Ring on ".into(), Is::Words), number(), (".".into(), Is::Words)]);
        assert_eq!(told("اب 01632 960 114 پر", "en"), [("اب ".into(), ur()), number(), (" پر".into(), ur())]);
    }
}
