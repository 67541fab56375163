//! Who is meant by a name, however it is written: whole names first, then title and surname, surname first, initials, and
//! a first name or surname alone where one person of the plan has it. A name without letters claims nothing.

use super::lists::{Gender, HARM};
use super::names::Names;
use super::words::{Word, words};

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
    /// More than one person is called this; not all of them are of the same kind.
    Unclear,
}

/// A name that stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) of: Of,
    /// How many words it takes.
    pub(super) length: usize,
    pub(super) gender: Option<Gender>,
}

/// Everybody of a plan, with how they may be called.
#[derive(Debug)]
pub(super) struct People {
    all: Vec<Known>,
}

#[derive(Debug)]
struct Known {
    of: Of,
    title: Option<String>,
    name: Vec<String>,
    gender: Option<Gender>,
    /// Whether parts of the name may stand for the whole.
    is_human: bool,
}

/// Who always has a name, whatever the plan.
const ALWAYS: [&str; 6] =
    ["Children’s Services", "social worker", "police", "police officer", "health visitor", "team manager"];

pub(super) const TITLES: [(&str, Option<Gender>); 17] = [
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

/// What people write where they know of nobody.
const NOBODY: [&str; 9] = ["no", "none", "nobody", "unknown", "not", "n", "na", "yes", "someone"];

impl People {
    pub(super) fn of(names: &Names) -> Self {
        let mut all: Vec<Known> = Vec::new();
        let harm: Vec<Known> = names.harm_by.iter().filter_map(|name| known_harmer(name)).collect();
        let people = names.people.iter().filter_map(|name| Known::of(name, Of::Person));
        let people: Vec<Known> = people.collect();
        let is_same = |one: &Known, other: &Known| one.is_perhaps(other);
        for mut person in people {
            let whole = harm
                .iter()
                .any(|it| it.name == person.name && (it.name.len() > 1 || it.title == person.title));
            let short = harm.iter().any(|it| {
                is_same(it, &person)
                    && !names
                        .people
                        .iter()
                        .filter_map(|name| Known::of(name, Of::Person))
                        .any(|other| other.name != person.name && is_same(it, &other))
            });
            if whole || short {
                person.of = Of::HarmDoer;
            }
            all.push(person);
        }
        all.extend(harm);
        all.extend(names.children.iter().filter_map(|name| Known::of(name, Of::Child)));
        all.extend(names.helpers.iter().filter_map(|name| Known::of(name, Of::Helper)));
        all.extend(ALWAYS.iter().filter_map(|name| Known::of(name, Of::Helper)));
        Self { all }
    }

    /// Whom "he" and "she" can mean among those the harm comes from; nothing when nobody is named.
    pub(super) fn harmers(&self) -> Option<Vec<Option<Gender>>> {
        let genders: Vec<_> =
            self.all.iter().filter(|it| it.of == Of::HarmDoer).map(|it| it.gender).collect();
        (!genders.is_empty()).then_some(genders)
    }

    /// The longest name that stands at a place.
    pub(super) fn at(&self, words: &[Word], at: usize) -> Option<Found> {
        let mut best: Vec<(&Known, usize)> = Vec::new();
        for known in &self.all {
            let Some(length) = known.stands(words, at) else { continue };
            match best.first().map_or(0, |(_, best)| *best) {
                longest if length > longest => best = vec![(known, length)],
                longest if length == longest => best.push((known, length)),
                _ => {}
            }
        }
        let (first, length) = *best.first()?;
        let agree = best.iter().all(|(known, _)| known.of == first.of);
        let harm = best.iter().find(|(known, _)| known.of == Of::HarmDoer);
        // Two records of the one who harms, or a person and the same one named again as the source of harm.
        let same = harm.is_some_and(|(harm, _)| best.iter().all(|(known, _)| known.name == harm.name));
        let of = if agree {
            first.of
        } else if same {
            Of::HarmDoer
        } else {
            Of::Unclear
        };
        let is_two = of == Of::Person && best.iter().any(|(known, _)| known.name != first.name);
        let alone = length == 1 && first.name.len() > 1;
        let of = if is_two && alone { Of::Unclear } else { of };
        let gender = first.gender.filter(|gender| best.iter().all(|(it, _)| it.gender == Some(*gender)));
        Some(Found { of, length, gender })
    }
}

/// "A man called Pete", "her ex Lee": the name in what was typed as the source of harm.
fn known_harmer(typed: &str) -> Option<Known> {
    let all = words(typed);
    let after = all.iter().position(|word| matches!(word.small.as_str(), "called" | "named" | "is"));
    let said: Vec<&Word> = all.iter().skip(after.map_or(0, |at| at + 1)).collect();
    let named: Vec<&Word> = said.iter().copied().filter(|word| word.capital).collect();
    let is_nobody = !typed.chars().any(char::is_alphabetic)
        || said.first().is_none_or(|word| NOBODY.contains(&word.small.as_str()));
    if is_nobody {
        return None;
    }
    let words = if named.is_empty() { said } else { named };
    let text: Vec<&str> = words.iter().map(|word| word.small.as_str()).collect();
    let only_kin =
        text.iter().all(|word| HARM.kin.contains_key(*word) || matches!(*word, "the" | "her" | "his" | "a"));
    if only_kin {
        return None;
    }
    Known::of(
        typed.get(..).filter(|_| after.is_none() && text.len() == all.len()).unwrap_or(&text.join(" ")),
        Of::HarmDoer,
    )
}

impl Known {
    fn of(name: &str, of: Of) -> Option<Self> {
        if !name.chars().any(char::is_alphabetic) {
            return None;
        }
        let bare = name.split('(').next().unwrap_or_default();
        let mut parts = bare.split(',');
        let (first, rest) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        // "Beddoes-Kaur, Manpreet" is surname first; "Dean O'Rourke, dad" is not.
        let is_surname = !rest.trim().is_empty()
            && words(first).len() == 1
            && words(rest).iter().all(|word| word.capital && !HARM.kin.contains_key(&word.small));
        let whole = if is_surname { format!("{rest} {first}") } else { first.to_owned() };
        let mut all: Vec<String> = words(&whole).into_iter().map(|word| bare_of(&word.small)).collect();
        all.retain(|word| word.chars().any(char::is_alphabetic));
        let is_title = |word: &String| TITLES.iter().any(|(title, _)| title == word);
        let title = (all.len() > 1 && all.first().is_some_and(is_title)).then(|| all.remove(0));
        if of == Of::Helper && all.len() > 1 && all.first().is_some_and(|word| word == "the") {
            all.remove(0);
        }
        let first = all.first()?;
        let by_title = title.as_ref().and_then(|title| gender_of(title));
        let gender = by_title.or_else(|| HARM.gender(first));
        let is_human = of != Of::Helper || title.is_some() || all.len() == 2 && HARM.is_given_name(first);
        Some(Self { of, title, gender, is_human, name: all })
    }

    /// Whether a source of harm as it was typed can be this person: by surname or by first name alone.
    fn is_perhaps(&self, person: &Self) -> bool {
        let (Some(first), Some(last)) = (person.name.first(), person.name.last()) else { return false };
        let agrees = self.gender.is_none() || person.gender.is_none() || self.gender == person.gender;
        match self.name.as_slice() {
            [only] => agrees && (only == first && self.title.is_none() || only == last),
            [initial, surname] => {
                agrees && surname == last && initial.len() == 1 && first.starts_with(initial.as_str())
            }
            _ => false,
        }
    }

    /// How many words of this name stand at a place.
    fn stands(&self, words: &[Word], at: usize) -> Option<usize> {
        let title = words.get(at).map_or("", |word| word.small.as_str());
        let titled = self.is_human && TITLES.iter().any(|(it, _)| *it == title);
        if titled {
            let by_title = gender_of(title);
            let agrees = by_title.is_none() || self.gender.is_none() || by_title == self.gender;
            let whole = self.whole(words, at + 1);
            let surname = self.name.last().filter(|it| is_word(words, at + 1, it)).map(|_| 1);
            if agrees && let Some(length) = whole.or(surname) {
                return Some(length + 1);
            }
            // "Mr and Mrs Saleem" names both.
            let both = words.get(at + 1).is_some_and(|word| word.small == "and")
                && words.get(at + 2).is_some_and(|word| gender_of(&word.small).is_some())
                && self.name.last().is_some_and(|it| is_word(words, at + 3, it));
            return (both && agrees).then_some(1);
        }
        self.whole(words, at).or_else(|| self.part(words, at))
    }

    fn whole(&self, words: &[Word], at: usize) -> Option<usize> {
        let named = |name: &[&String]| {
            name.iter()
                .enumerate()
                .all(|(n, it)| is_word_of(words, at + n, it, n + 1 == name.len()))
                .then_some(name.len())
        };
        let all: Vec<&String> = self.name.iter().collect();
        if let [_, .., last] = all.as_slice()
            && self.is_human
            && let Some(first) = all.first()
        {
            let turned = named(&[last, first]);
            let short = (all.len() > 2).then(|| named(&[first, last])).flatten();
            return named(&all).or(short).or(turned).or_else(|| self.joined(words, at));
        }
        named(&all).or_else(|| self.joined(words, at))
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

    /// Initial and surname, first name alone, surname alone.
    fn part(&self, words: &[Word], at: usize) -> Option<usize> {
        let (first, last) = (self.name.first()?, self.name.last()?);
        if !self.is_human || self.name.len() < 2 {
            return None;
        }
        let here = words.get(at)?;
        if here.small.len() == 1 && first.starts_with(here.small.as_str()) && is_word(words, at + 1, last) {
            return Some(2);
        }
        let is_surname = self.of != Of::Child
            && last.len() > 2
            && is_word(words, at, last)
            && (here.capital || !is_common(last));
        (is_word(words, at, first) || is_surname).then_some(1)
    }
}

fn gender_of(title: &str) -> Option<Gender> {
    TITLES.iter().find(|(it, _)| *it == title).and_then(|(_, gender)| *gender)
}

/// Surnames that are words too: a small letter says that the word is meant.
fn is_common(surname: &str) -> bool {
    HARM.is_surname_too(surname) || HARM.kin.contains_key(surname)
}

fn is_word(words: &[Word], at: usize, wanted: &str) -> bool {
    is_word_of(words, at, wanted, true)
}

fn is_word_of(words: &[Word], at: usize, wanted: &str, last: bool) -> bool {
    let Some(word) = words.get(at) else { return false };
    if HARM.is_word_too(wanted) && !word.capital {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, names: &Names) -> Option<(Of, usize)> {
        People::of(names).at(&words(text), 0).map(|it| (it.of, it.length))
    }

    fn names(people: &[&str], harm_by: &str) -> Names {
        let people = people.iter().map(|it| (*it).to_owned()).collect();
        Names { people, harm_by: vec![harm_by.to_owned()], ..Names::default() }
    }

    #[test]
    fn one_is_known_by_every_usual_way_to_write_a_name() {
        let plan = names(&["Kelly Marsh", "Siân Llewellyn-Jones"], "Dean O’Rourke");
        for (text, wanted) in [
            ("Mr O'Rourke's car", (Of::HarmDoer, 2)),
            ("D. ORourke", (Of::HarmDoer, 2)),
            ("O’ROURKE, DEAN", (Of::HarmDoer, 2)),
            ("Mr Dean O'Rourke", (Of::HarmDoer, 3)),
            ("Dean", (Of::HarmDoer, 1)),
            ("Mrs Marsh", (Of::Person, 2)),
            ("Sian", (Of::Person, 1)),
            ("Kelly’ll ring", (Of::Person, 1)),
        ] {
            assert_eq!(found(text, &plan), Some(wanted), "{text}");
        }
        assert_eq!(found("Mr Marsh", &plan), None);
    }

    #[test]
    fn a_first_name_or_a_title_alone_never_makes_the_wrong_one_the_one_who_harms() {
        let plan = names(&["Mr Marsh", "Mrs Marsh"], "Mr O'Rourke");
        assert_eq!(found("Mr Marsh", &plan), Some((Of::Person, 2)));
        let two = names(&["Mohammed Iqbal", "Mohammed Saleem"], "Mohammed Saleem");
        assert_eq!(found("Mohammed Iqbal", &two), Some((Of::Person, 2)));
        assert_eq!(found("Mohammed Saleem", &two), Some((Of::HarmDoer, 2)));
        assert_eq!(found("Mohammed", &two), Some((Of::Unclear, 1)));
    }

    #[test]
    fn a_name_without_letters_and_an_answer_that_is_no_name_claim_nothing() {
        for none in ["?", "-", "No", "not known", ""] {
            assert_eq!(found("No one will come", &names(&["?"], none)), None);
        }
        assert_eq!(found("Pete", &names(&[], "a man called Pete")), Some((Of::HarmDoer, 1)));
    }
}
