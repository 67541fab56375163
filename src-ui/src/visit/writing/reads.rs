//! The agreement's words beside the text they come from, after each pause in typing: what the family will read.

use leptos::prelude::*;
use plan::agreement::Section;

use crate::components::blocks::element;
use crate::visit::here::Visit;
use crate::words::t;

/// Some sections of the agreement as they read now.
#[component]
pub(crate) fn Reads(
    /// Which.
    sections: &'static [Section],
) -> impl IntoView {
    let agreement = Visit::here().agreement;
    let blocks = Memo::new(move |_| {
        agreement.with(|agreement| {
            let shown = agreement.blocks.iter().filter(|block| sections.contains(&block.section));
            shown.cloned().collect::<Vec<_>>()
        })
    });
    view! {
        <aside class="aside">
            <section class="card quiet reads" aria-label=t("goal.reads")>
                <h2>{t("goal.reads")}</h2>
                {move || blocks.with(Vec::is_empty).then(|| view! { <p>{t("goal.reads_nothing")}</p> })}
                {move || blocks.with(|blocks| blocks.iter().map(|block| element(block, 0)).collect_view())}
            </section>
        </aside>
    }
}
