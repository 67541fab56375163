//! Words that are nothing until somebody says they are done: kept while they are typed, and there again after a lock or a
//! crash.

use ipc::visit::{DraftOf, ReadDraft};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::platform::{page, shell};
use crate::visit::here::Visit;
use crate::visit::queue::Queue;

/// Words that are being typed. Copies of this are the same words.
#[derive(Clone, Copy)]
pub(crate) struct Draft {
    of: DraftOf,
    queue: Queue,
    /// How far they are.
    pub(crate) words: RwSignal<String>,
}

impl Visit {
    /// What is being typed. It begins with these words, or with those that were not done with the last time.
    pub(crate) fn draft(&self, of: DraftOf, before: String) -> Draft {
        let waiting = self.queue.ask(|outgoing| outgoing.draft(of).map(str::to_owned));
        // Words that became something a moment ago are forgotten on their way: what they became stands there.
        let typed = waiting.clone().filter(|words| !words.is_empty());
        let words = RwSignal::new(typed.unwrap_or_else(|| before.clone()));
        if waiting.is_none() {
            spawn_local(async move {
                // A draft that cannot be read is as if there were none: what is typed now is kept.
                let kept = shell::ask(ReadDraft { of }).await.unwrap_or_default();
                if !kept.is_empty() && words.try_get_untracked() == Some(before) {
                    words.set(kept);
                }
            });
        }
        Draft { of, queue: self.queue, words }
    }
}

impl Visit {
    /// What is being typed there is for nothing any more.
    pub(crate) fn forget_draft(&self, of: DraftOf) {
        self.queue.tell(|outgoing| outgoing.drafting(page::clock(), of, ""));
        self.queue.after_a_pause();
    }
}

impl Draft {
    /// The tablet has forgotten it with what it became.
    pub(crate) fn is_forgotten(self) {
        self.queue.tell(|outgoing| outgoing.forget_draft(self.of));
    }

    /// Somebody typed.
    pub(crate) fn typed(self, text: String) {
        self.queue.tell(|outgoing| outgoing.drafting(page::clock(), self.of, &text));
        self.queue.after_a_pause();
        self.words.set(text);
    }

    /// The words, as they are kept.
    pub(crate) fn text(self) -> String {
        plan::splice::typed(&self.words.get_untracked())
    }

    /// The words, where the field they stand in is still there.
    pub(crate) fn in_field(self) -> Option<String> {
        self.words.try_with_untracked(|words| plan::splice::typed(words))
    }

    /// These words became something, so they are no draft any more. Words that came after them stay one.
    pub(crate) fn is_done_with(self, words: &str) {
        let are_last = self.words.try_with_untracked(|now| plan::splice::typed(now) == words);
        if are_last.unwrap_or(true) {
            self.queue.tell(|outgoing| outgoing.drafting(page::clock(), self.of, ""));
            self.queue.send_all();
        }
    }
}
