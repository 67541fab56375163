//! Reading it together: one part of the agreement at a time, in large letters, in front of the family. What stood on the
//! screen is recorded when the family moves on.

use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::agreement::{BlockKind, Section};
use plan::signing::Event;

use crate::components::{Banner, picture};
use crate::platform::page;
use crate::visit::app::Visit;
use crate::visit::blocks::element;
use crate::visit::frame::Heading;
use crate::visit::screen::Place;
use crate::words::{fill, t};

/// One part.
#[component]
pub(crate) fn Reading(
    /// Which.
    section: Section,
) -> impl IntoView {
    let visit = Visit::here();
    let together = visit.together;
    let began = StoredValue::new(page::clock());
    if section == Section::About {
        together.put_away();
        spawn_local(async move {
            if visit.work.settle().await {
                let plan = visit.work.plan.with_untracked(|plan| plan.id);
                together.begin(plan).await;
                began.try_set_value(page::clock());
            }
        });
    }
    let parts = Memo::new(move |_| {
        let sections = together.sitting.with(|it| it.as_ref().map(|it| it.agreement.sections()));
        let mut sections = sections.unwrap_or_default();
        sections.retain(|section| *section != Section::Signatures);
        sections
    });
    let at = move || parts.with(|parts| parts.iter().position(|part| *part == section).unwrap_or(0));
    let go = move |step: isize| {
        let shown: Vec<_> = together.sitting.with_untracked(|it| {
            let agreement = it.as_ref().map(|it| &it.agreement);
            agreement
                .map(|it| it.section(section).map(|block| block.id.clone()).collect())
                .unwrap_or_default()
        });
        if !shown.is_empty() {
            let for_ms = (page::clock() - began.get_value()).max(0.0) as u32;
            together.happened(Event::Shown { blocks: shown, for_ms });
        }
        let next = untrack(at).checked_add_signed(step);
        let next = next.and_then(|next| parts.with_untracked(|parts| parts.get(next).copied()));
        visit.go_to(match next {
            Some(section) => Place::Together(section),
            None if step > 0 => Place::Signatures,
            None => Place::Home,
        });
    };
    let title = Memo::new(move |_| {
        together.sitting.with(|it| {
            let agreement = it.as_ref().map(|it| &it.agreement);
            let heading = agreement.and_then(|it| {
                it.section(section)
                    .find(|block| matches!(block.kind, BlockKind::Title | BlockKind::Heading { level: 1 }))
            });
            heading.map_or(t("together.opening").to_owned(), |block| block.text.clone())
        })
    });
    let blocks = move || {
        together.sitting.with(|it| {
            let agreement = it.as_ref().map(|it| &it.agreement);
            let blocks = agreement.into_iter().flat_map(|it| it.section(section));
            blocks
                .filter_map(|block| match block.kind {
                    BlockKind::Title | BlockKind::Heading { level: 1 } => None,
                    BlockKind::Heading { .. } => Some(element(block, 2)),
                    _ => Some(element(block, 0)),
                })
                .collect_view()
        })
    };
    let dots = move || {
        parts.with(|parts| {
            (0..parts.len()).map(|n| view! { <li class:done=move || n <= at()></li> }).collect_view()
        })
    };
    let part_words = move || {
        fill(
            "together.part",
            &[("part", &(at() + 1).to_string()), ("parts", &parts.with(Vec::len).max(1).to_string())],
        )
    };
    view! {
        <div class="frame family">
            <main class="page">
                <div class="part"><ul class="dots" aria-hidden="true">{dots}</ul><span>{part_words}</span></div>
                {move || together.trouble.get().map(|it| view! { <Banner tone="care" text=it.sentence/> })}
                <div class="idea pictured">
                    <div class="blocks"><Heading title=title/>{blocks}</div>
                    {picture(section)}
                </div>
            </main>
            <nav class="bottom" aria-label=t("nav.bottom")>
                <div class="group">
                    <button class="button" on:click=move |_| go(-1)>{t("nav.back")}</button>
                    <button class="button" on:click=move |_| visit.go_to(Place::Home)>{t("together.stop")}</button>
                </div>
                <button class="button main" on:click=move |_| go(1)>{t("nav.next")}</button>
            </nav>
        </div>
    }
}
