//! Names of many languages, composed and decomposed, read back from paper word for word.

use plan::texts::Language;
use unicode_normalization::UnicodeNormalization;

use crate::checker;
use crate::family::printed::Printed;
use crate::family::{Family, answers, plan};

const NAMES: &str = include_str!("../../../../tests/data/names/languages.tsv");

/// A language's tag and its names.
pub(crate) fn languages() -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    NAMES.lines().map(|line| {
        let mut fields = line.split('\t');
        let tag = fields.next().unwrap();
        (tag, fields.skip(1).collect())
    })
}

/// Names in a worry and, bold, in a goal.
fn naming(tag: &str, names: &str) -> Family {
    let mut plan = plan();
    plan.concerns[0].words = names.into();
    plan.goals[0].what = format!("ring {}", names.replace('\n', ", "));
    let mut family = Family::new(plan, &answers());
    family.texts.language = Language(tag.into());
    family.agreement.language = Language(tag.into());
    family
}

fn is_from_the_right(tag: &str) -> bool {
    matches!(tag, "ar" | "ckb" | "fa" | "he" | "ps" | "ur")
}

/// Words without what only marks a direction or joins letters, composed.
fn words(text: &str) -> Vec<String> {
    let unseen = |c: &char| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}');
    let seen: String =
        text.replace(['\u{202a}', '\u{202b}', '\u{202c}'], " ").chars().filter(unseen).collect();
    seen.nfc().collect::<String>().split([' ', '\n', '\u{c}', ',', '.']).map(str::to_owned).collect()
}

#[test]
fn names_of_sixty_languages_are_read_back_word_for_word() {
    assert!(languages().count() >= 60);
    let mut lost = Vec::new();
    for (tag, names) in languages() {
        let composed = names.join("\n");
        let decomposed: String = composed.nfd().collect();
        // On the paper of an English family, and of one of their own language.
        for (form, language, written) in
            [("composed", "en", &composed), ("decomposed", "en", &decomposed), ("composed", tag, &composed)]
        {
            let family = naming(language, written);
            let pdf = document::render(&family.paper()).unwrap();
            checker::passes(&pdf.bytes, tag);
            let printed = Printed::new(&pdf).kept(&format!("name-{tag}-{form}-{language}.pdf"));
            // Poppler keeps words from right to left whole only where it lays the page out, and those of Thai only where it
            // does not.
            let read = words(&printed.text(if is_from_the_right(tag) { "-nopgbrk" } else { "-raw" }));
            // As it is kept: odd apostrophes are one.
            for word in words(&plan::splice::typed(&composed)) {
                let times = read.iter().filter(|it| **it == word).count();
                if times < 2 {
                    lost.push(format!("{tag} {form} in {language}: {word} {times} times"));
                }
            }
        }
    }
    assert!(lost.is_empty(), "{} words:\n{}", lost.len(), lost.join("\n"));
}
