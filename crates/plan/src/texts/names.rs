//! Names in sentences: lists, what a person is called, and whether two names are one. How one name is read is in `read`.

mod read;

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::texts::Texts;
use crate::texts::{key, letters};

/// "Tia", "Tia and Jay", "Tia, Jay and Bo".
pub fn listed<S: AsRef<str>>(names: &[S], texts: &Texts) -> String {
    match names {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            [&first.join(", "), " ", texts.get(key!("word.and")), " ", last.as_ref()].concat()
        }
    }
}

/// What a person is called in a sentence: the first of their names, however it was typed: "Manpreet" of "KAUR, Manpreet"
/// and of "Ms Manpreet Kaur, BSc". A title stays where a surname is all there is ("Mrs Kaur"), initials keep the surname,
/// "Nana" keeps the name. Nothing while there is no name, or none with a letter in it.
pub fn first(name: &str) -> Option<&str> {
    read::called(name)
}

/// A name in the order in which it is said: "Manpreet Kaur" of "KAUR, Manpreet". Anything else as it was typed.
pub fn in_order(name: &str) -> Cow<'_, str> {
    read::in_order(name)
}

/// A name in its order, without degrees and descriptions behind a comma.
pub fn full(name: &str) -> Cow<'_, str> {
    read::full(name)
}

/// Whether a word begins a description of somebody and no name: "the", "our".
pub(crate) fn begins_description(word: &str) -> bool {
    read::describes_who(word)
}

/// What a person is called beside others: the first name, or all of it where somebody else has the same one. Nothing where
/// there is no name.
pub fn called<'a>(name: &'a str, others: impl IntoIterator<Item = &'a str>) -> Option<Cow<'a, str>> {
    let short = first(name)?;
    let folded = |name: &str| words(name).collect::<Vec<_>>();
    let mine = folded(short);
    let is_shared = others.into_iter().filter_map(first).any(|other| folded(other) == mine);
    Some(if is_shared { full(name) } else { Cow::Borrowed(short) })
}

/// What each of some people is called beside the others; who has no name is left out.
pub fn told_apart<'a>(names: &[&'a str]) -> Vec<Cow<'a, str>> {
    let one = |(at, name): (usize, &&'a str)| {
        let others = names.iter().enumerate().filter(move |(other, _)| *other != at);
        called(name, others.map(|(_, name)| *name))
    };
    names.iter().enumerate().filter_map(one).collect()
}

/// A name with who somebody is behind it: "Kelly Marsh (mum)"; the name alone where nobody said.
pub fn with_who<'a>(name: Cow<'a, str>, who: &str) -> Cow<'a, str> {
    match who.trim().trim_end_matches('.') {
        "" => name,
        who => Cow::Owned(format!("{name} ({who})")),
    }
}

/// Whether a name is one of these, whichever part of it comes first, with or without a title, however it is spaced,
/// capitalised, accented or typed.
pub fn is_among(name: &str, names: &[String]) -> bool {
    let folded = |name: &str| {
        let mut words: Vec<String> = words(name).collect();
        words.sort_unstable();
        words
    };
    let name = folded(name);
    !name.is_empty() && names.iter().any(|other| folded(other) == name)
}

/// Whether a name could be that of one of these people: "Tia" of Tia Marsh, "Mr O'Rourke" of "Dean O'Rourke, her husband".
pub fn could_be_one_of(name: &str, names: &[String]) -> bool {
    let mine: Vec<String> = words(name).collect();
    let is_in = |whole: &String| {
        let theirs: Vec<String> = words(whole).collect();
        mine.iter().all(|word| theirs.contains(word))
    };
    !mine.is_empty() && names.iter().any(is_in)
}

/// A text as names are compared and looked for: small letters without accents and apostrophes.
pub fn folded(text: &str) -> String {
    text.nfkd()
        .filter(|c| !is_combining_mark(*c) && !letters::is_unseen(*c) && !letters::is_apostrophe(*c))
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            // Strokes are no accents to Unicode, and are typed without by whoever has no such key.
            'ł' => 'l',
            'ø' => 'o',
            'đ' => 'd',
            'ħ' => 'h',
            c => c,
        })
        .collect()
}

/// A name's words as they are compared; no titles.
fn words(name: &str) -> impl Iterator<Item = String> {
    let words: Vec<String> = folded(name)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !read::is_title(word))
        .map(str::to_owned)
        .collect();
    words.into_iter()
}

#[cfg(test)]
mod tests;
