//! Other languages: what a translation is worth, what a family may see of it, and the made-up ones for tests.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use plan::agreement::{Agreement, Block, BlockKind};
use plan::content::{ClauseUse, Goal};
use plan::domain::Domain;
use plan::ids::GoalId;
use plan::languages::{
    self, Counts, Direction, Done, Facts, LanguageFile, Offered, Sentence, Stage, Status, clause_words,
    goal_words, marked, status_of, unmarked, untranslated,
};
use plan::texts::Language;
use plan::{Plan, Texts, clauses, compose};
use proptest::prelude::*;

use crate::marsh;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn today() -> NaiveDate {
    day("2026-11-22")
}

fn done(by: &str) -> Done {
    Done { by: by.into(), on: day("2026-06-01") }
}

fn checked() -> Stage {
    Stage::Checked { translated: done("A. Nowak"), checked: done("B. Wójcik"), valid_until: today() }
}

fn sentence(key: &str, english: &str, translation: &str, stage: Stage) -> Sentence {
    Sentence { key: key.into(), english: english.into(), translation: translation.into(), stage }
}

fn polish(sentences: Vec<Sentence>) -> LanguageFile {
    let language = Facts {
        tag: Language("pl".into()),
        own_name: "Polski".into(),
        english_name: "Polish".into(),
        direction: Direction::LeftToRight,
    };
    LanguageFile { language, sentences }
}

fn blocks(plan: &Plan, texts: &Texts) -> Vec<Block> {
    let Agreement { blocks, .. } = compose::agreement(plan, texts, today());
    blocks
}

#[test]
fn a_translation_is_worth_what_people_english_and_day_make_of_it() {
    let english = "We will meet again on {day}.";
    let polish = "Spotkamy się ponownie: {day}.";
    let translated = || Stage::Translated { translated: done("A. Nowak") };
    let by_one = |checked: &str| Stage::Checked {
        translated: done("A. Nowak"),
        checked: done(checked),
        valid_until: today(),
    };
    for (translation, stage, status, why) in [
        ("", Stage::Draft, Status::Draft, "nothing there yet"),
        (" ", checked(), Status::Draft, "nothing there, whatever the file says"),
        (polish, Stage::Draft, Status::Draft, "nobody stands for it"),
        (polish, translated(), Status::Translated, "one person does"),
        (polish, checked(), Status::Checked, "two people do"),
        (polish, by_one("a. nowak "), Status::Translated, "nobody checks their own work"),
        (polish, by_one(""), Status::Translated, "nobody has checked it"),
        (polish, Stage::Expired { english_before: None }, Status::Expired, "somebody took it back"),
        ("Spotkamy się ponownie.", checked(), Status::Draft, "the day would get lost"),
        ("Spotkamy się: {dzień}.", checked(), Status::Draft, "a slot that nothing fills"),
        ("Spotkamy się: {day.", checked(), Status::Draft, "a brace would be seen"),
    ] {
        let sentence = sentence("agreement.meeting", english, translation, stage);
        assert_eq!(status_of(&sentence, english, today()), status, "{why}");
    }
    let changed = sentence("agreement.meeting", "We meet on {day}.", polish, checked());
    assert_eq!(status_of(&changed, english, today()), Status::Expired, "the English has changed");
}

#[test]
fn the_last_day_is_a_good_one_and_the_next_is_not() {
    let sentence = sentence("heading.rights", "Your rights", "Państwa prawa", checked());
    assert_eq!(status_of(&sentence, "Your rights", today()), Status::Checked);
    assert_eq!(status_of(&sentence, "Your rights", day("2026-11-23")), Status::Expired);
    let file = polish(vec![sentence]);
    let english = Texts::english();
    for offered in [Offered::CheckedOnly, Offered::All] {
        assert_eq!(file.texts(&english, offered, today()).get("heading.rights"), "Państwa prawa");
        let after = file.texts(&english, offered, day("2026-11-23"));
        assert_eq!(after.get("heading.rights"), marked("Your rights"), "{offered:?}");
    }
}

#[test]
fn only_what_is_checked_is_offered_outside_practice() {
    let english = Texts::english();
    let translated = Stage::Translated { translated: done("A. Nowak") };
    let file = polish(vec![
        sentence("heading.rights", "Your rights", "Państwa prawa", checked()),
        sentence("heading.meeting", "Meeting again", "Następne spotkanie", translated),
        sentence("heading.contact", "Who to ring", "Do kogo dzwonić", Stage::Draft),
        sentence("heading.later", "What will change after that", "", Stage::Draft),
        sentence("agreement.meeting", "We will meet again on {day}.", "Spotkamy się.", Stage::Draft),
        sentence("no.longer", "There", "Tam", checked()),
    ]);
    let seen = |offered| {
        let texts = file.texts(&english, offered, today());
        let keys: Vec<String> =
            texts.all().filter(|(_, words)| !untranslated(words)).map(|(key, _)| key.to_owned()).collect();
        keys
    };
    assert_eq!(seen(Offered::CheckedOnly), ["heading.rights"]);
    assert_eq!(seen(Offered::All), ["heading.contact", "heading.meeting", "heading.rights"]);
    let counts = file.counts(&english, today());
    assert_eq!(counts, Counts { draft: 3, translated: 1, checked: 1, expired: 0 });
    assert_eq!((counts.sentences(), counts.percent_checked()), (5, 20), "a key that is gone is not counted");
}

#[test]
fn what_is_not_translated_is_english_behind_a_mark() {
    let english = Texts::english();
    let texts = polish(Vec::new()).texts(&english, Offered::CheckedOnly, today());
    assert_eq!(texts.language, Language("pl".into()));
    assert!(texts.version.starts_with("pl-"), "{}", texts.version);
    for (key, words) in english.all() {
        assert!(untranslated(texts.get(key)), "{key}");
        assert_eq!(unmarked(texts.get(key)), words, "{key}");
        assert!(!untranslated(words), "{key}");
    }
    for (ours, in_english) in blocks(&marsh(), &texts).iter().zip(blocks(&marsh(), &english)) {
        assert_eq!(unmarked(&ours.text), in_english.text);
    }
}

#[test]
fn blocks_are_translated_where_all_their_words_are_and_marked_elsewhere() {
    let file = polish(vec![
        sentence("agreement.title", "Family safety plan", "Plan bezpieczeństwa rodziny", checked()),
        sentence("heading.rights", "Your rights", "Państwa prawa", checked()),
        sentence("rights.01", "You can say no to this plan.", "Mogą Państwo odmówić.", checked()),
        sentence("agreement.meeting", "We will meet again on {day}.", "Spotkanie: {day}.", checked()),
    ]);
    let texts = file.texts(&Texts::english(), Offered::CheckedOnly, today());
    let all = blocks(&marsh(), &texts);
    let in_english = blocks(&marsh(), &Texts::english());
    let translated: Vec<&str> = all
        .iter()
        .zip(&in_english)
        .filter(|(ours, english)| !untranslated(&ours.text) && ours.text != english.text)
        .map(|(ours, _)| ours.text.as_str())
        .collect();
    assert_eq!(translated, ["Plan bezpieczeństwa rodziny", "Państwa prawa", "Mogą Państwo odmówić."]);
    let meeting = all.iter().find(|block| block.id.0 == "meeting.day").unwrap();
    assert!(meeting.text.starts_with("Spotkanie: \u{E000}"), "its day is not Polish: {}", meeting.text);
    assert!(all.iter().filter(|block| untranslated(&block.text)).count() > 40);
}

/// A goal as it is right after it was taken from the library.
fn from_library(code: &str, slots: &[(&str, &str)]) -> Goal {
    let clause = clauses::english().into_iter().find(|clause| clause.code == code).unwrap();
    let slots: BTreeMap<String, String> =
        slots.iter().map(|(slot, said)| ((*slot).to_owned(), (*said).to_owned())).collect();
    Goal {
        what: clause.filled(&slots),
        how_often: clause.how_often.clone(),
        clause: Some(ClauseUse { code: code.to_owned(), slots }),
        ..Goal::empty(GoalId::new(1, &[1; 10]), Domain::BasicCare)
    }
}

#[test]
fn a_clause_is_translated_while_nobody_has_changed_its_words() {
    let file = polish(vec![
        sentence("word.and", "and", "i", checked()),
        sentence("clause.BC01.what", "give {children} {meals}", "dać {meals}: {children}", checked()),
        sentence("clause.BC01.how_often", "every day", "codziennie", checked()),
        sentence("clause.BC01.promise_1", "bring a food bank card", "przynieść kartę", checked()),
    ]);
    let texts = file.texts(&Texts::english(), Offered::CheckedOnly, today());
    let taken = from_library("BC01", &[("children", "Tia and Jay"), ("meals", "a hot tea")]);
    let words = goal_words(&taken, &texts).unwrap();
    assert_eq!(words.what, "dać \u{E000}a hot tea: Tia i Jay", "names are names, and the rest is English");
    assert_eq!(words.how_often, "codziennie");

    let with_choice = polish(vec![
        sentence("clause.BC01.what", "give {children} {meals}", "dać {meals}: {children}", checked()),
        sentence("clause.BC01.how_often", "every day", "codziennie", checked()),
        sentence("clause.BC01.meals_2", "a hot tea", "ciepły posiłek", checked()),
    ]);
    let with_choice = with_choice.texts(&Texts::english(), Offered::CheckedOnly, today());
    let chosen =
        goal_words(&from_library("BC01", &[("children", "Tia"), ("meals", "a hot tea")]), &with_choice);
    assert_eq!(chosen.unwrap().what, "dać ciepły posiłek: Tia", "what was chosen is translated");
    let typed = goal_words(&from_library("BC01", &[("children", "Tia"), ("meals", "soup")]), &with_choice);
    assert_eq!(typed.unwrap().what, "dać \u{E000}soup: Tia", "what was typed is not");

    let without = Goal { how_often: String::new(), ..taken.clone() };
    assert_eq!(goal_words(&without, &texts).unwrap().how_often, "", "there is nothing to translate");
    for (changed, why) in [
        (Goal { what: "give Tia and Jay a hot tea at six".into(), ..taken.clone() }, "what"),
        (Goal { how_often: "every school day".into(), ..taken.clone() }, "how often"),
        (Goal { clause: None, ..taken.clone() }, "no clause"),
        (from_library("BC02", &[("food", "milk, bread and fruit")]), "another clause"),
    ] {
        assert_eq!(goal_words(&changed, &texts), None, "{why}");
    }
    assert_eq!(goal_words(&taken, &Texts::english()), None);
    let nothing = BTreeMap::new();
    let promise = |said: &str| clause_words("BC01", "promise_1", said, &nothing, &texts);
    assert_eq!(promise("bring a food bank card").unwrap(), "przynieść kartę");
    assert_eq!(promise("bring two food bank cards"), None);
}

fn made_up() -> [LanguageFile; 2] {
    let english = Texts::english();
    [languages::pseudo(&english), languages::mirrored(&english)]
}

#[test]
fn made_up_languages_have_every_sentence_and_are_never_offered() {
    let english = Texts::english();
    for file in made_up() {
        let tag = &file.language.tag.0;
        let texts = file.texts(&english, Offered::All, today());
        for (key, words) in english.all() {
            let made = texts.get(key);
            assert!(made.starts_with('⟦') && made.ends_with('⟧') && made != words, "{tag} {key}: {made}");
        }
        for clause in clauses::english() {
            assert!(texts.has(&format!("clause.{}.what", clause.code)), "{tag} {}", clause.code);
        }
        for block in blocks(&marsh(), &texts) {
            assert!(!untranslated(&block.text), "{tag}: {}", block.text);
        }
        let goal = from_library("BC01", &[("children", "Tia and Jay"), ("meals", "a hot tea")]);
        assert!(goal_words(&goal, &texts).is_some(), "{tag}");

        let counts = file.counts(&english, today());
        assert_eq!(counts.draft, counts.sentences(), "{tag}: nobody stands for any of it");
        let real = file.texts(&english, Offered::CheckedOnly, today());
        assert!(real.all().all(|(_, words)| untranslated(words)), "{tag} would be seen by a family");
        assert!(languages::carried().iter().all(|carried| carried.language.tag.0 != *tag));
    }
}

#[test]
fn accented_english_is_about_a_third_longer() {
    let [pseudo, _] = made_up();
    let letters = |words: fn(&Sentence) -> &String| -> usize {
        pseudo.sentences.iter().map(|it| words(it).chars().count()).sum()
    };
    let percent = letters(|it| &it.translation) * 100 / letters(|it| &it.english);
    assert!((130..=140).contains(&percent), "{percent} %");
}

#[test]
fn carried_languages_know_every_sentence_and_nothing_else() {
    let english = Texts::english();
    let carried = languages::carried();
    let keys = |file: &LanguageFile| -> Vec<String> {
        file.sentences.iter().map(|sentence| sentence.key.clone()).collect()
    };
    for file in &carried {
        let tag = &file.language.tag.0;
        assert_eq!(keys(file), keys(&carried[0]), "{tag}: run `cargo xtask languages --write`");
        assert_eq!(
            file.counts(&english, today()).sentences(),
            file.sentences.len(),
            "{tag} has sentences that are gone: run `cargo xtask languages --write`"
        );
    }
    let known = keys(&carried[0]);
    for clause in clauses::english() {
        let parts = (1..=clause.promises.len()).map(|n| format!("promise_{n}")).chain(["what".to_owned()]);
        for key in parts.map(|part| format!("clause.{}.{part}", clause.code)) {
            assert!(known.contains(&key), "no language has {key}: run `cargo xtask languages --write`");
        }
    }
}

#[test]
fn whatever_an_agreement_says_can_be_translated() {
    let all = languages::carried();
    let complete = LanguageFile {
        sentences: all[0]
            .sentences
            .iter()
            .map(|it| Sentence { translation: it.english.clone(), ..it.clone() })
            .collect(),
        ..all[0].clone()
    };
    let texts = complete.texts(&Texts::english(), Offered::All, today());
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/examples");
    for file in std::fs::read_dir(folder).unwrap() {
        let plan = Plan::from_json(&std::fs::read(file.unwrap().path()).unwrap()).unwrap();
        // What was typed into a goal is in English and stays so.
        let no_goals =
            blocks(&plan, &texts).into_iter().filter(|it| !matches!(it.kind, BlockKind::Goal { .. }));
        for Block { id, text, .. } in no_goals {
            assert!(
                !untranslated(&text),
                "{}: no language can have the words of “{}”",
                id.0,
                unmarked(&text)
            );
        }
    }
}

proptest! {
    /// Whatever a translator writes, nothing that is filled in gets lost and no brace is seen.
    #[test]
    fn filled_sentences_have_all_that_was_filled_in_and_no_brace(
        english in "[A-Za-z ]{0,6}(\\{(who|what|day)\\}[a-z .]{0,4}){0,3}",
        translation in "[a-zżółć ]{0,4}([{}]|\\{(who|what|day|dzień)\\}|[a-z .]){0,4}",
        is_checked in any::<bool>(),
        is_practice in any::<bool>(),
    ) {
        let english = Texts::from_words(
            Language("en".into()),
            [("agreement.line".to_owned(), english)].into(),
        );
        let said = english.get("agreement.line");
        let stage = if is_checked { checked() } else { Stage::Draft };
        let file = polish(vec![sentence("agreement.line", said, &translation, stage)]);
        let offered = if is_practice { Offered::All } else { Offered::CheckedOnly };
        let texts = file.texts(&english, offered, today());
        let slots = [("who", "1"), ("what", "2"), ("day", "3")];
        let filled = texts.fill("agreement.line", &slots);
        prop_assert!(!filled.contains(['{', '}']), "{filled}");
        for (slot, value) in slots {
            let is_there = said.contains(&format!("{{{slot}}}"));
            prop_assert_eq!(filled.contains(value), is_there, "{} in {}", slot, filled);
        }
    }

    #[test]
    fn made_up_sentences_keep_their_slots(pick in any::<prop::sample::Index>()) {
        for file in made_up() {
            let sentence = pick.get(&file.sentences);
            let slots = |text: &str| -> Vec<String> {
                text.split('{').skip(1).map(|rest| rest.split_once('}').unwrap().0.to_owned()).collect()
            };
            prop_assert_eq!(slots(&sentence.translation), slots(&sentence.english));
        }
    }
}
