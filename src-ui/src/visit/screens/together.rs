//! Reading it together: one part of the agreement at a time, in large letters, in front of the family. What stood on the
//! screen is recorded when the family moves on.

use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::agreement::{Block, BlockKind};
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
    /// Which, from 0.
    part: usize,
) -> impl IntoView {
    let visit = Visit::here();
    let together = visit.together;
    let began = StoredValue::new(page::clock());
    if part == 0 {
        together.put_away();
        spawn_local(async move {
            if visit.work.settle().await {
                let plan = visit.work.plan.with_untracked(|plan| plan.id);
                together.begin(plan).await;
                began.try_set_value(page::clock());
            }
        });
    }
    // The agreement stays the same while events are taken, so the screen is not drawn anew for each of them.
    let agreement =
        Memo::new(move |_| together.sitting.with(|it| it.as_ref().map(|it| it.agreement.clone())));
    let parts = move || agreement.with(|it| it.as_ref().map_or(0, |it| it.parts().len()));
    let blocks = move || -> Vec<Block> {
        agreement.with(|it| {
            let parts = it.as_ref().map(|it| it.parts()).unwrap_or_default();
            parts.get(part).map(|part| part.to_vec()).unwrap_or_default()
        })
    };
    let section = Memo::new(move |_| blocks().first().map(|block| block.section));
    let title = Memo::new(move |_| {
        agreement.with(|it| {
            let all = it.iter().flat_map(|it| &it.blocks);
            let mut headings = all.filter(|block| Some(block.section) == section.get() && is_title(block));
            headings.next().map_or(t("together.opening").to_owned(), |block| block.text.clone())
        })
    });
    let go = move |place: Place| {
        let shown: Vec<_> = untrack(blocks).into_iter().map(|block| block.id).collect();
        if !shown.is_empty() {
            let for_ms = (page::clock() - began.get_value()).max(0.0) as u32;
            together.happened(Event::Shown { blocks: shown, for_ms });
        }
        visit.go_to(place);
    };
    let back = move |_| go(part.checked_sub(1).map_or(Place::Home, Place::Together));
    let next = move |_| {
        let is_last = part + 1 >= untrack(parts);
        go(if is_last { Place::Signatures } else { Place::Together(part + 1) });
    };
    let words = move || {
        let said = blocks().into_iter().filter(|block| !is_title(block));
        said.map(|block| element(&block, if matches!(block.kind, BlockKind::Heading { .. }) { 2 } else { 0 }))
            .collect_view()
    };
    let dots = move || (0..parts()).map(|n| view! { <li class:done=n <= part></li> }).collect_view();
    let part_words = move || {
        let parts = parts().max(part + 1).to_string();
        fill("together.part", &[("part", &(part + 1).to_string()), ("parts", &parts)])
    };
    view! {
        <div class="frame family">
            <main class="page">
                <div class="part"><ul class="dots" aria-hidden="true">{dots}</ul><span>{part_words}</span></div>
                {move || together.trouble.get().map(|it| view! { <Banner tone="care" text=it.sentence/> })}
                <div class="idea pictured">
                    <div class="blocks"><Heading title=title/>{words}</div>
                    {move || section.get().map(picture)}
                </div>
            </main>
            <nav class="bottom" aria-label=t("nav.bottom")>
                <div class="group">
                    <button class="button" on:click=back>{t("nav.back")}</button>
                    <button class="button" on:click=move |_| go(Place::Home)>{t("together.stop")}</button>
                </div>
                <button class="button main" on:click=next>{t("nav.next")}</button>
            </nav>
        </div>
    }
}

/// Whether a block names its section, and so stands in the screen's heading.
fn is_title(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Title | BlockKind::Heading { level: 1 })
}
