//! What has to be done to a language file so that it is in step with the English, with every sentence there is. Nothing a
//! translator wrote is thrown away: a translation whose English has changed is expired, one whose English is gone is kept apart.

use std::collections::BTreeMap;
use std::fmt;

use super::english;
use super::entry::{Entry, Status};
use super::file::LanguageFile;

/// How many translations were touched, for whoever reads along.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Steps {
    expired: usize,
    gone: usize,
}

impl fmt::Display for Steps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { expired, gone } = self;
        write!(f, "{expired} translations with other English, {gone} gone")
    }
}

pub(super) fn in_step(file: &LanguageFile, english: &[english::Sentence]) -> (Steps, LanguageFile) {
    let mut steps = Steps::default();
    let entries = file.gone.iter().chain(&file.sentences);
    let mut entries: BTreeMap<&str, &Entry> = entries.map(|entry| (entry.key.as_str(), entry)).collect();
    let sentences = english
        .iter()
        .map(|english| match entries.remove(english.key.as_str()) {
            Some(entry) => beside(entry, &english.words, &mut steps),
            None => Entry::empty(&english.key, &english.words),
        })
        .collect();
    entries.retain(|_, entry| !entry.is_empty());
    steps.gone = file.sentences.iter().filter(|entry| entries.contains_key(entry.key.as_str())).count();
    let gone = entries.into_values().cloned().collect();
    (steps, LanguageFile { sentences, gone, ..file.clone() })
}

/// An entry beside the English as it is now.
fn beside(entry: &Entry, english: &str, steps: &mut Steps) -> Entry {
    let is_changed = entry.english != english;
    if entry.is_empty() {
        return Entry::empty(&entry.key, english);
    }
    let mut entry = entry.clone();
    if is_changed {
        steps.expired += 1;
        entry.status = Status::Expired;
        // After two changes it is still the first English that the translation was made from.
        entry.english_before.get_or_insert(std::mem::replace(&mut entry.english, english.to_owned()));
    } else if entry.status != Status::Expired {
        entry.english_before = None;
    }
    entry
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    const POLISH: &str = r#"
[language]
tag = "pl"
own_name = "Polski"
english_name = "Polish"
direction = "left_to_right"

[[sentence]]
key = "about.1"
english = "It says \"why\"."
translation = "Mówi „dlaczego”."
status = "translated"
translated = { by = "A. Nowak", on = "2026-11-22" }

[[sentence]]
key = "about.2"
english = "We meet on {day}."
translation = "Spotykamy się: {day}."
status = "checked"
translated = { by = "A. Nowak", on = "2026-11-22" }
checked = { by = "B. Wójcik", on = "2026-11-23" }
valid_until = "2027-11-23"

[[sentence]]
key = "about.3"
english = "Not here yet."
translation = ""
status = "draft"

[[gone]]
key = "about.9"
english = "Long gone."
translation = "Dawno temu."
status = "draft"
"#;

    fn polish() -> LanguageFile {
        LanguageFile::from_toml(Path::new("pl/sentences.toml"), POLISH).unwrap()
    }

    fn english(sentences: &[(&str, &str)]) -> Vec<english::Sentence> {
        let sentence = |(key, words): &(&str, &str)| english::Sentence {
            key: (*key).to_owned(),
            words: (*words).to_owned(),
        };
        sentences.iter().map(sentence).collect()
    }

    fn keys(entries: &[Entry]) -> Vec<&str> {
        entries.iter().map(|entry| entry.key.as_str()).collect()
    }

    #[test]
    fn a_file_in_step_stays_as_it_is() {
        let same = english(&[
            ("about.1", "It says \"why\"."),
            ("about.2", "We meet on {day}."),
            ("about.3", "Not here yet."),
        ]);
        let (steps, now) = in_step(&polish(), &same);
        assert_eq!(steps, Steps::default());
        assert_eq!(now, polish());
    }

    #[test]
    fn new_changed_and_gone_sentences_each_find_their_place() {
        let other = english(&[
            ("about.0", "New."),
            ("about.3", "Still not here."),
            ("about.2", "We will meet on {day}."),
        ]);
        let (steps, now) = in_step(&polish(), &other);
        assert_eq!(steps, Steps { expired: 1, gone: 1 });
        assert_eq!(keys(&now.sentences), ["about.0", "about.3", "about.2"], "in the order of the English");
        assert_eq!(keys(&now.gone), ["about.1", "about.9"]);
        assert_eq!(now.sentences[0], Entry::empty("about.0", "New."));
        assert_eq!(now.sentences[1], Entry::empty("about.3", "Still not here."));
        let before = &polish().sentences[1];
        let wanted = Entry {
            english: "We will meet on {day}.".into(),
            english_before: Some("We meet on {day}.".into()),
            status: Status::Expired,
            ..before.clone()
        };
        assert_eq!(now.sentences[2], wanted, "who translated and who checked is kept");

        let (steps, again) = in_step(&now, &other);
        assert_eq!((steps, again.to_toml()), (Steps::default(), now.to_toml()));

        let (_, third) = in_step(&now, &english(&[("about.2", "See you on {day}.")]));
        assert_eq!(third.sentences[0].english_before.as_deref(), Some("We meet on {day}."));

        let (steps, back) = in_step(&now, &english(&[("about.1", "It says \"why\".")]));
        assert_eq!(back.sentences[0], polish().sentences[0], "what comes back finds its translation");
        assert_eq!(steps, Steps { expired: 0, gone: 1 });
        assert_eq!(keys(&back.gone), ["about.2", "about.9"], "what was empty is dropped");
    }

    #[test]
    fn what_waits_is_in_the_sheet_and_not_in_the_file() {
        let english =
            english(&[("about.1", "It says \"why\"."), ("about.3", "Not here yet."), ("about.4", "New.")]);
        let (_, now) = in_step(&polish(), &english);
        assert_eq!(keys(&now.sentences), ["about.1", "about.3", "about.4"]);
        let read = |text: String| LanguageFile::from_toml(&now.path, &text).unwrap();
        assert_eq!(read(now.to_sheet()), now);
        let kept = read(now.to_toml());
        assert_eq!(keys(&kept.sentences), ["about.1"]);
        assert_eq!(kept.gone, now.gone);
        assert_eq!(in_step(&kept, &english).1, now, "the sheet is made again from what is kept");
    }

    #[test]
    fn an_empty_sentence_is_a_draft_and_a_renewed_one_forgets_the_old_english() {
        let mut file = polish();
        file.sentences[0].translation = " ".into();
        file.sentences[1].english_before = Some("We meet.".into());
        let same = english(&[("about.1", "It says \"why\"."), ("about.2", "We meet on {day}.")]);
        let (_, now) = in_step(&file, &same);
        assert_eq!(now.sentences[0], Entry::empty("about.1", "It says \"why\"."));
        assert_eq!(now.sentences[1].english_before, None);
    }
}
