//! What a family reads and hears: the languages this tablet has for them, their words in one of them, the voice.

use chrono::NaiveDate;
use ipc::Refusal;
use ipc::visit::{AskWays, InTheirLanguage, IsHeard, LanguageCard, ReadIn, SayAloud, StopSaying, Ways};
use plan::compose::{self, Translation};
use plan::hash::WordsHash;
use plan::languages::{Direction, Facts, LanguageFile, Offered};
use plan::signing::{Event, SigningError};
use plan::texts::Language;
use plan::{Plan, Texts};

use crate::error::{Result, TabletError};
use crate::refusal;
use crate::state::Shared;
use crate::store::Sitting;
use crate::tablet::Tablet;
use crate::voice::{self, Pace, Said, Sentence};

/// The sections of the texts that screens in front of a family are worded with.
const ON_THE_SCREEN: [&str; 5] = ["family", "say_back", "answer", "date", "form"];

impl Tablet {
    /// In which languages, and how, this tablet can put a plan before a family.
    ///
    /// # Errors
    /// When the tablet is locked or the sitting is not here.
    pub fn ask_ways(&self, asked: AskWays) -> std::result::Result<Ways, Refusal> {
        let languages = self.carry_out::<AskWays, _>(|shared, state| {
            state.refuse_other(asked.signing)?;
            let open = state.open()?;
            let sitting = open.plans.sitting(asked.signing)?;
            let plan = open.plans.plan(sitting.signing.plan)?.plan;
            Ok(languages(shared, &plan, &sitting, today(shared)))
        })?;
        Ok(match self.shared.voice.speaks() {
            Ok(voices) => {
                let voices = voices.iter().map(|it| Language(it.tag().to_owned())).collect();
                Ways { languages, voices, silent: None }
            }
            Err(why) => {
                let silent = Some(refusal::silent(&why).sentence);
                Ways { languages, voices: Vec::new(), silent }
            }
        })
    }

    /// What a family reads in another language.
    ///
    /// # Errors
    /// When the tablet is locked, or the sitting or the language is not here.
    pub fn read_in(&self, asked: ReadIn) -> std::result::Result<InTheirLanguage, Refusal> {
        self.carry_out::<ReadIn, _>(|shared, state| {
            state.refuse_other(asked.signing)?;
            let open = state.open()?;
            let sitting = open.plans.sitting(asked.signing)?;
            let plan = open.plans.plan(sitting.signing.plan)?.plan;
            let mut theirs = in_their_language(shared, &plan, &sitting, &asked.language, today(shared))?;
            if let Some(turn) = sitting.signing.in_front() {
                let seen = sitting.agreement.without(turn.without);
                theirs.translation.blocks.retain(|id, _| seen.block(id).is_some());
            }
            Ok(theirs)
        })
    }

    /// Says words aloud and waits until they were said or stopped. No other command waits for it.
    ///
    /// # Errors
    /// When there is no voice for them.
    pub fn say_aloud(&self, asked: SayAloud) -> std::result::Result<bool, Refusal> {
        let SayAloud { words, language, slower } = asked;
        let language = voice::Language::new(&language.0);
        let sentence = Sentence { words, language, pace: if slower { Pace::Slower } else { Pace::Usual } };
        match self.shared.voice.say(&sentence) {
            Ok(said) => Ok(said == Said::Whole),
            Err(why) => Err(refusal::silent(&why)),
        }
    }

    /// Whether the voice can be heard just now.
    ///
    /// # Errors
    /// None.
    pub fn is_heard(&self, _: IsHeard) -> std::result::Result<bool, Refusal> {
        Ok(self.shared.voice.is_heard())
    }

    /// Stops what is being said.
    ///
    /// # Errors
    /// None.
    pub fn stop_saying(&self, _: StopSaying) -> std::result::Result<(), Refusal> {
        self.shared.voice.stop();
        Ok(())
    }
}

/// The languages in which something of a sitting's agreement is offered on a day.
pub(super) fn languages(shared: &Shared, plan: &Plan, sitting: &Sitting, on: NaiveDate) -> Vec<LanguageCard> {
    let is_offered = |file: &&LanguageFile| {
        !translation(shared, plan, sitting, &texts(shared, plan, file, on)).blocks.is_empty()
    };
    let card = |file: &LanguageFile| {
        let Facts { tag, own_name, english_name, .. } = file.language.clone();
        LanguageCard { tag, own_name, name: english_name }
    };
    shared.council.languages.iter().filter(is_offered).map(card).collect()
}

/// What a language is called on paper: in itself and in English.
pub(super) fn name_of(shared: &Shared, language: &Language) -> Result<String> {
    let Facts { own_name, english_name, .. } = &file(shared, language)?.language;
    Ok(format!("{own_name} ({english_name})"))
}

/// The agreement and the screens' words in a language this tablet has, as far as it is offered on a day.
pub(crate) fn in_their_language(
    shared: &Shared,
    plan: &Plan,
    sitting: &Sitting,
    language: &Language,
    on: NaiveDate,
) -> Result<InTheirLanguage> {
    let file = file(shared, language)?;
    let texts = texts(shared, plan, file, on);
    Ok(InTheirLanguage {
        right_to_left: file.language.direction == Direction::RightToLeft,
        translation: translation(shared, plan, sitting, &texts),
        texts: texts.only(&ON_THE_SCREEN),
    })
}

fn file<'a>(shared: &'a Shared, language: &Language) -> Result<&'a LanguageFile> {
    let mut files = shared.council.languages.iter();
    files.find(|file| file.language.tag == *language).ok_or(TabletError::NotHere)
}

/// Whether what is said to have stood on the screen in another language is what stands in it.
pub(super) fn check_words(shared: &Shared, plan: &Plan, sitting: &Sitting, event: &Event) -> Result<()> {
    let Event::Shown { blocks, as_seen: Some(as_seen), .. } = event else { return Ok(()) };
    if as_seen.language == sitting.agreement.language {
        return Ok(());
    }
    let theirs = in_their_language(shared, plan, sitting, &as_seen.language, today(shared))?;
    let theirs = theirs.translation.blocks;
    let english = |id| sitting.agreement.block(id).map(|block| &block.text);
    let words: Option<Vec<&str>> =
        blocks.iter().map(|id| theirs.get(id).or_else(|| english(id)).map(String::as_str)).collect();
    match words {
        Some(words) if WordsHash::of(words.iter().copied()) == as_seen.words => Ok(()),
        Some(_) => Err(SigningError::OtherWords.into()),
        None => Err(SigningError::NotInAgreement.into()),
    }
}

/// What of a sitting's agreement is translated. A translation is of the English as it is now; where other English was
/// written into the agreement when the sitting began, it is not a translation of what is signed.
fn translation(shared: &Shared, plan: &Plan, sitting: &Sitting, texts: &Texts) -> Translation {
    let agreement = &sitting.agreement;
    let mut translation = compose::translation(plan, agreement, texts);
    let now = compose::agreement(plan, &shared.council.texts, agreement.made_on);
    translation.blocks.retain(|id, _| now.block(id) == agreement.block(id));
    translation
}

fn texts(shared: &Shared, plan: &Plan, file: &LanguageFile, on: NaiveDate) -> Texts {
    let offered = if plan.practice { Offered::All } else { Offered::CheckedOnly };
    file.texts(&shared.council.texts, offered, on)
}

fn today(shared: &Shared) -> NaiveDate {
    shared.environment.now().date_naive()
}
