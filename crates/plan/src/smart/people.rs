//! Who is meant by a name, however it is written: whole names first, then title and surname, surname first, initials, and
//! a first name or surname alone where one person of the plan has it. A name without letters claims nothing.

use super::known::{Known, Of};
use super::lists::{Gender, HARM};
use super::names::Names;
use super::words::{Word, words};

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

/// Who always has a name, whatever the plan.
const ALWAYS: [&str; 20] = [
    "Children’s Services",
    "social worker",
    "police",
    "police officer",
    "health visitor",
    "team manager",
    "school nurse",
    "community nurse",
    "midwife",
    "family support worker",
    "support worker",
    "family worker",
    "key worker",
    "youth worker",
    "outreach worker",
    "early help worker",
    "housing officer",
    "probation officer",
    "nursery nurse",
    "class teacher",
];

/// What people write where they know of nobody.
const NOBODY: [&str; 9] = ["no", "none", "nobody", "unknown", "not", "n", "na", "yes", "someone"];

impl People {
    pub(super) fn of(names: &Names) -> Self {
        let known = |names: &[String], of| -> Vec<Known> {
            names.iter().filter_map(|name| Known::of(name, of)).collect()
        };
        let harm: Vec<Known> = names.harm_by.iter().filter_map(|name| known_harmer(name)).collect();
        let mut all = known(&names.people, Of::Person);
        let of: Vec<Of> = all.iter().map(|person| whose(person, &all, &harm)).collect();
        all.iter_mut().zip(of).for_each(|(person, of)| person.of = of);
        all.extend(harm);
        all.extend(known(&names.children, Of::Child));
        all.extend(known(&names.helpers, Of::Helper));
        all.extend(ALWAYS.iter().filter_map(|name| Known::of(name, Of::Helper)));
        Self { all }
    }

    /// Whom "he" and "she" can mean among those the harm comes from; nothing when nobody is named.
    pub(super) fn harmers(&self) -> Option<Vec<Option<Gender>>> {
        let genders: Vec<_> =
            self.all.iter().filter(|it| it.of == Of::HarmDoer).map(|it| it.gender).collect();
        (!genders.is_empty()).then_some(genders)
    }

    /// Whether somebody the harm comes from is not in the plan, so that "the neighbour" may be that one.
    pub(super) fn has_harmful_outsiders(&self) -> bool {
        let is_in_plan =
            |harmer: &Known| self.all.iter().any(|it| it.of != Of::HarmDoer && harmer.is_perhaps(it));
        let mut harmers = self.all.iter().filter(|it| it.of == Of::HarmDoer);
        harmers.any(|harmer| {
            let is_twice = self.all.iter().filter(|it| it.name == harmer.name).count() > 1;
            !is_twice && !is_in_plan(harmer)
        })
    }

    /// Whether somebody of the family has this surname, so that whoever else has it is one of them and no worker.
    pub(super) fn has_surname(&self, word: &str) -> bool {
        self.all.iter().any(|it| {
            it.of != Of::Helper && it.name.len() > 1 && it.name.last().is_some_and(|surname| surname == word)
        })
    }

    /// Whether a child of the plan is or may be of this gender.
    pub(super) fn has_a_child_like(&self, gender: Option<Gender>) -> bool {
        let mut children = self.all.iter().filter(|it| it.of == Of::Child);
        children.any(|it| it.gender.is_none() || it.gender == gender)
    }

    /// Whom among those the harm comes from the family's own words can mean, "her brother": who has the surname of another
    /// adult of the plan.
    pub(super) fn harmful_relatives(&self) -> Vec<Option<Gender>> {
        let of_one_name = |harmer: &&Known| {
            harmer.name.last().is_some_and(|surname| {
                let mut others = self.all.iter().filter(|it| matches!(it.of, Of::Person | Of::Perhaps));
                others.any(|it| it.name.len() > 1 && it.name.last() == Some(surname))
            })
        };
        self.all.iter().filter(|it| it.of == Of::HarmDoer).filter(of_one_name).map(|it| it.gender).collect()
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
        if best.is_empty() {
            best = self.all.iter().filter(|known| known.middle(words, at)).map(|known| (known, 1)).collect();
        }
        if best.is_empty() {
            let called = self.all.iter().filter(|known| known.is_called_for_short(words, at));
            best = called.map(|known| (known, 1)).collect();
            if !best.iter().any(|(known, _)| known.of == Of::HarmDoer) {
                return None;
            }
        }
        let (first, length) = *best.first()?;
        let agree = best.iter().all(|(known, _)| known.of == first.of);
        let is_of_harm = best.iter().all(|(known, _)| matches!(known.of, Of::Perhaps | Of::HarmDoer));
        let of = if agree {
            first.of
        } else if is_of_harm {
            Of::Perhaps
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

/// Who an adult of the plan is beside those the harm was said to come from. Who may be one of them and may not is never
/// taken for them: the one who is harmed often has the same surname.
fn whose(person: &Known, people: &[Known], harm: &[Known]) -> Of {
    if harm.iter().any(|it| it.is_surely(person)) {
        let is_alone = people.iter().filter(|it| it.name == person.name).count() == 1;
        return if is_alone { Of::HarmDoer } else { Of::Perhaps };
    }
    let is_nobody_else = |it: &&Known| !people.iter().any(|other| it.is_surely(other));
    let is_perhaps = harm.iter().filter(is_nobody_else).any(|it| it.is_perhaps(person));
    if is_perhaps { Of::Perhaps } else { Of::Person }
}

/// "A man called Pete", "her ex Lee": the name in what was typed as the source of harm.
fn known_harmer(typed: &str) -> Option<Known> {
    let all = words(typed);
    let after = all.iter().position(|word| matches!(word.small.as_str(), "called" | "named" | "is"));
    let said: Vec<&Word> = all.iter().skip(after.map_or(0, |at| at + 1)).collect();
    let named: Vec<&Word> = said.iter().copied().filter(|word| word.capital).collect();
    // "N/A" and "N. Marsh".
    let is_initial = |word: &Word| word.small == "n" && said.get(1).is_some_and(|next| next.small != "a");
    let is_nobody = !typed.chars().any(char::is_alphabetic)
        || said.first().is_none_or(|word| NOBODY.contains(&word.small.as_str()) && !is_initial(word));
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
    fn who_may_be_the_one_who_harms_and_may_not_is_never_taken_for_them() {
        for (adult, harm_by, said) in [
            ("Folasade Adeyemi", "Mr Adeyemi", "Folasade"),
            ("Folasade Adeyemi", "Mr Adeyemi", "Mr Adeyemi"),
            ("Abimbola Adeyemi", "A. Adeyemi", "Abimbola"),
            ("Alex Marsh", "Alex", "Alex"),
            ("Alex Marsh", "Alex", "Alex Marsh"),
            ("Dean Michael O'Rourke", "Dean O'Rourke", "Dean Michael O'Rourke"),
        ] {
            let found = found(said, &names(&["Jean Roe", adult], harm_by));
            assert_eq!(found.map(|it| it.0), Some(Of::Perhaps), "{said}, {adult}, {harm_by}");
        }
        assert_eq!(found("Mrs Marsh", &names(&["Mrs Marsh"], "Mr Marsh")), Some((Of::Person, 2)));
        let two = names(&["Alex Marsh", "Alex Marsh"], "Alex Marsh");
        assert_eq!(found("Alex", &two), Some((Of::Perhaps, 1)));
    }

    #[test]
    fn a_surname_first_is_read_as_everywhere_else() {
        for (typed, said) in [
            ("O'ROURKE, DEAN", "Dean"),
            ("O'ROURKE Dean", "Dean"),
            ("El Amin, Karim", "Karim"),
            ("El Amin, Karim", "Mr El Amin"),
            ("El Amin, Karim", "K. El Amin"),
            ("Mohammed Imran Akhtar", "Imran"),
        ] {
            let found = found(said, &names(&["Kelly Marsh", typed], typed));
            assert_eq!(found.map(|it| it.0), Some(Of::HarmDoer), "{said}, {typed}");
        }
    }

    #[test]
    fn what_is_typed_where_there_is_no_name_claims_nothing() {
        for none in ["The baby", "No name yet", "To be confirmed", "Not named yet", "Next door"] {
            for word in ["the", "The", "no", "to", "To", "not", "next", "Next", "be", "yet"] {
                assert_eq!(found(word, &names(&[none], "")), None, "{word}, {none}");
            }
        }
        assert_eq!(found("An Nguyen", &names(&["An Nguyen"], "")), Some((Of::Person, 2)));
        // In a text all in capitals a name that is a word too is one.
        assert_eq!(found("MARK WILL", &names(&[], "Mark Roe")), Some((Of::HarmDoer, 1)));
    }

    #[test]
    fn a_name_without_letters_and_an_answer_that_is_no_name_claim_nothing() {
        for none in ["?", "-", "No", "not known", ""] {
            assert_eq!(found("No one will come", &names(&["?"], none)), None);
        }
        assert_eq!(found("Pete", &names(&[], "a man called Pete")), Some((Of::HarmDoer, 1)));
    }
}
