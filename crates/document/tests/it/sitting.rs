//! What people said, signed and stood for, and how they went through it, read back from the paper in order.

use document::{Paper, RENDERER, render};
use plan::Texts;
use plan::language::{Lists, findings};
use plan::signing::{Event, Joined, Offer, Outcome, Part, SaidBack, Way};

use crate::family::printed::{Printed, run};
use crate::family::sitting::{
    CHILD, DAD, FURTHER_WORKER, INTERPRETER, MUM, READER, SOCIAL_WORKER, WITNESS, began, by_turns, full,
    in_own_words, joining, said_back, sitting, someone, turn,
};
use crate::family::{Family, answer, day, person, plan};
use crate::kinds::examples;

/// What stands between two pieces of a text.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("no {start:?} in:\n{text}"));
    rest.split_once(end).map_or(rest, |(found, _)| found).trim()
}

/// Checks that pieces of a text stand in it one after the other.
fn come_in_order(text: &str, pieces: &[&str]) {
    let mut rest = text;
    for piece in pieces {
        rest = rest.split_once(piece).unwrap_or_else(|| panic!("{piece:?} is missing in:\n{rest}")).1;
    }
}

fn mums_place(family: &Family) -> String {
    let text = Printed::of(family).checked().words();
    let signatures = between(&text, "What each of us says", "\u{0}");
    let row = between(signatures, "Danuta Wiśniewska, mum ", " Siôn O’Neill-Pugh, Tomos’s dad");
    // The place may be the last of its page.
    row.split(" FSP-").next().unwrap().to_owned()
}

#[test]
fn every_answer_is_said_with_its_code() {
    let (on, with_mark) = ("on Friday 20 November 2026 at 4:43pm.", "on Friday 20 November 2026 at 4:44pm.");
    let witness = someone(SOCIAL_WORKER);
    let typed = |typed: &str| Outcome::SignsWithoutDrawing { typed: typed.into(), witness };
    let cases = [
        (Outcome::Signs, format!("agrees and signed {with_mark}"), ""),
        (
            Outcome::MakesMark { witness },
            format!("agrees and made a mark. Priya Raman saw it {with_mark}"),
            "",
        ),
        (
            typed("D. Wiśniewska"),
            format!(
                "agrees. Instead of drawing, they gave their name: D. Wiśniewska. Priya Raman saw it {on}"
            ),
            " D. Wiśniewska",
        ),
        (typed(" "), format!("agrees and said so aloud. Priya Raman heard it {on}"), ""),
        (
            Outcome::AgreesInPart { which: "the mornings".into() },
            format!("agrees with part of it: the mornings Said {with_mark}"),
            "",
        ),
        (Outcome::WantsTime { until: None }, format!("wants more time or advice. Said {on}"), ""),
        (
            Outcome::WantsTime { until: Some(day(2026, 12, 1)) },
            format!("wants more time or advice, until Tuesday 1 December 2026. Said {on}"),
            "",
        ),
        (Outcome::AgreesWillNotSign, format!("agrees, but will not sign. Said {on}"), ""),
        (Outcome::DoesNotAgree { why: " ".into() }, format!("does not agree. Said {on}"), ""),
        (
            Outcome::DoesNotAgree { why: "It was not me.".into() },
            format!("does not agree: It was not me. Said {on}"),
            "",
        ),
        (
            Outcome::WaitsForInterpreter,
            format!("talked it through with us. Signing waits for an interpreter. Said {on}"),
            "",
        ),
        (Outcome::NotPresent, format!("was not there. Said {on}"), ""),
        (Outcome::agreed_by_phone(), format!("agreed by phone {on} A signature follows."), ""),
        (
            Outcome::AgreedByPhone { said: "To Ruth. “Yes.”".into(), rang: None, call_at: None },
            format!("agreed by phone {} To Ruth. “Yes.” A signature follows.", on.replace("pm.", "pm:")),
            "",
        ),
    ];
    for (outcome, said, in_box) in cases {
        let family = Family::new(plan(), &[Some(outcome)]);
        let expected = format!("Danuta Wiśniewska {said} Code of this answer: {}{in_box}", family.code(MUM));
        assert_eq!(mums_place(&family), expected);
    }
    assert_eq!(mums_place(&Family::new(plan(), &[None])), "Not recorded.");
}

/// With `PAPERS` set to a folder, papers with all answers are left there to be looked at.
#[test]
fn all_answers_stand_side_by_side() {
    let witness = someone(SOCIAL_WORKER);
    let outcomes = [
        Outcome::Signs,
        Outcome::MakesMark { witness },
        Outcome::SignsWithoutDrawing { typed: "Danuta Wiśniewska".into(), witness },
        Outcome::SignsWithoutDrawing { typed: String::new(), witness },
        Outcome::AgreesInPart { which: "The mornings, yes. Not what the neighbours said.".into() },
        Outcome::WantsTime { until: Some(day(2026, 11, 27)) },
        Outcome::AgreesWillNotSign,
        Outcome::DoesNotAgree { why: "It did not happen like that.".into() },
        Outcome::WaitsForInterpreter,
        Outcome::NotPresent,
        Outcome::agreed_by_phone(),
    ];
    for (number, pair) in outcomes.chunks(2).enumerate() {
        let answers: Vec<_> = pair.iter().cloned().map(Some).collect();
        let printed = Printed::of(&Family::new(plan(), &answers)).checked();
        printed.kept(&format!("answers-{number}.pdf"));
    }
    let family = full();
    Printed::of(&family).checked().kept("sitting.pdf");
    let copy = Paper { reader: someone(MUM), ..family.paper() };
    Printed::new(&render(&copy).unwrap()).checked().kept("copy.pdf");
}

#[test]
fn a_sitting_of_every_example_has_each_answer() {
    for (number, (name, family)) in examples().into_iter().enumerate() {
        let text = Printed::of(&by_turns(family.plan, number)).checked().words();
        for said in [
            "agrees and signed on",
            "agrees with part of it: The",
            "does not agree: It",
            "Not recorded.",
            "lines out for",
        ] {
            assert!(text.contains(said), "{name}: {said:?} is missing in:\n{text}");
        }
    }
}

#[test]
fn those_who_joined_sign_what_they_did() {
    let family = full();
    let text = Printed::of(&family).checked().words();
    let code = |number| format!("Code of this answer: {}", family.code(number));
    let parts = family.agreement.blocks.iter().filter(|it| it.section.key() != "signatures").count();
    come_in_order(
        &text,
        &[
            "Danuta Wiśniewska, mum",
            "Danuta Wiśniewska agrees and made a mark. Owen Hale saw it on Friday",
            &code(MUM),
            "Siôn O’Neill-Pugh, Tomos’s dad",
            "they gave their name: Siôn O’Neill-Pugh. Owen Hale saw it on Friday",
            &code(DAD),
            "Ruth Calloway, team manager",
            "Anna Nowak, interpreter for Polish",
            "I put everyone’s words into Polish.",
            "Anna Nowak agreed by phone",
            &code(INTERPRETER),
            "Delyth Morgan, who read the plan out",
            &format!("I read {parts} lines of this plan out to Danuta Wiśniewska."),
            "Delyth Morgan signed this on",
            &code(READER),
            "Owen Hale, witness",
            "I saw or heard the answer of Danuta Wiśniewska and Siôn O’Neill-Pugh.",
            "Owen Hale signed this on",
            &code(WITNESS),
            "Zofia Wiśniewska-Pugh",
            "Zofia Wiśniewska-Pugh agrees with part of it: I like the breakfast club.",
            &code(CHILD),
            "Mark Linden, police officer",
            "Mark Linden agrees and signed on",
            &code(FURTHER_WORKER),
            "How we went through it",
        ],
    );
    assert_eq!(text.matches("I read ").count(), 1);
    assert_eq!(text.matches("I saw or heard").count(), 1);
}

#[test]
fn how_people_went_through_it_is_told_as_it_was_recorded() {
    let family = full();
    let printed = Printed::of(&family).checked();
    let text = printed.words();
    let told = between(&text, "How we went through it", "\u{0}");
    let parts = family.agreement.blocks.iter().filter(|it| it.section.key() != "signatures").count();
    come_in_order(
        told,
        &[
            "Danuta Wiśniewska",
            &format!("{parts} of {parts} lines stood on the screen before Danuta Wiśniewska, for 7 minutes."),
            "They stood there in Polish too.",
            &format!("Delyth Morgan read {parts} of {parts} lines out to Danuta Wiśniewska."),
            "Anna Nowak (Northmere Language Line) put it into Polish, by phone.",
            "We asked: “What can you do if you do not agree?”",
            "Danuta Wiśniewska said: “I can say no, and I can ask for a lawyer.”",
            "We asked: “What are we worried about?”",
            "Danuta Wiśniewska said some of it: “That it is loud on Fridays.”",
            "We asked 2 times: “What is the first thing you will do, and when?”",
            "Danuta Wiśniewska could not say it yet. It is for us to explain it again.",
            "We asked: “When will we meet again?”",
            "Danuta Wiśniewska did not want to say.",
            "We offered Danuta Wiśniewska a pause. Danuta Wiśniewska took it.",
            "Siôn O’Neill-Pugh",
            &format!(
                "{parts} of {parts} lines stood on the screen before Siôn O’Neill-Pugh, for 95 seconds."
            ),
            "Reading out to Siôn O’Neill-Pugh: not recorded.",
            "We did not ask Siôn O’Neill-Pugh to say anything back.",
        ],
    );
    assert_eq!(told.matches("could not say it yet").count(), 1);
    assert_eq!(told.matches("in Polish too").count(), 1, "what belongs to one is told of one");
    let tree = run("pdfinfo", &["-struct-text"], &printed.path, &[]);
    // Two own words in the plan, two things said back.
    assert_eq!(tree.matches("BlockQuote").count(), 4);
    come_in_order(
        &tree,
        &["H2", "How we went through it", "H3", "Danuta Wiśniewska", "H3", "Siôn O’Neill-Pugh"],
    );
}

#[test]
fn what_was_not_recorded_is_said_to_be_not_recorded() {
    let family = sitting(plan(), |_| {
        let another_day = Offer::AnotherDay { on: Some(day(2026, 11, 27)) };
        vec![
            began(),
            said_back(MUM, Part::Help, in_own_words(" ")),
            Event::Offered { person: person(MUM), chose: another_day },
        ]
    });
    come_in_order(
        between(&Printed::of(&family).checked().words(), "How we went through it", "\u{0}"),
        &[
            "What stood on the screen before Danuta Wiśniewska: not recorded.",
            "Reading out to Danuta Wiśniewska: not recorded.",
            "An interpreter for Danuta Wiśniewska: not recorded.",
            "Danuta Wiśniewska said it. The words: not recorded.",
            "Danuta Wiśniewska wanted to go on another day: Friday 27 November 2026.",
            "What stood on the screen before Siôn O’Neill-Pugh: not recorded.",
        ],
    );
}

#[test]
fn parts_that_were_left_out_for_one_are_counted_in_the_full_agreement() {
    let family = sitting(plan(), |agreement| {
        let worries = agreement.blocks.iter().filter(|it| it.section.key() == "worries");
        let worries: Vec<_> = worries.filter(|it| it.may_be_left_out()).map(|it| it.id.clone()).collect();
        let mut events = vec![began()];
        events.extend(turn(agreement, DAD, Way::TabletReads, &worries, 20));
        events
    });
    let text = Printed::of(&family).checked().words();
    // Two worries, the headings of their agencies, and the heading of both.
    come_in_order(
        &text,
        &["before Siôn O’Neill-Pugh, for less than a second.", "We left 5 lines out for Siôn O’Neill-Pugh."],
    );
}

#[test]
fn two_thousand_letters_said_back_flow_on_and_are_all_there() {
    let words: Vec<String> = (0..240).map(|n| format!("word{n:03}.")).collect();
    let words = words.join(" ");
    assert!(words.len() > 2_000);
    let family = sitting(plan(), |agreement| {
        let mut events = vec![began()];
        events.extend(turn(agreement, MUM, Way::ReadsAlone, &[], 60_000));
        events.extend(Part::ALL.map(|part| said_back(MUM, part, in_own_words(&words))));
        events
    });
    let printed = Printed::of(&family).checked().kept("long.pdf");
    let text = printed.words();
    for part in text.split("Danuta Wiśniewska said: ").skip(1) {
        let mut found = part.split([' ', '“', '”']);
        assert!(words.split(' ').all(|word| found.any(|it| it == word)), "{part}");
    }
    let (right, bottom) = printed.edges();
    assert!(right < 540.0 && bottom < 842.0 - 18.0, "{right} {bottom}");
}

#[test]
fn a_heading_never_stands_alone_at_the_end_of_a_page() {
    for lines in 0..45 {
        let mut short = plan();
        short.goals.clear();
        short.promises.clear();
        short.workers.clear();
        short.concerns.truncate(1);
        short.concerns[0].words = "It was loud.\n".repeat(lines + 1);
        let text = Printed::of(&sitting(short, |_| vec![began()])).words();
        for heading in
            ["How we went through it", "How we went through it Danuta Wiśniewska", "Siôn O’Neill-Pugh"]
        {
            assert!(!text.contains(&format!("{heading} FSP-")), "after {lines} lines: {text}");
        }
    }
}

#[test]
fn a_sitting_without_a_beginning_tells_what_it_has() {
    let family = Family::holding(plan(), |agreement| {
        let mut events = joining();
        events.extend(turn(agreement, MUM, Way::ReadOut(person(READER)), &[], 1));
        events.push(said_back(MUM, Part::Rights, SaidBack::NotYet));
        events.extend(answer(1, person(DAD), Outcome::Signs));
        events
    });
    for reader in [None, someone(MUM), someone(99)] {
        let text = Printed::new(&render(&Paper { reader, ..family.paper() }).unwrap()).words();
        assert!(!text.contains("How we went through it") && !text.contains("This copy is for"), "{text}");
        assert!(text.contains("Siôn O’Neill-Pugh agrees and signed on"), "nothing is hidden");
    }
}

#[test]
fn signs_without_a_shape_are_told_wherever_they_were_typed() {
    let typed = || "so \u{1f600}".to_owned();
    let witness = someone(SOCIAL_WORKER);
    let answered = |outcome| answer(0, person(MUM), outcome);
    let cases = [
        answered(Outcome::AgreesInPart { which: typed() }),
        answered(Outcome::DoesNotAgree { why: typed() }),
        answered(Outcome::SignsWithoutDrawing { typed: typed(), witness }),
        answered(Outcome::AgreedByPhone { said: typed(), rang: None, call_at: None }),
        vec![said_back(MUM, Part::Rights, in_own_words(&typed()))],
        vec![said_back(MUM, Part::Rights, SaidBack::InPart { words: typed() })],
        vec![Event::Joined { person: person(WITNESS), name: typed(), part: Joined::Witness }],
    ];
    for events in cases {
        let family = Family::holding(plan(), |_| [vec![began()], events.clone()].concat());
        assert!(Printed::of(&family).words().contains("so [grinning face]"), "{events:?}");
    }
}

#[test]
fn a_typed_name_is_never_cut_off() {
    for length in [1, 2, 3, 60, 400] {
        let typed = vec!["Maria-Magdalena"; length].join(" ");
        let witness = someone(SOCIAL_WORKER);
        let outcome = Outcome::SignsWithoutDrawing { typed: typed.clone(), witness };
        let printed = Printed::of(&Family::new(plan(), &[Some(outcome)])).checked();
        let found = printed.words().matches("Maria-Magdalena").count();
        // Once in the answer, and once more in the box where it fits.
        assert!(found == length || found == 2 * length, "{found} of {length}");
        assert_eq!(found == 2 * length, length <= 3, "{length}");
        assert!(printed.edges().0 < 540.0);
    }
}

#[test]
fn nobody_is_without_a_name() {
    let family = Family::holding(plan(), |_| {
        let part = Joined::Witness;
        vec![began(), Event::Joined { person: person(WITNESS), name: "  ".into(), part }]
    });
    assert!(Printed::of(&family).words().contains("Name not recorded, witness Not recorded."));
}

#[test]
fn the_same_sitting_gives_the_same_bytes() {
    assert_eq!(render(&full().paper()).unwrap(), render(&full().paper()).unwrap());
    assert_eq!(RENDERER, "doorstep-document 12");
}

/// The slots of these texts are names, days and numbers, which are plain.
#[test]
fn our_own_words_around_a_sitting_are_plain() {
    let (texts, lists) = (Texts::english(), Lists::english());
    let sections = ["joined", "statement", "manner", "evidence", "say_back", "paper", "outcome"];
    let all = sections.iter().flat_map(|section| texts.section(section));
    let filled = |text: &str| text.replace("{agency}", "the police").replace(['{', '}'], "");
    let said = all.map(|(key, text)| (key, filled(text)));
    let found = said.map(|(key, text)| (key, findings(&text, &lists.glossary)));
    let found: Vec<_> = found.filter(|(_, found)| !found.is_empty()).collect();
    assert!(found.is_empty(), "{found:?}");
}
