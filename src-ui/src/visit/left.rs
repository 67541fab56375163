//! Where somebody was when the tablet locked, as the page writes it down for the tablet to keep: ids, names of fields and numbers,
//! nothing that was typed. A page that begins anew goes on there. When it locks is in `lock`.

use course::place::{Place, Screen};
use ipc::visit::LeftAt;
use leptos::prelude::*;
use plan::ids::{PersonId, UserId};
use serde::{Deserialize, Serialize};

use super::chosen::Chosen;
use super::here::Visit;
use crate::platform::caret::Caret;

#[derive(Serialize, Deserialize)]
struct Note {
    screen: Screen,
    caret: Option<Caret>,
    is_writing: Option<PersonId>,
    left_at: Place,
    chosen: Chosen,
}

impl Visit {
    /// Where the worker is, and where they were typing.
    pub(crate) fn note_place(&self, user: UserId) -> Option<LeftAt> {
        let mut note = Note {
            screen: self.screen.get_untracked(),
            caret: self.typed_at.get_value().map(|(_, caret)| caret),
            is_writing: self.is_writing.get_value(),
            left_at: self.left_at.get_value(),
            chosen: self.together.chosen(),
        };
        let mut place = serde_json::to_string(&note).ok()?;
        if place.len() > LeftAt::LONGEST {
            // So many parts are left out that they are asked for anew: rather that than the whole place.
            note.chosen.before_turn = None;
            place = serde_json::to_string(&note).ok()?;
        }
        Some(LeftAt { user, place })
    }

    /// Goes on there. What another version of the page wrote is no place.
    pub(crate) fn go_on_at(&self, left: Option<LeftAt>) {
        let Some(note) = left.and_then(|left| serde_json::from_str::<Note>(&left.place).ok()) else { return };
        self.screen.set(note.screen);
        self.typed_at.set_value(note.caret.map(|caret| (note.screen, caret)));
        self.is_writing.set_value(note.is_writing);
        self.left_at.set_value(note.left_at);
        self.together.choose(note.chosen);
    }
}
