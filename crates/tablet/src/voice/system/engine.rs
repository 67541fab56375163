//! The thread that speaks, through the crate `tts`. Orders and the ends of utterances come in through one channel, so an
//! end is never seen before the utterance it belongs to is known.
//!
//! The crate writes the words to `log` when that is set to trace. Nothing of ours listens to `log`.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use tts::{Tts, UtteranceId};

use crate::voice::speech::{Language, NoVoice, Pace, Said};

/// What the engine is asked, and what it hears of its own utterances.
pub(super) enum Order {
    Languages {
        told: Sender<Result<Vec<Language>, NoVoice>>,
    },
    Say {
        words: String,
        language: Language,
        pace: Pace,
        told: Sender<News>,
    },
    Stop,
    Ended(UtteranceId, Said),
    /// Stops and leaves.
    Close,
}

/// What becomes of a sentence.
pub(super) enum News {
    Begun,
    Ended(Result<Said, NoVoice>),
}

/// Starts an engine with its first order.
pub(super) fn start(first: Order, heard: &Arc<AtomicBool>) -> std::io::Result<Sender<Order>> {
    let (sender, orders) = channel();
    // The other end is still in hand.
    let _ = sender.send(first);
    let (to_itself, heard) = (sender.clone(), Arc::clone(heard));
    thread::Builder::new().name("voice".into()).spawn(move || match Engine::open(&to_itself, &heard) {
        Ok(engine) => engine.serve(&orders),
        Err(why) => orders.try_iter().for_each(|order| order.refuse(why)),
    })?;
    Ok(sender)
}

impl Order {
    fn refuse(self, why: NoVoice) {
        // Whoever asked may have stopped waiting.
        let _ = match self {
            Self::Languages { told } => told.send(Err(why)).ok(),
            Self::Say { told, .. } => told.send(News::Ended(Err(why))).ok(),
            Self::Stop | Self::Ended(..) | Self::Close => None,
        };
    }
}

struct Engine {
    tts: Tts,
    voices: Vec<tts::Voice>,
    /// What it is set to. Setting a voice can take seconds, so it is done when the language changes.
    language: Option<Language>,
    saying: Option<(UtteranceId, Sender<News>)>,
}

impl Engine {
    fn open(to_itself: &Sender<Order>, heard: &Arc<AtomicBool>) -> Result<Self, NoVoice> {
        let tts = Tts::default().map_err(|_| NoVoice::NothingInstalled)?;
        let told = |said| -> Box<dyn FnMut(UtteranceId)> {
            let (to_itself, heard) = (to_itself.clone(), Arc::clone(heard));
            Box::new(move |utterance| {
                heard.store(false, Ordering::Relaxed);
                let _ = to_itself.send(Order::Ended(utterance, said));
            })
        };
        let begun = Arc::clone(heard);
        let begins: Box<dyn FnMut(UtteranceId)> = Box::new(move |_| begun.store(true, Ordering::Relaxed));
        let heard = tts
            .on_utterance_begin(Some(begins))
            .and_then(|()| tts.on_utterance_end(Some(told(Said::Whole))))
            .and_then(|()| tts.on_utterance_stop(Some(told(Said::Stopped))));
        let voices = heard.and_then(|()| tts.voices()).unwrap_or_default();
        let engine = Self { tts, voices, language: None, saying: None };
        if engine.voices.is_empty() {
            engine.leave();
            return Err(NoVoice::NothingInstalled);
        }
        Ok(engine)
    }

    fn serve(mut self, orders: &Receiver<Order>) {
        for order in orders {
            match order {
                Order::Languages { told } => {
                    let _ = told.send(Ok(self.languages()));
                    // Most plans are in English, so its voice is made ready before it is asked for.
                    if self.language.is_none() {
                        let _ = self.set_language(&Language::new("en"));
                    }
                }
                Order::Say { words, language, pace, told } => {
                    self.end(Said::Stopped);
                    match self.begin(words, &language, pace) {
                        Ok(utterance) => {
                            let _ = told.send(News::Begun);
                            self.saying = Some((utterance, told));
                        }
                        Err(why) => {
                            let _ = told.send(News::Ended(Err(why)));
                            if why == NoVoice::DoesNotAnswer {
                                break;
                            }
                        }
                    }
                }
                Order::Stop => {
                    if self.saying.is_some() && self.tts.stop().is_err() {
                        break;
                    }
                    self.end(Said::Stopped);
                }
                Order::Ended(utterance, said) => {
                    if self.saying.as_ref().is_some_and(|(current, _)| *current == utterance) {
                        self.end(said);
                    }
                }
                Order::Close => break,
            }
        }
        self.leave();
    }

    fn languages(&self) -> Vec<Language> {
        let languages = self.voices.iter().map(|voice| language_of(voice).without_country());
        let mut languages: Vec<Language> = languages.collect();
        languages.sort();
        languages.dedup();
        languages
    }

    fn begin(&mut self, words: String, language: &Language, pace: Pace) -> Result<UtteranceId, NoVoice> {
        self.set_language(language)?;
        let rate = rate(pace.part(), self.tts.min_rate(), self.tts.normal_rate());
        let set = self.tts.set_rate(rate).map(drop);
        let begun = set.and_then(|()| self.tts.speak(words, true));
        begun.ok().flatten().ok_or(NoVoice::DoesNotAnswer)
    }

    fn set_language(&mut self, language: &Language) -> Result<(), NoVoice> {
        if self.language.as_ref() == Some(language) {
            return Ok(());
        }
        let rank = |voice: &&tts::Voice| rank(&language_of(voice), language);
        let fitting = self.voices.iter().filter(|voice| rank(voice).is_some());
        let voice = fitting.min_by_key(rank).ok_or(NoVoice::NotThisLanguage)?;
        self.tts.set_voice(voice).map_err(|_| NoVoice::DoesNotAnswer)?;
        self.language = Some(language.clone());
        Ok(())
    }

    fn end(&mut self, said: Said) {
        if let Some((_, told)) = self.saying.take() {
            let _ = told.send(News::Ended(Ok(said)));
        }
    }

    fn leave(mut self) {
        if self.saying.is_some() {
            let _ = self.tts.stop();
        }
        self.end(Said::Stopped);
        // The crate panics inside C when an utterance ends after its engine was dropped. Engines are left seldom.
        std::mem::forget(self.tts);
    }
}

fn language_of(voice: &tts::Voice) -> Language {
    Language::new(voice.language().as_str())
}

/// How well a voice fits a language, 0 best; none when it does not. English is British where there is a choice.
fn rank(voice: &Language, wanted: &Language) -> Option<u8> {
    if wanted.tag() == "en" && voice.tag() == "en-gb" {
        Some(0)
    } else if voice == wanted {
        Some(1)
    } else {
        voice.tag().strip_prefix(wanted.tag())?.starts_with('-').then_some(2)
    }
}

/// An engine's rate for a part of its normal pace. Windows counts in such parts, around 1. speech-dispatcher counts from
/// -100 to 100 around 0, where the engines behind it talk about half as fast at -100.
fn rate(part: f32, slowest: f32, normal: f32) -> f32 {
    let rate = if normal > 0.0 { normal * part } else { normal + (1.0 - part) * 2.0 * (slowest - normal) };
    rate.max(slowest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pace_is_a_part_of_each_engines_own() {
        assert_eq!(rate(0.8, 0.5, 1.0), 0.8, "Windows counts in parts");
        assert_eq!(rate(0.3, 0.5, 1.0), 0.5, "and goes no slower than half");
        assert_eq!(rate(0.75, -100.0, 0.0), -50.0, "speech-dispatcher counts below nothing");
        assert_eq!(rate(1.0, -100.0, 0.0), 0.0);
    }

    #[test]
    fn british_english_goes_first_and_another_language_never_fits() {
        let english = Language::new("en");
        let fits = |tag: &str| rank(&Language::new(tag), &english);
        assert!(fits("en-GB") < fits("en") && fits("en") < fits("en-US"));
        assert_eq!(fits("eno"), None, "another language that begins alike");
        assert_eq!(rank(&Language::new("pl-PL"), &Language::new("pl")), Some(2));
        assert_eq!(rank(&Language::new("en"), &Language::new("pl")), None);
    }
}
