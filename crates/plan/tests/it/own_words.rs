//! Our own words by our own rules: no sentence that a family reads has a finding, and each pooled text is easy to read.

use std::collections::BTreeMap;

use plan::clauses::Clause;
use plan::language::{Band, Finding, Lists, Rule, findings, report};
use plan::smart::{self, Missing, Names};
use plan::{Texts, clauses};

/// What stands in the slots of fixed texts, so that whole sentences are looked at.
const FILLED: [(&str, &str); 37] = [
    ("name", "Kelly"),
    ("who", "Kelly"),
    ("child", "Tia"),
    ("children", "Tia and Jay"),
    ("adult", "Kelly"),
    ("person", "Dean"),
    ("day", "Friday 4 December"),
    ("time", "10:15am"),
    ("phone", "01632 960 114"),
    ("address", "14 Tannery Row"),
    ("what", "cook a hot tea"),
    ("words", "I was hungry"),
    ("help", "help with reading"),
    ("language", "Polish"),
    ("missing", "who"),
    ("which", "the first goal"),
    ("why", "it is too much"),
    ("label", "Good things"),
    ("agency", "the police"),
    ("reference", "FSP-1234"),
    ("hash", "1234"),
    ("page", "1"),
    ("pages", "3"),
    ("part", "1"),
    ("parts", "3"),
    ("count", "3"),
    ("task", "The family"),
    ("section", "Meeting again"),
    ("character", "x"),
    ("number", "3"),
    ("seconds", "30"),
    ("minutes", "3"),
    ("found", "2"),
    ("known", "1"),
    ("record", "1234"),
    ("domain", "school"),
    ("all", "home, school"),
];

fn filled(text: &str) -> String {
    let mut slots: BTreeMap<String, String> =
        FILLED.iter().map(|(name, said)| ((*name).to_owned(), (*said).to_owned())).collect();
    slots.insert("outcome".into(), "agrees".into());
    clauses::fill(text, &slots)
}

/// The texts of some sections, filled.
fn texts_of(sections: &[&str]) -> Vec<String> {
    let texts = Texts::english();
    sections.iter().flat_map(|section| texts.section(section)).map(|(_, text)| filled(text)).collect()
}

fn library() -> Vec<String> {
    let mut sentences = Vec::new();
    for clause in clauses::english() {
        let choices = clause.slots.values().map(Vec::len).max().unwrap_or(1);
        for n in 0..choices {
            sentences.push(wordings(&clause, n));
        }
        sentences.push(clause.hint.clone());
        sentences.extend(clause.promises.iter().map(|promise| format!("Sam will {}.", filled(promise))));
    }
    sentences
}

/// Every stock goal in each of its wordings, as our own check reads it: nothing is missing but the day, which the worker picks.
#[test]
fn every_stock_goal_passes_our_own_check() {
    let names = Names {
        people: vec!["Kelly".into(), "Dean".into()],
        children: vec!["Tia".into(), "Jay".into()],
        ..Names::default()
    };
    let mut missing = Vec::new();
    for clause in clauses::english() {
        let choices = clause.slots.values().map(Vec::len).max().unwrap_or(1);
        for n in 0..choices {
            let text = wordings(&clause, n);
            let found = smart::check(&text, &names).missing;
            if found.iter().any(|it| *it != Missing::By) {
                missing.push(format!("{}: {found:?} in “{text}”", clause.code));
            }
        }
    }
    assert!(missing.is_empty(), "{} wordings:\n{}", missing.len(), missing.join("\n"));
}

/// What the plan offers ready-made is never looked at first, also where somebody of the family does harm: neither a goal of the
/// harmed parent nor a promise of a worker. Two goals are only for the one who harms, and of the other they are rightly looked at.
#[test]
fn no_stock_goal_and_no_stock_promise_is_looked_at_first() {
    let list = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<String>>();
    let names = Names {
        people: list(&["Kelly Marsh", "Dean O’Rourke"]),
        harm_by: list(&["Dean O’Rourke"]),
        children: list(&["Tia", "Jay"]),
        helpers: list(&["Sam Okoro"]),
    };
    let mut looked_at = Vec::new();
    for clause in clauses::english() {
        let choices = clause.slots.values().map(Vec::len).max().unwrap_or(1);
        let of_the_one_who_harms = ["SA16", "SA17"].contains(&&*clause.code);
        let goals = (0..choices).map(|n| wordings(&clause, n)).filter(|_| !of_the_one_who_harms);
        let promises = clause.promises.iter().map(|promise| format!("Sam will {}.", filled(promise)));
        for text in goals.chain(promises) {
            let guards = smart::check(&text, &names).guards;
            if !guards.is_empty() {
                looked_at.push(format!("{}: {guards:?} in “{text}”", clause.code));
            }
        }
    }
    assert!(looked_at.is_empty(), "{} wordings:\n{}", looked_at.len(), looked_at.join("\n"));
}

/// One wording of a stock goal: the nth choice of each slot.
fn wordings(clause: &Clause, n: usize) -> String {
    let mut slots: BTreeMap<String, String> =
        FILLED.iter().map(|(name, said)| ((*name).to_owned(), (*said).to_owned())).collect();
    let chosen = clause.slots.iter().filter_map(|(name, said)| Some((name.clone(), said.get(n)?.clone())));
    slots.extend(chosen);
    format!("Kelly will {} {}.", clause.filled(&slots), clause.how_often).replace(" .", ".")
}

fn guidance() -> Vec<String> {
    let steps = [
        "before", "family", "workers", "needs", "voice", "worries", "goals", "goal", "promises", "meeting",
        "check", "together", "sign", "seal",
    ];
    let sections: Vec<String> = steps.iter().map(|step| format!("guidance_{step}")).collect();
    let texts = Texts::english();
    sections.iter().flat_map(|section| texts.section(section)).map(|(_, text)| text.to_owned()).collect()
}

/// What stands on buttons, fields and headings.
fn labels() -> Vec<String> {
    let files = [
        include_str!("../../../../assets/texts/en/labels.toml"),
        include_str!("../../../../assets/texts/en/questions.toml"),
        include_str!("../../../../assets/texts/en/office.toml"),
    ];
    let sections = files.iter().flat_map(|file| {
        toml::from_str::<BTreeMap<String, BTreeMap<String, String>>>(file).unwrap().into_values()
    });
    sections.flat_map(BTreeMap::into_values).map(|text| filled(&text)).collect()
}

/// What a person is told when something was not done, and how a print goes.
fn told() -> Vec<String> {
    let file = include_str!("../../../../assets/texts/en/refusals.toml");
    let all: BTreeMap<String, BTreeMap<String, String>> = toml::from_str(file).unwrap();
    all.values().flat_map(BTreeMap::values).map(|text| filled(text)).collect()
}

/// Terms of the law that have no other name; they are asked of workers and explained to families by people.
const TERMS: [&str; 11] = [
    "section 47",
    "section 47 enquiry",
    "parental responsibility",
    "strategy discussion",
    "child in need plan",
    "child protection plan",
    "community resolution",
    "conditional caution",
    "adult services",
    "clare’s law",
    "sarah’s law",
];

/// What people are told in these words, and why no others are better.
const TOLD: [(&str, &str); 5] = [
    ("never sealed and never", "not two noes that make a yes: each of them is meant"),
    ("request", "what a browser sends has no plainer name; “ask for” is not one"),
    ("received", "it is what a receipt says, and an office does"),
    ("countersign", "it is what the form calls it, and what managers say"),
    ("countersigned", "the same"),
];

/// Whether a finding may stay. Whoever is told that nothing was lost has no use for who did not lose it,
/// and a button has no room for who presses it.
fn may_stay(group: &str, finding: &Finding) -> bool {
    let text = finding.text.to_lowercase();
    let is_fit = || finding.rule == Rule::Passive || TOLD.iter().any(|(words, _)| *words == text);
    TERMS.contains(&text.as_str()) || (matches!(group, "told" | "labels") && is_fit())
}

#[test]
fn no_sentence_of_ours_has_a_finding() {
    let lists = Lists::english();
    let bands = ["baby", "preschool", "child", "young_person", "older"].map(|band| format!("voice_{band}"));
    let bands: Vec<&str> = bands.iter().map(String::as_str).collect();
    let all = [
        ("rights", texts_of(&["rights"])),
        (
            "agreement",
            texts_of(&[
                "about",
                "rights",
                "notes",
                "agreement",
                "heading",
                "needs",
                "help",
                "domain",
                "outcome",
                "plan_kind",
                "leaflet",
                "leaflet_partner",
                "leaflet_child",
                "leaflet_how",
            ]),
        ),
        (
            "for families",
            texts_of(&["together", "sign", "answer", "seal", "sealed", "blocker", "state", "goal"]),
        ),
        ("labels", labels()),
        (
            "for workers",
            texts_of(&["question", "question_hint", "guard", "guards", "pick", "worries", "goals"]),
        ),
        ("prompts", texts_of(&bands)),
        ("library", library()),
        ("guidance", guidance()),
        ("told", told()),
    ];
    let mut found = Vec::new();
    for (name, texts) in all {
        assert!(texts.len() > 10, "{name} has only {} texts", texts.len());
        for text in &texts {
            for finding in findings(text, &lists.glossary) {
                if !may_stay(name, &finding) {
                    found.push(format!("{name}: {:?} “{}” in “{text}”", finding.rule, finding.text));
                }
            }
        }
        let pooled = report(&texts.join("\n\n"), &lists);
        let (fkgl, smog) = (pooled.scores.fkgl, pooled.scores.smog);
        println!("{name}: {} words, FKGL {fkgl:.1}, SMOG {smog:.1}, {:?}", pooled.counts.words, pooled.band);
        let is_short = pooled.band == Band::TooShort && name == "rights";
        if pooled.band != Band::Green && !is_short {
            found.push(format!("{name} as a whole is {:?}", pooled.band));
        }
    }
    assert!(found.is_empty(), "{} findings:\n{}", found.len(), found.join("\n"));
}
