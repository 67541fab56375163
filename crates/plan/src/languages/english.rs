//! Every sentence a family can see, in English: what a language can have a translation of.

use std::collections::BTreeMap;

use super::{LanguageFile, Sentence, Stage, clause_words};
use crate::texts::Texts;

/// Every English sentence a family can see, under its key.
fn sentences() -> BTreeMap<String, String> {
    let texts = Texts::english_for_families();
    let fixed = texts.all().map(|(key, words)| (key.to_owned(), words.to_owned()));
    fixed.chain(clause_words::sentences()).collect()
}

/// The files with every sentence there is: those they leave out wait for their translation. In the order of the keys.
pub(super) fn completed(files: Vec<LanguageFile>) -> Vec<LanguageFile> {
    let english = sentences();
    let completed = |file: LanguageFile| {
        let waiting = english.iter().map(|(key, english)| (key.clone(), waiting(key, english)));
        let mut sentences: BTreeMap<String, Sentence> = waiting.collect();
        sentences.extend(file.sentences.into_iter().map(|sentence| (sentence.key.clone(), sentence)));
        LanguageFile { language: file.language, sentences: sentences.into_values().collect() }
    };
    files.into_iter().map(completed).collect()
}

fn waiting(key: &str, english: &str) -> Sentence {
    Sentence {
        key: key.to_owned(),
        english: english.to_owned(),
        translation: String::new(),
        stage: Stage::Draft,
    }
}
