//! What a person is told: a sentence of `refusals.toml` by its key, and what stands in its slots. The build script makes a
//! function for each sentence. Here, and nowhere else, they become words. Which error is told by which sentence is not
//! known here: programs say that, beside their errors.

use std::fmt;
use std::sync::LazyLock;

use plan::Texts;

const ENGLISH: &str = include_str!(concat!(env!("OUT_DIR"), "/refusals.json"));

/// They stand in no agreement, so they have no version. The build script has read them already.
static TEXTS: LazyLock<Texts> = LazyLock::new(|| Texts::read("en", &[ENGLISH]).unwrap_or_default());

/// A sentence that is not in words yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    key: &'static str,
    slots: Vec<(&'static str, String)>,
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let slots: Vec<(&str, &str)> = self.slots.iter().map(|(slot, what)| (*slot, what.as_str())).collect();
        f.write_str(&TEXTS.fill(self.key, &slots))
    }
}

impl From<Told> for String {
    fn from(told: Told) -> Self {
        told.to_string()
    }
}

include!(concat!(env!("OUT_DIR"), "/told.rs"));
