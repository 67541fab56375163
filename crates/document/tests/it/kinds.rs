//! Every example in every kind of copy: which it is, what stands in it and what does not, that each page says something,
//! and that it keeps to the rules of PDF/UA and PDF/A. With `PAPERS` set to a folder, the papers are left there to be looked at.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveTime;
use document::{Kind, Paper, Print, render};
use plan::agreement::{Block, BlockKind, Section};
use plan::compose::Translation;
use plan::dates;
use plan::signing::{Outcome, Way};

use crate::checker;
use crate::family::printed::{Printed, run};
use crate::family::sitting::{DAD, MUM, SOCIAL_WORKER, began, by_turns, full, joining, sitting, turn};
use crate::family::{Family, answer, answers, as_printed, goal, kinds, person, plan, plans_in, translated};

/// The examples by their names, each with what two people answered.
pub(crate) fn examples() -> Vec<(String, Family)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/examples");
    let plans = plans_in(&folder).into_iter();
    let examples: Vec<_> = plans.map(|(name, plan)| (name, Family::new(plan, &answers()))).collect();
    assert!(examples.len() >= 10, "{}", examples.len());
    examples
}

/// Checks that all words of these blocks come in order; other words may stand between them.
fn in_order<'a>(blocks: impl Iterator<Item = &'a Block>, told: &str, name: &str) {
    let page: String = told.split_whitespace().collect();
    let mut rest = page.as_str();
    for block in blocks {
        for word in as_printed(block).split_whitespace() {
            let Some((_, after)) = rest.split_once(word) else {
                panic!("{name}: {word:?} of {} is missing in:\n{told}", block.id.0)
            };
            rest = after;
        }
    }
}

fn is_agreed(block: &&Block) -> bool {
    matches!(block.kind, BlockKind::Goal { .. } | BlockKind::Promise { .. })
}

/// Looks at one kind of copy of an example.
fn holds(family: &Family, theirs: &Translation, (kind, print): (Kind<'_>, Print), name: &str) {
    let pdf = render(&Paper { kind, print, ..family.paper() }).unwrap_or_else(|no| panic!("{name}: {no}"));
    let printed = Printed::new(&pdf).checked().kept(&format!("{name}.pdf"));
    run("qpdf", &["--check"], &printed.path, &[]);
    let told = printed.told();
    let blocks = &family.agreement.blocks;
    match kind {
        Kind::Full => in_order(blocks.iter(), &told, name),
        Kind::SideBySide { .. } => {
            let people = |block: &&Block| !matches!(block.kind, BlockKind::Person { .. });
            in_order(blocks.iter().filter(people), &told, name);
            let words: String = told.split_whitespace().collect();
            // What is done first stands in front of all the rest as well.
            let first = blocks.iter().find(|it| it.section == Section::Now && is_agreed(it));
            if let Some(block) = first.filter(|it| it.text.chars().count() <= 700) {
                let text = flat(&block.text);
                let heading = blocks.iter().find(|it| it.kind.is_heading()).map(|it| flat(&it.text));
                let before = heading.and_then(|heading| words.split(&heading).next()).unwrap_or_default();
                assert!(before.contains(&text) && words.matches(&text).count() > 1, "{name}: {}", block.text);
            }
            let read = blocks.iter().filter(|block| block.section != Section::Signatures);
            for text in read.filter_map(|block| theirs.blocks.get(&block.id)) {
                let text: String = text.split_whitespace().collect();
                assert!(words.contains(&text), "{name}: {text}");
            }
        }
        Kind::Review => in_order(blocks.iter().filter(is_agreed), &told, name),
        Kind::Summary => {
            assert!(printed.pages <= 2, "{name}: {}", printed.pages);
            let meeting = family.agreement.section(Section::Meeting);
            in_order(meeting.filter(|it| matches!(it.kind, BlockKind::Sentence { .. })).take(1), &told, name);
        }
        Kind::Part { .. } => {
            let typed = |it: &&Block| it.kind == BlockKind::Sentence { typed: true };
            in_order(family.agreement.section(Section::Meeting).filter(|it| !typed(it)), &told, name);
            for worry in blocks.iter().filter(|it| matches!(it.kind, BlockKind::Worry { .. })) {
                assert!(!told.contains(&worry.text), "{name}: {}", worry.text);
            }
        }
        Kind::Blank | Kind::Leaflet => {
            assert!(!told.contains(&family.agreement.reference), "{name}");
            for child in family.plan.children.iter().filter(|child| child.name.len() > 3) {
                assert!(!told.contains(child.name.trim()), "{name}: {}", child.name);
            }
        }
    }
    printed.is_well_laid_out(name);
    checker::passes(&pdf.bytes, name);
}

/// Every kind comes with several examples here and every example in several kinds; the long form has all of them.
#[test]
fn every_example_in_three_kinds() {
    for (number, (name, family)) in examples().into_iter().enumerate() {
        let theirs = translated(&family);
        let kinds = kinds(&theirs);
        for step in [0, 5, 10] {
            let (file, kind, print) = kinds[(number + step) % kinds.len()];
            holds(&family, &theirs, (kind, print), &format!("{name}-{file}"));
        }
    }
}

#[test]
#[ignore = "takes minutes; `cargo xtask soak` runs it"]
fn soak_every_example_in_every_kind() {
    let mut copies = 0;
    for (name, family) in examples() {
        let theirs = translated(&family);
        for (file, kind, print) in kinds(&theirs) {
            holds(&family, &theirs, (kind, print), &format!("{name}-{file}"));
            copies += 1;
        }
    }
    println!("soak\texamples in every kind of copy\t{copies}");
}

#[test]
fn each_copy_says_which_it_is() {
    let family = Family::new(plan(), &answers());
    let theirs = translated(&family);
    let says = [
        "Full agreement",
        "Short page",
        "English and Accented English",
        "Part for the school",
        "Blank agreement, to read before we meet",
        "Review record",
        "For anyone to keep",
    ];
    let in_both = says.into_iter().flat_map(|it| [it.to_owned(), format!("{it} · Large print")]);
    for ((_, kind, print), says) in kinds(&theirs).into_iter().zip(in_both) {
        let printed = Printed::new(&render(&Paper { kind, print, ..family.paper() }).unwrap());
        let text = printed.text("-raw");
        assert!(text.lines().any(|line| line.trim() == says), "{says}:\n{text}");
        // And at the foot of every page.
        assert!(printed.words().matches(&says).count() > printed.pages, "{says}:\n{text}");
    }
}

#[test]
fn each_page_says_draft_until_everybody_was_asked() {
    const DRAFT: &str = "DRAFT:noteverybodywasaskedyet";
    let asked = |who: &[u8]| {
        sitting(plan(), |agreement| {
            let read = [MUM, DAD].map(|to| turn(agreement, to, Way::ReadsAlone, &[], 60_000));
            let answers = who.iter().enumerate();
            let answers = answers.flat_map(|(number, who)| answer(number, person(*who), Outcome::Signs));
            let before = [began()].into_iter().chain(joining()).chain(read.into_iter().flatten());
            before.chain(answers).collect()
        })
    };
    let has_answers = |kind: &Kind<'_>| !matches!(kind, Kind::Blank | Kind::Leaflet);
    for (who, is_draft) in
        [(&[][..], true), (&[MUM], true), (&[DAD, SOCIAL_WORKER], true), (&[MUM, DAD], false)]
    {
        let family = asked(who);
        let theirs = translated(&family);
        for (name, kind, print) in kinds(&theirs).into_iter().filter(|(_, kind, _)| has_answers(kind)) {
            let printed = Printed::new(&render(&Paper { kind, print, ..family.paper() }).unwrap());
            let text = printed.text("-raw");
            let pages: Vec<&str> = text.split_terminator('\u{c}').collect();
            assert_eq!(pages.len(), printed.pages, "{name}");
            for page in pages {
                assert_eq!(flat(page).contains(DRAFT), is_draft, "{name}, asked {who:?}:\n{page}");
            }
        }
    }
    // On one's own copy nothing tells whether another was asked.
    let family = asked(&[MUM]);
    for (reader, is_draft) in [(MUM, false), (DAD, true)] {
        let copy = Paper { reader: Some(person(reader)), ..family.paper() };
        let words = flat(&Printed::new(&render(&copy).unwrap()).words());
        assert_eq!(words.contains(DRAFT), is_draft, "{reader}: {words}");
    }
}

/// What a family needs first, read back from the first page of the whole plan and of the short page of every example: the
/// first action, the day, time and place of the meeting, the line that always answers. No example has a time, so each is
/// looked at with one as well.
#[test]
fn the_first_page_has_what_is_done_first_when_we_meet_and_the_line_that_answers() {
    let mut actions = 0;
    for (name, family) in examples() {
        assert_eq!(family.plan.review.at, None, "{name}");
        let mut plan = family.plan.clone();
        plan.review.at = NaiveTime::from_hms_opt(16, 30, 0);
        for (family, time) in [(&family, ""), (&Family::new(plan, &answers()), " at 4:30pm")] {
            let blocks = &family.agreement.blocks;
            let first = blocks
                .iter()
                .find(|it| it.section == Section::Now && matches!(it.kind, BlockKind::Goal { .. }))
                .filter(|it| it.text.chars().count() <= 700);
            let line = blocks.iter().find(|it| it.kind == BlockKind::Line).unwrap();
            let day = format!("{}{time}.", dates::day(family.plan.review.on.unwrap(), &family.texts));
            let place = &family.plan.review.place;
            assert!(!place.is_empty(), "{name}");
            for kind in [Kind::Full, Kind::Summary] {
                let printed = Printed::new(&render(&Paper { kind, ..family.paper() }).unwrap());
                let page = flat(printed.text("-raw").split('\u{c}').next().unwrap_or_default());
                // An action that alone fills a page stands in full further on.
                let first = first.map(|it| &it.text);
                actions += first.iter().count();
                for words in first.into_iter().chain([&day, place, &line.text]) {
                    assert!(page.contains(&flat(words)), "{name}, {kind:?}: {words}\n{page}");
                }
            }
        }
    }
    assert!(actions >= 36, "{actions} first actions were looked for");
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn the_short_page_tells_how_much_it_leaves_to_the_full_agreement() {
    let mut plan = plan();
    let first = plan.goals.first().unwrap().clone();
    for number in 0..60 {
        plan.goals.push(goal(number, first.domain, "cook a warm meal", "every evening", ""));
    }
    let family = Family::new(plan, &[]);
    let printed = Printed::new(&render(&Paper { kind: Kind::Summary, ..family.paper() }).unwrap());
    assert!(printed.pages <= 2, "{} pages", printed.pages);
    let words = printed.words();
    let shown = words.matches(" will ").count();
    assert!(shown >= 5 && words.contains("more stand in the full agreement."), "{shown} in {words}");
}

#[test]
fn the_titles_of_columns_come_again_on_every_page() {
    let family = Family::new(plan(), &answers());
    let theirs = translated(&family);
    let kind = Kind::SideBySide { theirs: &theirs, language: "Accented English" };
    let printed = Printed::new(&render(&Paper { kind, ..family.paper() }).unwrap());
    let text = printed.text("-raw");
    let pages =
        text.split('\u{c}').filter(|page| page.lines().any(|line| line.starts_with("English"))).count();
    assert!(pages >= 3, "{text}");
    let tree = run("pdfinfo", &["-struct-text"], &printed.path, &[]);
    let tables = tree.lines().filter(|line| line.trim().starts_with("Table")).count();
    assert_eq!(tables, 3, "what opens it, what comes first, and the rest: {tree}");
    let titles = tree.matches("\"Accented English\"").count();
    assert_eq!(titles, tables, "a screen reader meets them once in each");
    assert!(tree.contains("Table") && tree.contains("TH"), "{tree}");
}

#[test]
fn headings_are_listed_beside_the_pages() {
    let family = Family::new(plan(), &answers());
    let printed = Printed::of(&family);
    let shown = run("qpdf", &["--json", "--json-key=outlines"], &printed.path, &[]);
    let headings = family.agreement.blocks.iter().filter(|it| matches!(it.kind, BlockKind::Heading { .. }));
    for heading in headings {
        assert!(shown.contains(&format!("\"title\": \"{}\"", heading.text)), "{} in {shown}", heading.text);
    }
}

/// Measured from the file: the size of every font that a paper of large print uses, in every kind of copy of every example,
/// of the made-up family, whose sitting has a bit of everything, and in the copy for one person.
#[test]
fn no_letter_of_large_print_is_smaller_than_eighteen_points() {
    let examples = examples().into_iter().enumerate();
    let families = examples.map(|(number, (name, family))| (name, by_turns(family.plan, number)));
    let mut smallest: BTreeMap<&str, f32> = BTreeMap::new();
    for (name, family) in families.chain([("made-up".to_owned(), full())]) {
        let theirs = translated(&family);
        let kinds = kinds(&theirs).into_iter().filter(|(.., print)| *print == Print::Large);
        let all = kinds.map(|(file, kind, print)| (file, Paper { kind, print, ..family.paper() }));
        let reader = family.signing.family().first().copied();
        let copy = Paper { reader, print: Print::Large, ..family.paper() };
        for (file, paper) in all.chain([("copy for one", copy)]) {
            let size = smallest_size(&Printed::new(&render(&paper).unwrap()));
            assert!((18.0..100.0).contains(&size), "{name}, {file}: {size} points");
            let before = smallest.entry(file).or_insert(size);
            *before = before.min(size);
        }
    }
    println!("{smallest:?}");
}

/// In points, as pdftohtml tells it.
fn smallest_size(printed: &Printed) -> f32 {
    // As much as pdftohtml enlarges; its sizes are whole numbers.
    const ENLARGED: f32 = 3.0;
    let zoom = ENLARGED.to_string();
    let told = run("pdftohtml", &["-xml", "-i", "-stdout", "-zoom", &zoom], &printed.path, &[]);
    let sizes = told.split("<fontspec ").skip(1).filter_map(|font| {
        let size = font.split_once("size=\"")?.1.split_once('"')?.0;
        size.parse::<f32>().ok()
    });
    sizes.fold(f32::INFINITY, f32::min) / ENLARGED
}
