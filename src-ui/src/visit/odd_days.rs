//! Days of the plan that cannot be: each is said under its field, and all of them before the plan is read together. None is
//! refused: a family may know better than a rule.

use leptos::prelude::*;
use plan::days::{Odd, odd_days};

use crate::visit::here::Visit;
use crate::words::{t, texts};

/// Every such day; nothing at all where there is none.
#[component]
pub(crate) fn OddDays() -> impl IntoView {
    let found = said(|_| true);
    // What comes and goes while somebody types is told without taking their words away from under their hands.
    view! {
        <div aria-live="polite">
            {move || (!found.with(Vec::is_empty)).then(|| view! {
                <section class="card guards">
                    <h2>{t("odd_day.title")}</h2>
                    <ul>{found.get().into_iter().map(|words| view! { <li>{words}</li> }).collect_view()}</ul>
                </section>
            })}
        </div>
    }
}

/// What is odd about one day, under its field.
#[component]
pub(crate) fn OddDay(
    /// Whether it is this day.
    is: impl Fn(Odd) -> bool + Send + Sync + 'static,
) -> impl IntoView {
    let found = said(is);
    view! {
        <div aria-live="polite">
            {move || (!found.with(Vec::is_empty)).then(|| view! {
                <div class="found odd">{found.get().into_iter().map(|words| view! { <p>{words}</p> }).collect_view()}</div>
            })}
        </div>
    }
}

/// What is said of these days. Asked after each pause in typing.
fn said(which: impl Fn(Odd) -> bool + Send + Sync + 'static) -> Memo<Vec<String>> {
    let visit = Visit::here();
    Memo::new(move |_| {
        let Some(today) = visit.today.get() else { return Vec::new() };
        visit.work.as_sent.with(|plan| {
            let odd = odd_days(plan, today).into_iter().filter(|odd| which(odd.what));
            odd.map(|odd| odd.said(plan, texts())).collect()
        })
    })
}
