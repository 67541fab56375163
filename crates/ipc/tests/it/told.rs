//! The sentences of `refusals.toml`: each is said by a program, and the ones on printing keep to what a worker needs then.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use plan::language::{Lists, Rule, findings, report};

type Sections = BTreeMap<String, BTreeMap<String, String>>;

fn sections() -> Sections {
    toml::from_str(include_str!("../../../../assets/texts/en/refusals.toml")).unwrap()
}

/// All code below a folder.
fn sources(folder: &Path) -> String {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.map(|path| if path.is_dir() { sources(&path) } else { fs::read_to_string(path).unwrap() }).collect()
}

/// The other way round, code that says what is not there, does not compile.
#[test]
fn every_sentence_is_said_by_a_program() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let code: String = ["tablet", "office"].map(|name| sources(&crates.join(name).join("src"))).concat();
    let calls = sections()
        .into_iter()
        .flat_map(|(section, sentences)| sentences.into_keys().map(move |key| format!("{section}::{key}(")));
    let silent: Vec<String> = calls.filter(|call| !code.contains(call)).collect();
    assert!(silent.is_empty(), "nobody says {silent:?}");
}

#[test]
fn a_sentence_has_its_slots_filled_and_what_fills_them_is_left_alone() {
    let told = ipc::told::office_copy::unknown_domain("{all}", "safety");
    let words = "“{all}” is no part of a plan. No copy was made. Choose from: safety.";
    assert_eq!(told.to_string(), words);
    assert_eq!(ipc::told::print_goes::printing().to_string(), "The plan is printing.");
}

#[test]
fn whatever_goes_wrong_at_a_printer_a_worker_is_told_what_is_safe() {
    for (key, said) in &sections()["print_trouble"] {
        let is_typing = key == "no_address";
        let is_safe = said.contains("safe here") || said.contains("Nothing was sent");
        assert!(is_safe || is_typing, "{said}");
    }
}

#[test]
fn where_somebody_may_be_in_between_no_open_line_is_offered() {
    let sentences = &sections()["print_trouble"];
    for key in ["line_gone", "other_key", "no_such_name"] {
        let said = &sentences[key];
        assert!(!said.contains("192.168") && !said.contains("number"), "{said}");
    }
}

#[test]
fn the_words_about_printers_are_easy_and_have_nothing_our_own_rules_find() {
    let lists = Lists::english();
    let all: Vec<String> = sections()["print_trouble"].values().cloned().collect();
    assert!(all.len() > 30);
    for said in &all {
        // Who did not print is of no use to anybody.
        let found: Vec<_> =
            findings(said, &lists.glossary).into_iter().filter(|found| found.rule != Rule::Passive).collect();
        assert_eq!(found, [], "{said}");
        assert!(
            !["IPP", "PDF", "server", "network", "protocol"].iter().any(|word| said.contains(word)),
            "{said}"
        );
        let grade = report(said, &lists).scores.fkgl;
        assert!(grade <= 6.0, "grade {grade:.1}: {said}");
    }
    let pooled = report(&all.join("\n\n"), &lists).scores;
    assert!(pooled.fkgl <= 4.0 && pooled.smog <= 7.0, "{pooled:?}");
}
