//! Days of the plan that cannot be, said where days are written and before the plan is read together. None is refused: a
//! family may know better than a rule.

use leptos::prelude::*;
use plan::days::odd_days;

use crate::visit::here::Visit;
use crate::words::{t, texts};

/// Every such day; nothing at all where there is none.
#[component]
pub(crate) fn OddDays() -> impl IntoView {
    let visit = Visit::here();
    let found = Memo::new(move |_| {
        let today = visit.today.get()?;
        let said = visit
            .work
            .as_sent
            .with(|plan| odd_days(plan, today).iter().map(|odd| odd.said(plan, texts())).collect::<Vec<_>>());
        (!said.is_empty()).then_some(said)
    });
    // What comes and goes while somebody types is told without taking their words away from under their hands.
    view! {
        <div aria-live="polite">
            {move || found.get().map(|said| view! {
                <section class="card guards">
                    <h2>{t("odd_day.title")}</h2>
                    <ul>{said.into_iter().map(|words| view! { <li>{words}</li> }).collect_view()}</ul>
                </section>
            })}
        </div>
    }
}
