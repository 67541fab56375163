//! The syllable lists against the dictionary they were made from.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use plan::language::Syllables;

const DICTIONARY: &str = include_str!("../../../../tests/data/language/cmudict.txt");
const EXCEPTIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/words/exceptions.txt");

/// Every plain word of the CMU Pronouncing Dictionary with its counts, the most usual first.
fn dictionary() -> BTreeMap<&'static str, Vec<usize>> {
    let counts = |counts: &str| counts.split(',').map(|count| count.parse().unwrap()).collect();
    DICTIONARY
        .lines()
        .map(|line| line.split_once(' ').unwrap())
        .map(|(word, it)| (word, counts(it)))
        .collect()
}

/// What the rules get wrong, as the program carries it. Possessives go by the word they are made from.
#[test]
fn the_exceptions_are_what_the_rules_get_wrong() {
    let syllables = Syllables::english();
    let mut exceptions = String::new();
    for (word, counts) in dictionary() {
        if !word.contains('\'') && !counts.contains(&syllables.by_rule(word)) {
            writeln!(exceptions, "{word} {}", counts[0]).unwrap();
        }
    }
    if std::env::var_os("WRITE_GOLDEN").is_some() {
        fs::write(EXCEPTIONS, &exceptions).unwrap();
    }
    assert!(fs::read_to_string(EXCEPTIONS).unwrap() == exceptions, "write them anew with WRITE_GOLDEN=1");
}

#[test]
fn syllables_agree_with_the_dictionary() {
    let syllables = Syllables::english();
    let dictionary = dictionary();
    let british: Vec<_> = include_str!("../../../../assets/words/uk.txt")
        .lines()
        .map(|it| it.split_once(' ').unwrap())
        .collect();
    for (word, count) in &british {
        assert_eq!(syllables.count(word), count.parse::<usize>().unwrap(), "{word}");
    }
    let american = || dictionary.iter().filter(|(word, _)| !british.iter().any(|(it, _)| it == *word));
    let part = |right: usize| 100.0 * right as f64 / american().count() as f64;
    let with = part(american().filter(|(word, counts)| counts.contains(&syllables.count(word))).count());
    let without = part(american().filter(|(word, counts)| counts.contains(&syllables.by_rule(word))).count());
    let words = dictionary.len();
    println!(
        "syllables: {with:.2} % of {words} words exact with the lists, {without:.2} % by the rules alone"
    );
    assert!(with >= 99.0, "{with}");
    assert!(without >= 90.0, "{without}");
}
