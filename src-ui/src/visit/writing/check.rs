//! The whole agreement as it will be printed, block by block; of a sealed plan, as it was sealed.

use ipc::visit::{PlanState, Preview, Sealed};
use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::Agreement;
use plan::agreement::{Block, BlockKind, Section};

use super::guards::Guards;
use super::how_it_reads::HowItReads;
use crate::components::blocks::element;
use crate::platform::shell;
use crate::visit::frame::{Frame, Onward};
use crate::visit::guide::Guide;
use crate::visit::here::Visit;
use crate::visit::odd_days::OddDays;
use crate::words::{fill, t};
use course::place::Place;

/// The preview.
#[component]
pub(crate) fn Check() -> impl IntoView {
    let visit = Visit::here();
    let agreement = RwSignal::new(None::<Agreement>);
    let plan = visit.work.plan.with_untracked(|plan| plan.id);
    let is_sealed = matches!(visit.work.state.get_untracked(), PlanState::Sealed | PlanState::Safe);
    spawn_local(async move {
        let reply = if is_sealed {
            shell::ask(Sealed { plan }).await.map(|sealed| sealed.agreement)
        } else {
            visit.work.settle().await;
            shell::ask(Preview { plan }).await.map(|sitting| sitting.agreement)
        };
        match reply {
            Ok(found) => drop(agreement.try_set(Some(found))),
            Err(refusal) => visit.refused(refusal),
        }
    });
    let sheet = move || match agreement.get() {
        None => view! { <p role="status">{t("check.making")}</p> }.into_any(),
        Some(Agreement { blocks, .. }) => {
            let on_paper = |block: &Block| on_paper(block, !is_sealed);
            view! { <article class="sheet">{blocks.iter().map(on_paper).collect_view()}</article> }.into_any()
        }
    };
    let beside = (!is_sealed).then(|| view! { <HowItReads/> });
    view! {
        <Frame title=Signal::stored(t("check.title").to_owned()) lead=t("check.lead") shape="beside"
            bottom=view! { <Onward from=Place::Check/> }.into_any()>
            <div class="column">{(!is_sealed).then(|| view! { <Guards/><OddDays/> })}{sheet}</div>
            <aside class="aside">{beside}{(!is_sealed).then(|| view! { <Guide step="check"/> })}</aside>
        </Frame>
    }
}

/// Where a section of the agreement is written, if anywhere.
const fn written_at(section: Section) -> Option<Place> {
    match section {
        Section::People | Section::Supporters => Some(Place::Family),
        Section::Needs => Some(Place::Needs),
        Section::Voice => Some(Place::Voice),
        Section::Worries => Some(Place::Worries),
        Section::Now | Section::Later => Some(Place::Goals),
        Section::Promises => Some(Place::Promises),
        Section::Meeting => Some(Place::Meeting),
        Section::Contact => Some(Place::Workers),
        Section::About | Section::Rights | Section::Signatures => None,
    }
}

/// A block as the preview shows it: the page's own heading stands over the agreement's.
fn on_paper(block: &Block, may_change: bool) -> AnyView {
    let level = match block.kind.heading_level() {
        Some(level) => level + 2,
        None if block.kind == BlockKind::Title => 2,
        None => 0,
    };
    let place = written_at(block.section).filter(|_| may_change && level == 3);
    let Some(place) = place else { return element(block, level) };
    let visit = Visit::here();
    let section = fill("check.change_for", &[("section", &block.text)]);
    view! {
        <div class="card-head">
            {element(block, level)}
            <button class="link" on:click=move |_| visit.go_to(place)>
                {t("check.change")}<span class="hidden-words">{section}</span>
            </button>
        </div>
    }
    .into_any()
}
