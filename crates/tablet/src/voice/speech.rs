//! What a voice is asked, and what it answers.

use thiserror::Error;

/// Something that can say a sentence aloud.
pub trait Voice: Send + Sync {
    /// The languages it can say any sentence in. Asked early, it also makes the first sentence come sooner.
    ///
    /// # Errors
    /// Why it cannot speak at all. A later call tries again.
    fn speaks(&self) -> Result<Vec<Language>, NoVoice>;

    /// Says one sentence and waits until it was said or stopped; never for ever. A sentence that is still being said is
    /// stopped first.
    ///
    /// # Errors
    /// Why it was not said, or not to its end. A later call tries again.
    fn say(&self, sentence: &Sentence) -> Result<Said, NoVoice>;

    /// Whether something can be heard of it just now; true as well where that cannot be told.
    fn is_heard(&self) -> bool {
        true
    }

    /// Stops what is being said; its `say` then answers [`Said::Stopped`]. With nothing being said, nothing happens.
    fn stop(&self);
}

/// What is to be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// The words exactly as they are written.
    pub words: String,
    /// The language they are written in.
    pub language: Language,
    /// How fast.
    pub pace: Pace,
}

/// How fast a sentence is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pace {
    /// For people who follow the words with their eyes: a little slower than the machine's voices talk by themselves.
    #[default]
    Usual,
    /// Slower still.
    Slower,
}

impl Pace {
    /// As a part of how fast the voice talks by itself.
    pub(crate) const fn part(self) -> f32 {
        match self {
            Self::Usual => 0.8,
            Self::Slower => 0.6,
        }
    }
}

/// How saying a sentence ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// It was said to its end.
    Whole,
    /// It was stopped, by a person or by another sentence.
    Stopped,
}

/// Why nothing is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NoVoice {
    /// The machine has no voices, or nothing that lets them be heard.
    #[error("no voice is installed")]
    NothingInstalled,
    /// There are voices and they did not do what was asked in time.
    #[error("the voice does not answer")]
    DoesNotAnswer,
    /// There are voices and none of them speaks this language.
    #[error("no voice for this language")]
    NotThisLanguage,
    /// There is nothing to play a recording on, and no voice either.
    #[error("no sound device")]
    NoSoundDevice,
}

/// A language by its tag: `en`, `pl`, `en-GB`. Large and small letters are the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Language(String);

impl Language {
    /// The language of a tag.
    pub fn new(tag: &str) -> Self {
        Self(tag.trim().replace('_', "-").to_lowercase())
    }

    /// Its tag, in small letters.
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// The language without its country: `en` of `en-GB`.
    pub(crate) fn without_country(&self) -> Self {
        Self(self.0.split('-').next().unwrap_or_default().to_owned())
    }
}

/// No voice at all: every sentence is refused.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoVoiceHere;

impl Voice for NoVoiceHere {
    fn speaks(&self) -> Result<Vec<Language>, NoVoice> {
        Err(NoVoice::NothingInstalled)
    }

    fn say(&self, _sentence: &Sentence) -> Result<Said, NoVoice> {
        Err(NoVoice::NothingInstalled)
    }

    fn stop(&self) {}
}
