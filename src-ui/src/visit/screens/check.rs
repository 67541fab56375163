//! The whole agreement as it will be printed, block by block.

use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::agreement::{Block, BlockKind};

use crate::visit::app::Visit;
use crate::visit::blocks::element;
use crate::visit::frame::{BackHome, Frame};
use crate::words::t;

/// The preview.
#[component]
pub(crate) fn Check() -> impl IntoView {
    let visit = Visit::here();
    let together = visit.together;
    together.sitting.set(None);
    spawn_local(async move {
        if visit.work.settle().await {
            let plan = visit.work.plan.with_untracked(|plan| plan.id);
            together.preview(plan).await;
        }
    });
    let sheet = move || {
        together.sitting.with(|sitting| match sitting {
            None => view! { <p role="status">{t("check.making")}</p> }.into_any(),
            Some(sitting) => {
                let blocks: Vec<Block> = sitting.agreement.blocks.clone();
                view! { <article class="sheet">{blocks.into_iter().map(on_paper).collect_view()}</article> }
                    .into_any()
            }
        })
    };
    view! {
        <Frame title=Signal::stored(t("check.title").to_owned()) lead=t("check.lead")
            bottom=view! { <BackHome/> }.into_any()>{sheet}</Frame>
    }
}

/// A block as the preview shows it: the page's own heading stands over the agreement's.
fn on_paper(block: Block) -> impl IntoView {
    let level = match &block.kind {
        BlockKind::Title => 2,
        BlockKind::Heading { level } => level + 2,
        _ => 0,
    };
    element(&block, level)
}
