//! The words for a worker, by our own rules: easy to read, and each says that the plan is safe or that nothing went out.

use plan::language::{Lists, Rule, findings, report};
use printer::{Ended, Failure, PrinterError, Progress, Trouble, sentence};

const TROUBLES: [Trouble; 6] = [
    Trouble::PaperOut,
    Trouble::PaperJam,
    Trouble::CoverOpen,
    Trouble::InkOut,
    Trouble::Paused,
    Trouble::Other,
];

fn of_errors() -> Vec<&'static str> {
    use PrinterError as E;
    [
        E::NoAddress,
        E::NotAnAddress,
        E::WebPage,
        E::Encrypted,
        E::NoNetwork,
        E::NoSuchName,
        E::NotReached,
        E::WrongPlace,
        E::NotIpp,
        E::NeedsPassword,
        E::NotAccepting,
        E::NoPdf,
        E::NoA4,
        E::Busy,
        E::NotItsTurn,
        E::Refused { status: 0x0500 },
        E::Unknown,
        E::Unsure,
        E::JobGone,
        E::TooLate,
    ]
    .iter()
    .map(sentence::of_error)
    .collect()
}

fn of_troubles() -> Vec<&'static str> {
    let held = TROUBLES.map(|trouble| sentence::of_progress(Progress::Held(trouble)));
    let failed = TROUBLES.map(|trouble| sentence::of_end(Ended::Failed(Failure::Trouble(trouble))));
    let ends = [
        Ended::Canceled,
        Ended::Failed(Failure::Document),
        Ended::Failed(Failure::NotSaid),
        Ended::Lost,
        Ended::Forgotten,
    ];
    [held.as_slice(), &failed, &ends.map(sentence::of_end)].concat()
}

#[test]
fn whatever_goes_wrong_a_worker_is_told_what_is_safe() {
    for said in of_errors().into_iter().chain(of_troubles()) {
        let is_typing = said == sentence::of_error(&PrinterError::NoAddress);
        let is_safe = said.contains("safe here") || said.contains("Nothing was sent");
        assert!(is_safe || is_typing, "{said}");
    }
}

#[test]
fn the_words_are_easy_and_have_nothing_our_own_rules_find() {
    let lists = Lists::english();
    let all = [of_errors(), of_troubles()].concat();
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
