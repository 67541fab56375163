//! A person's recordings of fixed sentences, for a council that has them made: a folder with WAV files and a list of them,
//! `recordings.toml`. A sentence that reads exactly like one in the list is played; every other goes to the voice behind.
//!
//! ```toml
//! [[recording]]
//! file = "rights-1.wav"
//! language = "en"
//! words = "You can stop at any time."
//! read_by = "Jo Marsh, Brindlewood Parents’ Group"
//! read_on = "2026-05-04"
//! ```
//!
//! A file that is missing, damaged or too large is passed over, because a sentence in the machine's voice is better than
//! none. Recordings are played at the pace they were read at.

mod player;
mod wav;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::sync::{Mutex, OnceLock, PoisonError};

use chrono::NaiveDate;
use serde::Deserialize;

use super::speech::{Language, NoVoice, Said, Sentence, Voice};
use player::NotPlayed;

const LIST: &str = "recordings.toml";

/// A voice that plays recordings where there are some.
pub struct Recordings {
    folder: PathBuf,
    behind: Box<dyn Voice>,
    /// Read at the first sentence, not when the app starts.
    files: OnceLock<BTreeMap<(Language, String), PathBuf>>,
    /// Stops what is being played; left here after its end.
    playing: Mutex<Option<Sender<()>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    recording: Vec<Recording>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Recording {
    file: String,
    language: String,
    words: String,
    #[expect(
        dead_code,
        reason = "for the people who keep the recordings; asked for so that it is never left out"
    )]
    read_by: String,
    #[expect(
        dead_code,
        reason = "for the people who keep the recordings; asked for so that it is never left out"
    )]
    read_on: NaiveDate,
}

impl Recordings {
    /// The recordings of a folder, with a voice for everything else. A folder that is not there holds none.
    pub fn new(folder: PathBuf, behind: Box<dyn Voice>) -> Self {
        Self { folder, behind, files: OnceLock::new(), playing: Mutex::new(None) }
    }

    fn file(&self, sentence: &Sentence) -> Option<&PathBuf> {
        let files = self.files.get_or_init(|| read_list(&self.folder));
        files.get(&(sentence.language.clone(), sentence.words.clone()))
    }

    fn play(&self, file: &Path) -> Result<Said, NotPlayed> {
        let sound = wav::read(file).map_err(NotPlayed::File)?;
        self.behind.stop();
        let (stop, stopped) = std::sync::mpsc::channel();
        self.stop_playing(Some(stop));
        player::play(sound, stopped)
    }

    fn stop_playing(&self, next: Option<Sender<()>>) {
        let mut playing = self.playing.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(before) = std::mem::replace(&mut *playing, next) {
            // It may have ended by itself.
            let _ = before.send(());
        }
    }
}

impl Voice for Recordings {
    fn speaks(&self) -> Result<Vec<Language>, NoVoice> {
        self.behind.speaks()
    }

    fn say(&self, sentence: &Sentence) -> Result<Said, NoVoice> {
        let Some(file) = self.file(sentence) else {
            self.stop_playing(None);
            return self.behind.say(sentence);
        };
        match self.play(file) {
            Ok(said) => Ok(said),
            Err(why) => {
                tracing::warn!(%why, "a recording was not played");
                let silent = matches!(why, NotPlayed::Device);
                self.behind.say(sentence).map_err(|why| if silent { NoVoice::NoSoundDevice } else { why })
            }
        }
    }

    fn is_heard(&self) -> bool {
        let is_playing = self.playing.lock().unwrap_or_else(PoisonError::into_inner).is_some();
        is_playing || self.behind.is_heard()
    }

    fn stop(&self) {
        self.stop_playing(None);
        self.behind.stop();
    }
}

fn read_list(folder: &Path) -> BTreeMap<(Language, String), PathBuf> {
    let path = folder.join(LIST);
    if !path.exists() {
        return BTreeMap::new();
    }
    let text = std::fs::read_to_string(path).ok();
    let Some(list) = text.and_then(|text| toml::from_str::<List>(&text).ok()) else {
        tracing::warn!("the list of recordings cannot be read; none is played");
        return BTreeMap::new();
    };
    let mut files = BTreeMap::new();
    for Recording { file, language, words, .. } in list.recording {
        // Only files of this folder: a list comes from outside.
        if Path::new(&file).file_name().is_some_and(|name| name == file.as_str()) {
            files.insert((Language::new(&language), words), folder.join(file));
        } else {
            tracing::warn!("a recording outside the folder is passed over");
        }
    }
    files
}

#[cfg(test)]
mod tests;
