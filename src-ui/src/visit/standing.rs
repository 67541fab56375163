//! What the tablet's standing says: who is in, before which family it stands, and how far it is with sending.

use std::time::Duration;

use ipc::visit::{Files, Look, Stage, Standing};
use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::ids::SigningId;

use super::here::Visit;
use crate::platform::shell;

/// How often a tablet that is sending asks how far it is.
const ASK_AGAIN: Duration = Duration::from_millis(250);

/// With no answer from the office, only each so-manieth time.
const RARELY: u32 = 8;

impl Visit {
    /// The sitting the tablet stands before a family with, if it does.
    pub(crate) fn with_family(&self) -> Option<SigningId> {
        let by_us = self.together.signing(|signing, _| signing.in_front().map(|_| signing.id)).flatten();
        by_us.or_else(|| self.standing.with(|standing| standing.as_ref().and_then(|it| it.with_family)))
    }

    /// The name of the worker who is in.
    pub(crate) fn worker_name(&self) -> String {
        self.standing.with_untracked(|standing| match standing.as_ref().map(|it| &it.stage) {
            Some(Stage::Open { user, .. }) => user.name.clone(),
            Some(Stage::Fresh | Stage::NoUser { .. } | Stage::Locked { .. } | Stage::Closed) | None => {
                String::new()
            }
        })
    }
}

/// Asks how the tablet stands for as long as it sends, or looks through what was not closed.
pub(crate) fn ask_while_sending(visit: Visit) {
    let waits = |standing: &Option<Standing>| {
        standing.as_ref().is_some_and(|standing| {
            (standing.sending.waiting > 0 || standing.files == Files::Looking)
                && matches!(standing.stage, Stage::Open { .. })
        })
    };
    let is_silent = |standing: &Option<Standing>| {
        standing.as_ref().is_some_and(|standing| standing.sending.reachable == Some(false))
    };
    let (tick, is_asking) = (StoredValue::new(0_u32), StoredValue::new(false));
    set_interval(
        move || {
            tick.update_value(|tick| *tick = tick.wrapping_add(1));
            let is_turn =
                tick.get_value().is_multiple_of(RARELY) || !visit.standing.with_untracked(is_silent);
            if is_turn && !is_asking.get_value() && visit.standing.with_untracked(waits) {
                is_asking.set_value(true);
                spawn_local(async move {
                    let standing = shell::ask(Look {}).await;
                    is_asking.set_value(false);
                    if let Ok(standing) = standing {
                        visit.stands(Ok(standing));
                    }
                });
            }
        },
        ASK_AGAIN,
    );
}
