//! What one person is not shown: the blocks that may be left out before the tablet is turned to them.

use leptos::prelude::*;
use plan::agreement::{Block, BlockId};

use crate::components::Tick;
use crate::visit::here::Visit;
use crate::words::{fill, t};

/// The blocks that may be left out, each with what belongs to it, folded away by section.
#[component]
pub(super) fn LeaveOut(
    /// What is chosen to be left out.
    without: RwSignal<Vec<BlockId>>,
    /// Whom they are left out for.
    names: String,
) -> impl IntoView {
    let together = Visit::here().together;
    let sections = together.signing(|_, agreement| {
        let sections = agreement.blocks.chunk_by(|one, other| one.section == other.section);
        sections.map(|blocks| section(without, blocks)).collect_view()
    });
    view! {
        <fieldset class="field" aria-describedby="out-hint">
            <legend class="legend">{fill("hand_over.leave_out", &[("names", &names)])}</legend>
            <p class="hint" id="out-hint">{t("hand_over.leave_out_hint")}</p>
            {sections}
        </fieldset>
    }
}

/// What of a section may be left out. Nothing where all of it stays.
fn section(without: RwSignal<Vec<BlockId>>, blocks: &[Block]) -> Option<impl IntoView + use<>> {
    let may_go = blocks.iter().filter(|it| it.may_be_left_out() && !it.kind.goes_with_another());
    let may_go: Vec<(BlockId, String)> = may_go.map(|it| (it.id.clone(), it.text.clone())).collect();
    let heading = blocks.iter().find(|block| block.kind.is_heading())?.text.clone();
    let ids: Vec<BlockId> = may_go.iter().map(|(id, _)| id.clone()).collect();
    if ids.is_empty() {
        return None;
    }
    let count = move |gone: &Vec<BlockId>| ids.iter().filter(|id| gone.contains(id)).count();
    let count = Memo::new(move |_| without.with(&count));
    let left_out = move || {
        let count = Some(count.get()).filter(|count| *count > 0)?;
        Some(
            view! { <span class="state">{fill("hand_over.left_out", &[("count", &count.to_string())])}</span> },
        )
    };
    let ticks = may_go.into_iter().map(|(id, label)| {
        let (mine, toggled, field) = (id.clone(), id.clone(), format!("out-{}", id.0));
        let toggle = move |on: bool| {
            without.update(|gone| {
                gone.retain(|other| *other != toggled);
                if on {
                    gone.push(toggled.clone());
                }
            });
        };
        view! { <Tick id=field label on=Signal::derive(move || without.with(|it| it.contains(&mine))) toggle/> }
    });
    Some(view! {
        <details class="more">
            <summary>{heading}" "{left_out}</summary>
            <div class="choices column">{ticks.collect_view()}</div>
        </details>
    })
}
