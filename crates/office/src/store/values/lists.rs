//! Which agreements a list is of.

use crate::ids::TeamId;
use chrono::NaiveDate;

/// Which agreements are listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// All of them, newest first.
    All,
    /// Those that a person should look at, newest first.
    ToLookAt,
    /// The newest of each case that is to be looked at again before this day, by their days.
    DueBefore(NaiveDate),
    /// Those whose title, reference, family, worker or a child's birthday has a word that begins so, by what was found and then newest
    /// first.
    Found(String),
    /// Those that are all of this: where words are looked for as [`Wanted::Found`], and else newest first.
    Narrowed(Narrow),
}

/// What agreements have to be. Where something is not said, they may be anything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Narrow {
    /// How one of their words begins.
    pub words: String,
    /// Whose they are.
    pub team: Option<TeamId>,
    /// What somebody decided in them, as the record says it.
    pub outcome: Option<String>,
    /// They came on this day or later, by UTC.
    pub from: Option<NaiveDate>,
    /// They came on this day or earlier.
    pub to: Option<NaiveDate>,
}
