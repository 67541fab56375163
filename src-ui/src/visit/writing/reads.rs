//! The agreement's words beside the text they come from, live: what the family will read.

use leptos::prelude::*;
use plan::agreement::Section;
use plan::compose;

use crate::visit::blocks::element;
use crate::visit::here::Visit;
use crate::words::{t, texts};

/// Some sections of the agreement as they read now.
#[component]
pub(crate) fn Reads(
    /// Which.
    sections: &'static [Section],
) -> impl IntoView {
    let visit = Visit::here();
    let blocks = Memo::new(move |_| {
        let today = visit.standing.with(|it| it.as_ref().map(|it| it.now.date_naive())).unwrap_or_default();
        let agreement = visit.work.plan.with(|plan| compose::agreement(plan, texts(), today));
        let shown = agreement.blocks.into_iter().filter(|block| sections.contains(&block.section));
        shown.collect::<Vec<_>>()
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
