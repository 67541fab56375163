//! What was written in a plan and came after it was sealed: told to whoever wrote it until they have seen it.

use leptos::prelude::*;
use plan::compose;
use plan::ids::PlanId;

use super::queue::Queue;
use crate::words::{t, texts};

/// What came too late.
#[derive(Clone, PartialEq)]
pub(crate) struct Late {
    /// For which plan.
    pub(crate) plan: PlanId,
    /// What it is called.
    pub(crate) name: String,
    /// The texts as they would stand.
    pub(crate) words: Vec<String>,
    /// Whether there was more than words.
    pub(crate) has_more: bool,
}

/// What came too late for a plan of whoever is in. Copies of this are the same.
#[derive(Clone, Copy)]
pub(crate) struct TooLate {
    /// It, where there is some.
    pub(crate) found: RwSignal<Option<Late>>,
    queue: Queue,
}

impl TooLate {
    /// Looked for whenever something is heard of what was sent.
    pub(crate) fn new(queue: Queue) -> Self {
        let too_late = Self { found: RwSignal::new(None), queue };
        queue.hear(move |_| too_late.look());
        too_late
    }

    /// Looks whether there is some.
    pub(crate) fn look(self) {
        let found = self.queue.ask(|outgoing| {
            outgoing.too_late().map(|late| Late {
                plan: late.plan.id,
                name: compose::title(late.plan, texts()).unwrap_or_else(|| t("plan.no_title").to_owned()),
                words: late.words,
                has_more: late.has_more,
            })
        });
        if self.found.with_untracked(|before| *before != found) {
            self.found.set(found);
        }
    }

    /// It was seen.
    pub(crate) fn put_by(self, plan: PlanId) {
        self.queue.tell(|outgoing| outgoing.put_by(plan));
        self.look();
    }
}
