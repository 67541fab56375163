//! Days that are typed half: kept as a draft of their plan, so that they are there again after a lock or a crash.

use ipc::visit::{DraftOf, ReadDraft, Standing};
use leptos::prelude::*;
use plan::ids::PlanId;

use super::queue::Queue;
use super::sitting::Together;
use super::work::Work;
use crate::components::{HalfDays, HalfTyped};
use crate::platform::{page, shell};

/// What is typed half in the open plan.
pub(super) fn half_days(
    queue: Queue,
    work: Work,
    together: Together,
    standing: RwSignal<Option<Standing>>,
) -> HalfDays {
    HalfDays::new(move |typed| {
        let is_turned = standing.with_untracked(|it| it.as_ref().is_some_and(|it| it.with_family.is_some()));
        // In front of a family the tablet keeps nothing but their words.
        let is_turned = is_turned || !together.in_front().is_empty();
        let Some(firsts) = work.firsts.get_untracked().filter(|_| !is_turned) else { return };
        let (plan, typed) = work.plan.with_untracked(|plan| {
            let kept = typed.into_iter().map(|(field, parts)| (firsts.kept_name(plan, &field), parts));
            (plan.id, kept.collect::<HalfTyped>())
        });
        let of = DraftOf::HalfDays(plan);
        let words =
            if typed.is_empty() { String::new() } else { serde_json::to_string(&typed).unwrap_or_default() };
        queue.tell(|outgoing| outgoing.drafting(page::clock(), of, &words));
        queue.after_a_pause();
    })
}

/// What was kept, by the fields of the open plan.
pub(super) fn as_shown(work: Work, kept: HalfTyped) -> HalfTyped {
    let Some(firsts) = work.firsts.get_untracked() else { return kept };
    work.plan.with_untracked(|plan| {
        kept.into_iter().map(|(name, parts)| (firsts.shown_name(plan, &name), parts)).collect()
    })
}

/// What was typed half in a plan that is being opened, as it was kept. What cannot be read is as if there were nothing.
pub(super) async fn typed_in(queue: Queue, plan: PlanId) -> HalfTyped {
    let of = DraftOf::HalfDays(plan);
    let words = match queue.ask(|outgoing| outgoing.draft(of).map(str::to_owned)) {
        Some(words) => words,
        None => shell::ask(ReadDraft { of }).await.unwrap_or_default(),
    };
    serde_json::from_str(&words).unwrap_or_default()
}
