//! Words on the screen, by key. Nothing the interface says by itself is written in code; a refusal
//! brings its sentence with it.

use std::sync::OnceLock;

use chrono::{DateTime, FixedOffset};
use plan::signing::StillOpen;
use plan::{Library, Texts, dates};

static TEXTS: OnceLock<Texts> = OnceLock::new();
static LIBRARY: OnceLock<Library> = OnceLock::new();

/// Takes the texts of the interface's language, once, before anything is shown.
pub fn take(texts: Texts) {
    let _ = TEXTS.set(texts);
}

/// The texts of the interface's language.
pub fn texts() -> &'static Texts {
    TEXTS.get_or_init(Texts::default)
}

/// Takes what a worker writes with, once, before a plan is shown.
pub fn take_library(library: Library) {
    let _ = LIBRARY.set(library);
}

/// What a worker writes with.
pub fn library() -> &'static Library {
    LIBRARY.get_or_init(Library::default)
}

/// The words of a key.
pub fn t(key: &str) -> &'static str {
    texts().get(key)
}

/// The words of a key with its slots filled.
pub fn fill(key: &str, slots: &[(&str, &str)]) -> String {
    texts().fill(key, slots)
}

/// The words of a key with a day and a time.
pub fn at(key: &str, at: DateTime<FixedOffset>) -> String {
    fill(key, &[("day", &dates::day(at.date_naive(), texts())), ("time", &dates::time(at.time()))])
}

/// When to come back to somebody whose answer is open.
pub fn ask_again(open: StillOpen) -> String {
    match open.by {
        Some(by) => fill("open.ask_by", &[("day", &dates::day(by, texts()))]),
        None => t("open.ask").to_owned(),
    }
}

/// A number of things in words: "3 children".
pub fn counted(key: &str, count: usize) -> String {
    texts().count(key, count)
}
