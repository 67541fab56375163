//! A tablet that did not open, behind a window: its page is told what happened, what is safe and what to do, in the place where
//! it shows how a tablet stands.

use ipc::Refusal;
use ipc::visit::{Command, ReadLibrary, Start, Started};
use plan::{Library, Texts};
use serde::Serialize;

use crate::error::TabletError;
use crate::refusal;

/// Why there is no tablet.
#[derive(Debug, Clone)]
pub struct NotOpened(Refusal);

impl From<&TabletError> for NotOpened {
    fn from(error: &TabletError) -> Self {
        let told = refusal::of(error);
        // What says only that something did not work says nothing to somebody who has done nothing yet.
        let is_vague = told.sentence == refusal::did_not_work().sentence;
        Self(if is_vague { refusal::did_not_start() } else { told })
    }
}

impl NotOpened {
    /// The machine has no place for it.
    pub fn without_a_place() -> Self {
        Self(refusal::no_place())
    }

    /// The machine has nothing to show a page with.
    pub fn without_a_web_view() -> Self {
        Self(refusal::no_web_view())
    }

    /// Its window did not open, or ended by itself.
    pub fn without_a_window() -> Self {
        Self(refusal::did_not_start())
    }

    /// What a person is told where no page can tell it.
    pub fn sentence(&self) -> &str {
        &self.0.sentence
    }

    /// Answers what a page asks by name: with words and with why, and nothing else.
    ///
    /// # Errors
    /// Whatever is asked but what a page begins with.
    pub fn answer(&self, name: &str) -> Result<String, Refusal> {
        match name {
            Start::NAME => {
                self.say(&Started { texts: Texts::english(), standing: Err(self.0.clone()), left: None })
            }
            ReadLibrary::NAME => self.say(&Library::english()),
            _ => Err(self.0.clone()),
        }
    }

    fn say(&self, answer: &impl Serialize) -> Result<String, Refusal> {
        serde_json::to_string(answer).map_err(|_| self.0.clone())
    }
}

#[cfg(test)]
mod tests {
    use ipc::refusal::Code;

    use super::*;

    fn why(error: &TabletError) -> Refusal {
        let not_opened = NotOpened::from(error);
        let started: Started = serde_json::from_str(&not_opened.answer(Start::NAME).unwrap()).unwrap();
        assert_ne!(started.texts.get("start.wait"), "…", "the page has its words");
        not_opened.answer(ReadLibrary::NAME).unwrap();
        let why = started.standing.unwrap_err();
        assert_eq!(not_opened.answer("unlock").unwrap_err(), why);
        why
    }

    #[test]
    fn a_page_says_why_there_is_no_tablet() {
        assert_eq!(why(&TabletError::TooNew).code, Code::TooNew);
        assert_eq!(why(&TabletError::Full).code, Code::Full);
        let denied = std::io::ErrorKind::PermissionDenied.into();
        let said = why(&TabletError::File { doing: "making a folder", source: denied }).sentence;
        assert!(said.contains("could not start") && said.contains("safe"), "{said}");
    }
}
