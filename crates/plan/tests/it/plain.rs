//! The plain-language engine against reference texts, a form of the old kind, and our own words.

use plan::language::{Band, Lists, Report, Rule, findings, report};
use serde::Deserialize;

#[derive(Deserialize)]
struct Reference {
    name: String,
    text: String,
    fre: f64,
    fkgl: f64,
    smog: f64,
}

fn read(text: &str) -> Report {
    report(text, &Lists::english())
}

/// The published values of texts that other programs are tested with, from the raw text.
#[test]
fn reference_texts_score_within_their_tolerances() {
    let all: Vec<Reference> =
        serde_json::from_str(include_str!("../../../../tests/data/language/reference.json")).unwrap();
    for Reference { name, text, fre, fkgl, smog } in all {
        let found = read(&text);
        println!("{name}: {:?} {:?}", found.counts, found.scores);
        assert!((found.scores.fkgl - fkgl).abs() <= 0.3, "{name}: FKGL {} is not {fkgl}", found.scores.fkgl);
        assert!((found.scores.smog - smog).abs() <= 0.5, "{name}: SMOG {} is not {smog}", found.scores.smog);
        assert!((found.scores.fre - fre).abs() <= 3.0, "{name}: FRE {} is not {fre}", found.scores.fre);
    }
}

#[test]
fn a_form_of_the_old_kind_is_red_and_told_why() {
    let found = read(include_str!("../../../../tests/data/language/paper-form.txt"));
    println!("{:?} {:?} {} findings", found.band, found.scores, found.findings.len());
    assert_eq!(found.band, Band::Red);
    assert!(found.findings.len() >= 15, "{}", found.findings.len());
    let has = |rule: Rule, part: &str| {
        found.findings.iter().any(|it| it.rule == rule && it.text.to_lowercase().contains(part))
    };
    for (rule, part) in [
        (Rule::Jargon, "liaise"),
        (Rule::Jargon, "adhered"),
        (Rule::Jargon, "paraphernalia"),
        (Rule::Slash, "child/ren"),
        (Rule::Slash, "help/advice"),
        (Rule::Abbreviation, "csd"),
        (Rule::Clock, "14:30"),
        (Rule::Vague, "at all times"),
    ] {
        assert!(has(rule, part), "{part} was not found as {rule:?}");
    }
    for rule in Rule::ALL {
        assert!(
            found.findings.iter().any(|it| it.rule == rule)
                || matches!(rule, Rule::FigureDate | Rule::Conditions),
            "{rule:?}"
        );
    }
}

#[test]
fn the_same_form_in_plain_words_is_green() {
    let found = read(include_str!("../../../../tests/data/language/plain-form.txt"));
    println!("{:?} {:?} {:?}", found.band, found.scores, found.findings);
    assert_eq!(found.band, Band::Green);
    assert_eq!(found.findings, []);
}

#[test]
fn findings_point_at_characters() {
    let text = "Żółć: we will liaise with the school. Tea is at 17:30.";
    for finding in read(text).findings {
        let words: String = text.chars().skip(finding.start).take(finding.end - finding.start).collect();
        assert_eq!(words, finding.text);
    }
}

/// Letters for words that no list knows are asked to be written in full; what only looks like them is left.
#[test]
fn letters_nobody_is_told_the_words_of_are_pointed_at() {
    let lists = Lists::english();
    let letters = |text: &str| -> Vec<String> {
        let found = findings(text, &lists.glossary).into_iter();
        found.filter(|it| it.rule == Rule::Abbreviation).map(|it| it.text).collect()
    };
    for (text, found) in [
        ("The XQT will ring you.", "XQT"),
        ("Kelly will go to the QWRPs by Friday.", "QWRPs"),
        ("MO to see to the bins.", "MO"),
        ("Ask the BBR's team.", "BBR's"),
    ] {
        assert_eq!(letters(text), [found], "{text}");
    }
    for text in [
        "Kelly will NOT open the door, and Ben will ALWAYS wear his coat.",
        "Kelly MARSH and DR ALI will talk on Friday.",
        "THE HOME WILL BE KEPT CLEAN, TBB AND ALL.",
        "Tia watches TV and has PE on Mondays.",
        "They live at HU 14 2AB, in flat II.",
        "Henry VIII was a king, and I am not.",
    ] {
        assert!(letters(text).is_empty(), "{text}: {:?}", letters(text));
    }
}
