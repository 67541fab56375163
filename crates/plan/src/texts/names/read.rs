//! One name as it was typed: what in it is a title, a surname put first, a degree, and what the person is called.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

const LIST: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/words/names.txt"));

/// What stands beside names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Beside {
    /// "Mrs".
    Title,
    /// "Nana".
    Kin,
    /// "BSc".
    Behind,
    /// "mum", after a comma.
    What,
    /// "the".
    Describes,
}

static WORDS: LazyLock<BTreeMap<Beside, Vec<&'static str>>> = LazyLock::new(|| {
    let mut words: BTreeMap<Beside, Vec<&'static str>> = BTreeMap::new();
    for line in LIST.lines() {
        let (sign, rest) = line.split_at_checked(1).unwrap_or_default();
        let kind = match sign {
            "=" => Beside::Title,
            "~" => Beside::Kin,
            "-" => Beside::Behind,
            "+" => Beside::What,
            "*" => Beside::Describes,
            _ => continue,
        };
        words.entry(kind).or_default().extend(rest.split_whitespace());
    }
    words
});

fn is(word: &str, kind: Beside) -> bool {
    let bare: String = word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    WORDS.get(&kind).is_some_and(|words| words.contains(&bare.as_str()))
}

/// Whether a word is a title.
pub(super) fn is_title(word: &str) -> bool {
    is(word, Beside::Title)
}

/// Whether a word begins a description instead of a name.
pub(super) fn describes_who(word: &str) -> bool {
    is(word, Beside::Describes)
}

/// A name by how it was written.
enum Written<'a> {
    /// "Manpreet Kaur", without what may stand behind a comma.
    InOrder(&'a str),
    /// "Kaur, Manpreet".
    SurnameFirst(&'a str, &'a str),
}

fn written(name: &str) -> Written<'_> {
    // What stands in brackets at the end says what somebody is.
    let bracketed = name.trim_end().ends_with(')').then(|| name.split_once('(')).flatten();
    let name = bracketed.map(|(before, _)| before).filter(|it| has_letters(it)).unwrap_or(name);
    let Some((before, after)) = name.split_once(',') else { return Written::InOrder(name.trim()) };
    let after = after.split(',').next().unwrap_or_default().trim();
    let before = before.trim();
    let words = || after.split_whitespace();
    let is_surname = has_letters(before)
        && has_letters(after)
        && !words().all(|word| is(word, Beside::Behind) || is_title(word) || looks_like_degree(word, before))
        && !words().any(describes);
    if is_surname { Written::SurnameFirst(before, after) } else { Written::InOrder(before) }
}

/// "DipHE", "FRSA": capitals as in no name, behind a whole name.
fn looks_like_degree(word: &str, before: &str) -> bool {
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    capitals >= 2 && word.chars().count() <= 6 && before.split_whitespace().count() > 1 && !is_shouted(before)
}

/// Whether a word behind a comma says what somebody is: "mum", "Jay’s".
fn describes(word: &str) -> bool {
    let is_small =
        word.starts_with(char::is_lowercase) && !matches!(word, "de" | "da" | "al" | "bin" | "bint");
    let owns = ["'s", "’s", "s'", "s’"].iter().any(|ending| word.ends_with(ending));
    is_small || owns || is(word, Beside::What)
}

fn has_letters(text: &str) -> bool {
    text.contains(char::is_alphabetic)
}

/// All in capitals, and long enough not to be initials.
fn is_shouted(text: &str) -> bool {
    text.chars().filter(|c| c.is_uppercase()).count() > 2 && !text.contains(char::is_lowercase)
}

/// "J", "J.", "J.R.".
fn is_initial(word: &str) -> bool {
    let mut letters = word.split('.').filter(|it| !it.is_empty()).peekable();
    let one = |it: &str| it.chars().count() == 1 && it.chars().all(char::is_uppercase);
    letters.peek().is_some() && letters.all(one)
}

/// What a person is called in a sentence; nothing where a name has no letters.
pub(super) fn called(name: &str) -> Option<&str> {
    match written(name) {
        Written::InOrder(name) => in_sentence(name),
        Written::SurnameFirst(_, given) => in_sentence(without_titles(given)),
    }
}

/// "Kelly" of "Mrs Kelly", where the surname stands elsewhere.
fn without_titles(given: &str) -> &str {
    match given.split_once(char::is_whitespace) {
        Some((title, rest)) if is_title(title) && has_letters(rest) => without_titles(rest.trim_start()),
        _ => given,
    }
}

fn in_sentence(name: &str) -> Option<&str> {
    let is_word = |word: &&str| has_letters(word) || *word == "&";
    let mut words: Vec<&str> = name.split_whitespace().filter(is_word).collect();
    let begins = words.iter().position(|word| *word != "&")?;
    words.drain(..begins);
    while words.len() > 1 && words.last().is_some_and(|word| is(word, Beside::Behind)) {
        words.pop();
    }
    let titles = words.iter().take_while(|word| is_title(word)).count();
    let names = words.get(titles..).unwrap_or_default();
    let title = titles.checked_sub(1).and_then(|at| words.get(at)).copied();
    let (first, last) = match (title, names) {
        (None, []) => return None,
        // "Mrs" and nothing else is what there is.
        (Some(title), []) => (title, title),
        (Some(title), [surname]) => (title, *surname),
        // "Mr and Mrs Kaur" are two people.
        (Some(title), ["and" | "&", .., last]) => (title, *last),
        (_, [first, .., last]) if is_initial(first) || is(first, Beside::Describes) => (*first, *last),
        (_, [first, second, ..]) if is(first, Beside::Kin) => (*first, *second),
        (_, [first, rest @ ..]) => match rest.iter().find(|word| !is_shouted(word)) {
            Some(given) if is_shouted(first) && !is_initial(given) => (*given, *given),
            _ => (*first, *first),
        },
    };
    let called = between(name, first, last)?.trim_end_matches([',', ';', ':']);
    // A full stop belongs to initials and to "Jr.", and to nobody else's name.
    Some(if first == last && !is_initial(first) { called.trim_end_matches('.') } else { called })
}

/// The part of a text from one of its words to another.
fn between<'a>(text: &'a str, first: &str, last: &str) -> Option<&'a str> {
    let offset = |part: &str| (part.as_ptr() as usize).checked_sub(text.as_ptr() as usize);
    text.get(offset(first)?..offset(last)? + last.len())
}

/// A name in its order, "Manpreet Kaur" of "KAUR, Manpreet", with all that stands behind it.
pub(super) fn in_order(name: &str) -> Cow<'_, str> {
    match written(name) {
        Written::InOrder(_) => Cow::Borrowed(name.trim()),
        Written::SurnameFirst(surname, given) => match name.split_once('(') {
            Some((_, said)) => Cow::Owned(format!("{given} {surname} ({}", said.trim_end())),
            None => Cow::Owned(format!("{given} {surname}")),
        },
    }
}

/// A name in its order and nothing but the name.
pub(super) fn full(name: &str) -> Cow<'_, str> {
    match written(name) {
        Written::InOrder(name) => Cow::Borrowed(name),
        Written::SurnameFirst(surname, given) => Cow::Owned(format!("{given} {surname}")),
    }
}
