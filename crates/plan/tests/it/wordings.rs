//! The guards of wordings against labelled sentences: `tests/data/smart/README.md` says how they were labelled. Of our own
//! set every second sentence is counted for itself and not printed.

use plan::smart::{Names, WordingGuard, check};
use proptest::prelude::*;

use crate::labelled::{lines, list, said_at_the_top, wordings};

/// What was found in one set.
#[derive(Debug, Default)]
struct Tally {
    wanted: usize,
    missed: usize,
    innocent: usize,
    alarms: usize,
    asked: usize,
}

impl Tally {
    /// `wanted` are guards that must be there; an innocent text has none.
    fn count(&mut self, text: &str, wanted: &[WordingGuard], names: &Names, show: bool) {
        let found = check(text, names).guards;
        let is_ask = |guard: &WordingGuard| *guard == WordingGuard::AskColleague;
        if wanted.is_empty() {
            self.innocent += 1;
            self.alarms += usize::from(found.iter().any(|guard| !is_ask(guard)));
            self.asked += usize::from(found.iter().any(is_ask));
        }
        let missed = wanted.iter().filter(|guard| !found.contains(guard)).count();
        self.wanted += wanted.len();
        self.missed += missed;
        if show && (missed > 0 || wanted.is_empty() && !found.is_empty()) {
            println!("wanted {wanted:?}, found {found:?}: {text}");
        }
    }
}

pub(crate) fn names(people: &str, harm_by: &str, children: &str, helpers: &str) -> Names {
    Names { people: list(people), harm_by: list(harm_by), children: list(children), helpers: list(helpers) }
}

fn guard(label: &str) -> WordingGuard {
    match label {
        "contact" | "no_contact" => WordingGuard::NoContact,
        "moves" | "moves_child_out" => WordingGuard::MovesChildOut,
        "hidden" => WordingGuard::HarmHidden,
        "unseen" => WordingGuard::ChildNoVictim,
        other => panic!("no label: {other}"),
    }
}

const GUARDS: &str = include_str!("../../../../tests/data/smart/cases/guards.tsv");
const BLIND: &str = include_str!("../../../../tests/data/smart/cases/blind-guards.tsv");
const SECOND_BLIND: &str = include_str!("../../../../tests/data/smart/cases/second-blind-guards.tsv");
const THIRD_BLIND: &str = include_str!("../../../../tests/data/smart/cases/third-blind-guards.tsv");
const FOURTH_BLIND: &str = include_str!("../../../../tests/data/smart/cases/fourth-blind-guards.tsv");
const FIFTH_BLIND: &str = include_str!("../../../../tests/data/smart/cases/fifth-blind-guards.tsv");
const SIXTH_BLIND: &str = include_str!("../../../../tests/data/smart/cases/sixth-blind-guards.tsv");
const SEVENTH_BLIND: &str = include_str!("../../../../tests/data/smart/cases/seventh-blind-guards.tsv");
const EIGHTH_BLIND: &str = include_str!("../../../../tests/data/smart/cases/eighth-blind-guards.tsv");
const NINTH_BLIND: &str = include_str!("../../../../tests/data/smart/cases/ninth-blind-guards.tsv");
const TENTH_BLIND: &str = include_str!("../../../../tests/data/smart/cases/tenth-blind-guards.tsv");
const ELEVENTH_BLIND: &str = include_str!("../../../../tests/data/smart/cases/eleventh-blind-guards.tsv");
const TWELFTH_BLIND: &str = include_str!("../../../../tests/data/smart/cases/twelfth-blind-guards.tsv");
const THIRTEENTH_BLIND: &str = include_str!("../../../../tests/data/smart/cases/thirteenth-blind-guards.tsv");
const TRAINING: [&str; 9] = [
    include_str!("../../../../tests/data/smart/cases/training-a-guards.tsv"),
    include_str!("../../../../tests/data/smart/cases/training-b-guards.tsv"),
    include_str!("../../../../tests/data/smart/cases/training-c-guards.tsv"),
    include_str!("../../../../tests/data/smart/cases/training-d-guards.tsv"),
    include_str!("../../../../tests/data/smart/cases/training-e-guards.tsv"),
    include_str!("../../../../tests/data/smart/cases/training-f-guards.tsv"),
    include_str!("../../../../tests/data/smart/cases/training-g-guards.tsv"),
    include_str!("../../../../tests/data/smart/cases/training-h-guards.tsv"),
    include_str!("../../../../tests/data/smart/cases/training-i-guards.tsv"),
];
/// Neither the rules nor the model were made with these, and nobody who makes them has read them.
const HELD_OUT: &str = include_str!("../../../../tests/data/smart/held-out-guards.tsv");
const ORDINARY: &str = include_str!("../../../../tests/data/smart/cases/ordinary-guards.tsv");
const LATER: &str = include_str!("../../../../tests/data/smart/cases/later-guards.tsv");

/// Reads a file's wordings with the source of harm and the children named, or not, and shows which it reads wrongly.
fn cases(file: &str, is_named: bool, knows_children: bool) -> Tally {
    tally(file, is_named, knows_children, true)
}

fn tally(file: &str, is_named: bool, knows_children: bool, show: bool) -> Tally {
    let mut tally = Tally::default();
    for wording in wordings(file).filter(|it| is_named || !it.only_named) {
        let wanted: Vec<WordingGuard> = list(wording.wanted).iter().map(|it| guard(it)).collect();
        let harm_by = if is_named { wording.harm_by } else { "" };
        let children = if knows_children { wording.children } else { "" };
        tally.count(wording.text, &wanted, &names(wording.people, harm_by, children, ""), show);
    }
    tally
}

fn assert_few_alarms(tally: &Tally) {
    assert!(tally.alarms * 10 <= tally.innocent && tally.asked * 10 <= tally.innocent, "{tally:?}");
}

#[test]
fn nothing_is_missed_in_the_cases_where_the_source_of_harm_is_named() {
    for knows_children in [false, true] {
        let tally = cases(GUARDS, true, knows_children);
        assert_eq!(tally.missed, 0, "{tally:?}");
        assert_few_alarms(&tally);
    }
}

#[test]
fn at_most_one_in_twenty_of_the_cases_is_missed_where_nobody_is_named() {
    let tally = cases(GUARDS, false, false);
    assert!(tally.missed * 20 <= tally.wanted, "{tally:?}");
    assert_few_alarms(&tally);
}

/// They were blind once: thirty of ninety were missed then.
#[test]
fn what_was_blind_and_what_came_later_stays_found() {
    for knows_children in [false, true] {
        for file in [BLIND, LATER] {
            let tally = cases(file, true, knows_children);
            println!("{tally:?}");
            assert!(tally.wanted > 60 && tally.missed * 20 <= tally.wanted, "{tally:?}");
            assert_few_alarms(&tally);
        }
    }
    for (is_named, knows_children) in [(true, false), (true, true), (false, true)] {
        let tally = cases(SECOND_BLIND, is_named, knows_children);
        println!("{tally:?}");
        assert!(tally.wanted > 140 && tally.missed * 12 <= tally.wanted, "{tally:?}");
        assert_few_alarms(&tally);
    }
    for (file, wanted) in [
        (THIRD_BLIND, 120),
        (FOURTH_BLIND, 80),
        (FIFTH_BLIND, 110),
        (SIXTH_BLIND, 110),
        (SEVENTH_BLIND, 130),
        (EIGHTH_BLIND, 120),
        (NINTH_BLIND, 130),
        (TENTH_BLIND, 160),
        (ELEVENTH_BLIND, 160),
        (TWELFTH_BLIND, 180),
        (THIRTEENTH_BLIND, 180),
    ] {
        // A plan knows its children; without, a name alone is not told from anybody else's.
        for (knows_children, one_in) in [(true, 20), (false, 12)] {
            let tally = cases(file, true, knows_children);
            println!("{tally:?}");
            assert!(tally.wanted == wanted && tally.missed * one_in <= tally.wanted, "{tally:?}");
            assert_few_alarms(&tally);
        }
        let nobody = cases(file, false, true);
        println!("{nobody:?}");
        assert!(nobody.missed * 6 <= nobody.wanted, "{nobody:?}");
        assert_few_alarms(&nobody);
    }
    let nobody = cases(BLIND, false, true);
    assert!(nobody.missed * 10 <= nobody.wanted, "{nobody:?}");
    assert_few_alarms(&nobody);
}

/// A miss can hurt somebody, a false alarm costs a sentence.
#[test]
fn of_words_nobody_has_tried_one_in_twenty_is_missed_at_most() {
    for is_named in [true, false] {
        let tally = tally(HELD_OUT, is_named, true, false);
        println!("{tally:?}");
        assert!(tally.wanted > 150 && tally.missed * 20 <= tally.wanted, "{tally:?}");
        assert!(tally.alarms * 6 <= tally.innocent && tally.asked * 10 <= tally.innocent, "{tally:?}");
    }
}

/// The model learnt from these, so this says nothing of words nobody has tried; the false alarms are those of the rules.
#[test]
fn what_the_model_learnt_from_is_found() {
    let mut all = Tally::default();
    // Alarms, at most one in so many; in the fifth every innocent wording was made to be taken for a move.
    for (file, one_in) in TRAINING.into_iter().zip([7, 7, 7, 7, 6, 7, 10, 10, 9]) {
        let tally = cases(file, true, true);
        println!("{tally:?}");
        assert!(tally.wanted >= 219 && tally.missed * 20 <= tally.wanted, "{tally:?}");
        assert!(tally.alarms * one_in <= tally.innocent && tally.asked * 10 <= tally.innocent, "{tally:?}");
        all.innocent += tally.innocent;
        all.alarms += tally.alarms;
    }
    assert!(all.alarms * 10 <= all.innocent, "{all:?}");
}

/// The model learnt from these too.
#[test]
fn ordinary_goals_and_offers_are_left_alone() {
    for is_named in [true, false] {
        let tally = cases(ORDINARY, is_named, true);
        assert!(tally.innocent > 100 && (tally.alarms + tally.asked) * 15 <= tally.innocent, "{tally:?}");
    }
}

pub(crate) const OURS: [&str; 8] = [
    include_str!("../../../../tests/data/smart/wordings/father.tsv"),
    include_str!("../../../../tests/data/smart/wordings/grandparent.tsv"),
    include_str!("../../../../tests/data/smart/wordings/neglect.tsv"),
    include_str!("../../../../tests/data/smart/wordings/nobody.tsv"),
    include_str!("../../../../tests/data/smart/wordings/outside.tsv"),
    include_str!("../../../../tests/data/smart/wordings/same-names.tsv"),
    include_str!("../../../../tests/data/smart/wordings/second.tsv"),
    include_str!("../../../../tests/data/smart/wordings/woman.tsv"),
];

/// Our own set in two halves; the second is not printed.
fn ours(knows_children: bool) -> [Tally; 2] {
    let mut tallies: [Tally; 2] = Default::default();
    for file in OURS {
        let said = |key: &str| said_at_the_top(file, key);
        let children = if knows_children { said("children") } else { "" };
        let names = names(said("people"), said("harm by"), children, said("helpers"));
        for (n, line) in lines(file).enumerate() {
            let (labels, text) = line.split_once('\t').unwrap();
            let labels = labels.split('+').filter(|it| *it != "innocent");
            let wanted: Vec<WordingGuard> = labels.map(guard).collect();
            tallies[n % 2].count(text, &wanted, &names, n % 2 == 0);
        }
    }
    tallies
}

#[test]
fn our_own_wordings_are_read_as_people_read_them_with_and_without_the_childrens_names() {
    for knows_children in [false, true] {
        let [first, second] = ours(knows_children);
        assert!(first.wanted + first.innocent + second.wanted + second.innocent > 600);
        for tally in [first, second] {
            println!("{tally:?}");
            assert!(tally.missed * 20 <= tally.wanted, "{tally:?}");
            assert!(tally.alarms * 10 <= tally.innocent && tally.asked * 10 <= tally.innocent, "{tally:?}");
        }
    }
}

proptest! {
    /// A name without letters claims nothing, whoever has it.
    #[test]
    fn a_name_without_letters_changes_nothing(name in "[?.\\- 0-9]{0,4}", n in 0_usize..80) {
        let texts: Vec<&str> = OURS.iter().flat_map(|file| lines(file)).filter_map(|it| it.split('\t').nth(1)).collect();
        let text = texts[n * 7 % texts.len()];
        let before = names("Kelly Marsh, Dean O'Rourke", "Dean O'Rourke", "Tia", "Home-Start");
        let mut after = before.clone();
        for list in [&mut after.people, &mut after.harm_by, &mut after.children, &mut after.helpers] {
            list.push(name.clone());
        }
        prop_assert_eq!(check(text, &before), check(text, &after));
    }
}
