//! What of the agreements is asked for and what is shown of them. Whoever asks for something else meanwhile sees that and not the
//! answer to what was asked before.

use std::time::Duration;

use chrono::Days;
use ipc::office::{AgreementRow, Agreements, Find};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::chosen::name_of;
use crate::platform::bridge::{self, NoAnswer};
use crate::platform::page;
use crate::platform::pause::pause;

/// How long nobody types before what stands there is looked for.
const PAUSE: Duration = Duration::from_millis(300);
/// What is due in so many days is shown as due.
const SOON: Days = Days::new(14);

/// Which agreements are asked for.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Wanted {
    All,
    ToLookAt,
    Due,
    /// In which somebody decided this, by its word.
    Decided(&'static str),
    Found(String),
}

/// What came of it.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Shown {
    Nothing,
    Rows { rows: Vec<AgreementRow>, next: Option<String> },
    No(NoAnswer),
}

/// The list, and what is asked.
#[derive(Clone, Copy)]
pub(super) struct Asking {
    pub(super) wanted: RwSignal<Wanted>,
    pub(super) shown: RwSignal<Shown>,
    /// Counts what was asked, so that only the last is answered.
    turn: StoredValue<u64>,
}

impl Shown {
    /// Whether there is an answer, and whether it is one.
    pub(super) fn as_answer(&self) -> Option<Result<(), NoAnswer>> {
        match self {
            Self::Nothing => None,
            Self::Rows { .. } => Some(Ok(())),
            Self::No(why) => Some(Err(why.clone())),
        }
    }
}

impl Asking {
    pub(super) fn new() -> Self {
        Self {
            wanted: RwSignal::new(Wanted::All),
            shown: RwSignal::new(Shown::Nothing),
            turn: StoredValue::new(0),
        }
    }

    /// Asks for the same anew.
    pub(super) fn again(self) {
        let turn = self.next_turn();
        spawn_local(self.answer(turn));
    }

    /// Asks for these.
    pub(super) fn want(self, wanted: Wanted) {
        self.wanted.set(wanted);
        self.again();
    }

    /// Somebody types what they look for: it is asked for once they pause.
    pub(super) fn typed(self, words: String) {
        self.wanted.set(if words.trim().is_empty() { Wanted::All } else { Wanted::Found(words) });
        let turn = self.next_turn();
        spawn_local(async move {
            pause(PAUSE).await;
            if self.is_turn(turn) {
                self.answer(turn).await;
            }
        });
    }

    /// Asks for what comes behind what is shown.
    pub(super) fn more(self) {
        let Shown::Rows { next: Some(next), .. } = self.shown.get_untracked() else { return };
        let turn = self.next_turn();
        spawn_local(async move {
            let answer = ask(self.wanted.get_untracked(), Some(next)).await;
            if !self.is_turn(turn) {
                return;
            }
            match answer {
                Ok(further) => {
                    let first = further.items.first().map(|row| name_of(&row.record));
                    self.shown.update(|shown| {
                        if let Shown::Rows { rows, next } = shown {
                            rows.extend(further.items);
                            *next = further.next;
                        }
                    });
                    // The button may be gone, and who uses keys goes on reading here.
                    if let Some(first) = first {
                        page::focus(first);
                    }
                }
                Err(why) => self.shown.set(Shown::No(why)),
            }
        });
    }

    async fn answer(self, turn: u64) {
        let answer = ask(self.wanted.get_untracked(), None).await;
        if self.is_turn(turn) {
            self.shown.set(match answer {
                Ok(Agreements { items, next }) => Shown::Rows { rows: items, next },
                Err(why) => Shown::No(why),
            });
        }
    }

    fn next_turn(self) -> u64 {
        let turn = self.turn.get_value() + 1;
        self.turn.set_value(turn);
        turn
    }

    fn is_turn(self, turn: u64) -> bool {
        self.turn.try_get_value() == Some(turn)
    }
}

async fn ask(wanted: Wanted, after: Option<String>) -> Result<Agreements, NoAnswer> {
    let narrowed = match wanted {
        Wanted::Found(words) => {
            let find = Find { words, after, ..Find::default() };
            return bridge::post("/api/agreements/find", Some(&find)).await;
        }
        Wanted::Decided(outcome) => {
            let find = Find { outcome: Some(outcome.to_owned()), after, ..Find::default() };
            return bridge::post("/api/agreements/find", Some(&find)).await;
        }
        Wanted::All => String::new(),
        Wanted::ToLookAt => "marks=true".to_owned(),
        Wanted::Due => {
            let before = page::today().and_then(|today| today.checked_add_days(SOON)?.succ_opt());
            format!("due={}", before.ok_or(NoAnswer::Unreachable)?)
        }
    };
    let after = after.map(|after| format!("&after={after}")).unwrap_or_default();
    bridge::get(&format!("/api/agreements?{narrowed}{after}")).await
}
