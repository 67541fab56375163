//! The whole agreement as it will be printed, block by block; of a sealed plan, as it was sealed.

use ipc::visit::{PlanState, Preview, Sealed};
use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::Agreement;
use plan::agreement::{Block, BlockKind};

use crate::platform::shell;
use crate::visit::app::Visit;
use crate::visit::blocks::element;
use crate::visit::frame::{BackHome, Frame};
use crate::words::t;

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
            view! { <article class="sheet">{blocks.iter().map(on_paper).collect_view()}</article> }.into_any()
        }
    };
    view! {
        <Frame title=Signal::stored(t("check.title").to_owned()) lead=t("check.lead")
            bottom=view! { <BackHome/> }.into_any()>{sheet}</Frame>
    }
}

/// A block as the preview shows it: the page's own heading stands over the agreement's.
fn on_paper(block: &Block) -> impl IntoView {
    let level = match &block.kind {
        BlockKind::Title => 2,
        BlockKind::Heading { level } => level + 2,
        _ => 0,
    };
    element(block, level)
}
