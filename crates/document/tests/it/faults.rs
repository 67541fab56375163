//! Deliberate faults in a copy of a good paper: each is caught, by the rule it breaks and by no other, and the paper
//! itself passes. With `FAULTS` set to a folder, the broken copies are left there for another validator to look at.

use std::collections::BTreeSet;
use std::path::Path;

use document::render;
use lopdf::Document;

use crate::broken::faults;
use crate::checker::{self, Rule, breaches};
use crate::family::{Family, answers, plan};

/// A paper with a bit of everything: logos, links, a list, a table, three levels of headings, quotations, marks, words in
/// other letters.
fn good() -> Vec<u8> {
    let mut plan = plan();
    plan.goals[1].own_words = "مجھے صرف پانچ منٹ چاہئیں۔".into();
    render(&Family::new(plan, &answers()).paper()).unwrap().bytes
}

/// A paper opened, changed and written again.
fn changed(paper: &[u8], change: impl FnOnce(&mut Document) -> Option<()>) -> Vec<u8> {
    let mut document = Document::load_mem(paper).unwrap();
    assert!(change(&mut document).is_some(), "the paper has nothing of the kind to break");
    let mut bytes = Vec::new();
    document.save_modern(&mut bytes).unwrap();
    bytes
}

/// Leaves a copy in the folder `FAULTS`, if that is set.
fn kept(name: &str, bytes: &[u8]) {
    if let Some(folder) = std::env::var_os("FAULTS") {
        std::fs::write(Path::new(&folder).join(format!("{name}.pdf")), bytes).unwrap();
    }
}

#[test]
fn a_paper_passes_also_when_it_was_written_again() {
    let good = good();
    checker::passes(&good, "as made");
    let again = changed(&good, |_| Some(()));
    kept("good", &again);
    checker::passes(&again, "written again");
}

#[test]
fn every_fault_is_caught_by_its_rule_and_by_no_other() {
    let good = good();
    for fault in faults() {
        let broken = changed(&good, fault.make);
        kept(fault.name, &broken);
        let found = breaches(&broken).unwrap();
        let rules: BTreeSet<Rule> = found.iter().map(|breach| breach.rule).collect();
        let told: Vec<String> = found.iter().map(ToString::to_string).collect();
        println!("{}: {}", fault.name, told.first().map_or("not caught", |it| it));
        assert_eq!(rules, fault.caught_by.iter().copied().collect(), "{}: {told:#?}", fault.name);
    }
}

#[test]
fn every_rule_has_a_fault_that_it_catches() {
    let caught: BTreeSet<Rule> = faults().iter().flat_map(|fault| fault.caught_by).copied().collect();
    assert_eq!(caught, Rule::ALL.into_iter().collect());
}
