//! The agreement in front of the family, and what happens there: each event is sent in order and shown as kept when it
//! is on the disk.

use std::time::Duration;

use ipc::Refusal;
use ipc::refusal::Code;
use ipc::visit::{Sign, Sitting, StartSigning};
use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::ids::{PersonId, PlanId};
use plan::signing::{Event, Row};

use crate::platform::shell;

/// The sitting that is open. Copies of this are the same sitting.
#[derive(Clone, Copy)]
pub(crate) struct Together {
    /// The agreement and its signing.
    pub(crate) sitting: RwSignal<Option<Sitting>>,
    /// What went wrong last.
    pub(crate) trouble: RwSignal<Option<Refusal>>,
    /// Events not on the disk yet, oldest first.
    pub(crate) waiting: RwSignal<Vec<Event>>,
    sending: StoredValue<bool>,
}

impl Together {
    /// No sitting yet.
    pub(crate) fn new() -> Self {
        Self {
            sitting: RwSignal::new(None),
            trouble: RwSignal::new(None),
            waiting: RwSignal::new(Vec::new()),
            sending: StoredValue::new(false),
        }
    }

    /// Begins a sitting, or goes on with the one that is open.
    pub(crate) async fn begin(&self, plan: PlanId) {
        self.take(shell::ask(StartSigning { plan }).await);
    }

    /// Whether this is a sitting about a plan.
    pub(crate) fn is_for(&self, plan: PlanId) -> bool {
        self.sitting.with_untracked(|it| it.as_ref().is_some_and(|it| it.agreement.plan == plan))
    }

    /// Forgets what is on the screen.
    pub(crate) fn put_away(&self) {
        self.sitting.set(None);
        self.trouble.set(None);
    }

    /// Something happened. It is sent after what happened before it.
    pub(crate) fn happened(&self, event: Event) {
        self.trouble.set(None);
        self.waiting.update(|waiting| waiting.push(event));
        let together = *self;
        spawn_local(async move { together.send_all().await });
    }

    /// Sends everything and waits until it is on the disk, or for a second.
    pub(crate) async fn settle(&self) {
        self.send_all().await;
        for _ in 0..40 {
            if !self.sending.get_value() {
                break;
            }
            super::pause::pause(Duration::from_millis(25)).await;
        }
    }

    /// Whether everything that happened is on the disk.
    pub(crate) fn is_kept(&self) -> bool {
        self.waiting.with(Vec::is_empty)
    }

    /// Where a person stands, with what is still on its way to the disk.
    pub(crate) fn row(&self, person: PersonId) -> Row {
        let mut row = self.sitting.with(|sitting| {
            let signing = sitting.as_ref().and_then(|sitting| sitting.signing.as_ref());
            signing.map(|signing| signing.row(person)).unwrap_or_default()
        });
        self.waiting.with(|waiting| {
            for event in waiting.iter().filter(|event| event.person() == Some(person)) {
                row.follow(event, None);
            }
        });
        row
    }

    fn take(&self, reply: Result<Sitting, Refusal>) {
        match reply {
            Ok(sitting) => self.sitting.set(Some(sitting)),
            Err(refusal) => self.trouble.set(Some(refusal)),
        }
    }

    async fn send_all(&self) {
        if self.sending.get_value() {
            return;
        }
        self.sending.set_value(true);
        while let Some(event) = self.waiting.with_untracked(|waiting| waiting.first().cloned()) {
            let signing = self.sitting.with_untracked(|sitting| {
                sitting.as_ref().and_then(|sitting| sitting.signing.as_ref()).map(|signing| signing.id)
            });
            let Some(signing) = signing else { break };
            match shell::ask(Sign { signing, events: vec![event] }).await {
                Ok(sitting) => {
                    self.waiting.update(|waiting| drop(waiting.remove(0)));
                    self.sitting.set(Some(sitting));
                }
                Err(refusal) => {
                    // A full disk or a lock passes; anything else would be refused again.
                    if !matches!(refusal.code, Code::Full | Code::Locked) {
                        self.waiting.update(|waiting| drop(waiting.remove(0)));
                    }
                    self.trouble.set(Some(refusal));
                    break;
                }
            }
        }
        self.sending.set_value(false);
    }
}
