//! One name of a plan: its parts as it was typed, and where it stands in a goal's words. Whole names first, then title and
//! surname, surname first, initials, and a first name or surname alone. A word that is nobody's name claims nothing, whoever
//! is called by it: "the baby" is not "the".

use super::lists::{Gender, HARM};
use super::words::{Word, words};
use crate::texts::names;

/// The kinds of names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// An adult of the plan.
    Person,
    /// The one the harm comes from.
    HarmDoer,
    /// A child.
    Child,
    /// An agency, or one of its people.
    Helper,
    /// An adult of the plan who may be the one the harm comes from.
    Perhaps,
    /// More than one person is called this; not all of them are of the same kind.
    Unclear,
}

const TITLES: [(&str, Option<Gender>); 17] = [
    ("mr", Some(Gender::Man)),
    ("mrs", Some(Gender::Woman)),
    ("ms", Some(Gender::Woman)),
    ("miss", Some(Gender::Woman)),
    ("sir", Some(Gender::Man)),
    ("mx", None),
    ("dr", None),
    ("prof", None),
    ("rev", None),
    ("pc", None),
    ("dc", None),
    ("ds", None),
    ("di", None),
    ("sgt", None),
    ("sergeant", None),
    ("insp", None),
    ("nurse", None),
];

/// A name, with how it may be said.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) of: Of,
    pub(super) title: Option<String>,
    pub(super) name: Vec<String>,
    pub(super) gender: Option<Gender>,
    /// Whether parts of the name may stand for the whole.
    is_human: bool,
}

impl Known {
    pub(super) fn of(name: &str, of: Of) -> Option<Self> {
        let bare = name.split('(').next().unwrap_or_default();
        let mut all = parts(&names::full(bare));
        let title = (all.len() > 1 && all.first().is_some_and(|it| is_title(it))).then(|| all.remove(0));
        if of == Of::Helper && all.len() > 1 && all.first().is_some_and(|word| word == "the") {
            all.remove(0);
        }
        let first = all.first()?;
        if all.iter().all(|word| HARM.is_no_name(word)) {
            return None;
        }
        let by_title = title.as_ref().and_then(|title| gender_of(title));
        // "O'ROURKE Dean" is called Dean.
        let called = names::first(bare).map(parts).unwrap_or_default();
        let called = called.iter().find(|it| !is_title(it)).unwrap_or(first);
        let gender = by_title.or_else(|| HARM.gender(called));
        let is_human = of != Of::Helper || title.is_some() || all.len() == 2 && HARM.is_given_name(first);
        Some(Self { of, title, gender, is_human, name: all })
    }

    /// Whether a source of harm as it was typed is this person, beyond doubt.
    pub(super) fn is_surely(&self, person: &Self) -> bool {
        self.name == person.name && (self.name.len() > 1 || self.title == person.title)
    }

    /// Whether a source of harm as it was typed can be this person: by surname, first name or initial.
    pub(super) fn is_perhaps(&self, person: &Self) -> bool {
        let is_part = |word: &String| {
            person.name.iter().any(|it| it == word || word.len() == 1 && it.starts_with(word.as_str()))
        };
        let agrees = self.gender.is_none() || person.gender.is_none() || self.gender == person.gender;
        agrees && self.name.iter().all(is_part)
    }

    /// How many words of this name stand at a place.
    pub(super) fn stands(&self, words: &[Word], at: usize) -> Option<usize> {
        let title = words.get(at).map_or("", |word| word.small.as_str());
        if self.is_human && is_title(title) {
            let by_title = gender_of(title);
            let agrees = by_title.is_none() || self.gender.is_none() || by_title == self.gender;
            let named = self
                .whole(words, at + 1)
                .or_else(|| self.surname(words, at + 1))
                .or_else(|| self.short_surname(words, at + 1));
            if agrees && let Some(length) = named {
                return Some(length + 1);
            }
            // "Mr and Mrs Saleem" names both.
            let both = words.get(at + 1).is_some_and(|word| word.small == "and")
                && words.get(at + 2).is_some_and(|word| gender_of(&word.small).is_some())
                && self.surname(words, at + 3).is_some();
            return (both && agrees).then_some(1);
        }
        if !self.can_begin(words, at) {
            return None;
        }
        self.whole(words, at).or_else(|| self.part(words, at))
    }

    /// Whether a word begins as one of the name's; most do not, and are done with at once.
    fn can_begin(&self, words: &[Word], at: usize) -> bool {
        let begins = |word: &str| word.chars().find(|c| !matches!(c, '\'' | '-'));
        let here = words.get(at).and_then(|word| begins(&word.small));
        here.is_some() && self.name.iter().any(|part| begins(part) == here)
    }

    /// Whether a name in the middle stands at a place: many are called by it.
    pub(super) fn middle(&self, words: &[Word], at: usize) -> bool {
        let (Some(here), [_, middle @ .., _]) = (words.get(at), self.name.as_slice()) else { return false };
        if !self.can_begin(words, at) {
            return false;
        }
        let is_said = |it: &String| {
            it.len() > 2 && (here.capital || HARM.is_given_name(it)) && self.is_alone(words, at, it)
        };
        self.is_human && self.of != Of::Child && middle.iter().any(is_said)
    }

    /// Whether a short or a longer form of the first name stands at a place: "Trev" for Trevor, "Deano" for Dean.
    pub(super) fn is_called_for_short(&self, words: &[Word], at: usize) -> bool {
        let (Some(here), Some(first)) = (words.get(at), self.name.first()) else { return false };
        if !self.can_begin(words, at) {
            return false;
        }
        let said = bare_of(here.small.trim_end_matches("'s"));
        let is_longer = said.len() > first.len();
        let (short, long) = if is_longer { (first, &said) } else { (&said, first) };
        let is_close = short.len() >= 4 || short.len() == 3 && !is_longer;
        let is_other = HARM.gender(&said).is_some_and(|it| self.gender.is_some_and(|own| own != it))
            || is_longer && said.ends_with('s')
            || is_word_of_rules(&said);
        self.is_human
            && (here.capital || is_longer)
            && is_close
            && long.len() <= short.len() + 4
            && long.starts_with(short.as_str())
            && !is_other
    }

    fn whole(&self, words: &[Word], at: usize) -> Option<usize> {
        let all: Vec<&String> = self.name.iter().collect();
        match all.as_slice() {
            [only] => self.is_alone(words, at, only).then_some(1).or_else(|| self.joined(words, at)),
            [first, .., last] if self.is_human => {
                let short = (all.len() > 2).then(|| run(&[*first, *last], words, at)).flatten();
                let turned = run(&[*last, *first], words, at);
                run(&all, words, at).or(short).or(turned).or_else(|| self.joined(words, at))
            }
            _ => run(&all, words, at).or_else(|| self.joined(words, at)),
        }
    }

    /// "Home Start" for Home-Start, and the other way round.
    fn joined(&self, words: &[Word], at: usize) -> Option<usize> {
        let flat: String = self.name.concat().replace('-', "");
        let parts = self.name.iter().map(|word| word.split('-').count()).sum();
        (1..=parts).rev().filter(|count| *count != self.name.len()).find(|count| {
            let said: String = words
                .iter()
                .skip(at)
                .take(*count)
                .map(|word| bare_of(&word.small).replace('-', ""))
                .collect();
            words.len() >= at + count
                && (said == flat
                    || said.strip_suffix("s") == Some(flat.as_str())
                        && words.get(at + count - 1).is_some_and(|it| owns(&it.small)))
        })
    }

    /// All of the surname: "O'Rourke", "El Amin", and as much of it as is said.
    fn surname(&self, words: &[Word], at: usize) -> Option<usize> {
        (1..self.name.len()).find_map(|from| {
            let last: Vec<&String> = self.name.iter().skip(from).collect();
            run(&last, words, at)
        })
    }

    /// "Oakfield" for Oakfield School: an agency without the word for what it is.
    fn without_kind(&self, words: &[Word], at: usize) -> Option<usize> {
        const KINDS: [&str; 22] = [
            "school",
            "nursery",
            "homes",
            "housing",
            "surgery",
            "academy",
            "primary",
            "secondary",
            "infant",
            "junior",
            "college",
            "centre",
            "clinic",
            "playgroup",
            "preschool",
            "project",
            "service",
            "services",
            "group",
            "practice",
            "trust",
            "association",
        ];
        let is_kind = |word: &&String| KINDS.contains(&word.as_str());
        let length = self.name.len() - self.name.iter().rev().take_while(is_kind).count();
        let own: Vec<&String> = self.name.iter().take(length).collect();
        let is_capital = words.get(at).is_some_and(|word| word.capital);
        (is_capital && length < self.name.len()).then(|| run(&own, words, at)).flatten()
    }

    /// Initial and surname, first name alone, surname alone.
    fn part(&self, words: &[Word], at: usize) -> Option<usize> {
        if self.of == Of::Helper && !self.is_human {
            return self.without_kind(words, at);
        }
        let (first, last) = (self.name.first()?, self.name.last()?);
        if !self.is_human || self.name.len() < 2 {
            let may_be_one = matches!(self.of, Of::Child | Of::HarmDoer);
            return (may_be_one && self.are_initials(words, at)).then_some(1);
        }
        let here = words.get(at)?;
        if here.small.len() == 1
            && first.starts_with(here.small.as_str())
            && let Some(length) = self.surname(words, at + 1)
        {
            return Some(length + 1);
        }
        if self.are_initials(words, at) {
            return Some(1);
        }
        if is_word(words, at, first, false)
            && let Some(length) = self.short_surname(words, at + 1)
        {
            return Some(length + 1);
        }
        let surname = self.surname(words, at).filter(|length| {
            let is_meant =
                last.len() > 2 && self.is_alone(words, at, last) && (here.capital || !is_common(last));
            self.of != Of::Child && (*length > 1 || is_meant)
        });
        surname.or_else(|| self.is_alone(words, at, first).then_some(1))
    }

    /// "O'R" for O'Rourke, "M" for Marsh.
    fn short_surname(&self, words: &[Word], at: usize) -> Option<usize> {
        let (here, last) = (words.get(at)?, self.name.last()?);
        let said = bare_of(here.small.trim_end_matches("'s"));
        let is_short = !said.is_empty() && said.len() <= 3 && said.len() < last.len();
        (self.name.len() > 1 && here.capital && is_short && said != "i" && last.starts_with(&said))
            .then_some(1)
    }

    /// "D", "D.O." and "JC" for who is called so; no "Plan D" and no "Vitamin D".
    fn are_initials(&self, words: &[Word], at: usize) -> bool {
        const LETTERED: [&str; 24] = [
            "vitamin",
            "plan",
            "section",
            "option",
            "flat",
            "block",
            "unit",
            "room",
            "group",
            "class",
            "year",
            "hepatitis",
            "part",
            "step",
            "form",
            "annex",
            "floor",
            "ward",
            "set",
            "band",
            "grade",
            "table",
            "hep",
            "type",
        ];
        const SHORT_FORMS: [&str; 24] = [
            "dv", "da", "cp", "la", "pr", "ed", "id", "ok", "tv", "pe", "it", "ot", "uc", "ae", "cs", "ss",
            "mh", "lp", "pp", "ea", "bp", "pm", "am", "dl",
        ];
        let Some(here) = words.get(at) else { return false };
        let said = here.small.trim_end_matches("'s");
        let letters: String = said.chars().filter(|letter| *letter != '.').collect();
        let all: String = self.name.iter().filter_map(|part| part.chars().next()).collect();
        let word = |at: Option<usize>| at.and_then(|at| words.get(at)).map_or("", |it| it.small.as_str());
        let (before, next) = (word(at.checked_sub(1)), word(Some(at + 1)));
        // "A&E", "B&M", "D of E".
        let is_among_letters =
            before.len() == 1 && !matches!(before, "i" | "a") || next.len() == 1 && next != "a";
        let is_one = letters.len() == 1
            && !matches!(said, "a" | "i")
            && all.starts_with(&letters)
            && (!is_among_letters
                || self.of == Of::Child
                    && !matches!(
                        (before, said, next),
                        ("a", "e", _) | (_, "a", "e") | ("b", "m", _) | (_, "b", "m")
                    ))
            && (!matches!(before, "of" | "a") || owns(&here.small))
            && next != "of";
        let is_short_form = HARM.kin.contains_key(&letters) || SHORT_FORMS.contains(&letters.as_str());
        // "DOR" for Dean O'Rourke.
        let is_longer = letters.len() > 2
            && self.name.len() > 1
            && self.name.first().is_some_and(|first| letters.starts_with(first.get(..1).unwrap_or("-")))
            && self.name.last().is_some_and(|last| last.starts_with(letters.get(1..).unwrap_or("-")));
        let is_all = letters.len() > 1
            && (letters == all || is_longer && here.capitals)
            && (said.contains('.') || here.capitals && !is_short_form);
        self.of != Of::Helper && here.capital && (is_one || is_all) && !LETTERED.contains(&before)
    }

    /// Whether one word of it stands at a place, and can be the name without the others.
    fn is_alone(&self, words: &[Word], at: usize, wanted: &str) -> bool {
        let is_word_too = self.of != Of::Helper && HARM.is_in_rules(wanted);
        let is_capital = words.get(at).is_none_or(|word| word.capital);
        (!is_word_too || is_capital) && !HARM.is_no_name(wanted) && is_word(words, at, wanted, true)
    }
}

/// Whether a word has a sense of its own, so that it is nobody's short name.
fn is_word_of_rules(word: &str) -> bool {
    HARM.is_in_rules(word) || HARM.kin.contains_key(word) || HARM.is_no_name(word)
}

/// The words of a name as they are compared.
fn parts(name: &str) -> Vec<String> {
    let all = words(name).into_iter().map(|word| bare_of(&word.small));
    all.filter(|word| word.chars().any(char::is_alphabetic)).collect()
}

pub(super) fn is_title(word: &str) -> bool {
    TITLES.iter().any(|(title, _)| *title == word)
}

fn gender_of(title: &str) -> Option<Gender> {
    TITLES.iter().find(|(it, _)| *it == title).and_then(|(_, gender)| *gender)
}

/// Surnames that are words too: a small letter says that the word is meant.
fn is_common(surname: &str) -> bool {
    HARM.is_surname_too(surname) || HARM.kin.contains_key(surname)
}

/// How many words it takes where all of these stand.
fn run(name: &[&String], words: &[Word], at: usize) -> Option<usize> {
    let stands = |(n, it): (usize, &&String)| is_word(words, at + n, it, n + 1 == name.len());
    (!name.is_empty() && name.iter().enumerate().all(stands)).then_some(name.len())
}

fn is_word(words: &[Word], at: usize, wanted: &str, last: bool) -> bool {
    let Some(word) = words.get(at) else { return false };
    if HARM.is_word_too(wanted) && !word.capital && !word.shouted {
        return false;
    }
    let said = bare_of(&word.small);
    said == wanted || last && owns(&word.small) && said.strip_suffix('s') == Some(wanted)
}

/// "Kelly's", "parents'".
pub(super) fn owns(word: &str) -> bool {
    word.ends_with("'s") || word.ends_with("s'")
}

/// A name as it is compared: no apostrophes, so that O'Rourke is ORourke and Children's is Childrens.
fn bare_of(word: &str) -> String {
    word.replace('\'', "")
}
