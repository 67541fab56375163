//! The operating system's voices. This side gives orders and waits for news; `engine` is the thread that speaks.
//!
//! What lies behind may hang: a speech daemon, a driver. So nothing here waits without an end, and an engine that does not
//! answer in time is let go, with its thread, and another one is opened at the next call.

mod engine;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::speech::{Language, NoVoice, Said, Sentence, Voice};
use engine::{News, Order};

/// For opening, finding a voice and beginning to speak. A machine with thousands of voices takes some seconds.
const UNTIL_IT_SPEAKS: Duration = Duration::from_secs(30);

/// On top of what the words take.
const UNTIL_IT_ENDS: Duration = Duration::from_secs(10);

/// Slow speech is about ten characters in a second; this is less than half of that.
const FOR_EACH_CHARACTER: Duration = Duration::from_millis(250);

/// The voices of Windows, or those behind speech-dispatcher on Linux. Opened when first asked something, never before.
#[derive(Debug, Default)]
pub struct SystemVoice {
    engine: Mutex<Option<Sender<Order>>>,
    /// Whether the voices have told that a sentence began, and not that it ended.
    heard: Arc<AtomicBool>,
}

impl Voice for SystemVoice {
    fn speaks(&self) -> Result<Vec<Language>, NoVoice> {
        let (told, news) = channel();
        self.order(Order::Languages { told })?;
        news.recv_timeout(UNTIL_IT_SPEAKS).unwrap_or_else(|late| Err(self.let_go(late)))
    }

    fn say(&self, sentence: &Sentence) -> Result<Said, NoVoice> {
        let words = super::spoken(&sentence.words, &sentence.language);
        // Some engines never tell the end of a sentence in which there was nothing to say.
        if !words.contains(char::is_alphanumeric) {
            self.stop();
            return Ok(Said::Whole);
        }
        let for_words =
            FOR_EACH_CHARACTER.saturating_mul(u32::try_from(words.chars().count()).unwrap_or(u32::MAX));
        self.heard.store(false, Ordering::Relaxed);
        let (told, news) = channel();
        self.order(Order::Say { words, language: sentence.language.clone(), pace: sentence.pace, told })?;
        self.wait(&news, UNTIL_IT_ENDS.saturating_add(for_words))
    }

    fn is_heard(&self) -> bool {
        self.heard.load(Ordering::Relaxed)
    }

    fn stop(&self) {
        let engine = self.engine.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(engine) = &*engine {
            // An engine that is gone says nothing any more.
            let _ = engine.send(Order::Stop);
        }
    }
}

impl SystemVoice {
    /// Gives an order to the engine that is there, or to a new one.
    fn order(&self, order: Order) -> Result<(), NoVoice> {
        let mut engine = self.engine.lock().unwrap_or_else(PoisonError::into_inner);
        let order = match &*engine {
            None => order,
            Some(there) => match there.send(order) {
                Ok(()) => return Ok(()),
                Err(returned) => returned.0,
            },
        };
        *engine = Some(engine::start(order, &self.heard).map_err(|_| NoVoice::DoesNotAnswer)?);
        Ok(())
    }

    fn wait(&self, news: &Receiver<News>, until_it_ends: Duration) -> Result<Said, NoVoice> {
        let mut patience = UNTIL_IT_SPEAKS;
        loop {
            match news.recv_timeout(patience) {
                Ok(News::Begun) => patience = until_it_ends,
                Ok(News::Ended(how)) => return how,
                Err(late) => return Err(self.let_go(late)),
            }
        }
    }

    /// Leaves an engine that did not answer to itself. What it might still say is stopped as soon as it listens.
    fn let_go(&self, late: RecvTimeoutError) -> NoVoice {
        // Without a sender left it has ended already, and the next order finds that out.
        if late == RecvTimeoutError::Timeout {
            let engine = self.engine.lock().unwrap_or_else(PoisonError::into_inner).take();
            engine.map(|engine| engine.send(Order::Close));
        }
        NoVoice::DoesNotAnswer
    }
}

impl Drop for SystemVoice {
    fn drop(&mut self) {
        let engine = self.engine.get_mut().unwrap_or_else(PoisonError::into_inner).take();
        engine.map(|engine| engine.send(Order::Close));
    }
}
