//! What comes out on paper, read back with poppler's tools: every word, in order, whatever a plan holds.

use std::path::Path;

use document::sheet::Draw;
use document::{DocumentError, Letterhead, can_set, has_shape, lay_out, render};
use plan::agreement::BlockKind;
use plan::content::Pace;
use plan::domain::Domain;
use plan::people::Agency;
use plan::signing::{Event, Outcome};

use crate::family::printed::{Printed, run};
use crate::family::{Family, answers, as_printed, concern, goal, plan, plans_in, promise};

/// Checks that all words of all blocks stand in a text, in order; other words may stand between them.
fn all_words_come_in_order(family: &Family, text: &str) {
    // A long name may go on in the next line, so the page is read as one string of letters.
    let page: String = text.split_whitespace().collect();
    let mut rest = page.as_str();
    for block in &family.agreement.blocks {
        for word in as_printed(block).split_whitespace() {
            let at = rest.find(word);
            let at = at.unwrap_or_else(|| panic!("{word:?} of {} is missing in:\n{text}", block.id.0));
            rest = &rest[at + word.len()..];
        }
    }
}

fn check(family: &Family) -> Printed {
    let printed = Printed::of(family).checked();
    all_words_come_in_order(family, &printed.told());
    all_words_come_in_order(family, &printed.text("-raw"));
    printed
}

#[test]
fn every_word_is_there_in_order_in_several_languages() {
    let family = Family::new(plan(), &answers());
    let text = check(&family).text("-raw");
    for word in ["Wiśniewska-Pugh", "Siôn", "O’Neill-Pugh", "Grażyna", "BW1", "Calloway"] {
        assert!(text.contains(word), "{word}");
    }
    let hash = family.paper().hash.short();
    assert_eq!(
        text.matches(&format!(
            "{} · Friday 20 November 2026 · code {hash} · Full agreement",
            family.agreement.reference
        ))
        .count(),
        5
    );
    assert!(text.contains("Page 1 of 5") && text.contains("Page 5 of 5"));
    assert!(text.contains("With Northmere") && text.contains("familyhelp@brindlewood.example"));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let (one, two) = (Family::new(plan(), &answers()), Family::new(plan(), &answers()));
    let first = render(&one.paper()).unwrap();
    assert_eq!(first, render(&one.paper()).unwrap());
    assert_eq!(first, render(&two.paper()).unwrap());
    let alone = document::Paper { with: None, ..one.paper() };
    assert_ne!(first, render(&alone).unwrap());
}

#[test]
fn fonts_are_inside_and_cut_down() {
    let family = Family::new(plan(), &answers());
    let pdf = render(&family.paper()).unwrap();
    assert!(pdf.bytes.len() < 80_000, "{} bytes", pdf.bytes.len());
    let fonts = run("pdffonts", &[], &Printed::new(&pdf).path, &[]);
    for font in fonts.lines().skip(2) {
        assert!(font.contains("CID TrueType") && font.contains("yes yes yes"), "{font}");
    }
    assert!(fonts.contains("AtkinsonHyperlegible-Bold") && !fonts.contains("NotoSans"), "{fonts}");
}

#[test]
fn characters_that_share_a_shape_are_read_back_as_they_were_written() {
    let mut plan = plan();
    plan.concerns[0].words = "three-four five\u{2011}six Київ Αθήνα ẅ ŵ µ μ Ω Ω".into();
    let text = check(&Family::new(plan, &[])).text("-raw");
    // What only looks like another sign is kept as that one: the hyphen that does not break, the sign for ohm.
    assert!(text.contains("three-four five-six Київ Αθήνα ẅ ŵ µ μ Ω Ω"), "{text}");
}

#[test]
fn a_worry_of_twenty_thousand_letters_flows_on() {
    let mut plan = plan();
    let sentences = (0..400).map(|n| format!("On day {n} we heard shouting again, and nobody slept well."));
    plan.concerns[0].words = sentences.collect::<Vec<_>>().join(" ");
    assert!(plan.concerns[0].words.len() > 20_000);
    assert!(check(&Family::new(plan, &answers())).pages > 8);
}

#[test]
fn no_goals_and_forty_goals() {
    let mut plan = plan();
    plan.goals.clear();
    plan.promises.retain(|promise| promise.goal.is_none());
    check(&Family::new(plan.clone(), &answers()));
    for number in 0..40 {
        let mut goal =
            goal(number, Domain::ALL[usize::from(number) % 4], "ring the school", "each week", "Fine by me.");
        goal.pace = if number < 20 { Pace::Now } else { Pace::Later };
        plan.promises.push(promise(100 + number, Some(&goal), 20, "help with that"));
        plan.goals.push(goal);
    }
    check(&Family::new(plan, &answers()));
}

#[test]
fn an_empty_plan_says_what_is_not_recorded() {
    let mut plan = plan();
    plan = plan::Plan::empty(plan.id, plan.case);
    let text = check(&Family::new(plan, &[])).text("-raw");
    assert!(text.contains("Home address: not recorded."));
}

#[test]
fn long_names_wrap() {
    let mut plan = plan();
    let long = ["Maria-Magdalena"; 8].join(" ");
    assert!(long.len() > 120);
    plan.children[0].name.clone_from(&long);
    plan.adults[0].name.clone_from(&long);
    plan.adults[0].relationship = "grandmother on the father’s side, who looks after them on weekdays".into();
    plan.workers[0].name = long;
    check(&Family::new(plan, &answers()));
}

#[test]
fn a_word_without_an_end_is_broken_and_not_cut_off() {
    let mut plan = plan();
    let word: String = ('a'..='z').cycle().take(200).collect();
    plan.concerns[0].words = format!("see {word} there");
    plan.adults[0].name.clone_from(&word);
    plan.goals[0].what.clone_from(&word);
    let family = Family::new(plan, &answers());
    let printed = Printed::of(&family).checked();
    let text: String = printed.text("-raw").split_whitespace().collect();
    // In the worry, the goal and the signature place; in the person's own line and the answer.
    assert!(text.matches(&word).count() >= 4, "{text}");
    assert!(printed.edges().0 < 540.0, "text goes over the right margin");
}

#[test]
fn an_answer_counts_once_it_is_confirmed() {
    let mut family = Family::new(plan(), &[Some(Outcome::Signs)]);
    family.signing.events.retain(|it| !matches!(it.event, Event::Confirmed { .. }));
    let text = check(&family).text("-raw");
    assert!(!text.contains("agrees and signed"));
    let unsigned = document::Paper { signing: None, ..family.paper() };
    let unasked = Family::new(plan(), &[]);
    assert_eq!(
        render(&unsigned).unwrap(),
        render(&family.paper()).unwrap(),
        "strokes without a word do not show"
    );
    assert_eq!(render(&unasked.paper()).unwrap(), render(&unsigned).unwrap());
}

#[test]
fn a_long_reason_flows_on_and_is_all_there() {
    let why = (0..900).map(|n| format!("reason{n}")).collect::<Vec<_>>().join(" ");
    let family = Family::new(plan(), &[Some(Outcome::AgreesInPart { which: why.clone() })]);
    let text = check(&family).text("-raw");
    let mut found = text.split_whitespace();
    assert!(why.split(' ').all(|word| found.any(|it| it == word)), "{text}");
}

/// The picture of a page in shades of grey: width, and a byte for each point.
fn picture(printed: &Printed, page: usize) -> (usize, Vec<u8>) {
    let page = page.to_string();
    let options = ["-r", "72", "-gray", "-f", &page, "-l", &page];
    let root = printed.path.with_extension("");
    run("pdftoppm", &options, &printed.path, &[root.to_str().unwrap(), "-singlefile"]);
    let file = std::fs::read(root.with_extension("pgm")).unwrap();
    let head: Vec<&[u8]> = file.splitn(4, |byte| *byte == b'\n' || *byte == b' ').collect();
    let width = std::str::from_utf8(head[1]).unwrap().parse().unwrap();
    let points = head[3].splitn(2, |byte| *byte == b'\n').nth(1).unwrap();
    (width, points.to_vec())
}

#[test]
fn a_mark_is_drawn_inside_its_box_and_nowhere_else() {
    let drawn = Family::new(plan(), &[Some(Outcome::Signs)]);
    let mut dotted = Family::new(plan(), &[Some(Outcome::Signs)]);
    for happened in &mut dotted.signing.events {
        if let Event::Drew { stroke, .. } = &mut happened.event {
            stroke.points.truncate(1);
        }
    }
    let (one, two) = (Printed::of(&drawn), Printed::of(&dotted));
    assert_eq!(one.pages, two.pages);
    let (mut differing, mut rows_of_code) = (0, Vec::new());
    for page in 1..=one.pages {
        let ((width, one), (_, two)) = (picture(&one, page), picture(&two, page));
        for (index, _) in one.iter().zip(&two).enumerate().filter(|(_, (a, b))| a != b) {
            let (x, y) = (index % width, index / width);
            // Another mark has another code, which is one line beside the box.
            if x < 338 {
                rows_of_code.push(y);
            } else {
                assert!(x <= 539, "the mark leaves its box at {x}");
                differing += 1;
            }
        }
    }
    assert!(differing > 500, "{differing} points differ");
    let (first, last) = (rows_of_code.iter().min().unwrap(), rows_of_code.iter().max().unwrap());
    assert!(last - first < 12, "the mark leaves its box between {first} and {last}");
}

#[test]
fn a_sign_without_a_shape_is_told_in_words_and_what_is_no_text_is_refused() {
    let saying = |words: &str| {
        let mut plan = plan();
        plan.concerns[0].words = words.into();
        Family::new(plan, &[])
    };
    let family = saying("so happy \u{1f600} with my \u{1f422}\u{fe0f}");
    assert!(can_set('\u{1f600}') && !has_shape('\u{1f600}'));
    assert!(Printed::of(&family).words().contains("so happy [grinning face] with my [turtle]"));
    // What is typed is cleaned; what comes from elsewhere may hold anything.
    let mut family = saying("so happy");
    family.agreement.blocks.last_mut().unwrap().text.push('\u{7}');
    assert!(!can_set('\u{7}'));
    assert!(matches!(render(&family.paper()), Err(DocumentError::CannotSet('\u{7}'))));
}

#[test]
fn what_turns_words_round_is_not_printed_and_five_hundred_marks_stay_on_their_line() {
    let mut plan = plan();
    plan.concerns[0].words =
        format!("He did \u{202e}ton\u{202c} hit her. Z{}oe said so.", "\u{301}".repeat(500));
    let printed = Printed::of(&Family::new(plan, &[]));
    let words = printed.words();
    assert!(words.contains("He did ton hit her."), "{words}");
    let sheets = lay_out(&Family::new(marked(), &[]).paper()).unwrap();
    let rises = sheets.pages.iter().flatten().filter_map(|item| {
        let Draw::Letters { run, .. } = &item.draw else { return None };
        run.glyphs.iter().map(|glyph| glyph.rise.abs()).reduce(f32::max)
    });
    let most = rises.fold(0.0, f32::max);
    assert!(most > 0.0 && most < 460.0, "{most}");
}

fn marked() -> plan::Plan {
    let mut plan = plan();
    plan.concerns[0].words = format!("q{}", "\u{301}".repeat(500));
    plan
}

#[test]
fn structure_is_told() {
    let family = Family::new(plan(), &answers());
    let printed = Printed::of(&family);
    let about = run("pdfinfo", &[], &printed.path, &[]);
    assert!(about.contains("Tagged:          yes") && about.contains("Metadata Stream: yes"), "{about}");
    let tree = run("pdfinfo", &["-struct-text"], &printed.path, &[]);
    let lines: Vec<&str> = tree.lines().map(str::trim).collect();
    let after = |role: &str| {
        let next = lines.windows(2).filter(|pair| pair[0].starts_with(role)).map(|pair| pair[1]);
        next.map(|text| text.trim_matches('"').to_owned()).collect::<Vec<_>>()
    };
    let headings = family.agreement.blocks.iter().filter(|block| block.id.0.ends_with(".heading"));
    assert_eq!(after("H1"), ["Family safety plan"]);
    // The box of the first page stands before all sections.
    let all = std::iter::once("The first things".to_owned()).chain(headings.map(|block| block.text.clone()));
    assert_eq!(after("H2"), all.collect::<Vec<_>>());
    let bodies: Vec<String> = after("LBody");
    assert!(bodies.contains(&"You can say no to this plan.".to_owned()), "{bodies:?}");
    assert_eq!(tree.matches("BlockQuote").count(), 2);
    // Two logos and three marks.
    assert_eq!(tree.matches("Figure").count(), 5);
    let elements = printed.elements();
    for block in family.agreement.blocks.iter().filter(|it| !matches!(it.kind, BlockKind::Person { .. })) {
        let text = block.text.replace("\n\n", " ");
        assert!(elements.contains(&text), "{text:?} is not one element in:\n{tree}");
    }
}

#[test]
fn another_agency_can_lead() {
    let toml = "id = 'x'\nagency = 'police'\nname = 'Heddlu Dŵr Cymru'\ndepartment = ''\naddress = []\nphone = ''\n\
                email = ''\nweb = ''\ncolour = '#ffd54a'\n";
    let logo = include_bytes!("../../../../assets/council/letterheads/northmere/logo.png");
    let letterhead = Letterhead::read(toml, logo).unwrap();
    let family = Family::new(plan(), &answers());
    let paper = document::Paper { lead: &letterhead, with: None, ..family.paper() };
    let text = Printed::new(&render(&paper).unwrap()).text("-raw");
    assert!(text.starts_with("Heddlu Dŵr Cymru"), "{text}");
    let long = concern(9, Agency::Police, "x");
    assert_eq!(long.whose, letterhead.agency.into());
}

/// With `PAPERS` set to a folder, the papers are left there to be looked at.
#[test]
fn every_made_up_family_can_be_printed() {
    let plans = plans_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/examples"));
    assert!(plans.len() >= 10, "{}", plans.len());
    for (name, plan) in plans {
        let family = Family::new(plan, &[]);
        check(&family).kept(&format!("{name}.pdf"));
    }
}
