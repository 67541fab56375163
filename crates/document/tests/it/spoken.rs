//! Words that were typed in another language than the paper's: where their letters or the sitting tell which, the paper says
//! it, and each stands in its own direction.

use document::sheet::{Role, Sheets};
use document::{Kind, Paper, lay_out, render};
use plan::agreement::{Block, BlockKind};
use plan::compose::Translation;
use plan::signing::{Event, Joined, Manner, Outcome, Way};
use plan::texts::Language;

use crate::checker;
use crate::family::printed::Printed;
use crate::family::sitting::{INTERPRETER, MUM, SOCIAL_WORKER, began, sitting, someone, turn};
use crate::family::{Family, answers, person, plan};

const URDU: &str = "مجھے صرف پانچ منٹ چاہئیں۔";

/// What is said in another language than the paper's: the language, and the words.
fn spoken(sheets: &Sheets) -> Vec<(String, String)> {
    let said =
        sheets.elements.iter().filter_map(|it| Some((it.language.clone()?, it.words.trim().to_owned())));
    said.collect()
}

/// The family with own words, a worry and a name.
fn typed(words: &str, worry: &str, name: &str) -> plan::Plan {
    let mut plan = plan();
    plan.goals[1].own_words = words.into();
    plan.concerns[0].words = worry.into();
    plan.children[0].name = name.into();
    plan
}

#[test]
fn own_words_in_other_letters_say_their_script_and_what_is_all_of_a_text_says_it_as_a_whole() {
    let family = Family::new(typed(URDU, "سارہ نے کہا", "سارہ"), &answers());
    let sheets = lay_out(&family.paper()).unwrap();
    let said = spoken(&sheets);
    let quoted = format!("“{URDU}”");
    assert!(said.contains(&("und-Arab".into(), quoted.clone())), "{said:?}");
    let part = sheets.elements.iter().find(|it| it.words == quoted).unwrap();
    assert_eq!(part.role, Role::Span);
    let whole = sheets.elements.iter().find(|it| it.words == "سارہ نے کہا").unwrap();
    assert_eq!((whole.role, whole.language.as_deref()), (Role::Paragraph, Some("und-Arab")));
    let head = sheets.elements.iter().find(|it| it.words == "سارہ").unwrap();
    assert_eq!((head.role, head.language.as_deref()), (Role::RowHead, Some("und-Arab")));
    checker::passes(&render(&family.paper()).unwrap().bytes, "own words");
}

#[test]
fn a_sitting_tells_which_language_it_is() {
    let read_in = |language: &str| {
        sitting(typed(URDU, "", "Zofia"), |agreement| {
            let mut events = vec![began()];
            let interpreter =
                Joined::Interpreter { language: language.into(), manner: Manner::Phone, from: String::new() };
            events.push(Event::Joined {
                person: person(INTERPRETER),
                name: "Amina Shah".into(),
                part: interpreter,
            });
            events.extend(turn(agreement, MUM, Way::ReadsAlone, &[], 60_000));
            events
        })
    };
    let tags = |language: &str| {
        let said = spoken(&lay_out(&read_in(language).paper()).unwrap());
        let mut tags: Vec<String> = said.into_iter().map(|it| it.0).collect();
        tags.dedup();
        tags
    };
    assert_eq!(tags("Urdu"), ["ur"]);
    assert_eq!(tags("اردو"), ["ur"]);
    assert_eq!(tags("Polish"), ["und-Arab"], "which is written in other letters");
    assert_eq!(tags("Urdu or Punjabi"), ["und-Arab"], "nobody knows");
}

/// Beside a signature, where a typed name is drawn as a whole.
#[test]
fn a_typed_name_in_the_letters_of_two_languages_is_in_several() {
    let outcome =
        Outcome::SignsWithoutDrawing { typed: "Анна ਸੋਤ".into(), witness: someone(SOCIAL_WORKER) };
    let family = Family::new(plan(), &[Some(outcome)]);
    let said = spoken(&lay_out(&family.paper()).unwrap());
    assert!(said.contains(&("mul".into(), "Анна ਸੋਤ".into())), "{said:?}");
    checker::passes(&render(&family.paper()).unwrap().bytes, "a typed name");
}

#[test]
fn words_in_latin_letters_pass_for_the_papers() {
    let family = Family::new(typed("Chcę tylko pięć minut.", "Łucja", "Łucja"), &answers());
    assert_eq!(spoken(&lay_out(&family.paper()).unwrap()), []);
}

#[test]
fn what_is_said_from_right_to_left_is_read_so_also_around_names_and_numbers() {
    let words = "عمر 4 دسمبر تک Siân Pugh کو فون کرے گا۔";
    let family = Family::new(typed(words, "", "Zofia"), &answers());
    let printed = Printed::of(&family).kept("own-words-in-urdu.pdf");
    let places: Vec<_> = printed.placed().into_iter().flatten().collect();
    // Poppler reads the letters of such words from the left on a page that is mostly English.
    let left = |word: &str| {
        let turned: String = word.chars().rev().collect();
        let place = places.iter().find(|it| it.text == turned || it.text == word);
        place.map(|it| it.left).unwrap_or_else(|| panic!("{word}: {places:?}"))
    };
    // In one line from the right: the doer, the name, what is done.
    assert!(left("عمر") > left("Siân") && left("Siân") > left("فون"));
    assert!(left("فون") > left("words:"), "all of it behind what is said in English");
    let told = printed.told();
    assert!(told.contains("In Danuta’s own words: “"), "{told}");
}

#[test]
fn a_translation_from_right_to_left_stands_beside_the_english_with_its_numbers_to_ring() {
    let family = Family::new(typed(URDU, "", "سارہ"), &answers());
    let urdu = |block: &Block| {
        let text = if matches!(block.kind, BlockKind::Line) {
            "اگر آپ ہم تک نہ پہنچ سکیں تو 01632 960 900 پر فون کریں۔"
        } else if matches!(block.kind, BlockKind::Right { .. }) {
            "آپ اس منصوبے کو نہ کہہ سکتے ہیں۔ آپ اسے پڑھنے کے لیے مزید وقت مانگ سکتے ہیں۔"
        } else if matches!(block.kind, BlockKind::Heading { .. } | BlockKind::Title) {
            "خاندان کی حفاظت کا منصوبہ"
        } else {
            return None;
        };
        Some((block.id.clone(), text.to_owned()))
    };
    let theirs = Translation {
        language: Language("ur".into()),
        texts: String::new(),
        blocks: family.agreement.blocks.iter().filter_map(urdu).collect(),
    };
    let kind = Kind::SideBySide { theirs: &theirs, language: "Urdu" };
    let pdf = render(&Paper { kind, ..family.paper() }).unwrap();
    checker::passes(&pdf.bytes, "beside");
    Printed::new(&pdf).kept("beside-urdu.pdf");
    let sheets = lay_out(&Paper { kind, ..family.paper() }).unwrap();
    let said = spoken(&sheets);
    assert!(said.iter().all(|(tag, _)| tag == "ur"), "the translation tells which language it is: {said:?}");
    let cell = sheets.elements.iter().position(|it| it.words.starts_with("اگر آپ")).unwrap();
    let parts = sheets.elements.iter().filter(|it| it.parent.is_some_and(|parent| parent.0 == cell));
    let parts: Vec<(Role, &str)> = parts.map(|it| (it.role, it.words.trim())).collect();
    assert_eq!(
        parts,
        [
            (Role::Span, "اگر آپ ہم تک نہ پہنچ سکیں تو"),
            (Role::Link, "01632 960 900"),
            (Role::Span, "پر فون کریں۔")
        ]
    );
}
