//! Which recordings are played, and that everything else is left to the voice behind.

use std::fs;
use std::sync::{Arc, Mutex};

use tempfile::TempDir;

use super::*;
use crate::voice::{NoVoiceHere, Pace};

/// A voice that keeps what it was given.
#[derive(Default, Clone)]
struct Notes(Arc<Mutex<Vec<String>>>);

impl Voice for Notes {
    fn speaks(&self) -> Result<Vec<Language>, NoVoice> {
        Ok(vec![Language::new("en")])
    }

    fn say(&self, sentence: &Sentence) -> Result<Said, NoVoice> {
        self.0.lock().unwrap().push(sentence.words.clone());
        Ok(Said::Whole)
    }

    fn stop(&self) {}
}

fn sentence(words: &str, language: &str) -> Sentence {
    Sentence { words: words.into(), language: Language::new(language), pace: Pace::Usual }
}

fn list(file: &str) -> String {
    format!(
        "[[recording]]\nfile = {file:?}\nlanguage = \"en\"\nwords = \"You can stop.\"\n\
         read_by = \"Jo\"\nread_on = \"2026-05-04\"\n"
    )
}

/// What the voice behind says of a sentence that is in the list, with this list and this file.
fn said_by_the_voice(list: &str, file: Option<&[u8]>) -> Vec<String> {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join(LIST), list).unwrap();
    if let Some(bytes) = file {
        fs::write(folder.path().join("one.wav"), bytes).unwrap();
    }
    let notes = Notes::default();
    let recordings = Recordings::new(folder.path().into(), Box::new(notes.clone()));
    assert_eq!(recordings.say(&sentence("You can stop.", "en")), Ok(Said::Whole));
    let said = notes.0.lock().unwrap();
    said.clone()
}

fn tone() -> Vec<u8> {
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: 8_000,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut bytes = std::io::Cursor::new(Vec::new());
    let mut writer = hound::WavWriter::new(&mut bytes, spec).unwrap();
    for step in 0..800_i16 {
        writer.write_sample(step).unwrap();
    }
    writer.finalize().unwrap();
    bytes.into_inner()
}

#[test]
fn a_file_that_is_no_good_leaves_the_sentence_to_the_voice() {
    let whole = tone();
    let cut = &whole[..whole.len() / 2];
    let large = vec![0; 20_000_001];
    let no_rate = {
        let mut bytes = whole.clone();
        bytes[24..28].fill(0);
        bytes
    };
    for (what, file) in [
        ("missing", None),
        ("empty", Some(&[][..])),
        ("not a recording", Some(&b"hello"[..])),
        ("cut short", Some(cut)),
        ("huge", Some(&large[..])),
        ("without a rate", Some(&no_rate[..])),
    ] {
        assert_eq!(said_by_the_voice(&list("one.wav"), file), ["You can stop."], "{what}");
    }
}

#[test]
fn a_list_that_is_no_good_plays_nothing() {
    for (what, list) in [
        ("not a list", "hello".to_owned()),
        ("another folder", list("../one.wav")),
        ("without who reads", list("one.wav").replace("read_by = \"Jo\"\n", "")),
    ] {
        assert_eq!(said_by_the_voice(&list, Some(&tone())), ["You can stop."], "{what}");
    }
}

#[test]
fn only_the_exact_words_in_their_language_are_in_the_list() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join(LIST), list("one.wav")).unwrap();
    let recordings = Recordings::new(folder.path().into(), Box::new(NoVoiceHere));
    assert!(recordings.file(&sentence("You can stop.", "EN")).is_some());
    assert!(recordings.file(&sentence("You can stop", "en")).is_none(), "other words");
    assert!(recordings.file(&sentence("You can stop.", "pl")).is_none(), "another language");
}

#[test]
fn a_whole_file_is_read_to_its_last_sample() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("one.wav"), tone()).unwrap();
    let sound = wav::read(&folder.path().join("one.wav")).unwrap();
    assert_eq!((sound.samples.len(), sound.rate_hz.get(), sound.channels.get()), (800, 8_000, 1));
    assert_eq!(sound.samples[799], 799.0 / 32_768.0);
}
